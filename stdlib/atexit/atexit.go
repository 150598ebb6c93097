// Package atexit is the atexit module.
//
//py:module atexit
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package atexit

import (
	"slices"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the atexit module.
var Module = objects.ModuleDef{
	Name: "atexit",
	Doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\n" +
		"Two public functions, register and unregister, are defined.\n",
	Functions: moduleFunctions,
}

// callback is a registered call.
type callback struct {
	function Object
	args     []Object // with the values of kwnames at the end
	kwnames  *objects.Tuple
}

type stateKey struct{}

// callbacks are those of an interpreter, which are called from the last to the first.
type callbacks struct{ list []*callback }

func state(t *objects.Thread) *callbacks {
	return t.Interp.State(stateKey{}, func() any { return &callbacks{} }).(*callbacks)
}

// Roots gives what the registered calls refer to.
func (c *callbacks) Roots(visit func(Object)) {
	for _, cb := range c.list {
		visit(cb.function)
		for _, a := range cb.args {
			visit(a)
		}
	}
}

// Register a function to be executed upon normal program termination.
//
//	func - function to be called at exit
//	args - optional arguments to pass to func
//	kwargs - optional keyword arguments to pass to func
//
//	func is returned to facilitate usage as a decorator.
//
// CPython: Modules/atexitmodule.c atexit_register
//
//py:def register(func, /, *args, **kwargs)
//py:sig ($module, func, /, *args, **kwargs)
func register(t *objects.Thread, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	if n == 0 {
		return Object{}, objects.TypeErrorf(t, "register() takes at least 1 argument (0 given)")
	}
	if !objects.Callable(args[0]) {
		return Object{}, objects.TypeErrorf(t, "the first argument must be callable")
	}
	c := state(t)
	c.list = append(c.list, &callback{args[0], slices.Clone(args[1:]), kwnames})
	return args[0], nil
}

// Run all registered exit functions.
//
// If a callback raises an exception, it is logged with sys.unraisablehook.
//
//py:def _run_exitfuncs()
func runExitfuncs(t *objects.Thread) { Run(t) }

// Run calls the registered functions, at the end of the interpreter.
//
// CPython: Modules/atexitmodule.c atexit_callfuncs
func Run(t *objects.Thread) {
	c := state(t)
	for len(c.list) > 0 {
		cb := c.list[len(c.list)-1]
		c.list = c.list[:len(c.list)-1]
		if _, err := objects.Call(t, cb.function, cb.args, cb.kwnames); err != nil {
			name := "<object repr() failed>"
			if r, rerr := objects.Repr(t, cb.function); rerr == nil {
				name = r.String()
			}
			t.WriteUnraisableMessage(err, "Exception ignored in atexit callback "+name, Object{})
		}
	}
}

// Clear the list of previously registered exit functions.
//
//py:def _clear()
func clearCallbacks(t *objects.Thread) { state(t).list = nil }

// Return the number of registered exit functions.
//
//py:def _ncallbacks()
func ncallbacks(t *objects.Thread) int { return len(state(t).list) }

// Unregister an exit function which was previously registered using atexit.register.
//
//	func - function to be unregistered
//
// CPython: Modules/atexitmodule.c atexit_unregister_locked
//
//py:def unregister(func, /)
func unregister(t *objects.Thread, function objects.Object) error {
	c := state(t)
	for i := len(c.list) - 1; i >= 0; i-- {
		if i >= len(c.list) {
			continue
		}
		cb := c.list[i]
		equal, err := objects.EqualBool(t, function, cb.function)
		if err != nil {
			return err
		}
		if !equal {
			continue
		}
		// Comparing may have changed the list.
		if at := slices.Index(c.list, cb); at >= 0 {
			c.list = slices.Delete(c.list, at, at+1)
		}
	}
	return nil
}
