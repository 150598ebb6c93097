package vm

import (
	"fmt"

	"github.com/gophersnake/gophersnake/objects"
)

// asyncYield marks a value that an async generator yields, among what passes through it from what it awaits.
type asyncYield struct {
	Header
	v objects.Object
}

var asyncYieldType objects.Type

// awaitState is the state of an awaitable that an async generator hands out.
type awaitState uint8

const (
	awaitInit awaitState = iota
	awaitIter
	awaitClosed
)

// asyncSend is the awaitable of __anext__ and asend.
//
//py:type async_generator_asend
type asyncSend struct {
	Header
	gen   *Generator
	value objects.Object // null: None
	state awaitState
	end   objects.Finalizable
}

// asyncThrow is the awaitable of athrow and, where args is nil, of aclose.
//
//py:type async_generator_athrow
type asyncThrow struct {
	Header
	gen   *Generator
	args  []objects.Object
	state awaitState
	end   objects.Finalizable
}

var asyncSendType, asyncThrowType objects.Type

func newAsyncSend(t *objects.Thread, g *Generator, value objects.Object) objects.Object {
	a := &asyncSend{Header: Header{&asyncSendType}, gen: g, value: value}
	t.Interp.Link(&a.end, Of(a))
	return Of(a)
}

func newAsyncThrow(t *objects.Thread, g *Generator, args []objects.Object) objects.Object {
	a := &asyncThrow{Header: Header{&asyncThrowType}, gen: g, args: args}
	t.Interp.Link(&a.end, Of(a))
	return Of(a)
}

// enter gives a, which somebody begins to drive or to close, its next state: it need not be finalized any more.
func (a *asyncSend) enter(t *objects.Thread, state awaitState) {
	a.state = state
	if a.end.Linked() {
		t.Interp.Unlink(&a.end)
	}
}

func (a *asyncThrow) enter(t *objects.Thread, state awaitState) {
	a.state = state
	if a.end.Linked() {
		t.Interp.Unlink(&a.end)
	}
}

// asendDel warns of an asend() that nobody awaited.
//
// CPython: Objects/genobject.c async_gen_asend_finalize
func asendDel(t *objects.Thread, o objects.Object) error {
	a := (*asyncSend)(o.Ref)
	if a.state == awaitInit {
		warnUnawaitedMethod(t, a.gen, "asend")
	}
	return nil
}

// athrowDel warns of an athrow() or aclose() that nobody awaited.
//
// CPython: Objects/genobject.c async_gen_athrow_finalize
func athrowDel(t *objects.Thread, o objects.Object) error {
	a := (*asyncThrow)(o.Ref)
	if a.state == awaitInit {
		method := "athrow"
		if a.args == nil {
			method = "aclose"
		}
		warnUnawaitedMethod(t, a.gen, method)
	}
	return nil
}

// CPython: Python/_warnings.c _PyErr_WarnUnawaitedAgenMethod
func warnUnawaitedMethod(t *objects.Thread, g *Generator, method string) {
	name, err := objects.Repr(t, Of(g.qualname))
	if err == nil {
		err = objects.Warn(t, &objects.ExcRuntimeWarning, 1, fmt.Sprintf("coroutine method '%s' of %s was never awaited", method, name.String()))
	}
	if err != nil {
		t.WriteUnraisable(err, Of(g))
	}
}

// hooks calls the thread's async generator hooks the first time that g is iterated.
//
// CPython: Objects/genobject.c async_gen_init_hooks
func (g *Generator) hooks(t *objects.Thread) error {
	if g.hooked {
		return nil
	}
	g.hooked = true
	g.finalizer = t.AsyncHooks.Finalizer
	if !g.end.Linked() && g.state != genFinished {
		t.Interp.Link(&g.end, Of(g))
	}
	if first := t.AsyncHooks.Firstiter; first.Ref != nil {
		g.owned = false
		_, err := objects.CallArgs(t, first, Of(g))
		return err
	}
	return nil
}

func asyncNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	g := (*Generator)(o.Ref)
	if err := g.hooks(t); err != nil {
		return objects.Object{}, err
	}
	return newAsyncSend(t, g, objects.Object{}), nil
}

// Send a value into the generator, return an awaitable of the next value.
//
//py:def async_generator.asend(self, value, /)
func asyncASend(t *objects.Thread, g *Generator, value objects.Object) (objects.Object, error) {
	if err := g.hooks(t); err != nil {
		return objects.Object{}, err
	}
	return newAsyncSend(t, g, value), nil
}

// Raise GeneratorExit inside the generator, return an awaitable of its end.
//
//py:def async_generator.aclose(self, /)
func asyncAClose(t *objects.Thread, g *Generator) (objects.Object, error) {
	if err := g.hooks(t); err != nil {
		return objects.Object{}, err
	}
	return newAsyncThrow(t, g, nil), nil
}

