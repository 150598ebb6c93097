package objects

import "strings"

// DecodeLatin1 decodes ISO 8859-1.
func DecodeLatin1(b []byte) *Str {
	high := 0
	for _, c := range b {
		high += int(c >> 7)
	}
	if high == 0 {
		return makeASCII(string(b))
	}
	out := make([]byte, 0, len(b)+high)
	for _, c := range b {
		if c < 128 {
			out = append(out, c)
		} else {
			out = append(out, 0xC0|c>>6, 0x80|c&0x3F)
		}
	}
	return makeStrLen(bytesString(out), len(b))
}

// DecodeASCII decodes ASCII.
func DecodeASCII(t *Thread, b []byte, errors string) (*Str, error) {
	n := asciiPrefix(b)
	if n == len(b) {
		return makeASCII(string(b)), nil
	}
	d := decodeState{t: t, encoding: "ascii", errors: errors, in: b}
	d.out = append(make([]byte, 0, len(b)), b[:n]...)
	for pos := n; pos < len(d.in); {
		if c := d.in[pos]; c < 128 {
			d.out = append(d.out, c)
			pos++
			continue
		}
		var err error
		if pos, err = d.fail(pos, pos+1, "ordinal not in range(128)"); err != nil {
			return nil, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), nil
}

// EncodeLatin1 encodes s in ISO 8859-1.
func EncodeLatin1(t *Thread, s *Str, errors string) ([]byte, error) {
	if s.IsASCII() {
		return stringBytes(s.s), nil
	}
	e := encodeState{t: t, encoding: "latin-1", errors: errors, in: s, out: make([]byte, 0, s.Len())}
	return e.run("ordinal not in range(256)", func(r rune) bool { return r < 256 }, func(b []byte, r rune) []byte { return append(b, byte(r)) })
}

// EncodeASCII encodes s in ASCII.
func EncodeASCII(t *Thread, s *Str, errors string) ([]byte, error) {
	if s.IsASCII() {
		return stringBytes(s.s), nil
	}
	e := encodeState{t: t, encoding: "ascii", errors: errors, in: s, out: make([]byte, 0, s.Len())}
	return e.run("ordinal not in range(128)", func(r rune) bool { return r < 128 }, func(b []byte, r rune) []byte { return append(b, byte(r)) })
}

// normalizeEncoding gives the name of an encoding in lower case, with each run of punctuation as one underscore.
//
// CPython: Objects/unicodeobject.c _Py_normalize_encoding
func normalizeEncoding(name string) string {
	var b strings.Builder
	punct := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c-'0' < 10 || c|0x20-'a' < 26 || c == '.' {
			if punct && b.Len() > 0 {
				b.WriteByte('_')
			}
			punct = false
			if c-'A' < 26 {
				c |= 0x20
			}
			b.WriteByte(c)
		} else {
			punct = true
		}
	}
	return b.String()
}
