package posix

import (
	"math"
	"math/big"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

func bigNanoseconds(ts unix.Timespec) *big.Int {
	n := new(big.Int).Mul(big.NewInt(ts.Sec), big.NewInt(1e9))
	return n.Add(n, big.NewInt(ts.Nsec))
}

// secondsTimespec converts seconds, an int or a float, rounding down.
//
// CPython: Python/pytime.c _PyTime_ObjectToTimespec
func secondsTimespec(t *objects.Thread, o Object) (ts unix.Timespec, err error) {
	if x, ok := objects.FloatValue(o); ok {
		if math.IsNaN(x) {
			return ts, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
		whole, frac := math.Modf(x)
		nsec := math.Floor(frac * 1e9)
		if nsec >= 1e9 {
			nsec -= 1e9
			whole++
		} else if nsec < 0 {
			nsec += 1e9
			whole--
		}
		if whole < math.MinInt64 || whole >= math.MaxInt64 {
			return ts, objects.OverflowErrorf(t, "timestamp out of range for platform time_t")
		}
		return unix.Timespec{Sec: int64(whole), Nsec: int64(nsec)}, nil
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return ts, err
	}
	sec, b, _ := objects.IntValue(i)
	if b != nil {
		return ts, objects.OverflowErrorf(t, "timestamp out of range for platform time_t")
	}
	ts.Sec = sec
	return ts, nil
}

// CPython: Modules/posixmodule.c split_py_long_to_s_and_ns
func nanosecondsTimespec(t *objects.Thread, o Object) (ts unix.Timespec, err error) {
	r, err := objects.Divmod(t, o, objects.NewInt(1e9))
	if err != nil {
		return ts, err
	}
	pair := objects.AsTuple(r)
	if pair == nil || len(pair.Items) != 2 {
		return ts, objects.TypeErrorf(t, "%.200s.__divmod__() must return a 2-tuple, not %.200s", o.Type().Name200(), r.Type().Name200())
	}
	sec, b, ok := objects.IntValue(pair.Items[0])
	if !ok {
		return ts, objects.TypeErrorf(t, "an integer is required (got type %.200s)", pair.Items[0].Type().Name200())
	}
	if b != nil {
		return ts, objects.OverflowErrorf(t, "timestamp out of range for platform time_t")
	}
	ts.Sec = sec
	ts.Nsec, err = objects.ArgInt64(t, pair.Items[1])
	return ts, err
}

// futimens is utimensat of an open file.
func futimens(fd int, ts []unix.Timespec) error {
	_, _, errno := unix.Syscall6(unix.SYS_UTIMENSAT, uintptr(fd), 0, uintptr(unsafe.Pointer(&ts[0])), 0, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}
