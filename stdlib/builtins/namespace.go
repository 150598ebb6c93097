package builtins

import (
	"github.com/gophersnake/gophersnake/objects"
)

// Return the dictionary containing the current scope's global variables.
//
// NOTE: Updates to this dictionary *will* affect name lookups in the current
// global scope and vice-versa.
//
//py:def globals()
func globals(t *objects.Thread) objects.Object { return objects.ObjectOrNone(t.Runtime.Globals(t)) }

// Return a dictionary containing the current scope's local variables.
//
// NOTE: Whether or not updates to this dictionary will affect name lookups in
// the local scope and vice-versa is *implementation dependent* and not
// covered by any backwards compatibility guarantees.
//
//py:def locals()
func locals(t *objects.Thread) (objects.Object, error) { return t.Runtime.Locals(t) }

// vars([object]) -> dictionary
//
// Without arguments, equivalent to locals().
// With an argument, equivalent to object.__dict__.
//
//py:def vars(object=<missing>, /)
func vars(t *objects.Thread, obj objects.Object) (objects.Object, error) {
	if obj.IsNull() {
		return t.Runtime.Locals(t)
	}
	d, err := objects.LookupAttr(t, obj, t.Interp.Intern("__dict__"))
	if err == nil && d.IsNull() {
		err = objects.TypeErrorf(t, "vars() argument must have __dict__ attribute")
	}
	return d, err
}

// dir([object]) -> list of strings
//
// If called without an argument, return the names in the current scope.
// Else, return an alphabetized list of names comprising (some of) the attributes
// of the given object, and of attributes reachable from it.
// If the object supplies a method named __dir__, it will be used; otherwise
// the default dir() logic is used and returns:
//
//	for a module object: the module's attributes.
//	for a class object:  its attributes, and recursively the attributes
//	  of its bases.
//	for any other object: its attributes, its class's attributes, and
//	  recursively the attributes of its class's base classes.
//
//py:def dir(object=<missing>, /)
func dir(t *objects.Thread, obj objects.Object) (objects.Object, error) {
	var names objects.Object
	var err error
	if obj.IsNull() {
		ns, err := t.Runtime.Locals(t)
		if err != nil {
			return objects.Object{}, err
		}
		if names, err = objects.CallMethod(t, ns, t.Interp.Intern("keys")); err != nil {
			return objects.Object{}, err
		}
	} else {
		var found bool
		names, found, err = objects.CallSpecial(t, obj, t.Interp.Intern("__dir__"))
		if err != nil {
			return objects.Object{}, err
		}
		if !found {
			return objects.Object{}, objects.TypeErrorf(t, "object does not provide __dir__")
		}
	}
	return sorted(t, []Object{names}, nil)
}

// max(iterable, *[, default=obj, key=func]) -> value
// max(arg1, arg2, *args, *[, key=func]) -> value
//
// With a single iterable argument, return its biggest item. The
// default keyword-only argument specifies an object to return if
// the provided iterable is empty.
// With two or more positional arguments, return the largest argument.
//
//py:def max(*args, default=<missing>, key=None)
//py:nosig
func maximum(t *objects.Thread, args []objects.Object, def, key objects.Object) (objects.Object, error) {
	return extreme(t, "max", objects.GT, args, def, key)
}

// min(iterable, *[, default=obj, key=func]) -> value
// min(arg1, arg2, *args, *[, key=func]) -> value
//
// With a single iterable argument, return its smallest item. The
// default keyword-only argument specifies an object to return if
// the provided iterable is empty.
// With two or more positional arguments, return the smallest argument.
//
//py:def min(*args, default=<missing>, key=None)
//py:nosig
func minimum(t *objects.Thread, args []objects.Object, def, key objects.Object) (objects.Object, error) {
	return extreme(t, "min", objects.LT, args, def, key)
}

// CPython: Python/bltinmodule.c min_max
func extreme(t *objects.Thread, name string, op objects.CompareOp, args []Object, def, key Object) (Object, error) {
	if len(args) == 0 {
		return Object{}, objects.TypeErrorf(t, "%s expected at least 1 argument, got 0", name)
	}
	if len(args) > 1 && !def.IsNull() {
		return Object{}, objects.TypeErrorf(t, "Cannot specify a default for %s() with multiple positional arguments", name)
	}
	var best, bestKey Object
	consider := func(v Object) error {
		k := v
		if !key.IsNull() && key != objects.None {
			var err error
			if k, err = objects.CallArgs(t, key, v); err != nil {
				return err
			}
		}
		if best.IsNull() {
			best, bestKey = v, k
			return nil
		}
		better, err := objects.CompareBool(t, k, bestKey, op)
		if better {
			best, bestKey = v, k
		}
		return err
	}
	var err error
	if len(args) > 1 {
		for _, v := range args {
			if err = consider(v); err != nil {
				return Object{}, err
			}
		}
	} else if err = objects.Iterate(t, args[0], consider); err != nil {
		return Object{}, err
	}
	if best.IsNull() {
		if !def.IsNull() {
			return def, nil
		}
		return Object{}, objects.ValueErrorf(t, "%s() iterable argument is empty", name)
	}
	return best, nil
}
