package signal

import (
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// The interval timers.
const (
	itimerReal    = 0
	itimerVirtual = 1
	itimerProf    = 2
)

// timerSignal gives the signal of an interval timer.
func timerSignal(which int32) syscall.Signal {
	switch which {
	case itimerVirtual:
		return syscall.SIGVTALRM
	case itimerProf:
		return syscall.SIGPROF
	}
	return syscall.SIGALRM
}

func seconds(v unix.Timeval) float64 { return float64(v.Sec) + float64(v.Usec)*1e-6 }

func itimerTuple(v unix.Itimerval) Object {
	return objects.NewTuple(objects.NewFloat(seconds(v.Value)), objects.NewFloat(seconds(v.Interval)))
}

// timeval converts a number of seconds, rounding up.
//
// CPython: Modules/signalmodule.c timeval_from_double
func timeval(t *objects.Thread, o Object) (unix.Timeval, error) {
	x, err := objects.AsFloat64(t, o)
	if err != nil {
		return unix.Timeval{}, err
	}
	if math.IsNaN(x) {
		return unix.Timeval{}, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
	}
	if math.Abs(x) > math.MaxInt64/1e9 {
		return unix.Timeval{}, objects.OverflowErrorf(t, "timestamp out of range for platform time_t")
	}
	us := int64(math.Ceil(x * 1e6))
	sec, rest := us/1e6, us%1e6
	if rest < 0 {
		sec, rest = sec-1, rest+1e6
	}
	return unix.Timeval{Sec: sec, Usec: rest}, nil
}

// Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).
//
// The timer will fire after value seconds and after that every interval seconds.
// The itimer can be cleared by setting seconds to zero.
//
// Returns old values as a tuple: (delay, interval).
//
//py:def setitimer(which, seconds, interval=0.0, /)
func setitimer(t *objects.Thread, which int32, secs, interval objects.Object) (objects.Object, error) {
	var v unix.Itimerval
	var err error
	if v.Value, err = timeval(t, secs); err != nil {
		return Object{}, err
	}
	if v.Interval, err = timeval(t, interval); err != nil {
		return Object{}, err
	}
	state(t).defaults(timerSignal(which))
	old, err := unix.Setitimer(unix.ItimerWhich(which), v)
	if err != nil {
		return Object{}, timerError(t, err)
	}
	if which == itimerProf {
		state(t).watchProfiling(v)
	}
	return itimerTuple(old), nil
}

// watchProfiling notices when the profiling timer, just set, runs out: Go keeps SIGPROF to itself, so the time that the process has used
// is looked at instead.
func (s *signals) watchProfiling(timer unix.Itimerval) {
	set := s.profiling.Add(1)
	left, interval := timer.Value.Nano(), timer.Interval.Nano()
	if left == 0 {
		return
	}
	used := func() int64 {
		var now unix.Timespec
		_ = unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &now)
		return now.Nano()
	}
	due := used() + left
	go func() {
		for {
			time.Sleep(time.Duration(max((due-used())/int64(runtime.NumCPU()), int64(time.Millisecond))))
			if s.profiling.Load() != set {
				return
			}
			if used() < due {
				continue
			}
			s.trip(syscall.SIGPROF)
			if interval == 0 {
				return
			}
			due += interval
		}
	}()
}

func timerError(t *objects.Thread, err error) error {
	errno, _ := err.(syscall.Errno)
	e, cerr := objects.CallArgs(t, objects.Of(&itimerError), objects.NewInt(int64(errno)), objects.NewStr(objects.Strerror(errno)))
	if cerr != nil {
		return cerr
	}
	return objects.Raise(t, objects.AsException(e))
}

// Returns current value of given itimer.
//
//py:def getitimer(which, /)
func getitimer(t *objects.Thread, which int32) (objects.Object, error) {
	v, err := unix.Getitimer(unix.ItimerWhich(which))
	if err != nil {
		return Object{}, timerError(t, err)
	}
	return itimerTuple(v), nil
}

// Arrange for SIGALRM to arrive after the given number of seconds.
//
//py:def alarm(seconds, /)
func alarm(t *objects.Thread, secs int32) (int64, error) {
	state(t).defaults(syscall.SIGALRM)
	old, err := unix.Setitimer(unix.ITIMER_REAL, unix.Itimerval{Value: unix.Timeval{Sec: int64(uint32(secs))}})
	if err != nil {
		return 0, timerError(t, err)
	}
	left := old.Value.Sec
	if old.Value.Usec >= 500000 || left == 0 && old.Value.Usec > 0 {
		left++
	}
	return left, nil
}

// Send a signal to a process referred to by a pid file descriptor.
//
//py:def pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)
func pidfdSendSignal(t *objects.Thread, pidfd, signalnum int32, siginfo objects.Object, flags int32) error {
	if siginfo != objects.None {
		return objects.TypeErrorf(t, "siginfo must be None")
	}
	// The descriptor is one of a folder in /proc, or says in /proc whose it is.
	pid := strconv.Itoa(os.Getpid())
	link, _ := os.Readlink("/proc/self/fd/" + strconv.Itoa(int(pidfd)))
	info, _ := os.ReadFile("/proc/self/fdinfo/" + strconv.Itoa(int(pidfd)))
	return Sending(t, signalnum, link == "/proc/"+pid || strings.Contains(string(info), "Pid:\t"+pid+"\n"), func() error {
		if err := unix.PidfdSendSignal(int(pidfd), unix.Signal(signalnum), nil, int(flags)); err != nil {
			return objects.OSErrorFromGo(t, err)
		}
		return nil
	})
}

// isBlocking tells whether a file descriptor is in blocking mode.
func isBlocking(fd int) (bool, error) {
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return flags&unix.O_NONBLOCK == 0, err
}

// setDefaultAction gives sig its default action behind Go's back: the process is about to end of it.
func setDefaultAction(sig syscall.Signal) {
	var action [4]uintptr // the kernel's struct sigaction, all zero: SIG_DFL
	_, _, _ = syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
}
