package io

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// textIOWrapper is a TextIOWrapper.
//
// CPython: Modules/_io/textio.c textio
//
//py:type TextIOWrapper textIOWrapperType
type textIOWrapper struct {
	ioBase
	ok, detached, finalizing                 bool
	buffer                                   Object
	direct                                   *buffered // buffer, if it is exactly one of its types
	encoding                                 *objects.Str
	errors                                   *objects.Str
	encoder                                  encoder
	decoder                                  decoder
	newlines                                 *newlineDecoder // decoder, if newlines are universal
	readNewline, writeNewline                string
	universal, readTranslate, writeTranslate bool
	lineBuffering, writeThrough              bool
	seekable, telling, hasRead1              bool
	chunkSize                                int
	pending                                  []byte // what was encoded and not yet given to the buffer
	link                                     objects.Finalizable
	// decoded is text that was read ahead; used and usedChars, the same in code points, tell what of it was given out.
	decoded         string
	hasDecoded      bool
	used, usedChars int
	// snapshot is what was read and not given to the decoder when it was in the state snapshotFlags, valid while hasSnapshot.
	snapshot      []byte
	snapshotFlags int64
	hasSnapshot   bool
	bytesPerChar  float64
}

var textIOWrapperType objects.Type

func initTextIO() {
	textIOWrapperType = objects.Type{
		Name: "_io.TextIOWrapper", Doc: textIOWrapperDoc, Signature: textIOWrapperSignature, Base: &textIOBaseType, Flags: streamFlags,
		Layout: objects.LayoutWithDict[textIOWrapper](attrsOffset), Methods: textIOWrapperMethods, GetSets: textIOWrapperGetSets,
		Slots: objects.Slots{
			New: objects.GenericNew, Init: bindTextIOWrapperInit, Repr: textRepr, IterNext: textNext,
			Traverse: func(o Object, visit func(Object)) {
				w := (*textIOWrapper)(o.Ref)
				for _, v := range []Object{w.buffer, objects.ObjectOrNull(w.encoding), objects.ObjectOrNull(w.errors)} {
					if !v.IsNull() {
						visit(v)
					}
				}
				d := w.decoder
				if w.newlines != nil {
					visit(objects.Of(w.newlines))
					d = nil
				}
				if p, ok := d.(pythonDecoder); ok {
					visit(p.o)
				}
				if p, ok := w.encoder.(pythonEncoder); ok {
					visit(p.o)
				}
			},
		},
	}
	objects.Ready(&textIOWrapperType)
}

// Character and line based layer over a BufferedIOBase object, buffer.
//
// encoding gives the name of the encoding that the stream will be
// decoded or encoded with. It defaults to locale.getencoding().
//
// errors determines the strictness of encoding and decoding (see
// help(codecs.Codec) or the documentation for codecs.register) and
// defaults to "strict".
//
// newline controls how line endings are handled. It can be None, ”,
// '\n', '\r', and '\r\n'.  It works as follows:
//
// * On input, if newline is None, universal newlines mode is
// enabled. Lines in the input can end in '\n', '\r', or '\r\n', and
// these are translated into '\n' before being returned to the
// caller. If it is ”, universal newline mode is enabled, but line
// endings are returned to the caller untranslated. If it has any of
// the other legal values, input lines are only terminated by the given
// string, and the line ending is returned to the caller untranslated.
//
// * On output, if newline is None, any '\n' characters written are
// translated to the system default line separator, os.linesep. If
// newline is ” or '\n', no translation takes place. If newline is any
// of the other legal values, any '\n' characters written are translated
// to the given string.
//
// If line_buffering is True, a call to flush is implied when a call to
// write contains a newline character.
//
//py:init TextIOWrapper(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)
func (w *textIOWrapper) init(t *objects.Thread, buffer Object, encoding *objects.Str, errors Object, newline *objects.Str, line, through bool) error {
	w.ok, w.detached = false, false
	if encoding == nil {
		if err := warnDefaultEncoding(t, 1); err != nil {
			return err
		}
	}
	switch s := objects.AsStr(errors); {
	case errors == objects.None:
		w.errors = objects.MakeStr("strict")
	case s == nil:
		return objects.TypeErrorf(t, "TextIOWrapper() argument 'errors' must be str or None, not %.50s", errors.Type().Name200())
	default:
		if err := plainText(t, s); err != nil {
			return err
		}
		w.errors = s
	}
	if err := checkNewline(t, newline); err != nil {
		return err
	}
	w.buffer, w.direct = Object{}, nil
	w.encoder, w.decoder, w.newlines = nil, nil, nil
	w.clearRead()
	w.pending = nil
	w.bytesPerChar = 0
	if encoding == nil || encoding.String() == "locale" {
		encoding = objects.MakeStr("utf-8")
	}
	if err := plainText(t, encoding); err != nil {
		return err
	}
	w.encoding = encoding
	if nativeName(encoding.String()) == "" {
		if _, err := textCodec(t, encoding.String()); err != nil {
			return err
		}
	}
	w.setNewline(newline)
	w.lineBuffering, w.writeThrough = line, through
	w.chunkSize = 8192
	w.buffer = buffer
	if typ := buffer.Type(); typ == &bufferedReaderType || typ == &bufferedWriterType || typ == &bufferedRandomType {
		w.direct = (*buffered)(buffer.Ref)
	}
	if err := w.makeCodecs(t); err != nil {
		return err
	}
	seekable, err := objects.CallMethod(t, buffer, t.Interp.Intern("seekable"))
	if err != nil {
		return err
	}
	if w.seekable, err = objects.Truth(t, seekable); err != nil {
		return err
	}
	w.telling = w.seekable
	read1, err := attr(t, buffer, "read1")
	if err != nil {
		return err
	}
	w.hasRead1 = !read1.IsNull()
	if err := w.fixEncoder(t); err != nil {
		return err
	}
	w.ok = true
	track(t, &w.link, objects.Of(w))
	return nil
}

