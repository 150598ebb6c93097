package time

import (
	"encoding/binary"
	"os"
	"path"
	"strings"
	gotime "time"
)

// loadZone gives the time zone that TZ names, or the system's if it is not set.
func loadZone() *gotime.Location {
	tz, set := os.LookupEnv("TZ")
	if !set {
		if b, err := os.ReadFile("/etc/localtime"); err == nil {
			if loc, err := gotime.LoadLocationFromTZData("Local", b); err == nil {
				return loc
			}
		}
		return gotime.FixedZone("UTC", 0)
	}
	tz = strings.TrimPrefix(tz, ":")
	if tz == "" {
		return gotime.FixedZone("UTC", 0)
	}
	if b, err := readZone(tz); err == nil {
		if loc, err := gotime.LoadLocationFromTZData(tz, b); err == nil {
			return loc
		}
	}
	if loc := posixZone(tz); loc != nil {
		return loc
	}
	return gotime.FixedZone(unknownZoneName(tz), 0)
}

func readZone(tz string) ([]byte, error) {
	if path.IsAbs(tz) {
		return os.ReadFile(tz)
	}
	dir := os.Getenv("TZDIR")
	if dir == "" {
		dir = "/usr/share/zoneinfo"
	}
	return os.ReadFile(path.Join(dir, path.Clean("/"+tz)))
}

// unknownZoneName is the letters that tz begins with, which the C library takes for the abbreviation of UTC then.
func unknownZoneName(tz string) string {
	name, _, ok := zoneName(tz)
	if !ok {
		return "UTC"
	}
	return name
}

// zoneName reads an abbreviation.
func zoneName(s string) (name, rest string, ok bool) {
	if strings.HasPrefix(s, "<") {
		i := strings.IndexByte(s, '>')
		if i < 0 {
			return "", "", false
		}
		return s[1:i], s[i+1:], i > 3
	}
	i := 0
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z') {
		i++
	}
	return s[:i], s[i:], i >= 3
}

// zoneOffset reads [+-]hh[:mm[:ss]].
func zoneOffset(s string) (seconds int, rest string, ok bool) {
	sign := 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	unit := 3600
	for part := 0; part < 3; part++ {
		n, i := 0, 0
		for i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9' {
			n = n*10 + int(s[i]-'0')
			i++
		}
		if i == 0 {
			return 0, s, false
		}
		seconds += n * unit
		unit /= 60
		s = s[i:]
		if part == 2 || !strings.HasPrefix(s, ":") {
			break
		}
		s = s[1:]
	}
	return sign * seconds, s, true
}

// posixZone makes a time zone of POSIX's description, nil if it is none: by handing it to Go inside of the file format.
func posixZone(tz string) *gotime.Location {
	std, rest, ok := zoneName(tz)
	if !ok {
		return nil
	}
	offset, rest, ok := zoneOffset(rest)
	if !ok {
		return nil
	}
	if rest == "" {
		return gotime.FixedZone(std, -offset)
	}
	dst, rest, ok := zoneName(rest)
	if !ok {
		return nil
	}
	dstOffset := offset - 3600
	if rest != "" && rest[0] != ',' {
		if dstOffset, rest, ok = zoneOffset(rest); !ok {
			return nil
		}
	}
	if rest == "" {
		// The rules that the C library takes where none are given.
		tz += ",M3.2.0,M11.1.0"
	}
	header := func(b []byte) []byte {
		b = append(b, "TZif2"...)
		b = append(b, make([]byte, 15)...)
		for _, n := range [...]uint32{0, 0, 0, 1, 2, uint32(len(std) + len(dst) + 2)} {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return b
	}
	body := func(b []byte, long bool) []byte {
		if long {
			b = binary.BigEndian.AppendUint64(b, 1<<63|1<<62) // long ago
		} else {
			b = binary.BigEndian.AppendUint32(b, 1<<31)
		}
		b = append(b, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(int32(-offset)))
		b = append(b, 0, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(int32(-dstOffset)))
		b = append(b, 1, byte(len(std)+1))
		return append(append(append(append(b, std...), 0), dst...), 0)
	}
	b := body(header(nil), false)
	b = body(header(b), true)
	b = append(append(append(b, '\n'), tz...), '\n')
	loc, err := gotime.LoadLocationFromTZData(tz, b)
	if err != nil {
		return nil
	}
	return loc
}
