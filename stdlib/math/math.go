// Package math is the module math.
package math

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/libm"
	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the math module.
var Module = objects.ModuleDef{
	Name: "math",
	Doc: `This module provides access to the mathematical functions
defined by the C standard.`,
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "pi", objects.NewFloat(math.Pi))
		m.Add(t, "e", objects.NewFloat(math.E))
		m.Add(t, "tau", objects.NewFloat(2*math.Pi))
		m.Add(t, "inf", objects.NewFloat(math.Inf(1)))
		m.Add(t, "nan", objects.NewFloat(math.NaN()))
		return nil
	},
}

func isFinite(x float64) bool { return x-x == 0 }

func rangeError(t *objects.Thread) error { return objects.OverflowErrorf(t, "math range error") }

func domainError(t *objects.Thread) error { return objects.ValueErrorf(t, "math domain error") }

// got is a ValueError that tells the argument.
func got(t *objects.Thread, expected string, x float64) error {
	return objects.ValueErrorf(t, "%s, got %s", expected, objects.FormatFloat(x, 'r', 0, objects.FloatAddDot0))
}

// one gives f(x); a NaN that does not come from x is an error, and so is an infinity.
//
// CPython: Modules/mathmodule.c math_1
func one(t *objects.Thread, x float64, f func(float64) float64, overflows bool, expected string) (float64, error) {
	r := f(x)
	switch {
	case isFinite(r):
	case math.IsNaN(r) && !math.IsNaN(x):
		if expected == "" {
			return 0, domainError(t)
		}
		return 0, got(t, expected, x)
	case math.IsInf(r, 0) && isFinite(x):
		if overflows {
			return 0, rangeError(t)
		}
		return 0, got(t, expected, x)
	}
	return r, nil
}

const (
	expectFinite      = "expected a finite input"
	expectNonNegative = "expected a nonnegative input"
	expectUnit        = "expected a number in range from -1 up to 1"
	expectBetween     = "expected a number between -1 and 1"
	expectOne         = "expected argument value not less than 1"
	expectAboveMinus1 = "expected argument value > -1"
	expectPole        = "expected a noninteger or positive integer"
)

// Return the arc cosine (measured in radians) of x.
//
// The result is between 0 and pi.
//
//py:def acos(x, /)
func acos(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Acos, false, expectUnit)
}

// Return the inverse hyperbolic cosine of x.
//
//py:def acosh(x, /)
func acosh(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Acosh, false, expectOne)
}

// Return the arc sine (measured in radians) of x.
//
// The result is between -pi/2 and pi/2.
//
//py:def asin(x, /)
func asin(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Asin, false, expectUnit)
}

// Return the inverse hyperbolic sine of x.
//
//py:def asinh(x, /)
func asinh(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Asinh, false, "") }

// Return the arc tangent (measured in radians) of x.
//
// The result is between -pi/2 and pi/2.
//
//py:def atan(x, /)
func atan(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Atan, false, "") }

// Return the inverse hyperbolic tangent of x.
//
//py:def atanh(x, /)
func atanh(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Atanh, false, expectBetween)
}

// Return the cube root of x.
//
//py:def cbrt(x, /)
func cbrt(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Cbrt, false, "") }

// Return the cosine of x (measured in radians).
//
//py:def cos(x, /)
func cos(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Cos, false, expectFinite)
}

// Return the hyperbolic cosine of x.
//
//py:def cosh(x, /)
func cosh(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Cosh, true, "") }

// Error function at x.
//
//py:def erf(x, /)
func erf(t *objects.Thread, x float64) (float64, error) { return one(t, x, math.Erf, false, "") }

// Complementary error function at x.
//
//py:def erfc(x, /)
func erfc(t *objects.Thread, x float64) (float64, error) { return one(t, x, math.Erfc, false, "") }

// Return e raised to the power of x.
//
//py:def exp(x, /)
func exp(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Exp, true, "") }

// Return 2 raised to the power of x.
//
//py:def exp2(x, /)
func exp2(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Exp2, true, "") }

// Return exp(x)-1.
//
// This function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.
//
//py:def expm1(x, /)
func expm1(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Expm1, true, "") }

// Return the absolute value of the float x.
//
//py:def fabs(x, /)
func fabs(x float64) float64 { return math.Abs(x) }

// Gamma function at x.
//
//py:def gamma(x, /)
func gamma(t *objects.Thread, x float64) (float64, error) {
	r, bad, overflow := tgamma(x)
	switch {
	case bad:
		return 0, got(t, expectPole, x)
	case overflow:
		return 0, rangeError(t)
	}
	return r, nil
}

