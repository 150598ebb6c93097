package io

import (
	"bytes"
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	// ioBase begins every stream.
	//
	//py:type _IOBase ioBaseType
	ioBase struct {
		objects.Header
		attrs *objects.Overflow
	}
)

var ioBaseType, rawIOBaseType, bufferedIOBaseType, textIOBaseType objects.Type

//py:type _RawIOBase rawIOBaseType
//py:type _BufferedIOBase bufferedIOBaseType
//py:type _TextIOBase textIOBaseType

const streamFlags = objects.BaseType | objects.HasInstDict | objects.HasWeakrefs

const attrsOffset = unsafe.Offsetof(ioBase{}.attrs)

func initBase() {
	ioBaseType = objects.Type{
		Name: "_io._IOBase", Flags: streamFlags, Layout: objects.LayoutWithDict[ioBase](attrsOffset),
		Doc: "The abstract base class for all I/O classes.\n\n" +
			"This class provides dummy implementations for many methods that\n" +
			"derived classes can override selectively; the default implementations\n" +
			"represent a file that cannot be read, written or seeked.\n\n" +
			"Note that calling any method (except close(), which is ignored) on a\n" +
			"closed stream should raise a ValueError.",
		Methods: ioBaseMethods, GetSets: append(ioBaseGetSets[:len(ioBaseGetSets):len(ioBaseGetSets)], objects.InstanceDictDef),
		Slots: objects.Slots{
			New: objects.GenericNew, Init: objects.ObjectType.Slots.Init, Del: finalize,
			Iter: func(t *objects.Thread, o Object) (Object, error) { return o, checkClosed(t, o) }, IterNext: ioBaseNext,
		},
	}
	objects.Ready(&ioBaseType)
	rawIOBaseType = objects.Type{Name: "_io._RawIOBase", Doc: "Base class for raw binary I/O.", Base: &ioBaseType, Flags: streamFlags, Methods: rawIOBaseMethods}
	objects.Ready(&rawIOBaseType)
	bufferedIOBaseType = objects.Type{
		Name: "_io._BufferedIOBase", Base: &ioBaseType, Flags: streamFlags, Methods: bufferedIOBaseMethods,
		Doc: "Base class for buffered IO objects.\n\n" +
			"The main difference with RawIOBase is that the read() method\n" +
			"supports omitting the size argument, and does not have a default\n" +
			"implementation that defers to readinto().",
	}
	objects.Ready(&bufferedIOBaseType)
	textIOBaseType = objects.Type{
		Name: "_io._TextIOBase", Base: &ioBaseType, Flags: streamFlags, Methods: textIOBaseMethods, GetSets: textIOBaseGetSets,
		Doc: "Base class for text I/O.\n\n" +
			"This class provides a character and line based interface to stream\n" +
			"I/O. There is no readinto method because Python's character strings\n" +
			"are immutable.",
	}
	objects.Ready(&textIOBaseType)
}

// finalize closes a stream that nothing refers to any more.
//
// CPython: Modules/_io/iobase.c iobase_finalize
func finalize(t *objects.Thread, o Object) error {
	closed, err := truth(t, o, "closed")
	if err != nil || closed {
		return nil
	}
	// close can tell from this that nobody called it.
	_ = objects.SetAttr(t, o, t.Interp.Intern("_finalizing"), objects.True)
	if _, err := method(t, o, "close"); err != nil {
		what := ""
		if r, err := objects.Repr(t, o); err == nil {
			what = " " + r.String()
		}
		t.WriteUnraisableMessage(err, "Exception ignored while finalizing file"+what, Object{})
	}
	return nil
}

// track has the interpreter finalize a stream: instances of Python classes are already.
func track(t *objects.Thread, link *objects.Finalizable, o Object) {
	if !o.Type().IsHeap() && !link.Linked() {
		t.Interp.Link(link, o)
	}
}

func untrack(t *objects.Thread, link *objects.Finalizable) {
	if link.Linked() {
		t.Interp.Unlink(link)
	}
}

var nameClosedMark = objects.StaticName("__IOBase_closed")

