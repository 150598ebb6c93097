package compile

import (
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

func (c *compiler) stmts(l []syntax.Stmt) {
	for _, s := range l {
		c.stmt(s)
	}
}

func (c *compiler) stmt(s syntax.Stmt) {
	mark := c.u.tmp
	pos := s.Position()
	switch s := s.(type) {
	case *syntax.ExprStmt:
		c.exprStmt(s)
	case *syntax.Assign:
		c.assign(s)
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.If:
		c.ifStmt(s)
	case *syntax.For:
		c.forStmt(s)
	case *syntax.AsyncFor:
		c.asyncFor(s)
	case *syntax.While:
		c.whileStmt(s)
	case *syntax.Break:
		c.leaveLoop(pos, true)
	case *syntax.Continue:
		c.leaveLoop(pos, false)
	case *syntax.Pass:
		c.emit(pos, code.NOP, 0, 0, 0, 0)
	case *syntax.FunctionDef:
		c.function(&funcNode{s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false})
	case *syntax.AsyncFunctionDef:
		c.function(&funcNode{s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true})
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.TypeAlias:
		c.typeAlias(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			c.del(t)
		}
	case *syntax.Raise:
		exc, cause := noReg, noReg
		if s.Exc != nil {
			// Temporaries, since a local may be the register whose number says "absent".
			exc = c.expr(s.Exc, c.temp())
			if s.Cause != nil {
				cause = c.expr(s.Cause, c.temp())
			}
		}
		c.emit(pos, code.RAISE, 0, exc, cause, 0)
	case *syntax.Assert:
		c.assertStmt(s)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.Global, *syntax.Nonlocal:
	case *syntax.With:
		c.inConditional(func() { c.with(s, s.Items, s.Body, false) })
	case *syntax.AsyncWith:
		c.checkAsync(pos, "'async with' outside async function")
		c.inConditional(func() { c.with(s, s.Items, s.Body, true) })
	case *syntax.Try:
		c.inConditional(func() {
			if len(s.Finalbody) > 0 {
				c.tryFinally(s, s.Finalbody, func() {
					if len(s.Handlers) > 0 {
						c.tryExcept(s)
					} else {
						c.stmts(s.Body)
					}
				})
			} else {
				c.tryExcept(s)
			}
		})
	case *syntax.TryStar:
		c.inConditional(func() {
			if len(s.Finalbody) > 0 {
				c.tryFinally(s, s.Finalbody, func() {
					if len(s.Handlers) > 0 {
						c.tryStar(s)
					} else {
						c.stmts(s.Body)
					}
				})
			} else {
				c.tryStar(s)
			}
		})
	case *syntax.Match:
		c.match(s)
	}
	c.u.tmp = mark
}

func (c *compiler) inConditional(f func()) {
	u := c.u
	u.inConditional++
	f()
	u.inConditional--
}

func (c *compiler) checkAsync(pos *syntax.Pos, msg string) {
	if c.opts.TopLevelAwait && c.u.ste.Type == ModuleBlock {
		return
	}
	if c.u.kind != kindAsyncFunction && c.u.kind != kindComprehension {
		c.fail(pos, msg)
	}
}

func (c *compiler) exprStmt(s *syntax.ExprStmt) {
	if c.interactive && c.u.kind == kindModule {
		r := c.expr(s.Value, noReg)
		c.emit(s.Position(), code.INTRINSIC1, code.IntrinsicPRINT, c.temp(), r, 0)
		return
	}
	if _, ok := s.Value.(*syntax.Constant); ok {
		c.emit(s.Value.Position(), code.NOP, 0, 0, 0, 0)
		return
	}
	c.expr(s.Value, noReg)
}

func (c *compiler) assign(s *syntax.Assign) {
	if len(s.Targets) == 1 {
		c.assignExpr(s.Targets[0], s.Value)
		return
	}
	if l := c.localTarget(s.Targets[0]); l >= 0 {
		if _, ok := s.Value.(*syntax.Name); !ok {
			// The value goes to the first target, the others copy it. A name is loaded only once for all of them.
			c.expr(s.Value, l)
			c.touch(c.mangle(s.Targets[0].(*syntax.Name).ID))
			for _, t := range s.Targets[1:] {
				c.store(t, l)
			}
			return
		}
	}
	r := c.temp()
	c.expr(s.Value, r)
	for _, t := range s.Targets {
		c.store(t, r)
	}
}

// assignExpr assigns the value of an expression to a target.
func (c *compiler) assignExpr(target, value syntax.Expr) {
	mark := c.u.tmp
	if l := c.localTarget(target); l >= 0 {
		c.expr(value, l)
		c.touch(c.mangle(target.(*syntax.Name).ID))
		return
	}
	if c.assignTuple(target, value) {
		c.u.tmp = mark
		return
	}
	// A local value that the target's own expressions rebind has been copied.
	r := c.operand(value, noReg, target)
	c.store(target, r)
	c.u.tmp = mark
}

func sequenceElts(e syntax.Expr) ([]syntax.Expr, bool) {
	var elts []syntax.Expr
	switch e := e.(type) {
	case *syntax.Tuple:
		elts = e.Elts
	case *syntax.List:
		elts = e.Elts
	default:
		return nil, false
	}
	for _, x := range elts {
		if _, ok := x.(*syntax.Starred); ok {
			return nil, false
		}
	}
	return elts, true
}

// assignTuple assigns a tuple display to as many targets without making the tuple.
func (c *compiler) assignTuple(target, value syntax.Expr) bool {
	if _, ok := value.(*syntax.Tuple); !ok {
		return false
	}
	targets, ok1 := sequenceElts(target)
	values, ok2 := sequenceElts(value)
	if !ok1 || !ok2 || len(targets) != len(values) || len(targets) == 0 || len(targets) > 32 {
		return false
	}
	regs := make([]int, len(values))
	for i, v := range values {
		later := values[i+1:]
		if l := c.localTarget(v); l >= 0 && !c.mayRebind(v.(*syntax.Name).ID, later) && !c.assignedBefore(l, targets[:i], targets) {
			regs[i] = c.expr(v, noReg)
		} else {
			regs[i] = c.expr(v, c.temp())
		}
	}
	for i, t := range targets {
		c.store(t, regs[i])
	}
	return true
}

// assignedBefore reports whether local register l may be assigned by one of the first targets, of which all must be plain
// names for the answer to be no.
func (c *compiler) assignedBefore(l int, first, all []syntax.Expr) bool {
	for _, t := range all {
		if c.localTarget(t) < 0 {
			if _, ok := t.(*syntax.Name); !ok {
				return true
			}
		}
	}
	for _, t := range first {
		if c.localTarget(t) == l {
			return true
		}
	}
	return false
}

// store assigns register r to a target.
func (c *compiler) store(target syntax.Expr, r int) {
	mark := c.u.tmp
	pos := target.Position()
	switch t := target.(type) {
	case *syntax.Name:
		c.storeName(pos, t.ID, r)
	case *syntax.Attribute:
		c.staticAttribute(t)
		o := c.operand(t.Value, noReg)
		c.emitName(c.attributePos(t), code.SETATTR, 0, o, r, 0, c.mangle(t.Attr))
	case *syntax.Subscript:
		o := c.operand(t.Value, noReg, t.Slice)
		k := c.expr(t.Slice, noReg)
		c.emit(pos, code.SETITEM, 0, o, k, r)
	case *syntax.Tuple:
		c.unpack(pos, t.Elts, r)
	case *syntax.List:
		c.unpack(pos, t.Elts, r)
	case *syntax.Starred:
		c.fail(pos, "starred assignment target must be in a list or tuple")
	default:
		c.fail(pos, "invalid assignment target")
	}
	c.u.tmp = mark
}

func (c *compiler) unpack(pos *syntax.Pos, elts []syntax.Expr, r int) {
	star := -1
	for i, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			if star >= 0 {
				c.fail(pos, "multiple starred expressions in assignment")
			}
			star = i
		}
	}
	n := len(elts)
	if star >= 1<<8 {
		c.fail(pos, "too many expressions in star-unpacking assignment")
	}
	if star < 0 {
		if b := c.localRun(elts); b >= 0 {
			c.emit(pos, code.UNPACKSEQ, 0, b, r, n)
			return
		}
	}
	b := c.run(n)
	if n == 0 {
		b = c.top()
	}
	if star >= 0 {
		c.emitKw(pos, code.UNPACKEX, 0, b, r, 0, star, n-star-1)
	} else {
		c.emit(pos, code.UNPACKSEQ, 0, b, r, n)
	}
	for i, e := range elts {
		if s, ok := e.(*syntax.Starred); ok {
			e = s.Value
		}
		c.store(e, b+i)
	}
}

