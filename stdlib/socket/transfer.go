package socket

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// maxIO bounds what one system call moves, as the kernel does.
const maxIO = 0x7ffff000

// data gives the address of b's bytes.
func data(b []byte) unsafe.Pointer {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Pointer(&b[0])
}

// receive fills b; with from it tells who sent.
func (s *socket) receive(t *objects.Thread, b []byte, flags int32, from *address) (n int, err error) {
	b = b[:min(len(b), maxIO)]
	err = s.call(t, unix.POLLIN, flags, func(fd int) error {
		return s.syscall(t, flags, func() error {
			var a, size unsafe.Pointer
			if from != nil {
				from.n = uint32(len(from.b))
				a, size = unsafe.Pointer(&from.b), unsafe.Pointer(&from.n)
			}
			r, _, e := unix.Syscall6(unix.SYS_RECVFROM, uintptr(fd), uintptr(data(b)), uintptr(len(b)), uintptr(s.flags(flags)), uintptr(a), uintptr(size))
			if e != 0 {
				return e
			}
			n = int(r)
			return nil
		})
	})
	return n, err
}

// most bounds the memory of a call that need not fill all it is asked for.
const most = 1 << 24

// receiveBytes receives up to size bytes. A hostile size costs nothing: fewer bytes may come, and no datagram is larger than most.
func (s *socket) receiveBytes(t *objects.Thread, size int, flags int32, from *address) (Object, error) {
	if flags&unix.MSG_WAITALL == 0 {
		size = min(size, most)
	} else if err := objects.CheckAlloc(t, size, 1); err != nil {
		return Object{}, err
	}
	b := make([]byte, size)
	n, err := s.receive(t, b, flags, from)
	if err != nil {
		return Object{}, err
	}
	n = min(n, len(b))
	if n < len(b)/2 {
		b = append([]byte(nil), b[:n]...)
	}
	return objects.NewBytes(b[:n:n]), nil
}

// recv(buffersize[, flags]) -> data
//
// Receive up to buffersize bytes from the socket.  For the optional flags
// argument, see the Unix manual.  When no data is available, block until
// at least one byte is available or until the remote end is closed.  When
// the remote end is closed and all data is read, return the empty string.
//
// CPython: Modules/socketmodule.c sock_recv
//
//py:def socket.recv(self, bufsize, flags=0, /)
//py:nosig
func (s *socket) recv(t *objects.Thread, bufsize int, flags int32) (Object, error) {
	if bufsize < 0 {
		return Object{}, objects.ValueErrorf(t, "negative buffersize in recv")
	}
	return s.receiveBytes(t, bufsize, flags, nil)
}

// recvfrom(buffersize[, flags]) -> (data, address info)
//
// Like recv(buffersize, flags) but also return the sender's address info.
//
//py:def socket.recvfrom(self, bufsize, flags=0, /)
//py:nosig
func (s *socket) recvfrom(t *objects.Thread, bufsize int, flags int32) (Object, error) {
	if bufsize < 0 {
		return Object{}, objects.ValueErrorf(t, "negative buffersize in recvfrom")
	}
	var from address
	b, err := s.receiveBytes(t, bufsize, flags, &from)
	if err != nil {
		return Object{}, err
	}
	a, err := from.object(t, s.proto, s.fd())
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(b, a), nil
}

// writable borrows memory to receive into.
func writable(t *objects.Thread, o Object, what string) (*objects.Buffer, error) {
	if o.Type().Slots.Buffer == nil {
		return nil, objects.TypeErrorf(t, "%s must be read-write bytes-like object, not %.50s", what, argName(o))
	}
	buf, err := objects.GetBuffer(t, o, objects.BufWritable)
	if err != nil {
		if objects.Matches(err, &objects.ExcBufferError) || objects.Matches(err, &objects.ExcTypeError) {
			return nil, objects.TypeErrorf(t, "%s must be read-write bytes-like object, not %.50s", what, argName(o))
		}
		return nil, err
	}
	return buf, nil
}

func argName(o Object) string {
	if o == objects.None {
		return "None"
	}
	return o.Type().Name200()
}

func release(b *objects.Buffer) {
	if b.Release != nil {
		b.Release()
	}
}

