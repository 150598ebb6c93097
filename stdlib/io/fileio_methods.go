package io

import (
	"github.com/gophersnake/gophersnake/objects"
	"golang.org/x/sys/unix"
	"strconv"
)

// Read all data from the file, returned as bytes.
//
// Reads until either there is an error or read() reaches EOF. In non-blocking
// mode, returns as much as is immediately available, None if no data is available.
//
// CPython: Modules/_io/fileio.c _io_FileIO_readall_impl
//
//py:def FileIO.readall(self, /)
func (f *fileIO) readall(t *objects.Thread) (Object, error) {
	if f.fd() < 0 {
		return Object{}, errClosed(t)
	}
	size := 8192
	var info unix.Stat_t
	fd := f.fd()
	if f.regular && t.Retry(func() error { return unix.Fstat(fd, &info) }) == nil {
		pos := int64(0)
		if f.seek != 0 {
			pos, _ = unix.Seek(fd, 0, 1)
		}
		if rest := info.Size - pos; rest > 0 && rest < maxAlloc {
			// One more byte, to see the end.
			size = int(rest) + 1
		}
	}
	b := make([]byte, 0, size)
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		if f.fd() < 0 {
			return Object{}, errClosed(t)
		}
		n, err := f.readBytes(t, b[len(b):cap(b)])
		if err != nil {
			return Object{}, err
		}
		if n < 0 && len(b) == 0 {
			return objects.None, nil
		}
		if n <= 0 {
			return objects.NewBytes(b), nil
		}
		b = b[:len(b)+n]
	}
}

// Read at most size bytes, returned as bytes.
//
// If size is less than 0, read all bytes in the file making multiple read calls.
// See “FileIO.readall“.
//
// Attempts to make only one system call, retrying only per PEP 475 (EINTR).
// This means less data may be returned than requested.
//
// In non-blocking mode, returns None if no data is available. Returns an empty
// bytes object at EOF.
//
//py:def FileIO.read(self, size=-1, /)
func (f *fileIO) read(t *objects.Thread, sizeArg Object) (Object, error) {
	size, err := optionalSize(t, sizeArg)
	if err != nil {
		return Object{}, err
	}
	if f.fd() < 0 {
		return Object{}, errClosed(t)
	}
	if !f.canRead {
		return Object{}, errMode(t, "reading")
	}
	if size < 0 {
		return f.readall(t)
	}
	b := make([]byte, min(size, maxIO, 64<<20))
	n, err := f.readBytes(t, b)
	if err != nil {
		return Object{}, err
	}
	if n < 0 {
		return objects.None, nil
	}
	return objects.NewBytes(b[:n:n]), nil
}

// Write buffer b to file, return number of bytes written.
//
// Only makes one system call, so not all of the data may be written.
// The number of bytes actually written is returned.  In non-blocking mode,
// returns None if the write would block.
//
//py:def FileIO.write(self, b, /)
func (f *fileIO) write(t *objects.Thread, b []byte) (Object, error) {
	if f.fd() < 0 {
		return Object{}, errClosed(t)
	}
	if !f.canWrite {
		return Object{}, errMode(t, "writing")
	}
	n, err := f.writeBytes(t, b)
	if err != nil {
		return Object{}, err
	}
	return countOrNone(n), nil
}

func (f *fileIO) lseek(t *objects.Thread, pos int64, whence int) (n int64, err error) {
	fd := f.fd()
	err = t.Retry(func() (err error) { n, err = unix.Seek(fd, pos, whence); return })
	if f.seek < 0 {
		f.seek = 0
		if err == nil {
			f.seek = 1
		}
	}
	if err != nil {
		return 0, errno(t, err)
	}
	return n, nil
}

// Move to new file position and return the file position.
//
// Argument offset is a byte count.  Optional argument whence defaults to
// SEEK_SET or 0 (offset from start of file, offset should be >= 0); other values
// are SEEK_CUR or 1 (move relative to current position, positive or negative),
// and SEEK_END or 2 (move relative to end of file, usually negative, although
// many platforms allow seeking beyond the end of a file).
//
// Note that not all file objects are seekable.
//
//py:def FileIO.seek(self, pos, whence=0, /)
func (f *fileIO) seekTo(t *objects.Thread, pos Object, whence int32) (int64, error) {
	if f.fd() < 0 {
		return 0, errClosed(t)
	}
	n, err := objects.ArgInt64(t, pos)
	if err != nil {
		return 0, err
	}
	return f.lseek(t, n, int(whence))
}

// Current file position.
//
// Can raise OSError for non seekable files.
//
//py:def FileIO.tell(self, /)
func (f *fileIO) tell(t *objects.Thread) (int64, error) {
	if f.fd() < 0 {
		return 0, errClosed(t)
	}
	return f.lseek(t, 0, 1)
}

