package objects

import (
	"math"
	"strings"
	"unsafe"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

var emptyStr = StaticName("")

// asciiStrs are the strs of one ASCII character.
var asciiStrs = func() (a [128]*Str) {
	for i := range a {
		a[i] = StaticName(string(rune(i)))
	}
	return a
}()

func setupStr() {
	StrType = Type{
		Name: "str", Doc: strDoc, Flags: BaseType | StrSubclass | SelfMatch, Layout: LayoutOf[Str](),
		Slots: Slots{
			New:         bindStrNew,
			Repr:        func(t *Thread, o Object) (Object, error) { return Of(reprStr(cast[Str](o))), nil },
			Str:         func(t *Thread, o Object) (Object, error) { return Of(exactStr(cast[Str](o))), nil },
			Hash:        func(t *Thread, o Object) (int64, error) { return cast[Str](o).Hash(), nil },
			RichCompare: strCompare,
			Iter:        newStrIter,
			Len:         func(t *Thread, o Object) (int, error) { return cast[Str](o).Len(), nil },
			GetItem:     strGetItem,
			SeqItem:     strSeqItem,
			Contains:    strContains,
			Concat:      strConcat,
			Repeat:      strRepeat,
		},
		Methods: strMethods,
	}
	StrType.Slots.Binary[OpMod] = strMod
	Ready(&StrType)
	strIterType = Type{
		Name: "str_iterator", Layout: LayoutOf[strIter](), Methods: strIteratorMethods, Flags: NoInstantiate,
		Slots: Slots{Iter: iterSelf, IterNext: strIterNext, Traverse: traverseStrIter},
	}
	Ready(&strIterType)
	strASCIIIterType = Type{
		Name: "str_ascii_iterator", Layout: LayoutOf[strIter](), Methods: strAsciiIteratorMethods, Flags: NoInstantiate,
		Slots: Slots{Iter: iterSelf, IterNext: strIterNext, Traverse: traverseStrIter},
	}
	Ready(&strASCIIIterType)
}

// str(object) is object as a string: what its __str__ gives, or else its repr. str(object, encoding, errors), with either of the two, decodes a
// bytes-like object. str() is the empty string.
//
// CPython: Objects/unicodeobject.c unicode_new_impl
//
//py:new str(cls, object=<missing>, encoding=<missing>, errors=<missing>)
//py:vectorcall
func strNew(t *Thread, cls *Type, object Object, encoding, errors *Str) (Object, error) {
	s := emptyStr
	var err error
	switch {
	case object.IsNull():
	case encoding == nil && errors == nil:
		s, err = ToStr(t, object)
	default:
		s, err = strFromEncoded(t, object, encoding, errors)
	}
	if err != nil {
		return Object{}, err
	}
	if cls == &StrType {
		return Of(s), nil
	}
	o := NewInstance(cls)
	p := cast[Str](o)
	p.s, p.meta = s.s, uint64(s.Len())
	p.Hash()
	return o, nil
}

// strFromEncoded decodes a bytes-like object.
//
// CPython: Objects/unicodeobject.c PyUnicode_FromEncodedObject
func strFromEncoded(t *Thread, object Object, encoding, errors *Str) (*Str, error) {
	if AsStr(object) != nil {
		return nil, TypeErrorf(t, "decoding str is not supported")
	}
	get := TypeOf(object).Slots.Buffer
	if get == nil {
		return nil, TypeErrorf(t, "decoding to str: need a bytes-like object, %.80s found", TypeOf(object).Name200())
	}
	buf, err := get(t, object, BufSimple)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			err = TypeErrorf(t, "decoding to str: need a bytes-like object, %.80s found", TypeOf(object).Name200())
		}
		return nil, err
	}
	defer buf.release()
	return decodeText(t, buf.Bytes, encoding, errors)
}

// exactStr gives s as an exact str.
func exactStr(s *Str) *Str {
	if TypeOf(Of(s)) == &StrType {
		return s
	}
	return makeStrLen(s.s, s.Len())
}

// makeASCII makes a str of ASCII text.
func makeASCII(s string) *Str { return makeStrShort(s, len(s)) }

// makeStrShort is makeStrLen with the shared strs of less than two characters.
func makeStrShort(s string, n int) *Str {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr
		}
		return asciiStrs[s[0]]
	}
	return makeStrLen(s, n)
}

// runeStr gives the str of one code point.
func runeStr(r rune) *Str {
	if r < 128 {
		return asciiStrs[r]
	}
	var buf [4]byte
	return makeStrBytes(AppendRune(buf[:0], r), 1)
}

// part makes a str of a part of s: a copy where it would keep much more memory alive than it has.
func (s *Str) part(text string, n int) *Str {
	if len(text) <= 1 {
		return makeStrShort(text, n)
	}
	if len(text) == len(s.s) {
		return exactStr(s)
	}
	if len(s.s) > 512 && len(text) < len(s.s)/8 {
		text = strings.Clone(text)
	}
	return makeStrLen(text, n)
}

