package sys

import (
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// Print an object to sys.stdout and also save it in builtins._
//
//py:def displayhook(object, /)
func displayhook(t *objects.Thread, object objects.Object) error {
	if object == objects.None {
		return nil
	}
	in := t.Interp
	in.Builtins.SetStr(in.Intern("_"), objects.None)
	out := in.SysDict.GetStr(in.Intern("stdout"))
	if out.IsNull() || out == objects.None {
		return objects.Errorf(t, &objects.ExcRuntimeError, "lost sys.stdout")
	}
	s, err := objects.Repr(t, object)
	if err != nil {
		return err
	}
	for _, text := range []Object{objects.Of(s), objects.NewStr("\n")} {
		if _, err := objects.CallMethod(t, out, in.Intern("write"), text); err != nil {
			return err
		}
	}
	in.Builtins.SetStr(in.Intern("_"), object)
	return nil
}

// Handle an exception by displaying it with a traceback on sys.stderr.
//
//py:def excepthook(exctype, value, traceback, /)
func excepthook(t *objects.Thread, exctype, value, traceback objects.Object) error {
	e := objects.AsException(value)
	if e == nil {
		t.WriteStderr("TypeError: print_exception(): Exception expected for value, " + objects.TypeOf(value).Name200() + " found\n")
		return nil
	}
	objects.DisplayException(t, e)
	return nil
}

// This hook function is called by built-in breakpoint().
//
//py:def breakpointhook(*args, **kws)
func breakpointhook(t *objects.Thread, args []objects.Object, kws *objects.Dict) (objects.Object, error) {
	name := os.Getenv("PYTHONBREAKPOINT")
	switch name {
	case "0":
		return objects.None, nil
	case "":
		name = "pdb.set_trace"
	}
	i := strings.LastIndexByte(name, '.')
	module := "builtins"
	if i >= 0 {
		module = name[:i]
	}
	m, err := t.Runtime.Import(t, module)
	if err == nil {
		var f Object
		if f, err = objects.GetAttr(t, m, t.Interp.Intern(name[i+1:])); err == nil {
			return objects.CallDict(t, f, args, kws)
		}
	}
	if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", name); err != nil {
		return objects.Object{}, err
	}
	return objects.None, nil
}

// Handle an unraisable exception.
//
//py:def unraisablehook(unraisable, /)
func unraisablehook(t *objects.Thread, unraisable objects.Object) error {
	get := func(name string) Object {
		v, err := objects.GetAttr(t, unraisable, t.Interp.Intern(name))
		if err != nil {
			return objects.None
		}
		return v
	}
	if e := objects.AsException(get("exc_value")); e != nil {
		t.PrintUnraisable(e, get("err_msg"), get("object"))
	}
	return nil
}

// Return the current exception.
//
// Return the most recent exception caught by an except clause
// in the current stack frame or in an older stack frame, or None
// if no such clause exists.
//
//py:def exception()
func exception(t *objects.Thread) objects.Object { return objects.ObjectOrNone(t.Handled()) }

// Return current exception information: (type, value, traceback).
//
// Return information about the most recent exception caught by an except
// clause in the current stack frame or in an older stack frame.
//
//py:def exc_info()
func excInfo(t *objects.Thread) objects.Object {
	e := t.Handled()
	if e == nil {
		return objects.NewTuple(objects.None, objects.None, objects.None)
	}
	return objects.NewTuple(objects.Of(e.Type), objects.Of(e), objects.ObjectOrNone(e.Traceback))
}

// Exit the interpreter by raising SystemExit(status).
//
// If the status is omitted or None, it defaults to zero (i.e., success).
// If the status is an integer, it will be used as the system exit status.
// If it is another kind of object, it will be printed and the system
// exit status will be one (i.e., failure).
//
//py:def exit(status=None, /)
func exit(t *objects.Thread, status objects.Object) error {
	args := []Object{status}
	if status == objects.None {
		args = nil
	} else if tuple := objects.AsTuple(status); tuple != nil {
		args = tuple.Items
	}
	e, err := objects.CallArgs(t, objects.Of(&objects.ExcSystemExit), args...)
	if err != nil {
		return err
	}
	return objects.Raise(t, objects.AsException(e))
}

