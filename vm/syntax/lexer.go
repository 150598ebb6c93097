package syntax

import (
	"fmt"
	"strings"
)

const (
	tabSize         = 8
	maxIndent       = 100
	maxParens       = 200
	maxFStringLevel = 150
	maxExprNesting  = 3 // replacement fields within format specs
)

// status is the state of the lexer, after CPython's errcode.h.
type status uint8

const (
	stOK status = iota
	stEOF
	stError     // lexer.err is set
	stTabSpace  // inconsistent use of tabs and spaces
	stTooDeep   // too many levels of indentation
	stDedent    // no matching outer block for dedent
	stLineCont  // unexpected character after line continuation
	stEOFString // EOF in a triple-quoted string: lexer.err is set
	stEOLString // EOL in a string: lexer.err is set
)

// mode is an entry of the stack of string modes; the first is the whole source.
type mode struct {
	inString       bool // lexing the literal part of an f-string or t-string
	kind           byte // 'f' or 't'
	raw            bool
	quote          byte
	quoteSize      int8
	inFormatSpec   bool
	debug          bool // saw `=` in the expression
	depth          int  // brackets open within the string
	exprStartDepth int
	start          int // offset of the literal
	lineStart      int // offset of the line it starts on
	lineno         int
	exprStart      int // where the current expression's text starts and ends, -1 if unset
	exprEnd        int
}

// lexer makes tokens from source text, lazily. Its states and positions are
// those of CPython's, since error messages show them.
//
// CPython: Parser/lexer/lexer.c
type lexer struct {
	src          string // UTF-8, newlines are \n only
	cur          int    // next character
	inp          int    // end of the line read so far
	start        int    // start of the current token, -1 if none
	buf          int    // start of the line that was read when there was no token
	lineStart    int
	lineno       int
	firstLineno  int
	multiStart   int // lineStart at the start of a string token
	status       status
	err          *Error
	atbol        bool
	pendin       int
	indent       int
	level        int
	typeComments bool
	extraTokens  bool
	barry        bool // <> is an operator
	commentNL    bool
	filename     string

	indents    [maxIndent]int
	altIndents [maxIndent]int
	parens     [maxParens]openParen
	modes      []mode
	metas      []string
	warnings   []Warning
}

type openParen struct {
	c           byte
	lineno, col int
}

func newLexer(src, filename string) *lexer {
	return &lexer{src: src, filename: filename, atbol: true, start: -1, modes: make([]mode, 1, 4)}
}

const eof = -1

// nextc returns the next byte, or eof.
func (l *lexer) nextc() int {
	if l.cur < l.inp {
		l.cur++
		return int(l.src[l.cur-1])
	}
	return l.underflow()
}

func (l *lexer) underflow() int {
	if l.status != stOK {
		return eof
	}
	if l.inp == len(l.src) {
		l.status = stEOF
		l.cur = l.inp
		return eof
	}
	if l.start < 0 {
		l.buf = l.cur
	}
	l.lineStart = l.cur
	l.lineno++
	line := l.src[l.inp:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i+1]
	}
	l.inp += len(line)
	if strings.IndexByte(line, 0) >= 0 {
		l.errorf("source code cannot contain null bytes")
		l.cur = l.inp
		return eof
	}
	l.cur++
	return int(line[0])
}

// backup undoes nextc.
func (l *lexer) backup(c int) {
	if c != eof {
		l.cur--
	}
}

func (l *lexer) peek() int {
	if l.cur < l.inp {
		return int(l.src[l.cur])
	}
	c := l.underflow()
	l.backup(c)
	return c
}

// errorf records an error at the current position.
//
// CPython: Parser/tokenizer/helpers.c _PyTokenizer_syntaxerror
func (l *lexer) errorf(format string, args ...any) Tok {
	return l.errorRange(-1, -1, format, args...)
}

func (l *lexer) errorRange(col, endCol int, format string, args ...any) Tok {
	if l.status == stError {
		return TokErrorToken
	}
	l.err = l.newError(col, endCol, fmt.Sprintf(format, args...))
	l.status = stError
	return TokErrorToken
}

func (l *lexer) newError(col, endCol int, msg string) *Error {
	line := errorLine(l.src[l.lineStart:])
	if col == -1 {
		col = charOffset(l.src[l.lineStart:], l.cur-l.lineStart)
	} else if col > 0 {
		col = charOffset(line, col-1) + 1
	}
	if endCol == -1 {
		endCol = col
	} else if endCol > 0 {
		endCol = charOffset(line, endCol-1) + 1
	}
	return &Error{Msg: msg, Filename: l.filename, Lineno: l.lineno, Offset: col,
		EndLineno: l.lineno, EndOffset: endCol, Text: line, HasText: true}
}

// warn records a warning that would point at the current position as an error.
func (l *lexer) warn(msg, errMsg string) {
	l.warnings = append(l.warnings, Warning{Msg: msg, Lineno: l.lineno, AsError: l.newError(-1, -1, errMsg)})
}

