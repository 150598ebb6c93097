package objects

import (
	"math"
	"math/big"
)

type (
	enumerateObject struct {
		Header
		it    Object
		index int64
		big   *big.Int // the index where it is beyond int64
	}
	reversedObject struct {
		Header
		seq   Object // null when it has ended
		index int
	}
	zipObject struct {
		Header
		iters  *Tuple
		strict bool
	}
	mapObject struct {
		Header
		f      Object
		iters  *Tuple
		strict bool
	}
	filterObject struct {
		Header
		f, it Object
	}
)

// The types of iterators that are built-in functions by name.
var EnumerateType, ReversedType, ZipType, MapType, FilterType Type

//py:type enumerate EnumerateType
//py:type reversed ReversedType
//py:type zip ZipType
//py:type map MapType
//py:type filter FilterType

func setupBuiltinIterators() {
	EnumerateType = Type{
		Name: "enumerate", Doc: enumerateDoc, Signature: enumerateSignature,
		Flags: BaseType, Layout: LayoutOf[enumerateObject](),
		Slots: Slots{New: enumerateNew, Iter: selfIter, IterNext: enumerateNext, Traverse: func(o Object, visit func(Object)) {
			visit(cast[enumerateObject](o).it)
		}},
		Methods: enumerateMethods,
	}
	Ready(&EnumerateType)
	ReversedType = Type{
		Name: "reversed", Doc: reversedDoc, Signature: reversedSignature,
		Flags: BaseType, Layout: LayoutOf[reversedObject](),
		Slots: Slots{New: bindReversedNew, Iter: selfIter, IterNext: reversedNext, Traverse: func(o Object, visit func(Object)) {
			if r := cast[reversedObject](o); r.seq.Ref != nil {
				visit(r.seq)
			}
		}},
		Methods: reversedMethods,
	}
	Ready(&ReversedType)
	ZipType = Type{
		Name: "zip", Doc: zipDoc, Signature: zipSignature,
		Flags: BaseType, Layout: LayoutOf[zipObject](),
		Slots: Slots{New: bindZipNew, Iter: selfIter, IterNext: zipNext, Traverse: func(o Object, visit func(Object)) {
			visit(Of(cast[zipObject](o).iters))
		}},
		Methods: zipMethods,
	}
	Ready(&ZipType)
	MapType = Type{
		Name: "map", Doc: mapDoc, Signature: mapSignature,
		Flags: BaseType, Layout: LayoutOf[mapObject](),
		Slots: Slots{New: bindMapNew, Iter: selfIter, IterNext: mapNext, Traverse: func(o Object, visit func(Object)) {
			m := cast[mapObject](o)
			visit(m.f)
			visit(Of(m.iters))
		}},
		Methods: mapMethods,
	}
	Ready(&MapType)
	FilterType = Type{
		Name: "filter", Doc: filterDoc, Signature: filterSignature,
		Flags: BaseType, Layout: LayoutOf[filterObject](),
		Slots: Slots{New: bindFilterNew, Iter: selfIter, IterNext: filterNext, Traverse: func(o Object, visit func(Object)) {
			f := cast[filterObject](o)
			visit(f.f)
			visit(f.it)
		}},
		Methods: filterMethods,
	}
	Ready(&FilterType)
}