// Raise an exception inside the generator, return an awaitable of the next value.
//
//py:def async_generator.athrow(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func asyncAThrow(t *objects.Thread, g *Generator, typ, val, tb objects.Object) (objects.Object, error) {
	if val.Ref != nil {
		if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead."); err != nil {
			return objects.Object{}, err
		}
	}
	if err := g.hooks(t); err != nil {
		return objects.Object{}, err
	}
	return newAsyncThrow(t, g, []objects.Object{typ, val, tb}), nil
}

// True while an awaitable of the generator is being driven.
//
//py:get async_generator.ag_running
func asyncRunning(g *Generator) bool { return g.running }

// unwrap turns what the generator gave into what its awaitable gives: a value that it yielded ends the awaitable.
//
// CPython: Objects/genobject.c async_gen_unwrap_value
func (g *Generator) unwrap(t *objects.Thread, v objects.Object, done bool, err error) (objects.Object, bool, error) {
	if err != nil {
		if objects.Matches(err, &objects.ExcStopAsyncIteration) || objects.Matches(err, &objects.ExcGeneratorExit) {
			g.closed = true
		}
		g.running = false
		return objects.Object{}, false, err
	}
	if done {
		g.closed, g.running = true, false
		return objects.Object{}, false, objects.NewException(t, &objects.ExcStopAsyncIteration)
	}
	if v.Type() == &asyncYieldType {
		g.running = false
		return machineOf(t).unwrapYield(v), true, nil
	}
	return v, false, nil
}

// unwrapYield gives the value that an asyncYield, which nobody needs any more, holds.
func (m *machine) unwrapYield(o Object) Object {
	y := (*asyncYield)(o.Ref)
	v := y.v
	y.v = Object{}
	m.spareYield = y
	return v
}

// send drives the awaitable.
//
// CPython: Objects/genobject.c async_gen_asend_send
func (a *asyncSend) send(t *objects.Thread, v objects.Object) (objects.Object, bool, error) {
	g := a.gen
	switch a.state {
	case awaitClosed:
		return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited __anext__()/asend()")
	case awaitInit:
		if g.running {
			a.enter(t, awaitClosed)
			return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "anext(): asynchronous generator is already running")
		}
		if v == objects.None && a.value.Ref != nil {
			v = a.value
		}
		a.enter(t, awaitIter)
	}
	g.running = true
	r, done, err := machineOf(t).resume(g, v)
	r, done, err = g.unwrap(t, r, done, err)
	if done || err != nil {
		a.enter(t, awaitClosed)
	}
	return r, done, err
}

//py:def async_generator_asend.send(self, arg, /)
func asendSend(t *objects.Thread, a *asyncSend, arg objects.Object) (objects.Object, error) {
	v, done, err := a.send(t, arg)
	return sendResult(t, v, done, err)
}

//py:def async_generator_asend.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func asendThrow(t *objects.Thread, a *asyncSend, typ, val, tb objects.Object) (objects.Object, error) {
	g := a.gen
	switch a.state {
	case awaitClosed:
		return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited __anext__()/asend()")
	case awaitInit:
		if g.running {
			a.enter(t, awaitClosed)
			return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "anext(): asynchronous generator is already running")
		}
		a.enter(t, awaitIter)
		g.running = true
	}
	r, done, err := machineOf(t).throwArgs(g, thrown{typ, val, tb})
	r, done, err = g.unwrap(t, r, done, err)
	if done || err != nil {
		a.enter(t, awaitClosed)
	}
	return sendResult(t, r, done, err)
}

//py:def async_generator_asend.close(self, /)
func asendClose(t *objects.Thread, a *asyncSend) error {
	if a.state == awaitClosed {
		return nil
	}
	_, err := asendThrow(t, a, Of(&objects.ExcGeneratorExit), objects.Object{}, objects.Object{})
	return closeResult(t, err)
}

// closeResult is what close() of an awaitable makes of what throwing GeneratorExit gave.
func closeResult(t *objects.Thread, err error) error {
	if err == nil {
		return objects.Errorf(t, &objects.ExcRuntimeError, "coroutine ignored GeneratorExit")
	}
	if objects.Matches(err, &objects.ExcStopIteration) || objects.Matches(err, &objects.ExcStopAsyncIteration) || objects.Matches(err, &objects.ExcGeneratorExit) {
		return nil
	}
	return err
}

func asendNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	v, done, err := (*asyncSend)(o.Ref).send(t, objects.None)
	return genResult(t, v, done, err)
}

func asendSendSlot(t *objects.Thread, o, v objects.Object) (objects.Object, bool, error) {
	return endedByStop((*asyncSend)(o.Ref).send(t, v))
}

// endedByStop makes of a StopIteration that got out of an async generator that was never started what `yield from` makes of it.
func endedByStop(v objects.Object, done bool, err error) (objects.Object, bool, error) {
	if err != nil && objects.Matches(err, &objects.ExcStopIteration) {
		return objects.StopIterationValue(err), true, nil
	}
	return v, done, err
}

