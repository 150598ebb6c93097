package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/vm/code"
)

// A coroutine that is awaited where it is called runs at once, as a function does: nobody else can know it. Its frame lies on the
// register stack and is marked frameEager; the frame that awaits it is the one before, whose pc is behind the await and whose dest is
// the register of the result, as if a generator were being driven. Only if it has to wait does it become a Generator: materialize.

// eager tells whether a call of the coroutine function e in f, whose result would go to register dest, may run at once: then it gives
// where the await of it ends and the register of what that gives.
func (m *machine) eager(f *frame, pc unsafe.Pointer, e *exec, dest int) (awaited unsafe.Pointer, result int, ok bool) {
	if e.flags&code.Coroutine == 0 || !m.mayAwaitAtOnce() {
		return nil, 0, false
	}
	awaited, result = awaitsNext(f, pc, dest)
	return awaited, result, result >= 0
}

// mayAwaitAtOnce tells whether coroutines may run where they are called. One sees its caller's exception as being handled only until it
// first waits: then it needs a state of its own.
func (m *machine) mayAwaitAtOnce() bool { return m.t.Exc.Exc == nil && m.t.CoroutineOriginDepth <= 0 }

// endEager notes that the coroutine of the eager frame f has ended.
func (f *frame) endEager() {
	if g := f.gen; g != nil {
		g.state = genFinished
		g.f.obj, g.f.flags = nil, frameHeap
		f.gen = nil
	}
}

// coroutine gives the coroutine object of the running eager frame f, for Python code that asks its frame object for it.
func (m *machine) coroutine(f *frame) *Generator {
	if f.gen == nil {
		g := m.newGenerator(f.code, f.fn, nil, 0)
		m.ended(g)
		g.state = genRunning
		g.f.obj = m.frameObject(f)
		g.f.flags |= frameSeen
		g.f.pc = f.pc
		f.gen = g
	}
	return f.gen
}

// materialize turns the eager frame f, which has to wait, into a generator that runs, and gives its frame.
func (m *machine) materialize(f *frame) *frame {
	e := f.code
	g := f.gen
	if g == nil {
		g = m.newGenerator(e, f.fn, nil, 0)
		g.temp = true
	}
	copy(g.regs, run(f.regs, 0, int(e.bytes/regSize)))
	nf := &g.f
	nf.pc, nf.dest, nf.prev = f.pc, f.dest, f.prev
	nf.flags = frameHeap | frameGenFrom | f.flags&frameSeen
	nf.top = m.freeTop(f.prev)
	if f.flags&frameSeen != 0 {
		nf.obj = f.obj
		nf.obj.f, nf.obj.gen = nf, g
		f.obj = nil
	}
	if f.flags&frameSegment != 0 {
		m.popSegment()
	}
	f.flags, f.gen = 0, nil
	g.mark, g.state = f, genRunning
	if e.handlers {
		g.exc.Exc, m.t.Exc.Exc = m.t.Exc.Exc, nil
		m.linkHandlers(g)
	} else {
		m.ended(g)
	}
	m.cur = nf
	return nf
}