// Return the current default encoding used by the Unicode implementation.
//
//py:def getdefaultencoding()
func getdefaultencoding() string { return "utf-8" }

// Return the encoding used to convert Unicode filenames to OS filenames.
//
//py:def getfilesystemencoding()
func getfilesystemencoding() string { return "utf-8" }

// Return the error mode used for Unicode to OS filename conversion.
//
//py:def getfilesystemencodeerrors()
func getfilesystemencodeerrors() string { return "surrogateescape" }

// Return the current value of the recursion limit.
//
// The recursion limit is the maximum depth of the Python interpreter
// stack.  This limit prevents infinite recursion from causing an overflow
// of the native stack and crashing Python.
//
//py:def getrecursionlimit()
func getrecursionlimit(t *objects.Thread) int { return t.Interp.RecursionLimit }

// Set the maximum depth of the Python interpreter stack to n.
//
// This limit prevents infinite recursion from causing an overflow of the native
// stack and crashing Python.  The highest possible limit is platform-
// dependent.
//
//py:def setrecursionlimit(limit, /)
func setrecursionlimit(t *objects.Thread, limit int32) error {
	if limit < 1 {
		return objects.ValueErrorf(t, "recursion limit must be greater or equal than 1")
	}
	if machine(t).Depth(t) >= int(limit) {
		return objects.Errorf(t, &objects.ExcRecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit, machine(t).Depth(t))
	}
	machine(t).SetRecursionLimit(t, int(limit))
	return nil
}

// Return the reference count of object.
//
// There are no counts: the references that can be found are counted, which
// takes as long as a garbage collection. The number says how many more or
// fewer there are than before, and includes the (temporary) reference as an
// argument to getrefcount().
//
//py:def getrefcount(object, /)
func getrefcount(t *objects.Thread, object objects.Object) int { return t.Interp.References(object) }

// getsizeof(object [, default]) -> int
//
// Return the size of object in bytes.
//
//py:def getsizeof(object, default=<missing>)
func getsizeof(t *objects.Thread, object, def objects.Object) (objects.Object, error) {
	v, found, err := objects.CallSpecial(t, object, t.Interp.Intern("__sizeof__"))
	if err == nil && !found {
		err = objects.TypeErrorf(t, "Type %.100s doesn't define __sizeof__", object.Type().Name200())
	}
	if err == nil {
		var n int
		if n, err = objects.AsSsize(t, v, &objects.ExcOverflowError); err == nil {
			if n < 0 {
				return objects.Object{}, objects.ValueErrorf(t, "__sizeof__() should return >= 0")
			}
			return objects.NewInt(int64(n)), nil
		}
	}
	if !def.IsNull() && objects.Matches(err, &objects.ExcTypeError) {
		return def, nil
	}
	return objects.Object{}, err
}

// Return a frame object from the call stack.
//
// If optional integer depth is given, return the frame object that many
// calls below the top of the stack.  If that is deeper than the call
// stack, ValueError is raised.  The default for depth is zero, returning
// the frame at the top of the call stack.
//
// This function should be used for internal and specialized purposes
// only.
//
//py:def _getframe(depth=0, /)
func getframe(t *objects.Thread, depth int32) (objects.Object, error) {
	f := t.Runtime.Frame(t, max(int(depth), 0))
	if f.IsNull() {
		return f, objects.ValueErrorf(t, "call stack is not deep enough")
	}
	return f, nil
}

// Return the name of the module for a calling frame.
//
// The default depth returns the module containing the call to this API.
// A more typical use in a library will pass a depth of 1 to get the user's
// module rather than the library module.
//
// If no frame, module, or name can be found, returns None.
//
//py:def _getframemodulename(depth=0)
func getframemodulename(t *objects.Thread, depth int32) (objects.Object, error) {
	return machine(t).FrameModule(t, int(depth)), nil
}

