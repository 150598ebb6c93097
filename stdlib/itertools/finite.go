package itertools

import "github.com/gophersnake/gophersnake/objects"

type (
	accumulate struct {
		objects.Header
		it, binop, total, initial objects.Object
	}
	batched struct {
		objects.Header
		it     objects.Object // null when it has ended
		n      int
		strict bool
	}
	chain struct {
		objects.Header
		source, active objects.Object // an iterator of iterables and one of the current iterable
	}
	compress struct {
		objects.Header
		data, selectors objects.Object
	}
	dropwhile struct {
		objects.Header
		predicate, it objects.Object
		started       bool
	}
	takewhile struct {
		objects.Header
		predicate, it objects.Object
		stopped       bool
	}
	filterfalse struct {
		objects.Header
		function, it objects.Object
	}
	starmap struct {
		objects.Header
		function, it objects.Object
	}
	pairwise struct {
		objects.Header
		it, old objects.Object
	}
	zipLongest struct {
		objects.Header
		iters  []objects.Object // null where one has ended
		active int
		fill   objects.Object
	}
)

//py:type accumulate accumulateType
//py:type batched batchedType
//py:type chain chainType
//py:type compress compressType
//py:type dropwhile dropwhileType
//py:type takewhile takewhileType
//py:type filterfalse filterfalseType
//py:type starmap starmapType
//py:type pairwise pairwiseType
//py:type zip_longest zipLongestType

// Return series of accumulated sums (or other binary function results).
//
//py:new accumulate(cls, /, iterable, func=None, *, initial=None)
func accumulateNew(t *objects.Thread, cls *objects.Type, iterable, binop, initial objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, a := newOf[accumulate](cls)
	a.it, a.binop, a.initial = it, binop, initial
	return o, nil
}

// CPython: Modules/itertoolsmodule.c accumulate_next
func (a *accumulate) next(t *objects.Thread) (objects.Object, error) {
	if a.initial != objects.None {
		a.total, a.initial = a.initial, objects.None
		return a.total, nil
	}
	v, err := objects.Next(t, a.it)
	if err != nil || v.IsNull() {
		return objects.Object{}, err
	}
	if a.total.IsNull() {
		a.total = v
		return v, nil
	}
	if a.binop == objects.None {
		v, err = objects.BinaryOp(t, objects.OpAdd, a.total, v)
	} else {
		v, err = objects.CallTwo(t, a.binop, a.total, v)
	}
	if err == nil {
		a.total = v
	}
	return v, err
}

// Batch data into tuples of length n. The last batch may be shorter than n.
//
// Loops over the input iterable and accumulates data into tuples
// up to size n.  The input is consumed lazily, just enough to
// fill a batch.  The result is yielded as soon as a batch is full
// or when the input iterable is exhausted.
//
//	>>> for batch in batched('ABCDEFG', 3):
//	...     print(batch)
//	...
//	('A', 'B', 'C')
//	('D', 'E', 'F')
//	('G',)
//
// If "strict" is True, raises a ValueError if the final batch is shorter
// than n.
//
//py:new batched(cls, /, iterable, n, *, strict=False)
func batchedNew(t *objects.Thread, cls *objects.Type, iterable objects.Object, n int, strict bool) (objects.Object, error) {
	if n < 1 {
		return objects.Object{}, objects.ValueErrorf(t, "n must be at least one")
	}
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, b := newOf[batched](cls)
	b.it, b.n, b.strict = it, n, strict
	return o, nil
}

// CPython: Modules/itertoolsmodule.c batched_next
func (b *batched) next(t *objects.Thread) (objects.Object, error) {
	it := b.it
	if it.IsNull() {
		return objects.Object{}, nil
	}
	items := make([]objects.Object, 0, min(b.n, 1024))
	for i := 0; i < b.n; i++ {
		v, err := objects.Next(t, it)
		if err == nil && i%1024 == 1023 {
			err = poll(t, uint(i+1))
		}
		if err != nil {
			b.it = objects.Object{}
			return objects.Object{}, err
		}
		if v.IsNull() {
			b.it = objects.Object{}
			if i == 0 {
				return objects.Object{}, nil
			}
			if b.strict {
				return objects.Object{}, objects.ValueErrorf(t, "batched(): incomplete batch")
			}
			break
		}
		items = append(items, v)
	}
	return objects.NewTuple(items...), nil
}

// Return a chain object whose .__next__() method returns elements from the
// first iterable until it is exhausted, then elements from the next
// iterable, until all of the iterables are exhausted.
//
//py:new chain(cls, /, *iterables)
//py:borrow
func chainNew(t *objects.Thread, cls *objects.Type, iterables []objects.Object) (objects.Object, error) {
	source, err := objects.Iter(t, objects.NewTuple(iterables...))
	if err != nil {
		return objects.Object{}, err
	}
	o, c := newOf[chain](cls)
	c.source = source
	return o, nil
}

