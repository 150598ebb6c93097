package vm

import (
	"github.com/gophersnake/gophersnake/objects"
)

// importName is IMPORTNAME.
//
// CPython: Python/ceval.c _PyEval_ImportName
func (m *machine) importName(f *frame, name *objects.Str, level, fromlist Object) (Object, error) {
	t := m.t
	imp, err := m.fromMapping(Of(f.code.builtins), nameImport)
	if err != nil {
		return Object{}, err
	}
	if imp.Ref == nil {
		return Object{}, objects.NewImportError(t, Object{}, Object{}, "__import__ not found")
	}
	locals := objects.None
	if f.ns.Ref != nil {
		locals = f.ns
	} else if f.code.flags&0x2 == 0 {
		locals = Of(f.fn.Globals)
	}
	return objects.CallArgs(t, imp, Of(name), Of(f.fn.Globals), locals, fromlist, level)
}

// importFrom is IMPORTFROM.
//
// CPython: Python/ceval.c _PyEval_ImportFrom
func (m *machine) importFrom(mod Object, name *objects.Str) (Object, error) {
	t := m.t
	v, err := objects.LookupAttr(t, mod, name)
	if err != nil || v.Ref != nil {
		return v, err
	}
	modName, err := objects.LookupAttr(t, mod, nameName)
	if err != nil {
		return Object{}, err
	}
	ms := objects.AsStr(modName)
	if ms != nil {
		full := objects.MakeStr(ms.String() + "." + name.String())
		if v := m.vm.Interp.Modules.GetStr(full); v.Ref != nil {
			return v, nil
		}
	}
	return Object{}, objects.ImportFromError(t, mod, modName, name)
}

// importStar is the IMPORTSTAR intrinsic.
//
// CPython: Python/intrinsics.c import_all_from
func (m *machine) importStar(f *frame, mod Object) error {
	t := m.t
	all, err := objects.LookupAttr(t, mod, nameAll)
	if err != nil {
		return err
	}
	names := all
	if all.Ref == nil {
		d, err := objects.LookupAttr(t, mod, nameDict)
		if err != nil {
			return err
		}
		if d.Ref == nil {
			return objects.NewImportError(t, Object{}, Object{}, "from-import-* object has no __dict__ and no __all__")
		}
		if names, err = objects.CallMethod(t, d, nameKeys); err != nil {
			return err
		}
	}
	items, err := objects.ToSlice(t, names)
	if err != nil {
		return err
	}
	for _, n := range items {
		name := objects.AsStr(n)
		if name == nil {
			return m.badStarName(mod, n, all.Ref != nil)
		}
		if all.Ref == nil && len(name.String()) > 0 && name.String()[0] == '_' {
			continue
		}
		name = m.vm.Interp.InternStr(name)
		v, err := objects.GetAttr(t, mod, name)
		if err != nil {
			return err
		}
		if f.ns.Ref == nil {
			f.fn.Globals.SetStr(name, v)
		} else if err := m.storeName(f, name, v); err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) badStarName(mod, name Object, fromAll bool) error {
	t := m.t
	n, err := objects.GetAttr(t, mod, nameName)
	if err != nil {
		return err
	}
	if objects.AsStr(n) == nil {
		return objects.TypeErrorf(t, "module __name__ must be a string, not %.100s", n.Type().Name200())
	}
	if fromAll {
		return objects.TypeErrorf(t, "Item in %s.__all__ must be str, not %.100s", objects.AsStr(n).String(), name.Type().Name200())
	}
	return objects.TypeErrorf(t, "Key in %s.__dict__ must be str, not %.100s", objects.AsStr(n).String(), name.Type().Name200())
}

// Import implements objects.Runtime.
func (v *VM) Import(t *objects.Thread, name string) (Object, error) {
	imp, err := machineOf(t).fromMapping(Of(v.Builtins(t)), nameImport)
	if err != nil {
		return Object{}, err
	}
	if imp.Ref == nil {
		return Object{}, objects.NewImportError(t, Object{}, Object{}, "__import__ not found")
	}
	key := v.Interp.Intern(name)
	if _, err := objects.CallArgs(t, imp, Of(key), objects.None, objects.None, objects.NewTuple(), objects.NewInt(0)); err != nil {
		return Object{}, err
	}
	mod := v.Interp.Modules.GetStr(key)
	if mod.Ref == nil {
		return Object{}, objects.KeyError(t, Of(key))
	}
	return mod, nil
}
