package objects

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// DecodeUTF8 decodes UTF-8. Unless final, an incomplete sequence at the end is left: consumed is how much was read.
//
// CPython: Objects/unicodeobject.c unicode_decode_utf8
func DecodeUTF8(t *Thread, b []byte, errors string, final bool) (s *Str, consumed int, err error) {
	n := asciiPrefix(b)
	if n == len(b) {
		return makeASCII(string(b)), n, nil
	}
	if utf8.Valid(b[n:]) {
		text := string(b)
		return makeStrLen(text, CodePoints(text)), len(b), nil
	}
	d := decodeState{t: t, encoding: "utf-8", errors: errors, in: b}
	d.out = append(make([]byte, 0, len(b)), b[:n]...)
	pos := n
	for pos < len(d.in) {
		if c := d.in[pos]; c < 128 {
			d.out = append(d.out, c)
			pos++
			continue
		}
		if r, w := utf8.DecodeRune(d.in[pos:]); r != utf8.RuneError || w > 1 {
			d.out = append(d.out, d.in[pos:pos+w]...)
			pos += w
			continue
		}
		w, reason := utf8Error(d.in[pos:])
		if rest := d.in[pos:]; !final && len(rest) == 2 && rest[0] == 0xED && rest[1] >= 0xA0 && rest[1] <= 0xBF {
			// It may be a surrogate that a handler wants to pass.
			break
		}
		if reason == "unexpected end of data" && !final {
			break
		}
		if pos, err = d.fail(pos, pos+w, reason); err != nil {
			return nil, 0, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, nil
}

// asciiPrefix counts the ASCII bytes at the begin of b.
func asciiPrefix(b []byte) int {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if binary.NativeEndian.Uint64(b[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= 128 {
			return i
		}
	}
	return len(b)
}

// utf8Error says what is wrong with the sequence at the begin of b and how many bytes of it are to blame.
//
// CPython: Objects/stringlib/codecs.h utf8_decode
func utf8Error(b []byte) (n int, reason string) {
	c := b[0]
	var length int
	switch {
	case c < 0xC2 || c > 0xF4:
		return 1, "invalid start byte"
	case c < 0xE0:
		length = 2
	case c < 0xF0:
		length = 3
	default:
		length = 4
	}
	for i := 1; i < length; i++ {
		if i == len(b) {
			return i, "unexpected end of data"
		}
		lo, hi := byte(0x80), byte(0xBF)
		if i == 1 {
			switch c {
			case 0xE0:
				lo = 0xA0
			case 0xED:
				hi = 0x9F
			case 0xF0:
				lo = 0x90
			case 0xF4:
				hi = 0x8F
			}
		}
		if b[i] < lo || b[i] > hi {
			return i, "invalid continuation byte"
		}
	}
	return length, "invalid continuation byte"
}

// hasSurrogates reports whether s has surrogates.
func hasSurrogates(s string) bool {
	for {
		i := strings.IndexByte(s, 0xED)
		if i < 0 {
			return false
		}
		if s[i+1] >= 0xA0 {
			return true
		}
		s = s[i+3:]
	}
}

func isSurrogate(r rune) bool { return r >= 0xD800 && r <= 0xDFFF }

// EncodeUTF8Errors encodes s in UTF-8. The result may share s's memory.
func EncodeUTF8Errors(t *Thread, s *Str, errors string) ([]byte, error) {
	if s.IsASCII() || !hasSurrogates(s.s) {
		return stringBytes(s.s), nil
	}
	e := encodeState{t: t, encoding: "utf-8", errors: errors, in: s}
	return e.run(surrogatesNotAllowed, encodableUTF, AppendRune)
}

// encodableUTF reports whether the UTFs can encode r.
func encodableUTF(r rune) bool { return !isSurrogate(r) }

const surrogatesNotAllowed = "surrogates not allowed"

// run encodes all of the input: can says which code points can be encoded, put appends such a one.
func (e *encodeState) run(reason string, can func(r rune) bool, put func(b []byte, r rune) []byte) ([]byte, error) {
	pos, i := 0, 0 // in bytes and in code points
	for pos < len(e.in.s) {
		r, w := DecodeRune(e.in.s[pos:])
		if can(r) {
			e.out = put(e.out, r)
			pos += w
			i++
			continue
		}
		end := i + 1
		if e.unit <= 1 {
			end = e.failEnd(i, pos, can)
		}
		text, next, err := e.fail(i, end, reason)
		if err != nil {
			return nil, err
		}
		if text != nil {
			if reason == surrogatesNotAllowed && !text.IsASCII() {
				// The UTFs take ASCII alone.
				return nil, e.again(i, end, reason)
			}
			if err := CheckAlloc(e.t, len(e.out)+4*len(text.s), 1); err != nil {
				return nil, err
			}
			for rest := text.s; rest != ""; {
				r, w := DecodeRune(rest)
				if !can(r) {
					return nil, e.again(i, end, reason)
				}
				e.out = put(e.out, r)
				rest = rest[w:]
			}
		}
		i = next
		pos = e.in.byteOffset(i)
	}
	return e.out, nil
}
