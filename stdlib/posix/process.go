package posix

import (
	"crypto/rand"
	"os"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	signals "github.com/gophersnake/gophersnake/stdlib/signal"
)

// Return the current process id.
//
//py:def getpid()
func getpid() int { return unix.Getpid() }

// Return the parent's process id.
//
// If the parent process has already exited, Windows machines will still
// return its id; others systems will return the id of the 'init' process (1).
//
//py:def getppid()
func getppid() int { return unix.Getppid() }

// Return the current process's user id.
//
//py:def getuid()
func getuid() int { return unix.Getuid() }

// Return the current process's effective user id.
//
//py:def geteuid()
func geteuid() int { return unix.Geteuid() }

// Return the current process's group id.
//
//py:def getgid()
func getgid() int { return unix.Getgid() }

// Return the current process's effective group id.
//
//py:def getegid()
func getegid() int { return unix.Getegid() }

// Return the current process group id.
//
//py:def getpgrp()
func getpgrp() int { return unix.Getpgrp() }

// Return list of supplemental group IDs for the process.
//
//py:def getgroups()
func getgroups(t *objects.Thread) (Object, error) {
	groups, err := unix.Getgroups()
	if err != nil {
		return Object{}, osError(t, err)
	}
	l := objects.NewList(nil)
	for _, g := range groups {
		l.Append(objects.NewInt(int64(g)))
	}
	return objects.Of(l), nil
}

// Return a tuple of the current process's real, effective, and saved user ids.
//
//py:def getresuid()
func getresuid() Object {
	r, e, s := unix.Getresuid()
	return objects.NewTuple(objects.NewInt(int64(r)), objects.NewInt(int64(e)), objects.NewInt(int64(s)))
}

// Return a tuple of the current process's real, effective, and saved group ids.
//
//py:def getresgid()
func getresgid() Object {
	r, e, s := unix.Getresgid()
	return objects.NewTuple(objects.NewInt(int64(r)), objects.NewInt(int64(e)), objects.NewInt(int64(s)))
}

// Call the system call getpgid(), and return the result.
//
//py:def getpgid(pid)
func getpgid(t *objects.Thread, pid int32) (n int, err error) {
	err = call(t, func() (err error) { n, err = unix.Getpgid(int(pid)); return })
	return n, err
}

// Call the system call getsid(pid) and return the result.
//
//py:def getsid(pid, /)
func getsid(t *objects.Thread, pid int32) (n int, err error) {
	err = call(t, func() (err error) { n, err = unix.Getsid(int(pid)); return })
	return n, err
}

// Call the system call setsid().
//
//py:def setsid()
func setsid(t *objects.Thread) error {
	return call(t, func() error { _, err := unix.Setsid(); return err })
}

// Call the system call setpgid(pid, pgrp).
//
//py:def setpgid(pid, pgrp, /)
func setpgid(t *objects.Thread, pid, pgrp int32) error {
	return call(t, func() error { return unix.Setpgid(int(pid), int(pgrp)) })
}

// Make the current process the leader of its process group.
//
//py:def setpgrp()
func setpgrp(t *objects.Thread) error {
	return call(t, func() error { return unix.Setpgid(0, 0) })
}

// id converts a user or group id: -1 is one, other negative numbers are none.
//
// CPython: Modules/posixmodule.c _Py_Uid_Converter
func id(t *objects.Thread, o Object, kind string) (int, error) {
	if o.Type().Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "%s should be integer, not %.200s", kind, o.Type().Name200())
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	switch {
	case b == nil && x < -1 || b != nil && b.Sign() < 0:
		return 0, objects.OverflowErrorf(t, "%s is less than minimum", kind)
	case b != nil || x > 0xffffffff:
		return 0, objects.OverflowErrorf(t, "%s is greater than maximum", kind)
	}
	return int(x), nil
}

func userAndGroup(t *objects.Thread, uid, gid Object) (u, g int, err error) {
	if u, err = id(t, uid, "uid"); err == nil {
		g, err = id(t, gid, "gid")
	}
	return u, g, err
}

func setID(t *objects.Thread, kind string, set func(ids []int) error, ids ...Object) error {
	values := make([]int, len(ids))
	for i, o := range ids {
		var err error
		if values[i], err = id(t, o, kind); err != nil {
			return err
		}
	}
	return call(t, func() error { return set(values) })
}

// Set the current process's user id.
//
//py:def setuid(uid, /)
func setuid(t *objects.Thread, uid Object) error {
	return setID(t, "uid", func(v []int) error { return syscall.Setuid(v[0]) }, uid)
}