// Return an enumerate object.
//
//	iterable
//	  an object supporting iteration
//
// The enumerate object yields pairs containing a count (from start, which
// defaults to zero) and a value yielded by the iterable argument.
//
// enumerate is useful for obtaining an indexed list:
//
//	(0, seq[0]), (1, seq[1]), (2, seq[2]), ...
//
// CPython: Objects/enumobject.c enumerate_vectorcall
//
//py:new enumerate(cls, /, iterable, start=0)
func enumerateNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	var iterable, start Object
	nkw := kwCount(kwnames)
	npos := len(args) - nkw
	invalid := func(i int) error {
		return TypeErrorf(t, "'%.200s' is an invalid keyword argument for enumerate()", cast[Str](kwnames.Items[i]).s)
	}
	is := func(i int, name string) bool { return cast[Str](kwnames.Items[i]).s == name }
	switch {
	case npos == 1 && nkw == 1:
		if !is(0, "start") {
			return Object{}, invalid(0)
		}
		iterable, start = args[0], args[1]
	case npos == 0 && nkw == 2:
		first, second := 0, 1
		if is(0, "start") {
			first, second = 1, 0
		}
		if !is(first, "iterable") {
			return Object{}, invalid(first)
		}
		if !is(second, "start") {
			return Object{}, invalid(second)
		}
		iterable, start = args[first], args[second]
	case npos == 1 && nkw == 0:
		iterable = args[0]
	case npos == 0 && nkw == 1:
		if !is(0, "iterable") {
			return Object{}, invalid(0)
		}
		iterable = args[0]
	case npos == 2 && nkw == 0:
		iterable, start = args[0], args[1]
	case len(args) == 0:
		return Object{}, TypeErrorf(t, "enumerate() missing required argument 'iterable'")
	default:
		return Object{}, TypeErrorf(t, "enumerate() takes at most %d arguments (%d given)", 2, len(args))
	}
	o := NewInstance(cls)
	e := cast[enumerateObject](o)
	if start.Ref != nil {
		i, err := Index(t, start)
		if err != nil {
			return Object{}, err
		}
		var b *big.Int
		if e.index, b, _ = IntValue(i); b != nil {
			e.big = new(big.Int).Set(b)
		}
	}
	var err error
	e.it, err = Iter(t, iterable)
	return o, err
}

func enumerateNext(t *Thread, o Object) (Object, error) {
	e := cast[enumerateObject](o)
	v, err := NextItem(t, e.it)
	if err != nil || v.Ref == nil {
		return Object{}, err
	}
	r := &tuple2{}
	r.Type, r.Items = &TupleType, r.a[:]
	r.a[0], r.a[1] = e.count(), v
	switch {
	case e.big != nil:
		e.big.Add(e.big, big.NewInt(1))
	case e.index == math.MaxInt64:
		e.big = new(big.Int).SetUint64(math.MaxInt64 + 1)
	default:
		e.index++
	}
	return Of(r), nil
}

func (e *enumerateObject) count() Object {
	if e.big != nil {
		return NewBigInt(e.big)
	}
	return NewInt(e.index)
}

// Return state information for pickling.
//
//py:def enumerate.__reduce__(self, /)
//py:nosig
func (e *enumerateObject) reduce() Object {
	return NewTuple(Of(e.Type), NewTuple(e.it, e.count()))
}

// Return a reverse iterator over the values of the given sequence.
//
// CPython: Objects/enumobject.c reversed_new_impl
//
//py:new reversed(cls, object, /)
//py:sig (object, /)
func reversedNew(t *Thread, cls *Type, seq Object) (Object, error) {
	f, self, err := LookupSpecial(t, seq, nameReversed)
	if err != nil {
		return Object{}, err
	}
	if f == None {
		return Object{}, TypeErrorf(t, "'%.200s' object is not reversible", TypeOf(seq).Name200())
	}
	if f.Ref != nil {
		if self.Ref == nil {
			return Call(t, f, nil, nil)
		}
		return CallOne(t, f, self)
	}
	if TypeOf(seq).Slots.SeqItem == nil || AsDict(seq) != nil {
		return Object{}, TypeErrorf(t, "'%.200s' object is not reversible", TypeOf(seq).Name200())
	}
	n, err := Len(t, seq)
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(cls)
	r := cast[reversedObject](o)
	r.seq, r.index = seq, n-1
	return o, nil
}

