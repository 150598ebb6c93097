// Package posixsubprocess is the module _posixsubprocess: the start of a program.
//
//py:module _posixsubprocess
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package posixsubprocess

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module _posixsubprocess.
var Module = objects.ModuleDef{
	Name:      "_posixsubprocess",
	Doc:       "A POSIX helper for the subprocess module.",
	Functions: moduleFunctions,
}

// command is what a child process is to be.
type command struct {
	executables []string // paths to try in turn
	argv        []string
	cwd         string
	hasCwd      bool
	umask       int
	attr        syscall.ProcAttr
}

// failure is why a child did not become its program: stage is what subprocess calls it, "" for exec.
type failure struct {
	errno syscall.Errno
	stage string
}

// noPid stands for a child that is gone already: no process has it, so that waiting for it tells that there is none.
const noPid = 1<<22 + 1

// Spawn a fresh new child process.
//
// Fork a child process, close parent file descriptors as appropriate in the
// child and duplicate the few that are needed before calling exec() in the
// child process.
//
// If close_fds is True, close file descriptors 3 and higher, except those listed
// in the sorted tuple pass_fds.
//
// The preexec_fn, if supplied, will be called immediately before closing file
// descriptors and exec.
//
// WARNING: preexec_fn is NOT SAFE if your application uses threads.
//
//	It may trigger infrequent, difficult to debug deadlocks.
//
// If an error occurs in the child process before or while calling exec(), it is
// written to errpipe_write as "OSError:errno:stage", and the number returned is that of no child.
//
// Returns: the child process's PID.
//
// CPython: Modules/_posixsubprocess.c subprocess_fork_exec_impl
// Differs: preexec_fn is refused, since Go cannot run code between fork and exec; signals that CPython ignores are never ignored in
// children, whatever restore_signals says.
//
//py:def fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)
func forkExec(t *objects.Thread, args, executableList Object, closeFds bool, passFds *objects.Tuple, cwd, env Object,
	p2cread, _, _, c2pwrite, _, errwrite, _, errpipeWrite int32,
	_, callSetsid bool, pgid int32, gid, groups, uid Object, umask int32, preexecFn Object) (int, error) {
	if preexecFn != objects.None {
		return 0, objects.Errorf(t, &objects.ExcNotImplementedError, "preexec_fn is not supported: no Python code can run between fork and exec")
	}
	if closeFds && errpipeWrite < 3 {
		return 0, objects.ValueErrorf(t, "errpipe_write must be >= 3")
	}
	keep, err := keptFds(t, passFds)
	if err != nil {
		return 0, err
	}
	c := &command{umask: int(umask)}
	if c.argv, err = strs(t, args, "argv must be a tuple"); err != nil {
		return 0, err
	}
	if c.executables, err = byteStrings(t, executableList); err != nil {
		return 0, err
	}
	c.attr.Env = syscall.Environ()
	if env != objects.None {
		if c.attr.Env, err = byteStrings(t, env); err != nil {
			return 0, err
		}
	}
	if cwd != objects.None {
		if c.cwd, err = fsName(t, cwd); err != nil {
			return 0, err
		}
		c.hasCwd = true
	}
	sys := &syscall.SysProcAttr{Setsid: callSetsid}
	if pgid >= 0 {
		sys.Setpgid, sys.Pgid = true, int(pgid)
	}
	if sys.Credential, err = credential(t, gid, groups, uid); err != nil {
		return 0, err
	}
	c.attr.Sys = sys
	var pid int
	var failed failure
	t.Blocking(func() {
		// The program does not get the error pipe: that it is closed tells that the program runs.
		keep = slices.DeleteFunc(keep, func(fd int) bool { return fd == int(errpipeWrite) })
		c.attr.Files = childFiles([3]int32{p2cread, c2pwrite, errwrite}, keep, closeFds)
		pid, failed = c.start()
	})
	if failed.errno == 0 {
		return pid, nil
	}
	message := fmt.Sprintf("OSError:%X:%s", int(failed.errno), failed.stage)
	t.Blocking(func() { _, _ = unix.Write(int(errpipeWrite), []byte(message)) })
	return noPid, nil
}

