package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

var binaryOps = [...]code.Op{
	syntax.OpAdd: code.ADD, syntax.OpSub: code.SUB, syntax.OpMult: code.MUL, syntax.OpMatMult: code.MATMUL, syntax.OpDiv: code.TRUEDIV,
	syntax.OpMod: code.MOD, syntax.OpPow: code.POW, syntax.OpLShift: code.LSHIFT, syntax.OpRShift: code.RSHIFT,
	syntax.OpBitOr: code.OR, syntax.OpBitXor: code.XOR, syntax.OpBitAnd: code.AND, syntax.OpFloorDiv: code.FLOORDIV,
}

// immediateOps are the operators with a form whose right operand is a small int.
var immediateOps = map[syntax.Operator]code.Op{
	syntax.OpAdd: code.ADDI, syntax.OpSub: code.SUBI, syntax.OpMult: code.MULI, syntax.OpFloorDiv: code.FLOORDIVI,
	syntax.OpMod: code.MODI, syntax.OpBitAnd: code.ANDI, syntax.OpLShift: code.LSHIFTI, syntax.OpRShift: code.RSHIFTI,
}

// smallInt returns the value of a constant int that fits an immediate operand.
func (c *compiler) smallInt(e syntax.Expr) (int, bool) {
	k, ok := c.constant(e)
	if !ok {
		return 0, false
	}
	i, ok := k.(int64)
	return int(i), ok && i >= -32768 && i <= 32767
}

// expr compiles e and returns the register that holds its value: want, or if that is noReg any register: a local variable in
// place, or the next temporary. Afterwards no other temporaries are held. A want that is a local variable is written
// by the last instruction only.
func (c *compiler) expr(e syntax.Expr, want int) int {
	mark := c.u.tmp
	r := c.exprIn(e, want)
	c.u.tmp = mark
	if want < 0 && isTemp(r) {
		c.u.tmp = r - regTemp + 1
	}
	return r
}

// operand compiles e as an operand that is read after the expressions in later have been evaluated: a local that one
// of them may assign to is copied. prefer, unless noReg, is a temporary to use if one is needed.
func (c *compiler) operand(e syntax.Expr, prefer int, later ...syntax.Expr) int {
	if n, ok := e.(*syntax.Name); ok && c.localTarget(e) >= 0 {
		if !c.mayRebind(n.ID, later) {
			return c.expr(e, noReg)
		}
	}
	if prefer < 0 || !isTemp(prefer) {
		prefer = c.temp()
	}
	return c.expr(e, prefer)
}

// mayRebind reports whether evaluating one of the expressions may assign to the local variable.
func (c *compiler) mayRebind(id string, l []syntax.Expr) bool {
	if !c.u.ste.hasNamedExpr {
		return false
	}
	found := false
	for _, e := range l {
		if e == nil {
			continue
		}
		syntax.Inspect(e, func(n syntax.Node) bool {
			if w, ok := n.(*syntax.NamedExpr); ok && w.Target.(*syntax.Name).ID == id {
				found = true
			}
			return !found
		})
	}
	return found
}

