package syntax

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/internal/decimal"
)

// parseNumber is the value of a numeric literal. The second result is an error
// message, "" if there is none.
func parseNumber(s string, maxDigits int) (any, string) {
	if strings.IndexByte(s, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if len(s) > 2 && s[0] == '0' {
		base := 0
		switch s[1] {
		case 'x', 'X':
			base = 16
		case 'o', 'O':
			base = 8
		case 'b', 'B':
			base = 2
		}
		if base != 0 {
			return parseInt(s[2:], base), ""
		}
	}
	last := s[len(s)-1]
	if last == 'j' || last == 'J' {
		return complex(0, parseFloat(s[:len(s)-1])), ""
	}
	if strings.ContainsAny(s, ".eE") {
		return parseFloat(s), ""
	}
	if maxDigits > 0 && len(s) > maxDigits {
		if digits := len(strings.TrimLeft(s, "0")); digits > maxDigits {
			return nil, fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxDigits, len(s)) +
				" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits."
		}
	}
	return parseInt(s, 10), ""
}

func parseInt(s string, base int) any {
	if v, err := strconv.ParseInt(s, base, 64); err == nil {
		return v
	}
	v, _ := new(big.Int).SetString(s, base)
	return v
}

func parseFloat(s string) float64 {
	f, _ := decimal.ParseFloat(s) // out of range gives infinity, as in Python
	return f
}

// decodeError is a failure to decode a string literal's escapes: the message, in
// the form of the SyntaxError it becomes.
type decodeError string

// escapeWarner is told of the first invalid escape of a literal: the literal's
// body, the escape's text after the backslash and where that is.
type escapeWarner func(body, escape string, at int)

// stringLiteral decodes a STRING token.
//
// CPython: Parser/string_parser.c _PyPegen_parse_string
func stringLiteral(s string, warn escapeWarner) (any, decodeError) {
	bytes, raw := false, false
	for s[0] != '\'' && s[0] != '"' {
		switch s[0] {
		case 'b', 'B':
			bytes = true
		case 'r', 'R':
			raw = true
		}
		s = s[1:]
	}
	if len(s) >= 6 && s[1] == s[0] && s[2] == s[0] {
		s = s[3 : len(s)-3]
	} else {
		s = s[1 : len(s)-1]
	}
	raw = raw || strings.IndexByte(s, '\\') < 0
	if bytes {
		for i := 0; i < len(s); i++ {
			if s[i] >= 0x80 {
				return nil, "bytes can only contain ASCII literal characters"
			}
		}
		if raw {
			return Bytes(s), ""
		}
		return decodeBytesEscapes(s, warn)
	}
	if raw {
		return s, ""
	}
	v, err := decodeEscapes(s, warn)
	return v, err
}

