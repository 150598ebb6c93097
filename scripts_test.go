package gophersnake_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gophersnake/gophersnake"
)

// TestModuleScripts runs the scripts of the modules that need threads, signals or the end of an interpreter: they assert what they expect.
func TestModuleScripts(t *testing.T) {
	for _, module := range []string{"atexit", "contextvars", "gc", "signal", "thread"} {
		scripts, err := filepath.Glob(filepath.Join("stdlib", module, "testdata", "*.py"))
		if err != nil || len(scripts) == 0 {
			t.Fatalf("no scripts of module %s: %v", module, err)
		}
		for _, name := range scripts {
			t.Run(name, func(t *testing.T) {
				source, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				r, err := gophersnake.New(gophersnake.Config{Lib: os.Getenv("GOPHERSNAKE_LIB"), Signals: module == "signal"})
				if err != nil {
					t.Skip("no library: ", err)
				}
				if status := r.Finish(r.RunMain(source, name)); status != 0 {
					t.Errorf("exit status %d", status)
				}
			})
		}
	}
}
