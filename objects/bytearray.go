package objects

import (
	"bytes"
	"math"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"
)

// ByteArray is a bytearray.
type ByteArray struct {
	Header
	b       []byte
	exports *atomic.Int32 // buffers lent: while there are any, the size stays; nil while there never was one
}

// Bytes gives the content, which is the bytearray's own memory.
func (b *ByteArray) Bytes() []byte { return b.b }

func newByteArray(b []byte) *ByteArray {
	return &ByteArray{Header: Header{&ByteArrayType}, b: b}
}

// NewByteArray makes a bytearray that takes b over.
func NewByteArray(b []byte) Object { return Of(newByteArray(b)) }

// AsByteArray gives o as a *ByteArray if it is a bytearray or an instance of a subclass, else nil.
func AsByteArray(o Object) *ByteArray { return as[ByteArray](o, &ByteArrayType) }

//py:type bytearray_iterator byteArrayIterType
var byteArrayIterType Type

func setupByteArray() {
	ByteArrayType = Type{
		Name: "bytearray", Doc: bytearrayDoc, Flags: BaseType | SelfMatch, Layout: LayoutOf[ByteArray](),
		Slots: Slots{
			New:           byteArrayNew,
			Init:          bindBytearrayInit,
			Repr:          byteArrayRepr,
			Str:           byteArrayRepr,
			RichCompare:   byteArrayCompare,
			Iter:          newByteArrayIter,
			Len:           func(t *Thread, o Object) (int, error) { return len(cast[ByteArray](o).b), nil },
			GetItem:       byteArrayGetItem,
			SetItem:       byteArraySetItem,
			SeqItem:       byteArraySeqItem,
			SeqSetItem:    byteArraySeqSetItem,
			Contains:      byteContains,
			Concat:        byteArrayConcat,
			InPlaceConcat: byteArrayInPlaceConcat,
			Repeat:        byteArrayRepeat,
			InPlaceRepeat: byteArrayInPlaceRepeat,
			Buffer:        byteArrayBuffer,
		},
		Methods: bytearrayMethods,
	}
	ByteArrayType.Slots.Binary[OpMod] = byteArrayMod
	Ready(&ByteArrayType)
	byteArrayIterType = Type{
		Name: "bytearray_iterator", Layout: LayoutOf[bytesIter](), Methods: bytearrayIteratorMethods, Flags: NoInstantiate,
		Slots: Slots{Iter: iterSelf, IterNext: bytesIterNext, Traverse: traverseBytesIter},
	}
	Ready(&byteArrayIterType)
}

func newByteArrayIter(t *Thread, o Object) (Object, error) {
	return Of(&bytesIter{Header: Header{&byteArrayIterType}, seq: o}), nil
}

func byteArrayNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	return NewInstance(cls), nil
}

// bytearray(iterable_of_ints), bytearray(string, encoding[, errors]), bytearray(bytes_or_buffer), bytearray(int) and bytearray() make a
// mutable array of bytes: of the ints, of the encoded string, a copy of the buffer, so many zero bytes, or an empty one.
//
// CPython: Objects/bytearrayobject.c bytearray___init___impl
//
//py:init bytearray(self, source=<missing>, encoding=<missing>, errors=<missing>)
func (b *ByteArray) init(t *Thread, source Object, encoding, errors *Str) error {
	if len(b.b) > 0 {
		if err := b.resizable(t); err != nil {
			return err
		}
		b.b = nil
	}
	switch {
	case source.IsNull():
		if encoding != nil || errors != nil {
			return withoutString(t, encoding)
		}
		return nil
	case AsStr(source) != nil:
		if encoding == nil {
			return TypeErrorf(t, "string argument without an encoding")
		}
		o, err := encodeText(t, AsStr(source), encoding, errors)
		if err != nil {
			return err
		}
		return b.setSlice(t, 0, len(b.b), bytes.Clone(cast[Bytes](o).b))
	case encoding != nil || errors != nil:
		return withoutString(t, encoding)
	}
	if TypeOf(source).Slots.Index != nil {
		n, ok, err := byteCount(t, source)
		if err != nil {
			return err
		}
		if ok {
			if n > 0 {
				if err := CheckAlloc(t, n, 1); err != nil {
					return err
				}
				return b.setSlice(t, 0, len(b.b), make([]byte, n))
			}
			return nil
		}
	}
	if TypeOf(source).Slots.Buffer != nil {
		content, err := copyBuffer(t, source)
		if err != nil {
			return err
		}
		return b.setSlice(t, 0, len(b.b), content)
	}
	if typ := TypeOf(source); typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
		return TypeErrorf(t, "cannot convert '%.200s' object to bytearray", typ.Name200())
	}
	if typ := TypeOf(source); typ == &ListType || typ == &TupleType {
		content, err := bytesOfInts(t, source, "byte must be in range(0, 256)")
		if err != nil {
			return err
		}
		return b.setSlice(t, 0, len(b.b), content)
	}
	return Iterate(t, source, func(v Object) error {
		c, err := byteValue(t, v)
		if err != nil {
			return err
		}
		return b.setSlice(t, len(b.b), len(b.b), []byte{c})
	})
}

