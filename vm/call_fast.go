package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// quickenAwait rewrites the CALL or CALLM before pc, by which f entered nf, if its result is awaited next and that frame knows it.
func quickenAwait(f *frame, pc unsafe.Pointer, nf *frame) {
	if nf == nil || nf.prev != f || nf.flags&frameEager == 0 {
		return
	}
	switch op := (*uint8)(unsafe.Add(pc, -8)); code.Op(*op) {
	case code.CALL:
		*op = uint8(code.CALL_AWAIT)
	case code.CALLM:
		*op = uint8(code.CALLM_AWAIT)
	}
}

// callClass is CALL of a class. Where that only makes an instance and gives it to an __init__ which needs no binding, it does so by itself.
func (m *machine) callClass(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	base, argc := int(uint16(ins>>16)), int(uint16(ins>>32))
	p := reg(f.regs, base)
	typ := (*objects.Type)(p.Ref)
	init := typ.PlainInit()
	if init == nil || typ.Header.Type != &objects.TypeType && !typ.Header.Type.CallsInstances() {
		return m.slowCALL(f, pc)
	}
	if n := init.Code.Native; n != nil && n.Make != nil {
		f.pc, m.cur = pc, f
		v := n.Make(typ, run(f.regs, base+1, argc))
		if v.Ref == nil {
			return m.slowCALL(f, pc)
		}
		*reg(f.regs, plainDest(pc)) = v
		if n.Temp != nil && f.withNext(pc) {
			n.Temp(v)
		}
		return f, pc
	}
	e := (*exec)(init.Exec)
	nf, nr := m.top, unsafe.Pointer(p)
	if f.flags&frameHeap != 0 {
		nr = f.top
	}
	if e == nil || nf == nil || e.nargs != uint32(argc+1) || uintptr(nr)+e.bytes >= m.limit || m.t.Breaker.Load() != 0 {
		return m.slowCALL(f, pc)
	}
	self := objects.NewInstance(typ)
	if unsafe.Pointer(p) != nr {
		for i := 1; i <= argc; i++ {
			*reg(nr, i) = *reg(f.regs, base+i)
		}
	}
	*reg(nr, 0) = self
	m.top = nf.next
	f.pc = pc
	nf.aux = self
	e.clear(nr, argc+1)
	m.setup(nf, f, e, init, nr, frameCtor)
	return nf, e.start
}

// plainDest gives the register of the result of the CALL or CALLM before pc, which has no wide one.
func plainDest(pc unsafe.Pointer) int { return int(*(*uint16)(unsafe.Add(pc, -2))) }

// callKnown calls a function, native or Python, with argc arguments from skip registers behind base on, for a CALL or CALLM that the eval
// loop does not enter by itself.
func (m *machine) callKnown(f *frame, pc unsafe.Pointer, fn *objects.Function, base, skip, argc int) (*frame, unsafe.Pointer) {
	e := (*exec)(fn.Exec)
	if e == nil || m.t.Breaker.Load() != 0 {
		return m.bindKnown(f, pc, fn, base, skip, argc)
	}
	if e.native != nil {
		return m.callNativeFunction(f, pc, e, fn, base, skip, argc)
	}
	nf, src := m.top, unsafe.Pointer(reg(f.regs, base+skip))
	nr := src
	if f.flags&frameHeap != 0 {
		nr = f.top
	}
	missing := int(e.nargs) - argc
	if nf == nil || missing < 0 || missing > 0 && (fn.Defaults == nil || missing > len(fn.Defaults.Items)) || uintptr(nr)+e.bytes >= m.limit {
		return m.bindKnown(f, pc, fn, base, skip, argc)
	}
	m.top = nf.next
	f.pc = pc
	if nr != src {
		for i := range argc {
			*reg(nr, i) = *reg(src, i)
		}
	}
	if missing > 0 {
		defaults := fn.Defaults.Items
		for i, v := range defaults[len(defaults)-missing:] {
			*reg(nr, argc+i) = v
		}
		argc += missing
	}
	e.clear(nr, argc)
	m.setup(nf, f, e, fn, nr, 0)
	return nf, e.start
}