func (s *socket) into(t *objects.Thread, o Object, nbytes int, flags int32, name string, from *address) (int, error) {
	buf, err := writable(t, o, name+"() argument 1")
	if err != nil {
		return 0, err
	}
	defer release(buf)
	if nbytes < 0 {
		return 0, objects.ValueErrorf(t, "negative buffersize in %s", name)
	}
	b := buf.Bytes
	if nbytes > len(b) {
		if from != nil {
			return 0, objects.ValueErrorf(t, "nbytes is greater than the length of the buffer")
		}
		return 0, objects.ValueErrorf(t, "buffer too small for requested bytes")
	}
	if nbytes > 0 {
		b = b[:nbytes]
	}
	return s.receive(t, b, flags, from)
}

// recv_into(buffer, [nbytes[, flags]]) -> nbytes_read
//
// A version of recv() that stores its data into a buffer rather than creating
// a new string.  Receive up to buffersize bytes from the socket.  If buffersize
// is not specified (or 0), receive up to the size available in the given buffer.
//
// See recv() for documentation about the flags.
//
//py:def socket.recv_into(self, buffer, nbytes=0, flags=0)
//py:nosig
func (s *socket) recvInto(t *objects.Thread, buffer Object, nbytes int, flags int32) (int, error) {
	return s.into(t, buffer, nbytes, flags, "recv_into", nil)
}

// recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)
//
// Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info.
//
//py:def socket.recvfrom_into(self, buffer, nbytes=0, flags=0)
//py:nosig
func (s *socket) recvfromInto(t *objects.Thread, buffer Object, nbytes int, flags int32) (Object, error) {
	var from address
	n, err := s.into(t, buffer, nbytes, flags, "recvfrom_into", &from)
	if err != nil {
		return Object{}, err
	}
	a, err := from.object(t, s.proto, s.fd())
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(objects.NewInt(int64(n)), a), nil
}

// readable borrows memory to send, for as long as the call takes.
func readable(t *objects.Thread, o Object) (*objects.Buffer, error) {
	return objects.GetBuffer(t, o, objects.BufSimple)
}

func (s *socket) transmit(t *objects.Thread, fd int, b []byte, flags int32, to *address) (n int, err error) {
	b = b[:min(len(b), maxIO)]
	err = s.syscall(t, flags, func() error {
		var a unsafe.Pointer
		var size uint32
		if to != nil {
			a, size = unsafe.Pointer(&to.b), to.n
		}
		r, _, e := unix.Syscall6(unix.SYS_SENDTO, uintptr(fd), uintptr(data(b)), uintptr(len(b)), uintptr(s.flags(flags)), uintptr(a), uintptr(size))
		if e != 0 {
			return e
		}
		n = int(r)
		return nil
	})
	return n, err
}

// send(data[, flags]) -> count
//
// Send a data string to the socket.  For the optional flags
// argument, see the Unix manual.  Return the number of bytes
// sent; this may be less than len(data) if the network is busy.
//
//py:def socket.send(self, data, flags=0, /)
//py:nosig
func (s *socket) send(t *objects.Thread, o Object, flags int32) (n int, err error) {
	buf, err := readable(t, o)
	if err != nil {
		return 0, err
	}
	defer release(buf)
	if s.timeout < 0 && !s.kernelTimeouts && flags&unix.MSG_DONTWAIT == 0 {
		// A blocking socket of the system sends everything before it returns.
		return s.sendAll(t, buf.Bytes, flags, nil)
	}
	err = s.call(t, unix.POLLOUT, flags, func(fd int) (err error) {
		n, err = s.transmit(t, fd, buf.Bytes, flags, nil)
		return err
	})
	return n, err
}

// sendAll sends all of b within one timeout.
func (s *socket) sendAll(t *objects.Thread, b []byte, flags int32, to *address) (sent int, err error) {
	deadline := s.deadline()
	for {
		n := 0
		err := s.callUntil(t, unix.POLLOUT, flags, deadline, func(fd int) (err error) {
			n, err = s.transmit(t, fd, b, flags, to)
			return err
		})
		if err != nil {
			return sent, err
		}
		sent += n
		if b = b[n:]; len(b) == 0 {
			return sent, nil
		}
		if err := t.Runtime.Poll(t); err != nil {
			return sent, err
		}
	}
}

