package objects

import (
	"math"
	"math/big"
	"unsafe"

	"github.com/gophersnake/gophersnake/internal/libm"
)

//py:type float FloatType

func setupFloat() {
	FloatType = Type{
		Name:   "float",
		Doc:    floatDoc,
		Flags:  BaseType | FloatSubclass | SelfMatch,
		Layout: LayoutOf[Float](),
		Slots: Slots{
			New:         bindFloatNew,
			Repr:        floatRepr,
			Hash:        floatHash,
			RichCompare: floatRichCompare,
			Power:       floatPower,
			Negative:    floatNegative,
			Positive:    floatPositive,
			Absolute:    floatAbsolute,
			Bool:        floatBool,
			Int:         floatInt,
			Float:       floatPositive,
			Binary: [NumNumberOps]BinaryFunc{
				OpAdd: floatAdd, OpSub: floatSub, OpMul: floatMul, OpTrueDiv: floatTrueDiv, OpFloorDiv: floatFloorDiv, OpMod: floatMod,
				OpDivmod: floatDivmod,
			},
		},
		Methods: floatMethods,
		GetSets: floatGetSets,
	}
	Ready(&FloatType)
}

var floatRef = unsafe.Pointer(&FloatHeader)

// floatNew converts a string or number to a floating-point number, if possible.
//
// CPython: Objects/floatobject.c float_new_impl
//
//py:new float(cls, x=0, /)
func floatNew(t *Thread, cls *Type, x Object) (Object, error) {
	r, err := ToFloat(t, x)
	if err != nil || cls == &FloatType {
		return r, err
	}
	o := NewInstance(cls)
	cast[Float](o).v, _ = r.ExactFloat()
	return o, nil
}

// floatOperand gives the value of an operand, a float or an int; ok is false for anything else.
func floatOperand(t *Thread, o Object) (x float64, ok bool, err error) {
	if x, ok := FloatValue(o); ok {
		return x, true, nil
	}
	small, b, ok := IntValue(o)
	if !ok {
		return 0, false, nil
	}
	x, err = intAsFloat(t, small, b)
	return x, true, err
}

func floatOperands(t *Thread, a, b Object) (x, y float64, ok bool, err error) {
	if a.Ref == floatRef && b.Ref == floatRef {
		return math.Float64frombits(a.Bits), math.Float64frombits(b.Bits), true, nil
	}
	x, ok, err = floatOperand(t, a)
	if !ok || err != nil {
		return
	}
	y, ok, err = floatOperand(t, b)
	return
}

func floatAdd(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	return NewFloat(x + y), nil
}

func floatSub(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	return NewFloat(x - y), nil
}

func floatMul(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	return NewFloat(x * y), nil
}

func floatTrueDiv(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if y == 0 {
		return Object{}, zeroDivision(t)
	}
	return NewFloat(x / y), nil
}