// Alternative chain() constructor taking a single iterable argument that evaluates lazily.
//
//py:classmethod chain.from_iterable(cls, iterable, /)
func chainFromIterable(t *objects.Thread, cls *objects.Type, iterable objects.Object) (objects.Object, error) {
	source, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, c := newOf[chain](cls)
	c.source = source
	return o, nil
}

// See PEP 585
//
//py:classmethod chain.__class_getitem__(cls, object, /)
func chainClassGetItem(t *objects.Thread, cls *objects.Type, object objects.Object) (objects.Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// CPython: Modules/itertoolsmodule.c chain_next
func (c *chain) next(t *objects.Thread) (objects.Object, error) {
	for n := uint(1); !c.source.IsNull(); n++ {
		if c.active.IsNull() {
			iterable, err := objects.Next(t, c.source)
			if err == nil && !iterable.IsNull() {
				c.active, err = objects.Iter(t, iterable)
			} else if err == nil {
				c.source = objects.Object{}
				return objects.Object{}, nil
			}
			if err != nil {
				c.source = objects.Object{}
				return objects.Object{}, err
			}
		}
		v, err := objects.Next(t, c.active)
		if err != nil || !v.IsNull() {
			return v, err
		}
		c.active = objects.Object{}
		if err := poll(t, n); err != nil {
			return objects.Object{}, err
		}
	}
	return objects.Object{}, nil
}

// Return data elements corresponding to true selector elements.
//
// Forms a shorter iterator from selected data elements using the selectors
// to choose the data elements.
//
//py:new compress(cls, /, data, selectors)
func compressNew(t *objects.Thread, cls *objects.Type, data, selectors objects.Object) (objects.Object, error) {
	d, err := objects.Iter(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	s, err := objects.Iter(t, selectors)
	if err != nil {
		return objects.Object{}, err
	}
	o, c := newOf[compress](cls)
	c.data, c.selectors = d, s
	return o, nil
}

func (c *compress) next(t *objects.Thread) (objects.Object, error) {
	for n := uint(1); ; n++ {
		v, err := objects.Next(t, c.data)
		if err != nil || v.IsNull() {
			return v, err
		}
		s, err := objects.Next(t, c.selectors)
		if err != nil || s.IsNull() {
			return s, err
		}
		ok, err := objects.Truth(t, s)
		if err != nil {
			return objects.Object{}, err
		}
		if ok {
			return v, nil
		}
		if err := poll(t, n); err != nil {
			return objects.Object{}, err
		}
	}
}

// test gives the truth of f(v).
func test(t *objects.Thread, f, v objects.Object) (bool, error) {
	r, err := objects.CallOne(t, f, v)
	if err != nil {
		return false, err
	}
	return objects.Truth(t, r)
}

// Drop items from the iterable while predicate(item) is true.
//
// Afterwards, return every element until the iterable is exhausted.
//
//py:new dropwhile(cls, predicate, iterable, /)
func dropwhileNew(t *objects.Thread, cls *objects.Type, predicate, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, d := newOf[dropwhile](cls)
	d.predicate, d.it = predicate, it
	return o, nil
}

func (d *dropwhile) next(t *objects.Thread) (objects.Object, error) {
	for n := uint(1); ; n++ {
		v, err := objects.Next(t, d.it)
		if err != nil || v.IsNull() || d.started {
			return v, err
		}
		drop, err := test(t, d.predicate, v)
		if err != nil {
			return objects.Object{}, err
		}
		if !drop {
			d.started = true
			return v, nil
		}
		if err := poll(t, n); err != nil {
			return objects.Object{}, err
		}
	}
}

// Return successive entries from an iterable as long as the predicate evaluates to true for each entry.
//
//py:new takewhile(cls, predicate, iterable, /)
func takewhileNew(t *objects.Thread, cls *objects.Type, predicate, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, d := newOf[takewhile](cls)
	d.predicate, d.it = predicate, it
	return o, nil
}

func (d *takewhile) next(t *objects.Thread) (objects.Object, error) {
	if d.stopped {
		return objects.Object{}, nil
	}
	v, err := objects.Next(t, d.it)
	if err != nil || v.IsNull() {
		return v, err
	}
	take, err := test(t, d.predicate, v)
	if err != nil {
		return objects.Object{}, err
	}
	if !take {
		d.stopped = true
		return objects.Object{}, nil
	}
	return v, nil
}

// Return those items of iterable for which function(item) is false.
//
// If function is None, return the items that are false.
//
//py:new filterfalse(cls, function, iterable, /)
func filterfalseNew(t *objects.Thread, cls *objects.Type, function, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, f := newOf[filterfalse](cls)
	f.function, f.it = function, it
	return o, nil
}

func (f *filterfalse) next(t *objects.Thread) (objects.Object, error) {
	for n := uint(1); ; n++ {
		v, err := objects.Next(t, f.it)
		if err != nil || v.IsNull() {
			return v, err
		}
		var ok bool
		if f.function == objects.None || f.function == objects.Of(&objects.BoolType) {
			ok, err = objects.Truth(t, v)
		} else {
			ok, err = test(t, f.function, v)
		}
		if err != nil {
			return objects.Object{}, err
		}
		if !ok {
			return v, nil
		}
		if err := poll(t, n); err != nil {
			return objects.Object{}, err
		}
	}
}

// Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.
//
//py:new starmap(cls, function, iterable, /)
func starmapNew(t *objects.Thread, cls *objects.Type, function, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, s := newOf[starmap](cls)
	s.function, s.it = function, it
	return o, nil
}

func (s *starmap) next(t *objects.Thread) (objects.Object, error) {
	v, err := objects.Next(t, s.it)
	if err != nil || v.IsNull() {
		return v, err
	}
	args := objects.AsTuple(v)
	if args == nil {
		if v, err = objects.ToTuple(t, v); err != nil {
			return objects.Object{}, err
		}
		args = objects.AsTuple(v)
	}
	return objects.Call(t, s.function, args.Items, nil)
}

// Return an iterator of overlapping pairs taken from the input iterator.
//
//	s -> (s0,s1), (s1,s2), (s2, s3), ...
//
//py:new pairwise(cls, iterable, /)
func pairwiseNew(t *objects.Thread, cls *objects.Type, iterable objects.Object) (objects.Object, error) {
	it, err := objects.Iter(t, iterable)
	if err != nil {
		return objects.Object{}, err
	}
	o, p := newOf[pairwise](cls)
	p.it = it
	return o, nil
}

// CPython: Modules/itertoolsmodule.c pairwise_next
func (p *pairwise) next(t *objects.Thread) (objects.Object, error) {
	if p.it.IsNull() {
		return objects.Object{}, nil
	}
	old := p.old
	if old.IsNull() {
		v, err := objects.Next(t, p.it)
		p.old = v
		if err != nil || v.IsNull() {
			p.it, p.old = objects.Object{}, objects.Object{}
			return objects.Object{}, err
		}
		old = v
		// The iterator may have run this one.
		if p.it.IsNull() {
			p.old = objects.Object{}
			return objects.Object{}, nil
		}
	}
	v, err := objects.Next(t, p.it)
	if err != nil || v.IsNull() {
		p.it, p.old = objects.Object{}, objects.Object{}
		return objects.Object{}, err
	}
	p.old = v
	return objects.NewTuple(old, v), nil
}

// Return a zip_longest object whose .__next__() method returns a tuple where
// the i-th element comes from the i-th iterable argument.  The .__next__()
// method continues until the longest iterable in the argument sequence
// is exhausted and then it raises StopIteration.  When the shorter iterables
// are exhausted, the fillvalue is substituted in their place.  The fillvalue
// defaults to None or can be specified by a keyword argument.
//
//py:new zip_longest(cls, /, *iterables, fillvalue=None)
//py:borrow
func zipLongestNew(t *objects.Thread, cls *objects.Type, iterables []objects.Object, fill objects.Object) (objects.Object, error) {
	iters := make([]objects.Object, len(iterables))
	for i, v := range iterables {
		it, err := objects.Iter(t, v)
		if err != nil {
			return objects.Object{}, err
		}
		iters[i] = it
	}
	o, z := newOf[zipLongest](cls)
	z.iters, z.active, z.fill = iters, len(iters), fill
	return o, nil
}

// CPython: Modules/itertoolsmodule.c zip_longest_next
func (z *zipLongest) next(t *objects.Thread) (objects.Object, error) {
	if len(z.iters) == 0 || z.active == 0 {
		return objects.Object{}, nil
	}
	r := objects.MakeTuple(len(z.iters))
	for i, it := range z.iters {
		if it.IsNull() {
			r.Items[i] = z.fill
			continue
		}
		v, err := objects.Next(t, it)
		if err != nil {
			z.active = 0
			return objects.Object{}, err
		}
		if v.IsNull() {
			z.active--
			if z.active <= 0 {
				return objects.Object{}, nil
			}
			v = z.fill
			z.iters[i] = objects.Object{}
		}
		r.Items[i] = v
	}
	return objects.Of(r), nil
}
