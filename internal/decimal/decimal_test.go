package decimal

import (
	"math"
	"strings"
	"testing"
)

func TestParseFloat(t *testing.T) {
	zeros := strings.Repeat("0", 20000)
	for _, c := range []struct {
		s    string
		want float64
	}{
		{"1" + zeros + "e-20000", 1},
		{"0." + zeros + "1e20001", 1},
		{"-" + zeros + "15.0" + zeros, -15},
		{"1." + zeros, 1},
		{"9007199254740993." + zeros + "1", 9007199254740994},
		{"9007199254740993." + zeros, 9007199254740992},
		{"1" + zeros, math.Inf(1)},
		{"0." + zeros + "1", 0},
		{"1" + zeros + "e-99999999999999999999", 0},
		{zeros + "e5", 0},
	} {
		if got, _ := ParseFloat(c.s); got != c.want {
			t.Errorf("%.20s... of %d: %v, want %v", c.s, len(c.s), got, c.want)
		}
	}
}
