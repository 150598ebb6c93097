package io

import (
	"github.com/gophersnake/gophersnake/objects"
	"golang.org/x/sys/unix"
	"strings"
)

// fileIO is a FileIO.
//
//py:type FileIO fileIOType
type fileIO struct {
	ioBase
	link                                      objects.Finalizable
	number                                    int // the file descriptor, -1: closed
	created, canRead, canWrite, appending     bool
	closefd, finalizing, initialized, regular bool
	seek                                      int8 // whether the file can seek: -1 is unknown
	blksize                                   int
}

var fileIOType objects.Type

// maxIO bounds what one system call moves, as the kernel does.
const maxIO = 0x7ffff000

func initFileIO() {
	fileIOType = objects.Type{
		Name: "_io.FileIO", Base: &rawIOBaseType, Flags: streamFlags, Layout: objects.LayoutWithDict[fileIO](attrsOffset),
		Doc: fileIODoc, Signature: fileIOSignature, Methods: fileIOMethods, GetSets: fileIOGetSets,
		Slots: objects.Slots{
			New: func(_ *objects.Thread, cls *objects.Type, _ []Object, _ *objects.Tuple) (Object, error) {
				o := objects.NewInstance(cls)
				(*fileIO)(o.Ref).reset()
				return o, nil
			},
			Init: bindFileIOInit, Repr: fileRepr,
		},
	}
	objects.Ready(&fileIOType)
}

// reset makes a new object one that has no file.
func (f *fileIO) reset() {
	f.number, f.seek, f.closefd = -1, -1, true
}

func (f *fileIO) fd() int { return f.number }

func errClosed(t *objects.Thread) error {
	return objects.ValueErrorf(t, "I/O operation on closed file")
}

func errMode(t *objects.Thread, action string) error {
	return unsupported(t, "File not open for "+action)
}

// errno makes an OSError of a system call's error.
func errno(t *objects.Thread, err error, filenames ...Object) error {
	if e, ok := err.(unix.Errno); ok {
		return objects.NewOSError(t, e, filenames...)
	}
	return err
}

// Open a file.
//
// The mode can be 'r' (default), 'w', 'x' or 'a' for reading,
// writing, exclusive creation or appending.  The file will be created if it
// doesn't exist when opened for writing or appending; it will be truncated
// when opened for writing.  A FileExistsError will be raised if it already
// exists when opened for creating. Opening a file for creating implies
// writing so this mode behaves in a similar way to 'w'.Add a '+' to the mode
// to allow simultaneous reading and writing. A custom opener can be used by
// passing a callable as *opener*. The underlying file descriptor for the file
// object is then obtained by calling opener with (*name*, *flags*).
// *opener* must return an open file descriptor (passing os.open as *opener*
// results in functionality similar to passing None).
//
//py:init FileIO(self, file, mode='r', closefd=True, opener=None)
func (f *fileIO) init(t *objects.Thread, file Object, mode string, closefd bool, opener Object) error {
	if f.fd() >= 0 {
		if f.closefd {
			if err := f.internalClose(t); err != nil {
				return err
			}
		} else {
			f.number = -1
		}
	}
	return f.open(t, file, mode, closefd, opener)
}

