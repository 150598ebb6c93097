package io

import (
	"bytes"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	// bytesIO is a BytesIO.
	//
	//py:type BytesIO bytesIOType
	bytesIO struct {
		ioBase
		buf     []byte
		pos     int
		shared  bool // a bytes object has the memory too
		done    bool
		exports int
	}
	// bytesIOBuffer lends the memory of a BytesIO.
	//
	//py:type _BytesIOBuffer bytesIOBufferType
	bytesIOBuffer struct {
		objects.Header
		source *bytesIO
	}
)

var bytesIOType, bytesIOBufferType objects.Type

func initBytesIO() {
	bytesIOType = objects.Type{
		Name: "_io.BytesIO", Doc: bytesIODoc, Signature: bytesIOSignature, Base: &bufferedIOBaseType, Flags: streamFlags,
		Layout: objects.LayoutWithDict[bytesIO](attrsOffset), Methods: bytesIOMethods, GetSets: bytesIOGetSets,
		Slots: objects.Slots{New: objects.GenericNew, Init: bindBytesIOInit, Iter: func(t *objects.Thread, o Object) (Object, error) {
			return o, (*bytesIO)(o.Ref).check(t)
		}, IterNext: func(t *objects.Thread, o Object) (Object, error) {
			b := (*bytesIO)(o.Ref)
			if err := b.check(t); err != nil {
				return Object{}, err
			}
			line := b.take(b.lineLength(-1))
			if len(line) == 0 {
				return Object{}, nil
			}
			return objects.NewBytes(bytes.Clone(line)), nil
		}},
	}
	objects.Ready(&bytesIOType)
	bytesIOBufferType = objects.Type{
		Name: "_io._BytesIOBuffer", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[bytesIOBuffer](),
		Slots: objects.Slots{
			Buffer: func(t *objects.Thread, o Object, _ objects.BufferFlags) (*objects.Buffer, error) {
				b := (*bytesIOBuffer)(o.Ref).source
				b.unshare(len(b.buf))
				b.exports++
				return &objects.Buffer{Object: o, Bytes: b.buf, Release: func() { b.exports-- }}, nil
			},
			Traverse: func(o Object, visit func(Object)) { visit(objects.Of((*bytesIOBuffer)(o.Ref).source)) },
		},
	}
	objects.Ready(&bytesIOBufferType)
}

func (b *bytesIO) check(t *objects.Thread) error {
	if b.done {
		return closedFile(t)
	}
	return nil
}