// plainText checks the name of an encoding or an error handler.
func plainText(t *objects.Thread, s *objects.Str) error {
	if _, err := objects.EncodeUTF8(t, s); err != nil {
		return err
	}
	if strings.IndexByte(s.String(), 0) >= 0 {
		return objects.ValueErrorf(t, "embedded null character")
	}
	return nil
}

func checkNewline(t *objects.Thread, newline *objects.Str) error {
	if newline == nil {
		return nil
	}
	switch newline.String() {
	case "", "\n", "\r", "\r\n":
		return nil
	}
	if strings.IndexByte(newline.String(), 0) >= 0 {
		return objects.ValueErrorf(t, "embedded null character")
	}
	return objects.ValueErrorf(t, "illegal newline value: %s", newline.String())
}

func (w *textIOWrapper) setNewline(newline *objects.Str) {
	w.readNewline, w.writeNewline = "", ""
	if newline != nil {
		w.readNewline = newline.String()
	}
	w.universal = w.readNewline == ""
	w.readTranslate = newline == nil
	w.writeTranslate = newline == nil || w.readNewline != ""
	if !w.universal && w.readNewline != "\n" {
		w.writeNewline = w.readNewline
	}
}

// makeCodecs makes the decoder and the encoder that the buffer has use for.
func (w *textIOWrapper) makeCodecs(t *objects.Thread) error {
	w.decoder, w.newlines, w.encoder = nil, nil, nil
	encoding, errors := w.encoding.String(), w.errors.String()
	can := func(what string) (bool, error) {
		v, err := method(t, w.buffer, what)
		if err != nil {
			return false, err
		}
		return objects.Truth(t, v)
	}
	readable, err := can("readable")
	if err != nil {
		return err
	}
	if readable {
		if w.decoder, err = newDecoder(t, encoding, errors); err != nil {
			return err
		}
		if w.universal {
			w.newlines = &newlineDecoder{Header: objects.Header{Type: &newlineDecoderType}, decoder: w.decoder, translate: w.readTranslate, initialized: true}
			w.decoder = w.newlines
		}
	}
	writable, err := can("writable")
	if err != nil || !writable {
		return err
	}
	w.encoder, err = newEncoder(t, encoding, errors)
	return err
}

// fixEncoder tells the encoder when it does not begin at the start of a stream.
func (w *textIOWrapper) fixEncoder(t *objects.Thread) error {
	if !w.seekable || w.encoder == nil {
		return nil
	}
	if _, native := w.encoder.(*nativeCodec); native && w.direct != nil {
		return nil
	}
	pos, err := method(t, w.buffer, "tell")
	if err != nil {
		return err
	}
	start, err := objects.EqualBool(t, pos, objects.NewInt(0))
	if err != nil || start {
		return err
	}
	return w.encoder.restart(t, false)
}

