package objects

import "math"

// Suggest gives the candidate that is most like wrong, for "Did you mean" in messages, or "" if none is like it enough.
//
// CPython: Python/suggestions.c _Py_CalculateSuggestions
func Suggest(candidates []string, wrong string) string {
	if len(candidates) >= 750 {
		return ""
	}
	best, bestCost := "", math.MaxInt
	for _, c := range candidates {
		if c == wrong {
			continue
		}
		limit := min((len(wrong)+len(c)+3)*moveCost/6, bestCost-1)
		if cost := editCost(wrong, c, limit); cost <= limit {
			best, bestCost = c, cost
		}
	}
	return best
}

const (
	moveCost     = 2
	caseCost     = 1
	maxEditBytes = 40
)

// editCost gives the weighted Levenshtein distance of a and b, or something above limit if it is above limit.
//
// CPython: Python/suggestions.c levenshtein_distance
func editCost(a, b string, limit int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxEditBytes || len(b) > maxEditBytes {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	var row [maxEditBytes]int
	for i := range len(a) {
		row[i] = (i + 1) * moveCost
	}
	cost := 0
	for j := range len(b) {
		diagonal := j * moveCost
		cost = diagonal
		lowest := math.MaxInt
		for i := range len(a) {
			substitute := diagonal + substitutionCost(b[j], a[i])
			diagonal = row[i]
			cost = min(min(cost, diagonal)+moveCost, substitute)
			row[i] = cost
			lowest = min(lowest, cost)
		}
		if lowest > limit {
			return limit + 1
		}
	}
	return cost
}

func substitutionCost(a, b byte) int {
	if a == b {
		return 0
	}
	if a^b == 'a'-'A' && ('a' <= a|0x20 && a|0x20 <= 'z') {
		return caseCost
	}
	return moveCost
}
