package gophersnake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gophersnake/gophersnake"
)

// BenchmarkPrograms runs main() of the programs that gsbench times, each in an interpreter of its own. `make profile` makes the profile
// of it that the compiler goes by.
func BenchmarkPrograms(b *testing.B) {
	var files []string
	for _, pattern := range []string{"bench/programs/*.py", "bench/programs/contextlib/*.py", "bench/programs/informational/*.py"} {
		matches, err := filepath.Glob(pattern)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, matches...)
	}
	if len(files) == 0 {
		b.Fatal("no programs")
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(b *testing.B) {
			rt, err := gophersnake.New(gophersnake.Config{})
			if err != nil {
				b.Fatal(err)
			}
			defer rt.Close()
			ctx := context.Background()
			if err := rt.Set(ctx, "__name__", "bench"); err != nil {
				b.Fatal(err)
			}
			if err := rt.Exec(ctx, string(source)); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := rt.Call(ctx, "main"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
