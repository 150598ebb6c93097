// Package vm is the virtual machine: frames and the register stack, the eval loop, calls, unwinding, generators, imports.
//
//go:generate python3 ../tools/opgen/opgen.py
package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

type (
	// Object is a Python value.
	Object = objects.Object
	// Header begins every heap object.
	Header = objects.Header
)

// Of wraps a pointer to a heap object.
func Of[T any](p *T) Object { return Object{Ref: unsafe.Pointer(p)} }

const noReg = code.NoReg

// What fast paths compare references with.
var (
	noneRef = objects.None.Ref
)

// frameFlags say how a frame was entered, which is how it has to be left. A frame without any was called by the eval loop,
// returns to the register that the call names, and needs nothing else.
type frameFlags uint32

const (
	frameEntry   frameFlags = 1 << iota // called by native code: leaving it leaves run
	frameCtor                           // __init__ of an object made by the call: aux is the result
	frameHeap                           // registers on the heap: generators
	frameGenFor                         // generator resumed by FORITER
	frameGenFrom                        // generator resumed by YIELDFROM
	frameWide                           // dest is the register of the result
	frameSegment                        // the frame's registers begin a segment of the stack
	frameSeen                           // obj is a Python frame object that needs the registers' last state
	frameSpace                          // ns is in use
	frameTail                           // called by a native function that ends with this: see NativeCode.Tail
	frameEager                          // a coroutine that runs where it is awaited, before it first waits
)

// frame is an activation of a Python function. Records are linked into a chain that calls walk along, so that no call
// allocates; a generator has one of its own.
type frame struct {
	pc    unsafe.Pointer // the next instruction, saved when something is called
	regs  unsafe.Pointer // register 0
	code  *exec
	fn    *objects.Function
	free  unsafe.Pointer // first cell of the closure, where the code has free variables
	prev  *frame         // the caller
	next  *frame         // the next record of the chain
	flags frameFlags
	dest  uint32
	// raised is the last word with a line from which an exception went to a handler in the frame.
	raised int32
	aux    Object         // frameCtor: the instance
	ns     Object         // frameSpace: the namespace of a class body or of exec
	gen    *Generator     // frameHeap: whose frame it is
	top    unsafe.Pointer // frameHeap: where the stack is free
	obj    *Frame         // frameSeen: the Python frame object
	index  int            // depth in the chain
}

// segment is a piece of the register stack. It never moves. The last register is a guard.
type segment struct {
	regs []Object
	next *segment
	prev *segment
}

const (
	regSize      = unsafe.Sizeof(Object{})
	firstSegment = 256
	laterSegment = 16384
	frameChunk   = 64
	// maxFrames bounds the depth of Python calls whatever sys.setrecursionlimit allows.
	maxFrames = 400_000
)

// machine is the state of a thread in the virtual machine.
type machine struct {
	t     *objects.Thread
	top   *frame  // the next free record, nil at the recursion limit or the end of the chain
	cur   *frame  // the frame that runs, as of the last slow path
	limit uintptr // registers end here in the current segment
	ret   Object
	err   *objects.Exception
	// yielded says that the generator which run left gave a value rather than ended.
	yielded bool
	seg     *segment
	// special has the methods that LOADSPECIAL found last, by which of them it was and by the end of the type's version.
	special [16]specialMethod
	// spare are ended generators, by size, for calls to use again.
	spare [3][]*Generator
	// spareYield is used for the next value that an async generator yields, if it is there.
	spareYield *asyncYield
	// keywords is where bind keeps the values of keywords while it moves them; spread and spreadNames are where callEx lays out
	// what it passes on. They are empty in between.
	keywords    []Object
	laid        [maxShape]Object // for enterKeywords
	spread      []Object
	spreadNames objects.Tuple
	last        *frame // the end of the chain
	vm          *VM
	// listAppend is list.append, which the eval loop does by itself.
	listAppend unsafe.Pointer
}

