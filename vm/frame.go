package vm

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// Frame is the Python object of a frame. While the frame is active it looks at its registers; afterwards it owns a copy.
//
//py:type frame
type Frame struct {
	Header
	f    *frame // nil once the activation is over
	code *exec
	fn   *objects.Function
	back *Frame
	gen  *Generator
	regs []Object   // once the activation is over
	rest *frameRest // nil where nothing of it is set
	word int32      // instruction, once the activation is over
	// noLines is that f_trace_lines is false, traceOps that f_trace_opcodes is true.
	noLines, traceOps bool
	cleared           bool // by clear()
}

// frameRest is what few frames have: there are many frames, one for each entry of a traceback.
type frameRest struct {
	ns    Object
	extra *objects.Dict // f_locals beyond the variables
	trace Object
}

// more gives the rest of fo to write to.
func (fo *Frame) more() *frameRest {
	if fo.rest == nil {
		fo.rest = new(frameRest)
	}
	return fo.rest
}

// seldom gives the rest of fo to read.
func (fo *Frame) seldom() frameRest {
	if fo.rest == nil {
		return frameRest{}
	}
	return *fo.rest
}

// FrameType is the type of frames.
var FrameType objects.Type

// frameObject gives the Python object of f.
func (m *machine) frameObject(f *frame) *Frame {
	if f.obj == nil {
		f.obj = &Frame{Header: Header{&FrameType}, f: f, code: f.code, fn: f.fn, gen: f.gen}
		f.flags |= frameSeen
	}
	return f.obj
}

// lastFrame is the frame object of an activation that an exception ends, its entry in the traceback, and room for a few registers: one
// piece of memory, since all live about as long.
type lastFrame struct {
	Frame
	entry objects.Traceback
	regs  [3]Object
	next  objects.Traceback // for the frame that called it
}

// addLast puts an entry for f before exc's traceback, where f ends at word and has no frame object yet. It gives memory for another entry.
func (m *machine) addLast(f *frame, word int, exc *objects.Exception) (next *objects.Traceback) {
	l := new(lastFrame)
	fo := &l.Frame
	fo.Type = &FrameType
	fo.code, fo.fn, fo.word = f.code, f.fn, int32(word)
	if n := int(f.code.nclear); n <= len(l.regs) {
		fo.regs = l.regs[:n:n]
		copy(fo.regs, run(f.regs, 0, n))
	} else {
		fo.regs = append([]Object(nil), run(f.regs, 0, n)...)
	}
	if f.flags&frameSpace != 0 {
		fo.more().ns = f.ns
	}
	if f.prev != nil {
		fo.back = m.frameObject(f.prev)
	}
	tb := &l.entry
	tb.Type, tb.Next, tb.Frame, tb.Lasti = &objects.TracebackType, exc.Traceback, Of(fo), int32(2*word)
	exc.Traceback = tb
	return &l.next
}

// IsActiveFrame reports whether o is the object of a frame that runs or can go on.
func IsActiveFrame(o Object) bool {
	return o.Type() == &FrameType && (*Frame)(o.Ref).f != nil
}

// detach gives fo what it needs of f, whose activation ends.
func (fo *Frame) detach(m *machine, f *frame) {
	fo.word = int32(f.code.word(f.pc))
	n := int(f.code.nclear)
	fo.regs = append([]Object(nil), run(f.regs, 0, n)...)
	if f.flags&frameSpace != 0 {
		fo.more().ns = f.ns
	}
	if f.prev != nil && f.flags&frameHeap == 0 {
		fo.back = m.frameObject(f.prev)
	}
	fo.f = nil
}

// current gives the index of fo's instruction.
func (fo *Frame) current() int {
	if f := fo.f; f != nil {
		return f.code.word(f.pc)
	}
	return int(fo.word)
}

// registers gives the variables' registers.
func (fo *Frame) registers() []Object {
	if f := fo.f; f != nil {
		return run(f.regs, 0, int(f.code.nclear))
	}
	return fo.regs
}

