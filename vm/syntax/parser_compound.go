package syntax

// compound parses a compound statement; nil if none comes next.
func (p *parser) compound() Stmt {
	switch p.typ() {
	case kwIf:
		return p.ifStmt()
	case kwDef:
		return p.funcDef(nil)
	case kwClass:
		return p.classDef(nil)
	case kwFor:
		return p.forStmt()
	case kwWith:
		return p.withStmt()
	case kwTry:
		return p.tryStmt()
	case kwWhile:
		start := p.pos
		p.pos++
		s := &While{Test: p.namedExpression()}
		p.expect(tokColon)
		s.Body = p.block()
		s.Orelse = p.elseBlock()
		s.Pos = p.stmtSpan(start)
		return s
	case tokAt:
		return p.decorated()
	case kwAsync:
		switch p.peek(1) {
		case kwDef:
			return p.funcDef(nil)
		case kwWith:
			return p.withStmt()
		case kwFor:
			return p.forStmt()
		}
		p.bail()
	case TokName:
		if p.softKeyword("match") && p.isMatchStmt() {
			return p.matchStmt()
		}
	}
	return nil
}

func (p *parser) decorated() Stmt {
	var decorators []Expr
	for p.accept(tokAt) {
		decorators = append(decorators, p.namedExpression())
		p.expect(TokNewline)
	}
	if p.typ() == kwClass {
		return p.classDef(decorators)
	}
	return p.funcDef(decorators)
}

func (p *parser) elseBlock() []Stmt {
	if p.accept(kwElse) {
		p.expect(tokColon)
		return p.block()
	}
	return nil
}

// ifStmt parses an if, or the elif at which it continues. Each elif nests in the
// tree, but here it is a loop.
func (p *parser) ifStmt() Stmt {
	type arm struct {
		node  *If
		start int
	}
	var arms []arm
	for {
		start := p.pos
		p.pos++ // if, elif
		p.enter(1)
		s := &If{Test: p.namedExpression()}
		p.expect(tokColon)
		s.Body = p.block()
		arms = append(arms, arm{s, start})
		if p.typ() != kwElif {
			break
		}
	}
	orelse := p.elseBlock()
	for i := len(arms) - 1; i >= 0; i-- {
		s := arms[i].node
		s.Orelse = orelse
		s.Pos = p.stmtSpan(arms[i].start)
		orelse = []Stmt{s}
	}
	p.leave(len(arms))
	return arms[0].node
}

func (p *parser) forStmt() Stmt {
	start := p.pos
	async := p.accept(kwAsync)
	p.expect(kwFor)
	target := p.starTargets()
	p.expect(kwIn)
	iter := p.starExpressions()
	p.expect(tokColon)
	comment := p.typeComment()
	body := p.block()
	orelse := p.elseBlock()
	pos := p.stmtSpan(start)
	if async {
		return &AsyncFor{Pos: pos, Target: target, Iter: iter, Body: body, Orelse: orelse, TypeComment: comment}
	}
	return &For{Pos: pos, Target: target, Iter: iter, Body: body, Orelse: orelse, TypeComment: comment}
}

func (p *parser) withStmt() Stmt {
	start := p.pos
	async := p.accept(kwAsync)
	p.expect(kwWith)
	paren := p.parenthesizedWith()
	if paren {
		p.pos++
	}
	var items []*WithItem
	for {
		item := &WithItem{ContextExpr: p.expression()}
		if p.accept(kwAs) {
			item.OptionalVars = p.starTarget()
		}
		items = append(items, item)
		if !p.accept(tokComma) || paren && p.typ() == tokRPar {
			break
		}
	}
	if paren {
		p.expect(tokRPar)
	}
	p.expect(tokColon)
	comment := ""
	if !async || !paren {
		comment = p.typeComment()
	}
	body := p.block()
	pos := p.stmtSpan(start)
	if async {
		return &AsyncWith{Pos: pos, Items: items, Body: body, TypeComment: comment}
	}
	return &With{Pos: pos, Items: items, Body: body, TypeComment: comment}
}

