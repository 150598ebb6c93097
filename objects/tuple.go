package objects

import (
	"math"
	"math/bits"
	"strings"
	"sync/atomic"
	"unsafe"
)

func setupTuple() {
	TupleType = Type{
		Name: "tuple", Doc: tupleDoc, Signature: tupleSignature,
		Flags:  BaseType | TupleSubclass | SequencePattern | SelfMatch,
		Layout: LayoutOf[Tuple](),
		Slots: Slots{
			New: bindTupleNew, Repr: tupleRepr, Hash: tupleHash, RichCompare: tupleCompare, Iter: tupleIter,
			Len: tupleLen, GetItem: tupleGetItem, SeqItem: tupleSeqItem, Contains: tupleContains,
			Concat: tupleConcat, Repeat: tupleRepeat,
			Traverse: func(o Object, visit func(Object)) { visitAll(cast[Tuple](o).Items, visit) },
		},
		Methods: tupleMethods,
	}
	Ready(&TupleType)
}

// Built-in immutable sequence.
//
// If no argument is given, the constructor returns an empty tuple.
// If iterable is specified the tuple is initialized from iterable's items.
//
// If the argument is a tuple, the return value is the same object.
//
//py:new tuple(cls, iterable=(), /)
func tupleNew(t *Thread, cls *Type, iterable Object) (Object, error) {
	if cls == &TupleType {
		return ToTuple(t, iterable)
	}
	items, err := fastItemsOf(t, iterable)
	if err != nil {
		return Object{}, err
	}
	o := NewInstance(cls)
	cast[Tuple](o).Items = items
	return o, nil
}

// fastItemsOf gives the items of an iterable in a slice that is the caller's.
func fastItemsOf(t *Thread, iterable Object) ([]Object, error) {
	switch TypeOf(iterable) {
	case &TupleType:
		// No tuple's items change.
		return cast[Tuple](iterable).Items, nil
	case &ListType:
		return append([]Object(nil), cast[List](iterable).Items...), nil
	}
	var l List
	if err := l.Extend(t, iterable); err != nil {
		return nil, err
	}
	return l.Items, nil
}

// ToTuple gives tuple(iterable): iterable itself if it is an exact tuple.
func ToTuple(t *Thread, iterable Object) (Object, error) {
	if TypeOf(iterable) == &TupleType {
		return iterable, nil
	}
	if TypeOf(iterable) == &ListType {
		return Of(TupleFrom(cast[List](iterable).Items)), nil
	}
	items, err := fastItemsOf(t, iterable)
	if err != nil {
		return Object{}, err
	}
	if len(items) <= 4 {
		return Of(TupleFrom(items)), nil
	}
	return Of(&Tuple{Header: Header{&TupleType}, Items: items}), nil
}

// takeTuple makes a tuple that takes items over.
func takeTuple(items []Object) *Tuple {
	if len(items) == 0 {
		return emptyTuple
	}
	return &Tuple{Header: Header{&TupleType}, Items: items}
}

func tupleLen(_ *Thread, o Object) (int, error) { return len(cast[Tuple](o).Items), nil }

func tupleIter(_ *Thread, o Object) (Object, error) {
	return Of(&TupleIter{Header: Header{&TupleIterType}, Tuple: cast[Tuple](o)}), nil
}

func tupleSeqItem(t *Thread, o Object, i int) (Object, error) {
	if p := cast[Tuple](o); uint(i) < uint(len(p.Items)) {
		return p.Items[i], nil
	}
	return Object{}, Errorf(t, &ExcIndexError, "tuple index out of range")
}

func tupleGetItem(t *Thread, o, key Object) (Object, error) {
	p := cast[Tuple](o)
	if key.Ref == unsafe.Pointer(&IntHeader) {
		i := int(key.Bits)
		if i < 0 {
			i += len(p.Items)
		}
		return tupleSeqItem(t, o, i)
	}
	if TypeOf(key).Slots.Index != nil {
		i, err := AsSsize(t, key, &ExcIndexError)
		if err != nil {
			return Object{}, err
		}
		if i < 0 {
			i += len(p.Items)
		}
		return tupleSeqItem(t, o, i)
	}
	if TypeOf(key) == &SliceType {
		start, stop, step, err := cast[Slice](key).Unpack(t)
		if err != nil {
			return Object{}, err
		}
		start, n := AdjustSlice(len(p.Items), start, stop, step)
		if step == 1 && n == len(p.Items) && TypeOf(o) == &TupleType {
			return o, nil
		}
		return Of(takeTuple(sliceItems(p.Items, start, step, n))), nil
	}
	return Object{}, TypeErrorf(t, "tuple indices must be integers or slices, not %.200s", TypeOf(key).Name200())
}

func tupleContains(t *Thread, o, v Object) (bool, error) {
	for _, x := range cast[Tuple](o).Items {
		equal, err := EqualBool(t, x, v)
		if equal || err != nil {
			return equal, err
		}
	}
	return false, nil
}

