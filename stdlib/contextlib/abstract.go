package contextlib

import "github.com/gophersnake/gophersnake/objects"

// defineAbstract makes the abstract base classes.
//
// CPython: Lib/contextlib.py:17-38 AbstractContextManager; Lib/contextlib.py:41-63 AbstractAsyncContextManager
func (m *module) defineAbstract(t *objects.Thread) error {
	alias, err := objects.CallArgs(t, objects.Of(&objects.ClassMethodType), objects.Of(&objects.GenericAliasType))
	if err != nil {
		return err
	}
	attrs := []attr{{"__class_getitem__", alias}}
	m.abstract, err = m.class(t, class{
		name: "AbstractContextManager", line: 17, abc: true, slots: true, attrs: attrs,
		doc: "An abstract base class for context managers.",
		methods: []function{
			{def: "__enter__(self)", line: 25, doc: "Return the object itself.", call: returnSelf},
			{def: "__exit__(self, exc_type, exc_value, traceback)", line: 29, doc: "Let any exception of the block pass.", call: returnNone, abstract: true},
			{def: "__subclasshook__(cls, C)", line: 34, call: m.abstractHook, kind: classMethod},
		},
	})
	if err != nil {
		return err
	}
	m.abstractAsync, err = m.class(t, class{
		name: "AbstractAsyncContextManager", line: 41, abc: true, slots: true, attrs: attrs,
		doc: "An abstract base class for asynchronous context managers.",
		methods: []function{
			{def: "async __aenter__(self)", line: 49, doc: "Return the object itself.", start: finishedSelf},
			{def: "async __aexit__(self, exc_type, exc_value, traceback)", line: 53, doc: "Let any exception of the block pass.", start: finishedNone, abstract: true},
			{def: "__subclasshook__(cls, C)", line: 58, call: m.abstractAsyncHook, kind: classMethod},
		},
	})
	return err
}

// abstractHook makes every class that has the methods of a context manager a subclass.
//
// CPython: Lib/contextlib.py:34-38 AbstractContextManager.__subclasshook__
func (m *module) abstractHook(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	if args[0] != objects.Of(m.abstract) {
		return objects.NotImplemented, nil
	}
	return checkMethods(t, args[1], nameEnter, nameExit)
}

// abstractAsyncHook makes every class that has the methods of an asynchronous context manager a subclass.
//
// CPython: Lib/contextlib.py:58-63 AbstractAsyncContextManager.__subclasshook__
func (m *module) abstractAsyncHook(t *objects.Thread, _ *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	if args[0] != objects.Of(m.abstractAsync) {
		return objects.NotImplemented, nil
	}
	return checkMethods(t, args[1], nameAenter, nameAexit)
}

// checkMethods tells whether a class has the methods, None not counted as one.
//
// CPython: Lib/_collections_abc.py:108-118 _check_methods
func checkMethods(t *objects.Thread, class Object, names ...*objects.Str) (Object, error) {
	typ := objects.AsType(class)
	if typ == nil {
		// As the original's C.__mro__ says it.
		_, err := objects.GetAttr(t, class, t.Interp.Intern("__mro__"))
		return objects.NotImplemented.Or(err)
	}
	for _, name := range names {
		if v := t.Lookup(typ, name); v.IsNull() || v == objects.None {
			return objects.NotImplemented, nil
		}
	}
	return objects.True, nil
}
