// Package gc is the gc module. Go's collector frees memory; what Python's would do besides is finalization: see objects.Finalizable.
//
//py:module gc
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package gc

import (
	"slices"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the gc module.
var Module = objects.ModuleDef{
	Name: "gc",
	Doc: `This module provides access to the garbage collector for reference cycles.

enable() -- Enable automatic garbage collection.
disable() -- Disable automatic garbage collection.
isenabled() -- Returns true if automatic collection is enabled.
collect() -- Do a full collection right now.
get_count() -- Return the current collection counts.
get_stats() -- Return list of dictionaries containing per-generation stats.
set_debug() -- Set debugging flags.
get_debug() -- Get debugging flags.
set_threshold() -- Set the collection thresholds.
get_threshold() -- Return the current collection thresholds.
get_objects() -- Return a list of all objects tracked by the collector.
is_tracked() -- Returns true if a given object is tracked.
is_finalized() -- Returns true if a given object has been already finalized.
get_referrers() -- Return the list of objects that refer to an object.
get_referents() -- Return the list of objects that an object refers to.
freeze() -- Freeze all tracked objects and ignore them for future collections.
unfreeze() -- Unfreeze all objects in the permanent generation.
get_freeze_count() -- Return the number of objects in the permanent generation.
`,
	Functions: moduleFunctions,
	Exec:      exec,
}

// numGenerations is how many generations the functions speak of. There is one collection for all of them.
const numGenerations = 3

// collector is what the module knows of an interpreter.
type collector struct {
	threshold [numGenerations]int32
	debug     int32
	stats     [numGenerations]struct{ collections, collected int }
	frozen    int
	callbacks Object
}

type stateKey struct{}

func state(t *objects.Thread) *collector {
	return t.Interp.State(stateKey{}, func() any {
		return &collector{threshold: [numGenerations]int32{2000, 10, 10}, callbacks: objects.Of(objects.NewList(nil))}
	}).(*collector)
}

func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "garbage", objects.Of(objects.NewList(nil)))
	m.Add(t, "callbacks", state(t).callbacks)
	for name, v := range map[string]int64{"DEBUG_STATS": 1, "DEBUG_COLLECTABLE": 2, "DEBUG_UNCOLLECTABLE": 4, "DEBUG_SAVEALL": 32, "DEBUG_LEAK": 38} {
		m.Add(t, name, objects.NewInt(v))
	}
	return nil
}

// Enable automatic garbage collection.
//
//py:def enable()
func enable(t *objects.Thread) { t.Interp.EnableGC(true) }

// Disable automatic garbage collection.
//
//py:def disable()
func disable(t *objects.Thread) { t.Interp.EnableGC(false) }

// Returns true if automatic garbage collection is enabled.
//
//py:def isenabled()
func isenabled(t *objects.Thread) bool { return t.Interp.GCEnabled() }

// Run the garbage collector.
//
// With no arguments, run a full collection.  The optional argument
// may be an integer specifying which generation to collect.  A ValueError
// is raised if the generation number is invalid.
//
// The number of unreachable objects is returned.
//
// Differs: only cycles with something to finalize are counted, since Go's collector does not tell about others.
//
// CPython: Modules/gcmodule.c gc_collect_impl
//
//py:def collect(generation=2)
func collect(t *objects.Thread, generation int32) (int, error) {
	if generation < 0 || generation >= numGenerations {
		return 0, objects.ValueErrorf(t, "invalid generation")
	}
	s := state(t)
	invokeCallbacks(t, s, "start", generation, 0)
	n := t.Interp.Collect(t)
	s.stats[generation].collections++
	s.stats[generation].collected += n
	invokeCallbacks(t, s, "stop", generation, n)
	return n, nil
}

// CPython: Python/gc.c invoke_gc_callback
func invokeCallbacks(t *objects.Thread, s *collector, phase string, generation int32, collected int) {
	list := objects.AsList(s.callbacks)
	if list == nil || len(list.Items) == 0 {
		return
	}
	info := dict(t, "generation", int(generation), "collected", collected, "uncollectable", 0)
	for i := 0; i < len(list.Items); i++ {
		cb := list.Items[i]
		if _, err := objects.CallArgs(t, cb, objects.NewStr(phase), info); err != nil {
			t.WriteUnraisable(err, cb)
		}
	}
}

// dict makes a dict of names and ints.
func dict(t *objects.Thread, pairs ...any) Object {
	d := objects.NewDict()
	for i := 0; i < len(pairs); i += 2 {
		d.SetStr(t.Interp.Intern(pairs[i].(string)), objects.NewInt(int64(pairs[i+1].(int))))
	}
	return objects.Of(d)
}

// Set the garbage collection debugging flags.
//
//	flags
//	  An integer that can have the following bits turned on:
//	    DEBUG_STATS - Print statistics during collection.
//	    DEBUG_COLLECTABLE - Print collectable objects found.
//	    DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects
//	      found.
//	    DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.
//	    DEBUG_LEAK - Debug leaking programs (everything but STATS).
//
// Debugging information is written to sys.stderr.
//
// Differs: the flags are kept and have no effect, since it is Go's collector that frees objects.
//
//py:def set_debug(flags, /)
func setDebug(t *objects.Thread, flags int32) { state(t).debug = flags }

// Get the garbage collection debugging flags.
//
//py:def get_debug()
func getDebug(t *objects.Thread) int32 { return state(t).debug }

