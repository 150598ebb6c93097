// Package ast is the _ast module: syntax trees as Python objects, both ways.
//
//py:module _ast
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package ast

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the _ast module.
var Module = objects.ModuleDef{Name: "_ast", Init: initAST, Exec: exec}

//py:type AST astType

// node is an instance of AST.
//

type node struct {
	objects.Header
	attrs *objects.Overflow
}

var astType objects.Type

func initAST() {
	astType = objects.Type{
		Name: "ast.AST", Flags: objects.BaseType | objects.HasInstDict | objects.HasWeakrefs,
		Layout: objects.LayoutWithDict[node](unsafe.Offsetof(node{}.attrs)),
		Slots: objects.Slots{
			New: func(_ *objects.Thread, cls *objects.Type, _ []Object, _ *objects.Tuple) (Object, error) {
				return objects.NewInstance(cls), nil
			},
			Init: nodeInit, GetAttr: objects.GenericGetAttr, SetAttr: objects.GenericSetAttr, Repr: nodeRepr,
		},
		Methods: astMethods, GetSets: astGetSets,
		Attrs: func(t *objects.Type) {
			for _, n := range []string{"_fields", "_attributes", "__match_args__"} {
				t.Dict.SetStr(objects.StaticNameOrNew(n), objects.NewTuple())
			}
			t.Dict.SetStr(objects.StaticNameOrNew("_field_types"), objects.Of(objects.NewDict()))
		},
	}
	objects.Ready(&astType)
}

// tree holds an interpreter's classes.
type tree struct {
	classes    map[string]*objects.Type
	singletons map[string]Object // instances of operators and contexts, by class name
	kinds      map[*objects.Type]syntax.NodeKind
}

type stateKey struct{}

// treeOf gives the classes of t's interpreter.
func treeOf(t *objects.Thread) *tree {
	return t.Interp.State(stateKey{}, func() any { return &tree{} }).(*tree)
}

// sums are the abstract classes, and those with only singletons, with their members.
var sums = []struct {
	name    string
	members []string
}{
	{"mod", nil}, {"stmt", nil}, {"expr", nil}, {"excepthandler", nil}, {"pattern", nil}, {"type_ignore", nil}, {"type_param", nil},
	{"expr_context", []string{"Load", "Store", "Del"}},
	{"boolop", []string{"And", "Or"}},
	{"operator", []string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}},
	{"unaryop", []string{"Invert", "Not", "UAdd", "USub"}},
	{"cmpop", []string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}},
}

var positionNames = []string{"lineno", "col_offset", "end_lineno", "end_col_offset"}

func exec(t *objects.Thread, m *objects.Module) error {
	tr := treeOf(t)
	if tr.classes == nil {
		tr.classes = map[string]*objects.Type{}
		tr.singletons = map[string]Object{}
		tr.kinds = map[*objects.Type]syntax.NodeKind{}
		if err := tr.build(t); err != nil {
			return err
		}
	}
	m.Add(t, "AST", objects.Of(&astType))
	for name, c := range tr.classes {
		m.Add(t, name, objects.Of(c))
	}
	for name, v := range map[string]int64{"PyCF_ONLY_AST": 0x400, "PyCF_TYPE_COMMENTS": 0x1000, "PyCF_ALLOW_TOP_LEVEL_AWAIT": 0x2000, "PyCF_OPTIMIZED_AST": 0x8400} {
		m.Add(t, name, objects.NewInt(v))
	}
	t.Runtime.(*vm.VM).AST = converter{tr}
	return nil
}

func names(t *objects.Thread, l []string) Object {
	items := objects.MakeTuple(len(l))
	for i, n := range l {
		items.Items[i] = objects.Of(t.Interp.Intern(n))
	}
	return objects.Of(items)
}

