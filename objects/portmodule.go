package objects

// PresentAsSource gives m, a native module that is Python in CPython, the attributes that it would have if the library's file of it
// had been imported: its spec and loader, and so the sources that tracebacks and inspect show. It gives the file's name, "" without a
// library that has it.
func (m *Module) PresentAsSource(t *Thread) (file string, err error) {
	in := t.Interp
	library := t.Runtime.Library()
	if library == "" {
		return "", nil
	}
	external := in.Modules.GetStr(in.Intern("_frozen_importlib_external"))
	if external.Ref == nil {
		return "", nil
	}
	finder, err := GetAttr(t, external, in.Intern("PathFinder"))
	if err != nil {
		return "", err
	}
	spec, err := CallMethod(t, finder, in.Intern("find_spec"), Of(m.Name), Of(NewList([]Object{NewStr(DecodeFS([]byte(library)))})))
	if err != nil || spec == None {
		return "", err
	}
	for _, name := range [...]struct{ module, spec string }{{"__loader__", "loader"}, {"__file__", "origin"}, {"__cached__", "cached"}} {
		v, err := GetAttr(t, spec, in.Intern(name.spec))
		if err != nil {
			return "", err
		}
		m.Add(t, name.module, v)
		if s := AsStr(v); s != nil && name.spec == "origin" {
			file = s.s
		}
	}
	m.Add(t, "__spec__", spec)
	return file, nil
}
