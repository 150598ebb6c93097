package ast

import (
	"math/big"
	"reflect"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/code"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// converter implements vm.ASTConverter.
type converter struct{ *tree }

// ToPython makes Python objects of a tree.
func (c converter) ToPython(t *objects.Thread, mod syntax.Mod) (Object, error) {
	return (&conversion{converter: c}).node(t, mod)
}

// conversion is one conversion of a tree. The levels of trees are small and many, as in a chain of operators: levelsEach of them are one of
// native recursion.
type conversion struct {
	converter
	depth int
}

const levelsEach = 4

func (c *conversion) enter(t *objects.Thread, what string) error {
	if c.depth%levelsEach == 0 {
		if err := t.Enter(what); err != nil {
			return err
		}
	}
	c.depth++
	return nil
}

func (c *conversion) leave(t *objects.Thread) {
	if c.depth--; c.depth%levelsEach == 0 {
		t.Leave()
	}
}

func (c *conversion) node(t *objects.Thread, n syntax.Node) (Object, error) {
	if err := c.enter(t, " during ast construction"); err != nil {
		return Object{}, err
	}
	defer c.leave(t)
	info := n.NodeKind().Info()
	o := objects.NewInstance(c.classes[info.Name])
	set := func(name string, v Object) error { return t.SetInstanceAttr(o, t.Interp.Intern(name), v) }
	for i, f := range info.Fields {
		v, err := c.field(t, f, n.Field(i))
		if err == nil {
			err = set(f.Name, v)
		}
		if err != nil {
			return Object{}, err
		}
	}
	if p, ok := n.(interface{ Position() *syntax.Pos }); ok && info.Positioned {
		pos := p.Position()
		for i, v := range []int{pos.Lineno, pos.ColOffset, pos.EndLineno, pos.EndColOffset} {
			if err := set(positionNames[i], objects.NewInt(int64(v))); err != nil {
				return Object{}, err
			}
		}
	}
	return o, nil
}

// field makes a Python object of a field's value.
func (c *conversion) field(t *objects.Thread, f syntax.FieldInfo, v any) (Object, error) {
	if f.Seq {
		s := reflect.ValueOf(v)
		items := make([]Object, 0, s.Len())
		for i := range s.Len() {
			o, err := c.value(t, f, s.Index(i).Interface())
			if err != nil {
				return Object{}, err
			}
			items = append(items, o)
		}
		return objects.Of(objects.NewList(items)), nil
	}
	return c.value(t, f, v)
}

func (c *conversion) value(t *objects.Thread, f syntax.FieldInfo, v any) (Object, error) {
	if f.Type == "constant" {
		return c.constant(t, v)
	}
	switch v := v.(type) {
	case nil:
		return objects.None, nil
	case string:
		if v == "" && f.Opt {
			return objects.None, nil
		}
		return objects.Of(t.Interp.Intern(v)), nil
	case int:
		return objects.NewInt(int64(v)), nil
	case syntax.Node:
		if reflect.ValueOf(v).IsNil() {
			return objects.None, nil
		}
		return c.node(t, v)
	case interface{ String() string }:
		return c.singletons[v.String()], nil
	}
	return Object{}, objects.SystemErrorf(t, "unexpected value %T in a syntax tree", v)
}

func (c converter) constant(t *objects.Thread, v any) (Object, error) {
	switch v := v.(type) {
	case nil:
		return objects.None, nil
	case bool:
		return objects.NewBool(v), nil
	case int64:
		return objects.NewInt(v), nil
	case *big.Int:
		return objects.NewBigInt(v), nil
	case float64:
		return objects.NewFloat(v), nil
	case complex128:
		return objects.NewComplex(v), nil
	case string:
		return objects.Of(t.Interp.Intern(v)), nil
	case syntax.Bytes:
		return objects.NewBytes([]byte(v)), nil
	case syntax.EllipsisValue:
		return objects.Ellipsis, nil
	}
	return Object{}, objects.SystemErrorf(t, "unexpected constant %T in a syntax tree", v)
}

var modeClasses = map[syntax.Mode]string{syntax.Exec: "Module", syntax.Eval: "Expression", syntax.Single: "Interactive", syntax.FuncType: "FunctionType"}

// FromPython gives the tree that o stands for.
//
// CPython: Python/Python-ast.c PyAST_obj2mod
func (c converter) FromPython(t *objects.Thread, o Object, mode syntax.Mode) (syntax.Mod, bool, error) {
	if !o.Type().IsSubtype(&astType) {
		return nil, false, nil
	}
	want := c.classes[modeClasses[mode]]
	if !o.Type().IsSubtype(want) {
		return nil, true, objects.TypeErrorf(t, "expected %s node, got %.400s", want.ShortName(), o.Type().Name200())
	}
	n, err := (&conversion{converter: c}).parse(t, o, "mod")
	if err != nil {
		return nil, true, err
	}
	return n.(syntax.Mod), true, nil
}

// parse makes a node of an object that must be of the class named by typ.
func (c *conversion) parse(t *objects.Thread, o Object, typ string) (syntax.Node, error) {
	if err := c.enter(t, " while traversing '"+typ+"' node"); err != nil {
		return nil, err
	}
	defer c.leave(t)
	var kind syntax.NodeKind
	found := false
	if o.Type().IsSubtype(c.classes[typ]) {
		for _, m := range o.Type().MRO {
			if kind, found = c.kinds[m]; found {
				break
			}
		}
	}
	if !found {
		r, err := objects.Repr(t, o)
		if err != nil {
			return nil, err
		}
		return nil, objects.TypeErrorf(t, "expected some sort of %s, but got %s", typ, r.String())
	}
	n := syntax.NewNode(kind)
	info := kind.Info()
	var pos *syntax.Pos
	if p, ok := n.(interface{ Position() *syntax.Pos }); ok && info.Positioned {
		pos = p.Position()
		if err := c.position(t, o, info, pos); err != nil {
			return nil, err
		}
	}
	for i, f := range info.Fields {
		v, err := objects.LookupAttr(t, o, t.Interp.Intern(f.Name))
		if err != nil {
			return nil, err
		}
		if v.IsNull() || v == objects.None && f.Opt && !f.Seq {
			if f.Opt {
				continue
			}
			if f.Seq {
				v = objects.Of(objects.NewList(nil))
			} else if f.Type == "expr_context" {
				v = c.singletons["Load"]
			} else {
				return nil, objects.TypeErrorf(t, "required field \"%s\" missing from %s", f.Name, info.Name)
			}
		}
		if v == objects.None && !f.Seq {
			switch f.Type {
			case "identifier", "expr", "pattern", "arguments":
				return nil, objects.ValueErrorf(t, "field '%s' is required for %s", f.Name, info.Name)
			}
		}
		if err := c.setField(t, n, info, i, v); err != nil {
			return nil, err
		}
	}
	if pos != nil {
		return n, validRange(t, pos)
	}
	return n, nil
}

func (c converter) position(t *objects.Thread, o Object, info *syntax.NodeInfo, pos *syntax.Pos) error {
	base := info.Base
	if base == "" {
		base = info.Name
	}
	places := []*int{&pos.Lineno, &pos.ColOffset, &pos.EndLineno, &pos.EndColOffset}
	for i, name := range positionNames {
		v, err := objects.LookupAttr(t, o, t.Interp.Intern(name))
		if err != nil {
			return err
		}
		if v.IsNull() || v == objects.None && i >= 2 {
			if i >= 2 && base != "pattern" && base != "type_param" {
				*places[i] = *places[i-2]
				continue
			}
			return objects.TypeErrorf(t, "required field \"%s\" missing from %s", name, base)
		}
		if *places[i], err = c.integer(t, v); err != nil {
			return err
		}
	}
	return nil
}

// validRange reports a position that ends before it begins.
//
// CPython: Python/ast.c _validate_positions
func validRange(t *objects.Thread, pos *syntax.Pos) error {
	if pos.Lineno > pos.EndLineno {
		return objects.ValueErrorf(t, "AST node line range (%d, %d) is not valid", pos.Lineno, pos.EndLineno)
	}
	if pos.Lineno < 0 && pos.EndLineno != pos.Lineno || pos.ColOffset < 0 && pos.ColOffset != pos.EndColOffset {
		return objects.ValueErrorf(t, "AST node column range (%d, %d) for line range (%d, %d) is not valid", pos.ColOffset, pos.EndColOffset, pos.Lineno, pos.EndLineno)
	}
	if pos.Lineno == pos.EndLineno && pos.ColOffset > pos.EndColOffset {
		return objects.ValueErrorf(t, "line %d, column %d-%d is not a valid range", pos.Lineno, pos.ColOffset, pos.EndColOffset)
	}
	return nil
}

func (c converter) integer(t *objects.Thread, v Object) (int, error) {
	if x, b, ok := objects.IntValue(v); ok && b == nil && x == int64(int32(x)) {
		return int(x), nil
	}
	r, err := objects.Repr(t, v)
	if err != nil {
		return 0, err
	}
	return 0, objects.ValueErrorf(t, "invalid integer value: %s", r.String())
}

// setField sets field i of n from a Python object.
func (c *conversion) setField(t *objects.Thread, n syntax.Node, info *syntax.NodeInfo, i int, v Object) error {
	f := info.Fields[i]
	if !f.Seq {
		x, err := c.parseValue(t, f, v)
		if err != nil {
			return err
		}
		if !n.SetField(i, x) {
			return objects.TypeErrorf(t, "field \"%s\" of %s has the wrong type", f.Name, info.Name)
		}
		return nil
	}
	l := objects.AsList(v)
	if l == nil {
		return objects.TypeErrorf(t, "%s field \"%s\" must be a list, not a %.200s", info.Name, f.Name, v.Type().Name200())
	}
	typ := reflect.TypeOf(n.Field(i))
	s := reflect.MakeSlice(typ, 0, len(l.Items))
	for j := 0; j < len(l.Items); j++ {
		count := len(l.Items)
		e := l.Items[j]
		elem := reflect.Zero(typ.Elem())
		if e != objects.None || !f.Opt && f.Type != "expr" && f.Type != "stmt" && f.Type != "pattern" {
			if e == objects.None && f.Type != "constant" {
				r := "None"
				return objects.TypeErrorf(t, "expected some sort of %s, but got %s", f.Type, r)
			}
			x, err := c.parseValue(t, f, e)
			if err != nil {
				return err
			}
			if !reflect.TypeOf(x).AssignableTo(typ.Elem()) {
				return objects.TypeErrorf(t, "field \"%s\" of %s has the wrong type", f.Name, info.Name)
			}
			elem = reflect.ValueOf(x)
		} else if !f.Opt {
			return objects.ValueErrorf(t, "None disallowed in expression list")
		}
		if len(l.Items) != count {
			return objects.Errorf(t, &objects.ExcRuntimeError, "%s field \"%s\" changed size during iteration", info.Name, f.Name)
		}
		s = reflect.Append(s, elem)
	}
	n.SetField(i, s.Interface())
	return nil
}

func (c *conversion) parseValue(t *objects.Thread, f syntax.FieldInfo, v Object) (any, error) {
	switch f.Type {
	case "identifier":
		s := objects.AsStr(v)
		if s == nil {
			return nil, objects.TypeErrorf(t, "AST identifier must be of type str")
		}
		switch s.String() {
		case "None", "True", "False":
			return nil, objects.ValueErrorf(t, "identifier field can't represent '%s' constant", s.String())
		}
		return s.String(), nil
	case "string":
		s := objects.AsStr(v)
		if s == nil {
			return nil, objects.TypeErrorf(t, "AST string must be of type str")
		}
		return s.String(), nil
	case "int":
		return c.integer(t, v)
	case "constant":
		return c.parseConstant(t, v)
	case "operator", "unaryop", "boolop", "cmpop", "expr_context":
		return c.parseEnum(t, f.Type, v)
	}
	return c.parse(t, v, f.Type)
}

// parseEnum gives the number of an operator or context.
func (c converter) parseEnum(t *objects.Thread, sum string, v Object) (any, error) {
	for _, s := range sums {
		if s.name != sum {
			continue
		}
		for i, name := range s.members {
			if !v.Type().IsSubtype(c.classes[name]) {
				continue
			}
			switch sum {
			case "operator":
				return syntax.Operator(i), nil
			case "unaryop":
				return syntax.UnaryOperator(i), nil
			case "boolop":
				return syntax.BoolOperator(i), nil
			case "cmpop":
				return syntax.CmpOperator(i), nil
			}
			return syntax.ExprContext(i), nil
		}
	}
	r, err := objects.Repr(t, v)
	if err != nil {
		return nil, err
	}
	return nil, objects.TypeErrorf(t, "expected some sort of %s, but got %s", sum, r.String())
}

// parseConstant gives the value of a Constant.
//
// CPython: Python/ast.c validate_constant
func (c converter) parseConstant(t *objects.Thread, v Object) (any, error) {
	switch v {
	case objects.None:
		return nil, nil
	case objects.True:
		return true, nil
	case objects.False:
		return false, nil
	case objects.Ellipsis:
		return syntax.EllipsisValue{}, nil
	}
	switch v.Type() {
	case &objects.IntType:
		x, b, _ := objects.IntValue(v)
		if b != nil {
			return new(big.Int).Set(b), nil
		}
		return x, nil
	case &objects.FloatType:
		x, _ := v.ExactFloat()
		return x, nil
	case &objects.ComplexType:
		return (*objects.Complex)(v.Ref).V, nil
	case &objects.StrType:
		return objects.AsStr(v).String(), nil
	case &objects.BytesType:
		return syntax.Bytes(append([]byte(nil), objects.AsBytes(v).Bytes()...)), nil
	case &objects.TupleType, &objects.FrozenSetType:
		if err := t.Enter(" during compilation"); err != nil {
			return nil, err
		}
		defer t.Leave()
		items, err := objects.ToSlice(t, v)
		if err != nil {
			return nil, err
		}
		tuple := make(code.Tuple, 0, len(items))
		for _, o := range items {
			k, err := c.parseConstant(t, o)
			if err != nil {
				return nil, err
			}
			switch x := k.(type) {
			case syntax.Bytes:
				k = code.Bytes(x)
			case syntax.EllipsisValue:
				k = code.Ellipsis{}
			}
			tuple = append(tuple, k)
		}
		if v.Type() == &objects.FrozenSetType {
			return code.FrozenSet(tuple), nil
		}
		return tuple, nil
	}
	return nil, objects.TypeErrorf(t, "got an invalid type in Constant: %s", v.Type().Name200())
}
