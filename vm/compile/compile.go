// Package compile turns syntax trees into code objects for the register machine: symbol tables, code generation and
// assembly. It knows neither the machine nor its objects.
package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Options are the options of compile().
type Options struct {
	// Optimize is the level: 1 strips asserts (-O), 2 docstrings too (-OO).
	Optimize int
	// Flags are inherited __future__ flags.
	Flags code.Flags
	// TopLevelAwait allows await, async for and async with outside functions (PyCF_ALLOW_TOP_LEVEL_AWAIT).
	TopLevelAwait bool
}

// maxDepth limits the depth of a tree, so that hostile input cannot overflow the native stack.
const maxDepth = 20000

// maxBlocks limits the nesting of loops, try and with statements in a code object, as CPython does.
const maxBlocks = 21

// DepthError says that a tree is nested too deeply to be compiled: a RecursionError in Python.
type DepthError struct{}

func (DepthError) Error() string { return "maximum recursion depth exceeded during compilation" }

// compiler compiles a module.
type compiler struct {
	filename    string
	opts        Options
	st          *table
	u           *unit
	future      code.Flags
	interactive bool
	quiet       int // no warnings while a finally body is compiled again
	warnings    []syntax.Warning
	folded      map[syntax.Expr]foldResult
}

// Compile compiles a module, an interactive statement or an expression. The error is a *syntax.Error or a DepthError;
// warnings are returned in order of their discovery.
func Compile(mod syntax.Mod, filename string, opts Options) (result *code.Code, warnings []syntax.Warning, err error) {
	c := &compiler{filename: filename, opts: opts, folded: map[syntax.Expr]foldResult{}}
	defer func() { warnings = c.warnings }()
	defer recoverError(&err)
	checkDepth(mod)
	future, line, err := futureFlags(mod, filename)
	if err != nil {
		return nil, nil, err
	}
	c.future = opts.Flags | future
	c.controlFlowWarnings(mod)
	c.st = buildTable(mod, filename, opts, future, line)
	return c.module(mod), nil, nil
}

func recoverError(err *error) {
	if r := recover(); r != nil {
		e, ok := r.(compileError)
		if !ok {
			panic(r)
		}
		*err = e.err
	}
}

// checkDepth fails when the tree is deeper than maxDepth. Everything after may recurse freely.
func checkDepth(mod syntax.Node) {
	type item struct {
		n     syntax.Node
		depth int
	}
	stack := []item{{mod, 0}}
	depth := 0
	push := func(n syntax.Node) {
		if _, ok := n.(*syntax.Comprehension); n != nil && !ok { // a tree made by a program may hold None where Validate will object
			stack = append(stack, item{n, depth})
		}
	}
	for len(stack) > 0 {
		it := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if it.depth > maxDepth {
			panic(compileError{DepthError{}})
		}
		depth = it.depth + 1
		if gens := generatorsOf(it.n); gens != nil {
			// Each clause is a loop within the one before, and the element is within all of them.
			for i, g := range gens {
				stack = append(stack, item{g, depth + i/clausesEach})
			}
			depth += len(gens) / clausesEach
		}
		syntax.EachChild(it.n, push)
	}
}

// clausesEach is how many clauses of a comprehension count as a level.
const clausesEach = 2

func generatorsOf(n syntax.Node) []*syntax.Comprehension {
	switch n := n.(type) {
	case *syntax.ListComp:
		return n.Generators
	case *syntax.SetComp:
		return n.Generators
	case *syntax.DictComp:
		return n.Generators
	case *syntax.GeneratorExp:
		return n.Generators
	}
	return nil
}

func docstring(body []syntax.Stmt) (string, bool) {
	if len(body) > 0 {
		if s, ok := body[0].(*syntax.ExprStmt); ok {
			if k, ok := s.Value.(*syntax.Constant); ok {
				d, ok := k.Value.(string)
				return d, ok
			}
		}
	}
	return "", false
}