// specialMethod is a method that a type of a version has for LOADSPECIAL, to be called with the object.
type specialMethod struct {
	version uint32 // 0 where there is none yet
	fn      Object
}

// machineOf gives t's machine.
func machineOf(t *objects.Thread) *machine { return t.Machine.(*machine) }

func newMachine(v *VM, t *objects.Thread) *machine {
	m := &machine{t: t, vm: v, listAppend: objects.ListType.Dict.GetStr(nameAppend).Ref}
	m.seg = newSegment(firstSegment)
	m.limit = m.seg.end()
	m.grow(nil)
	return m
}

func newSegment(n int) *segment { return &segment{regs: make([]Object, n+1)} }

func (s *segment) start() unsafe.Pointer { return unsafe.Pointer(&s.regs[0]) }
func (s *segment) end() uintptr          { return uintptr(unsafe.Pointer(&s.regs[len(s.regs)-1])) }

// grow adds records to the chain, which ends after last.
func (m *machine) grow(last *frame) {
	base := 0
	if last != nil {
		base = last.index + 1
	}
	// The chain ends at the recursion limit: the fast path of calls looks at nothing else.
	chunk := make([]frame, max(1, min(frameChunk, m.frameLimit()-base)))
	if last != nil {
		last.next = &chunk[0]
	}
	for i := range chunk {
		chunk[i].index = base + i
		if i+1 < len(chunk) {
			chunk[i].next = &chunk[i+1]
		}
	}
	m.last = &chunk[len(chunk)-1]
	if m.top == nil {
		m.top = &chunk[0]
	}
}

// frameLimit gives how many frames there may be.
func (m *machine) frameLimit() int { return min(m.t.Interp.RecursionLimit, maxFrames) }

// record takes the next record of the chain, after f was the last one taken; RecursionError at the limit.
func (m *machine) record() (*frame, error) {
	if m.top == nil && m.last.index+1 < m.frameLimit() {
		m.grow(m.last)
	}
	if m.top == nil {
		return nil, objects.Errorf(m.t, &objects.ExcRecursionError, "maximum recursion depth exceeded")
	}
	nf := m.top
	m.top = nf.next
	return nf, nil
}

// freeTop gives where the register stack is free while f runs.
func (m *machine) freeTop(f *frame) unsafe.Pointer {
	if f == nil {
		return m.seg.start()
	}
	if f.flags&frameHeap != 0 {
		return f.top
	}
	return unsafe.Add(f.regs, f.code.bytes)
}

// pushSegment makes room for size bytes of registers in a further segment.
func (m *machine) pushSegment(size uintptr) {
	n := max(laterSegment, int(size/regSize)+firstSegment)
	s := m.seg.next
	if s == nil || len(s.regs) <= n {
		if s == nil || uintptr(len(s.regs)-1)*regSize < size+regSize {
			s = newSegment(n)
			s.prev = m.seg
			m.seg.next = s
		}
	}
	m.seg = s
	m.limit = s.end()
}

func (m *machine) popSegment() {
	m.seg = m.seg.prev
	m.limit = m.seg.end()
}

// reg gives the place of register i.
func reg(regs unsafe.Pointer, i int) *Object {
	return (*Object)(unsafe.Add(regs, uintptr(i)*regSize))
}

// run gives n registers from i on.
func run(regs unsafe.Pointer, i, n int) []Object {
	return unsafe.Slice(reg(regs, i), n)
}

// instr is a decoded instruction.
type instr struct {
	op         code.Op
	x          uint8
	wide       bool
	a, b, c    int
	ext0, ext1 uint64
	word       unsafe.Pointer // the first word after any WIDE
}

// decode decodes the instruction before pc and gives its end.
func (in *instr) decode(pc unsafe.Pointer) unsafe.Pointer {
	w := *(*uint64)(unsafe.Add(pc, -8))
	if code.Op(w) == code.WIDE {
		return in.decodeWide(pc, w)
	}
	in.word = unsafe.Add(pc, -8)
	in.op = code.Op(w)
	in.x = uint8(w >> 8)
	info := &operands[in.op]
	// Where the operand is signed, its sign bit is the mask: (v ^ mask) - mask extends it.
	in.a = (int(uint16(w>>16)) ^ info.a) - info.a
	in.b = (int(uint16(w>>32)) ^ info.b) - info.b
	in.c = (int(w>>48) ^ info.c) - info.c
	return in.extensions(pc, info.ext)
}

