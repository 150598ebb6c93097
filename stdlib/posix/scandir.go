package posix

import (
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// A dirStream reads the entries of a directory.
type dirStream struct {
	fd   int
	buf  []byte
	rest []byte
}

// entry is a name in a directory.
type entry struct {
	name  string
	inode uint64
	kind  uint8 // DT_*
}

// openDir opens a directory for reading its entries. A descriptor given is duplicated and rewound.
func openDir(t *objects.Thread, p *path) (*dirStream, error) {
	d := &dirStream{buf: make([]byte, 8192)}
	err := call(t, func() (err error) {
		if p.fd != -1 {
			if d.fd, err = unix.FcntlInt(uintptr(p.fd), unix.F_DUPFD_CLOEXEC, 0); err == nil {
				// As fdopendir, which fails for what is no directory.
				if _, err = unix.Getdents(d.fd, nil); err == unix.ENOTDIR {
					_ = unix.Close(d.fd)
					return err
				}
				_, _ = unix.Seek(d.fd, 0, 0)
				err = nil
			}
			return err
		}
		d.fd, err = unix.Open(p.name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		return err
	}, p.object)
	if err != nil {
		return nil, err
	}
	return d, nil
}

func (d *dirStream) close() {
	if d.fd >= 0 {
		_ = unix.Close(d.fd)
		d.fd = -1
	}
}

// next gives the next entry; ok is false at the end.
func (d *dirStream) next(t *objects.Thread) (e entry, ok bool, err error) {
	const header = 19 // ino, off, reclen, type
	for {
		if len(d.rest) < header {
			n := 0
			if err := t.Retry(func() (err error) { n, err = unix.Getdents(d.fd, d.buf); return }); err != nil || n <= 0 {
				return e, false, err
			}
			d.rest = d.buf[:n]
		}
		de := (*unix.Dirent)(unsafe.Pointer(&d.rest[0]))
		reclen := int(de.Reclen)
		if reclen < header || reclen > len(d.rest) {
			return e, false, unix.EIO
		}
		name := d.rest[header:reclen]
		for i, c := range name {
			if c == 0 {
				name = name[:i]
				break
			}
		}
		e = entry{string(name), de.Ino, de.Type}
		d.rest = d.rest[reclen:]
		if e.name != "." && e.name != ".." {
			return e, true, nil
		}
	}
}

// listdir returns a list containing the names of the files in the directory.
//
// path can be specified as either str, bytes, or a path-like object.  If path is bytes,
//
//	the filenames returned will also be bytes; in all other circumstances
//	the filenames returned will be str.
//
// If path is None, uses the path='.'.
// On some platforms, path may also be specified as an open file descriptor;
//
//	the file descriptor must refer to a directory.
//	If this functionality is unavailable, using it raises NotImplementedError.
//
// The list is in arbitrary order.  It does not include the special
// entries '.' and '..' even if they are present in the directory.
//
// CPython: Modules/posixmodule.c os_listdir_impl
//
//py:def listdir(path=None)
func listdir(t *objects.Thread, o Object) (Object, error) {
	p, err := newPath(t, "listdir", "path", o, allowFD|nullable)
	if err != nil {
		return Object{}, err
	}
	d, err := openDir(t, p)
	if err != nil {
		return Object{}, err
	}
	defer d.close()
	names := objects.NewList(nil)
	for {
		e, ok, err := d.next(t)
		if err != nil {
			return Object{}, osError(t, err, p.object)
		}
		if !ok {
			return objects.Of(names), nil
		}
		names.Append(p.decode(e.name))
	}
}

type (
	// dirEntry is what scandir gives for each entry.
	//
	//py:type DirEntry direntType
	dirEntry struct {
		objects.Header
		name, path    Object
		full          string // the path in the system's bytes
		dir           int    // descriptor that scandir was given, else -1
		inode         uint64
		kind          uint8
		stats, lstats Object
	}
	// scandirIterator is what scandir gives.
	//
	//py:type ScandirIterator scandirIteratorType
	scandirIterator struct {
		objects.Header
		path *path
		dir  *dirStream
	}
)

var direntType, scandirIteratorType objects.Type

func initDirEntry() {
	direntType = objects.Type{
		Name: "posix.DirEntry", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[dirEntry](), Methods: dirEntryMethods, GetSets: dirEntryGetSets,
		Slots: objects.Slots{
			Repr: func(t *objects.Thread, o Object) (Object, error) {
				s, err := objects.Repr(t, (*dirEntry)(o.Ref).name)
				if err != nil {
					return Object{}, err
				}
				return objects.NewStr("<DirEntry " + s.String() + ">"), nil
			},
			Traverse: func(o Object, visit func(Object)) {
				e := (*dirEntry)(o.Ref)
				for _, v := range []Object{e.name, e.path, e.stats, e.lstats} {
					if !v.IsNull() {
						visit(v)
					}
				}
			},
		},
	}
	objects.Ready(&direntType)
	scandirIteratorType = objects.Type{
		Name: "posix.ScandirIterator", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[scandirIterator](), Methods: scandirIteratorMethods,
		Slots: objects.Slots{
			Iter:     func(_ *objects.Thread, o Object) (Object, error) { return o, nil },
			IterNext: scandirNext,
			Traverse: func(o Object, visit func(Object)) {
				if it := (*scandirIterator)(o.Ref); it.path != nil {
					visit(it.path.object)
				}
			},
		},
	}
	objects.Ready(&scandirIteratorType)
}

// scandir returns an iterator of DirEntry objects for given path.
//
// path can be specified as either str, bytes, or a path-like object.  If path
// is bytes, the names of yielded DirEntry objects will also be bytes; in
// all other circumstances they will be str.
//
// If path is None, uses the path='.'.
//
// CPython: Modules/posixmodule.c os_scandir_impl
//
//py:def scandir(path=None)
func scandir(t *objects.Thread, o Object) (Object, error) {
	p, err := newPath(t, "scandir", "path", o, allowFD|nullable)
	if err != nil {
		return Object{}, err
	}
	d, err := openDir(t, p)
	if err != nil {
		return Object{}, err
	}
	return objects.Of(&scandirIterator{Header: objects.Header{Type: &scandirIteratorType}, path: p, dir: d}), nil
}

// CPython: Modules/posixmodule.c ScandirIterator_iternext
func scandirNext(t *objects.Thread, o Object) (Object, error) {
	it := (*scandirIterator)(o.Ref)
	if it.dir.fd < 0 {
		return Object{}, nil
	}
	e, ok, err := it.dir.next(t)
	if err != nil {
		it.dir.close()
		return Object{}, osError(t, err, it.path.object)
	}
	if !ok {
		it.dir.close()
		return Object{}, nil
	}
	d := &dirEntry{Header: objects.Header{Type: &direntType}, name: it.path.decode(e.name), inode: e.inode, kind: e.kind, dir: -1}
	if it.path.fd != -1 {
		d.dir, d.full, d.path = it.path.fd, e.name, d.name
		return objects.Of(d), nil
	}
	d.full = it.path.name
	if d.full != "" && d.full[len(d.full)-1] != '/' {
		d.full += "/"
	}
	d.full += e.name
	d.path = it.path.decode(d.full)
	return objects.Of(d), nil
}

//py:def ScandirIterator.__enter__(self)
//py:nosig
func scandirEnter(self *scandirIterator) *scandirIterator { return self }

//py:def ScandirIterator.__exit__(self, *args)
//py:nosig
func scandirExit(self *scandirIterator, _ []Object) { self.dir.close() }

//py:def ScandirIterator.close(self)
//py:nosig
func scandirClose(self *scandirIterator) { self.dir.close() }

// The entry's base filename, relative to scandir() "path" argument.
//
//py:get DirEntry.name
func direntName(e *dirEntry) Object { return e.name }

// The entry's full path name; equivalent to os.path.join(scandir_path, entry.name).
//
//py:get DirEntry.path
func direntPath(e *dirEntry) Object { return e.path }

// Returns the path for the entry.
//
//py:def DirEntry.__fspath__(self)
func direntFSPath(e *dirEntry) Object { return e.path }

// See PEP 585
//
//py:classmethod DirEntry.__class_getitem__(cls, object, /)
func direntClassGetItem(t *objects.Thread, cls *objects.Type, object Object) (Object, error) {
	return objects.NewGenericAlias(t, objects.Of(cls), object)
}

// Return inode of the entry; cached per entry.
//
//py:def DirEntry.inode(self)
func direntInode(e *dirEntry) uint64 { return e.inode }

// Return True if the entry is a junction; cached per entry.
//
//py:def DirEntry.is_junction(self)
func direntIsJunction(*dirEntry) bool { return false }

func (e *dirEntry) fetch(t *objects.Thread, follow bool) (Object, error) {
	at := unix.AT_FDCWD
	if e.dir >= 0 {
		at = e.dir
	}
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	var st unix.Stat_t
	if err := call(t, func() error { return unix.Fstatat(at, e.full, &st, flags) }, e.path); err != nil {
		return Object{}, err
	}
	return statObject(&st), nil
}

// Return stat_result object for the entry; cached per entry.
//
// CPython: Modules/posixmodule.c os_DirEntry_stat_impl
//
//py:def DirEntry.stat(self, *, follow_symlinks=True)
func (e *dirEntry) stat(t *objects.Thread, follow bool) (Object, error) {
	var err error
	if !follow || !e.symlink() && e.kind != unix.DT_UNKNOWN {
		if e.lstats.IsNull() {
			e.lstats, err = e.fetch(t, false)
		}
		return e.lstats, err
	}
	if e.stats.IsNull() {
		e.stats, err = e.fetch(t, true)
	}
	return e.stats, err
}

func (e *dirEntry) symlink() bool { return e.kind == unix.DT_LNK }

// is tests for a type of file.
//
// CPython: Modules/posixmodule.c DirEntry_test_mode
func (e *dirEntry) is(t *objects.Thread, follow bool, mode int64) (bool, error) {
	if e.kind == unix.DT_UNKNOWN || follow && e.symlink() {
		st, err := e.stat(t, follow)
		if err != nil {
			if objects.Matches(err, &objects.ExcFileNotFoundError) {
				return false, nil
			}
			return false, err
		}
		m, _ := objects.AsTuple(st).Items[0].SmallInt()
		return m&unix.S_IFMT == mode, nil
	}
	switch e.kind {
	case unix.DT_LNK:
		return mode == unix.S_IFLNK, nil
	case unix.DT_DIR:
		return mode == unix.S_IFDIR, nil
	case unix.DT_REG:
		return mode == unix.S_IFREG, nil
	}
	return false, nil
}

// Return True if the entry is a symbolic link; cached per entry.
//
//py:def DirEntry.is_symlink(self)
func (e *dirEntry) isSymlink(t *objects.Thread) (bool, error) {
	return e.is(t, false, unix.S_IFLNK)
}

// Return True if the entry is a directory; cached per entry.
//
//py:def DirEntry.is_dir(self, *, follow_symlinks=True)
func (e *dirEntry) isDir(t *objects.Thread, follow bool) (bool, error) {
	return e.is(t, follow, unix.S_IFDIR)
}

// Return True if the entry is a file; cached per entry.
//
//py:def DirEntry.is_file(self, *, follow_symlinks=True)
func (e *dirEntry) isFile(t *objects.Thread, follow bool) (bool, error) {
	return e.is(t, follow, unix.S_IFREG)
}
