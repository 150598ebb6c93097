package io

import (
	"github.com/gophersnake/gophersnake/objects"
	"sync"
)

// A bufferState is the memory of a buffer and the places in it.
type bufferState struct {
	data               []byte
	writePos, writeEnd int
	pos, rawPos        int
}

// buffered is a BufferedReader, BufferedWriter or BufferedRandom. The positions in the buffer mean what they do in CPython:
// pos is the logical position, rawPos the raw stream's, readEnd the end of what was read (-1: nothing), writePos to writeEnd is what
// is to be written (writeEnd -1: nothing).
//
// CPython: Modules/_io/bufferedio.c buffered
//
//py:type _Buffered bufferedReaderType
type buffered struct {
	ioBase
	*bufferState
	link              objects.Finalizable
	raw               objects.Object
	file              *fileIO // raw, if it is exactly a FileIO
	ok, detached      bool
	finalizing        bool
	canRead, canWrite bool
	size              int
	readEnd           int
	absPos            int64 // of the raw stream, -1: unknown
	mu                sync.Mutex
	owner             *objects.Thread
}

//py:type BufferedReader bufferedReaderType
//py:type BufferedWriter bufferedWriterType
//py:type BufferedRandom bufferedRandomType

var bufferedReaderType, bufferedWriterType, bufferedRandomType, bufferedRWPairType, memoryType objects.Type

// memory lends a part of a buffer to a raw stream.
type memory struct {
	objects.Header
	data     []byte
	readOnly bool
}

func initBuffered() {
	memoryType = objects.Type{Name: "_io._Memory", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[memory](), Slots: objects.Slots{
		Buffer: func(t *objects.Thread, o Object, flags objects.BufferFlags) (*objects.Buffer, error) {
			m := (*memory)(o.Ref)
			if m.readOnly && flags&objects.BufWritable != 0 {
				return nil, objects.Errorf(t, &objects.ExcBufferError, "Object is not writable.")
			}
			return &objects.Buffer{Object: o, Bytes: m.data, ReadOnly: m.readOnly}, nil
		},
	}}
	objects.Ready(&memoryType)
	define := func(typ *objects.Type, name, doc, signature string, init objects.InitFunc, methods []objects.MethodDef) {
		*typ = objects.Type{
			Name: "_io." + name, Doc: doc, Signature: signature, Base: &bufferedIOBaseType, Flags: streamFlags,
			Layout: objects.LayoutWithDict[buffered](attrsOffset), Methods: methods, GetSets: bufferedGetSets,
			Slots: objects.Slots{
				New: func(_ *objects.Thread, cls *objects.Type, _ []Object, _ *objects.Tuple) (Object, error) {
					o := objects.NewInstance(cls)
					(*buffered)(o.Ref).bufferState = &bufferState{writeEnd: -1}
					return o, nil
				},
				Init: init, Repr: bufferedRepr,
				Traverse: func(o Object, visit func(Object)) {
					if b := (*buffered)(o.Ref); !b.raw.IsNull() {
						visit(b.raw)
					}
				},
			},
		}
		if name != "BufferedWriter" {
			typ.Slots.IterNext = bufferedNext
		}
		objects.Ready(typ)
	}
	define(&bufferedReaderType, "BufferedReader", bufferedReaderDoc, bufferedReaderSignature, bindBufferedReaderInit, pick(bufferedMethods, "write"))
	define(&bufferedWriterType, "BufferedWriter", bufferedWriterDoc, bufferedWriterSignature, bindBufferedWriterInit,
		pick(bufferedMethods, "read", "read1", "readinto", "readinto1", "readline", "peek"))
	define(&bufferedRandomType, "BufferedRandom", bufferedRandomDoc, bufferedRandomSignature, bindBufferedRandomInit, pick(bufferedMethods))
	initRWPair()
}