func isIdentStart(c int) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 128
}

func isIdentChar(c int) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 128
}

func isDigit(c int) bool { return c >= '0' && c <= '9' }

func isHex(c int) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// next reads the next token into t.
func (l *lexer) next(t *token) {
	m := &l.modes[len(l.modes)-1]
	if m.inString {
		l.stringPart(t, m)
	} else {
		l.normal(t, m)
	}
}

// set fills in t as a token of the given type between two offsets.
func (l *lexer) set(t *token, typ Tok, start, end int) {
	t.typ = typ
	t.start, t.end = int32(start), int32(end)
	t.lineno, t.endLineno = int32(l.lineno), int32(l.lineno)
	t.col, t.endCol = -1, -1
	if start >= 0 {
		lineStart := l.lineStart
		if typ == TokString || typ >= TokFStringStart && typ <= TokTStringEnd {
			t.lineno = int32(l.firstLineno)
			lineStart = l.multiStart
		}
		t.col = int32(start - lineStart)
		// What was read, which may be more than the text: a line's end, a
		// doubled brace.
		t.endCol = int32(l.cur - l.lineStart)
	}
}

func (l *lexer) fail(t *token) { l.set(t, TokErrorToken, -1, -1) }

// continuation reads what follows a backslash; it reports whether that was a
// line end with another line after it.
func (l *lexer) continuation() bool {
	c := l.nextc()
	if c == '\r' {
		c = l.nextc()
	}
	if c != '\n' {
		l.status = stLineCont
		return false
	}
	c = l.nextc()
	if c == eof {
		l.status = stEOF
		l.cur = l.inp
		return false
	}
	l.backup(c)
	return true
}

// indentation reads the space at the start of a line and sets pendin. It reports
// whether the line is blank and whether the indentation is in order.
func (l *lexer) indentation() (blank, ok bool) {
	col, altcol, contCol := 0, 0, 0
	l.atbol = false
	var c int
loop:
	for {
		c = l.nextc()
		switch c {
		case ' ':
			col++
			altcol++
		case '\t':
			col = (col/tabSize + 1) * tabSize
			altcol++
		case '\f':
			col, altcol = 0, 0
		case '\\':
			// The first backslash after whitespace settles the indentation.
			if contCol == 0 {
				contCol = col
			}
			if !l.continuation() {
				return false, false
			}
		default:
			break loop
		}
	}
	l.backup(c)
	if c == '#' || c == '\n' || c == '\r' {
		return true, true
	}
	if l.level > 0 {
		return false, true
	}
	if contCol != 0 {
		col, altcol = contCol, contCol
	}
	switch top := l.indents[l.indent]; {
	case col == top:
		if altcol != l.altIndents[l.indent] {
			return false, l.indentError()
		}
	case col > top:
		if l.indent+1 >= maxIndent {
			l.status = stTooDeep
			l.cur = l.inp
			return false, false
		}
		if altcol <= l.altIndents[l.indent] {
			return false, l.indentError()
		}
		l.pendin++
		l.indent++
		l.indents[l.indent] = col
		l.altIndents[l.indent] = altcol
	default:
		for l.indent > 0 && col < l.indents[l.indent] {
			l.pendin--
			l.indent--
		}
		if col != l.indents[l.indent] {
			l.status = stDedent
			l.cur = l.inp
			return false, false
		}
		if altcol != l.altIndents[l.indent] {
			return false, l.indentError()
		}
	}
	return false, true
}

func (l *lexer) indentError() bool {
	l.status = stTabSpace
	l.cur = l.inp
	return false
}

