package contextlib

import "github.com/gophersnake/gophersnake/objects"

// defineAsyncExitStack makes AsyncExitStack.
//
// CPython: Lib/contextlib.py:631-772 AsyncExitStack
func (m *module) defineAsyncExitStack(t *objects.Thread) (err error) {
	m.asyncCallWrapper = m.code(t, "AsyncExitStack._create_async_cb_wrapper.<locals>.", function{
		def: "async _exit_wrapper(exc_type, exc, tb)", line: 650, free: []string{"args", "callback", "kwds"}, start: startExitWrapper,
		spots: []objects.Spot{onlySpot: {Line: 651, Column: 12, Text: "await callback(*args, **kwds)"}},
	})
	m.asyncStack, err = m.class(t, class{
		name: "AsyncExitStack", line: 631, bases: []*objects.Type{m.baseStack, m.abstractAsync},
		doc: `Async context manager that keeps a stack of exit callbacks, sync and async ones, and calls them at the end of the block.

    async with AsyncExitStack() as stack:
        connections = [await stack.enter_async_context(connect()) for _ in range(5)]

closes all connections that were opened, even if one could not be.
`,
		methods: []function{
			{def: "_create_async_exit_wrapper(cm, cm_exit)", line: 644, call: createExitWrapper, kind: staticMethod,
				spots: []objects.Spot{onlySpot: {Line: 646, Column: 15, Text: "MethodType(cm_exit, cm)"}}},
			{def: "_create_async_cb_wrapper(callback, /, *args, **kwds)", line: 648, call: m.createAsyncCallWrapper, kind: staticMethod},
			{def: "async enter_async_context(self, cm)", line: 654, start: m.startEnterContext, doc: `Enter an async context manager, register its __aexit__, and return the result of __aenter__.

Nothing is registered if entering fails.
`,
				spots: []objects.Spot{
					enterContextType: {Line: 665, Column: 12, Text: `raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does "
                            f"not support the asynchronous context manager protocol"
                           ) from None`},
					enterContextEnter: {Line: 668, Column: 17, Text: "await _enter(cm)"},
					enterContextPush:  {Line: 669, Column: 8, Text: "self._push_async_cm_exit(cm, _exit)"},
				}},
			{def: "push_async_exit(self, exit)", line: 672, call: m.pushAsyncExit, doc: `Register a coroutine function that is called and awaited as an __aexit__ method is.

It can suppress exceptions as __aexit__ can. For an object with an
__aexit__ method, that is registered, and nothing entered.
`,
				spots: []objects.Spot{
					pushCallback: {Line: 685, Column: 12, Text: "self._push_exit_callback(exit, False)"},
					pushExit:     {Line: 687, Column: 12, Text: "self._push_async_cm_exit(exit, exit_method)"},
				}},
			{def: "push_async_callback(self, callback, /, *args, **kwds)", line: 690, call: m.asyncCallback, raw: true,
				doc: `Register a coroutine function that is called with the given arguments and awaited.

It cannot suppress exceptions.
`,
				spots: []objects.Spot{
					callbackWrap: {Line: 695, Column: 24, Text: "self._create_async_cb_wrapper(callback, *args, **kwds)"},
					callbackPush: {Line: 700, Column: 8, Text: "self._push_exit_callback(_exit_wrapper, False)"},
				}},
			{def: "async aclose(self)", line: 703, start: startCloseStack, doc: "Call the callbacks at once.",
				spots: []objects.Spot{onlySpot: {Line: 705, Column: 8, Text: "await self.__aexit__(None, None, None)"}}},
			{def: "_push_async_cm_exit(self, cm, cm_exit)", line: 707, call: m.pushAsyncManagerExit, doc: "Register an __aexit__ method.",
				spots: []objects.Spot{
					callbackWrap: {Line: 710, Column: 24, Text: "self._create_async_exit_wrapper(cm, cm_exit)"},
					callbackPush: {Line: 711, Column: 8, Text: "self._push_exit_callback(_exit_wrapper, False)"},
				}},
			{def: "async __aenter__(self)", line: 713, start: finishedSelf},
			{def: "async __aexit__(self, *exc_details)", line: 716, start: m.startUnwind, raw: true, spots: []objects.Spot{
				unwindDetails: {Line: 717, Column: 14, Text: "exc_details[1]"},
				unwindPop:     {Line: 742, Column: 26, Text: "self._exit_callbacks.pop()"},
				unwindAssert:  {Line: 742, Column: 12, Text: "is_sync"},
				unwindCall:    {Line: 749, Column: 34, Text: "cb(*exc_details)"},
				unwindRaise:   {Line: 768, Column: 16, Text: "raise exc"},
				unwindAwait:   {Line: 751, Column: 34, Text: "await cb(*exc_details)"},
			}},
		},
	})
	if err == nil {
		m.keepStandard(t, m.asyncStack, nameCreateAsyncExit, nameCreateAsyncCall, namePushAsyncExit)
	}
	return err
}

