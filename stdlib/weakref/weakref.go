// Package weakref is the _weakref module.
//
//py:module _weakref
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package weakref

import "github.com/gophersnake/gophersnake/objects"

// Module declares the _weakref module.
var Module = objects.ModuleDef{
	Name:      "_weakref",
	Doc:       "Weak-reference support module.",
	Functions: moduleFunctions,
	Exec:      exec,
}

func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "ref", objects.Of(&objects.WeakrefType))
	m.Add(t, "ReferenceType", objects.Of(&objects.WeakrefType))
	m.Add(t, "ProxyType", objects.Of(&objects.WeakProxyType))
	m.Add(t, "CallableProxyType", objects.Of(&objects.WeakCallableProxyType))
	return nil
}

// Return the number of weak references to 'object'.
//
//py:def getweakrefcount(object, /)
func getweakrefcount(t *objects.Thread, object objects.Object) int {
	return objects.WeakrefCount(t, object)
}

// Return a list of all weak reference objects pointing to 'object'.
//
//py:def getweakrefs(object, /)
func getweakrefs(t *objects.Thread, object objects.Object) objects.Object {
	return objects.Of(objects.NewList(objects.Weakrefs(t, object)))
}

// Create a proxy object that weakly references 'object'.
//
// 'callback', if given, is called with a reference to the
// proxy when 'object' is about to be finalized.
//
//py:def proxy(object, callback=None, /)
func proxy(t *objects.Thread, object, callback objects.Object) (objects.Object, error) {
	return objects.NewWeakProxy(t, object, callback)
}

// Atomically remove key from dict if it points to a dead weakref.
//
// CPython: Modules/_weakref.c _weakref__remove_dead_weakref_impl
//
//py:def _remove_dead_weakref(dct, key, /)
func removeDeadWeakref(t *objects.Thread, dct *objects.Dict, key objects.Object) error {
	v, err := dct.Get(t, key)
	if err != nil || v.IsNull() {
		return err
	}
	r := objects.AsWeakref(v)
	if r == nil {
		return objects.TypeErrorf(t, "not a weakref")
	}
	if r.Target().IsNull() {
		_, err = dct.Del(t, key)
	}
	return err
}
