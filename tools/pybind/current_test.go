package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCurrent finds every package of the module that has directives, and compares what pybind writes for it with
// the file that is there.
func TestCurrent(t *testing.T) {
	root := filepath.Join("..", "..")
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	found := 0
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && path != root && (name[0] == '.' || name[0] == '_' || name == "testdata"):
			return filepath.SkipDir
		case d.IsDir() && path != root && exists(filepath.Join(path, "go.mod")):
			return filepath.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		dir := filepath.Dir(path)
		if seen[dir] || dir == filepath.Join(root, "tools", "pybind") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if d.Name() != output && !bytes.Contains(src, []byte("\n//py:")) {
			return nil
		}
		seen[dir] = true
		found++
		want, err := generate(dir)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			return nil
		}
		got, err := os.ReadFile(filepath.Join(dir, output))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not current: run go generate ./%s", filepath.Join(dir, output), strings.TrimPrefix(filepath.ToSlash(dir), "../../"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("found no package with directives")
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
