package objects

import (
	"fmt"
	"unsafe"
)

// Exception is an instance of BaseException. Classes with further fields have structs that begin with an Exception. It is a
// Go error.
type Exception struct {
	Header
	attrs *Overflow
	// arg0 is the only argument where args is nil and arg0 is not null: most exceptions have one, and never need the tuple.
	arg0            Object
	args            *Tuple
	Context         *Exception
	Cause           *Exception
	Traceback       *Traceback
	SuppressContext bool
	// hard is set on an exception that no code may catch: the interpreter is being stopped.
	hard bool
	// goErr is the Go error that e stands for, nil if there is none.
	goErr *goError
}

// Traceback is an entry of a traceback: a frame and where it was.
type Traceback struct {
	Header
	Next  *Traceback // towards where the exception was raised
	Frame Object     // a frame
	Lasti int32      // index of the instruction, in bytes as CPython counts (2 a code unit)
	Line  int32      // 0: not looked up yet
}

// exceptionAttrs is the offset of an exception's attribute part.
const exceptionAttrs = unsafe.Offsetof(Exception{}.attrs)

// Error gives the class and the message, as the last line of a traceback.
func (e *Exception) Error() string {
	name := e.Type.ShortName()
	if s := e.message(); s != "" {
		return name + ": " + s
	}
	return name
}

// message is a description that needs no Python code.
func (e *Exception) message() string {
	if e.Type.IsSubtype(&ExcOSError) {
		if s := (*osError)(unsafe.Pointer(e)).message(); s != "" {
			return s
		}
	}
	if s := AsStr(e.arg0); s != nil {
		return s.s
	}
	if e.args != nil && len(e.args.Items) > 0 {
		if s := AsStr(e.args.Items[0]); s != nil {
			return s.s
		}
	}
	return ""
}

// Args gives the args tuple.
func (e *Exception) Args() *Tuple {
	if e.args == nil {
		if e.arg0.Ref == nil {
			return emptyTuple
		}
		e.args = MakeTuple(1)
		e.args.Items[0] = e.arg0
	}
	return e.args
}

// SetArgs replaces the args tuple.
func (e *Exception) SetArgs(args *Tuple) { e.args, e.arg0 = args, Object{} }

// newException makes an instance of a built-in exception class that needs no more than its arguments.
func newException(typ *Type, args ...Object) *Exception {
	e := cast[Exception](NewInstance(typ))
	e.setArgs(args)
	e.setFields()
	return e
}

// NewException makes an instance of a built-in exception class with the arguments and the exception being handled as its context.
// It does not run __new__ or __init__: for classes whose fields come from the arguments call the class.
func NewException(t *Thread, typ *Type, args ...Object) *Exception {
	e := newException(typ, args...)
	e.Context = t.Handled()
	return e
}

// Errorf makes an exception of a built-in class with a message in the manner of fmt.Sprintf. Its context is the exception being
// handled.
func Errorf(t *Thread, typ *Type, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return NewException(t, typ, NewStr(format))
}

// TypeErrorf makes a TypeError.
func TypeErrorf(t *Thread, format string, args ...any) error {
	return Errorf(t, &ExcTypeError, format, args...)
}

// ValueErrorf makes a ValueError.
func ValueErrorf(t *Thread, format string, args ...any) error {
	return Errorf(t, &ExcValueError, format, args...)
}

// OverflowErrorf makes an OverflowError.
func OverflowErrorf(t *Thread, format string, args ...any) error {
	return Errorf(t, &ExcOverflowError, format, args...)
}

// SystemErrorf makes a SystemError.
func SystemErrorf(t *Thread, format string, args ...any) error {
	return Errorf(t, &ExcSystemError, format, args...)
}

// MemoryError makes a MemoryError.
func MemoryError(t *Thread) error { return NewException(t, &ExcMemoryError) }

// KeyError makes the KeyError of an absent key.
func KeyError(t *Thread, key Object) error { return NewException(t, &ExcKeyError, key) }

// Raise gives exc as an error that is raised now: its context becomes the exception being handled, whose chain is cut where it
// would come back to exc.
//
// CPython: Python/errors.c _PyErr_SetObject
func Raise(t *Thread, exc *Exception) error {
	handled := t.Handled()
	if handled == nil || handled == exc {
		return exc
	}
	// Floyd's way to notice a cycle that was there before.
	slow, odd := handled, false
	for o := handled; o.Context != nil; o = o.Context {
		if o.Context == exc {
			o.Context = nil
			break
		}
		if o.Context == slow {
			break
		}
		if odd {
			slow = slow.Context
		}
		odd = !odd
	}
	exc.Context = handled
	return exc
}

// AsExc gives the Python exception that err is, converting a Go error.
func AsExc(t *Thread, err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	return fromGoError(t, err)
}

// Matches reports whether err is a Python exception of typ or a subclass. An exception that stops the interpreter matches
// nothing.
func Matches(err error, typ *Type) bool {
	e, ok := err.(*Exception)
	return ok && !e.hard && e.Type.IsSubtype(typ)
}

// Hard reports whether e stops the interpreter: no handler sees it.
func (e *Exception) Hard() bool { return e.hard }

// NewTraceback makes a traceback entry for frame before next, the one nearer to where the exception was raised. line may be 0: it is
// looked up when asked for.
func NewTraceback(next *Traceback, frame Object, lasti, line int) *Traceback {
	return &Traceback{Header: Header{&TracebackType}, Next: next, Frame: frame, Lasti: int32(lasti), Line: int32(line)}
}
