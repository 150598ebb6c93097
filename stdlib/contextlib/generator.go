package contextlib

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

var (
	nameInit = objects.StaticName("__init__")

	managerLayout = objects.LayoutWithDict[manager](unsafe.Offsetof(manager{}.attrs))
)

// manager is a context manager made of a generator or an async generator: an instance of _GeneratorContextManagerBase whose func is a
// Python function. Others keep their attributes where all objects do.
type manager struct {
	objects.Header
	attrs *objects.Overflow
	// The attributes of the same names, except those that __enter__ deletes once it has been called. nil kwds stand for an empty dict,
	// and nil args for a tuple of first, or of nothing if that is null.
	gen      Object
	function *objects.Function
	args     *objects.Tuple
	kwds     *objects.Dict
	first    Object
	entered  bool
	// ended says that gen ended and went back to the machine, since nobody else knew it.
	ended bool
	temp  bool // only a with statement knows it
}

// newManager makes a manager of what func gave for the arguments.
func (m *module) newManager(typ *objects.Type, gen Object, function *objects.Function, args []Object, kwnames *objects.Tuple) *manager {
	g := m.spareManagers.get()
	*g = manager{Header: objects.Header{Type: typ}, gen: gen, function: function}
	if len(args) > 0 {
		args, g.kwds = objects.KeywordDict(args, kwnames)
		if len(args) == 1 {
			g.first = args[0]
		} else if len(args) > 1 {
			g.args = objects.TupleFrom(args)
		}
	}
	return g
}

// managerOf gives o's struct; nil where its attributes are to be asked for as any object's.
func managerOf(o Object) *manager {
	if !o.Type().LayoutIs(&managerLayout) {
		return nil
	}
	if g := (*manager)(o.Ref); g.function != nil && !g.attrs.Spilled() {
		return g
	}
	return nil
}

func traverseManager(o Object, visit func(Object)) {
	g := (*manager)(o.Ref)
	for _, v := range [...]Object{g.gen, objects.ObjectOrNull(g.function), objects.ObjectOrNull(g.args), objects.ObjectOrNull(g.kwds), g.first} {
		if !v.IsNull() {
			visit(v)
		}
	}
}

// spillManager moves the attributes to the instance's dict, in the order in which the original sets them.
func spillManager(t *objects.Thread, o Object, d *objects.Dict) {
	g := (*manager)(o.Ref)
	if g.function == nil {
		return // __init__ did not run
	}
	if g.ended {
		g.gen = t.Runtime.EndedGenerator(t, g.function)
	}
	t.Runtime.ShareGenerator(g.gen)
	d.SetStr(nameGen, g.gen)
	if !g.entered {
		if g.args == nil {
			g.args = objects.TupleFrom(g.positional())
		}
		if g.kwds == nil {
			g.kwds = objects.NewDict()
		}
		d.SetStr(nameFunc, objects.Of(g.function))
		d.SetStr(nameArgs, objects.Of(g.args))
		d.SetStr(nameKwds, objects.Of(g.kwds))
	}
	d.SetStr(nameDoc, docOf(t, objects.Of(g.function), g.Type))
	*g = manager{Header: g.Header, attrs: g.attrs}
}

// positional gives the positional arguments.
func (g *manager) positional() []Object {
	switch {
	case g.args != nil:
		return g.args.Items
	case !g.first.IsNull():
		return []Object{g.first}
	}
	return nil
}

// docOf gives the docstring of a manager of type typ for function.
func docOf(t *objects.Thread, function Object, typ *objects.Type) Object {
	doc, err := objects.LookupAttr(t, function, nameDoc)
	if err == nil && (doc.IsNull() || doc == objects.None) {
		doc, err = objects.GetAttr(t, objects.Of(typ), nameDoc)
	}
	if err != nil {
		return objects.None
	}
	return doc
}

// pythonFunction gives f as a Python function, nil if it is something else.
func pythonFunction(f Object) *objects.Function {
	if f.Type() == &objects.FunctionType {
		return (*objects.Function)(f.Ref)
	}
	return nil
}

// Where exceptions leave __init__ and _recreate_cm.
const (
	initCall     = 0
	recreateCall = 0
)

// Where exceptions leave _GeneratorContextManager's __enter__ and __exit__.
const (
	enterArgs = iota
	enterKwds
	enterFunc
	enterNext
	enterRaise
)

const (
	exitNext = iota
	exitRaise
	exitClose
	exitInstance
	exitThrow
	exitRaiseThrown
	exitCloseThrown
)

