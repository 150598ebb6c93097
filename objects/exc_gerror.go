package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

// goError is the Go error that an exception was made of.
type goError struct{ err error }

// fromGoError makes the exception that a Go error is to Python code: an instance of the class that Python has for such an error, which
// keeps the Go error for errors.Is and As.
func fromGoError(t *Thread, err error) *Exception {
	var e *Exception
	if errors.As(err, &e) {
		return e
	}
	var timeout interface{ Timeout() bool }
	var number *strconv.NumError
	class := &ExcRuntimeError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		class = &ExcTimeoutError
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		class = &ExcEOFError
	case errors.Is(err, errors.ErrUnsupported) && !errors.As(err, new(syscall.Errno)):
		class = &ExcNotImplementedError
	case errors.As(err, &number):
		class = &ExcValueError
	case errors.Is(err, fs.ErrClosed):
		class = &ExcValueError
	default:
		if _, ok := errnoOf(err); ok {
			return OSErrorFromGo(t, err)
		}
		if errors.As(err, &timeout) && timeout.Timeout() {
			class = &ExcTimeoutError
		}
	}
	e = NewException(t, class, DecodeOS(err.Error()))
	e.goErr = &goError{err}
	return e
}

// PanicError makes the SystemError of a panic in Go code that what names; it keeps p if that is an error.
func PanicError(t *Thread, what string, p any) error {
	e := NewException(t, &ExcSystemError, DecodeOS(fmt.Sprintf("panic in %s: %v", what, p)))
	if err, ok := p.(error); ok {
		e.goErr = &goError{err}
	}
	return e
}

// Unwrap gives the Go error that e was made of, nil if there is none.
func (e *Exception) Unwrap() error {
	if e.goErr == nil {
		return nil
	}
	return e.goErr.err
}

// AsError gives an error that errors.Is finds an exception to be if it is an instance of t or of a subclass:
// errors.Is(err, ExcValueError.AsError()).
func (t *Type) AsError() error { return classError{t} }

type classError struct{ class *Type }

func (c classError) Error() string { return c.class.ShortName() }

// Is makes errors.Is know an exception by its class, given through AsError, and some built-in classes by what Go calls the same. An
// exception that stops the interpreter is none of these.
func (e *Exception) Is(target error) bool {
	if c, ok := target.(classError); ok {
		return Matches(e, c.class)
	}
	var class *Type
	switch target {
	case fs.ErrNotExist:
		class = &ExcFileNotFoundError
	case fs.ErrExist:
		class = &ExcFileExistsError
	case fs.ErrPermission:
		class = &ExcPermissionError
	case context.DeadlineExceeded, os.ErrDeadlineExceeded:
		class = &ExcTimeoutError
	case io.EOF:
		class = &ExcEOFError
	case errors.ErrUnsupported:
		class = &ExcNotImplementedError
	default:
		return false
	}
	return Matches(e, class)
}

// As makes errors.As find the errno of an OSError.
func (e *Exception) As(target any) bool {
	p, ok := target.(*syscall.Errno)
	if !ok {
		return false
	}
	errno, ok := e.Errno()
	if ok {
		*p = errno
	}
	return ok
}

// ExceptionMatches reports whether exc, an instance or a class, is of class or, where that is a tuple, of one of its classes. Nothing
// matches an exception that stops the interpreter.
//
// CPython: Python/errors.c PyErr_GivenExceptionMatches
func ExceptionMatches(exc, class Object) bool {
	if class.Ref == nil || exc.Ref == nil {
		return false
	}
	if TypeOf(class).Flags&TupleSubclass != 0 {
		for _, c := range cast[Tuple](class).Items {
			if c != class && ExceptionMatches(exc, c) {
				return true
			}
		}
		return false
	}
	if e := AsException(exc); e != nil {
		if e.hard {
			return false
		}
		exc = Of(e.Type)
	}
	if c := exceptionClass(class); c != nil {
		if e := exceptionClass(exc); e != nil {
			return e.IsSubtype(c)
		}
	}
	return exc == class
}

// exceptionClass gives o as a type if it is a class of exceptions, else nil.
func exceptionClass(o Object) *Type {
	if c := AsType(o); c != nil && c.Flags&ExceptionSubclass != 0 {
		return c
	}
	return nil
}

// areExceptionClasses reports whether class is a class of exceptions or a tuple of such.
func areExceptionClasses(class Object) bool {
	if TypeOf(class) != &TupleType {
		return exceptionClass(class) != nil
	}
	for _, c := range cast[Tuple](class).Items {
		if exceptionClass(c) == nil {
			return false
		}
	}
	return true
}
