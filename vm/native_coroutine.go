package vm

import "github.com/gophersnake/gophersnake/objects"

// NewCoroutine implements objects.Runtime.
func (v *VM) NewCoroutine(t *objects.Thread, name, qualname *objects.Str, body objects.CoroutineBody) Object {
	g := &Generator{Header: Header{&CoroutineType}, name: name, qualname: qualname, native: body}
	m := machineOf(t)
	m.noteOrigin(g)
	t.Interp.Link(&g.end, Of(g))
	return Of(g)
}

// enterNative makes g run; leaveNative ends that.
func (m *machine) enterNative(g *Generator) error {
	if err := m.t.Enter(""); err != nil {
		return err
	}
	g.state = genRunning
	g.exc.Prev = m.t.Exc
	m.t.Exc = &g.exc
	m.natives = append(m.natives, g)
	return nil
}

func (m *machine) leaveNative(g *Generator, state genState) {
	m.popNative()
	m.t.Exc = g.exc.Prev
	g.exc.Prev = nil
	m.t.Leave()
	g.state = state
	if state == genFinished {
		m.ended(g)
		g.delegate, g.native, g.exc.Exc = Object{}, nil, nil
	}
}

func (m *machine) popNative() {
	last := len(m.natives) - 1
	m.natives[last] = nil
	m.natives = m.natives[:last]
}

// sendNative sends v to g, new or suspended.
func (m *machine) sendNative(g *Generator, v Object) (result Object, done bool, err error) {
	if err := m.enterNative(g); err != nil {
		return Object{}, false, err
	}
	if g.delegate.Ref == nil {
		return m.runNative(g, objects.None, nil)
	}
	v, done, err = m.sendTo(g.delegate, v)
	return m.afterDelegate(g, v, done, err)
}

// raiseNative raises exc in g, new or suspended, whatever it awaits.
func (m *machine) raiseNative(g *Generator, exc *objects.Exception) (result Object, done bool, err error) {
	if err := m.enterNative(g); err != nil {
		return Object{}, false, err
	}
	if g.delegate.Ref == nil {
		m.leaveNative(g, genFinished)
		return Object{}, false, exc
	}
	if g.exc.Exc != nil {
		exc = objects.AsExc(m.t, objects.Raise(m.t, exc))
	}
	return m.runNative(g, Object{}, exc)
}

// continueNative goes on with the result of what g awaited.
func (m *machine) continueNative(g *Generator, v Object) (result Object, done bool, err error) {
	if err := m.enterNative(g); err != nil {
		return Object{}, false, err
	}
	return m.runNative(g, v, nil)
}

// afterDelegate goes on after what g awaits gave v, its result if done, or an error.
func (m *machine) afterDelegate(g *Generator, v Object, done bool, err error) (Object, bool, error) {
	if err != nil {
		return m.runNative(g, Object{}, objects.AsExc(m.t, err))
	}
	if !done {
		m.leaveNative(g, genSuspended)
		return v, false, nil
	}
	return m.runNative(g, v, nil)
}

// runNative runs g's body with what it awaited gave, v or exc, until it has to wait or ends.
func (m *machine) runNative(g *Generator, v Object, exc *objects.Exception) (Object, bool, error) {
	// A panic in the body is not to leave the thread in its middle.
	finished := false
	defer func() {
		if !finished {
			m.leaveNative(g, genFinished)
		}
	}()
	t := m.t
	for {
		g.delegate = Object{}
		if exc != nil && exc.Hard() {
			return Object{}, false, exc
		}
		next, result, err := g.native.Resume(t, v, exc)
		switch {
		case err != nil:
			return Object{}, false, m.nativeError(g, objects.AsExc(t, err))
		case next.Ref == nil:
			return result, true, nil
		}
		var done bool
		it, err := m.getAwaitable(next, 0)
		if err == nil {
			g.delegate = it
			v, done, err = m.sendTo(it, objects.None)
		}
		exc = nil
		switch {
		case err != nil:
			v, exc = Object{}, objects.AsExc(t, err)
		case !done:
			finished = true
			m.leaveNative(g, genSuspended)
			return v, false, nil
		}
	}
}

// nativeError gives what a coroutine raises whose body raised exc.
//
// CPython: Python/intrinsics.c stopiteration_error
func (m *machine) nativeError(g *Generator, exc *objects.Exception) error {
	if !objects.Matches(exc, &objects.ExcStopIteration) {
		return exc
	}
	e := objects.AsExc(m.t, objects.Errorf(m.t, &objects.ExcRuntimeError, "coroutine raised StopIteration"))
	e.Cause, e.Context, e.SuppressContext = exc, exc, true
	return e
}