// Truncate the file to at most size bytes and return the truncated size.
//
// Size defaults to the current file position, as returned by tell().
// The current file position is changed to the value of size.
//
//py:def FileIO.truncate(self, size=None, /)
func (f *fileIO) truncate(t *objects.Thread, size Object) (Object, error) {
	if f.fd() < 0 {
		return Object{}, errClosed(t)
	}
	if !f.canWrite {
		return Object{}, errMode(t, "writing")
	}
	if size == objects.None {
		n, err := f.lseek(t, 0, 1)
		if err != nil {
			return Object{}, err
		}
		size = objects.NewInt(n)
	}
	n, err := objects.ArgInt64(t, size)
	if err != nil {
		return Object{}, err
	}
	fd := f.fd()
	if err := t.Retry(func() error { return unix.Ftruncate(fd, n) }); err != nil {
		return Object{}, errno(t, err)
	}
	return size, nil
}

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	return err == nil
}

// True if the file is connected to a TTY device.
//
//py:def FileIO.isatty(self, /)
func (f *fileIO) isatty(t *objects.Thread) (bool, error) {
	if f.fd() < 0 {
		return false, errClosed(t)
	}
	return isTerminal(f.fd()), nil
}

// As isatty, for a file just opened: regular files are no terminals without asking.
//
//py:def FileIO._isatty_open_only(self, /)
func (f *fileIO) isattyOpenOnly(t *objects.Thread) (bool, error) {
	if f.regular {
		return false, nil
	}
	return f.isatty(t)
}

//py:def FileIO._dealloc_warn(self, object, /)
func (f *fileIO) deallocWarn(t *objects.Thread, source Object) error {
	if f.fd() < 0 || !f.closefd {
		return nil
	}
	r, err := objects.Repr(t, source)
	if err == nil {
		err = objects.WarnMessage(t, objects.NewStr("unclosed file "+r.String()), objects.Of(&objects.ExcResourceWarning), 1, source, &objects.Tuple{})
	}
	if err != nil && objects.Matches(err, &objects.ExcWarning) {
		t.WriteUnraisable(err, source)
	}
	return nil
}

//py:def FileIO.__getstate__(self, /)
func (f *fileIO) getstate(t *objects.Thread) error { return noPickle(t, objects.Of(f)) }

func noPickle(t *objects.Thread, o Object) error {
	return objects.TypeErrorf(t, "cannot pickle '%.100s' instances", o.Type().Name200())
}

// True if the file is closed
//
//py:get FileIO.closed
func (f *fileIO) closed() bool { return f.fd() < 0 }

// True if the file descriptor will be closed by close().
//
//py:get FileIO.closefd
func (f *fileIO) closesFD() bool { return f.closefd }

// Stat st_blksize if available
//
//py:get FileIO._blksize
func (f *fileIO) blockSize() int { return f.blksize }

//py:get FileIO._finalizing
func (f *fileIO) isFinalizing() bool { return f.finalizing }

//py:set FileIO._finalizing
func (f *fileIO) setFinalizing(t *objects.Thread, v Object) error {
	return setBool(t, &f.finalizing, v)
}

// setBool sets an attribute that must be True or False.
func setBool(t *objects.Thread, p *bool, v Object) error {
	if v.IsNull() {
		return objects.TypeErrorf(t, "can't delete numeric/char attribute")
	}
	if v.Type() != &objects.BoolType {
		return objects.TypeErrorf(t, "attribute value type must be bool")
	}
	*p = v == objects.True
	return nil
}

// String giving the file mode
//
//py:get FileIO.mode
func (f *fileIO) mode() string {
	switch {
	case f.created && f.canRead:
		return "xb+"
	case f.created:
		return "xb"
	case f.appending && f.canRead:
		return "ab+"
	case f.appending:
		return "ab"
	case f.canRead && f.canWrite:
		return "rb+"
	case f.canRead:
		return "rb"
	}
	return "wb"
}

// CPython: Modules/_io/fileio.c fileio_repr
func fileRepr(t *objects.Thread, o Object) (Object, error) {
	f := (*fileIO)(o.Ref)
	name := o.Type().Name200()
	if f.fd() < 0 {
		return objects.NewStr("<" + name + " [closed]>"), nil
	}
	rest := " mode='" + f.mode() + "' closefd=True>"
	if !f.closefd {
		rest = " mode='" + f.mode() + "' closefd=False>"
	}
	v, err := attr(t, o, "name")
	if err != nil {
		return Object{}, err
	}
	if v.IsNull() {
		return objects.NewStr("<" + name + " fd=" + itoa(f.fd()) + rest), nil
	}
	if err := t.Enter(" while getting the repr of an object"); err != nil {
		return Object{}, err
	}
	defer t.Leave()
	if t.ReprEnter(o) {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "reentrant call inside %s.__repr__", name)
	}
	defer t.ReprLeave(o)
	r, err := objects.Repr(t, v)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr("<" + name + " name=" + r.String() + rest), nil
}

func itoa(n int) string { return strconv.Itoa(n) }
