package objects

import "unsafe"

//py:type module ModuleType

// The name must be a string; the optional doc argument can have any type.
//
// CPython: Objects/moduleobject.c module___init___impl
//
//py:init module(self, name, doc=None)
func moduleInit(m *Module, name *Str, doc Object) {
	m.Name = name
	m.Dict.SetStr(nameName, Of(name))
	m.Dict.SetStr(nameDoc, doc)
	m.Dict.SetStr(namePackage, None)
	m.Dict.SetStr(nameLoader, None)
	m.Dict.SetStr(nameSpec, None)
}

func moduleNew(_ *Thread, cls *Type, _ []Object, _ *Tuple) (Object, error) {
	o := NewInstance(cls)
	cast[Module](o).setDict(NewDict())
	return o, nil
}

// setDict gives a new module its dict, where the attribute access of all objects finds it too.
func (m *Module) setDict(d *Dict) {
	m.Dict = d
	m.attrs = &Overflow{Dict: d}
}

//py:get module.__dict__
func moduleDict(m *Module) Object { return Of(m.Dict) }

// moduleGetAttr is attribute access on modules: __getattr__ of the module is asked last.
//
// CPython: Objects/moduleobject.c _Py_module_getattro_impl
func moduleGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	v, err := genericGetAttr(t, o, name, true)
	if err != nil || v.Ref != nil {
		return v, err
	}
	m := cast[Module](o)
	if f := m.Dict.GetStr(nameGetAttr); f.Ref != nil {
		return CallArgs(t, f, Of(name))
	}
	modName := AsStr(m.Dict.GetStr(nameName))
	if modName == nil {
		return Object{}, attributeError(t, o, name, "module has no attribute '%s'", name.s)
	}
	spec := m.Dict.GetStr(nameSpec)
	if spec.Ref == nil || spec == None {
		return Object{}, attributeError(t, o, name, "module '%s' has no attribute '%s'", modName.s, name.s)
	}
	initializing, err := specFlag(t, spec, "_initializing")
	if err != nil {
		return Object{}, err
	}
	origin, shadows, shadowsStdlib, err := shadowed(t, spec, Of(modName))
	switch {
	case err != nil:
		return Object{}, err
	case shadowsStdlib:
		return Object{}, attributeError(t, o, name, "module '%s' has no attribute '%s' (consider renaming '%s' since it has the same name as the "+
			"standard library module named '%s' and prevents importing that standard library module)", modName.s, name.s, origin.s, modName.s)
	case initializing && shadows:
		return Object{}, attributeError(t, o, name, "module '%s' has no attribute '%s' (consider renaming '%s' if it has the same name as a library "+
			"you intended to import)", modName.s, name.s, origin.s)
	case initializing && origin != nil:
		return Object{}, attributeError(t, o, name, "partially initialized module '%s' from '%s' has no attribute '%s' (most likely due to a circular import)", modName.s, origin.s, name.s)
	case initializing:
		return Object{}, attributeError(t, o, name, "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", modName.s, name.s)
	}
	pending, err := LookupAttr(t, spec, t.Interp.Intern("_uninitialized_submodules"))
	if err != nil {
		return Object{}, err
	}
	if pending.Ref != nil {
		in, err := Contains(t, pending, Of(name))
		if err != nil {
			return Object{}, err
		}
		if in {
			return Object{}, attributeError(t, o, name, "cannot access submodule '%s' of module '%s' (most likely due to a circular import)", name.s, modName.s)
		}
	}
	return Object{}, attributeError(t, o, name, "module '%s' has no attribute '%s'", modName.s, name.s)
}

// specFlag gives the truth of an attribute of a module's spec; false if there is none.
func specFlag(t *Thread, spec Object, name string) (bool, error) {
	v, err := LookupAttr(t, spec, t.Interp.Intern(name))
	if err != nil || v.Ref == nil {
		return false, err
	}
	return Truth(t, v)
}