// futureFlags collects the __future__ imports at the beginning of a module, and the line of the last.
//
// CPython: Python/future.c future_parse
func futureFlags(mod syntax.Mod, filename string) (flags code.Flags, line int, err error) {
	var body []syntax.Stmt
	switch m := mod.(type) {
	case *syntax.Module:
		body = m.Body
	case *syntax.Interactive:
		body = m.Body
	}
	if _, ok := docstring(body); ok {
		body = body[1:]
	}
	done, last := false, 0
	for _, s := range body {
		if done && s.Position().Lineno > last {
			break
		}
		last = s.Position().Lineno
		imp, ok := s.(*syntax.ImportFrom)
		if !ok || imp.Module != "__future__" || imp.Level != 0 {
			done = true
			continue
		}
		if done {
			return 0, 0, bareErrorAt(filename, imp.Position(), "from __future__ imports must occur at the beginning of the file")
		}
		for _, a := range imp.Names {
			switch a.Name {
			case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
				"unicode_literals", "generator_stop":
			case "barry_as_FLUFL":
				flags |= code.FutureBarryAsBdfl
			case "annotations":
				flags |= code.FutureAnnotations
			case "braces":
				return 0, 0, bareErrorAt(filename, a.Position(), "not a chance")
			default:
				name := a.Name
				if len(name) > 100 {
					name = name[:100]
				}
				return 0, 0, bareErrorAt(filename, a.Position(), "future feature "+name+" is not defined")
			}
		}
		line = imp.Lineno
	}
	return flags, line, nil
}

func (c *compiler) fail(p *syntax.Pos, msg string) {
	panic(compileError{syntaxErrorAt(c.filename, p, msg)})
}

func (c *compiler) warn(p *syntax.Pos, msg string) {
	if c.quiet > 0 {
		return
	}
	c.warnings = append(c.warnings, syntax.Warning{Msg: msg, Lineno: p.Lineno, AsError: syntaxErrorAt(c.filename, p, msg)})
}

func (c *compiler) enter(name string, kind scopeKind, ste *Entry, first int) *unit {
	u := &unit{parent: c.u, ste: ste, kind: kind, name: name, first: first, locals: map[string]int{}, isTouched: map[string]bool{},
		cells: map[string]int{}, frees: map[string]int{}, names: map[string]int{}, consts: map[any]int{}, fast: map[string]int{},
		hidden: map[string]bool{}, active: map[string]int{}}
	if c.u != nil {
		u.private = c.u.private
	}
	c.u = u
	u.qualname = c.qualname()
	for _, p := range ste.Varnames {
		c.touch(p)
	}
	for _, n := range ste.names(ScopeCell, DefCompCell) {
		c.cell(n)
	}
	if ste.Type == ClassBlock {
		if ste.needsClass {
			c.cell("__class__")
		}
		if ste.needsClassdict {
			c.cell("__classdict__")
		}
	}
	if ste.condAnnotations && (ste.Type == ClassBlock || ste.Type == ModuleBlock) {
		c.cell("__conditional_annotations__")
	}
	for _, n := range ste.names(ScopeFree, DefFreeClass) {
		c.free(n)
	}
	return u
}

// CPython: Python/compile.c compiler_set_qualname
func (c *compiler) qualname() string {
	u := c.u
	p := u.parent
	if p != nil && (p.kind == kindTypeParams || p.kind == kindAnnotations) {
		p = p.parent
	}
	if p == nil || p.parent == nil {
		return u.name
	}
	if u.kind == kindFunction || u.kind == kindAsyncFunction || u.kind == kindClass {
		if p.ste.scope(mangle(p.private, u.name)) == ScopeGlobalExplicit {
			return u.name
		}
	}
	switch p.kind {
	case kindFunction, kindAsyncFunction, kindLambda:
		return p.qualname + ".<locals>." + u.name
	}
	return p.qualname + "." + u.name
}

// leave assembles the current unit and returns to its parent.
func (c *compiler) leave() *code.Code {
	u := c.u
	k, err := assemble(u, c.filename, c.flags())
	if err != nil {
		panic(compileError{err})
	}
	c.u = u.parent
	return k
}