func (c *compiler) exprIn(e syntax.Expr, want int) int {
	pos := e.Position()
	if k, ok := c.constant(e); ok {
		return c.loadConst(pos, k, want)
	}
	switch e := e.(type) {
	case *syntax.Name:
		return c.loadName(pos, e.ID, want)
	case *syntax.BinOp:
		d := c.target(want)
		l := c.operand(e.Left, d, e.Right)
		c.binary(pos, e.Op, 0, d, l, e.Right)
		return d
	case *syntax.UnaryOp:
		d := c.target(want)
		v := c.operand(e.Operand, d)
		op := code.NEG
		switch e.Op {
		case syntax.UnaryInvert:
			op = code.INVERT
		case syntax.UnaryNot:
			op = code.NOT
		case syntax.UnaryUAdd:
			op = code.POS
		}
		c.emit(pos, op, 0, d, v, 0)
		return d
	case *syntax.Compare:
		return c.compare(e, want)
	case *syntax.BoolOp:
		return c.boolOp(e, want)
	case *syntax.IfExp:
		return c.ifExp(e, want)
	case *syntax.NamedExpr:
		if l := c.localTarget(e.Target); l >= 0 {
			c.expr(e.Value, l)
			c.storeName(pos, e.Target.(*syntax.Name).ID, l)
			if want < 0 {
				return l
			}
			c.move(pos, want, l)
			return want
		}
		r := c.expr(e.Value, want)
		c.storeName(pos, e.Target.(*syntax.Name).ID, r)
		return r
	case *syntax.Attribute:
		if k, r := c.superAttribute(e, want); k {
			return r
		}
		d := c.target(want)
		o := c.operand(e.Value, d)
		c.emitName(c.attributePos(e), code.GETATTR, 0, d, o, 0, c.mangle(e.Attr))
		return d
	case *syntax.Subscript:
		return c.subscript(e, want)
	case *syntax.Slice:
		return c.slice(e, want)
	case *syntax.Call:
		return c.call(e, want)
	case *syntax.Tuple:
		return c.sequence(pos, e.Elts, seqTuple, want)
	case *syntax.List:
		return c.sequence(pos, e.Elts, seqList, want)
	case *syntax.Set:
		return c.sequence(pos, e.Elts, seqSet, want)
	case *syntax.Dict:
		return c.dict(e, want)
	case *syntax.Lambda:
		return c.lambda(e, want)
	case *syntax.ListComp:
		return c.comprehension(e, "<listcomp>", e.Generators, e.Elt, nil, want)
	case *syntax.SetComp:
		return c.comprehension(e, "<setcomp>", e.Generators, e.Elt, nil, want)
	case *syntax.DictComp:
		return c.comprehension(e, "<dictcomp>", e.Generators, e.Key, e.Value, want)
	case *syntax.GeneratorExp:
		return c.comprehension(e, "<genexpr>", e.Generators, e.Elt, nil, want)
	case *syntax.Yield:
		return c.yield(e, want)
	case *syntax.YieldFrom:
		return c.yieldFrom(e, want)
	case *syntax.Await:
		return c.awaitExpr(e, want)
	case *syntax.JoinedStr:
		return c.joinedStr(e, want)
	case *syntax.FormattedValue:
		return c.formattedValue(e, want)
	case *syntax.TemplateStr:
		return c.templateStr(e, want)
	case *syntax.Interpolation:
		return c.interpolation(e, want)
	case *syntax.Starred:
		if e.Ctx == syntax.Store {
			c.fail(pos, "starred assignment target must be in a list or tuple")
		}
		c.fail(pos, "can't use starred expression here")
	}
	c.fail(pos, "unexpected expression")
	return noReg
}

// binary emits d = l <op> right.
func (c *compiler) binary(pos *syntax.Pos, op syntax.Operator, inplace uint8, d, l int, right syntax.Expr) {
	if imm, ok := immediateOps[op]; ok {
		if i, ok := c.smallInt(right); ok {
			c.emit(pos, imm, inplace, d, l, i)
			return
		}
	}
	mark := c.u.tmp
	r := c.expr(right, noReg)
	c.emit(pos, binaryOps[op], inplace, d, l, r)
	c.u.tmp = mark
}

func (c *compiler) boolOp(e *syntax.BoolOp, want int) int {
	d := c.early(want)
	end := c.newLabel()
	op := code.JF
	if e.Op == syntax.BoolOr {
		op = code.JT
	}
	last := len(e.Values) - 1
	for i, v := range e.Values {
		if i < last {
			if k, ok := c.constant(v); ok {
				if truth(k) == (e.Op == syntax.BoolOr) {
					c.loadConst(v.Position(), k, d)
					break
				}
				continue
			}
		}
		if i < last {
			c.boolJump(v, d, op, end)
		} else {
			c.expr(v, d)
		}
	}
	c.label(end)
	return c.finish(e.Position(), want, d)
}

