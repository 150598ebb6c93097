package builtins

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/compile"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// The flags of compile() that are no co_flags.
const (
	flagSourceIsUTF8    = 0x0100
	flagDontImplyDedent = 0x0200
	flagOnlyAST         = 0x0400
	flagTypeComments    = 0x1000
	flagTopLevelAwait   = 0x2000
	flagAllowIncomplete = 0x4000
	flagOptimizedAST    = 0x8000 | flagOnlyAST
	futureFlags         = 0x1fe0000
	compileFlags        = flagSourceIsUTF8 | flagDontImplyDedent | flagOptimizedAST | flagTypeComments | flagTopLevelAwait | flagAllowIncomplete
)

// sourceText gives the text of a source argument: a str, or bytes-like.
//
// CPython: Python/pythonrun.c _Py_SourceAsString
func sourceText(t *objects.Thread, source Object, function, what string) (text []byte, isString bool, err error) {
	if s := objects.AsStr(source); s != nil {
		text, err = objects.EncodeUTF8(t, s)
		isString = true
	} else if b, ok := objects.BytesLike(t, source); ok {
		text = b
	} else {
		return nil, false, objects.TypeErrorf(t, "%s() arg 1 must be a %s object", function, what)
	}
	if err != nil {
		return nil, false, err
	}
	for _, c := range text {
		if c == 0 {
			return nil, false, objects.Errorf(t, &objects.ExcSyntaxError, "source code string cannot contain null bytes")
		}
	}
	return text, isString, nil
}

// inherited gives the __future__ flags of the running code.
func inherited(t *objects.Thread) code.Flags { return machine(t).CodeFlags(t) & futureFlags }

