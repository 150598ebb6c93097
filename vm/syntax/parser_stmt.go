package syntax

import "strings"

func (p *parser) takeStmts(mark int) []Stmt {
	out := make([]Stmt, len(p.stmts)-mark)
	copy(out, p.stmts[mark:])
	p.stmts = p.stmts[:mark]
	return out
}

// statements parses one or more statements, up to the end of the block.
func (p *parser) statements(top bool) []Stmt {
	mark := len(p.stmts)
	for {
		if t := p.typ(); (t == TokDedent || t == TokEndMarker) && len(p.stmts) > mark {
			return p.takeStmts(mark)
		}
		if top {
			p.prevStart, p.stmtStart = p.stmtStart, p.pos
		}
		if s := p.compound(); s != nil {
			p.stmts = append(p.stmts, s)
			if pos := s.Position(); pos.Lineno >= p.lastLine {
				p.lastLine, p.lastCol = pos.Lineno, pos.ColOffset
			}
		} else {
			p.simpleStmts()
		}
	}
}

// block: NEWLINE INDENT statements DEDENT | simple_stmts
func (p *parser) block() []Stmt {
	if p.accept(TokNewline) {
		p.expect(TokIndent)
		p.enter(blockDepth)
		body := p.statements(false)
		p.leave(blockDepth)
		p.expect(TokDedent)
		return body
	}
	mark := len(p.stmts)
	p.simpleStmts()
	return p.takeStmts(mark)
}

// simpleStmts pushes the statements of a line on p.stmts.
func (p *parser) simpleStmts() {
	for {
		p.stmts = append(p.stmts, p.simpleStmt())
		if p.accept(tokSemi) {
			if p.accept(TokNewline) {
				return
			}
			continue
		}
		p.expect(TokNewline)
		return
	}
}

func (p *parser) simpleStmt() Stmt {
	start := p.pos
	switch p.typ() {
	case kwReturn:
		p.pos++
		var e Expr
		if p.startsStarExpr() {
			e = p.starExpressions()
		}
		return &Return{Pos: p.span(start), Value: e}
	case kwImport:
		return p.importName()
	case kwFrom:
		return p.importFrom()
	case kwRaise:
		p.pos++
		s := &Raise{}
		if startsExpr[p.typ()] {
			s.Exc = p.expression()
			if p.accept(kwFrom) {
				s.Cause = p.expression()
			}
		}
		s.Pos = p.span(start)
		return s
	case kwPass:
		p.pos++
		return &Pass{Pos: p.span(start)}
	case kwBreak:
		p.pos++
		return &Break{Pos: p.span(start)}
	case kwContinue:
		p.pos++
		return &Continue{Pos: p.span(start)}
	case kwDel:
		return p.del()
	case kwAssert:
		p.pos++
		s := &Assert{Test: p.expression()}
		if p.accept(tokComma) {
			s.Msg = p.expression()
		}
		s.Pos = p.span(start)
		return s
	case kwGlobal:
		p.pos++
		names := p.names()
		return &Global{Pos: p.span(start), Names: names}
	case kwNonlocal:
		p.pos++
		names := p.names()
		return &Nonlocal{Pos: p.span(start), Names: names}
	case kwYield:
		e := p.yieldExpr()
		return &ExprStmt{Pos: p.span(start), Value: e}
	case TokName:
		if p.peek(1) == TokName && p.softKeyword("type") {
			return p.typeAlias()
		}
	}
	return p.assignment()
}

func (p *parser) names() []string {
	names := []string{p.name()}
	for p.accept(tokComma) {
		names = append(names, p.name())
	}
	return names
}

var augAssignOps = [256]Operator{
	tokPlusEqual: OpAdd, tokMinEqual: OpSub, tokStarEqual: OpMult, tokAtEqual: OpMatMult, tokSlashEqual: OpDiv,
	tokPercentEqual: OpMod, tokAmperEqual: OpBitAnd, tokVBarEqual: OpBitOr, tokCircumflexEqual: OpBitXor,
	tokLeftShiftEqual: OpLShift, tokRightShiftEqual: OpRShift, tokDoubleStarEqual: OpPow, tokDoubleSlashEqual: OpFloorDiv,
}

func isAugAssign(t Tok) bool {
	return t >= tokPlusEqual && t <= tokDoubleStarEqual || t == tokDoubleSlashEqual || t == tokAtEqual
}

