// Package cmath is the module cmath.
package cmath

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/libm"
	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the cmath module.
var Module = objects.ModuleDef{
	Name: "cmath",
	Doc: `This module provides access to mathematical functions for complex
numbers.`,
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "pi", objects.NewFloat(math.Pi))
		m.Add(t, "e", objects.NewFloat(math.E))
		m.Add(t, "tau", objects.NewFloat(2*math.Pi))
		m.Add(t, "inf", objects.NewFloat(math.Inf(1)))
		m.Add(t, "infj", objects.NewComplex(complex(0, math.Inf(1))))
		m.Add(t, "nan", objects.NewFloat(math.NaN()))
		m.Add(t, "nanj", objects.NewComplex(complex(0, math.NaN())))
		return nil
	},
}

func domainError(t *objects.Thread) error { return objects.ValueErrorf(t, "math domain error") }

func rangeError(t *objects.Thread) error { return objects.OverflowErrorf(t, "math range error") }

// result makes the object or the error of a result.
func result(t *objects.Thread, r complex128, bad, finiteArgument bool) (objects.Object, error) {
	switch {
	case bad:
		return objects.Object{}, domainError(t)
	case finiteArgument && (math.IsInf(real(r), 0) || math.IsInf(imag(r), 0)):
		return objects.Object{}, rangeError(t)
	}
	return objects.NewComplex(r), nil
}

// one calls f for an argument.
func one(t *objects.Thread, z objects.Object, f func(complex128) (complex128, bool)) (objects.Object, error) {
	v, err := objects.AsComplex128(t, z)
	if err != nil {
		return objects.Object{}, err
	}
	r, bad := f(v)
	return result(t, r, bad, finite(v))
}

// Return the arc cosine of z.
//
//py:def acos(z, /)
func acos(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, acosC) }

// Return the inverse hyperbolic cosine of z.
//
//py:def acosh(z, /)
func acosh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, acoshC) }

// Return the arc sine of z.
//
//py:def asin(z, /)
func asin(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, asinC) }

// Return the inverse hyperbolic sine of z.
//
//py:def asinh(z, /)
func asinh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, asinhC) }

// Return the arc tangent of z.
//
//py:def atan(z, /)
func atan(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, atanC) }

// Return the inverse hyperbolic tangent of z.
//
//py:def atanh(z, /)
func atanh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, atanhC) }

// Return the cosine of z.
//
//py:def cos(z, /)
func cos(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, cosC) }

// Return the hyperbolic cosine of z.
//
//py:def cosh(z, /)
func cosh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, coshC) }

// Return the exponential value e**z.
//
//py:def exp(z, /)
func exp(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, expC) }

// Return the base-10 logarithm of z.
//
//py:def log10(z, /)
func log10(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, log10C) }

// Return the sine of z.
//
//py:def sin(z, /)
func sin(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, sinC) }

// Return the hyperbolic sine of z.
//
//py:def sinh(z, /)
func sinh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, sinhC) }

// Return the square root of z.
//
//py:def sqrt(z, /)
func sqrt(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, sqrtC) }

// Return the tangent of z.
//
//py:def tan(z, /)
func tan(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, tanC) }

// Return the hyperbolic tangent of z.
//
//py:def tanh(z, /)
func tanh(t *objects.Thread, z objects.Object) (objects.Object, error) { return one(t, z, tanhC) }

// log(z[, base]) -> the logarithm of z to the given base.
//
// If the base is not specified, returns the natural logarithm (base e) of z.
//
//py:def log(z, base=<unrepresentable>, /)
func log(t *objects.Thread, z, base objects.Object) (objects.Object, error) {
	x, err := objects.AsComplex128(t, z)
	if err != nil {
		return objects.Object{}, err
	}
	r, bad := logC(x)
	if !base.IsNull() {
		b, err := objects.AsComplex128(t, base)
		if err != nil {
			return objects.Object{}, err
		}
		d, badBase := logC(b)
		if bad || badBase || d == 0 {
			return objects.Object{}, domainError(t)
		}
		r = objects.ComplexDiv(r, d)
	}
	return result(t, r, bad, false)
}

// Return argument, also known as the phase angle, of a complex.
//
//py:def phase(z, /)
func phase(t *objects.Thread, z objects.Object) (float64, error) {
	v, err := objects.AsComplex128(t, z)
	if err != nil {
		return 0, err
	}
	r := libm.Atan2(imag(v), real(v))
	if r == 0 && imag(v) != 0 && finite(v) {
		return 0, rangeError(t)
	}
	return r, nil
}

// Convert a complex from rectangular coordinates to polar coordinates.
//
// r is the distance from 0 and phi the phase angle.
//
//py:def polar(z, /)
func polar(t *objects.Thread, z objects.Object) (objects.Object, error) {
	v, err := objects.AsComplex128(t, z)
	if err != nil {
		return objects.Object{}, err
	}
	r := libm.Hypot(real(v), imag(v))
	if math.IsInf(r, 0) && finite(v) {
		return objects.Object{}, rangeError(t)
	}
	return objects.NewTuple(objects.NewFloat(r), objects.NewFloat(libm.Atan2(imag(v), real(v)))), nil
}

// Convert from polar coordinates to rectangular coordinates.
//
//py:def rect(r, phi, /)
func rect(t *objects.Thread, r, phi float64) (objects.Object, error) {
	z, bad := rectC(r, phi)
	return result(t, z, bad, false)
}

// Return True if both the real and imaginary parts of z are finite, else False.
//
//py:def isfinite(z, /)
func isfinite(t *objects.Thread, z objects.Object) (bool, error) {
	v, err := objects.AsComplex128(t, z)
	return finite(v), err
}

// Checks if the real or imaginary part of z not a number (NaN).
//
//py:def isnan(z, /)
func isnan(t *objects.Thread, z objects.Object) (bool, error) {
	v, err := objects.AsComplex128(t, z)
	return math.IsNaN(real(v)) || math.IsNaN(imag(v)), err
}

// Checks if the real or imaginary part of z is infinite.
//
//py:def isinf(z, /)
func isinf(t *objects.Thread, z objects.Object) (bool, error) {
	v, err := objects.AsComplex128(t, z)
	return infinite(v), err
}

func infinite(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }

// Determine whether two complex numbers are close in value.
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
// For the values to be considered close, the difference between them must be
// smaller than at least one of the tolerances.
//
// -inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is
// not close to anything, even itself. inf and -inf are only close to themselves.
//
//py:def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
func isclose(t *objects.Thread, a, b objects.Object, relTol, absTol float64) (bool, error) {
	x, err := objects.AsComplex128(t, a)
	if err != nil {
		return false, err
	}
	y, err := objects.AsComplex128(t, b)
	if err != nil {
		return false, err
	}
	if relTol < 0 || absTol < 0 {
		return false, objects.ValueErrorf(t, "tolerances must be non-negative")
	}
	if x == y {
		return true, nil
	}
	if infinite(x) || infinite(y) {
		return false, nil
	}
	abs := func(z complex128) float64 { return libm.Hypot(real(z), imag(z)) }
	diff := abs(x - y)
	return diff <= relTol*abs(y) || diff <= relTol*abs(x) || diff <= absTol, nil
}
