package gophersnake_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gophersnake/gophersnake"
)

// TestModuleScripts runs the scripts of the modules that need threads, signals or the end of an interpreter: they assert what they expect.
func TestModuleScripts(t *testing.T) {
	runScripts(t, gophersnake.Config{}, "atexit", "contextlib", "contextvars", "gc", "signal", "thread")
}

// TestPurePython runs the scripts of ports with the Python that they were ported from: it has to be the same.
func TestPurePython(t *testing.T) {
	runScripts(t, gophersnake.Config{PurePython: []string{"contextlib"}}, "contextlib")
	// Code in Go uses no names.
	const names = "import contextlib\nassert contextlib.closing.__init__.__code__.co_names == "
	for _, c := range []struct {
		config gophersnake.Config
		names  string
	}{
		{gophersnake.Config{}, "()"},
		{gophersnake.Config{PurePython: []string{"contextlib"}}, "('thing',)"},
		{gophersnake.Config{XOptions: map[string]string{"purepython": "sys,contextlib"}}, "('thing',)"},
	} {
		c.config.Lib = os.Getenv("GOPHERSNAKE_LIB")
		r, err := gophersnake.New(c.config)
		if err != nil {
			t.Skip("no library: ", err)
		}
		if status := r.Finish(r.RunMain([]byte(names+c.names), "<names>")); status != 0 {
			t.Errorf("%v: not %s", c.config, c.names)
		}
	}
}

func runScripts(t *testing.T, config gophersnake.Config, modules ...string) {
	config.Lib = os.Getenv("GOPHERSNAKE_LIB")
	for _, module := range modules {
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
				config.Signals = module == "signal"
				r, err := gophersnake.New(config)
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
