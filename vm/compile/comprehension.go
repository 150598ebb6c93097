package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// comp is a comprehension being compiled: result is the register of its list, set or dict.
type comp struct {
	e          syntax.Expr
	gens       []*syntax.Comprehension
	elt, value syntax.Expr
	result     int
}

func (c *compiler) comprehension(e syntax.Expr, name string, gens []*syntax.Comprehension, elt, value syntax.Expr, want int) int {
	ste := c.st.blocks[e]
	pos := e.Position()
	if ste.compInlined {
		return c.inlineComprehension(e, ste, gens, elt, value, want)
	}
	_, generator := e.(*syntax.GeneratorExp)
	async := ste.coroutine && !generator
	d := c.target(want)
	if async {
		d = c.early(want)
	}
	b := c.windowAt(d)
	c.place(b, 0)
	k := c.comprehensionCode(e, name, ste, gens, elt, value)
	// The function comes first, then the iterator of the outermost iterable, which the function is called with.
	c.makeFunction(pos, k, 0, b, 0, b)
	it := c.place(b, 1)
	src := c.comparator(syntax.CmpIn, gens[0].Iter, it)
	op := code.GETITER
	if gens[0].IsAsync != 0 {
		op = code.GETAITER
	}
	c.emit(gens[0].Iter.Position(), op, 0, it, src, 0)
	c.emit(pos, code.CALL, 0, b, 1, d)
	if async {
		t := c.temp()
		c.await(pos, 0, d, t, d)
		return c.finish(pos, want, d)
	}
	return d
}

func (c *compiler) comprehensionCode(e syntax.Expr, name string, ste *Entry, gens []*syntax.Comprehension, elt, value syntax.Expr) *code.Code {
	pos := e.Position()
	c.enter(name, kindComprehension, ste, pos.Lineno)
	c.u.argcount = 1
	_, generator := e.(*syntax.GeneratorExp)
	if generator {
		c.beginGenerator()
	}
	x := &comp{e: e, gens: gens, elt: elt, value: value, result: noReg}
	if !generator {
		x.result = c.temp()
		c.buildEmpty(pos, x, c.local(".0"))
	}
	c.compLoop(x, 0, c.local(".0"))
	if generator {
		r := c.loadConst(pos, nil, noReg)
		c.emit(pos, code.RET, 0, r, 0, 0)
		c.endGenerator()
	} else {
		c.emit(pos, code.RET, 0, x.result, 0, 0)
		if ste.coroutine {
			c.u.handler = nil
		}
	}
	return c.leave()
}

// buildEmpty makes the list, set or dict of x. it is the register of the outermost iterator.
func (c *compiler) buildEmpty(pos *syntax.Pos, x *comp, it int) {
	d := x.result
	switch x.e.(type) {
	case *syntax.ListComp:
		if g := x.gens[0]; len(x.gens) == 1 && len(g.Ifs) == 0 && g.IsAsync == 0 {
			c.emit(pos, code.BUILDLISTFOR, 0, d, it, 0)
			return
		}
		c.emit(pos, code.BUILDLIST, 0, d, d, 0)
	case *syntax.SetComp:
		c.emit(pos, code.BUILDSET, 0, d, d, 0)
	case *syntax.DictComp:
		c.emit(pos, code.BUILDMAP, 0, d, d, 0)
	}
}

// compLoop compiles the i-th `for` of a comprehension and what is inside it. it is the register of the iterator for the
// first, unless it is the name of a temporary to come.
func (c *compiler) compLoop(x *comp, i, it int) {
	g := x.gens[i]
	mark := c.u.tmp
	if g.IsAsync != 0 {
		c.compAsyncLoop(x, i, it)
		c.u.tmp = mark
		return
	}
	loop := true
	if it < 0 {
		if elts, ok := singleElement(g.Iter); ok {
			c.assignExpr(g.Target, elts)
			loop = false
		} else {
			it = c.temp()
			src := c.comparator(syntax.CmpIn, g.Iter, it)
			c.emit(g.Iter.Position(), code.GETITER, 0, it, src, 0)
		}
	}
	top, cont, end := c.newLabel(), c.newLabel(), c.newLabel()
	inner := c.u.tmp
	if loop {
		c.label(top)
		c.forIter(g.Iter.Position(), g.Target, it, end)
		c.u.tmp = inner
	}
	c.compBody(x, i, cont)
	c.label(cont)
	if loop {
		c.emit(x.element().Position(), code.JMPB, 0, 0, 0, top)
	}
	c.label(end)
	c.u.tmp = mark
}

