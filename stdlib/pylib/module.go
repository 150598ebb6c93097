package pylib

import (
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/vm"
)

// Object is a Python value.
type Object = objects.Object

// Module declares _gophersnake_lib, the native half of the packed library's importer. The other half is [Importer].
var Module = objects.ModuleDef{Name: "_gophersnake_lib", Doc: "The importer of the packed library.", Functions: moduleFunctions, Exec: func(t *objects.Thread, m *objects.Module) error {
	m.Add(t, "IMPORTER", objects.NewTuple(objects.NewStr(ImporterFile), objects.NewBytes(Importer)))
	return nil
}}

// Importer is the Python half of the importer, which is to be executed in the module. It wants ROOT there: the path of the library
// on sys.path.
//
//go:embed importer.py
var Importer []byte

// ImporterFile is the name of Importer among what is compiled. Only the same text may have it.
var ImporterFile = fmt.Sprintf("importer-%x", sha256.Sum256(Importer))

// info gives what is known of a file in the archive.
func info(name string) (fs.FileInfo, error) {
	lib, err := Archive()
	if err != nil {
		return nil, err
	}
	if name == "" {
		name = "."
	}
	return fs.Stat(lib, name)
}

// failure makes an error of the archive an OSError about path.
func failure(t *objects.Thread, err error, path Object) error {
	var errno syscall.Errno
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		errno = syscall.ENOENT
	case !errors.As(err, &errno):
		return objects.Errorf(t, &objects.ExcOSError, "%s", damaged(err).Error())
	}
	return objects.NewOSError(t, errno, path)
}

// Return 'file' or 'directory' for what the archive has by that name, and None for nothing.
//
//py:def kind(name, /)
func kind(name string) Object {
	i, err := info(name)
	switch {
	case err != nil:
		return objects.None
	case i.IsDir():
		return objects.NewStr("directory")
	}
	return objects.NewStr("file")
}

// Return the size of a file; path is what an error calls it.
//
//py:def size(name, path, /)
func size(t *objects.Thread, name string, path Object) (int64, error) {
	i, err := info(name)
	if err != nil {
		return 0, failure(t, err, path)
	}
	return i.Size(), nil
}

// Return the content of a file; path is what an error calls it.
//
//py:def read(name, path, /)
func read(t *objects.Thread, name string, path Object) (Object, error) {
	i, err := info(name)
	if err != nil {
		return Object{}, failure(t, err, path)
	}
	if i.IsDir() {
		return Object{}, failure(t, syscall.EISDIR, path)
	}
	lib, _ := Archive()
	b, err := fs.ReadFile(lib, name)
	if err != nil {
		return Object{}, failure(t, err, path)
	}
	return objects.NewBytes(b), nil
}

// Return the code of a file that was compiled when the archive was made, known as path; None if it was not, or for another machine.
//
//py:def code(name, path, /)
func compiledCode(t *objects.Thread, name string, path string) (Object, error) {
	c, err := t.Runtime.(*vm.VM).Config.CodeOf(t, name, path)
	if c == nil {
		return objects.None, err
	}
	return objects.Of(c), err
}

// Return the names in a directory, sorted; path is what an error calls it.
//
//py:def names(name, path, /)
func names(t *objects.Thread, name string, path Object) (Object, error) {
	i, err := info(name)
	if err != nil {
		return Object{}, failure(t, err, path)
	}
	if !i.IsDir() {
		return Object{}, failure(t, syscall.ENOTDIR, path)
	}
	if name == "" {
		name = "."
	}
	lib, _ := Archive()
	entries, err := fs.ReadDir(lib, name)
	if err != nil {
		return Object{}, failure(t, err, path)
	}
	var list []Object
	for _, e := range entries {
		list = append(list, objects.NewStr(e.Name()))
	}
	return objects.Of(objects.NewList(list)), nil
}
