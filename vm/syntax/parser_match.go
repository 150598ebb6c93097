package syntax

// isMatchStmt reports whether the name `match` that comes next starts a match
// statement: its line must end in a colon, and no other statement that starts
// with a name does.
func (p *parser) isMatchStmt() bool {
	if t := p.peek(1); !startsExpr[t] && t != tokStar {
		return false
	}
	for i := p.pos; ; i++ {
		switch p.toks[i].typ {
		case TokNewline:
			return p.toks[i-1].typ == tokColon
		case TokEndMarker, TokErrorToken:
			return false
		}
	}
}

func (p *parser) matchStmt() Stmt {
	start := p.pos
	p.pos++
	s := &Match{}
	at := p.pos
	star := p.typ() == tokStar
	s.Subject = p.starNamedExpression()
	if p.typ() == tokComma {
		s.Subject = p.tupleTail(at, s.Subject, p.starNamedExpression, true)
	} else if star {
		p.bail()
	}
	p.expect(tokColon)
	p.expect(TokNewline)
	p.expect(TokIndent)
	p.enter(blockDepth)
	for len(s.Cases) == 0 || p.typ() != TokDedent {
		if !p.softKeyword("case") {
			p.bail()
		}
		p.pos++
		c := &MatchCase{Pattern: p.patterns()}
		if p.accept(kwIf) {
			c.Guard = p.namedExpression()
		}
		p.expect(tokColon)
		c.Body = p.block()
		s.Cases = append(s.Cases, c)
	}
	p.leave(blockDepth)
	p.expect(TokDedent)
	s.Pos = p.stmtSpan(start)
	return s
}

// patterns: open_sequence_pattern | pattern
func (p *parser) patterns() Pattern {
	start := p.pos
	first := p.maybeStarPattern()
	if p.typ() != tokComma {
		if _, ok := first.(*MatchStar); ok {
			p.bail()
		}
		return first
	}
	list := []Pattern{first}
	for p.accept(tokComma) {
		if t := p.typ(); t == tokColon || t == kwIf {
			break
		}
		list = append(list, p.maybeStarPattern())
	}
	return &MatchSequence{Pos: p.span(start), Patterns: list}
}

func (p *parser) maybeStarPattern() Pattern {
	start := p.pos
	if p.accept(tokStar) {
		name := p.captureName()
		return &MatchStar{Pos: p.span(start), Name: name}
	}
	return p.pattern()
}

// captureName reads the name that a pattern binds, "" for _.
func (p *parser) captureName() string {
	name := p.name()
	switch p.typ() {
	case tokDot, tokLPar, tokEqual:
		p.bail()
	}
	if name == "_" {
		return ""
	}
	return name
}

// pattern: or_pattern ['as' NAME]
func (p *parser) pattern() Pattern {
	start := p.pos
	pat := p.orPattern()
	if !p.accept(kwAs) {
		return pat
	}
	name := p.captureName()
	if name == "" {
		p.bail()
	}
	return &MatchAs{Pos: p.span(start), Pattern: pat, Name: name}
}

func (p *parser) orPattern() Pattern {
	start := p.pos
	first := p.closedPattern()
	if p.typ() != tokVBar {
		return first
	}
	list := []Pattern{first}
	for p.accept(tokVBar) {
		list = append(list, p.closedPattern())
	}
	return &MatchOr{Pos: p.span(start), Patterns: list}
}

func (p *parser) closedPattern() Pattern {
	start := p.pos
	switch t := p.typ(); t {
	case TokNumber, tokMinus, tokPlus, TokString, TokFStringStart, TokTStringStart:
		e := p.literalExpr()
		return &MatchValue{Pos: p.span(start), Value: e}
	case kwNone:
		p.pos++
		return &MatchSingleton{Pos: p.span(start), Value: nil}
	case kwTrue, kwFalse:
		p.pos++
		return &MatchSingleton{Pos: p.span(start), Value: t == kwTrue}
	case TokName:
		return p.namePattern()
	case tokLPar, tokLSqb:
		return p.groupOrSequence()
	case tokLBrace:
		return p.mappingPattern()
	}
	p.bail()
	return nil
}

