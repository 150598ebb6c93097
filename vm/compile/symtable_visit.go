package compile

import (
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

func (st *table) stmts(l []syntax.Stmt) {
	for _, s := range l {
		st.stmt(s)
	}
}

// conditional visits with the mark that annotations there are conditional.
func (st *table) conditional(f func()) {
	e := st.cur
	old := e.inConditional
	e.inConditional = true
	f()
	e.inConditional = old
}

func (st *table) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		st.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *syntax.AsyncFunctionDef:
		st.function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *syntax.ClassDef:
		st.classDef(s)
	case *syntax.TypeAlias:
		st.typeAlias(s)
	case *syntax.Return:
		if s.Value != nil {
			st.expr(s.Value)
		}
	case *syntax.Delete:
		st.exprs(s.Targets)
	case *syntax.Assign:
		st.exprs(s.Targets)
		st.expr(s.Value)
	case *syntax.AnnAssign:
		st.annAssign(s)
	case *syntax.AugAssign:
		st.expr(s.Target)
		st.expr(s.Value)
	case *syntax.For:
		st.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.AsyncFor:
		st.awaitsInModule()
		st.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.While:
		st.expr(s.Test)
		st.conditional(func() { st.stmts(s.Body); st.stmts(s.Orelse) })
	case *syntax.If:
		st.expr(s.Test)
		st.conditional(func() { st.stmts(s.Body); st.stmts(s.Orelse) })
	case *syntax.Match:
		st.expr(s.Subject)
		st.conditional(func() {
			for _, c := range s.Cases {
				st.pattern(c.Pattern)
				if c.Guard != nil {
					st.expr(c.Guard)
				}
				st.stmts(c.Body)
			}
		})
	case *syntax.Raise:
		if s.Exc != nil {
			st.expr(s.Exc)
			if s.Cause != nil {
				st.expr(s.Cause)
			}
		}
	case *syntax.Try:
		st.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		st.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.Assert:
		st.expr(s.Test)
		if s.Msg != nil {
			st.expr(s.Msg)
		}
	case *syntax.Import:
		for _, a := range s.Names {
			st.alias(a)
		}
	case *syntax.ImportFrom:
		if s.Module == "__future__" && s.Level == 0 && s.Lineno > st.futureLine {
			st.fail(s.Position(), "from __future__ imports must occur at the beginning of the file")
		}
		for _, a := range s.Names {
			st.alias(a)
		}
	case *syntax.Global:
		st.directive(s.Names, s.Position(), DefGlobal, "global")
	case *syntax.Nonlocal:
		st.directive(s.Names, s.Position(), DefNonlocal, "nonlocal")
	case *syntax.ExprStmt:
		st.expr(s.Value)
	case *syntax.With:
		st.with(s.Items, s.Body)
	case *syntax.AsyncWith:
		st.awaitsInModule()
		st.with(s.Items, s.Body)
	}
}

// awaitsInModule makes a module with top-level await a coroutine.
//
// CPython: Python/symtable.c maybe_set_ste_coroutine_for_module
func (st *table) awaitsInModule() {
	if st.topLevelAwait() {
		st.cur.coroutine = true
	}
}

func (st *table) topLevelAwait() bool { return st.topAwait && st.cur.Type == ModuleBlock }

func (st *table) loop(target, iter syntax.Expr, body, orelse []syntax.Stmt) {
	st.expr(target)
	st.expr(iter)
	st.conditional(func() { st.stmts(body); st.stmts(orelse) })
}

func (st *table) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	st.conditional(func() {
		st.stmts(body)
		for _, h := range handlers {
			if h.Type != nil {
				st.expr(h.Type)
			}
			if h.Name != "" {
				st.addDef(h.Name, DefLocal, h.Position())
			}
			st.stmts(h.Body)
		}
		st.stmts(orelse)
		st.stmts(final)
	})
}

func (st *table) with(items []*syntax.WithItem, body []syntax.Stmt) {
	st.conditional(func() {
		for _, it := range items {
			st.expr(it.ContextExpr)
			if it.OptionalVars != nil {
				st.expr(it.OptionalVars)
			}
		}
		st.stmts(body)
	})
}

