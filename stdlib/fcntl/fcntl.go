// Package fcntl is the module fcntl: control of file descriptors.
//
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package fcntl

import (
	"math/big"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module fcntl.
var Module = objects.ModuleDef{
	Name: "fcntl",
	Doc: "This module performs file control and I/O control on file\n" +
		"descriptors.  It is an interface to the fcntl() and ioctl() Unix\n" +
		"routines.  File descriptors can be obtained with the fileno() method of\n" +
		"a file or socket object.",
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, c := range constants {
			m.Add(t, c.name, objects.NewInt(c.value))
		}
		return nil
	},
}

// maxArgument is how long the argument of a call may be.
const maxArgument = 1024

// call makes the system call. arg is a number, or nothing where b is given.
func call(t *objects.Thread, trap uintptr, fd int, code, arg uintptr, b []byte) (n int32, err error) {
	err = t.Retry(func() error {
		var r uintptr
		var e unix.Errno
		if b != nil {
			r, _, e = unix.Syscall(trap, uintptr(fd), code, uintptr(unsafe.Pointer(&b[0])))
		} else {
			r, _, e = unix.Syscall(trap, uintptr(fd), code, arg)
		}
		if e != 0 {
			return e
		}
		n = int32(r)
		return nil
	})
	return n, fds.Error(t, err)
}

// lowBits takes the low bits of an integer, as the converters of C do that check nothing.
func lowBits(t *objects.Thread, o Object) (uint64, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil {
		return new(big.Int).And(b, new(big.Int).SetUint64(1<<64-1)).Uint64(), nil
	}
	return uint64(x), nil
}

// argBytes copies a buffer or str argument with room for a null byte behind it, as C strings need.
func argBytes(t *objects.Thread, o Object) ([]byte, error) {
	var b []byte
	var err error
	if s := objects.AsStr(o); s != nil {
		b, err = objects.EncodeUTF8(t, s)
	} else {
		b, err = objects.ArgBytes(t, o)
	}
	if err != nil {
		return nil, err
	}
	return append([]byte(nil), b...), nil
}

// Perform the operation `cmd` on file descriptor fd.
//
// The values used for `cmd` are operating system dependent, and are available
// as constants in the fcntl module, using the same names as used in
// the relevant C header files.  The argument arg is optional, and
// defaults to 0; it may be an integer, a bytes-like object or a string.
// If arg is given as an integer, the return value will be the integer
// return value of the C fcntl() call.
//
// If arg is given as a bytes-like object or a string, the return value
// will be a bytes object containing the contents of the buffer the
// fcntl() call filled. The length of the argument must not exceed 1024 bytes.
//
// CPython: Modules/fcntlmodule.c fcntl_fcntl_impl
//
//py:def fcntl(fd, cmd, arg=0, /)
func fcntl(t *objects.Thread, fdArg Object, cmd int32, arg Object) (Object, error) {
	fd, err := fds.Descriptor(t, fdArg)
	if err != nil {
		return Object{}, err
	}
	if _, _, ok := objects.IntValue(arg); ok || arg.Type().Slots.Index != nil {
		v, err := lowBits(t, arg)
		if err != nil {
			return Object{}, err
		}
		n, err := call(t, unix.SYS_FCNTL, fd, uintptr(cmd), uintptr(int64(int32(v))), nil)
		if err != nil {
			return Object{}, err
		}
		return objects.NewInt(int64(n)), nil
	}
	if objects.AsStr(arg) == nil && arg.Type().Slots.Buffer == nil {
		return Object{}, objects.TypeErrorf(t, "fcntl() argument 3 must be an integer, a bytes-like object, or a string, not %.50s", arg.Type().Name200())
	}
	b, err := argBytes(t, arg)
	if err != nil {
		return Object{}, err
	}
	if len(b) > maxArgument {
		return Object{}, objects.ValueErrorf(t, "fcntl argument 3 is too long")
	}
	n := len(b)
	// What the system fills may be longer than what was given: as in CPython there is room for it.
	buf := append(b, make([]byte, maxArgument+1-n)...)
	if _, err := call(t, unix.SYS_FCNTL, fd, uintptr(cmd), 0, buf); err != nil {
		return Object{}, err
	}
	return objects.NewBytes(buf[:n:n]), nil
}

