package objects

import (
	"bytes"
	"math"
	"sync/atomic"
)

var emptyBytes = &Bytes{Header: Header{&BytesType}, b: []byte{}}

// byteStrs are the bytes objects of one byte.
var byteStrs = func() (a [256]Bytes) {
	all := make([]byte, 256)
	for i := range a {
		all[i] = byte(i)
		a[i] = Bytes{Header: Header{&BytesType}, b: all[i : i+1 : i+1]}
		a[i].hash = hashBytes(bytesString(a[i].b))
	}
	return a
}()

// newBytesShort is NewBytes with the shared objects of less than two bytes.
func newBytesShort(b []byte) Object {
	switch len(b) {
	case 0:
		return Of(emptyBytes)
	case 1:
		return Of(&byteStrs[b[0]])
	}
	return NewBytes(b)
}

func setupBytes() {
	BytesType = Type{
		Name: "bytes", Doc: bytesDoc, Flags: BaseType | BytesSubclass | SelfMatch, Layout: LayoutOf[Bytes](),
		Slots: Slots{
			New:         bindBytesNew,
			Repr:        bytesRepr,
			Str:         bytesRepr,
			Hash:        bytesHash,
			RichCompare: bytesCompare,
			Iter:        newBytesIter,
			Len:         func(t *Thread, o Object) (int, error) { return len(cast[Bytes](o).b), nil },
			GetItem:     bytesGetItem,
			SeqItem:     bytesSeqItem,
			Contains:    byteContains,
			Concat:      bytesConcat,
			Repeat:      bytesRepeat,
			Buffer:      bytesBuffer,
		},
		Methods: bytesMethods,
	}
	BytesType.Slots.Binary[OpMod] = bytesMod
	Ready(&BytesType)
	bytesIterType = Type{
		Name: "bytes_iterator", Layout: LayoutOf[bytesIter](), Methods: bytesIteratorMethods, Flags: NoInstantiate,
		Slots: Slots{Iter: iterSelf, IterNext: bytesIterNext, Traverse: traverseBytesIter},
	}
	Ready(&bytesIterType)
}

// bytes(iterable_of_ints), bytes(string, encoding[, errors]), bytes(bytes_or_buffer), bytes(int) and bytes() make an immutable array of
// bytes: of the ints, of the encoded string, a copy of the buffer, so many zero bytes, or an empty one.
//
// CPython: Objects/bytesobject.c bytes_new_impl
//
//py:new bytes(cls, source=<missing>, encoding=<missing>, errors=<missing>)
func bytesNew(t *Thread, cls *Type, source Object, encoding, errors *Str) (Object, error) {
	o, err := bytesFrom(t, source, encoding, errors)
	if err != nil || cls == &BytesType {
		return o, err
	}
	r := NewInstance(cls)
	cast[Bytes](r).b = cast[Bytes](o).b
	bytesHash(t, r)
	return r, nil
}

func bytesFrom(t *Thread, source Object, encoding, errors *Str) (Object, error) {
	if source.IsNull() {
		if encoding != nil || errors != nil {
			return Object{}, withoutString(t, encoding)
		}
		return Of(emptyBytes), nil
	}
	if encoding != nil {
		s := AsStr(source)
		if s == nil {
			return Object{}, withoutString(t, encoding)
		}
		return encodeText(t, s, encoding, errors)
	}
	if errors != nil {
		if AsStr(source) != nil {
			return Object{}, TypeErrorf(t, "string argument without an encoding")
		}
		return Object{}, withoutString(t, nil)
	}
	if TypeOf(source) == &BytesType {
		return source, nil
	}
	r, found, err := CallSpecial(t, source, nameBytes)
	if err != nil {
		return Object{}, err
	}
	if found {
		b := AsBytes(r)
		if b == nil {
			return Object{}, TypeErrorf(t, "__bytes__ returned non-bytes (type %.200s)", TypeOf(r).Name200())
		}
		return r, nil
	}
	if AsStr(source) != nil {
		return Object{}, TypeErrorf(t, "string argument without an encoding")
	}
	if TypeOf(source).Slots.Index != nil {
		n, ok, err := byteCount(t, source)
		if err != nil {
			return Object{}, err
		}
		if ok {
			if err := CheckBytes(t, n); err != nil {
				return Object{}, err
			}
			return newBytesShort(make([]byte, n)), nil
		}
	}
	return BytesFromObject(t, source)
}

