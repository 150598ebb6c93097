package ucd

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// Hangul syllables are composed by arithmetic (Unicode Standard, 3.12).
const (
	hangulSBase  = 0xac00
	hangulLBase  = 0x1100
	hangulVBase  = 0x1161
	hangulTBase  = 0x11a7
	hangulLCount = 19
	hangulVCount = 21
	hangulTCount = 28
	hangulSCount = hangulLCount * hangulVCount * hangulTCount
)

// rawDecomposition returns the tag ("" for a canonical one) and the code
// points of r's decomposition as the database has it, one step deep.
func rawDecomposition(r rune) (string, []int32) {
	if flagsOf(r)&flagDecomposes == 0 {
		return "", nil
	}
	i, _ := slices.BinarySearch(decompKeys[:], r)
	offset := int(decompOffsets[i])
	header := decompData[offset]
	return decompTags[header>>8], decompData[offset+1 : offset+1+int(header&0xff)]
}

// Decomposition returns r's decomposition as unicodedata.decomposition
// spells it, or "" if it has none.
func Decomposition(r rune) string {
	tag, parts := rawDecomposition(r)
	text := []byte(tag)
	for _, part := range parts {
		if len(text) > 0 {
			text = append(text, ' ')
		}
		for limit := int32(0x1000); limit > part && limit > 1; limit >>= 4 {
			text = append(text, '0')
		}
		digits := strconv.AppendInt(nil, int64(part), 16)
		for _, d := range digits {
			if d >= 'a' {
				d -= 'a' - 'A'
			}
			text = append(text, d)
		}
	}
	return string(text)
}

// NFC returns s in normalization form C. In s a surrogate is the three bytes
// that generalized UTF-8 gives it.
func NFC(s string) string { return normalize(s, flagNotNFC, false, true) }

// NFD returns s in normalization form D.
func NFD(s string) string { return normalize(s, flagNotNFD, false, false) }

// NFKC returns s in normalization form KC, as identifiers are in Python.
func NFKC(s string) string { return normalize(s, flagNotNFKC, true, true) }

// NFKD returns s in normalization form KD.
func NFKD(s string) string { return normalize(s, flagNotNFKD, true, false) }

// invalidByte added to a byte is how what isn't generalized UTF-8 is carried
// through.
const invalidByte = 0x110000

// decode returns the first code point of s, surrogates included, and its
// length in bytes.
func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || n != 1 {
		return r, n
	}
	if len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 && s[1] < 0xc0 && s[2] >= 0x80 && s[2] < 0xc0 {
		return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return invalidByte + rune(s[0]), 1
}

// appendRune appends r as decode reads it.
func appendRune(b []byte, r rune) []byte {
	switch {
	case r >= invalidByte:
		return append(b, byte(r-invalidByte))
	case 0xd800 <= r && r < 0xe000:
		return append(b, 0xed, 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f))
	}
	return utf8.AppendRune(b, r)
}

// isNormalized reports whether s is surely in the form that flag stands for.
func isNormalized(s string, flag uint32) bool {
	previous := uint8(0)
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			previous = 0
			i++
			continue
		}
		r, n := decode(s[i:])
		i += n
		rec := recordOf(r)
		if rec.flags&flag != 0 || rec.combining != 0 && rec.combining < previous {
			return false
		}
		previous = rec.combining
	}
	return true
}

// normalize decomposes s fully, by compatibility mappings too or only by
// canonical ones, orders its marks, and composes it again if asked to.
func normalize(s string, flag uint32, compatibility, compose bool) string {
	if isNormalized(s, flag) {
		return s
	}
	rs := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		i += n
		rs = appendDecomposed(rs, r, compatibility)
	}
	reorder(rs)
	if compose {
		rs = recompose(rs)
	}
	b := make([]byte, 0, len(s)+len(s)/2)
	for _, r := range rs {
		b = appendRune(b, r)
	}
	return string(b)
}

// appendDecomposed appends the full decomposition of r. Mappings nest a few
// levels deep at most.
func appendDecomposed(rs []rune, r rune, compatibility bool) []rune {
	if r < 0xc0 && (!compatibility || r < 0xa0) {
		return append(rs, r)
	}
	if s := r - hangulSBase; 0 <= s && s < hangulSCount {
		rs = append(rs, hangulLBase+s/(hangulVCount*hangulTCount), hangulVBase+s/hangulTCount%hangulVCount)
		if t := s % hangulTCount; t != 0 {
			rs = append(rs, hangulTBase+t)
		}
		return rs
	}
	tag, parts := rawDecomposition(r)
	if parts == nil || tag != "" && !compatibility {
		return append(rs, r)
	}
	for _, part := range parts {
		rs = appendDecomposed(rs, part, compatibility)
	}
	return rs
}

// reorder sorts each run of marks by combining class, stably.
func reorder(rs []rune) {
	for i := 0; i < len(rs); i++ {
		if recordOf(rs[i]).combining == 0 {
			continue
		}
		start := i
		for i < len(rs) && recordOf(rs[i]).combining != 0 {
			i++
		}
		slices.SortStableFunc(rs[start:i], func(a, b rune) int {
			return int(recordOf(a).combining) - int(recordOf(b).combining)
		})
	}
}

// recompose joins starters with what follows them, in place.
func recompose(rs []rune) []rune {
	out := rs[:0]
	starter := -1    // in out
	last := uint8(0) // combining class of what was kept behind the starter
	kept := false    // whether anything was
	for _, r := range rs {
		class := recordOf(r).combining
		if starter >= 0 && (!kept || last < class) {
			if composite := composePair(out[starter], r); composite != 0 {
				out[starter] = composite
				continue
			}
		}
		out = append(out, r)
		if class == 0 {
			starter, kept, last = len(out)-1, false, 0
		} else {
			kept, last = true, class
		}
	}
	return out
}

// composePair returns what a and b are composed to, or 0.
func composePair(a, b rune) rune {
	if l := a - hangulLBase; 0 <= l && l < hangulLCount {
		if v := b - hangulVBase; 0 <= v && v < hangulVCount {
			return hangulSBase + (l*hangulVCount+v)*hangulTCount
		}
	}
	if s := a - hangulSBase; 0 <= s && s < hangulSCount && s%hangulTCount == 0 {
		if t := b - hangulTBase; 0 < t && t < hangulTCount {
			return a + t
		}
	}
	i, found := slices.BinarySearchFunc(compositions[:], [2]rune{a, b}, func(pair [3]int32, key [2]rune) int {
		if pair[0] != key[0] {
			return int(pair[0] - key[0])
		}
		return int(pair[1] - key[1])
	})
	if !found {
		return 0
	}
	return compositions[i][2]
}
