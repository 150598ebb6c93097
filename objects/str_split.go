package objects

import (
	"math"
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// asciiSpace reports whether c is ASCII white space for str: the separators 0x1c to 0x1f are, for bytes they are not.
func asciiSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f }

// spaceWidth gives the width of the white space that s begins with, 0 if there is none.
func spaceWidth(s string) int {
	if c := s[0]; c < 128 {
		if asciiSpace(c) {
			return 1
		}
		return 0
	}
	if r, w := DecodeRune(s); ucd.IsSpace(r) {
		return w
	}
	return 0
}

func lastSpaceWidth(s string) int {
	if c := s[len(s)-1]; c < 128 {
		if asciiSpace(c) {
			return 1
		}
		return 0
	}
	if r, w := DecodeLastRune(s); ucd.IsSpace(r) {
		return w
	}
	return 0
}

// textPart makes a str of part of s whose length is not known yet.
func (s *Str) textPart(text string) Object {
	n := len(text)
	if !s.IsASCII() {
		n = CodePoints(text)
	}
	return Of(s.part(text, n))
}

func (s *Str) separator(t *Thread, sep Object) (string, error) {
	p := AsStr(sep)
	if p == nil {
		return "", TypeErrorf(t, "must be str or None, not %.100s", TypeOf(sep).Name200())
	}
	if p.s == "" {
		return "", ValueErrorf(t, "empty separator")
	}
	return p.s, nil
}

// split gives a list of the parts between occurrences of sep, or of runs of white space where it is None; at most maxsplit splits are
// done, from the left, unless that is negative.
//
//py:def str.split(self, /, sep=None, maxsplit=-1)
func (s *Str) split(t *Thread, sep Object, maxsplit int) (*List, error) {
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	var items []Object
	rest := s.s
	if sep != None {
		p, err := s.separator(t, sep)
		if err != nil {
			return nil, err
		}
		items = make([]Object, 0, min(strings.Count(rest, p), maxsplit)+1)
		for maxsplit > 0 {
			i := strings.Index(rest, p)
			if i < 0 {
				break
			}
			items = append(items, s.textPart(rest[:i]))
			rest = rest[i+len(p):]
			maxsplit--
		}
		return NewList(append(items, s.textPart(rest))), nil
	}
	if s.IsASCII() {
		return NewList(s.splitASCIISpace(maxsplit)), nil
	}
	for {
		for rest != "" {
			w := spaceWidth(rest)
			if w == 0 {
				break
			}
			rest = rest[w:]
		}
		if rest == "" {
			return NewList(items), nil
		}
		i := 0
		if maxsplit == 0 {
			return NewList(append(items, s.textPart(rest))), nil
		}
		for i < len(rest) && spaceWidth(rest[i:]) == 0 {
			i += runeWidth(rest[i])
		}
		items = append(items, s.textPart(rest[:i]))
		rest = rest[i:]
		maxsplit--
	}
}

var isASCIISpace = func() (a [256]bool) {
	for c := range 128 {
		a[c] = asciiSpace(byte(c))
	}
	return a
}()

// splitASCIISpace splits ASCII text at runs of white space.
func (s *Str) splitASCIISpace(maxsplit int) []Object {
	var items []Object
	var block []Str // parts are made some at once
	text := s.s
	clone := len(text) > 512
	for i := 0; ; maxsplit-- {
		for i < len(text) && isASCIISpace[text[i]] {
			i++
		}
		if i == len(text) {
			return items
		}
		j := i + 1
		if maxsplit == 0 {
			return append(items, s.textPart(text[i:]))
		}
		for j < len(text) && !isASCIISpace[text[j]] {
			j++
		}
		part := text[i:j]
		i = j
		if len(part) == 1 || clone {
			items = append(items, s.textPart(part))
			continue
		}
		if len(block) == 0 {
			block = make([]Str, min(8, 1+(len(text)-j)/4))
			if items == nil {
				items = make([]Object, 0, 4+len(text)/8)
			}
		}
		p := &block[0]
		block = block[1:]
		p.Header, p.s, p.meta = Header{&StrType}, part, uint64(len(part))
		items = append(items, Of(p))
	}
}

