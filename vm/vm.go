package vm

import (
	"errors"
	"slices"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/compile"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// VM is the virtual machine of an interpreter: it implements objects.Runtime.
type VM struct {
	Interp *objects.Interpreter
	Config Config
	// Importlib is importlib._bootstrap, nil until the interpreter has a library.
	Importlib *objects.Module
	// Optimize is the level of -O.
	Optimize int
	// AST converts syntax trees to and from Python's, nil until module _ast is there.
	AST ASTConverter
	// AuditHooks are called by sys.audit.
	AuditHooks []Object
	// ImportLock is what importlib holds while it touches its table of module locks.
	ImportLock *objects.RecursiveLock
	// Frozen are the modules that importlib boots from, as _imp knows them.
	Frozen map[string]bool
	// HostRoots visits what the host refers to.
	HostRoots func(visit func(Object))
	// Finalizing is set while the interpreter ends.
	Finalizing bool
}

// Config is what the host, or the command line, says about an interpreter.
type Config struct {
	Prefix, Executable   string
	Library              string // the pure-Python library's directory
	Argv, OrigArgv, Path []string
	WarnOptions          []string
	XOptions             map[string]string
	Flags                map[string]int // of sys.flags, where not the default
	SourceOf             func(module string) (source []byte, filename string, err error)
	// CodeOf gives the code of a file of the packed library, which is to be known as filename; nil where it has none that fits.
	CodeOf func(t *objects.Thread, file, filename string) (*objects.Code, error)
	// WriteBytecode lets imports write .pyc files, below PycachePrefix if that is not empty.
	WriteBytecode bool
	PycachePrefix string
}

// ASTConverter converts syntax trees.
type ASTConverter interface {
	// FromPython gives the tree that o, an _ast.AST, stands for; ok is false if it is none.
	FromPython(t *objects.Thread, o Object, mode syntax.Mode) (mod syntax.Mod, ok bool, err error)
	// ToPython makes Python objects of a tree.
	ToPython(t *objects.Thread, mod syntax.Mod) (Object, error)
}

// New makes an interpreter and its first thread.
func New() (*VM, *objects.Thread) {
	v := &VM{ImportLock: objects.NewRecursiveLock()}
	v.Interp = objects.NewInterpreter(v)
	t := v.NewThread()
	return v, t
}

// NewThread makes a further thread of the interpreter.
func (v *VM) NewThread() *objects.Thread {
	t := v.Interp.NewThread()
	t.Machine = newMachine(v, t)
	return t
}

// Attach makes a thread of the interpreter for the calling goroutine, which then has the interpreter's lock.
func (v *VM) Attach() *objects.Thread {
	t := v.Interp.Attach()
	t.Machine = newMachine(v, t)
	return t
}

// CallFunction implements objects.Runtime.
func (v *VM) CallFunction(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	return machineOf(t).callFunction(fn, args, kwnames, Object{})
}

// RunCode executes code with the globals, and locals as its namespace unless they are the globals.
func (v *VM) RunCode(t *objects.Thread, c *objects.Code, globals *objects.Dict, locals Object, closure *objects.Tuple) (Object, error) {
	builtins, err := v.builtinsFor(t, globals)
	if err != nil {
		return Object{}, err
	}
	fn := objects.NewFunction(c, globals, builtins)
	fn.Closure = closure
	if len(c.Freevars) > 0 && (closure == nil || len(closure.Items) != len(c.Freevars)) {
		return Object{}, objects.TypeErrorf(t, "code object requires a closure of exactly length %d", len(c.Freevars))
	}
	if globals.Type != &objects.DictType && locals.Ref == nil {
		locals = Of(globals)
	} else if locals.Ref == Of(globals).Ref && globals.Type == &objects.DictType {
		locals = Object{}
	}
	return machineOf(t).callFunction(fn, nil, nil, locals)
}

// builtinsFor gives the builtins that code with the globals sees, putting __builtins__ there if it is missing.
func (v *VM) builtinsFor(t *objects.Thread, globals *objects.Dict) (*objects.Dict, error) {
	b := v.builtinsOf(t, globals)
	if globals.GetStr(nameBuiltins).Ref == nil {
		globals.SetStr(nameBuiltins, objects.BuiltinsObject(b))
	}
	return b, nil
}

// builtinsOf gives the builtins that code with the globals sees: without __builtins__ those of the running code.
//
// CPython: Python/ceval.c _PyEval_BuiltinsFromGlobals
func (v *VM) builtinsOf(t *objects.Thread, globals *objects.Dict) *objects.Dict {
	b := globals.GetStr(nameBuiltins)
	if b.Ref == nil {
		return v.Builtins(t)
	}
	return objects.BuiltinsDict(b)
}

// CallBody calls fn, a class body, with ns as its namespace.
func (v *VM) CallBody(t *objects.Thread, fn *objects.Function, ns Object) (Object, error) {
	return machineOf(t).callFunction(fn, nil, nil, ns)
}

// Frame implements objects.Runtime.
func (v *VM) Frame(t *objects.Thread, depth int) Object {
	m := machineOf(t)
	f := m.cur
	for ; f != nil && depth > 0; depth-- {
		f = f.prev
	}
	if f == nil {
		return Object{}
	}
	return Of(m.frameObject(f))
}

// Globals implements objects.Runtime.
func (v *VM) Globals(t *objects.Thread) *objects.Dict {
	if f := machineOf(t).cur; f != nil {
		return f.fn.Globals
	}
	return nil
}

// Builtins implements objects.Runtime.
func (v *VM) Builtins(t *objects.Thread) *objects.Dict {
	if f := machineOf(t).cur; f != nil {
		return f.code.builtins
	}
	return v.Interp.Builtins
}

// Locals implements objects.Runtime.
func (v *VM) Locals(t *objects.Thread) (Object, error) {
	m := machineOf(t)
	if m.cur == nil {
		return Object{}, objects.SystemErrorf(t, "frame does not exist")
	}
	return m.locals(m.cur)
}

// Position implements objects.Runtime.
func (v *VM) Position(t *objects.Thread) (filename string, line int) {
	if f := machineOf(t).cur; f != nil {
		return f.code.code.Filename, f.line()
	}
	return "", 0
}

// NewFunction implements objects.Runtime.
func (v *VM) NewFunction(t *objects.Thread, c *objects.Code, globals *objects.Dict) (*objects.Function, error) {
	return objects.NewFunction(c, globals, v.builtinsOf(t, globals)), nil
}

// SuperArgs implements objects.Runtime.
//
// CPython: Objects/typeobject.c super_init_without_args
func (v *VM) SuperArgs(t *objects.Thread) (*objects.Type, Object, error) {
	f := machineOf(t).cur
	if f == nil {
		return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): no current frame")
	}
	c := f.code.code
	if c.ArgCount == 0 {
		return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): no arguments")
	}
	self := *reg(f.regs, 0)
	for _, cell := range c.Cells {
		if cell.Reg == 0 && self.Ref != nil && self.Type() == &objects.CellType {
			self = (*objects.Cell)(self.Ref).V
		}
	}
	if self.Ref == nil {
		return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): arg[0] deleted")
	}
	for i, name := range c.Freevars {
		if name != "__class__" {
			continue
		}
		v := f.closure(i).V
		if v.Ref == nil {
			return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): empty __class__ cell")
		}
		typ := objects.AsType(v)
		if typ == nil {
			return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): __class__ is not a type (%s)", v.Type().Name200())
		}
		return typ, self, nil
	}
	return nil, Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "super(): __class__ cell not found")
}

