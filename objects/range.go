package objects

import (
	"math"
	"math/big"
	"unsafe"
)

// Range is a range. Its numbers are exact ints.
type Range struct {
	Header
	start, stop, step, length Object
	// small is set where all four, and so all the items, are ints held in the Object.
	small bool
}

// longRangeIter is an iterator over a range of which something does not fit in an Object.
type longRangeIter struct {
	Header
	cur, step, n *big.Int // cur and n are the iterator's own
}

var longRangeIterType Type

func setupRange() {
	RangeType = Type{
		Name: "range",
		Doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n" +
			"Return an object that produces a sequence of integers from start (inclusive)\n" +
			"to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n" +
			"start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n" +
			"These are exactly the valid indices for a list of 4 elements.\n" +
			"When step is given, it specifies the increment (or decrement).",
		Flags:  SequencePattern,
		Layout: LayoutOf[Range](),
		Slots: Slots{
			New: bindRangeNew, Repr: rangeRepr, Hash: rangeHash, RichCompare: rangeCompare, Iter: rangeIter,
			Bool: func(_ *Thread, o Object) (bool, error) { return cast[Range](o).length != NewInt(0), nil },
			Len:  rangeLen, GetItem: rangeGetItem, SeqItem: rangeSeqItem, Contains: rangeContains,
			Traverse: func(o Object, visit func(Object)) {
				r := cast[Range](o)
				visit(r.start)
				visit(r.stop)
				visit(r.step)
				visit(r.length)
			},
		},
		Methods: rangeMethods, GetSets: rangeGetSets,
	}
	Ready(&RangeType)
	RangeIterType = Type{
		Name: "range_iterator", Flags: NoInstantiate, Layout: LayoutOf[RangeIter](),
		Slots:   Slots{Iter: selfIter, IterNext: rangeIterNext},
		Methods: rangeIteratorMethods,
	}
	Ready(&RangeIterType)
	longRangeIterType = Type{
		Name: "longrange_iterator", Flags: NoInstantiate, Layout: LayoutOf[longRangeIter](),
		Slots:   Slots{Iter: selfIter, IterNext: longRangeIterNext},
		Methods: longrangeIteratorMethods,
	}
	Ready(&longRangeIterType)
}

// NewRange makes a range of exact ints; step is not 0.
func NewRange(start, stop, step Object) *Range {
	r := &Range{Header: Header{&RangeType}, start: start, stop: stop, step: step}
	lo, ok1 := start.SmallInt()
	hi, ok2 := stop.SmallInt()
	by, ok3 := step.SmallInt()
	if ok1 && ok2 && ok3 {
		n := uint64(0)
		if by == 1 {
			n = uint64(max(hi, lo)) - uint64(lo)
		} else if by > 0 && lo < hi {
			n = (uint64(hi)-uint64(lo)-1)/uint64(by) + 1
		} else if by < 0 && hi < lo {
			n = (uint64(lo)-uint64(hi)-1)/-uint64(by) + 1
		}
		if n <= math.MaxInt64 {
			r.length, r.small = NewInt(int64(n)), true
			return r
		}
	}
	d, b := new(big.Int), AsBig(step)
	if b.Sign() > 0 {
		d.Sub(AsBig(stop), AsBig(start))
	} else {
		d.Sub(AsBig(start), AsBig(stop))
		b = new(big.Int).Neg(b)
	}
	if d.Sign() <= 0 {
		r.length = NewInt(0)
	} else {
		d.Sub(d, big.NewInt(1))
		d.Quo(d, b)
		r.length = takeBigInt(d.Add(d, big.NewInt(1)))
	}
	return r
}

//py:new range(cls, start, stop=<missing>, step=<missing>, /)
func rangeNew(t *Thread, _ *Type, start, stop, step Object) (*Range, error) {
	var err error
	if stop.Ref == nil {
		if stop, err = Index(t, start); err != nil {
			return nil, err
		}
		return NewRange(NewInt(0), stop, NewInt(1)), nil
	}
	if start, err = Index(t, start); err != nil {
		return nil, err
	}
	if stop, err = Index(t, stop); err != nil {
		return nil, err
	}
	if step.Ref == nil {
		step = NewInt(1)
	} else if step, err = Index(t, step); err != nil {
		return nil, err
	}
	if step == NewInt(0) {
		return nil, ValueErrorf(t, "range() arg 3 must not be zero")
	}
	return NewRange(start, stop, step), nil
}

