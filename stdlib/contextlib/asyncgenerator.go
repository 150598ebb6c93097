package contextlib

import "github.com/gophersnake/gophersnake/objects"

// defineAsyncGenerator makes _AsyncGeneratorContextManager. Its methods have the places of _GeneratorContextManager's.
//
// CPython: Lib/contextlib.py:202-273 _AsyncGeneratorContextManager
func (m *module) defineAsyncGenerator(t *objects.Thread) (err error) {
	m.asyncGenerator, err = m.class(t, class{
		name: "_AsyncGeneratorContextManager", line: 202, bases: []*objects.Type{m.generatorBase, m.abstractAsync, m.asyncDecorator},
		doc: "The async context managers that functions decorated by @asynccontextmanager return.",
		methods: []function{
			{def: "async __aenter__(self)", line: 209, start: m.enterAsyncManager, spots: []objects.Spot{
				enterArgs:  {Line: 212, Column: 12, Text: "self.args"},
				enterKwds:  {Line: 212, Column: 23, Text: "self.kwds"},
				enterFunc:  {Line: 212, Column: 34, Text: "self.func"},
				enterNext:  {Line: 214, Column: 19, Text: "await anext(self.gen)"},
				enterRaise: {Line: 216, Column: 12, Text: `raise RuntimeError("generator didn't yield") from None`},
			}},
			{def: "async __aexit__(self, typ, value, traceback)", line: 218, start: m.exitAsyncManager, spots: []objects.Spot{
				exitNext:        {Line: 221, Column: 16, Text: "await anext(self.gen)"},
				exitRaise:       {Line: 226, Column: 20, Text: `raise RuntimeError("generator didn't stop")`},
				exitClose:       {Line: 228, Column: 20, Text: "await self.gen.aclose()"},
				exitInstance:    {Line: 233, Column: 24, Text: "typ()"},
				exitThrow:       {Line: 235, Column: 16, Text: "await self.gen.athrow(value)"},
				exitRaiseThrown: {Line: 271, Column: 16, Text: `raise RuntimeError("generator didn't stop after athrow()")`},
				exitCloseThrown: {Line: 273, Column: 16, Text: "await self.gen.aclose()"},
			}},
		},
	})
	if err == nil {
		m.standardAsyncGenerator = standard(m.asyncGenerator)
	}
	return err
}

// managerEnter is the coroutine of __aenter__.
type managerEnter struct {
	objects.Waiting
	m       *module
	fn      *objects.Function
	self    Object
	waiting bool
}

func (m *module) enterAsyncManager(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	c := m.spareEnter
	if m.spareEnter = nil; c == nil {
		c = new(managerEnter)
	}
	c.m, c.fn, c.self = m, fn, args[0]
	return c
}

// Recycle implements objects.NativeCoroutine.
func (c *managerEnter) Recycle() {
	m := c.m
	*c = managerEnter{}
	m.spareEnter = c
}

// Step runs the async generator up to its yield.
//
// CPython: Lib/contextlib.py:209-216 _AsyncGeneratorContextManager.__aenter__
func (c *managerEnter) Step(t *objects.Thread, v Object, err error) (Object, bool, error) {
	if !c.waiting {
		gen, err := c.m.forget(t, c.fn, c.self)
		if err != nil {
			return Object{}, false, err
		}
		c.waiting = true
		v, done, err := c.AwaitNext(t, gen)
		if err == nil {
			return v, done, nil
		}
		return c.failed(t, err)
	}
	if err == nil {
		return v, true, nil
	}
	return c.failed(t, err)
}

// failed tells what becomes of the exception that anext raised.
func (c *managerEnter) failed(t *objects.Thread, err error) (Object, bool, error) {
	if objects.Matches(err, &objects.ExcStopAsyncIteration) {
		exc := raisedFromNone(t, &objects.ExcRuntimeError, "generator didn't yield", objects.AsExc(t, err))
		return Object{}, false, c.fn.Trace(t, []Object{c.self}, enterRaise, exc)
	}
	return Object{}, false, c.fn.Trace(t, []Object{c.self}, enterNext, err)
}

func (c *managerEnter) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	visit(c.self)
}

// managerExit is the coroutine of __aexit__.
type managerExit struct {
	objects.Waiting
	m     *module
	fn    *objects.Function
	args  [4]Object
	gen   Object
	state exitState
	// thrown is what was raised in the generator, raised what is raised once it is closed.
	thrown, raised *objects.Exception
	closing        int
}

