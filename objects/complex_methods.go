package objects

import (
	"math"
	"strings"
)

// complexNew creates a complex number from a string or numbers.
//
// If a string is given, parse it as a complex number.
// If a single number is given, convert it to a complex number.
// If the 'real' or 'imag' arguments are given, create a complex number
// with the specified real and imaginary components.
//
// CPython: Objects/complexobject.c complex_new_impl
//
//py:new complex(cls, real=<missing>, imag=<missing>)
//py:sig (real=0, imag=0)
func complexNew(t *Thread, cls *Type, re, im Object) (Object, error) {
	v, err := complexOf(t, re, im)
	if err != nil {
		return Object{}, err
	}
	return complexOfType(cls, v), nil
}

// newComplex is the constructor: one positional argument may be text or have a __complex__, anything else are parts.
//
// CPython: Objects/complexobject.c complex_new, complex_vectorcall
func newComplex(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	if kwnames != nil || len(args) != 1 {
		return bindComplexNew(t, cls, args, kwnames)
	}
	v, same, err := complexOfOne(t, args[0])
	if err != nil {
		return Object{}, err
	}
	if same.Ref != nil && cls == &ComplexType {
		return same, nil
	}
	return complexOfType(cls, v), nil
}

func complexOfType(cls *Type, v complex128) Object {
	if cls == &ComplexType {
		return NewComplex(v)
	}
	o := NewInstance(cls)
	cast[Complex](o).V = v
	return o
}

// specialComplex calls o.__complex__; found is false if there is none.
//
// CPython: Objects/complexobject.c try_complex_special_method
func specialComplex(t *Thread, o Object) (v complex128, found bool, err error) {
	if TypeOf(o) == &ComplexType {
		return cast[Complex](o).V, true, nil
	}
	r, found, err := CallSpecial(t, o, nameComplex)
	if err != nil || !found {
		return 0, found, err
	}
	c := asComplex(r)
	if c == nil {
		return 0, true, TypeErrorf(t, "__complex__ returned non-complex (type %.200s)", TypeOf(r).Name200())
	}
	if TypeOf(r) != &ComplexType {
		err = Warn(t, &ExcDeprecationWarning, 1, "__complex__ returned non-complex (type %.200s).  The ability to return an instance "+
			"of a strict subclass of complex is deprecated, and may be removed in a future version of Python.", TypeOf(r).Name200())
	}
	return c.V, true, err
}

// complexOf gives the complex number of a constructor's arguments, which may be null.
func complexOf(t *Thread, re, im Object) (v complex128, err error) {
	var r, i complex128
	rComplex, iComplex := false, false
	if re.Ref != nil {
		var err error
		if r, rComplex, err = specialComplex(t, re); err != nil {
			return 0, err
		}
		if rComplex {
			// What is no real number is deprecated below.
		} else if c := asComplex(re); c != nil {
			r, rComplex = c.V, true
		} else if !isReal(re) {
			return 0, TypeErrorf(t, "complex() argument 'real' must be a real number, not %.200s", TypeOf(re).Name200())
		} else {
			x, err := AsFloat64(t, re)
			if err != nil {
				return 0, err
			}
			r = complex(x, 0)
		}
	}
	if im.Ref == nil {
		// No imaginary part of its own.
	} else if c := asComplex(im); c != nil {
		i, iComplex = c.V, true
	} else if !isReal(im) {
		return 0, TypeErrorf(t, "complex() argument 'imag' must be a real number, not %.200s", TypeOf(im).Name200())
	} else {
		x, err := AsFloat64(t, im)
		if err != nil {
			return 0, err
		}
		i = complex(x, 0)
	}
	if rComplex && !isReal(re) {
		if err := Warn(t, &ExcDeprecationWarning, 1, "complex() argument 'real' must be a real number, not %.200s", TypeOf(re).Name200()); err != nil {
			return 0, err
		}
	}
	if iComplex {
		if err := Warn(t, &ExcDeprecationWarning, 1, "complex() argument 'imag' must be a real number, not %.200s", TypeOf(im).Name200()); err != nil {
			return 0, err
		}
	}
	x, y := real(r), real(i)
	if iComplex {
		x -= imag(i)
	}
	if rComplex {
		y += imag(r)
	}
	return complex(x, y), nil
}

func isReal(o Object) bool {
	s := &TypeOf(o).Slots
	return s.Float != nil || s.Index != nil
}

