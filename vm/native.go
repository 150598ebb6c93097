package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// pushNative calls a function whose body is written in Go for the eval loop; the arguments are as for push.
func (m *machine) pushNative(f *frame, pc unsafe.Pointer, e *exec, fn *objects.Function, args []Object, kwnames *objects.Tuple, dest int, ctor Object) (*frame, unsafe.Pointer) {
	f.pc = pc
	v, err := m.callNative(e, fn, args, kwnames)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	if ctor.Ref != nil {
		if v != objects.None {
			return m.unwind(f, pc, objects.TypeErrorf(m.t, "__init__() should return None, not '%.200s'", v.Type().Name200()))
		}
		v = ctor
	}
	*reg(f.regs, dest) = v
	return f, pc
}

// callNative calls a function whose body is written in Go.
func (m *machine) callNative(e *exec, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	n := e.native
	if !n.Raw && (len(args) != e.code.ArgCount || kwnames != nil || e.flags&(code.VarArgs|code.VarKeywords) != 0) {
		bound := make([]Object, max(int(e.nclear), len(args))+1)
		copy(bound, args)
		if err := m.bind(e, fn, unsafe.Pointer(&bound[0]), len(args), kwnames); err != nil {
			return Object{}, err
		}
		args, kwnames = bound[:e.nclear], nil
	}
	if n.Start == nil {
		return n.Call(m.t, fn, args, kwnames)
	}
	return Of(m.newNativeCoroutine(e, fn, args, n.Start(m.t, fn, args))), nil
}

// newNativeCoroutine makes the coroutine object of a body.
func (m *machine) newNativeCoroutine(e *exec, fn *objects.Function, args []Object, body objects.NativeCoroutine) *Generator {
	g := &Generator{name: fn.Name, qualname: fn.Qualname, native: body}
	g.Type = &CoroutineType
	g.regs = make([]Object, max(int(e.bytes/regSize), len(args))+1)
	copy(g.regs, args)
	f := &g.f
	f.regs = unsafe.Pointer(&g.regs[0])
	f.code, f.fn, f.pc = e, fn, e.start
	f.flags = frameHeap
	f.gen = g
	if e.nfree != 0 {
		f.free = unsafe.Pointer(&fn.Closure.Items[0])
	}
	m.noteOrigin(g)
	m.t.Interp.Link(&g.end, Of(g))
	return g
}

// TraceNative implements objects.Runtime.
func (v *VM) TraceNative(t *objects.Thread, fn *objects.Function, args []Object, spot int, exc *objects.Exception) {
	m := machineOf(t)
	e := m.execOf(fn)
	fo := &Frame{Header: Header{&FrameType}, code: e, fn: fn, word: spot, traceLines: true}
	fo.regs = make([]Object, max(int(e.nclear), len(args)))
	copy(fo.regs, args)
	if m.cur != nil {
		fo.back = m.frameObject(m.cur)
	}
	exc.Traceback = objects.NewTraceback(exc.Traceback, Of(fo), 2*spot, 0)
}

// resumeNative sends v to a native coroutine that can be resumed.
func (m *machine) resumeNative(g *Generator, v Object) (Object, bool, error) {
	w := g.native.State()
	var err error
	if it := w.On; it.Ref != nil {
		g.state = genRunning
		var done bool
		v, done, err = w.Resume(m.t, it, v)
		if !done {
			return m.suspendNative(g, w), false, nil
		}
		g.delegate = Object{}
	}
	return m.stepNative(g, w, v, err)
}

// suspendNative leaves g waiting, and gives what it yields.
func (m *machine) suspendNative(g *Generator, w *objects.Waiting) Object {
	g.state = genSuspended
	g.delegate = w.On
	v := w.Yielded
	w.Yielded = Object{}
	return v
}

// stepNative goes on with the body of g, which waits for nothing.
func (m *machine) stepNative(g *Generator, w *objects.Waiting, v Object, err error) (Object, bool, error) {
	if terr := m.t.Enter(""); terr != nil {
		return Object{}, false, terr
	}
	g.state = genRunning
	r, done, err := g.native.Step(m.t, v, err)
	m.t.Leave()
	if err == nil && !done {
		return m.suspendNative(g, w), false, nil
	}
	g.state = genFinished
	m.ended(g)
	g.delegate = Object{}
	clear(g.regs)
	if err != nil {
		err = m.leavesCoroutine(err)
	}
	return r, done && err == nil, err
}

// leavesCoroutine is what an exception becomes that leaves a native coroutine.
//
// CPython: Python/intrinsics.c stopiteration_error
func (m *machine) leavesCoroutine(err error) error {
	if !objects.Matches(err, &objects.ExcStopIteration) {
		return err
	}
	exc := objects.AsExc(m.t, err)
	e := objects.NewException(m.t, &objects.ExcRuntimeError, objects.NewStr("coroutine raised StopIteration"))
	e.Cause, e.Context, e.SuppressContext = exc, exc, true
	return e
}

