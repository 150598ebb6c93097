package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// Roots implements objects.Runtime.
func (v *VM) Roots(visit func(Object)) {
	if v.Importlib != nil {
		visit(Of(v.Importlib))
	}
	for _, h := range v.AuditHooks {
		visit(h)
	}
	if v.HostRoots != nil {
		v.HostRoots(visit)
	}
	for _, t := range v.Interp.Threads() {
		if m, ok := t.Machine.(*machine); ok {
			m.clearDead()
			m.roots(visit)
		}
	}
}

// roots visits what the active frames refer to.
func (m *machine) roots(visit func(Object)) {
	see := func(o Object) {
		if o.Ref != nil {
			visit(o)
		}
	}
	see(m.ret)
	if m.err != nil {
		visit(Of(m.err))
	}
	for f := m.cur; f != nil; f = f.prev {
		if f.gen != nil {
			visit(Of(f.gen))
			if f.flags&frameHeap != 0 {
				continue
			}
		}
		if f.fn != nil {
			visit(Of(f.fn))
		}
		if f.obj != nil {
			visit(Of(f.obj))
		}
		see(f.aux)
		if f.flags&frameSpace != 0 {
			see(f.ns)
		}
		for _, o := range run(f.regs, 0, int(f.code.bytes/regSize)) {
			see(o)
		}
	}
}

// clearDead forgets what is left behind in registers and frame records that nobody will read.
func (m *machine) clearDead() {
	clear(m.special[:])
	for f := m.top; f != nil; f = f.next {
		f.prev, f.fn, f.free, f.obj, f.gen = nil, nil, nil, nil, nil
		f.aux, f.ns = Object{}, Object{}
	}
	// Within the frames, the temporaries that nothing will read.
	inner := (*frame)(nil)
	top := m.freeTop(m.cur)
	for f := m.cur; f != nil; inner, f = f, f.prev {
		end := int(f.code.bytes / regSize)
		// The registers of what it called may overlap.
		if inner != nil && inner.flags&frameHeap == 0 && uintptr(inner.regs) >= uintptr(f.regs) && uintptr(inner.regs) < uintptr(f.regs)+f.code.bytes {
			end = int((uintptr(inner.regs) - uintptr(f.regs)) / regSize)
		}
		if end <= int(f.code.nclear) {
			continue
		}
		live := code.Live(f.code.code.Code, f.code.word(f.pc))
		if live == nil {
			continue
		}
		for i := int(f.code.nclear); i < end; i++ {
			if !live.Has(i) {
				*reg(f.regs, i) = Object{}
			}
		}
	}
	s := m.seg
	start := s.start()
	if uintptr(top) >= uintptr(start) && uintptr(top) <= s.end() {
		clear(unsafe.Slice((*Object)(top), (s.end()-uintptr(top))/regSize))
	}
	for s = s.next; s != nil; s = s.next {
		clear(s.regs)
	}
}

// generatorOf gives o as a generator of any kind, nil if it is none.
func generatorOf(o Object) *Generator {
	switch o.Type() {
	case &GeneratorType, &CoroutineType, &AsyncGeneratorType:
		return (*Generator)(o.Ref)
	}
	return nil
}

// OwnGenerator implements objects.Runtime.
func (v *VM) OwnGenerator(gen Object, fn *objects.Function) {
	if g := generatorOf(gen); g != nil && g.f.fn == fn && g.native == nil {
		g.owned = true
	}
}

// ShareGenerator implements objects.Runtime.
func (v *VM) ShareGenerator(gen Object) {
	if g := generatorOf(gen); g != nil {
		g.temp, g.owned = false, false
	}
}

// ReleaseGenerator implements objects.Runtime.
func (v *VM) ReleaseGenerator(t *objects.Thread, gen Object) bool {
	g := generatorOf(gen)
	if g == nil || !g.owned || g.state != genFinished {
		return false
	}
	machineOf(t).recycle(g)
	return true
}

// EndedGenerator implements objects.Runtime.
func (v *VM) EndedGenerator(t *objects.Thread, fn *objects.Function) Object {
	m := machineOf(t)
	g := m.newGenerator(m.execOf(fn), fn, nil, 0)
	m.ended(g)
	g.state, g.hooked, g.closed = genFinished, true, true
	return Of(g)
}

// genDel finalizes a generator, coroutine or async generator that nothing refers to any more.
//
// CPython: Objects/genobject.c _PyGen_Finalize
func genDel(t *objects.Thread, o Object) error {
	g := (*Generator)(o.Ref)
	if g.state == genFinished || g.state == genRunning {
		return nil
	}
	g.temp, g.owned = false, false
	if g.Type == &AsyncGeneratorType && g.finalizer.Ref != nil && g.finalizer != objects.None && !g.closed {
		_, err := objects.CallArgs(t, g.finalizer, o)
		if err != nil {
			t.WriteUnraisable(err, o)
		}
		return nil
	}
	m := machineOf(t)
	if g.Type == &CoroutineType && g.state == genCreated {
		objects.WarnUnawaited(t, o, g.qualname.String())
		return m.close(g)
	}
	if err := m.close(g); err != nil {
		r, rerr := objects.Repr(t, o)
		if rerr != nil {
			return err
		}
		t.WriteUnraisableMessage(err, "Exception ignored while closing "+g.kind()+" "+r.String(), Object{})
	}
	return nil
}
