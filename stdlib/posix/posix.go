// Package posix is the module posix: what the operating system offers.
//
//py:module posix
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package posix

import (
	"errors"
	"os"
	"strings"
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module posix.
var Module = objects.ModuleDef{
	Name: "posix",
	Doc: "This module provides access to operating system functionality that is\n" +
		"standardized by the C Standard and the POSIX standard (a thinly\n" +
		"disguised Unix interface).  Refer to the library manual and\n" +
		"corresponding Unix manual entries for more information on calls.",
	Functions: moduleFunctions,
	Init:      initTypes,
	Exec:      exec,
}

func exec(t *objects.Thread, m *objects.Module) error {
	for _, c := range constants {
		m.Add(t, c.name, objects.NewInt(c.value))
	}
	for name, table := range map[string][]constant{"pathconf_names": pathconfNames, "confstr_names": confstrNames, "sysconf_names": sysconfNames} {
		d := objects.NewDict()
		for _, c := range table {
			d.SetStr(t.Interp.Intern(c.name), objects.NewInt(c.value))
		}
		m.Add(t, name, objects.Of(d))
	}
	m.Add(t, "environ", objects.Of(environ(t)))
	have := objects.NewList(nil)
	for _, name := range haveFunctions {
		have.Append(objects.NewStr(name))
	}
	m.Add(t, "_have_functions", objects.Of(have))
	m.Add(t, "error", objects.Of(&objects.ExcOSError))
	for _, typ := range []*objects.Type{
		&direntType, &statResult.Type, &statvfsResult.Type, &terminalSize.Type, &timesResult.Type, &unameResult.Type, &waitidResult.Type,
	} {
		m.Add(t, typ.ShortName(), objects.Of(typ))
	}
	return nil
}

// haveFunctions is what os looks at to tell which functions take file descriptors and dir_fd.
var haveFunctions = []string{
	"HAVE_EVENTFD", "HAVE_TIMERFD_CREATE", "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
	"HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS",
	"HAVE_FUTIMES", "HAVE_FUTIMESAT", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MEMFD_CREATE",
	"HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT",
	"HAVE_UNLINKAT", "HAVE_UTIMENSAT", "HAVE_PTSNAME_R",
}

// environ gives the process's environment, of bytes.
//
// CPython: Modules/posixmodule.c convertenviron
func environ(t *objects.Thread) *objects.Dict {
	d := objects.NewDict()
	for _, kv := range os.Environ() {
		k, v, ok := strings.Cut(kv, "=")
		if !ok {
			continue
		}
		key := objects.NewBytes([]byte(k))
		if old, err := d.Get(t, key); err == nil && old.IsNull() {
			_ = d.Set(t, key, objects.NewBytes([]byte(v)))
		}
	}
	return d
}

// CPython: Modules/posixmodule.c os__create_environ_impl
//
// Create the environment dictionary.
//
//py:def _create_environ()
func createEnviron(t *objects.Thread) Object { return objects.Of(environ(t)) }

// call runs a system call and makes an OSError of its errno.
func call(t *objects.Thread, f func() error, filenames ...Object) error {
	err := t.Retry(f)
	if err == nil {
		return nil
	}
	return osError(t, err, filenames...)
}

// osError makes an OSError of a system call's error, and leaves Python's exceptions as they are.
func osError(t *objects.Thread, err error, filenames ...Object) error {
	var errno syscall.Errno
	if _, ok := err.(*objects.Exception); !ok && errors.As(err, &errno) {
		return objects.NewOSError(t, errno, filenames...)
	}
	return err
}

// fsBytes gives the bytes of a str or bytes path that is to be no path converter's: as os.fsencode.
//
// CPython: Objects/unicodeobject.c PyUnicode_FSConverter
func fsBytes(t *objects.Thread, o Object) (string, error) {
	p, err := objects.FSPath(t, o)
	if err != nil {
		return "", err
	}
	var b []byte
	if s := objects.AsStr(p); s != nil {
		if b, err = encodePath(t, s); err != nil {
			return "", err
		}
	} else {
		b = objects.AsBytes(p).Bytes()
	}
	if strings.IndexByte(string(b), 0) >= 0 {
		return "", objects.ValueErrorf(t, "embedded null byte")
	}
	return string(b), nil
}

// encodePath gives the bytes of a file name: UTF-8, surrogates of undecodable bytes becoming these again.
func encodePath(t *objects.Thread, s *objects.Str) ([]byte, error) {
	return objects.EncodeUTF8Errors(t, s, "surrogateescape")
}
