package gophersnake

import (
	"runtime/debug"

	"github.com/gophersnake/gophersnake/objects"
)

// TuneMemory sets up Go's garbage collector for a process that is nothing but an interpreter. Programs make much garbage and live
// briefly: memory for time (see RATIONALE.md), as long as there is memory.
func TuneMemory() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(int64(objects.MemoryLeft() / 4 * 3))
}
