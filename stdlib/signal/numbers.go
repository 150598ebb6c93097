package signal

import (
	"fmt"
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
)

// The range of real-time signals that the C library leaves to programs.
const realTimeMin, realTimeMax = 34, 64

// numbers are the names of the signals.
var numbers = map[string]syscall.Signal{
	"SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT, "SIGQUIT": syscall.SIGQUIT, "SIGILL": syscall.SIGILL, "SIGTRAP": syscall.SIGTRAP,
	"SIGABRT": syscall.SIGABRT, "SIGIOT": syscall.SIGABRT, "SIGBUS": syscall.SIGBUS, "SIGFPE": syscall.SIGFPE, "SIGKILL": syscall.SIGKILL,
	"SIGUSR1": syscall.SIGUSR1, "SIGSEGV": syscall.SIGSEGV, "SIGUSR2": syscall.SIGUSR2, "SIGPIPE": syscall.SIGPIPE, "SIGALRM": syscall.SIGALRM,
	"SIGTERM": syscall.SIGTERM, "SIGSTKFLT": syscall.SIGSTKFLT, "SIGCHLD": syscall.SIGCHLD, "SIGCLD": syscall.SIGCHLD, "SIGCONT": syscall.SIGCONT,
	"SIGSTOP": syscall.SIGSTOP, "SIGTSTP": syscall.SIGTSTP, "SIGTTIN": syscall.SIGTTIN, "SIGTTOU": syscall.SIGTTOU, "SIGURG": syscall.SIGURG,
	"SIGXCPU": syscall.SIGXCPU, "SIGXFSZ": syscall.SIGXFSZ, "SIGVTALRM": syscall.SIGVTALRM, "SIGPROF": syscall.SIGPROF,
	"SIGWINCH": syscall.SIGWINCH, "SIGIO": syscall.SIGIO, "SIGPOLL": syscall.SIGIO, "SIGPWR": syscall.SIGPWR, "SIGSYS": syscall.SIGSYS,
	"SIGRTMIN": realTimeMin, "SIGRTMAX": realTimeMax,
}

// descriptions are the C library's.
var descriptions = map[syscall.Signal]string{
	syscall.SIGHUP: "Hangup", syscall.SIGINT: "Interrupt", syscall.SIGQUIT: "Quit", syscall.SIGILL: "Illegal instruction",
	syscall.SIGTRAP: "Trace/breakpoint trap", syscall.SIGABRT: "Aborted", syscall.SIGBUS: "Bus error", syscall.SIGFPE: "Floating point exception",
	syscall.SIGKILL: "Killed", syscall.SIGUSR1: "User defined signal 1", syscall.SIGSEGV: "Segmentation fault", syscall.SIGUSR2: "User defined signal 2",
	syscall.SIGPIPE: "Broken pipe", syscall.SIGALRM: "Alarm clock", syscall.SIGTERM: "Terminated", syscall.SIGSTKFLT: "Stack fault",
	syscall.SIGCHLD: "Child exited", syscall.SIGCONT: "Continued", syscall.SIGSTOP: "Stopped (signal)", syscall.SIGTSTP: "Stopped",
	syscall.SIGTTIN: "Stopped (tty input)", syscall.SIGTTOU: "Stopped (tty output)", syscall.SIGURG: "Urgent I/O condition",
	syscall.SIGXCPU: "CPU time limit exceeded", syscall.SIGXFSZ: "File size limit exceeded", syscall.SIGVTALRM: "Virtual timer expired",
	syscall.SIGPROF: "Profiling timer expired", syscall.SIGWINCH: "Window changed", syscall.SIGIO: "I/O possible", syscall.SIGPWR: "Power failure",
	syscall.SIGSYS: "Bad system call",
}

// realTime describes a real-time signal; None for other numbers.
func realTime(n int) Object {
	if n < realTimeMin || n > realTimeMax {
		return objects.None
	}
	return objects.NewStr(fmt.Sprintf("Real-time signal %d", n-realTimeMin))
}