// sendall(data[, flags])
//
// Send a data string to the socket.  For the optional flags
// argument, see the Unix manual.  This calls send() repeatedly
// until all data is sent.  If an error occurs, it's impossible
// to tell how much data has been sent.
//
// CPython: Modules/socketmodule.c sock_sendall
//
//py:def socket.sendall(self, data, flags=0, /)
//py:nosig
func (s *socket) sendall(t *objects.Thread, o Object, flags int32) error {
	buf, err := readable(t, o)
	if err != nil {
		return err
	}
	defer release(buf)
	if len(buf.Bytes) == 0 {
		return nil
	}
	_, err = s.sendAll(t, buf.Bytes, flags, nil)
	return err
}

// sendto(data[, flags], address) -> count
//
// Like send(data, flags) but allows specifying the destination address.
// For IP sockets, the address is a pair (hostaddr, port).
//
// CPython: Modules/socketmodule.c sock_sendto
//
//py:def socket.sendto(self, *args)
//py:nosig
func (s *socket) sendto(t *objects.Thread, args []Object) (n int, err error) {
	if len(args) < 2 || len(args) > 3 {
		return 0, objects.TypeErrorf(t, "sendto() takes 2 or 3 arguments (%d given)", len(args))
	}
	var flags int32
	buf, err := readable(t, args[0])
	if err != nil {
		return 0, err
	}
	defer release(buf)
	if len(args) == 3 {
		if flags, err = objects.ArgInt32(t, args[1]); err != nil {
			return 0, err
		}
	}
	to, err := s.address(t, args[len(args)-1], "sendto")
	if err != nil {
		return 0, err
	}
	err = s.call(t, unix.POLLOUT, flags, func(fd int) (err error) {
		n, err = s.transmit(t, fd, buf.Bytes, flags, to)
		return err
	})
	return n, err
}

// iovecs are the buffers of a message. What they point at is kept by buffers.
func iovecs(buffers []*objects.Buffer) []unix.Iovec {
	var list []unix.Iovec
	for _, b := range buffers {
		v := unix.Iovec{Base: (*byte)(data(b.Bytes))}
		v.SetLen(len(b.Bytes))
		list = append(list, v)
	}
	return list
}

// message calls sendmsg or recvmsg.
func (s *socket) message(t *objects.Thread, call uintptr, events int16, m *unix.Msghdr, flags int32) (n int, err error) {
	control := m.Controllen
	name := m.Namelen
	err = s.call(t, events, flags, func(fd int) error {
		return s.syscall(t, flags, func() error {
			m.Controllen, m.Namelen = control, name
			r, _, e := unix.Syscall(call, uintptr(fd), uintptr(unsafe.Pointer(m)), uintptr(s.flags(flags)))
			if e != 0 {
				return e
			}
			n = int(r)
			return nil
		})
	})
	return n, err
}

// maxVectors is IOV_MAX: the system takes no more buffers at once.
const maxVectors = 1024

// sendmsg(buffers[, ancdata[, flags[, address]]]) -> count
//
// Send normal and ancillary data to the socket, gathering the
// non-ancillary data from a series of buffers and concatenating it into
// a single message.  The buffers argument specifies the non-ancillary
// data as an iterable of bytes-like objects (e.g. bytes objects).
// The ancdata argument specifies the ancillary data (control messages)
// as an iterable of zero or more tuples (cmsg_level, cmsg_type,
// cmsg_data), where cmsg_level and cmsg_type are integers specifying the
// protocol level and protocol-specific type respectively, and cmsg_data
// is a bytes-like object holding the associated data.  The flags
// argument defaults to 0 and has the same meaning as for send().  If
// address is supplied and not None, it sets a destination address for
// the message.  The return value is the number of bytes of non-ancillary
// data sent.
//
// CPython: Modules/socketmodule.c sock_sendmsg
//
//py:def socket.sendmsg(self, buffers, ancdata=<unrepresentable>, flags=0, address=<unrepresentable>, /)
//py:nosig
func (s *socket) sendmsg(t *objects.Thread, data, ancdata Object, flags int32, to Object) (int, error) {
	var m unix.Msghdr
	if !to.IsNull() && to != objects.None {
		a, err := s.address(t, to, "sendmsg")
		if err != nil {
			return 0, err
		}
		m.Name, m.Namelen = &a.b[0], a.n
	}
	items, err := objects.ToSlice(t, data)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			return 0, objects.TypeErrorf(t, "sendmsg() argument 1 must be an iterable")
		}
		return 0, err
	}
	var buffers []*objects.Buffer
	defer func() {
		for _, b := range buffers {
			release(b)
		}
	}()
	for _, o := range items {
		b, err := readable(t, o)
		if err != nil {
			return 0, err
		}
		buffers = append(buffers, b)
	}
	vectors := iovecs(buffers)
	if len(vectors) > 0 {
		m.Iov = &vectors[0]
	}
	m.SetIovlen(len(vectors))
	var control []byte
	if !ancdata.IsNull() {
		if control, err = controlData(t, ancdata); err != nil {
			return 0, err
		}
	}
	if len(control) > 0 {
		m.Control = &control[0]
		m.SetControllen(len(control))
	}
	n, err := s.message(t, unix.SYS_SENDMSG, unix.POLLOUT, &m, flags)
	runtime.KeepAlive(vectors)
	runtime.KeepAlive(buffers)
	return n, err
}

