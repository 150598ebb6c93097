package objects

import (
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
		for _, c := range m[:k] {
			b = AppendRune(b, c)
		}
	}
	return makeStrShort(bytesString(b), n)
}

// Return a copy of the string converted to uppercase.
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

// Return a copy of the string converted to lowercase.
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

// Return a version of the string suitable for caseless comparisons.
//
//py:def str.casefold(self, /)
func (s *Str) casefold() *Str {
	if s.IsASCII() {
		return s.sameLength(asciiCase(s.s, 'A'))
	}
	return s.mapRunes(ucd.CaseFold)
}

// Convert uppercase characters to lowercase and lowercase characters to uppercase.
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

// Return a version of the string where each word is titlecased.
//
// More specifically, words start with uppercased characters and all remaining cased characters have lower case.
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

// Return a capitalized version of the string.
//
// More specifically, make the first character have upper case and the rest lower case.
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

// Return True if all characters in the string are ASCII, False otherwise.
//
// ASCII characters have code points in the range U+0000-U+007F. Empty string is ASCII too.
//
//py:def str.isascii(self, /)
func (s *Str) isASCII() bool { return s.IsASCII() }

// Return True if the string is an alphabetic string, False otherwise.
//
// A string is alphabetic if all characters in the string are alphabetic and there is at least one character in the string.
//
//py:def str.isalpha(self, /)
func (s *Str) isAlpha() bool { return s.all(ucd.IsAlpha) }

// Return True if the string is an alpha-numeric string, False otherwise.
//
// A string is alpha-numeric if all characters in the string are alpha-numeric and there is at least one character in the string.
//
//py:def str.isalnum(self, /)
func (s *Str) isAlnum() bool {
	return s.all(func(r rune) bool {
		return ucd.IsAlpha(r) || ucd.IsDecimal(r) || ucd.IsDigit(r) || ucd.IsNumeric(r)
	})
}

// Return True if the string is a decimal string, False otherwise.
//
// A string is a decimal string if all characters in the string are decimal and there is at least one character in the string.
//
//py:def str.isdecimal(self, /)
func (s *Str) isDecimal() bool { return s.all(ucd.IsDecimal) }

// Return True if the string is a digit string, False otherwise.
//
// A string is a digit string if all characters in the string are digits and there is at least one character in the string.
//
//py:def str.isdigit(self, /)
func (s *Str) isDigit() bool { return s.all(ucd.IsDigit) }

// Return True if the string is a numeric string, False otherwise.
//
// A string is numeric if all characters in the string are numeric and there is at least one character in the string.
//
//py:def str.isnumeric(self, /)
func (s *Str) isNumeric() bool { return s.all(ucd.IsNumeric) }

// Return True if the string is a whitespace string, False otherwise.
//
// A string is whitespace if all characters in the string are whitespace and there is at least one character in the string.
//
//py:def str.isspace(self, /)
func (s *Str) isSpace() bool { return s.all(ucd.IsSpace) }

// Return True if all characters in the string are printable, False otherwise.
//
// A character is printable if repr() may use it in its output.
//
//py:def str.isprintable(self, /)
func (s *Str) isPrintable() bool { return s.s == "" || s.all(ucd.IsPrintable) }

// Return True if the string is a lowercase string, False otherwise.
//
// A string is lowercase if all cased characters in the string are lowercase and there is at least one cased character in the string.
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

// Return True if the string is an uppercase string, False otherwise.
//
// A string is uppercase if all cased characters in the string are uppercase and there is at least one cased character in the string.
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

// Return True if the string is a title-cased string, False otherwise.
//
// In a title-cased string, upper- and title-case characters may only follow uncased characters and lowercase characters only cased
// ones.
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

// Return True if the string is a valid Python identifier, False otherwise.
//
// Call keyword.iskeyword(s) to test whether string s is a reserved identifier, such as "def" or "class".
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
	if err := checkAlloc(t, left+right, len(f)); err != nil {
		return nil, err
	}
	var out strings.Builder
	out.Grow(len(s.s) + (left+right)*len(f))
	repeatTo(&out, f, left)
	out.WriteString(s.s)
	repeatTo(&out, f, right)
	return makeStrShort(out.String(), s.Len()+left+right), nil
}

// Return a left-justified string of length width.
//
// Padding is done using the specified fill character (default is a space).
//
//py:def str.ljust(self, width, fillchar=' ', /)
func (s *Str) ljust(t *Thread, width int, fillchar Object) (*Str, error) {
	fill, err := fillChar(t, fillchar)
	if err != nil {
		return nil, err
	}
	return s.pad(t, 0, width-s.Len(), fill)
}

// Return a right-justified string of length width.
//
// Padding is done using the specified fill character (default is a space).
//
//py:def str.rjust(self, width, fillchar=' ', /)
func (s *Str) rjust(t *Thread, width int, fillchar Object) (*Str, error) {
	fill, err := fillChar(t, fillchar)
	if err != nil {
		return nil, err
	}
	return s.pad(t, width-s.Len(), 0, fill)
}

// Return a centered string of length width.
//
// Padding is done using the specified fill character (default is a space).
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

// Pad a numeric string with zeros on the left, to fill a field of the given width.
//
// The string is never truncated.
//
//py:def str.zfill(self, width, /)
func (s *Str) zfill(t *Thread, width int) (*Str, error) {
	fill := width - s.Len()
	if fill <= 0 {
		return exactStr(s), nil
	}
	if s.s != "" && (s.s[0] == '+' || s.s[0] == '-') {
		if err := checkAlloc(t, fill, 1); err != nil {
			return nil, err
		}
		return makeStrLen(s.s[:1]+strings.Repeat("0", fill)+s.s[1:], width), nil
	}
	return s.pad(t, fill, 0, '0')
}

// Return a copy where all tab characters are expanded using spaces.
//
// If tabsize is not given, a tab size of 8 characters is assumed.
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
		if err := checkAlloc(t, tabs, tabsize); err != nil {
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
