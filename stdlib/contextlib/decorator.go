package contextlib

import "github.com/gophersnake/gophersnake/objects"

// Where exceptions leave the functions that the decorators make.
const (
	innerWith = iota
	innerCall
)

// defineDecorators makes the mixins that let context managers decorate functions.
//
// CPython: Lib/contextlib.py:66-86 ContextDecorator; Lib/contextlib.py:89-102 AsyncContextDecorator
func (m *module) defineDecorators(t *objects.Thread) (err error) {
	m.inner = m.code(t, "ContextDecorator.__call__.<locals>.", function{
		def: "inner(*args, **kwds)", line: 82, free: []string{"func", "self"}, call: m.decorated, raw: true,
		spots: []objects.Spot{innerWith: {Line: 84, Column: 17, Text: "self._recreate_cm()"}, innerCall: {Line: 85, Column: 23, Text: "func(*args, **kwds)"}},
	})
	m.asyncInner = m.code(t, "AsyncContextDecorator.__call__.<locals>.", function{
		def: "async inner(*args, **kwds)", line: 98, free: []string{"func", "self"}, start: m.decoratedAsync,
		spots: []objects.Spot{innerWith: {Line: 100, Column: 23, Text: "self._recreate_cm()"}, innerCall: {Line: 101, Column: 23, Text: "await func(*args, **kwds)"}},
	})
	m.decorator, err = m.class(t, class{
		name: "ContextDecorator", line: 66,
		doc: "A base class or mixin that lets a context manager be used as a decorator.",
		methods: []function{
			{def: "_recreate_cm(self)", line: 69, call: returnSelf, doc: `Return the context manager for one call of a decorated function.

A context manager that can be entered once makes another of its kind here.
This is private to _GeneratorContextManager.`},
			{def: "__call__(self, func)", line: 81, call: m.decorate},
		},
	})
	if err != nil {
		return err
	}
	m.asyncDecorator, err = m.class(t, class{
		name: "AsyncContextDecorator", line: 89,
		doc: "A base class or mixin that lets an async context manager be used as a decorator.",
		methods: []function{
			{def: "_recreate_cm(self)", line: 92, call: returnSelf, doc: "Return the context manager for one call of a decorated function."},
			{def: "__call__(self, func)", line: 97, call: m.decorateAsync},
		},
	})
	return err
}

// decorate makes a function that runs func within self.
//
// CPython: Lib/contextlib.py:81-86 ContextDecorator.__call__
func (m *module) decorate(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, wrapped := args[0], args[1]
	inner, err := m.closure(t, m.inner, wrapped, self)
	if err != nil {
		return Object{}, err
	}
	return objects.Of(inner).Or(wraps(t, inner, wrapped))
}

// decorateAsync makes a coroutine function that runs the coroutine function func within self.
//
// CPython: Lib/contextlib.py:97-102 AsyncContextDecorator.__call__
func (m *module) decorateAsync(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	self, wrapped := args[0], args[1]
	inner, err := m.closure(t, m.asyncInner, wrapped, self)
	if err != nil {
		return Object{}, err
	}
	return objects.Of(inner).Or(wraps(t, inner, wrapped))
}

// decorated is a decorated function.
//
// CPython: Lib/contextlib.py:82-85 ContextDecorator.__call__.inner
func (m *module) decorated(t *objects.Thread, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	wrapped, self := fn.Free(0), fn.Free(1)
	cm, err := objects.CallMethod(t, self, nameRecreate)
	if err != nil {
		return Object{}, fn.Trace(t, nil, innerWith, err)
	}
	exit, exitSelf, err := objects.ContextMethod(t, cm, objects.ExitMethod)
	if err != nil {
		return Object{}, fn.Trace(t, nil, innerWith, err)
	}
	enter, enterSelf, err := objects.ContextMethod(t, cm, objects.EnterMethod)
	if err == nil {
		_, err = callSpecial(t, enter, enterSelf)
	}
	if err != nil {
		return Object{}, fn.Trace(t, nil, innerWith, err)
	}
	result, err := objects.Call(t, wrapped, args, kwnames)
	if err == nil {
		if _, err = callSpecial(t, exit, exitSelf, objects.None, objects.None, objects.None); err != nil {
			return Object{}, fn.Trace(t, nil, innerWith, err)
		}
		return result, nil
	}
	exc := objects.AsExc(t, fn.Trace(t, nil, innerCall, err))
	if exc.Hard() {
		return Object{}, exc
	}
	suppressed := false
	err = handling(t, exc, func() error {
		v, err := callSpecial(t, exit, exitSelf, details(objects.Of(exc))...)
		if err == nil {
			suppressed, err = objects.Truth(t, v)
		}
		return err
	})
	switch {
	case err != nil:
		return Object{}, fn.Trace(t, nil, innerWith, err)
	case suppressed:
		return objects.None, nil
	}
	return Object{}, exc
}

