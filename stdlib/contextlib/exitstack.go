package contextlib

import "github.com/gophersnake/gophersnake/objects"

// Where exceptions leave __exit__ and close of ExitStack. AsyncExitStack's coroutines have the same places, and one for await.
const (
	unwindDetails = iota
	unwindPop
	unwindAssert
	unwindCall
	unwindRaise
	unwindAwait
)

// defineExitStack makes ExitStack.
//
// CPython: Lib/contextlib.py:557-627 ExitStack
func (m *module) defineExitStack(t *objects.Thread) (err error) {
	if err := m.defineBaseStack(t); err != nil {
		return err
	}
	m.stack, err = m.class(t, class{
		name: "ExitStack", line: 557, bases: []*objects.Type{m.baseStack, m.abstract},
		doc: `Context manager that keeps a stack of exit callbacks, and calls them at the end of the block.

    with ExitStack() as stack:
        files = [stack.enter_context(open(name)) for name in names]

closes all files that were opened, even if one could not be.
`,
		methods: []function{
			{def: "__enter__(self)", line: 568, call: returnSelf},
			{def: "__exit__(self, *exc_details)", line: 571, call: m.exitStack, raw: true, spots: []objects.Spot{
				unwindDetails: {Line: 572, Column: 14, Text: "exc_details[1]"},
				unwindPop:     {Line: 597, Column: 26, Text: "self._exit_callbacks.pop()"},
				unwindAssert:  {Line: 598, Column: 19, Text: "is_sync"},
				unwindCall:    {Line: 604, Column: 19, Text: "cb(*exc_details)"},
				unwindRaise:   {Line: 619, Column: 16, Text: "raise exc"},
			}},
			{def: "close(self)", line: 625, call: closeStack, doc: "Call the callbacks at once.",
				spots: []objects.Spot{onlySpot: {Line: 627, Column: 8, Text: "self.__exit__(None, None, None)"}}},
		},
	})
	return err
}

// unwinding is the state of an exit stack that calls its callbacks.
type unwinding struct {
	exc        Object             // the exception that the next callback sees, or None
	frame      *objects.Exception // that being handled when the unwinding began
	received   bool
	suppressed bool
	pending    bool // exc was raised by a callback
	last       exitCallback
	details    [3]Object // what the last callback was called with, if that takes it
}

// begin begins an unwinding; args are the arguments of __exit__.
func (u *unwinding) begin(t *objects.Thread, fn *objects.Function, args []Object) error {
	if len(args) < 3 {
		return fn.Trace(t, args[:1], unwindDetails, objects.Errorf(t, &objects.ExcIndexError, "tuple index out of range"))
	}
	u.exc = args[2]
	u.received = u.exc != objects.None
	u.frame = t.Handled()
	return nil
}

// call calls the last callback.
func (u *unwinding) call(t *objects.Thread) (Object, error) {
	if err := u.detail(t); err != nil {
		return Object{}, err
	}
	return u.last.call(t, u.details[:])
}

// detail sets the details for the last callback.
func (u *unwinding) detail(t *objects.Thread) (err error) {
	if u.exc == objects.None {
		u.details = [3]Object{objects.None, objects.None, objects.None}
		return nil
	}
	tb := objects.None
	if e := objects.AsException(u.exc); e == nil {
		tb, err = objects.GetAttr(t, u.exc, nameTraceback)
	} else {
		tb = objects.ObjectOrNone(e.Traceback)
	}
	u.details = [3]Object{objects.Of(u.exc.Type()), u.exc, tb}
	return err
}

// result notes what a callback returned.
func (u *unwinding) result(t *objects.Thread, v Object) error {
	suppress, err := objects.Truth(t, v)
	if suppress {
		u.suppressed, u.pending, u.exc = true, false, objects.None
	}
	return err
}

// raised notes that a callback raised exc; it gives an error where nothing may go on.
//
// CPython: Lib/contextlib.py:571-623 ExitStack.__exit__
func (u *unwinding) raised(t *objects.Thread, exc *objects.Exception) error {
	if exc.Hard() {
		return exc
	}
	old := objects.AsException(u.exc)
	if old == nil && u.exc != objects.None {
		return objects.TypeErrorf(t, "exception context must be None or derive from BaseException")
	}
	fixContext(exc, old, u.frame)
	u.pending, u.exc = true, objects.Of(exc)
	return nil
}

// fixContext makes the exceptions look as if the callbacks were nested with statements: it gives old to the end of exc's chain of
// contexts, unless it is there already.
//
// CPython: Lib/contextlib.py:578-590 ExitStack.__exit__._fix_exception_context; Lib/contextlib.py:723-735 AsyncExitStack.__aexit__._fix_exception_context
func fixContext(exc, old, frame *objects.Exception) {
	for {
		context := exc.Context
		if context == nil || context == old {
			return
		}
		if context == frame {
			break
		}
		exc = context
	}
	exc.Context = old
}

// end tells what __exit__ gives in the end: err is what it raises.
func (u *unwinding) end(t *objects.Thread, fn *objects.Function, args []Object) (Object, error) {
	if !u.pending {
		return objects.NewBool(u.received && u.suppressed), nil
	}
	exc := objects.AsException(u.exc)
	// Raising it replaces the context that fixContext made.
	context := exc.Context
	err := fn.Trace(t, args, unwindRaise, objects.Raise(t, exc))
	exc.Context = context
	return Object{}, err
}

// traceCall notes in err's traceback that it leaves the last callback's _exit_wrapper, where there is one, and fn.
func (m *module) traceCall(t *objects.Thread, u *unwinding, fn *objects.Function, args []Object, spot int, err error) *objects.Exception {
	if u.last.kind == exitCall {
		if wrapper, werr := m.wrapCall(t, &u.last); werr == nil {
			err = wrapper.Trace(t, u.details[:], onlySpot, err)
		}
	}
	return objects.AsExc(t, fn.Trace(t, args, spot, err))
}

// exitStack calls the callbacks, the last one first.
//
// CPython: Lib/contextlib.py:571-623 ExitStack.__exit__
func (m *module) exitStack(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	u := m.spareSyncUnwindings.get()
	v, err := m.unwind(t, u, fn, args)
	*u = unwinding{}
	m.spareSyncUnwindings.put(u)
	return v, err
}

func (m *module) unwind(t *objects.Thread, u *unwinding, fn *objects.Function, args []Object) (Object, error) {
	self := args[0]
	if err := u.begin(t, fn, args); err != nil {
		return Object{}, err
	}
	for {
		var ok bool
		var err error
		if u.last, ok, err = m.pop(t, self); err != nil {
			return Object{}, fn.Trace(t, args, unwindPop, err)
		}
		if !ok {
			m.emptied(self)
			return u.end(t, fn, args)
		}
		if u.last.async {
			return Object{}, fn.Trace(t, args, unwindAssert, objects.NewException(t, &objects.ExcAssertionError))
		}
		v, err := u.call(t)
		if err == nil && v != objects.None && v != objects.False {
			err = u.result(t, v)
		}
		if err != nil {
			if err = u.raised(t, m.traceCall(t, u, fn, args, unwindCall, err)); err != nil {
				return Object{}, err
			}
		}
	}
}

// closeStack calls the callbacks without an exception.
//
// CPython: Lib/contextlib.py:625-627 ExitStack.close
func closeStack(t *objects.Thread, fn *objects.Function, args []Object, _ *objects.Tuple) (Object, error) {
	if _, err := objects.CallMethod(t, args[0], nameExit, objects.None, objects.None, objects.None); err != nil {
		return Object{}, fn.Trace(t, args, onlySpot, err)
	}
	return objects.None, nil
}
