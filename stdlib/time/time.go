// Package time is the module time.
package time

import (
	"fmt"
	"math"
	gotime "time"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the time module.
var Module = objects.ModuleDef{
	Name: "time",
	Doc: `This module provides various functions to manipulate time values.

There are two standard representations of time.  One is the number
of seconds since the Epoch, in UTC (a.k.a. GMT).  It may be an integer
or a floating-point number (to represent fractions of seconds).
The epoch is the point where the time starts, the return value of time.gmtime(0).
It is January 1, 1970, 00:00:00 (UTC) on all platforms.

The other representation is a tuple of 9 integers giving local time.
The tuple items are:
  year (including century, e.g. 1998)
  month (1-12)
  day (1-31)
  hours (0-23)
  minutes (0-59)
  seconds (0-59)
  weekday (0-6, Monday is 0)
  Julian day (day in the year, 1-366)
  DST (Daylight Savings Time) flag (-1, 0 or 1)
If the DST flag is 0, the time is given in the regular time zone;
if it is 1, the time is given in the DST time zone;
if it is -1, mktime() should guess based on the date and time.
`,
	Functions: moduleFunctions,
	Init: func() {
		structTime.Init("time.struct_time", `The time value as returned by gmtime(), localtime(), and strptime(), and
 accepted by asctime(), mktime() and strftime().  May be considered as a
 sequence of 9 integers.

 Note that several fields' values are not the same as those defined by
 the C language standard for struct tm.  For example, the value of the
 field tm_year is the actual year, not year - 1900.  See individual
 fields' descriptions for details.`, 9, []objects.StructField{
			{Name: "tm_year", Doc: "year, for example, 1993"},
			{Name: "tm_mon", Doc: "month of year, range [1, 12]"},
			{Name: "tm_mday", Doc: "day of month, range [1, 31]"},
			{Name: "tm_hour", Doc: "hours, range [0, 23]"},
			{Name: "tm_min", Doc: "minutes, range [0, 59]"},
			{Name: "tm_sec", Doc: "seconds, range [0, 61])"},
			{Name: "tm_wday", Doc: "day of week, range [0, 6], Monday is 0"},
			{Name: "tm_yday", Doc: "day of year, range [1, 366]"},
			{Name: "tm_isdst", Doc: "1 if summer time is in effect, 0 if not, and -1 if unknown"},
			{Name: "tm_zone", Doc: "abbreviation of timezone name"},
			{Name: "tm_gmtoff", Doc: "offset from UTC in seconds"},
		})
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "_STRUCT_TM_ITEMS", objects.NewInt(11))
		m.Add(t, "struct_time", objects.Of(&structTime.Type))
		for _, c := range clocks {
			m.Add(t, c.name, objects.NewInt(int64(c.id)))
		}
		addZone(t, m)
		return nil
	},
}

var structTime objects.StructSequenceType

var clocks = [...]struct {
	name string
	id   int32
}{
	{"CLOCK_REALTIME", unix.CLOCK_REALTIME},
	{"CLOCK_MONOTONIC", unix.CLOCK_MONOTONIC},
	{"CLOCK_MONOTONIC_RAW", unix.CLOCK_MONOTONIC_RAW},
	{"CLOCK_PROCESS_CPUTIME_ID", unix.CLOCK_PROCESS_CPUTIME_ID},
	{"CLOCK_THREAD_CPUTIME_ID", unix.CLOCK_THREAD_CPUTIME_ID},
	{"CLOCK_BOOTTIME", unix.CLOCK_BOOTTIME},
	{"CLOCK_TAI", unix.CLOCK_TAI},
}

// zoneState is the interpreter's time zone.
type zoneState struct{ loc *gotime.Location }

type zoneKey struct{}

func zone(t *objects.Thread) *zoneState {
	return t.Interp.State(zoneKey{}, func() any { return &zoneState{loadZone()} }).(*zoneState)
}

