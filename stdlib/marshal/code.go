package marshal

import (
	"encoding/binary"
	"math"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// A code object is written as the magic number, the length of a block, the block, and the constants. Numbers in the block are
// varints; a name is the number of one met before in the same data, or the next number, length and text.

func (w *writer) number(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

func (w *writer) numbers(l ...int) {
	for _, n := range l {
		w.number(n)
	}
}

func (w *writer) name(s string) {
	i, ok := w.names[s]
	if !ok {
		if w.names == nil {
			w.names = map[string]int{}
		}
		i = len(w.names)
		w.names[s] = i
	}
	w.number(i)
	if !ok {
		w.number(len(s))
		w.b = append(w.b, s...)
	}
}

func (w *writer) nameList(l []string) {
	w.number(len(l))
	for _, s := range l {
		w.name(s)
	}
}

func (w *writer) cells(l []code.Cell) {
	w.number(len(l))
	for _, c := range l {
		w.name(c.Name)
		w.number(c.Reg)
	}
}

// code writes a code object.
func (w *writer) code(o *objects.Code) error {
	c := o.Code
	w.b = binary.LittleEndian.AppendUint32(w.b, code.Magic)
	start := len(w.b)
	w.long(0)
	w.name(c.Name)
	w.name(c.Qualname)
	w.name(c.Filename)
	docstring := 0
	if c.Docstring {
		docstring = 1
	}
	w.numbers(int(c.Flags), c.ArgCount, c.PosOnly, c.KwOnly, c.NumRegs, c.NumCaches, c.FirstLine, docstring)
	w.nameList(c.Varnames)
	w.cells(c.Cells)
	w.nameList(c.Freevars)
	w.cells(c.Hidden)
	w.nameList(c.Names)
	w.number(len(c.Exceptions))
	for _, e := range c.Exceptions {
		w.numbers(e.Start, e.End, e.Handler, e.Reg)
	}
	w.number(len(c.Positions))
	var last code.Position
	for _, p := range c.Positions {
		w.numbers(p.Start-last.Start, int(p.Line-last.Line), int(p.EndLine-p.Line), int(p.Column), int(p.EndColumn-p.Column))
		last = p
	}
	w.number(len(o.Constants))
	w.number(len(c.Ins))
	for _, i := range c.Ins {
		w.b = binary.LittleEndian.AppendUint64(w.b, i)
	}
	n := len(w.b) - start - 4
	if n > math.MaxInt32 {
		return objects.ValueErrorf(w.t, "unmarshallable object")
	}
	binary.LittleEndian.PutUint32(w.b[start:], uint32(n))
	return w.items(o.Constants)
}

// block reads the block of a code object. Once something is wrong it is bad and gives zeros.
type block struct {
	r   *reader
	b   []byte
	bad bool
}

func (k *block) number() int {
	if len(k.b) > 0 && k.b[0] < 0x80 {
		n := int(k.b[0])
		k.b = k.b[1:]
		return n>>1 ^ -(n & 1)
	}
	n, w := binary.Varint(k.b)
	if w <= 0 {
		k.bad, k.b = true, nil
		return 0
	}
	k.b = k.b[w:]
	return int(n)
}

// small reads a number of 32 bits.
func (k *block) small() int32 {
	n := k.number()
	if n != int(int32(n)) {
		k.bad = true
		return 0
	}
	return int32(n)
}

// count reads how many things follow, of size bytes each at least.
func (k *block) count(size int) int {
	n := k.number()
	if n < 0 || n > len(k.b)/size {
		k.bad = true
		return 0
	}
	return n
}

var noName = objects.MakeStr("")

func (k *block) name() *objects.Str {
	i := k.number()
	switch r := k.r; {
	case i >= 0 && i < len(r.names):
		return r.names[i]
	case i == len(r.names):
		n := k.count(1)
		if !r.trusted && !validText(k.b[:n]) {
			break
		}
		name := r.t.Interp.InternBytes(k.b[:n])
		k.b = k.b[n:]
		r.names = append(r.names, name)
		return name
	}
	k.bad = true
	return noName
}

func (k *block) nameList(n int) ([]string, []*objects.Str) {
	if n == 0 {
		return nil, nil
	}
	texts, names := make([]string, n), make([]*objects.Str, n)
	for i := range n {
		names[i] = k.name()
		texts[i] = names[i].String()
	}
	return texts, names
}

func (k *block) cells() ([]code.Cell, []*objects.Str) {
	n := k.count(2)
	if n == 0 {
		return nil, nil
	}
	cells, names := make([]code.Cell, n), make([]*objects.Str, n)
	for i := range n {
		names[i] = k.name()
		cells[i] = code.Cell{Name: names[i].String(), Reg: k.number()}
	}
	return cells, names
}

// code reads a code object. Damaged code is refused; as in CPython, code that somebody made up can make
// the interpreter misbehave.
func (r *reader) code() (Object, error) {
	magic, err := r.long()
	if err != nil {
		return Object{}, err
	}
	if uint32(magic) != code.Magic {
		return Object{}, objects.ValueErrorf(r.t, "bad marshal data (code object of another interpreter)")
	}
	n, err := r.count(false, "code object")
	if err != nil {
		return Object{}, err
	}
	b, err := r.take(n)
	if err != nil {
		return Object{}, err
	}
	k := &block{r: r, b: b}
	both := new(struct {
		o objects.Code
		c code.Code
	})
	o, c := &both.o, &both.c
	o.Header, o.Code = objects.Header{Type: &objects.CodeType}, c
	o.NameStr, o.QualStr, o.FileStr = k.name(), k.name(), k.name()
	if r.trusted {
		o.FileStr = r.filename
	}
	c.Name, c.Qualname, c.Filename = o.NameStr.String(), o.QualStr.String(), o.FileStr.String()
	c.Flags = code.Flags(k.number())
	c.ArgCount, c.PosOnly, c.KwOnly, c.NumRegs, c.NumCaches, c.FirstLine = k.number(), k.number(), k.number(), k.number(), k.number(), k.number()
	c.Docstring = k.number() != 0
	c.Varnames, o.VarStrs = k.nameList(k.count(1))
	c.Cells, o.CellStrs = k.cells()
	c.Freevars, o.FreeStrs = k.nameList(k.count(1))
	c.Hidden, _ = k.cells()
	c.Names, o.NameStrs = k.nameList(k.count(1))
	c.Exceptions = make([]code.ExceptionEntry, k.count(4))
	for i := range c.Exceptions {
		c.Exceptions[i] = code.ExceptionEntry{Start: k.number(), End: k.number(), Handler: k.number(), Reg: k.number()}
	}
	c.Positions = make([]code.Position, k.count(5))
	var last code.Position
	for i := range c.Positions {
		last.Start += k.number()
		last.Line += k.small()
		last.EndLine = last.Line + k.small()
		last.Column = k.small()
		last.EndColumn = last.Column + k.small()
		c.Positions[i] = last
	}
	constants := k.number()
	c.Ins = make([]uint64, k.count(8))
	for i := range c.Ins {
		c.Ins[i] = binary.LittleEndian.Uint64(k.b[8*i:])
	}
	if k.bad || constants < 0 || len(k.b) != 8*len(c.Ins) {
		return Object{}, objects.ValueErrorf(r.t, "bad marshal data (code object)")
	}
	if o.Constants, err = r.items(constants, "code object"); err != nil {
		return Object{}, err
	}
	if !r.trusted {
		inner := func(i int) *code.Code {
			if o := o.Constants[i]; o.Type() == &objects.CodeType {
				return (*objects.Code)(o.Ref).Code
			}
			return nil
		}
		if err := code.Verify(c, len(o.Constants), inner); err != nil {
			return Object{}, objects.ValueErrorf(r.t, "bad marshal data (code object: %v)", err)
		}
	}
	return objects.Of(o), nil
}
