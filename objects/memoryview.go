package objects

import (
	"bytes"
	"math"
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

func memoryViewLen(t *Thread, o Object) (int, error) {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return 0, err
	}
	if len(v.view.Shape) == 0 {
		return 0, TypeErrorf(t, "0-dim memory has no length")
	}
	return v.view.Shape[0], nil
}

// place gives where item i of dimension dim lies, counted from at.
//
// CPython: Objects/memoryobject.c lookup_dimension
func (v *MemoryView) place(t *Thread, at, dim, i int) (int, error) {
	n := v.view.Shape[dim]
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, Errorf(t, &ExcIndexError, "index out of bounds on dimension %d", dim+1)
	}
	return at + i*v.view.Strides[dim], nil
}

func memoryViewSeqItem(t *Thread, o Object, i int) (Object, error) {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	code, err := v.code(t)
	if err != nil {
		return Object{}, err
	}
	switch len(v.view.Shape) {
	case 0:
		return Object{}, TypeErrorf(t, "invalid indexing of 0-dim memory")
	case 1:
		at, err := v.place(t, v.view.Offset, 0, i)
		if err != nil {
			return Object{}, err
		}
		return unpackItem(code, v.view.Bytes[at:]), nil
	}
	return Object{}, Errorf(t, &ExcNotImplementedError, "multi-dimensional sub-views are not implemented")
}

// code gives the format of an item where it is a single native one.
//
// CPython: Objects/memoryobject.c adjust_fmt
func (v *MemoryView) code(t *Thread) (byte, error) {
	c := singleFormat(v.view.Format)
	if c == 0 {
		return 0, Errorf(t, &ExcNotImplementedError, "memoryview: unsupported format %s", v.view.Format)
	}
	return c, nil
}

// itemAt gives where the item lies whose indices are in a tuple.
//
// CPython: Objects/memoryobject.c ptr_from_tuple
func (v *MemoryView) itemAt(t *Thread, key *Tuple) (int, error) {
	if len(key.Items) > len(v.view.Shape) {
		return 0, TypeErrorf(t, "cannot index %d-dimension view with %d-element tuple", len(v.view.Shape), len(key.Items))
	}
	at := v.view.Offset
	for dim, o := range key.Items {
		i, err := AsSsize(t, o, &ExcIndexError)
		if err != nil {
			return 0, err
		}
		if err := v.check(t); err != nil {
			return 0, err
		}
		if at, err = v.place(t, at, dim, i); err != nil {
			return 0, err
		}
	}
	return at, nil
}

// indexTuple gives key as a tuple of indices, nil if it is none.
func indexTuple(key Object) *Tuple {
	p := AsTuple(key)
	if p == nil {
		return nil
	}
	for _, o := range p.Items {
		if TypeOf(o).Slots.Index == nil {
			return nil
		}
	}
	return p
}

func isSliceTuple(key Object) bool {
	p := AsTuple(key)
	if p == nil {
		return false
	}
	for _, o := range p.Items {
		if TypeOf(o) != &SliceType {
			return false
		}
	}
	return true
}

// CPython: Objects/memoryobject.c memory_subscript
func memoryViewGetItem(t *Thread, o, key Object) (Object, error) {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	if len(v.view.Shape) == 0 {
		if p := AsTuple(key); p != nil && len(p.Items) == 0 {
			code, err := v.code(t)
			if err != nil {
				return Object{}, err
			}
			return unpackItem(code, v.view.Bytes[v.view.Offset:]), nil
		}
		if key == Ellipsis {
			return o, nil
		}
		return Object{}, TypeErrorf(t, "invalid indexing of 0-dim memory")
	}
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return Object{}, err
		}
		return memoryViewSeqItem(t, o, i)
	}
	if TypeOf(key) == &SliceType {
		return v.slice(t, key)
	}
	if p := indexTuple(key); p != nil {
		if len(p.Items) < len(v.view.Shape) {
			return Object{}, Errorf(t, &ExcNotImplementedError, "sub-views are not implemented")
		}
		code, err := v.code(t)
		if err != nil {
			return Object{}, err
		}
		at, err := v.itemAt(t, p)
		if err != nil {
			return Object{}, err
		}
		return unpackItem(code, v.view.Bytes[at:]), nil
	}
	if isSliceTuple(key) {
		return Object{}, Errorf(t, &ExcNotImplementedError, "multi-dimensional slicing is not implemented")
	}
	return Object{}, TypeErrorf(t, "memoryview: invalid slice key")
}

// slice makes a view of a slice along the first dimension.
func (v *MemoryView) slice(t *Thread, key Object) (Object, error) {
	// The view is made first, so that the memory stays where the bounds' code releases this one.
	r := v.derive()
	start, _, step, count, err := sliceIndices(t, key, v.view.Shape[0])
	if err != nil {
		r.base.views--
		return Object{}, err
	}
	r.view.Shape = append([]int(nil), v.view.Shape...)
	r.view.Strides = append([]int(nil), v.view.Strides...)
	count = max(count, 0)
	r.view.Shape[0] = count
	if count > 0 {
		r.view.Offset += start * v.view.Strides[0]
	}
	if count > 1 {
		r.view.Strides[0] *= step
	} else if step != 1 {
		r.view.Strides[0] = clampMul(r.view.Strides[0], step)
	}
	return Of(r), nil
}