// substr gives the code points from i up to j, 0 <= i <= j <= Len.
func (s *Str) substr(i, j int) *Str { return s.part(s.Slice(i, j), j-i) }

func strCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsStr(a), AsStr(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	switch op {
	case EQ:
		return NewBool(x.s == y.s), nil
	case NE:
		return NewBool(x.s != y.s), nil
	}
	// UTF-8 sorts as code points do, and so do surrogates in three bytes.
	return NewBool(compareHolds(strings.Compare(x.s, y.s), op)), nil
}

// compareHolds reports whether a comparison holds where the order of the operands is c.
func compareHolds(c int, op CompareOp) bool {
	switch op {
	case LT:
		return c < 0
	case LE:
		return c <= 0
	case EQ:
		return c == 0
	case NE:
		return c != 0
	case GT:
		return c > 0
	}
	return c >= 0
}

func strConcat(t *Thread, a, b Object) (Object, error) {
	x, y := cast[Str](a), AsStr(b)
	if y == nil {
		return Object{}, TypeErrorf(t, "can only concatenate str (not \"%.200s\") to str", TypeOf(b).Name200())
	}
	return Concat(t, x, y)
}

func strRepeat(t *Thread, o Object, n int) (Object, error) {
	s := cast[Str](o)
	switch {
	case n < 1 || len(s.s) == 0:
		return Of(emptyStr), nil
	case n == 1:
		return Of(exactStr(s)), nil
	case s.Len() > math.MaxInt/n:
		return Object{}, OverflowErrorf(t, "repeated string is too long")
	}
	if err := CheckAlloc(t, n, len(s.s)); err != nil {
		return Object{}, err
	}
	return Of(makeStrLen(strings.Repeat(s.s, n), s.Len()*n)), nil
}

func strContains(t *Thread, o, v Object) (bool, error) {
	sub := AsStr(v)
	if sub == nil {
		return false, TypeErrorf(t, "'in <string>' requires string as left operand, not %.100s", TypeOf(v).Name200())
	}
	return strings.Contains(cast[Str](o).s, sub.s), nil
}

func strSeqItem(t *Thread, o Object, i int) (Object, error) {
	s := cast[Str](o)
	if i < 0 || i >= s.Len() {
		return Object{}, Errorf(t, &ExcIndexError, "string index out of range")
	}
	if s.IsASCII() {
		return Of(asciiStrs[s.s[i]]), nil
	}
	return Of(runeStr(s.At(i))), nil
}

func strGetItem(t *Thread, o, key Object) (Object, error) {
	s := cast[Str](o)
	if i, ok := key.SmallInt(); ok {
		if i < 0 {
			i += int64(s.Len())
		}
		return strSeqItem(t, o, int(i))
	}
	if TypeOf(key) == &SliceType {
		start, stop, step, count, err := sliceIndices(t, key, s.Len())
		if err != nil {
			return Object{}, err
		}
		switch {
		case count <= 0:
			return Of(emptyStr), nil
		case step == 1:
			return Of(s.substr(start, stop)), nil
		case s.IsASCII():
			b := make([]byte, count)
			for i, j := 0, start; i < count; i, j = i+1, j+step {
				b[i] = s.s[j]
			}
			return Of(makeASCII(bytesString(b))), nil
		}
		runes := s.runes()
		b := make([]byte, 0, count*2)
		for i, j := 0, start; i < count; i, j = i+1, j+step {
			b = AppendRune(b, runes[j])
		}
		return Of(makeStrShort(bytesString(b), count)), nil
	}
	if TypeOf(key).Slots.Index == nil {
		return Object{}, TypeErrorf(t, "string indices must be integers, not '%.200s'", TypeOf(key).Name200())
	}
	i, err := AsSsize(t, key, &ExcIndexError)
	if err != nil {
		return Object{}, err
	}
	if i < 0 {
		i += s.Len()
	}
	return strSeqItem(t, o, i)
}

// runes gives the code points of s.
func (s *Str) runes() []rune {
	runes := make([]rune, 0, s.Len())
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		runes = append(runes, r)
		rest = rest[w:]
	}
	return runes
}

// bytesString gives b, which is not changed any more, as a string without copying.
func bytesString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// stringBytes gives the bytes of s, which must not be changed, without copying.
func stringBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// strIter is an iterator over a str; one that has ended has a nil str.
//
//py:type str_iterator strIterType
type strIter struct {
	Header
	str *Str
	pos int // byte offset of the next code point
}

//py:type str_ascii_iterator strASCIIIterType
var strIterType, strASCIIIterType Type

func newStrIter(t *Thread, o Object) (Object, error) {
	s := cast[Str](o)
	typ := &strIterType
	if s.IsASCII() {
		typ = &strASCIIIterType
	}
	return Of(&strIter{Header: Header{typ}, str: s}), nil
}

