// Package hashes has the modules beneath hashlib: _md5, _sha1, _sha2, _sha3 and _blake2.
package hashes

import (
	"crypto/sha3"
	"hash"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// hasher is a hash object of any of the modules.
type hasher struct {
	objects.Header
	h     hash.Cloner
	shake *sha3.SHAKE // in place of h: a function whose digests are as long as one wants
	name  string
	rate  int // of SHA-3, in bits
}

//py:type md5 md5Type
//py:type sha1 sha1Type
//py:type SHA224Type sha224Type
//py:type SHA256Type sha256Type
//py:type SHA384Type sha384Type
//py:type SHA512Type sha512Type
//py:type sha3_224 sha3x224Type
//py:type sha3_256 sha3x256Type
//py:type sha3_384 sha3x384Type
//py:type sha3_512 sha3x512Type
//py:type blake2b blake2bType
//py:type blake2s blake2sType
//py:type shake_128 shakex128Type
//py:type shake_256 shakex256Type

// hashed gives the bytes of what is to be hashed.
//
// CPython: Modules/hashlib.h GET_BUFFER_VIEW_OR_ERROR
func hashed(t *objects.Thread, data objects.Object) ([]byte, error) {
	if objects.AsStr(data) != nil {
		return nil, objects.TypeErrorf(t, "Strings must be encoded before hashing")
	}
	if objects.TypeOf(data).Slots.Buffer == nil {
		return nil, objects.TypeErrorf(t, "object supporting the buffer API required")
	}
	return objects.ArgBytes(t, data)
}

// start feeds a new hash object with the data that its constructor was given, if it was.
//
// CPython: Modules/hashlib.h _Py_hashlib_data_argument
func (h *hasher) start(t *objects.Thread, data, text objects.Object) (objects.Object, error) {
	if data.IsNull() {
		data = text
	} else if !text.IsNull() {
		return objects.Object{}, objects.TypeErrorf(t,
			"'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.")
	}
	if !data.IsNull() {
		if err := h.update(t, data); err != nil {
			return objects.Object{}, err
		}
	}
	return objects.Of(h), nil
}

// Update this hash object's state with the provided bytes-like object.
//
//py:def md5.update(self, data, /)
//py:def sha1.update(self, data, /)
//py:def SHA224Type.update(self, data, /)
//py:def SHA256Type.update(self, data, /)
//py:def SHA384Type.update(self, data, /)
//py:def SHA512Type.update(self, data, /)
//py:def sha3_224.update(self, data, /)
//py:def sha3_256.update(self, data, /)
//py:def sha3_384.update(self, data, /)
//py:def sha3_512.update(self, data, /)
//py:def blake2b.update(self, data, /)
//py:def blake2s.update(self, data, /)
//py:def shake_128.update(self, data, /)
//py:def shake_256.update(self, data, /)
func (h *hasher) update(t *objects.Thread, data objects.Object) error {
	b, err := hashed(t, data)
	if err != nil {
		return err
	}
	// In pieces, so that the interpreter can be stopped.
	const piece = 1 << 24
	for len(b) > piece {
		h.write(b[:piece])
		b = b[piece:]
		if err := t.Runtime.Poll(t); err != nil {
			return err
		}
	}
	h.write(b)
	return nil
}

func (h *hasher) write(b []byte) {
	if h.shake != nil {
		_, _ = h.shake.Write(b)
		return
	}
	_, _ = h.h.Write(b)
}

// Return a copy of the hash object.
//
//py:def md5.copy(self, /)
//py:def sha1.copy(self, /)
//py:def SHA224Type.copy(self, /)
//py:def SHA256Type.copy(self, /)
//py:def SHA384Type.copy(self, /)
//py:def SHA512Type.copy(self, /)
//py:def sha3_224.copy(self, /)
//py:def sha3_256.copy(self, /)
//py:def sha3_384.copy(self, /)
//py:def sha3_512.copy(self, /)
//py:def blake2b.copy(self, /)
//py:def blake2s.copy(self, /)
//py:def shake_128.copy(self, /)
//py:def shake_256.copy(self, /)
func (h *hasher) copy(t *objects.Thread) (objects.Object, error) {
	c := *h
	var err error
	if h.shake != nil {
		c.shake, err = copyOf(h.shake)
	} else {
		c.h, err = h.h.Clone()
	}
	if err != nil {
		return objects.Object{}, objects.ValueErrorf(t, "%s", err.Error())
	}
	return objects.Of(&c), nil
}

// Return the digest value as a bytes object.
//
//py:def md5.digest(self, /)
//py:def sha1.digest(self, /)
//py:def SHA224Type.digest(self, /)
//py:def SHA256Type.digest(self, /)
//py:def SHA384Type.digest(self, /)
//py:def SHA512Type.digest(self, /)
//py:def sha3_224.digest(self, /)
//py:def sha3_256.digest(self, /)
//py:def sha3_384.digest(self, /)
//py:def sha3_512.digest(self, /)
//py:def blake2b.digest(self, /)
//py:def blake2s.digest(self, /)
func (h *hasher) digest() objects.Object { return objects.NewBytes(h.h.Sum(nil)) }

// Return the digest value as a string of hexadecimal digits.
//
//py:def md5.hexdigest(self, /)
//py:def sha1.hexdigest(self, /)
//py:def SHA224Type.hexdigest(self, /)
//py:def SHA256Type.hexdigest(self, /)
//py:def SHA384Type.hexdigest(self, /)
//py:def SHA512Type.hexdigest(self, /)
//py:def sha3_224.hexdigest(self, /)
//py:def sha3_256.hexdigest(self, /)
//py:def sha3_384.hexdigest(self, /)
//py:def sha3_512.hexdigest(self, /)
//py:def blake2b.hexdigest(self, /)
//py:def blake2s.hexdigest(self, /)
func (h *hasher) hexDigest(t *objects.Thread) (*objects.Str, error) {
	return objects.HexText(t, h.h.Sum(nil), objects.Object{}, 1)
}

//py:get md5.name
//py:get sha1.name
//py:get SHA224Type.name
//py:get SHA256Type.name
//py:get SHA384Type.name
//py:get SHA512Type.name
//py:get sha3_224.name
//py:get sha3_256.name
//py:get sha3_384.name
//py:get sha3_512.name
//py:get blake2b.name
//py:get blake2s.name
//py:get shake_128.name
//py:get shake_256.name
func hasherName(h *hasher) string { return h.name }

//py:get md5.digest_size
//py:get sha1.digest_size
//py:get SHA224Type.digest_size
//py:get SHA256Type.digest_size
//py:get SHA384Type.digest_size
//py:get SHA512Type.digest_size
//py:get sha3_224.digest_size
//py:get sha3_256.digest_size
//py:get sha3_384.digest_size
//py:get sha3_512.digest_size
//py:get blake2b.digest_size
//py:get blake2s.digest_size
//py:get shake_128.digest_size
//py:get shake_256.digest_size
func hasherSize(h *hasher) int {
	if h.shake != nil {
		return 0
	}
	return h.h.Size()
}

//py:get md5.block_size
//py:get sha1.block_size
//py:get SHA224Type.block_size
//py:get SHA256Type.block_size
//py:get SHA384Type.block_size
//py:get SHA512Type.block_size
//py:get sha3_224.block_size
//py:get sha3_256.block_size
//py:get sha3_384.block_size
//py:get sha3_512.block_size
//py:get blake2b.block_size
//py:get blake2s.block_size
//py:get shake_128.block_size
//py:get shake_256.block_size
func hasherBlockSize(h *hasher) int {
	if h.shake != nil {
		return h.shake.BlockSize()
	}
	return h.h.BlockSize()
}

// newType makes the type of hash objects of a module.
func newType(typ *objects.Type, name, doc string, methods []objects.MethodDef, getSets []objects.GetSetDef, construct objects.NewFunc) {
	*typ = objects.Type{Name: name, Doc: doc, Layout: objects.LayoutOf[hasher](), Methods: methods, GetSets: getSets}
	if construct == nil {
		typ.Flags = objects.NoInstantiate
	}
	typ.Slots.New = construct
	objects.Ready(typ)
}
