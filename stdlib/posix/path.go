package posix

import (
	"math"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// A path is an argument that names a file.
type path struct {
	object Object // as given, for errors
	name   string
	fd     int // -1 unless the argument was a file descriptor
	bytes  bool
}

type pathFlags uint8

const (
	allowFD pathFlags = 1 << iota
	nullable
)

// newPath converts an argument of function, called arg there, that names a file.
//
// CPython: Modules/posixmodule.c path_converter
func newPath(t *objects.Thread, function, arg string, o Object, flags pathFlags) (*path, error) {
	p := &path{object: o, fd: -1}
	if o == objects.None && flags&nullable != 0 {
		p.name = "."
		return p, nil
	}
	v := o
	if objects.AsStr(o) == nil && objects.AsBytes(o) == nil {
		if flags&allowFD != 0 && o.Type().Slots.Index != nil {
			fd, err := fdValue(t, o)
			p.fd = fd
			return p, err
		}
		f, self, err := objects.LookupSpecial(t, o, nameFSPath)
		if err != nil {
			return nil, err
		}
		if f.IsNull() {
			return nil, pathTypeError(t, function, arg, o, flags)
		}
		_ = self
		if v, err = objects.FSPath(t, o); err != nil {
			return nil, err
		}
	}
	var b []byte
	if s := objects.AsStr(v); s != nil {
		var err error
		if b, err = encodePath(t, s); err != nil {
			return nil, err
		}
	} else {
		b, p.bytes = objects.AsBytes(v).Bytes(), true
	}
	p.name = string(b)
	if strings.IndexByte(p.name, 0) >= 0 {
		return nil, objects.ValueErrorf(t, "%s: embedded null character in %s", function, arg)
	}
	return p, nil
}

var nameFSPath = objects.StaticName("__fspath__")

func pathTypeError(t *objects.Thread, function, arg string, o Object, flags pathFlags) error {
	want := "string, bytes or os.PathLike"
	switch flags {
	case allowFD | nullable:
		want = "string, bytes, os.PathLike, integer or None"
	case allowFD:
		want = "string, bytes, os.PathLike or integer"
	case nullable:
		want = "string, bytes, os.PathLike or None"
	}
	return objects.TypeErrorf(t, "%s: %s should be %s, not %.200s", function, arg, want, o.Type().Name200())
}

// fdValue gives the file descriptor that an integer stands for.
//
// CPython: Modules/posixmodule.c _fd_converter
func fdValue(t *objects.Thread, o Object) (int, error) {
	if o.Type() == &objects.BoolType {
		if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "bool is used as a file descriptor"); err != nil {
			return -1, err
		}
	}
	i, err := objects.Index(t, o)
	if err != nil {
		return -1, err
	}
	x, big, _ := objects.IntValue(i)
	if big != nil {
		x = math.MaxInt64
		if big.Sign() < 0 {
			x = math.MinInt64
		}
	}
	switch {
	case x > math.MaxInt32:
		return -1, objects.OverflowErrorf(t, "fd is greater than maximum")
	case x < math.MinInt32:
		return -1, objects.OverflowErrorf(t, "fd is less than minimum")
	}
	return int(x), nil
}

// fildes gives the file descriptor of an argument that is an integer or has a method fileno.
//
// CPython: Objects/fileobject.c PyObject_AsFileDescriptor
func fildes(t *objects.Thread, o Object) (int, error) {
	if _, _, ok := objects.IntValue(o); !ok {
		f, err := objects.LookupAttr(t, o, t.Interp.Intern("fileno"))
		if err != nil {
			return -1, err
		}
		if f.IsNull() {
			return -1, objects.TypeErrorf(t, "argument must be an int, or have a fileno() method.")
		}
		if o, err = objects.CallArgs(t, f); err != nil {
			return -1, err
		}
		if _, _, ok := objects.IntValue(o); !ok {
			return -1, objects.TypeErrorf(t, "fileno() returned a non-integer")
		}
	} else if o.Type() == &objects.BoolType {
		if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1, "bool is used as a file descriptor"); err != nil {
			return -1, err
		}
	}
	fd, err := objects.ArgInt32(t, o)
	if err != nil {
		return -1, err
	}
	if fd < 0 {
		return -1, objects.ValueErrorf(t, "file descriptor cannot be a negative integer (%d)", fd)
	}
	return int(fd), nil
}

// dirFD converts the argument dir_fd.
//
// CPython: Modules/posixmodule.c dir_fd_converter
func dirFD(t *objects.Thread, o Object) (int, error) {
	if o == objects.None {
		return unix.AT_FDCWD, nil
	}
	if o.Type().Slots.Index == nil {
		return -1, objects.TypeErrorf(t, "argument should be integer or None, not %.200s", o.Type().Name200())
	}
	return fdValue(t, o)
}

// decode gives a name from the system as the caller wrote the path: bytes or str.
func (p *path) decode(name string) Object {
	if p.bytes {
		return objects.NewBytes([]byte(name))
	}
	return objects.DecodeOS(name)
}

// path2 converts the two paths of link, rename and their kind, with the directories they are relative to.
func path2(t *objects.Thread, function string, src, dst, srcDir, dstDir Object) (a, b *path, afd, bfd int, err error) {
	if a, err = newPath(t, function, "src", src, 0); err != nil {
		return
	}
	if b, err = newPath(t, function, "dst", dst, 0); err != nil {
		return
	}
	if afd, err = dirFD(t, srcDir); err != nil {
		return
	}
	bfd, err = dirFD(t, dstDir)
	return
}
