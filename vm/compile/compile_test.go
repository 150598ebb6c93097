package compile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/gophersnake/gophersnake/vm/syntax"
)

func TestShow(t *testing.T) {
	name := os.Getenv("SHOW")
	if name == "" {
		t.Skip()
	}
	src, _ := os.ReadFile(name)
	mod, _, err := syntax.Parse(src, name, syntax.Exec, syntax.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	k, w, err := Compile(mod, name, Options{})
	fmt.Println(w, err)
	if err == nil {
		fmt.Println(Disassemble(k))
		fmt.Println(Verify(k))
	}
}

func TestLibrary(t *testing.T) {
	root := os.Getenv("LIBROOT")
	if root == "" {
		t.Skip()
	}
	n, bad := 0, 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".py" {
			return nil
		}
		src, _ := os.ReadFile(path)
		mod, _, perr := syntax.Parse(src, path, syntax.Exec, syntax.Flags{})
		if perr != nil {
			return nil
		}
		n++
		func() {
			defer func() {
				if r := recover(); r != nil {
					bad++
					t.Errorf("%s: panic %v\n%s", path, r, debug.Stack())
				}
			}()
			k, _, err := Compile(mod, path, Options{})
			if err == nil {
				err = Verify(k)
			}
			if err != nil {
				bad++
				t.Errorf("%s: %v", path, err)
			}
		}()
		return nil
	})
	t.Logf("%d files, %d bad", n, bad)
}
