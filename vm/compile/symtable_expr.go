package compile

import "github.com/gophersnake/gophersnake/vm/syntax"

func (st *table) exprs(l []syntax.Expr) {
	for _, e := range l {
		if e != nil {
			st.expr(e)
		}
	}
}

func (st *table) keyword(k *syntax.Keyword) {
	if k.Arg != "" {
		st.checkName(k.Arg, k.Position(), syntax.Store)
	}
	st.expr(k.Value)
}

// failInAnnotationBlock rejects what may not stand in an annotation or its like.
func (st *table) failInAnnotationBlock(what string, p *syntax.Pos) {
	switch st.cur.Type {
	case AnnotationBlock:
		st.fail(p, what+" cannot be used within an annotation")
	case TypeVariableBlock:
		st.fail(p, what+" cannot be used within "+st.cur.scopeInfo)
	case TypeAliasBlock:
		st.fail(p, what+" cannot be used within a type alias")
	case TypeParametersBlock:
		st.fail(p, what+" cannot be used within the definition of a generic")
	}
}

func (st *table) failInComprehension(p *syntax.Pos) {
	switch st.cur.comprehension {
	case listComprehension:
		st.fail(p, "'yield' inside list comprehension")
	case setComprehension:
		st.fail(p, "'yield' inside set comprehension")
	case dictComprehension:
		st.fail(p, "'yield' inside dict comprehension")
	case generatorExpression:
		st.fail(p, "'yield' inside generator expression")
	}
}

func (st *table) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.NamedExpr:
		st.failInAnnotationBlock("named expression", e.Position())
		if st.cur.compIterExpr > 0 {
			st.fail(e.Position(), "assignment expression cannot be used in a comprehension iterable expression")
		}
		if st.cur.comprehension != noComprehension {
			st.extendNamedExpr(e.Target.(*syntax.Name))
		}
		st.cur.hasNamedExpr = true
		st.expr(e.Value)
		st.expr(e.Target)
	case *syntax.BoolOp:
		st.exprs(e.Values)
	case *syntax.BinOp:
		st.expr(e.Left)
		st.expr(e.Right)
	case *syntax.UnaryOp:
		st.expr(e.Operand)
	case *syntax.Lambda:
		st.defaults(e.Args)
		st.enter("<lambda>", FunctionBlock, e, e.Position())
		st.arguments(e.Args)
		st.expr(e.Body)
		st.exit()
	case *syntax.IfExp:
		st.expr(e.Test)
		st.expr(e.Body)
		st.expr(e.Orelse)
	case *syntax.Dict:
		st.exprs(e.Keys)
		st.exprs(e.Values)
	case *syntax.Set:
		st.exprs(e.Elts)
	case *syntax.GeneratorExp:
		st.comp(e, "<genexpr>", generatorExpression, e.Generators, e.Elt, nil)
	case *syntax.ListComp:
		st.comp(e, "<listcomp>", listComprehension, e.Generators, e.Elt, nil)
	case *syntax.SetComp:
		st.comp(e, "<setcomp>", setComprehension, e.Generators, e.Elt, nil)
	case *syntax.DictComp:
		st.comp(e, "<dictcomp>", dictComprehension, e.Generators, e.Key, e.Value)
	case *syntax.Yield:
		st.failInAnnotationBlock("yield expression", e.Position())
		if e.Value != nil {
			st.expr(e.Value)
		}
		st.cur.generator = true
		st.failInComprehension(e.Position())
	case *syntax.YieldFrom:
		st.failInAnnotationBlock("yield expression", e.Position())
		st.expr(e.Value)
		st.cur.generator = true
		st.failInComprehension(e.Position())
	case *syntax.Await:
		st.failInAnnotationBlock("await expression", e.Position())
		if !st.topLevelAwait() {
			if !st.cur.functionLike() {
				st.fail(e.Position(), "'await' outside function")
			}
			if !st.cur.async && st.cur.comprehension == noComprehension {
				st.fail(e.Position(), "'await' outside async function")
			}
		}
		st.expr(e.Value)
		st.cur.coroutine = true
	case *syntax.Compare:
		st.expr(e.Left)
		st.exprs(e.Comparators)
	case *syntax.Call:
		st.expr(e.Func)
		st.exprs(e.Args)
		for _, k := range e.Keywords {
			st.keyword(k)
		}
	case *syntax.FormattedValue:
		st.expr(e.Value)
		if e.FormatSpec != nil {
			st.expr(e.FormatSpec)
		}
	case *syntax.Interpolation:
		st.expr(e.Value)
		if e.FormatSpec != nil {
			st.expr(e.FormatSpec)
		}
	case *syntax.JoinedStr:
		st.exprs(e.Values)
	case *syntax.TemplateStr:
		st.exprs(e.Values)
	case *syntax.Attribute:
		st.checkName(e.Attr, e.Position(), e.Ctx)
		st.expr(e.Value)
	case *syntax.Subscript:
		st.expr(e.Value)
		st.expr(e.Slice)
	case *syntax.Starred:
		st.expr(e.Value)
	case *syntax.Slice:
		if e.Lower != nil {
			st.expr(e.Lower)
		}
		if e.Upper != nil {
			st.expr(e.Upper)
		}
		if e.Step != nil {
			st.expr(e.Step)
		}
	case *syntax.Name:
		if st.cur.inUnevaluated {
			return
		}
		if e.Ctx == syntax.Load {
			st.addDef(e.ID, DefUse, e.Position())
			if e.ID == "super" && st.cur.functionLike() {
				st.addDef("__class__", DefUse, e.Position())
			}
		} else {
			st.checkName(e.ID, e.Position(), e.Ctx)
			st.addDef(e.ID, DefLocal, e.Position())
		}
	case *syntax.List:
		st.exprs(e.Elts)
	case *syntax.Tuple:
		st.exprs(e.Elts)
	}
}

