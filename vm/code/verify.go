package code

import (
	"fmt"
	"strings"
)

// maxRegs is more registers than the compiler ever asks for.
const maxRegs = 1 << 24

// xLimits are the numbers of values that x has in instructions that choose by it.
var xLimits = map[Op]uint8{CMP: 6, CMPI: 6, FORMAT: 4, BUILDINTERP: 4, LOADSPECIAL: 4}

// Decoded is one instruction of a code object, its WIDE prefix included.
type Decoded struct {
	Start, End int // words
	Op         Op
	X          uint8
	A, B, C    int
	Ext        []uint64
}

// Decode reads the instruction at word i. NoReg and absent operands are -1.
func Decode(k *Code, i int) (Decoded, error) {
	d := Decoded{Start: i}
	var high uint64
	wide := false
	w := k.Ins[i]
	if Op(w) == WIDE {
		wide, high = true, w
		i++
		if i >= len(k.Ins) {
			return d, fmt.Errorf("%d: WIDE at the end", d.Start)
		}
		w = k.Ins[i]
	}
	d.Op, d.X = Op(w), uint8(w>>8)
	if d.Op >= NumOps || wide && d.Op == WIDE {
		return d, fmt.Errorf("%d: bad opcode %d", d.Start, d.Op)
	}
	info := &Infos[d.Op]
	field := func(kind Kind, shift uint) int {
		v := int(uint16(w >> shift))
		signed := kind == Imm || kind == Jump
		if wide {
			v |= int(uint16(high>>shift)) << 16
			if signed {
				v = int(int32(v))
			}
		} else if signed {
			v = int(int16(v))
		}
		if kind == RegOpt && v == NoReg {
			v = -1
		}
		return v
	}
	d.A, d.B, d.C = field(info.A, 16), field(info.B, 32), field(info.C, 48)
	d.End = i + 1 + len(info.Ext)
	if d.End > len(k.Ins) {
		return d, fmt.Errorf("%d: %s lacks extension words", d.Start, info.Name)
	}
	d.Ext = k.Ins[i+1 : d.End]
	return d, nil
}

// quickened are the opcodes that only the machine writes: their names have a _.
var quickened = func() (is [NumOps]bool) {
	for op := range Infos {
		is[op] = strings.Contains(Infos[op].Name, "_")
	}
	return is
}()

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits      { return make(bits, n/64+1) }
func (b bits) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bits) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }

// Verify checks that a code object is well-formed: operands in range, jumps to instructions, runs of registers within
// the frame, sane tables. It has constants many constants, of which inner gives those that are code: k.Consts is not looked at.
//
// It finds damage. It does not prove code that somebody made up to be harmless: it knows nothing of what registers hold.
func Verify(k *Code, constants int, inner func(i int) *Code) error {
	if len(k.Ins) < 2 {
		return fmt.Errorf("no instructions")
	}
	if k.NumRegs < len(k.Varnames) {
		return fmt.Errorf("%d registers for %d variables", k.NumRegs, len(k.Varnames))
	}
	if k.NumRegs > maxRegs || k.NumCaches < 0 || k.NumCaches > len(k.Ins) {
		return fmt.Errorf("%d registers, %d caches", k.NumRegs, k.NumCaches)
	}
	parameters := k.ArgCount + k.KwOnly
	for _, flag := range []Flags{VarArgs, VarKeywords} {
		if k.Flags&flag != 0 {
			parameters++
		}
	}
	if k.PosOnly < 0 || k.PosOnly > k.ArgCount || k.KwOnly < 0 || k.ArgCount > maxRegs || k.KwOnly > maxRegs || parameters > len(k.Varnames) {
		return fmt.Errorf("%d parameters, %d of them positional, in %d variables", parameters, k.ArgCount, len(k.Varnames))
	}
	if k.Docstring && constants == 0 {
		return fmt.Errorf("no docstring")
	}
	end := len(k.Ins) - 1
	starts := newBits(end + 1)
	caches := newBits(k.NumCaches)
	used := 0
	var last Decoded
	for i := 0; i < end; {
		d, err := Decode(k, i)
		if err != nil {
			return err
		}
		if quickened[d.Op] {
			return fmt.Errorf("%d: the quickened %s", d.Start, Infos[d.Op].Name)
		}
		starts.set(i)
		last = d
		i = d.End
		if i > end {
			return fmt.Errorf("%d: runs into the guard word", d.Start)
		}
	}
	if Falls(last.Op) {
		return fmt.Errorf("%d: control falls off the end", last.Start)
	}
	for i := 0; i < end; {
		d, _ := Decode(k, i)
		if err := verifyOperands(k, &d, starts, caches, &used, constants, inner); err != nil {
			return fmt.Errorf("%d: %s: %w", d.Start, Infos[d.Op].Name, err)
		}
		i = d.End
	}
	if used != k.NumCaches {
		return fmt.Errorf("%d caches used of %d", used, k.NumCaches)
	}
	for _, e := range k.Exceptions {
		if e.Start >= e.End || e.Start < 0 || e.End > end || !starts.has(e.Start) || e.End < end && !starts.has(e.End) {
			return fmt.Errorf("bad exception range %v", e)
		}
		if e.Handler < 0 || e.Handler >= end || !starts.has(e.Handler) || e.Reg < 0 || e.Reg >= k.NumRegs {
			return fmt.Errorf("bad exception handler %v", e)
		}
	}
	for i, p := range k.Positions {
		if p.Start < 0 || p.Start >= end || !starts.has(p.Start) || i > 0 && k.Positions[i-1].Start >= p.Start {
			return fmt.Errorf("bad position %v", p)
		}
	}
	for _, c := range append(append([]Cell{}, k.Cells...), k.Hidden...) {
		if c.Reg < 0 || c.Reg >= k.NumRegs {
			return fmt.Errorf("bad cell %v", c)
		}
	}
	return nil
}

