package sre

import "github.com/gophersnake/gophersnake/internal/ucd"

// The operations of compiled patterns, as Lib/re/_constants.py numbers them.
const (
	sreFailure = iota
	sreSuccess
	sreAny
	sreAnyAll
	sreAssert
	sreAssertNot
	sreAt
	sreBranch
	sreCategory
	sreCharset
	sreBigCharset
	sreGroupRef
	sreGroupRefExists
	sreIn
	sreInfo
	sreJump
	sreLiteral
	sreMark
	sreMaxUntil
	sreMinUntil
	sreNotLiteral
	sreNegate
	sreRange
	sreRepeat
	sreRepeatOne
	sreSubpattern
	sreMinRepeatOne
	sreAtomicGroup
	srePossessiveRepeat
	srePossessiveRepeatOne
	sreGroupRefIgnore
	sreInIgnore
	sreLiteralIgnore
	sreNotLiteralIgnore
	sreGroupRefLocIgnore
	sreInLocIgnore
	sreLiteralLocIgnore
	sreNotLiteralLocIgnore
	sreGroupRefUniIgnore
	sreInUniIgnore
	sreLiteralUniIgnore
	sreNotLiteralUniIgnore
	sreRangeUniIgnore
)

// magic is the version of the format.
const magic = 20230612

// The positions that AT asks for.
const (
	atBeginning = iota
	atBeginningLine
	atBeginningString
	atBoundary
	atNonBoundary
	atEnd
	atEndLine
	atEndString
	atLocBoundary
	atLocNonBoundary
	atUniBoundary
	atUniNonBoundary
	numAtCodes
)

// numCategories is the number of the categories of characters: pairs of one and its opposite.
const numCategories = 18

// inCategory reports whether c is in a category.
//
// CPython: Modules/_sre/sre.c sre_category
func inCategory(category uint32, c rune) bool {
	in := false
	switch category &^ 1 {
	case 0: // DIGIT
		in = '0' <= c && c <= '9'
	case 2: // SPACE
		in = c == ' ' || '\t' <= c && c <= '\r'
	case 4, 8: // WORD, LOC_WORD
		in = isWord(c)
	case 6: // LINEBREAK
		in = c == '\n'
	case 10: // UNI_DIGIT
		in = ucd.IsDecimal(c)
	case 12: // UNI_SPACE
		in = ucd.IsSpace(c)
	case 14: // UNI_WORD
		in = isUniWord(c)
	case 16: // UNI_LINEBREAK
		in = ucd.IsLineBreak(c)
	}
	return in != (category&1 != 0)
}