// addZone sets timezone, altzone, daylight and tzname.
//
// CPython: Modules/timemodule.c init_timezone
func addZone(t *objects.Thread, m *objects.Module) {
	const year = (365*24 + 6) * 3600
	loc := zone(t).loc
	start := gotime.Now().Unix() / year * year
	jan, _ := local(loc, start)
	jul, _ := local(loc, start+year/2)
	std, alt := jan, jul
	if -jan.offset < -jul.offset {
		// South of the equator it is the other way round.
		std, alt = jul, jan
	}
	daylight := int64(0)
	if std.offset != alt.offset {
		daylight = 1
	}
	m.Add(t, "timezone", objects.NewInt(int64(-std.offset)))
	m.Add(t, "altzone", objects.NewInt(int64(-alt.offset)))
	m.Add(t, "daylight", objects.NewInt(daylight))
	m.Add(t, "tzname", objects.NewTuple(objects.NewStr(std.zone), objects.NewStr(alt.zone)))
}

// tzset()
//
// Initialize, or reinitialize, the local timezone to the value stored in
// os.environ['TZ']. The TZ environment variable should be specified in
// standard Unix timezone format as documented in the tzset man page
// (eg. 'US/Eastern', 'Europe/Amsterdam'). Unknown timezones will silently
// fall back to UTC. If the TZ environment variable is not set, the local
// timezone is set to the systems best guess of wallclock time.
// Changing the TZ environment variable without calling tzset *may* change
// the local timezone used by methods such as localtime, but this behaviour
// should not be relied on.
//
//py:def tzset()
//py:nosig
func tzset(t *objects.Thread, m *objects.Module) {
	zone(t).loc = loadZone()
	addZone(t, m)
}

func (u *tm) object() objects.Object {
	n := func(x int) objects.Object { return objects.NewInt(int64(x)) }
	return structTime.Make(objects.NewInt(u.year), n(u.mon+1), n(u.day), n(u.hour), n(u.min), n(u.sec), n((u.wday+6)%7), n(u.yday+1),
		n(u.isdst), objects.NewStr(u.zone), n(u.offset))
}

