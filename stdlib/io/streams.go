package io

import (
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// InitStandardStreams makes sys.stdin, sys.stdout, sys.stderr, which pass on at once what is written if unbuffered is set, and the builtin
// function open. The encoding is as for PYTHONIOENCODING.
//
// CPython: Python/pylifecycle.c init_sys_streams
func InitStandardStreams(t *objects.Thread, unbuffered bool, encoding string) error {
	if _, err := t.Runtime.Import(t, "_io"); err != nil {
		return err
	}
	in := t.Interp
	m := (*objects.Module)(in.Modules.GetStr(in.Intern("_io")).Ref)
	in.Builtins.SetStr(in.Intern("open"), m.Dict.GetStr(in.Intern("open")))
	encoding, errors, _ := strings.Cut(encoding, ":")
	switch {
	case errors != "":
	case encoding != "":
		errors = "strict"
	default:
		errors = "surrogateescape"
	}
	if encoding == "" {
		encoding = "utf-8"
	}
	for fd, s := range []struct{ name, errors string }{{"stdin", errors}, {"stdout", errors}, {"stderr", "backslashreplace"}} {
		stream, err := standardStream(t, fd, s.name, encoding, s.errors, unbuffered)
		if err != nil {
			return err
		}
		in.SysDict.SetStr(in.Intern(s.name), stream)
		in.SysDict.SetStr(in.Intern("__"+s.name+"__"), stream)
	}
	return nil
}

// CPython: Python/pylifecycle.c create_stdio
func standardStream(t *objects.Thread, fd int, name, encoding, errors string, unbuffered bool) (Object, error) {
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err != nil {
		return objects.None, nil
	}
	mode := "wb"
	if fd == 0 {
		mode = "rb"
	}
	buffering := int32(-1)
	through := fd == 2
	if unbuffered && fd != 0 {
		buffering, through = 0, true
	}
	// A terminal's line buffering is the text layer's: open warns of it in binary mode only where it is asked for.
	buf, err := open(t, objects.NewInt(int64(fd)), mode, buffering, nil, nil, nil, false, objects.None)
	if err != nil {
		return Object{}, err
	}
	raw := buf
	if buffering != 0 {
		raw = (*buffered)(buf.Ref).raw
	}
	text := objects.NewStr("<" + name + ">")
	if err := objects.SetAttr(t, raw, t.Interp.Intern("name"), text); err != nil {
		return Object{}, err
	}
	tty := isTerminal(fd)
	line := tty && !through || fd == 2
	newline := objects.MakeStr("\n")
	if fd == 0 {
		newline = nil
	}
	o := objects.NewInstance(&textIOWrapperType)
	w := (*textIOWrapper)(o.Ref)
	if err := w.init(t, buf, objects.MakeStr(encoding), objects.NewStr(errors), newline, line, through && fd != 2); err != nil {
		return Object{}, err
	}
	if err := objects.SetAttr(t, o, t.Interp.Intern("mode"), objects.NewStr(mode[:1])); err != nil {
		return Object{}, err
	}
	// They are flushed at the end, and not closed: what comes last may still have something to say.
	untrack(t, &w.link)
	if buffering != 0 {
		untrack(t, &(*buffered)(buf.Ref).link)
	}
	return o, nil
}
