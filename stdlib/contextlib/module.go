// Package contextlib is the contextlib module: a port of CPython's Lib/contextlib.py, and the model for other ports of modules that are
// Python in CPython. CONTRIBUTING.md walks through it.
//
// What Python code can see is what the original has: functions are functions, classes are classes, attributes lie in the instance's
// __dict__, and tracebacks name the original's file and lines. What it cannot see is made for speed: the attributes of instances are
// fields of Go structs until somebody looks at them (objects.NativeFields), the closures that an exit stack keeps are made when
// somebody asks for them, generators are resumed directly, and coroutines are state machines (objects.NativeCoroutine).
//
// Each function that does the work of one of the original's ends its comment with the lines that it does the work of.
package contextlib

import (
	"github.com/gophersnake/gophersnake/objects"
)

type (
	// Object is a Python value.
	Object = objects.Object
	// body is the Go body of a Python function.
	body = func(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error)
)

// Module declares the contextlib module.
var Module = objects.ModuleDef{
	Name:         "contextlib",
	Doc:          "Utilities for the with statement and the objects that manage its contexts. See PEP 343.",
	Exec:         exec,
	PythonSource: true,
}

// Names of attributes that Go code looks up.
var (
	nameAclose          = objects.StaticName("aclose")
	nameAenter          = objects.StaticName("__aenter__")
	nameAexit           = objects.StaticName("__aexit__")
	nameAppend          = objects.StaticName("append")
	nameArgs            = objects.StaticName("args")
	nameAthrow          = objects.StaticName("athrow")
	nameCallbacks       = objects.StaticName("_exit_callbacks")
	nameChdir           = objects.StaticName("chdir")
	nameClass           = objects.StaticName("__class__")
	nameClose           = objects.StaticName("close")
	nameDoc             = objects.StaticName("__doc__")
	nameEnter           = objects.StaticName("__enter__")
	nameEnterResult     = objects.StaticName("enter_result")
	nameExceptions      = objects.StaticName("_exceptions")
	nameExit            = objects.StaticName("__exit__")
	nameFunc            = objects.StaticName("func")
	nameGen             = objects.StaticName("gen")
	nameGetcwd          = objects.StaticName("getcwd")
	nameKwds            = objects.StaticName("kwds")
	nameModule          = objects.StaticName("__module__")
	nameNewTarget       = objects.StaticName("_new_target")
	nameOldCwd          = objects.StaticName("_old_cwd")
	nameOldTargets      = objects.StaticName("_old_targets")
	namePath            = objects.StaticName("path")
	namePop             = objects.StaticName("pop")
	namePushCallback    = objects.StaticName("_push_exit_callback")
	namePushExit        = objects.StaticName("_push_cm_exit")
	namePushAsyncExit   = objects.StaticName("_push_async_cm_exit")
	nameCreateExit      = objects.StaticName("_create_exit_wrapper")
	nameCreateCall      = objects.StaticName("_create_cb_wrapper")
	nameCreateAsyncExit = objects.StaticName("_create_async_exit_wrapper")
	nameCreateAsyncCall = objects.StaticName("_create_async_cb_wrapper")
	nameQualname        = objects.StaticName("__qualname__")
	nameRecreate        = objects.StaticName("_recreate_cm")
	nameSplit           = objects.StaticName("split")
	nameStream          = objects.StaticName("_stream")
	nameThing           = objects.StaticName("thing")
	nameThrow           = objects.StaticName("throw")
	nameTraceback       = objects.StaticName("__traceback__")
	nameWrapped         = objects.StaticName("__wrapped__")
)

// module is the state of the module in one interpreter.
type module struct {
	dict *objects.Dict
	file string
	// What the original imports.
	abc, sys, os, deque Object

	abstract, abstractAsync                  *objects.Type
	decorator, asyncDecorator                *objects.Type
	generatorBase, generator, asyncGenerator *objects.Type
	closing, aclosing, suppress, nullcontext *objects.Type
	baseStack, stack, asyncStack             *objects.Type
	inner, asyncInner                        *objects.Code // of the decorators
	helper, asyncHelper                      *objects.Code // of contextmanager and asynccontextmanager
	callWrapper, asyncCallWrapper            *objects.Code // _exit_wrapper
	standard                                 []standardMethod
	plainType                                *objects.Type
	plainVersion                             uint32

	// Classes whose instances may be temporary, and memory for those and for coroutines.
	standardGenerator, standardAsyncGenerator, standardSuppress standardClass
	standardClosing, standardAclosing, standardNull             standardClass
	spareHolders                                                pool[holder]
	spareSuppressors                                            pool[suppressor]
	spareManagers                                               pool[manager]
	spareUnwindings                                             pool[asyncUnwinding]
	spareSyncUnwindings                                         pool[unwinding]
	spareCallbacks                                              []exitCallback
	spareEnter                                                  *managerEnter
	spareExit                                                   *managerExit
}