// Poll implements objects.Runtime.
func (v *VM) Poll(t *objects.Thread) error {
	t.Breaker.Store(0)
	return v.Interp.RunPending(t)
}

// CompileOptions says how Compile works.
type CompileOptions struct {
	Mode     syntax.Mode
	Syntax   syntax.Flags
	Compile  compile.Options
	Filename string
	// OptimizedAST is ast.PyCF_OPTIMIZED_AST.
	OptimizedAST bool
}

// Compile compiles source text; syntax errors are Python exceptions, warnings are issued.
func (v *VM) Compile(t *objects.Thread, source []byte, o CompileOptions) (*objects.Code, error) {
	mod, err := v.parse(t, source, &o)
	if err != nil {
		return nil, err
	}
	return v.CompileAST(t, mod, o)
}

// CompileTree compiles a syntax tree that a program has made.
func (v *VM) CompileTree(t *objects.Thread, mod syntax.Mod, o CompileOptions) (*objects.Code, error) {
	if err := compile.Validate(mod); err != nil {
		return nil, v.SyntaxError(t, err)
	}
	return v.CompileAST(t, mod, o)
}

// CompileAST compiles a syntax tree of the parser's.
func (v *VM) CompileAST(t *objects.Thread, mod syntax.Mod, o CompileOptions) (*objects.Code, error) {
	c, warnings, err := compile.Compile(mod, o.Filename, o.Compile)
	if err == nil {
		err = v.issue(t, o.Filename, warnings)
	}
	if err != nil {
		return nil, v.SyntaxError(t, err)
	}
	return v.Load(t, c), nil
}

// Load makes a code object of compiled code.
func (v *VM) Load(t *objects.Thread, c *code.Code) *objects.Code { return objects.NewCode(t, c) }

