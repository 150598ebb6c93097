package io

import "github.com/gophersnake/gophersnake/objects"

// rwPair is a BufferedRWPair.
//
//py:type BufferedRWPair bufferedRWPairType
type rwPair struct {
	ioBase
	reader, writer Object
}

func initRWPair() {
	bufferedRWPairType = objects.Type{
		Name: "_io.BufferedRWPair", Base: &bufferedIOBaseType, Flags: streamFlags, Layout: objects.LayoutWithDict[rwPair](attrsOffset),
		Doc: bufferedRWPairDoc, Signature: bufferedRWPairSignature, Methods: bufferedRWPairMethods, GetSets: bufferedRWPairGetSets,
		Slots: objects.Slots{
			New: objects.GenericNew, Init: bindBufferedRWPairInit,
			Traverse: func(o Object, visit func(Object)) {
				p := (*rwPair)(o.Ref)
				for _, v := range []Object{p.reader, p.writer} {
					if !v.IsNull() {
						visit(v)
					}
				}
			},
		},
	}
	objects.Ready(&bufferedRWPairType)
}

// A buffered reader and writer object together.
//
// A buffered reader object and buffered writer object put together to
// form a sequential IO object that can read and write. This is typically
// used with a socket or two-way pipe.
//
// reader and writer are RawIOBase objects that are readable and
// writeable respectively. If the buffer_size is omitted it defaults to
// DEFAULT_BUFFER_SIZE.
//
//py:init BufferedRWPair(self, reader, writer, buffer_size=131072, /)
//py:sig (reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)
func (p *rwPair) init(t *objects.Thread, reader, writer Object, size int) error {
	if err := checkReadable(t, reader); err != nil {
		return err
	}
	if err := checkWritable(t, writer); err != nil {
		return err
	}
	r, err := objects.CallArgs(t, objects.Of(&bufferedReaderType), reader, objects.NewInt(int64(size)))
	if err != nil {
		return err
	}
	w, err := objects.CallArgs(t, objects.Of(&bufferedWriterType), writer, objects.NewInt(int64(size)))
	if err != nil {
		return err
	}
	p.reader, p.writer = r, w
	return nil
}

func (p *rwPair) forward(t *objects.Thread, half Object, name string, args []Object) (Object, error) {
	if half.IsNull() {
		return Object{}, objects.ValueErrorf(t, "I/O operation on uninitialized object")
	}
	return method(t, half, name, args...)
}

//py:def BufferedRWPair.read(self, *args)
//py:nosig
func (p *rwPair) read(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.reader, "read", args)
}

//py:def BufferedRWPair.peek(self, *args)
//py:nosig
func (p *rwPair) peek(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.reader, "peek", args)
}

//py:def BufferedRWPair.read1(self, *args)
//py:nosig
func (p *rwPair) read1(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.reader, "read1", args)
}

//py:def BufferedRWPair.readinto(self, *args)
//py:nosig
func (p *rwPair) readinto(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.reader, "readinto", args)
}

//py:def BufferedRWPair.readinto1(self, *args)
//py:nosig
func (p *rwPair) readinto1(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.reader, "readinto1", args)
}

//py:def BufferedRWPair.write(self, *args)
//py:nosig
func (p *rwPair) write(t *objects.Thread, args []Object) (Object, error) {
	return p.forward(t, p.writer, "write", args)
}

//py:def BufferedRWPair.flush(self, /)
func (p *rwPair) flush(t *objects.Thread) (Object, error) {
	return p.forward(t, p.writer, "flush", nil)
}

//py:def BufferedRWPair.readable(self, /)
func (p *rwPair) readable(t *objects.Thread) (Object, error) {
	return p.forward(t, p.reader, "readable", nil)
}

//py:def BufferedRWPair.writable(self, /)
func (p *rwPair) writable(t *objects.Thread) (Object, error) {
	return p.forward(t, p.writer, "writable", nil)
}

//py:def BufferedRWPair.close(self, /)
func (p *rwPair) close(t *objects.Thread) (Object, error) {
	_, first := p.forward(t, p.writer, "close", nil)
	r, err := p.forward(t, p.reader, "close", nil)
	return r, chain(t, first, err)
}

//py:def BufferedRWPair.isatty(self, /)
func (p *rwPair) isatty(t *objects.Thread) (Object, error) {
	r, err := p.forward(t, p.writer, "isatty", nil)
	if err != nil || r != objects.False {
		return r, err
	}
	return p.forward(t, p.reader, "isatty", nil)
}

//py:get BufferedRWPair.closed
func (p *rwPair) closed(t *objects.Thread) (Object, error) {
	if p.writer.IsNull() {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "the BufferedRWPair object is being garbage-collected")
	}
	return objects.GetAttr(t, p.writer, t.Interp.Intern("closed"))
}