// markedClosed tells whether close was called on a stream.
func markedClosed(t *objects.Thread, o Object) bool {
	return !t.InstanceAttr(o, nameClosedMark).IsNull()
}

func closedFile(t *objects.Thread) error {
	return objects.ValueErrorf(t, "I/O operation on closed file.")
}

// checkClosed gives ValueError for a stream that is closed, as its attribute closed says.
//
// CPython: Modules/_io/iobase.c iobase_check_closed
func checkClosed(t *objects.Thread, o Object) error {
	v, err := attr(t, o, "closed")
	if err != nil || v.IsNull() {
		return err
	}
	closed, err := objects.Truth(t, v)
	if err == nil && closed {
		err = closedFile(t)
	}
	return err
}

// checkCapability gives UnsupportedOperation where the stream's method says anything but True.
func checkCapability(t *objects.Thread, o Object, name, message string) error {
	v, err := method(t, o, name)
	if err != nil {
		return err
	}
	if v != objects.True {
		return unsupported(t, message)
	}
	return nil
}

func checkSeekable(t *objects.Thread, o Object) error {
	return checkCapability(t, o, "seekable", "File or stream is not seekable.")
}

func checkReadable(t *objects.Thread, o Object) error {
	return checkCapability(t, o, "readable", "File or stream is not readable.")
}

func checkWritable(t *objects.Thread, o Object) error {
	return checkCapability(t, o, "writable", "File or stream is not writable.")
}

// Change the stream position to the given byte offset.
//
//	offset
//	  The stream position, relative to 'whence'.
//	whence
//	  The relative position to seek from.
//
// The offset is interpreted relative to the position indicated by whence.
// Values for whence are:
//
// * os.SEEK_SET or 0 -- start of stream (the default); offset should be zero or positive
// * os.SEEK_CUR or 1 -- current stream position; offset may be negative
// * os.SEEK_END or 2 -- end of stream; offset is usually negative
//
// Return the new absolute position.
//
//py:def _IOBase.seek(self, offset, whence=0, /)
//py:sig ($self, offset, whence=os.SEEK_SET, /)
func baseSeek(t *objects.Thread, _, _ Object, _ int32) error { return unsupported(t, "seek") }

// Return current stream position.
//
//py:def _IOBase.tell(self, /)
func baseTell(t *objects.Thread, self Object) (Object, error) {
	return method(t, self, "seek", objects.NewInt(0), objects.NewInt(1))
}

// Truncate file to size bytes.
//
// File pointer is left unchanged. Size defaults to the current IO position
// as reported by tell(). Return the new size.
//
//py:def _IOBase.truncate(self, size=None, /)
func baseTruncate(t *objects.Thread, _, _ Object) error { return unsupported(t, "truncate") }

// Flush write buffers, if applicable.
//
// This is not implemented for read-only and non-blocking streams.
//
//py:def _IOBase.flush(self, /)
func baseFlush(t *objects.Thread, self Object) error {
	if markedClosed(t, self) {
		return closedFile(t)
	}
	return nil
}

// Flush and close the IO object.
//
// This method has no effect if the file is already closed.
//
//py:def _IOBase.close(self, /)
func baseClose(t *objects.Thread, self Object) error {
	if markedClosed(t, self) {
		return nil
	}
	_, err := method(t, self, "flush")
	return chain(t, err, t.SetInstanceAttr(self, nameClosedMark, objects.True))
}

// Return whether object supports random access.
//
// If False, seek(), tell() and truncate() will raise OSError.
// This method may need to do a test seek().
//
//py:def _IOBase.seekable(self, /)
func baseSeekable(Object) bool { return false }

// Return whether object was opened for reading.
//
// If False, read() will raise OSError.
//
//py:def _IOBase.readable(self, /)
func baseReadable(Object) bool { return false }

// Return whether object was opened for writing.
//
// If False, write() will raise OSError.
//
//py:def _IOBase.writable(self, /)
func baseWritable(Object) bool { return false }

//py:def _IOBase._checkClosed(self, /)
func baseCheckClosed(t *objects.Thread, self Object) error { return checkClosed(t, self) }

