package time

import (
	"math"
	gotime "time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// The monotonic clock goes on from where it was at the start: Go reads its own much faster than a system call could.
var (
	startTime      = gotime.Now()
	startMonotonic = readClock(unix.CLOCK_MONOTONIC)
)

// readClock gives a clock's time in nanoseconds, of a clock that is always there.
func readClock(id int32) int64 {
	var ts unix.Timespec
	if err := unix.ClockGettime(id, &ts); err != nil {
		return 0
	}
	return ts.Nano()
}

func monotonicNow() int64 { return startMonotonic + int64(gotime.Since(startTime)) }

// secondsOf converts nanoseconds.
//
// CPython: Python/pytime.c PyTime_AsSecondsDouble
func secondsOf(ns int64) float64 {
	if ns%1e9 == 0 {
		return float64(ns / 1e9)
	}
	return float64(ns) / 1e9
}

// time() -> floating-point number
//
// Return the current time in seconds since the Epoch.
// Fractions of a second may be present if the system clock provides them.
//
//py:def time()
//py:nosig
func timeFunc() float64 { return secondsOf(gotime.Now().UnixNano()) }

// time_ns() -> int
//
// Return the current time in nanoseconds since the Epoch.
//
//py:def time_ns()
//py:nosig
func timeNS() int64 { return gotime.Now().UnixNano() }

// monotonic() -> float
//
// Monotonic clock, cannot go backward.
//
//py:def monotonic()
//py:nosig
func monotonic() float64 { return secondsOf(monotonicNow()) }

// monotonic_ns() -> int
//
// Monotonic clock, cannot go backward, as nanoseconds.
//
//py:def monotonic_ns()
//py:nosig
func monotonicNS() int64 { return monotonicNow() }

// perf_counter() -> float
//
// Performance counter for benchmarking.
//
//py:def perf_counter()
//py:nosig
func perfCounter() float64 { return secondsOf(monotonicNow()) }

// perf_counter_ns() -> int
//
// Performance counter for benchmarking as nanoseconds.
//
//py:def perf_counter_ns()
//py:nosig
func perfCounterNS() int64 { return monotonicNow() }

// process_time() -> float
//
// Process time for profiling: sum of the kernel and user-space CPU time.
//
//py:def process_time()
//py:nosig
func processTime() float64 { return secondsOf(readClock(unix.CLOCK_PROCESS_CPUTIME_ID)) }

// process_time_ns() -> int
//
// Process time for profiling as nanoseconds:
// sum of the kernel and user-space CPU time.
//
//py:def process_time_ns()
//py:nosig
func processTimeNS() int64 { return readClock(unix.CLOCK_PROCESS_CPUTIME_ID) }

// thread_time() -> float
//
// Thread time for profiling: sum of the kernel and user-space CPU time.
//
//py:def thread_time()
//py:nosig
func threadTime() float64 { return secondsOf(readClock(unix.CLOCK_THREAD_CPUTIME_ID)) }

// thread_time_ns() -> int
//
// Thread time for profiling as nanoseconds:
// sum of the kernel and user-space CPU time.
//
//py:def thread_time_ns()
//py:nosig
func threadTimeNS() int64 { return readClock(unix.CLOCK_THREAD_CPUTIME_ID) }

func clockTime(t *objects.Thread, id int32, read func(int32, *unix.Timespec) error) (int64, error) {
	var ts unix.Timespec
	if err := read(id, &ts); err != nil {
		return 0, objects.OSErrorFromGo(t, err)
	}
	return ts.Nano(), nil
}

// Return the time of the specified clock clk_id as a float.
//
//py:def clock_gettime(clk_id, /)
func clockGettime(t *objects.Thread, clkID int32) (float64, error) {
	ns, err := clockTime(t, clkID, unix.ClockGettime)
	return secondsOf(ns), err
}

// Return the time of the specified clock clk_id as nanoseconds (int).
//
//py:def clock_gettime_ns(clk_id, /)
func clockGettimeNS(t *objects.Thread, clkID int32) (int64, error) {
	return clockTime(t, clkID, unix.ClockGettime)
}

// clock_getres(clk_id) -> floating-point number
//
// Return the resolution (precision) of the specified clock clk_id.
//
//py:def clock_getres(clk_id, /)
//py:nosig
func clockGetres(t *objects.Thread, clkID int32) (float64, error) {
	ns, err := clockTime(t, clkID, unix.ClockGetres)
	return secondsOf(ns), err
}

func setClock(t *objects.Thread, id int32, ns int64) error {
	ts := unix.NsecToTimespec(ns)
	if err := unix.ClockSettime(id, &ts); err != nil {
		return objects.OSErrorFromGo(t, err)
	}
	return nil
}

// clock_settime(clk_id, time)
//
// Set the time of the specified clock clk_id.
//
//py:def clock_settime(clk_id, time, /)
//py:nosig
func clockSettime(t *objects.Thread, clkID int32, time objects.Object) error {
	ns, err := nanoseconds(t, time, math.Floor)
	if err != nil {
		return err
	}
	return setClock(t, clkID, ns)
}

// clock_settime_ns(clk_id, time)
//
// Set the time of the specified clock clk_id with nanoseconds.
//
//py:def clock_settime_ns(clk_id, time, /)
//py:nosig
func clockSettimeNS(t *objects.Thread, clkID int32, time int64) error {
	return setClock(t, clkID, time)
}

// nanoseconds converts a number of seconds.
//
// CPython: Python/pytime.c pytime_from_object
func nanoseconds(t *objects.Thread, o objects.Object, round func(float64) float64) (int64, error) {
	outOfRange := func() (int64, error) {
		return 0, objects.OverflowErrorf(t, "timestamp out of range for C PyTime_t")
	}
	if x, ok := objects.FloatValue(o); ok {
		if math.IsNaN(x) {
			return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
		x = round(x * 1e9)
		if !(x >= -1<<63 && x < 1<<63) {
			return outOfRange()
		}
		return int64(x), nil
	}
	if _, _, ok := objects.IntValue(o); !ok && objects.TypeOf(o).Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "'%.200s' object cannot be interpreted as an integer or float", objects.TypeOf(o).Name200())
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil || x > math.MaxInt64/1_000_000_000 || x < math.MinInt64/1_000_000_000 {
		return outOfRange()
	}
	return x * 1e9, nil
}

// awayFromZero rounds up, negative numbers down: what waits never waits too short.
func awayFromZero(x float64) float64 {
	if x < 0 {
		return math.Floor(x)
	}
	return math.Ceil(x)
}

// sleep(seconds)
//
// Delay execution for a given number of seconds.  The argument may be
// a floating-point number for subsecond precision.
//
//py:def sleep(object, /)
//py:sig ($self, object, /)
func sleep(t *objects.Thread, seconds objects.Object) error {
	ns, err := nanoseconds(t, seconds, awayFromZero)
	if err != nil {
		return err
	}
	if ns < 0 {
		return objects.ValueErrorf(t, "sleep length must be non-negative")
	}
	if ns == 0 {
		t.Blocking(func() {})
		return nil
	}
	_, err = t.Wait(nil, gotime.Duration(ns))
	return err
}

// get_clock_info(name: str) -> dict
//
// Get information of the specified clock.
//
//py:def get_clock_info(name, /)
//py:nosig
func getClockInfo(t *objects.Thread, name string) (objects.Object, error) {
	adjustable, monotonic := false, true
	var implementation string
	var id int32
	switch name {
	case "time":
		implementation, id = "clock_gettime(CLOCK_REALTIME)", unix.CLOCK_REALTIME
		adjustable, monotonic = true, false
	case "monotonic", "perf_counter":
		implementation, id = "clock_gettime(CLOCK_MONOTONIC)", unix.CLOCK_MONOTONIC
	case "process_time":
		implementation, id = "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", unix.CLOCK_PROCESS_CPUTIME_ID
	case "thread_time":
		implementation, id = "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", unix.CLOCK_THREAD_CPUTIME_ID
	default:
		return objects.Object{}, objects.ValueErrorf(t, "unknown clock")
	}
	ns, err := clockTime(t, id, unix.ClockGetres)
	if err != nil {
		return objects.Object{}, err
	}
	d := objects.NewDict()
	d.SetStr(t.Interp.Intern("implementation"), objects.NewStr(implementation))
	d.SetStr(t.Interp.Intern("monotonic"), objects.NewBool(monotonic))
	d.SetStr(t.Interp.Intern("adjustable"), objects.NewBool(adjustable))
	d.SetStr(t.Interp.Intern("resolution"), objects.NewFloat(secondsOf(ns)))
	return objects.NewSimpleNamespace(d), nil
}
