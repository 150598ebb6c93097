package posix

import (
	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// access uses the real uid/gid to test for access to a path.
//
//	path
//	  Path to be tested; can be string, bytes, or a path-like object.
//	mode
//	  Operating-system mode bitfield.  Can be F_OK to test existence,
//	  or the inclusive-OR of R_OK, W_OK, and X_OK.
//	dir_fd
//	  If not None, it should be a file descriptor open to a directory,
//	  and path should be relative; path will then be relative to that
//	  directory.
//	effective_ids
//	  If True, access will use the effective uid/gid instead of
//	  the real uid/gid.
//	follow_symlinks
//	  If False, and the last element of the path is a symbolic link,
//	  access will examine the symbolic link itself instead of the file
//	  the link points to.
//
// CPython: Modules/posixmodule.c os_access_impl
//
//py:def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)
func access(t *objects.Thread, o Object, mode int32, dir Object, effective, follow bool) (bool, error) {
	p, err := newPath(t, "access", "path", o, 0)
	if err != nil {
		return false, err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return false, err
	}
	flags := 0
	if !follow {
		flags |= unix.AT_SYMLINK_NOFOLLOW
	}
	if effective {
		flags |= unix.AT_EACCESS
	}
	t.Blocking(func() { err = unix.Faccessat(at, p.name, uint32(mode), flags) })
	return err == nil, nil
}

// chdir changes the current working directory to the specified path.
//
// path may always be specified as a string.
// On some platforms, path may also be specified as an open file descriptor.
// If this functionality is unavailable, using it raises an exception.
//
//py:def chdir(path)
func chdir(t *objects.Thread, o Object) error {
	p, err := newPath(t, "chdir", "path", o, allowFD)
	if err != nil {
		return err
	}
	return call(t, func() error {
		if p.fd != -1 {
			return unix.Fchdir(p.fd)
		}
		return unix.Chdir(p.name)
	}, p.object)
}

// fchdir changes to the directory of the given file descriptor.
//
// fd must be opened on a directory, not a file.
// Equivalent to os.chdir(fd).
//
//py:def fchdir(fd)
func fchdir(t *objects.Thread, o Object) error {
	fd, err := fildes(t, o)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Fchdir(fd) })
}