func (c *compiler) flags() code.Flags {
	e := c.u.ste
	f := c.future & (code.FutureAnnotations | code.FutureBarryAsBdfl)
	if e.functionLike() {
		f |= code.NewLocals | code.Optimized
		if e.Nested {
			f |= code.Nested
		}
		switch {
		case e.generator && !e.coroutine:
			f |= code.Generator
		case !e.generator && e.coroutine:
			f |= code.Coroutine
		case e.generator && e.coroutine:
			f |= code.AsyncGenerator
		}
		if e.varargs {
			f |= code.VarArgs
		}
		if e.varkeywords {
			f |= code.VarKeywords
		}
		if e.method {
			f |= code.Method
		}
		if c.u.docstring {
			f |= code.HasDocstring
		}
	} else if e.Type == ModuleBlock && c.opts.TopLevelAwait && e.coroutine {
		f |= code.Coroutine
	}
	return f
}

func (c *compiler) module(mod syntax.Mod) *code.Code {
	c.enter("<module>", kindModule, c.st.top, 1)
	switch m := mod.(type) {
	case *syntax.Module:
		c.body(m.Body, 0)
	case *syntax.Interactive:
		c.interactive = true
		c.body(m.Body, -1)
	case *syntax.Expression:
		c.u.first = 1
		r := c.expr(m.Body, noReg)
		c.emit(m.Body.Position(), code.RET, 0, r, 0, 0)
		return c.leave()
	}
	c.implicitReturn()
	return c.leave()
}

// implicitReturn ends a body with `return None`, which has no place in the source.
func (c *compiler) implicitReturn() {
	t := c.temp()
	c.emit(noPos, code.LOADK, 0, t, c.constIndex(nil), 0)
	c.emit(noPos, code.RET, 0, t, 0, 0)
	c.release(t)
}

// body compiles the statements of a module or class: docstring, annotations, the rest. docs is -1 where a string is no
// docstring.
func (c *compiler) body(stmts []syntax.Stmt, docs int) {
	u := c.u
	u.placeholder = len(u.ins)
	start := &syntax.Pos{Lineno: 1, EndLineno: 1}
	if len(stmts) > 0 {
		start = stmts[0].Position()
		start = &syntax.Pos{Lineno: start.Lineno, EndLineno: start.EndLineno, ColOffset: start.ColOffset, EndColOffset: start.EndColOffset}
	}
	if u.ste.condAnnotations {
		t := c.temp()
		c.emit(start, code.BUILDSET, 0, t, t, 0)
		c.storeName(start, "__conditional_annotations__", t)
		c.release(t)
	}
	if u.ste.annotationsUsed && c.future&code.FutureAnnotations != 0 {
		c.setupAnnotations(start)
	}
	if d, ok := docstring(stmts); ok && docs >= 0 {
		if c.opts.Optimize < 2 {
			pos := stmts[0].(*syntax.ExprStmt).Value.Position()
			if u.kind == kindClass || u.kind == kindModule {
				t := c.loadConst(pos, cleanDoc(d), noReg)
				c.storeName(pos, "__doc__", t)
				c.release(t)
			}
		}
		stmts = stmts[1:]
	}
	c.stmts(stmts)
	if u.kind == kindModule {
		c.deferredAnnotations(start)
	}
}

// setupAnnotations makes the dict __annotations__ in the namespace if it is not there, for modules and classes whose
// annotations are strings.
func (c *compiler) setupAnnotations(pos *syntax.Pos) {
	end := c.newLabel()
	m := c.temp()
	k := c.temp()
	c.emit(pos, code.LOADLOCALS, 0, m, 0, 0)
	c.loadConst(pos, "__annotations__", k)
	c.emit(pos, code.CONTAINS, 0, m, k, m)
	c.emit(pos, code.JT, 0, m, 0, end)
	c.emit(pos, code.BUILDMAP, 0, m, m, 0)
	c.emitName(pos, code.STORENAME, 0, m, 0, 0, "__annotations__")
	c.label(end)
	c.release(m)
}
