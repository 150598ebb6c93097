package objects

import (
	"os"
	"path/filepath"
	"strings"
	"unsafe"
)

var (
	nameHasLocation   = StaticName("has_location")
	nameOrigin        = StaticName("origin")
	nameInitializing  = StaticName("_initializing")
	nameStdlibModules = StaticName("stdlib_module_names")
	nameFlags         = StaticName("flags")
	nameSafePath      = StaticName("safe_path")
)

// ImportFromError makes the ImportError of `from mod import name` for a module without that name. modName is its __name__, null or not
// a str where it has none.
//
// CPython: Python/ceval.c _PyEval_ImportFrom
func ImportFromError(t *Thread, mod, modName Object, name *Str) error {
	quote := func(s *Str) (string, error) {
		r, err := Repr(t, Of(s))
		if err != nil {
			return "", err
		}
		return r.s, nil
	}
	spec, err := LookupAttr(t, mod, nameSpec)
	if err != nil {
		return err
	}
	origin, shadowing, shadowsStdlib, err := shadowed(t, spec, modName)
	if err != nil {
		return err
	}
	if origin == nil {
		file, err := LookupAttr(t, mod, nameFile)
		if err != nil {
			return err
		}
		origin = AsStr(file)
	}
	initializing := false
	if spec.Ref != nil && spec != None {
		v, err := LookupAttr(t, spec, nameInitializing)
		if err != nil {
			return err
		}
		if v.Ref != nil {
			if initializing, err = Truth(t, v); err != nil {
				return err
			}
		}
	}
	shown := AsStr(modName)
	if shown == nil {
		shown = MakeStr("<unknown module name>")
	}
	qName, err := quote(name)
	if err != nil {
		return err
	}
	qMod, err := quote(shown)
	if err != nil {
		return err
	}
	qOrigin := ""
	if origin != nil {
		if qOrigin, err = quote(origin); err != nil {
			return err
		}
	}
	msg := "cannot import name " + qName + " from "
	switch {
	case shadowsStdlib:
		msg += qMod + " (consider renaming " + qOrigin + " since it has the same name as the standard library module named " + qMod +
			" and prevents importing that standard library module)"
	case initializing && shadowing:
		msg += qMod + " (consider renaming " + qOrigin + " if it has the same name as a library you intended to import)"
	case initializing && origin != nil:
		msg += "partially initialized module " + qMod + " (most likely due to a circular import) (" + origin.s + ")"
	case initializing:
		msg += "partially initialized module " + qMod + " (most likely due to a circular import)"
	case origin != nil:
		msg += qMod + " (" + origin.s + ")"
	default:
		msg += qMod + " (unknown location)"
	}
	e := NewException(t, &ExcImportError, NewStr(msg))
	i := (*importError)(unsafe.Pointer(e))
	i.name, i.path, i.nameFrom = modName, ObjectOrNull(origin), Of(name)
	return e
}

// shadowed gives the file of a module, nil without one, and whether it may hide a module that was meant, one of the library.
func shadowed(t *Thread, spec, modName Object) (origin *Str, shadows, stdlib bool, err error) {
	if origin, err = specOrigin(t, spec); err != nil || origin == nil || !possiblyShadowing(t, origin.s) {
		return origin, false, false, err
	}
	names := t.Interp.SysDict.GetStr(nameStdlibModules)
	if names.Ref != nil && AsStr(modName) != nil && (TypeOf(names).IsSubtype(&SetType) || TypeOf(names).IsSubtype(&FrozenSetType)) {
		stdlib, err = Contains(t, names, modName)
	}
	return origin, true, stdlib, err
}

// specOrigin gives where a module's spec says that the module's file is, nil if it does not.
//
// CPython: Objects/moduleobject.c _PyModuleSpec_GetFileOrigin
func specOrigin(t *Thread, spec Object) (*Str, error) {
	if spec.Ref == nil || spec == None {
		return nil, nil
	}
	has, err := LookupAttr(t, spec, nameHasLocation)
	if err != nil || has.Ref == nil {
		return nil, err
	}
	if ok, err := Truth(t, has); err != nil || !ok {
		return nil, err
	}
	origin, err := LookupAttr(t, spec, nameOrigin)
	return AsStr(origin), err
}

// possiblyShadowing reports whether a module file lies where scripts are, and so may hide a module of the library.
//
// CPython: Objects/moduleobject.c _PyModule_IsPossiblyShadowing
func possiblyShadowing(t *Thread, origin string) bool {
	if flags := t.Interp.SysDict.GetStr(nameFlags); flags.Ref != nil {
		safe, err := LookupAttr(t, flags, nameSafePath)
		if err != nil || safe == True {
			return false
		}
	}
	if t.Interp.ScriptPath == nil {
		return false
	}
	first := *t.Interp.ScriptPath
	if first == "" {
		wd, err := os.Getwd()
		if err != nil {
			return false
		}
		first = DecodeFS([]byte(wd))
	}
	dir, file := filepath.Split(origin)
	dir = strings.TrimSuffix(dir, string(filepath.Separator))
	if file == "__init__.py" {
		dir = filepath.Dir(dir)
	}
	return dir == first
}
