package objects

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// FormatParser splits a format string, as str.format takes, into literal text and replacement fields.
type FormatParser struct {
	s   string
	pos int
}

// NewFormatParser makes a parser of s.
func NewFormatParser(s string) *FormatParser { return &FormatParser{s: s} }

// FormatField is a stretch of literal text and the replacement field behind it, if Present.
type FormatField struct {
	Literal    string
	Present    bool
	Name, Spec string
	Conversion rune // 0: none
	nested     bool // the spec has fields itself
}

// Next gives the next field; ok is false at the end.
//
// CPython: Objects/stringlib/unicode_format.h MarkupIterator_next
func (p *FormatParser) Next(t *Thread) (f FormatField, ok bool, err error) {
	if p.pos >= len(p.s) {
		return f, false, nil
	}
	start := p.pos
	var c byte
	markup := false
	for p.pos < len(p.s) && !markup {
		c = p.s[p.pos]
		p.pos++
		markup = c == '{' || c == '}'
	}
	atEnd := p.pos >= len(p.s)
	end := p.pos
	switch {
	case c == '}' && (atEnd || p.s[p.pos] != '}'):
		return f, false, ValueErrorf(t, "Single '}' encountered in format string")
	case c == '{' && atEnd:
		return f, false, ValueErrorf(t, "Single '{' encountered in format string")
	case markup && p.s[p.pos] == c:
		p.pos++
		markup = false
	case markup:
		end--
	}
	f.Literal = p.s[start:end]
	if !markup {
		return f, true, nil
	}
	f.Present = true
	return f, true, p.field(t, &f)
}

// field parses a replacement field behind its opening brace.
//
// CPython: Objects/stringlib/unicode_format.h parse_field
func (p *FormatParser) field(t *Thread, f *FormatField) error {
	start := p.pos
	var c byte
name:
	for p.pos < len(p.s) {
		c = p.s[p.pos]
		p.pos++
		switch c {
		case '{':
			return ValueErrorf(t, "unexpected '{' in field name")
		case '[':
			for p.pos < len(p.s) && p.s[p.pos] != ']' {
				p.pos++
			}
		case '}', ':', '!':
			break name
		}
	}
	if c != '}' && c != ':' && c != '!' {
		return ValueErrorf(t, "expected '}' before end of string")
	}
	f.Name = p.s[start : p.pos-1]
	if c == '}' {
		return nil
	}
	if c == '!' {
		if p.pos >= len(p.s) {
			return ValueErrorf(t, "end of string while looking for conversion specifier")
		}
		r, w := DecodeRune(p.s[p.pos:])
		f.Conversion = r
		p.pos += w
		if p.pos < len(p.s) {
			c = p.s[p.pos]
			p.pos++
			if c == '}' {
				return nil
			}
			if c != ':' {
				return ValueErrorf(t, "expected ':' after conversion specifier")
			}
		}
	}
	start = p.pos
	for depth := 1; p.pos < len(p.s); {
		c = p.s[p.pos]
		p.pos++
		switch c {
		case '{':
			f.nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.Spec = p.s[start : p.pos-1]
				return nil
			}
		}
	}
	return ValueErrorf(t, "unmatched '{' in format spec")
}

// FieldName is a parsed field name: its first part and what is behind it.
type FieldName struct {
	First string
	Index int // First as a number, -1 if it is none
	rest  string
}

// ParseFieldName splits a field name.
//
// CPython: Objects/stringlib/unicode_format.h field_name_split
func ParseFieldName(t *Thread, name string) (FieldName, error) {
	i := 0
	for i < len(name) && name[i] != '.' && name[i] != '[' {
		i++
	}
	f := FieldName{First: name[:i], rest: name[i:]}
	var err error
	f.Index, err = fieldIndex(t, f.First)
	return f, err
}

// fieldIndex gives the number that s is, -1 if it is none.
func fieldIndex(t *Thread, s string) (int, error) {
	if s == "" {
		return -1, nil
	}
	n := 0
	for s != "" {
		r, w := DecodeRune(s)
		d := ucd.Decimal(r)
		if d < 0 {
			return -1, nil
		}
		if n > (math.MaxInt-d)/10 {
			return -1, ValueErrorf(t, "Too many decimal digits in format string")
		}
		n = n*10 + d
		s = s[w:]
	}
	return n, nil
}

// Next gives the next attribute or item; ok is false at the end. index is not -1 for an item that is a number.
//
// CPython: Objects/stringlib/unicode_format.h FieldNameIterator_next
func (f *FieldName) Next(t *Thread) (name string, index int, attribute, ok bool, err error) {
	if f.rest == "" {
		return "", -1, false, false, nil
	}
	c := f.rest[0]
	rest := f.rest[1:]
	i := 0
	index = -1
	switch c {
	case '.':
		for i < len(rest) && rest[i] != '.' && rest[i] != '[' {
			i++
		}
		name, f.rest, attribute = rest[:i], rest[i:], true
	case '[':
		for i < len(rest) && rest[i] != ']' {
			i++
		}
		if i == len(rest) {
			return "", -1, false, false, ValueErrorf(t, "Missing ']' in format string")
		}
		name, f.rest = rest[:i], rest[i+1:]
		if index, err = fieldIndex(t, name); err != nil {
			return "", -1, false, false, err
		}
	default:
		return "", -1, false, false, ValueErrorf(t, "Only '.' or '[' may follow ']' in format field specifier")
	}
	if name == "" {
		return "", -1, false, false, ValueErrorf(t, "Empty attribute in format string")
	}
	return name, index, attribute, true, nil
}

