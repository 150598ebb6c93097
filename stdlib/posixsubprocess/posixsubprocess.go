// Package posixsubprocess is the module _posixsubprocess, with which subprocess starts programs.
//
//py:module _posixsubprocess
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package posixsubprocess

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module _posixsubprocess.
var Module = objects.ModuleDef{
	Name:      "_posixsubprocess",
	Doc:       "A POSIX helper for the subprocess module.",
	Functions: moduleFunctions,
}

// fsBytes gives the bytes of a str or bytes path.
func fsBytes(t *objects.Thread, o Object) (string, error) {
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
	if strings.IndexByte(string(b), 0) >= 0 {
		return "", objects.ValueErrorf(t, "embedded null byte")
	}
	return string(b), nil
}

func fsList(t *objects.Thread, o Object) ([]string, error) {
	items, err := objects.ToSlice(t, o)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, v := range items {
		if out[i], err = fsBytes(t, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// keepFDs converts the sorted tuple of descriptors that the program inherits.
//
// CPython: Modules/_posixsubprocess.c _sanity_check_python_fd_sequence
func keepFDs(t *objects.Thread, tuple *objects.Tuple) ([]int, error) {
	var out []int
	prev := int64(-1)
	for _, v := range tuple.Items {
		n, big, ok := objects.IntValue(v)
		if !ok || big != nil || n < 0 || n <= prev || n > 1<<31-1 {
			return nil, objects.ValueErrorf(t, "bad value(s) in fds_to_keep")
		}
		prev = n
		out = append(out, int(n))
	}
	return out, nil
}

// umaskMu serializes starts with a umask of their own: it is the process's while the program starts.
var umaskMu sync.Mutex

// noPid is what fork_exec gives for a program that could not be started: greater than any process id, so that nothing can be waited for.
const noPid = 1<<22 + 1

// forkExec starts a program, as fork and exec in CPython, in one step.
//
// Differs: preexec_fn is not supported, since Python code cannot run between fork and exec in a process with several threads.
//
// CPython: Modules/_posixsubprocess.c subprocess_fork_exec_impl
//
//py:def fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)
func forkExec(t *objects.Thread, args, executables Object, closeFDs bool, passFDs *objects.Tuple, cwd, env Object,
	p2cread, _, _, c2pwrite, _, errwrite, _, errpipeWrite int32, _, setsid bool, pgid int32, gid, groups, uid Object, umask int32, preexec Object) (int, error) {
	if preexec != objects.None {
		return 0, objects.Errorf(t, &objects.ExcRuntimeError, "preexec_fn is not supported: no Python code runs between fork and exec")
	}
	keep, err := keepFDs(t, passFDs)
	if err != nil {
		return 0, err
	}
	if closeFDs && errpipeWrite < 3 {
		return 0, objects.ValueErrorf(t, "errpipe_write must be >= 3")
	}
	argv, err := fsList(t, args)
	if err != nil {
		return 0, err
	}
	paths, err := fsList(t, executables)
	if err != nil {
		return 0, err
	}
	attr := &syscall.ProcAttr{Env: os.Environ(), Sys: &syscall.SysProcAttr{Setsid: setsid}}
	if env != objects.None {
		if attr.Env, err = fsList(t, env); err != nil {
			return 0, err
		}
	}
	if cwd != objects.None {
		if attr.Dir, err = fsBytes(t, cwd); err != nil {
			return 0, err
		}
	}
	if pgid >= 0 {
		attr.Sys.Setpgid, attr.Sys.Pgid = true, int(pgid)
	}
	if attr.Sys.Credential, err = credential(t, uid, gid, groups); err != nil {
		return 0, err
	}
	// The program does not inherit the error pipe: that it is closed tells the parent that the program runs.
	keep = slices.DeleteFunc(keep, func(fd int) bool { return fd == int(errpipeWrite) })
	attr.Files = files(closeFDs, keep, int(p2cread), int(c2pwrite), int(errwrite))
	pid, message := 0, ""
	t.Blocking(func() { pid, message = start(paths, argv, attr, int(umask)) })
	if message != "" {
		_, _ = unix.Write(int(errpipeWrite), []byte(message))
		return noPid, nil
	}
	return pid, nil
}

// start tries the paths in turn. message is what the child would write into the error pipe.
//
// CPython: Modules/_posixsubprocess.c child_exec
func start(paths, argv []string, attr *syscall.ProcAttr, umask int) (pid int, message string) {
	report := func(errno syscall.Errno, what string) string { return fmt.Sprintf("OSError:%x:%s", int(errno), what) }
	if attr.Dir != "" {
		if err := unix.Access(attr.Dir, unix.X_OK); err != nil {
			return 0, report(err.(syscall.Errno), "noexec:chdir")
		}
		var st unix.Stat_t
		if unix.Stat(attr.Dir, &st) == nil && st.Mode&unix.S_IFMT != unix.S_IFDIR {
			return 0, report(syscall.ENOTDIR, "noexec:chdir")
		}
	}
	if umask >= 0 {
		umaskMu.Lock()
		defer umaskMu.Unlock()
		defer unix.Umask(unix.Umask(umask))
	}
	var saved, last syscall.Errno
	for _, path := range paths {
		seen := path
		if attr.Dir != "" && !filepath.IsAbs(path) {
			seen = filepath.Join(attr.Dir, path)
		}
		if err := unix.Access(seen, unix.F_OK); err == unix.ENOENT || err == unix.ENOTDIR {
			last = err.(syscall.Errno)
			continue
		}
		pid, err := syscall.ForkExec(path, argv, attr)
		if err == nil {
			return pid, ""
		}
		errno, ok := err.(syscall.Errno)
		if !ok {
			errno = syscall.EINVAL
		}
		last = errno
		if errno != syscall.ENOENT && errno != syscall.ENOTDIR && saved == 0 {
			saved = errno
		}
	}
	if saved != 0 {
		last = saved
	}
	return 0, report(last, "")
}

// credential gives the user, group and further groups that the program runs as, nil if they stay.
func credential(t *objects.Thread, uid, gid, groups Object) (*syscall.Credential, error) {
	if uid == objects.None && gid == objects.None && groups == objects.None {
		return nil, nil
	}
	id := func(o Object, now int) (uint32, error) {
		if o == objects.None {
			return uint32(now), nil
		}
		return objects.ArgUint[uint32](t, o)
	}
	c := &syscall.Credential{NoSetGroups: true}
	var err error
	if c.Uid, err = id(uid, unix.Getuid()); err != nil {
		return nil, err
	}
	if c.Gid, err = id(gid, unix.Getgid()); err != nil {
		return nil, err
	}
	if groups != objects.None {
		items, err := objects.ToSlice(t, groups)
		if err != nil {
			return nil, err
		}
		if len(items) > 65536 {
			return nil, objects.ValueErrorf(t, "too many extra_groups")
		}
		c.NoSetGroups = false
		for _, v := range items {
			g, err := objects.ArgUint[uint32](t, v)
			if err != nil {
				return nil, err
			}
			c.Groups = append(c.Groups, g)
		}
	}
	return c, nil
}

// files gives what the program's descriptors are: the three standard ones, those to keep, and closed ones up to the highest
// that would be inherited otherwise.
func files(closeFDs bool, keep []int, standard ...int) []uintptr {
	const closed = ^uintptr(0)
	var out []uintptr
	for i, fd := range standard {
		if fd < 0 {
			fd = i
			if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != nil {
				out = append(out, closed)
				continue
			}
		}
		out = append(out, uintptr(fd))
	}
	open := inheritable()
	if !closeFDs {
		keep = append(append([]int(nil), open...), keep...)
		open = nil
	}
	for _, fd := range open {
		for len(out) <= fd {
			out = append(out, closed)
		}
	}
	for _, fd := range keep {
		if fd < 3 {
			continue
		}
		for len(out) <= fd {
			out = append(out, closed)
		}
		if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil {
			out[fd] = uintptr(fd)
		}
	}
	return out
}

// inheritable gives the descriptors above the standard ones that a program started now would have.
func inheritable() []int {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return nil
	}
	var out []int
	for _, n := range names {
		fd, err := strconv.Atoi(n.Name())
		if err != nil || fd < 3 {
			continue
		}
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			out = append(out, fd)
		}
	}
	return out
}