// keptFds gives the file descriptors that the child is to have besides its first three.
//
// CPython: Modules/_posixsubprocess.c _sanity_check_python_fd_sequence
func keptFds(t *objects.Thread, tuple *objects.Tuple) ([]int, error) {
	var list []int
	for _, o := range tuple.Items {
		n, b, ok := objects.IntValue(o)
		if !ok || b != nil || n < 0 || n > 1<<31-1 || len(list) > 0 && int(n) <= list[len(list)-1] {
			return nil, objects.ValueErrorf(t, "bad value(s) in fds_to_keep")
		}
		list = append(list, int(n))
	}
	return list, nil
}

// fsName gives the bytes of a path.
func fsName(t *objects.Thread, o Object) (string, error) {
	s, err := objects.FSPathDecode(t, o)
	if err != nil {
		return "", err
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", objects.ValueErrorf(t, "embedded null byte")
	}
	return string(objects.EncodeFS(s)), nil
}

func strs(t *objects.Thread, o Object, message string) ([]string, error) {
	if o.Type().Slots.Iter == nil && o.Type().Slots.GetItem == nil {
		return nil, objects.TypeErrorf(t, "%s", message)
	}
	items, err := objects.ToSlice(t, o)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, v := range items {
		if out[i], err = fsName(t, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CPython: Modules/_posixsubprocess.c _PySequence_BytesToCharpArray
func byteStrings(t *objects.Thread, o Object) ([]string, error) {
	items, err := objects.ToSlice(t, o)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, v := range items {
		b := objects.AsBytes(v)
		if b == nil {
			return nil, objects.TypeErrorf(t, "expected bytes, %.200s found", v.Type().Name200())
		}
		out[i] = string(b.Bytes())
		if strings.IndexByte(out[i], 0) >= 0 {
			return nil, objects.ValueErrorf(t, "embedded null byte")
		}
	}
	return out, nil
}

// credential gives the user and groups of the child, nil for those of this process.
func credential(t *objects.Thread, gid, groups, uid Object) (*syscall.Credential, error) {
	if gid == objects.None && groups == objects.None && uid == objects.None {
		return nil, nil
	}
	c := &syscall.Credential{Uid: uint32(unix.Getuid()), Gid: uint32(unix.Getgid()), NoSetGroups: true}
	if groups != objects.None {
		l := objects.AsList(groups)
		if l == nil {
			return nil, objects.TypeErrorf(t, "setgroups argument must be a list")
		}
		if len(l.Items) > 65536 {
			return nil, objects.ValueErrorf(t, "too many extra_groups")
		}
		for _, o := range append([]Object(nil), l.Items...) {
			if _, _, ok := objects.IntValue(o); !ok {
				return nil, objects.TypeErrorf(t, "extra_groups items must be integers")
			}
			n, err := fds.ID(t, o, "gid")
			if err != nil {
				return nil, objects.ValueErrorf(t, "invalid group id")
			}
			c.Groups = append(c.Groups, uint32(n))
		}
		c.NoSetGroups = false
	}
	for _, v := range []struct {
		o    Object
		kind string
		to   *uint32
	}{{gid, "gid", &c.Gid}, {uid, "uid", &c.Uid}} {
		if v.o == objects.None {
			continue
		}
		n, err := fds.ID(t, v.o, v.kind)
		if err != nil {
			return nil, err
		}
		if n != -1 {
			*v.to = uint32(n)
		}
	}
	return c, nil
}

// none is what a child has no file descriptor as.
const none = ^uintptr(0)

// childFiles tells what the child's file descriptors are. first are its first three, -1 for this process's.
func childFiles(first [3]int32, keep []int, closeFds bool) []uintptr {
	files := []uintptr{none, none, none}
	for i, fd := range first {
		if fd >= 0 {
			files[i] = uintptr(fd)
		} else if flags, err := unix.FcntlInt(uintptr(i), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			files[i] = uintptr(i)
		}
	}
	put := func(fd int, v uintptr) {
		// What lies between stays as it is: a descriptor that is inherited is itself, one that is not is closed.
		for i := len(files); i <= fd; i++ {
			v := none
			if flags, err := unix.FcntlInt(uintptr(i), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 && !closeFds {
				v = uintptr(i)
			}
			files = append(files, v)
		}
		files[fd] = v
	}
	if closeFds {
		for _, fd := range openFds() {
			if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); fd > 2 && err == nil && flags&unix.FD_CLOEXEC == 0 {
				put(fd, none)
			}
		}
	}
	for _, fd := range keep {
		if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); fd > 2 && err == nil {
			put(fd, uintptr(fd))
		}
	}
	return files
}

// openFds gives the file descriptors that are open, and perhaps more.
func openFds() []int {
	var list []int
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		for _, e := range entries {
			if n, err := strconv.Atoi(e.Name()); err == nil {
				list = append(list, n)
			}
		}
		return list
	}
	var lim unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &lim) != nil {
		lim.Cur = 256
	}
	for fd := 3; fd < int(min(lim.Cur, 1<<16)); fd++ {
		list = append(list, fd)
	}
	return list
}