// A formatter is a call of str.format under way.
type formatter struct {
	t         *Thread
	args      []Object
	hasArgs   bool
	kwargs    Object // null: none
	numbering byte   // 0 not known yet, 'a' automatic, 'm' manual
	next      int
}

// build appends s with its fields replaced to out.
func (f *formatter) build(out *textBuilder, s string, depth int) error {
	t := f.t
	if depth <= 0 {
		return ValueErrorf(t, "Max string recursion exceeded")
	}
	p := FormatParser{s: s}
	for {
		field, ok, err := p.Next(t)
		if err != nil {
			return err
		}
		if !ok {
			return nil
		}
		out.writeString(field.Literal)
		if !field.Present {
			continue
		}
		v, err := f.object(field.Name)
		if err != nil {
			return err
		}
		if v, err = convertField(t, v, field.Conversion); err != nil {
			return err
		}
		spec := emptyStr
		if field.nested {
			inner := textBuilder{}
			if err := f.build(&inner, field.Spec, depth-1); err != nil {
				return err
			}
			spec = inner.str()
		} else if field.Spec != "" {
			spec = MakeStr(field.Spec)
		}
		r, err := Format(t, v, spec)
		if err != nil {
			return err
		}
		if err := out.write(t, r); err != nil {
			return err
		}
	}
}

// convertField applies a conversion, 0 being none.
func convertField(t *Thread, v Object, conversion rune) (Object, error) {
	var s *Str
	var err error
	switch conversion {
	case 0:
		return v, nil
	case 'r':
		s, err = Repr(t, v)
	case 's':
		s, err = ToStr(t, v)
	case 'a':
		s, err = ASCII(t, v)
	default:
		if conversion > 32 && conversion < 127 {
			return Object{}, ValueErrorf(t, "Unknown conversion specifier %c", conversion)
		}
		return Object{}, ValueErrorf(t, "Unknown conversion specifier \\x%x", conversion)
	}
	return ObjectOrNull(s), err
}

// object gives the value that a field name stands for.
//
// CPython: Objects/stringlib/unicode_format.h get_field_object
func (f *formatter) object(name string) (Object, error) {
	t := f.t
	n, err := ParseFieldName(t, name)
	if err != nil {
		return Object{}, err
	}
	if n.First == "" || n.Index >= 0 {
		want := byte('m')
		if n.First == "" {
			want = 'a'
		}
		switch {
		case f.numbering == 0:
			f.numbering = want
		case f.numbering == 'm' && want == 'a':
			return Object{}, ValueErrorf(t, "cannot switch from manual field specification to automatic field numbering")
		case f.numbering == 'a' && want == 'm':
			return Object{}, ValueErrorf(t, "cannot switch from automatic field numbering to manual field specification")
		}
		if n.First == "" {
			n.Index = f.next
			f.next++
		}
	}
	var v Object
	switch {
	case n.Index < 0:
		key := NewStr(n.First)
		if f.kwargs.IsNull() {
			return Object{}, KeyError(t, key)
		}
		if v, err = GetItem(t, f.kwargs, key); err != nil {
			return Object{}, err
		}
	case !f.hasArgs:
		return Object{}, ValueErrorf(t, "Format string contains positional fields")
	case n.Index >= len(f.args):
		return Object{}, Errorf(t, &ExcIndexError, "Replacement index %d out of range for positional args tuple", n.Index)
	default:
		v = f.args[n.Index]
	}
	for {
		part, index, attribute, ok, err := n.Next(t)
		if err != nil {
			return Object{}, err
		}
		if !ok {
			return v, nil
		}
		switch {
		case attribute:
			v, err = GetAttr(t, v, t.Interp.InternStr(MakeStr(part)))
		case index >= 0:
			v, err = GetItem(t, v, NewInt(int64(index)))
		default:
			v, err = GetItem(t, v, NewStr(part))
		}
		if err != nil {
			return Object{}, err
		}
	}
}

// format replaces the fields in braces: {0} by a positional argument, {name} by a keyword argument.
//
//py:def str.format(self, /, *args, **kwargs)
//py:borrow
func (s *Str) format(t *Thread, args []Object, kwargs *Dict) (*Str, error) {
	f := formatter{t: t, args: append([]Object(nil), args...), hasArgs: true, kwargs: Of(kwargs)}
	out := textBuilder{}
	if err := f.build(&out, s.s, 2); err != nil {
		return nil, err
	}
	return out.str(), nil
}

// formatMap replaces the fields in braces by the items of a mapping.
//
//py:def str.format_map(self, mapping, /)
func (s *Str) formatMap(t *Thread, mapping Object) (*Str, error) {
	f := formatter{t: t, kwargs: mapping}
	out := textBuilder{}
	if err := f.build(&out, s.s, 2); err != nil {
		return nil, err
	}
	return out.str(), nil
}

// A textBuilder collects text. n counts code points.
type textBuilder struct {
	b []byte
	n int
}

func (o *textBuilder) writeString(s string) {
	o.b = append(o.b, s...)
	o.n += CodePoints(s)
}

func (o *textBuilder) write(t *Thread, s *Str) error {
	if err := CheckAlloc(t, len(o.b)+len(s.s), 1); err != nil {
		return err
	}
	o.b = append(o.b, s.s...)
	o.n += s.Len()
	return nil
}

func (o *textBuilder) str() *Str { return makeStrShort(bytesString(o.b), o.n) }
