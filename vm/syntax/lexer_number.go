package syntax

import "strings"

// number reads a numeric literal whose first digit is c.
func (l *lexer) number(t *token, c int) {
	if c != '0' {
		if c = l.decimalTail(); c == 0 {
			l.fail(t)
			return
		}
		l.afterInteger(t, c)
		return
	}
	c = l.nextc()
	switch c {
	case 'x', 'X':
		l.radix(t, 16, "hexadecimal")
		return
	case 'o', 'O':
		l.radix(t, 8, "octal")
		return
	case 'b', 'B':
		l.radix(t, 2, "binary")
		return
	}
	for {
		if c == '_' {
			c = l.nextc()
			if !isDigit(c) {
				l.backup(c)
				l.errorf("invalid decimal literal")
				l.fail(t)
				return
			}
		}
		if c != '0' {
			break
		}
		c = l.nextc()
	}
	zerosEnd := l.cur
	nonzero := false
	if isDigit(c) {
		nonzero = true
		if c = l.decimalTail(); c == 0 {
			l.fail(t)
			return
		}
	}
	switch {
	case c == '.':
		l.fraction(t, l.nextc())
	case c == 'e' || c == 'E':
		l.exponent(t, c)
	case c == 'j' || c == 'J':
		l.imaginary(t)
	case nonzero && !l.extraTokens:
		l.backup(c)
		l.errorRange(l.start+1-l.lineStart, zerosEnd-l.lineStart, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
		l.fail(t)
	default:
		l.endNumber(t, c, "decimal")
	}
}

// radix reads the digits of a hexadecimal, octal or binary literal.
func (l *lexer) radix(t *token, base int, name string) {
	isIn := func(c int) bool {
		switch base {
		case 16:
			return isHex(c)
		case 8:
			return c >= '0' && c < '8'
		}
		return c == '0' || c == '1'
	}
	c := l.nextc()
	for {
		if c == '_' {
			c = l.nextc()
		}
		if !isIn(c) {
			if isDigit(c) {
				l.errorf("invalid digit '%c' in %s literal", c, name)
			} else {
				l.backup(c)
				l.errorf("invalid %s literal", name)
			}
			l.fail(t)
			return
		}
		for isIn(c) {
			c = l.nextc()
		}
		if c != '_' {
			break
		}
	}
	if isDigit(c) {
		l.errorf("invalid digit '%c' in %s literal", c, name)
		l.fail(t)
		return
	}
	l.endNumber(t, c, name)
}

// decimalTail skips digits and single underscores between them. It returns the
// character after them, 0 on error.
func (l *lexer) decimalTail() int {
	for {
		c := l.nextc()
		for isDigit(c) {
			c = l.nextc()
		}
		if c != '_' {
			return c
		}
		if c = l.nextc(); !isDigit(c) {
			l.backup(c)
			l.errorf("invalid decimal literal")
			return 0
		}
	}
}

func (l *lexer) afterInteger(t *token, c int) {
	if c == '.' {
		l.fraction(t, l.nextc())
		return
	}
	l.afterFraction(t, c)
}

// fraction reads what follows the point; c is the first character of it.
func (l *lexer) fraction(t *token, c int) {
	if isDigit(c) {
		if c = l.decimalTail(); c == 0 {
			l.fail(t)
			return
		}
	}
	l.afterFraction(t, c)
}

func (l *lexer) afterFraction(t *token, c int) {
	switch c {
	case 'e', 'E':
		l.exponent(t, c)
	case 'j', 'J':
		l.imaginary(t)
	default:
		l.endNumber(t, c, "decimal")
	}
}

func (l *lexer) exponent(t *token, e int) {
	c := l.nextc()
	if c == '+' || c == '-' {
		if c = l.nextc(); !isDigit(c) {
			l.backup(c)
			l.errorf("invalid decimal literal")
			l.fail(t)
			return
		}
	} else if !isDigit(c) {
		l.backup(c)
		if !l.verifyEndOfNumber(e, "decimal") {
			l.fail(t)
			return
		}
		l.backup(e)
		l.set(t, TokNumber, l.start, l.cur)
		return
	}
	if c = l.decimalTail(); c == 0 {
		l.fail(t)
		return
	}
	if c == 'j' || c == 'J' {
		l.imaginary(t)
		return
	}
	l.endNumber(t, c, "decimal")
}

func (l *lexer) imaginary(t *token) { l.endNumber(t, l.nextc(), "imaginary") }

func (l *lexer) endNumber(t *token, c int, name string) {
	if !l.verifyEndOfNumber(c, name) {
		l.fail(t)
		return
	}
	l.backup(c)
	l.set(t, TokNumber, l.start, l.cur)
}

// verifyEndOfNumber checks that c may follow a number: a keyword that can follow
// one gives a warning, any other name an error.
func (l *lexer) verifyEndOfNumber(c int, name string) bool {
	if l.extraTokens || c == eof {
		return true
	}
	rest := l.src[l.cur:l.inp]
	follows := func(tail string) bool {
		return strings.HasPrefix(rest, tail) && (len(rest) == len(tail) || !isIdentChar(int(rest[len(tail)])))
	}
	r := false
	switch c {
	case 'a':
		r = follows("nd")
	case 'e':
		r = follows("lse")
	case 'f':
		r = follows("or")
	case 'i':
		r = rest != "" && (rest[0] == 'f' || rest[0] == 'n' || rest[0] == 's')
	case 'o':
		r = follows("r")
	case 'n':
		r = follows("ot")
	}
	if r {
		l.backup(c)
		msg := "invalid " + name + " literal"
		l.warn(msg, msg)
		l.nextc()
	} else if c < 128 && isIdentChar(c) {
		l.backup(c)
		l.errorf("invalid %s literal", name)
		return false
	}
	return true
}
