// Package pylib holds CPython's pure-Python standard library, packed into one
// archive that the binary embeds and imports from without unpacking it.
//
// The archive is built, never committed: go generate makes pylib.zip, and of
// it pylib.code, the same modules compiled. A build without the first compiles,
// and says how to get it where it is asked for; without the second, or with one
// for another instruction set, modules are compiled as they are imported.
//
//py:module _gophersnake_lib
package pylib

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
//go:generate go -C gen run . -o ../pylib.zip
//go:generate go run -trimpath ../../cmd/gophersnake compile.py pylib.code

import (
	"archive/zip"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/gophersnake/gophersnake/vm/code"
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

// compiled is the archive of compiled code: the magic number and the length of the index, the index, and the code. An entry of the index
// is the length of a name, the name, and the offset and the length of its code; numbers are of four bytes.
type compiled struct {
	content io.ReaderAt
	entries map[string]extent
}

type extent struct{ offset, length uint32 }

const codeName = "pylib.code"

var loadCode = sync.OnceValue(func() *compiled { return openCode(embedded) })

// openCode opens the compiled archive in folder: an empty one where it is missing, damaged or for another machine.
func openCode(folder fs.FS) *compiled {
	none := &compiled{}
	file, err := folder.Open(codeName)
	if err != nil {
		return none
	}
	content, ok := file.(io.ReaderAt)
	head := make([]byte, 8)
	if _, err := io.ReadFull(file, head); err != nil || !ok || binary.LittleEndian.Uint32(head) != code.Magic {
		return none
	}
	info, err := file.Stat()
	size := binary.LittleEndian.Uint32(head[4:])
	if err != nil || int64(size) > info.Size() {
		return none
	}
	index := make([]byte, size)
	if _, err := io.ReadFull(file, index); err != nil {
		return none
	}
	c := &compiled{content, make(map[string]extent, size/32)}
	names := string(index)
	for at := 0; at+4 <= len(index); {
		n := int(binary.LittleEndian.Uint32(index[at:]))
		at += 4
		if n > len(index)-at-8 {
			return none
		}
		name := names[at : at+n]
		at += n
		c.entries[name] = extent{binary.LittleEndian.Uint32(index[at:]), binary.LittleEndian.Uint32(index[at+4:])}
		at += 8
	}
	return c
}

// Compiled returns the marshalled code of a file of the library that was compiled for this program; nil if there is none.
func Compiled(name string) []byte { return loadCode().read(name) }

func (c *compiled) read(name string) []byte {
	e, ok := c.entries[name]
	if !ok {
		return nil
	}
	data := make([]byte, e.length)
	if _, err := c.content.ReadAt(data, int64(e.offset)); err != nil {
		return nil
	}
	return data
}
