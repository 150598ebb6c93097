package gophersnake

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
)

// TestMemoryLimit fills the memory that the host granted with small objects, in ways that nothing checks one by one: in a process of its
// own, whose heap is small.
func TestMemoryLimit(t *testing.T) {
	if os.Getenv("GOPHERSNAKE_FILL") == "" {
		self := exec.Command(os.Args[0], "-test.run=^TestMemoryLimit$", "-test.timeout=5m")
		self.Env = append(os.Environ(), "GOPHERSNAKE_FILL=1")
		if out, err := self.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	r := testRuntime(t, Config{NoSite: true})
	closeRuntime(t, r)
	mustExec(t, r, `
import itertools
class Linked:
    def __init__(self, next):
        self.next = next
class Finalized:
    def __del__(self):
        pass
def once():
    yield
def objects():
    kept = []
    while True:
        kept.append(object())
def tuples():
    kept = ()
    while True:
        kept = (kept, 1)
def names():
    kept = Linked(None)
    for i in itertools.count():
        setattr(kept, f"name{i}", i)
def finalized():
    kept = []
    while True:
        kept.append(Finalized())
def generators():
    kept = []
    while True:
        generator = once()
        next(generator)
        kept.append(generator)
def expressions():
    kept = once()
    while True:
        kept = (x for x in kept)
def swallow():
    kept, n = [], 0
    while n < 3:
        try:
            while True:
                kept.append([n])
        except MemoryError:
            n += 1
    raise MemoryError
def catch(fill):
    try:
        fill()
    except MemoryError:
        return [1] * 100
`)
	runtime.GC()
	inUse := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(inUse)
	limit := int64(inUse[0].Value.Uint64()-inUse[1].Value.Uint64()) + 24<<20
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	for _, fill := range strings.Fields("objects tuples names finalized generators expressions swallow") {
		if err := r.Exec(bg, "assert len(catch("+fill+")) == 100"); err != nil {
			t.Errorf("%s: %v", fill, err)
		}
		runtime.GC()
	}
	if err := r.Exec(bg, "objects()"); err == nil || !strings.HasPrefix(err.Error(), "MemoryError") {
		t.Errorf("objects, uncaught: %v", err)
	}
}
