package socket

import (
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// socketState is what must be closed when the object is garbage.
type socketState struct{ fd int }

// socket is a socket object.
//
//py:type socket
type socket struct {
	objects.Header
	state               *socketState
	family, kind, proto int
	timeout             time.Duration // 0: does not block, negative: blocks without end
	// kernelTimeouts says that SO_RCVTIMEO or SO_SNDTIMEO was set: the system, not poll, is to wait then.
	kernelTimeouts bool
}

var socketType objects.Type

func initSocket() {
	socketType = objects.Type{
		Name: "_socket.socket", Doc: socketDoc, Flags: objects.BaseType, Layout: objects.LayoutOf[socket](),
		Slots: objects.Slots{New: socketNew, Init: bindSocketInit, Repr: socketRepr, Del: socketDel}, Methods: socketMethods, GetSets: socketGetSets,
	}
	objects.Ready(&socketType)
}

func socketNew(_ *objects.Thread, cls *objects.Type, _ []Object, _ *objects.Tuple) (Object, error) {
	o := objects.NewInstance(cls)
	s := (*socket)(o.Ref)
	s.state = &socketState{-1}
	s.timeout = -1
	runtime.AddCleanup(s, func(st *socketState) {
		if st.fd >= 0 {
			_ = unix.Close(st.fd)
		}
	}, s.state)
	return o, nil
}

func (s *socket) fd() int { return s.state.fd }

func socketRepr(_ *objects.Thread, o Object) (Object, error) {
	s := (*socket)(o.Ref)
	return objects.NewStr(fmt.Sprintf("<socket object, fd=%d, family=%d, type=%d, proto=%d>", s.fd(), s.family, s.kind, s.proto)), nil
}

// CPython: Modules/socketmodule.c sock_finalize
func socketDel(t *objects.Thread, o Object) error {
	s := (*socket)(o.Ref)
	if s.state == nil || s.fd() < 0 {
		return nil
	}
	var err error
	if r, e := objects.Repr(t, o); e == nil {
		err = objects.WarnMessage(t, objects.NewStr("unclosed "+r.String()), objects.Of(&objects.ExcResourceWarning), 1, o, nil)
	}
	if s.fd() >= 0 {
		fd := s.fd()
		s.state.fd = -1
		t.Blocking(func() { _ = unix.Close(fd) })
	}
	return err
}

// sockTypeMask are the flags that the type of a new socket may carry.
const sockTypeMask = unix.SOCK_NONBLOCK | unix.SOCK_CLOEXEC

// socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object
// socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object
//
// Open a socket of the given type.  The family argument specifies the
// address family; it defaults to AF_INET.  The type argument specifies
// whether this is a stream (SOCK_STREAM, this is the default)
// or datagram (SOCK_DGRAM) socket.  The protocol argument defaults to 0,
// specifying the default protocol.  Keyword arguments are accepted.
// The socket is created as non-inheritable.
//
// When a fileno is passed in, family, type and proto are auto-detected,
// unless they are explicitly set.
//
// CPython: Modules/socketmodule.c sock_initobj_impl
//
//py:init socket(self, family=-1, type=-1, proto=-1, fileno=None)
func (s *socket) init(t *objects.Thread, family, kind, proto int32, fileno Object) error {
	fd := -1
	if fileno != objects.None {
		if fileno.Type().IsSubtype(&objects.FloatType) {
			return objects.TypeErrorf(t, "integer argument expected, got float")
		}
		n, err := objects.ArgInt32(t, fileno)
		if err != nil {
			return err
		}
		if fd = int(n); fd < 0 {
			return objects.ValueErrorf(t, "negative file descriptor")
		}
		var a address
		if err := a.get(unix.SYS_GETSOCKNAME, fd); err != nil {
			if family == -1 || err == unix.EBADF || err == unix.ENOTSOCK {
				return fds.Error(t, err)
			}
		} else if family == -1 {
			family = int32(a.family())
		}
		if kind == -1 {
			v, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE)
			if err != nil {
				return fds.Error(t, err)
			}
			kind = int32(v)
		}
		if proto == -1 {
			v, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_PROTOCOL)
			if err != nil {
				return fds.Error(t, err)
			}
			proto = int32(v)
		}
	} else {
		if family == -1 {
			family = unix.AF_INET
		}
		if kind == -1 {
			kind = unix.SOCK_STREAM
		}
		if proto == -1 {
			proto = 0
		}
		var err error
		if fd, err = unix.Socket(int(family), int(kind)|unix.SOCK_CLOEXEC, int(proto)); err != nil {
			return fds.Error(t, err)
		}
	}
	if err := s.set(t, fd, int(family), int(kind), int(proto)); err != nil {
		if fileno == objects.None {
			_ = unix.Close(fd)
		}
		return err
	}
	return nil
}

