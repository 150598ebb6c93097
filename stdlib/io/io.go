// Package io is the module _io: files, buffers and text streams.
//
//py:module _io
//go:generate go run github.com/gophersnake/gophersnake/tools/pybind
package io

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// Module declares the module _io.
var Module = objects.ModuleDef{
	Name: "_io",
	Doc: "The io module provides the Python interfaces to stream handling. The\n" +
		"builtin open function is defined in this module.\n\n" +
		"At the top of the I/O hierarchy is the abstract base class IOBase. It\n" +
		"defines the basic interface to a stream. Note, however, that there is no\n" +
		"separation between reading and writing to streams; implementations are\n" +
		"allowed to raise an OSError if they do not support a given operation.",
	Functions: moduleFunctions,
	Init:      initTypes,
	Exec:      exec,
}

// defaultBufferSize is how much is read ahead or written behind, where the file's blocks aren't larger.
const defaultBufferSize = 128 * 1024

// maxBufferSize bounds what the block size of a file makes of a buffer.
const maxBufferSize = 8 * 1024 * 1024

// maxAlloc is how much memory no machine gives at once.
const maxAlloc = 1 << 36

func initTypes() {
	initBase()
	initFileIO()
	initBytesIO()
	initBuffered()
	initNewlineDecoder()
	initStringIO()
	initTextIO()
}

// state is what the module keeps for an interpreter.
type state struct {
	unsupported Object // the class UnsupportedOperation
}

type stateKey struct{}

func stateOf(t *objects.Thread) *state {
	return t.Interp.State(stateKey{}, func() any { return &state{} }).(*state)
}

func exec(t *objects.Thread, m *objects.Module) error {
	s := stateOf(t)
	if s.unsupported.IsNull() {
		dict := objects.NewDict()
		dict.SetStr(t.Interp.Intern("__module__"), objects.NewStr("io"))
		class, err := objects.CallArgs(t, objects.Of(&objects.TypeType), objects.NewStr("UnsupportedOperation"),
			objects.NewTuple(objects.Of(&objects.ExcOSError), objects.Of(&objects.ExcValueError)), objects.Of(dict))
		if err != nil {
			return err
		}
		s.unsupported = class
	}
	m.Add(t, "UnsupportedOperation", s.unsupported)
	m.Add(t, "DEFAULT_BUFFER_SIZE", objects.NewInt(defaultBufferSize))
	m.Add(t, "BlockingIOError", objects.Of(&objects.ExcBlockingIOError))
	for _, typ := range []*objects.Type{
		&ioBaseType, &rawIOBaseType, &bufferedIOBaseType, &textIOBaseType, &fileIOType, &bytesIOType, &bytesIOBufferType, &stringIOType,
		&bufferedReaderType, &bufferedWriterType, &bufferedRWPairType, &bufferedRandomType, &newlineDecoderType, &textIOWrapperType,
	} {
		m.Add(t, typ.ShortName(), objects.Of(typ))
	}
	return nil
}

// unsupported makes an UnsupportedOperation.
func unsupported(t *objects.Thread, message string) error {
	e, err := objects.CallArgs(t, stateOf(t).unsupported, objects.NewStr(message))
	if err != nil {
		return err
	}
	return objects.Raise(t, objects.AsException(e))
}

// method calls a method of o by name. o may be null: a stream that was taken away while Python code ran.
func method(t *objects.Thread, o Object, name string, args ...Object) (Object, error) {
	if o.IsNull() {
		return o, errDetached(t)
	}
	return objects.CallMethod(t, o, t.Interp.Intern(name), args...)
}

func errDetached(t *objects.Thread) error {
	return objects.ValueErrorf(t, "underlying buffer has been detached")
}

// attr gives an attribute of o, null if there is none.
func attr(t *objects.Thread, o Object, name string) (Object, error) {
	if o.IsNull() {
		return o, errDetached(t)
	}
	return objects.LookupAttr(t, o, t.Interp.Intern(name))
}

// truth gives the truth of an attribute.
func truth(t *objects.Thread, o Object, name string) (bool, error) {
	if o.IsNull() {
		return false, errDetached(t)
	}
	v, err := objects.GetAttr(t, o, t.Interp.Intern(name))
	if err != nil {
		return false, err
	}
	return objects.Truth(t, v)
}

// optionalSize converts the argument of read and its like: None stands for -1.
//
// CPython: Python/bltinmodule.c _Py_convert_optional_to_ssize_t
func optionalSize(t *objects.Thread, o Object) (int, error) {
	if o == objects.None {
		return -1, nil
	}
	if o.Type().Slots.Index == nil {
		return 0, objects.TypeErrorf(t, "argument should be integer or None, not '%.200s'", o.Type().Name200())
	}
	return objects.AsSsize(t, o, &objects.ExcOverflowError)
}