// “Intern” the given string.
//
// This enters the string in the (global) table of interned strings whose
// purpose is to speed up dictionary lookups. Return the string itself or
// the previously interned string object with the same value.
//
//py:def intern(string, /)
func intern(t *objects.Thread, s *objects.Str) (objects.Object, error) {
	if objects.Of(s).Type() != &objects.StrType {
		return objects.Object{}, objects.TypeErrorf(t, "can't intern %.400s", objects.Of(s).Type().Name200())
	}
	return objects.Of(t.Interp.InternStr(s)), nil
}

// Return True if the given string is "interned".
//
//py:def _is_interned(string, /)
func isInterned(t *objects.Thread, s *objects.Str) bool { return s.Interned() }

// Return True if Python is exiting.
//
//py:def is_finalizing()
func isFinalizing(t *objects.Thread) bool { return machine(t).Finalizing }

// Return True if the GIL is currently enabled and False if the GIL is disabled.
//
//py:def _is_gil_enabled()
func isGILEnabled() bool { return true }

// Passes the event to any hooks that are attached.
//
//py:def audit(event, /, *args)
func audit(t *objects.Thread, event string, args []objects.Object) error {
	return machine(t).Audit(t, event, args)
}

// Adds a new audit hook callback.
//
//py:def addaudithook(hook)
func addaudithook(t *objects.Thread, hook objects.Object) error {
	machine(t).AuditHooks = append(machine(t).AuditHooks, hook)
	return nil
}

// Set the maximum string digits limit for non-binary int<->str conversions.
//
//py:def set_int_max_str_digits(maxdigits)
func setIntMaxStrDigits(t *objects.Thread, maxdigits int32) error {
	if maxdigits != 0 && maxdigits < 640 {
		return objects.ValueErrorf(t, "maxdigits must be >= 640 or 0 for unlimited")
	}
	t.Interp.MaxStrDigits = int(maxdigits)
	return nil
}

// Return the maximum string digits limit for non-binary int<->str conversions.
//
//py:def get_int_max_str_digits()
func getIntMaxStrDigits(t *objects.Thread) int { return t.Interp.MaxStrDigits }

// Return the current thread switch interval; see sys.setswitchinterval().
//
//py:def getswitchinterval()
func getswitchinterval(t *objects.Thread) float64 { return t.Interp.SwitchInterval().Seconds() }

// Set the ideal thread switching delay inside the Python interpreter.
//
// The actual frequency of switching threads can be lower if the
// interpreter executes long sequences of uninterruptible code
// (this is implementation-specific and workload-dependent).
//
// The parameter must represent the desired switching delay in seconds
// A typical value is 0.005 (5 milliseconds).
//
//py:def setswitchinterval(interval, /)
func setswitchinterval(t *objects.Thread, interval float64) error {
	if interval <= 0 {
		return objects.ValueErrorf(t, "switch interval must be strictly positive")
	}
	t.Interp.SetSwitchInterval(time.Duration(min(interval*1e9, math.MaxInt64/2)))
	return nil
}

// set_asyncgen_hooks([firstiter] [, finalizer])
//
// Set a finalizer for async generators objects.
//
//py:def set_asyncgen_hooks(firstiter=<unrepresentable>, finalizer=<unrepresentable>)
func setAsyncgenHooks(t *objects.Thread, firstiter, finalizer objects.Object) error {
	for _, h := range []struct {
		name string
		v    Object
	}{{"finalizer", finalizer}, {"firstiter", firstiter}} {
		if !h.v.IsNull() && h.v != objects.None && !objects.Callable(h.v) {
			return objects.TypeErrorf(t, "callable %s expected, got %.50s", h.name, h.v.Type().Name200())
		}
	}
	set := func(place *Object, v Object) {
		if v == objects.None {
			*place = Object{}
		} else if !v.IsNull() {
			*place = v
		}
	}
	set(&t.AsyncHooks.Finalizer, finalizer)
	set(&t.AsyncHooks.Firstiter, firstiter)
	return nil
}

// Return the installed asynchronous generators hooks.
//
// This returns a namedtuple of the form (firstiter, finalizer).
//
//py:def get_asyncgen_hooks()
func getAsyncgenHooks(t *objects.Thread) objects.Object {
	return hooksType.Make(t.AsyncHooks.Firstiter.OrNone(), t.AsyncHooks.Finalizer.OrNone())
}

