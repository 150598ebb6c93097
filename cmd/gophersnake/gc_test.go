package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestTuneGC sees the pace change with what lives, in both directions.
func TestTuneGC(t *testing.T) {
	t.Setenv("GOGC", "")
	old := debug.SetGCPercent(100)
	defer debug.SetGCPercent(old)
	tuneGC()
	expect := func(want int) {
		t.Helper()
		for range 200 {
			runtime.GC()
			// To read the per cent is to set it.
			got := debug.SetGCPercent(-1)
			debug.SetGCPercent(got)
			if got == want {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Errorf("the per cent did not become %d", want)
	}
	expect(smallGCPercent)
	block := make([]byte, 4*smallHeap)
	expect(gcPercent)
	runtime.KeepAlive(block)
	expect(smallGCPercent)
}
