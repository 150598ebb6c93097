// Package selectmod is the module select: waiting for file descriptors.
//
//py:module select
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package selectmod

import (
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module select.
var Module = objects.ModuleDef{
	Name: "select",
	Doc: "This module supports asynchronous I/O on multiple file descriptors.\n\n" +
		"*** IMPORTANT NOTICE ***\n" +
		"On Windows, only sockets are supported; on Unix, all file descriptors.",
	Functions: moduleFunctions,
	Init: func() {
		initPoll()
		initEpoll()
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "error", objects.Of(&objects.ExcOSError))
		m.Add(t, "epoll", objects.Of(&epollType))
		for _, c := range constants {
			m.Add(t, c.name, objects.NewInt(c.value))
		}
		return nil
	},
}

type constant struct {
	name  string
	value int64
}

var constants = []constant{
	{"PIPE_BUF", 4096},
	{"POLLIN", unix.POLLIN}, {"POLLPRI", unix.POLLPRI}, {"POLLOUT", unix.POLLOUT}, {"POLLERR", unix.POLLERR},
	{"POLLHUP", unix.POLLHUP}, {"POLLNVAL", unix.POLLNVAL}, {"POLLRDNORM", 0x40}, {"POLLRDBAND", 0x80},
	{"POLLWRNORM", 0x100}, {"POLLWRBAND", 0x200}, {"POLLMSG", 0x400}, {"POLLRDHUP", unix.POLLRDHUP},
	{"EPOLLIN", unix.EPOLLIN}, {"EPOLLOUT", unix.EPOLLOUT}, {"EPOLLPRI", unix.EPOLLPRI}, {"EPOLLERR", unix.EPOLLERR},
	{"EPOLLHUP", unix.EPOLLHUP}, {"EPOLLRDHUP", unix.EPOLLRDHUP}, {"EPOLLET", unix.EPOLLET}, {"EPOLLONESHOT", unix.EPOLLONESHOT},
	{"EPOLLEXCLUSIVE", unix.EPOLLEXCLUSIVE}, {"EPOLLWAKEUP", unix.EPOLLWAKEUP}, {"EPOLLRDNORM", unix.EPOLLRDNORM}, {"EPOLLRDBAND", unix.EPOLLRDBAND},
	{"EPOLLWRNORM", unix.EPOLLWRNORM}, {"EPOLLWRBAND", unix.EPOLLWRBAND}, {"EPOLLMSG", unix.EPOLLMSG}, {"EPOLL_CLOEXEC", unix.EPOLL_CLOEXEC},
}

// setSize is FD_SETSIZE.
const setSize = 1024

// waited is an object of one of the three lists of select.
type waited struct {
	o  Object
	fd int
}

// descriptors gives the objects of one list of select and their file descriptors.
//
// CPython: Modules/selectmodule.c seq2set
func descriptors(t *objects.Thread, seq Object) ([]waited, error) {
	var out []waited
	items, err := objects.ToSlice(t, seq)
	if err != nil {
		if objects.Matches(err, &objects.ExcTypeError) && seq.Type().Slots.Iter == nil && seq.Type().Slots.GetItem == nil {
			return nil, objects.TypeErrorf(t, "arguments 1-3 must be sequences")
		}
		return nil, err
	}
	list := objects.AsList(seq)
	for i := 0; ; i++ {
		if list != nil {
			items = list.Items // which fileno may have changed
		}
		if i >= len(items) {
			return out, nil
		}
		o := items[i]
		fd, err := fds.Descriptor(t, o)
		if err != nil {
			return nil, err
		}
		if fd >= setSize {
			return nil, objects.ValueErrorf(t, "filedescriptor out of range in select()")
		}
		if len(out) >= setSize {
			return nil, objects.ValueErrorf(t, "too many file descriptors in select()")
		}
		out = append(out, waited{o, fd})
	}
}