func isWord(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

func isUniWord(c rune) bool {
	if c < 0x80 {
		return isWord(c)
	}
	return ucd.IsAlpha(c) || ucd.IsDecimal(c) || ucd.IsDigit(c) || ucd.IsNumeric(c)
}

func lowerASCII(c rune) rune {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func upperASCII(c rune) rune {
	if 'a' <= c && c <= 'z' {
		return c - ('a' - 'A')
	}
	return c
}

const maxRune = 0x10FFFF

func lowerUni(c rune) rune {
	if c < 0x80 {
		return lowerASCII(c)
	}
	if c > maxRune {
		return c
	}
	return ucd.SimpleLower(c)
}

func upperUni(c rune) rune {
	if c < 0x80 {
		return upperASCII(c)
	}
	if c > maxRune {
		return c
	}
	up, _ := ucd.ToUpper(c)
	return up[0]
}

// A fold is what happens to a character before it is looked for. Go knows of no locale: the C locale's rules are ASCII's.
type fold uint8

const (
	foldNone fold = iota
	foldASCII
	foldLocale
	foldUnicode
)

func (f fold) lower(c rune) rune {
	switch f {
	case foldASCII, foldLocale:
		return lowerASCII(c)
	case foldUnicode:
		return lowerUni(c)
	}
	return c
}

// charset is a set of characters: a table for those below 256, and code for the others where they are not all in or all out.
type charset struct {
	low  [256]bool
	high bool // for the others, where code is nil
	fold fold
	code []uint32
}

// newCharset makes the set that the code of an IN, up to its FAILURE, describes. The code has been checked.
func newCharset(code []uint32, f fold) *charset {
	s := &charset{fold: f}
	for c := range s.low {
		s.low[c] = s.eval(code, rune(c))
	}
	if f != foldUnicode && !dependsOnHigh(code) {
		s.high = s.eval(code, 256)
	} else {
		s.code = code
	}
	return s
}

func (s *charset) has(c rune) bool {
	if uint32(c) < 256 {
		return s.low[c]
	}
	if s.code == nil {
		return s.high
	}
	return s.eval(s.code, c)
}

func (s *charset) eval(code []uint32, c rune) bool {
	if s.fold == foldLocale {
		return evalSet(code, lowerASCII(c), upperASCII(c))
	}
	c = s.fold.lower(c)
	return evalSet(code, c, c)
}

// dependsOnHigh reports whether code tells characters above 255 from one another.
func dependsOnHigh(code []uint32) bool {
	for i := 0; ; {
		switch code[i] {
		case sreFailure:
			return false
		case sreNegate:
			i++
		case sreLiteral:
			if code[i+1] > 255 {
				return true
			}
			i += 2
		case sreRange, sreRangeUniIgnore:
			if code[i+2] > 255 || code[i] == sreRangeUniIgnore {
				return true
			}
			i += 3
		case sreCategory:
			if code[i+1] >= 10 {
				return true
			}
			i += 2
		case sreCharset:
			i += 1 + 8
		default:
			return true
		}
	}
}

// evalSet reports whether a character, which is c or d where case does not matter, is in the set that code describes.
//
// CPython: Modules/_sre/sre_lib.h SRE_charset
func evalSet(code []uint32, c, d rune) bool {
	ok := true
	for i := 0; ; {
		switch code[i] {
		case sreFailure:
			return !ok
		case sreNegate:
			ok = !ok
			i++
			continue
		}
		in, n := inItem(code[i:], c)
		if in {
			return ok
		}
		if c != d {
			if in, _ = inItem(code[i:], d); in {
				return ok
			}
		}
		i += n
	}
}

// inItem reports whether c is in the part of a set that begins code, and how long that part is.
func inItem(code []uint32, c rune) (in bool, n int) {
	ch := uint32(c)
	switch code[0] {
	case sreLiteral:
		return ch == code[1], 2
	case sreCategory:
		return inCategory(code[1], c), 2
	case sreCharset:
		return ch < 256 && code[1+int(ch>>5)]&(1<<(ch&31)) != 0, 1 + 8
	case sreRange:
		return code[1] <= ch && ch <= code[2], 3
	case sreRangeUniIgnore:
		up := uint32(upperUni(c))
		return code[1] <= ch && ch <= code[2] || code[1] <= up && up <= code[2], 3
	}
	// sreBigCharset
	if ch < 65536 {
		block := code[2+int(ch>>10)] >> (ch >> 8 & 3 * 8) & 0xFF
		word := code[2+64+int(block)*8+int(ch>>5&7)]
		in = word&(1<<(ch&31)) != 0
	}
	return in, 2 + 64 + int(code[1])*8
}

// checkSet gives the length of the code of a set that begins code, its FAILURE included; ok is false if it is not one.
//
// CPython: Modules/_sre/sre.c _validate_charset
func checkSet(code []uint32) (n int, ok bool) {
	for i := 0; i < len(code); {
		switch code[i] {
		case sreFailure:
			return i + 1, true
		case sreNegate:
			i++
		case sreLiteral:
			i += 2
		case sreRange, sreRangeUniIgnore:
			i += 3
		case sreCharset:
			i += 1 + 8
		case sreCategory:
			if i+1 >= len(code) || code[i+1] >= numCategories {
				return 0, false
			}
			i += 2
		case sreBigCharset:
			if i+2+64 > len(code) {
				return 0, false
			}
			blocks := code[i+1]
			if blocks > 256 {
				return 0, false
			}
			for _, word := range code[i+2 : i+2+64] {
				for ; word != 0; word >>= 8 {
					if word&0xFF >= blocks {
						return 0, false
					}
				}
			}
			if blocks == 0 {
				return 0, false
			}
			i += 2 + 64 + int(blocks)*8
		default:
			return 0, false
		}
	}
	return 0, false
}
