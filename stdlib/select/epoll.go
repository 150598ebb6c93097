package selectmod

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// epollState is what must be closed when the object is garbage.
type epollState struct{ fd int }

func (s *epollState) close() error {
	fd := s.fd
	s.fd = -1
	if fd < 0 {
		return nil
	}
	return unix.Close(fd)
}

// epoll is an epoll object.
//
//py:type epoll
type epoll struct {
	objects.Header
	state *epollState
}

var epollType objects.Type

func initEpoll() {
	epollType = objects.Type{
		Name: "select.epoll",
		Doc: "select.epoll(sizehint=-1, flags=0)\n\n" +
			"Returns an epolling object\n\n" +
			"sizehint must be a positive integer or -1 for the default size. The\n" +
			"sizehint is used to optimize internal data structures. It doesn't limit\n" +
			"the maximum number of monitored events.",
		Layout: objects.LayoutOf[epoll](),
		Slots:  objects.Slots{New: bindEpollNew}, Methods: epollMethods, GetSets: epollGetSets,
	}
	objects.Ready(&epollType)
}

// allEvents is the default event mask of register.
const allEvents = unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLOUT

func newEpoll(cls *objects.Type, fd int) Object {
	o := objects.NewInstance(cls)
	e := (*epoll)(o.Ref)
	e.state = &epollState{fd}
	runtime.AddCleanup(e, func(s *epollState) { _ = s.close() }, e.state)
	return o
}

// epollNew makes an epoll object.
//
// CPython: Modules/selectmodule.c select_epoll_impl
//
//py:new epoll(cls, sizehint=-1, flags=0)
//py:nosig
func epollNew(t *objects.Thread, cls *objects.Type, sizehint, flags int32) (Object, error) {
	if sizehint != -1 && sizehint <= 0 {
		return Object{}, objects.ValueErrorf(t, "negative sizehint")
	}
	if flags != 0 && flags != unix.EPOLL_CLOEXEC {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "invalid flags")
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return Object{}, fds.Error(t, err)
	}
	return newEpoll(cls, fd), nil
}

// Create an epoll object from a given control fd.
//
//py:classmethod epoll.fromfd(cls, fd, /)
func epollFromFd(cls *objects.Type, fd int32) Object { return newEpoll(cls, int(fd)) }

func (e *epoll) open(t *objects.Thread) error {
	if e.state.fd < 0 {
		return objects.ValueErrorf(t, "I/O operation on closed epoll object")
	}
	return nil
}

// Close the epoll control file descriptor.
//
// Further operations on the epoll object will raise an exception.
//
//py:def epoll.close(self)
func (e *epoll) close(t *objects.Thread) error { return fds.Error(t, e.state.close()) }

// True if the epoll handler is closed.
//
//py:get epoll.closed
func (e *epoll) closed() bool { return e.state.fd < 0 }

// Return the epoll control file descriptor.
//
//py:def epoll.fileno(self)
func (e *epoll) fileno(t *objects.Thread) (int, error) { return e.state.fd, e.open(t) }

func (e *epoll) control(t *objects.Thread, op int, fd Object, events uint32) error {
	if err := e.open(t); err != nil {
		return err
	}
	n, err := fds.Descriptor(t, fd)
	if err != nil {
		return err
	}
	return fds.Error(t, unix.EpollCtl(e.state.fd, op, n, &unix.EpollEvent{Events: events, Fd: int32(n)}))
}

// Registers a new fd or raises an OSError if the fd is already registered.
//
//	fd
//	  the target file descriptor of the operation
//	eventmask
//	  a bit set composed of the various EPOLL constants
//
// The epoll interface supports all file descriptors that support poll.
//
//py:def epoll.register(self, fd, eventmask=<unrepresentable>)
//py:sig ($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)
func (e *epoll) register(t *objects.Thread, fd, eventmask Object) error {
	mask, err := epollMask(t, eventmask)
	if err != nil {
		return err
	}
	return e.control(t, unix.EPOLL_CTL_ADD, fd, mask)
}

