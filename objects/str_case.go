package objects

import (
	"encoding/binary"
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// asciiCase gives s, which is ASCII, with the 26 letters from first on in the other case.
func asciiCase(s string, first byte) string {
	i := 0
	for i < len(s) && s[i]-first >= 26 {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	// Eight bytes at once: the top bit of a byte, which ASCII leaves free, says whether it is a letter from first on.
	const ones = 0x0101010101010101
	low, high := uint64(0x80-first)*ones, uint64(0x80-first-26)*ones
	for ; i+8 <= len(b); i += 8 {
		w := binary.NativeEndian.Uint64(b[i:])
		letters := (w + low) & ^(w + high) & (0x80 * ones)
		binary.NativeEndian.PutUint64(b[i:], w^letters>>2)
	}
	for ; i < len(b); i++ {
		if b[i]-first < 26 {
			b[i] ^= 0x20
		}
	}
	return bytesString(b)
}

// mapRunes gives s with each code point mapped to up to three.
func (s *Str) mapRunes(f func(r rune) ([3]rune, int)) *Str {
	b := make([]byte, 0, len(s.s)+8)
	n := 0
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		rest = rest[w:]
		m, k := f(r)
		n += k
		if k == 1 && m[0] < 128 {
			b = append(b, byte(m[0]))
			continue
		}
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
	}
	return makeStrShort(bytesString(b), n)
}

// upper gives a copy in upper case.
//
//py:def str.upper(self, /)
func (s *Str) upper() *Str {
	if s.IsASCII() {
		return s.sameLength(asciiCase(s.s, 'a'))
	}
	return s.mapRunes(ucd.ToUpper)
}

// sameLength makes a str of text, which has as many code points as s.
func (s *Str) sameLength(text string) *Str { return makeStrShort(text, s.Len()) }

// lower gives a copy in lower case.
//
//py:def str.lower(self, /)
func (s *Str) lower() *Str {
	if s.IsASCII() {
		return s.sameLength(asciiCase(s.s, 'A'))
	}
	b := make([]byte, 0, len(s.s)+8)
	n := 0
	for pos := 0; pos < len(s.s); {
		r, w := DecodeRune(s.s[pos:])
		m, k := lowerAt(s.s, pos, r, w)
		n += k
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
		pos += w
	}
	return makeStrShort(bytesString(b), n)
}

// lowerAt gives the lowercase of r, which is at pos: a capital sigma that ends a word becomes the final one.
//
// CPython: Objects/unicodeobject.c handle_capital_sigma
func lowerAt(s string, pos int, r rune, w int) ([3]rune, int) {
	if r != 0x3A3 {
		return ucd.ToLower(r)
	}
	final := false
	for before := s[:pos]; before != ""; {
		c, cw := DecodeLastRune(before)
		if !ucd.IsCaseIgnorable(c) {
			final = ucd.IsCased(c)
			break
		}
		before = before[:len(before)-cw]
	}
	if final {
		for after := s[pos+w:]; after != ""; {
			c, cw := DecodeRune(after)
			if !ucd.IsCaseIgnorable(c) {
				final = !ucd.IsCased(c)
				break
			}
			after = after[cw:]
		}
	}
	if final {
		return [3]rune{0x3C2}, 1
	}
	return [3]rune{0x3C3}, 1
}

// casefold gives a copy for comparisons that ignore case.
//
//py:def str.casefold(self, /)
func (s *Str) casefold() *Str {
	if s.IsASCII() {
		return s.sameLength(asciiCase(s.s, 'A'))
	}
	return s.mapRunes(ucd.CaseFold)
}

// swapCase gives a copy with upper and lower case swapped.
//
//py:def str.swapcase(self, /)
func (s *Str) swapCase() *Str {
	b := make([]byte, 0, len(s.s)+8)
	n := 0
	for pos := 0; pos < len(s.s); {
		r, w := DecodeRune(s.s[pos:])
		m, k := [3]rune{r}, 1
		if ucd.IsUpper(r) {
			m, k = lowerAt(s.s, pos, r, w)
		} else if ucd.IsLower(r) {
			m, k = ucd.ToUpper(r)
		}
		n += k
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
		pos += w
	}
	return makeStrShort(bytesString(b), n)
}

// title gives a copy in which words begin in title case and go on in lower case.
//
//py:def str.title(self, /)
func (s *Str) title() *Str {
	b := make([]byte, 0, len(s.s)+8)
	n := 0
	cased := false
	for pos := 0; pos < len(s.s); {
		r, w := DecodeRune(s.s[pos:])
		var m [3]rune
		var k int
		if cased {
			m, k = lowerAt(s.s, pos, r, w)
		} else {
			m, k = ucd.ToTitle(r)
		}
		n += k
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
		cased = ucd.IsCased(r)
		pos += w
	}
	return makeStrShort(bytesString(b), n)
}

// capitalize gives a copy with the first character in title case and the rest in lower case.
//
//py:def str.capitalize(self, /)
func (s *Str) capitalize() *Str {
	b := make([]byte, 0, len(s.s)+8)
	n := 0
	for pos := 0; pos < len(s.s); {
		r, w := DecodeRune(s.s[pos:])
		var m [3]rune
		var k int
		if pos > 0 {
			m, k = lowerAt(s.s, pos, r, w)
		} else {
			m, k = ucd.ToTitle(r)
		}
		n += k
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
		pos += w
	}
	return makeStrShort(bytesString(b), n)
}

// all reports whether s is not empty and f holds for all its code points.
func (s *Str) all(f func(r rune) bool) bool {
	if s.s == "" {
		return false
	}
	for rest := s.s; rest != ""; {
		r, w := DecodeRune(rest)
		if !f(r) {
			return false
		}
		rest = rest[w:]
	}
	return true
}

// isASCII reports whether all characters are below U+0080.
//
//py:def str.isascii(self, /)
func (s *Str) isASCII() bool { return s.IsASCII() }

// isAlpha reports whether all characters are alphabetic, and there is one.
//
//py:def str.isalpha(self, /)
func (s *Str) isAlpha() bool { return s.all(ucd.IsAlpha) }

// isAlnum reports whether all characters are alphabetic or numeric, and there is one.
//
//py:def str.isalnum(self, /)
func (s *Str) isAlnum() bool {
	return s.all(func(r rune) bool {
		return ucd.IsAlpha(r) || ucd.IsDecimal(r) || ucd.IsDigit(r) || ucd.IsNumeric(r)
	})
}

// isDecimal reports whether all characters are decimal digits, and there is one.
//
//py:def str.isdecimal(self, /)
func (s *Str) isDecimal() bool { return s.all(ucd.IsDecimal) }

// isDigit reports whether all characters are digits, and there is one.
//
//py:def str.isdigit(self, /)
func (s *Str) isDigit() bool { return s.all(ucd.IsDigit) }

// isNumeric reports whether all characters are numeric, and there is one.
//
//py:def str.isnumeric(self, /)
func (s *Str) isNumeric() bool { return s.all(ucd.IsNumeric) }

// isSpace reports whether all characters are white space, and there is one.
//
//py:def str.isspace(self, /)
func (s *Str) isSpace() bool { return s.all(ucd.IsSpace) }

// isPrintable reports whether repr shows all characters as they are.
//
//py:def str.isprintable(self, /)
func (s *Str) isPrintable() bool { return s.s == "" || s.all(ucd.IsPrintable) }

// isLower reports whether there is a cased character and all such are in lower case.
//
//py:def str.islower(self, /)
func (s *Str) isLower() bool {
	cased := false
	return s.all(func(r rune) bool {
		if ucd.IsUpper(r) || ucd.IsTitle(r) {
			return false
		}
		cased = cased || ucd.IsLower(r)
		return true
	}) && cased
}

// isUpper reports whether there is a cased character and all such are in upper case.
//
//py:def str.isupper(self, /)
func (s *Str) isUpper() bool {
	cased := false
	return s.all(func(r rune) bool {
		if ucd.IsLower(r) || ucd.IsTitle(r) {
			return false
		}
		cased = cased || ucd.IsUpper(r)
		return true
	}) && cased
}

// isTitle reports whether there is a cased character, capitals are only where words begin and small letters only within words.
//
//py:def str.istitle(self, /)
func (s *Str) isTitle() bool {
	cased, previous := false, false
	return s.all(func(r rune) bool {
		switch {
		case ucd.IsUpper(r) || ucd.IsTitle(r):
			if previous {
				return false
			}
			previous, cased = true, true
		case ucd.IsLower(r):
			if !previous {
				return false
			}
			previous, cased = true, true
		default:
			previous = false
		}
		return true
	}) && cased
}

// isIdentifier reports whether the string is an identifier of Python; keywords are.
//
//py:def str.isidentifier(self, /)
func (s *Str) isIdentifier() bool {
	if s.s == "" {
		return false
	}
	r, w := DecodeRune(s.s)
	if r != '_' && !ucd.IsXIDStart(r) {
		return false
	}
	for rest := s.s[w:]; rest != ""; {
		r, w := DecodeRune(rest)
		if !ucd.IsXIDContinue(r) {
			return false
		}
		rest = rest[w:]
	}
	return true
}

// fillChar converts the fillchar argument of center and its like.
func fillChar(t *Thread, o Object) (rune, error) {
	s := AsStr(o)
	if s == nil {
		return 0, TypeErrorf(t, "The fill character must be a unicode character, not %.100s", TypeOf(o).Name200())
	}
	if s.Len() != 1 {
		return 0, TypeErrorf(t, "The fill character must be exactly one character long")
	}
	return s.At(0), nil
}

// pad gives s with left and right times the fill character around it.
func (s *Str) pad(t *Thread, left, right int, fill rune) (*Str, error) {
	left, right = max(left, 0), max(right, 0)
	if left == 0 && right == 0 {
		return exactStr(s), nil
	}
	f := string(AppendRune(nil, fill))
	if err := CheckAlloc(t, left+right, len(f)); err != nil {
		return nil, err
	}
	var out strings.Builder
	out.Grow(len(s.s) + (left+right)*len(f))
	repeatTo(&out, f, left)
	out.WriteString(s.s)
	repeatTo(&out, f, right)
	return makeStrShort(out.String(), s.Len()+left+right), nil
}

// ljust gives the string filled up on the right to width.
//
//py:def str.ljust(self, width, fillchar=' ', /)
func (s *Str) ljust(t *Thread, width int, fillchar Object) (*Str, error) {
	fill, err := fillChar(t, fillchar)
	if err != nil {
		return nil, err
	}
	return s.pad(t, 0, max(width, 0)-s.Len(), fill)
}

// rjust gives the string filled up on the left to width.
//
//py:def str.rjust(self, width, fillchar=' ', /)
func (s *Str) rjust(t *Thread, width int, fillchar Object) (*Str, error) {
	fill, err := fillChar(t, fillchar)
	if err != nil {
		return nil, err
	}
	return s.pad(t, max(width, 0)-s.Len(), 0, fill)
}

// center gives the string filled up on both sides to width.
//
//py:def str.center(self, width, fillchar=' ', /)
func (s *Str) center(t *Thread, width int, fillchar Object) (*Str, error) {
	fill, err := fillChar(t, fillchar)
	if err != nil || width <= s.Len() {
		return exactStr(s), err
	}
	marg := width - s.Len()
	left := marg/2 + marg&width&1
	return s.pad(t, left, marg-left, fill)
}

// zfill gives the string filled up on the left with zeros, behind a sign.
//
//py:def str.zfill(self, width, /)
func (s *Str) zfill(t *Thread, width int) (*Str, error) {
	fill := max(width, 0) - s.Len()
	if fill <= 0 {
		return exactStr(s), nil
	}
	if s.s != "" && (s.s[0] == '+' || s.s[0] == '-') {
		if err := CheckAlloc(t, fill, 1); err != nil {
			return nil, err
		}
		return makeStrLen(s.s[:1]+strings.Repeat("0", fill)+s.s[1:], width), nil
	}
	return s.pad(t, fill, 0, '0')
}

// expandTabs gives a copy with tabs replaced by spaces.
//
//py:def str.expandtabs(self, /, tabsize=8)
func (s *Str) expandTabs(t *Thread, tabsize int32) (*Str, error) {
	text, err := expandTabs(t, s.s, int(tabsize))
	if err != nil || len(text) == len(s.s) && text == s.s {
		return exactStr(s), err
	}
	return makeStrShort(text, CodePoints(text)), nil
}

// expandTabs replaces the tabs of UTF-8 text (or of ASCII in bytes, when each byte counts as a column) by spaces.
func expandTabs(t *Thread, s string, tabsize int) (string, error) {
	return expandTabsWidth(t, s, tabsize, func(c byte) bool { return c&0xC0 != 0x80 })
}

// expandTabsWidth is expandTabs where counts says whether a byte takes a column.
func expandTabsWidth(t *Thread, s string, tabsize int, counts func(c byte) bool) (string, error) {
	tabs := strings.Count(s, "\t")
	if tabs == 0 {
		return s, nil
	}
	if tabsize > 0 {
		if err := CheckAlloc(t, 3*tabs, tabsize); err != nil {
			return "", err
		}
	}
	var out strings.Builder
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			if tabsize > 0 {
				n := tabsize - column%tabsize
				column += n
				repeatTo(&out, " ", n)
			}
		case c == '\n' || c == '\r':
			column = 0
			out.WriteByte(c)
		default:
			if counts(c) {
				column++
			}
			out.WriteByte(c)
		}
	}
	return out.String(), nil
}
