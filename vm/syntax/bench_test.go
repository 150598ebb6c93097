package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkParse parses the files of the folder that GOPHERSNAKE_FILES names.
func BenchmarkParse(b *testing.B) {
	root := os.Getenv("GOPHERSNAKE_FILES")
	if root == "" {
		b.Skip("GOPHERSNAKE_FILES names no folder")
	}
	var sources [][]byte
	total := 0
	files, _ := filepath.Glob(filepath.Join(root, "*.py"))
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err == nil && !strings.Contains(string(src), "\x00") {
			sources = append(sources, src)
			total += len(src)
		}
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range sources {
			Parse(src, "bench", Exec, Flags{})
		}
	}
}