// resizable gives BufferError while somebody uses the memory.
func (b *ByteArray) resizable(t *Thread) error {
	if b.exports != nil && b.exports.Load() > 0 && !awaitViews(t, b.exports) {
		return Errorf(t, &ExcBufferError, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// setSlice replaces the bytes from i to j; content may be taken over.
func (b *ByteArray) setSlice(t *Thread, i, j int, content []byte) error {
	if len(content) == j-i {
		copy(b.b[i:j], content)
		return nil
	}
	if err := b.resizable(t); err != nil {
		return err
	}
	n := len(b.b) - (j - i)
	if n+len(content) > cap(b.b) {
		if err := CheckAlloc(t, n/4+n+len(content), 1); err != nil {
			return err
		}
	}
	switch {
	case n == 0:
		b.b = content
	case len(content) == 0 && i == 0:
		// As a queue is used: the rest stays where it is.
		b.b = b.b[j:]
	case len(content) == 0:
		copy(b.b[i:], b.b[j:])
		b.b = b.b[:n]
	case i == len(b.b):
		b.b = append(b.b, content...)
	default:
		old := len(b.b)
		if grow := len(content) - (j - i); grow > 0 {
			b.b = append(b.b, make([]byte, grow)...)
		}
		copy(b.b[i+len(content):], b.b[j:old])
		copy(b.b[i:], content)
		b.b = b.b[:n+len(content)]
	}
	return nil
}

// lent gives the count of the buffers lent.
func (b *ByteArray) lent() *atomic.Int32 {
	if b.exports == nil {
		b.exports = new(atomic.Int32)
	}
	return b.exports
}

// A loan is a buffer lent. It refers to nothing else, so that what it is a cleanup's argument for can become garbage.
type loan struct {
	exports *atomic.Int32
	ended   atomic.Bool
}

func (l *loan) end() {
	if l.ended.CompareAndSwap(false, true) {
		l.exports.Add(-1)
	}
}

// awaitViews gives the collector the time to find memoryviews that nobody refers to, which count references would have released; ok reports
// whether there are no other ones.
func awaitViews(t *Thread, exports *atomic.Int32) (ok bool) {
	for range 2 {
		if r, ok := t.Runtime.(interface{ Roots(func(Object)) }); ok {
			// It forgets what is left behind in registers.
			r.Roots(func(Object) {})
		}
		runtime.GC()
		for range 5 {
			if exports.Load() == 0 {
				return true
			}
			time.Sleep(50 * time.Microsecond)
		}
	}
	return false
}

func byteArrayBuffer(t *Thread, o Object, flags BufferFlags) (*Buffer, error) {
	b := cast[ByteArray](o)
	l := &loan{exports: b.lent()}
	l.exports.Add(1)
	buf, err := simpleBuffer(t, o, b.b, false, flags, l.end)
	if err == nil {
		buf.loan = l
	}
	return buf, err
}

func byteArrayRepr(t *Thread, o Object) (Object, error) {
	b := cast[ByteArray](o).b
	if err := CheckAlloc(t, len(b), 4); err != nil {
		return Object{}, err
	}
	out := append([]byte(TypeOf(o).ShortName()), '(')
	out = append(appendBytesRepr(out, b, true), ')')
	return NewStr(bytesString(out)), nil
}

func byteArrayCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a).Slots.Buffer == nil || TypeOf(b).Slots.Buffer == nil {
		return NotImplemented, nil
	}
	x, err := ArgBytes(t, a)
	if err == nil {
		var y []byte
		if y, err = ArgBytes(t, b); err == nil {
			return NewBool(compareBytes(x, y, op)), nil
		}
	}
	return NotImplemented, nil
}

func byteArraySeqItem(t *Thread, o Object, i int) (Object, error) {
	b := cast[ByteArray](o).b
	if i < 0 || i >= len(b) {
		return Object{}, Errorf(t, &ExcIndexError, "bytearray index out of range")
	}
	return NewInt(int64(b[i])), nil
}

func byteArraySeqSetItem(t *Thread, o Object, i int, v Object) error {
	b := cast[ByteArray](o)
	if v.IsNull() {
		if i < 0 || i >= len(b.b) {
			return Errorf(t, &ExcIndexError, "bytearray index out of range")
		}
		return b.setSlice(t, i, i+1, nil)
	}
	c, err := byteValue(t, v)
	if err != nil {
		return err
	}
	if i < 0 || i >= len(b.b) {
		return Errorf(t, &ExcIndexError, "bytearray index out of range")
	}
	b.b[i] = c
	return nil
}

func byteArrayGetItem(t *Thread, o, key Object) (Object, error) {
	b := cast[ByteArray](o)
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return Object{}, err
		}
		if i < 0 {
			i += len(b.b)
		}
		return byteArraySeqItem(t, o, i)
	}
	if TypeOf(key) != &SliceType {
		return Object{}, TypeErrorf(t, "bytearray indices must be integers or slices, not %.200s", TypeOf(key).Name200())
	}
	start, stop, step, count, err := b.slice(t, key)
	switch {
	case err != nil:
		return Object{}, err
	case count <= 0:
		return Of(newByteArray(nil)), nil
	case step == 1:
		return Of(newByteArray(bytes.Clone(b.b[start:stop]))), nil
	}
	return Of(newByteArray(everyNth(b.b, start, step, count))), nil
}

