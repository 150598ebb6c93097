package ucd

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"sort"
	"testing"
)

// digest returns the SHA-256 of what write writes for each code point.
func digest(write func(w io.Writer, r rune)) string {
	h := sha256.New()
	buffer := bytes.Buffer{}
	for r := rune(0); r <= 0x10ffff; r++ {
		write(&buffer, r)
		if buffer.Len() > 1<<16 {
			buffer.WriteTo(h)
		}
	}
	buffer.WriteTo(h)
	return sum(h)
}

func sum(h hash.Hash) string { return fmt.Sprintf("%x", h.Sum(nil)) }

func hexes(rs []rune) []byte {
	var b []byte
	for i, r := range rs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = fmt.Appendf(b, "%x", r)
	}
	return append(b, '\n')
}

var forms = map[string]func(string) string{"NFC": NFC, "NFD": NFD, "NFKC": NFKC, "NFKD": NFKD}

// samples calls f with the strings that ucdgen.py made its digests from.
func samples(f func(string)) {
	var pool []rune
	for r := rune(0); r <= 0x10ffff; r++ {
		if Decomposition(r) != "" || Combining(r) != 0 || 'A' <= r && r <= 'Z' || 0x1100 <= r && r <= 0x11ff ||
			0xac00 <= r && r <= 0xac40 || 0xd800 <= r && r <= 0xd810 {
			pool = append(pool, r)
		}
	}
	state := uint64(1)
	below := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	for range 20_000 {
		var b []byte
		for range 1 + below(8) {
			b = appendRune(b, pool[below(len(pool))])
		}
		f(string(b))
	}
}

// TestDigests compares every property of every code point with the
// reference's answers.
func TestDigests(t *testing.T) {
	text, err := os.ReadFile("testdata/digests.json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	check := func(name, got string) {
		t.Helper()
		if got != want[name] {
			t.Errorf("%s differs from the reference's", name)
		}
		delete(want, name)
	}
	for name, f := range map[string]func(rune) bool{
		"XIDStart": IsXIDStart, "XIDContinue": IsXIDContinue, "Alpha": IsAlpha, "Decimal": IsDecimal, "Digit": IsDigit,
		"Numeric": IsNumeric, "Space": IsSpace, "Printable": IsPrintable, "Lower": IsLower, "Upper": IsUpper, "Title": IsTitle,
		"Cased": IsCased, "CaseIgnorable": IsCaseIgnorable, "SimpleCased": IsSimpleCased, "LineBreak": IsLineBreak, "Mirrored": Mirrored,
	} {
		check(name, digest(func(w io.Writer, r rune) {
			if f(r) {
				io.WriteString(w, "1")
			} else {
				io.WriteString(w, "0")
			}
		}))
	}
	for name, f := range map[string]func(rune) ([3]rune, int){
		"ToLower": ToLower, "ToUpper": ToUpper, "ToTitle": ToTitle, "CaseFold": CaseFold,
	} {
		check(name, digest(func(w io.Writer, r rune) {
			rs, n := f(r)
			w.Write(hexes(rs[:n]))
		}))
	}
	check("SimpleLower", digest(func(w io.Writer, r rune) { w.Write(hexes([]rune{SimpleLower(r)})) }))
	for name, f := range map[string]func(rune) int{"DecimalValue": Decimal, "DigitValue": Digit, "Combining": Combining} {
		check(name, digest(func(w io.Writer, r rune) { fmt.Fprintf(w, "%d\n", f(r)) }))
	}
	for name, f := range map[string]func(rune) string{
		"Category": Category, "Bidirectional": Bidirectional, "EastAsianWidth": EastAsianWidth, "Decomposition": Decomposition,
		"Name": func(r rune) string { name, _ := Name(r); return name },
	} {
		check(name, digest(func(w io.Writer, r rune) { io.WriteString(w, f(r)+"\n") }))
	}
	check("NumericValue", digest(func(w io.Writer, r rune) {
		v, ok := Numeric(r)
		if !ok {
			v = -1
		}
		w.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
	}))
	for name, f := range forms {
		check(name, digest(func(w io.Writer, r rune) { io.WriteString(w, f(string(appendRune(nil, r)))+"\n") }))
		h := sha256.New()
		samples(func(s string) { io.WriteString(h, f(s)+"\n") })
		check(name+" strings", sum(h))
	}
	n := loadNames()
	var extra []string
	for i, r := range n.codes[n.named:] {
		extra = append(extra, n.name(n.named+i)+"="+string(hexes([]rune{r})))
	}
	for i, text := range n.texts {
		extra = append(extra, n.name(len(n.codes)+i)+"="+string(hexes([]rune(text))))
	}
	sort.Strings(extra)
	h := sha256.New()
	for _, line := range extra {
		io.WriteString(h, line)
	}
	check("extra names", sum(h))
	for name := range want {
		t.Errorf("%s is not compared", name)
	}
}

