package gophersnake

import (
	"runtime/debug"

	"github.com/gophersnake/gophersnake/objects"
)

// TuneMemory sets up Go's garbage collector for a process that is nothing but an interpreter. Programs make much garbage and live
// briefly: memory for time (see RATIONALE.md), as long as there is memory. It is called
// once, before anything else.
func TuneMemory() {
	limit := int64(objects.MemoryLeft() / 4 * 3)
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(limit)
	useHugePages(limit)
}
