package pylib

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestArchive looks at the real archive where it has been built.
func TestArchive(t *testing.T) {
	lib, err := Archive()
	if err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"LICENSE.txt", "os.py", "contextlib.py", "json/__init__.py", "unittest/async_case.py", "venv/scripts/common/activate"} {
		if text, err := fs.ReadFile(lib, name); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
	count := 0
	err = fs.WalkDir(lib, ".", func(name string, entry fs.DirEntry, err error) error {
		if entry != nil && !entry.IsDir() {
			count++
		}
		return err
	})
	if err != nil || count < 500 {
		t.Errorf("walked %d files: %v", count, err)
	}
	if _, err := fs.Stat(lib, "test/__init__.py"); err == nil {
		t.Error("the library's tests are packed")
	}
}

func TestMissingArchive(t *testing.T) {
	_, err := open(fstest.MapFS{"pylib.go": &fstest.MapFile{}})
	if err == nil || !strings.Contains(err.Error(), "go generate github.com/gophersnake/gophersnake/stdlib/pylib") {
		t.Errorf("no way to get the archive is named: %v", err)
	}
}

func TestDamagedArchive(t *testing.T) {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	if _, err := archive.Create("os.py"); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{nil, packed.Bytes()[:packed.Len()-10], []byte("not an archive at all")} {
		_, err := open(fstest.MapFS{archiveName: &fstest.MapFile{Data: data}})
		if err == nil || !strings.Contains(err.Error(), "is damaged") || !strings.Contains(err.Error(), "make build") {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
}

// TestRandomAccess holds that reading one file leaves the others alone: one
// of them is damaged.
func TestRandomAccess(t *testing.T) {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for _, name := range []string{"damaged.py", "sound.py"} {
		entry, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		entry.Write([]byte(strings.Repeat(name, 100)))
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	data := packed.Bytes()
	for i := range 8 {
		data[30+len("damaged.py")+i] ^= 0xff
	}
	lib, err := open(fstest.MapFS{archiveName: &fstest.MapFile{Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(lib, "sound.py"); err != nil || string(text) != strings.Repeat("sound.py", 100) {
		t.Errorf("sound.py: %q, %v", text, err)
	}
	if _, err := fs.ReadFile(lib, "damaged.py"); err == nil {
		t.Error("damaged.py was read")
	}
}
