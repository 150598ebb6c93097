package structs

import "testing"

// The bit patterns were packed by CPython.
func TestHalf(t *testing.T) {
	for x, want := range map[float64]uint16{1: 0x3C00, -0.1: 0xAE66, 65504: 0x7BFF, 65519.99: 0x7BFF, 6e-8: 1, 1e-8: 0, 0x1p-14: 0x0400, 2047.5: 0x6800} {
		got, ok := toHalf(x)
		if !ok || got != want {
			t.Errorf("%v: %#x, want %#x", x, got, want)
		}
	}
	if _, ok := toHalf(65520); ok {
		t.Error("65520 is too large")
	}
	for h := range 1 << 16 {
		x := fromHalf(uint16(h))
		if got, ok := toHalf(x); x == x && (!ok || got != uint16(h)) {
			t.Errorf("%#x became %#x", h, got)
		}
	}
}