// moduleRepr shows what the module was loaded from.
//
// CPython: Lib/importlib/_bootstrap.py:544-562 _module_repr
func moduleRepr(t *Thread, o Object) (Object, error) {
	get := func(from Object, name string) (Object, error) { return LookupAttr(t, from, t.Interp.Intern(name)) }
	repr := func(v Object) (string, error) {
		s, err := Repr(t, v)
		if err != nil {
			return "", err
		}
		return s.s, nil
	}
	loader, err := get(o, "__loader__")
	if err != nil {
		return Object{}, err
	}
	spec, err := get(o, "__spec__")
	if err != nil {
		return Object{}, err
	}
	var name, origin Object
	located := true
	if spec.Ref != nil && spec != None {
		if name, err = get(spec, "name"); err != nil {
			return Object{}, err
		}
		if origin, err = get(spec, "origin"); err != nil {
			return Object{}, err
		}
		if loader, err = get(spec, "loader"); err != nil {
			return Object{}, err
		}
		if located, err = specFlag(t, spec, "has_location"); err != nil {
			return Object{}, err
		}
		if origin.OrNone() == None && loader.Ref != nil && loader != None && TypeOf(loader).ShortName() == "NamespaceLoader" {
			path, err := get(loader, "_path")
			if err != nil {
				return Object{}, err
			}
			if path.Ref != nil {
				items, err := ToSlice(t, path)
				if err != nil {
					return Object{}, err
				}
				n, err := repr(name)
				if err != nil {
					return Object{}, err
				}
				list, err := repr(Of(NewList(items)))
				if err != nil {
					return Object{}, err
				}
				return NewStr("<module " + n + " (namespace) from " + list + ">"), nil
			}
		}
	} else {
		if name, err = get(o, "__name__"); err != nil {
			return Object{}, err
		}
		if origin, err = get(o, "__file__"); err != nil {
			return Object{}, err
		}
	}
	if name.Ref == nil || name == None {
		name = NewStr("?")
	}
	n, err := repr(name)
	if err != nil {
		return Object{}, err
	}
	switch {
	case origin.OrNone() != None && !located:
		s, err := ToStr(t, origin)
		if err != nil {
			return Object{}, err
		}
		return NewStr("<module " + n + " (" + s.s + ")>"), nil
	case origin.OrNone() != None:
		s, err := repr(origin)
		if err != nil {
			return Object{}, err
		}
		return NewStr("<module " + n + " from " + s + ">"), nil
	case loader.OrNone() != None:
		s, err := repr(loader)
		if err != nil {
			return Object{}, err
		}
		return NewStr("<module " + n + " (" + s + ")>"), nil
	}
	return NewStr("<module " + n + ">"), nil
}

// __dir__() -> list
// specialized dir() implementation
//
// CPython: Objects/moduleobject.c module_dir
//
//py:def module.__dir__(self)
func moduleDir(t *Thread, o Object) (Object, error) {
	d, err := GetAttr(t, o, nameDict)
	if err != nil {
		return Object{}, err
	}
	ns := AsDict(d)
	if ns == nil {
		return Object{}, TypeErrorf(t, "%.200s.__dict__ is not a dictionary", TypeOf(o).Name200())
	}
	if f := ns.GetStr(nameDir); f.Ref != nil {
		return CallArgs(t, f)
	}
	return Of(NewList(dictKeys(ns))), nil
}

// CPython: Objects/moduleobject.c module_get_annotations
//
//py:get module.__annotations__
func moduleAnnotations(t *Thread, m *Module) (Object, error) {
	if v := m.Dict.GetStr(nameAnnotations); v.Ref != nil {
		return v, nil
	}
	initializing := false
	if spec := m.Dict.GetStr(nameSpec); spec.Ref != nil && spec != None {
		var err error
		if initializing, err = specFlag(t, spec, "_initializing"); err != nil {
			return Object{}, err
		}
	}
	v, err := callAnnotate(t, m.Dict.GetStr(nameAnnotate).OrNone())
	if err != nil {
		return Object{}, err
	}
	// While the module runs there may be more to come.
	if !initializing {
		m.Dict.SetStr(nameAnnotations, v)
	}
	return v, nil
}

// CPython: Objects/moduleobject.c module_set_annotations
//
//py:set module.__annotations__
func moduleSetAnnotations(t *Thread, m *Module, v Object) error {
	if v.Ref != nil {
		m.Dict.SetStr(nameAnnotations, v)
	} else if !m.Dict.DelStr(nameAnnotations) {
		return attributeError(t, Of(m), nameAnnotations, "__annotations__")
	}
	m.Dict.DelStr(nameAnnotate)
	return nil
}

//py:get module.__annotate__
func moduleAnnotate(m *Module) Object {
	v := m.Dict.GetStr(nameAnnotate)
	if v.Ref == nil {
		v = None
		m.Dict.SetStr(nameAnnotate, v)
	}
	return v
}

// CPython: Objects/moduleobject.c module_set_annotate
//
//py:set module.__annotate__
func moduleSetAnnotate(t *Thread, m *Module, v Object) error {
	switch {
	case v.Ref == nil:
		return TypeErrorf(t, "cannot delete __annotate__ attribute")
	case v != None && TypeOf(v).Slots.Call == nil:
		return TypeErrorf(t, "__annotate__ must be callable or None")
	}
	m.Dict.SetStr(nameAnnotate, v)
	if v != None {
		m.Dict.DelStr(nameAnnotations)
	}
	return nil
}

func setupModule() {
	ModuleType = Type{
		Name: "module", Doc: "Create a module object.\n\n" + moduleDoc, Signature: moduleSignature,
		Flags: BaseType | HasInstDict | HasWeakrefs, Layout: LayoutWithDict[Module](unsafe.Offsetof(Module{}.attrs)),
		Methods: moduleMethods, GetSets: moduleGetSets, Attrs: memberAttrs("__dict__"),
		Slots: Slots{New: moduleNew, Init: bindModuleInit, Repr: moduleRepr, GetAttr: moduleGetAttr, SetAttr: GenericSetAttr,
			Traverse: func(o Object, visit func(Object)) {
				m := cast[Module](o)
				visitObjects(visit, ObjectOrNull(m.Dict), ObjectOrNull(m.Name))
			}},
	}
	Ready(&ModuleType)
}
