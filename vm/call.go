package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// call executes a call of the function in register base with argc arguments in the registers after it, the last ones named by
// kwnames; skip is the number of registers from base to the first argument.
func (m *machine) call(f *frame, pc unsafe.Pointer, base, argc, skip, dest int, kwnames *objects.Tuple) (*frame, unsafe.Pointer) {
	return m.callRegs(f, pc, *reg(f.regs, base), base, base+skip, argc, dest, kwnames)
}

// callMethod executes a call after LOADMETHOD.
func (m *machine) callMethod(f *frame, pc unsafe.Pointer, base, argc, dest int, kwnames *objects.Tuple) (*frame, unsafe.Pointer) {
	if reg(f.regs, base+1).Ref == nil {
		return m.call(f, pc, base, argc, 2, dest, kwnames)
	}
	return m.call(f, pc, base, argc+1, 1, dest, kwnames)
}

// callRegs calls callee with argc arguments from register first on. The registers from base to first may be overwritten.
func (m *machine) callRegs(f *frame, pc unsafe.Pointer, callee Object, base, first, argc, dest int, kwnames *objects.Tuple) (*frame, unsafe.Pointer) {
	t, regs := m.t, f.regs
	var self Object
	for {
		switch (*Header)(callee.Ref).Type {
		case &objects.FunctionType:
			if e := m.nativeExec(callee); e != nil {
				return m.pushNative(f, pc, e, (*objects.Function)(callee.Ref), reg(regs, first), argc, kwnames, dest, self)
			}
			return m.push(f, pc, (*objects.Function)(callee.Ref), reg(regs, first), argc, kwnames, dest, self)
		case &objects.BuiltinFunctionType:
			b := (*objects.BuiltinFunction)(callee.Ref)
			if b.Self.Ref != nil {
				if first == base {
					break
				}
				first--
				argc++
				*reg(regs, first) = b.Self
			}
			v, err := b.Def.Fn(t, run(regs, first, argc), kwnames)
			if err != nil {
				return m.unwind(f, pc, err)
			}
			*reg(regs, dest) = v
			return f, pc
		case &objects.MethodDescriptorType:
			d := (*objects.MethodDescriptor)(callee.Ref)
			v, err := d.Invoke(t, run(regs, first, argc), kwnames)
			if err != nil {
				return m.unwind(f, pc, err)
			}
			*reg(regs, dest) = v
			return f, pc
		case &objects.MethodType:
			if first == base {
				break
			}
			b := (*objects.Method)(callee.Ref)
			first--
			argc++
			*reg(regs, first) = b.Self
			callee = b.Func
			continue
		default:
			if !(*Header)(callee.Ref).Type.CallsInstances() {
				break
			}
			fallthrough
		case &objects.TypeType:
			typ := (*objects.Type)(callee.Ref)
			if typ == &objects.StrType && argc == 1 && kwnames == nil {
				s, err := objects.ToStr(t, *reg(regs, first))
				if err != nil {
					return m.unwind(f, pc, err)
				}
				*reg(regs, dest) = Of(s)
				return f, pc
			}
			if first == base || self.Ref != nil {
				break
			}
			init, ok := t.PlainConstructor(typ)
			if !ok {
				break
			}
			self = objects.NewInstance(typ)
			first--
			argc++
			*reg(regs, first) = self
			callee = Of(init)
			continue
		}
		v, err := objects.Call(t, callee, run(regs, first, argc), kwnames)
		if err != nil {
			return m.unwind(f, pc, err)
		}
		*reg(regs, dest) = v
		return f, pc
	}
}

// push enters a Python function called by the eval loop. Its arguments lie at args, mostly where its registers will be. ctor, if not
// null, is the object that the call gives in place of what __init__ returns.
func (m *machine) push(f *frame, pc unsafe.Pointer, fn *objects.Function, args *Object, argc int, kwnames *objects.Tuple, dest int, ctor Object) (*frame, unsafe.Pointer) {
	if m.t.Breaker.Load() != 0 {
		if err := m.t.Runtime.Poll(m.t); err != nil {
			return m.unwind(f, pc, err)
		}
	}
	return m.pushNow(f, pc, fn, args, argc, kwnames, dest, ctor)
}