func reversedNext(t *Thread, o Object) (Object, error) {
	r := cast[reversedObject](o)
	if r.index >= 0 && r.seq.Ref != nil {
		v, err := TypeOf(r.seq).Slots.SeqItem(t, r.seq, r.index)
		if err == nil {
			r.index--
			return v, nil
		}
		if !Matches(err, &ExcIndexError) && !Matches(err, &ExcStopIteration) {
			return Object{}, err
		}
	}
	r.index, r.seq = -1, Object{}
	return Object{}, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def reversed.__length_hint__(self, /)
//py:nosig
func (r *reversedObject) lengthHint(t *Thread) (int, error) {
	if r.seq.Ref == nil {
		return 0, nil
	}
	n, err := Len(t, r.seq)
	if n < r.index+1 {
		return 0, err
	}
	return r.index + 1, err
}

// Return state information for pickling.
//
//py:def reversed.__reduce__(self, /)
//py:nosig
func (r *reversedObject) reduce() Object {
	if r.seq.Ref != nil {
		return NewTuple(Of(r.Type), NewTuple(r.seq), NewInt(int64(r.index)))
	}
	return NewTuple(Of(r.Type), NewTuple(Of(emptyTuple)))
}

// Set state information for unpickling.
//
//py:def reversed.__setstate__(self, object, /)
//py:nosig
func (r *reversedObject) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err != nil || r.seq.Ref == nil {
		return err
	}
	n, err := Len(t, r.seq)
	r.index = min(max(int(i), -1), n-1)
	return err
}

// iterAll makes a tuple of iterators.
func iterAll(t *Thread, iterables []Object) (*Tuple, error) {
	iters := MakeTuple(len(iterables))
	for i, v := range iterables {
		it, err := Iter(t, v)
		if err != nil {
			return nil, err
		}
		iters.Items[i] = it
	}
	return iters, nil
}

// The zip object yields n-length tuples, where n is the number of iterables
// passed as positional arguments to zip().  The i-th element in every tuple
// comes from the i-th iterable argument to zip().  This continues until the
// shortest argument is exhausted.
//
// If strict is true and one of the arguments is exhausted before the others,
// raise a ValueError.
//
//	>>> list(zip('abcdefg', range(3), range(4)))
//	[('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]
//
//py:new zip(cls, /, *iterables, strict=False)
//py:borrow
func zipNew(t *Thread, cls *Type, iterables []Object, strict bool) (Object, error) {
	iters, err := iterAll(t, iterables)
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(cls)
	z := cast[zipObject](o)
	z.iters, z.strict = iters, strict
	return o, nil
}

// CPython: Python/bltinmodule.c zip_next
func zipNext(t *Thread, o Object) (Object, error) {
	z := cast[zipObject](o)
	iters := z.iters.Items
	if len(iters) == 0 {
		return Object{}, nil
	}
	r := MakeTuple(len(iters))
	for i, it := range iters {
		v, err := Next(t, it)
		if err != nil {
			return Object{}, err
		}
		if v.Ref == nil {
			if z.strict {
				return Object{}, checkStrict(t, "zip", iters, i)
			}
			return Object{}, nil
		}
		r.Items[i] = v
	}
	return Of(r), nil
}

// checkStrict gives the ValueError for iterator number i ending when others have not.
//
// CPython: Python/bltinmodule.c zip_next
func checkStrict(t *Thread, name string, iters []Object, i int) error {
	if i > 0 {
		return strictError(t, name, i, "shorter")
	}
	for i = 1; i < len(iters); i++ {
		v, err := Next(t, iters[i])
		if err != nil {
			return err
		}
		if v.Ref != nil {
			return strictError(t, name, i, "longer")
		}
	}
	return nil
}

func strictError(t *Thread, name string, i int, how string) error {
	others := "s 1-"
	if i == 1 {
		others = " "
	}
	return ValueErrorf(t, "%s() argument %d is %s than argument%s%d", name, i+1, how, others, i)
}