func (x *comp) element() syntax.Expr {
	return x.elt
}

// singleElement returns the element of a list or tuple display of one element: looping over it is an assignment.
func singleElement(e syntax.Expr) (syntax.Expr, bool) {
	var elts []syntax.Expr
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 {
		return nil, false
	}
	_, starred := elts[0].(*syntax.Starred)
	return elts[0], !starred
}

// forIter emits FORITER and the assignment to the loop's target.
func (c *compiler) forIter(pos *syntax.Pos, target syntax.Expr, it, end int) {
	if l := c.localTarget(target); l >= 0 {
		c.emit(pos, code.FORITER, 0, l, it, end)
		c.touch(c.mangle(target.(*syntax.Name).ID))
		return
	}
	t := c.temp()
	c.emit(pos, code.FORITER, 0, t, it, end)
	c.store(target, t)
	c.release(t)
}

// compBody compiles the conditions of the i-th `for`, then the next `for` or the element. cont is where a false condition
// goes.
func (c *compiler) compBody(x *comp, i, cont int) {
	g := x.gens[i]
	for _, cond := range g.Ifs {
		c.jumpIf(cond, cont, false)
	}
	if i+1 < len(x.gens) {
		c.compLoop(x, i+1, noReg)
		return
	}
	mark := c.u.tmp
	pos := x.elt.Position()
	switch x.e.(type) {
	case *syntax.GeneratorExp:
		v := c.expr(x.elt, noReg)
		wrap := uint8(0)
		if c.u.ste.coroutine {
			wrap = 1
		}
		c.emit(pos, code.YIELD, wrap, v, c.temp(), 0)
	case *syntax.ListComp:
		v := c.expr(x.elt, noReg)
		c.emit(pos, code.LISTAPPEND, 0, x.result, v, 0)
	case *syntax.SetComp:
		v := c.expr(x.elt, noReg)
		c.emit(pos, code.SETADD, 0, x.result, v, 0)
	case *syntax.DictComp:
		k := c.operand(x.elt, noReg, x.value)
		v := c.expr(x.value, noReg)
		p := *pos
		p.EndLineno, p.EndColOffset = x.value.Position().EndLineno, x.value.Position().EndColOffset
		c.emit(&p, code.MAPADD, 0, x.result, k, v)
	}
	c.u.tmp = mark
}

func (c *compiler) compAsyncLoop(x *comp, i, it int) {
	g := x.gens[i]
	pos := x.e.Position()
	if it < 0 {
		it = c.temp()
		src := c.operand(g.Iter, it)
		c.emit(g.Iter.Position(), code.GETAITER, 0, it, src, 0)
	}
	top, end, done := c.newLabel(), c.newLabel(), c.newLabel()
	outer := c.u.handler
	exc := c.temp()
	c.label(top)
	c.u.handler = &handler{label: end, reg: exc}
	t := c.temp()
	v := c.temp()
	c.emit(pos, code.GETANEXT, 0, t, it, 0)
	c.loadConst(pos, nil, v)
	c.emit(pos, code.YIELDFROM, 1, v, t, 0)
	c.u.handler = outer
	c.store(g.Target, v)
	c.release(t)
	c.fblock(pos, fblock{kind: fbAsyncFor, outer: outer})
	cont := c.newLabel()
	c.compBody(x, i, cont)
	c.label(cont)
	c.emit(x.elt.Position(), code.JMPB, 0, 0, 0, top)
	c.popBlock()
	c.label(end)
	c.emit(pos, code.ENDASYNCFOR, 0, exc, 0, done)
	c.label(done)
}

// savedVar is a variable of an inlined comprehension and what its register held before.
type savedVar struct {
	reg, saved int // saved is noReg if the register was known to be empty
	cell       bool
	slot       int
}

