package objects

import "math"

// Names of built-in functions that iterators are pickled as a call of.
var (
	nameIterFunc     = StaticName("iter")
	nameReversedFunc = StaticName("reversed")
)

type (
	// seqIter is an iterator over an object with __getitem__.
	seqIter struct {
		Header
		seq   Object // null when it has ended
		index int
	}
	// callIter is what iter(callable, sentinel) gives.
	callIter struct {
		Header
		callable, sentinel Object // null when it has ended
	}
	// listRevIter is a reverse iterator over a list.
	listRevIter struct {
		Header
		list  *List // nil when it has ended
		index int
	}
)

var seqIterType, callIterType, listRevIterType Type

func setupIterators() {
	seqIterType = Type{
		Name: "iterator", Flags: NoInstantiate, Layout: LayoutOf[seqIter](),
		Slots: Slots{Iter: selfIter, IterNext: seqIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[seqIter](o); it.seq.Ref != nil {
				visit(it.seq)
			}
		}},
		Methods: iteratorMethods,
	}
	Ready(&seqIterType)
	callIterType = Type{
		Name: "callable_iterator", Flags: NoInstantiate, Layout: LayoutOf[callIter](),
		Slots: Slots{Iter: selfIter, IterNext: callIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[callIter](o); it.callable.Ref != nil {
				visit(it.callable)
				visit(it.sentinel)
			}
		}},
		Methods: callableIteratorMethods,
	}
	Ready(&callIterType)
	ListIterType = Type{
		Name: "list_iterator", Flags: NoInstantiate, Layout: LayoutOf[ListIter](),
		Slots: Slots{Iter: selfIter, IterNext: listIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[ListIter](o); it.List != nil {
				visit(Of(it.List))
			}
		}},
		Methods: listIteratorMethods,
	}
	Ready(&ListIterType)
	listRevIterType = Type{
		Name: "list_reverseiterator", Flags: NoInstantiate, Layout: LayoutOf[listRevIter](),
		Slots: Slots{Iter: selfIter, IterNext: listRevIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[listRevIter](o); it.list != nil {
				visit(Of(it.list))
			}
		}},
		Methods: listReverseiteratorMethods,
	}
	Ready(&listRevIterType)
	TupleIterType = Type{
		Name: "tuple_iterator", Flags: NoInstantiate, Layout: LayoutOf[TupleIter](),
		Slots: Slots{Iter: selfIter, IterNext: tupleIterNext, Traverse: func(o Object, visit func(Object)) {
			if it := cast[TupleIter](o); it.Tuple != nil {
				visit(Of(it.Tuple))
			}
		}},
		Methods: tupleIteratorMethods,
	}
	Ready(&TupleIterType)
	setupBuiltinIterators()
}

// selfIter is the Iter slot of iterators.
func selfIter(_ *Thread, o Object) (Object, error) { return o, nil }

// CallOne calls f with one argument, which needs no memory.
func CallOne(t *Thread, f, a Object) (Object, error) {
	base := len(t.args)
	t.args = append(t.args, a)
	r, err := Call(t, f, t.args[base:base+1:base+1], nil)
	t.args[base] = Object{}
	t.args = t.args[:base]
	return r, err
}

// CallTwo calls f with two arguments, which needs no memory.
func CallTwo(t *Thread, f, a, b Object) (Object, error) {
	base := len(t.args)
	t.args = append(t.args, a, b)
	r, err := Call(t, f, t.args[base:base+2:base+2], nil)
	t.args[base], t.args[base+1] = Object{}, Object{}
	t.args = t.args[:base]
	return r, err
}

