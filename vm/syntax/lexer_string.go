package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// str reads a string literal whose opening quote is c.
func (l *lexer) str(t *token, quote int) {
	quoteSize, endSize := 1, 0
	escapedQuote := false
	l.firstLineno = l.lineno
	l.multiStart = l.lineStart
	c := l.nextc()
	if c == quote {
		if c = l.nextc(); c == quote {
			quoteSize = 3
		} else {
			endSize = 1
		}
	}
	if c != quote {
		l.backup(c)
	}
	for endSize != quoteSize {
		// Skip quickly what needs no thought.
		for l.cur < l.inp {
			if b := l.src[l.cur]; b == byte(quote) || b == '\\' || b == '\n' {
				break
			}
			endSize = 0
			l.cur++
		}
		c = l.nextc()
		if l.status == stError {
			l.fail(t)
			return
		}
		if c == eof || quoteSize == 1 && c == '\n' {
			l.unterminated(quote, quoteSize, escapedQuote, c)
			l.fail(t)
			return
		}
		if c == quote {
			endSize++
			continue
		}
		endSize = 0
		if c == '\\' {
			c = l.nextc()
			if c == quote {
				escapedQuote = true
			}
			if c == '\r' {
				l.nextc()
			}
		}
	}
	l.set(t, TokString, l.start, l.cur)
}

// unterminated reports a string without end, at its opening quote.
func (l *lexer) unterminated(quote, quoteSize int, escapedQuote bool, c int) {
	l.cur = l.start + 1
	l.lineStart = l.multiStart
	line := l.lineno
	l.lineno = l.firstLineno
	if m := &l.modes[len(l.modes)-1]; len(l.modes) > 1 && int(m.quote) == quote && int(m.quoteSize) == quoteSize {
		// Rather the end of the enclosing f-string.
		l.errorf("%c-string: expecting '}'", m.kind)
		return
	}
	switch {
	case quoteSize == 3:
		l.errorf("unterminated triple-quoted string literal (detected at line %d)", line)
		if c != '\n' {
			l.status = stEOFString
		}
		return
	case escapedQuote:
		l.errorf("unterminated string literal (detected at line %d); perhaps you escaped the end quote?", line)
	default:
		l.errorf("unterminated string literal (detected at line %d)", line)
	}
	if c != '\n' {
		l.status = stEOLString
	}
}

// stringStart reads the opening of an f-string or t-string.
func (l *lexer) stringStart(t *token, quote int, kind byte, raw bool) {
	quoteSize := int8(1)
	l.firstLineno = l.lineno
	l.multiStart = l.lineStart
	if after := l.nextc(); after == quote {
		if after2 := l.nextc(); after2 == quote {
			quoteSize = 3
		} else {
			l.backup(after2)
			l.backup(after)
		}
	} else {
		l.backup(after)
	}
	if len(l.modes) >= maxFStringLevel {
		l.errorf("too many nested f-strings or t-strings")
		l.fail(t)
		return
	}
	l.modes = append(l.modes, mode{inString: true, kind: kind, raw: raw, quote: byte(quote), quoteSize: quoteSize,
		exprStartDepth: -1, start: l.start, lineStart: l.lineStart, lineno: l.lineno, exprStart: -1, exprEnd: -1})
	typ := TokFStringStart
	if kind == 't' {
		typ = TokTStringStart
	}
	l.set(t, typ, l.start, l.cur)
}