// Natural logarithm of absolute value of Gamma function at x.
//
//py:def lgamma(x, /)
func lgamma(t *objects.Thread, x float64) (float64, error) {
	r, pole := logGamma(x)
	switch {
	case pole:
		return 0, got(t, expectPole, x)
	case math.IsInf(r, 0) && isFinite(x):
		return 0, rangeError(t)
	}
	return r, nil
}

// Return the natural logarithm of 1+x (base e).
//
// The result is computed in a way which is accurate for x near zero.
//
//py:def log1p(x, /)
func log1p(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Log1p, false, expectAboveMinus1)
}

// Return the sine of x (measured in radians).
//
//py:def sin(x, /)
func sin(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Sin, false, expectFinite)
}

// Return the hyperbolic sine of x.
//
//py:def sinh(x, /)
func sinh(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Sinh, true, "") }

// Return the square root of x.
//
//py:def sqrt(x, /)
func sqrt(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, math.Sqrt, false, expectNonNegative)
}

// Return the tangent of x (measured in radians).
//
//py:def tan(x, /)
func tan(t *objects.Thread, x float64) (float64, error) {
	return one(t, x, libm.Tan, false, expectFinite)
}

// Return the hyperbolic tangent of x.
//
//py:def tanh(x, /)
func tanh(t *objects.Thread, x float64) (float64, error) { return one(t, x, libm.Tanh, false, "") }

// Return the arc tangent (measured in radians) of y/x.
//
// Unlike atan(y/x), the signs of both x and y are considered.
//
//py:def atan2(y, x, /)
func atan2(y, x float64) float64 { return libm.Atan2(y, x) }

// Return a float with the magnitude (absolute value) of x but the sign of y.
//
// On platforms that support signed zeros, copysign(1.0, -0.0)
// returns -1.0.
//
//py:def copysign(x, y, /)
func copysign(x, y float64) float64 { return math.Copysign(x, y) }

// Convert angle x from radians to degrees.
//
//py:def degrees(x, /)
func degrees(x float64) float64 { return x * (180 / math.Pi) }

// Convert angle x from degrees to radians.
//
//py:def radians(x, /)
func radians(x float64) float64 { return x * (math.Pi / 180) }

// Return True if x is neither an infinity nor a NaN, and False otherwise.
//
//py:def isfinite(x, /)
func isfinite(x float64) bool { return isFinite(x) }

// Return True if x is a NaN (not a number), and False otherwise.
//
//py:def isnan(x, /)
func isnan(x float64) bool { return x != x }

// Return True if x is a positive or negative infinity, and False otherwise.
//
//py:def isinf(x, /)
func isinf(x float64) bool { return math.IsInf(x, 0) }

// Return fmod(x, y), according to platform C.
//
// x % y may differ.
//
//py:def fmod(x, y, /)
func fmod(t *objects.Thread, x, y float64) (float64, error) {
	if math.IsInf(y, 0) && isFinite(x) {
		return x, nil
	}
	r := math.Mod(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		return 0, domainError(t)
	}
	return r, nil
}

// Difference between x and the closest integer multiple of y.
//
// Return x - n*y where n*y is the closest integer multiple of y.
// In the case where x is exactly halfway between two multiples of
// y, the nearest even value of n is used. The result is always exact.
//
//py:def remainder(x, y, /)
func remainder(t *objects.Thread, x, y float64) (float64, error) {
	r := math.Remainder(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) {
		return 0, domainError(t)
	}
	if r == 0 {
		r = math.Copysign(0, x)
	}
	return r, nil
}

// Return x**y (x to the power of y).
//
// CPython: Modules/mathmodule.c math_pow_impl
//
//py:def pow(x, y, /)
func pow(t *objects.Thread, x, y float64) (float64, error) {
	r := libm.Pow(x, y)
	if isFinite(x) && isFinite(y) {
		if math.IsNaN(r) || math.IsInf(r, 0) && x == 0 {
			return 0, domainError(t)
		}
		if math.IsInf(r, 0) {
			return 0, rangeError(t)
		}
	}
	return r, nil
}

// Fused multiply-add operation.
//
// Compute (x * y) + z with a single round.
//
// CPython: Modules/mathmodule.c math_fma_impl
//
//py:def fma(x, y, z, /)
func fma(t *objects.Thread, x, y, z float64) (float64, error) {
	r := math.FMA(x, y, z)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) && !math.IsNaN(z) {
		return 0, objects.ValueErrorf(t, "invalid operation in fma")
	}
	if math.IsInf(r, 0) && isFinite(x) && isFinite(y) && isFinite(z) {
		return 0, objects.OverflowErrorf(t, "overflow in fma")
	}
	return r, nil
}

// Return the mantissa and exponent of x, as pair (m, e).
//
// m is a float and e is an int, such that x = m * 2.**e.
// If x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.
//
//py:def frexp(x, /)
func frexp(x float64) objects.Object {
	m, e := math.Frexp(x)
	return objects.NewTuple(objects.NewFloat(m), objects.NewInt(int64(e)))
}

