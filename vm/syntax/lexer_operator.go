package syntax

// operator reads an operator or bracket that starts with c.
func (l *lexer) operator(t *token, m *mode, c int) {
	inStr := len(l.modes) > 1
	if inStr && (c == ':' || c == '}' || c == '!' || c == '{') && m.exprStartDepth >= 0 {
		// The depth is not yet counted for a `{`.
		cursor := m.depth
		if c != '{' {
			cursor--
		}
		if cursor == 0 || cursor == 1 && (m.debug || m.inFormatSpec) {
			if c == '{' {
				m.exprStart, m.exprEnd = l.cur, -1
			} else if c != '!' || l.cur >= l.inp || l.src[l.cur] != '=' {
				if m.exprEnd < 0 {
					m.exprEnd = l.start
				}
				l.saveExprText(t, m)
			}
		}
		if c == ':' && cursor == m.exprStartDepth {
			m.inString = true
			m.inFormatSpec = true
			l.set(t, tokColon, l.start, l.cur)
			return
		}
	}
	c2 := l.nextc()
	if two := twoChars(c, c2); two != TokOp && (two != tokNotEqual || c == '!' || l.barry) {
		c3 := l.nextc()
		if three := threeChars(two, c3); three != TokOp {
			two = three
		} else {
			l.backup(c3)
		}
		l.set(t, two, l.start, l.cur)
		return
	}
	l.backup(c2)
	switch c {
	case '(', '[', '{':
		if l.level >= maxParens {
			l.errorf("too many nested parentheses")
			l.fail(t)
			return
		}
		l.parens[l.level] = openParen{byte(c), l.lineno, l.start - l.lineStart}
		l.level++
		if inStr {
			m.depth++
		}
	case ')', ']', '}':
		if !l.closeParen(m, c, inStr) {
			l.fail(t)
			return
		}
	}
	if c < ' ' || c == 127 {
		l.errorf("invalid non-printable character U+%04X", c)
		l.fail(t)
		return
	}
	if c == '=' && inStr && m.exprStartDepth >= 0 && m.depth > 0 {
		m.debug = true
	}
	typ := TokOp
	if c < 128 && oneChar[c] != 0 {
		typ = oneChar[c]
	}
	l.set(t, typ, l.start, l.cur)
}

func (l *lexer) closeParen(m *mode, c int, inStr bool) bool {
	if inStr && m.depth == 0 && c == '}' {
		l.errorf("%c-string: single '}' is not allowed", m.kind)
		return false
	}
	if !l.extraTokens && l.level == 0 {
		l.errorf("unmatched '%c'", c)
		return false
	}
	if l.level > 0 {
		l.level--
		open := l.parens[l.level]
		o := open.c
		if !l.extraTokens && !(o == '(' && c == ')' || o == '[' && c == ']' || o == '{' && c == '}') {
			switch {
			case inStr && o == '{' && m.depth-1 == m.exprStartDepth:
				// It closes nothing within the expression of the f-string.
				l.errorf("%c-string: unmatched '%c'", m.kind, c)
			case open.lineno != l.lineno:
				l.errorf("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, o, open.lineno)
			default:
				l.errorf("closing parenthesis '%c' does not match opening parenthesis '%c'", c, o)
			}
			return false
		}
	}
	if inStr {
		m.depth--
		if m.depth < 0 {
			l.errorf("%c-string: unmatched '%c'", m.kind, c)
			return false
		}
		if c == '}' && m.depth == m.exprStartDepth {
			m.exprStartDepth--
			m.inString = true
			m.inFormatSpec = false
			m.debug = false
		}
	}
	return true
}
