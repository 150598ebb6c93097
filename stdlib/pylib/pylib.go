// Package pylib holds CPython's pure-Python standard library, packed into one
// archive that the binary embeds and imports from without unpacking it.
//
// The archive is built, never committed: go generate makes pylib.zip.
// A build without it compiles, and says how to get it where it is asked for.
//
//py:module _gophersnake_lib
package pylib

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
//go:generate go -C gen run . -o ../pylib.zip

import (
	"archive/zip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// The pattern matches this file too, as it has to match something where the
// archive is not there.
//
//go:embed pylib.*
var embedded embed.FS

const archiveName = "pylib.zip"

// load opens the archive once.
var load = sync.OnceValues(func() (fs.FS, error) { return open(embedded) })

// Archive returns the library as a file system with the paths that it has
// below CPython's lib/python3.14: "os.py", "json/__init__.py". Files are
// decompressed one by one as they are read. It may be used by several
// goroutines at once.
func Archive() (fs.FS, error) { return load() }

// open opens the archive in folder.
func open(folder fs.FS) (fs.FS, error) {
	file, err := folder.Open(archiveName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("this binary was built without the packed standard library: run " +
			"\"go generate github.com/gophersnake/gophersnake/stdlib/pylib\" in a checkout (or \"make build\") and build again, " +
			"or name a directory that holds it")
	} else if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	content, ok := file.(io.ReaderAt)
	if !ok {
		return nil, fmt.Errorf("%s does not allow random access", archiveName)
	}
	lib, err := zip.NewReader(content, info.Size())
	if err != nil {
		return nil, damaged(err)
	}
	return lib, nil
}

// damaged words an error that a sound archive does not give.
func damaged(err error) error {
	return fmt.Errorf("the packed standard library is damaged (%w): remove stdlib/pylib/%s, run \"make build\" and use what that builds", err, archiveName)
}