// localRun reports the first register when the targets are local variables that lie side by side, or noReg.
func (c *compiler) localRun(elts []syntax.Expr) int {
	if len(elts) < 2 {
		return noReg
	}
	first := c.localTarget(elts[0])
	for i, e := range elts {
		l := c.localTarget(e)
		if l < 0 || l != first+i {
			return noReg
		}
	}
	for _, e := range elts {
		c.touch(c.mangle(e.(*syntax.Name).ID))
	}
	// Virtual registers side by side must be so in the order of co_varnames, too.
	at := -1
	for i, l := range c.u.touched {
		if l == first {
			at = i
		}
	}
	for i := range elts {
		if at+i >= len(c.u.touched) || c.u.touched[at+i] != first+i {
			return noReg
		}
	}
	return first
}

func (c *compiler) augAssign(s *syntax.AugAssign) {
	pos := s.Position()
	switch t := s.Target.(type) {
	case *syntax.Name:
		tpos := t.Position()
		if l := c.localTarget(t); l >= 0 {
			a := c.operand(t, noReg, s.Value)
			c.binary(pos, s.Op, 1, l, a, s.Value)
			return
		}
		r := c.loadName(tpos, t.ID, c.temp())
		c.binary(pos, s.Op, 1, r, r, s.Value)
		c.storeName(tpos, t.ID, r)
	case *syntax.Attribute:
		o := c.operand(t.Value, noReg, s.Value)
		r := c.temp()
		apos := c.attributePos(t)
		c.emitName(apos, code.GETATTR, 0, r, o, 0, c.mangle(t.Attr))
		c.binary(pos, s.Op, 1, r, r, s.Value)
		c.emitName(apos, code.SETATTR, 0, o, r, 0, c.mangle(t.Attr))
	case *syntax.Subscript:
		tpos := t.Position()
		o := c.operand(t.Value, noReg, t.Slice, s.Value)
		k := c.operand(t.Slice, noReg, s.Value)
		r := c.temp()
		c.emit(tpos, code.GETITEM, 0, r, o, k)
		c.binary(pos, s.Op, 1, r, r, s.Value)
		c.emit(tpos, code.SETITEM, 0, o, k, r)
	default:
		c.fail(pos, "invalid node type for augmented assignment")
	}
}