// exec makes the module's contents.
//
// CPython: Lib/contextlib.py:10-14 __all__
//
// Differs: functions have no frame while they run, only in tracebacks, and co_varnames has their parameters alone.
func exec(t *objects.Thread, mod *objects.Module) error {
	file, err := mod.PresentAsSource(t)
	if err != nil {
		return err
	}
	m := &module{dict: mod.Dict, file: file}
	mod.State = m
	if err := m.imports(t, mod); err != nil {
		return err
	}
	var all []Object
	for _, name := range []string{"asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
		"AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout", "redirect_stderr",
		"suppress", "aclosing", "chdir"} {
		all = append(all, objects.NewStr(name))
	}
	mod.Add(t, "__all__", objects.Of(objects.NewList(all)))
	for _, define := range []func(*objects.Thread) error{
		m.defineAbstract, m.defineDecorators, m.defineGenerator, m.defineAsyncGenerator, m.defineContextManager, m.defineClosing,
		m.defineRedirect, m.defineSuppress, m.defineExitStack, m.defineAsyncExitStack, m.defineNullContext, m.defineChdir,
	} {
		if err := define(t); err != nil {
			return err
		}
	}
	return nil
}

// imports imports what the original does, and gives the module the same names for it.
func (m *module) imports(t *objects.Thread, mod *objects.Module) error {
	for _, imported := range []struct {
		module, attr, name string
		place              *Object
	}{
		{"abc", "", "abc", &m.abc}, {"os", "", "os", &m.os}, {"sys", "", "sys", &m.sys},
		{"_collections_abc", "", "_collections_abc", nil}, {"_collections", "deque", "deque", &m.deque},
		{"functools", "wraps", "wraps", nil}, {"types", "MethodType", "MethodType", nil}, {"types", "GenericAlias", "GenericAlias", nil},
	} {
		v, err := t.Runtime.Import(t, imported.module)
		if err == nil && imported.attr != "" {
			v, err = objects.GetAttr(t, v, t.Interp.Intern(imported.attr))
		}
		if err != nil {
			return err
		}
		mod.Add(t, imported.name, v)
		if imported.place != nil {
			*imported.place = v
		}
	}
	return nil
}