// clampMul is a product whose only use is to be shown, clipped where it does not fit.
func clampMul(a, b int) int {
	p := float64(a) * float64(b)
	switch {
	case p >= math.MaxInt64:
		return math.MaxInt
	case p <= math.MinInt64:
		return math.MinInt
	}
	return a * b
}

// CPython: Objects/memoryobject.c memory_ass_sub
func memoryViewSetItem(t *Thread, o, key, value Object) error {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return err
	}
	code, err := v.code(t)
	switch {
	case err != nil:
		return err
	case v.view.ReadOnly:
		return TypeErrorf(t, "cannot modify read-only memory")
	case value.IsNull():
		return TypeErrorf(t, "cannot delete memory")
	}
	if len(v.view.Shape) == 0 {
		if p := AsTuple(key); key == Ellipsis || p != nil && len(p.Items) == 0 {
			return v.pack(t, v.view.Offset, code, value)
		}
		return TypeErrorf(t, "invalid indexing of 0-dim memory")
	}
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return err
		}
		if len(v.view.Shape) > 1 {
			return Errorf(t, &ExcNotImplementedError, "sub-views are not implemented")
		}
		if err := v.check(t); err != nil {
			return err
		}
		at, err := v.place(t, v.view.Offset, 0, i)
		if err != nil {
			return err
		}
		return v.pack(t, at, code, value)
	}
	if TypeOf(key) == &SliceType && len(v.view.Shape) == 1 {
		return v.setSlice(t, key, value)
	}
	if p := indexTuple(key); p != nil {
		if len(p.Items) < len(v.view.Shape) {
			return Errorf(t, &ExcNotImplementedError, "sub-views are not implemented")
		}
		at, err := v.itemAt(t, p)
		if err != nil {
			return err
		}
		return v.pack(t, at, code, value)
	}
	if TypeOf(key) == &SliceType || isSliceTuple(key) {
		return Errorf(t, &ExcNotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
	}
	return TypeErrorf(t, "memoryview: invalid slice key")
}

func (v *MemoryView) setSlice(t *Thread, key, value Object) error {
	src, err := GetBuffer(t, value, BufFull)
	if err != nil {
		return err
	}
	defer src.release()
	src.complete()
	dst, err := v.slice(t, key)
	if err != nil {
		return err
	}
	d := cast[MemoryView](dst)
	defer func() { _ = d.release(t) }()
	if err := v.check(t); err != nil {
		return err
	}
	if !sameStructure(&d.view, src) {
		return ValueErrorf(t, "memoryview assignment: lvalue and rvalue have different structures")
	}
	content := src.contiguous()
	size := d.view.ItemSize
	d.view.each(0, d.view.Offset, func(at int) {
		copy(v.view.Bytes[at:at+size], content)
		content = content[size:]
	})
	return nil
}

// sameStructure reports whether two buffers have equal formats and shapes.
//
// CPython: Objects/memoryobject.c equiv_structure
func sameStructure(a, b *Buffer) bool {
	fa, fb := a.Format, b.Format
	if len(fa) > 0 && fa[0] == '@' {
		fa = fa[1:]
	}
	if len(fb) > 0 && fb[0] == '@' {
		fb = fb[1:]
	}
	if fb == "" {
		fb = "B"
	}
	if fa != fb || a.ItemSize != b.ItemSize || len(a.Shape) != len(b.Shape) {
		return false
	}
	for i, n := range a.Shape {
		if n != b.Shape[i] {
			return false
		}
		if n == 0 {
			break
		}
	}
	return true
}

// memoryIter is an iterator over a memoryview of one dimension; one that has ended has a nil view.
type memoryIter struct {
	Header
	view   *MemoryView
	pos, n int
	code   byte
}

var memoryIterType Type

// CPython: Objects/memoryobject.c memory_iter
func newMemoryViewIter(t *Thread, o Object) (Object, error) {
	v := cast[MemoryView](o)
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	if len(v.view.Shape) == 0 {
		return Object{}, TypeErrorf(t, "invalid indexing of 0-dim memory")
	}
	if len(v.view.Shape) != 1 {
		return Object{}, Errorf(t, &ExcNotImplementedError, "multi-dimensional sub-views are not implemented")
	}
	code, err := v.code(t)
	if err != nil {
		return Object{}, err
	}
	return Of(&memoryIter{Header: Header{&memoryIterType}, view: v, n: v.view.Shape[0], code: code}), nil
}

func memoryIterNext(t *Thread, o Object) (Object, error) {
	it := cast[memoryIter](o)
	if it.view == nil {
		return Object{}, nil
	}
	if it.pos >= it.n {
		it.view = nil
		return Object{}, nil
	}
	if err := it.view.check(t); err != nil {
		return Object{}, err
	}
	at := it.view.view.Offset + it.pos*it.view.view.Strides[0]
	it.pos++
	return unpackItem(it.code, it.view.view.Bytes[at:]), nil
}
