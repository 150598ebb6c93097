// Package errno is the module errno: the system's error numbers.
package errno

import (
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
)

// Module declares the errno module.
var Module = objects.ModuleDef{
	Name: "errno",
	Doc: `This module makes available standard errno system symbols.

The value of each symbol is the corresponding integer value,
e.g., on most systems, errno.ENOENT equals the integer 2.

The dictionary errno.errorcode maps numeric codes to symbol names,
e.g., errno.errorcode[2] could be the string 'ENOENT'.

Symbols that are not relevant to the underlying system are not defined.

To map error codes to error messages, use the function os.strerror(),
e.g. os.strerror(2) could return 'No such file or directory'.`,
	Exec: exec,
}

// A code is a symbol and its number.
type code struct {
	name  string
	errno syscall.Errno
}

// CPython: Modules/errnomodule.c errno_exec
func exec(t *objects.Thread, m *objects.Module) error {
	names := objects.NewDict()
	for _, c := range codes {
		n := objects.NewInt(int64(c.errno))
		m.Add(t, c.name, n)
		// Where two symbols have one number the later one is its name, as in CPython, whose order this is.
		if err := names.Set(t, n, objects.Of(t.Interp.Intern(c.name))); err != nil {
			return err
		}
	}
	m.Add(t, "errorcode", objects.Of(names))
	return nil
}