func (c *compiler) del(target syntax.Expr) {
	mark := c.u.tmp
	pos := target.Position()
	switch t := target.(type) {
	case *syntax.Name:
		c.deleteName(pos, t.ID)
	case *syntax.Attribute:
		o := c.expr(t.Value, noReg)
		c.emitName(c.attributePos(t), code.DELATTR, 0, o, 0, 0, c.mangle(t.Attr))
	case *syntax.Subscript:
		o := c.operand(t.Value, noReg, t.Slice)
		k := c.expr(t.Slice, noReg)
		c.emit(pos, code.DELITEM, 0, o, k, 0)
	case *syntax.Tuple:
		for _, x := range t.Elts {
			c.del(x)
		}
	case *syntax.List:
		for _, x := range t.Elts {
			c.del(x)
		}
	default:
		c.fail(pos, "invalid deletion target")
	}
	c.u.tmp = mark
}

func (c *compiler) assertStmt(s *syntax.Assert) {
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		c.warn(s.Position(), "assertion is always true, perhaps remove parentheses?")
	} else if k, ok := s.Test.(*syntax.Constant); ok {
		if t, ok := literal(k.Value).(code.Tuple); ok && len(t) > 0 {
			c.warn(s.Position(), "assertion is always true, perhaps remove parentheses?")
		}
	}
	if c.opts.Optimize > 0 {
		return
	}
	end := c.newLabel()
	c.jumpIf(s.Test, end, true)
	b := c.temp()
	tpos := s.Test.Position()
	c.emit(tpos, code.LOADASSERTIONERROR, 0, b, 0, 0)
	if s.Msg != nil {
		c.expr(s.Msg, c.temp())
		c.emit(tpos, code.CALL, 0, b, 1, b)
	}
	c.emit(tpos, code.RAISE, 0, b, noReg, 0)
	c.label(end)
}

func (c *compiler) importStmt(s *syntax.Import) {
	pos := s.Position()
	for _, a := range s.Names {
		mark := c.u.tmp
		b := c.run(2)
		c.loadConst(pos, int64(0), b)
		c.loadConst(pos, nil, b+1)
		c.emitName(pos, code.IMPORTNAME, 0, b, b, 0, c.mangle(a.Name))
		if a.Asname != "" {
			parts := strings.Split(a.Name, ".")
			for _, p := range parts[1:] {
				c.emitName(pos, code.IMPORTFROM, 0, b+1, b, 0, p)
				c.move(pos, b, b+1)
			}
			c.storeName(pos, a.Asname, b)
		} else {
			name, _, _ := strings.Cut(a.Name, ".")
			c.storeName(pos, name, b)
		}
		c.u.tmp = mark
	}
}

func (c *compiler) importFrom(s *syntax.ImportFrom) {
	pos := s.Position()
	b := c.run(3)
	names := make(code.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = a.Name
	}
	c.loadConst(pos, int64(s.Level), b)
	c.loadConst(pos, names, b+1)
	c.emitName(pos, code.IMPORTNAME, 0, b, b, 0, c.mangle(s.Module))
	for i, a := range s.Names {
		if i == 0 && a.Name == "*" {
			c.emit(pos, code.INTRINSIC1, code.IntrinsicIMPORTSTAR, b+1, b, 0)
			return
		}
		c.emitName(pos, code.IMPORTFROM, 0, b+2, b, 0, c.mangle(a.Name))
		name := a.Asname
		if name == "" {
			name = a.Name
		}
		c.storeName(pos, name, b+2)
	}
}