// timestamp gives an argument as whole seconds, now if there is none or it is None.
//
// CPython: Python/pytime.c _PyTime_ObjectToTime_t
func timestamp(t *objects.Thread, o objects.Object) (int64, error) {
	if o.IsNull() || o == objects.None {
		return gotime.Now().Unix(), nil
	}
	outOfRange := func() error { return objects.OverflowErrorf(t, "timestamp out of range for platform time_t") }
	if x, ok := objects.FloatValue(o); ok {
		if math.IsNaN(x) {
			return 0, objects.ValueErrorf(t, "Invalid value NaN (not a number)")
		}
		x = math.Floor(x)
		if x < -1<<63 || x >= 1<<63 {
			return 0, outOfRange()
		}
		return int64(x), nil
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil {
		return 0, outOfRange()
	}
	return x, nil
}

func tooLarge(t *objects.Thread) error { return objects.NewOSError(t, unix.EOVERFLOW) }

// gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
//
//	tm_sec, tm_wday, tm_yday, tm_isdst)
//
// Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.
// GMT).  When 'seconds' is not passed in, convert the current time instead.
//
// If the platform supports the tm_gmtoff and tm_zone, they are available as
// attributes only.
//
//py:def gmtime(seconds=<missing>, /)
//py:nosig
func gmtime(t *objects.Thread, seconds objects.Object) (objects.Object, error) {
	sec, err := timestamp(t, seconds)
	if err != nil {
		return objects.Object{}, err
	}
	u, ok := utcTime(sec)
	if !ok {
		return objects.Object{}, tooLarge(t)
	}
	return u.object(), nil
}

func localTime(t *objects.Thread, seconds objects.Object) (tm, error) {
	sec, err := timestamp(t, seconds)
	if err != nil {
		return tm{}, err
	}
	u, ok := local(zone(t).loc, sec)
	if !ok {
		err = tooLarge(t)
	}
	return u, err
}

// localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
//
//	tm_sec,tm_wday,tm_yday,tm_isdst)
//
// Convert seconds since the Epoch to a time tuple expressing local time.
// When 'seconds' is not passed in, convert the current time instead.
//
//py:def localtime(seconds=<missing>, /)
//py:nosig
func localtime(t *objects.Thread, seconds objects.Object) (objects.Object, error) {
	u, err := localTime(t, seconds)
	if err != nil {
		return objects.Object{}, err
	}
	return u.object(), nil
}

// fields gives the time that a tuple or struct_time has.
//
// CPython: Modules/timemodule.c gettmarg
func fields(t *objects.Thread, o objects.Object, function string) (u tm, err error) {
	tuple := objects.AsTuple(o)
	if tuple == nil {
		return u, objects.TypeErrorf(t, "Tuple or struct_time argument required")
	}
	isStruct := objects.TypeOf(o) == &structTime.Type
	if len(tuple.Items) != 9 {
		return u, objects.TypeErrorf(t, "%s(): illegal time tuple argument", function)
	}
	var n [9]int
	for i, v := range tuple.Items {
		x, err := objects.ArgInt64(t, v)
		if err != nil {
			return u, err
		}
		if x > math.MaxInt32 {
			return u, objects.OverflowErrorf(t, "signed integer is greater than maximum")
		}
		if x < math.MinInt32 {
			return u, objects.OverflowErrorf(t, "signed integer is less than minimum")
		}
		n[i] = int(x)
	}
	if n[0] < math.MinInt32+1900 {
		return u, objects.OverflowErrorf(t, "year out of range")
	}
	u = tm{year: int64(n[0]), mon: n[1] - 1, day: n[2], hour: n[3], min: n[4], sec: n[5], wday: (n[6] + 1) % 7, yday: n[7] - 1, isdst: n[8]}
	if isStruct {
		offset, err := objects.GetAttr(t, o, t.Interp.Intern("tm_gmtoff"))
		if err != nil {
			return u, err
		}
		if offset != objects.None {
			x, err := objects.ArgInt64(t, offset)
			if err != nil {
				return u, err
			}
			u.offset = int(x)
		}
		zone, err := objects.GetAttr(t, o, t.Interp.Intern("tm_zone"))
		if err != nil {
			return u, err
		}
		if s := objects.AsStr(zone); s != nil {
			u.zone = s.String()
		}
	}
	return u, nil
}

// check sees that the fields are in range, as asctime and strftime need; some zeros stand for the first.
//
// CPython: Modules/timemodule.c checktm
func (u *tm) check(t *objects.Thread) error {
	if u.mon == -1 {
		u.mon = 0
	}
	if u.day == 0 {
		u.day = 1
	}
	if u.yday == -1 {
		u.yday = 0
	}
	for _, c := range [...]struct {
		x, low, high int
		what         string
	}{
		{u.mon, 0, 11, "month"}, {u.day, 0, 31, "day of month"}, {u.hour, 0, 23, "hour"}, {u.min, 0, 59, "minute"},
		{u.sec, 0, 61, "seconds"}, {u.wday, 0, 6, "day of week"}, {u.yday, 0, 365, "day of year"},
	} {
		if c.x < c.low || c.x > c.high {
			return objects.ValueErrorf(t, "%s out of range", c.what)
		}
	}
	return nil
}

// timeArgument gives the time of an argument, the local time now if there is none.
func timeArgument(t *objects.Thread, o objects.Object, function string) (u tm, err error) {
	if o.IsNull() {
		return localTime(t, objects.Object{})
	}
	if u, err = fields(t, o, function); err != nil {
		return u, err
	}
	return u, u.check(t)
}

func (u *tm) ascii() string {
	return fmt.Sprintf("%s %s%3d %02d:%02d:%02d %d", dayNames[u.wday][:3], monthNames[u.mon][:3], u.day, u.hour, u.min, u.sec, u.year)
}

// asctime([tuple]) -> string
//
// Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
// When the time tuple is not present, current time as returned by localtime()
// is used.
//
//py:def asctime(tuple=<missing>, /)
//py:nosig
func asctime(t *objects.Thread, tuple objects.Object) (string, error) {
	u, err := timeArgument(t, tuple, "asctime")
	if err != nil {
		return "", err
	}
	return u.ascii(), nil
}

// ctime(seconds) -> string
//
// Convert a time in seconds since the Epoch to a string in local time.
// This is equivalent to asctime(localtime(seconds)). When the time tuple is
// not present, current time as returned by localtime() is used.
//
//py:def ctime(seconds=<missing>, /)
//py:nosig
func ctime(t *objects.Thread, seconds objects.Object) (string, error) {
	u, err := localTime(t, seconds)
	if err != nil {
		return "", err
	}
	return u.ascii(), nil
}

// mktime(tuple) -> floating-point number
//
// Convert a time tuple in local time to seconds since the Epoch.
// Note that mktime(gmtime(0)) will not generally return zero for most
// time zones; instead the returned value will either be equal to that
// of the timezone or altzone attributes on the time module.
//
//py:def mktime(tuple, /)
//py:nosig
func mktime(t *objects.Thread, tuple objects.Object) (float64, error) {
	u, err := fields(t, tuple, "mktime")
	if err != nil {
		return 0, err
	}
	sec, ok := makeTime(zone(t).loc, &u)
	if !ok {
		return 0, objects.OverflowErrorf(t, "mktime argument out of range")
	}
	return float64(sec), nil
}

// strftime(format[, tuple]) -> string
//
// Convert a time tuple to a string according to a format specification.
// See the library reference manual for formatting codes. When the time tuple
// is not present, current time as returned by localtime() is used.
//
// Commonly used format codes:
//
// %Y  Year with century as a decimal number.
// %m  Month as a decimal number [01,12].
// %d  Day of the month as a decimal number [01,31].
// %H  Hour (24-hour clock) as a decimal number [00,23].
// %M  Minute as a decimal number [00,59].
// %S  Second as a decimal number [00,61].
// %z  Time zone offset from UTC.
// %a  Locale's abbreviated weekday name.
// %A  Locale's full weekday name.
// %b  Locale's abbreviated month name.
// %B  Locale's full month name.
// %c  Locale's appropriate date and time representation.
// %I  Hour (12-hour clock) as a decimal number [01,12].
// %p  Locale's equivalent of either AM or PM.
//
// Other codes may be available on your platform.  See documentation for
// the C library strftime function.
//
//py:def strftime(format, tuple=<missing>, /)
//py:nosig
func strftimeFunc(t *objects.Thread, format *objects.Str, tuple objects.Object) (string, error) {
	u, err := timeArgument(t, tuple, "strftime")
	if err != nil {
		return "", err
	}
	u.isdst = max(min(u.isdst, 1), -1)
	if u.zone == "" && u.isdst >= 0 {
		// A plain tuple has the name of the zone then.
		l := u
		if _, ok := makeTime(zone(t).loc, &l); ok {
			u.zone, u.offset = l.zone, l.offset
		}
	}
	return strftime(zone(t).loc, format.String(), &u), nil
}

// strptime(string, format) -> struct_time
//
// Parse a string to a time tuple according to a format specification.
// See the library reference manual for formatting codes (same as
// strftime()).
//
// Commonly used format codes:
//
// %Y  Year with century as a decimal number.
// %m  Month as a decimal number [01,12].
// %d  Day of the month as a decimal number [01,31].
// %H  Hour (24-hour clock) as a decimal number [00,23].
// %M  Minute as a decimal number [00,59].
// %S  Second as a decimal number [00,61].
// %z  Time zone offset from UTC.
// %a  Locale's abbreviated weekday name.
// %A  Locale's full weekday name.
// %b  Locale's abbreviated month name.
// %B  Locale's full month name.
// %c  Locale's appropriate date and time representation.
// %I  Hour (12-hour clock) as a decimal number [01,12].
// %p  Locale's equivalent of either AM or PM.
//
// Other codes may be available on your platform.  See documentation for
// the C library strftime function.
//
//py:def strptime(*args)
//py:nosig
func strptime(t *objects.Thread, args []objects.Object) (objects.Object, error) {
	m, err := t.Runtime.Import(t, "_strptime")
	if err != nil {
		return objects.Object{}, err
	}
	return objects.CallMethod(t, m, t.Interp.Intern("_strptime_time"), args...)
}
