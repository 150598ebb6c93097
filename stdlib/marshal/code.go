package marshal

import (
	"encoding/binary"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// codeMagic begins a code object: the layout changes with the instruction set.
const codeMagic = 0x67730001

func (w *writer) number(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.b = append(w.b, s...)
}

func (w *writer) texts(l []string) {
	w.number(len(l))
	for _, s := range l {
		w.text(s)
	}
}

func (w *writer) cells(l []code.Cell) {
	w.number(len(l))
	for _, c := range l {
		w.text(c.Name)
		w.number(c.Reg)
	}
}

// code writes a code object.
func (w *writer) code(o *objects.Code) error {
	c := o.Code
	w.long(codeMagic + code.NumOps)
	for _, s := range []string{c.Name, c.Qualname, c.Filename} {
		w.text(s)
	}
	docstring := 0
	if c.Docstring {
		docstring = 1
	}
	for _, n := range []int{int(c.Flags), c.ArgCount, c.PosOnly, c.KwOnly, c.NumRegs, c.NumCaches, c.FirstLine, docstring} {
		w.number(n)
	}
	w.texts(c.Varnames)
	w.cells(c.Cells)
	w.texts(c.Freevars)
	w.cells(c.Hidden)
	w.texts(c.Names)
	w.number(len(c.Ins))
	for _, i := range c.Ins {
		w.b = binary.LittleEndian.AppendUint64(w.b, i)
	}
	w.number(len(c.Exceptions))
	for _, e := range c.Exceptions {
		for _, n := range []int{e.Start, e.End, e.Handler, e.Reg} {
			w.number(n)
		}
	}
	w.number(len(c.Positions))
	for _, p := range c.Positions {
		for _, n := range []int{p.Start, int(p.Line), int(p.EndLine), int(p.Column), int(p.EndColumn)} {
			w.number(n)
		}
	}
	w.number(len(o.Constants))
	return w.items(o.Constants)
}

// codeReader reads the parts of a code object; the first error sticks.
type codeReader struct {
	*reader
	err error
}

func (r *codeReader) number() int {
	var n uint64
	for shift := 0; r.err == nil; shift += 7 {
		var c byte
		if c, r.err = r.byte(); r.err != nil {
			return 0
		}
		if shift > 56 {
			r.err = objects.ValueErrorf(r.t, "bad marshal data (code object)")
			return 0
		}
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	return int(int64(n>>1) ^ -int64(n&1))
}

func (r *codeReader) size() int {
	n := r.number()
	if r.err == nil && (n < 0 || n > 1<<28) {
		r.err = objects.ValueErrorf(r.t, "bad marshal data (code object)")
		return 0
	}
	return n
}

func (r *codeReader) text() string {
	n := r.size()
	if r.err != nil {
		return ""
	}
	var b []byte
	b, r.err = r.take(n)
	return string(b)
}

func (r *codeReader) texts() []string {
	var l []string
	for n := r.size(); n > 0 && r.err == nil; n-- {
		l = append(l, r.text())
	}
	return l
}

func (r *codeReader) cells() []code.Cell {
	var l []code.Cell
	for n := r.size(); n > 0 && r.err == nil; n-- {
		l = append(l, code.Cell{Name: r.text(), Reg: r.number()})
	}
	return l
}

// code reads a code object. Damaged code is refused; as in CPython, code that somebody made up can make
// the interpreter misbehave.
func (rd *reader) code() (Object, error) {
	r := &codeReader{reader: rd}
	magic, err := rd.long()
	if err != nil {
		return Object{}, err
	}
	if magic != codeMagic+code.NumOps {
		return Object{}, objects.ValueErrorf(rd.t, "bad marshal data (code object of another interpreter)")
	}
	c := &code.Code{Name: r.text(), Qualname: r.text(), Filename: r.text()}
	c.Flags = code.Flags(r.number())
	c.ArgCount, c.PosOnly, c.KwOnly, c.NumRegs, c.NumCaches, c.FirstLine = r.number(), r.number(), r.number(), r.number(), r.number(), r.number()
	c.Docstring = r.number() != 0
	c.Varnames = r.texts()
	c.Cells = r.cells()
	c.Freevars = r.texts()
	c.Hidden = r.cells()
	c.Names = r.texts()
	for n := r.size(); n > 0 && r.err == nil; n-- {
		var b []byte
		if b, r.err = r.take(8); r.err == nil {
			c.Ins = append(c.Ins, binary.LittleEndian.Uint64(b))
		}
	}
	for n := r.size(); n > 0 && r.err == nil; n-- {
		c.Exceptions = append(c.Exceptions, code.ExceptionEntry{Start: r.number(), End: r.number(), Handler: r.number(), Reg: r.number()})
	}
	for n := r.size(); n > 0 && r.err == nil; n-- {
		c.Positions = append(c.Positions, code.Position{Start: r.number(), Line: int32(r.number()), EndLine: int32(r.number()), Column: int32(r.number()), EndColumn: int32(r.number())})
	}
	n := r.size()
	if r.err != nil {
		return Object{}, r.err
	}
	constants, err := rd.items(n, "code object")
	if err != nil {
		return Object{}, err
	}
	inner := func(i int) *code.Code {
		if o := constants[i]; o.Type() == &objects.CodeType {
			return (*objects.Code)(o.Ref).Code
		}
		return nil
	}
	if err := code.Verify(c, len(constants), inner); err != nil {
		return Object{}, objects.ValueErrorf(rd.t, "bad marshal data (code object: %v)", err)
	}
	return objects.Of(objects.NewCodeWith(rd.t, c, constants)), nil
}
