package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Programs make much garbage and live briefly: memory for time. See RATIONALE.md.
const (
	// gcPercent is how much the heap grows beyond what lives, in per cent of that, before Go collects.
	gcPercent = 400
	// smallGCPercent is that of a small heap, which then may grow to some 32 MB: a collection of the 3 MB that every program has costs
	// more time than the pages that it saves.
	smallGCPercent = 800
	smallHeap      = 6 << 20
)

// percentFor gives the per cent for a heap of which so many bytes live.
func percentFor(live uint64) int {
	if live < smallHeap {
		return smallGCPercent
	}
	return gcPercent
}

// gcCycle is garbage from its beginning: each collection finds it, has it look at the heap, and makes a new one.
type gcCycle struct {
	percent int
	_       *gcCycle // no allocation without pointers, which may share a block with one that lives
}

// tuneGC sets the collector's pace now and after each collection that made the heap small or large, unless GOGC says what it is to be.
func tuneGC() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(smallGCPercent)
	runtime.SetFinalizer(&gcCycle{percent: smallGCPercent}, (*gcCycle).end)
}

func (c *gcCycle) end() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 {
		if p := percentFor(live[0].Value.Uint64()); p != c.percent {
			c.percent = p
			debug.SetGCPercent(p)
		}
	}
	runtime.SetFinalizer(c, (*gcCycle).end)
}
