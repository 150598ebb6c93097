package objects

import (
	"math"
	"strconv"
	"strings"
)

// FloatFlags modify FormatFloat.
type FloatFlags uint8

// The flags of FormatFloat.
const (
	FloatSign      FloatFlags = 1 << iota // always a sign
	FloatAddDot0                          // ".0" where the text would look like an int's
	FloatAlt                              // keep the point and a 'g' format's zeros
	FloatNoNegZero                        // no sign where the digits are all 0
)

// FormatFloat formats x with one of the codes e, E, f, F, g, G and r (repr, where precision is 0).
//
// CPython: Python/pystrtod.c PyOS_double_to_string
func FormatFloat(x float64, code byte, precision int, flags FloatFlags) string {
	upper := code >= 'A' && code <= 'Z'
	if upper {
		code += 'a' - 'A'
	}
	negative := math.Signbit(x) && !math.IsNaN(x)
	x = math.Abs(x)
	var s string
	switch {
	case math.IsNaN(x):
		s = "nan"
	case math.IsInf(x, 0):
		s = "inf"
	default:
		s = formatDigits(x, code, precision, flags)
		if flags&FloatNoNegZero != 0 && negative && !strings.ContainsAny(strings.SplitN(s, "e", 2)[0], "123456789") {
			negative = false
		}
	}
	if upper {
		s = strings.ToUpper(s)
	}
	if negative {
		return "-" + s
	}
	if flags&FloatSign != 0 {
		return "+" + s
	}
	return s
}

// formatDigits formats x, finite and not negative.
func formatDigits(x float64, code byte, precision int, flags FloatFlags) string {
	alt := flags&FloatAlt != 0
	switch code {
	case 'f':
		s := strconv.FormatFloat(x, 'f', precision, 64)
		if precision == 0 {
			if alt {
				s += "."
			} else if flags&FloatAddDot0 != 0 {
				s += ".0"
			}
		}
		return s
	case 'e':
		s := strconv.FormatFloat(x, 'e', precision, 64)
		if precision == 0 && alt {
			i := strings.IndexByte(s, 'e')
			s = s[:i] + "." + s[i:]
		}
		return s
	}
	limit := 16
	var s string
	if code == 'r' {
		s = strconv.FormatFloat(x, 'e', -1, 64)
	} else {
		precision = max(precision, 1)
		// More digits than a float can have are zeros.
		s = strconv.FormatFloat(x, 'e', min(precision, 1100)-1, 64)
		limit = precision
		if flags&FloatAddDot0 != 0 {
			limit--
		}
	}
	i := strings.IndexByte(s, 'e')
	exp, _ := strconv.Atoi(s[i+1:])
	digits := s[:1]
	if i > 2 {
		digits += s[2:i]
	}
	if code == 'g' {
		if alt {
			digits += strings.Repeat("0", precision-len(digits))
		} else {
			digits = digits[:1] + strings.TrimRight(digits[1:], "0")
		}
	}
	if decpt := exp + 1; decpt > -4 && decpt <= limit {
		switch {
		case decpt <= 0:
			return "0." + strings.Repeat("0", -decpt) + digits
		case decpt < len(digits):
			return digits[:decpt] + "." + digits[decpt:]
		}
		digits += strings.Repeat("0", decpt-len(digits))
		switch {
		case flags&FloatAddDot0 != 0:
			return digits + ".0"
		case alt:
			return digits + "."
		}
		return digits
	}
	mantissa := digits[:1]
	if len(digits) > 1 {
		mantissa += "." + digits[1:]
	} else if alt {
		mantissa += "."
	}
	return mantissa + s[i:]
}
