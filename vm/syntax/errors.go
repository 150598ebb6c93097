package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ErrorKind says which Python exception an Error stands for.
type ErrorKind uint8

// The kinds of errors.
const (
	SyntaxError ErrorKind = iota
	IndentationError
	TabError
	// IncompleteInput is _IncompleteInputError: more input could complete the
	// source; only with Flags.AllowIncomplete.
	IncompleteInput
	// MemoryError is the parser's depth guard.
	MemoryError
)

// Error is a failed parse. Line and offsets are what Python's SyntaxError has:
// from 1, offsets in characters; 0 or -1 where unknown.
type Error struct {
	Kind                                 ErrorKind
	Msg                                  string
	Filename                             string
	Lineno, Offset, EndLineno, EndOffset int
	Text                                 string
	HasText                              bool // Text is a str rather than None
	// Bare is set for errors whose exception has the message as its only argument, though its attributes have the position.
	Bare bool
	// Unnamed is set where the exception's arguments do not have the name of the file.
	Unnamed bool

	// Parsed is set for errors of the parser. The last compound statement that was complete began at StmtLine and StmtCol, 0 if there was
	// none; Source is the text, "" for a file that is run. Tracebacks look there for misspelt keywords.
	Parsed            bool
	StmtLine, StmtCol int
	Source            string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s (%s, line %d)", e.Msg, e.Filename, e.Lineno)
}

// Warning is a SyntaxWarning found while parsing, in source order.
type Warning struct {
	Msg    string
	Lineno int
	// AsError is the SyntaxError that takes the warning's place where a warnings
	// filter turns it into an error.
	AsError *Error
}

// charOffset converts a count of bytes of line to a count of characters, where
// each ill-formed sequence counts as CPython's "replace" handler has it.
func charOffset(line string, n int) int {
	if n < 0 {
		return n
	}
	if n > len(line) {
		n = len(line)
	}
	return utf8.RuneCountInString(line[:n])
}

// charColumn converts a column of line, both from 1, from bytes to characters. One
// beyond the line is the column after its last character.
//
// CPython: Parser/pegen.c _PyPegen_byte_offset_to_character_offset
func charColumn(line string, col int) int {
	if col > len(line) {
		return utf8.RuneCountInString(line) + 1
	}
	return utf8.RuneCountInString(line[:col])
}

func errorLine(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i]
	}
	return s
}
