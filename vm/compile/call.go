package compile

import (
	"unicode/utf8"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// attributePos is the place of an attribute's access: of its name alone where the expression spans lines.
func (c *compiler) attributePos(e *syntax.Attribute) *syntax.Pos {
	return attributePosIn(e.Position(), e)
}

// CPython: Python/codegen.c update_start_location_to_match_attr
func attributePosIn(p *syntax.Pos, e *syntax.Attribute) *syntax.Pos {
	if p.Lineno == e.EndLineno {
		return p
	}
	q := *p
	q.Lineno = e.EndLineno
	if n := utf8.RuneCountInString(e.Attr); n <= e.EndColOffset {
		q.ColOffset = e.EndColOffset - n
	} else {
		q.ColOffset, q.EndColOffset = -1, -1 // a strange tree
	}
	if q.EndLineno < q.Lineno {
		q.EndLineno = q.Lineno
	}
	return &q
}

// simpleArgs reports whether a call has neither * nor ** nor very many arguments, so that they fit a window. Calls with
// keywords have only 16 bits for their destination: a function with more registers makes them another way.
func (c *compiler) simpleArgs(args []syntax.Expr, keywords []*syntax.Keyword) bool {
	if len(args)+len(keywords) > maxRun || len(keywords) > 0 && len(c.u.ste.symbols) > maxLocals {
		return false
	}
	for _, a := range args {
		if _, ok := a.(*syntax.Starred); ok {
			return false
		}
	}
	for _, k := range keywords {
		if k.Arg == "" {
			return false
		}
	}
	return true
}

// maxLocals is how many variables a unit may have before its registers are expected to need wide operands.
const maxLocals = 40000

func (c *compiler) checkKeywords(keywords []*syntax.Keyword) {
	if len(keywords) < 2 {
		return
	}
	seen := make(map[string]bool, len(keywords))
	for _, k := range keywords {
		if k.Arg != "" && seen[k.Arg] {
			c.fail(k.Position(), "keyword argument repeated: "+k.Arg)
		}
		seen[k.Arg] = true
	}
}

func (c *compiler) call(e *syntax.Call, want int) int {
	c.checkKeywords(e.Keywords)
	pos := e.Position()
	d := c.target(want)
	if f, ok := e.Func.(*syntax.Attribute); ok && f.Ctx == syntax.Load && c.simpleArgs(e.Args, e.Keywords) {
		b := c.windowAt(d)
		pos := attributePosIn(pos, f)
		if c.superMethod(f, b) {
			c.args(pos, e, b, true, d)
			return d
		}
		c.place(b, 0)
		c.place(b, 1)
		mark := c.u.tmp
		o := c.operand(f.Value, b)
		c.u.tmp = mark
		c.emitName(attributePosIn(f.Position(), f), code.LOADMETHOD, 0, b, o, 0, c.mangle(f.Attr))
		c.args(pos, e, b, true, d)
		return d
	}
	c.checkCaller(e.Func)
	b := c.windowAt(d)
	c.expr(e.Func, c.place(b, 0))
	c.callArgs(pos, b, e.Args, e.Keywords, d)
	return d
}

// args compiles simple arguments into the window of a method call whose function and self are in place, and the call.
func (c *compiler) args(pos *syntax.Pos, e *syntax.Call, b int, method bool, d int) {
	first := 1
	if method {
		first = 2
	}
	n := len(e.Args)
	for i, a := range e.Args {
		c.expr(a, c.place(b, first+i))
	}
	if len(e.Keywords) == 0 {
		op := code.CALL
		if method {
			op = code.CALLM
		}
		c.emit(pos, op, 0, b, n, d)
		return
	}
	names := make(code.Tuple, len(e.Keywords))
	for i, k := range e.Keywords {
		names[i] = k.Arg
		c.expr(k.Value, c.place(b, first+n+i))
	}
	op := code.CALLKW
	if method {
		op = code.CALLMKW
	}
	c.emitKw(pos, op, 0, b, n+len(names), 0, c.constIndex(names), d)
}

// callArgs compiles the arguments of a call whose function is in register b, at the top of the temporaries, and the call.
// extra are registers of positional arguments that follow args (the generic base of a class).
func (c *compiler) callArgs(pos *syntax.Pos, b int, args []syntax.Expr, keywords []*syntax.Keyword, d int) {
	if c.simpleArgs(args, keywords) {
		c.args(pos, &syntax.Call{Args: args, Keywords: keywords}, b, false, d)
		return
	}
	c.place(b, 1)
	if len(args) == 1 {
		if s, ok := args[0].(*syntax.Starred); ok {
			c.expr(s.Value, b+1)
		} else {
			c.sequence(pos, args, seqTuple, b+1)
		}
	} else if k, ok := c.constants(args); ok {
		c.loadConst(pos, k, b+1)
	} else {
		c.incremental(pos, args, seqList, b+1)
	}
	c.exKeywords(pos, b, keywords)
	c.emit(pos, code.CALLEX, 0, b, 0, d)
}

// exKeywords puts the dict of keyword arguments for a CALLEX in register b+2, or null.
func (c *compiler) exKeywords(pos *syntax.Pos, b int, keywords []*syntax.Keyword) {
	c.place(b, 2)
	if len(keywords) == 0 {
		c.emit(pos, code.LOADNULL, 0, b+2, 0, 0)
		return
	}
	if len(keywords) == 1 && keywords[0].Arg == "" {
		// CALLEX takes any mapping.
		c.expr(keywords[0].Value, b+2)
		return
	}
	have := false
	for i := 0; i < len(keywords); {
		mark := c.u.tmp
		if keywords[i].Arg == "" {
			if !have {
				c.emit(pos, code.BUILDMAP, 0, b+2, b+2, 0)
				have = true
			}
			r := c.expr(keywords[i].Value, noReg)
			c.emit(pos, code.DICTMERGE, 0, b+2, r, b)
			c.u.tmp = mark
			i++
			continue
		}
		r := c.top()
		n := 0
		for ; i < len(keywords) && keywords[i].Arg != "" && n < maxRun/2; i++ {
			c.loadConst(pos, keywords[i].Arg, c.place(r, 2*n))
			c.expr(keywords[i].Value, c.place(r, 2*n+1))
			n++
		}
		if !have {
			c.emit(pos, code.BUILDMAP, 0, b+2, r, n)
			have = true
		} else {
			c.emit(pos, code.BUILDMAP, 0, r, r, n)
			c.emit(pos, code.DICTMERGE, 0, b+2, r, b)
		}
		c.u.tmp = mark
	}
}

// superCall reports whether f is an attribute of a call super() or super(a, b) that LOADSUPER does.
//
// CPython: Python/codegen.c can_optimize_super_call
func (c *compiler) superCall(f *syntax.Attribute) (*syntax.Call, bool) {
	call, ok := f.Value.(*syntax.Call)
	if !ok || f.Ctx != syntax.Load || len(call.Keywords) > 0 {
		return nil, false
	}
	n, ok := call.Func.(*syntax.Name)
	if !ok || n.ID != "super" || f.Attr == "__class__" {
		return nil, false
	}
	u := c.u
	if c.resolve("super") != accGlobal || u.ste.scope("super") != ScopeGlobalImplicit || c.st.top.flags("super")&DefBound != 0 {
		return nil, false
	}
	switch len(call.Args) {
	case 2:
		for _, a := range call.Args {
			if _, ok := a.(*syntax.Starred); ok {
				return nil, false
			}
		}
		return call, true
	case 0:
		if u.argcount == 0 || u.inlined > 0 || u.ste.scope("__class__") != ScopeFree {
			return nil, false
		}
		return call, true
	}
	return nil, false
}

// loadSuper loads super, the class and self into the registers from b and emits LOADSUPER.
func (c *compiler) loadSuper(call *syntax.Call, f *syntax.Attribute, b int, x uint8) {
	c.expr(call.Func, c.place(b, 0))
	pos := call.Position()
	if len(call.Args) == 2 {
		c.expr(call.Args[0], c.place(b, 1))
		c.expr(call.Args[1], c.place(b, 2))
		x |= 2
	} else {
		c.emit(pos, code.LOADFREE, 0, c.place(b, 1), c.free("__class__"), 0)
		c.loadFirstParam(pos, c.place(b, 2))
	}
	c.emitName(attributePosIn(f.Position(), f), code.LOADSUPER, x, b, 0, 0, c.mangle(f.Attr))
}

// loadFirstParam loads the first argument of a method, whether it became a cell or not.
func (c *compiler) loadFirstParam(pos *syntax.Pos, d int) {
	name := c.u.ste.Varnames[0]
	if c.u.ste.scope(name) == ScopeCell {
		c.emit(pos, code.LOADCELL, 0, d, c.cell(name), 0)
		return
	}
	c.emit(pos, code.CHECKLOCAL, 0, c.local(name), 0, 0)
	c.emit(pos, code.MOVE, 0, d, c.local(name), 0)
}

func (c *compiler) superMethod(f *syntax.Attribute, b int) bool {
	call, ok := c.superCall(f)
	if !ok {
		return false
	}
	c.loadSuper(call, f, b, 1)
	c.release(b + 2)
	return true
}

func (c *compiler) superAttribute(f *syntax.Attribute, want int) (bool, int) {
	call, ok := c.superCall(f)
	if !ok {
		return false, noReg
	}
	d := c.target(want)
	b := c.windowAt(d)
	c.loadSuper(call, f, b, 0)
	c.move(f.Position(), d, b)
	return true, d
}

func (c *compiler) yield(e *syntax.Yield, want int) int {
	pos := e.Position()
	c.checkYield(pos)
	d := c.target(want)
	var v int
	if e.Value != nil {
		v = c.operand(e.Value, d)
	} else {
		v = d
		if !isTemp(d) {
			v = c.temp()
		}
		c.loadConst(pos, nil, v)
	}
	x := uint8(0)
	if c.u.ste.coroutine {
		x = 1
	}
	c.emit(pos, code.YIELD, x, v, d, 0)
	return d
}

func (c *compiler) checkYield(pos *syntax.Pos) {
	if !c.u.ste.functionLike() {
		c.fail(pos, "'yield' outside function")
	}
}

func (c *compiler) yieldFrom(e *syntax.YieldFrom, want int) int {
	pos := e.Position()
	if !c.u.ste.functionLike() {
		c.fail(pos, "'yield from' outside function")
	}
	if c.u.kind == kindAsyncFunction {
		c.fail(pos, "'yield from' inside async function")
	}
	d := c.early(want)
	t := c.temp()
	v := c.operand(e.Value, t)
	c.emit(pos, code.GETYIELDFROMITER, 0, t, v, 0)
	c.loadConst(pos, nil, d)
	c.emit(pos, code.YIELDFROM, 0, d, t, 0)
	return c.finish(pos, want, d)
}

func (c *compiler) awaitExpr(e *syntax.Await, want int) int {
	d := c.early(want)
	t := c.temp()
	v := c.operand(e.Value, t)
	c.await(e.Position(), 0, v, t, d)
	return c.finish(e.Position(), want, d)
}

// await awaits v: d = its result. t is a temporary, d must be one.
func (c *compiler) await(pos *syntax.Pos, where uint8, v, t, d int) {
	c.emit(pos, code.GETAWAITABLE, where, t, v, 0)
	c.loadConst(pos, nil, d)
	c.emit(pos, code.YIELDFROM, 1, d, t, 0)
}