func tupleConcat(t *Thread, a, b Object) (Object, error) {
	y := AsTuple(b)
	if len(cast[Tuple](a).Items) == 0 && y != nil && y.Type == &TupleType {
		return b, nil
	}
	if y == nil {
		return Object{}, TypeErrorf(t, "can only concatenate tuple (not \"%.200s\") to tuple", TypeOf(b).Name200())
	}
	x := cast[Tuple](a)
	if len(y.Items) == 0 && x.Type == &TupleType {
		return a, nil
	}
	if err := CheckAlloc(t, len(x.Items)+len(y.Items), int(objectSize)); err != nil {
		return Object{}, err
	}
	r := MakeTuple(len(x.Items) + len(y.Items))
	copy(r.Items, x.Items)
	copy(r.Items[len(x.Items):], y.Items)
	return Of(r), nil
}

func tupleRepeat(t *Thread, o Object, n int) (Object, error) {
	p := cast[Tuple](o)
	if (n == 1 || len(p.Items) == 0) && p.Type == &TupleType {
		return o, nil
	}
	items, err := repeatItems(t, p.Items, n)
	if err != nil {
		return Object{}, err
	}
	return Of(takeTuple(items)), nil
}

func tupleRepr(t *Thread, o Object) (Object, error) {
	p := cast[Tuple](o)
	if len(p.Items) == 0 {
		return NewStr("()"), nil
	}
	if t.ReprEnter(o) {
		return NewStr("(...)"), nil
	}
	var b strings.Builder
	b.WriteByte('(')
	for i, v := range p.Items {
		if i > 0 {
			b.WriteString(", ")
		}
		s, err := Repr(t, v)
		if err != nil {
			t.ReprLeave(o)
			return Object{}, err
		}
		b.WriteString(s.s)
	}
	t.ReprLeave(o)
	if len(p.Items) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return NewStr(b.String()), nil
}

const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

// hashMix adds the hash of one more item to that of a tuple.
func hashMix(acc uint64, lane int64) uint64 {
	acc += uint64(lane) * xxPrime2
	return bits.RotateLeft64(acc, 31) * xxPrime1
}

// hashEnd completes the hash of n items.
func hashEnd(acc uint64, n int) int64 {
	acc += uint64(n) ^ (xxPrime5 ^ 3527539)
	if acc == math.MaxUint64 {
		return 1546275796
	}
	return int64(acc)
}

// tupleHash is a simplified xxHash. The hash is kept.
//
// CPython: Objects/tupleobject.c tuple_hash
func tupleHash(t *Thread, o Object) (int64, error) {
	p := cast[Tuple](o)
	// Constants are shared, and nesting is not bounded.
	if h := atomic.LoadInt64(&p.hash); h != 0 {
		return h, nil
	}
	if err := t.Enter(" while hashing a tuple"); err != nil {
		return 0, err
	}
	acc := uint64(xxPrime5)
	for _, v := range p.Items {
		lane, err := Hash(t, v)
		if err != nil {
			t.Leave()
			return 0, err
		}
		acc = hashMix(acc, lane)
	}
	t.Leave()
	h := hashEnd(acc, len(p.Items))
	atomic.StoreInt64(&p.hash, h)
	return h, nil
}

// CPython: Objects/tupleobject.c tuple_richcompare
func tupleCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := AsTuple(a), AsTuple(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	n := min(len(x.Items), len(y.Items))
	for i := 0; i < n; i++ {
		v, w := x.Items[i], y.Items[i]
		equal, err := EqualBool(t, v, w)
		if err != nil {
			return Object{}, err
		}
		if !equal {
			switch op {
			case EQ:
				return False, nil
			case NE:
				return True, nil
			}
			return RichCompare(t, v, w, op)
		}
	}
	return compareLengths(len(x.Items), len(y.Items), op), nil
}

// Return first index of value.
//
// Raises ValueError if the value is not present.
//
//py:def tuple.index(self, value, start=0, stop=sys.maxsize, /)
func (p *Tuple) index(t *Thread, v Object, start, stop SliceIndex) (int, error) {
	n := SliceIndex(len(p.Items))
	if start < 0 {
		start = max(start+n, 0)
	}
	if stop < 0 {
		stop += n
	}
	for i := start; i < min(stop, n); i++ {
		equal, err := EqualBool(t, p.Items[i], v)
		if err != nil {
			return 0, err
		}
		if equal {
			return int(i), nil
		}
	}
	return 0, ValueErrorf(t, "tuple.index(x): x not in tuple")
}

// Return number of occurrences of value.
//
//py:def tuple.count(self, value, /)
func (p *Tuple) count(t *Thread, v Object) (int, error) {
	n := 0
	for _, x := range p.Items {
		equal, err := EqualBool(t, x, v)
		if err != nil {
			return 0, err
		}
		if equal {
			n++
		}
	}
	return n, nil
}

//py:def tuple.__getnewargs__(self, /)
func (p *Tuple) getNewArgs() Object { return NewTuple(Of(TupleFrom(p.Items))) }
