// Package suggestions is the module _suggestions.
//
//py:module _suggestions
package suggestions

import (
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module _suggestions.
var Module = objects.ModuleDef{Name: "_suggestions", Functions: moduleFunctions}

const (
	maxCandidates = 750
	maxLength     = 40
	moveCost      = 2
	caseCost      = 1
)

// Returns the candidate in candidates that's closest to item
//
// CPython: Python/suggestions.c _Py_CalculateSuggestions
//
//py:def _generate_suggestions(candidates, item, /)
func generateSuggestions(t *objects.Thread, candidates, item objects.Object) (objects.Object, error) {
	list := objects.AsList(candidates)
	if list == nil || list.Type != &objects.ListType {
		return objects.Object{}, objects.TypeErrorf(t, "candidates must be a list")
	}
	for _, c := range list.Items {
		if objects.AsStr(c) == nil {
			return objects.Object{}, objects.TypeErrorf(t, "all elements in 'candidates' must be strings")
		}
	}
	name := objects.AsStr(item)
	if name == nil {
		return objects.Object{}, objects.TypeErrorf(t, "_generate_suggestions() argument 2 must be str, not %.50s", objects.TypeOf(item).Name200())
	}
	if len(list.Items) >= maxCandidates {
		return objects.None, nil
	}
	best, found := 0, objects.None
	text := name.String()
	for _, c := range list.Items {
		other := objects.AsStr(c).String()
		if other == text {
			continue
		}
		// No more than a third of the involved characters should need changing.
		limit := (utf8.RuneCountInString(text) + utf8.RuneCountInString(other) + 3) * moveCost / 6
		if found != objects.None {
			limit = min(limit, best-1)
		}
		if d := distance([]byte(text), []byte(other), limit); d <= limit && (found == objects.None || d < best) {
			best, found = d, c
		}
	}
	return found, nil
}

// distance gives the cost of making b of a, something above limit where it exceeds that.
//
// CPython: Python/suggestions.c levenshtein_distance
func distance(a, b []byte, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxLength || len(b) > maxLength {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	var row [maxLength]int
	for i := range a {
		row[i] = (i + 1) * moveCost
	}
	result := 0
	for j := range b {
		diagonal := j * moveCost
		result = diagonal
		least := int(^uint(0) >> 1)
		for i := range a {
			substitute := diagonal + substitution(b[j], a[i])
			diagonal = row[i]
			result = min(substitute, min(result, diagonal)+moveCost)
			row[i] = result
			least = min(least, result)
		}
		if least > limit {
			return limit + 1
		}
	}
	return result
}

// substitution gives the cost of another byte.
//
// CPython: Python/suggestions.c substitution_cost
func substitution(a, b byte) int {
	if a&31 != b&31 {
		return moveCost
	}
	lower := func(c byte) byte {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	}
	switch {
	case a == b:
		return 0
	case lower(a) == lower(b):
		return caseCost
	}
	return moveCost
}
