package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// thrown is what throw() was asked to raise: an exception, or a class with a value and a traceback, each of which may be null.
// Generators hand it on as it is, to what they delegate to; the one that raises it makes an exception of it.
type thrown struct {
	typ, val, tb Object
}

// throw raises what in g from native code.
//
// CPython: Objects/genobject.c _gen_throw
func (m *machine) throw(g *Generator, what thrown) (result Object, done bool, err error) {
	t := m.t
	if g.native != nil && (g.state == genCreated || g.state == genSuspended) {
		return m.throwNative(g, what)
	}
	if it := g.delegate; it.Ref != nil && g.state == genSuspended {
		return m.throwThrough(g, it, what)
	}
	exc, err := what.exception(t)
	if err != nil {
		return Object{}, false, err
	}
	return m.raiseIn(g, exc)
}

// raiseIn raises exc in g itself, whatever it delegates to.
func (m *machine) raiseIn(g *Generator, exc *objects.Exception) (result Object, done bool, err error) {
	t := m.t
	switch g.state {
	case genRunning:
		return Object{}, false, objects.ValueErrorf(t, "%s already executing", g.kind())
	case genFinished:
		if g.Type == &CoroutineType {
			return Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited coroutine")
		}
		return Object{}, false, exc
	}
	if g.native != nil {
		return m.raiseInNative(g, exc)
	}
	return m.drive(func() (*frame, unsafe.Pointer, error) { return m.enterThrow(g, exc) })
}

// enterThrow links g alone and raises exc in it.
func (m *machine) enterThrow(g *Generator, exc *objects.Exception) (*frame, unsafe.Pointer, error) {
	created := g.state == genCreated
	if err := m.link(g, m.cur, frameEntry); err != nil {
		return nil, nil, err
	}
	f := &g.f
	g.delegate = Object{}
	m.cur = f
	if g.exc.Exc != nil {
		// Only what the generator itself handles becomes the context, in place of another.
		exc = objects.AsExc(m.t, objects.Raise(m.t, exc))
	}
	if created {
		// Nothing ran: the error is that of the def line, and no handler covers it.
		m.addTraceback(f, exc)
		prev := f.prev
		m.genFinish(g)
		f.prev = nil
		m.cur = prev
		m.err, m.ret = exc, Object{}
		return nil, nil, nil
	}
	f, pc := m.propagate(f, exc, true)
	return f, pc, nil
}

// throwThrough gives what to what g delegates to.
func (m *machine) throwThrough(g *Generator, it Object, what thrown) (result Object, done bool, err error) {
	t := m.t
	inner := isExactGen(it)
	if what.matches(&objects.ExcGeneratorExit) {
		// The iterator is closed first.
		g.state = genRunning
		err = m.closeIter(it, inner)
		g.state, g.delegate = genSuspended, Object{}
		if err != nil {
			return m.raiseIn(g, objects.AsExc(t, err))
		}
		return m.throwHere(g, what)
	}
	var f Object
	if inner == nil {
		if f, err = objects.LookupAttr(t, it, nameThrow); err != nil {
			return Object{}, false, err
		}
		if f.Ref == nil {
			return m.throwHere(g, what)
		}
	}
	r, ended, err := m.beneath(g, func() (Object, bool, error) {
		if inner != nil {
			return m.throw(inner, what)
		}
		args := []Object{what.typ}
		for _, v := range []Object{what.val, what.tb} {
			if v.Ref == nil {
				break
			}
			args = append(args, v)
		}
		r, err := objects.Call(t, f, args, nil)
		if err != nil && objects.Matches(err, &objects.ExcStopIteration) {
			return objects.StopIterationValue(err), true, nil
		}
		return r, false, err
	})
	if err != nil {
		return m.raiseIn(g, objects.AsExc(t, err))
	}
	if !ended {
		return r, false, nil
	}
	return m.drive(func() (*frame, unsafe.Pointer, error) {
		g.delegate = Object{}
		return m.enterGen(g, m.cur, frameEntry, r)
	})
}

// throwHere raises what in g itself.
func (m *machine) throwHere(g *Generator, what thrown) (result Object, done bool, err error) {
	exc, err := what.exception(m.t)
	if err != nil {
		return Object{}, false, err
	}
	return m.raiseIn(g, exc)
}

// closeIter closes what a generator delegates to.
//
// CPython: Objects/genobject.c gen_close_iter
func (m *machine) closeIter(it Object, inner *Generator) error {
	if inner != nil {
		return m.close(inner)
	}
	f, err := objects.LookupAttr(m.t, it, nameClose)
	if err != nil {
		m.t.WriteUnraisable(err, it)
		return nil
	}
	if f.Ref != nil {
		_, err = objects.CallArgs(m.t, f)
	}
	return err
}

// beneath calls f with g's frame under what f runs, so that stack traces show it; g itself does not run: what it handles is not what is
// being handled.
func (m *machine) beneath(g *Generator, f func() (Object, bool, error)) (result Object, done bool, err error) {
	if err := m.t.Enter(""); err != nil {
		return Object{}, false, err
	}
	defer m.t.Leave()
	nf, err := m.record()
	if err != nil {
		return Object{}, false, err
	}
	saved := m.cur
	g.mark, g.state = nf, genRunning
	g.f.prev, g.f.flags, g.f.top = saved, g.f.flags&frameSeen|frameHeap|frameEntry, m.freeTop(saved)
	m.cur = &g.f
	result, done, err = f()
	m.cur, m.top = saved, g.mark
	g.mark, g.state, g.f.prev = nil, genSuspended, nil
	return result, done, err
}

// close ends g as its close method does.
//
// CPython: Objects/genobject.c gen_close
func (m *machine) close(g *Generator) error {
	_, err := m.closeValue(g)
	return err
}

func (m *machine) closeValue(g *Generator) (Object, error) {
	t := m.t
	switch g.state {
	case genRunning:
		return Object{}, objects.ValueErrorf(t, "%s already executing", g.kind())
	case genFinished:
		return objects.None, nil
	case genCreated:
		g.state = genFinished
		m.ended(g)
		if f := &g.f; f.obj != nil {
			f.obj.detach(m, f)
			f.obj, f.flags = nil, frameHeap
		}
		clear(g.regs)
		return objects.None, nil
	}
	if it := g.delegate; it.Ref != nil {
		g.state = genRunning
		err := m.closeIter(it, isExactGen(it))
		g.state = genSuspended
		if err != nil {
			return m.closed(g, objects.AsExc(t, err))
		}
	}
	return m.closed(g, objects.NewException(t, &objects.ExcGeneratorExit))
}

// closed raises exc in g, which is being closed, and says what comes of it.
func (m *machine) closed(g *Generator, exc *objects.Exception) (Object, error) {
	t := m.t
	r, done, err := m.raiseIn(g, exc)
	if err == nil {
		if !done {
			return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "%s ignored GeneratorExit", g.kind())
		}
		return r, nil
	}
	if objects.Matches(err, &objects.ExcGeneratorExit) || objects.Matches(err, &objects.ExcStopIteration) {
		return objects.None, nil
	}
	return Object{}, err
}