// LengthHint estimates how many items o will give, def where nothing is known.
//
// CPython: Objects/abstract.c PyObject_LengthHint
func LengthHint(t *Thread, o Object, def int) (int, error) {
	typ := TypeOf(o)
	switch typ {
	case &RangeIterType:
		return int(max(cast[RangeIter](o).N, 0)), nil
	}
	if typ.Slots.Len != nil {
		n, err := typ.Slots.Len(t, o)
		if err == nil || !Matches(err, &ExcTypeError) {
			return n, err
		}
	}
	r, found, err := CallSpecial(t, o, nameLengthHint)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			return def, nil
		}
		return 0, err
	}
	if !found || r == NotImplemented {
		return def, nil
	}
	small, b, ok := IntValue(r)
	switch {
	case !ok:
		return 0, TypeErrorf(t, "__length_hint__ must be an integer, not %.100s", TypeOf(r).Name200())
	case b != nil:
		return 0, OverflowErrorf(t, "Python int too large to convert to C ssize_t")
	case small < 0:
		return 0, ValueErrorf(t, "__length_hint__() should return >= 0")
	}
	return int(small), nil
}

// reduceIter gives what an iterator is pickled as: function(arg), and state if it is not null.
func reduceIter(t *Thread, function *Str, arg, state Object) (Object, error) {
	f, err := Builtin(t, function)
	if err != nil {
		return Object{}, err
	}
	if state.Ref == nil {
		return NewTuple(f, NewTuple(arg)), nil
	}
	return NewTuple(f, NewTuple(arg), state), nil
}

func newSeqIter(o Object) Object { return Of(&seqIter{Header: Header{&seqIterType}, seq: o}) }

// CPython: Objects/iterobject.c iter_iternext
func seqIterNext(t *Thread, o Object) (Object, error) {
	it := cast[seqIter](o)
	if it.seq.Ref == nil {
		return Object{}, nil
	}
	if it.index == math.MaxInt {
		return Object{}, OverflowErrorf(t, "iter index too large")
	}
	v, err := TypeOf(it.seq).Slots.SeqItem(t, it.seq, it.index)
	if err != nil {
		if Matches(err, &ExcIndexError) || Matches(err, &ExcStopIteration) {
			it.seq = Object{}
			return Object{}, nil
		}
		return Object{}, err
	}
	it.index++
	return v, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def iterator.__length_hint__(self, /)
//py:nosig
func (it *seqIter) lengthHint(t *Thread) (Object, error) {
	if it.seq.Ref == nil {
		return NewInt(0), nil
	}
	f := TypeOf(it.seq).Slots.Len
	if f == nil {
		return NotImplemented, nil
	}
	n, err := f(t, it.seq)
	return NewInt(int64(max(n-it.index, 0))), err
}

// Return state information for pickling.
//
//py:def iterator.__reduce__(self, /)
//py:nosig
func (it *seqIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.seq.Ref == nil {
		return NewTuple(f, NewTuple(Of(emptyTuple))), nil
	}
	return NewTuple(f, NewTuple(it.seq), NewInt(int64(it.index))), nil
}

// Set state information for unpickling.
//
//py:def iterator.__setstate__(self, object, /)
//py:nosig
func (it *seqIter) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err == nil && it.seq.Ref != nil {
		it.index = int(max(i, 0))
	}
	return err
}

// NewCallIter gives iter(callable, sentinel).
func NewCallIter(callable, sentinel Object) Object {
	return Of(&callIter{Header{&callIterType}, callable, sentinel})
}

// CPython: Objects/iterobject.c calliter_iternext
func callIterNext(t *Thread, o Object) (Object, error) {
	it := cast[callIter](o)
	if it.callable.Ref == nil {
		return Object{}, nil
	}
	v, err := Call(t, it.callable, nil, nil)
	if err != nil {
		if Matches(err, &ExcStopIteration) {
			it.callable, it.sentinel = Object{}, Object{}
			return Object{}, nil
		}
		return Object{}, err
	}
	// The call may have ended this very iterator.
	if it.sentinel.Ref == nil {
		return Object{}, nil
	}
	equal, err := EqualBool(t, it.sentinel, v)
	if err != nil {
		return Object{}, err
	}
	if equal {
		it.callable, it.sentinel = Object{}, Object{}
		return Object{}, nil
	}
	return v, nil
}

