// Package signal is the _signal module. Signals of the process are taken by package os/signal; their handlers run in the main thread.
// What would need the signal mask of a thread (pthread_sigmask, sigwait, ...) is absent, since goroutines have no thread of their own.
//
//py:module _signal
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package signal

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// numSignals is NSIG: signals are below it.
const numSignals = 65

// Module declares the _signal module.
var Module = objects.ModuleDef{
	Name: "_signal",
	Doc: "This module provides mechanisms to use signal handlers in Python.\n\n" +
		"Functions:\n\n" +
		"alarm() -- cause SIGALRM after a specified time [Unix only]\n" +
		"setitimer() -- cause a signal (described below) after a specified\n" +
		"               float time and the timer may restart then [Unix only]\n" +
		"getitimer() -- get current value of timer [Unix only]\n" +
		"signal() -- set the action for a given signal\n" +
		"getsignal() -- get the signal action for a given signal\n" +
		"pause() -- wait until a signal arrives [Unix only]\n" +
		"default_int_handler() -- default SIGINT handler\n",
	Functions: moduleFunctions,
	Init: func() {
		itimerError = objects.Type{Name: "signal.itimer_error", Base: &objects.ExcOSError, Flags: objects.BaseType}
		objects.Ready(&itimerError)
	},
	Exec: exec,
}

var itimerError objects.Type

var (
	defaultAction = objects.NewInt(0)
	ignoreAction  = objects.NewInt(1)
)

// signals is the state of an interpreter.
type signals struct {
	in *objects.Interpreter
	// enabled says that the interpreter handles the signals of the process.
	enabled  bool
	handlers [numSignals]Object // null: not from Python
	arrived  [numSignals]atomic.Bool
	channels [numSignals]chan os.Signal
	wakeup   atomic.Int64 // file descriptor, -1: none
	warnFull atomic.Bool
	// profiling counts how often the profiling timer was set.
	profiling atomic.Uint64
	received  [numSignals]atomic.Uint64 // how often each came

	mu    sync.Mutex
	pause chan struct{} // closed when a handler was called
}

type stateKey struct{}

func stateOf(in *objects.Interpreter) *signals {
	return in.State(stateKey{}, func() any {
		s := &signals{in: in, pause: make(chan struct{})}
		s.wakeup.Store(-1)
		for i := 1; i < numSignals; i++ {
			s.handlers[i] = defaultAction
		}
		return s
	}).(*signals)
}

func state(t *objects.Thread) *signals { return stateOf(t.Interp) }

// Roots gives the handlers.
func (s *signals) Roots(visit func(Object)) {
	for _, h := range s.handlers {
		if !h.IsNull() {
			visit(h)
		}
	}
}

// Install makes the interpreter of t, which is the main program of its process, handle the process's signals: SIGINT raises
// KeyboardInterrupt, and writing to a closed pipe is an error rather than the end.
//
// CPython: Modules/signalmodule.c signal_install_handlers
func Install(t *objects.Thread) error {
	s := state(t)
	s.enabled = true
	m := t.Interp.Modules.GetStr(t.Interp.Intern("_signal"))
	if m.IsNull() {
		mod, err := Module.Instantiate(t)
		if err != nil {
			return err
		}
		m = objects.Of(mod)
		mod.Executed = true
		t.Interp.Modules.SetStr(mod.Name, m)
	}
	h, err := objects.GetAttr(t, m, t.Interp.Intern("default_int_handler"))
	if err != nil {
		return err
	}
	for _, sig := range []syscall.Signal{syscall.SIGPIPE, syscall.SIGXFSZ} {
		// Programs that are started are not to inherit this: the signal is received and dropped rather than ignored.
		s.handlers[sig] = ignoreAction
		s.channels[sig] = make(chan os.Signal, 1)
		signal.Notify(s.channels[sig], sig)
	}
	if signal.Ignored(syscall.SIGINT) {
		s.handlers[syscall.SIGINT] = ignoreAction
		return nil
	}
	s.handlers[syscall.SIGINT] = h
	s.listen(syscall.SIGINT)
	return nil
}

