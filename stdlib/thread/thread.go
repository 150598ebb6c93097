// Package thread is the _thread module: Python threads are goroutines that take turns on their interpreter's lock.
//
//py:module _thread
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package thread

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/signal"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the _thread module.
var Module = objects.ModuleDef{
	Name:      "_thread",
	Doc:       "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
	Functions: moduleFunctions,
	Init:      setup,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "lock", objects.Of(&lockType))
		m.Add(t, "LockType", objects.Of(&lockType))
		m.Add(t, "RLock", objects.Of(&rlockType))
		m.Add(t, "_local", objects.Of(&localType))
		m.Add(t, "_ThreadHandle", objects.Of(&handleType))
		m.Add(t, "_ExceptHookArgs", objects.Of(&exceptHookArgs.Type))
		m.Add(t, "error", objects.Of(&objects.ExcRuntimeError))
		m.Add(t, "TIMEOUT_MAX", objects.NewFloat(math.Floor(float64(math.MaxInt64)/1e9)))
		return nil
	},
}

var exceptHookArgs objects.StructSequenceType

// threads is what the module has for each interpreter. It belongs to the holder of the interpreter's lock.
type threads struct {
	running   int // threads that this module started
	stackSize int
	locals    map[*objects.Thread]*localSet
	handles   map[*handle]struct{}      // of the threads that the interpreter's end waits for
	calls     map[*objects.Thread]*call // what the threads run
}

// call is what a thread runs: the goroutine's references, for the search of garbage.
type call struct {
	function Object
	args     []Object
}

type stateKey struct{}

func state(t *objects.Thread) *threads {
	return t.Interp.State(stateKey{}, func() any {
		return &threads{locals: map[*objects.Thread]*localSet{}, handles: map[*handle]struct{}{}, calls: map[*objects.Thread]*call{}}
	}).(*threads)
}

func setup() {
	exceptHookArgs.Init("_thread._ExceptHookArgs", "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.", 4, []objects.StructField{
		{Name: "exc_type", Doc: "Exception type"},
		{Name: "exc_value", Doc: "Exception value"},
		{Name: "exc_traceback", Doc: "Exception traceback"},
		{Name: "thread", Doc: "Thread"},
	})
	setupLocks()
	localType = objects.Type{
		Name: "_thread._local", Doc: "Thread-local data", Flags: objects.BaseType | objects.HasInstDict | objects.HasWeakrefs,
		Layout:  objects.LayoutWithDict[local](unsafe.Offsetof(local{}.attrs)),
		Slots:   objects.Slots{New: localNew, GetAttr: localGetAttr, SetAttr: localSetAttr, Traverse: localTraverse},
		GetSets: localGetSets,
	}
	objects.Ready(&localType)
	handleType = objects.Type{
		Name: "_thread._ThreadHandle", Flags: objects.HasWeakrefs, Layout: objects.LayoutOf[handle](),
		Slots:   objects.Slots{New: bindThreadHandleNew, Repr: handleRepr},
		Methods: threadHandleMethods, GetSets: threadHandleGetSets,
	}
	objects.Ready(&handleType)
}

// allocate_lock() -> lock object
//
// Create a new lock object. See help(type(threading.Lock())) for
// information about locks.
//
//py:def allocate_lock()
//py:def allocate()
//py:nosig
func allocateLock() objects.Object { return objects.Of(newLock(&lockType)) }

// get_ident() -> integer
//
// Return a non-zero integer that uniquely identifies the current thread
// amongst other threads that exist simultaneously.
//
//py:def get_ident()
//py:nosig
func getIdent(t *objects.Thread) int64 { return t.ID }

// Internal only. Return a non-zero integer that uniquely identifies the main thread
// of the main interpreter.
//
//py:def _get_main_thread_ident()
//py:nosig
func getMainThreadIdent(t *objects.Thread) int64 { return t.Interp.Main().ID }

// Return True if the current interpreter is the main Python interpreter.
//
//py:def _is_main_interpreter()
//py:nosig
func isMainInterpreter() bool { return true }

// Return True if daemon threads are allowed in the current interpreter,
// and False otherwise.
//
//py:def daemon_threads_allowed()
//py:nosig
func daemonThreadsAllowed() bool { return true }

// Return the number of currently running Python threads, excluding
// the main thread. The returned number comprises all threads created
// through `start_new_thread()` as well as `threading.Thread`, and not
// yet finished.
//
// This function is meant for internal and specialized purposes only.
// In most applications `threading.enumerate()` should be used instead.
//
//py:def _count()
//py:nosig
func count(t *objects.Thread) int { return state(t).running }

// This is synonymous to “raise SystemExit”.  It will cause the current
// thread to exit silently unless the exception is caught.
//
//py:def exit()
//py:def exit_thread()
//py:nosig
func exit(t *objects.Thread) error { return objects.NewException(t, &objects.ExcSystemExit) }