//py:def _IOBase._checkSeekable(self, /)
func baseCheckSeekable(t *objects.Thread, self Object) (bool, error) {
	return true, checkSeekable(t, self)
}

//py:def _IOBase._checkReadable(self, /)
func baseCheckReadable(t *objects.Thread, self Object) (bool, error) {
	return true, checkReadable(t, self)
}

//py:def _IOBase._checkWritable(self, /)
func baseCheckWritable(t *objects.Thread, self Object) (bool, error) {
	return true, checkWritable(t, self)
}

// Return underlying file descriptor if one exists.
//
// Raise OSError if the IO object does not use a file descriptor.
//
//py:def _IOBase.fileno(self, /)
func baseFileno(t *objects.Thread, _ Object) error { return unsupported(t, "fileno") }

// Return whether this is an 'interactive' stream.
//
// Return False if it can't be determined.
//
//py:def _IOBase.isatty(self, /)
func baseIsatty(t *objects.Thread, self Object) (bool, error) { return false, checkClosed(t, self) }

//py:def _IOBase.__enter__(self, /)
func baseEnter(t *objects.Thread, self Object) (Object, error) { return self, checkClosed(t, self) }

//py:def _IOBase.__exit__(self, *args)
//py:nosig
func baseExit(t *objects.Thread, self Object, _ []Object) (Object, error) {
	return method(t, self, "close")
}

//py:get _IOBase.closed
func baseClosed(t *objects.Thread, self Object) bool { return markedClosed(t, self) }

func ioBaseNext(t *objects.Thread, o Object) (Object, error) {
	line, err := method(t, o, "readline")
	if err != nil {
		return Object{}, err
	}
	n, err := objects.Len(t, line)
	if err != nil || n <= 0 {
		return Object{}, err
	}
	return line, nil
}

// Read and return a line from the stream.
//
// If size is specified, at most size bytes will be read.
//
// The line terminator is always b'\n' for binary files; for text
// files, the newlines argument to open can be used to select the line
// terminator(s) recognized.
//
// CPython: Modules/_io/iobase.c _io__IOBase_readline_impl
//
//py:def _IOBase.readline(self, size=-1, /)
func baseReadline(t *objects.Thread, self, size Object) (Object, error) {
	limit, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	peek, err := attr(t, self, "peek")
	if err != nil {
		return Object{}, err
	}
	var line []byte
	for limit < 0 || len(line) < limit {
		ahead := 1
		if !peek.IsNull() {
			o, err := objects.CallArgs(t, peek, objects.NewInt(1))
			if err != nil {
				return Object{}, err
			}
			b := objects.AsBytes(o)
			if b == nil {
				return Object{}, objects.Errorf(t, &objects.ExcOSError, "peek() should have returned a bytes object, not '%.200s'", o.Type().Name200())
			}
			if got := b.Bytes(); len(got) > 0 {
				if limit >= 0 && len(got) > limit-len(line) {
					got = got[:limit-len(line)]
				}
				ahead = bytes.IndexByte(got, '\n') + 1
				if ahead == 0 {
					ahead = len(got)
				}
			}
		}
		o, err := method(t, self, "read", objects.NewInt(int64(ahead)))
		if err != nil {
			return Object{}, err
		}
		b := objects.AsBytes(o)
		if b == nil {
			return Object{}, objects.Errorf(t, &objects.ExcOSError, "read() should have returned a bytes object, not '%.200s'", o.Type().Name200())
		}
		got := b.Bytes()
		if len(got) == 0 {
			break
		}
		line = append(line, got...)
		if line[len(line)-1] == '\n' {
			break
		}
	}
	return objects.NewBytes(line), nil
}