// Return x * (2**i).
//
// This is essentially the inverse of frexp().
//
// CPython: Modules/mathmodule.c math_ldexp_impl
//
//py:def ldexp(x, i, /)
func ldexp(t *objects.Thread, x float64, i objects.Object) (float64, error) {
	e, b, ok := objects.IntValue(i)
	if !ok {
		return 0, objects.TypeErrorf(t, "Expected an int as second argument to ldexp.")
	}
	switch {
	case x == 0 || !isFinite(x):
		return x, nil
	case b != nil && b.Sign() > 0 || b == nil && e > math.MaxInt32:
		return 0, rangeError(t)
	case b != nil || e < math.MinInt32:
		return math.Copysign(0, x), nil
	}
	r := math.Ldexp(x, int(e))
	if math.IsInf(r, 0) {
		return 0, rangeError(t)
	}
	return r, nil
}

// Return the fractional and integer parts of x.
//
// Both results carry the sign of x and are floats.
//
//py:def modf(x, /)
func modf(x float64) objects.Object {
	if math.IsInf(x, 0) {
		return objects.NewTuple(objects.NewFloat(math.Copysign(0, x)), objects.NewFloat(x))
	}
	whole := math.Trunc(x)
	return objects.NewTuple(objects.NewFloat(math.Copysign(x-whole, x)), objects.NewFloat(whole))
}

// Determine whether two floating-point numbers are close in value.
//
//	rel_tol
//	  maximum difference for being considered "close", relative to the
//	  magnitude of the input values
//	abs_tol
//	  maximum difference for being considered "close", regardless of the
//	  magnitude of the input values
//
// Return True if a is close in value to b, and False otherwise.
//
// For the values to be considered close, the difference between them
// must be smaller than at least one of the tolerances.
//
// -inf, inf and NaN behave similarly to the IEEE 754 Standard.  That
// is, NaN is not close to anything, even itself.  inf and -inf are
// only close to themselves.
//
// CPython: Modules/mathmodule.c math_isclose_impl
//
//py:def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
func isclose(t *objects.Thread, a, b, relTol, absTol float64) (bool, error) {
	if relTol < 0 || absTol < 0 {
		return false, objects.ValueErrorf(t, "tolerances must be non-negative")
	}
	if a == b {
		return true, nil
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return false, nil
	}
	diff := math.Abs(b - a)
	return diff <= math.Abs(relTol*b) || diff <= math.Abs(relTol*a) || diff <= absTol, nil
}

// Return the floating-point value the given number of steps after x towards y.
//
// If steps is not specified or is None, it defaults to 1.
//
// Raises a TypeError, if x or y is not a double, or if steps is not an integer.
// Raises ValueError if steps is negative.
//
// CPython: Modules/mathmodule.c math_nextafter_impl
//
//py:def nextafter(x, y, /, *, steps=None)
func nextafter(t *objects.Thread, x, y float64, steps objects.Object) (float64, error) {
	if steps == objects.None {
		return math.Nextafter(x, y), nil
	}
	i, err := objects.Index(t, steps)
	if err != nil {
		return 0, err
	}
	n, b, _ := objects.IntValue(i)
	if n < 0 || b != nil && b.Sign() < 0 {
		return 0, objects.ValueErrorf(t, "steps must be a non-negative integer")
	}
	count := uint64(n)
	if b != nil {
		count = math.MaxUint64
		if b.IsUint64() {
			count = b.Uint64()
		}
	}
	switch {
	case count == 0 || math.IsNaN(x):
		return x, nil
	case math.IsNaN(y) || x == y:
		return y, nil
	}
	const sign = 1 << 63
	bx, by := math.Float64bits(x), math.Float64bits(y)
	ax, ay := bx&^sign, by&^sign
	switch {
	case (bx^by)&sign != 0:
		if ax+ay <= count {
			return y, nil
		}
		if ax < count {
			return math.Float64frombits(by&sign | (count - ax)), nil
		}
		return math.Float64frombits(bx - count), nil
	case ax > ay:
		if ax-ay >= count {
			return math.Float64frombits(bx - count), nil
		}
	case ay-ax >= count:
		return math.Float64frombits(bx + count), nil
	}
	return y, nil
}

// Return the value of the least significant bit of the float x.
//
//py:def ulp(x, /)
func ulp(x float64) float64 {
	x = math.Abs(x)
	if !isFinite(x) {
		return x
	}
	if next := math.Nextafter(x, math.Inf(1)); !math.IsInf(next, 0) {
		return next - x
	}
	return x - math.Nextafter(x, 0)
}