// boolJump puts the value of v into d and goes to end if op, JT or JF, says so of it: then d is the result. The truth of each part of v
// is asked for once.
func (c *compiler) boolJump(v syntax.Expr, d int, op code.Op, end int) {
	b, ok := v.(*syntax.BoolOp)
	if _, folded := c.constant(v); !ok || folded {
		c.expr(v, d)
		c.emit(v.Position(), op, 0, d, 0, end)
		return
	}
	inner, next := op, end
	if (b.Op == syntax.BoolOr) != (op == code.JT) {
		// a or (b and c): where b is false the next part of the `or` counts.
		next = c.newLabel()
		inner = code.JF
		if b.Op == syntax.BoolOr {
			inner = code.JT
		}
	}
	last := len(b.Values) - 1
	for _, part := range b.Values[:last] {
		c.boolJump(part, d, inner, next)
	}
	c.boolJump(b.Values[last], d, op, end)
	if next != end {
		c.label(next)
	}
}

func (c *compiler) ifExp(e *syntax.IfExp, want int) int {
	if k, ok := c.constant(e.Test); ok {
		if truth(k) {
			return c.expr(e.Body, want)
		}
		return c.expr(e.Orelse, want)
	}
	d := c.target(want)
	other, end := c.newLabel(), c.newLabel()
	c.jumpIf(e.Test, other, false)
	c.expr(e.Body, d)
	c.jump(noPos, end)
	c.label(other)
	c.expr(e.Orelse, d)
	c.label(end)
	return d
}

var compareOps = [...]uint8{syntax.CmpLt: 0, syntax.CmpLtE: 1, syntax.CmpEq: 2, syntax.CmpNotEq: 3, syntax.CmpGt: 4, syntax.CmpGtE: 5}

// ordering reports whether op is one of the six rich comparisons, and its number.
func ordering(op syntax.CmpOperator) (uint8, bool) {
	switch op {
	case syntax.CmpIs, syntax.CmpIsNot, syntax.CmpIn, syntax.CmpNotIn:
		return 0, false
	}
	return compareOps[op], true
}

// comparator compiles the right operand of a comparison; a list or set of constants after `in` becomes a constant.
func (c *compiler) comparator(op syntax.CmpOperator, e syntax.Expr, prefer int, later ...syntax.Expr) int {
	if op == syntax.CmpIn || op == syntax.CmpNotIn {
		if k, ok := c.constantContainer(e); ok {
			if prefer < 0 || !isTemp(prefer) {
				prefer = c.temp()
			}
			return c.loadConst(e.Position(), k, prefer)
		}
	}
	return c.operand(e, prefer, later...)
}

// constantContainer is the tuple or frozenset for a list or set display of constants that is only looked into or
// iterated over.
func (c *compiler) constantContainer(e syntax.Expr) (code.Const, bool) {
	var elts []syntax.Expr
	_, isSet := e.(*syntax.Set)
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Set:
		elts = e.Elts
	default:
		return nil, false
	}
	t := make(code.Tuple, len(elts))
	for i, x := range elts {
		k, ok := c.constant(x)
		if !ok {
			return nil, false
		}
		t[i] = k
	}
	if isSet {
		return frozenSet(t), true
	}
	return t, true
}

// frozenSet makes a frozenset constant: equal members, which may differ in type, stay for the machine to drop.
func frozenSet(t code.Tuple) code.FrozenSet {
	seen := map[any]bool{}
	s := code.FrozenSet{}
	for _, k := range t {
		if key := constKey(k); !seen[key] {
			seen[key] = true
			s = append(s, k)
		}
	}
	return s
}

// emitCompare emits d = l <op> r.
func (c *compiler) emitCompare(pos *syntax.Pos, op syntax.CmpOperator, d, l, r int) {
	switch op {
	case syntax.CmpIs:
		c.emit(pos, code.IS, 0, d, l, r)
	case syntax.CmpIsNot:
		c.emit(pos, code.IS, 1, d, l, r)
	case syntax.CmpIn:
		c.emit(pos, code.CONTAINS, 0, d, l, r)
	case syntax.CmpNotIn:
		c.emit(pos, code.CONTAINS, 1, d, l, r)
	default:
		c.emit(pos, code.CMP, compareOps[op], d, l, r)
	}
}