// offset converts a position.
func offset(t *objects.Thread, o Object, overflow *objects.Type) (int64, error) {
	n, err := objects.AsSsize(t, o, overflow)
	return int64(n), err
}

// writable borrows the memory of an argument for writing into it.
func writable(t *objects.Thread, o Object, what string) ([]byte, func(), error) {
	buf, err := objects.GetBuffer(t, o, objects.BufWritable)
	if err != nil {
		return nil, nil, objects.TypeErrorf(t, "%s must be read-write bytes-like object, not %.50s", what, o.Type().Name200())
	}
	return buf.Bytes, func() {
		if buf.Release != nil {
			buf.Release()
		}
	}, nil
}

// chain raises err while first was being handled.
func chain(t *objects.Thread, first, err error) error {
	switch {
	case first == nil:
		return err
	case err == nil:
		return first
	}
	e, f := objects.AsExc(t, err), objects.AsExc(t, first)
	if e != f {
		last := e
		for n := 0; last.Context != nil && last.Context != f && n < 1000; n++ {
			last = last.Context
		}
		if last.Context == nil && last != f {
			last.Context = f
		}
	}
	return e
}

// openMode is what the argument mode of open says.
type openMode struct {
	creating, reading, writing, appending, updating, text, binary bool
}

func (m openMode) raw() string {
	s := ""
	for _, f := range []struct {
		on bool
		c  string
	}{{m.creating, "x"}, {m.reading, "r"}, {m.writing, "w"}, {m.appending, "a"}, {m.updating, "+"}} {
		if f.on {
			s += f.c
		}
	}
	return s
}

func parseMode(mode string) (m openMode, ok bool) {
	for i, c := range mode {
		switch c {
		case 'x':
			m.creating = true
		case 'r':
			m.reading = true
		case 'w':
			m.writing = true
		case 'a':
			m.appending = true
		case '+':
			m.updating = true
		case 't':
			m.text = true
		case 'b':
			m.binary = true
		default:
			return m, false
		}
		if strings.ContainsRune(mode[i+1:], c) {
			return m, false
		}
	}
	return m, true
}

