package posix

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// Voluntarily relinquish the CPU.
//
//py:def sched_yield()
func schedYield(t *objects.Thread) {
	t.Blocking(func() { _, _, _ = unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0) })
}

// Get the scheduling policy for the process identified by pid.
//
// Passing 0 for pid returns the scheduling policy for the calling process.
//
//py:def sched_getscheduler(pid, /)
func schedGetscheduler(t *objects.Thread, pid int32) (n int, err error) {
	err = call(t, func() error {
		r, _, errno := unix.Syscall(unix.SYS_SCHED_GETSCHEDULER, uintptr(pid), 0, 0)
		if errno != 0 {
			return errno
		}
		n = int(r)
		return nil
	})
	return n, err
}

// Get the maximum scheduling priority for policy.
//
//py:def sched_get_priority_max(policy)
func schedMax(t *objects.Thread, policy int32) (int, error) {
	return schedLimit(t, unix.SYS_SCHED_GET_PRIORITY_MAX, policy)
}

// Get the minimum scheduling priority for policy.
//
//py:def sched_get_priority_min(policy)
func schedMin(t *objects.Thread, policy int32) (int, error) {
	return schedLimit(t, unix.SYS_SCHED_GET_PRIORITY_MIN, policy)
}

func schedLimit(t *objects.Thread, trap uintptr, policy int32) (int, error) {
	r, _, errno := unix.Syscall(trap, uintptr(policy), 0, 0)
	if errno != 0 {
		return 0, osError(t, errno)
	}
	return int(r), nil
}

// Return the affinity of the process identified by pid (or the current process if zero).
//
// The affinity is returned as a set of CPU identifiers.
//
//py:def sched_getaffinity(pid, /)
func schedGetaffinity(t *objects.Thread, pid int32) (Object, error) {
	var cpus unix.CPUSet
	if err := call(t, func() error { return unix.SchedGetaffinity(int(pid), &cpus) }); err != nil {
		return Object{}, err
	}
	s := objects.NewSet()
	for i := range 8 * len(cpus) * 8 {
		if cpus.IsSet(i) {
			if err := s.Add(t, objects.NewInt(int64(i))); err != nil {
				return Object{}, err
			}
		}
	}
	return objects.Of(s), nil
}

// Return program scheduling priority.
//
//py:def getpriority(which, who)
func getpriority(t *objects.Thread, which, who int32) (n int, err error) {
	err = call(t, func() (err error) { n, err = unix.Getpriority(int(which), int(who)); return })
	// The kernel gives 20 minus the priority, to keep it from looking like an error.
	return 20 - n, err
}

// Set program scheduling priority.
//
//py:def setpriority(which, who, priority)
func setpriority(t *objects.Thread, which, who, priority int32) error {
	return call(t, func() error { return unix.Setpriority(int(which), int(who), int(priority)) })
}

// Extracts a device major number from a raw device number.
//
//py:def major(device, /)
func major(device uint64) uint32 { return unix.Major(device) }

// Extracts a device minor number from a raw device number.
//
//py:def minor(device, /)
func minor(device uint64) uint32 { return unix.Minor(device) }

// Composes a raw device number from the major and minor device numbers.
//
//py:def makedev(major, minor, /)
func makedev(major, minor uint32) uint64 { return unix.Mkdev(major, minor) }

// Execute the command in a subshell.
//
//py:def system(command)
func system(t *objects.Thread, command Object) (int, error) {
	c, err := fsBytes(t, command)
	if err != nil {
		return 0, err
	}
	status := 127 << 8
	t.Blocking(func() {
		pid, err := syscall.ForkExec("/bin/sh", []string{"sh", "-c", c}, &syscall.ProcAttr{Env: os.Environ(), Files: []uintptr{0, 1, 2}})
		if err != nil {
			return
		}
		var ws unix.WaitStatus
		for {
			_, err := unix.Wait4(pid, &ws, 0, nil)
			if err != unix.EINTR {
				break
			}
		}
		status = int(ws)
	})
	return status, nil
}

// Return the name of the controlling terminal for this process.
//
//py:def ctermid()
func ctermid() string { return "/dev/tty" }

// Create an anonymous file in memory; it gives its file descriptor.
//
//py:def memfd_create(name, flags=1)
//py:sig (name, flags=MFD_CLOEXEC)
func memfdCreate(t *objects.Thread, name Object, flags uint32) (fd int, err error) {
	n, err := fsBytes(t, name)
	if err != nil {
		return -1, err
	}
	err = call(t, func() (err error) { fd, err = unix.MemfdCreate(n, int(flags)); return })
	return fd, err
}

// Copy count bytes from file descriptor in_fd to file descriptor out_fd.
//
//py:def sendfile(out_fd, in_fd, offset, count)
func sendfile(t *objects.Thread, out, in int32, offset Object, count int) (n int, err error) {
	if count < 0 {
		return 0, osError(t, unix.EINVAL)
	}
	var at *int64
	if offset != objects.None {
		from, err := objects.ArgInt64(t, offset)
		if err != nil {
			return 0, err
		}
		at = &from
	}
	err = call(t, func() (err error) { n, err = unix.Sendfile(int(out), int(in), at, count); return })
	return n, err
}

// Announce an intention to access data in a specific pattern.
//
//py:def posix_fadvise(fd, offset, length, advice, /)
func fadvise(t *objects.Thread, fd int32, offset, length int64, advice int32) error {
	return call(t, func() error { return unix.Fadvise(int(fd), offset, length, int(advice)) })
}

// Ensure a file has allocated at least a particular number of bytes on disk.
//
//py:def posix_fallocate(fd, offset, length, /)
func fallocate(t *objects.Thread, fd int32, offset, length int64) error {
	return call(t, func() error { return unix.Fallocate(int(fd), 0, offset, length) })
}