func (c *compiler) compare(e *syntax.Compare, want int) int {
	c.checkCompare(e)
	pos := e.Position()
	if len(e.Ops) == 1 {
		d := c.target(want)
		l := c.operand(e.Left, d, e.Comparators[0])
		if n, ok := ordering(e.Ops[0]); ok {
			if i, ok := c.smallInt(e.Comparators[0]); ok {
				c.emit(pos, code.CMPI, n, d, l, i)
				return d
			}
		}
		r := c.comparator(e.Ops[0], e.Comparators[0], noReg)
		c.emitCompare(pos, e.Ops[0], d, l, r)
		return d
	}
	d := c.early(want)
	end := c.newLabel()
	mark := c.u.tmp
	l := c.operand(e.Left, noReg, e.Comparators...)
	last := len(e.Ops) - 1
	for i, op := range e.Ops {
		r := c.comparator(op, e.Comparators[i], noReg, e.Comparators[i+1:]...)
		c.emitCompare(pos, op, d, l, r)
		if i < last {
			c.emit(pos, code.JF, 0, d, 0, end)
		}
		l = r
	}
	c.u.tmp = mark
	c.label(end)
	return c.finish(pos, want, d)
}

// jumpIf jumps to label l if the truth of e is cond.
//
// CPython: Python/codegen.c codegen_jump_if
func (c *compiler) jumpIf(e syntax.Expr, l int, cond bool) {
	mark := c.u.tmp
	defer func() { c.u.tmp = mark }()
	if k, ok := c.constant(e); ok {
		if truth(k) == cond {
			c.jump(e.Position(), l)
		}
		return
	}
	switch x := e.(type) {
	case *syntax.UnaryOp:
		if x.Op == syntax.UnaryNot {
			c.jumpIf(x.Operand, l, !cond)
			return
		}
	case *syntax.BoolOp:
		or := x.Op == syntax.BoolOr
		next := l
		if or != cond {
			next = c.newLabel()
		}
		last := len(x.Values) - 1
		for _, v := range x.Values[:last] {
			c.jumpIf(v, next, or)
		}
		c.jumpIf(x.Values[last], l, cond)
		if next != l {
			c.label(next)
		}
		return
	case *syntax.IfExp:
		other, end := c.newLabel(), c.newLabel()
		c.jumpIf(x.Test, other, false)
		c.jumpIf(x.Body, l, cond)
		c.jump(noPos, end)
		c.label(other)
		c.jumpIf(x.Orelse, l, cond)
		c.label(end)
		return
	case *syntax.Compare:
		c.jumpCompare(x, l, cond)
		return
	}
	r := c.expr(e, noReg)
	op := code.JF
	if cond {
		op = code.JT
	}
	c.emit(e.Position(), op, 0, r, 0, l)
}

func (c *compiler) jumpCompare(x *syntax.Compare, l int, cond bool) {
	c.checkCompare(x)
	pos := x.Position()
	if len(x.Ops) == 1 {
		if !cond && x.Ops[0] == syntax.CmpEq && c.jumpMod(x, l) {
			return
		}
		a := c.operand(x.Left, noReg, x.Comparators[0])
		c.jumpPair(pos, x.Ops[0], a, x.Comparators[0], noReg, l, cond)
		return
	}
	end := c.newLabel()
	last := len(x.Ops) - 1
	a := c.operand(x.Left, noReg, x.Comparators...)
	for i, op := range x.Ops {
		if i == last {
			c.jumpPair(pos, op, a, x.Comparators[i], noReg, l, cond)
			break
		}
		r := c.comparator(op, x.Comparators[i], noReg, x.Comparators[i+1:]...)
		to := l
		if cond {
			to = end
		}
		c.jumpPair(pos, op, a, nil, r, to, false)
		a = r
	}
	c.label(end)
}

