package compile

import "github.com/gophersnake/gophersnake/vm/syntax"

func (v validator) stmts(l []syntax.Stmt) {
	for _, s := range l {
		if s == nil {
			v.bad("None disallowed in statement list")
		}
		v.stmt(s)
	}
}

func (v validator) body(l []syntax.Stmt, owner string) {
	v.nonEmpty(len(l), "body", owner)
	v.stmts(l)
}

func (v validator) function(args *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, returns syntax.Expr,
	params []syntax.TypeParam, owner string) {
	v.body(body, owner)
	v.typeParams(params)
	v.arguments(args)
	v.exprs(decorators, syntax.Load, false)
	v.opt(returns)
}

func (v validator) typeParams(l []syntax.TypeParam) {
	for _, p := range l {
		v.pos(p.Position())
		switch p := p.(type) {
		case *syntax.TypeVar:
			v.name(p.Name)
			v.opt(p.Bound)
			v.opt(p.DefaultValue)
		case *syntax.ParamSpec:
			v.name(p.Name)
			v.opt(p.DefaultValue)
		case *syntax.TypeVarTuple:
			v.name(p.Name)
			v.opt(p.DefaultValue)
		}
	}
}

func (v validator) loop(target, iter syntax.Expr, body, orelse []syntax.Stmt, owner string) {
	v.expr(target, syntax.Store)
	v.expr(iter, syntax.Load)
	v.body(body, owner)
	v.stmts(orelse)
}

func (v validator) with(items []*syntax.WithItem, body []syntax.Stmt, owner string) {
	v.nonEmpty(len(items), "items", owner)
	for _, it := range items {
		v.expr(it.ContextExpr, syntax.Load)
		if it.OptionalVars != nil {
			v.expr(it.OptionalVars, syntax.Store)
		}
	}
	v.body(body, owner)
}

func (v validator) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt, owner string) {
	v.body(body, owner)
	if len(handlers) == 0 && len(final) == 0 {
		v.bad("%s has neither except handlers nor finalbody", owner)
	}
	if len(handlers) == 0 && len(orelse) > 0 {
		v.bad("%s has orelse but no except handlers", owner)
	}
	for _, h := range handlers {
		v.pos(h.Position())
		v.opt(h.Type)
		if owner == "TryStar" && h.Type == nil {
			v.bad("TryStar handler has no type")
		}
		v.body(h.Body, "ExceptHandler")
	}
	v.stmts(final)
	v.stmts(orelse)
}

func (v validator) stmt(s syntax.Stmt) {
	v.pos(s.Position())
	const load, store, del = syntax.Load, syntax.Store, syntax.Del
	switch s := s.(type) {
	case *syntax.FunctionDef:
		v.function(s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, "FunctionDef")
	case *syntax.AsyncFunctionDef:
		v.function(s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, "AsyncFunctionDef")
	case *syntax.ClassDef:
		v.body(s.Body, "ClassDef")
		v.typeParams(s.TypeParams)
		v.exprs(s.Bases, load, false)
		v.keywords(s.Keywords)
		v.exprs(s.DecoratorList, load, false)
	case *syntax.Return:
		v.opt(s.Value)
	case *syntax.Delete:
		v.nonEmpty(len(s.Targets), "targets", "Delete")
		v.exprs(s.Targets, del, false)
	case *syntax.Assign:
		v.nonEmpty(len(s.Targets), "targets", "Assign")
		v.exprs(s.Targets, store, false)
		v.expr(s.Value, load)
	case *syntax.AugAssign:
		v.expr(s.Target, store)
		v.expr(s.Value, load)
	case *syntax.AnnAssign:
		if _, ok := s.Target.(*syntax.Name); !ok && s.Simple != 0 {
			v.badType("AnnAssign with simple non-Name target")
		}
		v.expr(s.Target, store)
		v.opt(s.Value)
		v.expr(s.Annotation, load)
	case *syntax.TypeAlias:
		if _, ok := s.Name.(*syntax.Name); !ok {
			v.badType("TypeAlias with non-Name name")
		}
		v.expr(s.Name, store)
		v.typeParams(s.TypeParams)
		v.expr(s.Value, load)
	case *syntax.For:
		v.loop(s.Target, s.Iter, s.Body, s.Orelse, "For")
	case *syntax.AsyncFor:
		v.loop(s.Target, s.Iter, s.Body, s.Orelse, "AsyncFor")
	case *syntax.While:
		v.expr(s.Test, load)
		v.body(s.Body, "While")
		v.stmts(s.Orelse)
	case *syntax.If:
		v.expr(s.Test, load)
		v.body(s.Body, "If")
		v.stmts(s.Orelse)
	case *syntax.With:
		v.with(s.Items, s.Body, "With")
	case *syntax.AsyncWith:
		v.with(s.Items, s.Body, "AsyncWith")
	case *syntax.Match:
		v.expr(s.Subject, load)
		v.nonEmpty(len(s.Cases), "cases", "Match")
		for _, m := range s.Cases {
			v.pattern(m.Pattern, false)
			v.opt(m.Guard)
			v.body(m.Body, "match_case")
		}
	case *syntax.Raise:
		if s.Exc != nil {
			v.expr(s.Exc, load)
			v.opt(s.Cause)
		} else if s.Cause != nil {
			v.bad("Raise with cause but no exception")
		}
	case *syntax.Try:
		v.try(s.Body, s.Handlers, s.Orelse, s.Finalbody, "Try")
	case *syntax.TryStar:
		v.try(s.Body, s.Handlers, s.Orelse, s.Finalbody, "TryStar")
	case *syntax.Assert:
		v.expr(s.Test, load)
		v.opt(s.Msg)
	case *syntax.Import:
		v.nonEmpty(len(s.Names), "names", "Import")
	case *syntax.ImportFrom:
		if s.Level < 0 {
			v.bad("Negative ImportFrom level")
		}
		v.nonEmpty(len(s.Names), "names", "ImportFrom")
	case *syntax.Global:
		v.nonEmpty(len(s.Names), "names", "Global")
	case *syntax.Nonlocal:
		v.nonEmpty(len(s.Names), "names", "Nonlocal")
	case *syntax.ExprStmt:
		v.expr(s.Value, load)
	}
}

