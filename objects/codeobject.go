package objects

import (
	"encoding/binary"
	"fmt"
	"slices"
	"unsafe"

	"github.com/gophersnake/gophersnake/vm/code"
)

//py:type code CodeType

//py:get code.co_argcount
func codeArgCount(c *Code) int { return c.ArgCount }

//py:get code.co_posonlyargcount
func codePosOnly(c *Code) int { return c.PosOnly }

//py:get code.co_kwonlyargcount
func codeKwOnly(c *Code) int { return c.KwOnly }

//py:get code.co_stacksize
func codeStackSize(c *Code) int { return c.NumRegs }

//py:get code.co_flags
func codeFlags(c *Code) int { return int(c.Flags) }

//py:get code.co_nlocals
func codeNLocals(c *Code) int { return len(c.Varnames) }

//py:get code.co_firstlineno
func codeFirstLine(c *Code) int { return c.FirstLine }

//py:get code.co_name
func codeName(c *Code) Object { return Of(c.NameStr) }

//py:get code.co_qualname
func codeQualname(c *Code) Object { return Of(c.QualStr) }

//py:get code.co_filename
func codeFilename(c *Code) Object { return Of(c.FileStr) }

func strTuple(strs []*Str) Object {
	tuple := MakeTuple(len(strs))
	for i, s := range strs {
		tuple.Items[i] = Of(s)
	}
	return Of(tuple)
}

//py:get code.co_names
func codeNames(c *Code) Object { return strTuple(c.NameStrs) }

//py:get code.co_varnames
func codeVarnames(c *Code) Object { return strTuple(c.VarStrs) }

//py:get code.co_freevars
func codeFreevars(c *Code) Object { return strTuple(c.FreeStrs) }

//py:get code.co_cellvars
func codeCellvars(c *Code) Object { return strTuple(c.CellStrs) }

//py:get code.co_consts
func codeConsts(c *Code) Object { return Of(TupleFrom(c.Constants)) }

//py:get code.co_code
//py:get code._co_code_adaptive
func codeCode(c *Code) Object {
	b := make([]byte, 0, 8*len(c.Ins))
	for _, ins := range c.Ins {
		b = binary.LittleEndian.AppendUint64(b, ins)
	}
	return NewBytes(b)
}

func intOrNone(x int32, none bool) Object {
	if none {
		return None
	}
	return NewInt(int64(x))
}

//py:def code.co_positions(self)
func codePositions(t *Thread, c *Code) (Object, error) {
	// For each word of the code.
	items := make([]Object, len(c.Ins))
	for i := range items {
		p := c.Lookup(i)
		items[i] = NewTuple(intOrNone(p.Line, p.Line <= 0), intOrNone(p.EndLine, p.EndLine <= 0),
			intOrNone(p.Column, p.Line <= 0 || p.Column < 0), intOrNone(p.EndColumn, p.Line <= 0 || p.EndColumn < 0))
	}
	return Iter(t, Of(NewList(items)))
}

//py:def code.co_lines(self)
func codeLines(t *Thread, c *Code) (Object, error) {
	// Bytes as the instruction offsets of frames and tracebacks count: two a word.
	var items []Object
	start := 0
	line := c.Lookup(0).Line
	flush := func(end int) {
		if end > start {
			items = append(items, NewTuple(NewInt(int64(2*start)), NewInt(int64(2*end)), intOrNone(line, line <= 0)))
		}
	}
	for i := range c.Ins {
		if l := c.Lookup(i).Line; l != line {
			flush(i)
			start, line = i, l
		}
	}
	flush(len(c.Ins))
	return Iter(t, Of(NewList(items)))
}

//py:def code.__sizeof__(self)
func codeSizeof(c *Code) int {
	return int(unsafe.Sizeof(Code{})+unsafe.Sizeof(code.Code{})) + 8*len(c.Ins) + int(objectSize)*len(c.Constants) +
		8*(len(c.Names)+len(c.Varnames)+len(c.Freevars)+len(c.Cells))
}

// replaceNames converts a tuple of names that replaces one of the same length.
func replaceNames(t *Thread, what string, v Object, old []*Str) ([]*Str, error) {
	if v.Ref == nil {
		return old, nil
	}
	tuple := AsTuple(v)
	if tuple == nil {
		return nil, TypeErrorf(t, "replace() argument '%s' must be tuple, not %s", what, messageName(v))
	}
	if len(tuple.Items) != len(old) {
		return nil, ValueErrorf(t, "code: %s must keep its length", what)
	}
	names := make([]*Str, len(old))
	for i, item := range tuple.Items {
		s := AsStr(item)
		if s == nil {
			return nil, TypeErrorf(t, "name tuples must contain only strings, not '%.500s'", TypeOf(item).Name200())
		}
		names[i] = t.Interp.InternStr(exactStr(s))
	}
	return names, nil
}

func stringsOf(names []*Str) []string {
	s := make([]string, len(names))
	for i, n := range names {
		s[i] = n.s
	}
	return s
}