// function describes a function of the original: its head, the line where it begins, and the places where exceptions leave it.
type function struct {
	def   string
	line  int
	doc   string
	call  body
	start func(t *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine
	make  func(typ *objects.Type, args []Object) Object
	tail  func(self Object) (receiver Object, method *objects.Str)
	ended func(self Object)
	temp  func(o Object)
	raw   bool
	free  []string
	spots []objects.Spot
	// How the class has it.
	kind     methodKind
	abstract bool
	defaults []Object
}

type methodKind uint8

const (
	plainMethod methodKind = iota
	classMethod
	staticMethod
)

// code makes the code of f; scope is what its qualified name begins with.
func (m *module) code(t *objects.Thread, scope string, f function) *objects.Code {
	return objects.NewNativeCode(t, &objects.NativeFunction{
		Def: f.def, Scope: scope, Doc: f.doc, File: m.file, Line: f.line, Spots: f.spots, Free: f.free,
		Body: objects.NativeCode{Call: f.call, Raw: f.raw, Make: f.make, Tail: f.tail, Ended: f.ended, Temp: f.temp, Start: f.start},
	})
}

// function makes a function of the module, or a method.
func (m *module) function(t *objects.Thread, scope string, f function) (*objects.Function, error) {
	fn, err := objects.NewNativeFunction(t, m.code(t, scope, f), m.dict)
	if err == nil && f.defaults != nil {
		fn.Defaults = objects.TupleFrom(f.defaults)
	}
	return fn, err
}

// closure makes a function of code that code made, with the values of its free variables.
func (m *module) closure(t *objects.Thread, c *objects.Code, free ...Object) (*objects.Function, error) {
	return objects.NewNativeFunction(t, c, m.dict, free...)
}

// define makes a function of the module.
func (m *module) define(t *objects.Thread, f function) error {
	fn, err := m.function(t, "", f)
	if err == nil {
		m.dict.SetStr(fn.Name, objects.Of(fn))
	}
	return err
}

// class describes a class of the original.
type class struct {
	name, doc string
	line      int
	bases     []*objects.Type
	abc       bool     // abc.ABC is a base
	slots     bool     // __slots__ = ()
	assigned  []string // attributes that methods assign to self
	attrs     []attr
	methods   []function
}

// attr is a class attribute.
type attr struct {
	name  string
	value Object
}

// class makes a class and puts it into the module.
func (m *module) class(t *objects.Thread, c class) (*objects.Type, error) {
	in := t.Interp
	ns := objects.NewDict()
	set := func(name string, v Object) { ns.SetStr(in.Intern(name), v) }
	set("__module__", objects.NewStr("contextlib"))
	set("__qualname__", objects.NewStr(c.name))
	set("__firstlineno__", objects.NewInt(int64(c.line)))
	if c.doc != "" {
		set("__doc__", objects.NewStr(c.doc))
	}
	for _, a := range c.attrs {
		set(a.name, a.value)
	}
	if c.slots {
		set("__slots__", objects.NewTuple())
	}
	for _, f := range c.methods {
		fn, err := m.function(t, c.name+".", f)
		if err != nil {
			return nil, err
		}
		v := objects.Of(fn)
		if f.abstract {
			if err := objects.SetAttr(t, v, in.Intern("__isabstractmethod__"), objects.True); err != nil {
				return nil, err
			}
		}
		switch f.kind {
		case classMethod:
			v, err = objects.CallArgs(t, objects.Of(&objects.ClassMethodType), v)
		case staticMethod:
			v, err = objects.CallArgs(t, objects.Of(&objects.StaticMethodType), v)
		}
		if err != nil {
			return nil, err
		}
		ns.SetStr(fn.Name, v)
	}
	assigned := make([]Object, len(c.assigned))
	for i, name := range c.assigned {
		assigned[i] = objects.NewStr(name)
	}
	set("__static_attributes__", objects.NewTuple(assigned...))
	var bases []Object
	if c.abc {
		abc, err := objects.GetAttr(t, m.abc, in.Intern("ABC"))
		if err != nil {
			return nil, err
		}
		bases = append(bases, abc)
	}
	meta := &objects.TypeType
	for _, b := range c.bases {
		bases = append(bases, objects.Of(b))
	}
	tuple := objects.AsTuple(objects.NewTuple(bases...))
	meta, err := objects.CalculateMetaclass(t, meta, tuple)
	if err != nil {
		return nil, err
	}
	v, err := objects.CallArgs(t, objects.Of(meta), objects.NewStr(c.name), objects.Of(tuple), objects.Of(ns))
	if err != nil {
		return nil, err
	}
	m.dict.SetStr(in.Intern(c.name), v)
	return objects.AsType(v), nil
}

// wraps gives wrapper the attributes of the function that it wraps, as functools.wraps does.
//
// CPython: Lib/functools.py:35-64 update_wrapper
func wraps(t *objects.Thread, wrapper *objects.Function, wrapped Object) error {
	in := t.Interp
	w := objects.Of(wrapper)
	for _, name := range []string{"__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__"} {
		v, err := objects.LookupAttr(t, wrapped, in.Intern(name))
		if err == nil && !v.IsNull() {
			err = objects.SetAttr(t, w, in.Intern(name), v)
		}
		if err != nil {
			return err
		}
	}
	own, err := objects.LookupAttr(t, wrapped, in.Intern("__dict__"))
	if err != nil {
		return err
	}
	if !own.IsNull() && (objects.AsDict(own) == nil || objects.AsDict(own).Len() > 0) {
		dict, err := objects.GetAttr(t, w, in.Intern("__dict__"))
		if err != nil {
			return err
		}
		if _, err := objects.CallMethod(t, dict, in.Intern("update"), own); err != nil {
			return err
		}
	}
	return objects.SetAttr(t, w, nameWrapped, wrapped)
}

// handling runs f while exc is being handled, as in an except or finally clause.
func handling(t *objects.Thread, exc *objects.Exception, f func() error) error {
	state := objects.ExcState{Exc: exc, Prev: t.Exc}
	t.Exc = &state
	err := f()
	t.Exc = state.Prev
	return err
}

// raisedFromNone makes an exception that the original raises with `raise X(message) from None` while it handles context.
func raisedFromNone(t *objects.Thread, typ *objects.Type, message string, context *objects.Exception) *objects.Exception {
	exc := objects.NewException(t, typ, objects.NewStr(message))
	exc.Context, exc.SuppressContext = context, true
	return exc
}

// returnSelf is the body of methods that return self.
//
// CPython: Lib/contextlib.py:25-27 AbstractContextManager.__enter__; Lib/contextlib.py:69-79 ContextDecorator._recreate_cm;
// Lib/contextlib.py:92-95 AsyncContextDecorator._recreate_cm; Lib/contextlib.py:568-569 ExitStack.__enter__
func returnSelf(_ *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	return args[0], nil
}

// returnNone is the body of methods that do nothing.
//
// CPython: Lib/contextlib.py:29-32 AbstractContextManager.__exit__; Lib/contextlib.py:447-448 suppress.__enter__;
// Lib/contextlib.py:792-793 nullcontext.__exit__
func returnNone(*objects.Thread, *objects.Function, []Object, *objects.Tuple) (Object, error) {
	return objects.None, nil
}

// finished is a coroutine that returns at once.
type finished struct {
	objects.Waiting
	result Object
}

func (c *finished) Step(*objects.Thread, Object, error) (Object, bool, error) {
	return c.result, true, nil
}

func (c *finished) Traverse(visit func(Object)) { visit(c.result) }

// finishedSelf starts a coroutine that returns self.
//
// CPython: Lib/contextlib.py:49-51 AbstractAsyncContextManager.__aenter__; Lib/contextlib.py:713-714 AsyncExitStack.__aenter__
func finishedSelf(_ *objects.Thread, _ *objects.Function, args []Object) objects.NativeCoroutine {
	return &finished{result: args[0]}
}

// finishedNone starts a coroutine that returns None.
//
// CPython: Lib/contextlib.py:53-56 AbstractAsyncContextManager.__aexit__; Lib/contextlib.py:798-799 nullcontext.__aexit__
func finishedNone(*objects.Thread, *objects.Function, []Object) objects.NativeCoroutine {
	return &finished{result: objects.None}
}