// parenthesizedWith reports whether the `(` that comes next encloses the items of
// a with statement, rather than being part of its first expression: its `)` comes
// before the colon, and what is inside could not only be an expression.
func (p *parser) parenthesizedWith() bool {
	if p.typ() != tokLPar || p.peek(1) == tokRPar || p.peek(1) == kwYield {
		return false
	}
	level := 0
	prev := tokComma
	for i := p.pos; ; i++ {
		switch t := p.toks[i].typ; t {
		case tokLPar, tokLSqb, tokLBrace:
			level++
			if level == 1 {
				continue // prev stays: the first item comes next
			}
		case tokRPar, tokRSqb, tokRBrace:
			level--
			if level == 0 {
				return p.toks[i+1].typ == tokColon
			}
		case tokStar:
			if level == 1 && prev == tokComma {
				return false
			}
		case tokColonEqual, kwFor, kwAsync:
			if level == 1 {
				return false
			}
		case TokNewline, TokEndMarker, TokErrorToken:
			return false
		}
		prev = p.toks[i].typ
	}
}

func (p *parser) tryStmt() Stmt {
	start := p.pos
	p.pos++
	p.expect(tokColon)
	body := p.block()
	var handlers []*ExceptHandler
	star := p.typ() == kwExcept && p.peek(1) == tokStar
	for p.typ() == kwExcept {
		at := p.pos
		p.pos++
		if p.accept(tokStar) != star {
			p.bail()
		}
		h := &ExceptHandler{}
		if star || p.typ() != tokColon {
			first := p.pos
			h.Type = p.expression()
			if p.typ() == tokComma { // then the name below is an error
				h.Type = p.tupleTail(first, h.Type, p.expression, false)
			} else if p.accept(kwAs) {
				h.Name = p.name()
			}
		}
		p.expect(tokColon)
		h.Body = p.block()
		h.Pos = p.stmtSpan(at)
		handlers = append(handlers, h)
	}
	var orelse, final []Stmt
	if handlers != nil {
		orelse = p.elseBlock()
	}
	if p.accept(kwFinally) {
		p.expect(tokColon)
		final = p.block()
	} else if handlers == nil {
		p.bail()
	}
	pos := p.stmtSpan(start)
	if star {
		return &TryStar{Pos: pos, Body: body, Handlers: handlers, Orelse: orelse, Finalbody: final}
	}
	return &Try{Pos: pos, Body: body, Handlers: handlers, Orelse: orelse, Finalbody: final}
}

func (p *parser) classDef(decorators []Expr) Stmt {
	start := p.pos
	p.expect(kwClass)
	s := &ClassDef{Name: p.name(), DecoratorList: decorators}
	s.TypeParams = p.typeParams()
	if p.typ() == tokLPar {
		s.Bases, s.Keywords = p.callArgs(false)
	}
	p.expect(tokColon)
	s.Body = p.block()
	s.Pos = p.stmtSpan(start)
	return s
}

func (p *parser) funcDef(decorators []Expr) Stmt {
	start := p.pos
	async := p.accept(kwAsync)
	p.expect(kwDef)
	name := p.name()
	params := p.typeParams()
	p.expect(tokLPar)
	args := p.parameters(tokRPar)
	p.expect(tokRPar)
	var returns Expr
	if p.accept(tokRArrow) {
		returns = p.expression()
	}
	p.expect(tokColon)
	comment := p.funcTypeComment()
	body := p.block()
	pos := p.stmtSpan(start)
	if async {
		return &AsyncFunctionDef{Pos: pos, Name: name, Args: args, Body: body, DecoratorList: decorators,
			Returns: returns, TypeComment: comment, TypeParams: params}
	}
	return &FunctionDef{Pos: pos, Name: name, Args: args, Body: body, DecoratorList: decorators,
		Returns: returns, TypeComment: comment, TypeParams: params}
}

