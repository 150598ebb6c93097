package objects

import (
	"math"
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// FormatSpec is a parsed format specification of the standard mini-language.
type FormatSpec struct {
	Fill          rune
	Align         rune // '<', '>', '=' or '^'
	Alternate     bool // '#'
	NoNegZero     bool // 'z'
	Sign          rune // '+', '-', ' ' or 0
	Width         int  // -1: not given
	Thousands     rune // ',', '_' or 0; groups of four digits where Type is one of b, o, x and X
	FracThousands rune // ',', '_' or 0
	Precision     int  // -1: not given
	Type          rune // the default type if not given, which may be 0
}

// Format gives format(o, spec), a str.
//
// CPython: Objects/abstract.c PyObject_Format
func Format(t *Thread, o Object, spec *Str) (*Str, error) {
	if spec == nil || len(spec.s) == 0 {
		switch TypeOf(o) {
		case &StrType:
			return cast[Str](o), nil
		case &IntType:
			return ToStr(t, o)
		}
	}
	if spec == nil {
		spec = emptyStr
	}
	var r Object
	var err error
	found := true
	switch TypeOf(o) {
	case &StrType:
		r, err = strFormat(t, cast[Str](o), spec)
	case &IntType:
		r, err = intFormat(t, o, spec)
	case &FloatType:
		r, err = floatFormat(t, o, spec)
	default:
		r, found, err = CallSpecial(t, o, nameFormat, Of(spec))
	}
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, TypeErrorf(t, "Type %.100s doesn't define __format__", TypeOf(o).Name200())
	}
	s := AsStr(r)
	if s == nil {
		return nil, TypeErrorf(t, "__format__ must return a str, not %.200s", TypeOf(r).Name200())
	}
	return s, nil
}

// specDigits reads decimal digits from s; n is how many bytes they take. ok is false where the number is too big.
func specDigits(s string) (value, n int, ok bool) {
	for n < len(s) {
		r, w := DecodeRune(s[n:])
		d := ucd.Decimal(r)
		if d < 0 {
			break
		}
		if value > (math.MaxInt-d)/10 {
			return 0, 0, false
		}
		value = value*10 + d
		n += w
	}
	return value, n, true
}

// ParseFormatSpec parses the format specification spec for formatting o.
//
// CPython: Python/formatter_unicode.c parse_internal_render_format_spec
func ParseFormatSpec(t *Thread, o Object, spec *Str, defaultType, defaultAlign rune) (FormatSpec, error) {
	f := FormatSpec{Fill: ' ', Align: defaultAlign, Width: -1, Precision: -1, Type: defaultType}
	s := spec.s
	next := func(chars string) rune {
		if s != "" && strings.IndexByte(chars, s[0]) >= 0 {
			c := rune(s[0])
			s = s[1:]
			return c
		}
		return 0
	}
	fillGiven, alignGiven := false, false
	if r, w := DecodeRune(s); w > 0 && len(s) > w && strings.IndexByte("<>=^", s[w]) >= 0 {
		f.Fill, f.Align = r, rune(s[w])
		fillGiven, alignGiven = true, true
		s = s[w+1:]
	} else if c := next("<>=^"); c != 0 {
		f.Align, alignGiven = c, true
	}
	f.Sign = next(" +-")
	f.NoNegZero = next("z") != 0
	f.Alternate = next("#") != 0
	if !fillGiven && next("0") != 0 {
		f.Fill = '0'
		if !alignGiven && defaultAlign == '>' {
			f.Align = '='
		}
	}
	tooMany := func() error { return ValueErrorf(t, "Too many decimal digits in format string") }
	value, n, ok := specDigits(s)
	if !ok {
		return f, tooMany()
	}
	if n > 0 {
		f.Width = value
		s = s[n:]
	}
	separators := func() (rune, error) {
		c := next(",")
		if u := next("_"); u != 0 {
			if c != 0 {
				return 0, ValueErrorf(t, "Cannot specify both ',' and '_'.")
			}
			c = u
		}
		if c == '_' && next(",") != 0 {
			return 0, ValueErrorf(t, "Cannot specify both ',' and '_'.")
		}
		return c, nil
	}
	var err error
	if f.Thousands, err = separators(); err != nil {
		return f, err
	}
	if next(".") != 0 {
		value, n, ok := specDigits(s)
		if !ok {
			return f, tooMany()
		}
		if n > 0 {
			f.Precision = value
			s = s[n:]
		}
		if f.FracThousands, err = separators(); err != nil {
			return f, err
		}
		if n == 0 && f.FracThousands == 0 {
			return f, ValueErrorf(t, "Format specifier missing precision")
		}
	}
	if s != "" {
		r, w := DecodeRune(s)
		if w < len(s) {
			return f, ValueErrorf(t, "Invalid format specifier '%s' for object of type '%.200s'", spec.s, TypeOf(o).Name200())
		}
		f.Type = r
	}
	if f.Thousands != 0 && !(f.Type == 0 || strings.ContainsRune("defgEG%F", f.Type) || f.Thousands == '_' && strings.ContainsRune("boxX", f.Type)) {
		return f, cannotSpecify(t, f.Thousands, f.Type)
	}
	if f.FracThousands != 0 && f.Type == 'n' {
		return f, cannotSpecify(t, f.FracThousands, f.Type)
	}
	return f, nil
}

