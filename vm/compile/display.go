package compile

import (
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

type seqKind uint8

const (
	seqTuple seqKind = iota
	seqList
	seqSet
)

// maxRun is the longest run of registers that a display or a call uses; longer ones are built piece by piece.
const maxRun = 200

// sequence compiles a tuple, list or set display.
func (c *compiler) sequence(pos *syntax.Pos, elts []syntax.Expr, kind seqKind, want int) int {
	starred := len(elts) > maxRun
	for _, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			starred = true
		}
	}
	if starred {
		d := c.early(want)
		c.incremental(pos, elts, kind, d)
		if kind == seqTuple {
			c.emit(pos, code.LISTTOTUPLE, 0, c.finalTarget(want, d), d, 0)
			if want >= 0 {
				return want
			}
			return d
		}
		return c.finish(pos, want, d)
	}
	if kind != seqTuple && len(elts) > 2 {
		if k, ok := c.constants(elts); ok {
			d := c.early(want)
			t := c.temp()
			if kind == seqList {
				c.emit(pos, code.BUILDLIST, 0, d, d, 0)
				c.loadConst(pos, k, t)
				c.emit(pos, code.LISTEXTEND, 0, d, t, 0)
			} else {
				c.emit(pos, code.BUILDSET, 0, d, d, 0)
				c.loadConst(pos, frozenSet(k), t)
				c.emit(pos, code.SETUPDATE, 0, d, t, 0)
			}
			return c.finish(pos, want, d)
		}
	}
	d := c.target(want)
	b := c.windowAt(d)
	for i, e := range elts {
		c.expr(e, c.place(b, i))
	}
	c.emit(pos, [...]code.Op{code.BUILDTUPLE, code.BUILDLIST, code.BUILDSET}[kind], 0, d, b, len(elts))
	return d
}

func (c *compiler) finalTarget(want, d int) int {
	if want >= 0 {
		return want
	}
	return d
}

func (c *compiler) constants(elts []syntax.Expr) (code.Tuple, bool) {
	t := make(code.Tuple, len(elts))
	for i, e := range elts {
		k, ok := c.constant(e)
		if !ok {
			return nil, false
		}
		t[i] = k
	}
	return t, true
}

// incremental builds a list or set in d from elements of which some are starred, or which are many. Of a tuple it
// builds the list.
func (c *compiler) incremental(pos *syntax.Pos, elts []syntax.Expr, kind seqKind, d int) {
	build, add, extend := code.BUILDLIST, code.LISTAPPEND, code.LISTEXTEND
	if kind == seqSet {
		build, add, extend = code.BUILDSET, code.SETADD, code.SETUPDATE
	}
	mark := c.u.tmp
	if len(elts) > maxRun {
		if k, ok := c.constants(elts); ok {
			t := c.temp()
			c.emit(pos, build, 0, d, d, 0)
			if kind == seqSet {
				c.loadConst(pos, frozenSet(k), t)
			} else {
				c.loadConst(pos, k, t)
			}
			c.emit(pos, extend, 0, d, t, 0)
			c.u.tmp = mark
			return
		}
	}
	n := 0
	for n < len(elts) && n < maxRun {
		if _, ok := elts[n].(*syntax.Starred); ok {
			break
		}
		n++
	}
	b := c.windowAt(d)
	for i, e := range elts[:n] {
		c.expr(e, c.place(b, i))
	}
	c.emit(pos, build, 0, d, b, n)
	c.u.tmp = mark
	for _, e := range elts[n:] {
		if s, ok := e.(*syntax.Starred); ok {
			r := c.expr(s.Value, noReg)
			c.emit(pos, extend, 0, d, r, 0)
		} else {
			r := c.expr(e, noReg)
			c.emit(pos, add, 0, d, r, 0)
		}
		c.u.tmp = mark
	}
}

func (c *compiler) dict(e *syntax.Dict, want int) int {
	pos := e.Position()
	unpack := false
	for _, k := range e.Keys {
		unpack = unpack || k == nil
	}
	if !unpack && len(e.Keys) <= maxRun/2 {
		d := c.target(want)
		b := c.windowAt(d)
		for i := range e.Keys {
			c.expr(e.Keys[i], c.place(b, 2*i))
			c.expr(e.Values[i], c.place(b, 2*i+1))
		}
		c.emit(pos, code.BUILDMAP, 0, d, b, len(e.Keys))
		return d
	}
	d := c.early(want)
	mark := c.u.tmp
	c.emit(pos, code.BUILDMAP, 0, d, d, 0)
	for i, k := range e.Keys {
		if k == nil {
			r := c.expr(e.Values[i], noReg)
			c.emit(pos, code.DICTUPDATE, 0, d, r, 0)
		} else {
			kr := c.operand(k, noReg, e.Values[i])
			vr := c.expr(e.Values[i], noReg)
			c.emit(pos, code.MAPADD, 0, d, kr, vr)
		}
		c.u.tmp = mark
	}
	return c.finish(pos, want, d)
}