// complexOfOne is complex(x).
func complexOfOne(t *Thread, o Object) (v complex128, same Object, err error) {
	if TypeOf(o) == &ComplexType {
		return cast[Complex](o).V, o, nil
	}
	if s := AsStr(o); s != nil {
		v, ok := parseComplex(asciiNumber(s))
		if !ok {
			return 0, Object{}, ValueErrorf(t, "complex() arg is a malformed string")
		}
		return v, Object{}, nil
	}
	v, found, err := specialComplex(t, o)
	if err != nil || found {
		return v, Object{}, err
	}
	if c := asComplex(o); c != nil {
		return c.V, Object{}, nil
	}
	if !isReal(o) {
		return 0, Object{}, TypeErrorf(t, "complex() argument must be a string or a number, not %.200s", TypeOf(o).Name200())
	}
	x, err := AsFloat64(t, o)
	return complex(x, 0), Object{}, err
}

// parseComplex parses a complex literal, perhaps in parentheses and with white space around; ok is false where it is none.
//
// CPython: Objects/complexobject.c complex_from_string_inner
func parseComplex(s string) (v complex128, ok bool) {
	s = trimSpaceASCII(s)
	if s != "" && s[0] == '(' {
		if s[len(s)-1] != ')' {
			return 0, false
		}
		s = trimSpaceASCII(s[1 : len(s)-1])
	}
	if s == "" {
		return 0, false
	}
	isJ := func(i int) bool { return i < len(s) && (s[i] == 'j' || s[i] == 'J') }
	x, y := 0.0, 0.0
	i := 0
	if n := floatLength(s); n > 0 {
		z := convertFloat(s[:n])
		i = n
		switch {
		case isJ(i):
			y = z
			i++
		case i < len(s) && (s[i] == '+' || s[i] == '-'):
			x = z
			if n := floatLength(s[i:]); n > 0 {
				y = convertFloat(s[i : i+n])
				i += n
			} else {
				// "1+j"
				y = 1
				if s[i] == '-' {
					y = -1
				}
				i++
			}
			if !isJ(i) {
				return 0, false
			}
			i++
		default:
			x = z
		}
	} else {
		// "j", "+j", "-j"
		y = 1
		if s[0] == '+' || s[0] == '-' {
			if s[0] == '-' {
				y = -1
			}
			i++
		}
		if !isJ(i) {
			return 0, false
		}
		i++
	}
	return complex(x, y), i == len(s)
}

// complexRepr gives "3j" where the real part is a positive zero, else "(1+3j)".
func complexRepr(_ *Thread, o Object) (Object, error) {
	v := cast[Complex](o).V
	if real(v) == 0 && !math.Signbit(real(v)) {
		return NewStr(FormatFloat(imag(v), 'r', 0, 0) + "j"), nil
	}
	var b strings.Builder
	b.WriteByte('(')
	b.WriteString(FormatFloat(real(v), 'r', 0, 0))
	b.WriteString(FormatFloat(imag(v), 'r', 0, FloatSign))
	b.WriteString("j)")
	return NewStr(b.String()), nil
}

// complexFromNumber converts number to a complex floating-point number.
//
//py:classmethod complex.from_number(cls, number, /)
func complexFromNumber(t *Thread, cls *Type, number Object) (Object, error) {
	if TypeOf(number) == &ComplexType && cls == &ComplexType {
		return number, nil
	}
	v, found, err := specialComplex(t, number)
	if err == nil && !found {
		if c := asComplex(number); c != nil {
			v = c.V
		} else {
			var x float64
			x, err = AsFloat64(t, number)
			v = complex(x, 0)
		}
	}
	if err != nil {
		return Object{}, err
	}
	if cls != &ComplexType {
		return CallArgs(t, Of(cls), NewComplex(v))
	}
	return NewComplex(v), nil
}

// complexConjugate returns the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.
//
//py:def complex.conjugate(self, /)
func complexConjugate(c *Complex) Object { return NewComplex(complex(real(c.V), -imag(c.V))) }

// complexGetNewArgs gives what __new__ gets when a copy is made.
//
//py:def complex.__getnewargs__(self, /)
func complexGetNewArgs(c *Complex) Object { return NewTuple(NewFloat(real(c.V)), NewFloat(imag(c.V))) }

// complexComplex converts this value to exact type complex.
//
//py:def complex.__complex__(self, /)
func complexComplex(c *Complex) Object { return NewComplex(c.V) }

// the real part of a complex number
//
//py:get complex.real
func complexReal(c *Complex) float64 { return real(c.V) }

// the imaginary part of a complex number
//
//py:get complex.imag
func complexImag(c *Complex) float64 { return imag(c.V) }

// AsComplex128 gives the value of a number: of a complex, through __complex__, or of a real number.
//
// CPython: Objects/complexobject.c PyComplex_AsCComplex
func AsComplex128(t *Thread, o Object) (complex128, error) {
	if c := asComplex(o); c != nil {
		return c.V, nil
	}
	v, found, err := specialComplex(t, o)
	if err != nil || found {
		return v, err
	}
	x, err := AsFloat64(t, o)
	return complex(x, 0), err
}
