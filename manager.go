package gophersnake

import (
	"context"
	_ "embed"
	"sync"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

//go:embed manager.py
var managerSource []byte

// loopThread is the event loop that runs for Go code.
type loopThread struct {
	loop  *Object
	ready chan struct{}
	err   error
}

// pyManager is a Python asynchronous context manager for Go code. It can be entered again once it was left.
type pyManager struct {
	o           *Object
	enter, exit *Object

	mu   sync.Mutex
	inst *Object // the Manager of manager.py, nil while it is not entered
	left chan managerEvent
}

// managerEvent says what a method did.
type managerEvent struct {
	value any
	err   error
}

// AsyncContextManager wraps a Python asynchronous context manager for Go code. TypeError if it lacks a method.
//
// From AEnter to AExit it runs in one task of an event loop: the loop that awaits the Go code, if the context is that of a method of an
// AsyncContextManager, and else one that runs in the background. The end of AEnter's or AExit's context cancels that task while the method
// runs, and the method returns what comes of that. If the task is cancelled in between, by a task group that was entered or by the end of
// its loop, __aexit__ is called at once, and AExit gives what came of it. The methods wait for the interpreter, and so must not be called
// inside Do.
func (o *Object) AsyncContextManager(ctx context.Context) (AsyncContextManager, error) {
	m := &pyManager{o: o}
	err := o.r.Do(ctx, func(t *objects.Thread) error {
		bind := func(which objects.ContextMethodKind) (*Object, error) {
			f, self, err := objects.ContextMethod(t, o.o, which)
			if err != nil {
				return nil, err
			}
			if !self.IsNull() {
				f = objects.NewMethod(f, self)
			}
			return o.r.newObject(f), nil
		}
		var err error
		if m.exit, err = bind(objects.AsyncExitMethod); err != nil {
			return err
		}
		m.enter, err = bind(objects.AsyncEnterMethod)
		return err
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// managerModule gives what manager.py defines.
func (r *Runtime) managerModule(t *objects.Thread) (*objects.Dict, error) {
	type key struct{}
	var err error
	ns := t.Interp.State(key{}, func() any {
		d := objects.NewDict()
		d.SetStr(t.Interp.Intern("__name__"), objects.NewStr("gophersnake"))
		code, cerr := r.vm.Compile(t, managerSource, vm.CompileOptions{Filename: "<gophersnake>", Mode: syntax.Exec})
		if err = cerr; err == nil {
			_, err = r.vm.RunCode(t, code, d, objects.Object{}, nil)
		}
		return d
	}).(*objects.Dict)
	return ns, err
}

// native makes a Python function of a Go function that is called with the interpreter's lock.
func native(name string, f func(t *objects.Thread, args []objects.Object) error) objects.Object {
	def := &objects.MethodDef{Name: name, Fn: func(t *objects.Thread, args []objects.Object, _ *objects.Tuple) (objects.Object, error) {
		return objects.None, f(t, args)
	}}
	return objects.Of(&objects.BuiltinFunction{Header: objects.Header{Type: &objects.BuiltinFunctionType}, Def: def})
}

// backgroundLoop gives the loop that runs for Go code, starting it if need be.
func (r *Runtime) backgroundLoop(ctx context.Context) (*Object, error) {
	var l *loopThread
	err := r.Do(ctx, func(t *objects.Thread) error {
		if l = r.host.loop; l != nil {
			return nil
		}
		ns, err := r.managerModule(t)
		if err != nil {
			return err
		}
		l = &loopThread{ready: make(chan struct{})}
		r.host.loop = l
		go func() {
			var once sync.Once
			err := r.do(context.Background(), aside, func(t *objects.Thread) error {
				_, err := objects.CallArgs(t, ns.GetStr(t.Interp.Intern("background")), native("ready", func(_ *objects.Thread, args []objects.Object) error {
					l.loop = r.newObject(args[0])
					once.Do(func() { close(l.ready) })
					return nil
				}))
				r.host.loop = nil
				return err
			})
			l.err = err
			once.Do(func() { close(l.ready) })
		}()
		return nil
	})
	if err != nil {
		return nil, err
	}
	select {
	case <-l.ready:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if l.loop == nil {
		return nil, l.err
	}
	return l.loop, nil
}

// AEnter implements AsyncContextManager.
func (m *pyManager) AEnter(ctx context.Context) (any, error) {
	r := m.o.r
	loop, _ := ctx.Value(loopKey{}).(*Object)
	if loop == nil || loop.r != r {
		var err error
		if loop, err = r.backgroundLoop(ctx); err != nil {
			return nil, err
		}
	}
	entered, left := make(chan managerEvent, 1), make(chan managerEvent, 1)
	var inst *Object
	err := r.Do(ctx, func(t *objects.Thread) error {
		ns, err := r.managerModule(t)
		if err != nil {
			return err
		}
		report := func(ch chan managerEvent) func(t *objects.Thread, args []objects.Object) error {
			return func(t *objects.Thread, args []objects.Object) error {
				var e managerEvent
				if exc := objects.AsException(args[1]); exc != nil {
					e.err = r.snapshot(t, exc)
				} else {
					e.value, e.err = r.FromPython(t, args[0])
				}
				select {
				case ch <- e:
				default:
				}
				return nil
			}
		}
		o, err := objects.CallArgs(t, ns.GetStr(t.Interp.Intern("Manager")), loop.o, m.enter.o, m.exit.o, native("entered", report(entered)), native("left", report(left)))
		if err != nil {
			return err
		}
		inst = r.newObject(o)
		return inst.soon(t, "start")
	})
	if err != nil {
		return nil, err
	}
	e := inst.wait(ctx, entered)
	if e.err != nil {
		return nil, e.err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inst, m.left = inst, left
	return e.value, nil
}

// soon has the loop call a method of a Manager.
func (o *Object) soon(t *objects.Thread, name string, args ...objects.Object) error {
	in := t.Interp
	loop, err := objects.GetAttr(t, o.o, in.Intern("loop"))
	if err != nil {
		return err
	}
	f, err := objects.GetAttr(t, o.o, in.Intern(name))
	if err != nil {
		return err
	}
	_, err = objects.CallMethod(t, loop, in.Intern("call_soon_threadsafe"), append([]objects.Object{f}, args...)...)
	return err
}

// wait waits for what a method does, cancelling it when ctx ends.
func (o *Object) wait(ctx context.Context, events <-chan managerEvent) managerEvent {
	done := ctx.Done()
	for {
		select {
		case e := <-events:
			if err, ok := e.err.(*Error); ok && ctx.Err() != nil && err.cause == nil && err.Is(Exception("asyncio.exceptions.CancelledError")) {
				err.cause = context.Cause(ctx)
			}
			return e
		case <-done:
			done = nil
			err := o.r.Do(context.WithoutCancel(ctx), func(t *objects.Thread) error { return o.soon(t, "cancel") })
			if err != nil {
				return managerEvent{err: err}
			}
		case <-o.r.host.ended:
			return managerEvent{err: ErrClosed}
		}
	}
}

// AExit implements AsyncContextManager.
func (m *pyManager) AExit(ctx context.Context, failure error) (bool, error) {
	m.mu.Lock()
	inst, left := m.inst, m.left
	m.inst, m.left = nil, nil
	m.mu.Unlock()
	r := m.o.r
	err := r.Do(ctx, func(t *objects.Thread) error {
		if inst == nil {
			return objects.Errorf(t, &objects.ExcRuntimeError, "AExit without AEnter")
		}
		exc := objects.None
		if failure != nil {
			exc = objects.Of(r.exception(t, failure))
		}
		return inst.soon(t, "finish", exc)
	})
	if err != nil {
		// The loop's end has left it already, or nobody can any more.
		if inst != nil {
			select {
			case e := <-left:
				suppress, _ := e.value.(bool)
				return suppress, e.err
			default:
			}
		}
		return false, err
	}
	e := inst.wait(ctx, left)
	suppress, _ := e.value.(bool)
	return suppress, e.err
}
