package objects

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// The conversions of arguments to the types of Go parameters that binders written by tools/pybind use.

func itoa(n int) string { return strconv.Itoa(n) }

// messageName gives the name of o's type as messages of conversions have it.
func messageName(o Object) string {
	if o == None {
		return "None"
	}
	return TypeOf(o).Name200()
}

// BadType is the TypeError for an argument, of the parameter at i, that is not of type want.
//
// CPython: Python/getargs.c _PyArg_BadArgument
func (s *ArgSpec) BadType(t *Thread, i int, want *Type, arg Object) error {
	return s.badArgument(t, i, want.Name200(), arg)
}

// BadTypeOrNone is BadType for a parameter that may be None as well.
func (s *ArgSpec) BadTypeOrNone(t *Thread, i int, want *Type, arg Object) error {
	return s.badArgument(t, i, want.Name200()+" or None", arg)
}

func (s *ArgSpec) badArgument(t *Thread, i int, want string, arg Object) error {
	return TypeErrorf(t, "%s() %s must be %s, not %s", s.Name, s.display(i), want, messageName(arg))
}

// Str converts an argument for the parameter at i that must be a str.
func (s *ArgSpec) Str(t *Thread, i int, arg Object) (string, error) {
	if v := AsStr(arg); v != nil {
		return v.String(), nil
	}
	return "", s.BadType(t, i, &StrType, arg)
}

// Rune converts an argument for the parameter at i that must be a str of one code point.
func (s *ArgSpec) Rune(t *Thread, i int, arg Object) (rune, error) {
	v := AsStr(arg)
	if v == nil {
		return 0, s.badArgument(t, i, "a unicode character", arg)
	}
	if v.Len() != 1 {
		return 0, TypeErrorf(t, "%s(): %s must be a unicode character, not a string of length %d", s.Name, s.display(i), v.Len())
	}
	return v.At(0), nil
}

// argIndex gives the value of an argument with __index__; b is not nil where it is beyond int64.
func argIndex(t *Thread, arg Object) (x int64, b *big.Int, err error) {
	x, b, ok := IntValue(arg)
	if !ok {
		if arg, err = Index(t, arg); err != nil {
			return 0, nil, err
		}
		x, b, _ = IntValue(arg)
	}
	return x, b, nil
}

// AsIndexInt gives o, through __index__, as an int.
//
// CPython: Objects/longobject.c PyLong_AsSsize_t
func AsIndexInt(t *Thread, o Object) (int, error) {
	if x, ok := o.SmallInt(); ok {
		return int(x), nil
	}
	x, b, err := argIndex(t, o)
	if err == nil && (b != nil || int64(int(x)) != x) {
		err = OverflowErrorf(t, "Python int too large to convert to C ssize_t")
	}
	return int(x), err
}

// ArgInt64 converts an argument that must be an int in the range of a C long.
//
// CPython: Objects/longobject.c PyLong_AsLong
func ArgInt64(t *Thread, arg Object) (int64, error) {
	x, b, err := argIndex(t, arg)
	if err == nil && b != nil {
		err = OverflowErrorf(t, "Python int too large to convert to C long")
	}
	return x, err
}

// ArgInt32 converts an argument that must be an int in the range of a C int.
//
// CPython: Objects/longobject.c PyLong_AsInt
func ArgInt32(t *Thread, arg Object) (int32, error) {
	x, b, err := argIndex(t, arg)
	if err == nil && (b != nil || int64(int32(x)) != x) {
		err = OverflowErrorf(t, "Python int too large to convert to C int")
	}
	return int32(x), err
}

