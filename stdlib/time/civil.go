package time

import (
	"math"
	gotime "time"
)

// tm is a broken-down time as C's struct tm, but for the year, which is the real one.
type tm struct {
	year           int64
	mon, day       int // mon from 0
	hour, min, sec int
	wday, yday     int // Sunday is 0; yday from 0
	isdst          int
	zone           string
	offset         int
}

// daysFromCivil gives the days since 1970-01-01 of a date in the proleptic Gregorian calendar; month from 1.
func daysFromCivil(y int64, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := int64((m + 9) % 12)
	doy := (153*mp+2)/5 + int64(d) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

func civilFromDays(z int64) (y int64, m, d int) {
	z += 719468
	era := z / 146097
	if z < 0 {
		era = (z - 146096) / 146097
	}
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	y = yoe + era*400
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = int(doy - (153*mp+2)/5 + 1)
	m = int(mp+2)%12 + 1
	if m <= 2 {
		y++
	}
	return y, m, d
}

func floorDiv(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return q, r
}

// breakDown gives the broken-down time of so many seconds since 1970 in a zone of that offset; ok is false where the year does not
// fit C's int.
func breakDown(sec int64, offset int) (t tm, ok bool) {
	if sec > math.MaxInt64-86400 || sec < math.MinInt64+86400 {
		return t, false
	}
	days, rest := floorDiv(sec+int64(offset), 86400)
	y, m, d := civilFromDays(days)
	if y-1900 > math.MaxInt32 || y-1900 < math.MinInt32 {
		return t, false
	}
	t.year, t.mon, t.day = y, m-1, d
	t.hour, t.min, t.sec = int(rest/3600), int(rest/60%60), int(rest%60)
	_, w := floorDiv(days+4, 7)
	t.wday = int(w)
	t.yday = int(days - daysFromCivil(y, 1, 1))
	t.offset = offset
	return t, true
}

func utcTime(sec int64) (tm, bool) {
	t, ok := breakDown(sec, 0)
	t.zone = "GMT"
	return t, ok
}

// local gives the local time in a zone.
func local(loc *gotime.Location, sec int64) (tm, bool) {
	// Go's tables end where its own calendar does; beyond some time zones only repeat themselves.
	const most = 1 << 55
	at := gotime.Unix(max(min(sec, most), -most), 0).In(loc)
	name, offset := at.Zone()
	t, ok := breakDown(sec, offset)
	t.zone = name
	if at.IsDST() {
		t.isdst = 1
	}
	return t, ok
}

// seconds gives what the fields, which need not be normal, are in UTC; ok is false where they are too much.
func (t *tm) seconds() (sec int64, ok bool) {
	extra, mon := floorDiv(int64(t.mon), 12)
	if t.year > 1<<33 || t.year < -1<<33 {
		return 0, false
	}
	days := daysFromCivil(t.year+extra, int(mon)+1, 1) + int64(t.day) - 1
	return days*86400 + int64(t.hour)*3600 + int64(t.min)*60 + int64(t.sec), true
}

// makeTime gives the time whose local form t is: C's mktime. It completes t.
func makeTime(loc *gotime.Location, t *tm) (sec int64, ok bool) {
	wall, ok := t.seconds()
	if !ok {
		return 0, false
	}
	// The offsets that hold around then, those with the wanted kind of time first.
	type candidate struct {
		sec int64
		dst int
	}
	var all []candidate
	for _, around := range [...]int64{-86400, 0, 86400} {
		u, _ := local(loc, wall+around)
		all = append(all, candidate{wall - int64(u.offset), u.isdst})
	}
	fits := func(c candidate) bool {
		u, ok := local(loc, c.sec)
		return ok && c.sec+int64(u.offset) == wall
	}
	found, exact := all[0], false
	for _, c := range all {
		if !fits(c) {
			continue
		}
		u, _ := local(loc, c.sec)
		if !exact || t.isdst >= 0 && (u.isdst != 0) == (t.isdst != 0) {
			if !exact || (mustDST(loc, found.sec) != 0) != (t.isdst != 0) {
				found, exact = c, true
			}
		}
	}
	if t.isdst >= 0 {
		// The other kind of time was meant: find an offset of that kind in the year around.
		u, _ := local(loc, found.sec)
		if !exact || (u.isdst != 0) != (t.isdst != 0) {
			if o, ok := otherOffset(loc, found.sec, t.isdst); ok {
				found.sec = wall - int64(o)
			} else if t.isdst > 0 {
				found.sec -= 3600 // what summer time is where there is none
			}
		}
	}
	u, ok := local(loc, found.sec)
	if !ok {
		return 0, false
	}
	*t = u
	return found.sec, true
}

func mustDST(loc *gotime.Location, sec int64) int {
	u, _ := local(loc, sec)
	return u.isdst
}

// otherOffset gives the nearest offset with or without daylight saving time.
func otherOffset(loc *gotime.Location, sec int64, dst int) (offset int, ok bool) {
	const step = 7 * 86400
	for i := int64(0); i < 80; i++ {
		for _, s := range [...]int64{sec - i*step, sec + i*step} {
			if u, _ := local(loc, s); (u.isdst != 0) == (dst != 0) {
				return u.offset, true
			}
		}
	}
	return 0, false
}
