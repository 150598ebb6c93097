package objects

import (
	"math/big"

	"github.com/gophersnake/gophersnake/vm/code"
)

// NewCode makes a code object of compiled code, its names interned and its constants made into objects.
func NewCode(t *Thread, c *code.Code) *Code {
	constants := make([]Object, len(c.Consts))
	for i, k := range c.Consts {
		constants[i] = constant(t, k)
	}
	in := t.Interp
	o := &Code{Header: Header{&CodeType}, Code: c}
	o.NameStr, o.QualStr, o.FileStr = in.Intern(c.Name), in.Intern(c.Qualname), in.Intern(c.Filename)
	o.NameStrs = internAll(in, c.Names)
	o.VarStrs = internAll(in, c.Varnames)
	o.FreeStrs = internAll(in, c.Freevars)
	for _, cell := range c.Cells {
		o.CellStrs = append(o.CellStrs, in.Intern(cell.Name))
	}
	o.Constants = constants
	return o
}

func internAll(in *Interpreter, names []string) []*Str {
	strs := make([]*Str, len(names))
	for i, n := range names {
		strs[i] = in.Intern(n)
	}
	return strs
}

// constant makes an object of a compiled constant.
func constant(t *Thread, k code.Const) Object {
	switch k := k.(type) {
	case nil:
		return None
	case bool:
		return NewBool(k)
	case int64:
		return NewInt(k)
	case *big.Int:
		return NewBigInt(k)
	case float64:
		return NewFloat(k)
	case complex128:
		return NewComplex(k)
	case string:
		if isNameLike(k) {
			return Of(t.Interp.Intern(k))
		}
		return NewStr(k)
	case code.Bytes:
		return NewBytes([]byte(k))
	case code.Ellipsis:
		return Ellipsis
	case code.Tuple:
		items := MakeTuple(len(k))
		for i, v := range k {
			items.Items[i] = constant(t, v)
		}
		return Of(items)
	case code.FrozenSet:
		items := make([]Object, len(k))
		for i, v := range k {
			items[i] = constant(t, v)
		}
		s, err := NewFrozenSet(t, items)
		if err != nil {
			panic(err) // constants are hashable
		}
		return s
	case code.Slice:
		return NewSlice(constant(t, k.Start), constant(t, k.Stop), constant(t, k.Step))
	case *code.Code:
		return Of(NewCode(t, k))
	}
	panic("objects: no such constant")
}

// isNameLike reports whether s looks like an identifier, as the constants do that CPython interns.
func isNameLike(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// RegisterName gives the name of the variable in register r, nil if it is none.
func (c *Code) RegisterName(r int) *Str {
	if r < len(c.VarStrs) {
		return c.VarStrs[r]
	}
	return c.CellName(r)
}

// CellName gives the name of the variable whose cell is in register r, nil if there is none.
func (c *Code) CellName(r int) *Str {
	for i, cell := range c.Cells {
		if cell.Reg == r {
			return c.CellStrs[i]
		}
	}
	return nil
}

// IsCell reports whether register r holds the cell of a variable.
func (c *Code) IsCell(r int) bool {
	for _, cell := range c.Cells {
		if cell.Reg == r {
			return true
		}
	}
	return false
}

// NewFunction makes a function of code with globals and builtins.
func NewFunction(c *Code, globals, builtins *Dict) *Function {
	return NewFunctionOf(c, globals, builtins, globals.GetStr(nameName).OrNone())
}

// NewFunctionOf is NewFunction where the name of the module is known.
func NewFunctionOf(c *Code, globals, builtins *Dict, module Object) *Function {
	fn := &Function{
		Header: Header{&FunctionType}, Code: c, Globals: globals, Builtins: builtins, Name: c.NameStr, Qualname: c.QualStr, Doc: None, Module: module,
	}
	if c.Docstring && len(c.Constants) > 0 {
		fn.Doc = c.Constants[0]
	}
	return fn
}

// SetFilename changes the file name of c and of the code within it that has the same one.
func (c *Code) SetFilename(name *Str) {
	old := c.FileStr
	if old.s == name.s {
		return
	}
	copied := *c.Code
	copied.Filename = name.s
	c.Code, c.FileStr = &copied, name
	for _, k := range c.Constants {
		if TypeOf(k) == &CodeType {
			if inner := cast[Code](k); inner.FileStr.s == old.s {
				inner.SetFilename(name)
			}
		}
	}
}
