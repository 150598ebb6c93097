package objects

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/libm"
)

// Complex is a complex number.
//
//py:type complex
type Complex struct {
	Header
	V complex128
}

// NewComplex makes a complex number.
func NewComplex(v complex128) Object { return Of(&Complex{Header{&ComplexType}, v}) }

func setupComplex() {
	ComplexType = Type{
		Name:   "complex",
		Doc:    complexDoc,
		Flags:  BaseType,
		Layout: LayoutOf[Complex](),
		Attrs:  memberAttrs("real", "imag"),
		Slots: Slots{
			New:         newComplex,
			Repr:        complexRepr,
			Hash:        complexHash,
			RichCompare: complexRichCompare,
			Power:       complexPower,
			Negative:    complexNegative,
			Positive:    complexPositive,
			Absolute:    complexAbsolute,
			Bool:        complexBool,
			Binary: [NumNumberOps]BinaryFunc{
				OpAdd: complexAdd, OpSub: complexSub, OpMul: complexMul, OpTrueDiv: complexTrueDiv,
			},
		},
		Methods: complexMethods,
		GetSets: complexGetSets,
	}
	Ready(&ComplexType)
}

// complexOperand gives the value of an operand; isReal where it is an int or a float. ok is false for anything else.
func complexOperand(t *Thread, o Object) (v complex128, isReal, ok bool, err error) {
	if c := asComplex(o); c != nil {
		return c.V, false, true, nil
	}
	x, ok, err := floatOperand(t, o)
	return complex(x, 0), true, ok, err
}

// complexOperands gives the values of two operands, one of which is complex.
func complexOperands(t *Thread, a, b Object) (x, y complex128, xReal, yReal, ok bool, err error) {
	x, xReal, ok, err = complexOperand(t, a)
	if !ok || err != nil {
		return
	}
	y, yReal, ok, err = complexOperand(t, b)
	return
}

func complexAdd(t *Thread, a, b Object) (Object, error) {
	x, y, xReal, yReal, ok, err := complexOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	// A real operand leaves the sign of the other's imaginary zero alone.
	switch {
	case xReal:
		return NewComplex(complex(real(x)+real(y), imag(y))), nil
	case yReal:
		return NewComplex(complex(real(x)+real(y), imag(x))), nil
	}
	return NewComplex(complex(real(x)+real(y), imag(x)+imag(y))), nil
}

func complexSub(t *Thread, a, b Object) (Object, error) {
	x, y, xReal, yReal, ok, err := complexOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	switch {
	case xReal:
		return NewComplex(complex(real(x)-real(y), -imag(y))), nil
	case yReal:
		return NewComplex(complex(real(x)-real(y), imag(x))), nil
	}
	return NewComplex(complex(real(x)-real(y), imag(x)-imag(y))), nil
}

func complexMul(t *Thread, a, b Object) (Object, error) {
	x, y, xReal, yReal, ok, err := complexOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	switch {
	case xReal:
		return NewComplex(complex(real(x)*real(y), real(x)*imag(y))), nil
	case yReal:
		return NewComplex(complex(real(x)*real(y), imag(x)*real(y))), nil
	}
	return NewComplex(ComplexMul(x, y)), nil
}

// ComplexMul gives x*y as C99's Annex G has it: infinities that became NaN are recovered.
//
// CPython: Objects/complexobject.c _Py_c_prod
func ComplexMul(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	ac, bd, ad, bc := float64(a*c), float64(b*d), float64(a*d), float64(b*c)
	re, im := ac-bd, ad+bc
	if !math.IsNaN(re) || !math.IsNaN(im) {
		return complex(re, im)
	}
	recalc := false
	boxed := func(x *float64, inf bool) {
		v := 0.0
		if inf {
			v = 1
		}
		*x = math.Copysign(v, *x)
	}
	zeroNaN := func(x *float64) {
		if math.IsNaN(*x) {
			*x = math.Copysign(0, *x)
		}
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		boxed(&a, math.IsInf(a, 0))
		boxed(&b, math.IsInf(b, 0))
		zeroNaN(&c)
		zeroNaN(&d)
		recalc = true
	}
	if math.IsInf(c, 0) || math.IsInf(d, 0) {
		boxed(&c, math.IsInf(c, 0))
		boxed(&d, math.IsInf(d, 0))
		zeroNaN(&a)
		zeroNaN(&b)
		recalc = true
	}
	if !recalc && (math.IsInf(ac, 0) || math.IsInf(bd, 0) || math.IsInf(ad, 0) || math.IsInf(bc, 0)) {
		zeroNaN(&a)
		zeroNaN(&b)
		zeroNaN(&c)
		zeroNaN(&d)
		recalc = true
	}
	if recalc {
		inf := math.Inf(1)
		return complex(inf*(float64(a*c)-float64(b*d)), inf*(float64(a*d)+float64(b*c)))
	}
	return complex(re, im)
}

