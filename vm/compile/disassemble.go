package compile

import (
	"fmt"
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
)

// decoded is one instruction of a code object, its WIDE prefix included.
type decoded struct {
	start, end int // words
	op         code.Op
	x          uint8
	a, b, c    int
	ext        []uint64
}

// decode reads the instruction at word i. NoReg and absent operands are -1.
func decode(k *code.Code, i int) (decoded, error) {
	d := decoded{start: i}
	var high uint64
	wide := false
	w := k.Ins[i]
	if code.Op(w) == code.WIDE {
		wide, high = true, w
		i++
		if i >= len(k.Ins) {
			return d, fmt.Errorf("%d: WIDE at the end", d.start)
		}
		w = k.Ins[i]
	}
	d.op, d.x = code.Op(w), uint8(w>>8)
	if d.op >= code.NumOps || wide && d.op == code.WIDE {
		return d, fmt.Errorf("%d: bad opcode %d", d.start, d.op)
	}
	info := &code.Infos[d.op]
	field := func(kind code.Kind, shift uint) int {
		v := int(uint16(w >> shift))
		signed := kind == code.Imm || kind == code.Jump
		if wide {
			v |= int(uint16(high>>shift)) << 16
			if signed {
				v = int(int32(v))
			}
		} else if signed {
			v = int(int16(v))
		}
		if kind == code.RegOpt && v == code.NoReg {
			v = -1
		}
		return v
	}
	d.a, d.b, d.c = field(info.A, 16), field(info.B, 32), field(info.C, 48)
	d.end = i + 1 + len(info.Ext)
	if d.end > len(k.Ins) {
		return d, fmt.Errorf("%d: %s lacks extension words", d.start, info.Name)
	}
	d.ext = k.Ins[i+1 : d.end]
	return d, nil
}

// Disassemble writes a code object, and those among its constants, for people to read.
func Disassemble(k *code.Code) string {
	var b strings.Builder
	disassemble(&b, k)
	return b.String()
}

func disassemble(b *strings.Builder, k *code.Code) {
	fmt.Fprintf(b, "%s: line %d, flags %#x, %d registers, varnames %q, cells %v, free %q\n", k.Qualname, k.FirstLine, uint32(k.Flags),
		k.NumRegs, k.Varnames, k.Cells, k.Freevars)
	line := int32(-2)
	for i := 0; i < len(k.Ins)-1; {
		d, err := decode(k, i)
		if err != nil {
			fmt.Fprintf(b, "  %v\n", err)
			return
		}
		mark := "    "
		if p := k.Lookup(i); p.Line != line {
			line = p.Line
			mark = fmt.Sprintf("%4d", line)
		}
		fmt.Fprintf(b, "%s %4d %s%s\n", mark, i, code.Infos[d.op].Name, operands(k, &d))
		i = d.end
	}
	for _, e := range k.Exceptions {
		fmt.Fprintf(b, "  exceptions in %d to %d go to %d, R%d\n", e.Start, e.End, e.Handler, e.Reg)
	}
	for _, c := range k.Consts {
		if c, ok := c.(*code.Code); ok {
			b.WriteByte('\n')
			disassemble(b, c)
		}
	}
}

func operands(k *code.Code, d *decoded) string {
	var b strings.Builder
	info := &code.Infos[d.op]
	constant := func(i int) string {
		if i >= len(k.Consts) {
			return "?"
		}
		if c, ok := k.Consts[i].(*code.Code); ok {
			return "<" + c.Qualname + ">"
		}
		return fmt.Sprintf("%#v", k.Consts[i])
	}
	one := func(kind code.Kind, v int) {
		switch kind {
		case code.None:
		case code.Dst, code.Reg, code.Run, code.RegOpt:
			if v == -1 {
				b.WriteString(" -")
			} else if v < len(k.Varnames) {
				fmt.Fprintf(&b, " R%d(%s)", v, k.Varnames[v])
			} else {
				fmt.Fprintf(&b, " R%d", v)
			}
		case code.ConstIndex:
			b.WriteString(" " + constant(v))
		case code.Jump:
			fmt.Fprintf(&b, " ->%d", d.end+v)
		case code.Free:
			if v < len(k.Freevars) {
				fmt.Fprintf(&b, " free(%s)", k.Freevars[v])
			}
		default:
			fmt.Fprintf(&b, " %d", v)
		}
	}
	one(info.A, d.a)
	one(info.B, d.b)
	one(info.C, d.c)
	if info.X {
		fmt.Fprintf(&b, " x=%d", d.x)
	}
	for i, e := range info.Ext {
		w := d.ext[i]
		switch e {
		case code.ExtName:
			if n := int(uint32(w)); n < len(k.Names) {
				fmt.Fprintf(&b, " %s", k.Names[n])
			}
		case code.ExtKw:
			fmt.Fprintf(&b, " kw=%s dst=R%d", constant(int(uint32(w))), w>>48)
		case code.ExtNum2:
			fmt.Fprintf(&b, " %d %d", uint32(w), w>>32)
		}
	}
	return b.String()
}