func (in *instr) decodeWide(pc unsafe.Pointer, hi uint64) unsafe.Pointer {
	w := *(*uint64)(pc)
	in.word = pc
	pc = unsafe.Add(pc, 8)
	in.wide = true
	in.op = code.Op(w)
	in.x = uint8(w >> 8)
	info := &operands[in.op]
	wide := func(shift int, mask int) int {
		v := int(w>>shift&0xffff | hi>>shift&0xffff<<16)
		mask <<= 16
		return (v ^ mask) - mask
	}
	in.a, in.b, in.c = wide(16, info.a), wide(32, info.b), wide(48, info.c)
	return in.extensions(pc, info.ext)
}

// extensions reads n extension words at pc.
func (in *instr) extensions(pc unsafe.Pointer, n int) unsafe.Pointer {
	switch n {
	case 1:
		in.ext0 = *(*uint64)(pc)
		return unsafe.Add(pc, 8)
	case 2:
		in.ext0, in.ext1 = *(*uint64)(pc), *(*uint64)(unsafe.Add(pc, 8))
		return unsafe.Add(pc, 16)
	}
	return pc
}

// operandInfo has 1<<15 where an operand is signed, and the number of extension words.
type operandInfo struct{ a, b, c, ext int }

// operands tells decode about each opcode.
var operands = func() (t [256]operandInfo) {
	mask := func(k code.Kind) int {
		if k == code.Imm || k == code.Jump {
			return 1 << 15
		}
		return 0
	}
	for i, info := range code.Infos {
		t[i] = operandInfo{mask(info.A), mask(info.B), mask(info.C), len(info.Ext)}
	}
	return t
}()

// quicken rewrites the instruction to op, for this interpreter's next executions.
func (in *instr) quicken(op code.Op) {
	if !in.wide {
		*(*uint8)(in.word) = uint8(op)
	}
}

// setCacheWord writes the second extension word.
func (in *instr) setCacheWord(w uint64) { *(*uint64)(unsafe.Add(in.word, 16)) = w }

// cache is an inline cache.
type cache struct {
	ver, ver2 uint32
	ptr       *Object
	dict      *objects.Dict
	val       Object
}

const cacheSize = unsafe.Sizeof(cache{})

// exec is a code object made ready to run with certain globals: instructions that quickening rewrites, and caches.
type exec struct {
	start    unsafe.Pointer
	kptr     unsafe.Pointer // constants
	cptr     unsafe.Pointer // caches
	bytes    uintptr        // size of the registers
	nargs    uint32         // arguments of a call that the eval loop enters by itself; none matches where it never does
	nparams  uint32         // arguments of a call that needs no binding; none matches where it always does
	nawait   uint32         // the same, of a coroutine function whose call is awaited at once
	nclear   uint32         // registers to clear, from the arguments on
	nfree    uint32
	handlers bool // handles exceptions: needs an ExcState of its own in a generator
	flags    code.Flags
	code     *objects.Code
	native   *objects.NativeCode // the body, where it is written in Go
	globals  *objects.Dict
	builtins *objects.Dict
	names    []*objects.Str
	consts   []Object
	ins      []uint64
	caches   []cache
	next     *exec // the same code with other globals
	shapes   [4]*callShape
	// module is where the globals have the name of the module while their version is moduleVer.
	module    *Object
	moduleVer uint32
}

// moduleName gives what __module__ of new functions is.
func (e *exec) moduleName() Object {
	if e.module == nil || e.globals.Version() != e.moduleVer {
		i := e.globals.EntryIndex(nameName)
		if i < 0 {
			return objects.None
		}
		e.module, e.moduleVer = e.globals.EntryValue(i), e.globals.Version()
	}
	return *e.module
}

