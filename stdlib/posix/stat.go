package posix

import (
	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// The struct sequences.
var statResult, statvfsResult, terminalSize, timesResult, unameResult, waitidResult objects.StructSequenceType

func fields(namesAndDocs ...string) []objects.StructField {
	out := make([]objects.StructField, 0, len(namesAndDocs)/2)
	for i := 0; i < len(namesAndDocs); i += 2 {
		out = append(out, objects.StructField{Name: namesAndDocs[i], Doc: namesAndDocs[i+1]})
	}
	return out
}

func initTypes() {
	statResult.Init("os.stat_result", "stat_result: Result from stat, fstat, or lstat.\n\n"+
		"This object may be accessed either as a tuple of\n"+
		"  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\n"+
		"or via the attributes st_mode, st_ino, st_dev, st_nlink, and so on.\n\n"+
		"Posix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\n"+
		"or st_flags, they are available as attributes only.\n\n"+
		"See os.stat for more information.", 10, fields(
		"st_mode", "protection bits", "st_ino", "inode", "st_dev", "device", "st_nlink", "number of hard links",
		"st_uid", "user ID of owner", "st_gid", "group ID of owner", "st_size", "total size, in bytes",
		"", "integer time of last access", "", "integer time of last modification", "", "integer time of last change",
		"st_atime", "time of last access", "st_mtime", "time of last modification", "st_ctime", "time of last change",
		"st_atime_ns", "time of last access in nanoseconds", "st_mtime_ns", "time of last modification in nanoseconds",
		"st_ctime_ns", "time of last change in nanoseconds", "st_blksize", "blocksize for filesystem I/O",
		"st_blocks", "number of blocks allocated", "st_rdev", "device type (if inode device)"))
	construct := statResult.Type.Slots.New
	statResult.Type.Slots.New = func(t *objects.Thread, cls *objects.Type, args []Object, kwnames *objects.Tuple) (Object, error) {
		// Where the float times are not given they are the integer ones.
		if len(args) == 1 && kwnames == nil {
			if items, err := objects.ToSlice(t, args[0]); err == nil && len(items) >= 10 && len(items) < 13 {
				args = []Object{objects.NewTuple(append(items, items[len(items)-3:10]...)...)}
			}
		}
		return construct(t, cls, args, kwnames)
	}
	statvfsResult.Init("os.statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.\n\n"+
		"This object may be accessed either as a tuple of\n"+
		"  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\n"+
		"or via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.\n\n"+
		"See os.statvfs for more information.", 10, fields("f_bsize", "", "f_frsize", "", "f_blocks", "", "f_bfree", "", "f_bavail", "",
		"f_files", "", "f_ffree", "", "f_favail", "", "f_flag", "", "f_namemax", "", "f_fsid", ""))
	terminalSize.Init("os.terminal_size", "A tuple of (columns, lines) for holding terminal window size", 2,
		fields("columns", "width of the terminal window in characters", "lines", "height of the terminal window in characters"))
	timesResult.Init("posix.times_result", "times_result: Result from os.times().\n\n"+
		"This object may be accessed either as a tuple of\n"+
		"  (user, system, children_user, children_system, elapsed),\n"+
		"or via the attributes user, system, children_user, children_system,\nand elapsed.\n\n"+
		"See os.times for more information.", 5, fields("user", "user time", "system", "system time",
		"children_user", "user time of children", "children_system", "system time of children", "elapsed", "elapsed time since an arbitrary point in the past"))
	waitidResult.Init("posix.waitid_result", "waitid_result: Result from waitid.\n\n"+
		"This object may be accessed either as a tuple of\n"+
		"  (si_pid, si_uid, si_signo, si_status, si_code),\n"+
		"or via the attributes si_pid, si_uid, and so on.\n\n"+
		"See os.waitid for more information.", 5,
		fields("si_pid", "", "si_uid", "", "si_signo", "", "si_status", "", "si_code", ""))
	unameResult.Init("posix.uname_result", "uname_result: Result from os.uname().\n\n"+
		"This object may be accessed either as a tuple of\n"+
		"  (sysname, nodename, release, version, machine),\n"+
		"or via the attributes sysname, nodename, release, version, and machine.\n\n"+
		"See os.uname for more information.", 5, fields("sysname", "operating system name", "nodename", "name of machine on network (implementation-defined)",
		"release", "operating system release", "version", "operating system version", "machine", "hardware identifier"))
	initDirEntry()
}

func statObject(st *unix.Stat_t) Object {
	i, u := objects.NewInt, objects.NewUint64
	sec := func(ts unix.Timespec) Object { return i(ts.Sec) }
	float := func(ts unix.Timespec) Object { return objects.NewFloat(float64(ts.Sec) + 1e-9*float64(ts.Nsec)) }
	ns := func(ts unix.Timespec) Object {
		if ts.Sec > -9e9 && ts.Sec < 9e9 {
			return i(ts.Sec*1e9 + ts.Nsec)
		}
		return objects.NewBigInt(bigNanoseconds(ts))
	}
	return statResult.Make(
		i(int64(st.Mode)), u(st.Ino), u(uint64(st.Dev)), u(uint64(st.Nlink)), i(int64(st.Uid)), i(int64(st.Gid)), i(st.Size),
		sec(st.Atim), sec(st.Mtim), sec(st.Ctim), float(st.Atim), float(st.Mtim), float(st.Ctim), ns(st.Atim), ns(st.Mtim), ns(st.Ctim),
		i(int64(st.Blksize)), i(st.Blocks), u(uint64(st.Rdev)))
}

// stat performs a stat system call on the given path.
//
//	path
//	  Path to be examined; can be string, bytes, a path-like object or
//	  open-file-descriptor int.
//	dir_fd
//	  If not None, it should be a file descriptor open to a directory,
//	  and path should be a relative string; path will then be relative to
//	  that directory.
//	follow_symlinks
//	  If False, and the last element of the path is a symbolic link,
//	  stat will examine the symbolic link itself instead of the file
//	  the link points to.
//
// It's an error to use dir_fd or follow_symlinks when specifying path as
// an open file descriptor.
//
// CPython: Modules/posixmodule.c os_stat_impl
//
//py:def stat(path, *, dir_fd=None, follow_symlinks=True)
func stat(t *objects.Thread, path, dir Object, follow bool) (Object, error) {
	return doStat(t, "stat", path, dir, follow, allowFD)
}

// lstat performs a stat system call on the given path, without following symbolic links.
//
// Equivalent to stat(path, follow_symlinks=False).
//
//py:def lstat(path, *, dir_fd=None)
func lstat(t *objects.Thread, path, dir Object) (Object, error) {
	return doStat(t, "lstat", path, dir, false, 0)
}

// CPython: Modules/posixmodule.c posix_do_stat
func doStat(t *objects.Thread, function string, o, dir Object, follow bool, flags pathFlags) (Object, error) {
	p, err := newPath(t, function, "path", o, flags)
	if err != nil {
		return Object{}, err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return Object{}, err
	}
	if p.fd != -1 && at != unix.AT_FDCWD {
		return Object{}, objects.ValueErrorf(t, "%s: can't specify dir_fd without matching path", function)
	}
	if p.fd != -1 && !follow {
		return Object{}, objects.ValueErrorf(t, "%s: cannot use fd and follow_symlinks together", function)
	}
	var st unix.Stat_t
	err = call(t, func() error {
		switch {
		case p.fd != -1:
			return unix.Fstat(p.fd, &st)
		case !follow:
			return unix.Fstatat(at, p.name, &st, unix.AT_SYMLINK_NOFOLLOW)
		}
		return unix.Fstatat(at, p.name, &st, 0)
	}, p.object)
	if err != nil {
		return Object{}, err
	}
	return statObject(&st), nil
}

// fstat performs a stat system call on the given file descriptor.
//
// Like stat(), but for an open file descriptor.
// Equivalent to os.stat(fd).
//
//py:def fstat(fd)
func fstat(t *objects.Thread, fd int32) (Object, error) {
	var st unix.Stat_t
	if err := call(t, func() error { return unix.Fstat(int(fd), &st) }); err != nil {
		return Object{}, err
	}
	return statObject(&st), nil
}

// CPython: Modules/posixmodule.c _pystatvfs_fromstructstatvfs
func statvfsObject(st *unix.Statfs_t) Object {
	i := objects.NewInt
	frsize := st.Frsize
	if frsize == 0 {
		frsize = st.Bsize
	}
	// The kernel's ST_VALID bit is not among what statvfs gives.
	const valid = 0x20
	fsid := uint64(uint32(st.Fsid.Val[0])) | uint64(uint32(st.Fsid.Val[1]))<<32
	return statvfsResult.Make(i(st.Bsize), i(frsize), objects.NewUint64(st.Blocks), objects.NewUint64(st.Bfree), objects.NewUint64(st.Bavail),
		objects.NewUint64(st.Files), objects.NewUint64(st.Ffree), objects.NewUint64(st.Ffree), i(st.Flags&^valid), i(st.Namelen), objects.NewUint64(fsid))
}

// statvfs performs a statvfs system call on the given path.
//
// path may always be specified as a string.
// On some platforms, path may also be specified as an open file descriptor.
//
//	If this functionality is unavailable, using it raises an exception.
//
//py:def statvfs(path)
func statvfs(t *objects.Thread, o Object) (Object, error) {
	p, err := newPath(t, "statvfs", "path", o, allowFD)
	if err != nil {
		return Object{}, err
	}
	var st unix.Statfs_t
	err = call(t, func() error {
		if p.fd != -1 {
			return unix.Fstatfs(p.fd, &st)
		}
		return unix.Statfs(p.name, &st)
	}, p.object)
	if err != nil {
		return Object{}, err
	}
	return statvfsObject(&st), nil
}

// fstatvfs performs an fstatvfs system call on the given fd.
//
// Equivalent to statvfs(fd).
//
//py:def fstatvfs(fd, /)
func fstatvfs(t *objects.Thread, fd int32) (Object, error) {
	var st unix.Statfs_t
	if err := call(t, func() error { return unix.Fstatfs(int(fd), &st) }); err != nil {
		return Object{}, err
	}
	return statvfsObject(&st), nil
}

// utime sets the access and modified time of path.
//
// path may always be specified as a string.
// On some platforms, path may also be specified as an open file descriptor.
//
//	If this functionality is unavailable, using it raises an exception.
//
// If times is not None, it must be a tuple (atime, mtime);
//
//	atime and mtime should be expressed as float seconds since the epoch.
//
// If ns is specified, it must be a tuple (atime_ns, mtime_ns);
//
//	atime_ns and mtime_ns should be expressed as integer nanoseconds
//	since the epoch.
//
// If times is None and ns is unspecified, utime uses the current time.
// Specifying tuples for both times and ns is an error.
//
// CPython: Modules/posixmodule.c os_utime_impl
//
//py:def utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)
func utime(t *objects.Thread, o, times, ns, dir Object, follow bool) error {
	p, err := newPath(t, "utime", "path", o, allowFD)
	if err != nil {
		return err
	}
	at, err := dirFD(t, dir)
	if err != nil {
		return err
	}
	if times != objects.None && !ns.IsNull() {
		return objects.ValueErrorf(t, "utime: you may specify either 'times' or 'ns' but not both")
	}
	ts := []unix.Timespec{{Nsec: unix.UTIME_NOW}, {Nsec: unix.UTIME_NOW}}
	switch {
	case times != objects.None:
		pair := objects.AsTuple(times)
		if pair == nil || len(pair.Items) != 2 {
			return objects.TypeErrorf(t, "utime: 'times' must be either a tuple of two ints or None")
		}
		for i, v := range pair.Items {
			if ts[i], err = secondsTimespec(t, v); err != nil {
				return err
			}
		}
	case !ns.IsNull():
		pair := objects.AsTuple(ns)
		if pair == nil || len(pair.Items) != 2 {
			return objects.TypeErrorf(t, "utime: 'ns' must be a tuple of two ints")
		}
		for i, v := range pair.Items {
			if ts[i], err = nanosecondsTimespec(t, v); err != nil {
				return err
			}
		}
	}
	if p.fd != -1 && at != unix.AT_FDCWD {
		return objects.ValueErrorf(t, "utime: can't specify dir_fd without matching path")
	}
	if p.fd != -1 && !follow {
		return objects.ValueErrorf(t, "utime: cannot use fd and follow_symlinks together")
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return call(t, func() error {
		if p.fd != -1 {
			return futimens(p.fd, ts)
		}
		return unix.UtimesNanoAt(at, p.name, ts, flags)
	}, p.object)
}