// Compile source into a code object that can be executed by exec() or eval().
//
// The source code may represent a Python module, statement or expression.
// The filename will be used for run-time error messages.
// The mode must be 'exec' to compile a module, 'single' to compile a
// single (interactive) statement, or 'eval' to compile an expression.
// The flags argument, if present, controls which future statements influence
// the compilation of the code.
// The dont_inherit argument, if true, stops the compilation inheriting
// the effects of any future statements in effect in the code calling
// compile; if absent or false these statements do influence the compilation,
// in addition to any features explicitly specified.
//
//py:def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)
func compileSource(t *objects.Thread, source, filename objects.Object, mode string, flags int, dontInherit bool, optimize, featureVersion int) (objects.Object, error) {
	var null Object
	name, err := objects.FSPathDecode(t, filename)
	if err != nil {
		return null, err
	}
	if flags & ^(compileFlags|futureFlags|0x10) != 0 {
		return null, objects.ValueErrorf(t, "compile(): unrecognised flags")
	}
	if optimize < -1 || optimize > 2 {
		return null, objects.ValueErrorf(t, "compile(): invalid optimize value")
	}
	o := vm.CompileOptions{Filename: name}
	switch mode {
	case "exec":
		o.Mode = syntax.Exec
	case "eval":
		o.Mode = syntax.Eval
	case "single":
		o.Mode = syntax.Single
	case "func_type":
		if flags&flagOnlyAST == 0 {
			return null, objects.ValueErrorf(t, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
		}
		o.Mode = syntax.FuncType
	default:
		if flags&flagOnlyAST != 0 {
			return null, objects.ValueErrorf(t, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
		}
		return null, objects.ValueErrorf(t, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	f := code.Flags(flags) & futureFlags
	if !dontInherit {
		f |= inherited(t)
	}
	if optimize < 0 {
		optimize = machine(t).Optimize
	}
	o.Compile = compile.Options{Optimize: optimize, Flags: f, TopLevelAwait: flags&flagTopLevelAwait != 0}
	o.OptimizedAST = flags&flagOptimizedAST == flagOptimizedAST
	o.Syntax.TypeComments = flags&flagTypeComments != 0
	o.Syntax.AllowIncomplete = flags&flagAllowIncomplete != 0
	o.Syntax.DontImplyDedent = flags&flagDontImplyDedent != 0
	o.Syntax.BarryAsFLUFL = f&code.FutureBarryAsBdfl != 0
	if featureVersion >= 0 && flags&flagOnlyAST != 0 {
		o.Syntax.FeatureVersion = featureVersion
	}
	if ast := machine(t).AST; ast != nil {
		if mod, ok, err := ast.FromPython(t, source, o.Mode); err != nil {
			return null, err
		} else if ok {
			if flags&flagOptimizedAST == flagOptimizedAST {
				return machine(t).OptimizeTree(t, mod, o)
			}
			if flags&flagOnlyAST != 0 {
				return source, nil
			}
			c, err := machine(t).CompileTree(t, mod, o)
			return objects.Of(c).Or(err)
		}
	}
	text, isString, err := sourceText(t, source, "compile", "string, bytes or AST")
	if err != nil {
		return null, err
	}
	o.Syntax.SourceIsString = isString
	if flags&flagOnlyAST != 0 {
		return machine(t).ParseToPython(t, text, o)
	}
	c, err := machine(t).Compile(t, text, o)
	return objects.Of(c).Or(err)
}

// namespaces completes the globals and locals of exec and eval.
func namespaces(t *objects.Thread, function string, globals, locals Object) (*objects.Dict, Object, error) {
	if locals != objects.None && !objects.IsMapping(locals) {
		if function == "eval" {
			return nil, Object{}, objects.TypeErrorf(t, "locals must be a mapping")
		}
		return nil, Object{}, objects.TypeErrorf(t, "locals must be a mapping or None, not %.100s", locals.Type().Name200())
	}
	if globals == objects.None {
		g := t.Runtime.Globals(t)
		if g == nil {
			return nil, Object{}, objects.SystemErrorf(t, "globals and locals cannot be NULL")
		}
		if locals == objects.None {
			var err error
			if locals, err = t.Runtime.Locals(t); err != nil {
				return nil, Object{}, err
			}
		}
		return g, locals, nil
	}
	g := objects.AsDict(globals)
	if g == nil {
		return nil, Object{}, objects.TypeErrorf(t, "%s() globals must be a dict, not %.100s", function, globals.Type().Name200())
	}
	if locals == objects.None {
		locals = globals
	}
	return g, locals, nil
}

// Evaluate the given source in the context of globals and locals.
//
// The source may be a string representing a Python expression
// or a code object as returned by compile().
// The globals must be a dictionary and locals can be any mapping,
// defaulting to the current globals and locals.
// If only globals is given, locals defaults to it.
//
//py:def eval(source, /, globals=None, locals=None)
func eval(t *objects.Thread, source, globals, locals objects.Object) (objects.Object, error) {
	g, l, err := namespaces(t, "eval", globals, locals)
	if err != nil {
		return objects.Object{}, err
	}
	if source.Type() == &objects.CodeType {
		c := (*objects.Code)(source.Ref)
		if len(c.Freevars) > 0 {
			return objects.Object{}, objects.TypeErrorf(t, "code object passed to eval() may not contain free variables")
		}
		return machine(t).RunCode(t, c, g, l, nil)
	}
	text, isString, err := sourceText(t, source, "eval", "string, bytes or code")
	if err != nil {
		return objects.Object{}, err
	}
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		text = text[1:]
	}
	f := inherited(t)
	c, err := machine(t).Compile(t, text, vm.CompileOptions{
		Mode: syntax.Eval, Filename: "<string>",
		Syntax:  syntax.Flags{SourceIsString: isString, BarryAsFLUFL: f&code.FutureBarryAsBdfl != 0},
		Compile: compile.Options{Flags: f, Optimize: machine(t).Optimize},
	})
	if err != nil {
		return objects.Object{}, err
	}
	return machine(t).RunCode(t, c, g, l, nil)
}

// Execute the given source in the context of globals and locals.
//
// The source may be a string representing one or more Python statements
// or a code object as returned by compile().
// The globals must be a dictionary and locals can be any mapping,
// defaulting to the current globals and locals.
// If only globals is given, locals defaults to it.
// The closure must be a tuple of cellvars, and can only be used
// when source is a code object requiring exactly that many cellvars.
//
//py:def exec(source, /, globals=None, locals=None, *, closure=None)
func execSource(t *objects.Thread, source, globals, locals, closure objects.Object) (objects.Object, error) {
	g, l, err := namespaces(t, "exec", globals, locals)
	if err != nil {
		return objects.Object{}, err
	}
	var c *objects.Code
	var cells *objects.Tuple
	if source.Type() == &objects.CodeType {
		c = (*objects.Code)(source.Ref)
		n := len(c.Freevars)
		if n == 0 {
			if closure != objects.None {
				return objects.Object{}, objects.TypeErrorf(t, "cannot use a closure with this code object")
			}
		} else {
			cells = objects.AsTuple(closure)
			ok := cells != nil && closure.Type() == &objects.TupleType && len(cells.Items) == n
			for i := 0; ok && i < n; i++ {
				ok = cells.Items[i].Type() == &objects.CellType
			}
			if !ok {
				return objects.Object{}, objects.TypeErrorf(t, "code object requires a closure of exactly length %d", n)
			}
		}
	} else {
		if closure != objects.None {
			return objects.Object{}, objects.TypeErrorf(t, "closure can only be used when source is a code object")
		}
		text, isString, err := sourceText(t, source, "exec", "string, bytes or code")
		if err != nil {
			return objects.Object{}, err
		}
		f := inherited(t)
		c, err = machine(t).Compile(t, text, vm.CompileOptions{
			Mode: syntax.Exec, Filename: "<string>",
			Syntax:  syntax.Flags{SourceIsString: isString, BarryAsFLUFL: f&code.FutureBarryAsBdfl != 0},
			Compile: compile.Options{Flags: f, Optimize: machine(t).Optimize},
		})
		if err != nil {
			return objects.Object{}, err
		}
	}
	if _, err := machine(t).RunCode(t, c, g, l, cells); err != nil {
		return objects.Object{}, err
	}
	return objects.None, nil
}

// __build_class__(func, name, /, *bases, [metaclass], **kwds) -> class
//
// Internal helper function used by the class statement.
//
// CPython: Python/bltinmodule.c builtin___build_class__
//
//py:def __build_class__(func, name, /, *bases, **kwds)
//py:nosig
func buildClass(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	var null Object
	positional, kwds := objects.KeywordDict(args, kwnames)
	if len(positional) < 2 {
		return null, objects.TypeErrorf(t, "__build_class__: not enough arguments")
	}
	if positional[0].Type() != &objects.FunctionType {
		return null, objects.TypeErrorf(t, "__build_class__: func must be a function")
	}
	fn := (*objects.Function)(positional[0].Ref)
	name := objects.AsStr(positional[1])
	if name == nil {
		return null, objects.TypeErrorf(t, "__build_class__: name is not a string")
	}
	in := t.Interp
	orig := objects.NewTuple(positional[2:]...)
	bases, err := objects.UpdateBases(t, objects.AsTuple(orig))
	if err != nil {
		return null, err
	}
	var meta Object
	isClass := false
	if kwds != nil {
		key := in.Intern("metaclass")
		if meta = kwds.GetStr(key); !meta.IsNull() {
			kwds.DelStr(key)
			isClass = objects.AsType(meta) != nil
		}
	}
	if meta.IsNull() {
		meta = objects.Of(&objects.TypeType)
		if len(bases.Items) > 0 {
			meta = objects.Of(bases.Items[0].Type())
		}
		isClass = true
	}
	if isClass {
		winner, err := objects.CalculateMetaclass(t, objects.AsType(meta), bases)
		if err != nil {
			return null, err
		}
		meta = objects.Of(winner)
	}
	ns := objects.Of(objects.NewDict())
	prepare, err := objects.LookupAttr(t, meta, in.Intern("__prepare__"))
	if err != nil {
		return null, err
	}
	if !prepare.IsNull() {
		if ns, err = objects.CallDict(t, prepare, []Object{objects.Of(name), objects.Of(bases)}, kwds); err != nil {
			return null, err
		}
	}
	if !objects.IsMapping(ns) {
		metaName := "<metaclass>"
		if isClass {
			metaName = objects.AsType(meta).ShortName()
		}
		return null, objects.TypeErrorf(t, "%.200s.__prepare__() must return a mapping, not %.200s", metaName, ns.Type().Name200())
	}
	cell, err := machine(t).CallBody(t, fn, ns)
	if err != nil {
		return null, err
	}
	if objects.Of(bases) != orig {
		if err := objects.SetItem(t, ns, objects.Of(in.Intern("__orig_bases__")), orig); err != nil {
			return null, err
		}
	}
	cls, err := objects.CallDict(t, meta, []Object{objects.Of(name), objects.Of(bases), ns}, kwds)
	if err != nil {
		return null, err
	}
	if objects.AsType(cls) != nil && cell.Type() == &objects.CellType {
		switch v := (*objects.Cell)(cell.Ref).V; {
		case v.IsNull():
			return null, objects.Errorf(t, &objects.ExcRuntimeError, "__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", reprText(t, objects.Of(name)), reprText(t, cls))
		case v != cls:
			return null, objects.TypeErrorf(t, "__class__ set to %s defining %s as %s", reprText(t, v), reprText(t, objects.Of(name)), reprText(t, cls))
		}
	}
	return cls, nil
}

func reprText(t *objects.Thread, o Object) string {
	s, err := objects.Repr(t, o)
	if err != nil {
		return "?"
	}
	return s.String()
}

// Import a module.
//
// Because this function is meant for use by the Python
// interpreter and not for general use, it is better to use
// importlib.import_module() to programmatically import a module.
//
// The globals argument is only used to determine the context;
// they are not modified.  The locals argument is unused.  The fromlist
// should be a list of names to emulate “from name import ...“, or an
// empty list to emulate “import name“.
// When importing a module from a package, note that __import__('A.B', ...)
// returns package A when fromlist is empty, but its submodule B when
// fromlist is not empty.  The level argument is used to determine whether to
// perform absolute or relative imports: 0 is absolute, while a positive number
// is the number of parent directories to search relative to the current module.
//
//py:def __import__(name, globals=None, locals=None, fromlist=(), level=0)
func importModule(t *objects.Thread, name, globals, locals, fromlist objects.Object, level int) (objects.Object, error) {
	s := objects.AsStr(name)
	if s == nil {
		return objects.Object{}, objects.TypeErrorf(t, "module name must be a string")
	}
	return machine(t).ImportModule(t, s, globals, fromlist, level)
}
