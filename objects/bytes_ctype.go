package objects

import (
	"bytes"
)

// mapBytes gives a copy of self with each byte mapped.
func mapBytes(self Object, f func(c byte) byte) Object {
	b := byteContent(self)
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = f(c)
	}
	return bytesLike(self, out)
}

func byteIsUpper(c byte) bool { return c-'A' < 26 }
func byteIsLower(c byte) bool { return c-'a' < 26 }
func byteIsAlpha(c byte) bool { return c|0x20-'a' < 26 }
func byteIsDigit(c byte) bool { return c-'0' < 10 }

func byteUpper(c byte) byte {
	if byteIsLower(c) {
		c -= 0x20
	}
	return c
}

func byteLower(c byte) byte {
	if byteIsUpper(c) {
		c += 0x20
	}
	return c
}

// bytesUpper gives a copy with ASCII letters in upper case.
//
//py:def bytes.upper(self, /)
//py:def bytearray.upper(self, /)
func bytesUpper(self Object) Object { return mapBytes(self, byteUpper) }

// bytesLower gives a copy with ASCII letters in lower case.
//
//py:def bytes.lower(self, /)
//py:def bytearray.lower(self, /)
func bytesLower(self Object) Object { return mapBytes(self, byteLower) }

// bytesSwapCase gives a copy with the case of ASCII letters swapped.
//
//py:def bytes.swapcase(self, /)
//py:def bytearray.swapcase(self, /)
func bytesSwapCase(self Object) Object {
	return mapBytes(self, func(c byte) byte {
		if byteIsAlpha(c) {
			c ^= 0x20
		}
		return c
	})
}

// bytesTitle gives a copy in which ASCII words begin with a capital and go on in lower case.
//
//py:def bytes.title(self, /)
//py:def bytearray.title(self, /)
func bytesTitle(self Object) Object {
	inWord := false
	return mapBytes(self, func(c byte) byte {
		was := inWord
		inWord = byteIsAlpha(c)
		if was {
			return byteLower(c)
		}
		return byteUpper(c)
	})
}

// bytesCapitalize gives a copy with the first byte in upper and the rest in lower case (ASCII).
//
//py:def bytes.capitalize(self, /)
//py:def bytearray.capitalize(self, /)
func bytesCapitalize(self Object) Object {
	first := true
	return mapBytes(self, func(c byte) byte {
		if first {
			first = false
			return byteUpper(c)
		}
		return byteLower(c)
	})
}

// allBytes reports whether self is not empty and f holds for all its bytes.
func allBytes(self Object, f func(c byte) bool) bool {
	b := byteContent(self)
	for _, c := range b {
		if !f(c) {
			return false
		}
	}
	return len(b) > 0
}

// bytesIsAlnum reports whether all bytes are ASCII letters or digits, and there is one.
//
//py:def bytes.isalnum(self, /)
//py:def bytearray.isalnum(self, /)
func bytesIsAlnum(self Object) bool {
	return allBytes(self, func(c byte) bool { return byteIsAlpha(c) || byteIsDigit(c) })
}

// bytesIsAlpha reports whether all bytes are ASCII letters, and there is one.
//
//py:def bytes.isalpha(self, /)
//py:def bytearray.isalpha(self, /)
func bytesIsAlpha(self Object) bool { return allBytes(self, byteIsAlpha) }

// bytesIsDigit reports whether all bytes are ASCII digits, and there is one.
//
//py:def bytes.isdigit(self, /)
//py:def bytearray.isdigit(self, /)
func bytesIsDigit(self Object) bool { return allBytes(self, byteIsDigit) }

// bytesIsSpace reports whether all bytes are ASCII white space, and there is one.
//
//py:def bytes.isspace(self, /)
//py:def bytearray.isspace(self, /)
func bytesIsSpace(self Object) bool { return allBytes(self, byteSpace) }