// defineGenerator makes _GeneratorContextManager and its base.
//
// CPython: Lib/contextlib.py:105-126 _GeneratorContextManagerBase; Lib/contextlib.py:129-200 _GeneratorContextManager
func (m *module) defineGenerator(t *objects.Thread) (err error) {
	m.generatorBase, err = m.class(t, class{
		name: "_GeneratorContextManagerBase", line: 105, assigned: []string{"__doc__", "args", "func", "gen", "kwds"},
		doc: "What context managers made by @contextmanager and @asynccontextmanager have in common.",
		methods: []function{
			{def: "__init__(self, func, args, kwds)", line: 108, call: m.initManager,
				spots: []objects.Spot{initCall: {Line: 109, Column: 19, Text: "func(*args, **kwds)"}}},
			{def: "_recreate_cm(self)", line: 122, call: m.recreateManager,
				spots: []objects.Spot{recreateCall: {Line: 126, Column: 15, Text: "self.__class__(self.func, self.args, self.kwds)"}}},
		},
	})
	if err != nil {
		return err
	}
	m.generatorBase.SetNativeFields(managerLayout, traverseManager, &objects.NativeFields{
		Names: []*objects.Str{nameGen, nameFunc, nameArgs, nameKwds, nameDoc}, Spill: spillManager,
		Share: func(o Object) { (*manager)(o.Ref).temp = false },
	})
	m.generator, err = m.class(t, class{
		name: "_GeneratorContextManager", line: 129, bases: []*objects.Type{m.generatorBase, m.abstract, m.decorator},
		doc: "The context managers that functions decorated by @contextmanager return.",
		methods: []function{
			{def: "__enter__(self)", line: 136, call: m.enterManager, spots: []objects.Spot{
				enterArgs:  {Line: 139, Column: 12, Text: "self.args"},
				enterKwds:  {Line: 139, Column: 23, Text: "self.kwds"},
				enterFunc:  {Line: 139, Column: 34, Text: "self.func"},
				enterNext:  {Line: 141, Column: 19, Text: "next(self.gen)"},
				enterRaise: {Line: 143, Column: 12, Text: `raise RuntimeError("generator didn't yield") from None`},
			}},
			{def: "__exit__(self, typ, value, traceback)", line: 145, call: m.exitManager, spots: []objects.Spot{
				exitNext:        {Line: 148, Column: 16, Text: "next(self.gen)"},
				exitRaise:       {Line: 153, Column: 20, Text: `raise RuntimeError("generator didn't stop")`},
				exitClose:       {Line: 155, Column: 20, Text: "self.gen.close()"},
				exitInstance:    {Line: 160, Column: 24, Text: "typ()"},
				exitThrow:       {Line: 162, Column: 16, Text: "self.gen.throw(value)"},
				exitRaiseThrown: {Line: 198, Column: 16, Text: `raise RuntimeError("generator didn't stop after throw()")`},
				exitCloseThrown: {Line: 200, Column: 16, Text: "self.gen.close()"},
			}},
		},
	})
	if err == nil {
		m.standardGenerator = standard(m.generator)
	}
	return err
}

// initManager is the constructor: it calls the generator function.
//
// CPython: Lib/contextlib.py:108-115 _GeneratorContextManagerBase.__init__
func (m *module) initManager(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, function := args[0], args[1]
	positional, err := objects.ToSlice(t, args[2])
	if err != nil {
		return Object{}, fn.Trace(t, args, initCall, err)
	}
	kwds := objects.AsDict(args[3])
	if kwds == nil {
		kwds = objects.NewDict()
		if _, err := objects.CallMethod(t, objects.Of(kwds), t.Interp.Intern("update"), args[3]); err != nil {
			return Object{}, fn.Trace(t, args, initCall, err)
		}
	}
	gen, err := objects.CallDict(t, function, positional, kwds)
	if err != nil {
		return Object{}, fn.Trace(t, args, initCall, err)
	}
	if f := pythonFunction(function); f != nil && self.Type().LayoutIs(&managerLayout) && objects.AsTuple(args[2]) != nil && objects.AsDict(args[3]) != nil {
		if g := (*manager)(self.Ref); !g.attrs.Spilled() {
			*g = manager{Header: g.Header, attrs: g.attrs, gen: gen, function: f, args: objects.AsTuple(args[2]), kwds: objects.AsDict(args[3])}
			return objects.None, nil
		}
	}
	doc, err := objects.LookupAttr(t, function, nameDoc)
	if err == nil && (doc.IsNull() || doc == objects.None) {
		doc, err = objects.GetAttr(t, objects.Of(self.Type()), nameDoc)
	}
	for _, a := range []struct {
		name  *objects.Str
		value Object
	}{{nameGen, gen}, {nameFunc, function}, {nameArgs, args[2]}, {nameKwds, args[3]}, {nameDoc, doc}} {
		if err == nil {
			err = objects.SetAttr(t, self, a.name, a.value)
		}
	}
	return objects.None, err
}

