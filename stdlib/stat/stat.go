// Package stat is the module _stat: what the mode of a file says.
//
//py:module _stat
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package stat

import "github.com/gophersnake/gophersnake/objects"

// Module declares the module _stat.
var Module = objects.ModuleDef{
	Name:      "_stat",
	Doc:       "The S_I* constants, the functions that test a mode against them, and filemode.",
	Functions: moduleFunctions,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, c := range constants {
			m.Add(t, c.name, objects.NewInt(c.value))
		}
		return nil
	},
}

const (
	formatMask = 0o170000
	socket     = 0o140000
	link       = 0o120000
	regular    = 0o100000
	block      = 0o060000
	directory  = 0o040000
	character  = 0o020000
	fifo       = 0o010000
)

// mode converts the argument of the functions.
//
// CPython: Modules/_stat.c _PyLong_AsMode_t
func mode(t *objects.Thread, o objects.Object) (uint32, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, big, _ := objects.IntValue(i)
	switch {
	case big != nil && big.Sign() < 0 || big == nil && x < 0:
		return 0, objects.OverflowErrorf(t, "can't convert negative value to unsigned int")
	case big != nil && !big.IsUint64():
		return 0, objects.OverflowErrorf(t, "Python int too large to convert to C unsigned long")
	case big != nil || x > 0xffffffff:
		return 0, objects.OverflowErrorf(t, "mode out of range")
	}
	return uint32(x), nil
}

func isFormat(t *objects.Thread, o objects.Object, format uint32) (bool, error) {
	m, err := mode(t, o)
	return m&formatMask == format, err
}

// S_ISDIR(mode) -> bool
//
// Return True if mode is from a directory.
//
//py:def S_ISDIR(mode, /)
//py:nosig
func isDir(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, directory) }

// S_ISCHR(mode) -> bool
//
// Return True if mode is from a character special device file.
//
//py:def S_ISCHR(mode, /)
//py:nosig
func isChr(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, character) }

// S_ISBLK(mode) -> bool
//
// Return True if mode is from a block special device file.
//
//py:def S_ISBLK(mode, /)
//py:nosig
func isBlk(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, block) }

// S_ISREG(mode) -> bool
//
// Return True if mode is from a regular file.
//
//py:def S_ISREG(mode, /)
//py:nosig
func isReg(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, regular) }

// S_ISFIFO(mode) -> bool
//
// Return True if mode is from a FIFO (named pipe).
//
//py:def S_ISFIFO(mode, /)
//py:nosig
func isFIFO(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, fifo) }

// S_ISLNK(mode) -> bool
//
// Return True if mode is from a symbolic link.
//
//py:def S_ISLNK(mode, /)
//py:nosig
func isLnk(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, link) }

// S_ISSOCK(mode) -> bool
//
// Return True if mode is from a socket.
//
//py:def S_ISSOCK(mode, /)
//py:nosig
func isSock(t *objects.Thread, o objects.Object) (bool, error) { return isFormat(t, o, socket) }

func never(t *objects.Thread, o objects.Object) (bool, error) {
	_, err := mode(t, o)
	return false, err
}

// S_ISDOOR(mode) -> bool
//
// Return True if mode is from a door.
//
//py:def S_ISDOOR(mode, /)
//py:nosig
func isDoor(t *objects.Thread, o objects.Object) (bool, error) { return never(t, o) }

// S_ISPORT(mode) -> bool
//
// Return True if mode is from an event port.
//
//py:def S_ISPORT(mode, /)
//py:nosig
func isPort(t *objects.Thread, o objects.Object) (bool, error) { return never(t, o) }

// S_ISWHT(mode) -> bool
//
// Return True if mode is from a whiteout.
//
//py:def S_ISWHT(mode, /)
//py:nosig
func isWht(t *objects.Thread, o objects.Object) (bool, error) { return never(t, o) }

// Return the portion of the file's mode that can be set by os.chmod().
//
//py:def S_IMODE(mode, /)
//py:nosig
func imode(t *objects.Thread, o objects.Object) (uint32, error) {
	m, err := mode(t, o)
	return m & 0o7777, err
}

// Return the portion of the file's mode that describes the file type.
//
//py:def S_IFMT(mode, /)
//py:nosig
func ifmt(t *objects.Thread, o objects.Object) (uint32, error) {
	m, err := mode(t, o)
	return m & formatMask, err
}

// Convert a file's mode to a string of the form '-rwxrwxrwx'
//
//py:def filemode(mode, /)
//py:nosig
func filemode(t *objects.Thread, o objects.Object) (string, error) {
	m, err := mode(t, o)
	if err != nil {
		return "", err
	}
	b := []byte("?rwxrwxrwx")
	for i := range 9 {
		if m&(0o400>>i) == 0 {
			b[1+i] = '-'
		}
	}
	special := func(bit uint32, at int, set, unset byte) {
		if m&bit == 0 {
			return
		}
		if b[at] == 'x' {
			b[at] = set
		} else {
			b[at] = unset
		}
	}
	special(0o4000, 3, 's', 'S')
	special(0o2000, 6, 's', 'S')
	special(0o1000, 9, 't', 'T')
	for _, k := range []struct {
		format uint32
		c      byte
	}{{regular, '-'}, {directory, 'd'}, {link, 'l'}, {block, 'b'}, {character, 'c'}, {fifo, 'p'}, {socket, 's'}} {
		if m&formatMask == k.format {
			b[0] = k.c
		}
	}
	return string(b), nil
}