// pushNow is push without a poll, which may run Python code: for arguments that lie where that code's would.
func (m *machine) pushNow(f *frame, pc unsafe.Pointer, fn *objects.Function, args *Object, argc int, kwnames *objects.Tuple, dest int, ctor Object) (*frame, unsafe.Pointer) {
	e := m.execOf(fn)
	if e.native != nil {
		return m.pushNative(f, pc, e, fn, args, argc, kwnames, dest, ctor)
	}
	simple := uint32(argc) == e.nparams && kwnames == nil
	awaited, result, eager := m.eager(f, pc, e, dest)
	if simple && e.flags&code.AnyGenerator != 0 && !eager && m.top != nil {
		g := m.newGenerator(e, fn, unsafe.Pointer(args), argc)
		g.temp = f.consumed(pc, dest)
		*reg(f.regs, dest) = Of(g)
		return f, pc
	}
	nf, err := m.record()
	if err != nil {
		return m.unwind(f, pc, err)
	}
	flags := frameFlags(0)
	nr := unsafe.Pointer(args)
	room := max(e.bytes, uintptr(argc)*regSize)
	if f.flags&frameHeap != 0 || !f.owns(nr) {
		nr = m.freeTop(f)
	}
	if uintptr(nr)+room >= m.limit {
		m.pushSegment(room)
		flags |= frameSegment
		nr = m.seg.start()
	}
	if nr != unsafe.Pointer(args) {
		copy(run(nr, 0, argc), unsafe.Slice(args, argc))
	}
	if simple {
		clear(run(nr, argc, int(e.nclear)-argc))
	} else if err := m.bind(e, fn, nr, argc, kwnames); err != nil {
		nf.flags = flags
		m.finish(nf)
		return m.unwind(f, pc, err)
	}
	if eager {
		f.pc, f.dest = awaited, uint32(result)
		m.setup(nf, f, e, fn, nr, flags|frameEager)
		return nf, e.start
	}
	if e.flags&code.AnyGenerator != 0 {
		g := m.newGenerator(e, fn, nr, int(e.nclear))
		g.temp = f.consumed(pc, dest)
		nf.flags = flags
		m.finish(nf)
		*reg(f.regs, dest) = Of(g)
		return f, pc
	}
	f.pc = pc
	if ctor.Ref != nil {
		flags |= frameCtor
		nf.aux = ctor
	}
	if dest != int(*(*uint16)(unsafe.Add(pc, -2))) {
		flags |= frameWide
		nf.dest = uint32(dest)
	}
	m.setup(nf, f, e, fn, nr, flags)
	return nf, e.start
}

// owns reports whether p lies among f's registers: then what is called there can have its own begin at p.
func (f *frame) owns(p unsafe.Pointer) bool {
	return uintptr(p) >= uintptr(f.regs) && uintptr(p) <= uintptr(f.regs)+f.code.bytes
}

// setup fills in a frame record.
func (m *machine) setup(nf, prev *frame, e *exec, fn *objects.Function, regs unsafe.Pointer, flags frameFlags) {
	nf.prev = prev
	nf.code = e
	nf.fn = fn
	nf.regs = regs
	nf.flags = flags
	nf.pc = e.start
	if e.nfree != 0 {
		nf.free = unsafe.Pointer(&fn.Closure.Items[0])
	}
	if e.flags&code.NewLocals == 0 {
		// A module or class body, called as a function: its names are the globals'.
		nf.ns = Object{}
	}
}

// clear makes the variables of a frame with registers at regs null, but for the first n.
func (e *exec) clear(regs unsafe.Pointer, n int) {
	for i := n; i < int(e.nclear); i++ {
		*reg(regs, i) = Object{}
	}
}