// recreateManager makes another manager of the same function and arguments.
//
// CPython: Lib/contextlib.py:122-126 _GeneratorContextManagerBase._recreate_cm
func (m *module) recreateManager(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self := args[0]
	if g := managerOf(self); g != nil && !g.entered && (m.standardGenerator.made(self) || m.standardAsyncGenerator.made(self)) {
		gen, err := objects.CallDict(t, objects.Of(g.function), g.positional(), g.kwds)
		if err != nil {
			init := t.Lookup(g.Type, nameInit)
			err = (*objects.Function)(init.Ref).Trace(t, []Object{self, objects.Of(g.function)}, initCall, err)
			return Object{}, fn.Trace(t, args, recreateCall, err)
		}
		return objects.Of(&manager{Header: g.Header, gen: gen, function: g.function, args: g.args, kwds: g.kwds, first: g.first}), nil
	}
	var parts [4]Object
	for i, name := range [...]*objects.Str{nameClass, nameFunc, nameArgs, nameKwds} {
		v, err := objects.GetAttr(t, self, name)
		if err != nil {
			return Object{}, fn.Trace(t, args, recreateCall, err)
		}
		parts[i] = v
	}
	o, err := objects.CallArgs(t, parts[0], parts[1:]...)
	if err != nil {
		err = fn.Trace(t, args, recreateCall, err)
	}
	return o, err
}

// forget deletes what is only needed to make another manager, and gives the generator.
func (m *module) forget(t *objects.Thread, fn *objects.Function, self Object) (Object, error) {
	if g := managerOf(self); g != nil && !g.entered {
		g.entered, g.args, g.kwds, g.first = true, nil, nil, Object{}
		return g.gen, nil
	}
	for i, name := range [...]*objects.Str{nameArgs, nameKwds, nameFunc} {
		if err := objects.SetAttr(t, self, name, Object{}); err != nil {
			return Object{}, fn.Trace(t, []Object{self}, enterArgs+i, err)
		}
	}
	return objects.GetAttr(t, self, nameGen)
}

// tempManager notes that only a with statement knows a manager.
func (m *module) tempManager(o Object) {
	if m.standardGenerator.made(o) || m.standardAsyncGenerator.made(o) {
		(*manager)(o.Ref).temp = true
	}
}

// doneManager is called when nothing more happens to a manager whose generator ended: that goes back to the machine if nobody else knows
// it, and the manager is used again where nobody knows that.
func (m *module) doneManager(t *objects.Thread, self, gen Object) {
	g := managerOf(self)
	if g == nil || g.gen != gen {
		return
	}
	if t.Runtime.ReleaseGenerator(t, gen) {
		g.gen, g.ended = Object{}, true
	}
	if g.temp && g.attrs == nil {
		*g = manager{Header: g.Header}
		m.spareManagers.put(g)
	}
}

// advance is next(gen). ended says that gen raised StopIteration, which stop is if it was seen; if not, v is its value.
func advance(t *objects.Thread, gen Object) (v Object, ended bool, stop *objects.Exception, err error) {
	slots := &gen.Type().Slots
	switch {
	case slots.IterNext == nil:
		return Object{}, false, nil, objects.TypeErrorf(t, "'%.200s' object is not an iterator", gen.Type().Name200())
	case slots.Send != nil:
		v, ended, err = slots.Send(t, gen, objects.None)
	default:
		v, err = slots.IterNext(t, gen)
		ended = v.IsNull() && err == nil
	}
	if err != nil && objects.Matches(err, &objects.ExcStopIteration) {
		return Object{}, true, objects.AsExc(t, err), nil
	}
	return v, ended, nil, err
}

// enterManager runs the generator up to its yield.
//
// CPython: Lib/contextlib.py:136-143 _GeneratorContextManager.__enter__
func (m *module) enterManager(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	gen, err := m.forget(t, fn, args[0])
	if err != nil {
		return Object{}, err
	}
	v, ended, stop, err := advance(t, gen)
	if err != nil {
		return Object{}, fn.Trace(t, args, enterNext, err)
	}
	if ended {
		if stop == nil {
			if v == objects.None {
				v = Object{}
			}
			stop = objects.NewStopIteration(t, v)
		}
		return Object{}, fn.Trace(t, args, enterRaise, raisedFromNone(t, &objects.ExcRuntimeError, "generator didn't yield", stop))
	}
	return v, nil
}