// Wait until one or more file descriptors are ready for some kind of I/O.
//
// The first three arguments are iterables of file descriptors to be waited for:
// rlist -- wait until ready for reading
// wlist -- wait until ready for writing
// xlist -- wait for an "exceptional condition"
// If only one kind of condition is required, pass [] for the other lists.
//
// A file descriptor is either a socket or file object, or a small integer
// gotten from a fileno() method call on one of those.
//
// The optional 4th argument specifies a timeout in seconds; it may be
// a floating-point number to specify fractions of seconds.  If it is absent
// or None, the call will never time out.
//
// The return value is a tuple of three lists corresponding to the first three
// arguments; each contains the subset of the corresponding file descriptors
// that are ready.
//
// *** IMPORTANT NOTICE ***
// On Windows, only sockets are supported; on Unix, all file
// descriptors can be used.
//
// CPython: Modules/selectmodule.c select_select_impl
//
//py:def select(rlist, wlist, xlist, timeout=None, /)
func selectFunc(t *objects.Thread, rlist, wlist, xlist, timeout Object) (Object, error) {
	d := time.Duration(-1)
	if timeout != objects.None {
		var err error
		if d, err = fds.Seconds(t, timeout); err != nil {
			if objects.Matches(err, &objects.ExcTypeError) {
				return Object{}, objects.TypeErrorf(t, "timeout must be a float or None")
			}
			return Object{}, err
		}
		if d < 0 {
			return Object{}, objects.ValueErrorf(t, "timeout must be non-negative")
		}
	}
	events := [3]int16{unix.POLLIN, unix.POLLOUT, unix.POLLPRI}
	// What makes poll report a descriptor that select calls ready in the kind of list.
	ready := [3]int16{
		unix.POLLIN | 0x40 | 0x80 | unix.POLLHUP | unix.POLLERR,
		unix.POLLOUT | 0x100 | 0x200 | unix.POLLERR,
		unix.POLLPRI,
	}
	var lists [3][]waited
	var polled []unix.PollFd
	index := map[int]int{}
	for i, l := range []Object{rlist, wlist, xlist} {
		var err error
		if lists[i], err = descriptors(t, l); err != nil {
			return Object{}, err
		}
		for _, w := range lists[i] {
			at, ok := index[w.fd]
			if !ok {
				at = len(polled)
				index[w.fd] = at
				polled = append(polled, unix.PollFd{Fd: int32(w.fd)})
			}
			polled[at].Events |= events[i]
		}
	}
	deadline := time.Now().Add(d)
	for {
		n, err := fds.Poll(t, polled, d)
		if err != nil {
			return Object{}, fds.Error(t, err)
		}
		var out [3]*objects.List
		found := false
		for i, l := range lists {
			out[i] = objects.NewList(nil)
			for _, w := range l {
				p := polled[index[w.fd]]
				if p.Revents&unix.POLLNVAL != 0 {
					return Object{}, objects.NewOSError(t, unix.EBADF)
				}
				if p.Revents&ready[i] != 0 {
					out[i].Append(w.o)
					found = true
				}
			}
		}
		if found || n == 0 {
			return objects.NewTuple(objects.Of(out[0]), objects.Of(out[1]), objects.Of(out[2])), nil
		}
		// Only conditions that poll always reports, and select does not call ready in these lists: do not ask for them again.
		for i := range polled {
			if polled[i].Revents != 0 {
				polled[i].Fd = -1
			}
		}
		if d > 0 {
			d = max(time.Until(deadline), 0)
		}
	}
}

// poll is a polling object.
//
//py:type poll
type poll struct {
	objects.Header
	list    []unix.PollFd // in the order of registering
	polling bool
}

var pollType objects.Type

func initPoll() {
	pollType = objects.Type{
		Name: "select.poll", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[poll](), Methods: pollMethods,
	}
	objects.Ready(&pollType)
}

// Returns a polling object.
//
// This object supports registering and unregistering file descriptors, and then
// polling them for I/O events.
//
//py:def poll()
func pollNew() *poll { return &poll{Header: objects.Header{Type: &pollType}} }

func (p *poll) find(fd int) int {
	return slices.IndexFunc(p.list, func(f unix.PollFd) bool { return f.Fd == int32(fd) })
}

// CPython: Modules/selectmodule.c ushort_converter
func eventMask(t *objects.Thread, o Object) (uint16, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	switch {
	case b != nil && b.Sign() < 0 || b == nil && x < 0:
		return 0, objects.ValueErrorf(t, "Cannot convert negative int")
	case b != nil || x > 0xffff:
		return 0, objects.OverflowErrorf(t, "Python int too large for C unsigned short")
	}
	return uint16(x), nil
}

