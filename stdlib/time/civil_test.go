package time

import (
	"testing"
	gotime "time"
)

func TestBreakDown(t *testing.T) {
	for _, sec := range []int64{0, -1, 86399, 951782400, 4102444800, -62135596800, 253402300799, -1e15, 1e15} {
		want := gotime.Unix(sec, 0).UTC()
		u, ok := utcTime(sec)
		if !ok || u.year != int64(want.Year()) || u.mon+1 != int(want.Month()) || u.day != want.Day() || u.hour != want.Hour() ||
			u.min != want.Minute() || u.sec != want.Second() || u.wday != int(want.Weekday()) || u.yday+1 != want.YearDay() {
			t.Errorf("%d: %+v, want %v", sec, u, want)
		}
		if back, ok := u.seconds(); !ok || back != sec {
			t.Errorf("%d came back as %d", sec, back)
		}
	}
}

// The times were computed by the C library.
func TestPosixZone(t *testing.T) {
	loc := posixZone("EST+05EDT,M4.1.0,M10.5.0")
	if loc == nil {
		t.Fatal("not understood")
	}
	for _, c := range []struct {
		sec    int64
		zone   string
		offset int
	}{{0, "EST", -18000}, {1700000000, "EST", -18000}, {1720000000, "EDT", -14400}, {5000000000, "EDT", -14400}} {
		u, _ := local(loc, c.sec)
		if u.zone != c.zone || u.offset != c.offset {
			t.Errorf("%d: %s %d, want %s %d", c.sec, u.zone, u.offset, c.zone, c.offset)
		}
		if got, ok := makeTime(loc, &u); !ok || got != c.sec {
			t.Errorf("%d came back as %d", c.sec, got)
		}
	}
}