func (st *table) directive(names []string, p *syntax.Pos, flag int, word string) {
	for _, name := range names {
		cur := st.lookup(name)
		if cur&(DefParam|DefLocal|DefUse|DefAnnot) != 0 {
			switch {
			case cur&DefParam != 0:
				st.fail(p, "name '"+name+"' is parameter and "+word)
			case cur&DefUse != 0:
				st.fail(p, "name '"+name+"' is used prior to "+word+" declaration")
			case cur&DefAnnot != 0:
				st.fail(p, "annotated name '"+name+"' can't be "+word)
			default:
				st.fail(p, "name '"+name+"' is assigned to before "+word+" declaration")
			}
		}
		st.addDef(name, flag, p)
		st.recordDirective(name, p)
	}
}

func (st *table) recordDirective(name string, p *syntax.Pos) {
	st.cur.directives = append(st.cur.directives, directive{maybeMangle(st.private, st.cur, name), p})
}

func (st *table) alias(a *syntax.Alias) {
	name := a.Asname
	if name == "" {
		name = a.Name
	}
	if name == "*" {
		if st.cur.Type != ModuleBlock {
			st.fail(a.Position(), "import * only allowed at module level")
		}
		return
	}
	if i := strings.IndexByte(name, '.'); i >= 0 && a.Asname == "" {
		name = name[:i]
	}
	st.addDef(name, DefImport, a.Position())
}

func (st *table) annAssign(s *syntax.AnnAssign) {
	st.cur.annotationsUsed = true
	if n, ok := s.Target.(*syntax.Name); ok {
		cur := st.lookup(n.ID)
		if cur&(DefGlobal|DefNonlocal) != 0 && st.cur != st.top && s.Simple != 0 {
			word := "nonlocal"
			if cur&DefGlobal != 0 {
				word = "global"
			}
			st.fail(s.Position(), "annotated name '"+n.ID+"' can't be "+word)
		}
		if s.Simple != 0 {
			st.addDef(n.ID, DefAnnot|DefLocal, n.Position())
		} else if s.Value != nil {
			st.addDef(n.ID, DefLocal, n.Position())
		}
	} else {
		st.expr(s.Target)
	}
	st.annotation(s.Annotation)
	if s.Value != nil {
		st.expr(s.Value)
	}
}

// annotation visits the annotation of a variable, in the annotation block of the current block.
func (st *table) annotation(a syntax.Expr) {
	parent := st.cur
	future := st.future&code.FutureAnnotations != 0
	if (parent.Type == ClassBlock && parent.inConditional || parent.Type == ModuleBlock) && !parent.condAnnotations {
		parent.condAnnotations = true
		st.addDef("__conditional_annotations__", DefUse, a.Position())
	}
	if parent.annotationBlock == nil {
		st.enter("__annotate__", AnnotationBlock, nil, a.Position())
		parent.annotationBlock = st.cur
		if parent.Type == ClassBlock && !future {
			st.cur.seesClassScope = true
			st.addDef("__classdict__", DefUse, a.Position())
		}
	} else {
		st.enterExisting(parent.annotationBlock)
	}
	if parent.condAnnotations && !future {
		st.addDef("__conditional_annotations__", DefUse, a.Position())
	}
	if parent.Type == FunctionBlock || future {
		st.cur.inUnevaluated = true
	}
	st.expr(a)
	st.cur.inUnevaluated = false
	st.exit()
}

func (st *table) function(s syntax.Stmt, name string, args *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr,
	returns syntax.Expr, typeParams []syntax.TypeParam, async bool) {
	pos := s.Position()
	st.addDef(name, DefLocal, pos)
	st.defaults(args)
	st.exprs(decorators)
	if len(typeParams) > 0 {
		kwDefaults := false
		for _, d := range args.KwDefaults {
			kwDefaults = kwDefaults || d != nil
		}
		st.enterTypeParams(name, typeParamsKey{s}, pos, true, kwDefaults, false)
		st.typeParams(typeParams)
	}
	fn := st.newEntry(name, FunctionBlock, s, pos)
	fn.async = async
	st.funcAnnotations(pos, args, returns, fn)
	st.enterExisting(fn)
	if async {
		fn.coroutine = true
	}
	st.arguments(args)
	st.stmts(body)
	st.exit()
	if len(typeParams) > 0 {
		st.exit()
	}
}