// slice gives the indices of a slice. Its bounds may run code that changes the length.
func (b *ByteArray) slice(t *Thread, key Object) (start, stop, step, count int, err error) {
	for {
		n := len(b.b)
		start, stop, step, count, err = sliceIndices(t, key, n)
		if err != nil || n == len(b.b) {
			return start, stop, step, count, err
		}
	}
}

// CPython: Objects/bytearrayobject.c bytearray_ass_subscript_lock_held
func byteArraySetItem(t *Thread, o, key, v Object) error {
	b := cast[ByteArray](o)
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return err
		}
		if i < 0 {
			i += len(b.b)
		}
		return byteArraySeqSetItem(t, o, i, v)
	}
	if TypeOf(key) != &SliceType {
		return TypeErrorf(t, "bytearray indices must be integers or slices, not %.200s", TypeOf(key).Name200())
	}
	var content []byte
	if !v.IsNull() {
		var err error
		if content, err = byteArrayValues(t, v); err != nil {
			return err
		}
	}
	start, stop, step, count, err := b.slice(t, key)
	if err != nil {
		return err
	}
	if step == 1 {
		return b.setSlice(t, start, max(start, stop), content)
	}
	if len(content) == 0 {
		return b.deleteEvery(t, start, step, count)
	}
	if len(content) != count {
		return ValueErrorf(t, "attempt to assign bytes of size %d to extended slice of size %d", len(content), count)
	}
	for i, j := 0, start; i < count; i, j = i+1, j+step {
		b.b[j] = content[i]
	}
	return nil
}

// deleteEvery deletes the items of an extended slice.
func (b *ByteArray) deleteEvery(t *Thread, start, step, count int) error {
	if count <= 0 {
		return nil
	}
	if err := b.resizable(t); err != nil {
		return err
	}
	if step < 0 {
		start, step = start+step*(count-1), -step
	}
	out := start
	next := start
	for i := start; i < len(b.b); i++ {
		if i == next && count > 0 {
			next += step
			count--
			continue
		}
		b.b[out] = b.b[i]
		out++
	}
	b.b = b.b[:out]
	return nil
}