// Return a list of lines from the stream.
//
// hint can be specified to control the number of lines read: no more
// lines will be read if the total size (in bytes/characters) of all
// lines so far exceeds hint.
//
// CPython: Modules/_io/iobase.c _io__IOBase_readlines_impl
//
//py:def _IOBase.readlines(self, hint=-1, /)
func baseReadlines(t *objects.Thread, self, hint Object) (Object, error) {
	limit, err := optionalSize(t, hint)
	if err != nil {
		return Object{}, err
	}
	lines := objects.NewList(nil)
	it, err := objects.Iter(t, self)
	if err != nil {
		return Object{}, err
	}
	for length := 0; ; {
		line, err := objects.Next(t, it)
		if err != nil {
			return Object{}, err
		}
		if line.IsNull() {
			break
		}
		lines.Append(line)
		if limit <= 0 {
			continue
		}
		n, err := objects.Len(t, line)
		if err != nil {
			return Object{}, err
		}
		if n > limit-length {
			break
		}
		length += n
	}
	return objects.Of(lines), nil
}

// Write a list of lines to stream.
//
// Line separators are not added, so it is usual for each of the
// lines provided to have a line separator at the end.
//
//py:def _IOBase.writelines(self, lines, /)
func baseWritelines(t *objects.Thread, self, lines Object) error {
	if err := checkClosed(t, self); err != nil {
		return err
	}
	return objects.Iterate(t, lines, func(line Object) error {
		_, err := method(t, self, "write", line)
		return err
	})
}

// CPython: Modules/_io/iobase.c _io__RawIOBase_read_impl
//
//py:def _RawIOBase.read(self, size=-1, /)
func rawRead(t *objects.Thread, self Object, size int) (Object, error) {
	if size < 0 {
		return method(t, self, "readall")
	}
	if err := objects.CheckAlloc(t, size, 1); err != nil {
		return Object{}, err
	}
	b := objects.NewByteArray(make([]byte, size))
	r, err := method(t, self, "readinto", b)
	if err != nil || r == objects.None {
		return r, err
	}
	n, err := objects.AsSsize(t, r, &objects.ExcValueError)
	if err != nil {
		return Object{}, err
	}
	if n < 0 || n > size {
		return Object{}, objects.ValueErrorf(t, "readinto returned %d outside buffer size %d", n, size)
	}
	got := objects.AsByteArray(b).Bytes()
	return objects.NewBytes(bytes.Clone(got[:min(n, len(got))])), nil
}

// Read until EOF, using multiple read() call.
//
//py:def _RawIOBase.readall(self, /)
func rawReadall(t *objects.Thread, self Object) (Object, error) {
	var all []byte
	for {
		o, err := method(t, self, "read", objects.NewInt(defaultBufferSize))
		if err != nil {
			return Object{}, err
		}
		if o == objects.None {
			if all == nil {
				return o, nil
			}
			break
		}
		b := objects.AsBytes(o)
		if b == nil {
			return Object{}, objects.TypeErrorf(t, "read() should return bytes")
		}
		if len(b.Bytes()) == 0 {
			break
		}
		all = append(all, b.Bytes()...)
	}
	return objects.NewBytes(all), nil
}

//py:def _RawIOBase.readinto(self, *args)
//py:nosig
func rawReadinto(t *objects.Thread, _ Object, _ []Object) error {
	return objects.NewException(t, &objects.ExcNotImplementedError)
}

//py:def _RawIOBase.write(self, *args)
//py:nosig
func rawWrite(t *objects.Thread, _ Object, _ []Object) error {
	return objects.NewException(t, &objects.ExcNotImplementedError)
}

// Disconnect this buffer from its underlying raw stream and return it.
//
// After the raw stream has been detached, the buffer is in an unusable
// state.
//
//py:def _BufferedIOBase.detach(self, /)
func bufferedBaseDetach(t *objects.Thread, _ Object) error { return unsupported(t, "detach") }

// Read and return up to n bytes.
//
// If the size argument is omitted, None, or negative, read and
// return all data until EOF.
//
// If the size argument is positive, and the underlying raw stream is
// not 'interactive', multiple raw reads may be issued to satisfy
// the byte count (unless EOF is reached first).
// However, for interactive raw streams (as well as sockets and pipes),
// at most one raw read will be issued, and a short result does not
// imply that EOF is imminent.
//
// Return an empty bytes object on EOF.
//
// Return None if the underlying raw stream was open in non-blocking
// mode and no data is available at the moment.
//
//py:def _BufferedIOBase.read(self, *args)
//py:sig ($self, size=-1, /)
func bufferedBaseRead(t *objects.Thread, _ Object, _ []Object) error { return unsupported(t, "read") }

