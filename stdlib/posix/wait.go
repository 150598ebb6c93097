package posix

import (
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func atoi(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func wait4Raw(t *objects.Thread, pid, options int, usage *unix.Rusage) (n int, status syscall.WaitStatus, err error) {
	var ws unix.WaitStatus
	err = call(t, func() (err error) { n, err = unix.Wait4(pid, &ws, options, usage); return })
	return n, syscall.WaitStatus(ws), err
}

func pidStatus(pid int, status syscall.WaitStatus) Object {
	return objects.NewTuple(objects.NewInt(int64(pid)), objects.NewInt(int64(status)))
}

// Wait for completion of a child process.
//
// Returns a tuple of information regarding the child process:
//
//	(pid, status)
//
// The options argument is ignored on Windows.
//
//py:def waitpid(pid, options, /)
func waitpid(t *objects.Thread, pid, options int32) (Object, error) {
	n, status, err := wait4Raw(t, int(pid), int(options), nil)
	if err != nil {
		return Object{}, err
	}
	return pidStatus(n, status), nil
}

// Wait for completion of a child process.
//
// Returns a tuple of information about the child process:
//
//	(pid, status)
//
//py:def wait()
func wait(t *objects.Thread) (Object, error) { return waitpid(t, -1, 0) }

// rusage makes resource.struct_rusage of how much a child used.
//
// CPython: Modules/posixmodule.c wait_helper
func rusage(t *objects.Thread, pid int, status syscall.WaitStatus, u *unix.Rusage) (Object, error) {
	m, err := t.Runtime.Import(t, "resource")
	if err != nil {
		return Object{}, err
	}
	class, err := objects.GetAttr(t, m, t.Interp.Intern("struct_rusage"))
	if err != nil {
		return Object{}, err
	}
	seconds := func(tv unix.Timeval) Object { return objects.NewFloat(float64(tv.Sec) + float64(tv.Usec)*1e-6) }
	values := []Object{seconds(u.Utime), seconds(u.Stime)}
	for _, n := range []int64{u.Maxrss, u.Ixrss, u.Idrss, u.Isrss, u.Minflt, u.Majflt, u.Nswap, u.Inblock, u.Oublock, u.Msgsnd, u.Msgrcv, u.Nsignals, u.Nvcsw, u.Nivcsw} {
		values = append(values, objects.NewInt(n))
	}
	r, err := objects.CallArgs(t, class, objects.NewTuple(values...))
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(objects.NewInt(int64(pid)), objects.NewInt(int64(status)), r), nil
}

// Wait for completion of a child process.
//
// Returns a tuple of information about the child process:
//
//	(pid, status, rusage)
//
//py:def wait3(options)
func wait3(t *objects.Thread, options int32) (Object, error) { return wait4(t, -1, options) }

// Wait for completion of a specific child process.
//
// Returns a tuple of information about the child process:
//
//	(pid, status, rusage)
//
//py:def wait4(pid, options)
func wait4(t *objects.Thread, pid, options int32) (Object, error) {
	var u unix.Rusage
	n, status, err := wait4Raw(t, int(pid), int(options), &u)
	if err != nil {
		return Object{}, err
	}
	return rusage(t, n, status, &u)
}

// Return True if the process returning status was dumped to a core file.
//
//py:def WCOREDUMP(status, /)
func wCoreDump(status int32) bool { return status&0x80 != 0 }

// Return True if a particular process was continued from a job control stop.
//
// Return True if the process returning status was continued from a
// job control stop.
//
//py:def WIFCONTINUED(status)
func wIfContinued(status int32) bool { return status == 0xffff }

// Return True if the process returning status was stopped.
//
//py:def WIFSTOPPED(status)
func wIfStopped(status int32) bool { return status&0xff == 0x7f }

// Return True if the process returning status was terminated by a signal.
//
//py:def WIFSIGNALED(status)
func wIfSignaled(status int32) bool { return int8(status&0x7f+1)>>1 > 0 }

// Return True if the process returning status exited via the exit() system call.
//
//py:def WIFEXITED(status)
func wIfExited(status int32) bool { return status&0x7f == 0 }

// Return the process return code from status.
//
//py:def WEXITSTATUS(status)
func wExitStatus(status int32) int { return int(status>>8) & 0xff }

// Return the signal that terminated the process that provided the status value.
//
//py:def WTERMSIG(status)
func wTermSig(status int32) int { return int(status) & 0x7f }

// Return the signal that stopped the process that provided the status value.
//
//py:def WSTOPSIG(status)
func wStopSig(status int32) int { return int(status>>8) & 0xff }

// Convert a wait status to an exit code.
//
// On Unix:
//
// * If WIFEXITED(status) is true, return WEXITSTATUS(status).
// * If WIFSIGNALED(status) is true, return -WTERMSIG(status).
// * Otherwise, raise a ValueError.
//
// On Windows, return status shifted right by 8 bits.
//
// On Unix, if the process is being traced or if waitpid() was called with
// WUNTRACED option, the caller must first check if WIFSTOPPED(status) is true.
// This function must not be called if WIFSTOPPED(status) is true.
//
//py:def waitstatus_to_exitcode(status)
func waitstatusToExitcode(t *objects.Thread, status int32) (int, error) {
	switch {
	case wIfExited(status):
		return wExitStatus(status), nil
	case wIfSignaled(status):
		return -wTermSig(status), nil
	case wIfStopped(status):
		return 0, objects.ValueErrorf(t, "process stopped by delivery of signal %d", wStopSig(status))
	}
	return 0, objects.ValueErrorf(t, "invalid wait status: %d", status)
}

// Encode a path as a tuple of drive, root and tail, see os.path.splitroot.
//
// CPython: Modules/posixmodule.c os__path_splitroot_ex_impl
//
//py:def _path_splitroot_ex(p)
func pathSplitroot(t *objects.Thread, o Object) (Object, error) {
	p, isBytes, err := pathText(t, "_path_splitroot_ex", "p", o)
	if err != nil {
		return Object{}, err
	}
	n := 0
	if len(p) > 0 && p[0] == '/' {
		n = 1
		if len(p) >= 2 && p[1] == '/' && (len(p) == 2 || p[2] != '/') {
			n = 2
		}
	}
	mk := func(s string) Object {
		if isBytes {
			return objects.NewBytes([]byte(s))
		}
		return objects.NewStr(s)
	}
	return objects.NewTuple(mk(""), mk(p[:n]), mk(p[n:])), nil
}

// pathText gives a path as text that is not encoded; embedded null characters are nothing to it.
func pathText(t *objects.Thread, function, arg string, o Object) (string, bool, error) {
	if _, _, ok := objects.IntValue(o); ok {
		return "", false, pathTypeError(t, function, arg, o, 0)
	}
	if objects.AsStr(o) == nil && objects.AsBytes(o) == nil {
		f, _, err := objects.LookupSpecial(t, o, nameFSPath)
		if err != nil {
			return "", false, err
		}
		if f.IsNull() {
			return "", false, pathTypeError(t, function, arg, o, 0)
		}
	}
	v, err := objects.FSPath(t, o)
	if err != nil {
		return "", false, err
	}
	if s := objects.AsStr(v); s != nil {
		return s.String(), false, nil
	}
	return string(objects.AsBytes(v).Bytes()), true, nil
}

// Normalize path, eliminating double slashes, etc.
//
// CPython: Modules/posixmodule.c os__path_normpath_impl
//
//py:def _path_normpath(path)
func pathNormpath(t *objects.Thread, o Object) (Object, error) {
	p, isBytes, err := pathText(t, "_path_normpath", "path", o)
	if err != nil {
		return Object{}, err
	}
	r := normpath(p)
	if isBytes {
		return objects.NewBytes([]byte(r)), nil
	}
	return objects.NewStr(r), nil
}

func normpath(p string) string {
	if p == "" {
		return "."
	}
	root := ""
	if p[0] == '/' {
		root = "/"
		if len(p) >= 2 && p[1] == '/' && (len(p) == 2 || p[2] != '/') {
			root = "//"
		}
	}
	out := make([]byte, 0, len(p))
	out = append(out, root...)
	depth := 0 // parts that .. can take away
	for i := 0; i < len(p); {
		j := i
		for j < len(p) && p[j] != '/' {
			j++
		}
		part := p[i:j]
		i = j + 1
		switch {
		case part == "" || part == ".":
		case part == ".." && depth > 0:
			k := len(out)
			for k > len(root) && out[k-1] != '/' {
				k--
			}
			out = out[:max(k-1, len(root))]
			depth--
		case part == ".." && root != "":
		default:
			if len(out) > len(root) {
				out = append(out, '/')
			}
			out = append(out, part...)
			if part != ".." {
				depth++
			}
		}
	}
	if len(out) == 0 {
		return "."
	}
	return string(out)
}

// Returns the result of waiting for a process or processes.
//
//	idtype
//	  Must be one of be P_PID, P_PGID or P_ALL.
//	id
//	  The id to wait on.
//	options
//	  Constructed from the ORing of one or more of WEXITED, WSTOPPED
//	  or WCONTINUED and additionally may be ORed with WNOHANG or WNOWAIT.
//
// Returns either waitid_result or None if WNOHANG is specified and there
// are no children in a waitable state.
//
//py:def waitid(idtype, id, options, /)
func waitid(t *objects.Thread, idtype, id, options int32) (Object, error) {
	var info unix.Siginfo
	if err := call(t, func() error { return unix.Waitid(int(idtype), int(id), &info, int(options), nil) }); err != nil {
		return Object{}, err
	}
	// What x/sys does not name: si_pid, si_uid and si_status.
	fields := (*[7]int32)(unsafe.Pointer(&info))
	if fields[4] == 0 {
		return objects.None, nil
	}
	number := func(n int32) Object { return objects.NewInt(int64(n)) }
	return waitidResult.Make(number(fields[4]), objects.NewInt(int64(uint32(fields[5]))), number(info.Signo), number(fields[6]), number(info.Code)), nil
}

// Return a file descriptor referring to the process *pid*.
//
// The descriptor can be used to perform process management without races
// and signals.
//
//py:def pidfd_open(pid, flags=0)
func pidfdOpen(t *objects.Thread, pid int32, flags uint32) (fd int, err error) {
	err = call(t, func() (err error) { fd, err = unix.PidfdOpen(int(pid), int(flags)); return })
	return fd, err
}
