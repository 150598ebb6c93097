package sys

import "github.com/gophersnake/gophersnake/objects"

// Private function for clearing certain descriptors from a type's dictionary.
//
// See gh-135228 for context.
//
// CPython: Python/sysmodule.c sys__clear_type_descriptors_impl
//
//py:def _clear_type_descriptors(type, /)
func clearTypeDescriptors(t *objects.Thread, typ *objects.Type) error {
	if !typ.IsHeap() {
		return objects.TypeErrorf(t, "argument is immutable")
	}
	for _, name := range []string{"__dict__", "__weakref__"} {
		typ.Dict.DelStr(t.Interp.Intern(name))
	}
	t.TypeModified(typ)
	return nil
}
