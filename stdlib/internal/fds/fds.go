// Package fds has what native modules that work on file descriptors share.
package fds

import (
	"errors"
	"math"
	"math/big"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Error makes an OSError of a system call's error, and leaves Python's exceptions as they are.
func Error(t *objects.Thread, err error) error {
	var errno syscall.Errno
	if _, ok := err.(*objects.Exception); !ok && errors.As(err, &errno) {
		return objects.NewOSError(t, errno)
	}
	return err
}

// Descriptor gives the file descriptor of an argument that is an integer or has a method fileno.
//
// CPython: Objects/fileobject.c PyObject_AsFileDescriptor
func Descriptor(t *objects.Thread, o Object) (int, error) {
	if _, _, ok := objects.IntValue(o); !ok {
		f, err := objects.LookupAttr(t, o, t.Interp.Intern("fileno"))
		if err != nil {
			return -1, err
		}
		if f.IsNull() {
			return -1, objects.TypeErrorf(t, "argument must be an int, or have a fileno() method.")
		}
		if o, err = objects.CallArgs(t, f); err != nil {
			return -1, err
		}
		if _, _, ok := objects.IntValue(o); !ok {
			return -1, objects.TypeErrorf(t, "fileno() returned a non-integer")
		}
	} else if o.Type() == &objects.BoolType {
		if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "bool is used as a file descriptor"); err != nil {
			return -1, err
		}
	}
	fd, err := objects.ArgInt32(t, o)
	if err != nil {
		return -1, err
	}
	if fd < 0 {
		return -1, objects.ValueErrorf(t, "file descriptor cannot be a negative integer (%d)", fd)
	}
	return int(fd), nil
}

// Seconds gives a time in seconds, rounded away from zero to nanoseconds.
//
// CPython: Python/pytime.c _PyTime_FromSecondsObject
func Seconds(t *objects.Thread, o Object) (time.Duration, error) {
	if o.Type().IsSubtype(&objects.FloatType) {
		x, _ := objects.FloatValue(o)
		if math.IsNaN(x) {
			return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
		if x *= 1e9; x >= 0 {
			x = math.Ceil(x)
		} else {
			x = math.Floor(x)
		}
		if x >= math.MaxInt64 || x < math.MinInt64 {
			return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
		}
		return time.Duration(x), nil
	}
	if _, _, ok := objects.IntValue(o); !ok && o.Type().Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "'%.200s' object cannot be interpreted as an integer or float", o.Type().Name200())
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	n, b, _ := objects.IntValue(i)
	if b != nil || n > math.MaxInt64/int64(time.Second) || n < math.MinInt64/int64(time.Second) {
		return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
	}
	return time.Duration(n) * time.Second, nil
}

// ID gives the value of a user or group id, -1 being one and other negative numbers none.
//
// CPython: Modules/posixmodule.c _Py_Uid_Converter
func ID(t *objects.Thread, o Object, kind string) (int64, error) {
	if o.Type().Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "%s should be integer, not %.200s", kind, o.Type().Name200())
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b == nil {
		b = big.NewInt(x)
	}
	switch {
	case b.Cmp(big.NewInt(-1)) < 0:
		return 0, objects.OverflowErrorf(t, "%s is less than minimum", kind)
	case b.Cmp(big.NewInt(math.MaxUint32)) > 0:
		return 0, objects.OverflowErrorf(t, "%s is greater than maximum", kind)
	}
	return b.Int64(), nil
}

// Poll waits, without the interpreter's lock, until one of list is ready or the timeout, unless that is negative, has passed. In the
// main thread signal handlers run meanwhile, and an exception that one raises ends the wait: the system call itself is interrupted
// by no signal, since Go delivers these to a thread of its choice.
func Poll(t *objects.Thread, list []unix.PollFd, timeout time.Duration) (n int, err error) {
	if timeout == 0 {
		return pollFor(list, 0)
	}
	if !t.Wakes() {
		t.Blocking(func() { n, err = pollFor(list, timeout) })
		return n, err
	}
	if n, err = pollFor(list, 0); n != 0 || err != nil {
		return n, err
	}
	wake, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		return 0, err
	}
	all := append(append(make([]unix.PollFd, 0, len(list)+1), list...), unix.PollFd{Fd: int32(wake), Events: unix.POLLIN})
	done := make(chan struct{})
	go func() {
		defer close(done)
		n, err = pollFor(all, timeout)
	}()
	if _, waitErr := t.Wait(done, -1); waitErr != nil {
		_, _ = unix.Write(wake, []byte{1, 0, 0, 0, 0, 0, 0, 0})
		<-done
		_ = unix.Close(wake)
		return 0, waitErr
	}
	_ = unix.Close(wake)
	copy(list, all)
	return n, err
}

// pollFor calls poll(2) until it is not interrupted.
func pollFor(list []unix.PollFd, timeout time.Duration) (int, error) {
	deadline := time.Now().Add(timeout)
	for {
		var ts *unix.Timespec
		if timeout >= 0 {
			v := unix.NsecToTimespec(int64(timeout))
			ts = &v
		}
		n, err := unix.Ppoll(list, ts, nil)
		if err != unix.EINTR {
			return n, err
		}
		if timeout > 0 {
			timeout = max(time.Until(deadline), 0)
		}
	}
}