// assignment parses an assignment of any kind, or an expression as a statement.
func (p *parser) assignment() Stmt {
	start := p.pos
	e := p.starExpressions()
	switch t := p.typ(); {
	case t == tokEqual:
		mark := len(p.exprs)
		for p.accept(tokEqual) {
			p.setTarget(e, Store)
			p.exprs = append(p.exprs, e)
			if p.typ() == kwYield {
				e = p.yieldExpr()
				break
			}
			e = p.starExpressions()
		}
		targets := p.takeExprs(mark)
		comment := p.typeComment()
		return &Assign{Pos: p.span(start), Targets: targets, Value: e, TypeComment: comment}
	case t == tokColon:
		s := &AnnAssign{Target: e}
		switch e.(type) {
		case *Name:
			if p.toks[start].typ == TokName {
				s.Simple = 1
			}
		case *Attribute, *Subscript:
		default:
			p.bail()
		}
		p.setTarget(e, Store)
		p.pos++
		s.Annotation = p.expression()
		if p.accept(tokEqual) {
			s.Value = p.annotatedRHS()
		}
		s.Pos = p.span(start)
		return s
	case isAugAssign(t):
		switch e.(type) {
		case *Name, *Attribute, *Subscript:
		default:
			p.bail()
		}
		p.setTarget(e, Store)
		p.pos++
		value := p.annotatedRHS()
		return &AugAssign{Pos: p.span(start), Target: e, Op: augAssignOps[t], Value: value}
	}
	return &ExprStmt{Pos: p.span(start), Value: e}
}

// typeComment takes a type comment if one is next.
func (p *parser) typeComment() string {
	if p.typ() == TokTypeComment {
		p.pos++
		return p.text(&p.toks[p.pos-1])
	}
	return ""
}

func (p *parser) del() Stmt {
	start := p.pos
	p.expect(kwDel)
	mark := len(p.exprs)
	for {
		e := p.primary()
		p.setTarget(e, Del)
		p.exprs = append(p.exprs, e)
		if !p.accept(tokComma) || !startsExpr[p.typ()] {
			break
		}
	}
	if t := p.typ(); t != tokSemi && t != TokNewline {
		p.bail()
	}
	targets := p.takeExprs(mark)
	return &Delete{Pos: p.span(start), Targets: targets}
}

// typeAlias: "type" NAME [type_params] '=' expression
func (p *parser) typeAlias() Stmt {
	start := p.pos
	p.pos++
	t := p.expect(TokName)
	s := &TypeAlias{Name: &Name{Pos: tokPos(t), ID: p.ident(t), Ctx: Store}}
	s.TypeParams = p.typeParams()
	p.expect(tokEqual)
	s.Value = p.expression()
	s.Pos = p.span(start)
	return s
}

// dottedName: NAME ('.' NAME)*
func (p *parser) dottedName() string {
	s := p.name()
	if p.typ() != tokDot {
		return s
	}
	names := []string{s}
	for p.accept(tokDot) {
		names = append(names, p.name())
	}
	return strings.Join(names, ".")
}

func (p *parser) importName() Stmt {
	start := p.pos
	p.expect(kwImport)
	var names []*Alias
	for {
		at := p.pos
		a := &Alias{Name: p.dottedName()}
		if p.accept(kwAs) {
			a.Asname = p.name()
		}
		a.Pos = p.span(at)
		names = append(names, a)
		if !p.accept(tokComma) {
			break
		}
	}
	return &Import{Pos: p.span(start), Names: names}
}

func (p *parser) importFrom() Stmt {
	start := p.pos
	p.expect(kwFrom)
	s := &ImportFrom{}
	for {
		if p.accept(tokDot) {
			s.Level++
		} else if p.accept(tokEllipsis) {
			s.Level += 3
		} else {
			break
		}
	}
	if p.typ() == TokName || s.Level == 0 {
		s.Module = p.dottedName()
	}
	p.expect(kwImport)
	switch p.typ() {
	case tokStar:
		p.pos++
		s.Names = []*Alias{{Pos: p.span(p.pos - 1), Name: "*"}}
	case tokLPar:
		p.pos++
		s.Names = p.importedNames(tokRPar)
		p.expect(tokRPar)
	default:
		s.Names = p.importedNames(TokNewline)
	}
	if s.Module == "__future__" && s.Level == 0 {
		for _, a := range s.Names {
			if a.Name == "barry_as_FLUFL" && !p.barry {
				// From here on <> is an operator.
				p.barry, p.barryFrom = true, p.pos
				p.tokenize()
			}
		}
	}
	s.Pos = p.span(start)
	return s
}

// importedNames parses names up to end; only in parentheses may a comma be last.
func (p *parser) importedNames(end Tok) []*Alias {
	var names []*Alias
	for {
		at := p.pos
		a := &Alias{Name: p.name()}
		if p.accept(kwAs) {
			a.Asname = p.name()
		}
		a.Pos = p.span(at)
		names = append(names, a)
		if !p.accept(tokComma) || end == tokRPar && p.typ() == end {
			return names
		}
	}
}
