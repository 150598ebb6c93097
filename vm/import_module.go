package vm

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

var (
	namePackage      = objects.StaticName("__package__")
	namePath         = objects.StaticName("__path__")
	nameParent       = objects.StaticName("parent")
	nameInitializing = objects.StaticName("_initializing")
	nameFindAndLoad  = objects.StaticName("_find_and_load")
	nameFromList     = objects.StaticName("_handle_fromlist")
	nameLockUnlock   = objects.StaticName("_lock_unlock_module")
)

// ImportModule is __import__.
//
// CPython: Python/import.c PyImport_ImportModuleLevelObject
func (v *VM) ImportModule(t *objects.Thread, name *objects.Str, globals, fromlist Object, level int) (Object, error) {
	mod, err := v.importModule(t, name, globals, fromlist, level)
	if err != nil {
		trimImportFrames(t, err)
	}
	return mod, err
}

// trimImportFrames takes the frames of importlib out of a traceback: all of them for an ImportError, else those between what was imported
// and the import.
//
// CPython: Python/import.c remove_importlib_frames
func trimImportFrames(t *objects.Thread, err error) {
	exc, ok := err.(*objects.Exception)
	if !ok || exc.Hard() {
		return
	}
	always := exc.Type.IsSubtype(&objects.ExcImportError)
	link := &exc.Traceback
	outer, inside := link, false
	for tb := *link; tb != nil; tb = tb.Next {
		fo, ok := frameOf(tb.Frame)
		now := ok && strings.HasPrefix(fo.code.code.Filename, "<frozen importlib._bootstrap")
		if now && !inside {
			outer = link
		}
		inside = now
		if now && (always || fo.code.code.Name == "_call_with_frames_removed") {
			*outer = tb.Next
			link = outer
		} else {
			link = &tb.Next
		}
	}
}

// frameOf gives o as a frame.
func frameOf(o Object) (*Frame, bool) {
	if o.Ref == nil || o.Type() != &FrameType {
		return nil, false
	}
	return (*Frame)(o.Ref), true
}

// importModule is ImportModule before the traceback of an error is trimmed.
func (v *VM) importModule(t *objects.Thread, name *objects.Str, globals, fromlist Object, level int) (Object, error) {
	if level < 0 {
		return Object{}, objects.ValueErrorf(t, "level must be >= 0")
	}
	abs := name
	if level > 0 {
		var err error
		if abs, err = v.resolveName(t, name, globals, level); err != nil {
			return Object{}, err
		}
	} else if name.Len() == 0 {
		return Object{}, objects.ValueErrorf(t, "Empty module name")
	}
	abs = v.Interp.InternStr(abs)
	mod, err := v.importAbsolute(t, abs)
	if err != nil {
		return Object{}, err
	}
	hasFrom := false
	if fromlist.Ref != nil && fromlist != objects.None {
		if hasFrom, err = objects.Truth(t, fromlist); err != nil {
			return Object{}, err
		}
	}
	if hasFrom {
		path, err := objects.LookupAttr(t, mod, namePath)
		if err != nil || path.Ref == nil {
			return mod, err
		}
		return objects.CallMethod(t, Of(v.Importlib), nameFromList, mod, fromlist, v.importFunc(t))
	}
	text := name.String()
	if level > 0 && text == "" {
		return mod, nil
	}
	dot := strings.IndexByte(text, '.')
	if dot < 0 {
		return mod, nil
	}
	if level == 0 {
		return v.ImportModule(t, objects.MakeStr(text[:dot]), objects.None, objects.None, 0)
	}
	// The part of the absolute name up to the first part of the relative one.
	full := abs.String()
	top := full[:len(full)-(len(text)-dot)]
	m := v.Interp.Modules.GetStr(v.Interp.Intern(top))
	if m.Ref == nil {
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "'%s' not in sys.modules as expected", top)
	}
	return m, nil
}

// importFunc gives builtins.__import__.
func (v *VM) importFunc(t *objects.Thread) Object { return v.Builtins(t).GetStr(nameImport).OrNone() }