// finish undoes what record, pushSegment and setup did, when f is left.
func (m *machine) finish(f *frame) {
	if f.flags&frameSeen != 0 {
		f.obj.detach(m, f)
		f.obj = nil
	}
	if f.flags&frameSegment != 0 {
		m.popSegment()
	}
	if f.flags&frameSpace != 0 {
		f.ns = Object{}
	}
	f.flags = 0
	m.top = f
}

// ret_ returns v from f where RET's fast path does not apply.
func (m *machine) ret_(f *frame, v Object) (*frame, unsafe.Pointer) {
	flags, prev := f.flags, f.prev
	if flags == frameTail {
		f.flags = 0
		m.top, m.cur = f, prev
		prev.endTail()
		*reg(prev.regs, plainDest(prev.pc)) = objects.None
		return prev, prev.pc
	}
	if flags&frameHeap != 0 {
		return m.genReturn(f, v)
	}
	if flags&frameEager != 0 {
		f.endEager()
		m.finish(f)
		m.cur = prev
		*reg(prev.regs, int(prev.dest)) = v
		return prev, prev.pc
	}
	aux := f.aux
	f.aux = Object{}
	m.finish(f)
	m.cur = prev
	if flags&frameEntry != 0 {
		m.ret, m.err = v, nil
		return nil, nil
	}
	if flags&frameCtor != 0 {
		if v != objects.None {
			return m.unwind(prev, prev.pc, objects.TypeErrorf(m.t, "__init__() should return None, not '%.200s'", objects.TypeOf(v).Name200()))
		}
		v = aux
	} else if flags&frameTail != 0 {
		prev.endTail()
		v = objects.None
	}
	dest := int(*(*uint16)(unsafe.Add(prev.pc, -2)))
	if flags&frameWide != 0 {
		dest = int(f.dest)
	}
	*reg(prev.regs, dest) = v
	return prev, prev.pc
}

// callFunction calls a Python function from native code. ns is the namespace of a class body or exec, or null.
func (m *machine) callFunction(fn *objects.Function, args []Object, kwnames *objects.Tuple, ns Object) (Object, error) {
	if m.t.Breaker.Load() != 0 {
		if err := m.t.Runtime.Poll(m.t); err != nil {
			return Object{}, err
		}
	}
	if err := m.t.Enter(""); err != nil {
		return Object{}, err
	}
	saved := m.cur
	v, err := m.enter(fn, args, kwnames, ns)
	m.cur = saved
	m.t.Leave()
	return v, err
}

func (m *machine) enter(fn *objects.Function, args []Object, kwnames *objects.Tuple, ns Object) (Object, error) {
	e := m.execOf(fn)
	if e.native != nil {
		return m.callNative(e, fn, args, kwnames)
	}
	if kwnames == nil && uint32(len(args)) == e.nparams && e.flags&code.AnyGenerator != 0 && m.top != nil {
		return Of(m.newGenerator(e, fn, unsafe.Pointer(unsafe.SliceData(args)), len(args))), nil
	}
	nf, err := m.record()
	if err != nil {
		return Object{}, err
	}
	argc := len(args)
	nr := m.freeTop(m.cur)
	flags := frameEntry
	room := max(e.bytes, uintptr(argc)*regSize)
	if uintptr(nr)+room >= m.limit {
		m.pushSegment(room)
		flags |= frameSegment
		nr = m.seg.start()
	}
	copy(run(nr, 0, argc), args)
	if uint32(argc) == e.nparams && kwnames == nil {
		clear(run(nr, argc, int(e.nclear)-argc))
	} else if err := m.bind(e, fn, nr, argc, kwnames); err != nil {
		nf.flags = flags
		m.finish(nf)
		return Object{}, err
	}
	if e.flags&code.AnyGenerator != 0 {
		g := m.newGenerator(e, fn, nr, int(e.nclear))
		nf.flags = flags
		m.finish(nf)
		return Of(g), nil
	}
	if ns.Ref != nil {
		flags |= frameSpace
		nf.ns = ns
	}
	m.setup(nf, m.cur, e, fn, nr, flags)
	if ns.Ref != nil {
		nf.ns = ns
	}
	return m.run(nf)
}