// Read and return up to size bytes, with at most one read() call to the underlying raw stream.
//
// Return an empty bytes object on EOF.
// A short result does not imply that EOF is imminent.
//
//py:def _BufferedIOBase.read1(self, *args)
//py:sig ($self, size=-1, /)
func bufferedBaseRead1(t *objects.Thread, _ Object, _ []Object) error { return unsupported(t, "read1") }

// Write buffer b to the IO stream.
//
// Return the number of bytes written, which is always
// the length of b in bytes.
//
// Raise BlockingIOError if the buffer is full and the
// underlying raw stream cannot accept more data at the moment.
//
//py:def _BufferedIOBase.write(self, *args)
//py:sig ($self, b, /)
func bufferedBaseWrite(t *objects.Thread, _ Object, _ []Object) error { return unsupported(t, "write") }

//py:def _BufferedIOBase.readinto(self, buffer, /)
func bufferedBaseReadinto(t *objects.Thread, self, buffer Object) (int, error) {
	return readintoThrough(t, self, buffer, "read", "readinto() argument")
}

//py:def _BufferedIOBase.readinto1(self, buffer, /)
func bufferedBaseReadinto1(t *objects.Thread, self, buffer Object) (int, error) {
	return readintoThrough(t, self, buffer, "read1", "readinto1() argument")
}

// CPython: Modules/_io/bufferedio.c _bufferediobase_readinto_generic
func readintoThrough(t *objects.Thread, self, buffer Object, read, what string) (int, error) {
	b, release, err := writable(t, buffer, what)
	if err != nil {
		return 0, err
	}
	defer release()
	o, err := method(t, self, read, objects.NewInt(int64(len(b))))
	if err != nil {
		return 0, err
	}
	data := objects.AsBytes(o)
	if data == nil {
		return 0, objects.TypeErrorf(t, "read() should return bytes")
	}
	if len(data.Bytes()) > len(b) {
		return 0, objects.ValueErrorf(t, "read() returned too much data: %d bytes requested, %d returned", len(b), len(data.Bytes()))
	}
	return copy(b, data.Bytes()), nil
}

// Separate the underlying buffer from the TextIOBase and return it.
//
// After the underlying buffer has been detached, the TextIO is in an unusable state.
//
//py:def _TextIOBase.detach(self, /)
func textBaseDetach(t *objects.Thread, _ Object) error { return unsupported(t, "detach") }

// Read at most size characters from stream.
//
// Read from underlying buffer until we have size characters or we hit EOF.
// If size is negative or omitted, read until EOF.
//
//py:def _TextIOBase.read(self, *args)
//py:sig ($self, size=-1, /)
func textBaseRead(t *objects.Thread, _ Object, _ []Object) error { return unsupported(t, "read") }

// Read until newline or EOF.
//
// Return an empty string if EOF is hit immediately.
// If size is specified, at most size characters will be read.
//
//py:def _TextIOBase.readline(self, *args)
//py:sig ($self, size=-1, /)
func textBaseReadline(t *objects.Thread, _ Object, _ []Object) error {
	return unsupported(t, "readline")
}

// Write string s to stream.
//
// Return the number of characters written
// (which is always equal to the length of the string).
//
//py:def _TextIOBase.write(self, *args)
//py:sig ($self, s, /)
func textBaseWrite(t *objects.Thread, _ Object, _ []Object) error { return unsupported(t, "write") }

// Encoding of the text stream.
//
// Subclasses should override.
//
//py:get _TextIOBase.encoding
func textBaseEncoding(Object) Object { return objects.None }

// Line endings translated so far.
//
// Only line endings translated during reading are considered.
//
// Subclasses should override.
//
//py:get _TextIOBase.newlines
func textBaseNewlines(Object) Object { return objects.None }

// The error setting of the decoder or encoder.
//
// Subclasses should override.
//
//py:get _TextIOBase.errors
func textBaseErrors(Object) Object { return objects.None }
