package gophersnake

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
	"weak"

	"github.com/gophersnake/gophersnake/objects"
)

// ErrClosed is the error of using a Runtime that is closed, and what ends scripts when it is being closed.
var ErrClosed = errors.New("gophersnake: the interpreter is closed")

const (
	// defaultGrace is how long a stopped script may clean up.
	defaultGrace = time.Second
	// maxCalls bounds how many calls into an interpreter there are at a time, each with a Python thread of its own.
	maxCalls = 10_000
	// maxIdle bounds how many Python threads are kept for further calls.
	maxIdle = 16
	// maxNested bounds how deep Go functions, called from Python, call Python again.
	maxNested = 64
)

// host is what a Runtime knows of the Go code around it.
type host struct {
	grace time.Duration
	// ended is closed when the interpreter is being finalized: nothing enters it any more.
	ended chan struct{}

	mu       sync.Mutex
	idle     []*objects.Thread
	posted   []func(t *objects.Thread, err error) // see post
	posting  bool
	mainBusy bool
	calls    map[*call]struct{}
	threads  map[*objects.Thread]*call
	left     *sync.Cond // a call ended
	strays   *call      // stands for the threads that Python code started
	closing  bool
	closed   bool
	handles  map[weak.Pointer[Object]]struct{}

	// What follows belongs to the holder of the interpreter's lock.
	pending map[*goCall]struct{}  // the coroutines that wait for Go code
	held    map[*offLock]struct{} // what is entered
	loop    *loopThread
}

// call is a call of Go code into the interpreter: it has a Python thread to itself.
type call struct {
	t       *objects.Thread
	ctx     context.Context
	nested  int
	unwatch func() bool

	mu      sync.Mutex
	ended   bool
	stopped bool // for good
	cause   error
	cancels map[*context.CancelCauseFunc]bool
	timer   *time.Timer
}

type nestedKey struct{}

func (r *Runtime) initHost(grace time.Duration) {
	if grace == 0 {
		grace = defaultGrace
	}
	r.host = host{
		grace: grace, ended: make(chan struct{}), calls: map[*call]struct{}{}, threads: map[*objects.Thread]*call{}, handles: map[weak.Pointer[Object]]struct{}{},
		pending: map[*goCall]struct{}{}, held: map[*offLock]struct{}{}, strays: &call{ctx: context.Background(), cancels: map[*context.CancelCauseFunc]bool{}},
	}
	r.host.left = sync.NewCond(&r.host.mu)
	r.vm.HostRoots = r.roots
}

// entry says how a call enters the interpreter.
type entry uint8

const (
	aside  entry = 1 << iota // not on the main thread
	inside                   // for what the interpreter waits for: while it is being closed, too
)

// enter takes the interpreter's lock with a thread that nobody uses: the main thread if that is free. ctx's end stops what runs.
func (r *Runtime) enter(ctx context.Context, how entry) (*call, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	c := &call{ctx: ctx, cancels: map[*context.CancelCauseFunc]bool{}}
	if parent, _ := ctx.Value(nestedKey{}).(*call); parent != nil {
		how |= inside
		if c.nested = parent.nested + 1; c.nested > maxNested {
			return nil, errors.New("gophersnake: Go and Python call each other too deeply")
		}
	}
	h := &r.host
	h.mu.Lock()
	if h.closed || h.closing && how&inside == 0 {
		h.mu.Unlock()
		return nil, ErrClosed
	}
	if len(h.calls) >= maxCalls && how&inside == 0 {
		h.mu.Unlock()
		return nil, errors.New("gophersnake: too many calls at a time")
	}
	var t *objects.Thread
	switch n := len(h.idle); {
	case !h.mainBusy && how&aside == 0:
		h.mainBusy = true
		t = r.thread
	case n > 0:
		t, h.idle = h.idle[n-1], h.idle[:n-1]
	}
	h.calls[c] = struct{}{}
	if t != nil {
		h.threads[t] = c
	}
	h.mu.Unlock()
	if t != nil {
		t.Acquire()
	} else {
		t = r.vm.Attach()
		h.mu.Lock()
		h.threads[t] = c
		h.mu.Unlock()
	}
	c.mu.Lock()
	c.t = t
	if c.stopped {
		t.Stop(ErrClosed)
	}
	c.mu.Unlock()
	if ctx.Done() != nil {
		c.unwatch = context.AfterFunc(ctx, func() { r.stop(c, context.Cause(ctx)) })
	}
	return c, nil
}

