// Package binascii is the module binascii: conversions between binary data and ASCII.
package binascii

import (
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"
	"math/big"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the binascii module.
var Module = objects.ModuleDef{
	Name: "binascii", Doc: "Conversion between binary data and ASCII", Functions: moduleFunctions,
	Init: func() {
		objects.Ready(&errorType)
		objects.Ready(&incompleteType)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "Error", objects.Of(&errorType))
		m.Add(t, "Incomplete", objects.Of(&incompleteType))
		return nil
	},
}

var (
	errorType      = objects.Type{Name: "binascii.Error", Base: &objects.ExcValueError, Flags: objects.BaseType}
	incompleteType = objects.Type{Name: "binascii.Incomplete", Base: &objects.ExcException, Flags: objects.BaseType}
)

func failf(t *objects.Thread, format string, args ...any) (objects.Object, error) {
	return objects.Object{}, objects.Errorf(t, &errorType, format, args...)
}

// ascii converts an argument that is a bytes-like object or ASCII text.
//
// CPython: Modules/binascii.c ascii_buffer_converter
func ascii(t *objects.Thread, o objects.Object) ([]byte, error) {
	if s := objects.AsStr(o); s != nil {
		if !s.IsASCII() {
			return nil, objects.ValueErrorf(t, "string argument should contain only ASCII characters")
		}
		return []byte(s.String()), nil
	}
	if objects.TypeOf(o).Slots.Buffer == nil {
		return nil, objects.TypeErrorf(t, "argument should be bytes, buffer or ASCII string, not '%.100s'", objects.TypeOf(o).Name200())
	}
	return objects.ArgBytes(t, o)
}

// a2bUU decodes a line of uuencoded data.
//
// CPython: Modules/binascii.c binascii_a2b_uu_impl
//
//py:def a2b_uu(data, /)
func a2bUU(t *objects.Thread, data objects.Object) (objects.Object, error) {
	b, err := ascii(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	if len(b) == 0 {
		return failf(t, "Missing length byte")
	}
	n := int(b[0]-' ') & 077
	b = b[1:]
	out := make([]byte, 0, n)
	bits, left := 0, 0
	for len(out) < n {
		c := 0
		if len(b) > 0 {
			if b[0] != '\n' && b[0] != '\r' {
				if b[0] < ' ' || b[0] > ' '+64 {
					return failf(t, "Illegal char")
				}
				c = int(b[0]-' ') & 077
			}
			b = b[1:]
		}
		bits = bits<<6 | c
		left += 6
		if left >= 8 {
			left -= 8
			out = append(out, byte(bits>>left))
			bits &= 1<<left - 1
		}
	}
	for _, c := range b {
		if c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return failf(t, "Trailing garbage")
		}
	}
	return objects.NewBytes(out), nil
}

// b2aUU uuencodes a line of data.
//
// CPython: Modules/binascii.c binascii_b2a_uu_impl
//
//py:def b2a_uu(data, /, *, backtick=False)
func b2aUU(t *objects.Thread, data []byte, backtick bool) (objects.Object, error) {
	if len(data) > 45 {
		return failf(t, "At most 45 bytes at once")
	}
	char := func(c int) byte {
		if backtick && c == 0 {
			return '`'
		}
		return byte(c) + ' '
	}
	out := []byte{char(len(data))}
	bits, left := 0, 0
	for len(data) > 0 || left != 0 {
		bits <<= 8
		if len(data) > 0 {
			bits |= int(data[0])
			data = data[1:]
		}
		for left += 8; left >= 6; left -= 6 {
			out = append(out, char(bits>>(left-6)&0x3F))
		}
	}
	return objects.NewBytes(append(out, '\n')), nil
}

var base64Values = func() (a [256]byte) {
	for i := range a {
		a[i] = 0xFF
	}
	for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		a[c] = byte(i)
	}
	return a
}()

