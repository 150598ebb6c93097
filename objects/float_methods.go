package objects

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/gophersnake/gophersnake/internal/decimal"
)

// parseFloatText parses s as float() does, without white space around; ok is false where it is no number.
//
// CPython: Python/pystrtod.c PyOS_string_to_double, _Py_string_to_number_with_underscores
func parseFloatText(s string) (x float64, ok bool) {
	n := floatLength(s)
	if n == 0 || n != len(s) {
		return 0, false
	}
	return convertFloat(s), true
}

// convertFloat gives the value of what floatLength accepted.
func convertFloat(s string) float64 {
	if strings.IndexByte(s, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	x, err := decimal.ParseFloat(s)
	if errors.Is(err, strconv.ErrSyntax) {
		x = math.NaN() // Go knows it without a sign only
	}
	if s[0] == '-' {
		x = math.Copysign(x, -1)
	}
	return x
}

// floatLength gives the length of the longest prefix of s that is a float, 0 if there is none. One underscore may stand between digits.
func floatLength(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	rest := s[i:]
	for _, word := range [...]string{"infinity", "inf", "nan"} {
		if len(rest) >= len(word) && strings.EqualFold(rest[:len(word)], word) {
			return i + len(word)
		}
	}
	digits := func() (any bool) {
		for i < len(s) {
			if s[i] >= '0' && s[i] <= '9' {
				any = true
			} else if s[i] != '_' || !any || s[i-1] == '_' || i+1 >= len(s) || s[i+1] < '0' || s[i+1] > '9' {
				return any
			}
			i++
		}
		return any
	}
	whole := digits()
	fraction := false
	if i < len(s) && s[i] == '.' {
		i++
		fraction = digits()
	}
	if !whole && !fraction {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		mark := i
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			i = mark
		}
	}
	return i
}

// ParseFloat gives the float that text s is.
//
// CPython: Objects/floatobject.c PyFloat_FromString
func ParseFloat(t *Thread, s *Str) (float64, error) { return parseFloatObject(t, Of(s)) }

// parseFloatObject gives the float that o, a str or a bytes-like object, is.
func parseFloatObject(t *Thread, o Object) (float64, error) {
	var text string
	if s := AsStr(o); s != nil {
		text = asciiNumber(s)
	} else if TypeOf(o).Slots.Buffer != nil {
		b, err := ArgBytes(t, o)
		if err != nil {
			return 0, err
		}
		text = string(b)
	} else {
		return 0, TypeErrorf(t, "float() argument must be a string or a real number, not '%.200s'", TypeOf(o).Name200())
	}
	if x, ok := parseFloatText(trimSpaceASCII(text)); ok {
		return x, nil
	}
	r, err := Repr(t, o)
	if err != nil {
		return 0, err
	}
	return 0, ValueErrorf(t, "could not convert string to float: %s", r.s)
}

func floatRepr(_ *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	s := FormatFloat(x, 'r', 0, FloatAddDot0)
	return Of(makeStrLen(s, len(s))), nil
}

// floatFromNumber converts real number to a floating-point number.
//
//py:classmethod float.from_number(cls, number, /)
func floatFromNumber(t *Thread, cls *Type, number Object) (Object, error) {
	if number.Ref == floatRef && cls == &FloatType {
		return number, nil
	}
	x, err := AsFloat64(t, number)
	if err != nil {
		return Object{}, err
	}
	return floatOfType(t, cls, x)
}

// floatOfType gives x as an instance of cls, float or a subclass, which is called.
func floatOfType(t *Thread, cls *Type, x float64) (Object, error) {
	if cls != &FloatType {
		return CallArgs(t, Of(cls), NewFloat(x))
	}
	return NewFloat(x), nil
}

// floatIsInteger returns True if the float is an integer.
//
//py:def float.is_integer(self, /)
func floatIsInteger(o Object) bool {
	x, _ := FloatValue(o)
	return !math.IsInf(x, 0) && math.Floor(x) == x
}

// floatTrunc returns the Integral closest to x between 0 and x.
//
//py:def float.__trunc__(self, /)
func floatTrunc(t *Thread, o Object) (Object, error) { return floatInt(t, o) }

// floatFloor returns the floor as an Integral.
//
//py:def float.__floor__(self, /)
func floatFloor(t *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return IntFromFloat(t, math.Floor(x))
}

// floatCeil returns the ceiling as an Integral.
//
//py:def float.__ceil__(self, /)
func floatCeil(t *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	return IntFromFloat(t, math.Ceil(x))
}