// open opens a file and returns a stream.  Raises OSError upon failure.
//
// file is either a text or byte string giving the name (and the path
// if the file isn't in the current working directory) of the file to
// be opened or an integer file descriptor of the file to be wrapped.
// (If a file descriptor is given, it is closed when the returned I/O
// object is closed, unless closefd is set to False.)
//
// mode is an optional string that specifies the mode in which the file is
// opened: 'r' for reading (the default), 'w' for writing, truncating the file
// first, 'x' for creating and writing to a new file, and 'a' for appending;
// with 'b' in binary mode, with 't' in text mode (the default), and with '+'
// for updating (reading and writing).
//
// buffering is an optional integer used to set the buffering policy: 0
// switches buffering off (binary mode only), 1 selects line buffering (text
// mode only), and an integer > 1 gives the size of a fixed-size chunk buffer.
//
// encoding is the name of the encoding used to decode or encode the
// file, errors says how encoding errors are to be handled, and newline
// controls how universal newlines works (it only applies to text mode): it can
// be None, ”, '\n', '\r', and '\r\n'.
//
// A custom opener can be used by passing a callable as opener. It is called with
// (file, flags) and must return an open file descriptor.
//
// CPython: Modules/_io/_iomodule.c _io_open_impl
//
//py:def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)
func open(t *objects.Thread, file Object, mode string, buffering int32, encoding, errors, newline *objects.Str, closefd bool, opener Object) (Object, error) {
	if _, _, ok := objects.IntValue(file); !ok && file.Type().Slots.Index == nil {
		var err error
		if file, err = objects.FSPath(t, file); err != nil {
			return Object{}, err
		}
	}
	m, ok := parseMode(mode)
	if !ok {
		return Object{}, objects.ValueErrorf(t, "invalid mode: '%s'", mode)
	}
	line := false
	kinds := 0
	for _, b := range []bool{m.creating, m.reading, m.writing, m.appending} {
		if b {
			kinds++
		}
	}
	switch {
	case m.text && m.binary:
		return Object{}, objects.ValueErrorf(t, "can't have text and binary mode at once")
	case kinds > 1:
		return Object{}, objects.ValueErrorf(t, "must have exactly one of create/read/write/append mode")
	case m.binary && encoding != nil:
		return Object{}, objects.ValueErrorf(t, "binary mode doesn't take an encoding argument")
	case m.binary && errors != nil:
		return Object{}, objects.ValueErrorf(t, "binary mode doesn't take an errors argument")
	case m.binary && newline != nil:
		return Object{}, objects.ValueErrorf(t, "binary mode doesn't take a newline argument")
	case m.binary && buffering == 1:
		if err := objects.Warn(t, &objects.ExcRuntimeWarning, 1,
			"line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"); err != nil {
			return Object{}, err
		}
	}
	raw := objects.NewInstance(&fileIOType)
	f := (*fileIO)(raw.Ref)
	f.reset()
	if err := f.init(t, file, m.raw(), closefd, opener); err != nil {
		return Object{}, err
	}
	result := raw
	fail := func(err error) (Object, error) {
		_, closeErr := method(t, result, "close")
		return Object{}, chain(t, err, closeErr)
	}
	tty := false
	if buffering < 0 {
		var err error
		if tty, err = f.isattyOpenOnly(t); err != nil {
			return fail(err)
		}
	}
	if buffering == 1 && !m.binary || tty {
		buffering, line = -1, true
	}
	size := int(buffering)
	if buffering < 0 || buffering == 1 {
		size = min(max(f.blksize, defaultBufferSize), maxBufferSize)
	}
	if size == 0 {
		if !m.binary {
			return fail(objects.ValueErrorf(t, "can't have unbuffered text I/O"))
		}
		return result, nil
	}
	typ := &bufferedReaderType
	switch {
	case m.updating:
		typ = &bufferedRandomType
	case m.creating || m.writing || m.appending:
		typ = &bufferedWriterType
	}
	buffer := objects.NewInstance(typ)
	if err := (*buffered)(buffer.Ref).init(t, raw, size); err != nil {
		return fail(err)
	}
	result = buffer
	if m.binary {
		return result, nil
	}
	wrapper := objects.NewInstance(&textIOWrapperType)
	w := (*textIOWrapper)(wrapper.Ref)
	if err := w.init(t, buffer, encoding, objects.ObjectOrNone(errors), newline, line, false); err != nil {
		return fail(err)
	}
	result = wrapper
	if err := objects.SetAttr(t, wrapper, t.Interp.Intern("mode"), objects.NewStr(mode)); err != nil {
		return fail(err)
	}
	return wrapper, nil
}

// openCode opens the provided file with the intent to import the contents.
//
// This may perform extra validation beyond open(), but is otherwise interchangeable
// with calling open(path, 'rb').
//
//py:def open_code(path)
func openCode(t *objects.Thread, path *objects.Str) (Object, error) {
	return open(t, objects.Of(path), "rb", -1, nil, nil, nil, true, objects.None)
}

// textEncoding is a helper function to choose the text encoding.
//
// When encoding is not None, this function returns it.
// Otherwise, this function returns the default text encoding
// (i.e. "locale" or "utf-8" depends on UTF-8 mode).
//
// This function emits an EncodingWarning if encoding is None and
// sys.flags.warn_default_encoding is true.
//
// This can be used in APIs with an encoding=None parameter.
// However, please consider using encoding="utf-8" for new APIs.
//
// CPython: Modules/_io/_iomodule.c _io_text_encoding_impl
//
//py:def text_encoding(encoding, stacklevel=2, /)
func textEncoding(t *objects.Thread, encoding Object, stacklevel int32) (Object, error) {
	if encoding != objects.None {
		return encoding, nil
	}
	if err := warnDefaultEncoding(t, int(stacklevel)); err != nil {
		return Object{}, err
	}
	utf8, err := sysFlag(t, "utf8_mode")
	if err != nil {
		return Object{}, err
	}
	if utf8 {
		return objects.NewStr("utf-8"), nil
	}
	return objects.NewStr("locale"), nil
}

func sysFlag(t *objects.Thread, name string) (bool, error) {
	flags := t.Interp.SysDict.GetStr(t.Interp.Intern("flags"))
	if flags.IsNull() {
		return false, nil
	}
	v, err := attr(t, flags, name)
	if err != nil || v.IsNull() {
		return false, err
	}
	return objects.Truth(t, v)
}

func warnDefaultEncoding(t *objects.Thread, level int) error {
	warn, err := sysFlag(t, "warn_default_encoding")
	if err != nil || !warn {
		return err
	}
	return objects.Warn(t, &objects.ExcEncodingWarning, level, "'encoding' argument not specified")
}