// byteArrayValues gives a copy of the bytes that are to be assigned to a slice.
func byteArrayValues(t *Thread, v Object) ([]byte, error) {
	if TypeOf(v).Slots.Buffer != nil {
		return copyBuffer(t, v)
	}
	if AsStr(v) != nil || TypeOf(v).Slots.Index != nil {
		return nil, TypeErrorf(t, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
	}
	tmp, err := CallArgs(t, Of(&ByteArrayType), v)
	if err != nil {
		return nil, err
	}
	return cast[ByteArray](tmp).b, nil
}

func byteArrayConcat(t *Thread, a, b Object) (Object, error) {
	if TypeOf(a).Slots.Buffer == nil || TypeOf(b).Slots.Buffer == nil {
		return Object{}, TypeErrorf(t, "can't concat %.100s to %.100s", TypeOf(b).Name200(), TypeOf(a).Name200())
	}
	y, err := ArgBytes(t, b)
	if err != nil {
		return Object{}, err
	}
	x := byteContent(a)
	if err := CheckAlloc(t, len(x)+len(y), 1); err != nil {
		return Object{}, err
	}
	return Of(newByteArray(append(append(make([]byte, 0, len(x)+len(y)), x...), y...))), nil
}

func byteArrayInPlaceConcat(t *Thread, a, b Object) (Object, error) {
	if TypeOf(b).Slots.Buffer == nil {
		return Object{}, TypeErrorf(t, "can't concat %.100s to %.100s", TypeOf(b).Name200(), TypeOf(a).Name200())
	}
	y, err := ArgBytes(t, b)
	if err != nil {
		return Object{}, err
	}
	x := cast[ByteArray](a)
	if len(x.b) == 0 {
		y = bytes.Clone(y)
	}
	return a, x.setSlice(t, len(x.b), len(x.b), y)
}

func byteArrayRepeat(t *Thread, o Object, n int) (Object, error) {
	out, err := repeatBytes(t, cast[ByteArray](o).b, n, "")
	if err != nil {
		return Object{}, err
	}
	return Of(newByteArray(out)), nil
}

func byteArrayInPlaceRepeat(t *Thread, o Object, n int) (Object, error) {
	b := cast[ByteArray](o)
	out, err := repeatBytes(t, b.b, n, "")
	if err != nil {
		return Object{}, err
	}
	return o, b.setSlice(t, 0, len(b.b), out)
}

// append adds a byte at the end.
//
//py:def bytearray.append(self, item, /)
func (b *ByteArray) append(t *Thread, item Object) error {
	c, err := byteValue(t, item)
	if err != nil {
		return err
	}
	if err := b.resizable(t); err != nil {
		return err
	}
	b.b = append(b.b, c)
	return nil
}

// insert puts a byte before the one at index.
//
//py:def bytearray.insert(self, index, item, /)
func (b *ByteArray) insert(t *Thread, index int, item Object) error {
	c, err := byteValue(t, item)
	if err != nil {
		return err
	}
	n := len(b.b)
	if index < 0 {
		index = max(index+n, 0)
	}
	index = min(index, n)
	return b.setSlice(t, index, index, []byte{c})
}

// extend appends the items of an iterable of ints or of a bytes-like object.
//
// CPython: Objects/bytearrayobject.c bytearray_extend_impl
//
//py:def bytearray.extend(self, iterable_of_ints, /)
func (b *ByteArray) extend(t *Thread, iterable Object) error {
	if TypeOf(iterable).Slots.Buffer != nil {
		end := len(b.b)
		content, err := copyBuffer(t, iterable)
		if err != nil {
			return err
		}
		// Lending the buffer may have changed the size.
		end = min(end, len(b.b))
		return b.setSlice(t, end, end, content)
	}
	if typ := TypeOf(iterable); typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
		return TypeErrorf(t, "can't extend bytearray with %.100s", typ.Name200())
	}
	if _, err := LengthHint(t, iterable, 32); err != nil {
		return err
	}
	content, err := bytesOfInts(t, iterable, "byte must be in range(0, 256)")
	if err != nil {
		if AsStr(iterable) != nil && Matches(err, &ExcTypeError) {
			return TypeErrorf(t, "expected iterable of integers; got: 'str'")
		}
		return err
	}
	return b.setSlice(t, len(b.b), len(b.b), content)
}

