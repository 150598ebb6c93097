package posix

import (
	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// maxIO bounds what one call of read or write moves, as the kernel does.
const maxIO = 0x7ffff000

// open opens a file for low level IO.  Returns a file descriptor (integer).
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
// CPython: Modules/posixmodule.c os_open_impl
//
//py:def open(path, flags, mode=511, *, dir_fd=None)
func open(t *objects.Thread, o Object, flags, mode int32, dir Object) (int, error) {
	p, at, err := atPath(t, "open", o, dir)
	if err != nil {
		return -1, err
	}
	fd := -1
	err = call(t, func() (err error) {
		fd, err = unix.Openat(at, p.name, int(flags)|unix.O_CLOEXEC, uint32(mode))
		return err
	}, p.object)
	return fd, err
}

// closeFD closes a file descriptor.
//
//py:def close(fd)
func closeFD(t *objects.Thread, fd int32) error {
	var err error
	t.Blocking(func() { err = unix.Close(int(fd)) })
	if err != nil && err != unix.EINTR {
		return osError(t, err)
	}
	return nil
}

// closerange closes all file descriptors in [fd_low, fd_high), ignoring errors.
//
//py:def closerange(fd_low, fd_high, /)
func closerange(t *objects.Thread, low, high int32) {
	low = max(low, 0)
	if low >= high {
		return
	}
	t.Blocking(func() {
		if unix.CloseRange(uint(low), uint(high-1), 0) == nil {
			return
		}
		for fd := low; fd < high; fd++ {
			_ = unix.Close(int(fd))
		}
	})
}

// dup returns a duplicate of a file descriptor.
//
//py:def dup(fd, /)
func dup(t *objects.Thread, fd int32) (n int, err error) {
	err = call(t, func() (err error) {
		n, err = unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
		return err
	})
	return n, err
}

// dup2 duplicates file descriptor.
//
//py:def dup2(fd, fd2, inheritable=True)
func dup2(t *objects.Thread, fd, fd2 int32, inheritable bool) (int32, error) {
	if fd < 0 || fd2 < 0 {
		return 0, osError(t, unix.EBADF)
	}
	return fd2, call(t, func() error {
		if fd == fd2 {
			flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
			if err != nil || inheritable {
				return err
			}
			_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, flags|unix.FD_CLOEXEC)
			return err
		}
		flags := unix.O_CLOEXEC
		if inheritable {
			flags = 0
		}
		return unix.Dup3(int(fd), int(fd2), flags)
	})
}

// isatty returns True if the fd is connected to a terminal.
//
// Return True if the file descriptor is an open file descriptor
// connected to the slave end of a terminal.
//
//py:def isatty(fd, /)
func isatty(fd int32) bool {
	_, err := unix.IoctlGetTermios(int(fd), unix.TCGETS)
	return err == nil
}

// lseek sets the position of a file descriptor.  Return the new position.
//
//	fd
//	  An open file descriptor, as returned by os.open().
//	position
//	  Position, interpreted relative to 'whence'.
//	whence
//	  The relative position to seek from. Valid values are:
//	  - SEEK_SET: seek from the start of the file.
//	  - SEEK_CUR: seek from the current file position.
//	  - SEEK_END: seek from the end of the file.
//
// The return value is the number of bytes relative to the beginning of the file.
//
//py:def lseek(fd, position, whence, /)
func lseek(t *objects.Thread, fd int32, position int64, whence int32) (n int64, err error) {
	err = call(t, func() (err error) { n, err = unix.Seek(int(fd), position, int(whence)); return })
	return n, err
}

func readSize(t *objects.Thread, length int) (int, error) {
	if length < 0 {
		return 0, osError(t, unix.EINVAL)
	}
	return min(length, maxIO), nil
}

// readChunk gives a buffer for reading up to length bytes, no larger than what is likely to come.
func readInto(t *objects.Thread, length int, read func(b []byte) (int, error)) (Object, error) {
	length, err := readSize(t, length)
	if err != nil {
		return Object{}, err
	}
	// A hostile size costs nothing: more memory comes only as it is filled.
	const chunk = 1 << 20
	buf := make([]byte, min(length, chunk))
	n := 0
	if err := call(t, func() (err error) { n, err = read(buf); return }); err != nil {
		return Object{}, err
	}
	return objects.NewBytes(buf[:n:n]), nil
}

