package hashes

import (
	"encoding/binary"
	"hash"
	"slices"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

//py:module _blake2

// BLAKE2 declares the module _blake2.
var BLAKE2 = objects.ModuleDef{
	Name: "_blake2", Doc: "_blake2b provides BLAKE2b for hashlib\n",
	Init: func() {
		newType(&blake2bType, "_blake2.blake2b", blake2bDoc, blake2bMethods, blake2bGetSets, bindBlake2bNew)
		newType(&blake2sType, "_blake2.blake2s", blake2sDoc, blake2sMethods, blake2sGetSets, bindBlake2sNew)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, k := range []struct {
			typ         *objects.Type
			prefix      string
			size, extra int64
		}{{&blake2bType, "BLAKE2B_", 64, 16}, {&blake2sType, "BLAKE2S_", 32, 8}} {
			m.Add(t, k.typ.ShortName(), objects.Of(k.typ))
			for _, c := range []struct {
				name  string
				value int64
			}{{"SALT_SIZE", k.extra}, {"PERSON_SIZE", k.extra}, {"MAX_KEY_SIZE", k.size}, {"MAX_DIGEST_SIZE", k.size}} {
				m.Add(t, k.prefix+c.name, objects.NewInt(c.value))
				k.typ.Dict.SetStr(objects.StaticName(c.name), objects.NewInt(c.value))
			}
		}
		return nil
	},
}

var blake2bType, blake2sType objects.Type

// blakeParams are the parameters of the two functions.
type blakeParams struct {
	digestSize, fanout, depth, nodeDepth, innerSize int32
	key, salt, person                               []byte
	leafSize, nodeOffset                            objects.Object
	lastNode                                        bool
}

// Return a new BLAKE2b hash object.
//
//py:new blake2b(cls, data=<unrepresentable>, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=<unrepresentable>, node_offset=<unrepresentable>, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=<unrepresentable>)
//py:nosig
func newBlake2b(t *objects.Thread, cls *objects.Type, data objects.Object, digestSize int32, key, salt, person []byte, fanout, depth int32, leafSize, nodeOffset objects.Object, nodeDepth, innerSize int32, lastNode, _ bool, text objects.Object) (objects.Object, error) {
	p := blakeParams{digestSize, fanout, depth, nodeDepth, innerSize, key, salt, person, leafSize, nodeOffset, lastNode}
	block, err := p.block(t, "Blake2b", 64)
	if err != nil {
		return objects.Object{}, err
	}
	h := &blake[uint64]{kind: &blake2b, size: int(digestSize), lastNode: lastNode}
	for i := range h.h {
		h.h[i] = blake2b.iv[i] ^ binary.LittleEndian.Uint64(block[8*i:])
	}
	h.key(key)
	return (&hasher{Header: objects.Header{Type: cls}, name: "blake2b", h: h}).start(t, data, text)
}

// Return a new BLAKE2s hash object.
//
//py:new blake2s(cls, data=<unrepresentable>, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=<unrepresentable>, node_offset=<unrepresentable>, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=<unrepresentable>)
//py:nosig
func newBlake2s(t *objects.Thread, cls *objects.Type, data objects.Object, digestSize int32, key, salt, person []byte, fanout, depth int32, leafSize, nodeOffset objects.Object, nodeDepth, innerSize int32, lastNode, _ bool, text objects.Object) (objects.Object, error) {
	p := blakeParams{digestSize, fanout, depth, nodeDepth, innerSize, key, salt, person, leafSize, nodeOffset, lastNode}
	block, err := p.block(t, "Blake2s", 32)
	if err != nil {
		return objects.Object{}, err
	}
	h := &blake[uint32]{kind: &blake2s, size: int(digestSize), lastNode: lastNode}
	for i := range h.h {
		h.h[i] = blake2s.iv[i] ^ binary.LittleEndian.Uint32(block[4*i:])
	}
	h.key(key)
	return (&hasher{Header: objects.Header{Type: cls}, name: "blake2s", h: h}).start(t, data, text)
}

// unsigned converts an argument to a C type without sign, of 64 bits.
//
// CPython: Objects/longobject.c _PyLong_UnsignedLongLong_Converter
func unsigned(t *objects.Thread, o objects.Object, typ string) (uint64, error) {
	if o.IsNull() {
		return 0, nil
	}
	n, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	small, big, _ := objects.IntValue(n)
	switch {
	case big == nil && small >= 0:
		return uint64(small), nil
	case big == nil || big.Sign() < 0:
		return 0, objects.ValueErrorf(t, "Cannot convert negative int")
	case !big.IsUint64():
		return 0, objects.OverflowErrorf(t, "Python int too large for C %s", typ)
	}
	return big.Uint64(), nil
}

// block checks the parameters and gives them as the block that the function begins with, which has the given size.
//
// CPython: Modules/blake2module.c py_blake2_new
func (p *blakeParams) block(t *objects.Thread, name string, size int) ([]byte, error) {
	fail := func(format string, args ...any) ([]byte, error) { return nil, objects.ValueErrorf(t, format, args...) }
	extra := size / 4
	if p.digestSize <= 0 || int(p.digestSize) > size {
		return fail("digest_size for %s must be between 1 and %d bytes, here it is %d", name, size, p.digestSize)
	}
	if len(p.salt) > extra {
		return fail("maximum salt length is %d bytes", extra)
	}
	if len(p.person) > extra {
		return fail("maximum person length is %d bytes", extra)
	}
	if p.fanout < 0 || p.fanout > 255 {
		return fail("fanout must be between 0 and 255")
	}
	if p.depth <= 0 || p.depth > 255 {
		return fail("depth must be between 1 and 255")
	}
	leaf, err := unsigned(t, p.leafSize, "unsigned long")
	if err != nil {
		return nil, err
	}
	if leaf > 1<<32-1 {
		return nil, objects.OverflowErrorf(t, "leaf_size is too large")
	}
	offset, err := unsigned(t, p.nodeOffset, "unsigned long long")
	if err != nil {
		return nil, err
	}
	if size == 32 && offset > 1<<48-1 {
		return nil, objects.OverflowErrorf(t, "node_offset is too large")
	}
	if p.nodeDepth < 0 || p.nodeDepth > 255 {
		return fail("node_depth must be between 0 and 255")
	}
	if p.innerSize < 0 || int(p.innerSize) > size {
		return fail("inner_size must be between 0 and is %d", size)
	}
	if len(p.key) > size {
		return fail("maximum key length is %d bytes", size)
	}
	b := make([]byte, size)
	b[0], b[1], b[2], b[3] = byte(p.digestSize), byte(len(p.key)), byte(p.fanout), byte(p.depth)
	binary.LittleEndian.PutUint32(b[4:], uint32(leaf))
	binary.LittleEndian.PutUint64(b[8:], offset)
	at := 16
	if size == 32 {
		at = 14
	}
	b[at], b[at+1] = byte(p.nodeDepth), byte(p.innerSize)
	copy(b[size-2*extra:], p.salt)
	copy(b[size-extra:], p.person)
	return b, nil
}

// blakeWord is what a function calculates with.
type blakeWord interface{ uint32 | uint64 }

// blakeKind is one of the two functions.
type blakeKind[W blakeWord] struct {
	iv      [8]W
	rounds  int
	rotates [4]int
}

var (
	blake2b = blakeKind[uint64]{[8]uint64{
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
		0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	}, 12, [4]int{32, 24, 16, 63}}
	blake2s = blakeKind[uint32]{[8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}, 10, [4]int{16, 12, 8, 7}}
)

// blakeSigma says in which order each round takes the words of a block.
var blakeSigma = [10][16]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
	{7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
	{2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
	{13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
	{10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

// blake is the state of BLAKE2 (RFC 7693), with all the parameters of the paper. It is a hash.Cloner.
type blake[W blakeWord] struct {
	kind     *blakeKind[W]
	h        [8]W
	low, up  W // how many bytes went in
	buf      [128]byte
	n        int // bytes in buf
	size     int
	lastNode bool
}

func (b *blake[W]) Size() int { return b.size }

func (b *blake[W]) BlockSize() int { return 16 * int(unsafe.Sizeof(b.low)) }

// Reset is not for use: the parameters are gone.
func (b *blake[W]) Reset() {}

func (b *blake[W]) Clone() (hash.Cloner, error) {
	c := *b
	return &c, nil
}

// key makes the key, if there is one, the first block.
func (b *blake[W]) key(key []byte) {
	if len(key) > 0 {
		block := make([]byte, b.BlockSize())
		copy(block, key)
		_, _ = b.Write(block)
	}
}

func (b *blake[W]) Write(p []byte) (int, error) {
	n, block := len(p), b.BlockSize()
	for len(p) > 0 {
		// The last block is kept until it is known to be the last.
		if b.n == block {
			b.count(block)
			b.compress(0, 0)
			b.n = 0
		}
		k := copy(b.buf[b.n:block], p)
		b.n += k
		p = p[k:]
	}
	return n, nil
}

func (b *blake[W]) count(n int) {
	b.low += W(n)
	if b.low < W(n) {
		b.up++
	}
}

func (b *blake[W]) Sum(p []byte) []byte {
	c := *b
	c.count(c.n)
	clear(c.buf[c.n:])
	var node W
	if c.lastNode {
		node = ^node
	}
	c.compress(^W(0), node)
	width := c.BlockSize() / 16
	out := make([]byte, 0, 64)
	for _, w := range c.h {
		for i := range width {
			out = append(out, byte(w>>(8*i)))
		}
	}
	return slices.Concat(p, out[:c.size])
}

// compress mixes the block into the state; the flags are set for the last block, and the last node.
func (b *blake[W]) compress(last, node W) {
	width := b.BlockSize() / 16
	var m [16]W
	for i := range m {
		for k := width - 1; k >= 0; k-- {
			m[i] = m[i]<<8 | W(b.buf[i*width+k])
		}
	}
	var v [16]W
	copy(v[:8], b.h[:])
	copy(v[8:], b.kind.iv[:])
	v[12] ^= b.low
	v[13] ^= b.up
	v[14] ^= last
	v[15] ^= node
	bits := 8 * width
	mix := func(i, j, k, l int, x, y W) {
		turn := func(w W, n int) W { return w>>n | w<<(bits-n) }
		v[i] += v[j] + x
		v[l] = turn(v[l]^v[i], b.kind.rotates[0])
		v[k] += v[l]
		v[j] = turn(v[j]^v[k], b.kind.rotates[1])
		v[i] += v[j] + y
		v[l] = turn(v[l]^v[i], b.kind.rotates[2])
		v[k] += v[l]
		v[j] = turn(v[j]^v[k], b.kind.rotates[3])
	}
	for r := range b.kind.rounds {
		s := &blakeSigma[r%10]
		mix(0, 4, 8, 12, m[s[0]], m[s[1]])
		mix(1, 5, 9, 13, m[s[2]], m[s[3]])
		mix(2, 6, 10, 14, m[s[4]], m[s[5]])
		mix(3, 7, 11, 15, m[s[6]], m[s[7]])
		mix(0, 5, 10, 15, m[s[8]], m[s[9]])
		mix(1, 6, 11, 12, m[s[10]], m[s[11]])
		mix(2, 7, 8, 13, m[s[12]], m[s[13]])
		mix(3, 4, 9, 14, m[s[14]], m[s[15]])
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[i+8]
	}
}