// set makes s the socket of a file descriptor.
//
// CPython: Modules/socketmodule.c init_sockobject
func (s *socket) set(t *objects.Thread, fd, family, kind, proto int) error {
	timeout := time.Duration(defaultsOf(t).timeout.Load())
	if kind&unix.SOCK_NONBLOCK != 0 {
		timeout = 0
	} else if timeout >= 0 {
		if err := unix.SetNonblock(fd, true); err != nil {
			return fds.Error(t, err)
		}
	}
	s.state.fd, s.family, s.kind, s.proto, s.timeout = fd, family, kind&^sockTypeMask, proto, timeout
	return nil
}

// The socket family
//
//py:get socket.family
func (s *socket) getFamily() int { return s.family }

// The socket type
//
//py:get socket.type
func (s *socket) getType() int { return s.kind }

// The socket protocol
//
//py:get socket.proto
func (s *socket) getProto() int { return s.proto }

// The socket timeout
//
//py:get socket.timeout
func (s *socket) getTimeoutAttr() Object { return timeoutValue(s.timeout) }

func timeoutValue(d time.Duration) Object {
	if d < 0 {
		return objects.None
	}
	return objects.NewFloat(d.Seconds())
}

// timeoutArg converts a timeout, None being -1.
//
// CPython: Modules/socketmodule.c socket_parse_timeout
func timeoutArg(t *objects.Thread, o Object) (time.Duration, error) {
	if o == objects.None {
		return -1, nil
	}
	d, err := fds.Seconds(t, o)
	if err != nil {
		return 0, err
	}
	if d < 0 {
		return 0, objects.ValueErrorf(t, "Timeout value out of range")
	}
	return d, nil
}

// Set the socket to blocking (flag is true) or non-blocking (false).
//
// setblocking(True) is equivalent to settimeout(None);
// setblocking(False) is equivalent to settimeout(0.0).
//
//py:def socket.setblocking(self, flag, /)
func (s *socket) setBlocking(t *objects.Thread, flag bool) error {
	s.timeout = 0
	if flag {
		s.timeout = -1
	}
	return fds.Error(t, unix.SetNonblock(s.fd(), !flag))
}

// Returns True if socket is in blocking mode, or False if it is in non-blocking mode.
//
//py:def socket.getblocking(self)
func (s *socket) getBlocking() bool { return s.timeout != 0 }

// Set a timeout on socket operations.
//
// 'timeout' can be a float, giving in seconds, or None.  Setting a timeout of
// None disables the timeout feature and is equivalent to setblocking(1).
// Setting a timeout of zero is the same as setblocking(0).
//
//py:def socket.settimeout(self, timeout, /)
func (s *socket) setTimeout(t *objects.Thread, timeout Object) error {
	d, err := timeoutArg(t, timeout)
	if err != nil {
		return err
	}
	s.timeout = d
	return fds.Error(t, unix.SetNonblock(s.fd(), d >= 0))
}

// Returns the timeout in seconds (float) associated with socket operations.
//
// A timeout of None indicates that timeouts on socket operations are
// disabled.
//
//py:def socket.gettimeout(self)
func (s *socket) getTimeout() Object { return timeoutValue(s.timeout) }

// Return the integer file descriptor of the socket.
//
//py:def socket.fileno(self)
func (s *socket) fileno() int { return s.fd() }

// Close the socket.
//
// It cannot be used after this call.
//
//py:def socket.close(self)
func (s *socket) close(t *objects.Thread) error {
	fd := s.fd()
	if fd < 0 {
		return nil
	}
	s.state.fd = -1
	return closeFd(t, fd)
}

// closeFd closes a socket. A peer that has gone is no error.
func closeFd(t *objects.Thread, fd int) error {
	var err error
	t.Blocking(func() { err = unix.Close(fd) })
	if err == unix.ECONNRESET || err == unix.EINTR {
		return nil
	}
	return fds.Error(t, err)
}

// Close the socket object without closing the underlying file descriptor.
//
// The object cannot be used after this call, but the file descriptor
// can be reused for other purposes.  The file descriptor is returned.
//
//py:def socket.detach(self)
func (s *socket) detach() int {
	fd := s.fd()
	s.state.fd = -1
	return fd
}

