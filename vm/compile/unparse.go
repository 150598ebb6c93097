package compile

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Precedences of expressions in source text.
const (
	prTuple = iota
	prTest
	prOr
	prAnd
	prNot
	prCmp
	prExpr
	prXor
	prBitAnd
	prShift
	prArith
	prTerm
	prFactor
	prPower
	prAwait
	prAtom
)

// unparser writes an expression as source text: what annotations become under `from __future__ import annotations`.
//
// CPython: Python/ast_unparse.c _PyAST_ExprAsUnicode
type unparser struct{ b strings.Builder }

func unparse(e syntax.Expr) string {
	var u unparser
	u.expr(e, prTest)
	return u.b.String()
}

func (u *unparser) s(s string) { u.b.WriteString(s) }

// parens writes what f writes, in parentheses if the context binds tighter.
func (u *unparser) parens(level, own int, f func()) {
	if level > own {
		u.s("(")
	}
	f()
	if level > own {
		u.s(")")
	}
}

func (u *unparser) list(l []syntax.Expr, level int) {
	for i, e := range l {
		if i > 0 {
			u.s(", ")
		}
		u.expr(e, level)
	}
}

var operators = [...]struct {
	text  string
	level int
}{
	syntax.OpAdd: {" + ", prArith}, syntax.OpSub: {" - ", prArith}, syntax.OpMult: {" * ", prTerm}, syntax.OpMatMult: {" @ ", prTerm},
	syntax.OpDiv: {" / ", prTerm}, syntax.OpMod: {" % ", prTerm}, syntax.OpPow: {" ** ", prPower}, syntax.OpLShift: {" << ", prShift},
	syntax.OpRShift: {" >> ", prShift}, syntax.OpBitOr: {" | ", prExpr}, syntax.OpBitXor: {" ^ ", prXor}, syntax.OpBitAnd: {" & ", prBitAnd},
	syntax.OpFloorDiv: {" // ", prTerm},
}

var comparisons = [...]string{syntax.CmpEq: " == ", syntax.CmpNotEq: " != ", syntax.CmpLt: " < ", syntax.CmpLtE: " <= ", syntax.CmpGt: " > ",
	syntax.CmpGtE: " >= ", syntax.CmpIs: " is ", syntax.CmpIsNot: " is not ", syntax.CmpIn: " in ", syntax.CmpNotIn: " not in "}

