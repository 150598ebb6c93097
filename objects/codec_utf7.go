package objects

import "strings"

const base64Chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func base64Value(c byte) int { return strings.IndexByte(base64Chars, c) }

// utf7Direct reports whether UTF-7 writes c as it is: c is in set D, in the optional set O or white space.
func utf7Direct(c rune, base64O, base64WS bool) bool {
	switch {
	case c <= 0 || c >= 128:
		return false
	case c < 128 && (byteIsAlpha(byte(c)) || byteIsDigit(byte(c)) || strings.IndexByte("'(),-./:?", byte(c)) >= 0):
		return true
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		return !base64WS
	case strings.IndexByte("!\"#$%&*;<=>@[]^_`{|}", byte(c)) >= 0:
		return !base64O
	}
	return false
}

// EncodeUTF7 encodes s in UTF-7. Surrogates are written as they are.
//
// CPython: Objects/unicodeobject.c _PyUnicode_EncodeUTF7
func EncodeUTF7(s *Str) []byte {
	out := make([]byte, 0, len(s.s)+8)
	inShift := false
	var bits uint64
	n := 0
	put := func(unit rune) {
		bits = bits<<16 | uint64(unit)
		for n += 16; n >= 6; n -= 6 {
			out = append(out, base64Chars[bits>>(n-6)&0x3F])
		}
	}
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		rest = rest[w:]
		direct := utf7Direct(r, false, false)
		if inShift && direct {
			if n > 0 {
				out = append(out, base64Chars[bits<<(6-n)&0x3F])
				bits, n = 0, 0
			}
			inShift = false
			// A character that could belong to the base64 text needs the end marked.
			if base64Value(byte(r)) >= 0 || r == '-' {
				out = append(out, '-')
			}
			out = append(out, byte(r))
			continue
		}
		if !inShift {
			if r == '+' {
				out = append(out, '+', '-')
				continue
			}
			if direct {
				out = append(out, byte(r))
				continue
			}
			out = append(out, '+')
			inShift = true
		}
		if r >= 0x10000 {
			put(0xD800 + (r-0x10000)>>10)
			r = 0xDC00 + (r-0x10000)&0x3FF
		}
		put(r)
	}
	if n > 0 {
		out = append(out, base64Chars[bits<<(6-n)&0x3F])
	}
	if inShift {
		out = append(out, '-')
	}
	return out
}

// DecodeUTF7 decodes UTF-7. Unless final, a shift sequence that has not ended is left.
//
// CPython: Objects/unicodeobject.c PyUnicode_DecodeUTF7Stateful
func DecodeUTF7(t *Thread, b []byte, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeState{t: t, encoding: "utf7", errors: errors, in: b, out: make([]byte, 0, len(b))}
	var (
		inShift    bool
		shiftStart int    // where the shift sequence begins in the input
		shiftOut   int    // and in the output
		bits       uint32 // read but not used
		n          int
		surrogate  rune
		pos        int
	)
restart:
	for pos < len(d.in) {
		ch := d.in[pos]
		message := ""
		start := pos
		switch {
		case inShift && base64Value(ch) >= 0:
			bits = bits<<6 | uint32(base64Value(ch))
			n += 6
			pos++
			if n < 16 {
				continue
			}
			unit := rune(bits >> (n - 16) & 0xFFFF)
			n -= 16
			bits &= 1<<n - 1
			if surrogate != 0 {
				if unit >= 0xDC00 && unit <= 0xDFFF {
					d.out = AppendRune(d.out, (surrogate-0xD800)<<10+(unit-0xDC00)+0x10000)
					surrogate = 0
					continue
				}
				d.out = AppendRune(d.out, surrogate)
				surrogate = 0
			}
			if unit >= 0xD800 && unit <= 0xDBFF {
				surrogate = unit
			} else {
				d.out = AppendRune(d.out, unit)
			}
			continue
		case inShift:
			inShift = false
			if n > 0 {
				if n >= 6 {
					pos++
					message = "partial character in base64 shift sequence"
				} else if bits != 0 {
					pos++
					message = "non-zero padding bits in base64 shift sequence"
				}
				if message != "" {
					start = shiftStart
					break
				}
			}
			if surrogate != 0 && utf7DecodesDirectly(ch) {
				d.out = AppendRune(d.out, surrogate)
			}
			surrogate = 0
			if ch == '-' {
				pos++
			}
			continue
		case ch == '+':
			pos++
			shiftStart = start
			if pos < len(d.in) && d.in[pos] == '-' {
				pos++
				d.out = append(d.out, '+')
				continue
			}
			if pos < len(d.in) && base64Value(d.in[pos]) < 0 {
				pos++
				message = "ill-formed sequence"
				break
			}
			inShift, surrogate, bits, n = true, 0, 0, 0
			shiftOut = len(d.out)
			continue
		case utf7DecodesDirectly(ch):
			d.out = append(d.out, ch)
			pos++
			continue
		default:
			pos++
			message = "unexpected special character"
		}
		if pos, err = d.fail(start, pos, message); err != nil {
			return nil, 0, err
		}
	}
	if inShift && final {
		if surrogate != 0 || n >= 6 || n > 0 && bits != 0 {
			if pos, err = d.fail(shiftStart, len(d.in), "unterminated shift sequence"); err != nil {
				return nil, 0, err
			}
			inShift = false
			if pos < len(d.in) {
				goto restart
			}
		}
	}
	if inShift && !final {
		pos = shiftStart
		d.out = d.out[:shiftOut]
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, nil
}

// utf7DecodesDirectly reports whether c may stand outside of shift sequences.
func utf7DecodesDirectly(c byte) bool { return c < 128 && c != '+' }
