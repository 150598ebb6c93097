package objects

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// interpreterLock is what the threads of an interpreter take turns on: a thread runs Python code and touches objects only while it
// holds it. Who waits gets it in the order of asking. After the switch interval a waiter asks the holder to hand over.
type interpreterLock struct {
	mu      sync.Mutex
	holder  *Thread
	waiters []*lockWaiter
	// wanted is set when a waiter has waited for longer than the switch interval.
	wanted atomic.Bool
	// closed is set when the interpreter has ended: all threads but the main one end where they would take the lock.
	closed   bool
	interval atomic.Int64 // nanoseconds
}

type lockWaiter struct {
	t     *Thread
	ready chan struct{}
}

// defaultSwitchInterval is CPython's.
const defaultSwitchInterval = 5 * time.Millisecond

// SwitchInterval gives how long a thread may keep the interpreter's lock while others wait.
func (in *Interpreter) SwitchInterval() time.Duration { return time.Duration(in.lock.interval.Load()) }

// SetSwitchInterval changes how long a thread may keep the interpreter's lock while others wait.
func (in *Interpreter) SetSwitchInterval(d time.Duration) { in.lock.interval.Store(int64(d)) }

// Acquire waits for the interpreter's lock. Once the interpreter has ended it ends the goroutine of any thread but the main one.
func (t *Thread) Acquire() {
	l := &t.Interp.lock
	l.mu.Lock()
	if l.closed && t != t.Interp.main {
		l.mu.Unlock()
		runtime.Goexit()
	}
	if l.holder == t {
		l.mu.Unlock()
		panic("objects: a thread takes the interpreter's lock twice")
	}
	if l.holder == nil {
		l.holder = t
		l.mu.Unlock()
		return
	}
	w := &lockWaiter{t, make(chan struct{})}
	l.waiters = append(l.waiters, w)
	l.mu.Unlock()
	interval := max(time.Duration(l.interval.Load()), time.Microsecond)
	timer := time.NewTimer(interval)
	defer timer.Stop()
	for {
		select {
		case <-w.ready:
			l.mu.Lock()
			gone := l.closed && t != t.Interp.main
			l.mu.Unlock()
			if gone {
				t.Release()
				runtime.Goexit()
			}
			return
		case <-timer.C:
			l.mu.Lock()
			l.wanted.Store(true)
			if l.holder != nil {
				l.holder.Breaker.Store(1)
			}
			l.mu.Unlock()
			timer.Reset(interval)
		}
	}
}

// Release gives the interpreter's lock up.
func (t *Thread) Release() {
	l := &t.Interp.lock
	l.mu.Lock()
	if l.holder != t {
		l.mu.Unlock()
		panic("objects: a thread gives up the interpreter's lock that it does not have")
	}
	l.wanted.Store(false)
	if len(l.waiters) == 0 {
		l.holder = nil
		l.mu.Unlock()
		return
	}
	w := l.waiters[0]
	l.waiters[0] = nil
	l.waiters = l.waiters[1:]
	l.holder = w.t
	l.mu.Unlock()
	close(w.ready)
}

// Holds reports whether t has the interpreter's lock.
func (t *Thread) Holds() bool {
	l := &t.Interp.lock
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.holder == t
}

// Blocking calls f, which may block and touches no object, without the interpreter's lock.
func (t *Thread) Blocking(f func()) {
	t.Release()
	defer t.Acquire()
	f()
}

// Wait waits, without the interpreter's lock, until ready has something or is closed, or for the timeout unless that is negative.
// In the main thread signal handlers run meanwhile; an exception that one raises ends the wait, as an interruption does.
func (t *Thread) Wait(ready <-chan struct{}, timeout time.Duration) (ok bool, err error) {
	select {
	case <-ready:
		return true, nil
	default:
	}
	deadline := time.Now().Add(timeout)
	for {
		// There always is a timer, even if it means nothing: Go ends a program whose goroutines all wait without one.
		d := time.Hour
		if timeout >= 0 {
			d = max(time.Until(deadline), 0)
		}
		expired := false
		t.Blocking(func() {
			timer := time.NewTimer(d)
			defer timer.Stop()
			select {
			case <-ready:
				ok = true
			case <-timer.C:
				expired = timeout >= 0
			case <-t.wake:
			}
		})
		if ok {
			return true, nil
		}
		if err := t.Interp.RunPending(t); err != nil {
			return false, err
		}
		if expired {
			return false, nil
		}
	}
}

