package objects

import (
	"math/big"
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// strDigitsThreshold is the number of digits up to which conversions between int and text are never limited.
const strDigitsThreshold = 640

// asciiNumber gives text with all white space made blanks and all decimal digits ASCII ones, as the parsers of numbers read it. ASCII
// text stays as it is.
//
// CPython: Objects/unicodeobject.c _PyUnicode_TransformDecimalAndSpaceToASCII
func asciiNumber(s *Str) string {
	if s.IsASCII() {
		return s.s
	}
	b := make([]byte, 0, len(s.s))
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		rest = rest[w:]
		switch {
		case r < 128:
			b = append(b, byte(r))
		case ucd.IsSpace(r):
			b = append(b, ' ')
		case ucd.Decimal(r) >= 0:
			b = append(b, '0'+byte(ucd.Decimal(r)))
		default:
			return string(append(b, '?'))
		}
	}
	return string(b)
}

func isSpaceASCII(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func trimSpaceASCII(s string) string {
	for s != "" && isSpaceASCII(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpaceASCII(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func digitValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// ParseInt gives the int that text s is in a base of 2 to 36, or 0 where the text tells. Errors are ValueErrors.
//
// CPython: Objects/longobject.c PyLong_FromUnicodeObject
func ParseInt(t *Thread, s *Str, base int) (Object, error) {
	v, ok, err := parseInt(t, asciiNumber(s), base)
	if err != nil || ok {
		return v, err
	}
	return Object{}, invalidLiteral(t, Of(s), base)
}

func parseIntBytes(t *Thread, b []byte, base int) (Object, error) {
	v, ok, err := parseInt(t, string(b), base)
	if err != nil || ok {
		return v, err
	}
	return Object{}, invalidLiteral(t, NewBytes(append([]byte(nil), b...)), base)
}

func invalidLiteral(t *Thread, o Object, base int) error {
	r, err := Repr(t, o)
	if err != nil {
		return err
	}
	return ValueErrorf(t, "invalid literal for int() with base %d: %s", base, r.Slice(0, min(r.Len(), 200)))
}

// parseInt parses; ok is false where s is no int.
//
// CPython: Objects/longobject.c PyLong_FromString
func parseInt(t *Thread, s string, base int) (v Object, ok bool, err error) {
	s = trimSpaceASCII(s)
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative = s[0] == '-'
		s = s[1:]
	}
	mustBeZero := false
	prefix := 0
	if len(s) >= 2 && s[0] == '0' {
		switch s[1] {
		case 'x', 'X':
			prefix = 16
		case 'o', 'O':
			prefix = 8
		case 'b', 'B':
			prefix = 2
		}
	}
	if base == 0 {
		base = 10
		if prefix != 0 {
			base = prefix
		} else if s != "" && s[0] == '0' {
			mustBeZero = true
		}
	}
	if prefix == base {
		s = s[2:]
		if s != "" && s[0] == '_' {
			s = s[1:]
		}
	}
	// One underscore may stand between digits.
	digits, underscores := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] == '_' {
			if i == 0 || i == len(s)-1 || s[i-1] == '_' {
				return v, false, nil
			}
			underscores++
			continue
		}
		if digitValue(s[i]) >= base {
			return v, false, nil
		}
		digits++
	}
	if digits == 0 {
		return v, false, nil
	}
	if base&(base-1) != 0 && digits > strDigitsThreshold {
		if limit := t.Interp.MaxStrDigits; limit > 0 && digits > limit {
			return v, false, ValueErrorf(t, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
				"use sys.set_int_max_str_digits() to increase the limit", limit, digits)
		}
	}
	if underscores > 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if digits <= 12 {
		x := int64(0)
		for i := 0; i < len(s); i++ {
			x = x*int64(base) + int64(digitValue(s[i]))
		}
		if negative {
			x = -x
		}
		return NewInt(x), !mustBeZero || x == 0, nil
	}
	r := newBig()
	parseBig(&r.v, s, base)
	if negative {
		r.v.Neg(&r.v)
	}
	return r.done(), !mustBeZero || r.v.Sign() == 0, nil
}

// parseBig sets z to the digits, which are valid. Long ones are split, since reading digit by digit takes quadratic time.
func parseBig(z *big.Int, digits string, base int) {
	const chunk = 4000
	if len(digits) <= chunk || base&(base-1) == 0 {
		z.SetString(digits, base)
		return
	}
	// powers[i] is base to the number of digits in the lower half at depth i.
	low := chunk
	powers := []*big.Int{new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(chunk), nil)}
	for low*2 < len(digits) {
		last := powers[len(powers)-1]
		powers = append(powers, new(big.Int).Mul(last, last))
		low *= 2
	}
	var parse func(z *big.Int, digits string, level int)
	parse = func(z *big.Int, digits string, level int) {
		if level < 0 {
			z.SetString(digits, base)
			return
		}
		n := chunk << level
		if len(digits) <= n {
			parse(z, digits, level-1)
			return
		}
		var lower big.Int
		parse(z, digits[:len(digits)-n], level-1)
		parse(&lower, digits[len(digits)-n:], level-1)
		z.Mul(z, powers[level])
		z.Add(z, &lower)
	}
	parse(z, digits, len(powers)-1)
}

// decimalText gives o, an int, in decimal digits.
//
// CPython: Objects/longobject.c long_to_decimal_string_internal
func decimalText(t *Thread, x int64, b *big.Int) (string, error) {
	if b == nil {
		return formatInt64(x), nil
	}
	limit := t.Interp.MaxStrDigits
	tooLong := func() error {
		return ValueErrorf(t, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", limit)
	}
	// 0.30102 digits a bit is a little less than there are.
	if atLeast := int(float64(b.BitLen()) * 0.30102); limit > 0 && atLeast > strDigitsThreshold && atLeast > limit {
		return "", tooLong()
	}
	s := b.Text(10)
	n := len(s)
	if s[0] == '-' {
		n--
	}
	if limit > 0 && n > strDigitsThreshold && n > limit {
		return "", tooLong()
	}
	return s, nil
}
