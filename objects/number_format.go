package objects

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// numberText is a formatted number in parts: sign, prefix ("0x"), digits, point, the digits behind it, and what remains (an
// exponent, "inf").
type numberText struct {
	negative  bool
	prefix    string
	digits    string
	point     bool
	fraction  string
	remainder string
}

// splitNumber takes apart what FormatFloat made.
//
// CPython: Python/formatter_unicode.c parse_number
func splitNumber(s string) numberText {
	var n numberText
	s, n.negative = strings.CutPrefix(s, "-")
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n.digits, s = s[:i], s[i:]
	if strings.HasPrefix(s, ".") {
		n.point = true
		s = s[1:]
		i = 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		n.fraction, s = s[:i], s[i:]
	}
	n.remainder = s
	return n
}

// groupDigits puts separators between groups of digits, and zeros before them until there are min characters.
//
// CPython: Objects/unicodeobject.c _PyUnicode_InsertThousandsGrouping
func groupDigits(digits string, size int, separator rune, minWidth int) string {
	if digits == "" {
		return ""
	}
	if separator == 0 {
		if n := minWidth - len(digits); n > 0 {
			return strings.Repeat("0", n) + digits
		}
		return digits
	}
	var groups []string
	for {
		n := min(size, max(len(digits), minWidth, 1))
		from := max(len(digits)-n, 0)
		groups = append(groups, strings.Repeat("0", n-(len(digits)-from))+digits[from:])
		digits = digits[:from]
		minWidth -= n + 1
		if digits == "" && minWidth+1 <= 0 {
			break
		}
	}
	for i, j := 0, len(groups)-1; i < j; i, j = i+1, j-1 {
		groups[i], groups[j] = groups[j], groups[i]
	}
	return strings.Join(groups, string(separator))
}

// groupFraction puts separators between groups of three digits, from the left.
func groupFraction(digits string, separator rune) string {
	if separator == 0 {
		return digits
	}
	var b strings.Builder
	for i := 0; i < len(digits); i += 3 {
		if i > 0 {
			b.WriteRune(separator)
		}
		b.WriteString(digits[i:min(i+3, len(digits))])
	}
	return b.String()
}

// assemble puts a number together as the spec asks, filled up to its width.
//
// CPython: Python/formatter_unicode.c calc_number_widths, fill_number
func (n *numberText) assemble(t *Thread, f *FormatSpec) (string, error) {
	sign := ""
	switch {
	case n.negative:
		sign = "-"
	case f.Sign == '+':
		sign = "+"
	case f.Sign == ' ':
		sign = " "
	}
	if err := CheckAlloc(t, max(f.Width, 0), 4); err != nil {
		return "", err
	}
	fraction := groupFraction(n.fraction, f.FracThousands)
	other := len(sign) + len(n.prefix) + len(fraction) + CodePoints(n.remainder)
	if n.point {
		other++
	}
	size := 3
	if strings.ContainsRune("boxX", f.Type) && f.Type != 0 {
		size = 4
	}
	minWidth := 0
	if f.Fill == '0' && f.Align == '=' {
		minWidth = f.Width - other
	}
	digits := groupDigits(n.digits, size, f.Thousands, minWidth)
	padding := max(f.Width-other-len(digits), 0)
	if padding == 0 && f.Sign == 0 && !n.negative && n.prefix == "" && n.fraction == "" && n.remainder == "" && !n.point {
		return digits, nil
	}
	left, inside, right := 0, 0, 0
	switch f.Align {
	case '<':
		right = padding
	case '^':
		left = padding / 2
		right = padding - left
	case '=':
		inside = padding
	default:
		left = padding
	}
	var b strings.Builder
	fill := string(AppendRune(nil, f.Fill))
	b.WriteString(strings.Repeat(fill, left))
	b.WriteString(sign)
	b.WriteString(n.prefix)
	b.WriteString(strings.Repeat(fill, inside))
	b.WriteString(digits)
	if n.point {
		b.WriteByte('.')
	}
	b.WriteString(fraction)
	b.WriteString(n.remainder)
	b.WriteString(strings.Repeat(fill, right))
	return b.String(), nil
}

