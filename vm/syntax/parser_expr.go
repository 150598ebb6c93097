package syntax

// startsExpr[t] is true where an expression may start with a token of type t.
var startsExpr = [256]bool{
	TokName: true, TokNumber: true, TokString: true, TokFStringStart: true, TokTStringStart: true,
	tokLPar: true, tokLSqb: true, tokLBrace: true, tokMinus: true, tokPlus: true, tokTilde: true,
	tokEllipsis: true, kwNot: true, kwLambda: true, kwAwait: true, kwNone: true, kwTrue: true, kwFalse: true,
}

// startsStarExpr is startsExpr with `*` too.
func (p *parser) startsStarExpr() bool {
	t := p.typ()
	return startsExpr[t] || t == tokStar
}

// tupleTail turns first and what follows a comma into a tuple.
func (p *parser) tupleTail(start int, first Expr, item func() Expr, star bool) Expr {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) {
		if t := p.typ(); !startsExpr[t] && !(star && t == tokStar) {
			break
		}
		p.exprs = append(p.exprs, item())
	}
	elts := p.takeExprs(mark)
	return &Tuple{Pos: p.span(start), Elts: elts, Ctx: Load}
}

// expressions: expression (',' expression)* [',']
func (p *parser) expressions() Expr {
	start := p.pos
	e := p.expression()
	if p.typ() == tokComma {
		return p.tupleTail(start, e, p.expression, false)
	}
	return e
}

// starExpressions: star_expression (',' star_expression)* [',']
func (p *parser) starExpressions() Expr {
	start := p.pos
	e := p.starExpression()
	if p.typ() == tokComma {
		return p.tupleTail(start, e, p.starExpression, true)
	}
	return e
}

func (p *parser) starExpression() Expr {
	if p.typ() == tokStar {
		return p.starred()
	}
	return p.expression()
}

// starred: '*' bitwise_or
func (p *parser) starred() Expr {
	start := p.pos
	p.expect(tokStar)
	e := p.binary(0)
	return &Starred{Pos: p.span(start), Value: e, Ctx: Load}
}

func (p *parser) starNamedExpression() Expr {
	if p.typ() == tokStar {
		return p.starred()
	}
	return p.namedExpression()
}

// annotatedRHS: yield_expr | star_expressions
func (p *parser) annotatedRHS() Expr {
	if p.typ() == kwYield {
		return p.yieldExpr()
	}
	return p.starExpressions()
}

func (p *parser) yieldExpr() Expr {
	start := p.pos
	p.expect(kwYield)
	if p.accept(kwFrom) {
		e := p.expression()
		return &YieldFrom{Pos: p.span(start), Value: e}
	}
	var e Expr
	if p.startsStarExpr() {
		e = p.starExpressions()
	}
	return &Yield{Pos: p.span(start), Value: e}
}

func (p *parser) namedExpression() Expr {
	if p.typ() == TokName && p.peek(1) == tokColonEqual {
		start := p.pos
		t := p.expect(TokName)
		target := &Name{Pos: tokPos(t), ID: p.ident(t), Ctx: Store}
		p.pos++
		e := p.expression()
		return &NamedExpr{Pos: p.span(start), Target: target, Value: e}
	}
	return p.expression()
}

