package objects

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode/utf8"
	"unsafe"
)

//py:type OSError ExcOSError

// osError is an instance of OSError. Null fields were not given.
type osError struct {
	Exception
	errno, strerror, filename, filename2 Object
	// written is characters_written plus one, 0 if that is not set.
	written int
}

func setupOSError() {
	t := &ExcOSError
	t.Layout = LayoutWithDict[osError](exceptionAttrs)
	t.Slots.New = osErrorNew
	t.Slots.Init = osErrorInit
	t.Slots.Str = osErrorStr
	t.Slots.Traverse = func(o Object, visit func(Object)) {
		traverseException(o, visit)
		e := cast[osError](o)
		visitFields(visit, e.errno, e.strerror, e.filename, e.filename2)
	}
	t.Methods = osErrorMethods
	t.GetSets = append(osErrorGetSets,
		objectMember("errno", unsafe.Offsetof(osError{}.errno), "POSIX exception code"),
		objectMember("strerror", unsafe.Offsetof(osError{}.strerror), "exception strerror"),
		objectMember("filename", unsafe.Offsetof(osError{}.filename), "exception filename"),
		objectMember("filename2", unsafe.Offsetof(osError{}.filename2), "second exception filename"))
}

// errnoClass gives the subclass of OSError for an errno, OSError itself where there is none.
//
// CPython: Objects/exceptions.c _PyBuiltins_AddExceptions
func errnoClass(errno syscall.Errno) *Type {
	switch errno {
	case syscall.EAGAIN, syscall.EALREADY, syscall.EINPROGRESS:
		return &ExcBlockingIOError
	case syscall.EPIPE, syscall.ESHUTDOWN:
		return &ExcBrokenPipeError
	case syscall.ECHILD:
		return &ExcChildProcessError
	case syscall.ECONNABORTED:
		return &ExcConnectionAbortedError
	case syscall.ECONNREFUSED:
		return &ExcConnectionRefusedError
	case syscall.ECONNRESET:
		return &ExcConnectionResetError
	case syscall.EEXIST:
		return &ExcFileExistsError
	case syscall.ENOENT:
		return &ExcFileNotFoundError
	case syscall.EISDIR:
		return &ExcIsADirectoryError
	case syscall.ENOTDIR:
		return &ExcNotADirectoryError
	case syscall.EINTR:
		return &ExcInterruptedError
	case syscall.EACCES, syscall.EPERM:
		return &ExcPermissionError
	case syscall.ESRCH:
		return &ExcProcessLookupError
	case syscall.ETIMEDOUT:
		return &ExcTimeoutError
	}
	if errno == syscall.EWOULDBLOCK {
		return &ExcBlockingIOError
	}
	return &ExcOSError
}

// osErrorUsesInit reports whether the arguments are for __init__: where a subclass overrides __init__ but not __new__.
//
// CPython: Objects/exceptions.c oserror_use_init
func osErrorUsesInit(typ *Type) bool {
	return !sameFunc(typ.Slots.Init, InitFunc(osErrorInit)) && sameFunc(typ.Slots.New, NewFunc(osErrorNew))
}

// CPython: Objects/exceptions.c OSError_new
func osErrorNew(t *Thread, cls *Type, args []Object, kwnames *Tuple) (Object, error) {
	if osErrorUsesInit(cls) {
		return NewInstance(cls), nil
	}
	if kwCount(kwnames) > 0 {
		return Object{}, noKeywordsFor(t, cls)
	}
	if cls == &ExcOSError && len(args) >= 2 && len(args) <= 5 {
		if n, big, ok := IntValue(args[0]); ok && big == nil && n > 0 && n == int64(int32(n)) {
			cls = errnoClass(syscall.Errno(n))
		}
	}
	o := NewInstance(cls)
	return o, cast[osError](o).set(t, args)
}

// CPython: Objects/exceptions.c OSError_init
func osErrorInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if !osErrorUsesInit(TypeOf(self)) {
		return nil
	}
	if kwCount(kwnames) > 0 {
		return noKeywordsFor(t, TypeOf(self))
	}
	return cast[osError](self).set(t, args)
}

// set takes the fields from the arguments.
//
// CPython: Objects/exceptions.c oserror_init
func (e *osError) set(t *Thread, args []Object) error {
	if n := len(args); n >= 2 && n <= 5 {
		e.errno, e.strerror = args[0], args[1]
		if n >= 3 && args[2] != None {
			if s := &TypeOf(args[2]).Slots; e.Type == &ExcBlockingIOError && (s.Index != nil || s.Int != nil || s.Float != nil) {
				written, err := AsSsize(t, args[2], &ExcValueError)
				if err != nil {
					return err
				}
				e.written = written + 1
			} else {
				e.filename = args[2]
				if n >= 5 && args[4] != None {
					e.filename2 = args[4]
				}
				// args stays the pair that programs expect.
				args = args[:2]
			}
		}
	}
	e.setArgs(args)
	return nil
}

// CPython: Objects/exceptions.c OSError_str
func osErrorStr(t *Thread, o Object) (Object, error) {
	e := cast[osError](o)
	if e.filename.Ref == nil && (e.errno.Ref == nil || e.strerror.Ref == nil) {
		return baseExceptionStr(t, o)
	}
	var b strings.Builder
	add := func(before string, v Object, show func(*Thread, Object) (*Str, error)) error {
		s, err := show(t, v.OrNone())
		if err == nil {
			b.WriteString(before)
			b.WriteString(s.s)
		}
		return err
	}
	err := add("[Errno ", e.errno, ToStr)
	if err == nil {
		err = add("] ", e.strerror, ToStr)
	}
	if err == nil && e.filename.Ref != nil {
		err = add(": ", e.filename, Repr)
		if err == nil && e.filename2.Ref != nil {
			err = add(" -> ", e.filename2, Repr)
		}
	}
	if err != nil {
		return Object{}, err
	}
	return NewStr(b.String()), nil
}