// floatConjugate returns self, the complex conjugate of any float.
//
//py:def float.conjugate(self, /)
func floatConjugate(o Object) Object {
	x, _ := FloatValue(o)
	return NewFloat(x)
}

// floatReal is the real part of a complex number.
//
//py:get float.real
func floatReal(o Object) Object { return floatConjugate(o) }

// floatImag is the imaginary part of a complex number.
//
//py:get float.imag
func floatImag(Object) Object { return NewFloat(0) }

// floatGetNewArgs gives what __new__ gets when a copy is made.
//
//py:def float.__getnewargs__(self, /)
func floatGetNewArgs(o Object) Object { return NewTuple(floatConjugate(o)) }

// floatRound returns the Integral closest to x, rounding half toward even.
//
// When an argument is passed, work like built-in round(x, ndigits).
//
// CPython: Objects/floatobject.c float___round___impl
//
//py:def float.__round__(self, ndigits=None, /)
func floatRound(t *Thread, o, ndigits Object) (Object, error) {
	x, _ := FloatValue(o)
	if ndigits == None {
		return IntFromFloat(t, math.RoundToEven(x))
	}
	n, err := AsSsize(t, ndigits, nil)
	if err != nil {
		return Object{}, err
	}
	// Beyond these numbers of digits rounding changes nothing, or leaves nothing.
	const most, least = 323, -308
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x) || n > most:
		return NewFloat(x), nil
	case n < least:
		return NewFloat(0 * x), nil
	}
	r, ok := roundDecimal(x, n)
	if !ok {
		return Object{}, OverflowErrorf(t, "rounded value too large to represent")
	}
	return NewFloat(r), nil
}

// roundDecimal rounds x to n digits after the point, the exact value's halves to even; ok is false where the result is too large.
//
// CPython: Objects/floatobject.c double_round
func roundDecimal(x float64, n int) (r float64, ok bool) {
	if n >= 0 {
		r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', n, 64), 64)
		return r, err == nil
	}
	// Digits before the point: round the exponent form to as many digits as remain.
	s := strconv.FormatFloat(math.Abs(x), 'e', 17, 64)
	e, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	switch keep := e + 1 + n; {
	case keep < 0:
		r = 0
	case keep == 0:
		// Half a unit or less rounds to 0, which is even.
		half := new(big.Float).SetPrec(1200)
		half.SetString("5e" + strconv.Itoa(-n-1))
		if new(big.Float).SetFloat64(math.Abs(x)).Cmp(half) > 0 {
			var err error
			if r, err = strconv.ParseFloat("1e"+strconv.Itoa(-n), 64); err != nil {
				return 0, false
			}
		}
	default:
		var err error
		if r, err = strconv.ParseFloat(strconv.FormatFloat(math.Abs(x), 'e', keep-1, 64), 64); err != nil {
			return 0, false
		}
	}
	return math.Copysign(r, x), true
}

// floatAsIntegerRatio returns a pair of integers, whose ratio is exactly equal to the original float.
//
// The ratio is in lowest terms and has a positive denominator.  Raise
// OverflowError on infinities and a ValueError on NaNs.
//
// >>> (10.0).as_integer_ratio()
// (10, 1)
// >>> (0.0).as_integer_ratio()
// (0, 1)
// >>> (-.25).as_integer_ratio()
// (-1, 4)
//
//py:def float.as_integer_ratio(self, /)
func floatAsIntegerRatio(t *Thread, o Object) (Object, error) {
	x, _ := FloatValue(o)
	if math.IsInf(x, 0) {
		return Object{}, OverflowErrorf(t, "cannot convert Infinity to integer ratio")
	}
	if math.IsNaN(x) {
		return Object{}, ValueErrorf(t, "cannot convert NaN to integer ratio")
	}
	r := new(big.Rat).SetFloat64(x)
	return NewTuple(NewBigInt(r.Num()), NewBigInt(r.Denom())), nil
}

// floatHex returns a hexadecimal representation of a floating-point number.
//
// >>> (-0.1).hex()
// '-0x1.999999999999ap-4'
// >>> 3.14159.hex()
// '0x1.921f9f01b866ep+1'
//
// CPython: Objects/floatobject.c float_hex_impl
//
//py:def float.hex(self, /)
func floatHex(o Object) string {
	x, _ := FloatValue(o)
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return FormatFloat(x, 'r', 0, 0)
	}
	sign := ""
	if math.Signbit(x) {
		sign = "-"
	}
	if x == 0 {
		return sign + "0x0.0p+0"
	}
	bits := math.Float64bits(x)
	e := int(bits>>52&0x7FF) - 1023
	lead := "1"
	if e == -1023 {
		lead, e = "0", -1022
	}
	digits := strconv.FormatUint(bits&(1<<52-1), 16)
	expSign := "+"
	if e < 0 {
		expSign, e = "-", -e
	}
	return sign + "0x" + lead + "." + strings.Repeat("0", 13-len(digits)) + digits + "p" + expSign + strconv.Itoa(e)
}

