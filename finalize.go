package gophersnake

import (
	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/atexit"
	"github.com/gophersnake/gophersnake/stdlib/signal"
)

// statusFlush is the exit status when what was written to standard output cannot be delivered.
const statusFlush = 120

// finalize ends the interpreter in the order of CPython: non-daemon threads end, the registered exit functions are called, what needs it is
// finalized, the standard streams are flushed. err is what the main program ended with, status the exit status so far; limit calls each
// step.
//
// CPython: Python/pylifecycle.c _Py_Finalize
func (r *Runtime) finalize(status int, err error, limit func(step func())) int {
	t, in := r.thread, r.vm.Interp
	limit(func() {
		if m := in.Modules.GetStr(in.Intern("threading")); !m.IsNull() && m != objects.None {
			if _, err := objects.CallMethod(t, m, in.Intern("_shutdown")); err != nil && !objects.AsExc(t, err).Hard() {
				t.WriteUnraisableMessage(err, "Exception ignored on threading shutdown", m)
			}
		}
	})
	limit(func() { atexit.Run(t) })
	flush := func() {
		if !r.flush() {
			status = statusFlush
		}
	}
	limit(flush)
	r.vm.Finalizing = true
	in.CloseThreads()
	limit(func() { in.FinalizeAll(t) })
	limit(flush)
	if r.signals && objects.Matches(err, &objects.ExcKeyboardInterrupt) {
		// Whoever started the program is to see that SIGINT ended it.
		signal.Die()
	}
	return status
}

// flush flushes the standard streams; false if standard output failed.
//
// CPython: Python/pylifecycle.c flush_std_files
func (r *Runtime) flush() bool {
	t, in := r.thread, r.vm.Interp
	ok := true
	for _, name := range []string{"stdout", "stderr"} {
		f := in.SysDict.GetStr(in.Intern(name))
		if f.OrNone() == objects.None {
			continue
		}
		closed, err := objects.LookupAttr(t, f, in.Intern("closed"))
		if err == nil && !closed.IsNull() {
			if is, err := objects.Truth(t, closed); err == nil && is {
				continue
			}
		}
		if _, err := objects.CallMethod(t, f, in.Intern("flush")); err != nil && name == "stdout" {
			t.WriteUnraisableMessage(err, "Exception ignored while flushing sys.stdout", objects.Object{})
			ok = false
		}
	}
	return ok
}