const neverSimple = 1<<32 - 1

// keptExecs is how many executable forms of one code object are kept for further functions.
const keptExecs = 4

// execFor gives c's executable form for globals and builtins. Code that is run with ever new globals does not gather them: functions and
// frames keep theirs.
func (m *machine) execFor(c *objects.Code, globals, builtins *objects.Dict) *exec {
	seen := 0
	for e := (*exec)(c.Exec); e != nil; e = e.next {
		if e.globals == globals && e.builtins == builtins {
			return e
		}
		if seen++; seen == keptExecs {
			e.next = nil
		}
	}
	e := &exec{
		bytes: uintptr(c.NumRegs) * regSize,
		flags: c.Flags, code: c, globals: globals, builtins: builtins,
		nfree: uint32(len(c.Freevars)),
		names: c.NameStrs, native: c.Native,
	}
	e.ins = append(append(make([]uint64, 0, len(c.Ins)+1), c.Ins...), 0)
	e.caches = make([]cache, c.NumCaches+1)
	e.consts = append(append(make([]Object, 0, len(c.Constants)+1), c.Constants...), objects.None)
	e.start, e.kptr, e.cptr = unsafe.Pointer(&e.ins[0]), unsafe.Pointer(&e.consts[0]), unsafe.Pointer(&e.caches[0])
	e.nargs, e.nparams = uint32(c.ArgCount), uint32(c.ArgCount)
	if c.KwOnly > 0 || c.Flags&(code.VarArgs|code.VarKeywords) != 0 || c.Flags&code.NewLocals == 0 {
		e.nargs, e.nparams = neverSimple, neverSimple
	}
	e.nawait = neverSimple
	if c.Native != nil || c.Flags&code.AnyGenerator != 0 {
		if c.Native == nil && c.Flags&code.Coroutine != 0 {
			e.nawait = e.nparams
		}
		e.nargs = neverSimple
	}
	n := len(c.Varnames)
	for _, cell := range c.Cells {
		n = max(n, cell.Reg+1)
	}
	for _, hidden := range c.Hidden {
		n = max(n, hidden.Reg+1)
	}
	e.nclear = uint32(n)
	for i := 0; i < len(c.Ins); i++ {
		op := code.Op(c.Ins[i])
		if op == code.PUSHEXC {
			e.handlers = true
		}
		i += len(code.Infos[op].Ext)
	}
	e.next = (*exec)(c.Exec)
	c.Exec = unsafe.Pointer(e)
	return e
}

// execOf gives fn's executable form.
func (m *machine) execOf(fn *objects.Function) *exec {
	if fn.Exec == nil {
		fn.Exec = unsafe.Pointer(m.execFor(fn.Code, fn.Globals, fn.Builtins))
	}
	return (*exec)(fn.Exec)
}

// word gives the index of the last word of the instruction before pc.
func (e *exec) word(pc unsafe.Pointer) int {
	return int(uintptr(pc)-uintptr(e.start))/8 - 1
}

// cellName gives the name of the variable whose cell is in register r.
func (e *exec) cellName(r int) *objects.Str {
	for _, c := range e.code.Cells {
		if c.Reg == r {
			return e.code.CellName(c.Reg)
		}
	}
	return nil
}

func (e *exec) freeName(i int) *objects.Str { return e.code.FreeStrs[i] }

// closure gives cell i of the closure.
func (f *frame) closure(i int) *objects.Cell {
	return (*objects.Cell)(f.fn.Closure.Items[i].Ref)
}

// leave ends run with what the outermost frame left.
func (m *machine) leave() (Object, error) {
	if e := m.err; e != nil {
		m.err = nil
		return Object{}, e
	}
	r := m.ret
	m.ret = Object{}
	return r, nil
}

// line gives the source line of f.
func (f *frame) line() int {
	return int(f.code.code.Lookup(f.code.word(f.pc)).Line)
}
