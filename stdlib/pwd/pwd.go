// Package pwd is the module pwd: the password database, of which the file /etc/passwd is read.
//
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package pwd

import (
	"bufio"
	"os"
	"strconv"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module pwd.
var Module = objects.ModuleDef{
	Name: "pwd",
	Doc: "This module provides access to the Unix password database.\n" +
		"It is available on all Unix versions.\n\n" +
		"Password database entries are reported as 7-tuples containing the following\n" +
		"items from the password database (see `<pwd.h>'), in order:\n" +
		"pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\n" +
		"The uid and gid items are integers, all others are strings. An\n" +
		"exception is raised if the entry asked for cannot be found.",
	Functions: moduleFunctions,
	Init: func() {
		entryType.Init("pwd.struct_passwd",
			"pwd.struct_passwd: Results from getpw*() routines.\n\n"+
				"This object may be accessed either as a tuple of\n"+
				"  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\n"+
				"or via the object attributes as named in the above tuple.",
			7, []objects.StructField{
				{Name: "pw_name", Doc: "user name"}, {Name: "pw_passwd", Doc: "password"}, {Name: "pw_uid", Doc: "user id"},
				{Name: "pw_gid", Doc: "group id"}, {Name: "pw_gecos", Doc: "real name"}, {Name: "pw_dir", Doc: "home directory"},
				{Name: "pw_shell", Doc: "shell program"},
			})
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "struct_passwd", objects.Of(&entryType.Type))
		return nil
	},
}

var entryType objects.StructSequenceType

type entry struct {
	fields   []string // the seven of the file
	uid, gid uint32
}

func (e entry) object() Object {
	f := e.fields
	return entryType.Make(objects.DecodeOS(f[0]), objects.DecodeOS(f[1]), objects.NewInt(int64(e.uid)), objects.NewInt(int64(e.gid)),
		objects.DecodeOS(f[4]), objects.DecodeOS(f[5]), objects.DecodeOS(f[6]))
}

// entries reads the database, without the interpreter's lock, until f returns false.
func entries(t *objects.Thread, f func(e entry) bool) {
	t.Blocking(func() {
		h, err := os.Open("/etc/passwd")
		if err != nil {
			return
		}
		defer h.Close()
		for sc := bufio.NewScanner(h); sc.Scan(); {
			fields := strings.Split(strings.TrimSpace(sc.Text()), ":")
			if len(fields) != 7 || fields[0] == "" || strings.ContainsAny(fields[0][:1], "#+-") {
				continue
			}
			uid, err := strconv.ParseUint(fields[2], 10, 32)
			if err != nil {
				continue
			}
			gid, err := strconv.ParseUint(fields[3], 10, 32)
			if err == nil && !f(entry{fields, uint32(uid), uint32(gid)}) {
				return
			}
		}
	})
}

// Return the password database entry for the given numeric user ID.
//
// See `help(pwd)` for more on password database entries.
//
// CPython: Modules/pwdmodule.c pwd_getpwuid
//
//py:def getpwuid(uidobj, /)
func getpwuid(t *objects.Thread, o Object) (Object, error) {
	id, err := fds.ID(t, o, "uid")
	if err != nil {
		if objects.Matches(err, &objects.ExcOverflowError) {
			return Object{}, objects.Errorf(t, &objects.ExcKeyError, "getpwuid(): uid not found")
		}
		return Object{}, err
	}
	var found *entry
	entries(t, func(e entry) bool {
		if int64(e.uid) == id {
			found = &e
		}
		return found == nil
	})
	if found == nil {
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "getpwuid(): uid not found: %d", id)
	}
	return found.object(), nil
}

// Return the password database entry for the given user name.
//
// See `help(pwd)` for more on password database entries.
//
// CPython: Modules/pwdmodule.c pwd_getpwnam_impl
//
//py:def getpwnam(name, /)
func getpwnam(t *objects.Thread, name *objects.Str) (Object, error) {
	b, err := objects.EncodeUTF8Errors(t, name, "surrogateescape")
	if err != nil {
		return Object{}, err
	}
	if strings.IndexByte(string(b), 0) >= 0 {
		return Object{}, objects.ValueErrorf(t, "embedded null byte")
	}
	var found *entry
	entries(t, func(e entry) bool {
		if e.fields[0] == string(b) {
			found = &e
		}
		return found == nil
	})
	if found == nil {
		r, err := objects.Repr(t, objects.Of(name))
		if err != nil {
			return Object{}, err
		}
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "getpwnam(): name not found: %s", r.String())
	}
	return found.object(), nil
}

// Return a list of all available password database entries, in arbitrary order.
//
// See help(pwd) for more on password database entries.
//
//py:def getpwall()
func getpwall(t *objects.Thread) Object {
	var all []entry
	entries(t, func(e entry) bool {
		all = append(all, e)
		return true
	})
	l := objects.NewList(nil)
	for _, e := range all {
		l.Append(e.object())
	}
	return objects.Of(l)
}
