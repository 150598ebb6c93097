package objects

import "strings"

import "unsafe"

// nativeBigEndian reports the byte order of the machine.
var nativeBigEndian = func() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 0
}()

func unit16(b []byte, big bool) uint16 {
	if big {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return uint16(b[1])<<8 | uint16(b[0])
}

func append16(b []byte, x uint16, big bool) []byte {
	if big {
		return append(b, byte(x>>8), byte(x))
	}
	return append(b, byte(x), byte(x>>8))
}

func unit32(b []byte, big bool) uint32 {
	if big {
		return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	}
	return uint32(b[3])<<24 | uint32(b[2])<<16 | uint32(b[1])<<8 | uint32(b[0])
}

func append32(b []byte, x uint32, big bool) []byte {
	if big {
		return append(b, byte(x>>24), byte(x>>16), byte(x>>8), byte(x))
	}
	return append(b, byte(x), byte(x>>8), byte(x>>16), byte(x>>24))
}

// orderName completes the name of an encoding by its byte order: -1 little, 0 native and marked, 1 big.
func orderName(name string, order int) string {
	switch {
	case order < 0:
		return name + "-le"
	case order > 0:
		return name + "-be"
	}
	return name
}

// decodedName is the name of an encoding that decoders use in errors, where the byte order is known.
func decodedName(name string, big bool) string {
	if big {
		return name + "-be"
	}
	return name + "-le"
}

// DecodeUTF16 decodes UTF-16. order is -1 for little endian, 1 for big, 0 to go by a byte order mark; the order found comes back.
//
// CPython: Objects/unicodeobject.c PyUnicode_DecodeUTF16Stateful
func DecodeUTF16(t *Thread, b []byte, errors string, order int, final bool) (s *Str, consumed, found int, err error) {
	pos := 0
	d := decodeState{t: t, errors: errors, in: b, out: make([]byte, 0, len(b)/2+len(b)/4)}
	if order == 0 && len(b) >= 2 {
		switch unit16(b, true) {
		case 0xFEFF:
			order, pos = 1, 2
		case 0xFFFE:
			order, pos = -1, 2
		}
	}
	big := order > 0 || order == 0 && nativeBigEndian
	d.encoding = decodedName("utf-16", big)
	for pos < len(d.in) {
		rest := d.in[pos:]
		if len(rest) < 2 {
			if !final {
				break
			}
			if pos, err = d.fail(pos, len(d.in), "truncated data"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		u := rune(unit16(rest, big))
		if !isSurrogate(u) {
			d.out = AppendRune(d.out, u)
			pos += 2
			continue
		}
		if u < 0xDC00 {
			if len(rest) < 4 {
				if !final {
					break
				}
				if pos, err = d.fail(pos, len(d.in), "unexpected end of data"); err != nil {
					return nil, 0, 0, err
				}
				continue
			}
			if v := rune(unit16(rest[2:], big)); v >= 0xDC00 && v <= 0xDFFF {
				d.out = AppendRune(d.out, (u-0xD800)<<10+(v-0xDC00)+0x10000)
				pos += 4
				continue
			}
			if pos, err = d.fail(pos, pos+2, "illegal UTF-16 surrogate"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		if pos, err = d.fail(pos, pos+2, "illegal encoding"); err != nil {
			return nil, 0, 0, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, order, nil
}

// DecodeUTF32 decodes UTF-32, as DecodeUTF16 does UTF-16.
//
// CPython: Objects/unicodeobject.c PyUnicode_DecodeUTF32Stateful
func DecodeUTF32(t *Thread, b []byte, errors string, order int, final bool) (s *Str, consumed, found int, err error) {
	pos := 0
	d := decodeState{t: t, errors: errors, in: b, out: make([]byte, 0, len(b)/4+len(b)/8)}
	if order == 0 && len(b) >= 4 {
		switch unit32(b, true) {
		case 0xFEFF:
			order, pos = 1, 4
		case 0xFFFE0000:
			order, pos = -1, 4
		}
	}
	big := order > 0 || order == 0 && nativeBigEndian
	d.encoding = decodedName("utf-32", big)
	for pos < len(d.in) {
		rest := d.in[pos:]
		if len(rest) < 4 {
			if !final {
				break
			}
			if pos, err = d.fail(pos, len(d.in), "truncated data"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		switch u := unit32(rest, big); {
		case u > 0x10FFFF:
			pos, err = d.fail(pos, pos+4, "code point not in range(0x110000)")
		case isSurrogate(rune(u)):
			pos, err = d.fail(pos, pos+4, "code point in surrogate code point range(0xd800, 0xe000)")
		default:
			d.out = AppendRune(d.out, rune(u))
			pos += 4
		}
		if err != nil {
			return nil, 0, 0, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), pos, order, nil
}

// EncodeUTF16 encodes s in UTF-16: order as in DecodeUTF16, 0 being native with a byte order mark.
func EncodeUTF16(t *Thread, s *Str, errors string, order int) ([]byte, error) {
	big := order > 0 || order == 0 && nativeBigEndian
	e := encodeState{t: t, encoding: orderName("utf-16", order), errors: errors, in: s, unit: 2, out: make([]byte, 0, 2*s.Len()+2)}
	if order == 0 {
		e.out = append16(e.out, 0xFEFF, big)
	}
	return e.run(surrogatesNotAllowed, encodableUTF, func(b []byte, r rune) []byte {
		if r >= 0x10000 {
			r -= 0x10000
			return append16(append16(b, uint16(0xD800+r>>10), big), uint16(0xDC00+r&0x3FF), big)
		}
		return append16(b, uint16(r), big)
	})
}

// EncodeUTF32 encodes s in UTF-32.
func EncodeUTF32(t *Thread, s *Str, errors string, order int) ([]byte, error) {
	big := order > 0 || order == 0 && nativeBigEndian
	e := encodeState{t: t, encoding: orderName("utf-32", order), errors: errors, in: s, unit: 4, out: make([]byte, 0, 4*s.Len()+4)}
	if order == 0 {
		e.out = append32(e.out, 0xFEFF, big)
	}
	return e.run(surrogatesNotAllowed, encodableUTF, func(b []byte, r rune) []byte { return append32(b, uint32(r), big) })
}

// unitOf gives the size of a unit of the UTF encoding of this name and its byte order; 0 for others.
//
// CPython: Python/codecs.c get_standard_encoding
func unitOf(encoding string) (size int, big bool) {
	if strings.HasSuffix(encoding, "-") || strings.HasSuffix(encoding, "_") {
		return 0, false
	}
	switch normalizeEncoding(encoding) {
	case "utf_8", "utf8", "cp65001":
		return 1, false
	case "utf_16", "utf16":
		return 2, nativeBigEndian
	case "utf_16_le", "utf_16le", "utf16_le", "utf16le":
		return 2, false
	case "utf_16_be", "utf_16be", "utf16_be", "utf16be":
		return 2, true
	case "utf_32", "utf32":
		return 4, nativeBigEndian
	case "utf_32_le", "utf_32le", "utf32_le", "utf32le":
		return 4, false
	case "utf_32_be", "utf_32be", "utf32_be", "utf32be":
		return 4, true
	}
	return 0, false
}

// surrogateIn gives the surrogate that b begins with in the encoding, and its width, 0 if there is none.
func surrogateIn(encoding string, b []byte) (rune, int) {
	switch size, big := unitOf(encoding); {
	case size == 1 && len(b) >= 3 && b[0] == 0xED && b[1]&0xC0 == 0x80 && b[2]&0xC0 == 0x80:
		if r := 0xD000 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F); isSurrogate(r) {
			return r, 3
		}
	case size == 2 && len(b) >= 2:
		if r := rune(unit16(b, big)); isSurrogate(r) {
			return r, 2
		}
	case size == 4 && len(b) >= 4:
		if r := unit32(b, big); r >= 0xD800 && r <= 0xDFFF {
			return rune(r), 4
		}
	}
	return 0, 0
}

// appendSurrogate appends a surrogate in the encoding; ok is false if r is none or the encoding no UTF.
func appendSurrogate(b []byte, encoding string, r rune) (out []byte, ok bool) {
	if !isSurrogate(r) {
		return b, false
	}
	switch size, big := unitOf(encoding); size {
	case 1:
		return AppendRune(b, r), true
	case 2:
		return append16(b, uint16(r), big), true
	case 4:
		return append32(b, uint32(r), big), true
	}
	return b, false
}