// intFormat converts to a string according to format_spec.
//
// CPython: Python/formatter_unicode.c _PyLong_FormatAdvancedWriter
//
//py:def int.__format__(self, format_spec, /)
func intFormat(t *Thread, o Object, spec *Str) (Object, error) {
	if len(spec.s) == 0 {
		if TypeOf(o) == &IntType {
			return intRepr(t, o)
		}
		s, err := ToStr(t, o)
		return ObjectOrNull(s), err
	}
	f, err := ParseFormatSpec(t, o, spec, 'd', '>')
	if err != nil {
		return Object{}, err
	}
	var s string
	x, b, _ := IntValue(o)
	switch f.Type {
	case 'b', 'c', 'd', 'o', 'x', 'X', 'n':
		s, err = formatInt(t, x, b, &f)
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		var v float64
		if v, err = intAsFloat(t, x, b); err == nil {
			s, err = formatFloatSpec(t, v, o, &f)
		}
	default:
		err = unknownFormatCode(t, f.Type, o)
	}
	if err != nil {
		return Object{}, err
	}
	return NewStr(s), nil
}

// formatInt formats an int with one of the integer codes.
//
// CPython: Python/formatter_unicode.c format_long_internal
func formatInt(t *Thread, x int64, b *big.Int, f *FormatSpec) (string, error) {
	if f.Precision >= 0 {
		return "", ValueErrorf(t, "Precision not allowed in integer format specifier")
	}
	if f.NoNegZero {
		return "", ValueErrorf(t, "Negative zero coercion (z) not allowed in integer format specifier")
	}
	var n numberText
	base := 10
	switch f.Type {
	case 'c':
		if f.Sign != 0 {
			return "", ValueErrorf(t, "Sign not allowed with integer format specifier 'c'")
		}
		if f.Alternate {
			return "", ValueErrorf(t, "Alternate form (#) not allowed with integer format specifier 'c'")
		}
		if b != nil {
			return "", OverflowErrorf(t, "Python int too large to convert to C long")
		}
		if x < 0 || x > 0x10FFFF {
			return "", OverflowErrorf(t, "%c arg not in range(0x110000)")
		}
		n.remainder = string(AppendRune(nil, rune(x)))
		return n.assemble(t, f)
	case 'b':
		base, n.prefix = 2, "0b"
	case 'o':
		base, n.prefix = 8, "0o"
	case 'x':
		base, n.prefix = 16, "0x"
	case 'X':
		base, n.prefix = 16, "0X"
	}
	if !f.Alternate {
		n.prefix = ""
	}
	var err error
	switch {
	case base == 10:
		n.digits, err = decimalText(t, x, b)
	case b == nil:
		n.digits = strconv.FormatInt(x, base)
	default:
		n.digits = b.Text(base)
	}
	if err != nil {
		return "", err
	}
	n.digits, n.negative = strings.CutPrefix(n.digits, "-")
	if f.Type == 'X' {
		n.digits = strings.ToUpper(n.digits)
	}
	return n.assemble(t, f)
}

// floatFormat formats the float according to format_spec.
//
// CPython: Python/formatter_unicode.c _PyFloat_FormatAdvancedWriter
//
//py:def float.__format__(self, format_spec, /)
func floatFormat(t *Thread, o Object, spec *Str) (Object, error) {
	if len(spec.s) == 0 {
		if TypeOf(o) == &FloatType {
			return floatRepr(t, o)
		}
		s, err := ToStr(t, o)
		return ObjectOrNull(s), err
	}
	f, err := ParseFormatSpec(t, o, spec, 0, '>')
	if err != nil {
		return Object{}, err
	}
	x, _ := FloatValue(o)
	s, err := formatFloatSpec(t, x, o, &f)
	if err != nil {
		return Object{}, err
	}
	return NewStr(s), nil
}

