package objects

import (
	"bytes"
	"runtime"
)

// MemoryView is a memoryview: a view of the buffer that an object lends.
type MemoryView struct {
	Header
	attrs    *Overflow // for weak references
	base     *viewBase
	view     Buffer // its Object and Release are not used
	exports  int    // buffers that this view lends in turn
	released bool
	hash     int64
	hashed   bool
}

// A viewBase is a loan that the views of it share: it ends with the last one.
type viewBase struct {
	buf   *Buffer
	views int
}

const maxDims = 64

func newMemoryView(buf *Buffer) *MemoryView {
	v := &MemoryView{Header: Header{&MemoryViewType}, base: &viewBase{buf: buf, views: 1}, view: *buf}
	v.view.Object, v.view.Release = Object{}, nil
	v.view.complete()
	if buf.loan != nil {
		runtime.AddCleanup(v.base, (*loan).end, buf.loan)
	}
	return v
}

// complete fills in what an exporter of plain bytes may leave out.
func (b *Buffer) complete() {
	if b.Format == "" {
		b.Format = "B"
	}
	if b.ItemSize == 0 {
		b.ItemSize = 1
	}
	if b.Shape == nil {
		b.Shape = []int{len(b.Bytes) / b.ItemSize}
	}
	if b.Strides == nil && len(b.Shape) > 0 {
		b.Strides = make([]int, len(b.Shape))
		for i, stride := len(b.Shape)-1, b.ItemSize; i >= 0; i-- {
			b.Strides[i] = stride
			stride *= b.Shape[i]
		}
	}
}

// derive makes another view of the same memory.
func (v *MemoryView) derive() *MemoryView {
	v.base.views++
	return &MemoryView{Header: Header{&MemoryViewType}, base: v.base, view: v.view}
}

// NewMemoryView makes a memoryview of an object that lends its memory.
//
// CPython: Objects/memoryobject.c PyMemoryView_FromObject
func NewMemoryView(t *Thread, o Object) (Object, error) {
	if v := as[MemoryView](o, &MemoryViewType); v != nil {
		if err := v.check(t); err != nil {
			return Object{}, err
		}
		return Of(v.derive()), nil
	}
	get := TypeOf(o).Slots.Buffer
	if get == nil {
		return Object{}, TypeErrorf(t, "memoryview: a bytes-like object is required, not '%.200s'", TypeOf(o).Name200())
	}
	buf, err := get(t, o, BufFull)
	if err != nil {
		return Object{}, err
	}
	if len(buf.Shape) > maxDims {
		buf.release()
		return Object{}, ValueErrorf(t, "memoryview: number of dimensions must not exceed %d", maxDims)
	}
	return Of(newMemoryView(buf)), nil
}

func setupMemoryView() {
	MemoryViewType = Type{
		Name: "memoryview", Doc: memoryviewDoc, Layout: LayoutWithDict[MemoryView](memoryViewAttrs), Flags: SequencePattern | HasWeakrefs,
		Slots: Slots{
			New:         bindMemoryviewNew,
			Repr:        memoryViewRepr,
			Hash:        memoryViewHash,
			RichCompare: memoryViewCompare,
			Iter:        newMemoryViewIter,
			Len:         memoryViewLen,
			GetItem:     memoryViewGetItem,
			SetItem:     memoryViewSetItem,
			SeqItem:     memoryViewSeqItem,
			Buffer:      memoryViewBuffer,
			Traverse: func(o Object, visit func(Object)) {
				if v := cast[MemoryView](o); !v.released {
					visit(v.base.buf.Object)
				}
			},
		},
		Methods: memoryviewMethods,
		GetSets: memoryviewGetSets,
	}
	Ready(&MemoryViewType)
	memoryIterType = Type{
		Name: "memory_iterator", Layout: LayoutOf[memoryIter](), Flags: NoInstantiate,
		Slots: Slots{
			Iter: iterSelf, IterNext: memoryIterNext,
			Traverse: func(o Object, visit func(Object)) {
				if it := cast[memoryIter](o); it.view != nil {
					visit(Of(it.view))
				}
			},
		},
	}
	Ready(&memoryIterType)
}

// memoryViewNew makes a memoryview that references the memory of object.
//
//py:new memoryview(cls, object)
func memoryViewNew(t *Thread, cls *Type, object Object) (Object, error) {
	return NewMemoryView(t, object)
}