// joinedStr compiles an f-string.
func (c *compiler) joinedStr(e *syntax.JoinedStr, want int) int {
	pos := e.Position()
	values := e.Values
	switch len(values) {
	case 0:
		return c.loadConst(pos, "", want)
	case 1:
		if k, ok := values[0].(*syntax.Constant); ok {
			return c.expr(k, want)
		}
		if f, ok := values[0].(*syntax.FormattedValue); ok {
			return c.formattedValue(f, want)
		}
	}
	if len(values) > maxRun {
		d := c.early(want)
		mark := c.u.tmp
		b := c.run(3)
		c.loadConst(pos, "", b)
		c.emitName(pos, code.LOADMETHOD, 0, b, b, 0, "join")
		c.emit(pos, code.BUILDLIST, 0, b+2, b+2, 0)
		for _, v := range values {
			r := c.expr(v, noReg)
			c.emit(pos, code.LISTAPPEND, 0, b+2, r, 0)
			c.u.tmp = b + 3 - regTemp
		}
		c.emit(pos, code.CALLM, 0, b, 1, d)
		c.u.tmp = mark
		return c.finish(pos, want, d)
	}
	d := c.target(want)
	b := c.windowAt(d)
	for i, v := range values {
		c.expr(v, c.place(b, i))
	}
	c.emit(pos, code.BUILDSTRING, 0, d, b, len(values))
	return d
}

// conversion numbers a conversion for FORMAT and BUILDINTERP.
func (c *compiler) conversion(pos *syntax.Pos, conv int) uint8 {
	switch conv {
	case -1:
		return 0
	case 's':
		return 1
	case 'r':
		return 2
	case 'a':
		return 3
	}
	panic(compileError{syntaxErrorAt(c.filename, pos, "unrecognized conversion character")})
}

func (c *compiler) formattedValue(e *syntax.FormattedValue, want int) int {
	d := c.target(want)
	conv := c.conversion(e.Position(), e.Conversion)
	v := c.operand(e.Value, d, e.FormatSpec)
	spec := noReg
	if e.FormatSpec != nil {
		spec = c.expr(e.FormatSpec, c.temp())
	}
	c.emit(e.Position(), code.FORMAT, conv, d, v, spec)
	return d
}

func (c *compiler) interpolation(e *syntax.Interpolation, want int) int {
	d := c.target(want)
	b := c.windowAt(d)
	c.expr(e.Value, c.place(b, 0))
	c.loadConst(e.Position(), literal(e.Str), c.place(b, 1))
	spec := noReg
	if e.FormatSpec != nil {
		spec = c.expr(e.FormatSpec, c.temp())
	}
	c.emit(e.Position(), code.BUILDINTERP, c.conversion(e.Position(), e.Conversion), d, b, spec)
	return d
}

// templateStr compiles a t-string: its strings and interpolations alternate, beginning and ending with a string.
func (c *compiler) templateStr(e *syntax.TemplateStr, want int) int {
	pos := e.Position()
	var parts code.Tuple
	var interps []syntax.Expr
	last := true // the last thing was no string
	for _, v := range e.Values {
		if i, ok := v.(*syntax.Interpolation); ok {
			if last {
				parts = append(parts, "")
			}
			interps = append(interps, i)
			last = true
		} else if k, ok := v.(*syntax.Constant); ok {
			s, _ := k.Value.(string)
			if !last {
				parts[len(parts)-1] = parts[len(parts)-1].(string) + s
			} else {
				parts = append(parts, s)
			}
			last = false
		} else {
			c.fail(v.Position(), "unexpected node in a template string")
		}
	}
	if last {
		parts = append(parts, "")
	}
	d := c.target(want)
	s := c.temp()
	c.loadConst(pos, parts, s)
	t := c.sequence(pos, interps, seqTuple, c.temp())
	c.emit(pos, code.BUILDTEMPLATE, 0, d, s, t)
	return d
}
