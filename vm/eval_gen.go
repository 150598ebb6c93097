package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

type genState uint8

const (
	genCreated genState = iota
	genSuspended
	genRunning
	genFinished
)

// Generator is a generator, coroutine or async generator: a frame with registers of its own, which the eval loop resumes.
type Generator struct {
	Header
	attrs    *objects.Overflow
	f        frame
	regs     []Object
	state    genState
	exc      objects.ExcState
	mark     *frame                  // the chain's record that the activation stands for
	delegate Object                  // what `yield from` or await is waiting for, null if nothing
	native   objects.NativeCoroutine // the body of a coroutine that is written in Go
	name     *objects.Str
	qualname *objects.Str
	origin   Object // cr_origin
	// temp says that nothing but the instruction that drives it refers to the generator, so that its memory can be used again when it
	// ends: it came from a call in `await f()` or `for x in f()`, and no Python code has got hold of it since.
	temp bool
	// owned says that native code alone refers to the generator: see objects.Runtime.OwnGenerator.
	owned bool
	end   objects.Finalizable // links what has to be finalized
	// Of async generators.
	running   bool // ag_running: an asend, athrow or aclose is under way
	hooked    bool // the hooks were called
	closed    bool
	finalizer Object
}

// The types that calls of generator functions make.
var (
	GeneratorType, CoroutineType, AsyncGeneratorType objects.Type
)

// Generators with few registers have them in the same piece of memory.
type (
	generator6 struct {
		Generator
		regs [6]Object
	}
	generator14 struct {
		Generator
		regs [14]Object
	}
	generator30 struct {
		Generator
		regs [30]Object
	}
)

// maxSpare is how many generators of a size a machine keeps for the next calls.
const maxSpare = 64

// allocGenerator makes a generator with n registers and a guard.
func (m *machine) allocGenerator(n int) *Generator {
	size := spareSize(n)
	if size >= 0 {
		if spare := m.spare[size]; len(spare) > 0 {
			g := spare[len(spare)-1]
			m.spare[size] = spare[:len(spare)-1]
			g.regs = g.regs[:n+1]
			return g
		}
	}
	switch size {
	case 0:
		g := new(generator6)
		g.Generator.regs = g.regs[:n+1]
		return &g.Generator
	case 1:
		g := new(generator14)
		g.Generator.regs = g.regs[:n+1]
		return &g.Generator
	case 2:
		g := new(generator30)
		g.Generator.regs = g.regs[:n+1]
		return &g.Generator
	}
	return &Generator{regs: make([]Object, n+1)}
}

// spareSize gives which of a machine's lists holds generators with n registers, -1 if none does.
func spareSize(n int) int {
	switch {
	case n < 6:
		return 0
	case n < 14:
		return 1
	case n < 30:
		return 2
	}
	return -1
}

// recycle keeps g, which has ended and which nobody refers to, for the next call.
func (m *machine) recycle(g *Generator) {
	if size := spareSize(len(g.regs) - 1); size >= 0 && len(m.spare[size]) < maxSpare {
		*g = Generator{regs: g.regs}
		m.spare[size] = append(m.spare[size], g)
	}
}

// consumed reports whether the instruction at pc takes what a call in f has just put into register dest to drive it to its end, so
// that nothing else can refer to it.
func (f *frame) consumed(pc unsafe.Pointer, dest int) bool {
	ins := *(*uint64)(pc)
	switch code.Op(ins) {
	case code.GETAWAITABLE, code.GETITER, code.GETYIELDFROMITER:
		return dest >= int(f.code.nclear) && int(uint16(ins>>32)) == dest
	}
	return false
}

// newGenerator makes the generator of a call whose parameters are in the first n registers at regs.
func (m *machine) newGenerator(e *exec, fn *objects.Function, regs unsafe.Pointer, n int) *Generator {
	g := m.allocGenerator(int(e.bytes / regSize))
	g.name, g.qualname = fn.Name, fn.Qualname
	switch {
	case e.flags&code.Coroutine != 0:
		g.Type = &CoroutineType
	case e.flags&code.AsyncGenerator != 0:
		g.Type = &AsyncGeneratorType
	default:
		g.Type = &GeneratorType
	}
	copy(g.regs, run(regs, 0, n))
	f := &g.f
	f.regs = unsafe.Pointer(&g.regs[0])
	f.code, f.fn, f.pc = e, fn, e.start
	f.flags = frameHeap
	f.gen = g
	if e.nfree != 0 {
		f.free = unsafe.Pointer(&fn.Closure.Items[0])
	}
	if g.Type == &CoroutineType {
		m.noteOrigin(g)
		m.t.Interp.Link(&g.end, Of(g))
	}
	return g
}