// createAsyncCallWrapper makes a coroutine function with the signature of __aexit__ that awaits a callback.
//
// CPython: Lib/contextlib.py:648-652 AsyncExitStack._create_async_cb_wrapper
func (m *module) createAsyncCallWrapper(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	fn, err := m.wrapCall(t, &exitCallback{callback: args[0], args: objects.AsTuple(args[1]), kwds: objects.AsDict(args[2]), async: true})
	if err != nil {
		return Object{}, err
	}
	return objects.Of(fn), nil
}

// awaiting is a coroutine that awaits what call gives, and returns None.
type awaiting struct {
	objects.Waiting
	fn      *objects.Function
	args    []Object
	call    func(t *objects.Thread, fn *objects.Function, args []Object) (Object, error)
	waiting bool
}

func (c *awaiting) Step(t *objects.Thread, _ Object, err error) (Object, bool, error) {
	if !c.waiting {
		c.waiting = true
		var aw Object
		if aw, err = c.call(t, c.fn, c.args); err == nil {
			done := false
			if _, done, err = c.Await(t, aw); err == nil && !done {
				return Object{}, false, nil
			}
		}
	}
	if err != nil {
		return Object{}, false, c.fn.Trace(t, c.args, onlySpot, err)
	}
	return objects.None, true, nil
}

func (c *awaiting) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	for _, v := range c.args {
		visit(v)
	}
}

// startExitWrapper is the coroutine of such a function.
//
// CPython: Lib/contextlib.py:650-651 AsyncExitStack._create_async_cb_wrapper._exit_wrapper
func startExitWrapper(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &awaiting{fn: fn, args: append([]Object(nil), args...), call: func(t *objects.Thread, fn *objects.Function, _ []Object) (Object, error) {
		return objects.CallDict(t, fn.Free(1), objects.AsTuple(fn.Free(0)).Items, objects.AsDict(fn.Free(2)))
	}}
}

// startCloseStack is the coroutine that calls the callbacks without an exception.
//
// CPython: Lib/contextlib.py:703-705 AsyncExitStack.aclose
func startCloseStack(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &awaiting{fn: fn, args: append([]Object(nil), args...), call: func(t *objects.Thread, _ *objects.Function, args []Object) (Object, error) {
		return objects.CallMethod(t, args[0], nameAexit, objects.None, objects.None, objects.None)
	}}
}

// contextEnter is the coroutine of enter_async_context.
type contextEnter struct {
	objects.Waiting
	m              *module
	fn             *objects.Function
	self, cm, exit Object
	waiting        bool
}

func (m *module) startEnterContext(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &contextEnter{m: m, fn: fn, self: args[0], cm: args[1]}
}

// Step enters an async context manager and registers its __aexit__.
//
// CPython: Lib/contextlib.py:654-670 AsyncExitStack.enter_async_context
func (c *contextEnter) Step(t *objects.Thread, v Object, err error) (Object, bool, error) {
	args := []Object{c.self, c.cm}
	if !c.waiting {
		enter, found, err := typeAttr(t, c.cm, nameAenter)
		if err == nil {
			c.exit, found, err = typeAttr(t, c.cm, nameAexit)
		}
		if err != nil {
			if !found {
				err = c.fn.Trace(t, args, enterContextType, notSupported(t, c.cm, "the asynchronous context manager protocol", err))
			}
			return Object{}, false, err
		}
		c.waiting = true
		done := false
		if v, err = objects.CallArgs(t, enter, c.cm); err == nil {
			if v, done, err = c.Await(t, v); err == nil && !done {
				return Object{}, false, nil
			}
		}
		if err != nil {
			return Object{}, false, c.fn.Trace(t, args, enterContextEnter, err)
		}
	}
	if err != nil {
		return Object{}, false, c.fn.Trace(t, args, enterContextEnter, err)
	}
	err = c.m.pushAsyncMethod(t, c.fn, args, c.self, c.cm, c.exit, enterContextPush)
	return v, err == nil, err
}

func (c *contextEnter) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	for _, v := range [...]Object{c.self, c.cm, c.exit} {
		if !v.IsNull() {
			visit(v)
		}
	}
}

// pushAsyncMethod is self._push_async_cm_exit(cm, method).
func (m *module) pushAsyncMethod(t *objects.Thread, fn *objects.Function, args []Object, self, cm, method Object, spot int) error {
	if s := m.plain(t, self); s != nil && callable(method) {
		m.push(s, exitCallback{kind: exitMethod, callback: method, self: cm, async: true})
		return nil
	}
	if _, err := objects.CallMethod(t, self, namePushAsyncExit, cm, method); err != nil {
		return fn.Trace(t, args, spot, err)
	}
	return nil
}

