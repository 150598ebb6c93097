package sre

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake/objects"
)

// testCase is an entry of cases.json, which testdata/generate.py writes with CPython.
type testCase struct {
	Pattern  string
	Bytes    bool
	Groups   int
	Code     []uint32
	Subjects []struct {
		Text                []rune
		Match, Full, Search *[]any
		All                 [][]any
	}
}

func loadCases(t testing.TB) []testCase {
	t.Helper()
	name := "testdata/cases.json"
	if other := os.Getenv("SRE_CASES"); other != "" {
		name = other
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func newTestPattern(t testing.TB, c *testCase) *Pattern {
	t.Helper()
	prog, ok := translate(c.Code, c.Groups)
	if !ok {
		t.Fatalf("%s: invalid code %v", c.Pattern, c.Code)
	}
	return &Pattern{Header: objects.Header{Type: &PatternType}, prog: prog, groups: c.Groups}
}

func textSubject(c *testCase, text []rune, pos int) *subject {
	s := &subject{length: len(text), end: len(text), pos: min(pos, len(text))}
	ascii := true
	for _, r := range text {
		ascii = ascii && r < 0x80
	}
	if !ascii && !c.Bytes {
		s.runes = text
		return s
	}
	s.bytes = make([]byte, len(text))
	for i, r := range text {
		s.bytes[i] = byte(r)
	}
	return s
}

// found gives what w found in the form of cases.json.
func found(p *Pattern, w *work, ok bool) *[]any {
	if !ok {
		return nil
	}
	all := []any{[]any{float64(w.start), float64(w.ptr)}}
	for i := range p.groups {
		b, e := w.marks[2*i], w.marks[2*i+1]
		if b < 0 || e < b {
			b, e = -1, -1
		}
		all = append(all, []any{float64(b), float64(e)})
	}
	all = append(all, float64(w.lastIndex))
	return &all
}

func TestCases(t *testing.T) {
	th := objects.NewInterpreter(nil).NewThread()
	for _, c := range loadCases(t) {
		p := newTestPattern(t, &c)
		for _, sub := range c.Subjects {
			check := func(what string, want *[]any, pos int, find func(w *work, s *subject) (bool, error)) {
				t.Helper()
				s := textSubject(&c, sub.Text, pos)
				w := p.take(th, s)
				ok, err := find(w, s)
				if err != nil {
					t.Fatal(err)
				}
				if got := found(p, w, ok); !reflect.DeepEqual(got, want) {
					show := func(x *[]any) any {
						if x == nil {
							return nil
						}
						return *x
					}
					t.Errorf("%s of %s on %q: got %v, want %v", what, c.Pattern, string(sub.Text), show(got), show(want))
				}
				p.give(w)
			}
			check("match", sub.Match, 0, p.match)
			check("fullmatch", sub.Full, 0, func(w *work, s *subject) (bool, error) {
				w.matchAll = true
				return p.match(w, s)
			})
			check("search", sub.Search, 1, p.search)
			s := textSubject(&c, sub.Text, 0)
			all := [][]any{}
			err := p.each(th, s, func(w *work) (bool, error) {
				all = append(all, *found(p, w, true))
				return true, nil
			})
			if err != nil || !reflect.DeepEqual(all, sub.All) {
				t.Errorf("finditer of %s on %q: got %v, want %v (%v)", c.Pattern, string(sub.Text), all, sub.All, err)
			}
		}
	}
}

// interrupt is a Runtime whose Poll stops what runs.
type interrupt struct{ objects.Runtime }

func (interrupt) Poll(t *objects.Thread) error {
	return objects.Errorf(t, &objects.ExcKeyboardInterrupt, "")
}

func TestInterrupt(t *testing.T) {
	th := objects.NewInterpreter(interrupt{}).NewThread()
	th.Breaker.Store(1)
	for _, c := range loadCases(t) {
		if c.Pattern != `'(?:a+)+b'` {
			continue
		}
		p := newTestPattern(t, &c)
		s := &subject{bytes: []byte(strings.Repeat("a", 100)), length: 100, end: 100}
		_, err := p.search(p.take(th, s), s)
		if !objects.Matches(err, &objects.ExcKeyboardInterrupt) {
			t.Error(err)
		}
		return
	}
	t.Error("no such case")
}

// FuzzTranslate holds that no code, however wrong, does more than fail.
func FuzzTranslate(f *testing.F) {
	for _, c := range loadCases(f) {
		b := make([]byte, len(c.Code))
		for i, word := range c.Code {
			b[i] = byte(word)
		}
		f.Add(b, c.Groups)
	}
	th := objects.NewInterpreter(interrupt{}).NewThread()
	f.Fuzz(func(t *testing.T, b []byte, groups int) {
		code := make([]uint32, len(b))
		for i, x := range b {
			if code[i] = uint32(x); x == 255 {
				code[i] = maxRepeat
			}
		}
		groups &= 7
		prog, ok := translate(code, groups)
		if !ok {
			return
		}
		p := &Pattern{prog: prog, groups: groups}
		s := &subject{bytes: []byte("aab\nabc"), length: 7, end: 7}
		w := p.take(th, s)
		th.Breaker.Store(1)
		_, _ = p.search(w, s)
	})
}
