package objects

import "math"

// Negative gives -o.
func Negative(t *Thread, o Object) (Object, error) {
	if x, ok := o.SmallInt(); ok && x != math.MinInt64 {
		return NewInt(-x), nil
	}
	return unaryOp(t, o, TypeOf(o).Slots.Negative, "-")
}

// Positive gives +o.
func Positive(t *Thread, o Object) (Object, error) {
	return unaryOp(t, o, TypeOf(o).Slots.Positive, "+")
}

// Invert gives ~o.
func Invert(t *Thread, o Object) (Object, error) {
	return unaryOp(t, o, TypeOf(o).Slots.Invert, "~")
}

// Absolute gives abs(o).
func Absolute(t *Thread, o Object) (Object, error) {
	if f := TypeOf(o).Slots.Absolute; f != nil {
		return f(t, o)
	}
	return Object{}, TypeErrorf(t, "bad operand type for abs(): '%.200s'", TypeOf(o).Name200())
}

func unaryOp(t *Thread, o Object, f UnaryFunc, symbol string) (Object, error) {
	if f != nil {
		return f(t, o)
	}
	return Object{}, TypeErrorf(t, "bad operand type for unary %s: '%.200s'", symbol, TypeOf(o).Name200())
}

// Divmod gives divmod(a, b).
func Divmod(t *Thread, a, b Object) (Object, error) { return BinaryOp(t, OpDivmod, a, b) }

// ToInt gives int(o), an exact int.
//
// CPython: Objects/abstract.c PyNumber_Long
func ToInt(t *Thread, o Object) (Object, error) {
	typ := TypeOf(o)
	if typ == &IntType {
		return o, nil
	}
	if f := typ.Slots.Int; f != nil {
		r, err := f(t, o)
		if err != nil || TypeOf(r) == &IntType {
			return r, err
		}
		if TypeOf(r).Flags&IntSubclass == 0 {
			return Object{}, TypeErrorf(t, "__int__ returned non-int (type %.200s)", TypeOf(r).Name200())
		}
		if err := Warn(t, &ExcDeprecationWarning, 1, "__int__ returned non-int (type %.200s).  The ability to return an instance of "+
			"a strict subclass of int is deprecated, and may be removed in a future version of Python.", TypeOf(r).Name200()); err != nil {
			return Object{}, err
		}
		return exactInt(r), nil
	}
	if typ.Slots.Index != nil {
		return Index(t, o)
	}
	if s := AsStr(o); s != nil {
		return ParseInt(t, s, 10)
	}
	if typ.Slots.Buffer == nil {
		return Object{}, TypeErrorf(t, "int() argument must be a string, a bytes-like object or a real number, not '%.200s'", typ.Name200())
	}
	b, err := ArgBytes(t, o)
	if err != nil {
		return Object{}, err
	}
	return parseIntBytes(t, b, 10)
}

// ToFloat gives float(o), an exact float.
//
// CPython: Objects/abstract.c PyNumber_Float
func ToFloat(t *Thread, o Object) (Object, error) {
	if TypeOf(o) == &FloatType {
		return o, nil
	}
	typ := TypeOf(o)
	if f := typ.Slots.Float; f != nil && typ.Flags&FloatSubclass != 0 {
		// A subclass may have its own __float__.
		r, err := f(t, o)
		if err != nil {
			return Object{}, err
		}
		x, ok := FloatValue(r)
		if !ok {
			return Object{}, TypeErrorf(t, "%.50s.__float__ returned non-float (type %.50s)", typ.Name200(), TypeOf(r).Name200())
		}
		if TypeOf(r) != &FloatType {
			err = Warn(t, &ExcDeprecationWarning, 1, "%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of "+
				"a strict subclass of float is deprecated, and may not be supported in a future version of Python.",
				typ.Name200(), TypeOf(r).Name200())
		}
		return NewFloat(x), err
	}
	if typ.Slots.Float != nil || typ.Slots.Index != nil {
		x, err := AsFloat64(t, o)
		return NewFloat(x), err
	}
	x, err := parseFloatObject(t, o)
	return NewFloat(x), err
}