// callEx executes a call with * and ** arguments.
func (m *machine) callEx(f *frame, pc unsafe.Pointer, base, dest int) (*frame, unsafe.Pointer) {
	f.pc, m.cur = pc, f
	t := m.t
	callee := *reg(f.regs, base)
	args, kw := *reg(f.regs, base+1), *reg(f.regs, base+2)
	var items []Object
	switch args.Type() {
	case &objects.TupleType:
		items = (*objects.Tuple)(args.Ref).Items
	case &objects.ListType:
		items = (*objects.List)(args.Ref).Items
	default:
		if s := &args.Type().Slots; s.Iter == nil && s.SeqItem == nil {
			return m.unwind(f, pc, objects.TypeErrorf(t, "%s argument after * must be an iterable, not %.200s", m.functionName(callee), args.Type().Name200()))
		}
		var err error
		if items, err = objects.ToSlice(t, args); err != nil {
			return m.unwind(f, pc, err)
		}
	}
	var dict *objects.Dict
	if kw.Ref != nil {
		if kw.Type() == &objects.DictType {
			dict = (*objects.Dict)(kw.Ref)
		} else {
			dict = objects.NewDict()
			if err := m.dictMerge(dict, kw, callee); err != nil {
				return m.unwind(f, pc, err)
			}
		}
		if dict.Len() == 0 {
			dict = nil
		}
	}
	if callee.Type() == &objects.FunctionType {
		n := len(items)
		if dict != nil {
			n += dict.Len()
		}
		if n > 0 && uintptr(m.freeTop(f))+uintptr(n+2)*regSize < m.limit {
			return m.spreadCall(f, pc, (*objects.Function)(callee.Ref), items, dict, dest)
		}
	}
	items, kwnames, err := objects.FlattenKeywords(t, items, dict)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	v, err := objects.Call(t, callee, items, kwnames)
	if err != nil {
		return m.unwind(f, pc, err)
	}
	*reg(f.regs, dest) = v
	return f, pc
}

// spreadCall enters fn with the arguments items and the keywords of dict, which may be nil.
func (m *machine) spreadCall(f *frame, pc unsafe.Pointer, fn *objects.Function, items []Object, dict *objects.Dict, dest int) (*frame, unsafe.Pointer) {
	if dict == nil {
		return m.push(f, pc, fn, &items[0], len(items), nil, dest, Object{})
	}
	spread, names := append(m.spread[:0], items...), m.spreadNames.Items[:0]
	for pos := 0; ; {
		k, v, next, ok := dict.Next(pos)
		if !ok {
			break
		}
		if objects.AsStr(k) == nil {
			return m.unwind(f, pc, objects.TypeErrorf(m.t, "keywords must be strings"))
		}
		spread, names = append(spread, v), append(names, k)
		pos = next
	}
	m.spread, m.spreadNames.Items = spread, names
	f, pc = m.pushNow(f, pc, fn, &spread[0], len(spread), &m.spreadNames, dest, Object{})
	clear(spread)
	clear(names)
	return f, pc
}

// functionName gives the name that errors of calls use: "module.qualname()" or, for what has no __qualname__, its str.
//
// CPython: Objects/object.c _PyObject_FunctionStr
func (m *machine) functionName(f Object) string {
	t := m.t
	q, err := objects.LookupAttr(t, f, nameQualname)
	if err != nil || objects.AsStr(q) == nil {
		s, err := objects.ToStr(t, f)
		if err != nil {
			return "?"
		}
		return s.String()
	}
	name := objects.AsStr(q).String() + "()"
	mod, err := objects.LookupAttr(t, f, nameModule)
	if err == nil {
		if s := objects.AsStr(mod); s != nil && s.String() != "builtins" {
			return s.String() + "." + name
		}
	}
	return name
}
