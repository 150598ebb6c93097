package compile

import (
	"slices"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

func (c *compiler) fblock(pos *syntax.Pos, b fblock) {
	n := len(c.u.fblocks)
	if c.u.ste.functionLike() && (c.u.ste.generator || c.u.ste.coroutine) {
		n++ // the handler of StopIteration
	}
	if n >= maxBlocks {
		c.fail(pos, "too many statically nested blocks")
	}
	c.u.fblocks = append(c.u.fblocks, b)
}

func (c *compiler) popBlock() { c.u.fblocks = c.u.fblocks[:len(c.u.fblocks)-1] }

func (c *compiler) ifStmt(s *syntax.If) {
	c.inConditional(func() {
		other, end := c.newLabel(), c.newLabel()
		if _, ok := c.constant(s.Test); ok {
			c.emit(s.Test.Position(), code.NOP, 0, 0, 0, 0)
		}
		c.jumpIf(s.Test, other, false)
		c.stmts(s.Body)
		if len(s.Orelse) > 0 {
			c.jump(noPos, end)
			c.label(other)
			c.stmts(s.Orelse)
			c.label(end)
		} else {
			c.label(other)
		}
	})
}

func (c *compiler) whileStmt(s *syntax.While) {
	pos := s.Position()
	test, constant := c.constant(s.Test)
	body, cont, orelse, end := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.fblock(pos, fblock{kind: fbWhile, brk: end, cont: cont, outer: c.u.handler})
	c.inConditional(func() {
		if constant {
			c.label(cont)
			c.label(body)
			c.emit(s.Test.Position(), code.NOP, 0, 0, 0, 0)
			if !truth(test) {
				c.jump(s.Test.Position(), orelse)
			}
			c.stmts(s.Body)
			c.emit(noPos, code.JMPB, 0, 0, 0, cont)
			c.popBlock()
			c.label(orelse)
			c.stmts(s.Orelse)
			c.label(end)
			return
		}
		// The condition is compiled first and moved to the bottom, where it is evaluated.
		at := len(c.u.ins)
		c.jumpIf(s.Test, body, true)
		cond := append([]instr{}, c.u.ins[at:]...)
		c.u.ins = c.u.ins[:at]
		c.jump(s.Test.Position(), cont)
		c.label(body)
		if inc, ok := c.incrementLoop(s); ok {
			c.stmts(s.Body[:len(s.Body)-1])
			inc.c = body
			inc.h = c.u.handler
			last := s.Body[len(s.Body)-1].(*syntax.AugAssign)
			c.emit(last.Target.Position(), code.CHECKLOCAL, 0, inc.a, 0, 0)
			if inc.op != code.INCJLTI {
				c.emit(s.Test.Position(), code.CHECKLOCAL, 0, inc.b, 0, 0)
			}
			c.u.ins = append(c.u.ins, inc)
			c.jump(noPos, orelse)
		} else {
			c.stmts(s.Body)
		}
		c.label(cont)
		c.u.ins = append(c.u.ins, cond...)
		c.popBlock()
		c.label(orelse)
		c.stmts(s.Orelse)
		c.label(end)
	})
}

// incrementLoop recognizes loops `while x < n: ...; x += step`, whose last statement and condition are one instruction.
func (c *compiler) incrementLoop(s *syntax.While) (instr, bool) {
	last, ok := s.Body[len(s.Body)-1].(*syntax.AugAssign)
	if !ok || last.Op != syntax.OpAdd {
		return instr{}, false
	}
	test, ok := s.Test.(*syntax.Compare)
	if !ok || len(test.Ops) != 1 || test.Ops[0] != syntax.CmpLt && test.Ops[0] != syntax.CmpLtE {
		return instr{}, false
	}
	x := c.localTarget(last.Target)
	step, small := c.smallInt(last.Value)
	if x < 0 || c.localTarget(test.Left) != x || !small || step < 1 || step > 255 {
		return instr{}, false
	}
	i := instr{x: uint8(step), a: x, pos: last.Position()}
	if n, ok := c.smallInt(test.Comparators[0]); ok {
		i.op, i.b = code.INCJLTI, n
		return i, test.Ops[0] == syntax.CmpLt
	}
	i.op, i.b = code.INCJLT, c.localTarget(test.Comparators[0])
	if test.Ops[0] == syntax.CmpLtE {
		i.op = code.INCJLE
	}
	return i, i.b >= 0
}

func (c *compiler) forStmt(s *syntax.For) {
	pos := s.Position()
	top, orelse, end := c.newLabel(), c.newLabel(), c.newLabel()
	c.fblock(pos, fblock{kind: fbFor, brk: end, cont: top, outer: c.u.handler})
	c.inConditional(func() {
		it := c.temp()
		src := c.comparator(syntax.CmpIn, s.Iter, it)
		c.emit(s.Iter.Position(), code.GETITER, 0, it, src, 0)
		c.release(it + 1)
		c.label(top)
		c.forIter(s.Iter.Position(), s.Target, it, orelse)
		c.stmts(s.Body)
		c.emit(noPos, code.JMPB, 0, 0, 0, top)
		c.popBlock()
		c.release(it)
		c.label(orelse)
		c.stmts(s.Orelse)
		c.label(end)
	})
}

func (c *compiler) asyncFor(s *syntax.AsyncFor) {
	pos := s.Position()
	c.checkAsync(pos, "'async for' outside async function")
	top, except, orelse, end := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	ipos := s.Iter.Position()
	c.inConditional(func() {
		it := c.temp()
		src := c.operand(s.Iter, it)
		c.emit(ipos, code.GETAITER, 0, it, src, 0)
		c.release(it + 1)
		outer := c.u.handler
		c.fblock(pos, fblock{kind: fbAsyncFor, brk: end, cont: top, outer: outer})
		exc := c.temp()
		c.release(exc)
		c.label(top)
		c.u.handler = &handler{label: except, reg: exc}
		v, t := c.temp(), c.temp()
		c.emit(ipos, code.GETANEXT, 0, t, it, 0)
		c.loadConst(ipos, nil, v)
		c.emit(ipos, code.YIELDFROM, 1, v, t, 0)
		c.u.handler = outer
		c.release(t)
		c.store(s.Target, v)
		c.release(v)
		c.stmts(s.Body)
		c.emit(noPos, code.JMPB, 0, 0, 0, top)
		c.popBlock()
		c.label(except)
		// The place is that of the iterable, since that is what iterating failed on.
		c.emit(ipos, code.ENDASYNCFOR, 0, exc, 0, orelse)
		c.label(orelse)
		c.release(it)
		c.stmts(s.Orelse)
		c.label(end)
	})
}

func (c *compiler) returnStmt(s *syntax.Return) {
	pos := s.Position()
	u := c.u
	if !u.ste.functionLike() || u.kind == kindComprehension {
		c.fail(pos, "'return' outside function")
	}
	if s.Value != nil && u.ste.coroutine && u.ste.generator {
		c.fail(pos, "'return' with value in async generator")
	}
	r := noReg
	_, constant := constantOrNil(c, s.Value)
	if s.Value != nil && !constant {
		r = c.expr(s.Value, noReg)
		if !isTemp(r) && c.unwindRuns() {
			t := c.temp()
			c.move(s.Value.Position(), t, r)
			r = t
		}
	} else if s.Value != nil {
		pos = s.Value.Position()
		c.emit(pos, code.NOP, 0, 0, 0, 0)
	}
	if s.Value == nil || s.Value.Position().Lineno != s.Lineno {
		pos = s.Position()
		c.emit(pos, code.NOP, 0, 0, 0, 0)
	}
	blocks, h := slices.Clone(u.fblocks), u.handler // what is left while unwinding writes over them
	upos := c.unwindAll(pos)
	if r == noReg {
		var k code.Const
		if s.Value != nil {
			k, _ = c.constant(s.Value)
		}
		r = c.loadConst(upos, k, noReg)
	}
	c.emit(upos, code.RET, 0, r, 0, 0)
	u.fblocks, u.handler = blocks, h
}

func constantOrNil(c *compiler, e syntax.Expr) (code.Const, bool) {
	if e == nil {
		return nil, true
	}
	return c.constant(e)
}

// unwindRuns reports whether leaving the function runs statements that may assign to locals.
func (c *compiler) unwindRuns() bool {
	for _, b := range c.u.fblocks {
		if b.kind == fbFinally || (b.kind == fbHandler || b.kind == fbGroupHandler) && b.name != "" {
			return true
		}
	}
	return false
}

func (c *compiler) unwindAll(pos *syntax.Pos) *syntax.Pos {
	for len(c.u.fblocks) > 0 {
		b := c.u.fblocks[len(c.u.fblocks)-1]
		c.popBlock()
		if b.kind == fbGroupHandler {
			c.fail(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
		}
		pos = c.unwind(pos, b)
	}
	return pos
}

// unwind emits what leaving block b takes. The block has been popped.
//
// CPython: Python/codegen.c codegen_unwind_fblock
func (c *compiler) unwind(pos *syntax.Pos, b fblock) *syntax.Pos {
	switch b.kind {
	case fbTry:
		c.u.handler = b.outer
	case fbFinally:
		c.u.handler = b.outer
		c.quiet++
		c.stmts(b.final)
		c.quiet--
		// What comes next has no line of its own: the finally block's last one stays.
		return noPos
	case fbFinallyEnd:
		c.emit(pos, code.POPEXC, 0, b.reg, 0, 0)
		c.u.handler = b.outer
	case fbWith, fbAsyncWith:
		c.u.handler = b.outer
		c.exitCall(b.pos, b.reg, b.kind == fbAsyncWith)
		return noPos
	case fbHandler:
		c.emit(pos, code.POPEXC, 0, b.reg, 0, 0)
		c.u.handler = b.outer
		c.forgetName(pos, b.name)
	}
	return pos
}

// forgetName ends the life of an except clause's name.
func (c *compiler) forgetName(pos *syntax.Pos, name string) {
	if name == "" {
		return
	}
	t := c.loadConst(pos, nil, noReg)
	c.storeName(pos, name, t)
	c.release(t)
	c.deleteName(pos, name)
}

// leaveLoop compiles break and continue.
func (c *compiler) leaveLoop(pos *syntax.Pos, brk bool) {
	u := c.u
	blocks, h := slices.Clone(u.fblocks), u.handler
	c.emit(pos, code.NOP, 0, 0, 0, 0)
	upos := pos
	for len(u.fblocks) > 0 {
		b := u.fblocks[len(u.fblocks)-1]
		if b.kind == fbGroupHandler {
			c.fail(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
		}
		if b.kind == fbWhile || b.kind == fbFor || b.kind == fbAsyncFor {
			if brk {
				c.jump(upos, b.brk)
			} else {
				c.jump(upos, b.cont)
			}
			u.fblocks, u.handler = blocks, h
			return
		}
		c.popBlock()
		upos = c.unwind(upos, b)
	}
	u.fblocks, u.handler = blocks, h
	if brk {
		c.fail(pos, "'break' outside loop")
	}
	c.fail(pos, "'continue' not properly in loop")
}

// handlerRegs allocates the registers of an exception handler: the exception and the one handled before.
func (c *compiler) handlerRegs() (exc, saved int) { return c.temp(), c.temp() }

// cleanup emits the handler for exceptions within an exception handler: the exception handled before is restored.
func (c *compiler) cleanup(h *handler, outer *handler, saved int) {
	c.u.handler = outer
	c.label(h.label)
	c.emit(noPos, code.POPEXC, 0, saved, 0, 0)
	c.emit(noPos, code.RERAISE, 0, h.reg, 0, 0)
}

func (c *compiler) tryExcept(s *syntax.Try) {
	pos := s.Position()
	u := c.u
	outer := u.handler
	mark := u.tmp
	exc, saved := c.handlerRegs()
	u.tmp = mark
	h := &handler{label: c.newLabel(), reg: exc}
	end := c.newLabel()
	c.emit(pos, code.NOP, 0, 0, 0, 0)
	u.handler = h
	c.fblock(pos, fblock{kind: fbTry, outer: outer})
	c.stmts(s.Body)
	c.popBlock()
	u.handler = outer
	c.stmts(s.Orelse)

	old := c.coldBegin()
	c.run(2)
	c.label(h.label)
	cl := &handler{label: c.newLabel(), reg: exc}
	u.handler = cl
	c.emit(noPos, code.PUSHEXC, 0, saved, exc, 0)
	c.fblock(pos, fblock{kind: fbTry, outer: outer})
	for i, hd := range s.Handlers {
		hpos := hd.Position()
		next := c.newLabel()
		if hd.Type == nil && i < len(s.Handlers)-1 {
			c.fail(hpos, "default 'except:' must be last")
		}
		if hd.Type != nil {
			t := c.expr(hd.Type, noReg)
			c.emit(hpos, code.JNOTEXC, 0, exc, t, next)
			c.release(saved + 1)
		}
		if hd.Name != "" {
			c.storeName(hpos, hd.Name, exc)
			ncl := &handler{label: c.newLabel(), reg: exc}
			u.handler = ncl
			c.fblock(hpos, fblock{kind: fbHandler, outer: outer, reg: saved, name: hd.Name})
			c.stmts(hd.Body)
			c.popBlock()
			u.handler = outer
			c.emit(noPos, code.POPEXC, 0, saved, 0, 0)
			c.forgetName(noPos, hd.Name)
			c.jump(noPos, end)
			u.handler = cl
			c.label(ncl.label)
			c.forgetName(noPos, hd.Name)
			c.emit(noPos, code.RERAISE, 0, exc, 0, 0)
		} else {
			if hd.Type == nil {
				c.emit(hpos, code.NOP, 0, 0, 0, 0)
			}
			c.fblock(hpos, fblock{kind: fbHandler, outer: outer, reg: saved})
			c.stmts(hd.Body)
			c.popBlock()
			u.handler = outer
			c.emit(noPos, code.POPEXC, 0, saved, 0, 0)
			c.jump(noPos, end)
			u.handler = cl
		}
		c.label(next)
	}
	c.emit(s.Handlers[len(s.Handlers)-1].Position(), code.RERAISE, 0, exc, 0, 0)
	c.popBlock()
	c.cleanup(cl, outer, saved)
	c.coldEnd(old)
	u.tmp = mark
	u.handler = outer
	c.label(end)
}

func (c *compiler) tryFinally(s syntax.Stmt, final []syntax.Stmt, body func()) {
	pos := s.Position()
	u := c.u
	outer := u.handler
	mark := u.tmp
	exc, saved := c.handlerRegs()
	u.tmp = mark
	h := &handler{label: c.newLabel(), reg: exc}
	end := c.newLabel()
	c.emit(pos, code.NOP, 0, 0, 0, 0)
	u.handler = h
	c.fblock(pos, fblock{kind: fbFinally, outer: outer, final: final})
	body()
	c.popBlock()
	u.handler = outer
	c.stmts(final)
	c.label(end)

	old := c.coldBegin()
	c.run(2)
	c.label(h.label)
	cl := &handler{label: c.newLabel(), reg: exc}
	cl.reg = c.temp()
	u.handler = cl
	c.emit(noPos, code.PUSHEXC, 0, saved, exc, 0)
	c.fblock(pos, fblock{kind: fbFinallyEnd, outer: outer, reg: saved})
	c.quiet++
	c.stmts(final)
	c.quiet--
	c.popBlock()
	c.emit(noPos, code.RERAISE, 0, exc, 0, 0)
	c.cleanup(cl, outer, saved)
	c.coldEnd(old)
	u.tmp = mark
	u.handler = outer
}

// exitCall calls the __exit__ pair in register r with three times None.
func (c *compiler) exitCall(pos *syntax.Pos, r int, async bool) {
	mark := c.u.tmp
	b := r
	if c.top() != r+2 {
		b = c.run(2)
		c.move(pos, b, r)
		c.move(pos, b+1, r+1)
	}
	for i := 2; i < 5; i++ {
		c.loadConst(pos, nil, c.place(b, i))
	}
	c.emit(pos, code.CALLM, 0, b, 3, b)
	if async {
		c.await(pos, 2, b, b+1, b+2)
	}
	c.u.tmp = mark
}

func (c *compiler) with(s syntax.Stmt, items []*syntax.WithItem, body []syntax.Stmt, async bool) {
	item := items[0]
	u := c.u
	outer := u.handler
	pos := item.ContextExpr.Position()
	mark := u.tmp
	kind, special := fbWith, uint8(0)
	if async {
		kind, special = fbAsyncWith, 2
	}
	r := c.run(2)
	m := c.operand(item.ContextExpr, noReg)
	c.emit(pos, code.LOADSPECIAL, special+1, r, m, 0)
	w := c.run(2)
	c.emit(pos, code.LOADSPECIAL, special, w, m, 0)
	c.emit(pos, code.CALLM, 0, w, 0, w)
	if async {
		c.place(w, 2)
		c.await(pos, 1, w, w+1, w+2)
		c.move(pos, w, w+2)
	}
	h := &handler{label: c.newLabel(), reg: r + 2}
	u.handler = h
	c.fblock(pos, fblock{kind: kind, outer: outer, reg: r, pos: pos})
	if item.OptionalVars != nil {
		c.release(w + 1)
		c.store(item.OptionalVars, w)
	}
	c.release(r + 2)
	if len(items) > 1 {
		c.with(s, items[1:], body, async)
	} else {
		c.stmts(body)
	}
	c.popBlock()
	u.handler = outer
	c.exitCall(pos, r, async)
	end := c.newLabel()
	c.label(end)

	old := c.coldBegin()
	exc, saved := c.handlerRegs()
	cl := &handler{label: c.newLabel(), reg: exc}
	c.label(h.label)
	u.handler = cl
	c.emit(pos, code.PUSHEXC, 0, saved, exc, 0)
	b := c.run(5)
	c.move(pos, b, r)
	c.move(pos, b+1, r+1)
	c.emit(pos, code.EXCINFO, 0, b+2, exc, 0)
	c.emit(pos, code.CALLM, 0, b, 3, b)
	if async {
		c.await(pos, 2, b, b+1, b+2)
		c.move(pos, b, b+2)
	}
	sup := c.newLabel()
	c.emit(pos, code.JT, 0, b, 0, sup)
	c.emit(nowhere, code.RERAISE, 0, exc, 0, 0)
	c.label(sup)
	u.handler = outer
	c.emit(pos, code.POPEXC, 0, saved, 0, 0)
	c.jump(pos, end)
	c.cleanup(cl, outer, saved)
	c.coldEnd(old)
	u.tmp = mark
	u.handler = outer
}