// byteCount takes source, which has __index__, for a number of bytes; ok is false where that is a TypeError, as then it may be
// something else.
func byteCount(t *Thread, source Object) (n int, ok bool, err error) {
	n, err = AsSsize(t, source, &ExcOverflowError)
	switch {
	case err != nil && Matches(err, &ExcTypeError):
		return 0, false, nil
	case err != nil:
		return 0, false, err
	case n < 0:
		return 0, false, ValueErrorf(t, "negative count")
	}
	return n, true, nil
}

func withoutString(t *Thread, encoding *Str) error {
	if encoding != nil {
		return TypeErrorf(t, "encoding without a string argument")
	}
	return TypeErrorf(t, "errors without a string argument")
}

// BytesFromObject makes bytes of a buffer or an iterable of ints.
//
// CPython: Objects/bytesobject.c PyBytes_FromObject
func BytesFromObject(t *Thread, o Object) (Object, error) {
	if TypeOf(o) == &BytesType {
		return o, nil
	}
	if TypeOf(o).Slots.Buffer != nil {
		b, err := copyBuffer(t, o)
		if err != nil {
			return Object{}, err
		}
		return newBytesShort(b), nil
	}
	if typ := TypeOf(o); AsStr(o) != nil || typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
		return Object{}, TypeErrorf(t, "cannot convert '%.200s' object to bytes", typ.Name200())
	}
	b, err := bytesOfInts(t, o, "bytes must be in range(0, 256)")
	if err != nil {
		return Object{}, err
	}
	return newBytesShort(b), nil
}

// bytesOfInts gives the bytes that an iterable of ints has.
func bytesOfInts(t *Thread, o Object, outOfRange string) ([]byte, error) {
	b := []byte{}
	err := Iterate(t, o, func(v Object) error {
		n, err := AsSsize(t, v, nil)
		if err != nil {
			return err
		}
		if n < 0 || n > 255 {
			return ValueErrorf(t, "%s", outOfRange)
		}
		b = append(b, byte(n))
		return nil
	})
	return b, err
}

// copyBuffer gives a copy of the content of a buffer, in C order.
func copyBuffer(t *Thread, o Object) ([]byte, error) {
	buf, err := TypeOf(o).Slots.Buffer(t, o, BufFull)
	if err != nil {
		return nil, err
	}
	defer buf.release()
	return buf.contiguous(), nil
}

// release ends the loan of the buffer.
func (b *Buffer) release() {
	if b.Release != nil {
		b.Release()
	}
}

// GetBuffer borrows o's memory; a TypeError says that it has none.
//
// CPython: Objects/abstract.c PyObject_GetBuffer
func GetBuffer(t *Thread, o Object, flags BufferFlags) (*Buffer, error) {
	get := TypeOf(o).Slots.Buffer
	if get == nil {
		return nil, TypeErrorf(t, "a bytes-like object is required, not '%.100s'", TypeOf(o).Name200())
	}
	return get(t, o, flags)
}

func bytesBuffer(t *Thread, o Object, flags BufferFlags) (*Buffer, error) {
	b := cast[Bytes](o)
	return simpleBuffer(t, o, b.b, true, flags, nil)
}

// simpleBuffer lends plain bytes.
//
// CPython: Objects/abstract.c PyBuffer_FillInfo
func simpleBuffer(t *Thread, o Object, b []byte, readOnly bool, flags BufferFlags, release func()) (*Buffer, error) {
	if readOnly && flags&BufWritable != 0 {
		return nil, Errorf(t, &ExcBufferError, "Object is not writable.")
	}
	return &Buffer{Object: o, Bytes: b[:len(b):len(b)], ReadOnly: readOnly, Format: "B", ItemSize: 1,
		Shape: []int{len(b)}, Strides: []int{1}, Release: release}, nil
}

// appendBytesRepr appends the repr of b as a bytes literal in the quotes that suit it. A bytearray escapes the single quote in any case.
//
// CPython: Objects/bytesobject.c PyBytes_Repr
func appendBytesRepr(out, b []byte, escapeSingle bool) []byte {
	quote := byte('\'')
	if bytes.IndexByte(b, '\'') >= 0 && bytes.IndexByte(b, '"') < 0 {
		quote = '"'
	}
	out = append(out, 'b', quote)
	for _, c := range b {
		switch {
		case c == quote || c == '\\' || c == '\'' && escapeSingle:
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, `\t`...)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c < ' ' || c >= 127:
			out = appendHex(append(out, `\x`...), uint32(c), 2)
		default:
			out = append(out, c)
		}
	}
	return append(out, quote)
}