// Return state information for pickling.
//
//py:def callable_iterator.__reduce__(self, /)
//py:nosig
func (it *callIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.callable.Ref == nil || it.sentinel.Ref == nil {
		return NewTuple(f, NewTuple(Of(emptyTuple))), nil
	}
	return NewTuple(f, NewTuple(it.callable, it.sentinel)), nil
}

func listIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[ListIter](o)
	if it.List == nil {
		return Object{}, nil
	}
	if it.Pos < len(it.List.Items) {
		v := it.List.Items[it.Pos]
		it.Pos++
		return v, nil
	}
	it.List = nil
	return Object{}, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def list_iterator.__length_hint__(self, /)
//py:nosig
func (it *ListIter) lengthHint() int {
	if it.List == nil {
		return 0
	}
	return max(len(it.List.Items)-it.Pos, 0)
}

// Return state information for pickling.
//
//py:def list_iterator.__reduce__(self, /)
//py:nosig
func (it *ListIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.List == nil {
		return NewTuple(f, NewTuple(Of(NewList(nil)))), nil
	}
	return NewTuple(f, NewTuple(Of(it.List)), NewInt(int64(it.Pos))), nil
}

// Set state information for unpickling.
//
//py:def list_iterator.__setstate__(self, object, /)
//py:nosig
func (it *ListIter) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err == nil && it.List != nil {
		it.Pos = min(int(max(i, 0)), len(it.List.Items))
	}
	return err
}

func listRevIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[listRevIter](o)
	if it.list == nil {
		return Object{}, nil
	}
	if uint(it.index) < uint(len(it.list.Items)) {
		v := it.list.Items[it.index]
		it.index--
		return v, nil
	}
	it.index, it.list = -1, nil
	return Object{}, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def list_reverseiterator.__length_hint__(self, /)
//py:nosig
func (it *listRevIter) lengthHint() int {
	if it.list == nil || len(it.list.Items) < it.index+1 {
		return 0
	}
	return it.index + 1
}

// Return state information for pickling.
//
//py:def list_reverseiterator.__reduce__(self, /)
//py:nosig
func (it *listRevIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameReversedFunc)
	if err != nil {
		return Object{}, err
	}
	if it.list == nil {
		return NewTuple(f, NewTuple(Of(NewList(nil)))), nil
	}
	return NewTuple(f, NewTuple(Of(it.list)), NewInt(int64(it.index))), nil
}

// Set state information for unpickling.
//
//py:def list_reverseiterator.__setstate__(self, object, /)
//py:nosig
func (it *listRevIter) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err == nil && it.list != nil {
		it.index = min(max(int(i), -1), len(it.list.Items)-1)
	}
	return err
}

func tupleIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[TupleIter](o)
	if it.Tuple == nil {
		return Object{}, nil
	}
	if it.Pos < len(it.Tuple.Items) {
		v := it.Tuple.Items[it.Pos]
		it.Pos++
		return v, nil
	}
	it.Tuple = nil
	return Object{}, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def tuple_iterator.__length_hint__(self, /)
//py:nosig
func (it *TupleIter) lengthHint() int {
	if it.Tuple == nil {
		return 0
	}
	return len(it.Tuple.Items) - it.Pos
}

// Return state information for pickling.
//
//py:def tuple_iterator.__reduce__(self, /)
//py:nosig
func (it *TupleIter) reduce(t *Thread) (Object, error) {
	f, err := Builtin(t, nameIterFunc)
	if err != nil {
		return Object{}, err
	}
	if it.Tuple == nil {
		return NewTuple(f, NewTuple(Of(emptyTuple))), nil
	}
	return NewTuple(f, NewTuple(Of(it.Tuple)), NewInt(int64(it.Pos))), nil
}

// Set state information for unpickling.
//
//py:def tuple_iterator.__setstate__(self, object, /)
//py:nosig
func (it *TupleIter) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err == nil && it.Tuple != nil {
		it.Pos = min(int(max(i, 0)), len(it.Tuple.Items))
	}
	return err
}

// iterSelf is __iter__ of iterators.
func iterSelf(_ *Thread, o Object) (Object, error) { return o, nil }