// Return a copy of the code object with new values for the specified fields.
//
// CPython: Objects/codeobject.c code_replace_impl
// Differs: the instructions are not CPython's, and what they refer to by number cannot change its size.
//
//py:def code.replace(self, /, *, co_argcount=<unrepresentable>, co_posonlyargcount=<unrepresentable>, co_kwonlyargcount=<unrepresentable>, co_nlocals=<unrepresentable>, co_stacksize=<unrepresentable>, co_flags=<unrepresentable>, co_firstlineno=<unrepresentable>, co_code=<unrepresentable>, co_consts=<unrepresentable>, co_names=<unrepresentable>, co_varnames=<unrepresentable>, co_freevars=<unrepresentable>, co_cellvars=<unrepresentable>, co_filename=<unrepresentable>, co_name=<unrepresentable>, co_qualname=<unrepresentable>)
//py:def code.__replace__(self, /, *, co_argcount=<unrepresentable>, co_posonlyargcount=<unrepresentable>, co_kwonlyargcount=<unrepresentable>, co_nlocals=<unrepresentable>, co_stacksize=<unrepresentable>, co_flags=<unrepresentable>, co_firstlineno=<unrepresentable>, co_code=<unrepresentable>, co_consts=<unrepresentable>, co_names=<unrepresentable>, co_varnames=<unrepresentable>, co_freevars=<unrepresentable>, co_cellvars=<unrepresentable>, co_filename=<unrepresentable>, co_name=<unrepresentable>, co_qualname=<unrepresentable>)
//py:sig ($self, /, **changes)
func codeReplace(t *Thread, c *Code, argcount, posonly, kwonly, nlocals, stacksize, flags, firstlineno, cocode, consts, names, varnames,
	freevars, cellvars, filename, name, qualname Object) (*Code, error) {
	data := *c.Code
	r := &Code{Header: c.Header, Code: &data, Constants: c.Constants, NameStrs: c.NameStrs, VarStrs: c.VarStrs, FreeStrs: c.FreeStrs,
		CellStrs: c.CellStrs, NameStr: c.NameStr, QualStr: c.QualStr, FileStr: c.FileStr, Native: c.Native}
	nloc, stack, newFlags := len(c.Varnames), c.NumRegs, int(c.Flags)
	for _, f := range []struct {
		v     Object
		place *int
	}{{argcount, &data.ArgCount}, {posonly, &data.PosOnly}, {kwonly, &data.KwOnly}, {nlocals, &nloc}, {stacksize, &stack},
		{flags, &newFlags}, {firstlineno, &data.FirstLine}} {
		if f.v.Ref == nil {
			continue
		}
		x, err := ArgInt32(t, f.v)
		if err != nil {
			return nil, err
		}
		if x < 0 && f.place != &data.FirstLine {
			return nil, ValueErrorf(t, "code: negative argument")
		}
		*f.place = int(x)
	}
	data.Flags = code.Flags(newFlags)
	parameters := data.ArgCount + data.KwOnly
	if data.Flags&code.VarArgs != 0 {
		parameters++
	}
	if data.Flags&code.VarKeywords != 0 {
		parameters++
	}
	const calling = code.AnyGenerator | code.Optimized | code.NewLocals
	switch {
	case data.PosOnly > data.ArgCount, parameters > len(c.Varnames):
		return nil, ValueErrorf(t, "code: varnames is too small")
	case nloc != len(c.Varnames):
		return nil, ValueErrorf(t, "code: co_nlocals != len(co_varnames)")
	case stack != c.NumRegs:
		return nil, ValueErrorf(t, "code: co_stacksize cannot change")
	case (data.Flags^c.Flags)&calling != 0:
		return nil, ValueErrorf(t, "code: the kind of the code cannot change")
	}
	if cocode.Ref != nil {
		b := AsBytes(cocode)
		if b == nil {
			return nil, TypeErrorf(t, "replace() argument 'co_code' must be bytes, not %s", messageName(cocode))
		}
		if string(b.b) != string(AsBytes(codeCode(c)).b) {
			return nil, ValueErrorf(t, "code: co_code cannot change")
		}
	}
	if consts.Ref != nil {
		tuple := AsTuple(consts)
		if tuple == nil {
			return nil, TypeErrorf(t, "replace() argument 'co_consts' must be tuple, not %s", messageName(consts))
		}
		if len(tuple.Items) != len(c.Constants) {
			return nil, ValueErrorf(t, "code: co_consts must keep its length")
		}
		for i, v := range tuple.Items {
			// Instructions that make functions rely on the constant being code.
			if (TypeOf(v) == &CodeType) != (TypeOf(c.Constants[i]) == &CodeType) || (AsTuple(v) == nil) != (AsTuple(c.Constants[i]) == nil) {
				return nil, ValueErrorf(t, "code: co_consts must keep their kinds")
			}
		}
		r.Constants = slices.Clone(tuple.Items)
	}
	var err error
	if r.NameStrs, err = replaceNames(t, "co_names", names, c.NameStrs); err != nil {
		return nil, err
	}
	if r.VarStrs, err = replaceNames(t, "co_varnames", varnames, c.VarStrs); err != nil {
		return nil, err
	}
	if r.FreeStrs, err = replaceNames(t, "co_freevars", freevars, c.FreeStrs); err != nil {
		return nil, err
	}
	if r.CellStrs, err = replaceNames(t, "co_cellvars", cellvars, c.CellStrs); err != nil {
		return nil, err
	}
	data.Names, data.Varnames, data.Freevars = stringsOf(r.NameStrs), stringsOf(r.VarStrs), stringsOf(r.FreeStrs)
	data.Cells = slices.Clone(data.Cells)
	for i := range data.Cells {
		data.Cells[i].Name = r.CellStrs[i].s
	}
	for _, f := range []struct {
		what  string
		v     Object
		text  *string
		place **Str
	}{{"co_filename", filename, &data.Filename, &r.FileStr}, {"co_name", name, &data.Name, &r.NameStr}, {"co_qualname", qualname, &data.Qualname, &r.QualStr}} {
		if f.v.Ref == nil {
			continue
		}
		s := AsStr(f.v)
		if s == nil {
			return nil, TypeErrorf(t, "replace() argument '%s' must be str, not %s", f.what, messageName(f.v))
		}
		*f.text, *f.place = s.s, s
	}
	return r, nil
}