func bytesRepr(t *Thread, o Object) (Object, error) {
	b := cast[Bytes](o).b
	if err := CheckAlloc(t, len(b), 4); err != nil {
		return Object{}, err
	}
	return Of(makeASCII(bytesString(appendBytesRepr(make([]byte, 0, len(b)+3), b, false)))), nil
}

func bytesHash(t *Thread, o Object) (int64, error) {
	b := cast[Bytes](o)
	if h := atomic.LoadInt64(&b.hash); h != 0 {
		return h, nil
	}
	h := hashBytes(bytesString(b.b))
	atomic.StoreInt64(&b.hash, h)
	return h, nil
}

func bytesCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsBytes(a), AsBytes(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	return NewBool(compareBytes(x.b, y.b, op)), nil
}

func compareBytes(a, b []byte, op CompareOp) bool {
	switch op {
	case EQ:
		return bytes.Equal(a, b)
	case NE:
		return !bytes.Equal(a, b)
	}
	return compareHolds(bytes.Compare(a, b), op)
}

func bytesSeqItem(t *Thread, o Object, i int) (Object, error) {
	b := cast[Bytes](o).b
	if i < 0 || i >= len(b) {
		return Object{}, Errorf(t, &ExcIndexError, "index out of range")
	}
	return NewInt(int64(b[i])), nil
}

func bytesGetItem(t *Thread, o, key Object) (Object, error) {
	b := cast[Bytes](o)
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return Object{}, err
		}
		if i < 0 {
			i += len(b.b)
		}
		return bytesSeqItem(t, o, i)
	}
	if TypeOf(key) != &SliceType {
		return Object{}, TypeErrorf(t, "byte indices must be integers or slices, not %.200s", TypeOf(key).Name200())
	}
	start, stop, step, count, err := sliceIndices(t, key, len(b.b))
	switch {
	case err != nil:
		return Object{}, err
	case count <= 0:
		return Of(emptyBytes), nil
	case step == 1:
		if count == len(b.b) && TypeOf(o) == &BytesType {
			return o, nil
		}
		return bytesPart(o, b.b[start:stop]), nil
	}
	return newBytesShort(everyNth(b.b, start, step, count)), nil
}

// everyNth gives the count bytes from start in steps.
func everyNth(b []byte, start, step, count int) []byte {
	out := make([]byte, count)
	for i, j := 0, start; i < count; i, j = i+1, j+step {
		out[i] = b[j]
	}
	return out
}

// byteValue converts an int that is to be a byte.
func byteValue(t *Thread, o Object) (byte, error) {
	n, err := AsSsize(t, o, nil)
	if err == nil && (n < 0 || n > 255) {
		err = ValueErrorf(t, "byte must be in range(0, 256)")
	}
	return byte(n), err
}

// byteContains is `v in b`.
//
// CPython: Objects/bytes_methods.c _Py_bytes_contains
func byteContains(t *Thread, o, v Object) (bool, error) {
	defer keepSize(o)()
	if TypeOf(v).Slots.Index != nil {
		c, err := byteValue(t, v)
		if err == nil || !Matches(err, &ExcTypeError) {
			return err == nil && bytes.IndexByte(byteContent(o), c) >= 0, err
		}
	}
	sub, err := ArgBytes(t, v)
	return err == nil && bytes.Contains(byteContent(o), sub), err
}

