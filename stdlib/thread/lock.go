package thread

import (
	"fmt"
	"math"
	"time"

	"github.com/gophersnake/gophersnake/objects"
)

// lock is a lock object. The token is in free while the lock is unlocked: whoever receives it has the lock.
//
//py:type lock
type lock struct {
	objects.Header
	free chan struct{}
}

// rlock is a recursive lock object.
//
//py:type RLock
type rlock struct {
	objects.Header
	l *objects.RecursiveLock
}

var lockType, rlockType objects.Type

func setupLocks() {
	lockType = objects.Type{
		Name: "_thread.lock", Flags: objects.HasWeakrefs, Layout: objects.LayoutOf[lock](),
		Doc: "lock()\n--\n\nA lock object is a synchronization primitive.  To create a lock,\n" +
			"call threading.Lock().  Methods are:\n\n" +
			"acquire() -- lock the lock, possibly blocking until it can be obtained\n" +
			"release() -- unlock of the lock\n" +
			"locked() -- test whether the lock is currently locked\n\n" +
			"A lock is not owned by the thread that locked it; another thread may\n" +
			"unlock it.  A thread attempting to lock a lock that it has already locked\n" +
			"will block until another thread unlocks it.  Deadlocks may ensue.",
		Slots:   objects.Slots{New: bindLockNew, Repr: lockRepr},
		Methods: lockMethods,
	}
	objects.Ready(&lockType)
	rlockType = objects.Type{
		Name: "_thread.RLock", Flags: objects.BaseType | objects.HasWeakrefs, Layout: objects.LayoutOf[rlock](),
		Doc:     rLockDoc,
		Slots:   objects.Slots{New: bindRLockNew, Repr: rlockRepr},
		Methods: rLockMethods,
	}
	objects.Ready(&rlockType)
}

func newLock(cls *objects.Type) *lock {
	l := (*lock)(objects.NewInstance(cls).Ref)
	l.free = make(chan struct{}, 1)
	l.free <- struct{}{}
	return l
}

//py:new lock(cls)
func lockNew(cls *objects.Type) objects.Object { return objects.Of(newLock(cls)) }

func (l *lock) locked() bool { return len(l.free) == 0 }

func lockRepr(_ *objects.Thread, o Object) (Object, error) {
	l := (*lock)(o.Ref)
	how := "unlocked"
	if l.locked() {
		how = "locked"
	}
	return objects.NewStr(fmt.Sprintf("<%s %s object at %p>", how, l.Type.Name200(), l)), nil
}

// timeoutArgs gives how long an acquire may wait: 0 not at all, negative without end.
//
// CPython: Modules/_threadmodule.c lock_acquire_parse_timeout
func timeoutArgs(t *objects.Thread, blocking bool, timeout Object) (time.Duration, error) {
	d, err := duration(t, timeout)
	if err != nil {
		return 0, err
	}
	if !blocking && d != -time.Second {
		return 0, objects.ValueErrorf(t, "can't specify a timeout for a non-blocking call")
	}
	if d < 0 && d != -time.Second {
		return 0, objects.ValueErrorf(t, "timeout value must be a non-negative number")
	}
	switch {
	case !blocking:
		return 0, nil
	case d < 0:
		return -1, nil
	case d > math.MaxInt64/1000*1000:
		return 0, objects.OverflowErrorf(t, "timeout value is too large")
	}
	return d, nil
}

// duration gives a time in seconds, rounded up to nanoseconds.
//
// CPython: Python/pytime.c _PyTime_FromSecondsObject
func duration(t *objects.Thread, o Object) (time.Duration, error) {
	if o.Type().IsSubtype(&objects.FloatType) {
		x, _ := objects.FloatValue(o)
		if math.IsNaN(x) {
			return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
		if x = x * 1e9; x >= 0 {
			x = math.Ceil(x)
		} else {
			x = math.Floor(x)
		}
		if x >= math.MaxInt64 || x < math.MinInt64 {
			return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
		}
		return time.Duration(x), nil
	}
	if !o.Type().IsSubtype(&objects.IntType) && o.Type().Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "'%s' object cannot be interpreted as an integer", o.Type().Name200())
	}
	n, err := objects.AsSsize(t, o, &objects.ExcOverflowError)
	if err != nil {
		if objects.Matches(err, &objects.ExcOverflowError) {
			return 0, objects.OverflowErrorf(t, "timestamp too large to convert to C PyTime_t")
		}
		return 0, err
	}
	if n > math.MaxInt64/1_000_000_000 || n < math.MinInt64/1_000_000_000 {
		return 0, objects.OverflowErrorf(t, "timestamp too large to convert to C PyTime_t")
	}
	return time.Duration(n) * time.Second, nil
}

// Lock the lock.  Without argument, this blocks if the lock is already
// locked (even by the same thread), waiting for another thread to release
// the lock, and return True once the lock is acquired.
// With an argument, this will only block if the argument is true,
// and the return value reflects whether the lock is acquired.
// The blocking operation is interruptible.
//
//py:def lock.acquire(self, blocking=True, timeout=-1)
//py:def lock.acquire_lock(self, blocking=True, timeout=-1)
func lockAcquire(t *objects.Thread, l *lock, blocking bool, timeout objects.Object) (bool, error) {
	d, err := timeoutArgs(t, blocking, timeout)
	if err != nil {
		return false, err
	}
	return l.acquire(t, d)
}

func (l *lock) acquire(t *objects.Thread, d time.Duration) (bool, error) {
	if d == 0 {
		select {
		case <-l.free:
			return true, nil
		default:
			return false, nil
		}
	}
	return t.Wait(l.free, d)
}

// Lock the lock.
//
//py:def lock.__enter__(self)
func lockEnter(t *objects.Thread, l *lock) (bool, error) { return l.acquire(t, -1) }