// send drives the awaitable.
//
// CPython: Objects/genobject.c async_gen_athrow_send
func (a *asyncThrow) send(t *objects.Thread, arg objects.Object) (objects.Object, bool, error) {
	g, m := a.gen, machineOf(t)
	if a.state == awaitClosed {
		return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited aclose()/athrow()")
	}
	if g.state == genFinished {
		a.enter(t, awaitClosed)
		return objects.None, true, nil
	}
	var v objects.Object
	var done bool
	var err error
	if a.state == awaitInit {
		if g.running {
			a.enter(t, awaitClosed)
			if a.args == nil {
				return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "aclose(): asynchronous generator is already running")
			}
			return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "athrow(): asynchronous generator is already running")
		}
		if g.closed {
			a.enter(t, awaitClosed)
			return objects.Object{}, false, objects.NewException(t, &objects.ExcStopAsyncIteration)
		}
		if arg != objects.None {
			return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "can't send non-None value to a just-started coroutine")
		}
		a.enter(t, awaitIter)
		g.running = true
		if a.args == nil {
			g.closed = true
			v, done, err = m.throw(g, thrown{typ: Of(&objects.ExcGeneratorExit)})
			if err == nil && !done && v.Type() == &asyncYieldType {
				return a.ignored(t)
			}
		} else {
			v, done, err = m.throw(g, thrown{a.args[0], a.args[1], a.args[2]})
			v, done, err = g.unwrap(t, v, done, err)
			if done || err != nil {
				a.enter(t, awaitClosed)
			}
			return v, done, err
		}
		return a.afterClose(t, v, done, err)
	}
	v, done, err = m.resume(g, arg)
	if a.args != nil {
		v, done, err = g.unwrap(t, v, done, err)
		if done || err != nil {
			a.enter(t, awaitClosed)
		}
		return v, done, err
	}
	return a.afterClose(t, v, done, err)
}

// afterClose is what aclose() makes of what the generator gave.
func (a *asyncThrow) afterClose(t *objects.Thread, v objects.Object, done bool, err error) (objects.Object, bool, error) {
	g := a.gen
	switch {
	case err != nil:
		g.running = false
		a.enter(t, awaitClosed)
		if objects.Matches(err, &objects.ExcStopAsyncIteration) || objects.Matches(err, &objects.ExcGeneratorExit) {
			return objects.None, true, nil
		}
		return objects.Object{}, false, err
	case done:
		g.running = false
		a.enter(t, awaitClosed)
		return objects.None, true, nil
	case v.Type() == &asyncYieldType:
		return a.ignored(t)
	}
	return v, false, nil
}

func (a *asyncThrow) ignored(t *objects.Thread) (objects.Object, bool, error) {
	a.gen.running = false
	a.enter(t, awaitClosed)
	return objects.Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "async generator ignored GeneratorExit")
}

//py:def async_generator_athrow.send(self, arg, /)
func athrowSend(t *objects.Thread, a *asyncThrow, arg objects.Object) (objects.Object, error) {
	v, done, err := a.send(t, arg)
	return sendResult(t, v, done, err)
}

//py:def async_generator_athrow.throw(self, typ, val=<unrepresentable>, tb=<unrepresentable>, /)
//py:nosig
func athrowThrow(t *objects.Thread, a *asyncThrow, typ, val, tb objects.Object) (objects.Object, error) {
	g := a.gen
	if a.state == awaitClosed {
		return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited aclose()/athrow()")
	}
	if a.state == awaitInit {
		if g.running {
			a.enter(t, awaitClosed)
			if a.args == nil {
				return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "aclose(): asynchronous generator is already running")
			}
			return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "athrow(): asynchronous generator is already running")
		}
		a.enter(t, awaitIter)
		g.running = true
	}
	v, done, err := machineOf(t).throwArgs(g, thrown{typ, val, tb})
	if a.args != nil {
		v, done, err = g.unwrap(t, v, done, err)
		if done || err != nil {
			a.enter(t, awaitClosed)
		}
		return sendResult(t, v, done, err)
	}
	if err == nil && !done && v.Type() == &asyncYieldType {
		_, _, err = a.ignored(t)
		return objects.Object{}, err
	}
	if err != nil {
		a.enter(t, awaitClosed)
		g.running = false
		if objects.Matches(err, &objects.ExcStopAsyncIteration) || objects.Matches(err, &objects.ExcGeneratorExit) {
			return objects.Object{}, objects.NewStopIteration(t, objects.Object{})
		}
		return objects.Object{}, err
	}
	if done {
		a.enter(t, awaitClosed)
		g.running = false
	}
	return sendResult(t, v, done, err)
}

//py:def async_generator_athrow.close(self, /)
func athrowClose(t *objects.Thread, a *asyncThrow) error {
	if a.state == awaitClosed {
		return nil
	}
	_, err := athrowThrow(t, a, Of(&objects.ExcGeneratorExit), objects.Object{}, objects.Object{})
	return closeResult(t, err)
}

func athrowNext(t *objects.Thread, o objects.Object) (objects.Object, error) {
	v, done, err := (*asyncThrow)(o.Ref).send(t, objects.None)
	return genResult(t, v, done, err)
}

func athrowSendSlot(t *objects.Thread, o, v objects.Object) (objects.Object, bool, error) {
	return endedByStop((*asyncThrow)(o.Ref).send(t, v))
}

func selfSlot(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil }
