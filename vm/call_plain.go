package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// callPlain executes most CALLs and CALLMs, those that need no binding of arguments: of functions, Python or native, of coroutines that
// are awaited at once, and of classes whose instances are made with such functions. The argc arguments are in the registers from first
// on; the register before them may be overwritten. ok is false where something is not as usual.
func (m *machine) callPlain(f *frame, pc unsafe.Pointer, callee Object, first, argc int) (nf *frame, npc unsafe.Pointer, ok bool) {
	switch (*Header)(callee.Ref).Type {
	case &objects.FunctionType:
		fn := (*objects.Function)(callee.Ref)
		e := (*exec)(fn.Exec)
		if e == nil || m.t.Breaker.Load() != 0 {
			return nil, nil, false
		}
		if e.native != nil {
			return m.callNativePlain(f, pc, e, fn, first, argc)
		}
		if uint32(argc) != e.nparams {
			return nil, nil, false
		}
		if e.flags&code.AnyGenerator == 0 {
			return m.pushPlain(f, e, fn, first, argc)
		}
		awaited, result, eager := m.eager(f, pc, e, plainDest(pc))
		if !eager {
			return nil, nil, false
		}
		nf, npc, ok := m.pushPlain(f, e, fn, first, argc)
		if ok {
			f.pc, f.dest = awaited, uint32(result)
			nf.flags = frameEager
		}
		return nf, npc, ok
	default:
		if !(*Header)(callee.Ref).Type.CallsInstances() {
			return nil, nil, false
		}
		fallthrough
	case &objects.TypeType:
		typ := (*objects.Type)(callee.Ref)
		init, plain := m.t.PlainConstructor(typ)
		if !plain {
			return nil, nil, false
		}
		if n := init.Code.Native; n != nil {
			if n.Make == nil {
				return nil, nil, false
			}
			v := n.Make(typ, run(f.regs, first, argc))
			if v.Ref == nil {
				return nil, nil, false
			}
			*reg(f.regs, plainDest(pc)) = v
			return f, pc, true
		}
		e := (*exec)(init.Exec)
		if e == nil || m.t.Breaker.Load() != 0 {
			return nil, nil, false
		}
		if uint32(argc+1) != e.nargs {
			return nil, nil, false
		}
		self := objects.NewInstance(typ)
		*reg(f.regs, first-1) = self
		nf, npc, ok := m.pushPlain(f, e, init, first-1, argc+1)
		if !ok {
			*reg(f.regs, first-1) = callee
			return nil, nil, false
		}
		nf.flags, nf.aux = frameCtor, self
		return nf, npc, ok
	}
}

// plainDest gives the register of the result of the CALL or CALLM before pc, which has no wide one.
func plainDest(pc unsafe.Pointer) int { return int(*(*uint16)(unsafe.Add(pc, -2))) }

// pushPlain enters a Python function whose argc arguments are in the registers from first on, and are what it takes.
func (m *machine) pushPlain(f *frame, e *exec, fn *objects.Function, first, argc int) (nf *frame, npc unsafe.Pointer, ok bool) {
	nr := unsafe.Pointer(reg(f.regs, first))
	if f.flags&frameHeap != 0 {
		nr = f.top
	}
	if nf = m.top; nf == nil || uintptr(nr)+e.bytes >= m.limit {
		return nil, nil, false
	}
	if f.flags&frameHeap != 0 {
		for i := range argc {
			*reg(nr, i) = *reg(f.regs, first+i)
		}
	}
	m.top = nf.next
	nf.prev, nf.code, nf.fn, nf.regs, nf.pc = f, e, fn, nr, e.start
	if e.nfree != 0 {
		nf.free = unsafe.Pointer(&fn.Closure.Items[0])
	}
	for i := argc; i < int(e.nclear); i++ {
		*reg(nr, i) = Object{}
	}
	return nf, e.start, true
}

// callNativePlain calls a function whose body is written in Go and takes the arguments as they are.
func (m *machine) callNativePlain(f *frame, pc unsafe.Pointer, e *exec, fn *objects.Function, first, argc int) (nf *frame, npc unsafe.Pointer, ok bool) {
	n := e.native
	if n.Tail != nil {
		if nf, npc, ok := m.pushTail(f, pc, e, first, argc); ok {
			return nf, npc, true
		}
	}
	if n.Call == nil || uint32(argc) != e.nparams && !(n.Raw && argc >= e.code.ArgCount) {
		return nil, nil, false
	}
	v, err := n.Call(m.t, fn, run(f.regs, first, argc), nil)
	if err != nil {
		nf, npc = m.unwind(f, pc, err)
		return nf, npc, true
	}
	*reg(f.regs, plainDest(pc)) = v
	return f, pc, true
}

// pushTail enters the Python method that a native function, called by a CALLM with argc arguments in the registers from first on,
// ends with. The function, which lies before them, and the first of them stay where they are, for leaveTail.
func (m *machine) pushTail(f *frame, pc unsafe.Pointer, e *exec, first, argc int) (nf *frame, npc unsafe.Pointer, ok bool) {
	if ins := *(*uint64)(unsafe.Add(pc, -8)); code.Op(ins) != code.CALLM || int(uint16(ins>>16)) != first-1 {
		return nil, nil, false
	}
	receiver, name := e.native.Tail(*reg(f.regs, first))
	if receiver.Ref == nil {
		return nil, nil, false
	}
	typ, c := receiver.Type(), &e.caches[0]
	if typ.Version() != c.ver || c.ver == 0 {
		method, place, ok := m.cacheable(receiver, typ, name)
		if !ok {
			return nil, nil, false
		}
		c.ver, c.ver2, c.val = typ.Version(), place, method
	}
	if c.ver2 != 0 {
		if over := *(**objects.Overflow)(unsafe.Add(receiver.Ref, uintptr(c.ver2))); over != nil && over.Dict != nil {
			return nil, nil, false
		}
	}
	if (*Header)(c.val.Ref).Type != &objects.FunctionType {
		return nil, nil, false
	}
	fn := (*objects.Function)(c.val.Ref)
	ce := (*exec)(fn.Exec)
	if ce == nil || ce.nargs != 1 {
		return nil, nil, false
	}
	nr := unsafe.Pointer(reg(f.regs, first+argc))
	if f.flags&frameHeap != 0 {
		nr = f.top
	}
	if nf = m.top; nf == nil || uintptr(nr)+ce.bytes >= m.limit {
		return nil, nil, false
	}
	m.top = nf.next
	*reg(nr, 0) = receiver
	for i := 1; i < int(ce.nclear); i++ {
		*reg(nr, i) = Object{}
	}
	m.setup(nf, f, ce, fn, nr, frameTail)
	return nf, ce.start, true
}

// leaveTail notes in exc's traceback that it leaves the native function that f called, which pushTail entered.
func (m *machine) leaveTail(f *frame, exc *objects.Exception) {
	base := int(uint16(*(*uint64)(unsafe.Add(f.pc, -8)) >> 16))
	m.vm.TraceNative(m.t, (*objects.Function)(reg(f.regs, base).Ref), []Object{*reg(f.regs, base+1)}, 0, exc)
}