// typeParamsKey, annotationsKey and typeVarKey distinguish the blocks that belong to one node.
type (
	typeParamsKey  struct{ node any }
	annotationsKey struct{ args *syntax.Arguments }
	typeVarKey     struct {
		param      syntax.TypeParam
		defaultKey bool
	}
)

func (st *table) defaults(a *syntax.Arguments) {
	st.exprs(a.Defaults)
	for _, d := range a.KwDefaults {
		if d != nil {
			st.expr(d)
		}
	}
}

func (st *table) funcAnnotations(pos *syntax.Pos, a *syntax.Arguments, returns syntax.Expr, fn *Entry) {
	all := []syntax.Expr{}
	for _, l := range [][]*syntax.Arg{a.Posonlyargs, a.Args, {a.Vararg, a.Kwarg}, a.Kwonlyargs} {
		for _, arg := range l {
			if arg != nil && arg.Annotation != nil {
				all = append(all, arg.Annotation)
			}
		}
	}
	if returns != nil {
		all = append(all, returns)
	}
	inClass := st.cur.seesClassScope || st.cur.Type == ClassBlock
	st.enter("__annotate__", AnnotationBlock, annotationsKey{a}, pos)
	st.cur.functionName = fn.Name
	if inClass && st.future&code.FutureAnnotations == 0 {
		st.cur.seesClassScope = true
		st.addDef("__classdict__", DefUse, pos)
	}
	st.cur.annotationsUsed = len(all) > 0
	st.cur.inUnevaluated = st.future&code.FutureAnnotations != 0
	st.exprs(all)
	st.exit()
}

func (st *table) arguments(a *syntax.Arguments) {
	for _, l := range [][]*syntax.Arg{a.Posonlyargs, a.Args, a.Kwonlyargs} {
		for _, arg := range l {
			st.addDef(arg.Arg, DefParam, arg.Position())
		}
	}
	if a.Vararg != nil {
		st.addDef(a.Vararg.Arg, DefParam, a.Vararg.Position())
		st.cur.varargs = true
	}
	if a.Kwarg != nil {
		st.addDef(a.Kwarg.Arg, DefParam, a.Kwarg.Position())
		st.cur.varkeywords = true
	}
}

func (st *table) classDef(s *syntax.ClassDef) {
	pos := s.Position()
	st.addDef(s.Name, DefLocal, pos)
	st.exprs(s.DecoratorList)
	private := st.private
	if len(s.TypeParams) > 0 {
		st.enterTypeParams(s.Name, typeParamsKey{s}, pos, false, false, true)
		st.private = s.Name
		st.cur.mangledNames = map[string]bool{}
		st.typeParams(s.TypeParams)
	}
	st.exprs(s.Bases)
	for _, k := range s.Keywords {
		st.keyword(k)
	}
	st.enter(s.Name, ClassBlock, s, pos)
	st.private = s.Name
	if len(s.TypeParams) > 0 {
		st.addDef("__type_params__", DefLocal, pos)
		st.addDef(".type_params", DefUse, pos)
	}
	st.stmts(s.Body)
	st.exit()
	if len(s.TypeParams) > 0 {
		st.exit()
	}
	st.private = private
}

func (st *table) enterTypeParams(name string, key any, pos *syntax.Pos, defaults, kwDefaults, class bool) {
	parent := st.cur.Type
	st.enter(name, TypeParametersBlock, key, pos)
	if parent == ClassBlock {
		st.cur.seesClassScope = true
		st.addDef("__classdict__", DefUse, pos)
	}
	if class {
		st.addDef(".type_params", DefLocal|DefUse, pos)
		st.addDef(".generic_base", DefLocal|DefUse, pos)
	}
	if defaults {
		st.addDef(".defaults", DefParam, pos)
	}
	if kwDefaults {
		st.addDef(".kwdefaults", DefParam, pos)
	}
}