// check gives ValueError for a view that was released.
func (v *MemoryView) check(t *Thread) error {
	if v.released {
		return ValueErrorf(t, "operation forbidden on released memoryview object")
	}
	return nil
}

// itemCount gives the number of items in a shape.
func itemCount(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// isC reports whether the items lie one behind the other, the last index varying fastest.
func (b *Buffer) isC() bool {
	stride := b.ItemSize
	for i := len(b.Shape) - 1; i >= 0; i-- {
		if b.Shape[i] == 0 {
			return true
		}
		if b.Shape[i] > 1 && b.Strides[i] != stride {
			return itemCount(b.Shape) == 0
		}
		stride *= b.Shape[i]
	}
	return true
}

// isFortran reports whether the items lie one behind the other, the first index varying fastest.
func (b *Buffer) isFortran() bool {
	stride := b.ItemSize
	for i := range b.Shape {
		if b.Shape[i] == 0 {
			return true
		}
		if b.Shape[i] > 1 && b.Strides[i] != stride {
			return itemCount(b.Shape) == 0
		}
		stride *= b.Shape[i]
	}
	return true
}

// size gives the number of bytes that the items have.
func (b *Buffer) size() int {
	return itemCount(b.Shape) * b.ItemSize
}

// plain gives the bytes of a buffer that isC, not copied.
func (b *Buffer) plain() []byte {
	n := b.size()
	return b.Bytes[b.Offset : b.Offset+n : b.Offset+n]
}

// contiguous gives a copy of the items in C order.
func (b *Buffer) contiguous() []byte {
	if b.Strides == nil && b.Shape == nil {
		return append([]byte{}, b.Bytes[b.Offset:]...)
	}
	if b.isC() {
		return append([]byte{}, b.plain()...)
	}
	out := make([]byte, 0, b.size())
	b.each(0, b.Offset, func(at int) { out = append(out, b.Bytes[at:at+b.ItemSize]...) })
	return out
}

// each calls f with the place of each item in C order.
func (b *Buffer) each(dim, at int, f func(at int)) {
	if dim == len(b.Shape) {
		f(at)
		return
	}
	for range b.Shape[dim] {
		b.each(dim+1, at, f)
		at += b.Strides[dim]
	}
}

// CPython: Objects/memoryobject.c memory_getbuf
func memoryViewBuffer(t *Thread, o Object, flags BufferFlags) (*Buffer, error) {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return nil, err
	}
	b := v.view
	switch {
	case flags&BufWritable != 0 && b.ReadOnly:
		return nil, Errorf(t, &ExcBufferError, "memoryview: underlying buffer is not writable")
	case flags&0x10 == 0 && !b.isC():
		return nil, Errorf(t, &ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	if flags&0x10 == 0 {
		// The borrower looks at the bytes alone.
		b.Bytes, b.Offset = b.plain(), 0
	}
	b.Object = o
	v.exports++
	done := false
	b.loan = nil
	b.Release = func() {
		if !done {
			done = true
			v.exports--
		}
	}
	return &b, nil
}

// release gives the memory back; the view cannot be used any more.
//
// CPython: Objects/memoryobject.c memoryview_release_impl
//
//py:def memoryview.release(self)
func (v *MemoryView) release(t *Thread) error {
	if v.released {
		return nil
	}
	if v.exports > 0 {
		return Errorf(t, &ExcBufferError, "memoryview has %d exported buffer%s", v.exports, plural(v.exports))
	}
	base := v.base
	// The view does not keep the others' base alive: see awaitViews.
	v.released, v.base, v.view.Bytes = true, nil, nil
	if base.views--; base.views == 0 {
		base.buf.release()
	}
	return nil
}

//py:def memoryview.__enter__(self)
func (v *MemoryView) enter(t *Thread) (Object, error) {
	return Of(v), v.check(t)
}

//py:def memoryview.__exit__(self, /, *exc_info)
func (v *MemoryView) exit(t *Thread, _ []Object) error { return v.release(t) }

func memoryViewRepr(t *Thread, o Object) (Object, error) {
	if cast[MemoryView](o).released {
		return NewStr("<released memory at " + addressText(o) + ">"), nil
	}
	return NewStr("<memory at " + addressText(o) + ">"), nil
}

// CPython: Objects/memoryobject.c memory_hash
func memoryViewHash(t *Thread, o Object) (int64, error) {
	v := cast[MemoryView](o)
	if v.hashed {
		return v.hash, nil
	}
	if err := v.check(t); err != nil {
		return 0, err
	}
	if !v.view.ReadOnly {
		return 0, ValueErrorf(t, "cannot hash writable memoryview object")
	}
	switch singleFormat(v.view.Format) {
	case 'B', 'b', 'c':
	default:
		return 0, ValueErrorf(t, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	if owner := v.base.buf.Object; !owner.IsNull() {
		v.exports++
		_, err := Hash(t, owner)
		v.exports--
		if err != nil {
			return 0, err
		}
	}
	v.hash, v.hashed = hashBytes(bytesString(v.view.contiguous())), true
	return v.hash, nil
}

// memoryViewCompare compares values: of equal shape, and equal item by item as their formats unpack them.
//
// CPython: Objects/memoryobject.c memory_richcompare
func memoryViewCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE {
		return NotImplemented, nil
	}
	v := cast[MemoryView](a)
	if v.released {
		return equalResult(a == b, op), nil
	}
	var other *Buffer
	if w := as[MemoryView](b, &MemoryViewType); w != nil {
		if w.released {
			return equalResult(a == b, op), nil
		}
		other = &w.view
	} else {
		get := TypeOf(b).Slots.Buffer
		if get == nil {
			return NotImplemented, nil
		}
		buf, err := get(t, b, BufFull)
		if err != nil {
			if Matches(err, &ExcBufferError) || Matches(err, &ExcTypeError) || Matches(err, &ExcValueError) {
				return NotImplemented, nil
			}
			return Object{}, err
		}
		defer buf.release()
		buf.complete()
		other = buf
	}
	equal, err := equalBuffers(t, &v.view, other)
	if err != nil {
		return Object{}, err
	}
	return equalResult(equal, op), nil
}

func equalResult(equal bool, op CompareOp) Object { return NewBool(equal == (op == EQ)) }

func equalBuffers(t *Thread, a, b *Buffer) (bool, error) {
	if len(a.Shape) != len(b.Shape) {
		return false, nil
	}
	for i, n := range a.Shape {
		if n != b.Shape[i] {
			return false, nil
		}
		if n == 0 {
			break
		}
	}
	fa, fb := singleFormat(a.Format), singleFormat(b.Format)
	if fa == 0 || fb == 0 {
		// Formats of several items are the struct module's to unpack.
		return equalStructs(t, a, b)
	}
	if fa == fb && fa != 'f' && fa != 'd' && fa != 'e' && fa != 'F' && fa != 'D' && fa != '?' {
		return bytes.Equal(a.contiguous(), b.contiguous()), nil
	}
	x, y := a.contiguous(), b.contiguous()
	for i, j := 0, 0; i+a.ItemSize <= len(x) && j+b.ItemSize <= len(y); i, j = i+a.ItemSize, j+b.ItemSize {
		equal, err := equalItems(t, unpackItem(fa, x[i:]), unpackItem(fb, y[j:]))
		if !equal || err != nil {
			return false, err
		}
	}
	return true, nil
}

// equalStructs compares buffers whose items module struct has to unpack.
//
// CPython: Objects/memoryobject.c struct_unpack_cmp
func equalStructs(t *Thread, a, b *Buffer) (bool, error) {
	unpackers := [2]Object{}
	for i, buf := range []*Buffer{a, b} {
		m, err := t.Runtime.Import(t, "struct")
		if err != nil {
			return false, err
		}
		s, err := CallMethod(t, m, StaticName("Struct"), NewStr(buf.Format))
		if err != nil {
			// A format that struct does not know equals nothing.
			return false, nil
		}
		if unpackers[i], err = GetAttr(t, s, StaticName("unpack")); err != nil {
			return false, err
		}
	}
	x, y := a.contiguous(), b.contiguous()
	for i, j := 0, 0; i+a.ItemSize <= len(x) && j+b.ItemSize <= len(y); i, j = i+a.ItemSize, j+b.ItemSize {
		u, err := CallArgs(t, unpackers[0], NewBytes(x[i:i+a.ItemSize]))
		if err != nil {
			return false, err
		}
		w, err := CallArgs(t, unpackers[1], NewBytes(y[j:j+b.ItemSize]))
		if err != nil {
			return false, err
		}
		equal, err := CompareBool(t, u, w, EQ)
		if !equal || err != nil {
			return false, err
		}
	}
	return true, nil
}
