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
	for _, g := range m.natives {
		visit(Of(g))
	}
	for f := m.cur; f != nil; f = f.prev {
		if f.gen != nil {
			visit(Of(f.gen))
			continue
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
	for f := m.top; f != nil; f = f.next {
		f.prev, f.fn, f.free, f.obj, f.gen = nil, nil, nil, nil, nil
		f.aux, f.ns = Object{}, Object{}
	}
	// Within the frames: a call's arguments are the last temporaries that live while it is under way.
	inner := (*frame)(nil)
	top := m.freeTop(m.cur)
	for f := m.cur; f != nil; inner, f = f, f.prev {
		dead := f.deadAfter()
		if dead < 0 {
			continue
		}
		end := unsafe.Add(f.regs, f.code.bytes)
		from := unsafe.Pointer(reg(f.regs, dead))
		// The registers of what it called may overlap.
		if inner != nil && inner.flags&frameHeap == 0 && uintptr(inner.regs) >= uintptr(f.regs) && uintptr(inner.regs) < uintptr(end) {
			end = inner.regs
		}
		if uintptr(from) < uintptr(end) {
			clear(unsafe.Slice((*Object)(from), (uintptr(end)-uintptr(from))/regSize))
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

// deadAfter gives the first register that the call which f is in the middle of does not need, -1 if it is not in a call.
func (f *frame) deadAfter() int {
	ins := f.code.code.Ins
	at := f.code.word(f.pc)
	for i := 0; i <= at && i < len(ins); {
		op, wide := code.Op(ins[i]), uint64(0)
		if op == code.WIDE {
			wide = ins[i]
			i++
			op = code.Op(ins[i])
		}
		w := ins[i]
		i += 1 + len(code.Infos[op].Ext)
		if i <= at {
			continue
		}
		a := int(w>>16&0xffff | wide>>16&0xffff<<16)
		b := int(w>>32&0xffff | wide>>32&0xffff<<16)
		n := 0
		switch op {
		case code.CALL, code.CALLKW:
			n = a + 1 + b
		case code.CALLM, code.CALLMKW:
			n = a + 2 + b
		case code.CALLEX:
			n = a + 3
		case code.DELITEM:
			// A statement: nothing but its operands is in use.
			n = max(a, b) + 1
		case code.SETITEM:
			n = max(a, b, int(w>>48|wide>>48<<16)) + 1
		default:
			return -1
		}
		return max(n, int(f.code.nclear))
	}
	return -1
}

// genDel finalizes a generator, coroutine or async generator that nothing refers to any more.
//
// CPython: Objects/genobject.c _PyGen_Finalize
func genDel(t *objects.Thread, o Object) error {
	g := (*Generator)(o.Ref)
	if g.state == genFinished || g.state == genRunning {
		return nil
	}
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