// normal reads a token outside the literal parts of f-strings.
func (l *lexer) normal(t *token, m *mode) {
	t.meta = 0
nextline:
	l.start = -1
	blank := false
	if l.atbol {
		var ok bool
		if blank, ok = l.indentation(); !ok {
			l.fail(t)
			return
		}
	}
	l.start = l.cur
	if l.pendin != 0 {
		typ, start, end := TokDedent, -1, -1
		if l.pendin > 0 {
			typ = TokIndent
			l.pendin--
			if l.extraTokens {
				start, end = l.lineStart, l.cur
			}
		} else {
			l.pendin++
			if l.extraTokens {
				start, end = l.cur, l.cur
			}
		}
		l.set(t, typ, start, end)
		return
	}
	l.peek()
again:
	l.start = -1
	c := l.nextc()
	for c == ' ' || c == '\t' || c == '\f' {
		c = l.nextc()
	}
	l.start = l.cur - 1
	if c == eof {
		l.start = l.cur
	}
	if c == '#' {
		if l.comment(t, blank) {
			return
		}
		c = l.nextc()
	}
	if c == eof {
		if l.level == 0 && l.status == stEOF {
			if l.extraTokens {
				l.set(t, TokEndMarker, l.cur, l.cur)
			} else {
				l.set(t, TokEndMarker, -1, -1)
			}
		} else {
			l.fail(t)
		}
		return
	}
	switch {
	case isIdentStart(c):
		l.name(t, c)
		return
	case isDigit(c):
		l.number(t, c)
		return
	}
	if c == '\r' {
		c = l.nextc()
	}
	switch c {
	case '\n':
		l.atbol = true
		if blank || l.level > 0 {
			if l.extraTokens {
				l.commentNL = false
				l.set(t, TokNL, l.start, l.cur)
				return
			}
			goto nextline
		}
		if l.commentNL && l.extraTokens {
			l.commentNL = false
			l.set(t, TokNL, l.start, l.cur)
			return
		}
		l.set(t, TokNewline, l.start, l.cur-1)
		return
	case '.':
		c = l.nextc()
		if isDigit(c) {
			l.fraction(t, c)
			return
		}
		if c == '.' {
			if c = l.nextc(); c == '.' {
				l.set(t, tokEllipsis, l.start, l.cur)
				return
			}
			l.backup(c)
			l.backup('.')
		} else {
			l.backup(c)
		}
		l.set(t, tokDot, l.start, l.cur)
		return
	case '\'', '"':
		l.str(t, c)
		return
	case '\\':
		if !l.continuation() {
			l.fail(t)
			return
		}
		goto again
	}
	l.operator(t, m, c)
}

// comment skips a comment; with type comments or extra tokens it may be a token,
// and then comment reports true.
func (l *lexer) comment(t *token, blank bool) bool {
	end := l.inp
	if end > l.cur && l.src[end-1] == '\n' {
		end--
	}
	if i := strings.IndexByte(l.src[l.cur:end], '\r'); i >= 0 {
		end = l.cur + i
	}
	l.cur = end
	if l.typeComments {
		if from, ok := matchTypeComment(l.src[l.start:end]); ok {
			from += l.start
			text := l.src[from:end]
			if strings.HasPrefix(text, "ignore") && (len(text) == 6 || text[6] < 128 && !isIdentChar(int(text[6])) || text[6] == '_') {
				start := from + 6
				if blank {
					l.nextc()
					l.atbol = true
				}
				l.set(t, TokTypeIgnore, start, end)
			} else {
				l.set(t, TokTypeComment, from, end)
			}
			return true
		}
	}
	if l.extraTokens {
		l.commentNL = blank
		l.set(t, TokComment, l.start, end)
		return true
	}
	return false
}

// matchTypeComment matches "# type: ", where each space stands for any number of
// spaces and tabs, and returns where the rest starts.
func matchTypeComment(s string) (int, bool) {
	i := 0
	for _, c := range []byte("# type: ") {
		if c == ' ' {
			for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
				i++
			}
		} else if i < len(s) && s[i] == c {
			i++
		} else {
			return 0, false
		}
	}
	return i, true
}

// name reads an identifier, or a string that starts with a prefix.
func (l *lexer) name(t *token, c int) {
	var sawB, sawR, sawU, sawF, sawT bool
prefix:
	for {
		switch {
		case !sawB && (c == 'b' || c == 'B'):
			sawB = true
		case !sawU && (c == 'u' || c == 'U'):
			sawU = true
		case !sawR && (c == 'r' || c == 'R'):
			sawR = true
		case !sawF && (c == 'f' || c == 'F'):
			sawF = true
		case !sawT && (c == 't' || c == 'T'):
			sawT = true
		default:
			break prefix
		}
		c = l.nextc()
		if c == '"' || c == '\'' {
			if a, b := clashingPrefixes(sawB, sawR, sawU, sawF, sawT); a != 0 {
				l.errorRange(l.start+1-l.lineStart, l.cur-l.lineStart, "'%c' and '%c' prefixes are incompatible", a, b)
				l.fail(t)
			} else if sawF || sawT {
				kind := byte('f')
				if sawT {
					kind = 't'
				}
				l.stringStart(t, c, kind, sawR)
			} else {
				l.str(t, c)
			}
			return
		}
	}
	nonASCII := false
	for isIdentChar(c) {
		nonASCII = nonASCII || c >= 128
		c = l.nextc()
	}
	l.backup(c)
	if nonASCII && !l.verifyIdentifier() {
		l.fail(t)
		return
	}
	l.set(t, TokName, l.start, l.cur)
	t.typ = keyword(l.src[l.start:l.cur])
}

func clashingPrefixes(b, r, u, f, t bool) (byte, byte) {
	switch {
	case u && b:
		return 'u', 'b'
	case u && r:
		return 'u', 'r'
	case u && f:
		return 'u', 'f'
	case u && t:
		return 'u', 't'
	case b && f:
		return 'b', 'f'
	case b && t:
		return 'b', 't'
	case f && t:
		return 'f', 't'
	}
	return 0, 0
}
