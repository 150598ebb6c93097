package objects

import (
	"hash/maphash"
	"math/bits"
	"strings"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

// Str is a str: its code points in UTF-8, where a surrogate, paired or not, is three bytes of its own.
//
// The bytes may end inside a buffer with room behind them, so that the first to append to them takes the room (see concat):
// without reference counts `s += x` would be quadratic.
type Str struct {
	Header
	s    string
	hash int64  // 0: not computed yet; accessed atomically, since constants are shared
	meta uint64 // length in code points, and the flags below
	aux  unsafe.Pointer
}

const (
	strInterned uint64 = 1 << 63
	strHasTail  uint64 = 1 << 62 // aux is a *strTail, else a *strIndex
	strLenMask         = 1<<56 - 1
)

// strTail is a buffer that strings share; used is how much of it belongs to a string.
type strTail struct {
	buf     []byte
	used    int
	appends int
	spare   []Str // strs to come of a tail that is often appended to, allocated together
}

// spareStrs is how many strs are allocated together, and after how many appends to a tail that begins.
const spareStrs = 16

// next gives a new str for the whole of the tail.
func (t *strTail) next(count uint64) *Str {
	var p *Str
	if t.appends++; t.appends < spareStrs {
		p = new(Str)
	} else {
		if len(t.spare) == 0 {
			t.spare = make([]Str, spareStrs)
		}
		p = &t.spare[0]
		t.spare = t.spare[1:]
	}
	p.Type = &StrType
	p.s = unsafe.String(unsafe.SliceData(t.buf), t.used)
	p.meta = count | strHasTail
	p.aux = unsafe.Pointer(t)
	return p
}

// strIndex has the byte offset of every 16th code point.
type strIndex struct{ offsets []uint32 }

const indexStep = 16

// NewStr makes a str of UTF-8 (with surrogates as three bytes each).
func NewStr(s string) Object { return Of(MakeStr(s)) }

// MakeStr makes a str of UTF-8 (with surrogates as three bytes each).
func MakeStr(s string) *Str { return makeStrLen(s, CodePoints(s)) }

// makeStrBytes makes a str of n code points whose text is in a buffer that the caller goes on using.
func makeStrBytes(b []byte, n int) *Str {
	if uint(len(b)-1) < maxInline {
		p, text := newInlineStr(len(b), n)
		copy(text, b)
		return p
	}
	return makeStrLen(string(b), n)
}

// makeStrLen makes a str whose length in code points is known.
func makeStrLen(s string, n int) *Str {
	return &Str{Header: Header{&StrType}, s: s, meta: uint64(n)}
}

// String gives the bytes of s: UTF-8, with surrogates as three bytes each.
func (s *Str) String() string { return s.s }

// Len gives the length in code points.
func (s *Str) Len() int { return int(s.meta & strLenMask) }

// IsASCII reports whether all code points are below 128.
func (s *Str) IsASCII() bool { return int(s.meta&strLenMask) == len(s.s) }

func (s *Str) isInterned() bool { return s.meta&strInterned != 0 }

// CodePoints counts the code points of UTF-8 text, surrogates of three bytes included.
func CodePoints(s string) int {
	n := len(s) // less the continuation bytes, whose top bits are 10
	for len(s) >= 8 {
		w := *(*uint64)(unsafe.Pointer(unsafe.StringData(s)))
		n -= bits.OnesCount64(w >> 7 & ^(w >> 6) & 0x0101010101010101)
		s = s[8:]
	}
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// Hash gives the str's hash.
func (s *Str) Hash() int64 {
	if h := atomic.LoadInt64(&s.hash); h != 0 {
		return h
	}
	h := hashBytes(s.s)
	atomic.StoreInt64(&s.hash, h)
	return h
}

// DecodeRune gives the first code point of s and its width. Surrogates are code points like others. Text in a Str is always
// well formed; for a stray byte it gives utf8.RuneError and 1.
func DecodeRune(s string) (rune, int) {
	if len(s) > 0 && s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// DecodeLastRune gives the last code point of s and its width.
func DecodeLastRune(s string) (rune, int) {
	i := len(s) - 1
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	if i < 0 {
		return utf8.RuneError, 0
	}
	return DecodeRune(s[i:])
}

// AppendRune appends the UTF-8 of r to b, a surrogate's as three bytes.
func AppendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// byteOffset gives the byte offset of code point i, 0 <= i <= Len.
func (s *Str) byteOffset(i int) int {
	if s.IsASCII() || i == 0 {
		return i
	}
	n := s.Len()
	if i >= n {
		return len(s.s)
	}
	pos, k := 0, i
	if len(s.s) > maxInline && s.meta&strHasTail == 0 {
		ix := (*strIndex)(atomic.LoadPointer(&s.aux))
		if ix == nil && len(s.s) < 1<<32 {
			ix = newStrIndex(s.s, n)
			atomic.StorePointer(&s.aux, unsafe.Pointer(ix))
		}
		if ix != nil {
			pos, k = int(ix.offsets[i/indexStep]), i%indexStep
		}
	}
	for ; k > 0; k-- {
		pos++
		for s.s[pos]&0xC0 == 0x80 {
			pos++
		}
	}
	return pos
}

func newStrIndex(s string, n int) *strIndex {
	ix := &strIndex{make([]uint32, 0, n/indexStep+1)}
	count := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			if count%indexStep == 0 {
				ix.offsets = append(ix.offsets, uint32(i))
			}
			count++
		}
	}
	return ix
}

// codePointIndex gives the number of the code point that begins at byte offset pos.
func (s *Str) codePointIndex(pos int) int {
	if s.IsASCII() {
		return pos
	}
	return CodePoints(s.s[:pos])
}

// At gives code point i, 0 <= i < Len.
func (s *Str) At(i int) rune {
	if s.IsASCII() {
		return rune(s.s[i])
	}
	r, _ := DecodeRune(s.s[s.byteOffset(i):])
	return r
}

// Slice gives the code points from i up to j, 0 <= i <= j <= Len, as text.
func (s *Str) Slice(i, j int) string {
	if s.IsASCII() {
		return s.s[i:j]
	}
	return s.s[s.byteOffset(i):s.byteOffset(j)]
}

// minTail is the size below which strings are simply copied when concatenated.
const minTail = 256

// concat gives a + b. When a ends where its buffer's used part ends and the rest has room, b's bytes go there.
func concat(t *Thread, a, b *Str) (*Str, error) {
	if len(a.s) == 0 && TypeOf(Of(b)) == &StrType {
		return b, nil
	}
	if len(b.s) == 0 && TypeOf(Of(a)) == &StrType {
		return a, nil
	}
	n := len(a.s) + len(b.s)
	count := uint64(a.Len() + b.Len())
	if n <= maxInline {
		p, text := newInlineStr(n, int(count))
		copy(text[copy(text, a.s):], b.s)
		return p, nil
	}
	if n < minTail {
		return &Str{Header: Header{&StrType}, s: a.s + b.s, meta: count}, nil
	}
	if a.meta&strHasTail != 0 {
		tail := (*strTail)(a.aux)
		if tail.used == len(a.s) && len(tail.buf)-tail.used >= len(b.s) {
			copy(tail.buf[tail.used:], b.s)
			tail.used = n
			return tail.next(count), nil
		}
	}
	// The first concatenation copies just enough: only what grows again deserves room.
	room := n
	if a.meta&strHasTail != 0 || len(a.s) >= len(b.s)*2 {
		room = n + n/2
	}
	if err := CheckAlloc(t, room, 1); err != nil {
		return nil, err
	}
	tail := &strTail{buf: make([]byte, room), used: n}
	if a.meta&strHasTail != 0 {
		tail.appends = (*strTail)(a.aux).appends
	}
	copy(tail.buf, a.s)
	copy(tail.buf[len(a.s):], b.s)
	return tail.next(count), nil
}

// Concat gives a + b.
func Concat(t *Thread, a, b *Str) (Object, error) {
	s, err := concat(t, a, b)
	return ObjectOrNull(s), err
}

// AsStr gives o as a *Str if it is a str or an instance of a subclass, else nil.
func AsStr(o Object) *Str {
	if o.Ref != nil && TypeOf(o).Flags&StrSubclass != 0 {
		return cast[Str](o)
	}
	return nil
}

// hashSeed makes hashes of strings and bytes differ between processes.
var hashSeed = maphash.Bytes(maphash.MakeSeed(), nil) | 1

// hashBytes hashes the bytes of a str or bytes object.
func hashBytes(s string) int64 {
	if len(s) == 0 {
		return 0x5bd1e995
	}
	p := unsafe.Pointer(unsafe.StringData(s))
	n := len(s)
	h := hashSeed ^ uint64(n)*0xa0761d6478bd642f
	for n > 8 {
		h = mulMix(h^*(*uint64)(p), 0xe7037ed1a0b428db)
		p = unsafe.Add(p, 8)
		n -= 8
	}
	var last uint64
	for i := 0; i < n; i++ {
		last |= uint64(*(*uint8)(unsafe.Add(p, i))) << (8 * i)
	}
	h = mulMix(h^last, 0x8ebc6af09c88c6e3)
	x := int64(h ^ h>>31)
	if x == 0 || x == -1 {
		x = -2
	}
	return x
}

func mulMix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// staticNames are the interned strings that all interpreters share; complete when the package is initialized.
var staticNames = map[string]*Str{}

// StaticName interns s for all interpreters. Only the initialization of package-level variables may call it.
func StaticName(s string) *Str {
	if p, ok := staticNames[s]; ok {
		return p
	}
	p := MakeStr(strings.Clone(s))
	p.hash = hashBytes(p.s)
	p.meta |= strInterned
	staticNames[s] = p
	return p
}

// Intern gives the one str of this text that the interpreter uses for names.
func (in *Interpreter) Intern(s string) *Str {
	if p, ok := staticNames[s]; ok {
		return p
	}
	if p, ok := in.interned[s]; ok {
		return p
	}
	p := MakeStr(strings.Clone(s))
	p.Hash()
	p.meta |= strInterned
	in.interned[p.s] = p
	return p
}

// InternBytes gives the interned str of UTF-8.
func (in *Interpreter) InternBytes(b []byte) *Str {
	if p, ok := staticNames[string(b)]; ok {
		return p
	}
	if p, ok := in.interned[string(b)]; ok {
		return p
	}
	return in.Intern(string(b))
}

// InternStr gives the interned str equal to s, which becomes it if there was none and s is an exact str.
func (in *Interpreter) InternStr(s *Str) *Str {
	if s.isInterned() || TypeOf(Of(s)) != &StrType {
		return s
	}
	if p, ok := staticNames[s.s]; ok {
		return p
	}
	if p, ok := in.interned[s.s]; ok {
		return p
	}
	return in.Intern(s.s)
}

// Interned reports whether s is the str that stands for all equal ones.
func (s *Str) Interned() bool { return s.isInterned() }
