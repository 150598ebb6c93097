package objects

import (
	"math"
	"math/big"
	"unsafe"
)

// Slice is a slice object.
type Slice struct {
	Header
	Start, Stop, Step Object
}

func setupSlice() {
	SliceType = Type{
		Name:   "slice",
		Doc:    "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
		Layout: LayoutOf[Slice](),
		Slots: Slots{
			New: bindSliceNew, Repr: sliceRepr, Hash: sliceHash, RichCompare: sliceCompare,
			Traverse: func(o Object, visit func(Object)) {
				s := cast[Slice](o)
				visit(s.Start)
				visit(s.Stop)
				visit(s.Step)
			},
		},
		Methods: sliceMethods, GetSets: sliceGetSets,
	}
	Ready(&SliceType)
}

// NewSlice makes a slice object.
func NewSlice(start, stop, step Object) Object {
	return Of(&Slice{Header{&SliceType}, start, stop, step})
}

//py:new slice(cls, start, stop=<missing>, step=None, /)
func sliceNew(_ *Type, start, stop, step Object) Object {
	if stop.Ref == nil {
		start, stop = None, start
	}
	return NewSlice(start, stop, step)
}

// Unpack gives the bounds as ints, with what is left out filled in and what does not fit clipped.
//
// CPython: Objects/sliceobject.c PySlice_Unpack
func (s *Slice) Unpack(t *Thread) (start, stop, step int, err error) {
	step = 1
	if s.Step != None {
		if step, err = sliceBound(t, s.Step); err != nil {
			return
		}
		if step == 0 {
			err = ValueErrorf(t, "slice step cannot be zero")
			return
		}
		// So that -step does not overflow.
		step = max(step, -math.MaxInt)
	}
	start, stop = 0, math.MaxInt
	if step < 0 {
		start, stop = math.MaxInt, math.MinInt
	}
	if s.Start != None {
		if start, err = sliceBound(t, s.Start); err != nil {
			return
		}
	}
	if s.Stop != None {
		stop, err = sliceBound(t, s.Stop)
	}
	return
}

func sliceBound(t *Thread, o Object) (int, error) {
	if o.Ref == unsafe.Pointer(&IntHeader) {
		return int(o.Bits), nil
	}
	x, err := ArgSliceIndex(t, o, true)
	return int(x), err
}

// AdjustSlice fits bounds that Unpack gave to a sequence of length items: the slice has n items from start by step.
//
// CPython: Objects/sliceobject.c PySlice_AdjustIndices
func AdjustSlice(length, start, stop, step int) (from, n int) {
	low, high := 0, length
	if step < 0 {
		low, high = -1, length-1
	}
	if start < 0 {
		start = max(start+length, low)
	} else {
		start = min(start, high)
	}
	if stop < 0 {
		stop = max(stop+length, low)
	} else {
		stop = min(stop, high)
	}
	if step < 0 {
		if stop < start {
			return start, (start-stop-1)/-step + 1
		}
	} else if start < stop {
		return start, (stop-start-1)/step + 1
	}
	return start, 0
}

// indices gives start, stop and step for a sequence of length items as ints of any size.
//
// CPython: Objects/sliceobject.c _PySlice_GetLongIndices
func (s *Slice) bigIndices(t *Thread, length *big.Int) (start, stop, step *big.Int, err error) {
	part := func(o Object) (*big.Int, error) {
		if TypeOf(o).Slots.Index == nil {
			return nil, TypeErrorf(t, "slice indices must be integers or None or have an __index__ method")
		}
		i, err := Index(t, o)
		if err != nil {
			return nil, err
		}
		return AsBig(i), nil
	}
	step = big.NewInt(1)
	if s.Step != None {
		if step, err = part(s.Step); err != nil {
			return
		}
		if step.Sign() == 0 {
			return nil, nil, nil, ValueErrorf(t, "slice step cannot be zero")
		}
	}
	lower, upper := new(big.Int), length
	if step.Sign() < 0 {
		lower = big.NewInt(-1)
		upper = new(big.Int).Add(length, lower)
	}
	bound := func(o Object, absent *big.Int) (*big.Int, error) {
		if o == None {
			return absent, nil
		}
		b, err := part(o)
		if err != nil {
			return nil, err
		}
		if b.Sign() < 0 {
			b = new(big.Int).Add(b, length)
			if b.Cmp(lower) < 0 {
				return lower, nil
			}
			return b, nil
		}
		if b.Cmp(upper) > 0 {
			return upper, nil
		}
		return b, nil
	}
	first, last := lower, upper
	if step.Sign() < 0 {
		first, last = upper, lower
	}
	if start, err = bound(s.Start, first); err != nil {
		return
	}
	stop, err = bound(s.Stop, last)
	return
}

// S.indices(len) -> (start, stop, stride)
//
// Assuming a sequence of length len, calculate the start and stop
// indices, and the stride length of the extended slice described by
// S. Out of bounds indices are clipped in a manner consistent with the
// handling of normal slices.
//
//py:def slice.indices(self, object, /)
//py:nosig
func (s *Slice) indices(t *Thread, length Object) (Object, error) {
	n, err := Index(t, length)
	if err != nil {
		return Object{}, err
	}
	b := AsBig(n)
	if b.Sign() < 0 {
		return Object{}, ValueErrorf(t, "length should not be negative")
	}
	start, stop, step, err := s.bigIndices(t, b)
	if err != nil {
		return Object{}, err
	}
	return NewTuple(NewBigInt(start), NewBigInt(stop), NewBigInt(step)), nil
}

// Return state information for pickling.
//
//py:def slice.__reduce__(self, /)
//py:nosig
func (s *Slice) reduce() Object {
	return NewTuple(Of(&SliceType), NewTuple(s.Start, s.Stop, s.Step))
}

//py:get slice.start
func (s *Slice) start() Object { return s.Start }

//py:get slice.stop
func (s *Slice) stop() Object { return s.Stop }

//py:get slice.step
func (s *Slice) step() Object { return s.Step }

func sliceRepr(t *Thread, o Object) (Object, error) {
	s := cast[Slice](o)
	text := "slice("
	for i, v := range [...]Object{s.Start, s.Stop, s.Step} {
		r, err := Repr(t, v)
		if err != nil {
			return Object{}, err
		}
		if i > 0 {
			text += ", "
		}
		text += r.s
	}
	return NewStr(text + ")"), nil
}

// CPython: Objects/sliceobject.c slicehash
func sliceHash(t *Thread, o Object) (int64, error) {
	if err := t.Enter(" while calling a Python object"); err != nil {
		return 0, err
	}
	defer t.Leave()
	s := cast[Slice](o)
	acc := uint64(xxPrime5)
	for _, v := range [...]Object{s.Start, s.Stop, s.Step} {
		lane, err := Hash(t, v)
		if err != nil {
			return 0, err
		}
		acc = hashMix(acc, lane)
	}
	if acc == math.MaxUint64 {
		return 1546275796, nil
	}
	return int64(acc), nil
}

// CPython: Objects/sliceobject.c slice_richcompare
func sliceCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if TypeOf(a) != &SliceType || TypeOf(b) != &SliceType {
		return NotImplemented, nil
	}
	if a == b {
		return NewBool(op == EQ || op == LE || op == GE), nil
	}
	x, y := cast[Slice](a), cast[Slice](b)
	return tupleCompare(t, NewTuple(x.Start, x.Stop, x.Step), NewTuple(y.Start, y.Stop, y.Step), op)
}
