package gophersnake

import (
	"runtime/debug"

	"golang.org/x/sys/unix"
)

const (
	// hugeRegion is how much of the heap is asked for in huge pages.
	hugeRegion = 96 << 20
	// smallPages is the beginning of that where they are not worth it: what an interpreter needs to start.
	smallPages = 6 << 20
)

// useHugePages has the kernel back the heap's next part with huge pages, where it gives these to who asks. A program that allocates
// otherwise spends up to a third of its time in faults for one small page after the other. Go keeps the addresses of a block that was
// freed for whatever it allocates next, and the kernel remembers the advice for addresses.
func useHugePages(limit int64) {
	size := min(hugeRegion, limit/16)
	if size <= 2*smallPages {
		return
	}
	percent := debug.SetGCPercent(-1)
	block := make([]byte, size)
	// An error means that there are none.
	_ = unix.Madvise(block[smallPages:], unix.MADV_HUGEPAGE)
	debug.FreeOSMemory()
	debug.SetGCPercent(percent)
}