// controlData encodes ancillary data.
func controlData(t *objects.Thread, ancdata Object) ([]byte, error) {
	items, err := objects.ToSlice(t, ancdata)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			return nil, objects.TypeErrorf(t, "sendmsg() argument 2 must be an iterable")
		}
		return nil, err
	}
	var control []byte
	for _, o := range items {
		if objects.AsStr(o) != nil || objects.AsBytes(o) != nil || o.Type().Slots.GetItem == nil || o.Type().Slots.Len == nil {
			return nil, objects.TypeErrorf(t, "[sendmsg() ancillary data items]() argument must be 3-item tuple, not %.50s", argName(o))
		}
		parts, err := objects.ToSlice(t, o)
		if err != nil {
			return nil, err
		}
		if len(parts) != 3 {
			return nil, objects.TypeErrorf(t, "[sendmsg() ancillary data items]() argument must be tuple of length 3, not %d", len(parts))
		}
		level, err := objects.ArgInt32(t, parts[0])
		if err != nil {
			return nil, err
		}
		kind, err := objects.ArgInt32(t, parts[1])
		if err != nil {
			return nil, err
		}
		b, err := objects.ArgBytes(t, parts[2])
		if err != nil {
			return nil, err
		}
		if len(b) > 1<<30 || len(control) > 1<<30 {
			return nil, objects.Errorf(t, &objects.ExcOSError, "ancillary data item too large")
		}
		at := len(control)
		control = append(control, make([]byte, unix.CmsgSpace(len(b)))...)
		h := (*unix.Cmsghdr)(unsafe.Pointer(&control[at]))
		h.Level, h.Type = level, kind
		h.SetLen(unix.CmsgLen(len(b)))
		copy(control[at+unix.CmsgLen(0):], b)
	}
	return control, nil
}

// receiveMessage is what recvmsg and recvmsg_into have in common.
//
// CPython: Modules/socketmodule.c sock_recvmsg_guts
func (s *socket) receiveMessage(t *objects.Thread, name string, buffers []*objects.Buffer, ancbufsize int, flags int32) (n int, rest []Object, err error) {
	if ancbufsize < 0 || ancbufsize > 1<<31-1 {
		return 0, nil, objects.ValueErrorf(t, "invalid ancillary data buffer length")
	}
	var from address
	m := unix.Msghdr{Name: &from.b[0], Namelen: uint32(len(from.b))}
	vectors := iovecs(buffers)
	if len(vectors) > 0 {
		m.Iov = &vectors[0]
	}
	m.SetIovlen(len(vectors))
	// The kernel never sends more than this, SCM_MAX_FD descriptors and some headers: a hostile size costs nothing.
	control := make([]byte, min(ancbufsize, 1<<20))
	if len(control) > 0 {
		m.Control = &control[0]
		m.SetControllen(len(control))
	}
	if n, err = s.message(t, unix.SYS_RECVMSG, unix.POLLIN, &m, flags); err != nil {
		return 0, nil, err
	}
	runtime.KeepAlive(vectors)
	list := objects.NewList(nil)
	control = control[:min(int(m.Controllen), len(control))]
	header := unix.CmsgLen(0)
	for len(control) >= header {
		h := (*unix.Cmsghdr)(unsafe.Pointer(&control[0]))
		size := int(h.Len)
		if size < header {
			break
		}
		b := control[header:min(size, len(control))]
		list.Append(objects.NewTuple(objects.NewInt(int64(h.Level)), objects.NewInt(int64(h.Type)), objects.NewBytes(append([]byte(nil), b...))))
		if size > len(control) {
			if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "received malformed or improperly-truncated ancillary data"); err != nil {
				return 0, nil, err
			}
			break
		}
		control = control[min(unix.CmsgSpace(size-header), len(control)):]
	}
	from.n = m.Namelen
	a, err := from.object(t, s.proto, s.fd())
	if err != nil {
		return 0, nil, err
	}
	return n, []Object{objects.Of(list), objects.NewInt(int64(m.Flags &^ unix.MSG_CMSG_CLOEXEC)), a}, nil
}

// recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)
//
// Receive normal data (up to bufsize bytes) and ancillary data from the
// socket.  The ancbufsize argument sets the size in bytes of the
// internal buffer used to receive the ancillary data; it defaults to 0,
// meaning that no ancillary data will be received.  Appropriate buffer
// sizes for ancillary data can be calculated using CMSG_SPACE() or
// CMSG_LEN(), and items which do not fit into the buffer might be
// truncated or discarded.  The flags argument defaults to 0 and has the
// same meaning as for recv().
//
// The return value is a 4-tuple: (data, ancdata, msg_flags, address).
// The data item is a bytes object holding the non-ancillary data
// received.  The ancdata item is a list of zero or more tuples
// (cmsg_level, cmsg_type, cmsg_data) representing the ancillary data
// (control messages) received: cmsg_level and cmsg_type are integers
// specifying the protocol level and protocol-specific type respectively,
// and cmsg_data is a bytes object holding the associated data.  The
// msg_flags item is the bitwise OR of various flags indicating
// conditions on the received message; see your system documentation for
// details.  If the receiving socket is unconnected, address is the
// address of the sending socket, if available; otherwise, its value is
// unspecified.
//
//py:def socket.recvmsg(self, bufsize, ancbufsize=0, flags=0, /)
//py:nosig
func (s *socket) recvmsg(t *objects.Thread, bufsize, ancbufsize int, flags int32) (Object, error) {
	if bufsize < 0 {
		return Object{}, objects.ValueErrorf(t, "negative buffer size in recvmsg()")
	}
	b := make([]byte, min(bufsize, most))
	n, rest, err := s.receiveMessage(t, "recvmsg", []*objects.Buffer{{Bytes: b}}, ancbufsize, flags)
	if err != nil {
		return Object{}, err
	}
	n = min(n, len(b))
	return objects.NewTuple(append([]Object{objects.NewBytes(b[:n:n])}, rest...)...), nil
}

// recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)
//
// Receive normal data and ancillary data from the socket, scattering the
// non-ancillary data into a series of buffers.  The buffers argument
// must be an iterable of objects that export writable buffers
// (e.g. bytearray objects); these will be filled with successive chunks
// of the non-ancillary data until it has all been written or there are
// no more buffers.  The ancbufsize argument sets the size in bytes of
// the internal buffer used to receive the ancillary data; it defaults to
// 0, meaning that no ancillary data will be received.  Appropriate
// buffer sizes for ancillary data can be calculated using CMSG_SPACE()
// or CMSG_LEN(), and items which do not fit into the buffer might be
// truncated or discarded.  The flags argument defaults to 0 and has the
// same meaning as for recv().
//
// The return value is a 4-tuple: (nbytes, ancdata, msg_flags, address).
// The nbytes item is the total number of bytes of non-ancillary data
// written into the buffers, and the other items are as for recvmsg().
//
//py:def socket.recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)
//py:nosig
func (s *socket) recvmsgInto(t *objects.Thread, list Object, ancbufsize int, flags int32) (Object, error) {
	items, err := objects.ToSlice(t, list)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) {
			return Object{}, objects.TypeErrorf(t, "recvmsg_into() argument 1 must be an iterable")
		}
		return Object{}, err
	}
	var buffers []*objects.Buffer
	defer func() {
		for _, b := range buffers {
			release(b)
		}
	}()
	for _, o := range items {
		b, err := writable(t, o, "item")
		if objects.Matches(err, &objects.ExcTypeError) {
			return Object{}, objects.TypeErrorf(t, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
		}
		if err != nil {
			return Object{}, err
		}
		buffers = append(buffers, b)
	}
	if len(buffers) > maxVectors {
		return Object{}, fds.Error(t, unix.EMSGSIZE)
	}
	n, rest, err := s.receiveMessage(t, "recvmsg_into", buffers, ancbufsize, flags)
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(append([]Object{objects.NewInt(int64(n))}, rest...)...), nil
}
