package contextlib

import "github.com/gophersnake/gophersnake/objects"

// Where exceptions leave helper.
const helperCall = 0

// defineContextManager makes the decorators contextmanager and asynccontextmanager.
//
// CPython: Lib/contextlib.py:276-306 contextmanager; Lib/contextlib.py:309-339 asynccontextmanager
func (m *module) defineContextManager(t *objects.Thread) error {
	m.helper = m.code(t, "contextmanager.<locals>.", function{
		def: "helper(*args, **kwds)", line: 303, free: []string{"func"}, call: m.makeManager, temp: m.tempManager, raw: true,
		spots: []objects.Spot{helperCall: {Line: 305, Column: 15, Text: "_GeneratorContextManager(func, args, kwds)"}},
	})
	m.asyncHelper = m.code(t, "asynccontextmanager.<locals>.", function{
		def: "helper(*args, **kwds)", line: 336, free: []string{"func"}, call: m.makeAsyncManager, temp: m.tempManager, raw: true,
		spots: []objects.Spot{helperCall: {Line: 338, Column: 15, Text: "_AsyncGeneratorContextManager(func, args, kwds)"}},
	})
	err := m.define(t, function{def: "contextmanager(func)", line: 276, call: m.contextManager, doc: `Decorator that makes a function returning context managers of a generator function.

The generator function

    @contextmanager
    def manager(<arguments>):
        <prepare>
        try:
            yield <value>
        finally:
            <clean up>

is used as

    with manager(<arguments>) as <variable>:
        <block>

where <prepare> runs first, <variable> becomes <value>, and the block
runs in place of the yield: its exceptions are raised there.
`})
	if err != nil {
		return err
	}
	return m.define(t, function{def: "asynccontextmanager(func)", line: 309, call: m.asyncContextManager, doc: `Decorator that makes a function returning async context managers of an async generator function.

The async generator function

    @asynccontextmanager
    async def manager(<arguments>):
        <prepare>
        try:
            yield <value>
        finally:
            <clean up>

is used as

    async with manager(<arguments>) as <variable>:
        <block>

where <prepare> runs first, <variable> becomes <value>, and the block
runs in place of the yield: its exceptions are raised there.
`})
}

// contextManager makes helper for func.
//
// CPython: Lib/contextlib.py:276-306 contextmanager
func (m *module) contextManager(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	helper, err := m.closure(t, m.helper, args[0])
	if err != nil {
		return Object{}, err
	}
	return objects.Of(helper).Or(wraps(t, helper, args[0]))
}

// asyncContextManager makes helper for func.
//
// CPython: Lib/contextlib.py:309-339 asynccontextmanager
func (m *module) asyncContextManager(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	helper, err := m.closure(t, m.asyncHelper, args[0])
	if err != nil {
		return Object{}, err
	}
	return objects.Of(helper).Or(wraps(t, helper, args[0]))
}

// makeManager makes a context manager of a generator.
//
// CPython: Lib/contextlib.py:304-305 contextmanager.helper
func (m *module) makeManager(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	return m.make(t, fn, m.standardGenerator, args, kwnames)
}

// makeAsyncManager makes an asynchronous context manager of an async generator.
//
// CPython: Lib/contextlib.py:337-338 asynccontextmanager.helper
func (m *module) makeAsyncManager(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	return m.make(t, fn, m.standardAsyncGenerator, args, kwnames)
}

// make makes an instance of class of the generator function that fn wraps. While the class is as it was made there is no need to call it.
func (m *module) make(t *objects.Thread, fn *objects.Function, class standardClass, args []Object, kwnames *objects.Tuple) (Object, error) {
	typ, wrapped := class.Type, fn.Free(0)
	function := pythonFunction(wrapped)
	if typ.Version() != class.version || function == nil {
		positional, kwds := objects.KeywordDict(args, kwnames)
		if kwds == nil {
			kwds = objects.NewDict()
		}
		o, err := objects.CallArgs(t, objects.Of(typ), wrapped, objects.NewTuple(positional...), objects.Of(kwds))
		if err != nil {
			err = fn.Trace(t, nil, helperCall, err)
		}
		return o, err
	}
	gen, err := objects.Call(t, wrapped, args, kwnames)
	if err != nil {
		self := objects.NewInstance(typ)
		init := t.Lookup(typ, nameInit)
		err = (*objects.Function)(init.Ref).Trace(t, []Object{self, wrapped}, initCall, err)
		return Object{}, fn.Trace(t, nil, helperCall, err)
	}
	t.Runtime.OwnGenerator(gen, function)
	return objects.Of(m.newManager(typ, gen, function, args, kwnames)), nil
}