func (u *unparser) expr(e syntax.Expr, level int) {
	switch e := e.(type) {
	case *syntax.BoolOp:
		own, word := prAnd, " and "
		if e.Op == syntax.BoolOr {
			own, word = prOr, " or "
		}
		u.parens(level, own, func() {
			for i, v := range e.Values {
				if i > 0 {
					u.s(word)
				}
				u.expr(v, own+1)
			}
		})
	case *syntax.BinOp:
		op := operators[e.Op]
		left, right := op.level, op.level+1
		if e.Op == syntax.OpPow {
			left, right = right, left
		}
		u.parens(level, op.level, func() {
			u.expr(e.Left, left)
			u.s(op.text)
			u.expr(e.Right, right)
		})
	case *syntax.UnaryOp:
		own, word := prFactor, "~"
		switch e.Op {
		case syntax.UnaryNot:
			own, word = prNot, "not "
		case syntax.UnaryUAdd:
			word = "+"
		case syntax.UnaryUSub:
			word = "-"
		}
		u.parens(level, own, func() {
			u.s(word)
			u.expr(e.Operand, own)
		})
	case *syntax.Lambda:
		u.parens(level, prTest, func() {
			a := e.Args
			u.s("lambda")
			if len(a.Posonlyargs)+len(a.Args) > 0 {
				u.s(" ") // CPython writes no space before * either
			}
			u.args(a)
			u.s(": ")
			u.expr(e.Body, prTest)
		})
	case *syntax.IfExp:
		u.parens(level, prTest, func() {
			u.expr(e.Body, prTest+1)
			u.s(" if ")
			u.expr(e.Test, prTest+1)
			u.s(" else ")
			u.expr(e.Orelse, prTest)
		})
	case *syntax.Dict:
		u.s("{")
		for i, v := range e.Values {
			if i > 0 {
				u.s(", ")
			}
			if k := e.Keys[i]; k != nil {
				u.expr(k, prTest)
				u.s(": ")
				u.expr(v, prTest)
			} else {
				u.s("**")
				u.expr(v, prExpr)
			}
		}
		u.s("}")
	case *syntax.Set:
		u.s("{")
		u.list(e.Elts, prTest)
		u.s("}")
	case *syntax.GeneratorExp:
		u.comp("(", e.Elt, nil, e.Generators, ")")
	case *syntax.ListComp:
		u.comp("[", e.Elt, nil, e.Generators, "]")
	case *syntax.SetComp:
		u.comp("{", e.Elt, nil, e.Generators, "}")
	case *syntax.DictComp:
		u.comp("{", e.Key, e.Value, e.Generators, "}")
	case *syntax.Yield:
		if e.Value == nil {
			u.s("(yield)")
			return
		}
		u.s("(yield ")
		u.expr(e.Value, prTest)
		u.s(")")
	case *syntax.YieldFrom:
		u.s("(yield from ")
		u.expr(e.Value, prTest)
		u.s(")")
	case *syntax.Await:
		u.parens(level, prAwait, func() {
			u.s("await ")
			u.expr(e.Value, prAtom)
		})
	case *syntax.Compare:
		u.parens(level, prCmp, func() {
			u.expr(e.Left, prCmp+1)
			for i, op := range e.Ops {
				u.s(comparisons[op])
				u.expr(e.Comparators[i], prCmp+1)
			}
		})
	case *syntax.Call:
		u.call(e)
	case *syntax.FormattedValue, *syntax.JoinedStr:
		var body unparser
		body.fstring(e, false)
		u.s("f" + reprString(body.b.String()))
	case *syntax.TemplateStr, *syntax.Interpolation:
		var body unparser
		body.fstring(e, false)
		u.s("t" + reprString(body.b.String()))
	case *syntax.Constant:
		if e.Kind != "" {
			u.s(e.Kind)
		}
		u.s(reprConst(literal(e.Value)))
	case *syntax.Attribute:
		u.expr(e.Value, prAtom)
		if k, ok := e.Value.(*syntax.Constant); ok {
			switch k.Value.(type) {
			case int64, *big.Int:
				u.s(" ")
			}
		}
		u.s("." + e.Attr)
	case *syntax.Starred:
		u.s("*")
		u.expr(e.Value, prExpr)
	case *syntax.Name:
		u.s(e.ID)
	case *syntax.List:
		u.s("[")
		u.list(e.Elts, prTest)
		u.s("]")
	case *syntax.Tuple:
		if len(e.Elts) == 0 {
			u.s("()")
			return
		}
		u.parens(level, prTuple, func() {
			u.list(e.Elts, prTest)
			if len(e.Elts) == 1 {
				u.s(",")
			}
		})
	case *syntax.Subscript:
		u.expr(e.Value, prAtom)
		u.s("[")
		u.expr(e.Slice, prTuple)
		u.s("]")
	case *syntax.Slice:
		if e.Lower != nil {
			u.expr(e.Lower, prTest)
		}
		u.s(":")
		if e.Upper != nil {
			u.expr(e.Upper, prTest)
		}
		if e.Step != nil {
			u.s(":")
			u.expr(e.Step, prTest)
		}
	case *syntax.NamedExpr:
		u.parens(level, prTuple, func() {
			u.expr(e.Target, prAtom)
			u.s(" := ")
			u.expr(e.Value, prAtom)
		})
	}
}

func (u *unparser) comp(open string, elt, value syntax.Expr, gens []*syntax.Comprehension, end string) {
	u.s(open)
	u.expr(elt, prTest)
	if value != nil {
		u.s(": ")
		u.expr(value, prTest)
	}
	for _, g := range gens {
		if g.IsAsync != 0 {
			u.s(" async for ")
		} else {
			u.s(" for ")
		}
		u.expr(g.Target, prTuple)
		u.s(" in ")
		u.expr(g.Iter, prTest+1)
		for _, c := range g.Ifs {
			u.s(" if ")
			u.expr(c, prTest+1)
		}
	}
	u.s(end)
}

func (u *unparser) call(e *syntax.Call) {
	u.expr(e.Func, prAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*syntax.GeneratorExp); ok {
			u.expr(g, prAtom)
			return
		}
	}
	u.s("(")
	u.list(e.Args, prTest)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			u.s(", ")
		}
		if k.Arg == "" {
			u.s("**")
		} else {
			u.s(k.Arg + "=")
		}
		u.expr(k.Value, prTest)
	}
	u.s(")")
}

