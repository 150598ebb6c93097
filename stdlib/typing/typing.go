// Package typing is the _typing module.
//
//py:module _typing
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package typing

import "github.com/gophersnake/gophersnake/objects"

// Module declares the _typing module.
var Module = objects.ModuleDef{
	Name:      "_typing",
	Doc:       "Primitives and accelerators for the typing module.\n",
	Functions: moduleFunctions,
	Exec:      exec,
}

func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "NoDefault", objects.NoDefault)
	for _, typ := range []*objects.Type{
		&objects.TypeVarType, &objects.TypeVarTupleType, &objects.ParamSpecType, &objects.ParamSpecArgsType, &objects.ParamSpecKwargsType,
		&objects.GenericType, &objects.TypeAliasType, &objects.UnionType,
	} {
		m.Add(t, typ.ShortName(), objects.Of(typ))
	}
	return nil
}

//py:def _idfunc(x, /)
func idfunc(x objects.Object) objects.Object { return x }