// Release the lock, allowing another thread that is blocked waiting for
// the lock to acquire the lock.  The lock must be in the locked state,
// but it needn't be locked by the same thread that unlocks it.
//
//py:def lock.release(self)
//py:def lock.release_lock(self)
func lockRelease(t *objects.Thread, l *lock) error {
	select {
	case l.free <- struct{}{}:
		return nil
	default:
		return objects.Errorf(t, &objects.ExcRuntimeError, "release unlocked lock")
	}
}

// Release the lock.
//
//py:def lock.__exit__(self, *exc_info)
//py:borrow
func lockExit(t *objects.Thread, l *lock, _ []objects.Object) error { return lockRelease(t, l) }

// Return whether the lock is in the locked state.
//
//py:def lock.locked(self)
//py:def lock.locked_lock(self)
func lockLocked(l *lock) bool { return l.locked() }

//py:def lock._at_fork_reinit(self)
func lockAtForkReinit(l *lock) {
	l.free = make(chan struct{}, 1)
	l.free <- struct{}{}
}

//py:new RLock(cls)
func rlockNew(cls *objects.Type) objects.Object {
	l := (*rlock)(objects.NewInstance(cls).Ref)
	l.l = objects.NewRecursiveLock()
	return objects.Of(l)
}

func rlockRepr(_ *objects.Thread, o Object) (Object, error) {
	l := (*rlock)(o.Ref)
	how := "unlocked"
	if l.l.Locked() {
		how = "locked"
	}
	return objects.NewStr(fmt.Sprintf("<%s %s object owner=%d count=%d at %p>", how, l.Type.Name200(), l.l.Owner, l.l.Count, l)), nil
}

// Lock the lock.  `blocking` indicates whether we should wait
// for the lock to be available or not.  If `blocking` is False
// and another thread holds the lock, the method will return False
// immediately.  If `blocking` is True and another thread holds
// the lock, the method will wait for the lock to be released,
// take it and then return True.
// (note: the blocking operation is interruptible.)
//
// In all other cases, the method will return True immediately.
// Precisely, if the current thread already holds the lock, its
// internal counter is simply incremented. If nobody holds the lock,
// the lock is taken and its internal counter initialized to 1.
//
//py:def RLock.acquire(self, blocking=True, timeout=-1)
func rlockAcquire(t *objects.Thread, l *rlock, blocking bool, timeout objects.Object) (bool, error) {
	d, err := timeoutArgs(t, blocking, timeout)
	if err != nil {
		return false, err
	}
	if d == 0 && l.l.Locked() && l.l.Owner != t.ID {
		return false, nil
	}
	return l.l.Acquire(t, d)
}

// Lock the lock.
//
//py:def RLock.__enter__(self)
func rlockEnter(t *objects.Thread, l *rlock) (bool, error) { return l.l.Acquire(t, -1) }

// Release the lock, allowing another thread that is blocked waiting for
// the lock to acquire the lock.  The lock must be in the locked state,
// and must be locked by the same thread that unlocks it; otherwise a
// `RuntimeError` is raised.
//
// Do note that if the lock was acquire()d several times in a row by the
// current thread, release() needs to be called as many times for the lock
// to be available for other threads.
//
//py:def RLock.release(self)
func rlockRelease(t *objects.Thread, l *rlock) error {
	if !l.l.Release(t) {
		return objects.Errorf(t, &objects.ExcRuntimeError, "cannot release un-acquired lock")
	}
	return nil
}

// Release the lock.
//
//py:def RLock.__exit__(self, *exc_info)
//py:borrow
func rlockExit(t *objects.Thread, l *rlock, _ []objects.Object) error { return rlockRelease(t, l) }

// Return a boolean indicating whether this object is locked right now.
//
//py:def RLock.locked(self)
func rlockLocked(l *rlock) bool { return l.l.Locked() }

// For internal use by `threading.Condition`.
//
//py:def RLock._is_owned(self)
func rlockIsOwned(t *objects.Thread, l *rlock) bool { return l.l.Owner == t.ID }

// For internal use by reentrancy checks.
//
//py:def RLock._recursion_count(self)
func rlockRecursionCount(t *objects.Thread, l *rlock) uint64 {
	if l.l.Owner != t.ID {
		return 0
	}
	return l.l.Count
}

// For internal use by `threading.Condition`.
//
//py:def RLock._release_save(self)
func rlockReleaseSave(t *objects.Thread, l *rlock) (objects.Object, error) {
	if !l.l.Locked() {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "cannot release un-acquired lock")
	}
	saved := objects.NewTuple(objects.NewInt(int64(l.l.Count)), objects.NewInt(l.l.Owner))
	l.l.ReleaseAll()
	return saved, nil
}

// For internal use by `threading.Condition`.
//
//py:def RLock._acquire_restore(self, state, /)
func rlockAcquireRestore(t *objects.Thread, l *rlock, state *objects.Tuple) error {
	if len(state.Items) != 2 {
		return objects.TypeErrorf(t, "_acquire_restore() argument 1 must be tuple of length 2, not %d", len(state.Items))
	}
	count, err := objects.AsSsize(t, state.Items[0], &objects.ExcOverflowError)
	if err != nil {
		return err
	}
	owner, err := objects.AsSsize(t, state.Items[1], &objects.ExcOverflowError)
	if err != nil {
		return err
	}
	if _, err := l.l.Acquire(t, -1); err != nil {
		return err
	}
	l.l.Owner, l.l.Count = int64(owner), uint64(count)
	return nil
}

//py:def RLock._at_fork_reinit(self)
func rlockAtForkReinit(l *rlock) { l.l = objects.NewRecursiveLock() }
