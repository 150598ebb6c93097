package sys

import "github.com/gophersnake/gophersnake/objects"

func never(t *objects.Thread, args []Object, kwnames *objects.Tuple) (Object, error) {
	if len(args) > 0 {
		return Object{}, objects.TypeErrorf(t, "sys._jit functions take no arguments (%d given)", len(args))
	}
	return objects.False, nil
}

var jitFunctions = []objects.MethodDef{
	{Name: "is_available", Fn: never, Kind: objects.MethodFunction, Doc: "Return True if the current Python executable supports JIT compilation."},
	{Name: "is_enabled", Fn: never, Kind: objects.MethodFunction, Doc: "Return True if JIT compilation is enabled for the current Python process."},
	{Name: "is_active", Fn: never, Kind: objects.MethodFunction, Doc: "Return True if the topmost Python frame is executing JIT code."},
}

// newJIT makes sys._jit, which says that there is no JIT.
func newJIT(t *objects.Thread) Object {
	m := objects.NewModule(t, "sys._jit")
	m.AddFunctions(t, jitFunctions)
	return objects.Of(m)
}