func complexTrueDiv(t *Thread, a, b Object) (Object, error) {
	x, y, xReal, yReal, ok, err := complexOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if y == 0 {
		return Object{}, zeroDivision(t)
	}
	switch {
	case yReal:
		return NewComplex(complex(real(x)/real(y), imag(x)/real(y))), nil
	case xReal:
		return NewComplex(realDivComplex(real(x), y)), nil
	}
	return NewComplex(ComplexDiv(x, y)), nil
}

// ComplexDiv gives x/y, scaled to avoid overflow, with the infinities of C99's Annex G. y is not 0.
//
// CPython: Objects/complexobject.c _Py_c_quot
func ComplexDiv(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	var re, im float64
	switch absC, absD := math.Abs(c), math.Abs(d); {
	case absC >= absD:
		ratio := d / c
		denom := c + float64(d*ratio)
		re = (a + float64(b*ratio)) / denom
		im = (b - float64(a*ratio)) / denom
	case absD >= absC:
		ratio := c / d
		denom := float64(c*ratio) + d
		re = (float64(a*ratio) + b) / denom
		im = (float64(b*ratio) - a) / denom
	default:
		re, im = math.NaN(), math.NaN()
	}
	if math.IsNaN(re) && math.IsNaN(im) {
		return complexDivSpecial(a, b, c, d, re, im)
	}
	return complex(re, im)
}

// complexDivSpecial recovers infinities and zeros where a quotient came out as NaN.
func complexDivSpecial(a, b, c, d, re, im float64) complex128 {
	boxed := func(x float64) float64 {
		if math.IsInf(x, 0) {
			return math.Copysign(1, x)
		}
		return math.Copysign(0, x)
	}
	finite := func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }
	if (math.IsInf(a, 0) || math.IsInf(b, 0)) && finite(c) && finite(d) {
		x, y := boxed(a), boxed(b)
		inf := math.Inf(1)
		return complex(inf*(float64(x*c)+float64(y*d)), inf*(float64(y*c)-float64(x*d)))
	}
	if (math.IsInf(c, 0) || math.IsInf(d, 0)) && finite(a) && finite(b) {
		x, y := boxed(c), boxed(d)
		return complex(0*(float64(a*x)+float64(b*y)), 0*(float64(b*x)-float64(a*y)))
	}
	return complex(re, im)
}

// realDivComplex gives a/y for a real a.
//
// CPython: Objects/complexobject.c _Py_rc_quot
func realDivComplex(a float64, y complex128) complex128 {
	c, d := real(y), imag(y)
	var re, im float64
	switch absC, absD := math.Abs(c), math.Abs(d); {
	case absC >= absD:
		ratio := d / c
		denom := c + float64(d*ratio)
		re = a / denom
		im = (-a * ratio) / denom
	case absD >= absC:
		ratio := c / d
		denom := float64(c*ratio) + d
		re = float64(a*ratio) / denom
		im = -a / denom
	default:
		re, im = math.NaN(), math.NaN()
	}
	if math.IsNaN(re) && math.IsNaN(im) && !math.IsInf(a, 0) && !math.IsNaN(a) && (math.IsInf(c, 0) || math.IsInf(d, 0)) {
		boxed := func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(1, x)
			}
			return math.Copysign(0, x)
		}
		x, z := boxed(c), boxed(d)
		return complex(0*(a*x), 0*(-a*z))
	}
	return complex(re, im)
}