// callSpecial calls what objects.ContextMethod found.
func callSpecial(t *objects.Thread, method, self Object, args ...Object) (Object, error) {
	if self.IsNull() {
		return objects.CallArgs(t, method, args...)
	}
	return objects.CallArgs(t, method, append([]Object{self}, args...)...)
}

// details are the arguments of __exit__ for an exception.
func details(exc Object) []Object {
	e := objects.AsException(exc)
	return []Object{objects.Of(exc.Type()), exc, objects.ObjectOrNone(e.Traceback)}
}

// decoratedCall is the coroutine of a decorated coroutine function.
type decoratedCall struct {
	objects.Waiting
	fn             *objects.Function
	args           []Object // the tuple and the dict
	state          int
	exit, exitSelf Object
	result         Object
	exc            *objects.Exception
}

// The states of a decoratedCall.
const (
	decoratedStart = iota
	decoratedEntering
	decoratedRunning
	decoratedExiting
)

func (m *module) decoratedAsync(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	return &decoratedCall{fn: fn, args: append([]Object(nil), args...)}
}

// Step runs the function within its context manager.
//
// CPython: Lib/contextlib.py:98-101 AsyncContextDecorator.__call__.inner
func (c *decoratedCall) Step(t *objects.Thread, v Object, err error) (Object, bool, error) {
	for {
		done := false
		switch c.state {
		case decoratedStart:
			c.state = decoratedEntering
			if v, done, err = c.enter(t); err == nil && !done {
				return Object{}, false, nil
			}
		case decoratedEntering:
			if err != nil {
				return Object{}, false, c.fn.Trace(t, c.args, innerWith, err)
			}
			c.state = decoratedRunning
			v, err = objects.CallDict(t, c.fn.Free(0), objects.AsTuple(c.args[0]).Items, objects.AsDict(c.args[1]))
			if err == nil {
				if v, done, err = c.Await(t, v); err == nil && !done {
					return Object{}, false, nil
				}
			}
		case decoratedRunning:
			c.state = decoratedExiting
			if c.result = v; err != nil {
				c.exc = objects.AsExc(t, c.fn.Trace(t, c.args, innerCall, err))
				if c.exc.Hard() {
					return Object{}, false, c.exc
				}
			}
			if v, done, err = c.leave(t); err == nil && !done {
				return Object{}, false, nil
			}
		default:
			suppressed := false
			if err == nil && c.exc != nil {
				suppressed, err = objects.Truth(t, v)
			}
			switch {
			case err != nil:
				return Object{}, false, c.fn.Trace(t, c.args, innerWith, err)
			case suppressed:
				return objects.None, true, nil
			case c.exc != nil:
				return Object{}, false, c.exc
			}
			return c.result, true, nil
		}
	}
}

// enter awaits __aenter__.
func (c *decoratedCall) enter(t *objects.Thread) (Object, bool, error) {
	cm, err := objects.CallMethod(t, c.fn.Free(1), nameRecreate)
	if err != nil {
		return Object{}, true, err
	}
	if c.exit, c.exitSelf, err = objects.ContextMethod(t, cm, objects.AsyncExitMethod); err != nil {
		return Object{}, true, err
	}
	enter, self, err := objects.ContextMethod(t, cm, objects.AsyncEnterMethod)
	if err != nil {
		return Object{}, true, err
	}
	aw, err := callSpecial(t, enter, self)
	if err != nil {
		return Object{}, true, err
	}
	return c.Await(t, aw)
}

// leave awaits __aexit__.
func (c *decoratedCall) leave(t *objects.Thread) (v Object, done bool, err error) {
	if c.exc == nil {
		v, err = callSpecial(t, c.exit, c.exitSelf, objects.None, objects.None, objects.None)
	} else {
		c.Handling = c.exc
		err = handling(t, c.exc, func() (err error) {
			v, err = callSpecial(t, c.exit, c.exitSelf, details(objects.Of(c.exc))...)
			return err
		})
	}
	if err != nil {
		return Object{}, true, err
	}
	return c.Await(t, v)
}

func (c *decoratedCall) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	for _, v := range append([]Object{c.exit, c.exitSelf, c.result, objects.ObjectOrNull(c.exc)}, c.args...) {
		if !v.IsNull() {
			visit(v)
		}
	}
}
