package builtins

import (
	"github.com/gophersnake/gophersnake/objects"
)

// sysFile gives sys's attribute name, RuntimeError if it was lost.
func sysFile(t *objects.Thread, name string) (Object, error) {
	f := t.Interp.SysDict.GetStr(t.Interp.Intern(name))
	if f.IsNull() {
		return f, objects.Errorf(t, &objects.ExcRuntimeError, "lost sys.%s", name)
	}
	return f, nil
}

// Prints the values to a stream, or to sys.stdout by default.
//
// sep
//
//	string inserted between values, default a space.
//
// end
//
//	string appended after the last value, default a newline.
//
// file
//
//	a file-like object (stream); defaults to the current sys.stdout.
//
// flush
//
//	whether to forcibly flush the stream.
//
//py:def print(*args, sep=' ', end='\n', file=None, flush=False)
func print(t *objects.Thread, args []objects.Object, sep, end, file objects.Object, flush bool) error {
	var err error
	if file == objects.None {
		if file, err = sysFile(t, "stdout"); err != nil || file == objects.None {
			return err
		}
	}
	for _, s := range []struct {
		name string
		v    Object
	}{{"sep", sep}, {"end", end}} {
		if s.v != objects.None && objects.AsStr(s.v) == nil {
			return objects.TypeErrorf(t, "%s must be None or a string, not %.200s", s.name, s.v.Type().Name200())
		}
	}
	write, err := objects.GetAttr(t, file, t.Interp.Intern("write"))
	if err != nil {
		return err
	}
	put := func(v Object) error {
		s, err := objects.ToStr(t, v)
		if err == nil {
			_, err = objects.CallArgs(t, write, objects.Of(s))
		}
		return err
	}
	for i, v := range args {
		if i > 0 {
			if sep == objects.None {
				sep = objects.NewStr(" ")
			}
			if err := put(sep); err != nil {
				return err
			}
		}
		if err := put(v); err != nil {
			return err
		}
	}
	if end == objects.None {
		end = objects.NewStr("\n")
	}
	if err := put(end); err != nil {
		return err
	}
	if flush {
		_, err = objects.CallMethod(t, file, t.Interp.Intern("flush"))
	}
	return err
}

// Read a string from standard input.  The trailing newline is stripped.
//
// The prompt string, if given, is printed to standard output without a
// trailing newline before reading input.
//
// If the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.
//
//py:def input(prompt='', /)
func input(t *objects.Thread, prompt objects.Object) (objects.Object, error) {
	in, err := sysFile(t, "stdin")
	if err != nil {
		return in, err
	}
	out, err := sysFile(t, "stdout")
	if err != nil {
		return out, err
	}
	// What these do may replace them in sys.
	kept := t.BorrowArgs(2)
	defer t.GiveBackArgs(2)
	kept[0], kept[1] = in, out
	for _, name := range []string{"stdin", "stdout"} {
		if t.Interp.SysDict.GetStr(t.Interp.Intern(name)) == objects.None {
			return objects.Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "lost sys.%s", name)
		}
	}
	if errs, err := sysFile(t, "stderr"); err != nil {
		return errs, err
	} else if _, err := objects.CallMethod(t, errs, t.Interp.Intern("flush")); err != nil && objects.AsExc(t, err).Hard() {
		return objects.Object{}, err
	}
	s, err := objects.ToStr(t, prompt)
	if err != nil {
		return objects.Object{}, err
	}
	if s.Len() > 0 {
		if _, err := objects.CallMethod(t, out, t.Interp.Intern("write"), objects.Of(s)); err != nil {
			return objects.Object{}, err
		}
	}
	// What cannot be flushed, as in CPython, is no reason not to read.
	if _, err := objects.CallMethod(t, out, t.Interp.Intern("flush")); err != nil && objects.AsExc(t, err).Hard() {
		return objects.Object{}, err
	}
	line, err := objects.CallMethod(t, in, t.Interp.Intern("readline"))
	if err != nil {
		return line, err
	}
	l := objects.AsStr(line)
	if l == nil {
		return line, objects.TypeErrorf(t, "object.readline() returned non-string")
	}
	text := l.String()
	if text == "" {
		return line, objects.Errorf(t, &objects.ExcEOFError, "EOF when reading a line")
	}
	if text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return objects.NewStr(text), nil
}

// Call sys.breakpointhook(*args, **kws).
//
// sys.breakpointhook() must accept whatever arguments are passed.
//
// By default, this drops you into the pdb debugger.
//
//py:def breakpoint(*args, **kws)
func breakpoint(t *objects.Thread, args []objects.Object, kws *objects.Dict) (objects.Object, error) {
	hook := t.Interp.SysDict.GetStr(t.Interp.Intern("breakpointhook"))
	if hook.IsNull() {
		return hook, objects.Errorf(t, &objects.ExcRuntimeError, "lost sys.breakpointhook")
	}
	return objects.CallDict(t, hook, args, kws)
}