// Return state information for pickling.
//
//py:def zip.__reduce__(self, /)
//py:nosig
func (z *zipObject) reduce() Object {
	iters := Of(TupleFrom(z.iters.Items))
	if z.strict {
		return NewTuple(Of(z.Type), iters, True)
	}
	return NewTuple(Of(z.Type), iters)
}

// Set state information for unpickling.
//
//py:def zip.__setstate__(self, object, /)
//py:nosig
func (z *zipObject) setState(t *Thread, state Object) (err error) {
	z.strict, err = Truth(t, state)
	return err
}

// Make an iterator that computes the function using arguments from
// each of the iterables.  Stops when the shortest iterable is exhausted.
//
// If strict is true and one of the arguments is exhausted before the others,
// raise a ValueError.
//
//py:new map(cls, /, *iterables, strict=False)
//py:borrow
//py:sig (function, iterable, /, *iterables, strict=False)
func mapNew(t *Thread, cls *Type, args []Object, strict bool) (Object, error) {
	if len(args) < 2 {
		return Object{}, TypeErrorf(t, "map() must have at least two arguments.")
	}
	f := args[0]
	iters, err := iterAll(t, args[1:])
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(cls)
	m := cast[mapObject](o)
	m.f, m.iters, m.strict = f, iters, strict
	return o, nil
}

// CPython: Python/bltinmodule.c map_next
func mapNext(t *Thread, o Object) (Object, error) {
	m := cast[mapObject](o)
	iters := m.iters.Items
	if len(iters) == 1 {
		v, err := NextItem(t, iters[0])
		if err != nil || v.Ref == nil {
			return Object{}, err
		}
		return CallOne(t, m.f, v)
	}
	args := make([]Object, len(iters))
	for i, it := range iters {
		v, err := Next(t, it)
		if err != nil {
			return Object{}, err
		}
		if v.Ref == nil {
			if m.strict {
				return Object{}, checkStrict(t, "map", iters, i)
			}
			return Object{}, nil
		}
		args[i] = v
	}
	return Call(t, m.f, args, nil)
}

// Return state information for pickling.
//
//py:def map.__reduce__(self, /)
//py:nosig
func (m *mapObject) reduce() Object {
	args := MakeTuple(len(m.iters.Items) + 1)
	args.Items[0] = m.f
	copy(args.Items[1:], m.iters.Items)
	if m.strict {
		return NewTuple(Of(m.Type), Of(args), True)
	}
	return NewTuple(Of(m.Type), Of(args))
}

// Set state information for unpickling.
//
//py:def map.__setstate__(self, object, /)
//py:nosig
func (m *mapObject) setState(t *Thread, state Object) (err error) {
	m.strict, err = Truth(t, state)
	return err
}

// Return an iterator yielding those items of iterable for which function(item)
// is true. If function is None, return the items that are true.
//
//py:new filter(cls, function, iterable, /)
func filterNew(t *Thread, cls *Type, function, iterable Object) (Object, error) {
	it, err := Iter(t, iterable)
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(cls)
	f := cast[filterObject](o)
	f.f, f.it = function, it
	return o, nil
}

// CPython: Python/bltinmodule.c filter_next
func filterNext(t *Thread, o Object) (Object, error) {
	f := cast[filterObject](o)
	plain := f.f == None || f.f == Of(&BoolType)
	for n := uint(1); ; n++ {
		v, err := NextItem(t, f.it)
		if err != nil || v.Ref == nil {
			return Object{}, err
		}
		good := v
		if !plain {
			if good, err = CallOne(t, f.f, v); err != nil {
				return Object{}, err
			}
		}
		ok, err := Truth(t, good)
		if err != nil {
			return Object{}, err
		}
		if ok {
			return v, nil
		}
		if n%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return Object{}, err
			}
		}
	}
}

// Return state information for pickling.
//
//py:def filter.__reduce__(self, /)
//py:nosig
func (f *filterObject) reduce() Object { return NewTuple(Of(f.Type), NewTuple(f.f, f.it)) }