type exitState uint8

const (
	exitStart exitState = iota
	exitStopping
	exitThrowing
	exitClosing
)

func (m *module) exitAsyncManager(_ *objects.Thread, fn *objects.Function, args []Object) objects.NativeCoroutine {
	c := m.spareExit
	if m.spareExit = nil; c == nil {
		c = new(managerExit)
	}
	c.m, c.fn, c.args = m, fn, [4]Object(args)
	return c
}

// Recycle implements objects.NativeCoroutine.
func (c *managerExit) Recycle() {
	m := c.m
	*c = managerExit{}
	m.spareExit = c
}

// Step runs the async generator to its end, or raises in it the exception that the block raised.
//
// CPython: Lib/contextlib.py:218-273 _AsyncGeneratorContextManager.__aexit__
func (c *managerExit) Step(t *objects.Thread, _ Object, err error) (Object, bool, error) {
	if c.state == exitStart {
		done := false
		if done, err = c.begin(t); err == nil && !done {
			return Object{}, false, nil
		}
	}
	switch c.state {
	case exitStart:
		return Object{}, false, err
	case exitStopping:
		switch {
		case err == nil:
			return c.close(t, "generator didn't stop", exitRaise, exitClose)
		case objects.Matches(err, &objects.ExcStopAsyncIteration):
			c.m.doneManager(t, c.args[0], c.gen)
			return objects.False, true, nil
		}
		return Object{}, false, c.fn.Trace(t, c.args[:], exitNext, err)
	case exitThrowing:
		if err == nil {
			return c.close(t, "generator didn't stop after athrow()", exitRaiseThrown, exitCloseThrown)
		}
		v, err := afterThrow(t, c.fn, c.args[:], err, c.thrown, c.args[3], exitThrow, &objects.ExcStopAsyncIteration,
			&objects.ExcStopIteration, &objects.ExcStopAsyncIteration)
		return v, err == nil, err
	}
	return c.closed(t, err)
}

// begin awaits the generator's next step.
func (c *managerExit) begin(t *objects.Thread) (done bool, err error) {
	gen, err := generatorOf(t, c.args[0])
	if err != nil {
		return true, err
	}
	c.gen = gen
	if c.args[1] == objects.None {
		c.state = exitStopping
		_, done, err = c.AwaitNext(t, gen)
		return done, err
	}
	value := c.args[2]
	if value == objects.None {
		// Without an instance nobody could tell whether the generator raised the same one.
		if value, err = objects.CallArgs(t, c.args[1]); err != nil {
			return true, c.fn.Trace(t, c.args[:], exitInstance, err)
		}
	}
	c.state = exitThrowing
	if c.thrown = objects.AsException(value); c.thrown != nil {
		_, done, err = c.AwaitThrow(t, gen, c.thrown)
		return done, err
	}
	aw, err := objects.CallMethod(t, gen, nameAthrow, value)
	if err == nil {
		_, done, err = c.Await(t, aw)
	}
	return done, err
}

// close closes a generator that yielded twice.
func (c *managerExit) close(t *objects.Thread, message string, raise, closing int) (Object, bool, error) {
	c.raised = objects.AsExc(t, c.fn.Trace(t, c.args[:], raise, objects.Errorf(t, &objects.ExcRuntimeError, "%s", message)))
	c.state, c.closing = exitClosing, closing
	c.Handling = c.raised
	var aw Object
	err := handling(t, c.raised, func() (err error) {
		aw, err = objects.CallMethod(t, c.gen, nameAclose)
		return err
	})
	if err == nil {
		var done bool
		if _, done, err = c.Await(t, aw); err == nil && !done {
			return Object{}, false, nil
		}
	}
	return c.closed(t, err)
}

// closed raises what has to be raised when the generator has been closed.
func (c *managerExit) closed(t *objects.Thread, err error) (Object, bool, error) {
	if err != nil {
		return Object{}, false, c.fn.Trace(t, c.args[:], c.closing, err)
	}
	return Object{}, false, c.raised
}

func (c *managerExit) Traverse(visit func(Object)) {
	visit(objects.Of(c.fn))
	for _, v := range append(c.args[:], c.gen, objects.ObjectOrNull(c.thrown), objects.ObjectOrNull(c.raised)) {
		if !v.IsNull() {
			visit(v)
		}
	}
}