// CPython: Modules/_io/fileio.c _io_FileIO___init___impl
func (f *fileIO) open(t *objects.Thread, file Object, mode string, closefd bool, opener Object) (err error) {
	fd := -1
	if file.Type() == &objects.BoolType {
		if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "bool is used as a file descriptor"); err != nil {
			return err
		}
	}
	if _, _, ok := objects.IntValue(file); ok || file.Type().Slots.Index != nil {
		n, err := objects.ArgInt32(t, file)
		if err == nil && n < 0 {
			return objects.ValueErrorf(t, "negative file descriptor")
		}
		if err != nil {
			return err
		}
		fd = int(n)
	}
	var name string
	if fd < 0 {
		if name, err = fileName(t, file); err != nil {
			return err
		}
	}
	flags, err := f.setMode(t, mode)
	if err != nil {
		return err
	}
	f.closefd, f.seek = true, -1
	own := true
	if fd >= 0 {
		f.closefd, own = closefd, false
	} else {
		if !closefd {
			return objects.ValueErrorf(t, "Cannot use closefd=False with file name")
		}
		if fd, err = openFile(t, file, name, flags, opener); err != nil {
			return err
		}
	}
	f.number = fd
	defer func() {
		if err == nil {
			return
		}
		if own {
			e := f.internalClose(t)
			err = chain(t, err, e)
		}
		f.number = -1
	}()
	f.blksize, f.regular = defaultBufferSize, false
	var info unix.Stat_t
	statErr := t.Retry(func() error { return unix.Fstat(fd, &info) })
	switch {
	case statErr == unix.EBADF:
		return objects.NewOSError(t, unix.EBADF, file)
	case statErr == nil:
		if info.Mode&unix.S_IFMT == unix.S_IFDIR {
			return objects.NewOSError(t, unix.EISDIR, file)
		}
		if info.Blksize > 1 {
			f.blksize = int(info.Blksize)
		}
		f.regular = info.Mode&unix.S_IFMT != unix.S_IFCHR
	}
	if err := objects.SetAttr(t, objects.Of(f), t.Interp.Intern("name"), file); err != nil {
		return err
	}
	if f.appending {
		if _, err := f.lseek(t, 0, 2); err != nil && !isErrno(err, unix.ESPIPE) {
			return err
		}
	}
	if f.closefd {
		track(t, &f.link, objects.Of(f))
	}
	return nil
}

func isErrno(err error, want unix.Errno) bool {
	e, ok := err.(*objects.Exception)
	if !ok {
		return false
	}
	got, ok := e.Errno()
	return ok && got == want
}

// fileName gives the bytes of the name of a file.
func fileName(t *objects.Thread, o Object) (string, error) {
	p, err := objects.FSPath(t, o)
	if err != nil {
		return "", err
	}
	var b []byte
	if s := objects.AsStr(p); s != nil {
		if b, err = objects.EncodeUTF8Errors(t, s, "surrogateescape"); err != nil {
			return "", err
		}
	} else {
		b = objects.AsBytes(p).Bytes()
	}
	name := string(b)
	if strings.IndexByte(name, 0) >= 0 {
		if objects.AsStr(p) != nil {
			return "", objects.ValueErrorf(t, "embedded null character")
		}
		return "", objects.ValueErrorf(t, "embedded null byte")
	}
	return name, nil
}

func (f *fileIO) setMode(t *objects.Thread, mode string) (flags int, err error) {
	bad := func() (int, error) {
		return 0, objects.ValueErrorf(t, "Must have exactly one of create/read/write/append mode and at most one plus")
	}
	f.created, f.canRead, f.canWrite, f.appending = false, false, false, false
	found, plus := false, false
	for _, c := range mode {
		switch c {
		case 'x', 'r', 'w', 'a':
			if found {
				return bad()
			}
			found = true
		case '+':
			if plus {
				return bad()
			}
			f.canRead, f.canWrite, plus = true, true, true
		case 'b':
		default:
			return 0, objects.ValueErrorf(t, "invalid mode: %.200s", mode)
		}
		switch c {
		case 'x':
			f.created, f.canWrite = true, true
			flags |= unix.O_EXCL | unix.O_CREAT
		case 'r':
			f.canRead = true
		case 'w':
			f.canWrite = true
			flags |= unix.O_CREAT | unix.O_TRUNC
		case 'a':
			f.canWrite, f.appending = true, true
			flags |= unix.O_APPEND | unix.O_CREAT
		}
	}
	if !found {
		return bad()
	}
	switch {
	case f.canRead && f.canWrite:
		flags |= unix.O_RDWR
	case f.canRead:
		flags |= unix.O_RDONLY
	default:
		flags |= unix.O_WRONLY
	}
	return flags | unix.O_CLOEXEC, nil
}

func openFile(t *objects.Thread, file Object, name string, flags int, opener Object) (int, error) {
	if opener == objects.None {
		fd := -1
		err := t.Retry(func() (err error) { fd, err = unix.Open(name, flags, 0o666); return })
		if err == unix.EMFILE || err == unix.ENFILE {
			// Files that became garbage may only wait for the collector.
			t.Interp.Collect(t)
			err = t.Retry(func() (err error) { fd, err = unix.Open(name, flags, 0o666); return })
		}
		if err != nil {
			return -1, errno(t, err, file)
		}
		return fd, nil
	}
	o, err := objects.CallArgs(t, opener, file, objects.NewInt(int64(flags)))
	if err != nil {
		return -1, err
	}
	if _, _, ok := objects.IntValue(o); !ok {
		return -1, objects.TypeErrorf(t, "expected integer from opener")
	}
	n, err := objects.ArgInt32(t, o)
	if err != nil {
		return -1, err
	}
	if n < 0 {
		return -1, objects.ValueErrorf(t, "opener returned %d", n)
	}
	fd := int(n)
	unix.CloseOnExec(fd)
	return fd, nil
}

