package compile

import (
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// The flags of MAKEFUNC.
const (
	funcDefaults   = 1
	funcKwDefaults = 2
	funcAnnotate   = 4
	funcClosure    = 8
)

// closureCell puts the cell of a variable that code k captures into register r.
func (c *compiler) closureCell(pos *syntax.Pos, name string, r int) {
	u := c.u
	if s, ok := u.fast[name]; ok && s == ScopeCell {
		c.emit(pos, code.MOVE, 0, r, c.cell(name), 0)
		return
	}
	if _, ok := u.cells[name]; ok && !u.hidden[name] {
		c.emit(pos, code.MOVE, 0, r, c.cell(name), 0)
		return
	}
	c.emit(pos, code.LOADCLOSURE, 0, r, c.free(name), 0)
}

// makeFunction makes a function of k in register want. The n attributes named by flags lie in the registers from base,
// at the top of the temporaries.
func (c *compiler) makeFunction(pos *syntax.Pos, k *code.Code, flags uint8, base, n, want int) int {
	mark := c.u.tmp
	if len(k.Freevars) > 0 {
		b := base + n
		for i, name := range k.Freevars {
			c.closureCell(pos, name, c.place(b, i))
		}
		c.emit(pos, code.BUILDTUPLE, 0, b, b, len(k.Freevars))
		flags |= funcClosure
	}
	c.emit(pos, code.MAKEFUNC, flags, want, c.constIndex(k), base)
	c.u.tmp = mark
	return want
}

// defaults evaluates the defaults of parameters into registers from b.
func (c *compiler) defaults(pos *syntax.Pos, a *syntax.Arguments, b int) (flags uint8, n int) {
	if len(a.Defaults) > 0 {
		if k, ok := c.constants(a.Defaults); ok {
			c.loadConst(pos, k, c.place(b, 0))
		} else {
			c.sequence(pos, a.Defaults, seqTuple, c.place(b, 0))
		}
		flags |= funcDefaults
		n++
	}
	var names, values []syntax.Expr
	for i, d := range a.KwDefaults {
		if d != nil {
			names = append(names, &syntax.Constant{Pos: *pos, Value: c.mangle(a.Kwonlyargs[i].Arg)})
			values = append(values, d)
		}
	}
	if len(names) > 0 {
		c.expr(&syntax.Dict{Pos: *pos, Keys: names, Values: values}, c.place(b, n))
		flags |= funcKwDefaults
		n++
	}
	return flags, n
}

func (c *compiler) setArgs(a *syntax.Arguments) {
	c.u.posonly = len(a.Posonlyargs)
	c.u.argcount = len(a.Posonlyargs) + len(a.Args)
	c.u.kwonly = len(a.Kwonlyargs)
}

func (c *compiler) lambda(e *syntax.Lambda, want int) int {
	d := c.target(want)
	b := c.windowAt(d)
	flags, n := c.defaults(e.Position(), e.Args, b)
	ste := c.st.blocks[e]
	c.enter("<lambda>", kindLambda, ste, e.Lineno)
	c.setArgs(e.Args)
	if ste.generator || ste.coroutine {
		c.beginGenerator()
	}
	r := c.expr(e.Body, noReg)
	c.emit(e.Body.Position(), code.RET, 0, r, 0, 0)
	c.endGenerator()
	k := c.leave()
	return c.makeFunction(e.Position(), k, flags, b, n, d)
}

// beginGenerator covers what follows, the body of a generator or coroutine, with the handler that turns StopIteration
// into RuntimeError (PEP 479).
func (c *compiler) beginGenerator() {
	c.u.handler = &handler{label: c.newLabel(), reg: regTemp}
	if c.u.maxTmp == 0 {
		c.u.maxTmp = 1
	}
}

func (c *compiler) endGenerator() {
	h := c.u.handler
	if h == nil {
		return
	}
	c.u.handler = nil
	old := c.coldBegin()
	c.label(h.label)
	c.emit(noPos, code.INTRINSIC1, code.IntrinsicSTOPITERATIONERROR, h.reg, h.reg, 0)
	c.emit(noPos, code.RERAISE, 0, h.reg, 0, 0)
	c.coldEnd(old)
}

type funcNode struct {
	stmt       syntax.Stmt
	name       string
	args       *syntax.Arguments
	body       []syntax.Stmt
	decorators []syntax.Expr
	returns    syntax.Expr
	typeParams []syntax.TypeParam
	async      bool
}

// decorate evaluates decorators into consecutive temporaries.
func (c *compiler) decorate(l []syntax.Expr) {
	for _, d := range l {
		c.checkCaller(d)
		c.expr(d, c.temp())
	}
}

// applyDecorators calls the decorators, the last one first, on the function or class in register r just above them.
func (c *compiler) applyDecorators(l []syntax.Expr, r int) int {
	for i := len(l) - 1; i >= 0; i-- {
		r--
		c.emit(l[i].Position(), code.CALL, 0, r, 1, r)
	}
	return r
}

func firstLine(pos *syntax.Pos, decorators []syntax.Expr) int {
	if len(decorators) > 0 {
		return decorators[0].Position().Lineno
	}
	return pos.Lineno
}

// CPython: Python/codegen.c codegen_function
func (c *compiler) function(f *funcNode) {
	pos := f.stmt.Position()
	mark := c.u.tmp
	c.decorate(f.decorators)
	first := firstLine(pos, f.decorators)
	if len(f.decorators) > 0 {
		p := *pos
		pos = &p
	}
	b := c.place(c.top(), 0)
	if len(f.typeParams) == 0 {
		c.release(b)
		flags, n := c.defaults(pos, f.args, b)
		c.functionObject(pos, f, first, flags, b, n)
	} else {
		flags, n := c.defaults(pos, f.args, b+1)
		c.enter("<generic parameters of "+f.name+">", kindTypeParams, c.st.blocks[typeParamsKey{f.stmt}], first)
		c.u.argcount = n
		tp := c.typeParams(pos, f.typeParams)
		fb := c.top()
		var params []string
		if flags&funcDefaults != 0 {
			params = append(params, ".defaults")
		}
		if flags&funcKwDefaults != 0 {
			params = append(params, ".kwdefaults")
		}
		for i := 0; i < n; i++ {
			c.emit(pos, code.MOVE, 0, c.place(fb, i), c.local(params[i]), 0)
		}
		c.functionObject(pos, f, first, flags, fb, n)
		c.emit(pos, code.INTRINSIC2, code.IntrinsicSETFUNCTIONTYPEPARAMS, fb, fb, tp)
		c.emit(pos, code.RET, 0, fb, 0, 0)
		k := c.leave()
		c.makeFunction(pos, k, 0, c.top(), 0, b)
		c.emit(pos, code.CALL, 0, b, n, b)
	}
	r := c.applyDecorators(f.decorators, b)
	c.storeName(pos, f.name, r)
	c.u.tmp = mark
}

// functionObject makes the function itself in register b, where its n defaults lie.
func (c *compiler) functionObject(pos *syntax.Pos, f *funcNode, first int, flags uint8, b, n int) {
	if ann := c.st.blocks[annotationsKey{f.args}]; ann != nil && ann.annotationsUsed {
		k := c.functionAnnotations(pos, ann, f)
		r := c.place(b, n)
		c.makeFunction(pos, k, 0, c.top(), 0, r)
		flags |= funcAnnotate
		n++
	}
	k := c.functionCode(f, first)
	c.makeFunction(pos, k, flags, b, n, b)
	c.release(b)
	c.place(b, 0)
}

func (c *compiler) functionCode(f *funcNode, first int) *code.Code {
	kind := kindFunction
	if f.async {
		kind = kindAsyncFunction
	}
	ste := c.st.blocks[f.stmt]
	c.enter(f.name, kind, ste, first)
	c.setArgs(f.args)
	body := f.body
	if d, ok := docstring(body); ok {
		if c.opts.Optimize < 2 {
			c.constIndex(cleanDoc(d))
			c.u.docstring = true
		}
		body = body[1:]
	}
	if ste.generator || ste.coroutine {
		c.beginGenerator()
	}
	c.stmts(body)
	c.implicitReturn()
	c.endGenerator()
	return c.leave()
}

// beginAnnotations enters the unit of an annotate function or a lazily evaluated expression: it refuses formats that it
// does not know.
func (c *compiler) beginAnnotations(name string, ste *Entry, first int) {
	c.enter(name, kindAnnotations, ste, first)
	c.u.argcount, c.u.posonly = 1, 1
	pos := &syntax.Pos{Lineno: first, EndLineno: first, EndColOffset: 0}
	ok := c.newLabel()
	c.emit(pos, code.JFGTI, 0, c.local(".format"), 2, ok)
	t := c.temp()
	c.emit(pos, code.LOADNOTIMPLEMENTED, 0, t, 0, 0)
	c.emit(pos, code.RAISE, 0, t, noReg, 0)
	c.release(t)
	c.label(ok)
}

// annotation compiles an annotation into register d: its value, or its source if annotations are strings.
func (c *compiler) annotation(e syntax.Expr, d int) {
	if c.future&code.FutureAnnotations != 0 {
		c.loadConst(e.Position(), unparse(e), d)
		return
	}
	c.starredExpr(e, d)
}

// starredExpr compiles an expression of which `*x` means the only element of x.
func (c *compiler) starredExpr(e syntax.Expr, d int) {
	if s, ok := e.(*syntax.Starred); ok {
		v := c.expr(s.Value, noReg)
		t := c.temp()
		c.emit(e.Position(), code.UNPACKSEQ, 0, t, v, 1)
		c.move(e.Position(), d, t)
		c.release(t)
		return
	}
	c.expr(e, d)
}

func (c *compiler) functionAnnotations(pos *syntax.Pos, ann *Entry, f *funcNode) *code.Code {
	// It counts as the function's own.
	c.beginAnnotations(f.name+".__annotate__", ann, pos.Lineno)
	c.u.name = "__annotate__"
	b := c.top()
	d := c.temp()
	n := 0
	c.emit(pos, code.BUILDMAP, 0, d, d, 0)
	add := func(name string, e syntax.Expr) {
		if e == nil {
			return
		}
		mark := c.u.tmp
		k := c.loadConst(pos, c.mangle(name), noReg)
		v := c.temp()
		c.annotation(e, v)
		c.emit(pos, code.MAPADD, 0, d, k, v)
		c.u.tmp = mark
		n++
	}
	a := f.args
	for _, l := range [][]*syntax.Arg{a.Posonlyargs, a.Args, {a.Vararg}, a.Kwonlyargs, {a.Kwarg}} {
		for _, arg := range l {
			if arg != nil {
				add(arg.Arg, arg.Annotation)
			}
		}
	}
	add("return", f.returns)
	c.emit(pos, code.RET, 0, b, 0, 0)
	return c.leaveAnnotations()
}

// leaveAnnotations ends an annotate function: its parameter is called format, and only the compiler says .format.
func (c *compiler) leaveAnnotations() *code.Code {
	k := c.leave()
	if len(k.Varnames) > 0 && k.Varnames[0] == ".format" {
		k.Varnames[0] = "format"
	}
	return k
}

// typeParams evaluates type parameters: the register of their tuple.
func (c *compiler) typeParams(pos *syntax.Pos, l []syntax.TypeParam) int {
	b := c.top()
	seenDefault := false
	for i, p := range l {
		r := c.place(b, i)
		pos := p.Position()
		var name string
		var def syntax.Expr
		starred := false
		switch p := p.(type) {
		case *syntax.TypeVar:
			name, def = p.Name, p.DefaultValue
			n := c.loadConst(pos, name, r)
			if p.Bound != nil {
				v := c.evaluator(p.Bound, name, typeVarKey{p, false}, false)
				x := code.IntrinsicTYPEVARWITHBOUND
				if _, ok := p.Bound.(*syntax.Tuple); ok {
					x = code.IntrinsicTYPEVARWITHCONSTRAINTS
				}
				c.emit(pos, code.INTRINSIC2, x, r, n, v)
			} else {
				c.emit(pos, code.INTRINSIC1, code.IntrinsicTYPEVAR, r, n, 0)
			}
		case *syntax.TypeVarTuple:
			name, def, starred = p.Name, p.DefaultValue, true
			c.emit(pos, code.INTRINSIC1, code.IntrinsicTYPEVARTUPLE, r, c.loadConst(pos, name, r), 0)
		case *syntax.ParamSpec:
			name, def = p.Name, p.DefaultValue
			c.emit(pos, code.INTRINSIC1, code.IntrinsicPARAMSPEC, r, c.loadConst(pos, name, r), 0)
		}
		c.release(r + 1)
		if def != nil {
			seenDefault = true
			v := c.evaluator(def, name, typeVarKey{p, true}, starred)
			c.emit(pos, code.INTRINSIC2, code.IntrinsicSETTYPEPARAMDEFAULT, r, r, v)
			c.release(r + 1)
		} else if seenDefault {
			c.fail(pos, "non-default type parameter '"+name+"' follows default type parameter")
		}
		c.storeName(pos, name, r)
	}
	c.emit(pos, code.BUILDTUPLE, 0, b, b, len(l))
	c.release(b + 1)
	return b
}

// evaluator makes the function that evaluates a bound, default or alias lazily: its register.
func (c *compiler) evaluator(e syntax.Expr, name string, key any, starred bool) int {
	pos := e.Position()
	r := c.temp()
	c.loadConst(pos, code.Tuple{int64(1)}, r)
	c.beginAnnotations(name, c.st.blocks[key], pos.Lineno)
	d := c.temp()
	if starred {
		c.starredExpr(e, d)
	} else {
		c.expr(e, d)
	}
	c.emit(pos, code.RET, 0, d, 0, 0)
	k := c.leave()
	return c.makeFunction(pos, k, funcDefaults, r, 1, r)
}

// cleanDoc removes the indentation of a docstring, as inspect.cleandoc does.
//
// CPython: Python/compile.c _PyCompile_CleanDoc
func cleanDoc(doc string) string {
	doc = expandTabs(doc)
	first := strings.TrimLeft(doc, " ")
	lines := strings.Split(first, "\n")
	margin := -1
	for _, l := range strings.Split(doc, "\n")[1:] {
		if t := strings.TrimLeft(l, " "); t != "" && (margin < 0 || len(l)-len(t) < margin) {
			margin = len(l) - len(t)
		}
	}
	if margin <= 0 && len(first) == len(doc) {
		return doc
	}
	if margin > 0 {
		for i, l := range lines[1:] {
			n := 0
			for n < margin && n < len(l) && l[n] == ' ' {
				n++
			}
			lines[i+1] = l[n:]
		}
	}
	return strings.Join(lines, "\n")
}

func expandTabs(s string) string {
	if !strings.ContainsRune(s, '\t') {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range []byte(s) {
		switch {
		case r == '\t':
			for {
				b.WriteByte(' ')
				col++
				if col%8 == 0 {
					break
				}
			}
		case r == '\n' || r == '\r':
			b.WriteByte(r)
			col = 0
		default:
			b.WriteByte(r)
			if r&0xc0 != 0x80 {
				col++
			}
		}
	}
	return b.String()
}