func TestOutsideUnicode(t *testing.T) {
	for _, r := range []rune{-1, 0x110000, math.MaxInt32, math.MinInt32} {
		if IsAlpha(r) || IsPrintable(r) || IsXIDContinue(r) || Decimal(r) != -1 || Category(r) != "Cn" || Decomposition(r) != "" {
			t.Errorf("%#x has properties", r)
		}
		if rs, n := ToUpper(r); n != 1 || rs[0] != r {
			t.Errorf("%#x has an upper case", r)
		}
		if name, ok := Name(r); ok {
			t.Errorf("%#x is named %s", r, name)
		}
	}
}

// TestNormalizeInvalid holds that bytes which are not generalized UTF-8 come
// through unchanged.
func TestNormalizeInvalid(t *testing.T) {
	for _, s := range []string{"\xff", "\xed\xa0", "e\u0301\x80"} {
		if got, want := NFD(NFC(s)), s; got != want {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestLookupName(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		if name, ok := Name(r); ok {
			if got, _ := LookupName(name); got != string(r) {
				t.Fatalf("LookupName(%q) = %q", name, got)
			}
		}
	}
	for name, want := range map[string]string{
		"latin small letter a": "a", "LINE FEED": "\n", "NULL": "\x00", "keycap digit one": "1\ufe0f\u20e3",
		"cjk unified ideograph-4e00": "\u4e00", "TANGUT IDEOGRAPH-17000": "\U00017000", "HANGUL SYLLABLE A": "\uc544",
		"hangul syllable gagg": "\uac02",
	} {
		if got, ok := LookupName(name); !ok || got != want {
			t.Errorf("LookupName(%q) = %q, %v", name, got, ok)
		}
	}
	for _, name := range []string{
		"", "-", " SPACE", "SPACE ", "LATIN_SMALL LETTER A", "\u017fpace", "HANGUL SYLLABLE ", "HANGUL SYLLABLE DD",
		"CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-+4E0", "TANGUT IDEOGRAPH-4E00",
		"CJK UNIFIED IDEOGRAPH-0", string(make([]byte, 1<<20)),
	} {
		if got, ok := LookupName(name); ok {
			t.Errorf("LookupName(%q) = %q", name, got)
		}
	}
	if _, ok := Name(0x17000); ok {
		t.Error("CPython 3.14 does not name Tangut ideographs")
	}
}

func TestOld(t *testing.T) {
	if !OldUnassigned(0x1F600) || OldUnassigned('a') || OldCategory(0x1F600) != "Cn" || OldCategory('a') != "Ll" {
		t.Error("what was assigned after 3.2.0 is not told from the rest")
	}
	if OldDecimal(0xB2) != 2 || Decimal(0xB2) != -1 {
		t.Error("superscript two was a decimal digit in 3.2.0 only")
	}
	if got := OldNormalize(NFKC, "ﬁ\U0002F868\u1D2C"); got != "fi\U0002136A\u1D2C" {
		t.Errorf("OldNormalize = %+q", got)
	}
}