func (f *fileIO) internalClose(t *objects.Thread) error {
	fd := f.number
	if fd < 0 {
		return nil
	}
	f.number = -1
	untrack(t, &f.link)
	var err error
	t.Blocking(func() { err = unix.Close(fd) })
	if err != nil {
		return errno(t, err)
	}
	return nil
}

// Close the file.
//
// A closed file cannot be used for further I/O operations.  close() may be
// called more than once without error.
//
// CPython: Modules/_io/fileio.c _io_FileIO_close_impl
//
//py:def FileIO.close(self, /)
func (f *fileIO) close(t *objects.Thread) error {
	err := baseClose(t, objects.Of(f))
	if !f.closefd {
		f.number = -1
		return err
	}
	if f.finalizing {
		_ = f.deallocWarn(t, objects.Of(f))
	}
	return chain(t, err, f.internalClose(t))
}

// True if file supports random-access.
//
//py:def FileIO.seekable(self, /)
func (f *fileIO) seekable(t *objects.Thread) (bool, error) {
	if f.fd() < 0 {
		return false, errClosed(t)
	}
	if f.seek < 0 {
		if _, err := f.lseek(t, 0, 1); err != nil {
			f.seek = 0
		}
	}
	return f.seek == 1, nil
}

// True if file was opened in a read mode.
//
//py:def FileIO.readable(self, /)
func (f *fileIO) readable(t *objects.Thread) (bool, error) {
	if f.fd() < 0 {
		return false, errClosed(t)
	}
	return f.canRead, nil
}

// True if file was opened in a write mode.
//
//py:def FileIO.writable(self, /)
func (f *fileIO) writable(t *objects.Thread) (bool, error) {
	if f.fd() < 0 {
		return false, errClosed(t)
	}
	return f.canWrite, nil
}

// Return the underlying file descriptor (an integer).
//
//py:def FileIO.fileno(self, /)
func (f *fileIO) fileno(t *objects.Thread) (int, error) {
	if f.fd() < 0 {
		return 0, errClosed(t)
	}
	return f.fd(), nil
}

// readBytes reads once; n is -1 where nothing is there yet.
func (f *fileIO) readBytes(t *objects.Thread, b []byte) (n int, err error) {
	fd := f.fd()
	if len(b) > maxIO {
		b = b[:maxIO]
	}
	err = t.Retry(func() (err error) { n, err = unix.Read(fd, b); return })
	if err == unix.EAGAIN {
		return -1, nil
	}
	if err != nil {
		return 0, errno(t, err)
	}
	return n, nil
}

// writeBytes writes once; n is -1 where nothing can be written yet.
func (f *fileIO) writeBytes(t *objects.Thread, b []byte) (n int, err error) {
	fd := f.fd()
	if len(b) > maxIO {
		b = b[:maxIO]
	}
	err = t.Retry(func() (err error) { n, err = unix.Write(fd, b); return })
	if err == unix.EAGAIN {
		return -1, nil
	}
	if err != nil {
		return 0, errno(t, err)
	}
	return n, nil
}

func countOrNone(n int) Object {
	if n < 0 {
		return objects.None
	}
	return objects.NewInt(int64(n))
}

// Same as RawIOBase.readinto().
//
//py:def FileIO.readinto(self, buffer, /)
func (f *fileIO) readinto(t *objects.Thread, buffer Object) (Object, error) {
	b, release, err := writable(t, buffer, "readinto() argument")
	if err != nil {
		return Object{}, err
	}
	defer release()
	if f.fd() < 0 {
		return Object{}, errClosed(t)
	}
	if !f.canRead {
		return Object{}, errMode(t, "reading")
	}
	n, err := f.readBytes(t, b)
	if err != nil {
		return Object{}, err
	}
	return countOrNone(n), nil
}