func (p *parser) expression() Expr {
	start := p.pos
	if p.typ() == kwLambda {
		return p.lambda()
	}
	body := p.disjunction()
	if p.typ() != kwIf {
		return body
	}
	p.pos++
	test := p.disjunction()
	p.expect(kwElse)
	p.enter(1)
	orelse := p.expression()
	p.leave(1)
	return &IfExp{Pos: p.span(start), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) lambda() Expr {
	start := p.pos
	p.expect(kwLambda)
	args := p.parameters(tokColon)
	p.expect(tokColon)
	p.enter(lambdaDepth)
	body := p.expression()
	p.leave(lambdaDepth)
	return &Lambda{Pos: p.span(start), Args: args, Body: body}
}

func (p *parser) disjunction() Expr {
	start := p.pos
	e := p.conjunction()
	if p.typ() != kwOr {
		return e
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(kwOr) {
		p.exprs = append(p.exprs, p.conjunction())
	}
	values := p.takeExprs(mark)
	return &BoolOp{Pos: p.span(start), Op: BoolOr, Values: values}
}

func (p *parser) conjunction() Expr {
	start := p.pos
	e := p.inversion()
	if p.typ() != kwAnd {
		return e
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.accept(kwAnd) {
		p.exprs = append(p.exprs, p.inversion())
	}
	values := p.takeExprs(mark)
	return &BoolOp{Pos: p.span(start), Op: BoolAnd, Values: values}
}

func (p *parser) inversion() Expr {
	if p.typ() == kwNot {
		start := p.pos
		p.pos++
		p.enter(1)
		e := p.inversion()
		p.leave(1)
		return &UnaryOp{Pos: p.span(start), Op: UnaryNot, Operand: e}
	}
	start := p.pos
	left := p.binary(0)
	op, n := p.compareOp()
	if n == 0 {
		return left
	}
	var ops []CmpOperator
	mark := len(p.exprs)
	for n > 0 {
		p.pos += n
		ops = append(ops, op)
		p.exprs = append(p.exprs, p.binary(0))
		op, n = p.compareOp()
	}
	comparators := p.takeExprs(mark)
	return &Compare{Pos: p.span(start), Left: left, Ops: ops, Comparators: comparators}
}

// compareOp returns the comparison operator that comes next and its number of
// tokens, 0 if there is none.
func (p *parser) compareOp() (CmpOperator, int) {
	switch t := p.typ(); t {
	case tokEqEqual:
		return CmpEq, 1
	case tokNotEqual:
		if (p.text(&p.toks[p.pos]) == "<>") != p.barry {
			p.bail()
		}
		return CmpNotEq, 1
	case tokLess:
		return CmpLt, 1
	case tokLessEqual:
		return CmpLtE, 1
	case tokGreater:
		return CmpGt, 1
	case tokGreaterEqual:
		return CmpGtE, 1
	case kwIn:
		return CmpIn, 1
	case kwIs:
		if p.peek(1) == kwNot {
			return CmpIsNot, 2
		}
		return CmpIs, 1
	case kwNot:
		if p.peek(1) == kwIn {
			return CmpNotIn, 2
		}
	}
	return 0, 0
}

type binaryOp struct {
	prec int8 // 0 if the token is no binary operator
	op   Operator
}

var binaryOps = [256]binaryOp{
	tokVBar: {1, OpBitOr}, tokCircumflex: {2, OpBitXor}, tokAmper: {3, OpBitAnd},
	tokLeftShift: {4, OpLShift}, tokRightShift: {4, OpRShift},
	tokPlus: {5, OpAdd}, tokMinus: {5, OpSub},
	tokStar: {6, OpMult}, tokSlash: {6, OpDiv}, tokDoubleSlash: {6, OpFloorDiv}, tokPercent: {6, OpMod}, tokAt: {6, OpMatMult},
}

// binary parses operators that bind tighter than prec, by precedence climbing:
// binary(0) is the grammar's bitwise_or.
func (p *parser) binary(prec int8) Expr {
	start := p.pos
	left := p.factor()
	for {
		op := binaryOps[p.toks[p.pos].typ]
		if op.prec <= prec {
			return left
		}
		p.pos++
		right := p.binary(op.prec)
		left = &BinOp{Pos: p.span(start), Left: left, Op: op.op, Right: right}
	}
}

func (p *parser) factor() Expr {
	start := p.pos
	var op UnaryOperator
	switch p.typ() {
	case tokMinus:
		op = UnaryUSub
	case tokPlus:
		op = UnaryUAdd
	case tokTilde:
		op = UnaryInvert
	default:
		var e Expr
		if p.accept(kwAwait) {
			v := p.primary()
			e = &Await{Pos: p.span(start), Value: v}
		} else {
			e = p.primary()
		}
		if p.typ() != tokDoubleStar {
			return e
		}
		p.pos++
		p.enter(2)
		right := p.factor()
		p.leave(2)
		return &BinOp{Pos: p.span(start), Left: e, Op: OpPow, Right: right}
	}
	p.pos++
	p.enter(1)
	e := p.factor()
	p.leave(1)
	return &UnaryOp{Pos: p.span(start), Op: op, Operand: e}
}

// primary parses an atom and the attributes, calls and subscripts after it.
func (p *parser) primary() Expr {
	start := p.pos
	e := p.atom()
	for {
		switch p.typ() {
		case tokDot:
			p.pos++
			name := p.name()
			e = &Attribute{Pos: p.span(start), Value: e, Attr: name, Ctx: Load}
		case tokLPar:
			args, keywords := p.callArgs(true)
			e = &Call{Pos: p.span(start), Func: e, Args: args, Keywords: keywords}
		case tokLSqb:
			p.pos++
			p.enter(parenDepth)
			s := p.slices()
			p.leave(parenDepth)
			p.expect(tokRSqb)
			e = &Subscript{Pos: p.span(start), Value: e, Slice: s, Ctx: Load}
		default:
			return e
		}
	}
}

func (p *parser) slices() Expr {
	start := p.pos
	var first Expr
	if p.typ() == tokStar {
		first = p.starredArg()
	} else {
		first = p.slice()
		if p.typ() != tokComma {
			return first
		}
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) {
		if p.typ() == tokRSqb {
			break
		}
		if p.typ() == tokStar {
			p.exprs = append(p.exprs, p.starredArg())
		} else {
			p.exprs = append(p.exprs, p.slice())
		}
	}
	elts := p.takeExprs(mark)
	return &Tuple{Pos: p.span(start), Elts: elts, Ctx: Load}
}

func (p *parser) slice() Expr {
	start := p.pos
	var lower, upper, step Expr
	if p.typ() != tokColon {
		lower = p.namedExpression()
		if p.typ() != tokColon {
			return lower
		}
		if p.toks[start+1].typ == tokColonEqual && p.toks[start].typ == TokName {
			p.bail() // a:=b is no bound of a slice
		}
	}
	p.pos++
	if startsExpr[p.typ()] {
		upper = p.expression()
	}
	if p.accept(tokColon) && startsExpr[p.typ()] {
		step = p.expression()
	}
	return &Slice{Pos: p.span(start), Lower: lower, Upper: upper, Step: step}
}

// starredArg: '*' expression
func (p *parser) starredArg() Expr {
	start := p.pos
	p.expect(tokStar)
	e := p.expression()
	return &Starred{Pos: p.span(start), Value: e, Ctx: Load}
}

// callArgs parses the arguments of a call or class in their parentheses. A single
// generator expression may do without its own parentheses where genexp is set.
func (p *parser) callArgs(genexp bool) ([]Expr, []*Keyword) {
	start := p.pos
	p.expect(tokLPar)
	if p.accept(tokRPar) {
		return nil, nil
	}
	p.enter(parenDepth)
	mark := len(p.exprs)
	var keywords []*Keyword
	sawDouble := false
	for p.typ() != tokRPar {
		at := p.pos
		switch {
		case p.typ() == tokStar:
			if sawDouble {
				p.bail()
			}
			p.exprs = append(p.exprs, p.starredArg())
		case p.typ() == tokDoubleStar:
			p.pos++
			sawDouble = true
			e := p.expression()
			keywords = append(keywords, &Keyword{Pos: p.span(at), Value: e})
		case p.typ() == TokName && p.peek(1) == tokEqual:
			name := p.name()
			p.pos++
			e := p.expression()
			keywords = append(keywords, &Keyword{Pos: p.span(at), Arg: name, Value: e})
		default:
			if keywords != nil {
				p.bail()
			}
			e := p.namedExpression()
			if t := p.typ(); t == kwFor || t == kwAsync {
				if !genexp || at != start+1 {
					p.bail()
				}
				gens := p.comprehensions()
				p.expect(tokRPar)
				p.leave(parenDepth)
				return []Expr{&GeneratorExp{Pos: p.span(start), Elt: e, Generators: gens}}, nil
			}
			p.exprs = append(p.exprs, e)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	p.leave(parenDepth)
	p.expect(tokRPar)
	return p.takeExprs(mark), keywords
}

func (p *parser) atom() Expr {
	t := &p.toks[p.pos]
	switch t.typ {
	case TokName:
		p.pos++
		return &Name{Pos: tokPos(t), ID: p.ident(t), Ctx: Load}
	case TokNumber:
		p.pos++
		v, err := parseNumber(p.text(t), p.flags.MaxStrDigits)
		if err != "" {
			p.bail()
		}
		return &Constant{Pos: tokPos(t), Value: v}
	case TokString, TokFStringStart, TokTStringStart:
		return p.strings()
	case tokLPar:
		return p.parenthesized()
	case tokLSqb:
		return p.list()
	case tokLBrace:
		return p.braces()
	case kwNone:
		p.pos++
		return &Constant{Pos: tokPos(t), Value: nil}
	case kwTrue, kwFalse:
		p.pos++
		return &Constant{Pos: tokPos(t), Value: t.typ == kwTrue}
	case tokEllipsis:
		p.pos++
		return &Constant{Pos: tokPos(t), Value: EllipsisValue{}}
	}
	p.bail()
	return nil
}
