package objects

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
)

const (
	// maxAlloc is more than any machine gives at once; Go panics where its own, larger limit is passed.
	maxAlloc = 1 << 44
	// largeAlloc is what is allocated without a look at how much memory there is.
	largeAlloc = 16 << 20
)

// CheckAlloc gives MemoryError where n items of so many bytes are more memory than there is. Whatever a program can make as large as
// it likes is allocated after this: Go cannot recover from running out of memory.
func CheckAlloc(t *Thread, n, size int) error {
	if n <= largeAlloc/size {
		return nil
	}
	if n > maxAlloc/size {
		return MemoryError(t)
	}
	need := uint64(n) * uint64(size)
	if need < MemoryLeft() {
		return nil
	}
	if need < MemoryLeft()+memoryInUse() {
		// Perhaps most of what is in use is garbage.
		debug.FreeOSMemory()
		if need < max(MemoryLeft(), readHeap().room()/2) {
			return nil
		}
	}
	return MemoryError(t)
}

// CheckBytes is CheckAlloc for a bytes object of n bytes, which has to be shorter than Python's largest size.
//
// CPython: Objects/bytesobject.c _PyBytes_FromSize
func CheckBytes(t *Thread, n int) error {
	const header = 33
	if n > math.MaxInt-header {
		return OverflowErrorf(t, "byte string is too large")
	}
	return CheckAlloc(t, n, 1)
}

// checkGrow gives MemoryError where a slice with room for n items of so many bytes cannot grow. It is for loops that append: it costs nothing
// until the slice is full and large.
func checkGrow(t *Thread, length, capacity, size int) error {
	if length < capacity {
		return nil
	}
	return CheckAlloc(t, length+length/2, size)
}

// memoryInUse is how much the Go heap holds, garbage included.
func memoryInUse() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapSys - s.HeapReleased
}

// MemoryLeft is how much memory the process may still get: what the machine has free, or less where the process or its group has a limit.
func MemoryLeft() uint64 {
	memory, addresses := memoryLeft()
	return min(memory, addresses)
}

// memoryLeft is MemoryLeft for memory itself and for the addresses that the process may use.
func memoryLeft() (left, addresses uint64) {
	left, addresses = maxAlloc, maxAlloc
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		if _, rest, ok := bytes.Cut(b, []byte("MemAvailable:")); ok {
			line, _, _ := bytes.Cut(rest, []byte("kB"))
			if kilo, ok := number(line); ok {
				left = kilo << 10
			}
		}
	}
	if limit, ok := numberIn("/sys/fs/cgroup/memory.max"); ok {
		if used, ok := numberIn("/sys/fs/cgroup/memory.current"); ok {
			left = min(left, limit-min(used, limit))
		}
	}
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) == nil && limit.Cur < maxAlloc {
		if b, err := os.ReadFile("/proc/self/statm"); err == nil {
			pages, _, _ := bytes.Cut(b, []byte(" "))
			if used, ok := number(pages); ok {
				// Go takes address space in pieces of 64 MB, and for a large one so much more for a while.
				addresses = limit.Cur - min(used*uint64(os.Getpagesize())+192<<20, limit.Cur)
			}
		}
	}
	return left, addresses
}

func number(b []byte) (uint64, bool) {
	n, err := strconv.ParseUint(string(bytes.TrimSpace(b)), 10, 64)
	return n, err == nil
}

func numberIn(file string) (uint64, bool) {
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	return number(b)
}
