package objects

import "math"

// Push appends an item, or raises MemoryError: it is what programs append with.
func (l *List) Push(t *Thread, v Object) error {
	if err := checkGrow(t, len(l.Items), cap(l.Items), int(objectSize)); err != nil {
		return err
	}
	l.Append(v)
	return nil
}

// Append object to the end of the list.
//
//py:def list.append(self, object, /)
func listAppend(t *Thread, l *List, v Object) error { return l.Push(t, v) }

// Append adds an item at the end.
func (l *List) Append(v Object) {
	n := len(l.Items)
	if n == cap(l.Items) {
		l.more()
	}
	l.Items = l.Items[:n+1]
	l.Items[n] = v
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

// Extend list by appending elements from the iterable.
//
// CPython: Objects/listobject.c _list_extend
//
//py:def list.extend(self, iterable, /)
func (l *List) Extend(t *Thread, iterable Object) error {
	switch typ := TypeOf(iterable); {
	case typ == &ListType:
		return l.appendAll(t, cast[List](iterable).Items)
	case typ == &TupleType:
		return l.appendAll(t, cast[Tuple](iterable).Items)
	case typ == &DictType:
		for pos, d := 0, cast[Dict](iterable); ; {
			k, _, next, ok := d.Next(pos)
			if !ok {
				return nil
			}
			l.Items = append(l.Items, k)
			pos = next
		}
	}
	it, err := Iter(t, iterable)
	if err != nil {
		return err
	}
	if TypeOf(it) == &RangeIterType && (TypeOf(iterable) == &RangeType || TypeOf(iterable) == &RangeIterType) {
		r := cast[RangeIter](it)
		if r.N > math.MaxInt64/2 {
			return MemoryError(t)
		}
		if err := CheckAlloc(t, len(l.Items)+int(r.N), int(objectSize)); err != nil {
			return err
		}
		l.grow(int(r.N))
		for ; r.N > 0; r.N-- {
			l.Items = append(l.Items, NewInt(r.Cur))
			r.Cur += r.Step
		}
		return nil
	}
	hint, err := LengthHint(t, iterable, 8)
	if err != nil {
		return err
	}
	if len(l.Items) > math.MaxInt-hint {
		// The hint may lie: go on without, and see.
		hint = 0
	}
	if err := CheckAlloc(t, len(l.Items)+hint, int(objectSize)); err != nil {
		return err
	}
	l.grow(min(hint, 1<<16))
	next := TypeOf(it).Slots.IterNext
	for n := uint(1); ; n++ {
		v, err := next(t, it)
		if err != nil {
			if Matches(err, &ExcStopIteration) {
				return nil
			}
			return err
		}
		if v.Ref == nil {
			return nil
		}
		if err := checkGrow(t, len(l.Items), cap(l.Items), int(objectSize)); err != nil {
			return err
		}
		l.Items = append(l.Items, v)
		if n%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return err
			}
		}
	}
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

func (l *List) appendAll(t *Thread, items []Object) error {
	if err := CheckAlloc(t, len(l.Items)+len(items), int(objectSize)); err != nil {
		return err
	}
	if len(items) > 0 {
		if l.Items == nil {
			l.Items = make([]Object, 0, len(items))
		}
		l.Items = append(l.Items, items...)
	}
	return nil
}
