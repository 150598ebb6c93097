package gophersnake

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/gophersnake/gophersnake/objects"
)

// Error is a Python exception as it was when it came out of the interpreter. It can be used anywhere; given back to Python it is the same
// exception. errors.Is finds it to be what Exception gives for its class or a class above it, and what Go calls the same: a
// FileNotFoundError is fs.ErrNotExist, a TimeoutError context.DeadlineExceeded. It wraps the Go error that it was made of, if it was.
type Error struct {
	// Class is the class's name, with its module's before it unless that is builtins or __main__, as in a traceback.
	Class string
	// Message is str() of the exception.
	Message string

	exc     *Object
	classes []string // of the class and those above it
	alike   []error  // Go's errors that it is
	errno   syscall.Errno
	cause   error
}

// Error gives the class and the message.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Class
	}
	return e.Class + ": " + e.Message
}

// Unwrap gives the Go error that the exception was made of, nil if there is none.
func (e *Error) Unwrap() error { return e.cause }

// Is makes errors.Is know classes.
func (e *Error) Is(target error) bool {
	if c, ok := target.(exceptionClass); ok {
		return slices.Contains(e.classes, string(c))
	}
	return slices.Contains(e.alike, target)
}

// As makes errors.As find the errno of an OSError.
func (e *Error) As(target any) bool {
	p, ok := target.(*syscall.Errno)
	if ok && e.errno != 0 {
		*p = e.errno
		return true
	}
	return false
}

// Traceback gives the text that Python prints for the exception, with its causes. It waits for the interpreter; of a closed one it gives
// just the last line.
func (e *Error) Traceback() string {
	var b strings.Builder
	err := e.exc.r.Do(context.Background(), func(t *objects.Thread) error {
		objects.PrintException(t, &b, objects.AsException(e.exc.o))
		return nil
	})
	if err != nil {
		return e.Error() + "\n"
	}
	return b.String()
}

type exceptionClass string

func (c exceptionClass) Error() string { return string(c) }

// Exception names a class of exceptions for errors.Is: one that is built in, or defined by a script, by its name, as "ValueError", others by
// their module and qualified name, as "asyncio.exceptions.CancelledError".
func Exception(class string) error { return exceptionClass(class) }

// alikeErrors are the errors of Go's library that exceptions can be.
var alikeErrors = []error{
	fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, context.DeadlineExceeded, os.ErrDeadlineExceeded, io.EOF, errors.ErrUnsupported,
}

// className names a class as Error does.
func className(t *objects.Thread, c *objects.Type) string {
	in := t.Interp
	name := c.ShortName()
	if q, err := objects.GetAttr(t, objects.Of(c), in.Intern("__qualname__")); err == nil && objects.AsStr(q) != nil {
		name = objects.AsStr(q).String()
	}
	if m, err := objects.GetAttr(t, objects.Of(c), in.Intern("__module__")); err == nil && objects.AsStr(m) != nil {
		if m := objects.AsStr(m).String(); m != "builtins" && m != "__main__" {
			name = m + "." + name
		}
	}
	return strings.ToValidUTF8(name, "?")
}

// snapshot gives err as Go code outside the interpreter gets it: a Python exception becomes an *Error.
func (r *Runtime) snapshot(t *objects.Thread, err error) error {
	if _, ok := err.(*Error); ok || err == nil {
		return err
	}
	exc, ok := err.(*objects.Exception)
	if !ok && !errors.As(err, &exc) {
		return err
	}
	e := &Error{exc: r.newObject(objects.Of(exc)), cause: exc.Unwrap()}
	for _, c := range exc.Type.MRO {
		e.classes = append(e.classes, className(t, c))
	}
	e.Class = e.classes[0]
	if !exc.Hard() {
		for _, target := range alikeErrors {
			if exc.Is(target) {
				e.alike = append(e.alike, target)
			}
		}
		e.errno, _ = exc.Errno()
	}
	if s, err := objects.ToStr(t, objects.Of(exc)); err == nil {
		e.Message = strings.ToValidUTF8(s.String(), "?")
	} else {
		e.Message = strings.TrimPrefix(strings.TrimPrefix(exc.Error(), exc.Type.ShortName()), ": ")
	}
	return e
}

// exception gives the Python exception that a Go error is to Python code.
func (r *Runtime) exception(t *objects.Thread, err error) *objects.Exception {
	if e, ok := err.(*Error); ok && e.exc.r == r {
		return objects.AsException(e.exc.o)
	}
	exc := objects.AsExc(t, err)
	var e *Error
	if errors.As(err, &e) && e.exc.r == r {
		exc.Cause, exc.SuppressContext = objects.AsException(e.exc.o), true
	}
	return exc
}