// bytesIsASCII reports whether all bytes are below 128.
//
//py:def bytes.isascii(self, /)
//py:def bytearray.isascii(self, /)
func bytesIsASCII(self Object) bool {
	b := byteContent(self)
	return asciiPrefix(b) == len(b)
}

// bytesIsLower reports whether there is an ASCII letter and none is a capital.
//
//py:def bytes.islower(self, /)
//py:def bytearray.islower(self, /)
func bytesIsLower(self Object) bool {
	b := byteContent(self)
	return bytes.ContainsFunc(b, func(r rune) bool { return r < 128 && byteIsLower(byte(r)) }) && !bytes.ContainsFunc(b, func(r rune) bool { return r < 128 && byteIsUpper(byte(r)) })
}

// bytesIsUpper reports whether there is an ASCII letter and all are capitals.
//
//py:def bytes.isupper(self, /)
//py:def bytearray.isupper(self, /)
func bytesIsUpper(self Object) bool {
	b := byteContent(self)
	return bytes.ContainsFunc(b, func(r rune) bool { return r < 128 && byteIsUpper(byte(r)) }) && !bytes.ContainsFunc(b, func(r rune) bool { return r < 128 && byteIsLower(byte(r)) })
}

// bytesIsTitle reports whether there is an ASCII letter, capitals are only where words begin and other letters only within words.
//
//py:def bytes.istitle(self, /)
//py:def bytearray.istitle(self, /)
func bytesIsTitle(self Object) bool {
	cased, inWord := false, false
	for _, c := range byteContent(self) {
		switch {
		case byteIsUpper(c):
			if inWord {
				return false
			}
			cased, inWord = true, true
		case byteIsLower(c):
			if !inWord {
				return false
			}
		default:
			inWord = false
		}
	}
	return cased
}

// fillByte converts the fillchar argument of center and its like.
func fillByte(t *Thread, method string, o Object) (byte, error) {
	var b []byte
	what := "a bytes object"
	if p := AsBytes(o); p != nil {
		b = p.b
	} else if p := AsByteArray(o); p != nil {
		b = p.b
		what = "a bytearray object"
	} else {
		return 0, TypeErrorf(t, "%s() argument 2 must be a byte string of length 1, not %.50s", method, messageName(o))
	}
	if len(b) != 1 {
		return 0, TypeErrorf(t, "%s(): argument 2 must be a byte string of length 1, not %s of length %d", method, what, len(b))
	}
	return b[0], nil
}

func padBytes(t *Thread, self Object, left, right int, fill byte) (Object, error) {
	left, right = max(left, 0), max(right, 0)
	b := byteContent(self)
	if left == 0 && right == 0 {
		return bytesPart(self, b), nil
	}
	if left+right < 0 {
		return Object{}, MemoryError(t)
	}
	check := CheckBytes
	if TypeOf(self).Flags&BytesSubclass == 0 {
		check = func(t *Thread, n int) error { return CheckAlloc(t, n, 1) }
	}
	if err := check(t, left+len(b)+right); err != nil {
		return Object{}, err
	}
	out := make([]byte, left+len(b)+right)
	for i := range left {
		out[i] = fill
	}
	copy(out[left:], b)
	for i := left + len(b); i < len(out); i++ {
		out[i] = fill
	}
	return bytesLike(self, out), nil
}

// bytesLjust gives the content filled up on the right to width.
//
//py:def bytes.ljust(self, width, fillchar=b' ', /)
//py:def bytearray.ljust(self, width, fillchar=b' ', /)
func bytesLjust(t *Thread, self Object, width int, fillchar Object) (Object, error) {
	fill, err := fillByte(t, "ljust", fillchar)
	if err != nil {
		return Object{}, err
	}
	return padBytes(t, self, 0, max(width, 0)-len(byteContent(self)), fill)
}