// funcTypeComment takes a type comment behind the colon or on the line after it.
func (p *parser) funcTypeComment() string {
	if p.typ() == TokNewline && p.peek(1) == TokTypeComment && p.peek(2) == TokNewline && p.peek(3) == TokIndent {
		p.pos += 2
		return p.text(&p.toks[p.pos-1])
	}
	return p.typeComment()
}

// parameters parses those of a function up to `)`, or of a lambda up to `:`.
func (p *parser) parameters(end Tok) *Arguments {
	a := &Arguments{}
	lambda := end == tokColon
	param := func(star bool) *Arg {
		start := p.pos
		arg := &Arg{Arg: p.name()}
		if !lambda && p.accept(tokColon) {
			if star && p.typ() == tokStar {
				arg.Annotation = p.starExpression()
			} else {
				arg.Annotation = p.expression()
			}
		}
		arg.Pos = p.span(start)
		return arg
	}
	// comma reads what follows a parameter and reports whether it was a comma.
	comma := func(arg *Arg) bool {
		more := p.accept(tokComma)
		if !lambda && p.typ() == TokTypeComment {
			tc := p.typeComment()
			if arg != nil {
				arg.TypeComment = tc
			}
		}
		if !more && p.typ() != end {
			p.bail()
		}
		return more
	}
	more := true
	slash := false
	for more && p.typ() == TokName || more && p.typ() == tokSlash {
		if p.typ() == tokSlash {
			if slash || len(a.Args) == 0 {
				p.bail()
			}
			p.pos++
			slash = true
			a.Posonlyargs, a.Args = a.Args, nil
			more = p.accept(tokComma)
			if !more && p.typ() != end {
				p.bail()
			}
			continue
		}
		arg := param(false)
		a.Args = append(a.Args, arg)
		if p.accept(tokEqual) {
			a.Defaults = append(a.Defaults, p.expression())
		} else if len(a.Defaults) > 0 {
			p.bail()
		}
		more = comma(arg)
	}
	if more && p.accept(tokStar) {
		if p.accept(tokComma) {
			if p.typ() != TokName {
				p.bail()
			}
		} else {
			a.Vararg = param(true)
			more = comma(a.Vararg)
		}
		for more && p.typ() == TokName {
			arg := param(false)
			a.Kwonlyargs = append(a.Kwonlyargs, arg)
			var def Expr
			if p.accept(tokEqual) {
				def = p.expression()
			}
			a.KwDefaults = append(a.KwDefaults, def)
			more = comma(arg)
		}
	}
	if more && p.accept(tokDoubleStar) {
		a.Kwarg = param(false)
		comma(a.Kwarg)
	}
	return a
}

// typeParams parses type parameters in brackets, if they come next.
func (p *parser) typeParams() []TypeParam {
	if !p.accept(tokLSqb) {
		return nil
	}
	var out []TypeParam
	for {
		start := p.pos
		switch p.typ() {
		case tokStar:
			p.pos++
			t := &TypeVarTuple{Name: p.name()}
			if p.accept(tokEqual) {
				t.DefaultValue = p.starExpression()
			}
			t.Pos = p.span(start)
			out = append(out, t)
		case tokDoubleStar:
			p.pos++
			t := &ParamSpec{Name: p.name()}
			if p.accept(tokEqual) {
				t.DefaultValue = p.expression()
			}
			t.Pos = p.span(start)
			out = append(out, t)
		default:
			t := &TypeVar{Name: p.name()}
			if p.accept(tokColon) {
				t.Bound = p.expression()
			}
			if p.accept(tokEqual) {
				t.DefaultValue = p.expression()
			}
			t.Pos = p.span(start)
			out = append(out, t)
		}
		if !p.accept(tokComma) || p.typ() == tokRSqb {
			break
		}
	}
	p.expect(tokRSqb)
	return out
}