// CloseThreads makes all threads but the main one end where they next wait for the lock or are polled.
func (in *Interpreter) CloseThreads() {
	l := &in.lock
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
}

// Closed reports whether the threads of the interpreter have been told to end.
func (in *Interpreter) Closed() bool {
	in.lock.mu.Lock()
	defer in.lock.mu.Unlock()
	return in.lock.closed
}

// Main gives the main thread.
func (in *Interpreter) Main() *Thread { return in.main }

// Threads gives the threads that there are. The caller holds the interpreter's lock.
func (in *Interpreter) Threads() []*Thread { return in.threads }

// Forget removes t, which has ended, from the interpreter's threads. The caller holds the interpreter's lock.
func (in *Interpreter) Forget(t *Thread) {
	for i, u := range in.threads {
		if u == t {
			in.threads = append(append([]*Thread(nil), in.threads[:i]...), in.threads[i+1:]...)
			return
		}
	}
}

// pendingCalls is what the main thread is to do soon.
type pendingCalls struct {
	mu    sync.Mutex
	calls []func(*Thread) error
}

// AddPending asks the main thread to call f at its next poll. It may be called from any goroutine.
func (in *Interpreter) AddPending(f func(*Thread) error) {
	in.pending.mu.Lock()
	in.pending.calls = append(in.pending.calls, f)
	in.pending.mu.Unlock()
	if m := in.main; m != nil {
		m.Breaker.Store(1)
		select {
		case m.wake <- struct{}{}:
		default:
		}
	}
}

// RunPending handles what asked for attention: it hands the interpreter's lock to a thread that has waited for long, and in the main
// thread calls what AddPending was given. What is left after an error waits for the next poll.
func (in *Interpreter) RunPending(t *Thread) error {
	if in.lock.wanted.Load() {
		t.Release()
		t.Acquire()
	}
	if err := t.interrupted(); err != nil {
		return err
	}
	if in.memory.short.Load() {
		if err := in.checkMemory(t); err != nil {
			return err
		}
	}
	in.RunWeakrefCallbacks(t)
	in.collectIfDue(t)
	if t != in.main {
		return nil
	}
	for {
		in.pending.mu.Lock()
		if len(in.pending.calls) == 0 {
			in.pending.calls = nil
			in.pending.mu.Unlock()
			return nil
		}
		f := in.pending.calls[0]
		in.pending.calls[0] = nil
		in.pending.calls = in.pending.calls[1:]
		more := len(in.pending.calls) > 0
		in.pending.mu.Unlock()
		if err := f(t); err != nil {
			if more {
				t.Breaker.Store(1)
			}
			return err
		}
	}
}

// RecursiveLock is a lock that its owner may take again. Its state belongs to the holder of the interpreter's lock.
type RecursiveLock struct {
	free  chan struct{} // has a token while nobody owns the lock
	Owner int64         // ID of the thread, 0: none
	Count uint64
}

// NewRecursiveLock makes a lock that nobody owns.
func NewRecursiveLock() *RecursiveLock {
	l := &RecursiveLock{free: make(chan struct{}, 1)}
	l.free <- struct{}{}
	return l
}

// Acquire takes the lock for t, waiting for as long as timeout unless that is negative.
func (l *RecursiveLock) Acquire(t *Thread, timeout time.Duration) (ok bool, err error) {
	if l.Owner == t.ID {
		l.Count++
		return true, nil
	}
	if ok, err = t.Wait(l.free, timeout); ok {
		l.Owner, l.Count = t.ID, 1
	}
	return ok, err
}

// Release undoes an Acquire of t; false if t does not own the lock.
func (l *RecursiveLock) Release(t *Thread) bool {
	if l.Owner != t.ID {
		return false
	}
	if l.Count--; l.Count == 0 {
		l.Owner = 0
		l.free <- struct{}{}
	}
	return true
}

// ReleaseAll makes the lock free, whoever owns it.
func (l *RecursiveLock) ReleaseAll() {
	l.Owner, l.Count = 0, 0
	l.free <- struct{}{}
}

// Locked reports whether anybody owns the lock.
func (l *RecursiveLock) Locked() bool { return l.Owner != 0 }