// FloatDivmod gives the floored quotient and the remainder, which has the sign of y; y is not 0.
//
// CPython: Objects/floatobject.c _float_div_mod
func FloatDivmod(x, y float64) (div, mod float64) {
	mod = math.Mod(x, y)
	// x - mod is nearly a multiple of y.
	div = (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if div == 0 {
		return math.Copysign(0, x/y), mod
	}
	floor := math.Floor(div)
	if div-floor > 0.5 {
		floor++
	}
	return floor, mod
}

func floatFloorDiv(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if y == 0 {
		return Object{}, zeroDivision(t)
	}
	div, _ := FloatDivmod(x, y)
	return NewFloat(div), nil
}

func floatMod(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if y == 0 {
		return Object{}, zeroDivision(t)
	}
	mod := math.Mod(x, y)
	if mod == 0 {
		mod = math.Copysign(0, y)
	} else if (y < 0) != (mod < 0) {
		mod += y
	}
	return NewFloat(mod), nil
}

func floatDivmod(t *Thread, a, b Object) (Object, error) {
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if y == 0 {
		return Object{}, zeroDivision(t)
	}
	div, mod := FloatDivmod(x, y)
	return NewTuple(NewFloat(div), NewFloat(mod)), nil
}

// floatPower is pow(a, b).
//
// CPython: Objects/floatobject.c float_pow
func floatPower(t *Thread, a, b, mod Object) (Object, error) {
	if mod != None {
		return Object{}, TypeErrorf(t, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	x, y, ok, err := floatOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if x == 0 && y < 0 && !math.IsInf(y, 0) {
		return Object{}, Errorf(t, &ExcZeroDivisionError, "zero to a negative power")
	}
	if x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && !math.IsNaN(y) && y != math.Floor(y) {
		return complexPower(t, a, b, None)
	}
	r := libm.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Object{}, NewException(t, &ExcOverflowError, NewInt(34), NewStr("Numerical result out of range"))
	}
	return NewFloat(r), nil
}

func floatNegative(_ *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return NewFloat(-x), nil
}

func floatPositive(_ *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return NewFloat(x), nil
}

func floatAbsolute(_ *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return NewFloat(math.Abs(x)), nil
}

func floatBool(_ *Thread, o Object) (bool, error) {
	x, _ := FloatValue(o)
	return x != 0, nil
}

func floatInt(t *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return IntFromFloat(t, x)
}

// IntFromFloat gives x without its fraction as an int.
//
// CPython: Objects/longobject.c PyLong_FromDouble
func IntFromFloat(t *Thread, x float64) (Object, error) {
	if x > -1<<63 && x < 1<<63 {
		return NewInt(int64(x)), nil
	}
	if math.IsInf(x, 0) {
		return Object{}, OverflowErrorf(t, "cannot convert float infinity to integer")
	}
	if math.IsNaN(x) {
		return Object{}, ValueErrorf(t, "cannot convert float NaN to integer")
	}
	r := newBig()
	new(big.Float).SetFloat64(x).Int(&r.v)
	return r.done(), nil
}

// floatRichCompare compares, with ints exactly.
//
// CPython: Objects/floatobject.c float_richcompare
func floatRichCompare(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok := FloatValue(a)
	if !ok {
		return NotImplemented, nil
	}
	if y, ok := FloatValue(b); ok {
		switch {
		case x < y:
			return NewBool(op.holds(-1)), nil
		case x > y:
			return NewBool(op.holds(1)), nil
		case x == y:
			return NewBool(op.holds(0)), nil
		}
		return NewBool(op == NE), nil
	}
	small, bi, ok := IntValue(b)
	if !ok {
		return NotImplemented, nil
	}
	if x != x {
		return NewBool(op == NE), nil
	}
	return NewBool(op.holds(compareFloatInt(x, small, bi))), nil
}

// compareFloatInt compares x, which is no NaN, with an int.
func compareFloatInt(x float64, small int64, b *big.Int) int {
	if b == nil {
		const exact = 1 << 53
		if small >= -exact && small <= exact {
			y := float64(small)
			switch {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		}
		b = big.NewInt(small)
	}
	if math.IsInf(x, 0) {
		if x < 0 {
			return -1
		}
		return 1
	}
	return new(big.Float).SetFloat64(x).Cmp(new(big.Float).SetInt(b))
}

func floatHash(_ *Thread, o Object) (int64, error) {
	x, _ := FloatValue(o)
	return HashFloat(x, o), nil
}

// HashFloat gives the hash of x, the value of o: that of the equal int or fraction if there is one.
//
// CPython: Python/pyhash.c _Py_HashDouble
func HashFloat(x float64, o Object) int64 {
	switch {
	case x > -1<<53 && x < 1<<53 && x == math.Trunc(x):
		return hashInt(int64(x))
	case math.IsInf(x, 1):
		return 314159
	case math.IsInf(x, -1):
		return -314159
	case math.IsNaN(x):
		h, _ := identityHash(nil, o)
		return h
	}
	m, e := math.Frexp(math.Abs(x))
	h := uint64(0)
	for m != 0 {
		h = h<<28&hashModulus | h>>33
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		h += y
		if h >= hashModulus {
			h -= hashModulus
		}
	}
	e %= 61
	if e < 0 {
		e += 61
	}
	h = h<<e&hashModulus | h>>(61-e)
	r := int64(h)
	if x < 0 {
		r = -r
	}
	if r == -1 {
		r = -2
	}
	return r
}
