package objects

import "fmt"

var (
	withMethods  = []*Str{StaticName("__enter__"), StaticName("__exit__")}
	asyncMethods = []*Str{StaticName("__aenter__"), StaticName("__aexit__")}
)

// NoContextManager is the TypeError of a with or async with statement on an object without method.
//
// CPython: Python/ceval.c _Py_SpecialMethods, _PyEval_SpecialMethodCanSuggest
func NoContextManager(t *Thread, o Object, method string) error {
	protocol, other, others, hint := "context manager", "asynchronous context manager", asyncMethods, "async with"
	if method == "__aenter__" || method == "__aexit__" {
		protocol, other, others, hint = other, protocol, withMethods, "with"
	}
	typ := o.Type()
	text := fmt.Sprintf("'%s' object does not support the %s protocol (missed %s method)", typ.FullName(), protocol, method)
	for _, name := range others {
		if t.Lookup(typ, name).Ref == nil {
			return TypeErrorf(t, "%s", text)
		}
	}
	return TypeErrorf(t, "%s but it supports the %s protocol. Did you mean to use '%s'?", text, other, hint)
}