// importAbsolute gives the module of an absolute name, importing it if need be.
func (v *VM) importAbsolute(t *objects.Thread, name *objects.Str) (Object, error) {
	mod := v.Interp.Modules.GetStr(name)
	if mod.Ref != nil && mod != objects.None {
		spec, err := objects.LookupAttr(t, mod, nameSpec)
		if err != nil {
			return Object{}, err
		}
		if spec.Ref != nil && spec != objects.None {
			init, err := objects.LookupAttr(t, spec, nameInitializing)
			if err != nil {
				return Object{}, err
			}
			if init.Ref != nil {
				busy, err := objects.Truth(t, init)
				if err != nil {
					return Object{}, err
				}
				if busy {
					if _, err := objects.CallMethod(t, Of(v.Importlib), nameLockUnlock, Of(name)); err != nil {
						return Object{}, err
					}
				}
			}
		}
		return mod, nil
	}
	if v.Importlib == nil {
		return Object{}, objects.NewImportError(t, Of(name), Object{}, "no module named '%s': there is no library to import from", name.String())
	}
	return objects.CallMethod(t, Of(v.Importlib), nameFindAndLoad, Of(name), v.importFunc(t))
}

// resolveName makes a relative name absolute.
//
// CPython: Python/import.c resolve_name
func (v *VM) resolveName(t *objects.Thread, name *objects.Str, globals Object, level int) (*objects.Str, error) {
	g := objects.AsDict(globals)
	if g == nil {
		if globals.Ref == nil || globals == objects.None {
			return nil, objects.Errorf(t, &objects.ExcKeyError, "'__name__' not in globals")
		}
		return nil, objects.TypeErrorf(t, "globals must be a dict")
	}
	pkg, spec := g.GetStr(namePackage), g.GetStr(nameSpec)
	var text *objects.Str
	switch {
	case pkg.Ref != nil && pkg != objects.None:
		if text = objects.AsStr(pkg); text == nil {
			return nil, objects.TypeErrorf(t, "package must be a string")
		}
		if spec.Ref != nil && spec != objects.None {
			parent, err := objects.GetAttr(t, spec, nameParent)
			if err != nil {
				return nil, err
			}
			if equal, err := objects.EqualBool(t, pkg, parent); err != nil {
				return nil, err
			} else if !equal {
				if err := objects.Warn(t, &objects.ExcDeprecationWarning, 1, "__package__ != __spec__.parent"); err != nil {
					return nil, err
				}
			}
		}
	case spec.Ref != nil && spec != objects.None:
		parent, err := objects.GetAttr(t, spec, nameParent)
		if err != nil {
			return nil, err
		}
		if text = objects.AsStr(parent); text == nil {
			return nil, objects.TypeErrorf(t, "__spec__.parent must be a string")
		}
	default:
		if err := objects.Warn(t, &objects.ExcImportWarning, 1, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"); err != nil {
			return nil, err
		}
		n := g.GetStr(nameName)
		if n.Ref == nil {
			return nil, objects.Errorf(t, &objects.ExcKeyError, "'__name__' not in globals")
		}
		if text = objects.AsStr(n); text == nil {
			return nil, objects.TypeErrorf(t, "__name__ must be a string")
		}
		if g.GetStr(namePath).Ref == nil {
			i := strings.LastIndexByte(text.String(), '.')
			if i < 0 {
				return nil, objects.NewImportError(t, Object{}, Object{}, "attempted relative import with no known parent package")
			}
			text = objects.MakeStr(text.String()[:i])
		}
	}
	base := text.String()
	if base == "" {
		return nil, objects.NewImportError(t, Object{}, Object{}, "attempted relative import with no known parent package")
	}
	for ; level > 1; level-- {
		i := strings.LastIndexByte(base, '.')
		if i < 0 {
			return nil, objects.NewImportError(t, Object{}, Object{}, "attempted relative import beyond top-level package")
		}
		base = base[:i]
	}
	if name.Len() > 0 {
		base += "." + name.String()
	}
	return objects.MakeStr(base), nil
}