// start starts the child.
func (c *command) start() (pid int, failed failure) {
	if c.umask < 0 {
		return c.exec()
	}
	// A thread that shares its umask with no other, and ends afterwards, starts the child.
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if unix.Unshare(unix.CLONE_FS) != nil {
			old := unix.Umask(c.umask)
			pid, failed = c.exec()
			unix.Umask(old)
			runtime.UnlockOSThread()
			return
		}
		unix.Umask(c.umask)
		pid, failed = c.exec()
	}()
	<-done
	return pid, failed
}

// exec tries the paths in turn.
//
// CPython: Modules/_posixsubprocess.c child_exec
func (c *command) exec() (int, failure) {
	if c.hasCwd {
		if errno := searchable(c.cwd); errno != 0 {
			return 0, failure{errno, "noexec:chdir"}
		}
		c.attr.Dir = c.cwd
	}
	var saved, last syscall.Errno
	for _, path := range c.executables {
		if missing := c.missing(path); missing != 0 {
			last = missing
			continue
		}
		pid, err := syscall.ForkExec(path, c.argv, &c.attr)
		if err == nil {
			return pid, failure{}
		}
		errno, ok := err.(syscall.Errno)
		if !ok {
			errno = syscall.EINVAL
		}
		if sys := c.attr.Sys; (sys.Credential != nil || sys.Setpgid) && (errno == syscall.EPERM || errno == syscall.EINVAL || errno == syscall.ESRCH) {
			return 0, failure{errno, "noexec"}
		}
		if last = errno; errno != syscall.ENOENT && errno != syscall.ENOTDIR && saved == 0 {
			saved = errno
		}
	}
	if saved != 0 {
		last = saved
	}
	return 0, failure{last, ""}
}

// searchable says why a directory cannot be made the current one.
func searchable(dir string) syscall.Errno {
	var st unix.Stat_t
	err := unix.Stat(dir, &st)
	if err == nil && st.Mode&unix.S_IFMT != unix.S_IFDIR {
		return syscall.ENOTDIR
	}
	if err == nil {
		err = unix.Access(dir, unix.X_OK)
	}
	errno, _ := err.(syscall.Errno)
	return errno
}

// missing says why there is no file of that name, so that no child need be made to find out.
func (c *command) missing(path string) syscall.Errno {
	if c.hasCwd && !filepath.IsAbs(path) {
		path = c.cwd + "/" + path
	}
	var st unix.Stat_t
	switch err := unix.Stat(path, &st); err {
	case unix.ENOENT, unix.ENOTDIR:
		return err.(syscall.Errno)
	}
	return 0
}