// Perform the operation request on file descriptor fd.
//
// The values used for request are operating system dependent, and are
// available as constants in the fcntl or termios library modules, using
// the same names as used in the relevant C header files.
//
// The argument `arg` is optional, and defaults to 0; it may be an
// integer, a bytes-like object or a string.
//
// If arg is given as an integer, the return value will be the integer
// return value of the C ioctl() call.
//
// If the argument is a mutable buffer (such as a bytearray) and the
// mutate_flag argument is true (default) then the buffer is (in effect)
// passed to the operating system and changes made by the OS will be
// reflected in the contents of the buffer after the call has returned.
// The return value is the integer returned by the ioctl() system call.
//
// If the argument is a mutable buffer and the mutable_flag argument is
// false, the behavior is as if an immutable buffer had been passed.
//
// If the argument is an immutable buffer then a copy of the buffer is
// passed to the operating system and the return value is a bytes object of
// the same length containing whatever the operating system placed in the
// buffer.  The length of the arg buffer in this case must not exceed 1024 bytes.
//
// CPython: Modules/fcntlmodule.c fcntl_ioctl_impl
//
//py:def ioctl(fd, request, arg=0, mutate_flag=True, /)
func ioctl(t *objects.Thread, fdArg, request, arg Object, mutate bool) (Object, error) {
	fd, err := fds.Descriptor(t, fdArg)
	if err != nil {
		return Object{}, err
	}
	code, err := lowBits(t, request)
	if err != nil {
		return Object{}, err
	}
	if _, _, ok := objects.IntValue(arg); ok || arg.Type().Slots.Index != nil {
		v, err := lowBits(t, arg)
		if err != nil {
			return Object{}, err
		}
		n, err := call(t, unix.SYS_IOCTL, fd, uintptr(code), uintptr(int64(int32(v))), nil)
		if err != nil {
			return Object{}, err
		}
		return objects.NewInt(int64(n)), nil
	}
	if objects.AsStr(arg) == nil && arg.Type().Slots.Buffer == nil {
		return Object{}, objects.TypeErrorf(t, "ioctl() argument 3 must be an integer, a bytes-like object, or a string, not %.50s", arg.Type().Name200())
	}
	if mutate && objects.AsStr(arg) == nil && objects.AsBytes(arg) == nil {
		if buf, err := objects.GetBuffer(t, arg, objects.BufWritable); err == nil {
			if buf.Release != nil {
				defer buf.Release()
			}
			n := len(buf.Bytes)
			room := append(append([]byte(nil), buf.Bytes...), make([]byte, max(maxArgument-n, 0)+1)...)
			r, err := call(t, unix.SYS_IOCTL, fd, uintptr(code), 0, room)
			copy(buf.Bytes, room)
			if err != nil {
				return Object{}, err
			}
			return objects.NewInt(int64(r)), nil
		} else if !objects.Matches(err, &objects.ExcBufferError) && !objects.Matches(err, &objects.ExcTypeError) {
			return Object{}, err
		}
	}
	b, err := argBytes(t, arg)
	if err != nil {
		return Object{}, err
	}
	if len(b) > maxArgument {
		return Object{}, objects.ValueErrorf(t, "ioctl argument 3 is too long")
	}
	n := len(b)
	room := append(b, make([]byte, maxArgument+1-n)...)
	if _, err := call(t, unix.SYS_IOCTL, fd, uintptr(code), 0, room); err != nil {
		return Object{}, err
	}
	return objects.NewBytes(room[:n:n]), nil
}

// Perform the lock operation `operation` on file descriptor `fd`.
//
// See the Unix manual page for flock(2) for details (On some systems, this
// function is emulated using fcntl()).
//
//py:def flock(fd, operation, /)
func flock(t *objects.Thread, fdArg Object, operation int32) error {
	fd, err := fds.Descriptor(t, fdArg)
	if err != nil {
		return err
	}
	return fds.Error(t, t.Retry(func() error { return unix.Flock(fd, int(operation)) }))
}

// A wrapper around the fcntl() locking calls.
//
// `fd` is the file descriptor of the file to lock or unlock, and operation is one
// of the following values:
//
//	LOCK_UN - unlock
//	LOCK_SH - acquire a shared lock
//	LOCK_EX - acquire an exclusive lock
//
// When operation is LOCK_SH or LOCK_EX, it can also be bitwise ORed with
// LOCK_NB to avoid blocking on lock acquisition.  If LOCK_NB is used and the
// lock cannot be acquired, an OSError will be raised and the exception will
// have an errno attribute set to EACCES or EAGAIN (depending on the operating
// system -- for portability, check for either value).
//
// `len` is the number of bytes to lock, with the default meaning to lock to
// EOF.  `start` is the byte offset, relative to `whence`, to that the lock
// starts.  `whence` is as with fileobj.seek(), specifically:
//
//	0 - relative to the start of the file (SEEK_SET)
//	1 - relative to the current buffer position (SEEK_CUR)
//	2 - relative to the end of the file (SEEK_END)
//
// CPython: Modules/fcntlmodule.c fcntl_lockf_impl
//
//py:def lockf(fd, cmd, len=0, start=0, whence=0, /)
func lockf(t *objects.Thread, fdArg Object, cmd int32, length, start int64, whence int32) error {
	fd, err := fds.Descriptor(t, fdArg)
	if err != nil {
		return err
	}
	l := unix.Flock_t{Whence: int16(whence), Start: start, Len: length}
	switch {
	case cmd == unix.LOCK_UN:
		l.Type = unix.F_UNLCK
	case cmd&unix.LOCK_SH != 0:
		l.Type = unix.F_RDLCK
	case cmd&unix.LOCK_EX != 0:
		l.Type = unix.F_WRLCK
	default:
		return objects.ValueErrorf(t, "unrecognized lockf argument")
	}
	op := unix.F_SETLKW
	if cmd&unix.LOCK_NB != 0 {
		op = unix.F_SETLK
	}
	return fds.Error(t, t.Retry(func() error { return unix.FcntlFlock(uintptr(fd), op, &l) }))
}
