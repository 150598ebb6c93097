package compile

import (
	"fmt"

	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// tooLarge is the error for a code object that exceeds what instructions can express: a MemoryError in Python.
func tooLarge() error {
	return &syntax.Error{Kind: syntax.MemoryError, Msg: "code object too large"}
}

// layout maps virtual registers to real ones.
type layout struct {
	u      *unit
	locals []int // by virtual number
	cells  []int
	temps  int // the first temporary
}

func (l *layout) reg(r int) int {
	switch {
	case r >= regTemp:
		return l.temps + r - regTemp
	case r >= regCell:
		return l.cells[r-regCell]
	}
	return l.locals[r]
}

// assemble turns a unit into a code object.
func assemble(u *unit, filename string, flags code.Flags) (*code.Code, error) {
	k := &code.Code{Name: u.name, Qualname: u.qualname, Filename: filename, Flags: flags, ArgCount: u.argcount, PosOnly: u.posonly,
		KwOnly: u.kwonly, Freevars: u.freeList, Names: u.nameList, FirstLine: u.first, Docstring: u.docstring}
	l := &layout{u: u, locals: make([]int, len(u.localList)), cells: make([]int, len(u.cellList))}
	for _, r := range u.touched {
		l.locals[r] = len(k.Varnames)
		k.Varnames = append(k.Varnames, u.localList[r])
	}
	// A local that was never touched cannot be in any instruction that survives; give it no register.
	n := len(k.Varnames)
	isCell := map[string]bool{}
	for i, name := range u.cellList {
		if r, ok := u.locals[name]; ok && u.isTouched[name] && !u.hidden[name] {
			l.cells[i] = l.locals[r]
		} else {
			l.cells[i] = n
			n++
		}
		isCell[name] = true
	}
	if n <= code.NoReg && code.NoReg < n+u.maxTmp {
		n = code.NoReg + 1 // no operand that may be absent is this register
	}
	l.temps = n
	k.NumRegs = n + u.maxTmp
	for _, r := range u.touched {
		if name := u.localList[r]; isCell[name] && !u.hidden[name] {
			k.Cells = append(k.Cells, code.Cell{Name: name, Reg: l.locals[r]})
		}
	}
	for i, name := range u.cellList {
		c := code.Cell{Name: name, Reg: l.cells[i]}
		switch {
		case u.hidden[name]:
			k.Hidden = append(k.Hidden, c)
		case u.isTouched[name]:
		default:
			k.Cells = append(k.Cells, c)
		}
	}
	prologue := make([]instr, 0, len(u.cellList)+len(u.ins)+len(u.cold))
	for i := range u.cellList {
		prologue = append(prologue, instr{op: code.MAKECELL, a: regCell + i, pos: noPos})
	}
	u.ins = append(append(prologue, u.ins...), u.cold...)
	ins := optimize(u)
	stripConsts(u, ins)
	k.Consts = u.constList
	a := &assembler{l: l, ins: ins, code: k}
	if err := a.run(); err != nil {
		return nil, err
	}
	return k, nil
}

// stripConsts drops the constants that no instruction uses any more.
func stripConsts(u *unit, ins []instr) {
	const unused = -1
	index := make([]int, len(u.constList))
	for i := range index {
		index[i] = unused
	}
	var list []code.Const
	use := func(i int) int {
		if index[i] == unused {
			index[i] = len(list)
			list = append(list, u.constList[i])
		}
		return index[i]
	}
	if u.docstring {
		use(0)
	}
	for i := range ins {
		p := &ins[i]
		if p.op == opLabel {
			continue
		}
		info := &code.Infos[p.op]
		if info.B == code.ConstIndex {
			p.b = use(p.b)
		}
		if len(info.Ext) > 0 && info.Ext[0] == code.ExtKw {
			p.name = use(p.name)
		}
	}
	u.constList = list
}

// assembler lays out instructions in words.
type assembler struct {
	l      *layout
	ins    []instr
	code   *code.Code
	wide   []bool
	starts []int // by instruction: its first word
	labels []int // by label: the word
}

func (a *assembler) run() error {
	n := len(a.ins)
	a.wide = make([]bool, n)
	a.starts = make([]int, n+1)
	a.labels = make([]int, a.l.u.labels)
	for i := range a.ins {
		p := &a.ins[i]
		if p.op == opLabel {
			continue
		}
		if err := a.resolve(p); err != nil {
			return err
		}
		info := &code.Infos[p.op]
		a.wide[i] = !fits(info.A, p.a) || !fits(info.B, p.b) || info.C != code.Jump && !fits(info.C, p.c)
	}
	for changed := true; changed; {
		a.place()
		changed = false
		for i := range a.ins {
			p := &a.ins[i]
			if p.op == opLabel || a.wide[i] || code.Infos[p.op].C != code.Jump {
				continue
			}
			if d := a.distance(i); d < -32768 || d > 32767 {
				a.wide[i] = true
				changed = true
			}
		}
	}
	return a.emit()
}

// resolve maps the registers of an instruction.
func (a *assembler) resolve(p *instr) error {
	info := &code.Infos[p.op]
	if p.op == code.MOVE {
		p.x = 0
	}
	conv := func(k code.Kind, v int) (int, error) {
		switch k {
		case code.Dst, code.Reg, code.Run:
			if v < 0 {
				return 0, fmt.Errorf("%s: a register is missing", info.Name)
			}
			v = a.l.reg(v)
		case code.RegOpt:
			if v < 0 {
				return code.NoReg, nil
			}
			v = a.l.reg(v)
			if v == code.NoReg {
				return 0, tooLarge()
			}
		case code.None:
			return 0, nil
		}
		return v, nil
	}
	var err error
	if p.a, err = conv(info.A, p.a); err != nil {
		return err
	}
	if p.b, err = conv(info.B, p.b); err != nil {
		return err
	}
	if p.c, err = conv(info.C, p.c); err != nil {
		return err
	}
	if len(info.Ext) > 0 && info.Ext[0] == code.ExtKw && p.op != code.MATCHCLASS {
		if p.d = a.l.reg(p.d); p.d > 0xffff {
			return tooLarge()
		}
	}
	return nil
}

func fits(k code.Kind, v int) bool {
	switch k {
	case code.Imm, code.Jump:
		return v >= -32768 && v <= 32767
	case code.None:
		return true
	}
	return v <= 0xffff
}

// size is the number of words of an instruction without its WIDE.
func size(op code.Op) int { return 1 + len(code.Infos[op].Ext) }

func (a *assembler) place() {
	w := 0
	for i := range a.ins {
		p := &a.ins[i]
		a.starts[i] = w
		if p.op == opLabel {
			a.labels[p.a] = w
			continue
		}
		if a.wide[i] {
			w++
		}
		w += size(p.op)
	}
	a.starts[len(a.ins)] = w
}

func (a *assembler) distance(i int) int {
	return a.labels[a.ins[i].c] - a.starts[i+1]
}

func (a *assembler) emit() error {
	k := a.code
	total := a.starts[len(a.ins)]
	if total >= 1<<31-2 || len(k.Consts) > 1<<31 || k.NumRegs > 1<<31-1 {
		return tooLarge()
	}
	k.Ins = make([]uint64, 0, total+1)
	var h *handler
	last := noPos
	for i := range a.ins {
		p := &a.ins[i]
		if p.op == opLabel {
			continue
		}
		start := len(k.Ins)
		if p.pos != last {
			last = p.pos
			pos := code.Position{Start: start, Line: int32(last.Lineno), EndLine: int32(last.EndLineno), Column: int32(last.ColOffset),
				EndColumn: int32(last.EndColOffset)}
			if last == noPos {
				pos = code.Position{Start: start, Line: -1, EndLine: -1, Column: -1, EndColumn: -1}
			}
			if n := len(k.Positions); n == 0 || !samePosition(k.Positions[n-1], pos) {
				k.Positions = append(k.Positions, pos)
			}
		}
		if p.h != h {
			if n := len(k.Exceptions); h != nil && n > 0 {
				k.Exceptions[n-1].End = start
			}
			h = p.h
			if h != nil {
				k.Exceptions = append(k.Exceptions, code.ExceptionEntry{Start: start, End: total, Handler: a.labels[h.label], Reg: a.l.reg(h.reg)})
			}
		}
		a.word(i, p)
	}
	// The guard word: a pointer past the last instruction still points into the array.
	k.Ins = append(k.Ins, uint64(code.NOP))
	return nil
}

func samePosition(a, b code.Position) bool {
	a.Start = b.Start
	return a == b
}

func (a *assembler) word(i int, p *instr) {
	k := a.code
	info := &code.Infos[p.op]
	op, av, bv, cv := p.op, p.a, p.b, p.c
	if info.C == code.Jump {
		cv = a.distance(i)
		if op == code.JMP && cv < 0 {
			op = code.JMPB
		} else if op == code.JMPB && cv >= 0 {
			op = code.JMP
		}
	}
	if a.wide[i] {
		k.Ins = append(k.Ins, pack(code.WIDE, 0, av>>16, bv>>16, cv>>16))
	}
	k.Ins = append(k.Ins, pack(op, p.x, av, bv, cv))
	for _, e := range info.Ext {
		switch e {
		case code.ExtName:
			w := uint64(uint32(p.name))
			if code.UsesCache(p.op) {
				w |= uint64(k.NumCaches) << 32
				k.NumCaches++
			}
			k.Ins = append(k.Ins, w)
		case code.ExtCache:
			k.Ins = append(k.Ins, 0)
		case code.ExtKw:
			k.Ins = append(k.Ins, uint64(uint32(p.name))|uint64(uint16(p.d))<<48)
		case code.ExtNum2:
			k.Ins = append(k.Ins, uint64(uint32(p.name))|uint64(uint32(p.d))<<32)
		}
	}
}

func pack(op code.Op, x uint8, a, b, c int) uint64 {
	return uint64(op) | uint64(x)<<8 | uint64(uint16(a))<<16 | uint64(uint16(b))<<32 | uint64(uint16(c))<<48
}