// floatFromHex creates a floating-point number from a hexadecimal string.
//
// >>> float.fromhex('0x1.ffffp10')
// 2047.984375
// >>> float.fromhex('-0x1p-1074')
// -5e-324
//
// CPython: Objects/floatobject.c float_fromhex_impl
//
//py:classmethod float.fromhex(cls, string, /)
func floatFromHex(t *Thread, cls *Type, string Object) (Object, error) {
	text := AsStr(string)
	if text == nil {
		return Object{}, TypeErrorf(t, "bad argument type for built-in operation")
	}
	x, ok, overflow := parseHexFloat(trimSpaceASCII(text.s))
	if overflow {
		return Object{}, OverflowErrorf(t, "hexadecimal value too large to represent as a float")
	}
	if !ok {
		return Object{}, ValueErrorf(t, "invalid hexadecimal floating-point string")
	}
	return floatOfType(t, cls, x)
}

func parseHexFloat(s string) (x float64, ok, overflow bool) {
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative = s[0] == '-'
		s = s[1:]
	}
	sign := func(x float64) float64 {
		if negative {
			return -x
		}
		return x
	}
	switch strings.ToLower(s) {
	case "inf", "infinity":
		return sign(math.Inf(1)), true, false
	case "nan":
		return math.Copysign(math.NaN(), sign(1)), true, false
	}
	if len(s) >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		s = s[2:]
	}
	i, digits, point := 0, 0, -1
	for ; i < len(s); i++ {
		if s[i] == '.' && point < 0 {
			point = digits
		} else if digitValue(s[i]) < 16 {
			digits++
		} else {
			break
		}
	}
	if digits == 0 {
		return 0, false, false
	}
	mantissa := strings.Replace(s[:i], ".", "", 1)
	if point < 0 {
		point = digits
	}
	exp := int64(0)
	if i < len(s) && (s[i] == 'p' || s[i] == 'P') {
		e := s[i+1:]
		if e == "" || strings.ContainsAny(e, "_") {
			return 0, false, false
		}
		var err error
		if exp, err = strconv.ParseInt(e, 10, 64); err != nil {
			if !strings.HasSuffix(err.Error(), strconv.ErrRange.Error()) {
				return 0, false, false
			}
		}
		i = len(s)
	}
	if i != len(s) {
		return 0, false, false
	}
	// Leading zeros say nothing, and neither do more digits than a float can tell apart, but for their not being 0.
	stripped := strings.TrimLeft(mantissa, "0")
	if stripped == "" {
		return sign(0), true, false
	}
	point -= len(mantissa) - len(stripped)
	const enough = 32
	if len(stripped) > enough {
		tail := stripped[enough:]
		stripped = stripped[:enough]
		if strings.Trim(tail, "0") != "" {
			stripped += "1"
		}
	}
	const huge = 1 << 40
	if exp > huge || exp > -huge && 4*int64(point)+exp > 1100 {
		return 0, false, true
	}
	if exp < -huge || 4*int64(point)+exp < -1200 {
		return sign(0), true, false
	}
	var m big.Int
	m.SetString(stripped, 16)
	f := new(big.Float).SetPrec(200).SetInt(&m)
	f.SetMantExp(f, 4*(point-len(stripped))+int(exp))
	x, _ = f.Float64()
	return sign(x), true, math.IsInf(x, 0)
}

// floatGetFormat you probably don't want to use this function.
//
//	typestr
//	  Must be 'double' or 'float'.
//
// It exists mainly to be used in Python's test suite.
//
// This function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,
// little-endian' best describes the format of floating-point numbers used by the
// C type named by typestr.
//
//py:classmethod float.__getformat__(cls, typestr, /)
func floatGetFormat(t *Thread, _ *Type, typestr string) (string, error) {
	if typestr != "double" && typestr != "float" {
		return "", ValueErrorf(t, "__getformat__() argument 1 must be 'double' or 'float'")
	}
	return "IEEE, little-endian", nil
}