// bytesRjust gives the content filled up on the left to width.
//
//py:def bytes.rjust(self, width, fillchar=b' ', /)
//py:def bytearray.rjust(self, width, fillchar=b' ', /)
func bytesRjust(t *Thread, self Object, width int, fillchar Object) (Object, error) {
	fill, err := fillByte(t, "rjust", fillchar)
	if err != nil {
		return Object{}, err
	}
	return padBytes(t, self, max(width, 0)-len(byteContent(self)), 0, fill)
}

// bytesCenter gives the content filled up on both sides to width.
//
//py:def bytes.center(self, width, fillchar=b' ', /)
//py:def bytearray.center(self, width, fillchar=b' ', /)
func bytesCenter(t *Thread, self Object, width int, fillchar Object) (Object, error) {
	fill, err := fillByte(t, "center", fillchar)
	if err != nil {
		return Object{}, err
	}
	n := len(byteContent(self))
	if width <= n {
		return bytesPart(self, byteContent(self)), nil
	}
	margin := width - n
	left := margin/2 + margin&width&1
	return padBytes(t, self, left, margin-left, fill)
}

// bytesZfill gives the content filled up on the left with zeros, behind a sign.
//
//py:def bytes.zfill(self, width, /)
//py:def bytearray.zfill(self, width, /)
func bytesZfill(t *Thread, self Object, width int) (Object, error) {
	n := len(byteContent(self))
	width = max(width, 0)
	r, err := padBytes(t, self, width-n, 0, '0')
	if err != nil || width <= n || n == 0 {
		return r, err
	}
	b := byteContent(r)
	if sign := b[width-n]; n > 0 && (sign == '+' || sign == '-') {
		out := bytes.Clone(b)
		out[0], out[width-n] = sign, '0'
		return bytesLike(self, out), nil
	}
	return r, nil
}

// bytesExpandTabs gives a copy with tabs replaced by spaces.
//
//py:def bytes.expandtabs(self, /, tabsize=8)
//py:def bytearray.expandtabs(self, /, tabsize=8)
func bytesExpandTabs(t *Thread, self Object, tabsize int32) (Object, error) {
	s, err := expandTabsWidth(t, string(byteContent(self)), int(tabsize), func(byte) bool { return true })
	return bytesLike(self, []byte(s)), err
}

// bytesTranslate gives a copy without the bytes in delete and with the others mapped by table, which is 256 bytes long, or None to map
// nothing.
//
//py:def bytes.translate(self, table, /, delete=b'')
//py:def bytearray.translate(self, table, /, delete=b'')
func bytesTranslate(t *Thread, self, table, delete Object) (Object, error) {
	var mapping []byte
	if table != None {
		var err error
		if mapping, err = ArgBytes(t, table); err != nil {
			return Object{}, err
		}
		if len(mapping) != 256 {
			return Object{}, ValueErrorf(t, "translation table must be 256 characters long")
		}
	}
	var dropped [256]bool
	drop, err := ArgBytes(t, delete)
	if err != nil {
		return Object{}, err
	}
	for _, c := range drop {
		dropped[c] = true
	}
	b := byteContent(self)
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if dropped[c] {
			continue
		}
		if mapping != nil {
			c = mapping[c]
		}
		out = append(out, c)
	}
	if bytes.Equal(out, b) {
		return bytesPart(self, b), nil
	}
	return bytesLike(self, out), nil
}

