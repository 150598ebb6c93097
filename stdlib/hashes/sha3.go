package hashes

import (
	"crypto/sha3"

	"github.com/gophersnake/gophersnake/objects"
)

//py:module _sha3

// SHA3 declares the module _sha3.
var SHA3 = objects.ModuleDef{
	Name: "_sha3",
	Init: func() {
		// The constructors of CPython all call themselves sha3_224.
		construct := objects.NewFunc(bindSha3224New)
		const doc = "sha3_224(data=b'', *, usedforsecurity=True, string=None)\n--\n\nReturn a new SHA3 hash object."
		newType(&sha3x224Type, "_sha3.sha3_224", doc, sha3224Methods, sha3224GetSets, construct)
		newType(&sha3x256Type, "_sha3.sha3_256", doc, sha3256Methods, sha3256GetSets, construct)
		newType(&sha3x384Type, "_sha3.sha3_384", doc, sha3384Methods, sha3384GetSets, construct)
		newType(&sha3x512Type, "_sha3.sha3_512", doc, sha3512Methods, sha3512GetSets, construct)
		newType(&shakex128Type, "_sha3.shake_128", doc, shake128Methods, shake128GetSets, construct)
		newType(&shakex256Type, "_sha3.shake_256", doc, shake256Methods, shake256GetSets, construct)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, typ := range []*objects.Type{&sha3x224Type, &sha3x256Type, &sha3x384Type, &sha3x512Type, &shakex128Type, &shakex256Type} {
			m.Add(t, typ.ShortName(), objects.Of(typ))
		}
		m.Add(t, "implementation", objects.NewStr("crypto/sha3"))
		return nil
	},
}

var sha3x224Type, sha3x256Type, sha3x384Type, sha3x512Type, shakex128Type, shakex256Type objects.Type

// Return a new SHA3 hash object.
//
//py:new sha3_224(cls, data=<unrepresentable>, *, usedforsecurity=True, string=<unrepresentable>)
//py:nosig
func newSHA3(t *objects.Thread, cls *objects.Type, data objects.Object, _ bool, text objects.Object) (objects.Object, error) {
	h := &hasher{Header: objects.Header{Type: cls}, name: cls.ShortName()}
	switch cls {
	case &sha3x224Type:
		h.h = sha3.New224()
	case &sha3x256Type:
		h.h = sha3.New256()
	case &sha3x384Type:
		h.h = sha3.New384()
	case &sha3x512Type:
		h.h = sha3.New512()
	case &shakex128Type:
		h.shake = sha3.NewSHAKE128()
	default:
		h.shake = sha3.NewSHAKE256()
	}
	return h.start(t, data, text)
}

// copyOf gives another function in the same state.
func copyOf(s *sha3.SHAKE) (*sha3.SHAKE, error) {
	state, err := s.MarshalBinary()
	if err != nil {
		return nil, err
	}
	c := sha3.NewSHAKE128()
	if s.BlockSize() != c.BlockSize() {
		c = sha3.NewSHAKE256()
	}
	return c, c.UnmarshalBinary(state)
}

// squeeze gives as many bytes of the digest as asked for.
//
// CPython: Modules/sha3module.c _sha3_shake_128_digest_impl
func (h *hasher) squeeze(t *objects.Thread, length objects.Object) ([]byte, error) {
	n, err := unsigned(t, length, "unsigned long")
	if err != nil {
		return nil, err
	}
	if n >= 1<<29 {
		return nil, objects.ValueErrorf(t, "length is too large")
	}
	if err := objects.CheckAlloc(t, int(n), 1); err != nil {
		return nil, err
	}
	shake, err := copyOf(h.shake)
	if err != nil {
		return nil, objects.ValueErrorf(t, "%s", err.Error())
	}
	b := make([]byte, n)
	_, _ = shake.Read(b)
	return b, nil
}

// Return the digest value as a bytes object.
//
//py:def shake_128.digest(self, /, length)
//py:def shake_256.digest(self, /, length)
func (h *hasher) shakeDigest(t *objects.Thread, length objects.Object) (objects.Object, error) {
	b, err := h.squeeze(t, length)
	return objects.NewBytes(b).Or(err)
}

// Return the digest value as a string of hexadecimal digits.
//
//py:def shake_128.hexdigest(self, /, length)
//py:def shake_256.hexdigest(self, /, length)
func (h *hasher) shakeHexDigest(t *objects.Thread, length objects.Object) (*objects.Str, error) {
	b, err := h.squeeze(t, length)
	if err != nil {
		return nil, err
	}
	return objects.HexText(t, b, objects.Object{}, 1)
}

//py:get sha3_224._rate_bits
//py:get sha3_256._rate_bits
//py:get sha3_384._rate_bits
//py:get sha3_512._rate_bits
//py:get shake_128._rate_bits
//py:get shake_256._rate_bits
func rateBits(h *hasher) int { return 8 * hasherBlockSize(h) }

//py:get sha3_224._capacity_bits
//py:get sha3_256._capacity_bits
//py:get sha3_384._capacity_bits
//py:get sha3_512._capacity_bits
//py:get shake_128._capacity_bits
//py:get shake_256._capacity_bits
func capacityBits(h *hasher) int { return 1600 - rateBits(h) }

//py:get sha3_224._suffix
//py:get sha3_256._suffix
//py:get sha3_384._suffix
//py:get sha3_512._suffix
//py:get shake_128._suffix
//py:get shake_256._suffix
func suffix(h *hasher) objects.Object {
	if h.shake != nil {
		return objects.NewBytes([]byte{0x1f})
	}
	return objects.NewBytes([]byte{6})
}
