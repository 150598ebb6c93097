package ucd

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed names.bin
var packedNames string

// A derivedRange is a range of code points whose names are a prefix and the
// code point in hexadecimal. Not all are named; all are found.
type derivedRange struct {
	prefix    string
	low, high rune
	named     bool
}

// names is names.bin unpacked: the named code points in order, and behind
// them the aliases and the sequences, with a hash table over all of them.
type names struct {
	codes   []rune   // of the named code points, then of the aliases
	texts   []string // of the sequences
	named   int      // how many of codes are named by Name
	text    string   // the names, each ended by a newline
	offsets []uint32 // where each starts in text, and where the last ends
	table   []uint16 // 1 + the number of a name, at its hash; 0 is empty
	longest int
}

// loadNames unpacks names.bin when the first name is asked for.
var loadNames = sync.OnceValue(func() *names {
	raw, err := io.ReadAll(flate.NewReader(strings.NewReader(packedNames)))
	if err != nil {
		panic(fmt.Sprintf("ucd: names.bin is damaged: %v", err))
	}
	in := bytes.NewBuffer(raw)
	next := func() int {
		v, err := binary.ReadUvarint(in)
		if err != nil {
			panic(fmt.Sprintf("ucd: names.bin is damaged: %v", err))
		}
		return int(v)
	}
	named, aliases, sequences := next(), next(), next()
	n := &names{named: named, codes: make([]rune, 0, named+aliases)}
	code := rune(0)
	for range named {
		code += rune(next())
		n.codes = append(n.codes, code)
	}
	for range aliases {
		n.codes = append(n.codes, rune(next()))
	}
	for range sequences {
		rs := make([]rune, next())
		for i := range rs {
			rs[i] = rune(next())
		}
		n.texts = append(n.texts, string(rs))
	}
	n.text = in.String()
	n.table = make([]uint16, 1<<16)
	n.offsets = make([]uint32, 0, len(n.codes)+len(n.texts)+1)
	for start := 0; start < len(n.text); {
		n.offsets = append(n.offsets, uint32(start))
		name := n.text[start : start+strings.IndexByte(n.text[start:], '\n')]
		slot := hashName(name)
		for n.table[slot] != 0 {
			slot++
		}
		n.table[slot] = uint16(len(n.offsets))
		n.longest = max(n.longest, len(name))
		start += len(name) + 1
	}
	n.offsets = append(n.offsets, uint32(len(n.text)))
	return n
})

// hashName hashes a name in capitals to a slot of the table (FNV-1a).
func hashName[T string | []byte](name T) uint16 {
	h := uint32(2166136261)
	for i := 0; i < len(name); i++ {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return uint16(h>>16 ^ h)
}

// name returns the i-th name.
func (n *names) name(i int) string { return n.text[n.offsets[i] : n.offsets[i+1]-1] }

// find returns the number of a name in capitals, or -1.
func (n *names) find(name []byte) int {
	for slot := hashName(name); n.table[slot] != 0; slot++ {
		if i := int(n.table[slot]) - 1; n.name(i) == string(name) {
			return i
		}
	}
	return -1
}

const hangulPrefix = "HANGUL SYLLABLE "

// The short names of the letters that make up Hangul syllables.
var (
	hangulL = [hangulLCount]string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	hangulV = [hangulVCount]string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI",
		"YU", "EU", "YI", "I"}
	hangulT = [hangulTCount]string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B",
		"BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

// Name returns the name of r, and whether it has one.
func Name(r rune) (string, bool) {
	if s := r - hangulSBase; 0 <= s && s < hangulSCount {
		return hangulPrefix + hangulL[s/(hangulVCount*hangulTCount)] + hangulV[s/hangulTCount%hangulVCount] + hangulT[s%hangulTCount], true
	}
	for i := range derivedNames {
		if d := &derivedNames[i]; d.named && d.low <= r && r <= d.high {
			return d.prefix + strings.ToUpper(strconv.FormatInt(int64(r), 16)), true
		}
	}
	n := loadNames()
	i := sort.Search(n.named, func(i int) bool { return n.codes[i] >= r })
	if i < n.named && n.codes[i] == r {
		return n.name(i), true
	}
	return "", false
}

// LookupName returns the text that a name stands for, and whether there is
// one: a character by its name or an alias, or a named sequence, which alone
// has more than one code point (and has no place in a \N escape). Case does
// not matter.
func LookupName(name string) (string, bool) {
	n := loadNames()
	var buffer [128]byte
	if len(name) > n.longest || len(name) > len(buffer) {
		return "", false
	}
	upper := buffer[:len(name)]
	for i := range upper {
		c := name[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		upper[i] = c
	}
	if i := n.find(upper); i >= len(n.codes) {
		return n.texts[i-len(n.codes)], true
	} else if i >= 0 {
		return string(n.codes[i]), true
	}
	if rest, ok := bytes.CutPrefix(upper, []byte(hangulPrefix)); ok {
		return lookupHangul(string(rest))
	}
	return lookupDerived(string(upper))
}

// lookupHangul finds a syllable by the short names of its letters.
func lookupHangul(letters string) (string, bool) {
	l, letters := longestPrefix(hangulL[:], letters)
	v, letters := longestPrefix(hangulV[:], letters)
	t, letters := longestPrefix(hangulT[:], letters)
	if l < 0 || v < 0 || t < 0 || letters != "" {
		return "", false
	}
	return string(rune(hangulSBase + (l*hangulVCount+v)*hangulTCount + t)), true
}

// longestPrefix returns the place of the longest of the candidates that text
// starts with, or -1, and what is left of text.
func longestPrefix(candidates []string, text string) (int, string) {
	best := -1
	for i, candidate := range candidates {
		if strings.HasPrefix(text, candidate) && (best < 0 || len(candidate) > len(candidates[best])) {
			best = i
		}
	}
	if best < 0 {
		return best, text
	}
	return best, text[len(candidates[best]):]
}

// lookupDerived finds a code point whose name ends in it.
func lookupDerived(upper string) (string, bool) {
	dash := strings.LastIndexByte(upper, '-')
	digits := upper[dash+1:]
	if len(digits) < 4 || len(digits) > 5 || len(digits) == 5 && digits[0] == '0' {
		return "", false
	}
	code, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return "", false
	}
	for i := range derivedNames {
		d := &derivedNames[i]
		if d.low <= rune(code) && rune(code) <= d.high && d.prefix == upper[:dash+1] {
			return string(rune(code)), true
		}
	}
	return "", false
}
