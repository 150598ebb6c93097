package posix

import (
	"os"
	"runtime"
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
)

// Return an integer-valued system configuration variable.
//
//py:def sysconf(name, /)
func sysconf(t *objects.Thread, name objects.Object) (int64, error) {
	var n int64
	if s := objects.AsStr(name); s != nil {
		n = -1
		for _, c := range sysconfNames {
			if c.name == s.String() {
				n = int64(c.value)
			}
		}
		if n < 0 {
			return 0, objects.ValueErrorf(t, "unrecognized configuration name")
		}
	} else if small, big, ok := objects.IntValue(name); ok && big == nil {
		n = small
	} else {
		return 0, objects.TypeErrorf(t, "configuration names must be strings or integers")
	}
	var info syscall.Sysinfo_t
	switch n {
	case 0:
		return 2097152, nil
	case 2:
		return 100, nil
	case 4:
		var r syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &r); err != nil {
			return 0, objects.OSErrorFromGo(t, err)
		}
		return int64(r.Cur), nil
	case 30:
		return int64(os.Getpagesize()), nil
	case 32:
		return -1, nil
	case 60:
		return 1024, nil
	case 83, 84:
		return int64(runtime.NumCPU()), nil
	case 85, 86:
		if err := syscall.Sysinfo(&info); err != nil {
			return 0, objects.OSErrorFromGo(t, err)
		}
		pages := info.Totalram
		if n == 86 {
			pages = info.Freeram
		}
		return int64(pages * uint64(info.Unit) / uint64(os.Getpagesize())), nil
	}
	return 0, objects.OSErrorFromGo(t, syscall.EINVAL)
}
