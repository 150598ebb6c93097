package gophersnake_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake"
)

// TestTuneMemory looks, in a process of its own, whether the heap that grows after TuneMemory lies where huge pages were asked for.
func TestTuneMemory(t *testing.T) {
	if os.Getenv("GOPHERSNAKE_TUNED") == "" {
		enabled, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled")
		if err != nil || strings.Contains(string(enabled), "[never]") {
			t.Skip("the kernel gives no huge pages to who asks")
		}
		self := exec.Command(os.Args[0], "-test.run=^TestTuneMemory$", "-test.v")
		self.Env = append(os.Environ(), "GOPHERSNAKE_TUNED=1")
		out, err := self.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	gophersnake.TuneMemory()
	var objects []*[64]byte
	for range 32 << 20 / 64 {
		objects = append(objects, new([64]byte))
	}
	regions, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(objects)
	asked := 0
	for region := range strings.SplitSeq(string(regions), "VmFlags:") {
		flags, _, _ := strings.Cut(region, "\n")
		if strings.Contains(flags+" ", " hg ") {
			asked++
		}
	}
	if asked == 0 {
		t.Error("no part of the process's memory is meant for huge pages")
	}
}
