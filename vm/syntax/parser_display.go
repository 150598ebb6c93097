package syntax

// parenthesized parses what starts with `(`: a tuple, a generator expression or
// a group, which is the expression in it.
func (p *parser) parenthesized() Expr {
	start := p.pos
	p.expect(tokLPar)
	if p.accept(tokRPar) {
		return &Tuple{Pos: p.span(start), Ctx: Load}
	}
	p.enter(parenDepth)
	defer p.leave(parenDepth)
	if p.typ() == kwYield {
		e := p.yieldExpr()
		p.expect(tokRPar)
		return e
	}
	star := p.typ() == tokStar
	e := p.starNamedExpression()
	switch p.typ() {
	case tokComma:
		mark := len(p.exprs)
		p.exprs = append(p.exprs, e)
		for p.accept(tokComma) && p.typ() != tokRPar {
			p.exprs = append(p.exprs, p.starNamedExpression())
		}
		elts := p.takeExprs(mark)
		p.expect(tokRPar)
		return &Tuple{Pos: p.span(start), Elts: elts, Ctx: Load}
	case kwFor, kwAsync:
		if star {
			p.bail()
		}
		gens := p.comprehensions()
		p.expect(tokRPar)
		return &GeneratorExp{Pos: p.span(start), Elt: e, Generators: gens}
	}
	if star {
		p.bail()
	}
	p.expect(tokRPar)
	return e
}

func (p *parser) list() Expr {
	start := p.pos
	p.expect(tokLSqb)
	if p.accept(tokRSqb) {
		return &List{Pos: p.span(start), Ctx: Load}
	}
	p.enter(parenDepth)
	defer p.leave(parenDepth)
	star := p.typ() == tokStar
	e := p.starNamedExpression()
	if t := p.typ(); t == kwFor || t == kwAsync {
		if star {
			p.bail()
		}
		gens := p.comprehensions()
		p.expect(tokRSqb)
		return &ListComp{Pos: p.span(start), Elt: e, Generators: gens}
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tokComma) && p.typ() != tokRSqb {
		p.exprs = append(p.exprs, p.starNamedExpression())
	}
	elts := p.takeExprs(mark)
	p.expect(tokRSqb)
	return &List{Pos: p.span(start), Elts: elts, Ctx: Load}
}

// braces parses what starts with `{`: a set, a dict or a comprehension of either.
func (p *parser) braces() Expr {
	start := p.pos
	p.expect(tokLBrace)
	if p.accept(tokRBrace) {
		return &Dict{Pos: p.span(start)}
	}
	p.enter(parenDepth)
	defer p.leave(parenDepth)
	if p.typ() == tokDoubleStar {
		return p.dict(start, nil)
	}
	star := p.typ() == tokStar
	walrus := p.typ() == TokName && p.peek(1) == tokColonEqual
	e := p.starNamedExpression()
	switch t := p.typ(); {
	case t == tokColon && !star && !walrus:
		return p.dict(start, e)
	case t == kwFor || t == kwAsync:
		if star {
			p.bail()
		}
		gens := p.comprehensions()
		p.expect(tokRBrace)
		return &SetComp{Pos: p.span(start), Elt: e, Generators: gens}
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(tokComma) && p.typ() != tokRBrace {
		p.exprs = append(p.exprs, p.starNamedExpression())
	}
	elts := p.takeExprs(mark)
	p.expect(tokRBrace)
	return &Set{Pos: p.span(start), Elts: elts}
}

// dict parses the rest of a dict after `{`, or after its first key.
func (p *parser) dict(start int, key Expr) Expr {
	mark := len(p.exprs) // keys and values by turns
	for first := true; p.typ() != tokRBrace; first = false {
		if key == nil && p.accept(tokDoubleStar) {
			p.exprs = append(p.exprs, nil, p.binary(0))
		} else {
			if key == nil {
				key = p.expression()
			}
			p.expect(tokColon)
			value := p.expression()
			if t := p.typ(); first && (t == kwFor || t == kwAsync) {
				gens := p.comprehensions()
				p.expect(tokRBrace)
				return &DictComp{Pos: p.span(start), Key: key, Value: value, Generators: gens}
			}
			p.exprs = append(p.exprs, key, value)
		}
		key = nil
		if !p.accept(tokComma) {
			break
		}
	}
	p.expect(tokRBrace)
	items := p.exprs[mark:]
	d := &Dict{Pos: p.span(start), Keys: make([]Expr, len(items)/2), Values: make([]Expr, len(items)/2)}
	for i := range d.Keys {
		d.Keys[i], d.Values[i] = items[2*i], items[2*i+1]
	}
	p.exprs = p.exprs[:mark]
	return d
}

// comprehensions: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
func (p *parser) comprehensions() []*Comprehension {
	var out []*Comprehension
	for {
		c := &Comprehension{}
		if p.accept(kwAsync) {
			c.IsAsync = 1
		} else if p.typ() != kwFor {
			return out
		}
		p.expect(kwFor)
		c.Target = p.starTargets()
		p.expect(kwIn)
		c.Iter = p.disjunction()
		for p.accept(kwIf) {
			c.Ifs = append(c.Ifs, p.disjunction())
		}
		out = append(out, c)
	}
}

// starTargets parses the target of a for or a comprehension.
func (p *parser) starTargets() Expr {
	start := p.pos
	e := p.starTarget()
	if p.typ() == tokComma {
		mark := len(p.exprs)
		p.exprs = append(p.exprs, e)
		for p.accept(tokComma) && p.startsStarExpr() {
			p.exprs = append(p.exprs, p.starTarget())
		}
		elts := p.takeExprs(mark)
		return &Tuple{Pos: p.span(start), Elts: elts, Ctx: Store}
	}
	return e
}

func (p *parser) starTarget() Expr {
	if p.typ() == tokStar {
		start := p.pos
		p.pos++
		if p.typ() == tokStar {
			p.bail()
		}
		e := p.starTarget()
		return &Starred{Pos: p.span(start), Value: e, Ctx: Store}
	}
	e := p.primary()
	p.setTarget(e, Store)
	return e
}

// setTarget checks that e may be assigned to, or deleted, and sets its context.
func (p *parser) setTarget(e Expr, ctx ExprContext) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		if _, again := e.Value.(*Starred); again || ctx == Del {
			p.bail()
		}
		e.Ctx = ctx
		p.setTarget(e.Value, ctx)
	case *Tuple:
		e.Ctx = ctx
		for _, elt := range e.Elts {
			p.setTarget(elt, ctx)
		}
	case *List:
		e.Ctx = ctx
		for _, elt := range e.Elts {
			p.setTarget(elt, ctx)
		}
	default:
		p.bail()
	}
}