// pick gives the methods but those named, and but for a reader's writable and a writer's readable, which are the base's.
func pick(all []objects.MethodDef, without ...string) []objects.MethodDef {
	var out []objects.MethodDef
next:
	for _, m := range all {
		for _, w := range without {
			if m.Name == w || w == "write" && m.Name == "writable" || w == "read" && m.Name == "readable" {
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// Create a new buffered reader using the given readable raw IO object.
//
//py:init BufferedReader(self, raw, buffer_size=131072)
//py:sig (raw, buffer_size=DEFAULT_BUFFER_SIZE)
func bufferedReaderInit(t *objects.Thread, self, raw Object, size int) error {
	return (*buffered)(self.Ref).initAs(t, raw, size, true, false)
}

// A buffer for a writeable sequential RawIO object.
//
// The constructor creates a BufferedWriter for the given writeable raw
// stream. If the buffer_size is not given, it defaults to
// DEFAULT_BUFFER_SIZE.
//
//py:init BufferedWriter(self, raw, buffer_size=131072)
//py:sig (raw, buffer_size=DEFAULT_BUFFER_SIZE)
func bufferedWriterInit(t *objects.Thread, self, raw Object, size int) error {
	return (*buffered)(self.Ref).initAs(t, raw, size, false, true)
}

// A buffered interface to random access streams.
//
// The constructor creates a reader and writer for a seekable stream,
// raw, given in the first argument. If the buffer_size is omitted it
// defaults to DEFAULT_BUFFER_SIZE.
//
//py:init BufferedRandom(self, raw, buffer_size=131072)
//py:sig (raw, buffer_size=DEFAULT_BUFFER_SIZE)
func bufferedRandomInit(t *objects.Thread, self, raw Object, size int) error {
	return (*buffered)(self.Ref).initAs(t, raw, size, true, true)
}

// init initializes a buffer of one of the three types, as open does.
func (b *buffered) init(t *objects.Thread, raw Object, size int) error {
	b.bufferState = &bufferState{writeEnd: -1}
	typ := b.Type
	return b.initAs(t, raw, size, typ != &bufferedWriterType, typ != &bufferedReaderType)
}

// CPython: Modules/_io/bufferedio.c _buffered_init
func (b *buffered) initAs(t *objects.Thread, raw Object, size int, reads, writes bool) error {
	if err := b.enter(t); err != nil {
		return err
	}
	defer b.leave()
	b.ok, b.detached = false, false
	if reads && writes {
		if err := checkSeekable(t, raw); err != nil {
			return err
		}
	}
	if reads {
		if err := checkReadable(t, raw); err != nil {
			return err
		}
	}
	if writes {
		if err := checkWritable(t, raw); err != nil {
			return err
		}
	}
	if size <= 0 {
		return objects.ValueErrorf(t, "buffer size must be strictly positive")
	}
	if err := objects.CheckAlloc(t, size, 1); err != nil {
		return err
	}
	b.raw, b.file, b.canRead, b.canWrite, b.size = raw, nil, reads, writes, size
	b.bufferState = &bufferState{data: make([]byte, size), writeEnd: -1, rawPos: -1}
	b.readEnd, b.absPos = -1, -1
	b.pos, b.rawPos = 0, 0
	if raw.Type() == &fileIOType {
		b.file = (*fileIO)(raw.Ref)
	}
	if _, err := b.rawTell(t); err != nil && !objects.Matches(err, &objects.ExcException) {
		return err
	}
	b.ok = true
	track(t, &b.link, objects.Of(b))
	return nil
}

func (b *buffered) check(t *objects.Thread) error {
	switch {
	case b.ok:
		return nil
	case b.detached:
		return objects.ValueErrorf(t, "raw stream has been detached")
	}
	return objects.ValueErrorf(t, "I/O operation on uninitialized object")
}

func (b *buffered) isClosed(t *objects.Thread) (bool, error) {
	if err := b.check(t); err != nil {
		return false, err
	}
	if b.file != nil && b.raw.Type() == &fileIOType {
		return b.file.fd() < 0, nil
	}
	return truth(t, b.raw, "closed")
}

// checkOpen gives ValueError where the raw stream is closed.
func (b *buffered) checkOpen(t *objects.Thread, message string) error {
	closed, err := b.isClosed(t)
	if err == nil && (closed || b.data == nil) {
		err = objects.ValueErrorf(t, "%s", message)
	}
	return err
}

// enter takes the buffer's lock.
//
// CPython: Modules/_io/bufferedio.c _enter_buffered_busy
func (b *buffered) enter(t *objects.Thread) error {
	if !b.mu.TryLock() {
		if b.owner == t {
			r, err := objects.Repr(t, objects.Of(b))
			if err != nil {
				return err
			}
			return objects.Errorf(t, &objects.ExcRuntimeError, "reentrant call inside %s", r.String())
		}
		back := false
		// A thread that waits here when the interpreter ends does not come back, and must not keep the lock.
		defer func() {
			if !back {
				b.mu.Unlock()
			}
		}()
		t.Blocking(b.mu.Lock)
		back = true
	}
	b.owner = t
	return nil
}

func (b *buffered) leave() {
	b.owner = nil
	b.mu.Unlock()
}

func (b *buffered) validRead() bool  { return b.canRead && b.readEnd != -1 }
func (b *buffered) validWrite() bool { return b.canWrite && b.writeEnd != -1 }

// readAhead is how much was read and not yet given out.
func (b *buffered) readAhead() int {
	if b.validRead() {
		return b.readEnd - b.pos
	}
	return 0
}

// rawOffset is how far the raw stream is ahead of the logical position.
func (b *buffered) rawOffset() int {
	if (b.validRead() || b.validWrite()) && b.rawPos >= 0 {
		return b.rawPos - b.pos
	}
	return 0
}

func (b *buffered) setPos(pos int) {
	b.pos = pos
	if b.validRead() && b.readEnd < pos {
		b.readEnd = pos
	}
}

func (b *buffered) resetRead()  { b.readEnd = -1 }
func (b *buffered) resetWrite() { b.writePos, b.writeEnd = 0, -1 }

func (b *buffered) rawTell(t *objects.Thread) (int64, error) {
	b.absPos = -1
	o, err := method(t, b.raw, "tell")
	if err != nil {
		return -1, err
	}
	return b.position(t, o)
}

func (b *buffered) position(t *objects.Thread, o Object) (int64, error) {
	n, err := offset(t, o, &objects.ExcValueError)
	if err != nil {
		return -1, err
	}
	if n < 0 {
		return -1, objects.Errorf(t, &objects.ExcOSError, "Raw stream returned invalid position %d", n)
	}
	b.absPos = n
	return n, nil
}

func (b *buffered) rawSeek(t *objects.Thread, target int64, whence int) (int64, error) {
	b.absPos = -1
	if b.file != nil && b.file.fd() >= 0 {
		n, err := b.file.lseek(t, target, whence)
		if err == nil {
			b.absPos = n
		}
		return n, err
	}
	o, err := method(t, b.raw, "seek", objects.NewInt(target), objects.NewInt(int64(whence)))
	if err != nil {
		return -1, err
	}
	return b.position(t, o)
}

// rawRead reads once from the raw stream; -1 where nothing is there yet.
//
// CPython: Modules/_io/bufferedio.c _bufferedreader_raw_read
func (b *buffered) rawRead(t *objects.Thread, into []byte) (n int, err error) {
	if b.file != nil && b.file.fd() >= 0 {
		if !b.file.canRead {
			return 0, errMode(t, "reading")
		}
		n, err = b.file.readBytes(t, into)
	} else {
		var view, o Object
		m := &memory{Header: objects.Header{Type: &memoryType}, data: into}
		if view, err = objects.NewMemoryView(t, objects.Of(m)); err != nil {
			return 0, err
		}
		if o, err = method(t, b.raw, "readinto", view); err != nil {
			return 0, err
		}
		if o == objects.None {
			return -1, nil
		}
		if n, err = objects.AsSsize(t, o, &objects.ExcValueError); err != nil {
			cause := objects.AsExc(t, err)
			e := objects.NewException(t, &objects.ExcOSError, objects.NewStr("raw readinto() failed"))
			e.SetCause(cause)
			e.Context = cause
			return 0, e
		}
		if n < 0 || n > len(into) {
			return 0, objects.Errorf(t, &objects.ExcOSError, "raw readinto() returned invalid length %d (should have been between 0 and %d)", n, len(into))
		}
	}
	if n > 0 && b.absPos != -1 {
		b.absPos += int64(n)
	}
	return n, err
}

// rawWrite writes once to the raw stream; -1 where it takes nothing yet.
func (b *buffered) rawWrite(t *objects.Thread, data []byte) (n int, err error) {
	if b.file != nil && b.file.fd() >= 0 {
		if !b.file.canWrite {
			return 0, errMode(t, "writing")
		}
		n, err = b.file.writeBytes(t, data)
	} else {
		var view, o Object
		m := &memory{Header: objects.Header{Type: &memoryType}, data: data, readOnly: true}
		if view, err = objects.NewMemoryView(t, objects.Of(m)); err != nil {
			return 0, err
		}
		if o, err = method(t, b.raw, "write", view); err != nil {
			return 0, err
		}
		if o == objects.None {
			return -1, nil
		}
		if n, err = objects.AsSsize(t, o, &objects.ExcValueError); err != nil {
			return 0, err
		}
		if n < 0 || n > len(data) {
			return 0, objects.Errorf(t, &objects.ExcOSError, "raw write() returned invalid length %d (should have been between 0 and %d)", n, len(data))
		}
	}
	if n > 0 && b.absPos != -1 {
		b.absPos += int64(n)
	}
	return n, err
}

// fill reads more behind what was read; -1 where nothing is there yet.
func (b *buffered) fill(t *objects.Thread) (int, error) {
	start := 0
	if b.validRead() {
		start = b.readEnd
	}
	n, err := b.rawRead(t, b.data[start:])
	if err == nil && n > 0 {
		b.readEnd, b.rawPos = start+n, start+n
	}
	return n, err
}

func wouldBlock(t *objects.Thread, written int) error {
	e, err := objects.CallArgs(t, objects.Of(&objects.ExcBlockingIOError), objects.NewInt(11),
		objects.NewStr("write could not complete without blocking"), objects.NewInt(int64(written)))
	if err != nil {
		return err
	}
	return objects.Raise(t, objects.AsException(e))
}

// flushWrite writes what is to be written.
//
// CPython: Modules/_io/bufferedio.c _bufferedwriter_flush_unlocked
func (b *buffered) flushWrite(t *objects.Thread) error {
	if b.validWrite() && b.writePos != b.writeEnd {
		if rewind := b.rawOffset() + b.pos - b.writePos; rewind != 0 {
			if _, err := b.rawSeek(t, int64(-rewind), 1); err != nil {
				return err
			}
			b.rawPos -= rewind
		}
		for b.writePos < b.writeEnd {
			n, err := b.rawWrite(t, b.data[b.writePos:b.writeEnd])
			if err != nil {
				return err
			}
			if n < 0 {
				return wouldBlock(t, 0)
			}
			b.writePos += n
			b.rawPos = b.writePos
			if err := poll(t); err != nil {
				return err
			}
		}
	}
	b.resetWrite()
	return nil
}
