package time

import (
	"fmt"
	"strconv"
	"strings"
	gotime "time"
)

var (
	dayNames   = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func name(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return "?"
	}
	return names[i]
}

// isoWeek gives the year and the week of ISO 8601.
func (t *tm) isoWeek() (year int64, week int) {
	days := func(y int64) int {
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 366
		}
		return 365
	}
	isoDays := func(yday, wday int) int {
		const big = 3 * 7
		return yday - (yday-wday+4+big)%7 + 4 - 1
	}
	year = t.year
	d := isoDays(t.yday, t.wday)
	if d < 0 {
		year--
		d = isoDays(t.yday+days(year), t.wday)
	} else if e := isoDays(t.yday-days(year), t.wday); e >= 0 {
		year++
		d = e
	}
	return year, d/7 + 1
}

// strftime formats t as the C library does in the C locale.
func strftime(loc *gotime.Location, format string, t *tm) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		start := i
		i++
		pad, upper, change, width := byte(0), false, false, -1
	flags:
		for ; i < len(format); i++ {
			switch format[i] {
			case '_', '-', '0':
				pad = format[i]
			case '^':
				upper = true
			case '#':
				change = true
			default:
				break flags
			}
		}
		if i < len(format) && format[i] >= '0' && format[i] <= '9' {
			width = 0
			for ; i < len(format) && format[i] >= '0' && format[i] <= '9'; i++ {
				if width = width*10 + int(format[i]-'0'); width > 1<<20 {
					width = 1 << 20
				}
			}
		}
		if i < len(format) && (format[i] == 'E' || format[i] == 'O') {
			i++ // other eras and digits: the C locale has none
		}
		fill := func(s string, n int, c byte) {
			if len(s) < n {
				b.WriteString(strings.Repeat(string(rune(c)), n-len(s)))
			}
			b.WriteString(s)
		}
		if i >= len(format) {
			c := byte(' ')
			if pad == '0' {
				c = '0'
			}
			fill(format[start:], width, c)
			break
		}
		// text writes words, number digits.
		text := func(s string) {
			if upper {
				s = strings.ToUpper(s)
			}
			c := byte(' ')
			if pad == '0' {
				c = '0'
			}
			fill(s, width, c)
		}
		number := func(n int64, digits int, blank bool) {
			c := byte('0')
			if blank {
				c = ' '
			}
			switch pad {
			case '_':
				c = ' '
			case '0':
				c = '0'
			}
			s := strconv.FormatInt(n, 10)
			if pad == '-' {
				b.WriteString(s)
				return
			}
			if width >= 0 {
				digits = max(width, digits)
			}
			if c == '0' && n < 0 && len(s) < digits {
				b.WriteByte('-')
				fill(s[1:], digits-1, '0')
				return
			}
			fill(s, digits, c)
		}
		sub := func(f string) { text(strftime(loc, f, t)) }
		hour12 := int64((t.hour+11)%12 + 1)
		switch format[i] {
		case '%':
			text("%")
		case 'n':
			text("\n")
		case 't':
			text("\t")
		case 'a':
			if change {
				upper = true
			}
			text(short(name(dayNames[:], t.wday)))
		case 'A':
			if change {
				upper = true
			}
			text(name(dayNames[:], t.wday))
		case 'b', 'h':
			if change {
				upper = true
			}
			text(short(name(monthNames[:], t.mon)))
		case 'B':
			if change {
				upper = true
			}
			text(name(monthNames[:], t.mon))
		case 'c':
			sub("%a %b %e %H:%M:%S %Y")
		case 'x', 'D':
			sub("%m/%d/%y")
		case 'X', 'T':
			sub("%H:%M:%S")
		case 'r':
			sub("%I:%M:%S %p")
		case 'R':
			sub("%H:%M")
		case 'F':
			sub("%Y-%m-%d")
		case 'C':
			c, _ := floorDiv(t.year, 100)
			number(c, 2, false)
		case 'd':
			number(int64(t.day), 2, false)
		case 'e':
			number(int64(t.day), 2, true)
		case 'H':
			number(int64(t.hour), 2, false)
		case 'k':
			number(int64(t.hour), 2, true)
		case 'I':
			number(hour12, 2, false)
		case 'l':
			number(hour12, 2, true)
		case 'j':
			number(int64(t.yday+1), 3, false)
		case 'm':
			number(int64(t.mon+1), 2, false)
		case 'M':
			number(int64(t.min), 2, false)
		case 'S':
			number(int64(t.sec), 2, false)
		case 'p', 'P':
			s := "AM"
			if t.hour >= 12 {
				s = "PM"
			}
			if change || format[i] == 'P' {
				s, upper = strings.ToLower(s), upper && format[i] == 'p' && !change
			}
			text(s)
		case 's':
			u := *t
			sec, _ := makeTime(loc, &u)
			number(sec, 1, false)
		case 'u':
			number(int64((t.wday+6)%7+1), 1, false)
		case 'w':
			number(int64(t.wday), 1, false)
		case 'U':
			number(int64((t.yday-t.wday+7)/7), 2, false)
		case 'W':
			number(int64((t.yday-(t.wday+6)%7+7)/7), 2, false)
		case 'V':
			_, w := t.isoWeek()
			number(int64(w), 2, false)
		case 'g':
			y, _ := t.isoWeek()
			_, r := floorDiv(y, 100)
			number(r, 2, false)
		case 'G':
			y, _ := t.isoWeek()
			number(y, 1, false)
		case 'y':
			_, r := floorDiv(t.year, 100)
			number(r, 2, false)
		case 'Y':
			number(t.year, 1, false)
		case 'Z':
			text(t.zone)
		case 'z':
			s, o := "+", t.offset
			if o < 0 {
				s, o = "-", -o
			}
			text(fmt.Sprintf("%s%02d%02d", s, o/3600, o/60%60))
		default:
			text(format[start : i+1])
		}
	}
	return b.String()
}

func short(s string) string {
	if len(s) > 3 {
		return s[:3]
	}
	return s
}