// chmod changes the access permissions of a file.
//
//	path
//	  Path to be modified.  May always be specified as a str, bytes, or a path-like object.
//	  On some platforms, path may also be specified as an open file descriptor.
//	  If this functionality is unavailable, using it raises an exception.
//	mode
//	  Operating-system mode bitfield.
//	dir_fd
//	  If not None, it should be a file descriptor open to a directory,
//	  and path should be relative; path will then be relative to that
//	  directory.
//	follow_symlinks
//	  If False, and the last element of the path is a symbolic link,
//	  chmod will modify the symbolic link itself instead of the file
//	  the link points to.
//
// CPython: Modules/posixmodule.c os_chmod_impl
//
//py:def chmod(path, mode, *, dir_fd=None, follow_symlinks=True)
//py:sig (path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt'))
func chmod(t *objects.Thread, o Object, mode int32, dir Object, follow bool) error {
	p, err := newPath(t, "chmod", "path", o, allowFD)
	if err != nil {
		return err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return err
	}
	if p.fd != -1 {
		return call(t, func() error { return unix.Fchmod(p.fd, uint32(mode)) }, p.object)
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	err = t.Retry(func() error { return unix.Fchmodat(at, p.name, uint32(mode), flags) })
	if err == unix.EOPNOTSUPP && !follow {
		if at != unix.AT_FDCWD {
			return objects.ValueErrorf(t, "chmod: cannot use dir_fd and follow_symlinks together")
		}
		return objects.Errorf(t, &objects.ExcNotImplementedError, "chmod: follow_symlinks unavailable on this platform")
	}
	if err != nil {
		return osError(t, err, p.object)
	}
	return nil
}

// fchmod changes the access permissions of the file given by file descriptor.
//
//	fd
//	  The file descriptor of the file to be modified.
//	mode
//	  Operating-system mode bitfield.
//
// Equivalent to os.chmod(fd, mode).
//
//py:def fchmod(fd, mode)
func fchmod(t *objects.Thread, fd, mode int32) error {
	return call(t, func() error { return unix.Fchmod(int(fd), uint32(mode)) })
}

// chown changes the owner and group id of path to the numeric uid and gid.
//
//	path
//	  Path to be examined; can be string, bytes, a path-like object, or open-file-descriptor int.
//	dir_fd
//	  If not None, it should be a file descriptor open to a directory,
//	  and path should be relative; path will then be relative to that
//	  directory.
//	follow_symlinks
//	  If False, and the last element of the path is a symbolic link,
//	  stat will examine the symbolic link itself instead of the file
//	  the link points to.
//
// CPython: Modules/posixmodule.c os_chown_impl
//
//py:def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)
func chown(t *objects.Thread, o, uid, gid, dir Object, follow bool) error {
	p, err := newPath(t, "chown", "path", o, allowFD)
	if err != nil {
		return err
	}
	u, g, err := userAndGroup(t, uid, gid)
	if err != nil {
		return err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return err
	}
	if p.fd != -1 && at != unix.AT_FDCWD {
		return objects.ValueErrorf(t, "chown: can't specify dir_fd without matching path")
	}
	if p.fd != -1 && !follow {
		return objects.ValueErrorf(t, "chown: cannot use fd and follow_symlinks together")
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return call(t, func() error {
		if p.fd != -1 {
			return unix.Fchown(p.fd, u, g)
		}
		return unix.Fchownat(at, p.name, u, g, flags)
	}, p.object)
}

// fchown changes the owner and group id of the file specified by file descriptor.
//
// Equivalent to os.chown(fd, uid, gid).
//
//py:def fchown(fd, uid, gid)
func fchown(t *objects.Thread, fd int32, uid, gid Object) error {
	u, g, err := userAndGroup(t, uid, gid)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Fchown(int(fd), u, g) })
}

// lchown changes the owner and group id of path to the numeric uid and gid.
//
// This function will not follow symbolic links.
// Equivalent to os.chown(path, uid, gid, follow_symlinks=False).
//
//py:def lchown(path, uid, gid)
func lchown(t *objects.Thread, o, uid, gid Object) error {
	p, err := newPath(t, "lchown", "path", o, 0)
	if err != nil {
		return err
	}
	u, g, err := userAndGroup(t, uid, gid)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Lchown(p.name, u, g) }, p.object)
}

// link creates a hard link to a file.
//
// If either src_dir_fd or dst_dir_fd is not None, it should be a file
//
//	descriptor open to a directory, and the respective path string (src or dst)
//	should be relative; the path will then be relative to that directory.
//
// If follow_symlinks is False, and the last element of src is a symbolic
//
//	link, link will create a link to the symbolic link itself instead of the
//	file the link points to.
//
// src_dir_fd, dst_dir_fd, and follow_symlinks may not be implemented on your
//
//	platform.  If they are unavailable, using them will raise a
//	NotImplementedError.
//
//py:def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)
//py:sig (src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt'))
func link(t *objects.Thread, src, dst, srcDir, dstDir Object, follow bool) error {
	a, b, afd, bfd, err := path2(t, "link", src, dst, srcDir, dstDir)
	if err != nil {
		return err
	}
	flags := 0
	if follow {
		flags = unix.AT_SYMLINK_FOLLOW
	}
	return call(t, func() error { return unix.Linkat(afd, a.name, bfd, b.name, flags) }, a.object, b.object)
}

