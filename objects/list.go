package objects

import (
	"math"
	"strings"
	"unsafe"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

func setupList() {
	ListType = Type{
		Name: "list", Doc: listDoc, Signature: listSignature,
		Flags:  BaseType | ListSubclass | SequencePattern | SelfMatch,
		Layout: LayoutOf[List](),
		Slots: Slots{
			New: GenericNew, Init: bindListInit,
			Repr: listRepr, RichCompare: listCompare, Iter: listIter,
			Len: listLen, GetItem: listGetItem, SetItem: listSetItem, SeqItem: listSeqItem, SeqSetItem: listSeqSetItem,
			Contains: listContains, Concat: listConcat, InPlaceConcat: listInPlaceConcat,
			Repeat: listRepeat, InPlaceRepeat: listInPlaceRepeat,
			Traverse: func(o Object, visit func(Object)) { visitAll(cast[List](o).Items, visit) },
		},
		Methods: listMethods,
	}
	Ready(&ListType)
}

// GenericNew is the New slot of types whose instances begin as zero and get their content from Init.
func GenericNew(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	return NewInstance(cls), nil
}

func visitAll(items []Object, visit func(Object)) {
	for _, v := range items {
		if v.Ref != nil {
			visit(v)
		}
	}
}

// Built-in mutable sequence.
//
// If no argument is given, the constructor creates a new empty list.
// The argument must be an iterable if specified.
//
//py:init list(self, iterable=(), /)
func (l *List) init(t *Thread, iterable Object) error {
	clear(l.Items)
	l.Items = nil
	if iterable == Of(emptyTuple) {
		return nil
	}
	return l.Extend(t, iterable)
}

func listLen(_ *Thread, o Object) (int, error) { return len(cast[List](o).Items), nil }

func listIter(_ *Thread, o Object) (Object, error) {
	return Of(&ListIter{Header: Header{&ListIterType}, List: cast[List](o)}), nil
}

func listSeqItem(t *Thread, o Object, i int) (Object, error) {
	l := cast[List](o)
	if uint(i) >= uint(len(l.Items)) {
		return Object{}, Errorf(t, &ExcIndexError, "list index out of range")
	}
	return l.Items[i], nil
}

func listSeqSetItem(t *Thread, o Object, i int, v Object) error {
	l := cast[List](o)
	if uint(i) >= uint(len(l.Items)) {
		return Errorf(t, &ExcIndexError, "list assignment index out of range")
	}
	if v.Ref == nil {
		l.deleteRange(i, i+1)
		return nil
	}
	l.Items[i] = v
	return nil
}

// Return self[index].
//
// CPython: Objects/listobject.c list_subscript
//
//py:def list.__getitem__(self, index, /)
func listGetItem(t *Thread, o, key Object) (Object, error) {
	l := cast[List](o)
	if key.Ref == unsafe.Pointer(&IntHeader) {
		i := int(key.Bits)
		if i < 0 {
			i += len(l.Items)
		}
		if uint(i) < uint(len(l.Items)) {
			return l.Items[i], nil
		}
		return Object{}, Errorf(t, &ExcIndexError, "list index out of range")
	}
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return Object{}, err
		}
		if i < 0 {
			i += len(l.Items)
		}
		return listSeqItem(t, o, i)
	}
	if TypeOf(key) == &SliceType {
		start, stop, step, err := cast[Slice](key).Unpack(t)
		if err != nil {
			return Object{}, err
		}
		start, n := AdjustSlice(len(l.Items), start, stop, step)
		return Of(NewList(sliceItems(l.Items, start, step, n))), nil
	}
	return Object{}, TypeErrorf(t, "list indices must be integers or slices, not %.200s", TypeOf(key).Name200())
}

// sliceItems gives a new slice of n items from start by step.
func sliceItems(items []Object, start, step, n int) []Object {
	if n <= 0 {
		return nil
	}
	r := make([]Object, n)
	if step == 1 {
		copy(r, items[start:start+n])
		return r
	}
	for i := range r {
		r[i] = items[start]
		start += step
	}
	return r
}