// Change the text stream with new parameters.
//
// This also does an implicit stream flush.
//
// CPython: Modules/_io/textio.c _io_TextIOWrapper_reconfigure_impl
//
//py:def TextIOWrapper.reconfigure(self, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)
//py:sig ($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)
func (w *textIOWrapper) reconfigure(t *objects.Thread, encoding, errors, newline, line, through Object) error {
	if err := w.check(t); err != nil {
		return err
	}
	if w.hasDecoded && (encoding != objects.None || errors != objects.None || !newline.IsNull()) {
		return unsupported(t, "It is not possible to set the encoding or newline of stream after the first read")
	}
	for _, a := range []struct {
		name string
		v    Object
	}{{"encoding", encoding}, {"errors", errors}, {"newline", newline.OrNone()}} {
		if a.v != objects.None && objects.AsStr(a.v) == nil {
			return objects.TypeErrorf(t, "reconfigure() argument '%s' must be str or None, not %.200s", a.name, a.v.Type().Name200())
		}
	}
	nl := objects.AsStr(newline)
	if !newline.IsNull() {
		if err := checkNewline(t, nl); err != nil {
			return err
		}
	}
	flag := func(v Object, now bool) (bool, error) {
		if v == objects.None {
			return now, nil
		}
		n, err := objects.ArgInt32(t, v)
		return n != 0, err
	}
	lineBuffering, err := flag(line, w.lineBuffering)
	if err != nil {
		return err
	}
	writeThrough, err := flag(through, w.writeThrough)
	if err != nil {
		return err
	}
	if _, err := method(t, objects.Of(w), "flush"); err != nil {
		return err
	}
	w.bytesPerChar = 0
	if encoding != objects.None || errors != objects.None || !newline.IsNull() {
		enc, errs := w.encoding, w.errors
		if encoding != objects.None {
			enc = objects.AsStr(encoding)
			if enc.String() == "locale" {
				enc = objects.MakeStr("utf-8")
			}
			if errors == objects.None {
				errs = objects.MakeStr("strict")
			}
		}
		if errors != objects.None {
			errs = objects.AsStr(errors)
		}
		if name, _, null := strings.Cut(enc.String(), "\x00"); null {
			return objects.Errorf(t, &objects.ExcLookupError, "unknown encoding: %s", name)
		}
		for _, s := range []*objects.Str{enc, errs} {
			if err := plainText(t, s); err != nil {
				return err
			}
		}
		if nativeName(enc.String()) == "" {
			if _, err := textCodec(t, enc.String()); err != nil {
				return err
			}
		}
		if !newline.IsNull() {
			w.setNewline(nl)
		}
		w.encoding, w.errors = enc, errs
		if err := w.makeCodecs(t); err != nil {
			return err
		}
		if err := w.fixEncoder(t); err != nil {
			return err
		}
	}
	w.lineBuffering, w.writeThrough = lineBuffering, writeThrough
	return nil
}

func (w *textIOWrapper) check(t *objects.Thread) error {
	if err := w.checkInit(t); err != nil || !w.detached {
		return err
	}
	return errDetached(t)
}

func (w *textIOWrapper) checkInit(t *objects.Thread) error {
	if w.ok {
		return nil
	}
	return objects.ValueErrorf(t, "I/O operation on uninitialized object")
}

// checkOpen gives ValueError for a closed stream.
func (w *textIOWrapper) checkOpen(t *objects.Thread) error {
	if err := w.check(t); err != nil {
		return err
	}
	if w.Type == &textIOWrapperType && w.direct != nil && w.direct.file != nil {
		if w.direct.file.fd() < 0 {
			return closedFile(t)
		}
		return nil
	}
	closed, err := truth(t, objects.Of(w), "closed")
	if err == nil && closed {
		err = closedFile(t)
	}
	return err
}

func (w *textIOWrapper) clearDecoded() {
	w.decoded, w.used, w.usedChars, w.hasDecoded = "", 0, 0, false
}

func (w *textIOWrapper) clearRead() {
	w.clearDecoded()
	w.snapshot, w.hasSnapshot = nil, false
}

