// Package decimal reads decimal numbers.
package decimal

import (
	"strconv"
	"strings"
)

// maxDigits is how many significant digits can matter for a float64, with some to spare: strconv reads that many exactly, and
// miscounts the digits before the point of longer numbers.
const maxDigits = 780

// ParseFloat is strconv.ParseFloat(s, 64) for numbers of any length.
func ParseFloat(s string) (float64, error) {
	if len(s) > maxDigits {
		s = shorten(s)
	}
	return strconv.ParseFloat(s, 64)
}

// shorten gives a number that rounds as s does and has few digits; s itself if it is no decimal number.
func shorten(s string) string {
	mantissa, exponent := s, 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa = s[:i]
		e, err := strconv.Atoi(s[i+1:])
		if err != nil && !strings.Contains(err.Error(), strconv.ErrRange.Error()) {
			return s
		}
		// What is far out of range stays so however long the mantissa is.
		const far = 1 << 40
		exponent = min(max(e, -far), far)
	}
	sign := ""
	if mantissa != "" && (mantissa[0] == '-' || mantissa[0] == '+') {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	for i := range len(digits) {
		if digits[i]-'0' > 9 {
			return s
		}
	}
	point := len(whole) + exponent // digits before the decimal point
	trimmed := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(trimmed)
	if trimmed == "" {
		return sign + "0"
	}
	if len(trimmed) > maxDigits {
		// One more digit stands for all the others.
		rest := strings.Trim(trimmed[maxDigits:], "0") != ""
		trimmed = trimmed[:maxDigits]
		if rest {
			trimmed += "1"
		}
	}
	return sign + "0." + trimmed + "e" + strconv.Itoa(point)
}