// set_threshold(threshold0, [threshold1, [threshold2]])
// Set the collection thresholds (the collection frequency).
//
// Setting 'threshold0' to zero disables collection.
//
// Differs: the other numbers have no effect.
//
// CPython: Modules/gcmodule.c gc_set_threshold_impl
//
//py:def set_threshold(threshold0, threshold1=<missing>, threshold2=<missing>, /)
func setThreshold(t *objects.Thread, threshold0 int32, threshold1, threshold2 objects.Object) error {
	s := state(t)
	next := s.threshold
	next[0] = threshold0
	for i, o := range []Object{threshold1, threshold2} {
		if o.IsNull() {
			break
		}
		n, err := objects.AsSsize(t, o, &objects.ExcOverflowError)
		if err != nil {
			return err
		}
		if n != int(int32(n)) {
			return objects.OverflowErrorf(t, "Python int too large to convert to C int")
		}
		next[i+1] = int32(n)
	}
	s.threshold = next
	t.Interp.EnableGC(threshold0 != 0)
	return nil
}

// Return the current collection thresholds.
//
//py:def get_threshold()
func getThreshold(t *objects.Thread) objects.Object {
	s := state(t)
	return objects.NewTuple(objects.NewInt(int64(s.threshold[0])), objects.NewInt(int64(s.threshold[1])), objects.NewInt(int64(s.threshold[2])))
}

// Return a three-tuple of the current collection counts.
//
// Differs: the first is the number of objects that wait for their finalization, the others are 0.
//
//py:def get_count()
func getCount(t *objects.Thread) objects.Object {
	return objects.NewTuple(objects.NewInt(int64(t.Interp.Pending())), objects.NewInt(0), objects.NewInt(0))
}

// Return a list of dictionaries containing per-generation statistics.
//
//py:def get_stats()
func getStats(t *objects.Thread) objects.Object {
	l := objects.NewList(nil)
	for _, g := range state(t).stats {
		l.Items = append(l.Items, dict(t, "collections", g.collections, "collected", g.collected, "uncollectable", 0))
	}
	return objects.Of(l)
}

// Return a list of objects tracked by the collector (excluding the list returned).
//
//	generation
//	  Generation to extract the objects from.
//
// If generation is not None, return only the objects tracked by the collector
// that are in that generation.
//
// Differs: all objects are in the last generation.
//
// CPython: Modules/gcmodule.c gc_get_objects_impl
//
//py:def get_objects(generation=None)
func getObjects(t *objects.Thread, generation objects.Object) (objects.Object, error) {
	if generation != objects.None {
		if generation.Type().Slots.Index == nil {
			return Object{}, objects.TypeErrorf(t, "argument should be integer or None, not '%s'", generation.Type().Name200())
		}
		n, err := objects.AsSsize(t, generation, &objects.ExcOverflowError)
		if err != nil {
			return Object{}, err
		}
		if n >= numGenerations {
			return Object{}, objects.ValueErrorf(t, "generation parameter must be less than the number of available generations (%d)", numGenerations)
		}
		if n < 0 {
			return Object{}, objects.ValueErrorf(t, "generation parameter cannot be negative")
		}
		if n < numGenerations-1 {
			return objects.Of(objects.NewList(nil)), nil
		}
	}
	return exposed(t, objects.NewList(tracked(t))), nil
}

// tracked gives the containers that the collector would look at: those that can be reached, but for frames that are active, which are
// no objects of their own yet.
func tracked(t *objects.Thread) []Object {
	return slices.DeleteFunc(t.Interp.Reachable(t), vm.IsActiveFrame)
}

// Return the list of objects that directly refer to any of 'objs'.
//
//py:def get_referrers(*objs)
func getReferrers(t *objects.Thread, objs []objects.Object) objects.Object {
	wanted := map[Object]bool{}
	for _, o := range objs {
		wanted[o] = true
	}
	l := objects.NewList(nil)
	for _, o := range tracked(t) {
		refers := false
		t.Interp.Referents(o, func(c Object) { refers = refers || wanted[c] })
		if refers {
			l.Items = append(l.Items, o)
		}
	}
	return exposed(t, l)
}

// Return the list of objects that are directly referred to by 'objs'.
//
//py:def get_referents(*objs)
func getReferents(t *objects.Thread, objs []objects.Object) objects.Object {
	l := objects.NewList(nil)
	for _, o := range objs {
		if objects.IsContainer(o) {
			t.Interp.Referents(o, func(c Object) { l.Items = append(l.Items, c) })
		}
	}
	return exposed(t, l)
}

// exposed gives Python code a list of what it may not have known.
func exposed(t *objects.Thread, l *objects.List) objects.Object {
	for _, o := range l.Items {
		t.Share(o)
	}
	return objects.Of(l)
}

// Returns true if the object is tracked by the garbage collector.
//
// Simple atomic objects will return false.
//
//py:def is_tracked(obj, /)
func isTracked(obj objects.Object) bool { return objects.IsContainer(obj) && !vm.IsActiveFrame(obj) }

// Returns true if the object has been already finalized by the GC.
//
//py:def is_finalized(obj, /)
func isFinalized(obj objects.Object) bool { return objects.IsFinalized(obj) }

// Freeze all current tracked objects and ignore them for future collections.
//
// This can be used before a POSIX fork() call to make the gc copy-on-write friendly.
// Note: collection before a POSIX fork() call may free pages for future allocation
// which can cause copy-on-write.
//
//py:def freeze()
func freeze(t *objects.Thread) { state(t).frozen = len(t.Interp.Reachable(t)) }

// Unfreeze all objects in the permanent generation.
//
// Put all objects in the permanent generation back into oldest generation.
//
//py:def unfreeze()
func unfreeze(t *objects.Thread) { state(t).frozen = 0 }

// Return the number of objects in the permanent generation.
//
//py:def get_freeze_count()
func getFreezeCount(t *objects.Thread) int { return state(t).frozen }