// stringPart reads a token in the literal part of an f-string or t-string.
func (l *lexer) stringPart(t *token, m *mode) {
	t.meta = 0
	middle, end := TokFStringMiddle, TokFStringEnd
	if m.kind == 't' {
		middle, end = TokTStringMiddle, TokTStringEnd
	}
	l.start = l.cur
	l.firstLineno = l.lineno
	l.multiStart = l.lineStart
	first := l.nextc()
	if first == '{' {
		peek := l.peek()
		l.backup(first)
		if peek != '{' {
			m.exprStartDepth++
			if m.exprStartDepth >= maxExprNesting {
				l.errorf("%c-string: expressions nested too deeply", m.kind)
				l.fail(t)
				return
			}
			m.inString = false
			l.normal(t, m)
			return
		}
	} else {
		l.backup(first)
	}
	// The closing quotes, if they are next.
	if n := int(m.quoteSize); l.cur+n <= l.inp && strings.Count(l.src[l.cur:l.cur+n], string(rune(m.quote))) == n {
		l.cur += n
		l.modes = l.modes[:len(l.modes)-1]
		l.set(t, end, l.start, l.cur)
		return
	}
	l.firstLineno = l.lineno
	l.multiStart = l.lineStart
	unicodeEscape := false
	for endSize := 0; endSize != int(m.quoteSize); {
		c := l.nextc()
		if l.status == stError {
			l.fail(t)
			return
		}
		inSpec := m.inFormatSpec && m.exprStartDepth >= 0
		if c == eof || m.quoteSize == 1 && c == '\n' {
			if inSpec && c == '\n' {
				l.errorf("%c-string: newlines are not allowed in format specifiers for single quoted %c-strings", m.kind, m.kind)
				l.fail(t)
				return
			}
			l.unterminatedFString(m, c)
			l.fail(t)
			return
		}
		if c == int(m.quote) {
			endSize++
			continue
		}
		endSize = 0
		switch c {
		case '{':
			m.exprStart, m.exprEnd = l.cur, -1
			end := l.cur
			peek := l.nextc()
			if peek != '{' || inSpec {
				l.backup(peek)
				l.backup(c)
				m.exprStartDepth++
				if m.exprStartDepth >= maxExprNesting {
					l.errorf("%c-string: expressions nested too deeply", m.kind)
					l.fail(t)
					return
				}
				m.inString = false
				m.inFormatSpec = false
				end = l.cur
			}
			l.set(t, middle, l.start, end)
			return
		case '}':
			if unicodeEscape {
				l.set(t, middle, l.start, l.cur)
				return
			}
			end := l.cur
			peek := l.nextc()
			if !(peek == '}' && !inSpec && m.depth == 0) {
				l.backup(peek)
				l.backup(c)
				m.inString = false
				m.inFormatSpec = false
				end = l.cur
			}
			l.set(t, middle, l.start, end)
			return
		case '\\':
			peek := l.nextc()
			if peek == '\r' {
				peek = l.nextc()
			}
			if peek == '{' || peek == '}' {
				if !m.raw {
					l.warnEscape(byte(peek))
				}
				l.backup(peek)
				continue
			}
			if !m.raw && peek == 'N' {
				if peek = l.nextc(); peek == '{' {
					unicodeEscape = true
				} else {
					l.backup(peek)
				}
			}
		}
	}
	l.cur -= int(m.quoteSize)
	l.set(t, middle, l.start, l.cur)
}

func (l *lexer) unterminatedFString(m *mode, c int) {
	l.cur = m.start + 1
	l.lineStart = m.lineStart
	line := l.lineno
	l.lineno = m.lineno
	if m.quoteSize == 3 {
		l.errorf("unterminated triple-quoted %c-string literal (detected at line %d)", m.kind, line)
		if c != '\n' {
			l.status = stEOFString
		}
		return
	}
	l.errorf("unterminated %c-string literal (detected at line %d)", m.kind, line)
}

func (l *lexer) warnEscape(c byte) {
	l.warn(escapeWarning(rune(c), true), escapeWarning(rune(c), false))
}

// saveExprText attaches to t the text of the expression of an f-string that ends
// before it, without comments, where a `=` or a t-string will want it.
//
// CPython: Parser/lexer/lexer.c set_ftstring_expr
func (l *lexer) saveExprText(t *token, m *mode) {
	if !m.debug && m.kind != 't' || t.meta != 0 || m.exprStart < 0 || m.exprEnd < m.exprStart {
		return
	}
	text := l.src[m.exprStart:m.exprEnd]
	if strings.IndexByte(text, '#') >= 0 {
		text = stripComments(text)
	}
	l.metas = append(l.metas, text)
	t.meta = int32(len(l.metas))
}

func stripComments(s string) string {
	var out strings.Builder
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s):
			out.WriteString(s[i : i+2])
			i++
		case c == '"' || c == '\'':
			if quote == 0 {
				quote = c
			} else if quote == c {
				quote = 0
			}
			out.WriteByte(c)
		case c == '#' && quote == 0:
			for i < len(s) && s[i] != '\n' {
				i++
			}
			if i < len(s) {
				out.WriteByte('\n')
			}
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// verifyIdentifier checks an identifier that is not ASCII.
//
// CPython: Parser/lexer/lexer.c verify_identifier
func (l *lexer) verifyIdentifier() bool {
	if l.extraTokens {
		return true
	}
	s := l.src[l.start:l.cur]
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			l.errorf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: invalid start byte", s[i], i)
			return false
		}
		if r == '_' || i == 0 && ucd.IsXIDStart(r) || i > 0 && ucd.IsXIDContinue(r) {
			continue
		}
		// Offsets point just past the bad character.
		if next := i + utf8.RuneLen(r); next < len(s) {
			l.cur = l.start + next
		}
		if ucd.IsPrintable(r) {
			l.errorf("invalid character '%c' (U+%04X)", r, r)
		} else {
			l.errorf("invalid non-printable character U+%04X", r)
		}
		return false
	}
	return true
}
