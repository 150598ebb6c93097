package ucd

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// OldVersion is the version of Unicode that the functions with Old in their
// names speak of. IDNA and stringprep are defined by it.
const OldVersion = "3.2.0"

// An oldChange holds the properties of a range of code points that OldVersion
// has with other properties than Version.
type oldChange struct {
	first, last    rune
	category, bidi string
	mirrored       bool
	width          string
	decimal        int
	numeric        float64 // -1: none
}

// changeOf returns the change that r is in, or nil.
func changeOf(r rune) *oldChange {
	i := sort.Search(len(oldChanges), func(i int) bool { return oldChanges[i].last >= r })
	if i < len(oldChanges) && oldChanges[i].first <= r {
		return &oldChanges[i]
	}
	return nil
}

// OldUnassigned reports whether r was assigned only after OldVersion.
func OldUnassigned(r rune) bool {
	i := sort.Search(len(oldUnassigned), func(i int) bool { return oldUnassigned[i][1] >= r })
	return i < len(oldUnassigned) && oldUnassigned[i][0] <= r
}

// OldCategory is Category in OldVersion.
func OldCategory(r rune) string {
	if OldUnassigned(r) {
		return "Cn"
	}
	if c := changeOf(r); c != nil {
		return c.category
	}
	return Category(r)
}

// OldBidirectional is Bidirectional in OldVersion.
func OldBidirectional(r rune) string {
	if OldUnassigned(r) {
		return ""
	}
	if c := changeOf(r); c != nil {
		return c.bidi
	}
	return Bidirectional(r)
}

// OldMirrored is Mirrored in OldVersion.
func OldMirrored(r rune) bool {
	if OldUnassigned(r) {
		return false
	}
	if c := changeOf(r); c != nil {
		return c.mirrored
	}
	return Mirrored(r)
}

// OldEastAsianWidth is EastAsianWidth in OldVersion.
func OldEastAsianWidth(r rune) string {
	if OldUnassigned(r) {
		return "N"
	}
	if c := changeOf(r); c != nil {
		return c.width
	}
	return EastAsianWidth(r)
}

// OldDecimal is Decimal in OldVersion.
func OldDecimal(r rune) int {
	if OldUnassigned(r) {
		return -1
	}
	if c := changeOf(r); c != nil {
		return c.decimal
	}
	return Decimal(r)
}

// OldNumeric is Numeric in OldVersion.
func OldNumeric(r rune) (float64, bool) {
	if OldUnassigned(r) {
		return 0, false
	}
	if c := changeOf(r); c != nil {
		return c.numeric, c.numeric != -1
	}
	return Numeric(r)
}

// OldNormalize applies a normalization as OldVersion does: what was assigned
// later stays as it is, and a few decompositions have been corrected since.
func OldNormalize(normalize func(string) string, s string) string {
	var out, part strings.Builder
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch old := oldDecompositions[r]; {
		case old != 0:
			part.WriteRune(old)
		case w > 1 && OldUnassigned(r) && Decomposition(r) != "":
			out.WriteString(normalize(part.String()))
			part.Reset()
			out.WriteString(s[i : i+w])
		default:
			part.WriteString(s[i : i+w])
		}
		i += w
	}
	out.WriteString(normalize(part.String()))
	return out.String()
}