// read reads from a file descriptor.  Returns a bytes object.
//
//py:def read(fd, length, /)
func read(t *objects.Thread, fd int32, length int) (Object, error) {
	return readInto(t, length, func(b []byte) (int, error) { return unix.Read(int(fd), b) })
}

// readinto reads into a buffer object from a file descriptor.
//
// The buffer should be mutable and bytes-like. On success, returns the number of
// bytes read. Less bytes may be read than the size of the buffer. The underlying
// system call will be retried when interrupted by a signal, unless the signal
// handler raises an exception. Other errors will not be retried and an error will
// be raised.
//
// Returns 0 if the fd is at end of file or if the provided buffer has length 0
// (which can be used to check for errors without reading data). Never returns
// negative.
//
//py:def readinto(fd, buffer, /)
func readinto(t *objects.Thread, fd int32, buffer Object) (n int, err error) {
	b, release, err := writable(t, buffer, "readinto() argument 2")
	if err != nil {
		return 0, err
	}
	defer release()
	if len(b) > maxIO {
		b = b[:maxIO]
	}
	err = call(t, func() (err error) { n, err = unix.Read(int(fd), b); return })
	return n, err
}

// writable borrows the memory of an argument for writing.
func writable(t *objects.Thread, o Object, what string) ([]byte, func(), error) {
	buf, err := objects.GetBuffer(t, o, objects.BufWritable)
	if err != nil {
		return nil, nil, objects.TypeErrorf(t, "%s must be read-write bytes-like object, not %.50s", what, o.Type().Name200())
	}
	return buf.Bytes, func() {
		if buf.Release != nil {
			buf.Release()
		}
	}, nil
}

// write writes a bytes object to a file descriptor.
//
//py:def write(fd, data, /)
func write(t *objects.Thread, fd int32, data []byte) (n int, err error) {
	if len(data) > maxIO {
		data = data[:maxIO]
	}
	err = call(t, func() (err error) { n, err = unix.Write(int(fd), data); return })
	return n, err
}

// pread reads a number of bytes from a file descriptor starting at a particular offset.
//
// Read length bytes from file descriptor fd, starting at offset bytes from
// the beginning of the file.  The file offset remains unchanged.
//
//py:def pread(fd, length, offset, /)
func pread(t *objects.Thread, fd int32, length int, offset int64) (Object, error) {
	return readInto(t, length, func(b []byte) (int, error) { return unix.Pread(int(fd), b, offset) })
}

// pwrite writes bytes to a file descriptor starting at a particular offset.
//
// Write buffer to fd, starting at offset bytes from the beginning of
// the file.  Returns the number of bytes written.  Does not change the
// current file offset.
//
//py:def pwrite(fd, buffer, offset, /)
func pwrite(t *objects.Thread, fd int32, data []byte, offset int64) (n int, err error) {
	err = call(t, func() (err error) { n, err = unix.Pwrite(int(fd), data, offset); return })
	return n, err
}

// pipe creates a pipe.
//
// Returns a tuple of two file descriptors:
//
//	(read_fd, write_fd)
//
//py:def pipe()
func pipe(t *objects.Thread) (Object, error) { return newPipe(t, unix.O_CLOEXEC) }

func newPipe(t *objects.Thread, flags int) (Object, error) {
	var fds [2]int
	if err := call(t, func() error { return unix.Pipe2(fds[:], flags) }); err != nil {
		return Object{}, err
	}
	return objects.NewTuple(objects.NewInt(int64(fds[0])), objects.NewInt(int64(fds[1]))), nil
}

// pipe2 creates a pipe with flags set atomically.
//
// Returns a tuple of two file descriptors:
//
//	(read_fd, write_fd)
//
// flags can be constructed by ORing together one or more of these values:
// O_NONBLOCK, O_CLOEXEC.
//
//py:def pipe2(flags, /)
func pipe2(t *objects.Thread, flags int32) (Object, error) { return newPipe(t, int(flags)) }

// fsync forces write of fd to disk.
//
//py:def fsync(fd)
func fsync(t *objects.Thread, o Object) error {
	fd, err := fildes(t, o)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Fsync(fd) })
}

// fdatasync forces write of fd to disk without forcing update of metadata.
//
//py:def fdatasync(fd)
func fdatasync(t *objects.Thread, o Object) error {
	fd, err := fildes(t, o)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Fdatasync(fd) })
}