func cannotSpecify(t *Thread, separator, typ rune) error {
	if typ > 32 && typ < 128 {
		return ValueErrorf(t, "Cannot specify '%c' with '%c'.", separator, typ)
	}
	return ValueErrorf(t, "Cannot specify '%c' with '\\x%x'.", separator, typ)
}

// unknownFormatCode is the ValueError for a presentation type that objects of o's type don't have.
func unknownFormatCode(t *Thread, code rune, o Object) error {
	if code > 32 && code < 128 {
		return ValueErrorf(t, "Unknown format code '%c' for object of type '%.200s'", code, TypeOf(o).Name200())
	}
	return ValueErrorf(t, "Unknown format code '\\x%x' for object of type '%.200s'", code, TypeOf(o).Name200())
}

// padText gives text, n code points long, filled up on both sides to width.
func padText(t *Thread, text string, n int, fill rune, align rune, width int) (*Str, error) {
	if width <= n {
		return makeStrLen(text, n), nil
	}
	left := 0
	switch align {
	case '>':
		left = width - n
	case '^':
		left = (width - n) / 2
	}
	b := AppendRune(nil, fill)
	if err := CheckAlloc(t, width-n, len(b)); err != nil {
		return nil, err
	}
	var out strings.Builder
	out.Grow(len(text) + (width-n)*len(b))
	repeatTo(&out, string(b), left)
	out.WriteString(text)
	repeatTo(&out, string(b), width-n-left)
	return makeStrLen(out.String(), width), nil
}

func repeatTo(out *strings.Builder, s string, n int) {
	if n > 64 {
		// In pieces: out has room for all, and nobody needs it twice.
		for piece := strings.Repeat(s, min(n, 1<<14)); n >= 1<<14; n -= 1 << 14 {
			out.WriteString(piece)
		}
		s, n = strings.Repeat(s, n), min(n, 1)
	}
	for ; n > 0; n-- {
		out.WriteString(s)
	}
}

// strFormat is str.__format__.
//
// CPython: Python/formatter_unicode.c format_string_internal
//
//py:def str.__format__(self, format_spec, /)
func strFormat(t *Thread, s *Str, spec *Str) (Object, error) {
	if len(spec.s) == 0 {
		if TypeOf(Of(s)) == &StrType {
			return Of(s), nil
		}
		r, err := ToStr(t, Of(s))
		return Of(r), err
	}
	f, err := ParseFormatSpec(t, Of(s), spec, 's', '<')
	if err != nil {
		return Object{}, err
	}
	switch {
	case f.Type != 's':
		return Object{}, unknownFormatCode(t, f.Type, Of(s))
	case f.Sign == ' ':
		return Object{}, ValueErrorf(t, "Space not allowed in string format specifier")
	case f.Sign != 0:
		return Object{}, ValueErrorf(t, "Sign not allowed in string format specifier")
	case f.NoNegZero:
		return Object{}, ValueErrorf(t, "Negative zero coercion (z) not allowed in string format specifier")
	case f.Alternate:
		return Object{}, ValueErrorf(t, "Alternate form (#) not allowed in string format specifier")
	case f.Align == '=':
		return Object{}, ValueErrorf(t, "'=' alignment not allowed in string format specifier")
	}
	text, n := s.s, s.Len()
	if f.Precision >= 0 && n > f.Precision {
		n = f.Precision
		text = s.Slice(0, n)
	}
	r, err := padText(t, text, n, f.Fill, f.Align, f.Width)
	return ObjectOrNull(r), err
}