// CPython: Modules/_io/textio.c _io_TextIOWrapper_write_impl
//
//py:def TextIOWrapper.write(self, text, /)
func (w *textIOWrapper) write(t *objects.Thread, text *objects.Str) (int, error) {
	if err := w.checkOpen(t); err != nil {
		return 0, err
	}
	if w.encoder == nil {
		return 0, unsupported(t, "not writable")
	}
	n := text.Len()
	flush := false
	var err error
	if w.writeTranslate && w.writeNewline != "" || w.lineBuffering {
		s := text.String()
		lf := strings.IndexByte(s, '\n') >= 0
		flush = w.lineBuffering && (lf || strings.IndexByte(s, '\r') >= 0)
		if lf && w.writeTranslate && w.writeNewline != "" {
			if text, err = w.replaceNewlines(t, text); err != nil {
				return 0, err
			}
		}
	}
	b, err := w.encoder.encode(t, text)
	if err != nil {
		return 0, err
	}
	if len(w.pending) > 0 && len(w.pending)+len(b) > w.chunkSize {
		if err := w.writeFlush(t); err != nil {
			return 0, err
		}
	}
	if w.pending == nil {
		// Handed on as it is: nobody else has it, or nobody writes to it.
		w.pending = b[:len(b):len(b)]
	} else {
		w.pending = append(w.pending, b...)
	}
	if len(w.pending) >= w.chunkSize || flush || w.writeThrough {
		if err := w.writeFlush(t); err != nil {
			return 0, err
		}
	}
	if flush {
		if _, err := method(t, w.buffer, "flush"); err != nil {
			return 0, err
		}
	}
	if w.hasSnapshot {
		w.clearRead()
	}
	if w.decoder != nil {
		if err := w.decoder.reset(t); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// replaceNewlines writes line ends as the stream does. A subclass of str may do that itself.
func (w *textIOWrapper) replaceNewlines(t *objects.Thread, text *objects.Str) (*objects.Str, error) {
	if text.Type == &objects.StrType {
		return objects.MakeStr(strings.ReplaceAll(text.String(), "\n", w.writeNewline)), nil
	}
	o, err := method(t, objects.Of(text), "replace", objects.NewStr("\n"), objects.NewStr(w.writeNewline))
	if err != nil {
		return nil, err
	}
	r := objects.AsStr(o)
	if r == nil {
		return nil, objects.TypeErrorf(t, "replace() should have returned a str object, not '%.200s'", o.Type().Name200())
	}
	if err := w.checkOpen(t); err != nil {
		return nil, err
	}
	if w.encoder == nil {
		return nil, unsupported(t, "not writable")
	}
	return r, nil
}

// writeFlush hands what was encoded to the buffer.
func (w *textIOWrapper) writeFlush(t *objects.Thread) error {
	for len(w.pending) > 0 {
		b := w.pending
		w.pending = nil
		if w.direct != nil && w.direct.canWrite {
			if err := w.direct.check(t); err != nil {
				return err
			}
			if _, err := w.direct.writeBytes(t, b); err != nil {
				return err
			}
			continue
		}
		if _, err := method(t, w.buffer, "write", objects.NewBytes(b)); err != nil {
			return err
		}
	}
	w.pending = nil
	return nil
}

//py:def TextIOWrapper.detach(self, /)
func (w *textIOWrapper) detach(t *objects.Thread) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	if _, err := method(t, objects.Of(w), "flush"); err != nil {
		return Object{}, err
	}
	buffer := w.buffer
	untrack(t, &w.link)
	w.buffer, w.direct, w.detached = Object{}, nil, true
	return buffer, nil
}

//py:def TextIOWrapper.flush(self, /)
func (w *textIOWrapper) flush(t *objects.Thread) (Object, error) {
	if err := w.checkOpen(t); err != nil {
		return Object{}, err
	}
	w.telling = w.seekable
	if err := w.writeFlush(t); err != nil {
		return Object{}, err
	}
	return method(t, w.buffer, "flush")
}

// CPython: Modules/_io/textio.c _io_TextIOWrapper_close_impl
//
//py:def TextIOWrapper.close(self, /)
func (w *textIOWrapper) close(t *objects.Thread) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	closed, err := truth(t, objects.Of(w), "closed")
	if err != nil || closed {
		return objects.None, err
	}
	if w.detached {
		return objects.None, nil
	}
	if w.finalizing {
		if _, err := method(t, w.buffer, "_dealloc_warn", objects.Of(w)); err != nil && !objects.Matches(err, &objects.ExcException) {
			return Object{}, err
		}
	}
	_, first := method(t, objects.Of(w), "flush")
	buffer := w.buffer
	r, err := method(t, buffer, "close")
	untrack(t, &w.link)
	return r, chain(t, first, err)
}

func (w *textIOWrapper) forward(t *objects.Thread, name string) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	return method(t, w.buffer, name)
}