// Return the thread stack size used when creating new threads.  The
// optional size argument specifies the stack size (in bytes) to be used
// for subsequent threads; it must be 0 or a number of at least 32 KiB. The stacks
// of threads grow as they need to, so that it has no other effect.
//
// CPython: Modules/_threadmodule.c thread_stack_size
//
//py:def stack_size(size=0, /)
//py:nosig
func stackSize(t *objects.Thread, size int) (int, error) {
	s := state(t)
	if size < 0 {
		return 0, objects.ValueErrorf(t, "size must be 0 or a positive value")
	}
	if size > 0 && size < 0x8000 {
		return 0, objects.ValueErrorf(t, "size not valid: %d bytes", size)
	}
	old := s.stackSize
	s.stackSize = size
	return old, nil
}

// Start a new thread and return its identifier.
//
// The thread will call the function with positional arguments from the
// tuple args and keyword arguments taken from the optional dictionary
// kwargs.  The thread exits when the function returns; the return value
// is ignored.  The thread will also exit when the function raises an
// unhandled exception; a stack trace will be printed unless the exception
// is SystemExit.
//
// CPython: Modules/_threadmodule.c thread_PyThread_start_new_thread
//
//py:def start_new_thread(function, args, kwargs=<missing>, /)
//py:def start_new(function, args, kwargs=<missing>, /)
func startNewThread(t *objects.Thread, function, args, kwargs objects.Object) (int64, error) {
	if !objects.Callable(function) {
		return 0, objects.TypeErrorf(t, "first arg must be callable")
	}
	positional := objects.AsTuple(args)
	if positional == nil {
		return 0, objects.TypeErrorf(t, "2nd arg must be a tuple")
	}
	var keywords *objects.Dict
	if !kwargs.IsNull() {
		if keywords = objects.AsDict(kwargs); keywords == nil {
			return 0, objects.TypeErrorf(t, "optional 3rd arg must be a dictionary")
		}
	}
	h := newHandle()
	if err := start(t, h, function, positional.Items, keywords, true); err != nil {
		return 0, err
	}
	return h.ident, nil
}

// *For internal use only*: start a new thread.
//
// Like start_new_thread(), this starts a new thread calling the given function.
// Unlike start_new_thread(), this returns a handle object with methods to join
// or detach the given thread.
// This function is not for third-party code, please use the
// `threading` module instead. During finalization the runtime will not wait for
// the thread to exit if daemon is True. If handle is provided it must be a
// newly created thread._ThreadHandle instance.
//
// CPython: Modules/_threadmodule.c thread_PyThread_start_joinable_thread
//
//py:def start_joinable_thread(function, handle=None, daemon=True)
//py:nosig
func startJoinableThread(t *objects.Thread, function, handleArg objects.Object, daemon bool) (objects.Object, error) {
	if !objects.Callable(function) {
		return Object{}, objects.TypeErrorf(t, "thread function must be callable")
	}
	var h *handle
	if handleArg == objects.None {
		h = newHandle()
	} else if h = asHandle(handleArg); h == nil {
		return Object{}, objects.TypeErrorf(t, "'handle' must be a _ThreadHandle")
	}
	if h.state != handleNotStarted {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "thread already started")
	}
	if err := start(t, h, function, nil, nil, daemon); err != nil {
		return Object{}, err
	}
	return objects.Of(h), nil
}

// start runs function in a new thread.
func start(t *objects.Thread, h *handle, function Object, args []Object, kwargs *objects.Dict, daemon bool) error {
	if t.Interp.Closed() {
		return objects.Errorf(t, &objects.ExcPythonFinalizationError, "can't create new thread at interpreter shutdown")
	}
	all, kwnames, err := objects.FlattenKeywords(t, args, kwargs)
	if err != nil {
		return err
	}
	all = append([]Object(nil), all...)
	s := state(t)
	u := t.Runtime.NewThread()
	h.state, h.ident = handleRunning, u.ID
	if !daemon {
		s.handles[h] = struct{}{}
	}
	s.running++
	s.calls[u] = &call{function, all}
	go run(u, h, function, all, kwnames)
	return nil
}

// run is the goroutine of a thread. A Go panic in it is reported like a Python exception, as an error of the interpreter. At
// the end of the interpreter the goroutine may end anywhere (see Thread.Acquire), without the lock.
//
// CPython: Modules/_threadmodule.c thread_run
func run(t *objects.Thread, h *handle, function Object, args []Object, kwnames *objects.Tuple) {
	defer close(h.done)
	defer func() {
		if !t.Holds() {
			return
		}
		if p := recover(); p != nil {
			report(t, function, objects.SystemErrorf(t, "panic in a thread: %v", p))
		}
		s := state(t)
		s.running--
		delete(s.calls, t)
		s.dropLocals(t)
		delete(s.handles, h)
		h.state = handleDone
		t.Interp.Forget(t)
		t.Release()
	}()
	t.Acquire()
	if _, err := objects.Call(t, function, args, kwnames); err != nil && !objects.Matches(err, &objects.ExcSystemExit) {
		report(t, function, err)
	}
}