// CPython: Objects/listobject.c list_ass_subscript_lock_held
func listSetItem(t *Thread, o, key, v Object) error {
	l := cast[List](o)
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return err
		}
		if i < 0 {
			i += len(l.Items)
		}
		return listSeqSetItem(t, o, i, v)
	}
	if TypeOf(key) != &SliceType {
		return TypeErrorf(t, "list indices must be integers or slices, not %.200s", TypeOf(key).Name200())
	}
	start, stop, step, err := cast[Slice](key).Unpack(t)
	if err != nil {
		return err
	}
	if v.Ref == nil {
		start, n := AdjustSlice(len(l.Items), start, stop, step)
		l.deleteSlice(start, step, n)
		return nil
	}
	// The right side may be the list itself or change it: take its items first.
	items, err := fastItems(t, v, "must assign iterable to extended slice")
	if err != nil {
		return err
	}
	start, n := AdjustSlice(len(l.Items), start, stop, step)
	if step == 1 {
		return l.replace(t, start, start+n, items)
	}
	if len(items) != n {
		return ValueErrorf(t, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	if v == o {
		items = append([]Object(nil), items...)
	}
	for _, x := range items {
		l.Items[start] = x
		start += step
	}
	return nil
}

// fastItems gives the items of a list, a tuple or any other iterable; of the first two without a copy. message is that of the TypeError
// for what is not iterable.
//
// CPython: Objects/abstract.c PySequence_Fast
func fastItems(t *Thread, o Object, message string) ([]Object, error) {
	switch {
	case TypeOf(o) == &ListType:
		return cast[List](o).Items, nil
	case TypeOf(o) == &TupleType:
		return cast[Tuple](o).Items, nil
	}
	it, err := Iter(t, o)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			err = TypeErrorf(t, "%s", message)
		}
		return nil, err
	}
	var l List
	err = l.Extend(t, it)
	return l.Items, err
}

// drain appends what is left of iterator it to items.
func drain(t *Thread, it Object, items []Object) ([]Object, error) {
	next := TypeOf(it).Slots.IterNext
	for n := uint(1); ; n++ {
		v, err := next(t, it)
		if err != nil {
			if Matches(err, &ExcStopIteration) {
				return items, nil
			}
			return items, err
		}
		if v.Ref == nil {
			return items, nil
		}
		if err := checkGrow(t, len(items), cap(items), int(objectSize)); err != nil {
			return items, err
		}
		items = append(items, v)
		if n%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return items, err
			}
		}
	}
}

// replace puts items where those from lo up to hi were.
func (l *List) replace(t *Thread, lo, hi int, items []Object) error {
	n, d := len(l.Items), len(items)-(hi-lo)
	if n+d == 0 {
		clear(l.Items)
		l.Items = nil
		return nil
	}
	if err := CheckAlloc(t, n+d, int(objectSize)); err != nil {
		return err
	}
	if d > 0 {
		if len(items) > 0 && n > 0 && unsafe.SliceData(items) == unsafe.SliceData(l.Items) {
			items = append([]Object(nil), items...)
		}
		l.Items = append(l.Items, items[:d]...)
		copy(l.Items[hi+d:], l.Items[hi:n])
		copy(l.Items[lo:], items)
		return nil
	}
	// copy handles items that are l's own.
	copy(l.Items[lo:], items)
	if d < 0 {
		l.deleteRange(hi+d, hi)
	}
	return nil
}

// deleteRange removes the items from lo up to hi.
func (l *List) deleteRange(lo, hi int) {
	n := len(l.Items)
	copy(l.Items[lo:], l.Items[hi:])
	clear(l.Items[n-(hi-lo):])
	l.Items = l.Items[:n-(hi-lo)]
	l.shrink()
}