// namespace gives the namespace of a class body, exec or module, null for a function.
func (fo *Frame) namespace() Object {
	ns := fo.seldom().ns
	if fo.f != nil && fo.f.flags&frameSpace != 0 {
		ns = fo.f.ns
	}
	if fo.code.flags&code.Optimized != 0 || fo.inComprehension() {
		return Object{}
	}
	if ns.Ref == nil {
		return Of(fo.fn.Globals)
	}
	return ns
}

// inComprehension reports whether a variable of an inlined comprehension has a value, in a frame that is not of a function.
//
// CPython: Objects/frameobject.c _PyFrame_HasHiddenLocals
func (fo *Frame) inComprehension() bool {
	c := fo.code.code
	regs := fo.registers()
	for i := range c.Varnames {
		if i < len(regs) && regs[i].Ref != nil && !c.IsCell(i) {
			return true
		}
	}
	for _, h := range c.Hidden {
		if hiddenValue(regs, h.Reg).Ref != nil {
			return true
		}
	}
	return false
}

// hiddenValue gives the value in the cell of an inlined comprehension, null if it has none.
func hiddenValue(regs []Object, r int) Object {
	if r >= len(regs) || regs[r].Ref == nil || regs[r].Type() != &objects.CellType {
		return Object{}
	}
	return (*objects.Cell)(regs[r].Ref).V
}

// locals gives what locals() is in f: the namespace, or a new dict of the variables.
func (m *machine) locals(f *frame) (Object, error) {
	if f.code.flags&code.Optimized == 0 {
		if c := f.code.code; len(c.Varnames) == 0 && len(c.Hidden) == 0 {
			if f.flags&frameSpace != 0 {
				return f.ns, nil
			}
			return Of(f.fn.Globals), nil
		}
		if ns := m.frameObject(f).namespace(); ns.Ref != nil {
			return ns, nil
		}
	}
	d, err := m.frameObject(f).snapshot(m.t)
	return Of(d).Or(err)
}

// snapshot makes a dict of the variables that have values.
func (fo *Frame) snapshot(t *objects.Thread) (*objects.Dict, error) {
	d := objects.NewDict()
	fo.eachVariable(func(name *objects.Str, v Object) {
		if v.Ref != nil {
			d.SetStr(name, v)
		}
	})
	if extra := fo.seldom().extra; extra != nil {
		for pos := 0; ; {
			k, v, next, ok := extra.Next(pos)
			if !ok {
				break
			}
			if err := d.Set(t, k, v); err != nil {
				return nil, err
			}
			pos = next
		}
	}
	return d, nil
}

// eachVariable calls f with the name and value (perhaps null) of each local, cell and free variable.
func (fo *Frame) eachVariable(f func(name *objects.Str, v Object)) {
	c := fo.code.code
	regs := fo.registers()
	for i, name := range c.VarStrs {
		v := Object{}
		if i < len(regs) {
			v = regs[i]
		}
		if v.Ref != nil && v.Type() == &objects.CellType && c.IsCell(i) {
			v = (*objects.Cell)(v.Ref).V
		}
		f(name, v)
	}
	for i, cell := range c.Cells {
		if cell.Reg < len(c.VarStrs) || cell.Reg >= len(regs) {
			continue
		}
		v := regs[cell.Reg]
		if v.Ref != nil && v.Type() == &objects.CellType {
			v = (*objects.Cell)(v.Ref).V
		}
		f(c.CellStrs[i], v)
	}
	for _, h := range c.Hidden {
		if v := hiddenValue(regs, h.Reg); v.Ref != nil {
			f(objects.MakeStr(h.Name), v)
		}
	}
	if fo.fn.Closure != nil && !fo.cleared {
		for i, cell := range fo.fn.Closure.Items {
			if !hides(c, regs, c.Freevars[i]) {
				f(c.FreeStrs[i], (*objects.Cell)(cell.Ref).V)
			}
		}
	}
}

// hides reports whether a variable of an inlined comprehension has a value and the name.
func hides(c *objects.Code, regs []Object, name string) bool {
	for _, h := range c.Hidden {
		if h.Name == name && hiddenValue(regs, h.Reg).Ref != nil {
			return true
		}
	}
	return false
}