// bytesConcat is a + b for a bytes object a. It takes room behind a as concat does for strs.
func bytesConcat(t *Thread, a, b Object) (Object, error) {
	x := cast[Bytes](a)
	y := AsBytes(b)
	if y == nil {
		get := TypeOf(b).Slots.Buffer
		if get == nil {
			return Object{}, TypeErrorf(t, "can't concat %.100s to %.100s", TypeOf(b).Name200(), TypeOf(a).Name200())
		}
		content, err := copyBuffer(t, b)
		if err != nil {
			return Object{}, err
		}
		y = &Bytes{b: content}
	}
	n := len(x.b) + len(y.b)
	switch {
	case len(x.b) == 0 && y.Type == &BytesType:
		return b, nil
	case len(y.b) == 0 && x.Type == &BytesType:
		return a, nil
	}
	if n < minTail {
		return newBytesShort(append(append(make([]byte, 0, n), x.b...), y.b...)), nil
	}
	tail := x.tail
	if tail == nil || tail.used != len(x.b) || len(tail.buf)-tail.used < len(y.b) {
		room := n
		if tail != nil || len(x.b) >= len(y.b)*2 {
			room = n + n/2
		}
		if err := CheckAlloc(t, room, 1); err != nil {
			return Object{}, err
		}
		tail = &strTail{buf: make([]byte, room), used: n}
		copy(tail.buf, x.b)
	}
	copy(tail.buf[len(x.b):], y.b)
	tail.used = n
	return Of(&Bytes{Header: Header{&BytesType}, b: tail.buf[:n:n], tail: tail}), nil
}

func bytesRepeat(t *Thread, o Object, n int) (Object, error) {
	b := cast[Bytes](o)
	if n == 1 && TypeOf(o) == &BytesType {
		return o, nil
	}
	out, err := repeatBytes(t, b.b, n, "repeated bytes are too long")
	if err != nil {
		return Object{}, err
	}
	return newBytesShort(out), nil
}

func repeatBytes(t *Thread, b []byte, n int, tooLong string) ([]byte, error) {
	n = max(n, 0)
	if n > 0 && len(b) > math.MaxInt/n {
		if tooLong == "" {
			return nil, MemoryError(t)
		}
		return nil, OverflowErrorf(t, "%s", tooLong)
	}
	if err := CheckAlloc(t, n*len(b), 1); err != nil {
		return nil, err
	}
	return bytes.Repeat(b, n), nil
}

// bytesIter is an iterator over a bytes object or, if of the other type, a bytearray; one that has ended has a null seq.
//
//py:type bytes_iterator bytesIterType
type bytesIter struct {
	Header
	seq Object
	pos int
}

var bytesIterType Type

func newBytesIter(t *Thread, o Object) (Object, error) {
	return Of(&bytesIter{Header: Header{&bytesIterType}, seq: o}), nil
}

func bytesIterNext(t *Thread, o Object) (Object, error) {
	it := cast[bytesIter](o)
	if it.seq.IsNull() {
		return Object{}, nil
	}
	b := byteContent(it.seq)
	if it.pos >= len(b) {
		it.seq = Object{}
		return Object{}, nil
	}
	it.pos++
	return NewInt(int64(b[it.pos-1])), nil
}

func traverseBytesIter(o Object, visit func(Object)) {
	if it := cast[bytesIter](o); !it.seq.IsNull() {
		visit(it.seq)
	}
}

// lengthHint gives how many bytes are still to come.
//
//py:def bytes_iterator.__length_hint__(self)
//py:def bytearray_iterator.__length_hint__(self)
func (it *bytesIter) lengthHint() int {
	if it.seq.IsNull() {
		return 0
	}
	return max(0, len(byteContent(it.seq))-it.pos)
}

// reduce gives what pickling needs.
//
//py:def bytes_iterator.__reduce__(self)
//py:def bytearray_iterator.__reduce__(self)
func (it *bytesIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.seq.IsNull() {
		return NewTuple(f, NewTuple(Of(emptyTuple))), nil
	}
	return NewTuple(f, NewTuple(it.seq), NewInt(int64(it.pos))), nil
}

// setState sets the position, for unpickling.
//
//py:def bytes_iterator.__setstate__(self, state, /)
//py:def bytearray_iterator.__setstate__(self, state, /)
func (it *bytesIter) setState(t *Thread, state Object) error {
	i, err := AsSsize(t, state, &ExcOverflowError)
	if err != nil {
		return err
	}
	if !it.seq.IsNull() {
		it.pos = max(0, min(i, len(byteContent(it.seq))))
	}
	return nil
}

//py:def bytes.__getnewargs__(self, /)
func (b *Bytes) getNewArgs() Object { return NewTuple(newBytesShort(b.b)) }

// bytesBytes gives the bytes object itself.
//
//py:def bytes.__bytes__(self, /)
func (b *Bytes) dunderBytes() Object {
	if b.Type == &BytesType {
		return Of(b)
	}
	return newBytesShort(b.b)
}