// ArgUint converts an argument that must be an int in the range of a C unsigned integer type of U's size.
//
// CPython: Objects/longobject.c PyLong_AsUInt64
func ArgUint[U uint8 | uint16 | uint32 | uint64](t *Thread, arg Object) (U, error) {
	x, b, err := argIndex(t, arg)
	if err != nil {
		return 0, err
	}
	u := uint64(x)
	if b != nil && b.Sign() > 0 && b.IsUint64() {
		u, b = b.Uint64(), nil
	} else if x < 0 || b != nil && b.Sign() < 0 {
		return 0, ValueErrorf(t, "Cannot convert negative int")
	}
	if b != nil || u > uint64(^U(0)) {
		return 0, OverflowErrorf(t, "Python int too large for C %s_t", fmt.Sprintf("%T", U(0)))
	}
	return U(u), nil
}

// AsFloat64 gives the value of a real number: of a float, or through __float__ or __index__.
//
// CPython: Objects/floatobject.c PyFloat_AsDouble
func AsFloat64(t *Thread, o Object) (float64, error) {
	if x, ok := FloatValue(o); ok {
		return x, nil
	}
	if x, ok := o.SmallInt(); ok {
		return float64(x), nil
	}
	typ := TypeOf(o)
	switch {
	case typ.Slots.Float != nil:
		r, err := typ.Slots.Float(t, o)
		if err != nil {
			return 0, err
		}
		x, ok := FloatValue(r)
		if !ok {
			return 0, TypeErrorf(t, "%s.__float__ returned non-float (type %s)", typ.Name200(), TypeOf(r).Name200())
		}
		if TypeOf(r) != &FloatType {
			err = Warn(t, &ExcDeprecationWarning, 1, "%s.__float__ returned non-float (type %s).  The ability to return an instance of "+
				"a strict subclass of float is deprecated, and may be removed in a future version of Python.",
				typ.Name200(), TypeOf(r).Name200())
		}
		return x, err
	case typ.Slots.Index != nil:
		x, b, err := argIndex(t, o)
		if b == nil {
			return float64(x), err
		}
		f, _ := new(big.Float).SetInt(b).Float64()
		if math.IsInf(f, 0) {
			err = OverflowErrorf(t, "int too large to convert to float")
		}
		return f, err
	}
	return 0, TypeErrorf(t, "must be real number, not %s", typ.Name200())
}

// SliceIndex is the type of parameters that are bounds of a slice: any int, those outside Go's int saturated.
type SliceIndex int

// ArgSliceIndex converts an argument that is a slice bound and not None. orNone says whether None would have done.
//
// CPython: Python/ceval.c _PyEval_SliceIndex
func ArgSliceIndex(t *Thread, arg Object, orNone bool) (SliceIndex, error) {
	if _, _, ok := IntValue(arg); !ok && TypeOf(arg).Slots.Index == nil {
		if orNone {
			return 0, TypeErrorf(t, "slice indices must be integers or None or have an __index__ method")
		}
		return 0, TypeErrorf(t, "slice indices must be integers or have an __index__ method")
	}
	x, b, err := argIndex(t, arg)
	if err != nil {
		return 0, err
	}
	if b != nil {
		x = math.MaxInt64
		if b.Sign() < 0 {
			x = math.MinInt64
		}
	}
	return SliceIndex(x), nil
}

// ArgBytes converts an argument that must be a bytes-like object. The memory is for the time of the call.
func ArgBytes(t *Thread, arg Object) ([]byte, error) {
	if b := AsBytes(arg); b != nil {
		return b.Bytes(), nil
	}
	get := TypeOf(arg).Slots.Buffer
	if get == nil {
		return nil, TypeErrorf(t, "a bytes-like object is required, not '%s'", TypeOf(arg).Name200())
	}
	buf, err := get(t, arg, BufSimple)
	if err != nil {
		return nil, err
	}
	if buf.Release != nil {
		buf.Release()
	}
	return buf.Bytes, nil
}

// NewUint64 makes an int.
func NewUint64(x uint64) Object {
	if x <= math.MaxInt64 {
		return NewInt(int64(x))
	}
	return takeBigInt(new(big.Int).SetUint64(x))
}