// deleteSlice removes n items from start by step.
func (l *List) deleteSlice(start, step, n int) {
	if n <= 0 {
		return
	}
	if step < 0 {
		start += step * (n - 1)
		step = -step
	}
	if step == 1 || n == 1 {
		l.deleteRange(start, start+n)
		return
	}
	to := start
	for i := range n {
		from := start + i*step + 1
		end := min(from+step-1, len(l.Items))
		if i == n-1 {
			end = len(l.Items)
		}
		to += copy(l.Items[to:], l.Items[from:end])
	}
	clear(l.Items[to:])
	l.Items = l.Items[:to]
	l.shrink()
}

func listContains(t *Thread, o, v Object) (bool, error) {
	l := cast[List](o)
	for i := 0; i < len(l.Items); i++ {
		equal, err := EqualBool(t, l.Items[i], v)
		if equal || err != nil {
			return equal, err
		}
	}
	return false, nil
}

func listConcat(t *Thread, a, b Object) (Object, error) {
	y := AsList(b)
	if y == nil {
		return Object{}, TypeErrorf(t, "can only concatenate list (not \"%.200s\") to list", TypeOf(b).Name200())
	}
	x := cast[List](a)
	if err := CheckAlloc(t, len(x.Items)+len(y.Items), int(objectSize)); err != nil {
		return Object{}, err
	}
	items := make([]Object, len(x.Items)+len(y.Items))
	copy(items, x.Items)
	copy(items[len(x.Items):], y.Items)
	return Of(NewList(items)), nil
}

func listInPlaceConcat(t *Thread, a, b Object) (Object, error) {
	return a, cast[List](a).Extend(t, b)
}

func listRepeat(t *Thread, o Object, n int) (Object, error) {
	items, err := repeatItems(t, cast[List](o).Items, n)
	if err != nil {
		return Object{}, err
	}
	return Of(NewList(items)), nil
}

func listInPlaceRepeat(t *Thread, o Object, n int) (Object, error) {
	l := cast[List](o)
	if n == 1 || len(l.Items) == 0 {
		return o, nil
	}
	items, err := repeatItems(t, l.Items, n)
	if err != nil {
		return Object{}, err
	}
	l.Items = items
	return o, nil
}

func listRepr(t *Thread, o Object) (Object, error) {
	l := cast[List](o)
	if len(l.Items) == 0 {
		return NewStr("[]"), nil
	}
	if t.ReprEnter(o) {
		return NewStr("[...]"), nil
	}
	var b strings.Builder
	b.WriteByte('[')
	for i := 0; i < len(l.Items); i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		s, err := Repr(t, l.Items[i])
		if err != nil {
			t.ReprLeave(o)
			return Object{}, err
		}
		b.WriteString(s.s)
	}
	t.ReprLeave(o)
	b.WriteByte(']')
	return NewStr(b.String()), nil
}

// CPython: Objects/listobject.c list_richcompare_impl
func listCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsList(a), AsList(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	if len(x.Items) != len(y.Items) && (op == EQ || op == NE) {
		return NewBool(op == NE), nil
	}
	for i := 0; i < len(x.Items) && i < len(y.Items); i++ {
		v, w := x.Items[i], y.Items[i]
		equal, err := EqualBool(t, v, w)
		if err != nil {
			return Object{}, err
		}
		if !equal {
			// The comparison may have changed the lists.
			if i >= len(x.Items) || i >= len(y.Items) {
				break
			}
			switch op {
			case EQ:
				return False, nil
			case NE:
				return True, nil
			}
			return RichCompare(t, x.Items[i], y.Items[i], op)
		}
	}
	return compareLengths(len(x.Items), len(y.Items), op), nil
}

// compareLengths gives n op m.
func compareLengths(n, m int, op CompareOp) Object {
	switch op {
	case LT:
		return NewBool(n < m)
	case LE:
		return NewBool(n <= m)
	case EQ:
		return NewBool(n == m)
	case NE:
		return NewBool(n != m)
	case GT:
		return NewBool(n > m)
	}
	return NewBool(n >= m)
}

