package objects

// interruption is what a thread raises when it is polled.
type interruption struct {
	cause   error
	hard    bool
	instead func(t *Thread) bool
}

// Interrupt makes t raise KeyboardInterrupt, which keeps the Go error cause, once, as soon as it is polled; unless instead, which t calls
// then, says that it did something else about it. It may be called from any goroutine.
func (t *Thread) Interrupt(cause error, instead func(t *Thread) bool) {
	t.interrupt.CompareAndSwap(nil, &interruption{cause: cause, instead: instead})
	t.attention()
}

// Stop makes t raise, whenever it is polled, an exception that no Python code sees: it unwinds. It may be called from any goroutine.
func (t *Thread) Stop(cause error) {
	t.interrupt.Store(&interruption{cause: cause, hard: true})
	t.attention()
}

// Uninterrupt takes back what Interrupt and Stop asked for.
func (t *Thread) Uninterrupt() { t.interrupt.Store(nil) }

// Wakes reports whether Interrupt ends t's waiting: that of the main thread and of threads that Attach made.
func (t *Thread) Wakes() bool { return t.wake != nil }

func (t *Thread) attention() {
	t.Breaker.Store(1)
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// interrupted raises what was asked for, if anything was.
func (t *Thread) interrupted() error {
	p := t.interrupt.Load()
	if p == nil {
		return nil
	}
	if p.hard {
		t.Breaker.Store(1)
	} else if !t.interrupt.CompareAndSwap(p, nil) {
		return t.interrupted()
	} else if p.instead(t) {
		return nil
	}
	e := NewException(t, &ExcKeyboardInterrupt)
	e.hard, e.goErr = p.hard, &goError{p.cause}
	return e
}

// Attach makes a thread of the interpreter for the calling goroutine, which is not one that the interpreter started, and takes the
// interpreter's lock.
func (in *Interpreter) Attach() *Thread {
	t := &Thread{Interp: in, Runtime: in.Runtime, wake: make(chan struct{}, 1)}
	t.Exc = &t.base
	t.Acquire()
	in.lastThread++
	t.ID = in.lastThread
	in.addThread(t)
	return t
}