// ParseToPython parses source to Python's ast objects.
func (v *VM) ParseToPython(t *objects.Thread, source []byte, o CompileOptions) (Object, error) {
	if v.AST == nil {
		if _, err := v.Import(t, "_ast"); err != nil {
			return Object{}, err
		}
	}
	mod, err := v.parse(t, source, &o)
	if err != nil {
		return Object{}, err
	}
	if o.OptimizedAST {
		compile.Preprocess(mod, o.Compile.Optimize)
	}
	return v.AST.ToPython(t, mod)
}

// OptimizeTree gives Python's ast objects of a syntax tree that a program has made, changed as the compiler would.
func (v *VM) OptimizeTree(t *objects.Thread, mod syntax.Mod, o CompileOptions) (Object, error) {
	if err := compile.Validate(mod); err != nil {
		return Object{}, v.SyntaxError(t, err)
	}
	compile.Preprocess(mod, o.Compile.Optimize)
	return v.AST.ToPython(t, mod)
}

// CodeFlags gives the flags of the running code.
func (v *VM) CodeFlags(t *objects.Thread) code.Flags {
	if f := machineOf(t).cur; f != nil {
		return f.code.flags
	}
	return 0
}

// SyntaxError makes the exception of an error of the front end.
func (v *VM) SyntaxError(t *objects.Thread, err error) error {
	var e *syntax.Error
	switch err := err.(type) {
	case *syntax.Error:
		e = err
	case *compile.InvalidTree:
		if err.IsType {
			return objects.TypeErrorf(t, "%s", err.Msg)
		}
		return objects.ValueErrorf(t, "%s", err.Msg)
	case compile.DepthError:
		return objects.Errorf(t, &objects.ExcRecursionError, "%s", err.Error())
	default:
		return err
	}
	typ := &objects.ExcSyntaxError
	switch e.Kind {
	case syntax.IndentationError:
		typ = &objects.ExcIndentationError
	case syntax.MemoryError:
		return objects.Errorf(t, &objects.ExcMemoryError, "%s", e.Msg)
	case syntax.TabError:
		typ = &objects.ExcTabError
	case syntax.IncompleteInput:
		typ = &objects.ExcIncompleteInputError
	}
	text := objects.None
	if e.HasText {
		text = objects.NewStr(e.Text)
	} else if e.Lineno > 0 && !strings.HasPrefix(e.Filename, "<") {
		if line := objects.ProgramText(t, e.Filename, e.Lineno); line != "" {
			text = objects.NewStr(line)
		}
	}
	exc := objects.NewSyntaxError(t, typ, e.Msg, objects.NewStr(e.Filename), e.Lineno, e.Offset, e.EndLineno, e.EndOffset, text)
	switch message := objects.NewStr(e.Msg); {
	case e.Bare:
		exc.SetArgs(objects.AsTuple(objects.NewTuple(message)))
	case e.Unnamed:
		details := slices.Clone(objects.AsTuple(exc.Args().Items[1]).Items)
		details[0] = objects.None
		exc.SetArgs(objects.AsTuple(objects.NewTuple(message, objects.NewTuple(details...))))
	}
	if e.Parsed {
		source := objects.None
		if e.Source != "" {
			source = objects.NewStr(e.Source)
		}
		objects.SetSyntaxMetadata(exc, objects.NewTuple(objects.NewInt(int64(e.StmtLine)), objects.NewInt(int64(e.StmtCol)), source))
	}
	return exc
}

// issue issues the warnings of the front end.
func (v *VM) issue(t *objects.Thread, filename string, warnings []syntax.Warning) error {
	for _, w := range warnings {
		if err := objects.WarnExplicit(t, &objects.ExcSyntaxWarning, w.Msg, filename, w.Lineno); err != nil {
			if w.AsError != nil && objects.Matches(err, &objects.ExcSyntaxWarning) {
				return w.AsError
			}
			return err
		}
	}
	return nil
}

// parse parses source text whatever its encoding.
func (v *VM) parse(t *objects.Thread, source []byte, o *CompileOptions) (syntax.Mod, error) {
	var other error
	o.Syntax.MaxStrDigits = v.Interp.MaxStrDigits
	o.Syntax.Decode = func(encoding string, src []byte) (string, error) {
		s, err := objects.DecodeText(t, src, encoding)
		if err == nil {
			return s.String(), nil
		}
		if !objects.Matches(err, &objects.ExcLookupError) && !objects.Matches(err, &objects.ExcValueError) && !objects.Matches(err, &objects.ExcSyntaxError) {
			other = err
			return "", err
		}
		text, err := objects.ToStr(t, Of(objects.AsExc(t, err)))
		if err != nil {
			other = err
			return "", err
		}
		return "", errors.New(text.String())
	}
	mod, warnings, err := syntax.Parse(source, o.Filename, o.Mode, o.Syntax)
	if other != nil {
		return nil, other
	}
	if werr := v.issue(t, o.Filename, warnings); werr != nil {
		err = werr
	}
	if err != nil {
		return nil, v.SyntaxError(t, err)
	}
	return mod, nil
}