// bytesMakeTrans makes a table for translate that maps each byte in frm to the one at its place in to.
//
//py:staticmethod bytes.maketrans(frm, to, /)
//py:staticmethod bytearray.maketrans(frm, to, /)
func bytesMakeTrans(t *Thread, frm, to []byte) (Object, error) {
	if len(frm) != len(to) {
		return Object{}, ValueErrorf(t, "maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i, c := range frm {
		table[c] = to[i]
	}
	return NewBytes(table), nil
}

// bytesHex gives the bytes in hexadecimal, with sep between groups of bytes_per_sep bytes: counted from the right, from the left if that is
// negative.
//
//	>>> b'\xb9\x01\xef'.hex()
//	'b901ef'
//	>>> b'\xb9\x01\xef'.hex(':')
//	'b9:01:ef'
//	>>> b'\xb9\x01\xef'.hex(':', 2)
//	'b9:01ef'
//	>>> b'\xb9\x01\xef'.hex(':', -2)
//	'b901:ef'
//
// CPython: Python/pystrhex.c _Py_strhex_impl
//
//py:def bytes.hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)
//py:def bytearray.hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)
func bytesHex(t *Thread, self, sep Object, perSep int32) (*Str, error) {
	defer keepSize(self)()
	return HexText(t, byteContent(self), sep, int(perSep))
}

// HexText gives b in hexadecimal, with sep (null: none) between groups of so many bytes, as bytes.hex has it.
func HexText(t *Thread, b []byte, sep Object, group int) (*Str, error) {
	var sepByte byte
	if !sep.IsNull() {
		n, err := Len(t, sep)
		if err != nil {
			return nil, err
		}
		if n != 1 {
			return nil, ValueErrorf(t, "sep must be length 1.")
		}
		if s := AsStr(sep); s != nil {
			if !s.IsASCII() {
				return nil, ValueErrorf(t, "sep must be ASCII.")
			}
			sepByte = s.s[0]
		} else if p := AsBytes(sep); p != nil {
			if sepByte = p.b[0]; sepByte > 127 {
				return nil, ValueErrorf(t, "sep must be ASCII.")
			}
		} else {
			return nil, TypeErrorf(t, "sep must be str or bytes.")
		}
	} else {
		group = 0
	}
	size := group
	if size < 0 {
		size = -size
	}
	if size >= len(b) {
		size = 0
	}
	if err := CheckAlloc(t, len(b), 3); err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(b)*3)
	for i, c := range b {
		if size > 0 && i > 0 && (group < 0 && i%size == 0 || group > 0 && (len(b)-i)%size == 0) {
			out = append(out, sepByte)
		}
		out = appendHex(out, uint32(c), 2)
	}
	return makeASCII(bytesString(out)), nil
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

// bytesFromHex makes bytes of hexadecimal digits, two for each; white space between them is ignored.
//
// CPython: Objects/bytesobject.c _PyBytes_FromHex
//
//py:classmethod bytes.fromhex(cls, string, /)
//py:classmethod bytearray.fromhex(cls, string, /)
func bytesFromHex(t *Thread, cls *Type, arg Object) (Object, error) {
	var s string
	str := AsStr(arg)
	if str != nil {
		s = str.s
	} else {
		if TypeOf(arg).Slots.Buffer == nil {
			return Object{}, TypeErrorf(t, "fromhex() argument must be str or bytes-like, not %.100s", TypeOf(arg).Name200())
		}
		b, err := ArgBytes(t, arg)
		if err != nil {
			return Object{}, err
		}
		s = bytesString(b)
	}
	out := make([]byte, 0, len(s)/2)
	bad := func(pos int) error {
		return ValueErrorf(t, "non-hexadecimal number found in fromhex() arg at position %d", pos)
	}
	if str != nil && !str.IsASCII() {
		return Object{}, bad(asciiPrefix(stringBytes(s)))
	}
	for i := 0; i < len(s); {
		if byteSpace(s[i]) {
			i++
			continue
		}
		high := hexDigit(s[i])
		if high < 0 {
			return Object{}, bad(i)
		}
		if i+1 == len(s) {
			return Object{}, ValueErrorf(t, "fromhex() arg must contain an even number of hexadecimal digits")
		}
		low := hexDigit(s[i+1])
		if low < 0 {
			return Object{}, bad(i + 1)
		}
		out = append(out, byte(high<<4|low))
		i += 2
	}
	switch cls {
	case &BytesType:
		return newBytesShort(out), nil
	case &ByteArrayType:
		return Of(newByteArray(out)), nil
	}
	return CallArgs(t, Of(cls), newBytesShort(out))
}