// Insert object before index.
//
//py:def list.insert(self, index, object, /)
func (l *List) insert(t *Thread, index int, v Object) error {
	n := len(l.Items)
	if err := checkGrow(t, n, cap(l.Items), int(objectSize)); err != nil {
		return err
	}
	if index < 0 {
		index = max(index+n, 0)
	}
	index = min(index, n)
	l.Items = append(l.Items, v)
	if index < n {
		copy(l.Items[index+1:], l.Items[index:n])
		l.Items[index] = v
	}
	return nil
}

// Remove all items from list.
//
//py:def list.clear(self, /)
func (l *List) Clear() { l.Items = nil }

// Return a shallow copy of the list.
//
//py:def list.copy(self, /)
func (l *List) copy() *List { return NewList(append([]Object(nil), l.Items...)) }

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

// Remove and return item at index (default last).
//
// Raises IndexError if list is empty or index is out of range.
//
//py:def list.pop(self, index=-1, /)
func (l *List) pop(t *Thread, index int) (Object, error) {
	n := len(l.Items)
	if n == 0 {
		return Object{}, Errorf(t, &ExcIndexError, "pop from empty list")
	}
	if index < 0 {
		index += n
	}
	if uint(index) >= uint(n) {
		return Object{}, Errorf(t, &ExcIndexError, "pop index out of range")
	}
	v := l.Items[index]
	if index == n-1 {
		l.Items[index] = Object{}
		l.Items = l.Items[:index]
		if c := cap(l.Items); c > 64 && index < c/4 {
			l.shrink()
		}
		return v, nil
	}
	l.deleteRange(index, index+1)
	return v, nil
}

// Return first index of value.
//
// Raises ValueError if the value is not present.
//
//py:def list.index(self, value, start=0, stop=sys.maxsize, /)
func (l *List) index(t *Thread, v Object, start, stop SliceIndex) (int, error) {
	if start < 0 {
		start = max(start+SliceIndex(len(l.Items)), 0)
	}
	if stop < 0 {
		stop = max(stop+SliceIndex(len(l.Items)), 0)
	}
	for i := int(start); i < int(stop) && i < len(l.Items); i++ {
		equal, err := EqualBool(t, l.Items[i], v)
		if err != nil {
			return 0, err
		}
		if equal {
			return i, nil
		}
	}
	return 0, ValueErrorf(t, "list.index(x): x not in list")
}

// Return number of occurrences of value.
//
//py:def list.count(self, value, /)
func (l *List) count(t *Thread, v Object) (int, error) {
	n := 0
	for i := 0; i < len(l.Items); i++ {
		equal, err := EqualBool(t, l.Items[i], v)
		if err != nil {
			return 0, err
		}
		if equal {
			n++
		}
	}
	return n, nil
}

// Remove first occurrence of value.
//
// Raises ValueError if the value is not present.
//
//py:def list.remove(self, value, /)
func (l *List) remove(t *Thread, v Object) error {
	for i := 0; i < len(l.Items); i++ {
		equal, err := EqualBool(t, l.Items[i], v)
		if err != nil {
			return err
		}
		if equal {
			if i < len(l.Items) {
				l.deleteRange(i, i+1)
			}
			return nil
		}
	}
	return ValueErrorf(t, "list.remove(x): x not in list")
}

// Reverse *IN PLACE*.
//
//py:def list.reverse(self, /)
func (l *List) reverse() { reverseItems(l.Items) }

func reverseItems(s []Object) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// Return a reverse iterator over the list.
//
//py:def list.__reversed__(self, /)
func (l *List) reversed() Object {
	return Of(&listRevIter{Header{&listRevIterType}, l, len(l.Items) - 1})
}

// Return the size of the list in memory, in bytes.
//
//py:def list.__sizeof__(self, /)
func (l *List) sizeof() int { return 40 + 8*cap(l.Items) }
