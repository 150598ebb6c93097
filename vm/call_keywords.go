package vm

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
)

// callShape tells where the parameters of a function come from in calls with certain keywords: what bind finds out, kept.
type callShape struct {
	names    *objects.Tuple // of the keywords
	argc     int
	defaults int // how many the function had
	// from has the place of each parameter that is not positional in the call: an index in what enterKeywords lays out, or fromDefault.
	from [maxShape]int8
	// fallback are the keyword-only parameters that take their defaults.
	fallback []int
}

const (
	// maxShape bounds the parameters, and the arguments, of calls with a shape.
	maxShape = 16
	// fromDefault is the place of a positional parameter's default.
	fromDefault = -1
)

// shape gives the shape of calls of fn with argc arguments, the last ones named by names; nil where bind has to look.
func (e *exec) shape(fn *objects.Function, names *objects.Tuple, argc int) *callShape {
	defaults := 0
	if fn.Defaults != nil {
		defaults = len(fn.Defaults.Items)
	}
	place := &e.shapes[uintptr(unsafe.Pointer(names))>>5%uintptr(len(e.shapes))]
	if s := *place; s != nil && s.names == names && s.argc == argc && s.defaults == defaults {
		return s
	}
	s := e.newShape(names, argc, defaults)
	if s != nil {
		*place = s
	}
	return s
}

func (e *exec) newShape(names *objects.Tuple, argc, defaults int) *callShape {
	c := e.code
	total := c.ArgCount + c.KwOnly
	npos := argc - len(names.Items)
	if c.Flags&(code.VarArgs|code.VarKeywords) != 0 || c.Flags&code.NewLocals == 0 || total > maxShape || argc > maxShape || npos > c.ArgCount {
		return nil
	}
	s := &callShape{names: names, argc: argc, defaults: defaults}
	given := make([]bool, total)
	for i := range npos {
		given[i] = true
	}
	for k, name := range names.Items {
		at := -1
		for i := c.PosOnly; i < total; i++ {
			if Of(c.VarStrs[i]) == name || objects.AsStr(name) != nil && c.VarStrs[i].String() == objects.AsStr(name).String() {
				at = i
				break
			}
		}
		if at < 0 || given[at] {
			return nil
		}
		given[at] = true
		s.from[at] = int8(k)
	}
	for i := npos; i < total; i++ {
		switch {
		case given[i]:
		case i >= c.ArgCount:
			s.from[i] = int8(len(names.Items) + len(s.fallback))
			s.fallback = append(s.fallback, i)
		case i >= c.ArgCount-defaults:
			s.from[i] = fromDefault
		default:
			return nil
		}
	}
	if len(names.Items)+len(s.fallback) > maxShape {
		return nil
	}
	return s
}

// enterKeywords enters a Python function in register base, called with argc arguments from skip registers behind that on, the last ones
// named by names, if its parameters have a shape; ok is false if not, and then nothing has changed.
func (m *machine) enterKeywords(f *frame, pc unsafe.Pointer, base, skip, argc int, names *objects.Tuple) (nf *frame, npc unsafe.Pointer, ok bool) {
	callee := *reg(f.regs, base)
	if (*Header)(callee.Ref).Type != &objects.FunctionType {
		return nil, nil, false
	}
	fn := (*objects.Function)(callee.Ref)
	e := (*exec)(fn.Exec)
	if e == nil || e.native != nil || e.flags&code.AnyGenerator != 0 || m.t.Breaker.Load() != 0 {
		return nil, nil, false
	}
	s := e.shape(fn, names, argc)
	if s == nil {
		return nil, nil, false
	}
	src := unsafe.Pointer(reg(f.regs, base+skip))
	nr := src
	if f.flags&frameHeap != 0 {
		nr = f.top
	}
	if nf = m.top; nf == nil || uintptr(nr)+max(e.bytes, maxShape*regSize) >= m.limit {
		return nil, nil, false
	}
	named := len(names.Items)
	npos := argc - named
	laid := &m.laid
	for i, p := range s.fallback {
		if fn.KwDefaults == nil {
			return nil, nil, false
		}
		v := fn.KwDefaults.GetStr(e.code.VarStrs[p])
		if v.Ref == nil {
			return nil, nil, false
		}
		laid[named+i] = v
	}
	for i := range named {
		laid[i] = *reg(src, npos+i)
	}
	if nr != src {
		for i := range npos {
			*reg(nr, i) = *reg(src, i)
		}
	}
	total := e.code.ArgCount + e.code.KwOnly
	for i := npos; i < total; i++ {
		if k := s.from[i]; k >= 0 {
			*reg(nr, i) = laid[k]
		} else {
			*reg(nr, i) = fn.Defaults.Items[i-(e.code.ArgCount-s.defaults)]
		}
	}
	e.clear(nr, total)
	for i := range named + len(s.fallback) {
		laid[i] = Object{}
	}
	m.top = nf.next
	f.pc = pc
	m.setup(nf, f, e, fn, nr, 0)
	return nf, e.start, true
}
