package gophersnake

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gophersnake/gophersnake/objects"
)

// AsyncContextManager is a Go resource that Python code uses with async with, and what Object.AsyncContextManager makes of a Python one.
// Its methods may block: they run on a goroutine of their own without the interpreter's lock, while the coroutine that awaits them is
// suspended and the event loop goes on.
//
// AExit gets the exception that the statement's body raised, nil if there is none, and suppresses it by true. An error becomes a Python
// exception; one of type *Error is the exception that it was.
//
// Cancelling the task that awaits a method, or stopping the script for good, cancels its context; the task then waits for the method to
// return. AEnter that fails with an error that is context.Canceled after that raises the CancelledError; if it succeeds all the same, AExit is
// called, since async with will not, before the CancelledError is raised. It is raised after AExit too, whatever that returned. If nobody
// waits any more, since the coroutine was closed or its loop ended, AExit is called after AEnter succeeded just the same. And what is still
// entered when a script is stopped for good, or when the interpreter is closed, is left with the error that says so. AExit's context is not
// cancelled in any of these cases. A panic is a SystemError.
//
// The contexts carry the values of the one given to Exec, Call, Eval or Do. A method reaches Python through these, with its context.
type AsyncContextManager interface {
	AEnter(ctx context.Context) (any, error)
	AExit(ctx context.Context, err error) (bool, error)
}

// outcome is what a Go function did.
type outcome struct {
	value    any
	err      error
	panicked any
	done     bool // it returned, or panicked
}

// protect calls f and sees how it ends.
func protect(f func() (any, error)) (out outcome) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if p := recover(); p != nil {
				out.panicked, out.done = p, true
			}
		}()
		out.value, out.err = f()
		out.done = true
	}()
	<-ended
	return out
}

// failed reports whether the function failed.
func (out *outcome) failed() bool { return out.err != nil || out.panicked != nil || !out.done }

// exception gives the exception of a function that failed, nil if it did not.
func (out *outcome) exception(r *Runtime, t *objects.Thread, name string) error {
	switch {
	case out.panicked != nil:
		return objects.PanicError(t, name, out.panicked)
	case !out.done:
		return objects.Errorf(t, &objects.ExcRuntimeError, "%s ended its goroutine", name)
	case out.err != nil:
		return r.exception(t, out.err)
	}
	return nil
}

// offLock makes the coroutines of an AsyncContextManager.
type offLock struct {
	r *Runtime
	m AsyncContextManager
	// entered are the calls that entered it and did not leave it yet: in which order does not matter. It belongs to the holder of the
	// interpreter's lock.
	entered []*call
}

// EnterBody implements objects.AsyncProtocol.
func (p *offLock) EnterBody() objects.CoroutineBody { return &goCall{r: p.r, m: p.m, protocol: p} }

// ExitBody implements objects.AsyncProtocol.
func (p *offLock) ExitBody(_, excVal, _ objects.Object) objects.CoroutineBody {
	return &goCall{r: p.r, m: p.m, protocol: p, exit: true, raised: excVal}
}

// enteredBy notes that c entered it.
func (p *offLock) enteredBy(c *call) {
	p.entered = append(p.entered, c)
	p.r.host.held[p] = struct{}{}
}

// leftBy notes that c leaves it.
func (p *offLock) leftBy(c *call) {
	for i := len(p.entered) - 1; i >= 0; i-- {
		if p.entered[i] == c || i == 0 {
			p.entered = slices.Delete(p.entered, i, i+1)
			break
		}
	}
	if len(p.entered) == 0 {
		delete(p.r.host.held, p)
	}
}

// release leaves what c entered and can leave no more; all that is entered, if c is nil. The interpreter's lock is held.
func (r *Runtime) release(c *call, cause error) {
	for p := range r.host.held {
		for _, by := range slices.Clone(p.entered) {
			if c == nil || by == c {
				p.leftBy(by)
				go func() {
					ctx := context.WithoutCancel(by.ctx)
					_ = protect(func() (any, error) { return p.m.AExit(ctx, cause) })
				}()
			}
		}
	}
}

// goCall is the body of a coroutine that waits for a method of an AsyncContextManager. Its fields belong to the holder of the
// interpreter's lock.
type goCall struct {
	r        *Runtime
	m        AsyncContextManager
	protocol *offLock
	exit     bool           // AExit, else AEnter
	raised   objects.Object // what the body of the statement raised, for AExit

	call      *call
	cancel    context.CancelCauseFunc
	loop      objects.Object
	future    objects.Object // what the coroutine awaits
	out       outcome
	returned  bool               // out is there
	undoing   bool               // AExit is under way since nobody wants what AEnter gave
	abandoned bool               // the coroutine does not wait any more
	thrown    *objects.Exception // what came into the coroutine while it waited
}

type loopKey struct{}

func (b *goCall) name() string {
	if b.exit {
		return fmt.Sprintf("(%T).AExit", b.m)
	}
	return fmt.Sprintf("(%T).AEnter", b.m)
}

// Resume implements objects.CoroutineBody.
func (b *goCall) Resume(t *objects.Thread, _ objects.Object, exc *objects.Exception) (await, result objects.Object, err error) {
	await, result, err = b.resume(t, exc)
	if err != nil && b.cancel != nil && !b.returned {
		// The coroutine could not wait any longer, since the script is being stopped.
		b.abandoned = true
		b.cancel(context.Canceled)
	}
	return await, result, err
}