func report(t *objects.Thread, function Object, err error) {
	r, rerr := objects.Repr(t, function)
	if rerr != nil {
		r = objects.MakeStr("<object repr() failed>")
	}
	t.WriteUnraisableMessage(err, "Exception ignored in thread started by "+r.String(), Object{})
}

// Wait for all non-daemon threads (other than the calling thread) to stop.
//
// CPython: Modules/_threadmodule.c thread_shutdown
//
//py:def _shutdown()
//py:nosig
func shutdown(t *objects.Thread) error {
	s := state(t)
	for {
		var next *handle
		for h := range s.handles {
			if h.ident != t.ID && h.state == handleRunning {
				next = h
				break
			}
		}
		if next == nil {
			return nil
		}
		if _, err := t.Wait(next.done, -1); err != nil {
			t.WriteUnraisableMessage(err, "Exception ignored while joining a thread in _thread._shutdown()", Object{})
			return nil
		}
		delete(s.handles, next)
	}
}

// Internal only. Make a thread handle for threads not spawned
// by the _thread or threading module.
//
//py:def _make_thread_handle(ident, /)
//py:nosig
func makeThreadHandle(t *objects.Thread, ident objects.Object) (objects.Object, error) {
	if !ident.Type().IsSubtype(&objects.IntType) {
		return Object{}, objects.TypeErrorf(t, "ident must be an integer")
	}
	n, err := objects.AsSsize(t, ident, &objects.ExcOverflowError)
	if err != nil {
		return Object{}, err
	}
	h := newHandle()
	h.ident, h.state = int64(n), handleRunning
	return objects.Of(h), nil
}

// Handle uncaught Thread.run() exception.
//
// CPython: Modules/_threadmodule.c thread_excepthook
//
//py:def _excepthook(args, /)
//py:nosig
func excepthook(t *objects.Thread, args objects.Object) error {
	if args.Type() != &exceptHookArgs.Type {
		return objects.TypeErrorf(t, "_thread._excepthook argument type must be ExceptHookArgs")
	}
	items := objects.AsTuple(args).Items
	if items[0] == objects.Of(&objects.ExcSystemExit) {
		return nil
	}
	in := t.Interp
	thread := items[3]
	file := in.SysDict.GetStr(in.Intern("stderr"))
	if file.OrNone() == objects.None {
		if thread == objects.None {
			return nil
		}
		var err error
		if file, err = objects.GetAttr(t, thread, in.Intern("_stderr")); err != nil {
			return err
		}
		if file == objects.None {
			return nil
		}
	}
	name := fmt.Sprint(t.ID)
	if thread != objects.None {
		v, err := objects.LookupAttr(t, thread, in.Intern("_name"))
		if err != nil {
			return err
		}
		if !v.IsNull() {
			s, err := objects.ToStr(t, v)
			if err != nil {
				return err
			}
			name = s.String()
		}
	}
	if _, err := objects.CallMethod(t, file, in.Intern("write"), objects.NewStr("Exception in thread "+name+":\n")); err != nil {
		return err
	}
	exc := objects.AsException(items[1])
	if exc == nil {
		e, err := objects.CallArgs(t, items[0])
		if err != nil {
			return err
		}
		if exc = objects.AsException(e); exc == nil {
			return nil
		}
	}
	if file == in.SysDict.GetStr(in.Intern("stderr")) {
		objects.DisplayException(t, exc)
	} else {
		var b writer
		objects.PrintException(t, &b, exc)
		if _, err := objects.CallMethod(t, file, in.Intern("write"), objects.NewStr(string(b))); err != nil {
			return err
		}
	}
	_, err := objects.CallMethod(t, file, in.Intern("flush"))
	return err
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

// Simulate the arrival of the given signal in the main thread,
// where the corresponding signal handler will be executed.
// If *signum* is omitted, SIGINT is assumed.
// A subthread can use this function to interrupt the main thread.
//
// Note: the default signal handler for SIGINT raises “KeyboardInterrupt“.
//
//py:def interrupt_main(signum=2, /)
//py:sig ($module, signum=signal.SIGINT, /)
func interruptMain(t *objects.Thread, signum int32) error {
	if err := signal.Interrupt(t, int(signum)); err != nil {
		return err
	}
	return t.Interp.RunPending(t)
}
