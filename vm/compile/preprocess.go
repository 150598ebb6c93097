package compile

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Preprocess changes a syntax tree as CPython does before it makes its symbol tables; programs see that with ast.PyCF_OPTIMIZED_AST. What
// compiles here does without.
//
// CPython: Python/ast_preprocess.c _PyAST_Preprocess
func Preprocess(mod syntax.Mod, optimize int) {
	p := preprocessor{optimize}
	p.node(mod)
}

type preprocessor struct{ optimize int }

// node changes what is below n.
func (p preprocessor) node(n syntax.Node) {
	syntax.EachChild(n, p.node)
	for i := range n.NodeKind().Info().Fields {
		switch v := n.Field(i).(type) {
		case syntax.Expr:
			if e := p.expr(v); e != v {
				n.SetField(i, e)
			}
		case []syntax.Expr:
			for k, e := range v {
				if e != nil {
					v[k] = p.expr(e)
				}
			}
		}
	}
	switch n := n.(type) {
	case *syntax.MatchValue:
		n.Value = foldPattern(n.Value)
	case *syntax.MatchMapping:
		for i, k := range n.Keys {
			n.Keys[i] = foldPattern(k)
		}
	case *syntax.Module:
		n.Body = p.body(n.Body)
	case *syntax.ClassDef:
		n.Body = p.body(n.Body)
	case *syntax.FunctionDef:
		n.Body = p.body(n.Body)
	case *syntax.AsyncFunctionDef:
		n.Body = p.body(n.Body)
	}
}

// body takes the docstring out of a body where these are stripped.
//
// CPython: Python/ast_preprocess.c remove_docstring
func (p preprocessor) body(body []syntax.Stmt) []syntax.Stmt {
	if _, ok := docstring(body); !ok || p.optimize < 2 {
		return body
	}
	if len(body) > 1 {
		return body[1:]
	}
	at := *body[0].Position()
	at.EndLineno, at.EndColOffset = at.Lineno, at.ColOffset+len("pass")
	return []syntax.Stmt{&syntax.Pass{Pos: at}}
}

func (p preprocessor) expr(e syntax.Expr) syntax.Expr {
	switch e := e.(type) {
	case *syntax.Name:
		if e.ID == "__debug__" && e.Ctx == syntax.Load {
			return &syntax.Constant{Pos: e.Pos, Value: p.optimize == 0}
		}
	case *syntax.BinOp:
		left, ok := e.Left.(*syntax.Constant)
		if !ok || e.Op != syntax.OpMod {
			return e
		}
		format, ok := left.Value.(string)
		args, isTuple := e.Right.(*syntax.Tuple)
		if !ok || !isTuple {
			return e
		}
		for _, a := range args.Elts {
			if _, starred := a.(*syntax.Starred); starred {
				return e
			}
		}
		if values, ok := formatParts(format, args.Elts); ok {
			return &syntax.JoinedStr{Pos: e.Pos, Values: values}
		}
	}
	return e
}

// formatParts makes the parts of an f-string of a string for %, if it uses nothing but %s, %r and %a.
//
// CPython: Python/ast_preprocess.c optimize_format
func formatParts(format string, args []syntax.Expr) (values []syntax.Expr, ok bool) {
	var text []byte
	nowhere := syntax.Pos{Lineno: -1, ColOffset: -1, EndLineno: -1, EndColOffset: -1}
	literal := func() {
		if len(text) > 0 {
			values = append(values, &syntax.Constant{Pos: nowhere, Value: string(text)})
			text = nil
		}
	}
	for i := 0; i < len(format); {
		if format[i] != '%' {
			text = append(text, format[i])
			i++
			continue
		}
		if i++; i < len(format) && format[i] == '%' {
			text = append(text, '%')
			i++
			continue
		}
		v, spec, n := formatArgument(format[i:])
		if v == nil || len(args) == 0 {
			return nil, false
		}
		literal()
		i += n
		v.Pos, v.Value = *args[0].Position(), args[0]
		if spec != "" {
			v.FormatSpec = &syntax.Constant{Pos: nowhere, Value: spec}
		}
		args = args[1:]
		values = append(values, v)
	}
	literal()
	return values, len(args) == 0
}

// formatArgument reads what stands after a %, and gives the format_spec and how much it read. It gives nil where an f-string has no such thing.
//
// CPython: Python/ast_preprocess.c simple_format_arg_parse, parse_format
func formatArgument(s string) (v *syntax.FormattedValue, spec string, n int) {
	const maxDigits = 3
	i := 0
	left := false
	for i < len(s) && strings.IndexByte("-+ #0", s[i]) >= 0 {
		left = left || s[i] == '-'
		i++
	}
	digits := func() (string, bool) {
		start := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i-start > maxDigits {
			return "", false
		}
		n, _ := strconv.Atoi("0" + s[start:i])
		return strconv.Itoa(n), true
	}
	if i < len(s) && s[i] >= '1' && s[i] <= '9' {
		width, ok := digits()
		if !ok {
			return nil, "", 0
		}
		if !left {
			spec = ">"
		}
		spec += width
	}
	if i < len(s) && s[i] == '.' {
		i++
		precision, ok := digits()
		if !ok {
			return nil, "", 0
		}
		spec += "." + precision
	}
	if i == len(s) || s[i] != 's' && s[i] != 'r' && s[i] != 'a' {
		return nil, "", 0
	}
	return &syntax.FormattedValue{Conversion: int(s[i])}, spec, i + 1
}

// foldPattern makes one constant of a number in a pattern.
//
// CPython: Python/ast_preprocess.c fold_const_match_patterns
func foldPattern(e syntax.Expr) syntax.Expr {
	var k code.Const
	ok := false
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if v, is := e.Operand.(*syntax.Constant); is && e.Op == syntax.UnaryUSub {
			k, ok = foldUnary(e.Op, literal(v.Value))
		}
	case *syntax.BinOp:
		left, isLeft := foldPattern(e.Left).(*syntax.Constant)
		right, isRight := e.Right.(*syntax.Constant)
		if isLeft && isRight && (e.Op == syntax.OpAdd || e.Op == syntax.OpSub) {
			k, ok = foldBinary(e.Op, literal(left.Value), literal(right.Value))
		}
	}
	if !ok {
		return e
	}
	switch k.(type) {
	case int64, *big.Int, float64, complex128:
		return &syntax.Constant{Pos: *e.Position(), Value: k}
	}
	return e
}
