package objects

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
	"weak"
)

// memoryWatch makes Python code fail with MemoryError before its many small objects, which nothing checks one by one, use up what the
// process may have: Go cannot recover from that. What the process may have is the limit that debug.SetMemoryLimit or GOMEMLIMIT sets, or what
// the machine has. It looks after each of Go's collections and, while the heap is large, as often as memory may run out; so programs pay
// nothing for it.
type memoryWatch struct {
	// short asks the next poll to look, and to raise MemoryError.
	short atomic.Bool
	// watched says that a goroutine looks from time to time, needed that it goes on.
	watched, needed atomic.Bool
	// again is how large the heap gets before a MemoryError is followed by another one, 0 when memory has not run out.
	again atomic.Uint64
}

const (
	// unwatchedHeap is the size to which a heap grows without a look at what the machine has.
	unwatchedHeap = 64 << 20
	// fastestGrowth is how many bytes a program fills in a second at most.
	fastestGrowth = 4 << 30
)

// watchMemory has the interpreter look at its memory after each of Go's collections.
func (in *Interpreter) watchMemory() {
	in.lookAtMemory()
	armMemoryWatch(weak.Make(in))
}

// armMemoryWatch makes an object for the next collection to find.
func armMemoryWatch(w weak.Pointer[Interpreter]) {
	// What has a pointer lies in memory of its own.
	runtime.AddCleanup(new(*Interpreter), func(w weak.Pointer[Interpreter]) {
		if in := w.Value(); in != nil && !in.Closed() {
			in.lookAtMemory()
			armMemoryWatch(w)
		}
	}, w)
}

// lookAtMemory looks whether memory has run out, or may run out before the next collection.
func (in *Interpreter) lookAtMemory() {
	w := &in.memory
	s := readHeap()
	if s.goal < min(unwatchedHeap, s.limit/8*7) {
		w.needed.Store(false)
		return
	}
	if !s.short(s.room()) {
		w.again.Store(0)
	} else if s.live >= w.again.Load() {
		in.memoryIsShort()
	}
	w.needed.Store(true)
	if w.watched.CompareAndSwap(false, true) {
		go watchHeap(weak.Make(in))
	}
}

// watchHeap looks at what memory is left as often as it may run out.
func watchHeap(p weak.Pointer[Interpreter]) {
	for {
		in := p.Value()
		if in == nil {
			return
		}
		w := &in.memory
		if !w.needed.Load() || in.Closed() {
			w.watched.Store(false)
			return
		}
		s := readHeap()
		room := s.room()
		reserve := s.reserve(room)
		if (room < reserve || s.objects > s.limit) && s.objects >= w.again.Load() {
			in.memoryIsShort()
		}
		room = min(room, reserve+s.limit-min(s.limit, s.objects))
		fills := time.Duration(float64(room-min(room, reserve)) / fastestGrowth * float64(time.Second))
		in, w = nil, nil
		time.Sleep(min(max(fills/2, 5*time.Millisecond), time.Second))
	}
}

// memoryIsShort has the thread that is polled next look for itself.
func (in *Interpreter) memoryIsShort() {
	in.memory.short.Store(true)
	in.weak.queue.interrupt()
}

// checkMemory raises MemoryError if memory has run out. A program that goes on filling it after that gets another one whenever it has filled
// a part of what is then left to clean up with.
func (in *Interpreter) checkMemory(t *Thread) error {
	w := &in.memory
	w.short.Store(false)
	if h := &in.finalization; h.count > 0 && t.depth <= 1 && !h.running && !h.disabled {
		in.finalizeUnreached(t)
	}
	debug.FreeOSMemory()
	s := readHeap()
	room := s.room()
	if !s.short(room) {
		w.again.Store(0)
		return nil
	}
	if s.live < w.again.Load() {
		return nil
	}
	w.again.Store(s.live + min(s.reserve(room), room, s.limit/8)/4)
	return MemoryError(t)
}

// roomToMark reports whether there is memory for a table of all objects.
func roomToMark() bool {
	s := readHeap()
	return roomFor(32 * s.count)
}

// roomFor reports whether there is memory for so many bytes of what is not a program's own.
func roomFor(size uint64) bool { return size < largeAlloc || readHeap().room() > size }

// heapState is what Go says about its heap.
type heapState struct {
	live     uint64 // bytes that the last collection found alive
	goal     uint64 // at which the next one ends
	objects  uint64 // bytes of objects, dead ones included
	count    uint64 // of objects
	free     uint64 // bytes that wait for objects
	released uint64 // bytes given back to the machine, whose addresses are still there
	limit    uint64 // that the host set
}

func readHeap() heapState {
	samples := [...]metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/objects:objects"},
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}, {Name: "/gc/gomemlimit:bytes"},
	}
	metrics.Read(samples[:])
	n := func(i int) uint64 { return min(samples[i].Value.Uint64(), math.MaxInt64) }
	return heapState{n(0), n(1), n(2), n(3), n(4), n(5), n(6)}
}

// room is how much the heap can still get.
func (s heapState) room() uint64 {
	memory, addresses := memoryLeft()
	return min(memory+s.free, addresses+s.free+s.released)
}

// reserve is what a program has left to clean up with when memory runs out.
func (s heapState) reserve(room uint64) uint64 {
	return min(max((room+s.live)/16, 32<<20), 512<<20)
}

// short reports whether memory has run out.
func (s heapState) short(room uint64) bool {
	return s.live > s.limit/8*7 || room < s.reserve(room)
}