// listen begins to receive sig.
func (s *signals) listen(sig syscall.Signal) {
	if s.channels[sig] != nil {
		return
	}
	ch := make(chan os.Signal, 4)
	s.channels[sig] = ch
	signal.Notify(ch, sig)
	go func() {
		for range ch {
			s.trip(sig)
		}
	}()
}

// unlisten ends listen.
func (s *signals) unlisten(sig syscall.Signal) {
	if ch := s.channels[sig]; ch != nil {
		s.channels[sig] = nil
		signal.Stop(ch)
		close(ch)
	}
}

// trip has the handler of sig called soon. It may run on any goroutine.
//
// CPython: Modules/signalmodule.c trip_signal
func (s *signals) trip(sig syscall.Signal) {
	s.received[sig].Add(1)
	if s.arrived[sig].Swap(true) {
		s.wake(sig)
		return
	}
	s.in.AddPending(func(t *objects.Thread) error { return s.handle(t, sig) })
	s.wake(sig)
}

// Sending sends a signal by send. If that is to this very process its handler is called before Sending returns: the system delivers such
// a signal at once, but Go hands it on by another goroutine, for which this waits.
func Sending(t *objects.Thread, sig int32, toItself bool, send func() error) error {
	s := state(t)
	if !toItself || sig < 1 || sig >= numSignals || s.channels[sig] == nil || sig == int32(syscall.SIGPROF) {
		return send()
	}
	before := s.received[sig].Load()
	if err := send(); err != nil {
		return err
	}
	t.Blocking(func() {
		for i := 0; i < 200 && s.received[sig].Load() == before; i++ {
			time.Sleep(time.Duration(i) * 50 * time.Microsecond)
		}
	})
	return t.Interp.RunPending(t)
}

// wake writes the signal's number to the wakeup file descriptor.
func (s *signals) wake(sig syscall.Signal) {
	fd := s.wakeup.Load()
	if fd < 0 {
		return
	}
	_, err := syscall.Write(int(fd), []byte{byte(sig)})
	if err == nil || err == syscall.EAGAIN && !s.warnFull.Load() {
		return
	}
	errno, _ := err.(syscall.Errno)
	s.in.AddPending(func(t *objects.Thread) error {
		t.WriteUnraisableMessage(objects.NewOSError(t, errno), "Exception ignored when trying to write to the signal wakeup fd", Object{})
		return nil
	})
}

// handle calls the handler of sig.
//
// CPython: Modules/signalmodule.c _PyErr_CheckSignalsTstate
func (s *signals) handle(t *objects.Thread, sig syscall.Signal) error {
	s.arrived[sig].Store(false)
	h := s.handlers[sig]
	switch {
	case h.IsNull() || h == ignoreAction:
		return nil
	case h == defaultAction:
		dieOf(sig)
		return nil
	}
	_, err := objects.CallArgs(t, h, objects.NewInt(int64(sig)), t.Runtime.Frame(t, 0).OrNone())
	s.mu.Lock()
	close(s.pause)
	s.pause = make(chan struct{})
	s.mu.Unlock()
	return err
}

// dieOf does what a signal without handler does to a process, which Go does not let happen for all of them.
func dieOf(sig syscall.Signal) {
	switch sig {
	case syscall.SIGCHLD, syscall.SIGCONT, syscall.SIGURG, syscall.SIGWINCH:
		return
	}
	signal.Reset(sig)
	setDefaultAction(sig)
	_ = syscall.Kill(syscall.Getpid(), sig)
}

// Die ends the process as SIGINT does.
func Die() { dieOf(syscall.SIGINT) }

// Interrupt simulates the arrival of a signal.
//
// CPython: Modules/signalmodule.c PyErr_SetInterruptEx
func Interrupt(t *objects.Thread, sig int) error {
	if sig < 1 || sig >= numSignals {
		return objects.ValueErrorf(t, "signal number out of range")
	}
	s := state(t)
	if h := s.handlers[sig]; !h.IsNull() && h != defaultAction && h != ignoreAction {
		s.trip(syscall.Signal(sig))
	}
	return nil
}