func epollMask(t *objects.Thread, o Object) (uint32, error) {
	if o.IsNull() {
		return allEvents, nil
	}
	// As C's unsigned int, which takes the low bits of any integer.
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil {
		x = int64(b.Uint64())
		if b.Sign() < 0 {
			x = -x
		}
	}
	return uint32(x), nil
}

// Modify event mask for a registered file descriptor.
//
//	fd
//	  the target file descriptor of the operation
//	eventmask
//	  a bit set composed of the various EPOLL constants
//
//py:def epoll.modify(self, fd, eventmask)
func (e *epoll) modify(t *objects.Thread, fd, eventmask Object) error {
	mask, err := epollMask(t, eventmask)
	if err != nil {
		return err
	}
	return e.control(t, unix.EPOLL_CTL_MOD, fd, mask)
}

// Remove a registered file descriptor from the epoll object.
//
//	fd
//	  the target file descriptor of the operation
//
//py:def epoll.unregister(self, fd)
func (e *epoll) unregister(t *objects.Thread, fd Object) error {
	return e.control(t, unix.EPOLL_CTL_DEL, fd, 0)
}

// Wait for events on the epoll file descriptor.
//
//	timeout
//	  the maximum time to wait in seconds (as float);
//	  a timeout of None or -1 makes poll wait indefinitely
//	maxevents
//	  the maximum number of events returned; -1 means no limit
//
// Returns a list containing any descriptors that have events to report,
// as a list of (fd, events) 2-tuples.
//
// CPython: Modules/selectmodule.c select_epoll_poll_impl
//
//py:def epoll.poll(self, timeout=None, maxevents=-1)
func (e *epoll) poll(t *objects.Thread, timeout Object, maxevents int32) (Object, error) {
	if err := e.open(t); err != nil {
		return Object{}, err
	}
	d := time.Duration(-1)
	if timeout != objects.None {
		var err error
		if d, err = fds.Seconds(t, timeout); err != nil {
			if objects.Matches(err, &objects.ExcTypeError) {
				return Object{}, objects.TypeErrorf(t, "timeout must be an integer or None")
			}
			return Object{}, err
		}
		if d > (1<<31-1)*time.Millisecond {
			return Object{}, objects.OverflowErrorf(t, "timeout is too large")
		}
	}
	if maxevents == -1 {
		maxevents = setSize - 1
	} else if maxevents < 1 {
		return Object{}, objects.ValueErrorf(t, "maxevents must be greater than 0, got %d", maxevents)
	}
	// A hostile number costs nothing: there are never more events than this many descriptors have at once, and what is left comes next time.
	events := make([]unix.EpollEvent, min(maxevents, 4096))
	deadline := time.Now().Add(d)
	for {
		n, err := unix.EpollWait(e.state.fd, events, 0)
		if err != nil && err != unix.EINTR {
			return Object{}, fds.Error(t, err)
		}
		if n > 0 || d == 0 {
			out := objects.NewList(nil)
			for _, ev := range events[:max(n, 0)] {
				out.Append(objects.NewTuple(objects.NewInt(int64(ev.Fd)), objects.NewInt(int64(ev.Events))))
			}
			return objects.Of(out), nil
		}
		// An epoll descriptor can itself be polled, together with what signals wake the main thread by.
		if _, err := fds.Poll(t, []unix.PollFd{{Fd: int32(e.state.fd), Events: unix.POLLIN}}, d); err != nil {
			return Object{}, fds.Error(t, err)
		}
		if e.state.fd < 0 {
			return Object{}, objects.NewOSError(t, unix.EBADF)
		}
		if d > 0 {
			d = max(time.Until(deadline), 0)
		}
	}
}

//py:def epoll.__enter__(self)
func (e *epoll) enter(t *objects.Thread) (Object, error) { return objects.Of(e), e.open(t) }

//py:def epoll.__exit__(self, exc_type=None, exc_value=<unrepresentable>, exc_tb=None, /)
func (e *epoll) exit(t *objects.Thread, _, _, _ Object) error { return e.close(t) }