//py:def TextIOWrapper.fileno(self, /)
func (w *textIOWrapper) fileno(t *objects.Thread) (Object, error) { return w.forward(t, "fileno") }

//py:def TextIOWrapper.seekable(self, /)
func (w *textIOWrapper) isSeekable(t *objects.Thread) (Object, error) {
	return w.forward(t, "seekable")
}

//py:def TextIOWrapper.readable(self, /)
func (w *textIOWrapper) readable(t *objects.Thread) (Object, error) { return w.forward(t, "readable") }

//py:def TextIOWrapper.writable(self, /)
func (w *textIOWrapper) writable(t *objects.Thread) (Object, error) { return w.forward(t, "writable") }

//py:def TextIOWrapper.isatty(self, /)
func (w *textIOWrapper) isatty(t *objects.Thread) (Object, error) { return w.forward(t, "isatty") }

//py:def TextIOWrapper.__getstate__(self, /)
func (w *textIOWrapper) getstate(t *objects.Thread) error { return noPickle(t, objects.Of(w)) }

//py:get TextIOWrapper.encoding
func (w *textIOWrapper) getEncoding() Object { return objects.ObjectOrNone(w.encoding) }

//py:get TextIOWrapper.errors
func (w *textIOWrapper) getErrors(t *objects.Thread) (Object, error) {
	return objects.ObjectOrNone(w.errors), w.checkInit(t)
}

//py:get TextIOWrapper.buffer
func (w *textIOWrapper) getBuffer(t *objects.Thread) (Object, error) {
	return w.buffer, w.check(t)
}

//py:get TextIOWrapper.line_buffering
func (w *textIOWrapper) getLineBuffering() bool { return w.lineBuffering }

//py:get TextIOWrapper.write_through
func (w *textIOWrapper) getWriteThrough() bool { return w.writeThrough }

//py:get TextIOWrapper._finalizing
func (w *textIOWrapper) isFinalizing() bool { return w.finalizing }

//py:set TextIOWrapper._finalizing
func (w *textIOWrapper) setFinalizing(t *objects.Thread, v Object) error {
	return setBool(t, &w.finalizing, v)
}

//py:get TextIOWrapper.name
func (w *textIOWrapper) name(t *objects.Thread) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	return objects.GetAttr(t, w.buffer, t.Interp.Intern("name"))
}

//py:get TextIOWrapper.closed
func (w *textIOWrapper) closed(t *objects.Thread) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	return objects.GetAttr(t, w.buffer, t.Interp.Intern("closed"))
}

//py:get TextIOWrapper.newlines
func (w *textIOWrapper) getNewlines(t *objects.Thread) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	if w.newlines == nil {
		return objects.None, nil
	}
	return w.newlines.newlines(t)
}

//py:get TextIOWrapper._CHUNK_SIZE
func (w *textIOWrapper) getChunkSize(t *objects.Thread) (int, error) { return w.chunkSize, w.check(t) }

//py:set TextIOWrapper._CHUNK_SIZE
func (w *textIOWrapper) setChunkSize(t *objects.Thread, v Object) error {
	if err := w.check(t); err != nil {
		return err
	}
	if v.IsNull() {
		return objects.Errorf(t, &objects.ExcAttributeError, "_CHUNK_SIZE cannot be deleted")
	}
	n, err := objects.AsSsize(t, v, &objects.ExcValueError)
	if err != nil {
		return err
	}
	if n <= 0 {
		return objects.ValueErrorf(t, "a strictly positive integer is required")
	}
	w.chunkSize = n
	return nil
}

// CPython: Modules/_io/textio.c textiowrapper_repr
func textRepr(t *objects.Thread, o Object) (Object, error) {
	w := (*textIOWrapper)(o.Ref)
	if err := w.checkInit(t); err != nil {
		return Object{}, err
	}
	if t.ReprEnter(o) {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "reentrant call inside %s.__repr__", o.Type().Name200())
	}
	defer t.ReprLeave(o)
	s := "<" + o.Type().Name200()
	for _, name := range []string{"name", "mode"} {
		v, err := attr(t, o, name)
		if err != nil {
			if objects.Matches(err, &objects.ExcValueError) {
				continue
			}
			return Object{}, err
		}
		if v.IsNull() {
			continue
		}
		r, err := objects.Repr(t, v)
		if err != nil {
			return Object{}, err
		}
		s += " " + name + "=" + r.String()
	}
	r, err := objects.Repr(t, w.getEncoding())
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(s + " encoding=" + r.String() + ">"), nil
}