// bindKnown is callKnown where there is more to do.
func (m *machine) bindKnown(f *frame, pc unsafe.Pointer, fn *objects.Function, base, skip, argc int) (*frame, unsafe.Pointer) {
	f.pc, m.cur = pc, f
	nf, npc := m.callRegs(f, pc, Of(fn), base, base+skip, argc, plainDest(pc), nil)
	quickenAwait(f, pc, nf)
	return nf, npc
}

// callBuiltin is CALL of a built-in function.
func (m *machine) callBuiltin(f *frame, pc unsafe.Pointer, b *objects.BuiltinFunction, first, argc int) (*frame, unsafe.Pointer) {
	if b.Self.Ref != nil {
		return m.slowCALL(f, pc)
	}
	f.pc, m.cur = pc, f
	v, err := b.Def.Fn(m.t, run(f.regs, first, argc), nil)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	*reg(f.regs, plainDest(pc)) = v
	return f, pc
}

// callDescriptor is CALLM of a method of a built-in type.
func (m *machine) callDescriptor(f *frame, pc unsafe.Pointer, ins uint64) (*frame, unsafe.Pointer) {
	base := int(uint16(ins >> 16))
	self := *reg(f.regs, base+1)
	d := (*objects.MethodDescriptor)(reg(f.regs, base).Ref)
	if self.Ref == nil || (*Header)(self.Ref).Type != d.Owner {
		return m.slowCALLM(f, pc)
	}
	f.pc, m.cur = pc, f
	v, err := d.Def.Fn(m.t, run(f.regs, base+1, int(uint16(ins>>32))+1), nil)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	*reg(f.regs, plainDest(pc)) = v
	return f, pc
}

// callNativeFunction calls a function whose body is written in Go.
func (m *machine) callNativeFunction(f *frame, pc unsafe.Pointer, e *exec, fn *objects.Function, base, skip, argc int) (*frame, unsafe.Pointer) {
	n, first := e.native, base+skip
	if n.Tail != nil {
		if nf, npc, ok := m.pushTail(f, pc, e, first, argc); ok {
			return nf, npc
		}
	}
	if n.Call == nil || uint32(argc) != e.nparams && !(n.Raw && argc >= e.code.ArgCount) {
		return m.bindKnown(f, pc, fn, base, skip, argc)
	}
	f.pc, m.cur = pc, f
	v, err := n.Call(m.t, fn, run(f.regs, first, argc), nil)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	*reg(f.regs, plainDest(pc)) = v
	if n.Temp != nil && f.withNext(pc) {
		n.Temp(v)
	}
	return f, pc
}

// withNext reports whether the instructions at pc enter a with or async with statement whose manager is the result of the call before
// pc, so that nothing else refers to that.
func (f *frame) withNext(pc unsafe.Pointer) bool {
	dest := plainDest(pc)
	exit, enter := *(*uint64)(pc), *(*uint64)(unsafe.Add(pc, 8))
	return code.Op(exit) == code.LOADSPECIAL && code.Op(enter) == code.LOADSPECIAL && dest >= int(f.code.nclear) &&
		int(uint16(exit>>32)) == dest && int(uint16(enter>>32)) == dest
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
	ce.clear(nr, 1)
	f.pc = pc
	m.setup(nf, f, ce, fn, nr, frameTail)
	return nf, ce.start, true
}

// tail gives the native function that f called, which pushTail entered, and its first argument.
func (f *frame) tail() (fn *objects.Function, self Object) {
	base := int(uint16(*(*uint64)(unsafe.Add(f.pc, -8)) >> 16))
	return (*objects.Function)(reg(f.regs, base).Ref), *reg(f.regs, base+1)
}

// leaveTail notes in exc's traceback that it leaves that function.
func (m *machine) leaveTail(f *frame, exc *objects.Exception) {
	fn, self := f.tail()
	m.vm.TraceNative(m.t, fn, []Object{self}, 0, exc)
}

// endTail ends a call of that function.
func (f *frame) endTail() {
	if fn, self := f.tail(); fn.Code.Native.Ended != nil {
		fn.Code.Native.Ended(self)
	}
}