// throwNative raises exc in a native coroutine that can be resumed.
func (m *machine) throwNative(g *Generator, exc *objects.Exception) (Object, bool, error) {
	w := g.native.State()
	if g.state == genCreated {
		// Nothing ran: the error is that of the def line.
		g.state = genFinished
		m.ended(g)
		args := run(g.f.regs, 0, int(g.f.code.nclear))
		m.vm.TraceNative(m.t, g.f.fn, args, -1, exc)
		clear(g.regs)
		return Object{}, false, exc
	}
	it := w.On
	if it.Ref == nil {
		return m.stepNative(g, w, Object{}, exc)
	}
	g.state = genRunning
	r, done, err := m.throwTo(it, exc)
	if err == nil && !done {
		w.Yielded = r
		return m.suspendNative(g, w), false, nil
	}
	w.On, g.delegate = Object{}, Object{}
	return m.stepNative(g, w, r, err)
}

// throwTo raises exc in what a native coroutine waits for, as `yield from` does.
//
// CPython: Objects/genobject.c _gen_throw
func (m *machine) throwTo(it Object, exc *objects.Exception) (r Object, done bool, err error) {
	t := m.t
	inner := isExactGen(it)
	if exc.Type.IsSubtype(&objects.ExcGeneratorExit) {
		if inner != nil {
			err = m.close(inner)
		} else {
			var f Object
			if f, err = objects.LookupAttr(t, it, nameClose); err != nil {
				t.WriteUnraisable(err, it)
				err = nil
			} else if f.Ref != nil {
				_, err = objects.CallArgs(t, f)
			}
		}
		if err == nil {
			err = exc
		}
		return Object{}, false, err
	}
	if inner != nil {
		return m.throw(inner, exc)
	}
	f, err := objects.LookupAttr(t, it, nameThrow)
	if err != nil {
		return Object{}, false, err
	}
	if f.Ref == nil {
		return Object{}, false, exc
	}
	r, err = objects.CallArgs(t, f, Of(exc))
	if err != nil && objects.Matches(err, &objects.ExcStopIteration) {
		return objects.StopIterationValue(err), true, nil
	}
	return r, false, err
}

// Throw implements objects.Runtime.
func (v *VM) Throw(t *objects.Thread, gen Object, exc *objects.Exception) (Object, bool, error) {
	if g := isExactGen(gen); g != nil {
		return machineOf(t).throw(g, exc)
	}
	r, err := objects.CallMethod(t, gen, nameThrow, Of(exc))
	return r, false, err
}

// AwaitIter implements objects.Runtime.
func (v *VM) AwaitIter(t *objects.Thread, o Object) (Object, error) {
	return machineOf(t).getAwaitable(o, 0)
}

// SendTo implements objects.Runtime.
func (v *VM) SendTo(t *objects.Thread, it, value Object) (Object, bool, error) {
	return machineOf(t).sendTo(it, value)
}

// exactAsyncGen gives gen as an async generator that can be driven without an awaitable, nil if it cannot.
func exactAsyncGen(gen Object) *Generator {
	if gen.Type() != &AsyncGeneratorType {
		return nil
	}
	if g := (*Generator)(gen.Ref); !g.running && g.state != genRunning {
		return g
	}
	return nil
}

// AsyncNext implements objects.Runtime.
func (v *VM) AsyncNext(t *objects.Thread, gen Object, w *objects.Waiting) (Object, bool, error) {
	g := exactAsyncGen(gen)
	if g == nil {
		next := gen.Type().Slots.ANext
		if next == nil {
			return Object{}, true, objects.TypeErrorf(t, "'%.200s' object is not an async iterator", gen.Type().Name200())
		}
		aw, err := next(t, gen)
		if err != nil {
			return Object{}, true, err
		}
		return w.Await(t, aw)
	}
	if err := g.hooks(t); err != nil {
		return Object{}, true, err
	}
	g.running = true
	r, done, err := machineOf(t).resume(g, objects.None)
	r, done, err = g.unwrap(t, r, done, err)
	if done || err != nil {
		return r, true, err
	}
	w.On, w.Yielded = Of(&asyncSend{Header: Header{&asyncSendType}, gen: g, state: awaitIter}), r
	return Object{}, false, nil
}

// AsyncThrow implements objects.Runtime.
func (v *VM) AsyncThrow(t *objects.Thread, gen Object, exc *objects.Exception, w *objects.Waiting) (Object, bool, error) {
	g := exactAsyncGen(gen)
	if g == nil || g.closed || g.state == genFinished {
		aw, err := objects.CallMethod(t, gen, nameAthrow, Of(exc))
		if err != nil {
			return Object{}, true, err
		}
		return w.Await(t, aw)
	}
	if err := g.hooks(t); err != nil {
		return Object{}, true, err
	}
	g.running = true
	r, done, err := machineOf(t).throw(g, exc)
	r, done, err = g.unwrap(t, r, done, err)
	if done || err != nil {
		return r, true, err
	}
	w.On, w.Yielded = Of(&asyncThrow{Header: Header{&asyncThrowType}, gen: g, args: []Object{Of(exc), {}, {}}, state: awaitIter}), r
	return Object{}, false, nil
}

// Library implements objects.Runtime.
func (v *VM) Library() string { return v.Config.Library }
