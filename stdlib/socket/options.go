package socket

import (
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// getsockopt(level, option[, buffersize]) -> value
//
// Get a socket option.  See the Unix manual for level and option.
// If a nonzero buffersize argument is given, the return value is a
// string of that length; otherwise it is an integer.
//
// CPython: Modules/socketmodule.c sock_getsockopt
//
//py:def socket.getsockopt(self, level, optname, buflen=0, /)
//py:nosig
func (s *socket) getsockopt(t *objects.Thread, level, optname, buflen int32) (Object, error) {
	if buflen == 0 {
		var v, n int32 = 0, 4
		if err := sockopt(unix.SYS_GETSOCKOPT, s.fd(), level, optname, unsafe.Pointer(&v), uintptr(unsafe.Pointer(&n))); err != nil {
			return Object{}, fds.Error(t, err)
		}
		return objects.NewInt(int64(v)), nil
	}
	if buflen < 0 || buflen > 1024 {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "getsockopt buflen out of range")
	}
	b := make([]byte, buflen)
	n := buflen
	if err := sockopt(unix.SYS_GETSOCKOPT, s.fd(), level, optname, unsafe.Pointer(&b[0]), uintptr(unsafe.Pointer(&n))); err != nil {
		return Object{}, fds.Error(t, err)
	}
	return objects.NewBytes(b[:n:n]), nil
}

// sockopt calls getsockopt(2) or setsockopt(2). The last argument is the length or, for getsockopt, the address of one that the caller
// keeps alive.
//
//go:uintptrescapes
func sockopt(call uintptr, fd int, level, optname int32, value unsafe.Pointer, length uintptr) error {
	if _, _, e := unix.Syscall6(call, uintptr(fd), uintptr(level), uintptr(optname), uintptr(value), length, 0); e != 0 {
		return e
	}
	return nil
}

// setsockopt(level, option, value: int)
// setsockopt(level, option, value: buffer)
// setsockopt(level, option, None, optlen: int)
//
// Set a socket option.  See the Unix manual for level and option.
// The value argument can either be an integer, a string buffer, or
// None, optlen.
//
// CPython: Modules/socketmodule.c socket_setsockopt
//
//py:def socket.setsockopt(self, *args)
//py:nosig
func (s *socket) setsockopt(t *objects.Thread, args []Object) error {
	noValue := len(args) == 4 && args[2] == objects.None
	if len(args) != 3 && !noValue {
		return objects.TypeErrorf(t, "setsockopt() takes exactly 3 arguments (%d given)", len(args))
	}
	level, err := objects.ArgInt32(t, args[0])
	if err != nil {
		return err
	}
	optname, err := objects.ArgInt32(t, args[1])
	if err != nil {
		return err
	}
	if level == unix.SOL_SOCKET {
		switch optname {
		case unix.SO_RCVTIMEO, unix.SO_SNDTIMEO, unix.SO_RCVTIMEO_NEW, unix.SO_SNDTIMEO_NEW:
			s.kernelTimeouts = true
		}
	}
	if noValue {
		n, err := objects.ArgUint[uint32](t, args[3])
		if err != nil {
			return objects.TypeErrorf(t, "setsockopt() takes exactly 3 arguments (4 given)")
		}
		return fds.Error(t, sockopt(unix.SYS_SETSOCKOPT, s.fd(), level, optname, nil, uintptr(n)))
	}
	if v, err := objects.ArgInt32(t, args[2]); err == nil {
		return fds.Error(t, sockopt(unix.SYS_SETSOCKOPT, s.fd(), level, optname, unsafe.Pointer(&v), 4))
	} else if !objects.Matches(err, &objects.ExcTypeError) && !objects.Matches(err, &objects.ExcOverflowError) {
		return err
	}
	b, err := objects.ArgBytes(t, args[2])
	if err != nil {
		return err
	}
	var p unsafe.Pointer
	if len(b) > 0 {
		p = unsafe.Pointer(&b[0])
	}
	return fds.Error(t, sockopt(unix.SYS_SETSOCKOPT, s.fd(), level, optname, p, uintptr(len(b))))
}
