package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// tryStar compiles try ... except*. What handlers raise and what none of them matched is collected in a list, and raised
// together in the end.
//
// CPython: Python/codegen.c codegen_try_star_except
func (c *compiler) tryStar(s *syntax.TryStar) {
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
	raised, rest, match, list := c.temp(), c.temp(), c.temp(), c.temp()
	c.label(h.label)
	cl := &handler{label: c.newLabel(), reg: raised}
	u.handler = cl
	c.emit(noPos, code.PUSHEXC, 0, saved, exc, 0)
	c.fblock(pos, fblock{kind: fbTry, outer: outer})
	c.emit(noPos, code.MOVE, 0, rest, exc, 0)
	c.emit(noPos, code.BUILDLIST, 0, list, list, 0)
	for _, hd := range s.Handlers {
		hpos := hd.Position()
		next := c.newLabel()
		t := c.expr(hd.Type, noReg)
		c.emit(hpos, code.MATCHGROUP, 0, rest, match, t)
		c.release(list + 1)
		c.emit(hpos, code.JNONE, 0, match, 0, next)
		if hd.Name != "" {
			c.storeName(hpos, hd.Name, match)
		}
		ncl := &handler{label: c.newLabel(), reg: raised}
		u.handler = ncl
		c.fblock(hpos, fblock{kind: fbGroupHandler, outer: outer, reg: saved, name: hd.Name})
		c.stmts(hd.Body)
		c.popBlock()
		u.handler = cl
		c.forgetName(noPos, hd.Name)
		c.jump(noPos, next)
		c.label(ncl.label)
		c.forgetName(noPos, hd.Name)
		c.emit(noPos, code.LISTAPPEND, 0, list, raised, 0)
		c.label(next)
	}
	c.popBlock()
	c.emit(noPos, code.LISTAPPEND, 0, list, rest, 0)
	c.emit(noPos, code.INTRINSIC2, code.IntrinsicPREPRERAISESTAR, raised, exc, list)
	u.handler = outer
	reraise := c.newLabel()
	c.emit(noPos, code.POPEXC, 0, saved, 0, 0)
	c.emit(noPos, code.JNOTNONE, 0, raised, 0, reraise)
	c.jump(noPos, end)
	c.label(reraise)
	c.emit(noPos, code.RERAISE, 0, raised, 0, 0)
	c.cleanup(cl, outer, saved)
	c.coldEnd(old)
	u.tmp = mark
	u.handler = outer
	c.label(end)
}