// runeWidth gives the width of a code point from its first byte.
func runeWidth(c byte) int {
	switch {
	case c < 0xC0:
		return 1
	case c < 0xE0:
		return 2
	case c < 0xF0:
		return 3
	}
	return 4
}

// rsplit is split, with the splits done from the right.
//
//py:def str.rsplit(self, /, sep=None, maxsplit=-1)
func (s *Str) rsplit(t *Thread, sep Object, maxsplit int) (*List, error) {
	if maxsplit < 0 {
		maxsplit = math.MaxInt
	}
	var items []Object
	rest := s.s
	if sep != None {
		p, err := s.separator(t, sep)
		if err != nil {
			return nil, err
		}
		for maxsplit > 0 {
			i := strings.LastIndex(rest, p)
			if i < 0 {
				break
			}
			items = append(items, s.textPart(rest[i+len(p):]))
			rest = rest[:i]
			maxsplit--
		}
		items = append(items, s.textPart(rest))
		reverseObjects(items)
		return NewList(items), nil
	}
	for {
		for rest != "" {
			w := lastSpaceWidth(rest)
			if w == 0 {
				break
			}
			rest = rest[:len(rest)-w]
		}
		if rest == "" {
			break
		}
		if maxsplit == 0 {
			items = append(items, s.textPart(rest))
			break
		}
		i := len(rest)
		for i > 0 && lastSpaceWidth(rest[:i]) == 0 {
			_, w := DecodeLastRune(rest[:i])
			i -= w
		}
		items = append(items, s.textPart(rest[i:]))
		rest = rest[:i]
		maxsplit--
	}
	reverseObjects(items)
	return NewList(items), nil
}

func reverseObjects(items []Object) {
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
}

// splitLines gives a list of the lines, with their ends where keepends is true.
//
//py:def str.splitlines(self, /, keepends=False)
func (s *Str) splitLines(keepends bool) *List {
	var items []Object
	rest := s.s
	start := 0
	for i := 0; i < len(rest); {
		c := rest[i]
		w := 1
		if c < 128 {
			if c > '\r' && (c < 0x1c || c > 0x1e) || c < '\n' {
				i++
				continue
			}
			if c == '\r' && i+1 < len(rest) && rest[i+1] == '\n' {
				w = 2
			}
		} else {
			var r rune
			if r, w = DecodeRune(rest[i:]); !ucd.IsLineBreak(r) {
				i += w
				continue
			}
		}
		end := i
		i += w
		if keepends {
			end = i
		}
		items = append(items, s.textPart(rest[start:end]))
		start = i
	}
	if start < len(rest) {
		items = append(items, s.textPart(rest[start:]))
	}
	return NewList(items)
}

func (s *Str) partitionArg(t *Thread, sep Object) (*Str, error) {
	p := AsStr(sep)
	if p == nil {
		return nil, TypeErrorf(t, "must be str, not %.100s", TypeOf(sep).Name200())
	}
	if p.s == "" {
		return nil, ValueErrorf(t, "empty separator")
	}
	return p, nil
}

// partition gives what is before the first separator, the separator and what is after it; without one, all and two empty strings.
//
//py:def str.partition(self, sep, /)
func (s *Str) partition(t *Thread, sep Object) (Object, error) {
	p, err := s.partitionArg(t, sep)
	if err != nil {
		return Object{}, err
	}
	i := strings.Index(s.s, p.s)
	if i < 0 {
		return NewTuple(Of(exactStr(s)), Of(emptyStr), Of(emptyStr)), nil
	}
	return NewTuple(s.textPart(s.s[:i]), sep, s.textPart(s.s[i+len(p.s):])), nil
}