func (b *goCall) resume(t *objects.Thread, exc *objects.Exception) (await, result objects.Object, err error) {
	in := t.Interp
	if b.call == nil {
		asyncio, err := t.Runtime.Import(t, "asyncio")
		if err == nil {
			b.loop, err = objects.CallMethod(t, asyncio, in.Intern("get_running_loop"))
		}
		if err != nil {
			return objects.Object{}, objects.Object{}, err
		}
		b.call = b.r.callOf(t)
		var failure error
		if b.exit && b.raised != objects.None {
			if e := objects.AsException(b.raised); e != nil {
				failure = b.r.snapshot(t, e)
			} else {
				return objects.Object{}, objects.Object{}, objects.TypeErrorf(t, "__aexit__() argument 2 must be an exception or None, not %.100s", b.raised.Type().FullName())
			}
		}
		if b.exit {
			b.protocol.leftBy(b.call)
		}
		b.start(func(ctx context.Context) (any, error) {
			if b.exit {
				return b.m.AExit(ctx, failure)
			}
			return b.m.AEnter(ctx)
		})
		return b.wait(t)
	}
	if exc != nil {
		if objects.Matches(exc, &objects.ExcGeneratorExit) {
			// Nobody waits any more, and the coroutine must not either.
			if b.returned {
				go b.undo(b.out, nil)
			}
			return objects.Object{}, objects.Object{}, exc
		}
		if b.thrown == nil {
			b.thrown = exc
		}
		if !b.undoing {
			b.cancel(context.Canceled)
		}
	}
	if !b.returned {
		return b.wait(t)
	}
	return b.finish(t)
}

// Traverse implements objects.CoroutineBody.
func (b *goCall) Traverse(visit func(objects.Object)) {
	for _, o := range []objects.Object{b.raised, b.loop, b.future, objects.ObjectOrNull(b.thrown)} {
		if !o.IsNull() {
			visit(o)
		}
	}
}

// wait awaits a new future of the loop.
func (b *goCall) wait(t *objects.Thread) (await, result objects.Object, err error) {
	b.future, err = objects.CallMethod(t, b.loop, t.Interp.Intern("create_future"))
	return b.future, objects.Object{}, err
}

// start calls f on a goroutine of its own.
func (b *goCall) start(f func(ctx context.Context) (any, error)) {
	b.returned = false
	ctx, cancel := b.call.context(false)
	b.cancel = cancel
	b.r.host.pending[b] = struct{}{}
	loop := b.r.newObject(b.loop)
	go func() {
		out := protect(func() (any, error) { return f(context.WithValue(ctx, loopKey{}, loop)) })
		b.r.post(func(t *objects.Thread, err error) {
			defer cancel(nil)
			if err == nil {
				delete(b.r.host.pending, b)
				if !b.abandoned && !b.call.isStopped() {
					b.out = out
					wake := &objects.MethodDef{Name: "wake", Fn: b.wake}
					_, err = objects.CallMethod(t, b.loop, t.Interp.Intern("call_soon_threadsafe"), objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: wake}))
					if err == nil {
						return
					}
				}
			}
			go b.undo(out, err)
		})
	}()
}

// wake runs in the loop when the method has returned.
func (b *goCall) wake(t *objects.Thread, _ []objects.Object, _ *objects.Tuple) (objects.Object, error) {
	in := t.Interp
	if b.abandoned {
		go b.undo(b.out, nil)
		return objects.None, nil
	}
	b.returned = true
	done, err := objects.CallMethod(t, b.future, in.Intern("done"))
	if err != nil || done != objects.False {
		return objects.None, err
	}
	return objects.CallMethod(t, b.future, in.Intern("set_result"), objects.None)
}

// undo leaves what AEnter entered and nobody wants.
func (b *goCall) undo(out outcome, cause error) {
	if b.exit || b.undoing || out.failed() {
		return
	}
	if cause == nil {
		cause = context.Canceled
	}
	ctx := context.WithValue(context.WithoutCancel(b.call.ctx), nestedKey{}, b.call)
	_ = protect(func() (any, error) { return b.m.AExit(ctx, &abandonedError{cause}) })
}

// abandonedError is what AExit gets when nobody waits for what AEnter gave.
type abandonedError struct{ cause error }

func (e *abandonedError) Error() string {
	return "gophersnake: entered, but nobody waits for it any more"
}

func (e *abandonedError) Is(target error) bool { return target == context.Canceled }

// finish gives the coroutine's result.
func (b *goCall) finish(t *objects.Thread) (await, result objects.Object, err error) {
	err = b.out.exception(b.r, t, b.name())
	switch {
	case b.thrown != nil:
		// It is raised now: what is being handled is its context.
		_ = objects.Raise(t, b.thrown)
		if err == nil && !b.exit && !b.undoing {
			b.undoing = true
			failure := b.r.snapshot(t, b.thrown)
			b.start(func(ctx context.Context) (any, error) { return b.m.AExit(ctx, failure) })
			return b.wait(t)
		}
		if err != nil && (b.out.err == nil || !errors.Is(b.out.err, context.Canceled)) {
			if e := objects.AsExc(t, err); e != b.thrown {
				e.Context = b.thrown
				return objects.Object{}, objects.Object{}, e
			}
		}
		return objects.Object{}, objects.Object{}, b.thrown
	case err != nil:
		return objects.Object{}, objects.Object{}, err
	}
	result, err = b.r.ToPython(t, b.out.value)
	if err != nil && !b.exit {
		// Python code cannot get it: it is left again.
		b.thrown = objects.AsExc(t, err)
		return b.finish(t)
	}
	if !b.exit {
		b.protocol.enteredBy(b.call)
	}
	return objects.Object{}, result, err
}
