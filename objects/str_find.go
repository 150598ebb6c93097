package objects

import (
	"math"
	"strings"
)

// adjustBounds clips the bounds of a slice as str and bytes methods take them: negative ones count from the end.
func adjustBounds(start, end SliceIndex, n int) (int, int) {
	i, j := int(start), int(end)
	if j > n {
		j = n
	} else if j < 0 {
		j = max(j+n, 0)
	}
	if i < 0 {
		i = max(i+n, 0)
	}
	return i, j
}

// window gives the part of s between the bounds; at is the byte offset of its begin. ok is false where start is behind end.
func (s *Str) window(start, end SliceIndex) (part string, at int, ok bool) {
	i, j := adjustBounds(start, end, s.Len())
	if i > j {
		return "", 0, false
	}
	if s.IsASCII() {
		return s.s[i:j], i, true
	}
	at = s.byteOffset(i)
	if j == s.Len() {
		return s.s[at:], at, true
	}
	return s.s[at:s.byteOffset(j)], at, true
}

// find gives the code point index of sub, -1 if there is none.
func (s *Str) find(sub *Str, start, end SliceIndex, last bool) int {
	part, at, ok := s.window(start, end)
	if !ok {
		return -1
	}
	var i int
	if last {
		i = strings.LastIndex(part, sub.s)
	} else {
		i = strings.Index(part, sub.s)
	}
	if i < 0 {
		return -1
	}
	return s.codePointIndex(at + i)
}

// pyFind gives the lowest index in self[start:end] at which sub begins, -1 if there is none.
//
//py:def str.find(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func (s *Str) pyFind(sub *Str, start, end SliceIndex) int { return s.find(sub, start, end, false) }

// rfind gives the highest index in self[start:end] at which sub begins, -1 if there is none.
//
//py:def str.rfind(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func (s *Str) rfind(sub *Str, start, end SliceIndex) int { return s.find(sub, start, end, true) }

// index gives the lowest index in self[start:end] at which sub begins; ValueError if there is none.
//
//py:def str.index(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func (s *Str) index(t *Thread, sub *Str, start, end SliceIndex) (int, error) {
	if i := s.find(sub, start, end, false); i >= 0 {
		return i, nil
	}
	return 0, ValueErrorf(t, "substring not found")
}

// rindex gives the highest index in self[start:end] at which sub begins; ValueError if there is none.
//
//py:def str.rindex(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func (s *Str) rindex(t *Thread, sub *Str, start, end SliceIndex) (int, error) {
	if i := s.find(sub, start, end, true); i >= 0 {
		return i, nil
	}
	return 0, ValueErrorf(t, "substring not found")
}

// count counts the occurrences of sub in self[start:end] that don't overlap.
//
//py:def str.count(self, sub, start=None, end=None, /)
//py:sig ($self, sub[, start[, end]], /)
func (s *Str) count(sub *Str, start, end SliceIndex) int {
	part, _, ok := s.window(start, end)
	if !ok {
		return 0
	}
	if sub.s == "" {
		return CodePoints(part) + 1
	}
	return strings.Count(part, sub.s)
}

func (s *Str) tailMatch(t *Thread, method string, affix Object, start, end SliceIndex, match func(s, affix string) bool) (bool, error) {
	one := func(a *Str) bool {
		part, _, ok := s.window(start, end)
		return ok && match(part, a.s)
	}
	if a := AsStr(affix); a != nil {
		return one(a), nil
	}
	tuple := AsTuple(affix)
	if tuple == nil {
		return false, TypeErrorf(t, "%s first arg must be str or a tuple of str, not %.100s", method, TypeOf(affix).Name200())
	}
	for _, o := range tuple.Items {
		a := AsStr(o)
		if a == nil {
			return false, TypeErrorf(t, "tuple for %s must only contain str, not %.100s", method, TypeOf(o).Name200())
		}
		if one(a) {
			return true, nil
		}
	}
	return false, nil
}

// startsWith reports whether self[start:end] begins with prefix, or with one of a tuple of prefixes.
//
//py:def str.startswith(self, prefix, start=None, end=None, /)
//py:sig ($self, prefix[, start[, end]], /)
func (s *Str) startsWith(t *Thread, prefix Object, start, end SliceIndex) (bool, error) {
	return s.tailMatch(t, "startswith", prefix, start, end, strings.HasPrefix)
}

// endsWith reports whether self[start:end] ends with suffix, or with one of a tuple of suffixes.
//
//py:def str.endswith(self, suffix, start=None, end=None, /)
//py:sig ($self, suffix[, start[, end]], /)
func (s *Str) endsWith(t *Thread, suffix Object, start, end SliceIndex) (bool, error) {
	return s.tailMatch(t, "endswith", suffix, start, end, strings.HasSuffix)
}

// removePrefix gives the string without the prefix, if it begins with it.
//
//py:def str.removeprefix(self, prefix, /)
func (s *Str) removePrefix(prefix *Str) *Str {
	if strings.HasPrefix(s.s, prefix.s) {
		return s.part(s.s[len(prefix.s):], s.Len()-prefix.Len())
	}
	return exactStr(s)
}

// removeSuffix gives the string without the suffix, if it ends with it.
//
//py:def str.removesuffix(self, suffix, /)
func (s *Str) removeSuffix(suffix *Str) *Str {
	if strings.HasSuffix(s.s, suffix.s) {
		return s.part(s.s[:len(s.s)-len(suffix.s)], s.Len()-suffix.Len())
	}
	return exactStr(s)
}

// replace gives a copy with occurrences of old replaced by new: the first count of them, or all where count is negative.
//
// CPython: Objects/unicodeobject.c replace
//
//py:def str.replace(self, old, new, /, count=-1)
func (s *Str) replace(t *Thread, old, new *Str, count int) (*Str, error) {
	if count < 0 {
		count = math.MaxInt
	}
	n := 0
	if count == 0 || old.s == new.s {
		return exactStr(s), nil
	}
	if old.s == "" {
		n = s.Len() + 1
	} else {
		n = strings.Count(s.s, old.s)
	}
	n = min(n, count)
	if n == 0 {
		return exactStr(s), nil
	}
	if new.Len() > old.Len() && n > (math.MaxInt-s.Len())/(new.Len()-old.Len()) {
		return nil, OverflowErrorf(t, "replace string is too long")
	}
	length := s.Len() + n*(new.Len()-old.Len())
	if len(new.s) > len(old.s) {
		if err := CheckAlloc(t, n, len(new.s)-len(old.s)); err != nil {
			return nil, err
		}
	}
	if old.s != "" {
		return makeStrShort(strings.Replace(s.s, old.s, new.s, n), length), nil
	}
	var out strings.Builder
	out.Grow(len(s.s) + n*len(new.s))
	rest := s.s
	for ; n > 0; n-- {
		out.WriteString(new.s)
		if rest != "" {
			_, w := DecodeRune(rest)
			out.WriteString(rest[:w])
			rest = rest[w:]
		}
	}
	out.WriteString(rest)
	return makeStrShort(out.String(), length), nil
}