// item gives start + i*step; i need not be within the range.
func (r *Range) item(i Object) Object {
	if r.small {
		if x, ok := i.SmallInt(); ok && x >= 0 && x < int64(r.length.Bits) {
			return NewInt(int64(r.start.Bits) + x*int64(r.step.Bits))
		}
	}
	b := new(big.Int).Mul(AsBig(i), AsBig(r.step))
	return takeBigInt(b.Add(b, AsBig(r.start)))
}

func rangeLen(t *Thread, o Object) (int, error) {
	n, ok := cast[Range](o).length.SmallInt()
	if !ok {
		return 0, OverflowErrorf(t, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

func rangeSeqItem(t *Thread, o Object, i int) (Object, error) {
	return rangeIndex(t, cast[Range](o), NewInt(int64(i)), false)
}

// rangeIndex gives the item at index i, counted from the end if it is negative and fromEnd is set.
func rangeIndex(t *Thread, r *Range, i Object, fromEnd bool) (Object, error) {
	x, ok := i.SmallInt()
	if r.small && ok {
		n := int64(r.length.Bits)
		if x < 0 && fromEnd {
			x += n
		}
		if x >= 0 && x < n {
			return NewInt(int64(r.start.Bits) + x*int64(r.step.Bits)), nil
		}
	} else {
		n, b := AsBig(r.length), AsBig(i)
		if b.Sign() < 0 && fromEnd {
			b = new(big.Int).Add(b, n)
		}
		if b.Sign() >= 0 && b.Cmp(n) < 0 {
			return r.item(NewBigInt(b)), nil
		}
	}
	return Object{}, Errorf(t, &ExcIndexError, "range object index out of range")
}

// CPython: Objects/rangeobject.c range_subscript
func rangeGetItem(t *Thread, o, key Object) (Object, error) {
	r := cast[Range](o)
	if TypeOf(key).Slots.Index != nil {
		i, err := Index(t, key)
		if err != nil {
			return Object{}, err
		}
		return rangeIndex(t, r, i, true)
	}
	if TypeOf(key) != &SliceType {
		return Object{}, TypeErrorf(t, "range indices must be integers or slices, not %.200s", TypeOf(key).Name200())
	}
	start, stop, step, err := cast[Slice](key).bigIndices(t, AsBig(r.length))
	if err != nil {
		return Object{}, err
	}
	by := takeBigInt(new(big.Int).Mul(step, AsBig(r.step)))
	return Of(NewRange(r.item(NewBigInt(start)), r.item(NewBigInt(stop)), by)), nil
}

// find gives the index of int v, null if it is not among the items.
//
// CPython: Objects/rangeobject.c range_contains_long
func (r *Range) find(v Object) Object {
	v = exactInt(v)
	x, ok := v.SmallInt()
	if r.small {
		if !ok {
			return Object{}
		}
		lo, by, n := int64(r.start.Bits), int64(r.step.Bits), int64(r.length.Bits)
		if n == 0 {
			return Object{}
		}
		var d, m uint64
		if by > 0 {
			if x < lo {
				return Object{}
			}
			d, m = uint64(x)-uint64(lo), uint64(by)
		} else {
			if x > lo {
				return Object{}
			}
			d, m = uint64(lo)-uint64(x), -uint64(by)
		}
		if d%m != 0 || d/m >= uint64(n) {
			return Object{}
		}
		return NewInt(int64(d / m))
	}
	d := new(big.Int).Sub(AsBig(v), AsBig(r.start))
	q, m := new(big.Int).QuoRem(d, AsBig(r.step), new(big.Int))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(AsBig(r.length)) >= 0 {
		return Object{}
	}
	return takeBigInt(q)
}

func isIntOrBool(v Object) bool { return TypeOf(v) == &IntType || TypeOf(v) == &BoolType }

func rangeContains(t *Thread, o, v Object) (bool, error) {
	if isIntOrBool(v) {
		return cast[Range](o).find(v).Ref != nil, nil
	}
	n, _, err := searchSequence(t, o, v, true)
	return n > 0, err
}

// searchSequence counts items equal to v in iterable o and gives the index of the first; with once it stops there.
//
// CPython: Objects/abstract.c _PySequence_IterSearch
func searchSequence(t *Thread, o, v Object, once bool) (count, first int, err error) {
	i := 0
	stop := false
	it, err := Iter(t, o)
	if err != nil {
		return 0, 0, err
	}
	for !stop {
		w, err := Next(t, it)
		if err != nil {
			return 0, 0, err
		}
		if w.Ref == nil {
			break
		}
		equal, err := EqualBool(t, w, v)
		if err != nil {
			return 0, 0, err
		}
		if equal {
			if count == 0 {
				first = i
			}
			count++
			stop = once
		}
		i++
		if i%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return 0, 0, err
			}
		}
	}
	return count, first, nil
}

// rangeobject.count(value) -> integer -- return number of occurrences of value
//
//py:def range.count(self, value, /)
//py:nosig
func (r *Range) count(t *Thread, v Object) (int, error) {
	if isIntOrBool(v) {
		if r.find(v).Ref != nil {
			return 1, nil
		}
		return 0, nil
	}
	n, _, err := searchSequence(t, Of(r), v, false)
	return n, err
}

// rangeobject.index(value) -> integer -- return index of value.
// Raise ValueError if the value is not present.
//
//py:def range.index(self, value, /)
//py:nosig
func (r *Range) index(t *Thread, v Object) (Object, error) {
	if isIntOrBool(v) {
		if i := r.find(v); i.Ref != nil {
			return i, nil
		}
		return Object{}, ValueErrorf(t, "range.index(x): x not in range")
	}
	n, i, err := searchSequence(t, Of(r), v, true)
	if err != nil {
		return Object{}, err
	}
	if n == 0 {
		return Object{}, ValueErrorf(t, "sequence.index(x): x not in sequence")
	}
	return NewInt(int64(i)), nil
}

//py:get range.start
func (r *Range) getStart() Object { return r.start }

//py:get range.stop
func (r *Range) getStop() Object { return r.stop }

//py:get range.step
func (r *Range) getStep() Object { return r.step }

//py:def range.__reduce__(self, /)
//py:nosig
func (r *Range) reduce() Object {
	return NewTuple(Of(&RangeType), NewTuple(r.start, r.stop, r.step))
}

// Return a reverse iterator.
//
//py:def range.__reversed__(self, /)
//py:nosig
func (r *Range) reversed() Object {
	if r.small && fitsAfter(int64(r.start.Bits), -int64(r.step.Bits)) && int64(r.step.Bits) != math.MinInt64 {
		n := int64(r.length.Bits)
		last := int64(r.start.Bits)
		if n > 0 {
			last += (n - 1) * int64(r.step.Bits)
		}
		return Of(&RangeIter{Header{&RangeIterType}, last, n, -int64(r.step.Bits)})
	}
	n := new(big.Int).Set(AsBig(r.length))
	last := new(big.Int).Sub(n, big.NewInt(1))
	last.Mul(last, AsBig(r.step))
	last.Add(last, AsBig(r.start))
	return Of(&longRangeIter{Header{&longRangeIterType}, last, new(big.Int).Neg(AsBig(r.step)), n})
}

// fitsAfter reports whether x + step fits in an Object.
func fitsAfter(x, step int64) bool {
	if step > 0 {
		return x <= math.MaxInt64-step
	}
	return x >= math.MinInt64-step
}

// endFits reports whether the number that would follow the last item certainly fits in an Object: an iterator is pickled with it.
//
// CPython: Objects/rangeobject.c range_iter
func (r *Range) endFits() bool {
	stop, step := int64(r.stop.Bits), int64(r.step.Bits)
	switch {
	case r.length == NewInt(0):
		return true
	case step > 0:
		return fitsAfter(stop, step-1)
	}
	return fitsAfter(stop, step+1)
}

func rangeIter(_ *Thread, o Object) (Object, error) {
	r := cast[Range](o)
	if r.small && r.endFits() {
		return Of(&RangeIter{Header{&RangeIterType}, int64(r.start.Bits), int64(r.length.Bits), int64(r.step.Bits)}), nil
	}
	return Of(&longRangeIter{Header{&longRangeIterType}, new(big.Int).Set(AsBig(r.start)), AsBig(r.step), new(big.Int).Set(AsBig(r.length))}), nil
}

func rangeRepr(t *Thread, o Object) (Object, error) {
	r := cast[Range](o)
	a, err := Repr(t, r.start)
	if err != nil {
		return Object{}, err
	}
	b, err := Repr(t, r.stop)
	if err != nil {
		return Object{}, err
	}
	if r.step == NewInt(1) {
		return NewStr("range(" + a.s + ", " + b.s + ")"), nil
	}
	c, err := Repr(t, r.step)
	if err != nil {
		return Object{}, err
	}
	return NewStr("range(" + a.s + ", " + b.s + ", " + c.s + ")"), nil
}

// sameInt compares exact ints.
func sameInt(a, b Object) bool {
	equal, _ := simpleEqual(a, b)
	return equal
}

// CPython: Objects/rangeobject.c range_equals
func (r *Range) equals(s *Range) bool {
	if r == s {
		return true
	}
	if !sameInt(r.length, s.length) {
		return false
	}
	if r.length == NewInt(0) {
		return true
	}
	return sameInt(r.start, s.start) && (r.length == NewInt(1) || sameInt(r.step, s.step))
}

func rangeCompare(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(b) != &RangeType || op != EQ && op != NE {
		return NotImplemented, nil
	}
	return NewBool(cast[Range](a).equals(cast[Range](b)) == (op == EQ)), nil
}

// CPython: Objects/rangeobject.c range_hash
func rangeHash(t *Thread, o Object) (int64, error) {
	r := cast[Range](o)
	start, step := None, None
	if r.length != NewInt(0) {
		start = r.start
		if r.length != NewInt(1) {
			step = r.step
		}
	}
	return tupleHash(t, NewTuple(r.length, start, step))
}

func rangeIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[RangeIter](o)
	if it.N <= 0 {
		return Object{}, nil
	}
	v := it.Cur
	it.Cur += it.Step
	it.N--
	return Object{unsafe.Pointer(&IntHeader), uint64(v)}, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def range_iterator.__length_hint__(self, /)
//py:nosig
func (it *RangeIter) lengthHint() int64 { return max(it.N, 0) }

// Return state information for pickling.
//
//py:def range_iterator.__reduce__(self, /)
//py:nosig
func (it *RangeIter) reduce(t *Thread) (Object, error) {
	n := max(it.N, 0)
	stop := new(big.Int).Mul(big.NewInt(n), big.NewInt(it.Step))
	stop.Add(stop, big.NewInt(it.Cur))
	return reduceIter(t, nameIterFunc, Of(NewRange(NewInt(it.Cur), takeBigInt(stop), NewInt(it.Step))), None)
}

// Set state information for unpickling.
//
//py:def range_iterator.__setstate__(self, object, /)
//py:nosig
func (it *RangeIter) setState(t *Thread, state Object) error {
	i, err := ArgInt64(t, state)
	if err != nil {
		return err
	}
	i = min(max(i, 0), it.N)
	it.Cur += i * it.Step
	it.N -= i
	return nil
}

func longRangeIterNext(_ *Thread, o Object) (Object, error) {
	it := cast[longRangeIter](o)
	if it.n.Sign() <= 0 {
		return Object{}, nil
	}
	v := NewBigInt(it.cur)
	it.cur.Add(it.cur, it.step)
	it.n.Sub(it.n, big.NewInt(1))
	return v, nil
}

// Private method returning an estimate of len(list(it)).
//
//py:def longrange_iterator.__length_hint__(self, /)
//py:nosig
func (it *longRangeIter) lengthHint() Object { return NewBigInt(it.n) }

// Return state information for pickling.
//
//py:def longrange_iterator.__reduce__(self, /)
//py:nosig
func (it *longRangeIter) reduce(t *Thread) (Object, error) {
	stop := new(big.Int).Mul(it.n, it.step)
	stop.Add(stop, it.cur)
	return reduceIter(t, nameIterFunc, Of(NewRange(NewBigInt(it.cur), takeBigInt(stop), NewBigInt(it.step))), None)
}

// Set state information for unpickling.
//
//py:def longrange_iterator.__setstate__(self, object, /)
//py:nosig
func (it *longRangeIter) setState(t *Thread, state Object) error {
	i := AsBig(state)
	if i == nil {
		return TypeErrorf(t, "state must be an int, not %.200s", TypeOf(state).Name200())
	}
	switch {
	case i.Sign() < 0:
		i = new(big.Int)
	case i.Cmp(it.n) > 0:
		i = it.n
	}
	it.cur.Add(it.cur, new(big.Int).Mul(i, it.step))
	it.n.Sub(it.n, i)
	return nil
}