func (b *bytesIO) resizable(t *objects.Thread) error {
	if b.exports > 0 {
		return objects.Errorf(t, &objects.ExcBufferError, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// unshare gives the stream memory of its own, with room for size bytes.
func (b *bytesIO) unshare(size int) {
	if b.shared {
		buf := make([]byte, len(b.buf), max(size, len(b.buf)))
		copy(buf, b.buf)
		b.buf, b.shared = buf, false
	}
}

// Buffered I/O implementation using an in-memory bytes buffer.
//
//py:init BytesIO(self, initial_bytes=b'')
func (b *bytesIO) init(t *objects.Thread, initial Object) error {
	if err := b.resizable(t); err != nil {
		return err
	}
	b.buf, b.pos, b.shared = nil, 0, false
	if initial == objects.None {
		return nil
	}
	if v := objects.AsBytes(initial); v != nil && initial.Type() == &objects.BytesType {
		b.buf, b.shared = v.Bytes(), true
		return nil
	}
	if _, err := b.put(t, initial); err != nil {
		return err
	}
	b.pos = 0
	return nil
}

// take gives up to n bytes from the position on, the stream's own memory.
func (b *bytesIO) take(n int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	n = min(n, len(b.buf)-b.pos)
	out := b.buf[b.pos : b.pos+n : b.pos+n]
	b.pos += n
	return out
}

// lineLength gives the length of the line at the position, at most limit if that is not negative.
func (b *bytesIO) lineLength(limit int) int {
	if b.pos >= len(b.buf) {
		return 0
	}
	rest := b.buf[b.pos:]
	if limit >= 0 && len(rest) > limit {
		rest = rest[:limit]
	}
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		return i + 1
	}
	return len(rest)
}

// put writes a bytes-like object at the position.
func (b *bytesIO) put(t *objects.Thread, o Object) (int, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	if err := b.resizable(t); err != nil {
		return 0, err
	}
	data, release, err := readableBuffer(t, o)
	if err != nil {
		return 0, err
	}
	defer release()
	if err := b.check(t); err != nil {
		return 0, err
	}
	if err := b.resizable(t); err != nil {
		return 0, err
	}
	if len(data) == 0 {
		return 0, nil
	}
	end := b.pos + len(data)
	if end < 0 {
		return 0, objects.OverflowErrorf(t, "new buffer size too large")
	}
	if end > cap(b.buf) {
		if err := objects.CheckAlloc(t, end, 2); err != nil {
			return 0, err
		}
	}
	b.unshare(end)
	if b.pos > len(b.buf) {
		b.buf = append(b.buf, make([]byte, b.pos-len(b.buf))...)
	}
	n := copy(b.buf[b.pos:], data)
	b.buf = append(b.buf, data[n:]...)
	b.pos = end
	return len(data), nil
}

// Returns True if the IO object can be read.
//
//py:def BytesIO.readable(self, /)
func (b *bytesIO) readable(t *objects.Thread) (bool, error) { return true, b.check(t) }

// Returns True if the IO object can be written.
//
//py:def BytesIO.writable(self, /)
func (b *bytesIO) writable(t *objects.Thread) (bool, error) { return true, b.check(t) }

// Returns True if the IO object can be seeked.
//
//py:def BytesIO.seekable(self, /)
func (b *bytesIO) seekable(t *objects.Thread) (bool, error) { return true, b.check(t) }

// Does nothing.
//
//py:def BytesIO.flush(self, /)
func (b *bytesIO) flush(t *objects.Thread) error { return b.check(t) }

// Always returns False.
//
// BytesIO objects are not connected to a TTY-like device.
//
//py:def BytesIO.isatty(self, /)
func (b *bytesIO) isatty(t *objects.Thread) (bool, error) { return false, b.check(t) }

// Current file position, an integer.
//
//py:def BytesIO.tell(self, /)
func (b *bytesIO) tell(t *objects.Thread) (int, error) { return b.pos, b.check(t) }

// Get a read-write view over the contents of the BytesIO object.
//
//py:def BytesIO.getbuffer(self, /)
func (b *bytesIO) getbuffer(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	return objects.NewMemoryView(t, objects.Of(&bytesIOBuffer{Header: objects.Header{Type: &bytesIOBufferType}, source: b}))
}

// Retrieve the entire contents of the BytesIO object.
//
//py:def BytesIO.getvalue(self, /)
func (b *bytesIO) getvalue(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if b.exports > 0 {
		return objects.NewBytes(bytes.Clone(b.buf)), nil
	}
	b.shared = true
	return objects.NewBytes(b.buf[:len(b.buf):len(b.buf)]), nil
}

// Read at most size bytes, returned as a bytes object.
//
// If the size argument is negative, read until EOF is reached.
// Return an empty bytes object at EOF.
//
//py:def BytesIO.read(self, size=-1, /)
func (b *bytesIO) read(t *objects.Thread, size Object) (Object, error) {
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if n < 0 {
		n = len(b.buf)
	}
	if n > 1 && b.pos == 0 && n >= len(b.buf) && b.exports == 0 {
		b.shared, b.pos = true, len(b.buf)
		return objects.NewBytes(b.buf[:len(b.buf):len(b.buf)]), nil
	}
	return objects.NewBytes(bytes.Clone(b.take(n))), nil
}

// Read at most size bytes, returned as a bytes object.
//
// If the size argument is negative or omitted, read until EOF is reached.
// Return an empty bytes object at EOF.
//
//py:def BytesIO.read1(self, size=-1, /)
func (b *bytesIO) read1(t *objects.Thread, size Object) (Object, error) { return b.read(t, size) }

// Next line from the file, as a bytes object.
//
// Retain newline.  A non-negative size argument limits the maximum
// number of bytes to return (an incomplete line may be returned then).
// Return an empty bytes object at EOF.
//
//py:def BytesIO.readline(self, size=-1, /)
func (b *bytesIO) readline(t *objects.Thread, size Object) (Object, error) {
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	return objects.NewBytes(bytes.Clone(b.take(b.lineLength(n)))), nil
}

// List of bytes objects, each a line from the file.
//
// Call readline() repeatedly and return a list of the lines so read.
// The optional size argument, if given, is an approximate bound on the
// total number of bytes in the lines returned.
//
//py:def BytesIO.readlines(self, size=None, /)
func (b *bytesIO) readlines(t *objects.Thread, size Object) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	limit := 0
	if size != objects.None {
		if _, _, ok := objects.IntValue(size); !ok {
			return Object{}, objects.TypeErrorf(t, "integer argument expected, got '%s'", size.Type().Name200())
		}
		var err error
		if limit, err = objects.AsIndexInt(t, size); err != nil {
			return Object{}, err
		}
	}
	lines := objects.NewList(nil)
	for total := 0; ; {
		line := b.take(b.lineLength(-1))
		if len(line) == 0 {
			break
		}
		lines.Append(objects.NewBytes(bytes.Clone(line)))
		if total += len(line); limit > 0 && total >= limit {
			break
		}
	}
	return objects.Of(lines), nil
}

// Read bytes into buffer.
//
// Returns number of bytes read (0 for EOF), or None if the object
// is set not to block and has no data to read.
//
//py:def BytesIO.readinto(self, buffer, /)
func (b *bytesIO) readinto(t *objects.Thread, buffer Object) (int, error) {
	out, release, err := writable(t, buffer, "readinto() argument")
	if err != nil {
		return 0, err
	}
	defer release()
	if err := b.check(t); err != nil {
		return 0, err
	}
	return copy(out, b.take(len(out))), nil
}

// Truncate the file to at most size bytes.
//
// Size defaults to the current file position, as returned by tell().
// The current file position is unchanged.  Returns the new size.
//
//py:def BytesIO.truncate(self, size=None, /)
func (b *bytesIO) truncate(t *objects.Thread, sizeArg Object) (int, error) {
	size := b.pos
	if sizeArg != objects.None {
		var err error
		if sizeArg.Type().Slots.Index == nil {
			return 0, objects.TypeErrorf(t, "argument should be integer or None, not '%.200s'", sizeArg.Type().Name200())
		}
		if size, err = objects.AsSsize(t, sizeArg, &objects.ExcOverflowError); err != nil {
			return 0, err
		}
	}
	if err := b.check(t); err != nil {
		return 0, err
	}
	if err := b.resizable(t); err != nil {
		return 0, err
	}
	if size < 0 {
		return 0, objects.ValueErrorf(t, "negative size value %d", size)
	}
	if size < len(b.buf) {
		b.unshare(0)
		b.buf = b.buf[:size]
	}
	return size, nil
}

// Change stream position.
//
// Seek to byte offset pos relative to position indicated by whence:
//
//	0  Start of stream (the default).  pos should be >= 0;
//	1  Current position - pos may be negative;
//	2  End of stream - pos usually negative.
//
// Returns the new absolute position.
//
//py:def BytesIO.seek(self, pos, whence=0, /)
func (b *bytesIO) seek(t *objects.Thread, pos int, whence int32) (int, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	from := 0
	switch whence {
	case 0:
		if pos < 0 {
			return 0, objects.ValueErrorf(t, "negative seek value %d", pos)
		}
	case 1:
		from = b.pos
	case 2:
		from = len(b.buf)
	default:
		return 0, objects.ValueErrorf(t, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if pos > 0 && pos+from < 0 {
		return 0, objects.OverflowErrorf(t, "new position too large")
	}
	b.pos = max(pos+from, 0)
	return b.pos, nil
}

// Write bytes to file.
//
// Return the number of bytes written.
//
//py:def BytesIO.write(self, b, /)
func (b *bytesIO) write(t *objects.Thread, data Object) (int, error) { return b.put(t, data) }

// Write lines to the file.
//
// Note that newlines are not added.  lines can be any iterable object
// producing bytes-like objects. This is equivalent to calling write() for
// each element.
//
//py:def BytesIO.writelines(self, lines, /)
func (b *bytesIO) writelines(t *objects.Thread, lines Object) error {
	if err := b.check(t); err != nil {
		return err
	}
	return objects.Iterate(t, lines, func(line Object) error {
		_, err := b.put(t, line)
		return err
	})
}

// Disable all I/O operations.
//
//py:def BytesIO.close(self, /)
func (b *bytesIO) close(t *objects.Thread) error {
	if err := b.resizable(t); err != nil {
		return err
	}
	b.buf, b.done, b.shared = nil, true, false
	return nil
}

//py:def BytesIO.__getstate__(self, /)
func (b *bytesIO) getstate(t *objects.Thread) (Object, error) {
	value, err := b.getvalue(t)
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(value, objects.NewInt(int64(b.pos)), dictCopy(t, objects.Of(b))), nil
}

// dictCopy gives a copy of the attributes of a stream, None if it has none.
func dictCopy(t *objects.Thread, o Object) Object {
	v, err := attr(t, o, "__dict__")
	if d := objects.AsDict(v); err == nil && d != nil && d.Len() > 0 {
		return objects.Of(d.Copy())
	}
	return objects.None
}

// restore takes the attributes from the last item of a state.
func restore(t *objects.Thread, o Object, what string, dict Object) error {
	if dict == objects.None {
		return nil
	}
	if objects.AsDict(dict) == nil {
		return objects.TypeErrorf(t, "%s item of state should be a dict, got a %.200s", what, dict.Type().Name200())
	}
	v, err := attr(t, o, "__dict__")
	if err != nil {
		return err
	}
	return objects.AsDict(v).Update(t, dict)
}

// CPython: Modules/_io/bytesio.c _io_BytesIO___setstate___impl
//
//py:def BytesIO.__setstate__(self, object, /)
func (b *bytesIO) setstate(t *objects.Thread, state Object) error {
	tuple := objects.AsTuple(state)
	if tuple == nil || len(tuple.Items) < 3 {
		return objects.TypeErrorf(t, "%.200s.__setstate__ argument should be 3-tuple, got %.200s", b.Type.Name200(), state.Type().Name200())
	}
	if err := b.resizable(t); err != nil {
		return err
	}
	b.buf, b.pos, b.shared = nil, 0, false
	if _, err := b.put(t, tuple.Items[0]); err != nil {
		return err
	}
	if _, _, ok := objects.IntValue(tuple.Items[1]); !ok {
		return objects.TypeErrorf(t, "second item of state must be an integer, got %.200s", tuple.Items[1].Type().Name200())
	}
	pos, err := objects.AsIndexInt(t, tuple.Items[1])
	if err != nil {
		return err
	}
	if pos < 0 {
		return objects.ValueErrorf(t, "position value cannot be negative")
	}
	b.pos = pos
	return restore(t, objects.Of(b), "third", tuple.Items[2])
}

//py:def BytesIO.__sizeof__(self, /)
func (b *bytesIO) sizeof() int { return 96 + cap(b.buf) }

// True if the file is closed.
//
//py:get BytesIO.closed
func (b *bytesIO) isClosed() bool { return b.done }