// rpartition is partition at the last separator; without one, two empty strings and all.
//
//py:def str.rpartition(self, sep, /)
func (s *Str) rpartition(t *Thread, sep Object) (Object, error) {
	p, err := s.partitionArg(t, sep)
	if err != nil {
		return Object{}, err
	}
	i := strings.LastIndex(s.s, p.s)
	if i < 0 {
		return NewTuple(Of(emptyStr), Of(emptyStr), Of(exactStr(s))), nil
	}
	return NewTuple(s.textPart(s.s[:i]), sep, s.textPart(s.s[i+len(p.s):])), nil
}

// strip takes off what chars has (white space where it is None) at the sides asked for.
func (s *Str) strip(t *Thread, name string, chars Object, left, right bool) (*Str, error) {
	i, j := 0, len(s.s)
	if chars == None {
		for left && i < j {
			w := spaceWidth(s.s[i:j])
			if w == 0 {
				break
			}
			i += w
		}
		for right && i < j {
			w := lastSpaceWidth(s.s[i:j])
			if w == 0 {
				break
			}
			j -= w
		}
	} else {
		c := AsStr(chars)
		if c == nil {
			return nil, TypeErrorf(t, "%s arg must be None or str", name)
		}
		for left && i < j {
			w := runeWidth(s.s[i])
			if !strings.Contains(c.s, s.s[i:i+w]) {
				break
			}
			i += w
		}
		for right && i < j {
			_, w := DecodeLastRune(s.s[i:j])
			if !strings.Contains(c.s, s.s[j-w:j]) {
				break
			}
			j -= w
		}
	}
	if i == 0 && j == len(s.s) {
		return exactStr(s), nil
	}
	return cast[Str](s.textPart(s.s[i:j])), nil
}

// pyStrip gives the string without white space, or without the given characters, at both ends.
//
//py:def str.strip(self, chars=None, /)
func (s *Str) pyStrip(t *Thread, chars Object) (*Str, error) {
	return s.strip(t, "strip", chars, true, true)
}

// lstrip gives the string without white space, or without the given characters, at the begin.
//
//py:def str.lstrip(self, chars=None, /)
func (s *Str) lstrip(t *Thread, chars Object) (*Str, error) {
	return s.strip(t, "lstrip", chars, true, false)
}

// rstrip gives the string without white space, or without the given characters, at the end.
//
//py:def str.rstrip(self, chars=None, /)
func (s *Str) rstrip(t *Thread, chars Object) (*Str, error) {
	return s.strip(t, "rstrip", chars, false, true)
}

// join joins the strings of an iterable with this one between them.
//
//py:def str.join(self, iterable, /)
func (s *Str) join(t *Thread, iterable Object) (*Str, error) {
	var items []Object
	switch TypeOf(iterable) {
	case &ListType:
		items = cast[List](iterable).Items
	case &TupleType:
		items = cast[Tuple](iterable).Items
	default:
		if typ := TypeOf(iterable); typ.Slots.Iter == nil && typ.Slots.SeqItem == nil {
			return nil, TypeErrorf(t, "can only join an iterable")
		}
		var err error
		if items, err = ToSlice(t, iterable); err != nil {
			return nil, err
		}
	}
	return joinStrs(t, s, items)
}

// joinStrs joins items, which must be strs.
func joinStrs(t *Thread, sep *Str, items []Object) (*Str, error) {
	switch len(items) {
	case 0:
		return emptyStr, nil
	case 1:
		if TypeOf(items[0]) == &StrType {
			return cast[Str](items[0]), nil
		}
	}
	size, n := len(sep.s)*(len(items)-1), sep.Len()*(len(items)-1)
	for i, o := range items {
		p := AsStr(o)
		if p == nil {
			return nil, TypeErrorf(t, "sequence item %d: expected str instance, %.80s found", i, TypeOf(o).Name200())
		}
		size += len(p.s)
		n += p.Len()
		if size < 0 {
			return nil, OverflowErrorf(t, "join() result is too long for a Python string")
		}
	}
	if err := CheckAlloc(t, size, 1); err != nil {
		return nil, err
	}
	b := make([]byte, 0, size)
	for i, o := range items {
		if i > 0 {
			b = append(b, sep.s...)
		}
		b = append(b, cast[Str](o).s...)
	}
	return makeStrShort(bytesString(b), n), nil
}