// pop takes the byte at index (by default the last one) out and gives it.
//
//py:def bytearray.pop(self, index=-1, /)
func (b *ByteArray) pop(t *Thread, index int) (Object, error) {
	n := len(b.b)
	if n == 0 {
		return Object{}, Errorf(t, &ExcIndexError, "pop from empty bytearray")
	}
	if index < 0 {
		index += n
	}
	if index < 0 || index >= n {
		return Object{}, Errorf(t, &ExcIndexError, "pop index out of range")
	}
	c := b.b[index]
	return NewInt(int64(c)), b.setSlice(t, index, index+1, nil)
}

// remove takes the first occurrence of a byte out.
//
//py:def bytearray.remove(self, value, /)
func (b *ByteArray) remove(t *Thread, value Object) error {
	c, err := byteValue(t, value)
	if err != nil {
		return err
	}
	i := bytes.IndexByte(b.b, c)
	if i < 0 {
		return ValueErrorf(t, "value not found in bytearray")
	}
	return b.setSlice(t, i, i+1, nil)
}

// reverse turns the order of the bytes round, in place.
//
//py:def bytearray.reverse(self, /)
func (b *ByteArray) reverse() {
	for i, j := 0, len(b.b)-1; i < j; i, j = i+1, j-1 {
		b.b[i], b.b[j] = b.b[j], b.b[i]
	}
}

// clear takes all bytes out.
//
//py:def bytearray.clear(self, /)
func (b *ByteArray) clear(t *Thread) error { return b.setSlice(t, 0, len(b.b), nil) }

// copy gives a copy.
//
//py:def bytearray.copy(self, /)
func (b *ByteArray) copy() Object { return Of(newByteArray(bytes.Clone(b.b))) }

// resize makes the bytearray so many bytes long: the end is cut off, or zero bytes are added.
//
//py:def bytearray.resize(self, size, /)
func (b *ByteArray) resize(t *Thread, size int) error {
	if size < 0 {
		return ValueErrorf(t, "Can only resize to positive sizes, got %d", size)
	}
	if err := CheckAlloc(t, size, 1); err != nil {
		return err
	}
	n := len(b.b)
	if size <= n {
		return b.setSlice(t, size, n, nil)
	}
	return b.setSlice(t, n, n, make([]byte, size-n))
}

// alloc gives the number of bytes that there is room for.
//
//py:def bytearray.__alloc__(self, /)
func (b *ByteArray) alloc() int {
	if b.b == nil {
		return 0
	}
	return min(cap(b.b), math.MaxInt-1) + 1
}

// sizeof gives the size of the object in memory, in bytes.
//
//py:def bytearray.__sizeof__(self, /)
func (b *ByteArray) sizeof() int { return int(unsafe.Sizeof(*b)) + b.alloc() }

// reduce gives what pickling needs.
//
//py:def bytearray.__reduce__(self, /)
func (b *ByteArray) reduce(t *Thread) (Object, error) { return b.reduceEx(t, 2) }

// reduceEx gives what pickling with a protocol needs.
//
// CPython: Objects/bytearrayobject.c _common_reduce
//
//py:def bytearray.__reduce_ex__(self, proto=0, /)
func (b *ByteArray) reduceEx(t *Thread, proto int32) (Object, error) {
	state, _, err := CallSpecial(t, Of(b), nameGetState)
	if err != nil {
		return Object{}, err
	}
	typ := Of(TypeOf(Of(b)))
	switch {
	case proto >= 3:
		if len(b.b) == 0 {
			return NewTuple(typ, Of(emptyTuple), state), nil
		}
		return NewTuple(typ, NewTuple(newBytesShort(bytes.Clone(b.b))), state), nil
	case len(b.b) == 0:
		return NewTuple(typ, Of(emptyTuple), state), nil
	}
	return NewTuple(typ, NewTuple(Of(DecodeLatin1(b.b)), NewStr("latin-1")), state), nil
}
