package objects

import (
	"math"
)

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