// Shut down the reading side of the socket (flag == SHUT_RD), the writing side
// of the socket (flag == SHUT_WR), or both ends (flag == SHUT_RDWR).
//
//py:def socket.shutdown(self, flag, /)
func (s *socket) shutdown(t *objects.Thread, how int32) error {
	return fds.Error(t, unix.Shutdown(s.fd(), int(how)))
}

// Enable a server to accept connections.
//
// If backlog is specified, it must be at least 0 (if it is lower, it is set to
// 0); it specifies the number of unaccepted connections that the system will
// allow before refusing new connections.  If not specified, a default
// reasonable value is chosen.
//
//py:def socket.listen(self, backlog=128, /)
//py:sig ($self, backlog=<unrepresentable>, /)
func (s *socket) listen(t *objects.Thread, backlog int32) error {
	return fds.Error(t, unix.Listen(s.fd(), int(max(backlog, 0))))
}

// call runs f, which must not block, until it does not say EAGAIN any more, waiting for the socket in between.
//
// CPython: Modules/socketmodule.c sock_call_ex
func (s *socket) call(t *objects.Thread, events int16, flags int32, f func(fd int) error) error {
	return s.callUntil(t, events, flags, s.deadline(), f)
}

// deadline is when an operation that begins now has taken too long.
func (s *socket) deadline() time.Time {
	if s.timeout <= 0 {
		return time.Time{}
	}
	return time.Now().Add(s.timeout)
}

func (s *socket) callUntil(t *objects.Thread, events int16, flags int32, deadline time.Time, f func(fd int) error) error {
	for {
		err := f(s.fd())
		if err == unix.EINTR {
			if err := t.Runtime.Poll(t); err != nil {
				return err
			}
			continue
		}
		if err != unix.EAGAIN || s.timeout == 0 || s.timeout < 0 && (s.kernelTimeouts || flags&unix.MSG_DONTWAIT != 0) {
			return fds.Error(t, err)
		}
		if err := s.wait(t, events, deadline); err != nil {
			return err
		}
	}
}

// wait waits until the socket is ready, TimeoutError if that takes too long.
func (s *socket) wait(t *objects.Thread, events int16, deadline time.Time) error {
	d := time.Duration(-1)
	if s.timeout >= 0 {
		if d = time.Until(deadline); d <= 0 {
			return errTimedOut(t)
		}
	}
	n, err := fds.Poll(t, []unix.PollFd{{Fd: int32(s.fd()), Events: events}}, d)
	switch {
	case err != nil:
		return fds.Error(t, err)
	case n == 0:
		return errTimedOut(t)
	case s.fd() < 0:
		return objects.NewOSError(t, unix.EBADF)
	}
	return nil
}

func errTimedOut(t *objects.Thread) error {
	return objects.Errorf(t, &objects.ExcTimeoutError, "timed out")
}

// waits reports whether the system, not poll, is to wait in a call with the flags.
func (s *socket) waits(flags int32) bool {
	return s.timeout < 0 && (s.kernelTimeouts || flags&unix.MSG_WAITALL != 0)
}

// flags adds to those of a call the one that keeps the system from waiting: poll does it, in the manner of fds.Poll.
func (s *socket) flags(flags int32) int {
	if s.waits(flags) {
		return int(flags)
	}
	return int(flags) | unix.MSG_DONTWAIT
}

// syscall makes a system call with the flags.
func (s *socket) syscall(t *objects.Thread, flags int32, f func() error) (err error) {
	if s.waits(flags) {
		t.Blocking(func() { err = f() })
		return err
	}
	return f()
}

// _accept() -> (integer, address info)
//
// Wait for an incoming connection.  Return a new socket file descriptor
// representing the connection, and the address of the client.
// For IP sockets, the address info is a pair (hostaddr, port).
//
// CPython: Modules/socketmodule.c sock_accept
//
//py:def socket._accept(self)
//py:nosig
func (s *socket) accept(t *objects.Thread) (Object, error) {
	deadline := s.deadline()
	var a address
	fd := -1
	try := func(n int) (err error) {
		fd, err = a.accept(n)
		return err
	}
	if s.timeout < 0 && !s.kernelTimeouts {
		// The descriptor blocks: ask first, so that signals are handled.
		first := try
		try = func(n int) (err error) {
			ready, err := fds.Poll(t, []unix.PollFd{{Fd: int32(n), Events: unix.POLLIN}}, 0)
			if err != nil {
				return err
			}
			if ready == 0 {
				return unix.EAGAIN
			}
			t.Blocking(func() { err = first(n) })
			return err
		}
	}
	if err := s.callUntil(t, unix.POLLIN, 0, deadline, func(n int) error {
		return s.syscall(t, 0, func() error { return try(n) })
	}); err != nil {
		return Object{}, err
	}
	o, err := a.object(t, s.proto, fd)
	if err != nil {
		_ = unix.Close(fd)
		return Object{}, err
	}
	return objects.NewTuple(objects.NewInt(int64(fd)), o), nil
}