// class makes a class of the module.
func (tr *tree) class(t *objects.Thread, name string, base *objects.Type, ns map[string]Object) error {
	d := objects.NewDict()
	d.SetStr(t.Interp.Intern("__module__"), objects.NewStr("ast"))
	for k, v := range ns {
		d.SetStr(t.Interp.Intern(k), v)
	}
	c, err := objects.CallArgs(t, objects.Of(&objects.TypeType), objects.Of(t.Interp.Intern(name)), objects.NewTuple(objects.Of(base)), objects.Of(d))
	if err != nil {
		return err
	}
	tr.classes[name] = objects.AsType(c)
	return nil
}

func (tr *tree) build(t *objects.Thread) error {
	for _, s := range sums {
		attrs := objects.NewTuple()
		ns := map[string]Object{"_attributes": attrs, "__doc__": objects.NewStr(sumSignature(s.name, s.members))}
		switch s.name {
		case "stmt", "expr", "excepthandler", "pattern", "type_param":
			ns["_attributes"] = names(t, positionNames)
			if s.name != "pattern" && s.name != "type_param" {
				ns["end_lineno"], ns["end_col_offset"] = objects.None, objects.None
			}
		}
		if err := tr.class(t, s.name, &astType, ns); err != nil {
			return err
		}
		for _, n := range s.members {
			ns := map[string]Object{"__doc__": objects.NewStr(n), "_fields": objects.NewTuple(), "__match_args__": objects.NewTuple(), "_field_types": objects.Of(objects.NewDict())}
			if err := tr.class(t, n, tr.classes[s.name], ns); err != nil {
				return err
			}
			o, err := objects.CallArgs(t, objects.Of(tr.classes[n]))
			if err != nil {
				return err
			}
			tr.singletons[n] = o
		}
	}
	// Classes may be named as field types before they exist: types come in a second pass.
	for k := syntax.NodeKind(0); k < syntax.NumNodeKinds; k++ {
		info := k.Info()
		base := &astType
		if info.Base != "" {
			base = tr.classes[info.Base]
		}
		var fields []string
		ns := map[string]Object{"__doc__": objects.NewStr(signature(info))}
		for _, f := range info.Fields {
			fields = append(fields, f.Name)
			if f.Opt && !f.Seq {
				ns[f.Name] = objects.None
			}
		}
		ns["_fields"] = names(t, fields)
		ns["__match_args__"] = ns["_fields"]
		if info.Base == "" {
			ns["_attributes"] = objects.NewTuple()
			if info.Positioned {
				ns["_attributes"] = names(t, positionNames)
				ns["end_lineno"], ns["end_col_offset"] = objects.None, objects.None
			}
		}
		if err := tr.class(t, info.Name, base, ns); err != nil {
			return err
		}
		tr.kinds[tr.classes[info.Name]] = k
	}
	for k := syntax.NodeKind(0); k < syntax.NumNodeKinds; k++ {
		if err := tr.fieldTypes(t, k.Info()); err != nil {
			return err
		}
	}
	return nil
}

// fieldTypes gives a class its _field_types.
func (tr *tree) fieldTypes(t *objects.Thread, info *syntax.NodeInfo) error {
	d := objects.NewDict()
	for _, f := range info.Fields {
		var typ Object
		switch f.Type {
		case "identifier", "string":
			typ = objects.Of(&objects.StrType)
		case "int":
			typ = objects.Of(&objects.IntType)
		case "constant":
			typ = objects.Of(&objects.ObjectType)
		default:
			typ = objects.Of(tr.classes[f.Type])
		}
		var err error
		switch {
		case f.Seq:
			typ, err = objects.NewGenericAlias(t, objects.Of(&objects.ListType), typ)
		case f.Opt:
			typ, err = objects.BinaryOp(t, objects.OpOr, typ, objects.None)
		}
		if err != nil {
			return err
		}
		d.SetStr(t.Interp.Intern(f.Name), typ)
	}
	class := objects.Of(tr.classes[info.Name])
	if err := objects.SetAttr(t, class, t.Interp.Intern("_field_types"), objects.Of(d)); err != nil {
		return err
	}
	return objects.SetAttr(t, class, t.Interp.Intern("__annotations__"), objects.Of(d))
}
