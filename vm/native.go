package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// nativeExec gives the executable form of callee if that is a function whose body is written in Go and nothing is to be done first.
func (m *machine) nativeExec(callee Object) *exec {
	if (*Header)(callee.Ref).Type == &objects.FunctionType {
		if e := (*exec)((*objects.Function)(callee.Ref).Exec); e != nil && e.native != nil && m.t.Breaker.Load() == 0 {
			return e
		}
	}
	return nil
}

// pushNative calls a function whose body is written in Go for the eval loop; the arguments are as for push.
func (m *machine) pushNative(f *frame, pc unsafe.Pointer, e *exec, fn *objects.Function, first *Object, argc int, kwnames *objects.Tuple, dest int, ctor Object) (*frame, unsafe.Pointer) {
	f.pc = pc
	args := unsafe.Slice(first, argc)
	p, end := uintptr(unsafe.Pointer(first)), uintptr(f.regs)+f.code.bytes
	if p < uintptr(f.regs) || p+uintptr(argc)*regSize > end {
		// What the body calls has its registers there.
		args = append([]Object(nil), args...)
	} else if n := int(e.nparams); argc < n && e.nparams != neverSimple && kwnames == nil && fn.Defaults != nil {
		// The registers behind the arguments are free: the defaults go there.
		if defaults := fn.Defaults.Items; n-argc <= len(defaults) && p+uintptr(n)*regSize <= end {
			args = unsafe.Slice(first, n)
			copy(args[argc:], defaults[len(defaults)-(n-argc):])
			argc = n
		}
	}
	if e.native.Start != nil {
		return m.pushCoroutine(f, pc, e, fn, args, kwnames, dest)
	}
	var v Object
	var err error
	if kwnames == nil && (uint32(argc) == e.nparams || e.native.Raw && argc >= e.code.ArgCount) {
		v, err = e.native.Call(m.t, fn, args, nil)
	} else {
		v, err = m.callNative(e, fn, args, kwnames)
	}
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

// bindNative gives the arguments as a native body wants them: see objects.NativeCode. borrowed of them are to be given back to the
// thread.
func (m *machine) bindNative(e *exec, fn *objects.Function, args []Object, kwnames *objects.Tuple) (bound []Object, kw *objects.Tuple, borrowed int, err error) {
	c := e.code
	if e.native.Raw {
		npos := len(args)
		if kwnames != nil {
			npos -= len(kwnames.Items)
		}
		if npos >= c.ArgCount && (kwnames == nil || e.flags&code.VarKeywords != 0 && c.PosOnly == c.ArgCount) {
			return args, kwnames, 0, nil
		}
	} else if uint32(len(args)) == e.nparams && kwnames == nil {
		return args, nil, 0, nil
	}
	if kwnames == &m.spreadNames {
		kwnames = objects.TupleFrom(kwnames.Items)
	}
	borrowed = max(int(e.nclear), len(args)) + 1
	bound = m.t.BorrowArgs(borrowed)
	copy(bound, args)
	if err := m.bind(e, fn, unsafe.Pointer(&bound[0]), len(args), kwnames); err != nil {
		m.t.GiveBackArgs(borrowed)
		return nil, nil, 0, err
	}
	if e.native.Raw && e.flags&code.VarArgs != 0 {
		return append(bound[:c.ArgCount:c.ArgCount], objects.AsTuple(bound[c.ArgCount]).Items...), nil, borrowed, nil
	}
	return bound[:e.nclear:e.nclear], nil, borrowed, nil
}

// callNative calls a function whose body is written in Go.
func (m *machine) callNative(e *exec, fn *objects.Function, args []Object, kwnames *objects.Tuple) (Object, error) {
	args, kwnames, borrowed, err := m.bindNative(e, fn, args, kwnames)
	if err != nil {
		return Object{}, err
	}
	var v Object
	if e.native.Start == nil {
		if kwnames == &m.spreadNames {
			kwnames = objects.TupleFrom(kwnames.Items)
		}
		v, err = e.native.Call(m.t, fn, args, kwnames)
	} else {
		v = Of(m.newNativeCoroutine(e, fn, args, e.native.Start(m.t, fn, args)))
	}
	m.t.GiveBackArgs(borrowed)
	return v, err
}

// pushCoroutine calls a coroutine function whose body is written in Go for the eval loop. Where the next thing that f does is to await
// what the call gives, the body runs at once, and nobody needs a coroutine object unless it has to wait.
func (m *machine) pushCoroutine(f *frame, pc unsafe.Pointer, e *exec, fn *objects.Function, args []Object, kwnames *objects.Tuple, dest int) (*frame, unsafe.Pointer) {
	args, _, borrowed, err := m.bindNative(e, fn, args, kwnames)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	if borrowed > 0 {
		args = append([]Object(nil), args...)
		m.t.GiveBackArgs(borrowed)
	}
	body := e.native.Start(m.t, fn, args)
	awaited, result := awaitsNext(f, pc, dest)
	if result < 0 || m.t.CoroutineOriginDepth > 0 || m.t.Enter("") != nil {
		*reg(f.regs, dest) = Of(m.newNativeCoroutine(e, fn, args, body))
		return f, pc
	}
	r, done, err := body.Step(m.t, objects.None, nil)
	m.t.Leave()
	switch {
	case err != nil:
		body.Recycle()
		return m.unwind(f, awaited, m.leavesCoroutine(err))
	case done:
		body.Recycle()
		*reg(f.regs, result) = r
		return f, awaited
	}
	g := m.newNativeCoroutine(e, fn, args, body)
	v := m.suspendNative(g, body.State())
	*reg(f.regs, dest) = Of(g)
	f.pc, f.dest = awaited, uint32(result)
	if f.flags&frameEager != 0 {
		f = m.materialize(f)
	}
	f.gen.delegate = Of(g)
	return m.suspend(f, v)
}

// awaitsNext tells whether f's instructions at pc await what is in register v, with nothing else in between, and nothing else knows it:
// then it gives where they end, and the register of the result, which is negative otherwise.
func awaitsNext(f *frame, pc unsafe.Pointer, v int) (end unsafe.Pointer, result int) {
	get := *(*uint64)(pc)
	if code.Op(get) != code.GETAWAITABLE || !f.consumed(pc, v) {
		return nil, -1
	}
	load, from := *(*uint64)(unsafe.Add(pc, 8)), *(*uint64)(unsafe.Add(pc, 16))
	if code.Op(load) != code.LOADK || code.Op(from) != code.YIELDFROM || uint16(from>>32) != uint16(get>>16) || uint16(from>>16) != uint16(load>>16) {
		return nil, -1
	}
	return unsafe.Add(pc, awaitSize), awaitResult(pc)
}

// awaitSize is the size of the instructions that await something.
const awaitSize = 24

// awaitResult gives the register of what an await, whose instructions are at pc, gives.
func awaitResult(pc unsafe.Pointer) int { return int(*(*uint16)(unsafe.Add(pc, awaitSize-6))) }

// newNativeCoroutine makes the coroutine object of a body.
func (m *machine) newNativeCoroutine(e *exec, fn *objects.Function, args []Object, body objects.NativeCoroutine) *Generator {
	args = e.parameters(args)
	g := m.allocGenerator(max(int(e.bytes/regSize), len(args)))
	g.Type, g.name, g.qualname, g.native = &CoroutineType, fn.Name, fn.Qualname, body
	for i, a := range args {
		m.t.Share(a)
		g.regs[i] = a
	}
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

// parameters gives the arguments of a native body in the order of co_varnames, as far as it got them.
func (e *exec) parameters(args []Object) []Object {
	if n := e.code.ArgCount; e.native.Raw && e.flags&code.VarArgs != 0 && len(args) >= n {
		return append(args[:n:n], objects.NewTuple(args[n:]...))
	}
	return args
}

// TraceNative implements objects.Runtime.
func (v *VM) TraceNative(t *objects.Thread, fn *objects.Function, args []Object, spot int, exc *objects.Exception) {
	m := machineOf(t)
	e := m.execOf(fn)
	args = e.parameters(args)
	fo := &Frame{Header: Header{&FrameType}, code: e, fn: fn, word: int32(spot)}
	fo.regs = make([]Object, max(int(e.nclear), len(args)))
	for i, a := range args {
		t.Share(a)
		fo.regs[i] = a
	}
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

// raiseInNative raises exc in a native coroutine that can be resumed, whatever it waits for.
func (m *machine) raiseInNative(g *Generator, exc *objects.Exception) (Object, bool, error) {
	w := g.native.State()
	if g.state == genCreated {
		// Nothing ran: the error is that of the def line.
		g.state = genFinished
		m.ended(g)
		m.vm.TraceNative(m.t, g.f.fn, run(g.f.regs, 0, int(g.f.code.nclear)), -1, exc)
		clear(g.regs)
		return Object{}, false, exc
	}
	w.On, g.delegate = Object{}, Object{}
	return m.stepNative(g, w, Object{}, m.chain(w, exc))
}

// chain makes what a native coroutine handles the context of an exception with which it is resumed, even where that has one.
//
// CPython: Python/errors.c _PyErr_ChainStackItem
func (m *machine) chain(w *objects.Waiting, exc *objects.Exception) error {
	if w.Handling == nil {
		return exc
	}
	state := objects.ExcState{Exc: w.Handling, Prev: m.t.Exc}
	m.t.Exc = &state
	err := objects.Raise(m.t, exc)
	m.t.Exc = state.Prev
	return err
}

// throwNative raises what in what a native coroutine that can be resumed waits for, or else in itself.
//
// CPython: Objects/genobject.c _gen_throw
func (m *machine) throwNative(g *Generator, what thrown) (Object, bool, error) {
	t, w := m.t, g.native.State()
	it := w.On
	if it.Ref == nil {
		return m.throwHere(g, what)
	}
	g.state = genRunning
	// As in CPython what g handles is not seen while this goes through it, but becomes the context of what comes back.
	r, done, err := m.throwTo(it, what)
	if err != nil {
		err = m.chain(w, objects.AsExc(t, err))
	}
	if err == nil && !done {
		w.Yielded = r
		return m.suspendNative(g, w), false, nil
	}
	w.On, g.delegate = Object{}, Object{}
	return m.stepNative(g, w, r, err)
}

// throwTo raises what in what a native coroutine waits for, as `yield from` does.
//
// CPython: Objects/genobject.c _gen_throw
func (m *machine) throwTo(it Object, what thrown) (r Object, done bool, err error) {
	t := m.t
	inner := isExactGen(it)
	raised := func() (Object, bool, error) {
		exc, err := what.exception(t)
		if err == nil {
			err = exc
		}
		return Object{}, false, err
	}
	if what.matches(&objects.ExcGeneratorExit) {
		if err = m.closeIter(it, inner); err != nil {
			return Object{}, false, err
		}
		return raised()
	}
	if inner != nil {
		return m.throw(inner, what)
	}
	f, err := objects.LookupAttr(t, it, nameThrow)
	if err != nil {
		return Object{}, false, err
	}
	if f.Ref == nil {
		return raised()
	}
	args := []Object{what.typ, what.val, what.tb}
	for args[len(args)-1].Ref == nil {
		args = args[:len(args)-1]
	}
	r, err = objects.Call(t, f, args, nil)
	if err != nil && objects.Matches(err, &objects.ExcStopIteration) {
		return objects.StopIterationValue(err), true, nil
	}
	return r, false, err
}

// Throw implements objects.Runtime.
func (v *VM) Throw(t *objects.Thread, gen Object, exc *objects.Exception) (Object, bool, error) {
	if g := isExactGen(gen); g != nil {
		return machineOf(t).throw(g, thrown{typ: Of(exc)})
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
	g.owned = false
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
	r, done, err := machineOf(t).throw(g, thrown{typ: Of(exc)})
	r, done, err = endedByStop(g.unwrap(t, r, done, err))
	if done || err != nil {
		return r, true, err
	}
	g.owned = false
	w.On, w.Yielded = Of(&asyncThrow{Header: Header{&asyncThrowType}, gen: g, args: []Object{Of(exc), {}, {}}, state: awaitIter}), r
	return Object{}, false, nil
}

// Library implements objects.Runtime.
func (v *VM) Library() string { return v.Config.Library }