// getInheritable gets the close-on-exe flag of the specified file descriptor.
//
//py:def get_inheritable(fd, /)
func getInheritable(t *objects.Thread, fd int32) (bool, error) {
	flags := 0
	err := call(t, func() (err error) { flags, err = unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); return })
	return flags&unix.FD_CLOEXEC == 0, err
}

// setInheritable sets the inheritable flag of the specified file descriptor.
//
//py:def set_inheritable(fd, inheritable, /)
func setInheritable(t *objects.Thread, fd int32, inheritable int32) error {
	return call(t, func() error {
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		if err != nil {
			return err
		}
		flags &^= unix.FD_CLOEXEC
		if inheritable == 0 {
			flags |= unix.FD_CLOEXEC
		}
		_, err = unix.FcntlInt(uintptr(fd), unix.F_SETFD, flags)
		return err
	})
}

// getBlocking gets the blocking mode of the file descriptor.
//
// Return False if the O_NONBLOCK flag is set, True if the flag is cleared.
//
//py:def get_blocking(fd, /)
func getBlocking(t *objects.Thread, fd int32) (bool, error) {
	flags := 0
	err := call(t, func() (err error) { flags, err = unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0); return })
	return flags&unix.O_NONBLOCK == 0, err
}

// setBlocking sets the blocking mode of the specified file descriptor.
//
// Set the O_NONBLOCK flag if blocking is False,
// clear the O_NONBLOCK flag otherwise.
//
//py:def set_blocking(fd, blocking, /)
func setBlocking(t *objects.Thread, fd int32, blocking bool) error {
	return call(t, func() error { return unix.SetNonblock(int(fd), !blocking) })
}

// getTerminalSize returns the size of the terminal window as (columns, lines).
//
// The optional argument fd (default standard output) specifies
// which file descriptor should be queried.
//
// If the file descriptor is not connected to a terminal, an OSError
// is thrown.
//
// This function will only be defined if an implementation is
// available for this system.
//
// shutil.get_terminal_size is the high-level function which should
// normally be used, os.get_terminal_size is the low-level implementation.
//
//py:def get_terminal_size(fd=1, /)
//py:sig (fd=<unrepresentable>, /)
func getTerminalSize(t *objects.Thread, fd int32) (Object, error) {
	var size *unix.Winsize
	if err := call(t, func() (err error) { size, err = unix.IoctlGetWinsize(int(fd), unix.TIOCGWINSZ); return }); err != nil {
		return Object{}, err
	}
	return terminalSize.Make(objects.NewInt(int64(size.Col)), objects.NewInt(int64(size.Row))), nil
}

// deviceEncoding returns a string describing the encoding of a terminal's file descriptor.
//
// The file descriptor must be attached to a terminal.
// If the device is not a terminal, return None.
//
//py:def device_encoding(fd)
func deviceEncoding(fd int32) Object {
	if !isatty(fd) {
		return objects.None
	}
	return objects.NewStr("utf-8")
}

// lockf applies, tests or removes a POSIX lock on an open file descriptor.
//
//	fd
//	  An open file descriptor.
//	command
//	  One of F_LOCK, F_TLOCK, F_ULOCK or F_TEST.
//	length
//	  The number of bytes to lock, starting at the current position.
//
//py:def lockf(fd, command, length, /)
func lockf(t *objects.Thread, fd, command int32, length int64) error {
	lock := unix.Flock_t{Whence: 1, Len: length, Type: unix.F_WRLCK}
	return call(t, func() error {
		switch command {
		case 0:
			lock.Type = unix.F_UNLCK
			return unix.FcntlFlock(uintptr(fd), unix.F_SETLK, &lock)
		case 1:
			return unix.FcntlFlock(uintptr(fd), unix.F_SETLKW, &lock)
		case 2:
			return unix.FcntlFlock(uintptr(fd), unix.F_SETLK, &lock)
		case 3:
			if err := unix.FcntlFlock(uintptr(fd), unix.F_GETLK, &lock); err != nil {
				return err
			}
			if lock.Type == unix.F_UNLCK || lock.Pid == int32(unix.Getpid()) {
				return nil
			}
			return unix.EACCES
		}
		return unix.EINVAL
	})
}