func (v validator) patterns(l []syntax.Pattern, starOK bool) {
	for _, p := range l {
		v.pattern(p, starOK)
	}
}

func (v validator) capture(name string) {
	if name == "_" {
		v.bad("can't capture name '_' in patterns")
	}
	v.name(name)
}

// patternValue checks that an expression is one that a pattern may compare with.
func (v validator) patternValue(e syntax.Expr) {
	v.expr(e, syntax.Load)
	number := func(e syntax.Expr, complexOK, realOK bool) bool {
		if u, ok := e.(*syntax.UnaryOp); ok && u.Op == syntax.UnaryUSub {
			e = u.Operand
		}
		k, ok := e.(*syntax.Constant)
		if !ok {
			return false
		}
		switch constTypeName(literal(k.Value)) {
		case "complex":
			return complexOK
		case "int", "float":
			return realOK
		}
		return false
	}
	switch e := e.(type) {
	case *syntax.Constant:
		switch constTypeName(literal(e.Value)) {
		case "int", "float", "complex", "str", "bytes":
			return
		}
		v.bad("unexpected constant inside of a literal pattern")
	case *syntax.Attribute:
		return
	case *syntax.UnaryOp:
		if number(e, true, true) {
			return
		}
	case *syntax.BinOp:
		if (e.Op == syntax.OpAdd || e.Op == syntax.OpSub) && number(e.Left, false, true) {
			if k, ok := e.Right.(*syntax.Constant); ok && number(k, true, false) {
				return
			}
		}
	case *syntax.JoinedStr, *syntax.TemplateStr:
		return // rejected later, with a place
	}
	v.bad("patterns may only match literals and attribute lookups")
}

func (v validator) pattern(p syntax.Pattern, starOK bool) {
	if p == nil {
		v.bad("None disallowed in pattern list")
	}
	v.pos(p.Position())
	switch p := p.(type) {
	case *syntax.MatchValue:
		v.patternValue(p.Value)
	case *syntax.MatchSingleton:
		switch p.Value.(type) {
		case nil, bool:
		default:
			v.bad("MatchSingleton can only contain True, False and None")
		}
	case *syntax.MatchSequence:
		v.patterns(p.Patterns, true)
	case *syntax.MatchMapping:
		if len(p.Keys) != len(p.Patterns) {
			v.bad("MatchMapping doesn't have the same number of keys as patterns")
		}
		if p.Rest != "" {
			v.capture(p.Rest)
		}
		for _, k := range p.Keys {
			if k, ok := k.(*syntax.Constant); ok {
				switch k.Value.(type) {
				case nil, bool:
					continue
				}
			}
			v.patternValue(k)
		}
		v.patterns(p.Patterns, false)
	case *syntax.MatchClass:
		if len(p.KwdAttrs) != len(p.KwdPatterns) {
			v.bad("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		v.expr(p.Cls, syntax.Load)
		for cls := p.Cls; ; {
			if _, ok := cls.(*syntax.Name); ok {
				break
			}
			a, ok := cls.(*syntax.Attribute)
			if !ok {
				v.bad("MatchClass cls field can only contain Name or Attribute nodes.")
			}
			cls = a.Value
		}
		for _, a := range p.KwdAttrs {
			v.name(a)
		}
		v.patterns(p.Patterns, false)
		v.patterns(p.KwdPatterns, false)
	case *syntax.MatchStar:
		if !starOK {
			v.bad("can't use MatchStar here")
		}
		if p.Name != "" {
			v.capture(p.Name)
		}
	case *syntax.MatchAs:
		if p.Name != "" {
			v.capture(p.Name)
		}
		if p.Pattern == nil {
			return
		}
		if p.Name == "" {
			v.bad("MatchAs must specify a target name if a pattern is given")
		}
		v.pattern(p.Pattern, false)
	case *syntax.MatchOr:
		if len(p.Patterns) < 2 {
			v.bad("MatchOr requires at least 2 patterns")
		}
		v.patterns(p.Patterns, false)
	}
}