// decodeEscapes decodes the escapes of a str literal's body.
//
// CPython: Objects/unicodeobject.c _PyUnicode_DecodeUnicodeEscapeInternal2
func decodeEscapes(s string, warn escapeWarner) (string, decodeError) {
	out := make([]byte, 0, len(s))
	from, to := 0, 0 // of the first invalid escape, once there is no error
	// Errors name positions in the text as CPython's decoder gets it, where
	// characters beyond ASCII are ten-byte escapes; extra counts the difference.
	extra := 0
	bad := func(start, end int, reason string) (string, decodeError) {
		start += extra
		end += extra
		if end == start+1 {
			return "", decodeError(fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in position %d: %s", '\\', start, reason))
		}
		return "", decodeError(fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", start, end-1, reason))
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x80 {
			r, n := decodeRune(s[i:])
			_ = r
			out = append(out, s[i:i+n]...)
			extra += 10 - n
			i += n
			continue
		}
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		start := i
		i++
		if i == len(s) || s[i] >= 0x80 { // before a brace, or an invalid escape
			out = append(out, '\\')
			extra += 5
			continue
		}
		c = s[i]
		i++
		switch c {
		case '\n':
		case '\\', '\'', '"':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 'v':
			out = append(out, '\v')
		case 'a':
			out = append(out, '\a')
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := rune(c - '0')
			for n := 1; n < 3 && i < len(s) && s[i] >= '0' && s[i] <= '7'; n++ {
				v = v<<3 | rune(s[i]-'0')
				i++
			}
			if v > 0o377 && to == 0 {
				from, to = start+1, i
			}
			out = utf8.AppendRune(out, v)
		case 'x', 'u', 'U':
			count, reason := 2, "truncated \\xXX escape"
			if c == 'u' {
				count, reason = 4, "truncated \\uXXXX escape"
			} else if c == 'U' {
				count, reason = 8, "truncated \\UXXXXXXXX escape"
			}
			v := 0
			for ; count > 0; count-- {
				if i >= len(s) || !isHex(int(s[i])) {
					return bad(start, i, reason)
				}
				v = v<<4 | hexValue(s[i])
				i++
			}
			if v > utf8.MaxRune {
				return bad(start, i, "illegal Unicode character")
			}
			out = appendRune(out, rune(v))
		case 'N':
			reason := "malformed \\N character escape"
			if i >= len(s) || s[i] != '{' {
				return bad(start, i, reason)
			}
			j := strings.IndexByte(s[i:], '}')
			if j < 0 {
				for _, r := range s[i:] {
					if r >= 0x80 {
						extra += 10 - utf8.RuneLen(r)
					}
				}
				return bad(start, len(s), reason)
			}
			name := s[i+1 : i+j]
			i += j + 1
			if name == "" {
				return bad(start, i-1, reason)
			}
			v, ok := lookupName(name)
			if !ok {
				e := extra
				for _, r := range name {
					if r >= 0x80 {
						e += 10 - utf8.RuneLen(r)
					}
				}
				start += extra - e
				extra = e
				return bad(start, i, "unknown Unicode character name")
			}
			out = append(out, v...)
		default:
			if to == 0 {
				from, to = i-1, i
			}
			out = append(out, '\\', c)
		}
	}
	if to > 0 {
		warn(s, s[from:to], from)
	}
	return string(out), ""
}

func hexValue(c byte) int {
	switch {
	case c <= '9':
		return int(c - '0')
	case c <= 'F':
		return int(c-'A') + 10
	}
	return int(c-'a') + 10
}

// appendRune is utf8.AppendRune that writes surrogates too.
func appendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// decodeRune is utf8.DecodeRuneInString that reads surrogates too.
func decodeRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xED {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// decoderLen is the length of s in the text that CPython decodes, where a character
// beyond ASCII is an escape of ten bytes.
func decoderLen(s string) int {
	n := len(s)
	for i, r := range s {
		if r >= 0x80 {
			n += 10 - utf8.RuneLen(r)
			if i > 0 && s[i-1] == '\\' {
				n += 5
			}
		}
	}
	return n
}

// decodeBytesEscapes decodes the escapes of a bytes literal's body.
//
// CPython: Objects/bytesobject.c _PyBytes_DecodeEscape2
func decodeBytesEscapes(s string, warn escapeWarner) (any, decodeError) {
	out := make(Bytes, 0, len(s))
	from, to := 0, 0 // of the first invalid escape, once there is no error
	for i := 0; i < len(s); {
		c := s[i]
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		start := i
		i++
		c = s[i]
		i++
		switch c {
		case '\n':
		case '\\', '\'', '"':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 'v':
			out = append(out, '\v')
		case 'a':
			out = append(out, '\a')
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := int(c - '0')
			for n := 1; n < 3 && i < len(s) && s[i] >= '0' && s[i] <= '7'; n++ {
				v = v<<3 | int(s[i]-'0')
				i++
			}
			if v > 0o377 && to == 0 {
				from, to = start+1, i
			}
			out = append(out, byte(v))
		case 'x':
			if i+1 >= len(s) || !isHex(int(s[i])) || !isHex(int(s[i+1])) {
				return nil, decodeError(fmt.Sprintf("(value error) invalid \\x escape at position %d", start))
			}
			out = append(out, byte(hexValue(s[i])<<4|hexValue(s[i+1])))
			i += 2
		default:
			if to == 0 {
				from, to = i-1, i
			}
			out = append(out, '\\', c)
		}
	}
	if to > 0 {
		warn(s, s[from:to], from)
	}
	return out, ""
}

// escapeWarning is the warning about an invalid escape, or the error it becomes.
func escapeWarning(c rune, warning bool) string {
	future := ""
	if warning {
		future = "Such sequences will not work in the future. "
	}
	return fmt.Sprintf("\"\\%c\" is an invalid escape sequence. %sDid you mean \"\\\\%c\"? A raw string is also an option.", c, future, c)
}

// octalWarning is escapeWarning for an octal escape above 0o377.
func octalWarning(digits string, warning bool) string {
	future := ""
	if warning {
		future = "Such sequences will not work in the future. "
	}
	return fmt.Sprintf("\"\\%s\" is an invalid octal escape sequence. %sDid you mean \"\\\\%s\"? A raw string is also an option.", digits, future, digits)
}