// post calls f with the interpreter's lock soon, or with the error of what prevents that. It is for goroutines that report what they
// have done: one of them does it for all.
func (r *Runtime) post(f func(t *objects.Thread, err error)) {
	h := &r.host
	h.mu.Lock()
	h.posted = append(h.posted, f)
	already := h.posting
	h.posting = true
	h.mu.Unlock()
	if already {
		return
	}
	c, err := r.enter(context.Background(), aside|inside)
	for {
		h.mu.Lock()
		list := h.posted
		h.posted = nil
		if len(list) == 0 {
			h.posting = false
			h.mu.Unlock()
			break
		}
		h.mu.Unlock()
		for _, f := range list {
			if err != nil {
				f(nil, err)
				continue
			}
			if err := r.vm.Protect(c.t, "post", func() error { f(c.t, nil); return nil }); err != nil {
				c.t.WriteUnraisable(err, objects.None)
			}
		}
	}
	if err == nil {
		r.leave(c)
	}
}

// leave ends a call.
func (r *Runtime) leave(c *call) {
	if c.unwatch != nil {
		c.unwatch()
	}
	c.mu.Lock()
	c.ended = true
	if c.timer != nil {
		c.timer.Stop()
	}
	c.t.Uninterrupt()
	stopped := c.stopped
	c.mu.Unlock()
	if stopped {
		r.release(c, c.cause)
		r.forgetLoop(c.t)
	}
	h := &r.host
	keep := true
	if c.t != r.thread {
		c.t.Context = objects.Object{}
		h.mu.Lock()
		keep = len(h.idle) < maxIdle
		h.mu.Unlock()
		if !keep {
			r.vm.Interp.Forget(c.t)
		}
	}
	c.t.Release()
	h.mu.Lock()
	delete(h.calls, c)
	delete(h.threads, c.t)
	switch {
	case c.t == r.thread:
		h.mainBusy = false
	case keep:
		h.idle = append(h.idle, c.t)
	}
	h.left.Broadcast()
	h.mu.Unlock()
}

// forgetLoop has asyncio forget the loop that ran in a thread when it was stopped for good.
func (r *Runtime) forgetLoop(t *objects.Thread) {
	in := t.Interp
	if events := in.Modules.GetStr(in.Intern("asyncio.events")); !events.IsNull() {
		if _, err := objects.CallMethod(t, events, in.Intern("_set_running_loop"), objects.None); err != nil {
			t.WriteUnraisable(err, events)
		}
	}
}

// cancelMainTask cancels the main task of the loop that runs in t; false if there is none.
func (r *Runtime) cancelMainTask(t *objects.Thread) bool {
	in := t.Interp
	if in.Modules.GetStr(in.Intern("asyncio.base_events")).IsNull() {
		return false
	}
	ns, err := r.managerModule(t)
	if err != nil {
		return false
	}
	v, err := objects.CallArgs(t, ns.GetStr(in.Intern("cancel_main_task")))
	return err == nil && v == objects.True
}

// stop stops what a call runs: first by an exception that Python code sees, and after the grace for good.
func (r *Runtime) stop(c *call, cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.ended || c.stopped:
	case c.t == nil || r.host.grace < 0:
		c.stopHard(cause)
	case c.timer == nil:
		c.cause = cause
		c.t.Interrupt(cause, r.cancelMainTask)
		for cancel, sync := range c.cancels {
			if sync {
				(*cancel)(cause)
			}
		}
		c.timer = time.AfterFunc(r.host.grace, func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			if !c.ended {
				c.stopHard(cause)
			}
		})
	}
}

// stopHard stops a call for good; c.mu is held.
func (c *call) stopHard(cause error) {
	c.stopped, c.cause = true, cause
	if c.t != nil {
		c.t.Stop(cause)
	}
	for cancel := range c.cancels {
		(*cancel)(cause)
	}
}

// context makes the context of Go code that Python code called: it has the values of the host's, and ends when it is cancelled or the
// script is stopped, for good unless sync. The function ends it.
func (c *call) context(sync bool) (context.Context, context.CancelCauseFunc) {
	ctx, cancel := context.WithCancelCause(context.WithValue(context.WithoutCancel(c.ctx), nestedKey{}, c))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		cancel(ErrClosed)
	}
	c.cancels[&cancel] = sync
	return ctx, func(cause error) {
		cancel(cause)
		c.mu.Lock()
		delete(c.cancels, &cancel)
		c.mu.Unlock()
	}
}