// noteOrigin records where a coroutine was made, if sys.set_coroutine_origin_tracking_depth asks for it.
func (m *machine) noteOrigin(g *Generator) {
	depth := m.t.CoroutineOriginDepth
	if depth <= 0 {
		return
	}
	var entries []Object
	for f := m.cur; f != nil && len(entries) < depth; f = f.prev {
		entries = append(entries, objects.NewTuple(Of(f.code.code.FileStr), objects.NewInt(int64(f.line())), Of(f.code.code.NameStr)))
	}
	g.origin = objects.NewTuple(entries...)
}

// link makes g, suspended or new, run: called from prev, entered as flags say.
func (m *machine) link(g *Generator, prev *frame, flags frameFlags) error {
	nf, err := m.record()
	if err != nil {
		return err
	}
	g.mark = nf
	f := &g.f
	f.prev = prev
	f.flags = f.flags&frameSeen | frameHeap | flags
	f.top = m.freeTop(prev)
	g.state = genRunning
	if f.code.handlers {
		m.linkHandlers(g)
	}
	return nil
}

// linkHandlers gives g, which handles exceptions and begins to run, an exception state of its own.
func (m *machine) linkHandlers(g *Generator) {
	g.exc.Prev = m.t.Exc
	m.t.Exc = &g.exc
	if !g.end.Linked() && !g.end.Finalized() {
		m.t.Interp.Link(&g.end, Of(g))
	}
}

// unlink undoes link; the generator has the state that it is left in.
func (m *machine) unlink(g *Generator, state genState) {
	g.state = state
	m.top = g.mark
	g.mark = nil
	if g.f.code.handlers {
		m.t.Exc = g.exc.Prev
		g.exc.Prev = nil
	}
}

// genFinish leaves g for good.
func (m *machine) genFinish(g *Generator) {
	m.unlink(g, genFinished)
	m.ended(g)
	f := &g.f
	seen := f.flags&frameSeen != 0
	if seen {
		f.obj.detach(m, f)
		f.obj = nil
	}
	f.flags = frameHeap
	g.delegate = Object{}
	clear(g.regs)
	g.exc.Exc = nil
	switch {
	case seen:
		g.owned = false
	case g.temp:
		m.recycle(g)
	}
}

// ended notes that g has nothing to finalize any more.
func (m *machine) ended(g *Generator) {
	if g.end.Linked() {
		m.t.Interp.Unlink(&g.end)
	}
}

// genReturn is RET in a generator's frame.
func (m *machine) genReturn(f *frame, v Object) (*frame, unsafe.Pointer) {
	g, prev, flags := f.gen, f.prev, f.flags
	m.genFinish(g)
	f.prev = nil
	m.cur = prev
	switch {
	case flags&frameEntry != 0:
		m.ret, m.err = v, nil
		m.yielded = false
		return nil, nil
	case flags&frameGenFor != 0:
		// The loop ends: FORITER's jump.
		distance := int(*(*int16)(unsafe.Add(prev.pc, -2)))
		return prev, unsafe.Add(prev.pc, distance*8)
	}
	prev.delegate(Object{})
	*reg(prev.regs, int(prev.dest)) = v
	return prev, prev.pc
}

// yield is YIELD: f gives v and waits; what is sent goes to register dest.
func (m *machine) yield(f *frame, pc unsafe.Pointer, v Object, dest int, wrap uint8) (*frame, unsafe.Pointer) {
	if wrap != 0 {
		y := m.spareYield
		if m.spareYield = nil; y == nil {
			y = &asyncYield{Header: Header{&asyncYieldType}}
		}
		y.v = v
		v = Of(y)
	}
	f.pc = pc
	f.dest = uint32(dest)
	*reg(f.regs, dest) = objects.None
	return m.suspend(f, v)
}