func (st *table) typeAlias(s *syntax.TypeAlias) {
	st.expr(s.Name)
	name := s.Name.(*syntax.Name).ID
	inClass := st.cur.Type == ClassBlock
	if len(s.TypeParams) > 0 {
		st.enterTypeParams(name, typeParamsKey{s}, s.Position(), false, false, false)
		st.typeParams(s.TypeParams)
	}
	st.enter(name, TypeAliasBlock, s, s.Position())
	if inClass {
		st.cur.seesClassScope = true
		st.addDef("__classdict__", DefUse, s.Value.Position())
	}
	st.expr(s.Value)
	st.exit()
	if len(s.TypeParams) > 0 {
		st.exit()
	}
}

func (st *table) typeParams(l []syntax.TypeParam) {
	for _, p := range l {
		switch p := p.(type) {
		case *syntax.TypeVar:
			st.addTypeParam(p.Name, p.Position())
			if p.Bound != nil {
				info := "a TypeVar bound"
				if _, ok := p.Bound.(*syntax.Tuple); ok {
					info = "a TypeVar constraint"
				}
				st.typeVarBlock(p.Name, typeVarKey{p, false}, p.Bound, info)
			}
			st.typeVarDefault(p, p.Name, p.DefaultValue, "a TypeVar default")
		case *syntax.TypeVarTuple:
			st.addTypeParam(p.Name, p.Position())
			st.typeVarDefault(p, p.Name, p.DefaultValue, "a TypeVarTuple default")
		case *syntax.ParamSpec:
			st.addTypeParam(p.Name, p.Position())
			st.typeVarDefault(p, p.Name, p.DefaultValue, "a ParamSpec default")
		}
	}
}

func (st *table) addTypeParam(name string, pos *syntax.Pos) {
	if name == "__classdict__" {
		st.fail(pos, "reserved name '__classdict__' cannot be used for type parameter")
	}
	st.addDef(name, DefTypeParam|DefLocal, pos)
}

func (st *table) typeVarDefault(p syntax.TypeParam, name string, value syntax.Expr, info string) {
	if value != nil {
		st.typeVarBlock(name, typeVarKey{p, true}, value, info)
	}
}

func (st *table) typeVarBlock(name string, key any, e syntax.Expr, info string) {
	inClass := st.cur.seesClassScope
	st.enter(name, TypeVariableBlock, key, e.Position())
	if inClass {
		st.cur.seesClassScope = true
		st.addDef("__classdict__", DefUse, e.Position())
	}
	st.cur.scopeInfo = info
	st.expr(e)
	st.exit()
}

func (st *table) pattern(p syntax.Pattern) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		st.expr(p.Value)
	case *syntax.MatchSequence:
		st.patterns(p.Patterns)
	case *syntax.MatchMapping:
		st.exprs(p.Keys)
		st.patterns(p.Patterns)
		if p.Rest != "" {
			st.addDef(p.Rest, DefLocal, p.Position())
		}
	case *syntax.MatchClass:
		st.expr(p.Cls)
		st.patterns(p.Patterns)
		for _, a := range p.KwdAttrs {
			st.checkName(a, p.Position(), syntax.Store)
		}
		st.patterns(p.KwdPatterns)
	case *syntax.MatchStar:
		if p.Name != "" {
			st.addDef(p.Name, DefLocal, p.Position())
		}
	case *syntax.MatchAs:
		if p.Pattern != nil {
			st.pattern(p.Pattern)
		}
		if p.Name != "" {
			st.addDef(p.Name, DefLocal, p.Position())
		}
	case *syntax.MatchOr:
		st.patterns(p.Patterns)
	}
}

func (st *table) patterns(l []syntax.Pattern) {
	for _, p := range l {
		st.pattern(p)
	}
}