func strIterNext(t *Thread, o Object) (Object, error) {
	it := cast[strIter](o)
	if it.str == nil {
		return Object{}, nil
	}
	s := it.str.s
	if it.pos >= len(s) {
		it.str = nil
		return Object{}, nil
	}
	if c := s[it.pos]; c < 128 {
		it.pos++
		return Of(asciiStrs[c]), nil
	}
	_, w := DecodeRune(s[it.pos:])
	r := makeStrLen(s[it.pos:it.pos+w], 1)
	it.pos += w
	return Of(r), nil
}

func traverseStrIter(o Object, visit func(Object)) {
	if it := cast[strIter](o); it.str != nil {
		visit(Of(it.str))
	}
}

// lengthHint gives how many characters are still to come.
//
//py:def str_iterator.__length_hint__(self)
//py:def str_ascii_iterator.__length_hint__(self)
func (it *strIter) lengthHint() int {
	if it.str == nil {
		return 0
	}
	return CodePoints(it.str.s[it.pos:])
}

// reduce gives what pickling needs.
//
//py:def str_iterator.__reduce__(self)
//py:def str_ascii_iterator.__reduce__(self)
func (it *strIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.str == nil {
		return NewTuple(f, NewTuple(Of(emptyStr))), nil
	}
	return NewTuple(f, NewTuple(Of(it.str)), NewInt(int64(CodePoints(it.str.s[:it.pos])))), nil
}

// setState sets the position, for unpickling.
//
//py:def str_iterator.__setstate__(self, state, /)
//py:def str_ascii_iterator.__setstate__(self, state, /)
func (it *strIter) setState(t *Thread, state Object) error {
	i, err := AsSsize(t, state, &ExcOverflowError)
	if err != nil {
		return err
	}
	if it.str != nil {
		it.pos = it.str.byteOffset(max(0, min(i, it.str.Len())))
	}
	return nil
}

// reprStr gives the repr of s.
//
// CPython: Objects/unicodeobject.c unicode_repr
func reprStr(s *Str) *Str {
	quote := byte('\'')
	if strings.IndexByte(s.s, '\'') >= 0 && strings.IndexByte(s.s, '"') < 0 {
		quote = '"'
	}
	n := 2
	b := make([]byte, 1, len(s.s)+2)
	b[0] = quote
	for rest := s.s; rest != ""; {
		c := rest[0]
		if c < 128 {
			rest = rest[1:]
			switch {
			case c == quote || c == '\\':
				b = append(b, '\\', c)
				n += 2
			case c >= ' ' && c < 127:
				b = append(b, c)
				n++
			case c == '\t':
				b = append(b, `\t`...)
				n += 2
			case c == '\n':
				b = append(b, `\n`...)
				n += 2
			case c == '\r':
				b = append(b, `\r`...)
				n += 2
			default:
				b = appendHex(append(b, `\x`...), uint32(c), 2)
				n += 4
			}
			continue
		}
		r, w := DecodeRune(rest)
		if ucd.IsPrintable(r) {
			b = append(b, rest[:w]...)
			n++
		} else {
			old := len(b)
			b = appendEscape(b, r)
			n += len(b) - old
		}
		rest = rest[w:]
	}
	return makeStrLen(bytesString(append(b, quote)), n)
}

// appendHex appends the last n hexadecimal digits of x.
func appendHex(b []byte, x uint32, n int) []byte {
	for n--; n >= 0; n-- {
		b = append(b, "0123456789abcdef"[x>>(4*n)&15])
	}
	return b
}

// appendEscape appends r as \xhh, \uhhhh or \Uhhhhhhhh.
func appendEscape(b []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return appendHex(append(b, `\x`...), uint32(r), 2)
	case r < 0x10000:
		return appendHex(append(b, `\u`...), uint32(r), 4)
	}
	return appendHex(append(b, `\U`...), uint32(r), 8)
}

// ASCII gives ascii(o): its repr with what is not ASCII escaped.
func ASCII(t *Thread, o Object) (*Str, error) {
	s, err := Repr(t, o)
	if err != nil || s.IsASCII() {
		return s, err
	}
	b := make([]byte, 0, len(s.s)*2)
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		if r < 128 {
			b = append(b, byte(r))
		} else {
			b = appendEscape(b, r)
		}
		rest = rest[w:]
	}
	return makeASCII(bytesString(b)), nil
}

// sliceIndices gives the bounds of a slice for a sequence of n items: count items, from start by step, up to stop where step is 1.
func sliceIndices(t *Thread, key Object, n int) (start, stop, step, count int, err error) {
	start, stop, step, err = cast[Slice](key).Unpack(t)
	if err != nil {
		return
	}
	start, count = AdjustSlice(n, start, stop, step)
	return start, start + count, step, count, nil
}