// Register a file descriptor with the polling object.
//
//	fd
//	  either an integer, or an object with a fileno() method returning an int
//	eventmask
//	  an optional bitmask describing the type of events to check for
//
//py:def poll.register(self, fd, eventmask=<unrepresentable>, /)
//py:sig ($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)
func (p *poll) register(t *objects.Thread, fd, eventmask Object) error {
	mask := uint16(unix.POLLIN | unix.POLLPRI | unix.POLLOUT)
	n, err := fds.Descriptor(t, fd)
	if err != nil {
		return err
	}
	if !eventmask.IsNull() {
		if mask, err = eventMask(t, eventmask); err != nil {
			return err
		}
	}
	if i := p.find(n); i >= 0 {
		p.list[i].Events = int16(mask)
		return nil
	}
	p.list = append(p.list, unix.PollFd{Fd: int32(n), Events: int16(mask)})
	return nil
}

// Modify an already registered file descriptor.
//
//	fd
//	  either an integer, or an object with a fileno() method returning
//	  an int
//	eventmask
//	  a bitmask describing the type of events to check for
//
//py:def poll.modify(self, fd, eventmask, /)
func (p *poll) modify(t *objects.Thread, fd, eventmask Object) error {
	n, err := fds.Descriptor(t, fd)
	if err != nil {
		return err
	}
	mask, err := eventMask(t, eventmask)
	if err != nil {
		return err
	}
	i := p.find(n)
	if i < 0 {
		return objects.NewOSError(t, unix.ENOENT)
	}
	p.list[i].Events = int16(mask)
	return nil
}

// Remove a file descriptor being tracked by the polling object.
//
//py:def poll.unregister(self, fd, /)
func (p *poll) unregister(t *objects.Thread, fd Object) error {
	n, err := fds.Descriptor(t, fd)
	if err != nil {
		return err
	}
	i := p.find(n)
	if i < 0 {
		return objects.KeyError(t, objects.NewInt(int64(n)))
	}
	p.list = slices.Delete(slices.Clone(p.list), i, i+1)
	return nil
}

// milliseconds converts the timeout of poll: None and negative ones have no end.
func milliseconds(t *objects.Thread, timeout Object) (time.Duration, error) {
	if timeout == objects.None {
		return -1, nil
	}
	var ms float64
	if timeout.Type().IsSubtype(&objects.FloatType) {
		ms, _ = objects.FloatValue(timeout)
		if ms != ms {
			return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
	} else {
		if timeout.Type().Slots.Index == nil {
			return 0, objects.TypeErrorf(t, "timeout must be an integer or None")
		}
		i, err := objects.Index(t, timeout)
		if err != nil {
			return 0, err
		}
		n, b, _ := objects.IntValue(i)
		ms = float64(n)
		if b != nil {
			ms = float64(b.Sign()) * 1e18
		}
	}
	switch {
	case ms >= (1<<63)/1e6 || ms < -(1<<63)/1e6:
		return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
	case ms > 1<<31-1 || ms < -1<<31:
		return 0, objects.OverflowErrorf(t, "timeout is too large")
	case ms < 0:
		return -1, nil
	}
	whole := time.Duration(ms)
	if float64(whole) < ms {
		whole++
	}
	return whole * time.Millisecond, nil
}

// Polls the set of registered file descriptors.
//
//	timeout
//	  The maximum time to wait in milliseconds, or else None (or a negative
//	  value) to wait indefinitely.
//
// Returns a list containing any descriptors that have events or errors to
// report, as a list of (fd, event) 2-tuples.
//
// CPython: Modules/selectmodule.c select_poll_poll_impl
//
//py:def poll.poll(self, timeout=None, /)
func (p *poll) poll(t *objects.Thread, timeout Object) (Object, error) {
	d, err := milliseconds(t, timeout)
	if err != nil {
		return Object{}, err
	}
	if p.polling {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "concurrent poll() invocation")
	}
	p.polling = true
	list := slices.Clone(p.list)
	_, err = fds.Poll(t, list, d)
	p.polling = false
	if err != nil {
		return Object{}, fds.Error(t, err)
	}
	out := objects.NewList(nil)
	for _, f := range list {
		if f.Revents != 0 {
			out.Append(objects.NewTuple(objects.NewInt(int64(f.Fd)), objects.NewInt(int64(uint16(f.Revents)))))
		}
	}
	return objects.Of(out), nil
}