// bind(address)
//
// Bind the socket to a local address.  For IP sockets, the address is a
// pair (host, port); the host must refer to the local host. For raw packet
// sockets the address is a tuple (ifname, proto [,pkttype [,hatype [,addr]]])
//
//py:def socket.bind(self, address, /)
//py:nosig
func (s *socket) bind(t *objects.Thread, o Object) error {
	a, err := s.address(t, o, "bind")
	if err != nil {
		return err
	}
	return fds.Error(t, a.pass(unix.SYS_BIND, s.fd()))
}

// connect connects and gives the error number where it fails with one.
//
// CPython: Modules/socketmodule.c internal_connect
func (s *socket) connect(t *objects.Thread, a *address) (unix.Errno, error) {
	var err error
	fd := s.fd()
	t.Blocking(func() { err = a.pass(unix.SYS_CONNECT, fd) })
	switch {
	case err == nil:
		return 0, nil
	case err == unix.EINTR, err == unix.EINPROGRESS && s.timeout > 0:
		if err == unix.EINTR {
			if err := t.Runtime.Poll(t); err != nil {
				return 0, err
			}
			if s.timeout == 0 {
				return unix.EINTR, nil
			}
		}
		if err := s.wait(t, unix.POLLOUT, s.deadline()); err != nil {
			return 0, err
		}
		n, err := unix.GetsockoptInt(s.fd(), unix.SOL_SOCKET, unix.SO_ERROR)
		if err != nil {
			return 0, fds.Error(t, err)
		}
		if unix.Errno(n) == unix.EISCONN {
			n = 0
		}
		return unix.Errno(n), nil
	}
	return err.(unix.Errno), nil
}

// connect(address)
//
// Connect the socket to a remote address.  For IP sockets, the address
// is a pair (host, port).
//
//py:def socket.connect(self, address, /)
//py:nosig
func (s *socket) connectTo(t *objects.Thread, o Object) error {
	a, err := s.address(t, o, "connect")
	if err != nil {
		return err
	}
	n, err := s.connect(t, a)
	if err == nil && n != 0 {
		return objects.NewOSError(t, n)
	}
	return err
}

// connect_ex(address) -> errno
//
// This is like connect(address), but returns an error code (the errno value)
// instead of raising an exception when an error occurs.
//
//py:def socket.connect_ex(self, address, /)
//py:nosig
func (s *socket) connectEx(t *objects.Thread, o Object) (int, error) {
	a, err := s.address(t, o, "connect_ex")
	if err != nil {
		return 0, err
	}
	n, err := s.connect(t, a)
	if objects.Matches(err, &objects.ExcTimeoutError) {
		return int(unix.EWOULDBLOCK), nil
	}
	if err != nil && objects.Matches(err, &objects.ExcOSError) {
		if code, ok := err.(*objects.Exception).Errno(); ok {
			return int(code), nil
		}
	}
	return int(n), err
}

// getsockname() -> address info
//
// Return the address of the local endpoint. The format depends on the
// address family. For IPv4 sockets, the address info is a pair
// (hostaddr, port). For IPv6 sockets, the address info is a 4-tuple
// (hostaddr, port, flowinfo, scope_id).
//
//py:def socket.getsockname(self)
//py:nosig
func (s *socket) getsockname(t *objects.Thread) (Object, error) {
	return s.name(t, unix.SYS_GETSOCKNAME)
}

// getpeername() -> address info
//
// Return the address of the remote endpoint.  For IP sockets, the address
// info is a pair (hostaddr, port).
//
//py:def socket.getpeername(self)
//py:nosig
func (s *socket) getpeername(t *objects.Thread) (Object, error) {
	return s.name(t, unix.SYS_GETPEERNAME)
}

func (s *socket) name(t *objects.Thread, call uintptr) (Object, error) {
	var a address
	if err := a.get(call, s.fd()); err != nil {
		return Object{}, fds.Error(t, err)
	}
	return a.object(t, s.proto, s.fd())
}