// message is a description that needs no Python code, "" where that is not to be had.
func (e *osError) message() string {
	n, _, ok := IntValue(e.errno)
	s := AsStr(e.strerror)
	if !ok || s == nil {
		return ""
	}
	m := "[Errno " + itoa(int(n)) + "] " + s.s
	if f := AsStr(e.filename); f != nil {
		m += ": '" + f.s + "'"
	}
	return m
}

// CPython: Objects/exceptions.c OSError_reduce
//
//py:def OSError.__reduce__(self, /)
func osErrorReduce(t *Thread, self Object) Object {
	e := cast[osError](self)
	args := e.Args()
	if len(args.Items) == 2 && e.filename.Ref != nil {
		items := []Object{args.Items[0], args.Items[1], e.filename}
		if e.filename2.Ref != nil {
			items = append(items, None, e.filename2)
		}
		args = TupleFrom(items)
	}
	return reduceException(t, &e.Exception, args, e.ownDict(t))
}

//py:get OSError.characters_written
func osErrorWritten(t *Thread, self Object) (Object, error) {
	if e := cast[osError](self); e.written != 0 {
		return NewInt(int64(e.written - 1)), nil
	}
	return Object{}, Errorf(t, &ExcAttributeError, "characters_written")
}

//py:set OSError.characters_written
func osErrorSetWritten(t *Thread, self, v Object) error {
	e := cast[osError](self)
	if v.Ref == nil {
		if e.written == 0 {
			return Errorf(t, &ExcAttributeError, "characters_written")
		}
		e.written = 0
		return nil
	}
	n, err := AsSsize(t, v, &ExcValueError)
	if err == nil {
		e.written = n + 1
	}
	return err
}

// NewOSError makes the OSError, or the subclass that errno calls for, with the system's message and the file names it is about.
func NewOSError(t *Thread, errno syscall.Errno, filenames ...Object) *Exception {
	return newOSError(t, errno, Strerror(errno), filenames)
}

func newOSError(t *Thread, errno syscall.Errno, message string, filenames []Object) *Exception {
	e := NewException(t, errnoClass(errno), NewInt(int64(errno)), NewStr(message))
	o := (*osError)(unsafe.Pointer(e))
	o.errno, o.strerror = e.args.Items[0], e.args.Items[1]
	if len(filenames) > 0 && filenames[0].Ref != nil {
		o.filename = filenames[0]
		if len(filenames) > 1 {
			o.filename2 = filenames[1]
		}
	}
	return e
}

// Errno gives the errno of an OSError; ok is false where it has none.
func (e *Exception) Errno() (errno syscall.Errno, ok bool) {
	if !e.Type.IsSubtype(&ExcOSError) {
		return 0, false
	}
	n, big, ok := IntValue((*osError)(unsafe.Pointer(e)).errno)
	return syscall.Errno(n), ok && big == nil && n > 0
}

// OSErrorFromGo makes the OSError that an error of package os or syscall stands for. filenames are what the program called
// the files; without, the ones in err are taken.
func OSErrorFromGo(t *Thread, err error, filenames ...Object) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	if len(filenames) == 0 {
		var pathErr *fs.PathError
		var linkErr *os.LinkError
		if errors.As(err, &pathErr) {
			filenames = []Object{DecodeOS(pathErr.Path)}
		} else if errors.As(err, &linkErr) {
			filenames = []Object{DecodeOS(linkErr.Old), DecodeOS(linkErr.New)}
		}
	}
	var e *Exception
	if errno, ok := errnoOf(err); ok {
		e = NewOSError(t, errno, filenames...)
	} else {
		e = NewException(t, &ExcOSError, NewStr(err.Error()))
	}
	e.goErr = &goError{err}
	return e
}

// errnoOf gives the errno that err holds or means.
func errnoOf(err error) (syscall.Errno, bool) {
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
		return errno, errno != 0
	case errors.Is(err, fs.ErrNotExist):
		return syscall.ENOENT, true
	case errors.Is(err, fs.ErrExist):
		return syscall.EEXIST, true
	case errors.Is(err, fs.ErrPermission):
		return syscall.EACCES, true
	case errors.Is(err, os.ErrDeadlineExceeded):
		return syscall.ETIMEDOUT, true
	}
	return 0, false
}

// Strerror gives the system's message for an errno, as C's strerror does.
func Strerror(errno syscall.Errno) string {
	s := errno.Error()
	switch n, unnamed := strings.CutPrefix(s, "errno "); {
	case s == "errno 133":
		return "Memory page has hardware error"
	case unnamed:
		return "Unknown error " + n
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// DecodeOS makes a str of what the system gave: UTF-8, with other bytes as the lone surrogates of the error handler surrogateescape.
func DecodeOS(s string) Object {
	if utf8.ValidString(s) {
		return NewStr(s)
	}
	b := make([]byte, 0, len(s)+8)
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			r = 0xDC00 | rune(s[0])
		}
		b = AppendRune(b, r)
		s = s[n:]
	}
	return NewStr(string(b))
}
