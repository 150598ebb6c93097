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
	attrs      *objects.Overflow
	f          *frame // nil once the activation is over
	code       *exec
	fn         *objects.Function
	word       int // instruction, once the activation is over
	regs       []Object
	ns         Object
	back       *Frame
	extra      *objects.Dict // f_locals beyond the variables
	trace      Object
	traceLines bool
	gen        *Generator
	cleared    bool
}

// FrameType is the type of frames.
var FrameType objects.Type

// frameObject gives the Python object of f.
func (m *machine) frameObject(f *frame) *Frame {
	if f.obj == nil {
		f.obj = &Frame{Header: Header{&FrameType}, f: f, code: f.code, fn: f.fn, gen: f.gen, traceLines: true}
		f.flags |= frameSeen
	}
	return f.obj
}

// IsActiveFrame reports whether o is the object of a frame that runs or can go on.
func IsActiveFrame(o Object) bool {
	return o.Type() == &FrameType && (*Frame)(o.Ref).f != nil
}

// detach gives fo what it needs of f, whose activation ends.
func (fo *Frame) detach(m *machine, f *frame) {
	fo.word = f.code.word(f.pc)
	n := int(f.code.nclear)
	fo.regs = append([]Object(nil), run(f.regs, 0, n)...)
	if f.flags&frameSpace != 0 {
		fo.ns = f.ns
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
	return fo.word
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
	ns := fo.ns
	if fo.f != nil && fo.f.flags&frameSpace != 0 {
		ns = fo.f.ns
	}
	if ns.Ref == nil && fo.code.flags&code.Optimized == 0 {
		return Of(fo.fn.Globals)
	}
	return ns
}

// locals gives what locals() is in f: the namespace, or a new dict of the variables.
func (m *machine) locals(f *frame) Object {
	if f.flags&frameSpace != 0 {
		return f.ns
	}
	if f.code.flags&code.Optimized == 0 {
		return Of(f.fn.Globals)
	}
	return Of(m.frameObject(f).snapshot())
}

// snapshot makes a dict of the variables that have values.
func (fo *Frame) snapshot() *objects.Dict {
	d := objects.NewDict()
	fo.eachVariable(func(name *objects.Str, v Object) {
		if v.Ref != nil {
			d.SetStr(name, v)
		}
	})
	if fo.extra != nil {
		for pos := 0; ; {
			k, v, next, ok := fo.extra.Next(pos)
			if !ok {
				break
			}
			if s := objects.AsStr(k); s != nil {
				d.SetStr(s, v)
			}
			pos = next
		}
	}
	return d
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
	if fo.fn.Closure != nil {
		for i, cell := range fo.fn.Closure.Items {
			f(c.FreeStrs[i], (*objects.Cell)(cell.Ref).V)
		}
	}
}
