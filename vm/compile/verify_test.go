package compile

import (
	"fmt"

	"github.com/gophersnake/gophersnake/vm/code"
)

// verify checks that a code object is well-formed: operands in range, jumps to instructions, runs of registers within
// the frame, sane tables. It checks the code objects among the constants, too. The tests and the fuzzer use it.
func verify(k *code.Code) error {
	if err := verifyCode(k); err != nil {
		return fmt.Errorf("%s (%s, line %d): %w", k.Qualname, k.Filename, k.FirstLine, err)
	}
	for _, c := range k.Consts {
		if c, ok := c.(*code.Code); ok {
			if err := verify(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func verifyCode(k *code.Code) error {
	if len(k.Ins) < 2 {
		return fmt.Errorf("no instructions")
	}
	if k.NumRegs < len(k.Varnames) {
		return fmt.Errorf("%d registers for %d variables", k.NumRegs, len(k.Varnames))
	}
	end := len(k.Ins) - 1
	starts := make([]bool, end+1)
	caches := map[int]bool{}
	var list []decoded
	for i := 0; i < end; {
		d, err := decode(k, i)
		if err != nil {
			return err
		}
		starts[i] = true
		list = append(list, d)
		i = d.end
		if i > end {
			return fmt.Errorf("%d: runs into the guard word", d.start)
		}
	}
	if last := list[len(list)-1]; falls(last.op) {
		return fmt.Errorf("%d: control falls off the end", last.start)
	}
	for i := range list {
		d := &list[i]
		if err := verifyOperands(k, d, starts, caches); err != nil {
			return fmt.Errorf("%d: %s: %w", d.start, code.Infos[d.op].Name, err)
		}
	}
	if len(caches) != k.NumCaches {
		return fmt.Errorf("%d caches used of %d", len(caches), k.NumCaches)
	}
	for _, e := range k.Exceptions {
		if e.Start >= e.End || e.Start < 0 || e.End > end || !starts[e.Start] || e.End < end && !starts[e.End] {
			return fmt.Errorf("bad exception range %v", e)
		}
		if e.Handler < 0 || e.Handler >= end || !starts[e.Handler] || e.Reg < 0 || e.Reg >= k.NumRegs {
			return fmt.Errorf("bad exception handler %v", e)
		}
	}
	for i, p := range k.Positions {
		if p.Start >= end || !starts[p.Start] || i > 0 && k.Positions[i-1].Start >= p.Start {
			return fmt.Errorf("bad position %v", p)
		}
	}
	for _, c := range append(append([]code.Cell{}, k.Cells...), k.Hidden...) {
		if c.Reg < 0 || c.Reg >= k.NumRegs {
			return fmt.Errorf("bad cell %v", c)
		}
	}
	return nil
}

func verifyOperands(k *code.Code, d *decoded, starts []bool, caches map[int]bool) error {
	info := &code.Infos[d.op]
	run := func(kind code.Kind, first, n int) error {
		if kind == code.Run && n > 0 && (first < 0 || first+n > k.NumRegs) {
			return fmt.Errorf("run of %d registers from %d exceeds %d", n, first, k.NumRegs)
		}
		return nil
	}
	for _, f := range [3]struct {
		kind code.Kind
		v    int
	}{{info.A, d.a}, {info.B, d.b}, {info.C, d.c}} {
		switch f.kind {
		case code.Dst, code.Reg:
			if f.v < 0 || f.v >= k.NumRegs {
				return fmt.Errorf("register %d of %d", f.v, k.NumRegs)
			}
		case code.RegOpt:
			if f.v < -1 || f.v >= k.NumRegs {
				return fmt.Errorf("register %d of %d", f.v, k.NumRegs)
			}
		case code.ConstIndex:
			if f.v >= len(k.Consts) {
				return fmt.Errorf("constant %d of %d", f.v, len(k.Consts))
			}
		case code.Free:
			if f.v >= len(k.Freevars) {
				return fmt.Errorf("free variable %d of %d", f.v, len(k.Freevars))
			}
		case code.Jump:
			t := d.end + f.v
			if t < 0 || t >= len(starts)-1 || !starts[t] {
				return fmt.Errorf("jump to %d", t)
			}
		}
	}
	for i, e := range info.Ext {
		w := d.ext[i]
		switch e {
		case code.ExtName:
			if int(uint32(w)) >= len(k.Names) {
				return fmt.Errorf("name %d of %d", uint32(w), len(k.Names))
			}
			if usesCache(d.op) {
				n := int(w >> 32)
				if n >= k.NumCaches || caches[n] {
					return fmt.Errorf("cache %d of %d", n, k.NumCaches)
				}
				caches[n] = true
			}
		case code.ExtKw:
			if int(uint32(w)) >= len(k.Consts) || int(w>>48) >= k.NumRegs {
				return fmt.Errorf("bad kw word %#x", w)
			}
		}
	}
	switch d.op {
	case code.CALL:
		return run(code.Run, d.a, 1+d.b)
	case code.CALLM:
		return run(code.Run, d.a, 2+d.b)
	case code.CALLKW:
		return run(code.Run, d.a, 1+d.b)
	case code.CALLMKW:
		return run(code.Run, d.a, 2+d.b)
	case code.CALLEX, code.LOADSUPER, code.EXCINFO:
		return run(code.Run, d.a, 3)
	case code.LOADMETHOD, code.LOADSPECIAL:
		return run(code.Run, d.a, 2)
	case code.BUILDTUPLE, code.BUILDLIST, code.BUILDSET, code.BUILDSTRING, code.BUILDSLICE:
		return run(code.Run, d.b, d.c)
	case code.BUILDMAP:
		return run(code.Run, d.b, 2*d.c)
	case code.UNPACKSEQ:
		return run(code.Run, d.a, d.c)
	case code.UNPACKEX:
		return run(code.Run, d.a, int(uint32(d.ext[0]))+1+int(d.ext[0]>>32))
	case code.MAKEFUNC:
		n := 0
		for x := d.x; x != 0; x &= x - 1 {
			n++
		}
		if _, ok := k.Consts[d.b].(*code.Code); !ok {
			return fmt.Errorf("no code object")
		}
		return run(code.Run, d.c, n)
	case code.IMPORTNAME, code.BUILDINTERP:
		return run(code.Run, d.b, 2)
	}
	return nil
}
