package vm

import (
	"slices"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm/compile"
	"github.com/gophersnake/gophersnake/vm/syntax"
)

// frozenOrigins are the modules that importlib boots from, and where the library has them.
var frozenOrigins = map[string]string{
	"_frozen_importlib":          "importlib._bootstrap",
	"_frozen_importlib_external": "importlib._bootstrap_external",
	"zipimport":                  "zipimport",
}

// FrozenOrigin gives the name under which the library has a frozen module.
func (v *VM) FrozenOrigin(name string) string { return frozenOrigins[name] }

// FrozenCode gives the code of a frozen module: the packed library's, as CPython has it in its binary, or else compiled from source.
func (v *VM) FrozenCode(t *objects.Thread, name string) (*objects.Code, error) {
	filename := "<frozen " + frozenOrigins[name] + ">"
	if v.Config.CodeOf != nil {
		if c, err := v.Config.CodeOf(t, strings.ReplaceAll(frozenOrigins[name], ".", "/")+".py", filename); c != nil || err != nil {
			return c, err
		}
	}
	source, _, err := v.Config.SourceOf(frozenOrigins[name])
	if err != nil {
		return nil, objects.NewImportError(t, objects.NewStr(name), Object{}, "%s", err.Error())
	}
	return v.Compile(t, source, CompileOptions{
		Filename: filename, Mode: syntax.Exec, Compile: compile.Options{Optimize: v.Optimize},
	})
}

// ExecFrozen makes a frozen module and puts it into sys.modules.
func (v *VM) ExecFrozen(t *objects.Thread, name string) (*objects.Module, error) {
	c, err := v.FrozenCode(t, name)
	if err != nil {
		return nil, err
	}
	m := objects.NewModule(t, name)
	m.Dict.SetStr(v.Interp.Intern("__origname__"), objects.NewStr(frozenOrigins[name]))
	v.Interp.Modules.SetStr(v.Interp.Intern(name), Of(m))
	if _, err := v.RunCode(t, c, m.Dict, Object{}, nil); err != nil {
		return nil, err
	}
	return m, nil
}

// Boot starts the interpreter: the modules sys and builtins, and importlib from the library.
//
// CPython: Python/pylifecycle.c init_importlib, init_importlib_external
func (v *VM) Boot(t *objects.Thread) error {
	in := v.Interp
	v.Frozen = map[string]bool{}
	for name := range frozenOrigins {
		v.Frozen[name] = true
	}
	native := func(name string) (*objects.Module, error) {
		def := in.NativeModules[name]
		if def == nil {
			return nil, objects.NewImportError(t, objects.NewStr(name), Object{}, "no native module %s", name)
		}
		m := objects.NewModule(t, name)
		def.Create(t, m)
		switch name {
		case "builtins":
			in.Builtins = m.Dict
		case "sys":
			in.SysDict = m.Dict
		}
		m.Executed = true
		in.Modules.SetStr(in.Intern(name), Of(m))
		if def.Exec != nil {
			if err := def.Exec(t, m); err != nil {
				return nil, err
			}
		}
		return m, nil
	}
	if _, err := native("builtins"); err != nil {
		return err
	}
	sys, err := native("sys")
	if err != nil {
		return err
	}
	if v.Config.SourceOf == nil {
		return nil
	}
	imp, err := native("_imp")
	if err != nil {
		return err
	}
	if v.Importlib, err = v.ExecFrozen(t, "_frozen_importlib"); err != nil {
		return err
	}
	if _, err := objects.CallMethod(t, Of(v.Importlib), in.Intern("_install"), Of(sys), Of(imp)); err != nil {
		return err
	}
	if _, err := v.ExecFrozen(t, "_frozen_importlib_external"); err != nil {
		return err
	}
	if _, err = objects.CallMethod(t, Of(v.Importlib), in.Intern("_install_external_importers")); err != nil {
		return err
	}
	if hooks := objects.AsList(sys.Dict.GetStr(in.Intern("path_hooks"))); hooks != nil {
		hooks.Items = slices.Insert(hooks.Items, 0, imp.Dict.GetStr(in.Intern("_zip_path_hook")))
	}
	return nil
}
