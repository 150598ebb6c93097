// Package warnings is the module _warnings. What it does is in package objects, where Go code issues warnings too.
//
//py:module _warnings
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package warnings

import "github.com/gophersnake/gophersnake/objects"

// Module declares the _warnings module.
var Module = objects.ModuleDef{
	Name:      "_warnings",
	Doc:       "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.",
	Functions: moduleFunctions,
	Exec:      exec,
}

func exec(t *objects.Thread, m *objects.Module) error {
	w := t.Warnings()
	if w.ContextVar.IsNull() {
		w.ContextVar = objects.NewContextVar("warnings_context")
	}
	m.Add(t, "filters", objects.Of(w.Filters))
	m.Add(t, "_onceregistry", objects.Of(w.OnceRegistry))
	m.Add(t, "_defaultaction", w.Default)
	if !w.ContextVar.IsNull() {
		m.Add(t, "_warnings_context", w.ContextVar)
	}
	return nil
}

// warn issues a warning, or maybe ignores it or raises an exception.
//
//	message
//	  Text of the warning message.
//	category
//	  The Warning category subclass. Defaults to UserWarning.
//	stacklevel
//	  How far up the call stack to make this warning appear. A value of 2 for
//	  example attributes the warning to the caller of the code calling warn().
//	source
//	  If supplied, the destroyed object which emitted a ResourceWarning
//	skip_file_prefixes
//	  An optional tuple of module filename prefixes indicating frames to skip
//	  during stacklevel computations for stack frame attribution.
//
// CPython: Python/_warnings.c warnings_warn_impl
//
//py:def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())
func warn(t *objects.Thread, message, category objects.Object, stacklevel int, source objects.Object, prefixes *objects.Tuple) error {
	category, err := warningCategory(t, message, category)
	if err != nil {
		return err
	}
	if len(prefixes.Items) > 0 {
		stacklevel = max(stacklevel, 2)
	}
	return objects.WarnMessage(t, message, category, stacklevel, source, prefixes)
}

// CPython: Python/_warnings.c get_category
func warningCategory(t *objects.Thread, message, category objects.Object) (objects.Object, error) {
	if e := objects.AsException(message); e != nil && e.Type.IsSubtype(&objects.ExcWarning) {
		return objects.Of(e.Type), nil
	}
	if category == objects.None {
		return objects.Of(&objects.ExcUserWarning), nil
	}
	if c := objects.AsType(category); c == nil || !c.IsSubtype(&objects.ExcWarning) {
		return objects.Object{}, objects.TypeErrorf(t, "category must be a Warning subclass, not '%s'", category.Type().Name200())
	}
	return category, nil
}

// warnExplicit issues a warning, or maybe ignores it or raises an exception.
//
// CPython: Python/_warnings.c warnings_warn_explicit_impl
//
//py:def warn_explicit(message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)
func warnExplicit(t *objects.Thread, message, category objects.Object, filename *objects.Str, lineno int32, module, registry, globals, source objects.Object) error {
	var line objects.Object
	if globals != objects.None {
		d := objects.AsDict(globals)
		if d == nil {
			return objects.TypeErrorf(t, "module_globals must be a dict, not '%.200s'", globals.Type().Name200())
		}
		var err error
		if line, err = objects.GlobalsSourceLine(t, d, int(lineno)); err != nil {
			return err
		}
	}
	return objects.WarnExplicitMessage(t, message, category, objects.Of(filename), int(lineno), module, registry, line, source)
}

// The lock of the filters, which one thread can take again and again.
type lock struct {
	owner *objects.Thread
	count int
	freed chan struct{} // closed when the lock becomes free; nil while nobody waits
}

type lockKey struct{}

func filtersLock(t *objects.Thread) *lock {
	return t.Interp.State(lockKey{}, func() any { return new(lock) }).(*lock)
}

//py:def _acquire_lock()
func acquireLock(t *objects.Thread) error {
	l := filtersLock(t)
	for l.owner != nil && l.owner != t {
		if l.freed == nil {
			l.freed = make(chan struct{})
		}
		if _, err := t.Wait(l.freed, -1); err != nil {
			return err
		}
	}
	l.owner = t
	l.count++
	return nil
}

//py:def _release_lock()
func releaseLock(t *objects.Thread) error {
	l := filtersLock(t)
	if l.owner != t {
		return objects.Errorf(t, &objects.ExcRuntimeError, "cannot release un-acquired lock")
	}
	if l.count--; l.count == 0 {
		l.owner = nil
		if l.freed != nil {
			close(l.freed)
			l.freed = nil
		}
	}
	return nil
}

//py:def _filters_mutated_lock_held()
func filtersMutated(t *objects.Thread) error {
	if filtersLock(t).owner != t {
		return objects.Errorf(t, &objects.ExcRuntimeError, "warnings lock is not held")
	}
	t.Warnings().Version++
	return nil
}