// symlink creates a symbolic link pointing to src named dst.
//
// target_is_directory is required on Windows if the target is to be
//
//	interpreted as a directory.  (On Windows, symlink requires
//	Windows 6.0 or greater, and raises a NotImplementedError otherwise.)
//	target_is_directory is ignored on non-Windows platforms.
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
//py:def symlink(src, dst, target_is_directory=False, *, dir_fd=None)
func symlink(t *objects.Thread, src, dst Object, _ bool, dir Object) error {
	a, b, _, at, err := path2(t, "symlink", src, dst, objects.None, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Symlinkat(a.name, at, b.name) }, a.object, b.object)
}

// readlink returns a string representing the path to which the symbolic link points.
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
// and path should be relative; path will then be relative to that directory.
//
//py:def readlink(path, *, dir_fd=None)
func readlink(t *objects.Thread, o, dir Object) (Object, error) {
	p, err := newPath(t, "readlink", "path", o, 0)
	if err != nil {
		return Object{}, err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return Object{}, err
	}
	buf := make([]byte, 4096)
	n := 0
	if err := call(t, func() (err error) { n, err = unix.Readlinkat(at, p.name, buf); return }, p.object); err != nil {
		return Object{}, err
	}
	return p.decode(string(buf[:n])), nil
}

func rename2(t *objects.Thread, function string, src, dst, srcDir, dstDir Object) error {
	a, b, afd, bfd, err := path2(t, function, src, dst, srcDir, dstDir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Renameat(afd, a.name, bfd, b.name) }, a.object, b.object)
}

// rename renames a file or directory.
//
// If either src_dir_fd or dst_dir_fd is not None, it should be a file
//
//	descriptor open to a directory, and the respective path string (src or dst)
//	should be relative; the path will then be relative to that directory.
//
// src_dir_fd and dst_dir_fd, may not be implemented on your platform.
//
//	If they are unavailable, using them will raise a NotImplementedError.
//
//py:def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
func rename(t *objects.Thread, src, dst, srcDir, dstDir Object) error {
	return rename2(t, "rename", src, dst, srcDir, dstDir)
}

// replace renames a file or directory, overwriting the destination.
//
// If either src_dir_fd or dst_dir_fd is not None, it should be a file
//
//	descriptor open to a directory, and the respective path string (src or dst)
//	should be relative; the path will then be relative to that directory.
//
// src_dir_fd and dst_dir_fd, may not be implemented on your platform.
//
//	If they are unavailable, using them will raise a NotImplementedError.
//
//py:def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
func replace(t *objects.Thread, src, dst, srcDir, dstDir Object) error {
	return rename2(t, "replace", src, dst, srcDir, dstDir)
}

// atPath converts a path and the directory it is relative to.
func atPath(t *objects.Thread, function string, o, dir Object) (*path, int, error) {
	p, err := newPath(t, function, "path", o, 0)
	if err != nil {
		return nil, 0, err
	}
	at, err := dirFD(t, dir)
	return p, at, err
}

// mkdir creates a directory.
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
// The mode argument is ignored on Windows. Where it is used, the current umask
// value is first masked out.
//
//py:def mkdir(path, mode=511, *, dir_fd=None)
func mkdir(t *objects.Thread, o Object, mode int32, dir Object) error {
	p, at, err := atPath(t, "mkdir", o, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Mkdirat(at, p.name, uint32(mode)) }, p.object)
}

// rmdir removes a directory.
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
//py:def rmdir(path, *, dir_fd=None)
func rmdir(t *objects.Thread, o, dir Object) error {
	p, at, err := atPath(t, "rmdir", o, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Unlinkat(at, p.name, unix.AT_REMOVEDIR) }, p.object)
}

func unlinkAt(t *objects.Thread, function string, o, dir Object) error {
	p, at, err := atPath(t, function, o, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Unlinkat(at, p.name, 0) }, p.object)
}

// unlink removes a file (same as remove()).
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
//py:def unlink(path, *, dir_fd=None)
func unlink(t *objects.Thread, o, dir Object) error { return unlinkAt(t, "unlink", o, dir) }

