package objects

import (
	"math"
	"math/big"
	"unsafe"
)

var (
	inplaceSymbols = [NumNumberOps]string{"+=", "-=", "*=", "@=", "/=", "//=", "%=", "divmod()", "<<=", ">>=", "&=", "^=", "|="}
	binarySymbols  = [NumNumberOps]string{"+", "-", "*", "@", "/", "//", "%", "divmod()", "<<", ">>", "&", "^", "|"}
)

// binarySlots tries the slots of both operands: the right one's first where its type is a subclass of the left's.
//
// CPython: Objects/abstract.c binary_op1
func binarySlots(t *Thread, op NumberOp, a, b Object) (Object, error) {
	ta, tb := TypeOf(a), TypeOf(b)
	sa, sb := ta.Slots.Binary[op], BinaryFunc(nil)
	if ta != tb {
		sb = tb.Slots.Binary[op]
		if sb != nil && sa != nil && sameFunc(sa, sb) {
			sb = nil
		}
	}
	if sa != nil {
		if sb != nil && tb.IsSubtype(ta) {
			r, err := sb(t, a, b)
			if err != nil || r != NotImplemented {
				return r, err
			}
			sb = nil
		}
		r, err := sa(t, a, b)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if sb != nil {
		return sb(t, a, b)
	}
	return NotImplemented, nil
}

// sameFunc reports whether two slots hold the same function.
func sameFunc[F any](a, b F) bool {
	return *(*unsafe.Pointer)(unsafe.Pointer(&a)) == *(*unsafe.Pointer)(unsafe.Pointer(&b))
}

// BinaryOp gives a op b.
func BinaryOp(t *Thread, op NumberOp, a, b Object) (Object, error) {
	r, err := binarySlots(t, op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	if r, done, err := sequenceOp(t, op, a, b, false); done {
		return r, err
	}
	return Object{}, unsupported(t, binarySymbols[op], a, b)
}

// sequenceOp is + and * of sequences; done is false where they do not apply.
func sequenceOp(t *Thread, op NumberOp, a, b Object, inplace bool) (r Object, done bool, err error) {
	sa, sb := &TypeOf(a).Slots, &TypeOf(b).Slots
	switch op {
	case OpAdd:
		concat := sa.Concat
		if inplace && sa.InPlaceConcat != nil {
			concat = sa.InPlaceConcat
		}
		if concat != nil {
			r, err = concat(t, a, b)
			return r, true, err
		}
	case OpMul:
		repeat := sa.Repeat
		if inplace && sa.InPlaceRepeat != nil {
			repeat = sa.InPlaceRepeat
		}
		seq, n := a, b
		if repeat == nil {
			repeat, seq, n = sb.Repeat, b, a
		}
		if repeat == nil {
			return Object{}, false, nil
		}
		if TypeOf(n).Slots.Index == nil {
			return Object{}, true, TypeErrorf(t, "can't multiply sequence by non-int of type '%.200s'", TypeOf(n).Name200())
		}
		count, err := AsSsize(t, n, &ExcOverflowError)
		if err != nil {
			return Object{}, true, err
		}
		r, err = repeat(t, seq, count)
		return r, true, err
	}
	return Object{}, false, nil
}

func unsupported(t *Thread, symbol string, a, b Object) error {
	return TypeErrorf(t, "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", symbol, TypeOf(a).Name200(), TypeOf(b).Name200())
}

// InPlaceOp gives the result of a op= b.
func InPlaceOp(t *Thread, op NumberOp, a, b Object) (Object, error) {
	if f := TypeOf(a).Slots.InPlace[op]; f != nil {
		r, err := f(t, a, b)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	r, err := binarySlots(t, op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	if r, done, err := sequenceOp(t, op, a, b, true); done {
		return r, err
	}
	return Object{}, unsupported(t, inplaceSymbols[op], a, b)
}

// Power gives pow(a, b, mod); mod is None if absent.
//
// CPython: Objects/abstract.c ternary_op
func Power(t *Thread, a, b, mod Object) (Object, error) {
	return power(t, a, b, mod, "** or pow()")
}

// InPlacePower gives the result of a **= b.
func InPlacePower(t *Thread, a, b Object) (Object, error) {
	if f := TypeOf(a).Slots.InPlacePower; f != nil {
		r, err := f(t, a, b, None)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	return power(t, a, b, None, "**=")
}

func power(t *Thread, a, b, mod Object, symbol string) (Object, error) {
	ta, tb, tm := TypeOf(a), TypeOf(b), TypeOf(mod)
	sa, sb, sm := ta.Slots.Power, TernaryFunc(nil), TernaryFunc(nil)
	if ta != tb {
		sb = tb.Slots.Power
		if sb != nil && sa != nil && sameFunc(sa, sb) {
			sb = nil
		}
	}
	tries := []TernaryFunc{sa, sb}
	if sa != nil && sb != nil && tb.IsSubtype(ta) {
		tries = []TernaryFunc{sb, sa}
	}
	sm = tm.Slots.Power
	if sm != nil && (sa != nil && sameFunc(sm, sa) || sb != nil && sameFunc(sm, sb)) {
		sm = nil
	}
	for _, f := range append(tries, sm) {
		if f == nil {
			continue
		}
		r, err := f(t, a, b, mod)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if mod == None {
		return Object{}, unsupported(t, symbol, a, b)
	}
	return Object{}, TypeErrorf(t, "unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'", symbol, ta.Name200(), tb.Name200(), tm.Name200())
}

// RichCompare gives a op b.
//
// CPython: Objects/object.c do_richcompare
func RichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if err := t.Enter(" in comparison"); err != nil {
		return Object{}, err
	}
	defer t.Leave()
	ta, tb := TypeOf(a), TypeOf(b)
	reversed := false
	if ta != tb && tb.Slots.RichCompare != nil && tb.IsSubtype(ta) {
		reversed = true
		r, err := tb.Slots.RichCompare(t, b, a, op.Swapped())
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if f := ta.Slots.RichCompare; f != nil {
		r, err := f(t, a, b, op)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if f := tb.Slots.RichCompare; f != nil && !reversed {
		r, err := f(t, b, a, op.Swapped())
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	switch op {
	case EQ:
		return NewBool(a == b), nil
	case NE:
		return NewBool(a != b), nil
	}
	return Object{}, TypeErrorf(t, "'%s' not supported between instances of '%.100s' and '%.100s'", op, ta.Name200(), tb.Name200())
}

// CompareBool gives the truth of a op b; identical objects are equal.
func CompareBool(t *Thread, a, b Object, op CompareOp) (bool, error) {
	if a == b {
		switch op {
		case EQ:
			return true, nil
		case NE:
			return false, nil
		}
	}
	r, err := RichCompare(t, a, b, op)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// EqualBool reports whether a is b or equals it, as containers compare.
func EqualBool(t *Thread, a, b Object) (bool, error) {
	if equal, known := simpleEqual(a, b); known {
		return equal, nil
	}
	return CompareBool(t, a, b, EQ)
}

// Truth gives bool(o).
func Truth(t *Thread, o Object) (bool, error) {
	switch o.Ref {
	case unsafe.Pointer(&BoolHeader), unsafe.Pointer(&IntHeader):
		return o.Bits != 0, nil
	case None.Ref:
		return false, nil
	}
	s := &TypeOf(o).Slots
	if s.Bool != nil {
		return s.Bool(t, o)
	}
	if s.Len != nil {
		n, err := s.Len(t, o)
		return n > 0, err
	}
	return true, nil
}

// hashInt gives the hash of an int: its value modulo 2**61-1, -2 in place of -1.
func hashInt(x int64) int64 {
	const p = 1<<61 - 1
	if x > -p && x < p {
		if x == -1 {
			return -2
		}
		return x
	}
	x %= p
	if x == -1 {
		return -2
	}
	return x
}

// Hash gives hash(o).
func Hash(t *Thread, o Object) (int64, error) {
	switch o.Ref {
	case unsafe.Pointer(&IntHeader), unsafe.Pointer(&BoolHeader):
		return hashInt(int64(o.Bits)), nil
	}
	typ := TypeOf(o)
	if typ == &StrType {
		return cast[Str](o).Hash(), nil
	}
	return typ.Slots.Hash(t, o)
}

// hashNotImplemented is the hash slot of unhashable types.
func hashNotImplemented(t *Thread, o Object) (int64, error) {
	return 0, TypeErrorf(t, "unhashable type: '%.200s'", TypeOf(o).Name200())
}

// hashPointer is the hash by identity.
func hashPointer(_ *Thread, o Object) (int64, error) {
	x := int64(uintptr(o.Ref)>>4 | uintptr(o.Ref)<<60)
	if x == -1 {
		x = -2
	}
	return x, nil
}

// Iter gives iter(o).
func Iter(t *Thread, o Object) (Object, error) {
	typ := TypeOf(o)
	if typ.Slots.Iter != nil {
		it, err := typ.Slots.Iter(t, o)
		if err != nil {
			return Object{}, err
		}
		if TypeOf(it).Slots.IterNext == nil {
			return Object{}, TypeErrorf(t, "iter() returned non-iterator of type '%.100s'", TypeOf(it).Name200())
		}
		if it != o && TypeOf(it).Slots.Del != nil {
			t.keepTemporary(it)
		}
		return it, nil
	}
	if typ.Slots.SeqItem != nil {
		return newSeqIter(o), nil
	}
	return Object{}, TypeErrorf(t, "'%.200s' object is not iterable", typ.Name200())
}

// NotIterator is the TypeError of stepping what has no __next__, or no longer has it.
//
// CPython: Objects/object.c _PyObject_NextNotImplemented
func NotIterator(t *Thread, it Object) error {
	if TypeOf(it).IsHeap() {
		return TypeErrorf(t, "'%.200s' object is not iterable", TypeOf(it).Name200())
	}
	return TypeErrorf(t, "'%.200s' object is not an iterator", TypeOf(it).Name200())
}

// Next gives the next item of iterator it, null at its end. A StopIteration is taken for the end.
func Next(t *Thread, it Object) (Object, error) {
	v, err := NextItem(t, it)
	if err != nil && Matches(err, &ExcStopIteration) {
		return Object{}, nil
	}
	return v, err
}

// NextItem is Next with a StopIteration passed on. An iterator's class may have lost its __next__.
func NextItem(t *Thread, it Object) (Object, error) {
	next := TypeOf(it).Slots.IterNext
	if next == nil {
		return Object{}, NotIterator(t, it)
	}
	return next(t, it)
}

// Iterate calls f for each item of o until it returns an error, which it gives.
func Iterate(t *Thread, o Object, f func(v Object) error) error {
	switch TypeOf(o) {
	case &TupleType:
		for _, v := range cast[Tuple](o).Items {
			if err := f(v); err != nil {
				return err
			}
		}
		return nil
	case &ListType:
		l := cast[List](o)
		for i := 0; i < len(l.Items); i++ {
			if err := f(l.Items[i]); err != nil {
				return err
			}
		}
		return nil
	}
	it, err := Iter(t, o)
	if err != nil {
		return err
	}
	for n := uint(1); ; n++ {
		v, err := Next(t, it)
		if err != nil {
			return err
		}
		if v.Ref == nil {
			return nil
		}
		if err := f(v); err != nil {
			return err
		}
		if n%1024 == 0 && t.Breaker.Load() != 0 {
			if err := t.Runtime.Poll(t); err != nil {
				return err
			}
		}
	}
}

// ToSlice gives the items of iterable o in a new slice.
func ToSlice(t *Thread, o Object) ([]Object, error) {
	switch TypeOf(o) {
	case &TupleType:
		return append([]Object(nil), cast[Tuple](o).Items...), nil
	case &ListType:
		return append([]Object(nil), cast[List](o).Items...), nil
	}
	hint, err := LengthHint(t, o, 8)
	if err != nil {
		return nil, err
	}
	if err := CheckAlloc(t, hint, int(objectSize)); err != nil {
		return nil, err
	}
	items := make([]Object, 0, min(hint, 1<<16))
	err = Iterate(t, o, func(v Object) error {
		if err := checkGrow(t, len(items), cap(items), int(objectSize)); err != nil {
			return err
		}
		items = append(items, v)
		return nil
	})
	return items, err
}

// Len gives len(o).
func Len(t *Thread, o Object) (int, error) {
	if f := TypeOf(o).Slots.Len; f != nil {
		return f(t, o)
	}
	return 0, TypeErrorf(t, "object of type '%.200s' has no len()", TypeOf(o).Name200())
}

// GetItem gives o[key].
//
// CPython: Objects/abstract.c PyObject_GetItem
func GetItem(t *Thread, o, key Object) (Object, error) {
	typ := TypeOf(o)
	if f := typ.Slots.GetItem; f != nil {
		return f(t, o, key)
	}
	if typ.Slots.SeqItem != nil {
		i, err := sequenceIndex(t, o, key, "sequence index must be integer, not '%.200s'")
		if err != nil {
			return Object{}, err
		}
		return typ.Slots.SeqItem(t, o, i)
	}
	if typ.Flags&TypeSubclass != 0 {
		return classGetItem(t, o, key)
	}
	return Object{}, TypeErrorf(t, "'%.200s' object is not subscriptable", typ.Name200())
}

func sequenceIndex(t *Thread, o, key Object, message string) (int, error) {
	if TypeOf(key).Slots.Index == nil {
		return 0, TypeErrorf(t, message, TypeOf(key).Name200())
	}
	i, err := AsSsize(t, key, &ExcIndexError)
	if err == nil && i < 0 {
		if f := TypeOf(o).Slots.Len; f != nil {
			n, err := f(t, o)
			if err != nil {
				return 0, err
			}
			i += n
		}
	}
	return i, err
}

// SetItem sets o[key], or deletes it where v is null.
func SetItem(t *Thread, o, key, v Object) error {
	typ := TypeOf(o)
	if f := typ.Slots.SetItem; f != nil {
		return f(t, o, key, v)
	}
	if typ.Slots.SeqSetItem != nil {
		i, err := sequenceIndex(t, o, key, "sequence index must be integer, not '%.200s'")
		if err != nil {
			return err
		}
		return typ.Slots.SeqSetItem(t, o, i, v)
	}
	if v.Ref == nil {
		// CPython words it in one way for what has any part of the sequence protocol and another for the rest.
		if TypeOf(key).Slots.Index != nil && (typ.IsHeap() || typ.Slots.Len != nil || typ.Slots.SeqItem != nil || typ.Slots.Contains != nil) {
			return TypeErrorf(t, "'%.200s' object doesn't support item deletion", typ.Name200())
		}
		return TypeErrorf(t, "'%.200s' object does not support item deletion", typ.Name200())
	}
	return TypeErrorf(t, "'%.200s' object does not support item assignment", typ.Name200())
}

// Contains reports whether v is in o.
func Contains(t *Thread, o, v Object) (bool, error) {
	typ := TypeOf(o)
	if f := typ.Slots.Contains; f != nil {
		return f(t, o, v)
	}
	return iterContains(t, o, v)
}

// iterContains reports whether v is among the items of o.
//
// CPython: Objects/abstract.c _PySequence_IterSearch
func iterContains(t *Thread, o, v Object) (bool, error) {
	typ := TypeOf(o)
	found := false
	it, err := Iter(t, o)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			return false, TypeErrorf(t, "argument of type '%.200s' is not a container or iterable", typ.Name200())
		}
		return false, err
	}
	for !found {
		w, err := Next(t, it)
		if err != nil || w.Ref == nil {
			return false, err
		}
		if found, err = EqualBool(t, w, v); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Repr gives repr(o), a str.
func Repr(t *Thread, o Object) (*Str, error) {
	if o.Ref == nil {
		return MakeStr("<NULL>"), nil
	}
	if x, ok := o.SmallInt(); ok {
		return smallIntText(x), nil
	}
	if err := t.Enter(" while getting the repr of an object"); err != nil {
		return nil, err
	}
	defer t.Leave()
	r, err := TypeOf(o).Slots.Repr(t, o)
	if err != nil {
		return nil, err
	}
	s := AsStr(r)
	if s == nil {
		return nil, TypeErrorf(t, "__repr__ returned non-string (type %.200s)", TypeOf(r).Name200())
	}
	return s, nil
}

// ToStr gives str(o), a str.
func ToStr(t *Thread, o Object) (*Str, error) {
	if TypeOf(o) == &StrType {
		return cast[Str](o), nil
	}
	if x, ok := o.SmallInt(); ok {
		return smallIntText(x), nil
	}
	if TypeOf(o).Slots.Str == nil {
		return Repr(t, o)
	}
	if err := t.Enter(" while getting the str of an object"); err != nil {
		return nil, err
	}
	defer t.Leave()
	r, err := TypeOf(o).Slots.Str(t, o)
	if err != nil {
		return nil, err
	}
	s := AsStr(r)
	if s == nil {
		return nil, TypeErrorf(t, "__str__ returned non-string (type %.200s)", TypeOf(r).Name200())
	}
	return s, nil
}

// Index gives o as an exact int, through __index__.
//
// CPython: Objects/abstract.c PyNumber_Index
func Index(t *Thread, o Object) (Object, error) {
	if o.Ref == unsafe.Pointer(&IntHeader) {
		return o, nil
	}
	typ := TypeOf(o)
	if typ.Flags&IntSubclass != 0 {
		return exactInt(o), nil
	}
	if typ.Slots.Index == nil {
		return Object{}, TypeErrorf(t, "'%.200s' object cannot be interpreted as an integer", typ.Name200())
	}
	r, err := typ.Slots.Index(t, o)
	if err != nil {
		return Object{}, err
	}
	if TypeOf(r) == &IntType {
		return r, nil
	}
	if TypeOf(r).Flags&IntSubclass == 0 {
		return Object{}, TypeErrorf(t, "__index__ returned non-int (type %.200s)", TypeOf(r).Name200())
	}
	if err := Warn(t, &ExcDeprecationWarning, 1, "__index__ returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", TypeOf(r).Name200()); err != nil {
		return Object{}, err
	}
	return exactInt(r), nil
}

// exactInt gives the exact int of equal value for an int, bool or instance of a subclass.
func exactInt(o Object) Object {
	small, b, _ := IntValue(o)
	if b == nil {
		return NewInt(small)
	}
	if TypeOf(o) == &IntType {
		return o
	}
	return NewBigInt(b)
}

// AsSsize gives o, through __index__, as an int; where it does not fit it is an exception of class overflow, or clipped if that is
// nil.
//
// CPython: Objects/abstract.c PyNumber_AsSsize_t
func AsSsize(t *Thread, o Object, overflow *Type) (int, error) {
	if x, ok := o.SmallInt(); ok {
		return int(x), nil
	}
	i, err := Index(t, o)
	if err != nil {
		return 0, err
	}
	small, b, _ := IntValue(i)
	if b == nil {
		return int(small), nil
	}
	if overflow == nil {
		if b.Sign() < 0 {
			return math.MinInt, nil
		}
		return math.MaxInt, nil
	}
	return 0, Errorf(t, overflow, "cannot fit '%.200s' into an index-sized integer", TypeOf(o).Name200())
}

// AsBig gives the value of an int (a bool or an instance of a subclass among them) as a big.Int that must not be changed.
func AsBig(o Object) *big.Int {
	small, b, ok := IntValue(o)
	if !ok {
		return nil
	}
	if b == nil {
		return big.NewInt(small)
	}
	return b
}
