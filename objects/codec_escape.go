package objects

import (
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// simpleEscape gives what a backslash with c stands for, -1 if that is none of the simple escapes.
func simpleEscape(c byte) int {
	switch c {
	case '\\', '\'', '"':
		return int(c)
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 't':
		return '\t'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 'v':
		return '\v'
	case 'a':
		return '\a'
	}
	return -1
}

// octal reads up to three octal digits.
func octal(b []byte) (value, n int) {
	for n < 3 && n < len(b) && b[n] >= '0' && b[n] <= '7' {
		value = value<<3 | int(b[n]-'0')
		n++
	}
	return value, n
}

// warnEscape warns of an escape sequence that is not one, or whose octal value is too big.
func warnEscape(t *Thread, prefix, octalKind string, what []byte) error {
	return Warn(t, &ExcDeprecationWarning, 1, "%s\"\\%s\" is an invalid %sescape sequence. Such sequences will not work in the future. ",
		prefix, DecodeLatin1(what).s, octalKind)
}

// DecodeUnicodeEscape decodes the escape sequences of string literals, other bytes being ISO 8859-1. Unless final, an incomplete
// sequence at the end is left.
//
// CPython: Objects/unicodeobject.c _PyUnicode_DecodeUnicodeEscapeInternal2
func DecodeUnicodeEscape(t *Thread, b []byte, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeState{t: t, encoding: "unicodeescape", errors: errors, in: b, out: make([]byte, 0, len(b))}
	warned := false
	pos := 0
	for pos < len(d.in) {
		c := d.in[pos]
		if c != '\\' {
			d.out = AppendRune(d.out, rune(c))
			pos++
			continue
		}
		start := pos
		pos++
		if pos >= len(d.in) {
			if !final {
				pos = start
				break
			}
			if pos, err = d.fail(start, pos, "\\ at end of string"); err != nil {
				return nil, 0, err
			}
			continue
		}
		c = d.in[pos]
		pos++
		if r := simpleEscape(c); r >= 0 {
			d.out = append(d.out, byte(r))
			continue
		}
		message := ""
		incomplete := false
		switch c {
		case '\n':
			continue
		case '0', '1', '2', '3', '4', '5', '6', '7':
			value, n := octal(d.in[pos-1:])
			pos += n - 1
			if value > 0xFF && !warned {
				warned = true
				if err := warnEscape(t, "", "octal ", d.in[start+1:pos]); err != nil {
					return nil, 0, err
				}
			}
			d.out = AppendRune(d.out, rune(value))
			continue
		case 'x', 'u', 'U':
			count := 2
			message = "truncated \\xXX escape"
			if c == 'u' {
				count, message = 4, "truncated \\uXXXX escape"
			} else if c == 'U' {
				count, message = 8, "truncated \\UXXXXXXXX escape"
			}
			var value uint32
			var ok bool
			if value, pos, ok, incomplete = hexEscape(d.in, pos, count); ok {
				if value <= 0x10FFFF {
					d.out = AppendRune(d.out, rune(value))
					continue
				}
				message = "illegal Unicode character"
			}
		case 'N':
			message = "malformed \\N character escape"
			if pos >= len(d.in) {
				incomplete = true
			} else if d.in[pos] == '{' {
				pos++
				name := pos
				for pos < len(d.in) && d.in[pos] != '}' {
					pos++
				}
				if pos >= len(d.in) {
					incomplete = true
				} else if pos > name {
					text, ok := ucd.LookupName(string(d.in[name:pos]))
					pos++
					if ok && CodePoints(text) == 1 {
						d.out = append(d.out, text...)
						continue
					}
					message = "unknown Unicode character name"
				}
			}
		default:
			if !warned {
				warned = true
				if err := warnEscape(t, "", "", []byte{c}); err != nil {
					return nil, 0, err
				}
			}
			d.out = AppendRune(append(d.out, '\\'), rune(c))
			continue
		}
		if incomplete && !final {
			pos = start
			break
		}
		if pos, err = d.fail(start, pos, message); err != nil {
			return nil, 0, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, nil
}

// hexEscape reads count hexadecimal digits at pos.
func hexEscape(b []byte, pos, count int) (value uint32, next int, ok, incomplete bool) {
	for ; count > 0; count-- {
		if pos >= len(b) {
			return 0, pos, false, true
		}
		h := hexDigit(b[pos])
		if h < 0 {
			return 0, pos, false, false
		}
		value = value<<4 | uint32(h)
		pos++
	}
	return value, pos, true, false
}

// DecodeRawUnicodeEscape decodes \u and \U escapes, other bytes being ISO 8859-1.
//
// CPython: Objects/unicodeobject.c _PyUnicode_DecodeRawUnicodeEscapeStateful
func DecodeRawUnicodeEscape(t *Thread, b []byte, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeState{t: t, encoding: "rawunicodeescape", errors: errors, in: b, out: make([]byte, 0, len(b))}
	pos := 0
	for pos < len(d.in) {
		start := pos
		c := d.in[pos]
		pos++
		if c != '\\' || pos >= len(d.in) && final {
			d.out = AppendRune(d.out, rune(c))
			continue
		}
		if pos >= len(d.in) {
			pos = start
			break
		}
		c = d.in[pos]
		pos++
		count, message := 4, "truncated \\uXXXX escape"
		switch c {
		case 'u':
		case 'U':
			count, message = 8, "truncated \\UXXXXXXXX escape"
		default:
			d.out = AppendRune(append(d.out, '\\'), rune(c))
			continue
		}
		value, next, ok, incomplete := hexEscape(d.in, pos, count)
		pos = next
		if ok {
			if value <= 0x10FFFF {
				d.out = AppendRune(d.out, rune(value))
				continue
			}
			message = "\\Uxxxxxxxx out of range"
		}
		if incomplete && !final {
			pos = start
			break
		}
		if pos, err = d.fail(start, pos, message); err != nil {
			return nil, 0, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, nil
}

// EncodeUnicodeEscape writes s as in a string literal without quotes, in ASCII.
func EncodeUnicodeEscape(s *Str) []byte {
	out := make([]byte, 0, len(s.s))
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		rest = rest[w:]
		switch {
		case r == '\\':
			out = append(out, `\\`...)
		case r == '\t':
			out = append(out, `\t`...)
		case r == '\n':
			out = append(out, `\n`...)
		case r == '\r':
			out = append(out, `\r`...)
		case r >= ' ' && r < 127:
			out = append(out, byte(r))
		default:
			out = appendEscape(out, r)
		}
	}
	return out
}

// EncodeRawUnicodeEscape writes s in ISO 8859-1, with escapes for what that has not.
func EncodeRawUnicodeEscape(s *Str) []byte {
	out := make([]byte, 0, len(s.s))
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		rest = rest[w:]
		if r < 0x100 {
			out = append(out, byte(r))
		} else {
			out = appendEscape(out, r)
		}
	}
	return out
}

// DecodeBytesEscape decodes the escape sequences of bytes literals.
//
// CPython: Objects/bytesobject.c _PyBytes_DecodeEscape2
func DecodeBytesEscape(t *Thread, b []byte, errors string) ([]byte, error) {
	out := make([]byte, 0, len(b))
	warned := false
	for pos := 0; pos < len(b); {
		c := b[pos]
		pos++
		if c != '\\' {
			out = append(out, c)
			continue
		}
		if pos >= len(b) {
			return nil, ValueErrorf(t, "Trailing \\ in string")
		}
		c = b[pos]
		pos++
		if r := simpleEscape(c); r >= 0 {
			out = append(out, byte(r))
			continue
		}
		switch c {
		case '\n':
		case '0', '1', '2', '3', '4', '5', '6', '7':
			value, n := octal(b[pos-1:])
			if value > 0xFF && !warned {
				warned = true
				if err := warnEscape(t, "b", "octal ", b[pos-1:pos-1+n]); err != nil {
					return nil, err
				}
			}
			pos += n - 1
			out = append(out, byte(value))
		case 'x':
			if value, next, ok, _ := hexEscape(b, pos, 2); ok {
				out = append(out, byte(value))
				pos = next
				break
			}
			if pos < len(b) && hexDigit(b[pos]) >= 0 {
				pos++
			}
			switch errors {
			case "", "strict":
				return nil, ValueErrorf(t, "invalid \\x escape at position %d", pos-2)
			case "replace":
				out = append(out, '?')
			case "ignore":
			default:
				return nil, ValueErrorf(t, "decoding error; unknown error handling code: %.400s", errors)
			}
		default:
			if !warned {
				warned = true
				if err := warnEscape(t, "b", "", []byte{c}); err != nil {
					return nil, err
				}
			}
			out = append(out, '\\', c)
		}
	}
	return out, nil
}

// EncodeBytesEscape writes b as in a bytes literal in single quotes.
func EncodeBytesEscape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case c == '\\' || c == '\'':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, `\t`...)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c < ' ' || c >= utf8.RuneSelf-1:
			out = appendHex(append(out, `\x`...), uint32(c), 2)
		default:
			out = append(out, c)
		}
	}
	return out
}