func verifyOperands(k *Code, d *Decoded, starts, caches bits, used *int, constants int, inner func(i int) *Code) error {
	info := &Infos[d.Op]
	run := func(kind Kind, first, n int) error {
		if kind == Run && n > 0 && (first < 0 || first+n > k.NumRegs) {
			return fmt.Errorf("run of %d registers from %d exceeds %d", n, first, k.NumRegs)
		}
		return nil
	}
	for _, f := range [3]struct {
		kind Kind
		v    int
	}{{info.A, d.A}, {info.B, d.B}, {info.C, d.C}} {
		switch f.kind {
		case Dst, Reg:
			if f.v < 0 || f.v >= k.NumRegs {
				return fmt.Errorf("register %d of %d", f.v, k.NumRegs)
			}
		case RegOpt:
			if f.v < -1 || f.v >= k.NumRegs {
				return fmt.Errorf("register %d of %d", f.v, k.NumRegs)
			}
		case ConstIndex:
			if f.v >= constants {
				return fmt.Errorf("constant %d of %d", f.v, constants)
			}
		case Free:
			if f.v >= len(k.Freevars) {
				return fmt.Errorf("free variable %d of %d", f.v, len(k.Freevars))
			}
		case Jump:
			t := d.End + f.v
			if t < 0 || t >= len(k.Ins)-1 || !starts.has(t) {
				return fmt.Errorf("jump to %d", t)
			}
		}
	}
	for i, e := range info.Ext {
		w := d.Ext[i]
		switch e {
		case ExtName:
			if int(uint32(w)) >= len(k.Names) {
				return fmt.Errorf("name %d of %d", uint32(w), len(k.Names))
			}
			if UsesCache(d.Op) {
				n := int(w >> 32)
				if n >= k.NumCaches || caches.has(n) {
					return fmt.Errorf("cache %d of %d", n, k.NumCaches)
				}
				caches.set(n)
				*used++
			}
		case ExtKw:
			if int(uint32(w)) >= constants || int(w>>48) >= k.NumRegs {
				return fmt.Errorf("bad kw word %#x", w)
			}
		}
	}
	if limit, ok := xLimits[d.Op]; ok && d.X >= limit {
		return fmt.Errorf("x is %d", d.X)
	}
	switch d.Op {
	case YIELD, YIELDFROM:
		if k.Flags&AnyGenerator == 0 {
			return fmt.Errorf("in code that is no generator")
		}
	case MODJF:
		if d.B == 0 {
			return fmt.Errorf("modulo 0")
		}
	case CALL:
		return run(Run, d.A, 1+d.B)
	case CALLM:
		return run(Run, d.A, 2+d.B)
	case CALLKW:
		return run(Run, d.A, 1+d.B)
	case CALLMKW:
		return run(Run, d.A, 2+d.B)
	case CALLEX, LOADSUPER, EXCINFO:
		return run(Run, d.A, 3)
	case LOADMETHOD, LOADSPECIAL:
		return run(Run, d.A, 2)
	case BUILDTUPLE, BUILDLIST, BUILDSET, BUILDSTRING:
		return run(Run, d.B, d.C)
	case BUILDSLICE:
		if d.C != 2 && d.C != 3 {
			return fmt.Errorf("slice of %d", d.C)
		}
		return run(Run, d.B, d.C)
	case BUILDMAP:
		return run(Run, d.B, 2*d.C)
	case UNPACKSEQ:
		return run(Run, d.A, d.C)
	case UNPACKEX:
		return run(Run, d.A, int(uint32(d.Ext[0]))+1+int(d.Ext[0]>>32))
	case MAKEFUNC:
		n := 0
		for x := d.X; x != 0; x &= x - 1 {
			n++
		}
		f := inner(d.B)
		if f == nil {
			return fmt.Errorf("no code object")
		}
		if len(f.Freevars) > 0 && d.X&8 == 0 {
			return fmt.Errorf("no closure for %d free variables", len(f.Freevars))
		}
		return run(Run, d.C, n)
	case IMPORTNAME, BUILDINTERP:
		return run(Run, d.B, 2)
	}
	return nil
}

// UsesCache reports whether the name word of op has the index of an inline cache.
func UsesCache(op Op) bool {
	switch op {
	case LOADGLOBAL, GETATTR, SETATTR, LOADMETHOD, LOADSUPER, LOADNAME, IMPORTFROM:
		return true
	}
	return false
}

// Falls reports whether control may go on from an instruction to the next.
func Falls(op Op) bool {
	switch op {
	case JMP, JMPB, RET, RAISE, RERAISE:
		return false
	}
	return true
}
