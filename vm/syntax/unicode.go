package syntax

import (
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// lookupName is the character of a \N{name} escape; a named sequence is none.
func lookupName(name string) (string, bool) {
	s, ok := ucd.LookupName(name)
	return s, ok && utf8.RuneCountInString(s) == 1
}
