// Package ucd is the Unicode character database as CPython 3.14 sees it: the
// properties behind str's methods and unicodedata, case mappings,
// normalization and names.
//
// Its tables are generated from the reference CPython by tools/ucdgen. A code
// point is a rune, and surrogates are code points like any other; what is no
// code point at all (negative or above U+10FFFF) is treated as unassigned.
package ucd

//go:generate python3.14 ../../tools/ucdgen/ucdgen.py

// A record is what code points with the same properties share.
type record struct {
	flags     uint32
	caseIndex uint16 // in caseInfos
	numeric   uint16 // in numericValues
	category  uint8  // in categoryNames
	bidi      uint8  // in bidiNames
	width     uint8  // in widthNames
	combining uint8
	decimal   int8
	digit     int8
}

// recordOf returns the record of r. Record 0 is that of an unassigned one.
func recordOf(r rune) *record {
	if uint32(r) > 0x10ffff {
		return &records[0]
	}
	const mask = 1<<indexShift - 1
	return &records[index2[int(index1[uint32(r)>>indexShift])<<indexShift|int(r&mask)]]
}

// flagsOf returns the predicates of r as bits.
func flagsOf(r rune) uint32 {
	if uint32(r) < uint32(len(latin1Flags)) {
		return latin1Flags[r]
	}
	return recordOf(r).flags
}

// IsXIDStart reports whether r has the property XID_Start. The underscore,
// with which an identifier may start too, has not.
func IsXIDStart(r rune) bool { return flagsOf(r)&flagXIDStart != 0 }

// IsXIDContinue reports whether r has the property XID_Continue (as the
// underscore does).
func IsXIDContinue(r rune) bool { return flagsOf(r)&flagXIDContinue != 0 }

// IsAlpha reports whether r is alphabetic, as str.isalpha says.
func IsAlpha(r rune) bool { return flagsOf(r)&flagAlpha != 0 }

// IsDecimal reports whether r is a decimal digit, as str.isdecimal says.
func IsDecimal(r rune) bool { return flagsOf(r)&flagDecimal != 0 }

// IsDigit reports whether r is a digit, as str.isdigit says.
func IsDigit(r rune) bool { return flagsOf(r)&flagDigit != 0 }

// IsNumeric reports whether r has a numeric value, as str.isnumeric says.
func IsNumeric(r rune) bool { return flagsOf(r)&flagNumeric != 0 }

// IsSpace reports whether r is white space, as str.isspace says.
func IsSpace(r rune) bool { return flagsOf(r)&flagSpace != 0 }

// IsPrintable reports whether repr shows r as it is, as str.isprintable says.
func IsPrintable(r rune) bool { return flagsOf(r)&flagPrintable != 0 }

// IsLower reports whether r has the property Lowercase.
func IsLower(r rune) bool { return flagsOf(r)&flagLower != 0 }

// IsUpper reports whether r has the property Uppercase.
func IsUpper(r rune) bool { return flagsOf(r)&flagUpper != 0 }

// IsTitle reports whether r is a titlecase letter (category Lt).
func IsTitle(r rune) bool { return flagsOf(r)&flagTitle != 0 }

// IsCased reports whether r has the property Cased.
func IsCased(r rune) bool { return flagsOf(r)&flagCased != 0 }

// IsCaseIgnorable reports whether the rule of the final sigma looks past r.
func IsCaseIgnorable(r rune) bool { return flagsOf(r)&flagCaseIgnorable != 0 }

// IsSimpleCased reports whether r has a simple lower or upper mapping to
// another code point, as _sre.unicode_iscased says.
func IsSimpleCased(r rune) bool { return flagsOf(r)&flagSimpleCased != 0 }

// IsLineBreak reports whether str.splitlines splits after r.
func IsLineBreak(r rune) bool { return flagsOf(r)&flagLineBreak != 0 }

// Mirrored reports whether r is mirrored in bidirectional text.
func Mirrored(r rune) bool { return flagsOf(r)&flagMirrored != 0 }

// Decimal returns the value of a decimal digit, or -1.
func Decimal(r rune) int {
	if uint32(r) < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	return int(recordOf(r).decimal)
}

// Digit returns the value of a digit, or -1.
func Digit(r rune) int { return int(recordOf(r).digit) }

// Numeric returns the numeric value of r, and whether it has one.
func Numeric(r rune) (float64, bool) {
	rec := recordOf(r)
	return numericValues[rec.numeric], rec.flags&flagNumeric != 0
}

// Category returns the general category of r, such as "Lu".
func Category(r rune) string { return categoryNames[recordOf(r).category] }

// Bidirectional returns the bidirectional class of r, or "" if it has none.
func Bidirectional(r rune) string { return bidiNames[recordOf(r).bidi] }

// EastAsianWidth returns the east Asian width of r, such as "W".
func EastAsianWidth(r rune) string { return widthNames[recordOf(r).width] }

// Combining returns the canonical combining class of r.
func Combining(r rune) int { return int(recordOf(r).combining) }
