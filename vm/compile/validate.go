package compile

import (
	"fmt"
	"math/big"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// InvalidTree says that a tree that did not come from the parser cannot be compiled. IsType tells a TypeError in Python
// from a ValueError.
type InvalidTree struct {
	Msg    string
	IsType bool
}

func (e *InvalidTree) Error() string { return e.Msg }

// Validate checks a tree that a program has made: Compile relies on what it checks.
//
// CPython: Python/ast.c _PyAST_Validate
func Validate(mod syntax.Mod) (err error) {
	defer recoverError(&err)
	checkDepth(mod)
	v := validator{}
	switch m := mod.(type) {
	case *syntax.Module:
		v.stmts(m.Body)
	case *syntax.Interactive:
		v.stmts(m.Body)
	case *syntax.Expression:
		v.expr(m.Body, syntax.Load)
	case *syntax.FunctionType:
		v.exprs(m.Argtypes, syntax.Load, false)
		v.expr(m.Returns, syntax.Load)
	}
	return nil
}

type validator struct{}

func (v validator) bad(format string, args ...any) {
	panic(compileError{&InvalidTree{Msg: fmt.Sprintf(format, args...)}})
}

func (v validator) badType(msg string) {
	panic(compileError{&InvalidTree{Msg: msg, IsType: true}})
}

func (v validator) pos(p *syntax.Pos) {
	if p.Lineno > p.EndLineno {
		v.bad("AST node line range (%d, %d) is not valid", p.Lineno, p.EndLineno)
	}
	if p.Lineno < 0 && p.EndLineno != p.Lineno || p.ColOffset < 0 && p.ColOffset != p.EndColOffset {
		v.bad("AST node column range (%d, %d) for line range (%d, %d) is not valid", p.ColOffset, p.EndColOffset, p.Lineno, p.EndLineno)
	}
	if p.Lineno == p.EndLineno && p.ColOffset > p.EndColOffset {
		v.bad("line %d, column %d-%d is not a valid range", p.Lineno, p.ColOffset, p.EndColOffset)
	}
}

func (v validator) name(id string) {
	switch id {
	case "None", "True", "False":
		v.bad("identifier field can't represent '%s' constant", id)
	}
}

func (v validator) nonEmpty(n int, what, owner string) {
	if n == 0 {
		v.bad("empty %s on %s", what, owner)
	}
}

func (v validator) exprs(l []syntax.Expr, ctx syntax.ExprContext, nilOK bool) {
	for _, e := range l {
		if e == nil {
			if !nilOK {
				v.bad("None disallowed in expression list")
			}
			continue
		}
		v.expr(e, ctx)
	}
}

func (v validator) opt(e syntax.Expr) {
	if e != nil {
		v.expr(e, syntax.Load)
	}
}

func (v validator) comps(gens []*syntax.Comprehension) {
	if len(gens) == 0 {
		v.bad("comprehension with no generators")
	}
	for _, g := range gens {
		v.expr(g.Target, syntax.Store)
		v.expr(g.Iter, syntax.Load)
		v.exprs(g.Ifs, syntax.Load, false)
	}
}

func (v validator) keywords(l []*syntax.Keyword) {
	for _, k := range l {
		v.expr(k.Value, syntax.Load)
	}
}

func (v validator) arguments(a *syntax.Arguments) {
	for _, l := range [][]*syntax.Arg{a.Posonlyargs, a.Args, {a.Vararg}, a.Kwonlyargs, {a.Kwarg}} {
		for _, p := range l {
			if p != nil {
				v.pos(p.Position())
				v.opt(p.Annotation)
			}
		}
	}
	if len(a.Defaults) > len(a.Posonlyargs)+len(a.Args) {
		v.bad("more positional defaults than args on arguments")
	}
	if len(a.KwDefaults) != len(a.Kwonlyargs) {
		v.bad("length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	v.exprs(a.Defaults, syntax.Load, false)
	v.exprs(a.KwDefaults, syntax.Load, true)
}

func (v validator) constant(k any) {
	switch k := k.(type) {
	case nil, bool, int64, *big.Int, float64, complex128, string, syntax.Bytes, syntax.EllipsisValue, code.Bytes, code.Ellipsis:
	case code.Tuple:
		for _, e := range k {
			v.constant(e)
		}
	case code.FrozenSet:
		for _, e := range k {
			v.constant(e)
		}
	default:
		v.badType(fmt.Sprintf("got an invalid type in Constant: %T", k))
	}
}

// expr checks an expression that stands where ctx is wanted.
func (v validator) expr(e syntax.Expr, ctx syntax.ExprContext) {
	if e == nil {
		v.bad("None disallowed in expression list")
	}
	v.pos(e.Position())
	actual, has := syntax.Load, true
	switch e := e.(type) {
	case *syntax.Attribute:
		actual = e.Ctx
	case *syntax.Subscript:
		actual = e.Ctx
	case *syntax.Starred:
		actual = e.Ctx
	case *syntax.Name:
		v.name(e.ID)
		actual = e.Ctx
	case *syntax.List:
		actual = e.Ctx
	case *syntax.Tuple:
		actual = e.Ctx
	default:
		has = false
	}
	if has && actual != ctx {
		v.bad("expression must have %s context but has %s instead", ctx, actual)
	}
	if !has && ctx != syntax.Load {
		v.bad("expression which can't be assigned to in %s context", ctx)
	}
	const load = syntax.Load
	switch e := e.(type) {
	case *syntax.BoolOp:
		if len(e.Values) < 2 {
			v.bad("BoolOp with less than 2 values")
		}
		v.exprs(e.Values, load, false)
	case *syntax.BinOp:
		v.expr(e.Left, load)
		v.expr(e.Right, load)
	case *syntax.UnaryOp:
		v.expr(e.Operand, load)
	case *syntax.Lambda:
		v.arguments(e.Args)
		v.expr(e.Body, load)
	case *syntax.IfExp:
		v.expr(e.Test, load)
		v.expr(e.Body, load)
		v.expr(e.Orelse, load)
	case *syntax.Dict:
		if len(e.Keys) != len(e.Values) {
			v.bad("Dict doesn't have the same number of keys as values")
		}
		v.exprs(e.Keys, load, true)
		v.exprs(e.Values, load, false)
	case *syntax.Set:
		v.exprs(e.Elts, load, false)
	case *syntax.ListComp:
		v.comps(e.Generators)
		v.expr(e.Elt, load)
	case *syntax.SetComp:
		v.comps(e.Generators)
		v.expr(e.Elt, load)
	case *syntax.GeneratorExp:
		v.comps(e.Generators)
		v.expr(e.Elt, load)
	case *syntax.DictComp:
		v.comps(e.Generators)
		v.expr(e.Key, load)
		v.expr(e.Value, load)
	case *syntax.Yield:
		v.opt(e.Value)
	case *syntax.YieldFrom:
		v.expr(e.Value, load)
	case *syntax.Await:
		v.expr(e.Value, load)
	case *syntax.Compare:
		if len(e.Comparators) == 0 {
			v.bad("Compare has no comparators")
		}
		if len(e.Comparators) != len(e.Ops) {
			v.bad("Compare has a different number of comparators and operands")
		}
		v.exprs(e.Comparators, load, false)
		v.expr(e.Left, load)
	case *syntax.Call:
		v.expr(e.Func, load)
		v.exprs(e.Args, load, false)
		v.keywords(e.Keywords)
	case *syntax.Constant:
		v.constant(e.Value)
	case *syntax.JoinedStr:
		v.exprs(e.Values, load, false)
	case *syntax.TemplateStr:
		v.exprs(e.Values, load, false)
	case *syntax.FormattedValue:
		v.expr(e.Value, load)
		v.opt(e.FormatSpec)
	case *syntax.Interpolation:
		v.constant(e.Str)
		v.expr(e.Value, load)
		v.opt(e.FormatSpec)
	case *syntax.Attribute:
		v.expr(e.Value, load)
	case *syntax.Subscript:
		v.expr(e.Slice, load)
		v.expr(e.Value, load)
	case *syntax.Starred:
		v.expr(e.Value, ctx)
	case *syntax.Slice:
		v.opt(e.Lower)
		v.opt(e.Upper)
		v.opt(e.Step)
	case *syntax.List:
		v.exprs(e.Elts, ctx, false)
	case *syntax.Tuple:
		v.exprs(e.Elts, ctx, false)
	case *syntax.NamedExpr:
		if _, ok := e.Target.(*syntax.Name); !ok {
			v.badType("NamedExpr target must be a Name")
		}
		v.expr(e.Target, syntax.Store)
		v.expr(e.Value, load)
	}
}
