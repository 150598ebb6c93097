package compile

import (
	"math/big"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// typeName is the name of the type of a literal, or "" for other expressions.
//
// CPython: Python/codegen.c infer_type
func (c *compiler) typeName(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.TemplateStr:
		return "string.templatelib.Template"
	case *syntax.Interpolation:
		return "string.templatelib.Interpolation"
	case *syntax.JoinedStr, *syntax.FormattedValue:
		return "str"
	case *syntax.Constant:
		return constTypeName(literal(e.Value))
	case *syntax.Name:
		if e.ID == "__debug__" {
			return "bool"
		}
	}
	return ""
}

func constTypeName(k code.Const) string {
	switch k.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64, *big.Int:
		return "int"
	case float64:
		return "float"
	case complex128:
		return "complex"
	case string:
		return "str"
	case code.Bytes:
		return "bytes"
	case code.Ellipsis:
		return "ellipsis"
	case code.Tuple:
		return "tuple"
	case code.FrozenSet:
		return "frozenset"
	}
	return ""
}

// unfolded gives e, but for __debug__ a constant.
func unfolded(e syntax.Expr) syntax.Expr {
	if n, ok := e.(*syntax.Name); ok && n.ID == "__debug__" {
		return &syntax.Constant{Value: true}
	}
	return e
}

// checkCaller warns of calling a literal.
func (c *compiler) checkCaller(e syntax.Expr) {
	switch unfolded(e).(type) {
	case *syntax.Constant, *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.Dict, *syntax.DictComp, *syntax.Set, *syntax.SetComp,
		*syntax.GeneratorExp, *syntax.JoinedStr, *syntax.TemplateStr, *syntax.FormattedValue, *syntax.Interpolation:
		c.warn(e.Position(), "'"+c.typeName(e)+"' object is not callable; perhaps you missed a comma?")
	}
}

// checkSubscripter warns of indexing a literal that has no items.
func (c *compiler) checkSubscripter(e syntax.Expr) {
	switch x := unfolded(e).(type) {
	case *syntax.Constant:
		switch literal(x.Value).(type) {
		case nil, bool, int64, *big.Int, float64, complex128, code.Ellipsis, code.FrozenSet:
		default:
			return
		}
	case *syntax.Set, *syntax.SetComp, *syntax.GeneratorExp, *syntax.TemplateStr, *syntax.Interpolation, *syntax.Lambda:
	default:
		return
	}
	c.warn(e.Position(), "'"+c.typeName(e)+"' object is not subscriptable; perhaps you missed a comma?")
}

// checkIndex warns of an index of a literal that cannot be one.
func (c *compiler) checkIndex(e, index syntax.Expr) {
	t := c.typeName(index)
	if t == "" || t == "int" || t == "bool" || t == "slice" {
		return
	}
	switch x := e.(type) {
	case *syntax.Constant:
		switch literal(x.Value).(type) {
		case string, code.Bytes, code.Tuple:
		default:
			return
		}
	case *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.JoinedStr, *syntax.FormattedValue:
	default:
		return
	}
	c.warn(e.Position(), c.typeName(e)+" indices must be integers or slices, not "+t+"; perhaps you missed a comma?")
}

// isLiteral reports whether `is` with e is surely a mistake.
func (c *compiler) isLiteral(e syntax.Expr) (string, bool) {
	switch e.(type) {
	case *syntax.Constant, *syntax.Tuple, *syntax.UnaryOp, *syntax.BinOp:
		k, ok := c.constant(e)
		if !ok {
			return "", false
		}
		switch k.(type) {
		case nil, bool, code.Ellipsis:
			return "", false
		}
		if _, ok := e.(*syntax.Constant); !ok {
			if _, ok := e.(*syntax.Tuple); !ok {
				return "", false
			}
		}
		return constTypeName(k), true
	}
	return "", false
}

func (c *compiler) checkCompare(e *syntax.Compare) {
	left, leftBad := c.isLiteral(e.Left)
	for i, op := range e.Ops {
		right, rightBad := c.isLiteral(e.Comparators[i])
		if op == syntax.CmpIs || op == syntax.CmpIsNot {
			if leftBad || rightBad {
				name := right
				if leftBad {
					name = left
				}
				if op == syntax.CmpIs {
					c.warn(e.Position(), `"is" with '`+name+`' literal. Did you mean "=="?`)
				} else {
					c.warn(e.Position(), `"is not" with '`+name+`' literal. Did you mean "!="?`)
				}
			}
		}
		left, leftBad = right, rightBad
	}
}

// controlFlowWarnings warns of return, break and continue that leave a finally block (PEP 765).
//
// CPython: Python/ast_preprocess.c before_return, before_loop_exit
func (c *compiler) controlFlowWarnings(mod syntax.Mod) {
	switch m := mod.(type) {
	case *syntax.Module:
		c.flowStmts(m.Body, false)
	case *syntax.Interactive:
		c.flowStmts(m.Body, false)
	}
}

func (c *compiler) flowStmts(l []syntax.Stmt, finally bool) {
	for _, s := range l {
		c.flowStmt(s, finally)
	}
}

func (c *compiler) flowStmt(s syntax.Stmt, finally bool) {
	try := func(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
		c.flowStmts(body, finally)
		for _, h := range handlers {
			c.flowStmts(h.Body, finally)
		}
		c.flowStmts(orelse, finally)
		c.flowStmts(final, true)
	}
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.flowStmts(s.Body, false)
	case *syntax.AsyncFunctionDef:
		c.flowStmts(s.Body, false)
	case *syntax.ClassDef:
		c.flowStmts(s.Body, finally)
	case *syntax.Return:
		if finally {
			c.warn(s.Position(), "'return' in a 'finally' block")
		}
	case *syntax.Break:
		if finally {
			c.warn(s.Position(), "'break' in a 'finally' block")
		}
	case *syntax.Continue:
		if finally {
			c.warn(s.Position(), "'continue' in a 'finally' block")
		}
	case *syntax.For:
		c.flowStmts(s.Body, false)
		c.flowStmts(s.Orelse, finally)
	case *syntax.AsyncFor:
		c.flowStmts(s.Body, false)
		c.flowStmts(s.Orelse, finally)
	case *syntax.While:
		c.flowStmts(s.Body, false)
		c.flowStmts(s.Orelse, finally)
	case *syntax.If:
		c.flowStmts(s.Body, finally)
		c.flowStmts(s.Orelse, finally)
	case *syntax.With:
		c.flowStmts(s.Body, finally)
	case *syntax.AsyncWith:
		c.flowStmts(s.Body, finally)
	case *syntax.Match:
		for _, m := range s.Cases {
			c.flowStmts(m.Body, finally)
		}
	case *syntax.Try:
		try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	}
}