// Enable or disable origin tracking for coroutine objects in this thread.
//
// Coroutine objects will track 'depth' frames of traceback information
// about where they came from, available in their cr_origin attribute.
//
// Set a depth of 0 to disable.
//
//py:def set_coroutine_origin_tracking_depth(depth)
func setOriginDepth(t *objects.Thread, depth int32) error {
	if depth < 0 {
		return objects.ValueErrorf(t, "depth must be >= 0")
	}
	t.CoroutineOriginDepth = int(depth)
	return nil
}

// Check status of origin tracking for coroutine objects in this thread.
//
//py:def get_coroutine_origin_tracking_depth()
func getOriginDepth(t *objects.Thread) int { return t.CoroutineOriginDepth }

// Return the profiling function set with sys.setprofile.
//
//py:def getprofile()
func getprofile() objects.Object { return objects.None }

// Return the global debug tracing function set with sys.settrace.
//
//py:def gettrace()
func gettrace() objects.Object { return objects.None }

// Set the global debug tracing function: only None can be set, since the machine reports no events.
//
//py:def settrace(function, /)
func settrace(t *objects.Thread, function objects.Object) error {
	return onlyNone(t, "settrace", function)
}

// Set the profiling function: only None can be set, since the machine reports no events.
//
//py:def setprofile(function, /)
func setprofile(t *objects.Thread, function objects.Object) error {
	return onlyNone(t, "setprofile", function)
}

func onlyNone(t *objects.Thread, name string, function Object) error {
	if function != objects.None {
		return objects.Errorf(t, &objects.ExcNotImplementedError, "sys.%s: this interpreter reports no events", name)
	}
	return nil
}

// Clear all type caches.
//
//py:def _clear_internal_caches()
func clearInternalCaches() {}

// Return a dict mapping each thread's id to its current stack frame.
//
//py:def _current_frames()
func currentFrames(t *objects.Thread) (objects.Object, error) {
	d := objects.NewDict()
	for _, u := range t.Interp.Threads() {
		if f := t.Runtime.Frame(u, 0); !f.IsNull() {
			if err := d.Set(t, objects.NewInt(u.ID), f); err != nil {
				return objects.Object{}, err
			}
		}
	}
	return objects.Of(d), nil
}

// Return a dict mapping each thread's identifier to its current raised exception.
//
// This function should be used for specialized purposes only.
//
//py:def _current_exceptions()
func currentExceptions(t *objects.Thread) (objects.Object, error) {
	d := objects.NewDict()
	for _, u := range t.Interp.Threads() {
		if err := d.Set(t, objects.NewInt(u.ID), objects.ObjectOrNone(u.Handled())); err != nil {
			return objects.Object{}, err
		}
	}
	return objects.Of(d), nil
}

// Call func(*args), while tracing is enabled.
//
// The tracing state is saved, and restored afterwards.  This is intended
// to be called from a debugger from a checkpoint, to recursively debug
// some other code.
//
//py:def call_tracing(func, args, /)
func callTracing(t *objects.Thread, f objects.Object, args *objects.Tuple) (objects.Object, error) {
	return objects.Call(t, f, args.Items, nil)
}

// Whether a stack trampoline is active: never.
//
//py:def is_stack_trampoline_active()
func isStackTrampolineActive() bool { return false }

// Return True if remote debugging is enabled, False otherwise.
//
//py:def is_remote_debug_enabled()
func isRemoteDebugEnabled() bool { return false }

// Private function for getting PyConfig.cpu_count
//
//py:def _get_cpu_count_config()
func getCPUCountConfig(t *objects.Thread) int {
	if n, err := strconv.Atoi(machine(t).Config.XOptions["cpu_count"]); err == nil {
		return n
	}
	return -1
}

// Private function for clearing certain descriptors from a type's dictionary.
//
//py:def _clear_type_descriptors(type, /)
func clearTypeDescriptors(t *objects.Thread, typ *objects.Type) error {
	return t.ClearTypeDescriptors(typ)
}