// Set the current process's effective user id.
//
//py:def seteuid(euid, /)
func seteuid(t *objects.Thread, uid Object) error {
	return setID(t, "uid", func(v []int) error { return syscall.Setreuid(-1, v[0]) }, uid)
}

// Set the current process's real and effective user ids.
//
//py:def setreuid(ruid, euid, /)
func setreuid(t *objects.Thread, ruid, euid Object) error {
	return setID(t, "uid", func(v []int) error { return syscall.Setreuid(v[0], v[1]) }, ruid, euid)
}

// Set the current process's real, effective, and saved user ids.
//
//py:def setresuid(ruid, euid, suid, /)
func setresuid(t *objects.Thread, ruid, euid, suid Object) error {
	return setID(t, "uid", func(v []int) error { return syscall.Setresuid(v[0], v[1], v[2]) }, ruid, euid, suid)
}

// Set the current process's group id.
//
//py:def setgid(gid, /)
func setgid(t *objects.Thread, gid Object) error {
	return setID(t, "gid", func(v []int) error { return syscall.Setgid(v[0]) }, gid)
}

// Set the current process's effective group id.
//
//py:def setegid(egid, /)
func setegid(t *objects.Thread, gid Object) error {
	return setID(t, "gid", func(v []int) error { return syscall.Setregid(-1, v[0]) }, gid)
}

// Set the current process's real and effective group ids.
//
//py:def setregid(rgid, egid, /)
func setregid(t *objects.Thread, rgid, egid Object) error {
	return setID(t, "gid", func(v []int) error { return syscall.Setregid(v[0], v[1]) }, rgid, egid)
}

// Set the current process's real, effective, and saved group ids.
//
//py:def setresgid(rgid, egid, sgid, /)
func setresgid(t *objects.Thread, rgid, egid, sgid Object) error {
	return setID(t, "gid", func(v []int) error { return syscall.Setresgid(v[0], v[1], v[2]) }, rgid, egid, sgid)
}

// Set the groups of the current process to list.
//
//py:def setgroups(groups, /)
func setgroups(t *objects.Thread, groups Object) error {
	if objects.AsList(groups) == nil && objects.AsTuple(groups) == nil && groups.Type().Slots.GetItem == nil {
		return objects.TypeErrorf(t, "setgroups argument must be a sequence")
	}
	items, err := objects.ToSlice(t, groups)
	if err != nil {
		return err
	}
	if len(items) > 65536 {
		return objects.ValueErrorf(t, "too many groups")
	}
	return setID(t, "gid", syscall.Setgroups, items...)
}

// Kill a process with a signal.
//
//py:def kill(pid, signal, /)
func kill(t *objects.Thread, pid, signal int32) error {
	// The signal may be for this very process: its handler runs before kill returns.
	return signals.Sending(t, signal, pid == 0 || int(pid) == unix.Getpid(), func() error {
		return call(t, func() error { return unix.Kill(int(pid), syscall.Signal(signal)) })
	})
}

// Kill a process group with a signal.
//
//py:def killpg(pgid, signal, /)
func killpg(t *objects.Thread, pgid, signal int32) error {
	return signals.Sending(t, signal, pgid == 0 || int(pgid) == unix.Getpgrp(), func() error {
		return call(t, func() error { return unix.Kill(-int(pgid), syscall.Signal(signal)) })
	})
}

// Set the current numeric umask and return the previous umask.
//
//py:def umask(mask, /)
func umask(mask int32) int { return unix.Umask(int(mask)) }

// Exit to the system with specified status, without normal exit processing.
//
//py:def _exit(status)
func exit(status int32) { os.Exit(int(status)) }

// Abort the interpreter immediately.
//
// This function 'dumps core' or otherwise fails in the hardest way possible
// on the hosting operating system.  This function never returns.
//
//py:def abort()
func abort() {
	// Go catches SIGABRT by default and prints its stacks: the default action is restored by the second signal, else status 134 tells.
	_ = unix.Kill(unix.Getpid(), unix.SIGABRT)
	os.Exit(134)
}

// Translate an error code to a message string.
//
//py:def strerror(code, /)
func strerror(code int32) string {
	if code == 0 {
		return "Success"
	}
	if code < 0 {
		return "Unknown error " + itoa(int64(code))
	}
	return objects.Strerror(syscall.Errno(code))
}

// Return the number of logical CPUs in the system.
//
// Return None if indeterminable.
//
//py:def cpu_count()
func cpuCount() int {
	if b, err := os.ReadFile("/sys/devices/system/cpu/online"); err == nil {
		if n := countCPUs(strings.TrimSpace(string(b))); n > 0 {
			return n
		}
	}
	return runtime.NumCPU()
}

