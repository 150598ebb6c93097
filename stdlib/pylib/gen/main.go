// Command gen packs CPython's pure-Python standard library into one archive.
//
//	go run github.com/gophersnake/gophersnake/stdlib/pylib/gen -o pylib.zip
//
// It takes the library from the pinned Go module that carries it, which it
// downloads into the module cache where it isn't yet there (154 MB; hence a
// module of its own, so that nobody who embeds the interpreter pays for it).
// The same library gives the same archive, byte for byte.
package main

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The module that carries the library, and what its content hashes to.
const (
	module    = "github.com/kluctl/go-embed-python"
	version   = "v0.0.0-3.14.6-20260610-1"
	moduleSum = "h1:oGUS7++Wm3LgxUfD6AmJgKbKQD2wdQFO9PzyJv6T+E4="
	library   = "python/internal/data/linux-amd64/lib/python3.14"
)

// packedTime is the time of every entry: zip's first.
var packedTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// excluded are the names of folders left out, wherever they are: what tests
// the library, needs Tk, or belongs to the C build that it comes from.
var excluded = []string{
	"__pycache__", "ensurepip", "idlelib", "lib-dynload", "lib2to3", "site-packages", "test", "tests", "tkinter", "turtledemo",
}

// licence is packed beside the library.
const licence = "LICENSE.txt"

func main() {
	output := flag.String("o", "pylib.zip", "the archive to write")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*output); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the archive, all of it or nothing.
func run(output string) error {
	dir, err := moduleDir()
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(output), ".pylib-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	count, err := pack(file, os.DirFS(filepath.Join(dir, filepath.FromSlash(library))))
	if err != nil {
		file.Close()
		return err
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		file.Close()
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), output); err != nil {
		return err
	}
	fmt.Printf("%s: %d files, %d bytes\n", output, count, size)
	return nil
}

// moduleDir returns where the module cache holds the pinned module, and
// downloads it first where need be.
func moduleDir() (string, error) {
	command := exec.Command("go", "mod", "download", "-json", module+"@"+version)
	command.Stderr = os.Stderr
	answer, runErr := command.Output()
	var found struct{ Dir, Sum, Error string }
	if err := json.Unmarshal(answer, &found); err != nil {
		if runErr != nil {
			return "", fmt.Errorf("go mod download %s@%s: %w", module, version, runErr)
		}
		return "", err
	}
	if found.Error != "" {
		return "", fmt.Errorf("go mod download: %s", found.Error)
	}
	if found.Sum != moduleSum {
		return "", fmt.Errorf("%s@%s has the sum %s, not %s", module, version, found.Sum, moduleSum)
	}
	return found.Dir, nil
}

// wanted reports whether the archive takes the file called name.
func wanted(name string) bool {
	if name == licence {
		return true
	}
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		if slices.Contains(excluded, part) || strings.HasPrefix(part, "config-") {
			return false
		}
	}
	if strings.HasPrefix(name, "venv/scripts/") {
		return true // what venv copies into an environment
	}
	// _sysconfigdata describes the C build that the library comes from.
	return strings.HasSuffix(name, ".py") && !strings.HasPrefix(name, "_sysconfigdata_")
}

// pack writes an archive of what is wanted of lib, sorted by name, and
// returns how many files that was.
func pack(w io.Writer, lib fs.FS) (int, error) {
	archive := zip.NewWriter(w)
	archive.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	var names []string
	err := fs.WalkDir(lib, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && wanted(name) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	if !slices.Contains(names, licence) {
		return 0, fmt.Errorf("the library comes without %s", licence)
	}
	slices.Sort(names)
	for _, name := range names {
		data, err := fs.ReadFile(lib, name)
		if err != nil {
			return 0, err
		}
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packedTime})
		if err != nil {
			return 0, err
		}
		if _, err := entry.Write(data); err != nil {
			return 0, err
		}
	}
	return len(names), archive.Close()
}
