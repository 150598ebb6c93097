package gophersnake

import (
	_ "embed"
	"testing"

	"github.com/gophersnake/gophersnake/stdlib/pylib"
)

//go:embed testdata/packed_library.py
var packedLibrary []byte

// TestPackedLibrary runs a program that uses the library that the binary embeds, where it has been built.
func TestPackedLibrary(t *testing.T) {
	if _, err := pylib.Archive(); err != nil {
		t.Skip(err)
	}
	r, err := New(Config{Executable: "/nowhere/gophersnake"})
	if err != nil {
		t.Fatal(err)
	}
	if status := r.Finish(r.RunMain(packedLibrary, "packed_library.py")); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