// remove removes a file (same as unlink()).
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
//py:def remove(path, *, dir_fd=None)
func remove(t *objects.Thread, o, dir Object) error { return unlinkAt(t, "remove", o, dir) }

// mkfifo creates a "fifo" (a POSIX named pipe).
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
//py:def mkfifo(path, mode=438, *, dir_fd=None)
func mkfifo(t *objects.Thread, o Object, mode int32, dir Object) error {
	p, at, err := atPath(t, "mkfifo", o, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Mknodat(at, p.name, uint32(mode)|unix.S_IFIFO, 0) }, p.object)
}

// mknod creates a node in the file system.
//
// Create a node in the file system (file, device special file or named pipe)
// at path.  mode specifies both the permissions to use and the
// type of node to be created, being combined (bitwise OR) with one of
// S_IFREG, S_IFCHR, S_IFBLK, and S_IFIFO.  If S_IFCHR or S_IFBLK is set on mode,
// device defines the newly created device special file (probably using
// os.makedev()).  Otherwise device is ignored.
//
// If dir_fd is not None, it should be a file descriptor open to a directory,
//
//	and path should be relative; path will then be relative to that directory.
//
// dir_fd may not be implemented on your platform.
//
//	If it is unavailable, using it will raise a NotImplementedError.
//
//py:def mknod(path, mode=384, device=0, *, dir_fd=None)
func mknod(t *objects.Thread, o Object, mode int32, device uint64, dir Object) error {
	p, at, err := atPath(t, "mknod", o, dir)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Mknodat(at, p.name, uint32(mode), int(device)) }, p.object)
}

// truncate truncates a file, specified by path, to a specific length.
//
// On some platforms, path may also be specified as an open file descriptor.
// If this functionality is unavailable, using it raises an exception.
//
//py:def truncate(path, length)
func truncate(t *objects.Thread, o Object, length int64) error {
	p, err := newPath(t, "truncate", "path", o, allowFD)
	if err != nil {
		return err
	}
	return call(t, func() error {
		if p.fd != -1 {
			return unix.Ftruncate(p.fd, length)
		}
		return unix.Truncate(p.name, length)
	}, p.object)
}

// ftruncate truncates a file, specified by file descriptor, to a specific length.
//
//py:def ftruncate(fd, length, /)
func ftruncate(t *objects.Thread, fd int32, length int64) error {
	return call(t, func() error { return unix.Ftruncate(int(fd), length) })
}

// getcwd returns a unicode string representing the current working directory.
//
//py:def getcwd()
func getcwd(t *objects.Thread) (Object, error) {
	s, err := cwd(t)
	if err != nil {
		return Object{}, err
	}
	return objects.DecodeOS(s), nil
}

// getcwdb returns a bytes string representing the current working directory.
//
//py:def getcwdb()
func getcwdb(t *objects.Thread) (Object, error) {
	s, err := cwd(t)
	if err != nil {
		return Object{}, err
	}
	return objects.NewBytes([]byte(s)), nil
}

func cwd(t *objects.Thread) (s string, err error) {
	err = call(t, func() (err error) { s, err = unix.Getwd(); return })
	return s, err
}

// chroot changes root directory to path.
//
//py:def chroot(path)
func chroot(t *objects.Thread, o Object) error {
	p, err := newPath(t, "chroot", "path", o, 0)
	if err != nil {
		return err
	}
	return call(t, func() error { return unix.Chroot(p.name) }, p.object)
}

// syncAll forces write of everything to disk.
//
//py:def sync()
func syncAll(t *objects.Thread) { t.Blocking(unix.Sync) }

// fspath returns the file system path representation of the object.
//
// If the object is str or bytes, then allow it to pass through as-is. If the
// object defines __fspath__(), then return the result of that method. All other
// types raise a TypeError.
//
//py:def fspath(path)
func fspath(t *objects.Thread, o Object) (Object, error) { return objects.FSPath(t, o) }
