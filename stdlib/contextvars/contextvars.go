// Package contextvars is the _contextvars module. Its types are in package objects, as threads have a context.
//
//py:module _contextvars
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package contextvars

import "github.com/gophersnake/gophersnake/objects"

// Module declares the _contextvars module.
var Module = objects.ModuleDef{
	Name:      "_contextvars",
	Doc:       "Context Variables",
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, typ := range []*objects.Type{&objects.ContextType, &objects.ContextVarType, &objects.ContextTokenType} {
			m.Add(t, typ.ShortName(), objects.Of(typ))
		}
		return nil
	},
}

//py:def copy_context()
func copyContext(t *objects.Thread) objects.Object { return objects.Of(t.CurrentContext().Copy()) }
