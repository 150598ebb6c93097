package main

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
	"testing/fstest"
)

func TestPack(t *testing.T) {
	lib := fstest.MapFS{}
	for _, name := range []string{
		"LICENSE.txt", "os.py", "json/__init__.py", "venv/scripts/common/activate", "email/tests.py",
		"email/architecture.rst", "test/__init__.py", "sqlite3/test/x.py", "unittest/__pycache__/x.cpython-314.pyc",
		"tkinter/__init__.py", "ensurepip/__init__.py", "site-packages/pip/__init__.py", "lib-dynload/_x.so",
		"config-3.14-x86_64-linux-gnu/python-config.py", "_sysconfigdata__linux_x86_64-linux-gnu.py",
	} {
		lib[name] = &fstest.MapFile{Data: []byte("# " + name)}
	}
	var first, second bytes.Buffer
	count, err := pack(&first, lib)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pack(&second, lib); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two archives of the same library differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
	}
	want := []string{"LICENSE.txt", "email/tests.py", "json/__init__.py", "os.py", "venv/scripts/common/activate"}
	if !slices.Equal(names, want) || count != len(want) {
		t.Errorf("packed %d: %q, not %q", count, names, want)
	}
}

func TestPackWithoutLicence(t *testing.T) {
	if _, err := pack(&bytes.Buffer{}, fstest.MapFS{"os.py": &fstest.MapFile{}}); err == nil {
		t.Error("packed a library without its licence")
	}
}