// literalExpr parses a number with its sign, a complex number, strings or a
// constant.
func (p *parser) literalExpr() Expr {
	start := p.pos
	switch t := p.typ(); t {
	case TokString, TokFStringStart, TokTStringStart:
		return p.strings()
	case kwNone, kwTrue, kwFalse:
		return p.atom()
	}
	e := p.signedNumber()
	op := OpAdd
	switch p.typ() {
	case tokPlus:
	case tokMinus:
		op = OpSub
	default:
		return e
	}
	p.pos++
	real := e
	if u, ok := real.(*UnaryOp); ok {
		real = u.Operand
	}
	if _, ok := real.(*Constant).Value.(complex128); ok || p.typ() != TokNumber {
		p.bail()
	}
	imag := p.atom()
	if _, ok := imag.(*Constant).Value.(complex128); !ok {
		p.bail()
	}
	if t := p.typ(); t == tokPlus || t == tokMinus {
		p.bail()
	}
	return &BinOp{Pos: p.span(start), Left: e, Op: op, Right: imag}
}

func (p *parser) signedNumber() Expr {
	start := p.pos
	minus := p.accept(tokMinus)
	if !minus {
		p.accept(tokPlus)
	}
	if p.typ() != TokNumber {
		p.bail()
	}
	e := p.atom()
	if minus {
		return &UnaryOp{Pos: p.span(start), Op: UnaryUSub, Operand: e}
	}
	return e
}

// dotted parses a name and the attributes after it.
func (p *parser) dotted() Expr {
	start := p.pos
	t := p.expect(TokName)
	var e Expr = &Name{Pos: tokPos(t), ID: p.ident(t), Ctx: Load}
	for p.accept(tokDot) {
		name := p.name()
		e = &Attribute{Pos: p.span(start), Value: e, Attr: name, Ctx: Load}
	}
	return e
}

// namePattern parses a capture, a wildcard, a dotted value or a class pattern.
func (p *parser) namePattern() Pattern {
	start := p.pos
	e := p.dotted()
	if p.text(&p.toks[start]) == "_" && (p.pos > start+1 || p.typ() == tokLPar) {
		p.bail() // the grammar takes _ for the wildcard at once
	}
	if p.typ() == tokLPar {
		return p.classPattern(start, e)
	}
	if p.typ() == tokEqual {
		p.bail()
	}
	if n, ok := e.(*Name); ok {
		if n.ID == "_" {
			return &MatchAs{Pos: p.span(start)}
		}
		return &MatchAs{Pos: p.span(start), Name: n.ID}
	}
	return &MatchValue{Pos: p.span(start), Value: e}
}

func (p *parser) classPattern(start int, cls Expr) Pattern {
	p.pos++
	p.enter(parenDepth)
	m := &MatchClass{Cls: cls}
	for p.typ() != tokRPar {
		if p.typ() == TokName && p.peek(1) == tokEqual {
			m.KwdAttrs = append(m.KwdAttrs, p.name())
			p.pos++
			m.KwdPatterns = append(m.KwdPatterns, p.pattern())
		} else {
			if m.KwdAttrs != nil {
				p.bail()
			}
			m.Patterns = append(m.Patterns, p.pattern())
		}
		if !p.accept(tokComma) {
			break
		}
	}
	p.leave(parenDepth)
	p.expect(tokRPar)
	m.Pos = p.span(start)
	return m
}

// groupOrSequence parses what starts with `(` or `[`.
func (p *parser) groupOrSequence() Pattern {
	start := p.pos
	end := tokRPar
	if p.typ() == tokLSqb {
		end = tokRSqb
	}
	p.pos++
	p.enter(parenDepth)
	var list []Pattern
	comma := end == tokRSqb
	for p.typ() != end {
		list = append(list, p.maybeStarPattern())
		if !p.accept(tokComma) {
			break
		}
		comma = true
	}
	p.leave(parenDepth)
	p.expect(end)
	if len(list) == 1 && !comma {
		if _, ok := list[0].(*MatchStar); ok {
			p.bail()
		}
		return list[0]
	}
	return &MatchSequence{Pos: p.span(start), Patterns: list}
}

func (p *parser) mappingPattern() Pattern {
	start := p.pos
	p.pos++
	p.enter(parenDepth)
	m := &MatchMapping{}
	for p.typ() != tokRBrace {
		if p.accept(tokDoubleStar) {
			if m.Rest = p.captureName(); m.Rest == "" {
				p.bail()
			}
			p.accept(tokComma)
			break
		}
		var key Expr
		if p.typ() == TokName {
			key = p.dotted()
			if _, ok := key.(*Attribute); !ok {
				p.bail()
			}
		} else {
			key = p.literalExpr()
		}
		m.Keys = append(m.Keys, key)
		p.expect(tokColon)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.accept(tokComma) {
			break
		}
	}
	p.leave(parenDepth)
	p.expect(tokRBrace)
	m.Pos = p.span(start)
	return m
}
