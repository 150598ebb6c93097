package objects

import (
	"math"
	"unsafe"
)

// The room of lists: how they are filled and how they grow.

// repeatItems gives items n times.
func repeatItems(t *Thread, items []Object, n int) ([]Object, error) {
	if n <= 0 || len(items) == 0 {
		return nil, nil
	}
	if n > math.MaxInt/len(items) {
		return nil, MemoryError(t)
	}
	if err := CheckAlloc(t, n*len(items), int(objectSize)); err != nil {
		return nil, err
	}
	r := make([]Object, len(items)*n)
	if len(items) == 1 && hasStaticRef(items[0]) {
		fillStatic(r, items[0])
		return r, nil
	}
	for done := copy(r, items); done < len(r); {
		done += copy(r[done:], r[:done])
	}
	return r, nil
}

// hasStaticRef reports whether o refers to a header that is part of the program, not of the heap.
func hasStaticRef(o Object) bool {
	return o.Ref == unsafe.Pointer(&IntHeader) || o.Ref == unsafe.Pointer(&FloatHeader) || o.Ref == unsafe.Pointer(&BoolHeader) || o == None
}

// fillStatic fills r, which is new, with a static object. The collector need not hear of such references, which saves it one note
// for each when it is marking.
func fillStatic(r []Object, o Object) {
	words := unsafe.Slice((*[2]uint64)(unsafe.Pointer(unsafe.SliceData(r))), len(r))
	w := [2]uint64{uint64(uintptr(o.Ref)), o.Bits}
	for i := range words {
		words[i] = w
	}
}

// more makes room for at least one more item. It takes more at once than append does: what a longer list leaves behind is garbage that
// has to be copied, cleared and collected.
func (l *List) more() {
	n := len(l.Items)
	c := max(4, 2*n)
	if n >= 1<<16 {
		c = n + n/2
	}
	items := make([]Object, n, c)
	copy(items, l.Items)
	l.Items = items
}

// maxPresize bounds the room that a list gets before anything is put into it: the loop may end early.
const maxPresize = 1 << 16

// NewListFor makes an empty list for what an iterator will give, with room for it where that can be known without running code.
func NewListFor(it Object) *List {
	n := 0
	switch TypeOf(it) {
	case &RangeIterType:
		n = int(min(cast[RangeIter](it).N, maxPresize))
	case &ListIterType:
		if i := cast[ListIter](it); i.List != nil {
			n = len(i.List.Items) - i.Pos
		}
	case &TupleIterType:
		if i := cast[TupleIter](it); i.Tuple != nil {
			n = len(i.Tuple.Items) - i.Pos
		}
	}
	l := &List{Header: Header{&ListType}}
	if n > 0 {
		l.Items = make([]Object, 0, min(n, maxPresize))
	}
	return l
}

// grow makes room for n more items.
func (l *List) grow(n int) {
	if need := len(l.Items) + n; need > cap(l.Items) {
		if len(l.Items) > 0 {
			need += need / 8
		}
		items := make([]Object, len(l.Items), need)
		copy(items, l.Items)
		l.Items = items
	}
}

// shrink gives memory back when a list became much shorter than its storage.
func (l *List) shrink() {
	if c := cap(l.Items); c > 64 && len(l.Items) < c/4 {
		l.Items = append(make([]Object, 0, len(l.Items)+len(l.Items)/4), l.Items...)
	}
}