// extendNamedExpr binds the target of an assignment expression in a comprehension in the block that holds it.
//
// CPython: Python/symtable.c symtable_extend_namedexpr_scope
func (st *table) extendNamedExpr(n *syntax.Name) {
	p := n.Position()
	for i := len(st.stack) - 1; i >= 0; i-- {
		e := st.stack[i]
		if e.comprehension != noComprehension {
			if e.flags(maybeMangle(st.private, e, n.ID))&DefCompIter != 0 {
				st.fail(p, "assignment expression cannot rebind comprehension iteration variable '"+n.ID+"'")
			}
			continue
		}
		switch e.Type {
		case FunctionBlock:
			if e.flags(maybeMangle(st.private, e, n.ID))&DefGlobal != 0 {
				st.addDef(n.ID, DefGlobal, p)
			} else {
				st.addDef(n.ID, DefNonlocal, p)
			}
			st.recordDirective(n.ID, p)
			st.addDefTo(e, n.ID, DefLocal, p)
			e.hasNamedExpr = true
			return
		case ModuleBlock:
			st.addDef(n.ID, DefGlobal, p)
			st.recordDirective(n.ID, p)
			st.addDefTo(e, n.ID, DefGlobal, p)
			return
		case ClassBlock:
			st.fail(p, "assignment expression within a comprehension cannot be used in a class body")
		case TypeParametersBlock:
			st.fail(p, "assignment expression within a comprehension cannot be used within the definition of a generic")
		case TypeAliasBlock:
			st.fail(p, "assignment expression within a comprehension cannot be used in a type alias")
		case TypeVariableBlock:
			st.fail(p, "assignment expression within a comprehension cannot be used in a TypeVar bound")
		case AnnotationBlock:
			st.fail(p, "named expression cannot be used within an annotation")
		}
	}
}

func (st *table) comp(e syntax.Expr, name string, kind comprehensionKind, gens []*syntax.Comprehension, elt, value syntax.Expr) {
	outer := gens[0]
	unevaluated := st.cur.inUnevaluated
	st.cur.compIterExpr++
	st.expr(outer.Iter)
	st.cur.compIterExpr--
	st.enter(name, FunctionBlock, e, e.Position())
	cur := st.cur
	cur.comprehension = kind
	cur.inUnevaluated = unevaluated
	if outer.IsAsync != 0 {
		cur.coroutine = true
	}
	st.addDef(".0", DefParam, e.Position())
	st.target(outer.Target)
	st.exprs(outer.Ifs)
	for _, g := range gens[1:] {
		st.target(g.Target)
		cur.compIterExpr++
		st.expr(g.Iter)
		cur.compIterExpr--
		st.exprs(g.Ifs)
		if g.IsAsync != 0 {
			cur.coroutine = true
		}
	}
	if value != nil {
		st.expr(value)
	}
	st.expr(elt)
	generator := kind == generatorExpression
	cur.generator = generator
	async := cur.coroutine && !generator
	st.exit()
	if async {
		if !st.cur.async && st.cur.comprehension == noComprehension && !st.topLevelAwait() {
			st.fail(e.Position(), "asynchronous comprehension outside of an asynchronous function")
		}
		st.cur.coroutine = true
	}
}

func (st *table) target(t syntax.Expr) {
	st.cur.compIterTarget = true
	st.expr(t)
	st.cur.compIterTarget = false
}