// pushAsyncExit registers an async exit callback, or the __aexit__ of an async context manager.
//
// CPython: Lib/contextlib.py:672-688 AsyncExitStack.push_async_exit
func (m *module) pushAsyncExit(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, exit := args[0], args[1]
	method, found, err := typeAttr(t, exit, nameAexit)
	switch {
	case !found:
		if s := m.plain(t, self); s != nil {
			m.push(s, exitCallback{callback: exit, async: true})
			return exit, nil
		}
		err = pushOther(t, fn, args, err, exit, objects.False)
	case err == nil:
		err = m.pushAsyncMethod(t, fn, args, self, exit, method, pushExit)
	}
	return exit.Or(err)
}

// asyncCallback registers a coroutine function with its arguments.
//
// CPython: Lib/contextlib.py:690-701 AsyncExitStack.push_async_callback
func (m *module) asyncCallback(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	if s := m.plain(t, args[0]); s != nil {
		m.pushCall(s, args, kwnames, true)
		return args[1], nil
	}
	return args[1].Or(m.pushWrapped(t, fn, args, kwnames, nameCreateAsyncCall, true))
}

// pushAsyncManagerExit registers an __aexit__ method by means of self's own methods.
//
// CPython: Lib/contextlib.py:707-711 AsyncExitStack._push_async_cm_exit
func (m *module) pushAsyncManagerExit(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	return objects.None, m.pushCreated(t, fn, args, nameCreateAsyncExit, objects.False)
}

// asyncUnwinding is the coroutine of __aexit__.
type asyncUnwinding struct {
	objects.Waiting
	unwinding
	m       *module
	fn      *objects.Function
	args    []Object
	room    [4]Object // for args
	begun   bool
	waiting bool // for what last gave
}

func (m *module) startUnwind(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	c := m.spareUnwindings.get()
	c.m, c.fn = m, fn
	c.args = append(c.room[:0], args...)
	return c
}

// Recycle implements objects.NativeCoroutine.
func (c *asyncUnwinding) Recycle() {
	m := c.m
	*c = asyncUnwinding{}
	m.spareUnwindings.put(c)
}

// Step calls the callbacks, the last one first, and awaits the async ones.
//
// CPython: Lib/contextlib.py:716-772 AsyncExitStack.__aexit__
//
// Differs: while a callback of push_async_callback waits, cr_await is what the callback gave, without an _exit_wrapper between.
func (c *asyncUnwinding) Step(t *objects.Thread, v Object, err error) (Object, bool, error) {
	if !c.begun {
		c.begun = true
		if err := c.begin(t, c.fn, c.args); err != nil {
			return Object{}, false, err
		}
	}
	for {
		if c.waiting {
			c.waiting = false
			if err = c.outcome(t, v, err); err != nil {
				return Object{}, false, err
			}
		}
		var ok bool
		if c.last, ok, err = c.m.pop(t, c.args[0]); err != nil {
			return Object{}, false, c.fn.Trace(t, c.args, unwindPop, err)
		}
		if !ok {
			c.m.emptied(c.args[0])
			v, err = c.end(t, c.fn, c.args)
			return v, err == nil, err
		}
		if v, err = c.call(t); err == nil && c.last.async {
			done, aw := false, v
			if f := pythonFunction(c.last.callback); f != nil {
				t.Runtime.OwnGenerator(aw, f)
			}
			if v, done, err = c.Await(t, aw); err == nil && !done {
				t.Runtime.ShareGenerator(aw)
				c.waiting = true
				return Object{}, false, nil
			}
			t.Runtime.ReleaseGenerator(t, aw)
		}
		if err = c.outcome(t, v, err); err != nil {
			return Object{}, false, err
		}
	}
}

// outcome notes what the last callback gave.
func (c *asyncUnwinding) outcome(t *objects.Thread, v Object, err error) error {
	if err == nil && (c.last.kind == exitCall || v == objects.None || v == objects.False) {
		return nil
	}
	if err == nil {
		err = c.result(t, v)
	}
	if err == nil {
		return nil
	}
	spot := unwindCall
	if c.last.async {
		spot = unwindAwait
	}
	return c.raised(t, c.m.traceCall(t, &c.unwinding, c.fn, c.args, spot, err))
}

func (c *asyncUnwinding) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	for _, v := range append([]Object{c.exc, objects.ObjectOrNull(c.frame), c.details[0], c.details[1], c.details[2]}, c.args...) {
		if !v.IsNull() {
			visit(v)
		}
	}
	c.last.traverse(visit)
}
