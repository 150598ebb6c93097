// Package builtins is the builtins module.
//
//py:module builtins
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package builtins

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

type (
	// Object is a Python value.
	Object = objects.Object
)

// Module declares the builtins module.
var Module = objects.ModuleDef{
	Name:      "builtins",
	Doc:       "Built-in functions, types, exceptions, and other objects.",
	Functions: moduleFunctions,
	Exec:      exec,
}

// exec fills the module: constants, types and exceptions.
func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "None", objects.None)
	m.Add(t, "True", objects.True)
	m.Add(t, "False", objects.False)
	m.Add(t, "Ellipsis", objects.Ellipsis)
	m.Add(t, "NotImplemented", objects.NotImplemented)
	m.Add(t, "__debug__", objects.True)
	for _, typ := range []*objects.Type{
		&objects.BoolType, &objects.MemoryViewType, &objects.ByteArrayType, &objects.BytesType, &objects.ClassMethodType,
		&objects.ComplexType, &objects.DictType, &objects.EnumerateType, &objects.FilterType, &objects.FloatType,
		&objects.FrozenSetType, &objects.PropertyType, &objects.IntType, &objects.ListType, &objects.MapType, &objects.ObjectType,
		&objects.RangeType, &objects.ReversedType, &objects.SetType, &objects.SliceType, &objects.StaticMethodType, &objects.StrType,
		&objects.SuperType, &objects.TupleType, &objects.TypeType, &objects.ZipType,
	} {
		m.Add(t, typ.Name, objects.Of(typ))
	}
	for _, typ := range objects.ExceptionTypes() {
		m.Add(t, typ.Name, objects.Of(typ))
	}
	m.Add(t, "EnvironmentError", objects.Of(&objects.ExcOSError))
	m.Add(t, "IOError", objects.Of(&objects.ExcOSError))
	return nil
}

// machine gives the virtual machine that t runs on.
func machine(t *objects.Thread) *vm.VM { return t.Runtime.(*vm.VM) }