// exitManager runs the generator to its end, or raises in it the exception that the block raised.
//
// CPython: Lib/contextlib.py:145-200 _GeneratorContextManager.__exit__
func (m *module) exitManager(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	typ, value, traceback := args[1], args[2], args[3]
	gen, err := generatorOf(t, args[0])
	if err != nil {
		return Object{}, err
	}
	if typ == objects.None {
		_, ended, _, err := advance(t, gen)
		switch {
		case err != nil:
			return Object{}, fn.Trace(t, args, exitNext, err)
		case ended:
			m.doneManager(t, args[0], gen)
			return objects.False, nil
		}
		return Object{}, m.didNotStop(t, fn, args, gen, "generator didn't stop", exitRaise, exitClose)
	}
	if value == objects.None {
		// Without an instance nobody could tell whether the generator raised the same one.
		if value, err = objects.CallArgs(t, typ); err != nil {
			return Object{}, fn.Trace(t, args, exitInstance, err)
		}
	}
	thrown := objects.AsException(value)
	if thrown != nil {
		_, ended, err := t.Runtime.Throw(t, gen, thrown)
		switch {
		case err == nil && ended:
			m.doneManager(t, args[0], gen)
			return objects.True, nil
		case err != nil:
			return afterThrow(t, fn, args, err, thrown, traceback, exitThrow, &objects.ExcStopIteration, &objects.ExcStopIteration)
		}
	} else if _, err = objects.CallMethod(t, gen, nameThrow, value); err != nil {
		return afterThrow(t, fn, args, err, nil, traceback, exitThrow, &objects.ExcStopIteration, &objects.ExcStopIteration)
	}
	return Object{}, m.didNotStop(t, fn, args, gen, "generator didn't stop after throw()", exitRaiseThrown, exitCloseThrown)
}

// generatorOf gives the attribute gen.
func generatorOf(t *objects.Thread, self Object) (Object, error) {
	if g := managerOf(self); g != nil && !g.gen.IsNull() {
		return g.gen, nil
	}
	return objects.GetAttr(t, self, nameGen)
}

// afterThrow tells what __exit__ does when the generator raised err after thrown was raised in it. stop is what generators of its kind
// end with, wrapped are the exceptions that they wrap in a RuntimeError (PEP 479).
//
// CPython: Lib/contextlib.py:145-200 _GeneratorContextManager.__exit__; Lib/contextlib.py:218-273 _AsyncGeneratorContextManager.__aexit__
func afterThrow(t *objects.Thread, fn *objects.Function, args []Object, err error, thrown *objects.Exception, traceback Object, spot int, stop *objects.Type, wrapped ...*objects.Type) (Object, error) {
	exc := objects.AsExc(t, err)
	same := exc == thrown
	if exc.Hard() {
		return Object{}, exc
	}
	if exc.Type.IsSubtype(stop) {
		// The generator ended, unless what it raised is what the block raised.
		return objects.NewBool(!same), nil
	}
	if same {
		// __exit__ says that the exception goes on by returning false, not by raising it.
		return objects.False, setTraceback(t, exc, traceback)
	}
	if thrown != nil && exc.Cause == thrown && exc.Type.IsSubtype(&objects.ExcRuntimeError) {
		for _, w := range wrapped {
			if thrown.Type.IsSubtype(w) {
				return objects.False, setTraceback(t, thrown, traceback)
			}
		}
	}
	return Object{}, fn.Trace(t, args, spot, exc)
}

// setTraceback is exc.__traceback__ = traceback.
func setTraceback(t *objects.Thread, exc *objects.Exception, traceback Object) error {
	switch {
	case traceback == objects.None:
		exc.Traceback = nil
	case traceback.Type() == &objects.TracebackType:
		exc.Traceback = (*objects.Traceback)(traceback.Ref)
	default:
		return objects.SetAttr(t, objects.Of(exc), nameTraceback, traceback)
	}
	return nil
}

// didNotStop raises the RuntimeError of a generator that yielded twice, having closed it.
func (m *module) didNotStop(t *objects.Thread, fn *objects.Function, args []Object, gen Object, message string, raise, closing int) error {
	exc := objects.AsExc(t, fn.Trace(t, args, raise, objects.Errorf(t, &objects.ExcRuntimeError, "%s", message)))
	err := handling(t, exc, func() error {
		_, err := objects.CallMethod(t, gen, nameClose)
		return err
	})
	if err != nil {
		return fn.Trace(t, args, closing, err)
	}
	return exc
}