// floatCode gives code, precision and flags for FormatFloat.
func floatCode(t *Thread, o Object, f *FormatSpec, flags FloatFlags, more string) (code byte, precision int, _ FloatFlags, err error) {
	if f.Precision > math.MaxInt32 {
		return 0, 0, 0, ValueErrorf(t, "precision too big")
	}
	if f.Alternate {
		flags |= FloatAlt
	}
	if f.NoNegZero {
		flags |= FloatNoNegZero
	}
	precision = 6
	switch f.Type {
	case 0:
		code, precision = 'r', 0
	case 'n':
		code = 'g'
	case 'e', 'E', 'f', 'F', 'g', 'G':
		code = byte(f.Type)
	default:
		if f.Type > 127 || strings.IndexByte(more, byte(f.Type)) < 0 {
			return 0, 0, 0, unknownFormatCode(t, f.Type, o)
		}
		code = 'f'
	}
	if f.Precision >= 0 {
		precision = f.Precision
		if code == 'r' {
			code = 'g'
		}
	}
	return code, precision, flags, CheckAlloc(t, precision, 8)
}

// formatFloatSpec formats x, the value of o, with one of the floating-point codes.
//
// CPython: Python/formatter_unicode.c format_float_internal
func formatFloatSpec(t *Thread, x float64, o Object, f *FormatSpec) (string, error) {
	flags := FloatFlags(0)
	if f.Type == 0 {
		flags = FloatAddDot0
	}
	code, precision, flags, err := floatCode(t, o, f, flags, "%")
	if err != nil {
		return "", err
	}
	if f.Type == '%' {
		x *= 100
	}
	s := FormatFloat(x, code, precision, flags)
	if f.Type == '%' {
		s += "%"
	}
	n := splitNumber(s)
	return n.assemble(t, f)
}

// complexFormat converts to a string according to format_spec.
//
// CPython: Python/formatter_unicode.c format_complex_internal
//
//py:def complex.__format__(self, format_spec, /)
func complexFormat(t *Thread, c *Complex, spec *Str) (Object, error) {
	if len(spec.s) == 0 {
		s, err := ToStr(t, Of(c))
		return ObjectOrNull(s), err
	}
	f, err := ParseFormatSpec(t, Of(c), spec, 0, '>')
	if err != nil {
		return Object{}, err
	}
	if f.Type != 0 && !strings.ContainsRune("eEfFgGn", f.Type) {
		return Object{}, unknownFormatCode(t, f.Type, Of(c))
	}
	if f.Fill == '0' {
		return Object{}, ValueErrorf(t, "Zero padding is not allowed in complex format specifier")
	}
	if f.Align == '=' {
		return Object{}, ValueErrorf(t, "'=' alignment flag is not allowed in complex format specifier")
	}
	code, precision, flags, err := floatCode(t, Of(c), &f, 0, "")
	if err != nil {
		return Object{}, err
	}
	part := f
	part.Fill, part.Align, part.Width = ' ', '<', -1
	var text string
	parens := false
	if f.Type == 0 && real(c.V) == 0 && !math.Signbit(real(c.V)) {
		// The real part is left out.
	} else {
		parens = f.Type == 0
		n := splitNumber(FormatFloat(real(c.V), code, precision, flags))
		if text, err = n.assemble(t, &part); err != nil {
			return Object{}, err
		}
		part.Sign = '+'
	}
	n := splitNumber(FormatFloat(imag(c.V), code, precision, flags))
	im, err := n.assemble(t, &part)
	if err != nil {
		return Object{}, err
	}
	text += im + "j"
	if parens {
		text = "(" + text + ")"
	}
	s, err := padText(t, text, len(text), f.Fill, f.Align, f.Width)
	return ObjectOrNull(s), err
}