// jumpMod emits the fused form of `jump unless x % k == r`.
func (c *compiler) jumpMod(x *syntax.Compare, l int) bool {
	m, ok := x.Left.(*syntax.BinOp)
	if !ok || m.Op != syntax.OpMod {
		return false
	}
	k, ok := c.smallInt(m.Right)
	if !ok || k <= 0 {
		return false
	}
	r, ok := c.smallInt(x.Comparators[0])
	if !ok || r < 0 || r > 255 {
		return false
	}
	if _, isConst := c.constant(m); isConst {
		return false
	}
	a := c.expr(m.Left, noReg)
	c.emit(m.Position(), code.MODJF, uint8(r), a, k, l)
	return true
}

// jumpPair jumps to l if the truth of `a <op> right` is cond. right may be nil: then its value is in register b.
func (c *compiler) jumpPair(pos *syntax.Pos, op syntax.CmpOperator, a int, right syntax.Expr, b, l int, cond bool) {
	n, order := ordering(op)
	if order {
		base := code.JFLT
		if cond {
			base = code.JTLT
		}
		if right != nil {
			if i, ok := c.smallInt(right); ok {
				c.emit(pos, base+code.JFLTI-code.JFLT+code.Op(n), 0, a, i, l)
				return
			}
			b = c.expr(right, noReg)
		}
		c.emit(pos, base+code.Op(n), 0, a, b, l)
		return
	}
	if op == syntax.CmpIs || op == syntax.CmpIsNot {
		is := (op == syntax.CmpIs) == cond
		if right != nil {
			if k, ok := c.constant(right); ok && k == nil {
				jop := code.JNOTNONE
				if is {
					jop = code.JNONE
				}
				c.emit(pos, jop, 0, a, 0, l)
				return
			}
			b = c.expr(right, noReg)
		}
		x := uint8(1)
		if is {
			x = 0
		}
		c.emit(pos, code.JIS, x, a, b, l)
		return
	}
	t := c.temp()
	if right != nil {
		b = c.comparator(op, right, t)
	}
	c.emitCompare(pos, op, t, a, b)
	jop := code.JF
	if cond {
		jop = code.JT
	}
	c.emit(pos, jop, 0, t, 0, l)
}

func (c *compiler) subscript(e *syntax.Subscript, want int) int {
	c.checkSubscripter(e.Value)
	c.checkIndex(e.Value, e.Slice)
	d := c.target(want)
	o := c.operand(e.Value, d, e.Slice)
	if i, ok := c.smallInt(e.Slice); ok {
		c.emit(e.Position(), code.GETITEMI, 0, d, o, i)
		return d
	}
	k := c.expr(e.Slice, noReg)
	c.emit(e.Position(), code.GETITEM, 0, d, o, k)
	return d
}

func (c *compiler) slice(e *syntax.Slice, want int) int {
	pos := e.Position()
	part := func(x syntax.Expr) (code.Const, bool) {
		if x == nil {
			return nil, true
		}
		return c.constant(x)
	}
	lo, ok1 := part(e.Lower)
	hi, ok2 := part(e.Upper)
	st, ok3 := part(e.Step)
	if ok1 && ok2 && ok3 {
		return c.loadConst(pos, code.Slice{Start: lo, Stop: hi, Step: st}, want)
	}
	d := c.target(want)
	n := 2
	if e.Step != nil {
		n = 3
	}
	b := c.windowAt(d)
	for i, x := range []syntax.Expr{e.Lower, e.Upper, e.Step}[:n] {
		r := c.place(b, i)
		if x == nil {
			c.loadConst(pos, nil, r)
		} else {
			c.expr(x, r)
		}
	}
	c.emit(pos, code.BUILDSLICE, 0, d, b, n)
	return d
}

// windowAt gives the start of a run at the top of the temporaries: d itself if it is the topmost one.
func (c *compiler) windowAt(d int) int {
	if isTemp(d) && d == c.top()-1 {
		return d
	}
	return c.top()
}

// place gives register b+i of a run that starts at b, allocating it if need be.
func (c *compiler) place(b, i int) int {
	if c.top() == b+i {
		c.temp()
	}
	return b + i
}