// isStopped reports whether the call was stopped for good.
func (c *call) isStopped() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stopped
}

// callOf gives the call that t serves; for threads that Python code started, the one that stands for them.
func (r *Runtime) callOf(t *objects.Thread) *call {
	h := &r.host
	h.mu.Lock()
	defer h.mu.Unlock()
	if c := h.threads[t]; c != nil {
		return c
	}
	return h.strays
}

// Do calls f in the interpreter: with its lock, on a Python thread that f has for itself. f must not keep the thread, and works with
// objects only until it returns, or calls Thread.Blocking. A Python exception that f returns comes out as an *Error.
//
// When ctx ends, what runs is stopped: Python code gets a KeyboardInterrupt, or where an event loop runs its main task is cancelled, and once
// the grace of Config has passed it unwinds without
// running any further, so that what it was about stays half done. Go code that Python called has to pass on the context that it got. Do waits for other Python code that runs;
// it must not be called by a goroutine that already is in Do of the same Runtime.
func (r *Runtime) Do(ctx context.Context, f func(t *objects.Thread) error) error {
	return r.do(ctx, 0, f)
}

func (r *Runtime) do(ctx context.Context, how entry, f func(t *objects.Thread) error) error {
	c, err := r.enter(ctx, how)
	if err != nil {
		return err
	}
	defer r.leave(c)
	err = r.snapshot(c.t, r.vm.Protect(c.t, "Do", func() error { return f(c.t) }))
	if e, ok := err.(*Error); ok && e.cause == nil && e.Is(Exception("asyncio.exceptions.CancelledError")) {
		// Of the main task, by the soft stop.
		c.mu.Lock()
		if c.timer != nil {
			e.cause = c.cause
		}
		c.mu.Unlock()
	}
	return err
}

// onMain calls f on the main thread, for a program that is nothing but an interpreter.
func (r *Runtime) onMain(f func() error) error {
	h := &r.host
	h.mu.Lock()
	for h.mainBusy {
		h.left.Wait()
	}
	h.mainBusy = true
	h.mu.Unlock()
	r.thread.Acquire()
	defer func() {
		r.thread.Release()
		h.mu.Lock()
		h.mainBusy = false
		h.left.Broadcast()
		h.mu.Unlock()
	}()
	return f()
}

// Close stops what runs in the interpreter and ends it, as python does at its end: threads that are not daemons end, registered
// functions are called, what needs it is finalized, and the standard streams are flushed. Each of these has the grace of Config. Close
// waits for Go functions that Python code called, whose context it cancels; not for what AEnter and AExit do on their own goroutines.
// Further calls of the Runtime give ErrClosed. Close must not be called by Go code that Python called.
func (r *Runtime) Close() error {
	h := &r.host
	h.mu.Lock()
	if h.closing {
		h.mu.Unlock()
		<-h.ended
		return nil
	}
	h.closing = true
	var running []*call
	for c := range h.calls {
		running = append(running, c)
	}
	h.mu.Unlock()
	for _, c := range running {
		r.stop(c, ErrClosed)
	}
	h.mu.Lock()
	for len(h.calls) > 0 {
		h.left.Wait()
	}
	h.closed = true
	h.mu.Unlock()
	status := 0
	err := r.onMain(func() error {
		status = r.finalize(0, nil, func(f func()) {
			timer := time.AfterFunc(max(h.grace, 0), func() { r.thread.Stop(ErrClosed) })
			f()
			timer.Stop()
			r.thread.Uninterrupt()
		})
		r.release(nil, ErrClosed)
		return nil
	})
	h.strays.mu.Lock()
	h.strays.stopHard(ErrClosed)
	h.strays.mu.Unlock()
	close(h.ended)
	if err == nil && status != 0 {
		err = fmt.Errorf("gophersnake: the standard output could not be written")
	}
	return err
}

// roots visits the objects that only Go code refers to.
func (r *Runtime) roots(visit func(objects.Object)) {
	h := &r.host
	h.mu.Lock()
	for p := range h.handles {
		if o := p.Value(); o != nil {
			visit(o.o)
		}
	}
	h.mu.Unlock()
	for b := range h.pending {
		b.Traverse(visit)
	}
}
