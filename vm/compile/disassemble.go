package compile

import (
	"fmt"
	"strings"

	"github.com/gophersnake/gophersnake/vm/code"
)

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
		d, err := code.Decode(k, i)
		if err != nil {
			fmt.Fprintf(b, "  %v\n", err)
			return
		}
		mark := "    "
		if p := k.Lookup(i); p.Line != line {
			line = p.Line
			mark = fmt.Sprintf("%4d", line)
		}
		fmt.Fprintf(b, "%s %4d %s%s\n", mark, i, code.Infos[d.Op].Name, operands(k, &d))
		i = d.End
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

func operands(k *code.Code, d *code.Decoded) string {
	var b strings.Builder
	info := &code.Infos[d.Op]
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
			fmt.Fprintf(&b, " ->%d", d.End+v)
		case code.Free:
			if v < len(k.Freevars) {
				fmt.Fprintf(&b, " free(%s)", k.Freevars[v])
			}
		default:
			fmt.Fprintf(&b, " %d", v)
		}
	}
	one(info.A, d.A)
	one(info.B, d.B)
	one(info.C, d.C)
	if info.X {
		fmt.Fprintf(&b, " x=%d", d.X)
	}
	for i, e := range info.Ext {
		w := d.Ext[i]
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