func codeRepr(_ *Thread, o Object) (Object, error) {
	c := cast[Code](o)
	return NewStr(fmt.Sprintf("<code object %s at %s, file \"%s\", line %d>", c.NameStr.s, address(o), c.FileStr.s, c.FirstLine)), nil
}

// sameConstants compares constants: equal is not enough, 1 is another constant than 1.0.
//
// CPython: Objects/codeobject.c _PyCode_ConstantKey
func sameConstants(t *Thread, a, b []Object) (bool, error) {
	if len(a) != len(b) {
		return false, nil
	}
	for i, x := range a {
		y := b[i]
		if TypeOf(x) != TypeOf(y) {
			return false, nil
		}
		eq := false
		var err error
		if p := AsTuple(x); p != nil {
			eq, err = sameConstants(t, p.Items, AsTuple(y).Items)
		} else if TypeOf(x) == &FloatType {
			eq = x == y
		} else {
			eq, err = CompareBool(t, x, y, EQ)
		}
		if !eq || err != nil {
			return false, err
		}
	}
	return true, nil
}

// CPython: Objects/codeobject.c code_richcompare
func codeCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE || TypeOf(a) != &CodeType || TypeOf(b) != &CodeType {
		return NotImplemented, nil
	}
	x, y := cast[Code](a), cast[Code](b)
	eq := x == y
	if !eq && x.Name == y.Name && x.ArgCount == y.ArgCount && x.PosOnly == y.PosOnly && x.KwOnly == y.KwOnly && x.Flags == y.Flags &&
		x.FirstLine == y.FirstLine && slices.Equal(x.Ins, y.Ins) && slices.Equal(x.Names, y.Names) && slices.Equal(x.Varnames, y.Varnames) &&
		slices.Equal(x.Freevars, y.Freevars) && slices.Equal(x.Cells, y.Cells) && slices.Equal(x.Positions, y.Positions) &&
		slices.Equal(x.Exceptions, y.Exceptions) {
		var err error
		if eq, err = sameConstants(t, x.Constants, y.Constants); err != nil {
			return Object{}, err
		}
	}
	return NewBool(eq == (op == EQ)), nil
}

func codeHash(_ *Thread, o Object) (int64, error) {
	c := cast[Code](o)
	h := c.NameStr.Hash()
	for _, x := range []int{c.ArgCount, c.PosOnly, c.KwOnly, int(c.Flags), c.FirstLine, len(c.Ins), len(c.Constants)} {
		h = h*1000003 ^ int64(x)
	}
	for _, n := range c.NameStrs {
		h = h*1000003 ^ n.Hash()
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func setupCode() {
	CodeType = Type{
		Name: "code", Doc: "Create a code object.  Not for mere mortals.", Flags: HasWeakrefs | NoInstantiate,
		Layout: LayoutOf[Code](), Methods: codeMethods, GetSets: codeGetSets,
		Attrs: memberAttrs("co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_stacksize", "co_flags", "co_names", "co_filename",
			"co_name", "co_qualname", "co_firstlineno", "co_consts", "co_nlocals"),
		Slots: Slots{Repr: codeRepr, RichCompare: codeCompare, Hash: codeHash, GetAttr: GenericGetAttr,
			Traverse: func(o Object, visit func(Object)) {
				c := cast[Code](o)
				for _, v := range c.Constants {
					visit(v)
				}
				for _, names := range [][]*Str{c.NameStrs, c.VarStrs, c.FreeStrs, c.CellStrs, {c.NameStr, c.QualStr, c.FileStr}} {
					for _, n := range names {
						visitObjects(visit, ObjectOrNull(n))
					}
				}
			}},
	}
	Ready(&CodeType)
}
