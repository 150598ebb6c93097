package ucd

// A caseInfo holds the case mappings of a code point as differences from it,
// or, from specialBase on, as places in specialCases.
type caseInfo struct {
	lower, upper, title, fold int32
	simpleLower               int32
}

// mapping applies a field of caseInfo to r.
func mapping(r rune, delta int32) ([3]rune, int) {
	if delta < specialBase {
		return [3]rune{r + delta}, 1
	}
	special := specialCases[delta-specialBase]
	if special[2] != 0 {
		return special, 3
	}
	return special, 2
}

// ToLower returns the full lowercase mapping of r: that many code points. The
// capital sigma is mapped to the one that is not final; where a word ends is
// for the caller to see.
func ToLower(r rune) ([3]rune, int) {
	if uint32(r) < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return [3]rune{r}, 1
	}
	return mapping(r, caseInfos[recordOf(r).caseIndex].lower)
}

// ToUpper returns the full uppercase mapping of r: that many code points.
func ToUpper(r rune) ([3]rune, int) {
	if uint32(r) < 0x80 {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return [3]rune{r}, 1
	}
	return mapping(r, caseInfos[recordOf(r).caseIndex].upper)
}

// ToTitle returns the full titlecase mapping of r: that many code points.
func ToTitle(r rune) ([3]rune, int) {
	if uint32(r) < 0x80 {
		return ToUpper(r)
	}
	return mapping(r, caseInfos[recordOf(r).caseIndex].title)
}

// CaseFold returns the full case folding of r: that many code points.
func CaseFold(r rune) ([3]rune, int) {
	if uint32(r) < 0x80 {
		return ToLower(r)
	}
	return mapping(r, caseInfos[recordOf(r).caseIndex].fold)
}

// SimpleLower returns the simple lowercase mapping of r, as
// _sre.unicode_tolower does.
func SimpleLower(r rune) rune {
	return r + caseInfos[recordOf(r).caseIndex].simpleLower
}
