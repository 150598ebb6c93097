// Package grp is the module grp: the group database, of which the file /etc/group is read.
//
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package grp

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

// Module declares the module grp.
var Module = objects.ModuleDef{
	Name: "grp",
	Doc: "Access to the Unix group database.\n\n" +
		"Group entries are reported as 4-tuples containing the following fields\n" +
		"from the group database, in order:\n\n" +
		"  name   - name of the group\n" +
		"  passwd - group password (encrypted); often empty\n" +
		"  gid    - numeric ID of the group\n" +
		"  mem    - list of members\n\n" +
		"The gid is an integer, name and password are strings.  (Note that most\n" +
		"users are not explicitly listed as members of the groups they are in\n" +
		"according to the password database.  Check both databases to get\n" +
		"complete membership information.)",
	Functions: moduleFunctions,
	Init: func() {
		entryType.Init("grp.struct_group",
			"grp.struct_group: Results from getgr*() routines.\n\n"+
				"This object may be accessed either as a tuple of\n"+
				"  (gr_name,gr_passwd,gr_gid,gr_mem)\n"+
				"or via the object attributes as named in the above tuple.\n",
			4, []objects.StructField{
				{Name: "gr_name", Doc: "group name"}, {Name: "gr_passwd", Doc: "password"}, {Name: "gr_gid", Doc: "group id"},
				{Name: "gr_mem", Doc: "group members"},
			})
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "struct_group", objects.Of(&entryType.Type))
		return nil
	},
}

var entryType objects.StructSequenceType

type entry struct {
	fields []string // the four of the file
	gid    uint32
}

func (e entry) object() Object {
	members := objects.NewList(nil)
	for _, m := range strings.Split(e.fields[3], ",") {
		if m = strings.TrimSpace(m); m != "" {
			members.Append(objects.DecodeOS(m))
		}
	}
	return entryType.Make(objects.DecodeOS(e.fields[0]), objects.DecodeOS(e.fields[1]), objects.NewInt(int64(e.gid)), objects.Of(members))
}

// entries reads the database, without the interpreter's lock, until f returns false.
func entries(t *objects.Thread, f func(e entry) bool) {
	t.Blocking(func() {
		h, err := os.Open("/etc/group")
		if err != nil {
			return
		}
		defer h.Close()
		sc := bufio.NewScanner(h)
		sc.Buffer(nil, 1<<24) // groups may have many members
		for sc.Scan() {
			fields := strings.Split(strings.TrimSpace(sc.Text()), ":")
			if len(fields) != 4 || fields[0] == "" || strings.ContainsAny(fields[0][:1], "#+-") {
				continue
			}
			gid, err := strconv.ParseUint(fields[2], 10, 32)
			if err == nil && !f(entry{fields, uint32(gid)}) {
				return
			}
		}
	})
}

// Return the group database entry for the given numeric group ID.
//
// If id is not valid, raise KeyError.
//
// CPython: Modules/grpmodule.c grp_getgrgid_impl
//
//py:def getgrgid(id)
func getgrgid(t *objects.Thread, o Object) (Object, error) {
	id, err := fds.ID(t, o, "gid")
	if err != nil {
		return Object{}, err
	}
	var found *entry
	entries(t, func(e entry) bool {
		if int64(e.gid) == id {
			found = &e
		}
		return found == nil
	})
	if found == nil {
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "getgrgid(): gid not found: %d", id)
	}
	return found.object(), nil
}

// Return the group database entry for the given group name.
//
// If name is not valid, raise KeyError.
//
// CPython: Modules/grpmodule.c grp_getgrnam_impl
//
//py:def getgrnam(name)
func getgrnam(t *objects.Thread, name *objects.Str) (Object, error) {
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
		return Object{}, objects.Errorf(t, &objects.ExcKeyError, "getgrnam(): name not found: %s", r.String())
	}
	return found.object(), nil
}

// Return a list of all available group entries, in arbitrary order.
//
// An entry whose name starts with '+' or '-' represents an instruction
// to use YP/NIS and may not be accessible via getgrnam or getgrgid.
//
//py:def getgrall()
func getgrall(t *objects.Thread) Object {
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