// a2bBase64 decodes base64 data. In strict mode what does not follow RFC 3548 is an error; else what is not base64 data is ignored.
//
// CPython: Modules/binascii.c binascii_a2b_base64_impl
//
//py:def a2b_base64(data, /, *, strict_mode=False)
func a2bBase64(t *objects.Thread, data objects.Object, strict bool) (objects.Object, error) {
	b, err := ascii(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	out := make([]byte, 0, len(b)/4*3+3)
	quad, pads, count := 0, 0, 0
	var left byte
	odd := func() (objects.Object, error) {
		return failf(t, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", count)
	}
	for i, c := range b {
		if c == '=' {
			pads++
			if !strict {
				continue
			}
			switch {
			case i == 0:
				return failf(t, "Leading padding not allowed")
			case quad == 0 || quad > 1 && quad+pads > 4:
				return failf(t, "Excess padding not allowed")
			case quad == 1:
				return odd()
			}
			continue
		}
		v := base64Values[c]
		if v == 0xFF {
			if strict {
				return failf(t, "Only base64 data is allowed")
			}
			continue
		}
		if strict && pads > 0 {
			if quad+pads == 4 {
				return failf(t, "Excess data after padding")
			}
			return failf(t, "Discontinuous padding not allowed")
		}
		pads = 0
		count++
		switch quad {
		case 0:
			left = v
		case 1:
			out = append(out, left<<2|v>>4)
			left = v & 0x0F
		case 2:
			out = append(out, left<<4|v>>2)
			left = v & 0x03
		case 3:
			out = append(out, left<<6|v)
			left = 0
		}
		quad = (quad + 1) & 3
	}
	switch {
	case quad == 1:
		return odd()
	case quad > 1 && quad+pads < 4:
		return failf(t, "Incorrect padding")
	}
	return objects.NewBytes(out), nil
}

// b2aBase64 codes data in base64, on a line.
//
//py:def b2a_base64(data, /, *, newline=True)
func b2aBase64(data []byte, newline bool) objects.Object {
	out := base64.StdEncoding.AppendEncode(nil, data)
	if newline {
		out = append(out, '\n')
	}
	return objects.NewBytes(out)
}

// b2aHex gives the hexadecimal representation of data, with sep between groups of bytes_per_sep bytes as bytes.hex has it.
//
//py:def b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)
//py:def hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)
func b2aHex(t *objects.Thread, data []byte, sep objects.Object, perSep int32) (objects.Object, error) {
	s, err := objects.HexText(t, data, sep, int(perSep))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewBytes([]byte(s.String())), nil
}

// a2bHex gives the data that hexadecimal digits, two for each byte, stand for.
//
//py:def a2b_hex(hexstr, /)
//py:def unhexlify(hexstr, /)
func a2bHex(t *objects.Thread, hexstr objects.Object) (objects.Object, error) {
	b, err := ascii(t, hexstr)
	if err != nil {
		return objects.Object{}, err
	}
	if len(b)%2 != 0 {
		return failf(t, "Odd-length string")
	}
	out := make([]byte, len(b)/2)
	if _, err := hex.Decode(out, b); err != nil {
		return failf(t, "Non-hexadecimal digit found")
	}
	return objects.NewBytes(out), nil
}

// crcHQX gives the CRC-CCITT of data, beginning with crc.
//
//py:def crc_hqx(data, crc, /)
func crcHQX(t *objects.Thread, data []byte, crc objects.Object) (int, error) {
	start, err := mask(t, crc)
	if err != nil {
		return 0, err
	}
	x := uint16(start)
	for _, c := range data {
		x ^= uint16(c) << 8
		for range 8 {
			if x&0x8000 != 0 {
				x = x<<1 ^ 0x1021
			} else {
				x <<= 1
			}
		}
	}
	return int(x), nil
}

// mask gives the lowest 32 bits of an int.
func mask(t *objects.Thread, o objects.Object) (uint32, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	b := objects.AsBig(i)
	return uint32(new(big.Int).And(b, big.NewInt(0xFFFFFFFF)).Uint64()), nil
}

// crc32Of gives the CRC-32 of data, beginning with crc.
//
//py:def crc32(data, crc=0, /)
func crc32Of(t *objects.Thread, data []byte, crc objects.Object) (uint32, error) {
	start, err := mask(t, crc)
	if err != nil {
		return 0, err
	}
	return crc32.Update(start, crc32.IEEETable, data), nil
}

func hexDigit(c byte) int {
	switch {
	case c-'0' < 10:
		return int(c - '0')
	case c|0x20-'a' < 6:
		return int(c | 0x20 - 'a' + 10)
	}
	return -1
}

// a2bQP decodes quoted-printable data; in a header underscores are spaces.
//
// CPython: Modules/binascii.c binascii_a2b_qp_impl
//
//py:def a2b_qp(data, header=False)
func a2bQP(t *objects.Thread, data objects.Object, header bool) (objects.Object, error) {
	b, err := ascii(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		c := b[i]
		i++
		switch {
		case c == '_' && header:
			out = append(out, ' ')
		case c != '=':
			out = append(out, c)
		case i >= len(b):
		case b[i] == '\n' || b[i] == '\r':
			for i < len(b) && b[i] != '\n' {
				i++
			}
			i++
		case b[i] == '=':
			out = append(out, '=')
			i++
		case i+1 < len(b) && hexDigit(b[i]) >= 0 && hexDigit(b[i+1]) >= 0:
			out = append(out, byte(hexDigit(b[i])<<4|hexDigit(b[i+1])))
			i += 2
		default:
			out = append(out, '=')
		}
	}
	return objects.NewBytes(out), nil
}

// b2aQP codes data as quoted-printable. quotetabs: tabs and spaces are quoted as well. Without istext the ends of lines are quoted. In a
// header spaces become underscores.
//
// CPython: Modules/binascii.c binascii_b2a_qp_impl
//
//py:def b2a_qp(data, quotetabs=False, istext=True, header=False)
func b2aQP(data []byte, quotetabs, istext, header bool) objects.Object {
	const maxLine = 76
	newline := "\n"
	for i, c := range data {
		if c == '\n' {
			if i > 0 && data[i-1] == '\r' {
				newline = "\r\n"
			}
			break
		}
	}
	n := len(data)
	at := func(i int) byte {
		if i < n {
			return data[i]
		}
		return 0
	}
	quote := func(i, line int) bool {
		switch c := data[i]; {
		case c > 126 || c == '=' || c == '_' && header:
			return true
		case c == '.' && line == 0:
			next := at(i + 1)
			return next == '\n' || next == '\r' || next == 0
		case c == '\r' || c == '\n':
			return !istext
		case c == '\t' || c == ' ':
			return i+1 == n || quotetabs
		default:
			return c < 33
		}
	}
	out := make([]byte, 0, n+n/8)
	hexByte := func(c byte) { out = append(out, '=', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15]) }
	line := 0
	for i := 0; i < n; {
		c := data[i]
		switch {
		case quote(i, line):
			if line+3 >= maxLine {
				out = append(append(out, '='), newline...)
				line = 0
			}
			hexByte(c)
			i++
			line += 3
		case istext && (c == '\n' || c == '\r' && at(i+1) == '\n'):
			line = 0
			if len(out) > 0 {
				if last := out[len(out)-1]; last == ' ' || last == '\t' {
					out = out[:len(out)-1]
					hexByte(last)
				}
			}
			out = append(out, newline...)
			if c == '\r' {
				i++
			}
			i++
		default:
			if i+1 != n && at(i+1) != '\n' && line+1 >= maxLine {
				out = append(append(out, '='), newline...)
				line = 0
			}
			line++
			if header && c == ' ' {
				c = '_'
			}
			out = append(out, c)
			i++
		}
	}
	return objects.NewBytes(out)
}