// countCPUs counts the numbers in a list like 0-3,8.
func countCPUs(list string) int {
	n := 0
	for part := range strings.SplitSeq(list, ",") {
		lo, hi, ranged := strings.Cut(part, "-")
		a, ok := atoi(lo)
		b := a
		if ranged && ok {
			b, ok = atoi(hi)
		}
		if !ok || b < a {
			return 0
		}
		n += b - a + 1
	}
	return n
}

// Return a bytes object containing random bytes suitable for cryptographic use.
//
//py:def urandom(size, /)
func urandom(t *objects.Thread, size int) (Object, error) {
	if size < 0 {
		return Object{}, objects.ValueErrorf(t, "negative argument not allowed")
	}
	b, err := alloc(t, size)
	if err != nil {
		return Object{}, err
	}
	t.Blocking(func() { _, _ = rand.Read(b) })
	return objects.NewBytes(b), nil
}

// Obtain a series of random bytes.
//
//py:def getrandom(size, flags=0)
func getrandom(t *objects.Thread, size int, flags int32) (Object, error) {
	if size < 0 {
		return Object{}, osError(t, unix.EINVAL)
	}
	b, err := alloc(t, size)
	if err != nil {
		return Object{}, err
	}
	n := 0
	if err := call(t, func() (err error) { n, err = unix.Getrandom(b, int(flags)); return }); err != nil {
		return Object{}, err
	}
	return objects.NewBytes(b[:n:n]), nil
}

// alloc makes a buffer, MemoryError where no machine has as much.
func alloc(t *objects.Thread, size int) ([]byte, error) {
	if err := objects.CheckAlloc(t, size, 1); err != nil {
		return nil, err
	}
	return make([]byte, size), nil
}

// CPython: Modules/posixmodule.c check_env_name
func envName(t *objects.Thread, name string) error {
	if name == "" || strings.Contains(name, "=") {
		return osError(t, unix.EINVAL)
	}
	return nil
}

// Change or add an environment variable.
//
//py:def putenv(name, value, /)
func putenv(t *objects.Thread, name, value Object) error {
	n, err := fsBytes(t, name)
	if err != nil {
		return err
	}
	v, err := fsBytes(t, value)
	if err != nil {
		return err
	}
	if strings.Contains(n, "=") {
		return objects.ValueErrorf(t, "illegal environment variable name")
	}
	if err := envName(t, n); err != nil {
		return err
	}
	if err := os.Setenv(n, v); err != nil {
		return osError(t, unix.EINVAL)
	}
	return nil
}

// Delete an environment variable.
//
//py:def unsetenv(name, /)
func unsetenv(t *objects.Thread, name Object) error {
	n, err := fsBytes(t, name)
	if err != nil {
		return err
	}
	if err := envName(t, n); err != nil {
		return err
	}
	_ = os.Unsetenv(n)
	return nil
}

// Return an object identifying the current operating system.
//
// The object behaves like a named tuple with the following fields:
//
//	(sysname, nodename, release, version, machine)
//
//py:def uname()
func uname(t *objects.Thread) (Object, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return Object{}, osError(t, err)
	}
	s := func(b []byte) Object { return objects.DecodeOS(unix.ByteSliceToString(b)) }
	return unameResult.Make(s(u.Sysname[:]), s(u.Nodename[:]), s(u.Release[:]), s(u.Version[:]), s(u.Machine[:])), nil
}

// Return a collection containing process timing information.
//
// The object returned behaves like a named tuple with these fields:
//
//	(utime, stime, cutime, cstime, elapsed_time)
//
// All fields are floating-point numbers.
//
//py:def times()
func times(t *objects.Thread) (Object, error) {
	var tms unix.Tms
	ticks, err := unix.Times(&tms)
	if err != nil {
		return Object{}, osError(t, err)
	}
	const perSecond = 100
	f := func(n int64) Object { return objects.NewFloat(float64(n) / perSecond) }
	return timesResult.Make(f(tms.Utime), f(tms.Stime), f(tms.Cutime), f(tms.Cstime), f(int64(ticks))), nil
}

// Return average recent system load information.
//
// Return the number of processes in the system run queue averaged over
// the last 1, 5, and 15 minutes as a tuple of three floats.
// Raises OSError if the load average was unobtainable.
//
//py:def getloadavg()
func getloadavg(t *objects.Thread) (Object, error) {
	var info unix.Sysinfo_t
	if err := unix.Sysinfo(&info); err != nil {
		return Object{}, objects.NewException(t, &objects.ExcOSError, objects.NewStr("Load averages are unobtainable"))
	}
	f := func(n uint64) Object { return objects.NewFloat(float64(n) / 65536) }
	return objects.NewTuple(f(info.Loads[0]), f(info.Loads[1]), f(info.Loads[2])), nil
}