// suspend gives v from f, whose pc and dest say how it goes on, to whoever resumed the outermost of the generators that wait for f.
func (m *machine) suspend(f *frame, v Object) (*frame, unsafe.Pointer) {
	var inner *Generator
	for {
		if f.flags&frameEager != 0 {
			f = m.materialize(f)
		}
		if inner != nil {
			f.gen.delegate = Of(inner)
		}
		g, prev, flags := f.gen, f.prev, f.flags
		m.unlink(g, genSuspended)
		f.prev = nil
		m.cur = prev
		switch {
		case flags&frameEntry != 0:
			m.ret, m.err = v, nil
			m.yielded = true
			return nil, nil
		case flags&frameGenFor != 0:
			*reg(prev.regs, int(*(*uint16)(unsafe.Add(prev.pc, -6)))) = v
			return prev, prev.pc
		}
		f, inner = prev, g
	}
}

// delegate notes what f's generator waits for; an eager frame has none yet.
func (f *frame) delegate(it Object) {
	if f.flags&frameHeap != 0 {
		f.gen.delegate = it
	}
}

// forGen is FORITER over a generator where the fast path does not apply.
func (m *machine) forGen(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	it := *reg(f.regs, int(uint16(ins>>32)))
	if (*Header)(it.Ref).Type == &GeneratorType {
		if g := (*Generator)(it.Ref); g.state <= genSuspended {
			f.pc, m.cur = pc, f
			nf, npc, err := m.enterGen(g, f, frameGenFor, objects.None)
			if err != nil {
				return m.unwind(f, pc, err)
			}
			return nf, npc
		}
	}
	return m.slow(f, pc)
}

// isExactGen gives o as a *Generator if it is a generator or coroutine that `yield from` and await resume themselves.
func isExactGen(o Object) *Generator {
	if o.Ref == nil {
		return nil
	}
	if t := o.Type(); t == &GeneratorType || t == &CoroutineType {
		return (*Generator)(o.Ref)
	}
	return nil
}

// yieldFrom is YIELDFROM: delegate to the iterator in register b until it ends; register a has what to send first.
func (m *machine) yieldFrom(f *frame, pc unsafe.Pointer, a, b int) (*frame, unsafe.Pointer) {
	it := *reg(f.regs, b)
	f.pc, f.dest, m.cur = pc, uint32(a), f
	sent := *reg(f.regs, a)
	if g := isExactGen(it); g != nil && g.native == nil && (g.state == genCreated || g.state == genSuspended) {
		if g.state == genCreated && sent != objects.None {
			return m.unwind(f, pc, m.sentToNew(g))
		}
		f.delegate(it)
		nf, npc, err := m.enterGen(g, f, frameGenFrom, sent)
		if err != nil {
			f.delegate(Object{})
			return m.unwind(f, pc, err)
		}
		return nf, npc
	}
	v, done, err := m.sendTo(it, sent)
	return m.delegated(f, it, v, done, err)
}

// delegated goes on after f sent something to the iterator that it delegates to, which is not a generator.
func (m *machine) delegated(f *frame, it, v Object, done bool, err error) (*frame, unsafe.Pointer) {
	if err != nil {
		f.delegate(Object{})
		return m.unwind(f, f.pc, err)
	}
	if done {
		f.delegate(Object{})
		*reg(f.regs, int(f.dest)) = v
		return f, f.pc
	}
	if f.flags&frameEager != 0 {
		f = m.materialize(f)
	}
	f.gen.delegate = it
	return m.suspend(f, v)
}

// enterGen resumes g from prev with the value v: the innermost of the generators that it waits for goes on.
func (m *machine) enterGen(g *Generator, prev *frame, flags frameFlags, v Object) (*frame, unsafe.Pointer, error) {
	first := g
	top := m.freeTop(prev)
	for {
		// As link does.
		nf := m.top
		if nf == nil {
			var err error
			if nf, err = m.record(); err != nil {
				// Undo the links made so far.
				for g != first {
					g = prev.gen
					prev = g.f.prev
					m.unlink(g, genSuspended)
					g.f.prev = nil
				}
				return nil, nil, err
			}
		} else {
			m.top = nf.next
		}
		g.mark = nf
		f := &g.f
		f.prev = prev
		f.flags = f.flags&frameSeen | frameHeap | flags
		f.top = top
		g.state = genRunning
		if f.code.handlers {
			m.linkHandlers(g)
		}
		it := g.delegate
		if it.Ref == nil {
			if f.pc != f.code.start {
				*reg(f.regs, int(f.dest)) = v
			}
			return f, f.pc, nil
		}
		inner := isExactGen(it)
		if inner == nil || inner.native != nil {
			m.cur = f
			r, done, err := m.sendTo(it, v)
			nf, pc := m.delegated(f, it, r, done, err)
			return nf, pc, nil
		}
		if inner.state != genSuspended {
			// Somebody else drives it now.
			g.delegate = Object{}
			nf, pc := m.unwind(f, f.pc, m.alreadyRunning(inner))
			return nf, pc, nil
		}
		prev, flags, g = f, frameGenFrom, inner
	}
}