// complexPower is pow(a, b).
//
// CPython: Objects/complexobject.c complex_pow
func complexPower(t *Thread, a, b, mod Object) (Object, error) {
	x, y, _, _, ok, err := complexOperands(t, a, b)
	if !ok || err != nil {
		return NotImplemented, err
	}
	if mod != None {
		return Object{}, ValueErrorf(t, "complex modulo")
	}
	var r complex128
	domain := false
	if imag(y) == 0 && real(y) == math.Floor(real(y)) && math.Abs(real(y)) <= 100 {
		n := int(real(y))
		if n >= 0 {
			r = complexPowInt(x, n)
		} else if x == 0 {
			domain = true
		} else {
			r = ComplexDiv(1, complexPowInt(x, -n))
		}
	} else {
		r, domain = complexPow(x, y)
	}
	if domain {
		return Object{}, Errorf(t, &ExcZeroDivisionError, "zero to a negative or complex power")
	}
	if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
		if finiteComplex(x) && finiteComplex(y) {
			return Object{}, OverflowErrorf(t, "complex exponentiation")
		}
	}
	return NewComplex(r), nil
}

func finiteComplex(z complex128) bool {
	return !math.IsInf(real(z), 0) && !math.IsNaN(real(z)) && !math.IsInf(imag(z), 0) && !math.IsNaN(imag(z))
}

// complexPowInt multiplies repeatedly.
//
// CPython: Objects/complexobject.c c_powu
func complexPowInt(x complex128, n int) complex128 {
	p := x
	for n&1 == 0 && n > 0 {
		p = ComplexMul(p, p)
		n >>= 1
	}
	r := complex128(1)
	if n > 0 {
		r = p
		n >>= 1
	}
	for n > 0 {
		p = ComplexMul(p, p)
		if n&1 != 0 {
			r = ComplexMul(r, p)
		}
		n >>= 1
	}
	return r
}

// complexPow is the general power; domain tells of 0 to a negative or complex power.
//
// CPython: Objects/complexobject.c _Py_c_pow
func complexPow(a, b complex128) (r complex128, domain bool) {
	switch {
	case b == 0:
		return 1, false
	case a == 0:
		if imag(b) != 0 || real(b) < 0 {
			return 0, true
		}
		return 0, false
	}
	vabs := libm.Hypot(real(a), imag(a))
	length := libm.Pow(vabs, real(b))
	at := libm.Atan2(imag(a), real(a))
	phase := float64(at * real(b))
	if imag(b) != 0 {
		length *= libm.Exp(-at * imag(b))
		phase += float64(imag(b) * libm.Log(vabs))
	}
	return complex(length*libm.Cos(phase), length*libm.Sin(phase)), false
}

func complexNegative(_ *Thread, o Object) (Object, error) {
	v := cast[Complex](o).V
	return NewComplex(complex(-real(v), -imag(v))), nil
}

func complexPositive(_ *Thread, o Object) (Object, error) {
	if TypeOf(o) == &ComplexType {
		return o, nil
	}
	return NewComplex(cast[Complex](o).V), nil
}

func complexAbsolute(t *Thread, o Object) (Object, error) {
	v := cast[Complex](o).V
	r := libm.Hypot(real(v), imag(v))
	if math.IsInf(r, 0) && finiteComplex(v) {
		return Object{}, OverflowErrorf(t, "absolute value too large")
	}
	return NewFloat(r), nil
}

func complexBool(_ *Thread, o Object) (bool, error) { return cast[Complex](o).V != 0, nil }

// complexRichCompare compares for equality only.
//
// CPython: Objects/complexobject.c complex_richcompare
func complexRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE {
		return NotImplemented, nil
	}
	x := cast[Complex](a).V
	equal := false
	if c := asComplex(b); c != nil {
		equal = real(x) == real(c.V) && imag(x) == imag(c.V)
	} else if y, ok := FloatValue(b); ok {
		equal = imag(x) == 0 && real(x) == y
	} else if small, bi, ok := IntValue(b); ok {
		equal = imag(x) == 0 && !math.IsNaN(real(x)) && compareFloatInt(real(x), small, bi) == 0
	} else {
		return NotImplemented, nil
	}
	return NewBool(equal == (op == EQ)), nil
}

func complexHash(_ *Thread, o Object) (int64, error) {
	v := cast[Complex](o).V
	part := func(x float64) uint64 {
		if math.IsNaN(x) {
			return uint64(HashFloat(x, o))
		}
		return uint64(HashFloat(x, Object{}))
	}
	h := int64(part(real(v)) + 1000003*part(imag(v)))
	if h == -1 {
		h = -2
	}
	return h, nil
}