func (u *unparser) args(a *syntax.Arguments) {
	first := true
	comma := func() {
		if !first {
			u.s(", ")
		}
		first = false
	}
	arg := func(p *syntax.Arg) {
		u.s(p.Arg)
		if p.Annotation != nil {
			u.s(": ")
			u.expr(p.Annotation, prTest)
		}
	}
	pos := append(append([]*syntax.Arg{}, a.Posonlyargs...), a.Args...)
	for i, p := range pos {
		comma()
		arg(p)
		if d := i - (len(pos) - len(a.Defaults)); d >= 0 {
			u.s("=")
			u.expr(a.Defaults[d], prTest)
		}
		if len(a.Posonlyargs) > 0 && i+1 == len(a.Posonlyargs) {
			u.s(", /")
		}
	}
	if a.Vararg != nil || len(a.Kwonlyargs) > 0 {
		comma()
		u.s("*")
		if a.Vararg != nil {
			arg(a.Vararg)
		}
	}
	for i, p := range a.Kwonlyargs {
		comma()
		arg(p)
		if i < len(a.KwDefaults) && a.KwDefaults[i] != nil {
			u.s("=")
			u.expr(a.KwDefaults[i], prTest)
		}
	}
	if a.Kwarg != nil {
		comma()
		u.s("**")
		arg(a.Kwarg)
	}
}

// fstring writes the inside of an f-string or t-string.
func (u *unparser) fstring(e syntax.Expr, spec bool) {
	field := func(value syntax.Expr, source any, conversion int, formatSpec syntax.Expr) {
		text, ok := source.(string)
		if !ok {
			var x unparser
			x.expr(value, prTest+1)
			text = x.b.String()
		}
		u.s("{")
		if strings.HasPrefix(text, "{") {
			u.s(" ")
		}
		u.s(text)
		if conversion > 0 {
			u.s("!" + string(rune(conversion)))
		}
		if formatSpec != nil {
			u.s(":")
			u.fstring(formatSpec, true)
		}
		u.s("}")
	}
	switch e := e.(type) {
	case *syntax.JoinedStr:
		for _, v := range e.Values {
			u.fstring(v, spec)
		}
	case *syntax.TemplateStr:
		for _, v := range e.Values {
			u.fstring(v, spec)
		}
	case *syntax.FormattedValue:
		field(e.Value, nil, e.Conversion, e.FormatSpec)
	case *syntax.Interpolation:
		field(e.Value, e.Str, e.Conversion, e.FormatSpec)
	case *syntax.Constant:
		if s, ok := e.Value.(string); ok {
			u.s(strings.NewReplacer("{", "{{", "}", "}}").Replace(s))
		}
	default:
		u.expr(e, prTest)
	}
}

// reprConst is repr() of a constant, with infinities written as numbers too large for a float.
func reprConst(k code.Const) string {
	switch k := k.(type) {
	case nil:
		return "None"
	case bool:
		if k {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(k, 10)
	case *big.Int:
		return k.String()
	case float64:
		return reprFloat(k, true)
	case complex128:
		im := reprFloat(imag(k), false) + "j"
		if real(k) == 0 && !math.Signbit(real(k)) {
			return im
		}
		if im[0] != '-' {
			im = "+" + im
		}
		return "(" + reprFloat(real(k), false) + im + ")"
	case string:
		return reprString(k)
	case code.Bytes:
		return reprBytes(string(k))
	case code.Ellipsis:
		return "..."
	case code.Tuple:
		parts := make([]string, len(k))
		for i, e := range k {
			parts[i] = reprConst(e)
		}
		if len(k) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return fmt.Sprint(k)
}

func reprFloat(f float64, point bool) string {
	if math.IsInf(f, 0) {
		if f < 0 {
			return "-1e309"
		}
		return "1e309"
	}
	exp := 0
	if f != 0 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		exp, _ = strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	}
	if exp < -4 || exp >= 16 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if point && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func quoteFor(s string) byte {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return '"'
	}
	return '\''
}

func reprString(s string) string {
	q := quoteFor(s)
	var b strings.Builder
	b.WriteByte(q)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			// A surrogate keeps its three bytes.
			if i+2 < len(s) && s[i] == 0xed {
				fmt.Fprintf(&b, `\u%04x`, 0xd000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f))
				i += 3
				continue
			}
			fmt.Fprintf(&b, `\x%02x`, s[i])
			i++
			continue
		}
		i += n
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == ' ' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte(q)
	return b.String()
}

func reprBytes(s string) string {
	q := quoteFor(s)
	var b strings.Builder
	b.WriteByte('b')
	b.WriteByte(q)
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == q || ch == '\\':
			b.WriteByte('\\')
			b.WriteByte(ch)
		case ch == '\n':
			b.WriteString(`\n`)
		case ch == '\r':
			b.WriteString(`\r`)
		case ch == '\t':
			b.WriteString(`\t`)
		case ch < ' ' || ch >= 0x7f:
			fmt.Fprintf(&b, `\x%02x`, ch)
		default:
			b.WriteByte(ch)
		}
	}
	b.WriteByte(q)
	return b.String()
}