// alreadyRunning is the error of resuming what runs, or what ended, in a chain of delegation.
func (m *machine) alreadyRunning(g *Generator) error {
	if g.state == genFinished && g.Type == &CoroutineType {
		return objects.Errorf(m.t, &objects.ExcRuntimeError, "cannot reuse already awaited coroutine")
	}
	return objects.ValueErrorf(m.t, "%s already executing", g.kind())
}

func (m *machine) sentToNew(g *Generator) error {
	return objects.TypeErrorf(m.t, "can't send non-None value to a just-started %s", g.kind())
}

// sendTo sends v to an iterator as `yield from` does.
//
// CPython: Python/ceval.c SEND, Objects/abstract.c PyIter_Send
func (m *machine) sendTo(it, v Object) (result Object, done bool, err error) {
	t := m.t
	if g := isExactGen(it); g != nil {
		return m.resume(g, v)
	}
	slots := &it.Type().Slots
	if slots.Send != nil {
		return slots.Send(t, it, v)
	}
	var r Object
	if v == objects.None && slots.IterNext != nil {
		r, err = slots.IterNext(t, it)
		if r.Ref == nil && err == nil {
			return objects.None, true, nil
		}
	} else {
		r, err = objects.CallMethod(t, it, nameSend, v)
	}
	if err != nil {
		if objects.Matches(err, &objects.ExcStopIteration) {
			return objects.StopIterationValue(err), true, nil
		}
		return Object{}, false, err
	}
	return r, false, nil
}

// resume sends v to g from native code: a yielded value, or the result when done.
func (m *machine) resume(g *Generator, v Object) (result Object, done bool, err error) {
	t := m.t
	switch g.state {
	case genRunning:
		return Object{}, false, objects.ValueErrorf(t, "%s already executing", g.kind())
	case genFinished:
		if g.Type == &CoroutineType {
			return Object{}, false, objects.Errorf(t, &objects.ExcRuntimeError, "cannot reuse already awaited coroutine")
		}
		return objects.None, true, nil
	case genCreated:
		if v != objects.None {
			return Object{}, false, m.sentToNew(g)
		}
	}
	if g.native != nil {
		return m.resumeNative(g, v)
	}
	// As drive, without a closure: native code iterates over generators this way.
	if err := t.Enter(""); err != nil {
		return Object{}, false, err
	}
	saved := m.cur
	if f, nf := &g.f, m.top; g.delegate.Ref == nil && nf != nil && !f.code.handlers {
		m.top = nf.next
		g.mark = nf
		f.prev = saved
		f.flags = f.flags&frameSeen | frameHeap | frameEntry
		f.top = m.freeTop(saved)
		if g.state == genSuspended {
			*reg(f.regs, int(f.dest)) = v
		}
		g.state = genRunning
		result, err = m.run(f)
		done = !m.yielded
		m.yielded = false
		m.cur = saved
		t.Leave()
		return result, done, err
	}
	f, pc, err := m.enterGen(g, saved, frameEntry, v)
	return m.driven(saved, f, pc, err)
}

// drive runs the eval loop from where enter says.
func (m *machine) drive(enter func() (*frame, unsafe.Pointer, error)) (result Object, done bool, err error) {
	if err := m.t.Enter(""); err != nil {
		return Object{}, false, err
	}
	saved := m.cur
	f, pc, err := enter()
	return m.driven(saved, f, pc, err)
}

// driven runs the eval loop from what was entered, f at pc, unless entering gave an error, and ends what began with Thread.Enter when saved
// was the current frame.
func (m *machine) driven(saved, f *frame, pc unsafe.Pointer, err error) (result Object, done bool, failure error) {
	if err == nil {
		if f != nil {
			f.pc = pc
			result, err = m.run(f)
		} else {
			result, err = m.leave()
		}
	}
	done = !m.yielded
	m.yielded = false
	m.cur = saved
	m.t.Leave()
	return result, done, err
}