// The default handler for SIGINT installed by Python.
//
// It raises KeyboardInterrupt.
//
//py:def default_int_handler(signalnum, frame, /)
func defaultIntHandler(t *objects.Thread, _, _ objects.Object) error {
	return objects.NewException(t, &objects.ExcKeyboardInterrupt)
}

func checkNumber(t *objects.Thread, n int32) error {
	if n < 1 || n >= numSignals {
		return objects.ValueErrorf(t, "signal number out of range")
	}
	return nil
}

// mainOnly is the error of functions that other threads, or interpreters that do not handle signals, call.
func (s *signals) mainOnly(t *objects.Thread, what string) error {
	if t == t.Interp.Main() && s.enabled {
		return nil
	}
	return objects.ValueErrorf(t, "%s only works in main thread of the main interpreter", what)
}

// Set the action for the given signal.
//
// The action can be SIG_DFL, SIG_IGN, or a callable Python object.
// The previous action is returned.  See getsignal() for possible return values.
//
// *** IMPORTANT NOTICE ***
// A signal handler function is called with two arguments:
// the first is the signal number, the second is the interrupted stack frame.
//
// CPython: Modules/signalmodule.c signal_signal_impl
//
//py:def signal(signalnum, handler, /)
func setSignal(t *objects.Thread, signalnum int32, handler objects.Object) (objects.Object, error) {
	s := state(t)
	if err := s.mainOnly(t, "signal"); err != nil {
		return Object{}, err
	}
	if err := checkNumber(t, signalnum); err != nil {
		return Object{}, err
	}
	sig := syscall.Signal(signalnum)
	action := Object{}
	if objects.Callable(handler) {
		action = handler
	} else {
		for _, a := range []Object{defaultAction, ignoreAction} {
			same, err := objects.EqualBool(t, handler, a)
			if err != nil {
				return Object{}, err
			}
			if same {
				action = a
			}
		}
		if action.IsNull() {
			return Object{}, objects.TypeErrorf(t, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
		}
	}
	if err := t.Interp.RunPending(t); err != nil {
		return Object{}, err
	}
	if uncatchable(sig) {
		return Object{}, objects.NewOSError(t, syscall.EINVAL)
	}
	switch action {
	case defaultAction:
		s.unlisten(sig)
		signal.Reset(sig)
		s.defaults(sig)
	case ignoreAction:
		s.unlisten(sig)
		signal.Ignore(sig)
	default:
		s.listen(sig)
	}
	old := s.handlers[sig]
	s.handlers[sig] = action
	return old.OrNone(), nil
}

// uncatchable tells of signals that no process can handle.
func uncatchable(sig syscall.Signal) bool {
	return sig == syscall.SIGKILL || sig == syscall.SIGSTOP || sig == 32 || sig == 33
}

// defaults sees to it that sig has its default action, where that is the end of the process and Go would ignore it.
func (s *signals) defaults(sig syscall.Signal) {
	switch sig {
	case syscall.SIGALRM, syscall.SIGVTALRM, syscall.SIGPROF, syscall.SIGUSR1, syscall.SIGUSR2:
		if s.enabled && s.handlers[sig] == defaultAction {
			s.listen(sig)
		}
	}
}

// Return the current action for the given signal.
//
// The return value can be:
//
//	SIG_IGN -- if the signal is being ignored
//	SIG_DFL -- if the default action for the signal is in effect
//	None    -- if an unknown handler is in effect
//	anything else -- the callable Python object used as a handler
//
//py:def getsignal(signalnum, /)
func getsignal(t *objects.Thread, signalnum int32) (objects.Object, error) {
	if err := checkNumber(t, signalnum); err != nil {
		return Object{}, err
	}
	return state(t).handlers[signalnum].OrNone(), nil
}

// Send a signal to the executing process.
//
//py:def raise_signal(signalnum, /)
func raiseSignal(t *objects.Thread, signalnum int32) error {
	s := state(t)
	if signalnum < 0 || signalnum >= numSignals {
		return objects.NewOSError(t, syscall.EINVAL)
	}
	if signalnum == 0 {
		return t.Interp.RunPending(t)
	}
	sig := syscall.Signal(signalnum)
	switch h := s.handlers[sig]; h {
	case ignoreAction:
		return nil
	case defaultAction, Object{}:
		if !s.enabled {
			return objects.NewOSError(t, syscall.EPERM)
		}
		dieOf(sig)
	default:
		s.trip(sig)
	}
	return t.Interp.RunPending(t)
}

// Change system call restart behaviour.
//
// If flag is False, system calls will be restarted when interrupted by
// signal sig, else system calls will be interrupted.
// System calls are restarted here in any case: functions go on after a signal anyway.
//
//py:def siginterrupt(signalnum, flag, /)
func siginterrupt(t *objects.Thread, signalnum, _ int32) error {
	if err := checkNumber(t, signalnum); err != nil {
		return err
	}
	if uncatchable(syscall.Signal(signalnum)) {
		return objects.NewOSError(t, syscall.EINVAL)
	}
	return nil
}

// Wait until a signal arrives.
//
//py:def pause()
func pause(t *objects.Thread) error {
	s := state(t)
	s.mu.Lock()
	ch := s.pause
	s.mu.Unlock()
	_, err := t.Wait(ch, -1)
	return err
}

// Sets the fd to be written to (with the signal number) when a signal comes in.
//
// A library can use this to wakeup select or poll.
// The previous fd or -1 is returned.
//
// The fd must be non-blocking.
//
// CPython: Modules/signalmodule.c signal_set_wakeup_fd_impl
//
//py:def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)
func setWakeupFd(t *objects.Thread, fd int32, warnOnFullBuffer bool) (int64, error) {
	s := state(t)
	if t != t.Interp.Main() || !s.enabled {
		return 0, objects.ValueErrorf(t, "set_wakeup_fd only works in main thread of the main interpreter")
	}
	if fd != -1 {
		blocking, err := isBlocking(int(fd))
		if err != nil {
			return 0, objects.OSErrorFromGo(t, err)
		}
		if blocking {
			return 0, objects.ValueErrorf(t, "the fd %d must be in non-blocking mode", fd)
		}
	}
	s.warnFull.Store(warnOnFullBuffer)
	return s.wakeup.Swap(int64(fd)), nil
}

// Return the system description of the given signal.
//
// Returns the description of signal *signalnum*, such as "Interrupt"
// for :const:`SIGINT`. Returns :const:`None` if *signalnum` has no
// description. Raises :exc:`ValueError` if *signalnum* is invalid.
//
//py:def strsignal(signalnum, /)
func strsignal(t *objects.Thread, signalnum int32) (objects.Object, error) {
	if err := checkNumber(t, signalnum); err != nil {
		return Object{}, err
	}
	if s, ok := descriptions[syscall.Signal(signalnum)]; ok {
		return objects.NewStr(s), nil
	}
	return realTime(int(signalnum)), nil
}

// Return a set of valid signal numbers on this platform.
//
// The signal numbers returned by this function can be safely passed to
// functions like `pthread_kill`.
//
//py:def valid_signals()
func validSignals(t *objects.Thread) (objects.Object, error) {
	set := objects.NewSet()
	for n := 1; n < numSignals; n++ {
		if n == 32 || n == 33 {
			continue
		}
		if err := set.Add(t, objects.NewInt(int64(n))); err != nil {
			return Object{}, err
		}
	}
	return objects.Of(set), nil
}

func exec(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "SIG_DFL", defaultAction)
	m.Add(t, "SIG_IGN", ignoreAction)
	m.Add(t, "NSIG", objects.NewInt(numSignals))
	for name, sig := range numbers {
		m.Add(t, name, objects.NewInt(int64(sig)))
	}
	m.Add(t, "ITIMER_REAL", objects.NewInt(itimerReal))
	m.Add(t, "ITIMER_VIRTUAL", objects.NewInt(itimerVirtual))
	m.Add(t, "ITIMER_PROF", objects.NewInt(itimerProf))
	m.Add(t, "ItimerError", objects.Of(&itimerError))
	return nil
}
