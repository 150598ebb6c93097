package objects

// errorHandlerNames are the handlers that every interpreter knows.
var errorHandlerNames = [...]string{"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"}

// LookupErrorHandler gives the function that handles errors of this name.
//
// CPython: Python/codecs.c PyCodec_LookupError
func LookupErrorHandler(t *Thread, name string) (Object, error) {
	if name == "" {
		name = "strict"
	}
	if h, ok := t.codecs().handlers[name]; ok {
		return h, nil
	}
	for i := range errorHandlerDefs {
		if errorHandlerNames[i] == name {
			h := Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: &errorHandlerDefs[i]})
			t.codecs().handlers[name] = h
			return h, nil
		}
	}
	return Object{}, Errorf(t, &ExcLookupError, "unknown error handler name '%.400s'", name)
}

// IsBuiltinErrorHandler reports whether every interpreter has a handler of this name, which cannot be taken away.
func IsBuiltinErrorHandler(name string) bool {
	for _, n := range errorHandlerNames {
		if n == name {
			return true
		}
	}
	return false
}

// UnregisterErrorHandler takes a handler away; found is false if there was none.
func UnregisterErrorHandler(t *Thread, name string) (found bool) {
	h := t.codecs().handlers
	_, found = h[name]
	delete(h, name)
	return found
}

var errorHandlerDefs []MethodDef