// inlineComprehension compiles a comprehension into its enclosing unit (PEP 709). Its variables use the registers
// of the unit's variables of the same names, whose values are saved and restored, also when an exception passes.
//
// CPython: Python/codegen.c push_inlined_comprehension_state
func (c *compiler) inlineComprehension(e syntax.Expr, ste *Entry, gens []*syntax.Comprehension, elt, value syntax.Expr, want int) int {
	u := c.u
	pos := e.Position()
	d := c.early(want)
	it := c.temp()
	src := c.comparator(syntax.CmpIn, gens[0].Iter, it)
	op := code.GETITER
	if gens[0].IsAsync != 0 {
		op = code.GETAITER
	}
	c.emit(gens[0].Iter.Position(), op, 0, it, src, 0)

	inClass := u.ste.Type == ClassBlock && u.inlined == 0
	u.inlined++
	oldFast := map[string]int{}
	var vars []savedVar
	var names []string
	for _, s := range ste.symbols {
		if s.Flags&DefParam != 0 {
			continue
		}
		bound := s.Flags&DefLocal != 0 && s.Flags&DefNonlocal == 0
		scope := s.Flags >> ScopeOffset
		global := scope == ScopeGlobalImplicit || scope == ScopeGlobalExplicit
		if !bound && !inClass && !(global && u.ste.onlyInlined[s.Name]) {
			continue
		}
		outer := u.ste.scope(s.Name)
		if f, ok := u.fast[s.Name]; ok {
			outer = f
		}
		if scope != outer && scope != ScopeFree || inClass || !u.ste.functionLike() {
			if f, ok := u.fast[s.Name]; ok {
				oldFast[s.Name] = f
			} else {
				oldFast[s.Name] = -1
			}
			u.fast[s.Name] = scope
		}
		if !bound {
			continue
		}
		if scope == ScopeGlobalExplicit || scope == ScopeGlobalImplicit {
			c.touch(s.Name)
			continue // an assignment expression's target that is global
		}
		c.touch(s.Name)
		_, isCell := u.cells[s.Name]
		v := savedVar{reg: c.local(s.Name), saved: noReg, cell: scope == ScopeCell}
		if v.cell {
			if !isCell {
				u.hidden[s.Name] = true
			}
			v.reg = c.cell(s.Name)
		}
		own := u.ste.functionLike() && !u.ste.onlyInlined[s.Name] && outer != ScopeFree && outer != ScopeGlobalExplicit && outer != ScopeGlobalImplicit
		if own || u.active[s.Name] > 0 || isCell && !v.cell {
			v.saved = c.temp()
			v.slot = u.saves
			u.saves++
			u.ins = append(u.ins, instr{op: code.MOVE, x: 1, a: v.saved, b: v.reg, d: v.slot, pos: pos, h: u.handler})
			c.emit(pos, code.LOADNULL, 0, v.reg, 0, 0)
			if v.cell {
				c.emit(pos, code.MAKECELL, 0, v.reg, 0, 0)
			}
		}
		u.active[s.Name]++
		names = append(names, s.Name)
		vars = append(vars, v)
	}
	outer := u.handler
	exc := c.temp()
	h := &handler{label: c.newLabel(), reg: exc}
	u.handler = h
	x := &comp{e: e, gens: gens, elt: elt, value: value, result: d}
	c.buildEmpty(pos, x, it)
	c.compLoop(x, 0, it)
	u.handler = outer
	c.restoreVars(pos, vars)
	old := c.coldBegin()
	c.label(h.label)
	c.restoreVars(pos, vars)
	c.emit(pos, code.RERAISE, 0, exc, 0, 0)
	c.coldEnd(old)
	for _, n := range names {
		u.active[n]--
	}
	for n, f := range oldFast {
		if f < 0 {
			delete(u.fast, n)
		} else {
			u.fast[n] = f
		}
	}
	u.inlined--
	return c.finish(pos, want, d)
}

func (c *compiler) restoreVars(pos *syntax.Pos, vars []savedVar) {
	for i := len(vars) - 1; i >= 0; i-- {
		v := vars[i]
		if v.saved >= 0 {
			c.u.ins = append(c.u.ins, instr{op: code.MOVE, x: 2, a: v.reg, b: v.saved, d: v.slot, pos: pos, h: c.u.handler})
			continue
		}
		c.emit(pos, code.LOADNULL, 0, v.reg, 0, 0)
		if v.cell {
			c.emit(pos, code.MAKECELL, 0, v.reg, 0, 0)
		}
	}
}
