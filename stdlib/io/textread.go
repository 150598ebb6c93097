package io

import (
	"bytes"
	"encoding/binary"
	"math/big"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// readChunk reads and decodes a piece, of at least hint characters if possible; false at the end.
//
// CPython: Modules/_io/textio.c textiowrapper_read_chunk
func (w *textIOWrapper) readChunk(t *objects.Thread, hint int) (bool, error) {
	d := w.decoder
	if d == nil {
		return false, unsupported(t, "not readable")
	}
	var pending []byte
	var flags int64
	var err error
	if w.telling {
		if pending, flags, err = d.getState(t); err != nil {
			return false, err
		}
	}
	size := w.chunkSize
	if hint > 0 {
		size = max(size, int(max(w.bytesPerChar, 1)*float64(hint)))
	}
	var chunk Object
	name := "read"
	switch {
	case w.direct != nil && w.direct.canRead:
		chunk, err = w.direct.read1(t, size)
	case w.hasRead1:
		name = "read1"
		fallthrough
	default:
		chunk, err = method(t, w.buffer, name, objects.NewInt(int64(size)))
	}
	if err != nil {
		return false, err
	}
	input, ok := objects.BytesLike(t, chunk)
	if !ok {
		return false, objects.TypeErrorf(t, "underlying %s() should have returned a bytes-like object, not '%.200s'", name, chunk.Type().Name200())
	}
	n := len(input)
	eof := n == 0
	decoded, err := d.decode(t, chunk, eof)
	if err != nil {
		return false, err
	}
	w.decoded, w.used, w.usedChars, w.hasDecoded = decoded, 0, 0, true
	w.bytesPerChar = 0
	if decoded != "" {
		w.bytesPerChar = float64(n) / float64(objects.CodePoints(decoded))
		eof = false
	}
	if w.telling {
		if len(pending) > 0 {
			input = append(bytes.Clone(pending), input...)
		} else if objects.AsBytes(chunk) == nil {
			input = bytes.Clone(input)
		}
		w.snapshot, w.snapshotFlags, w.hasSnapshot = input, flags, true
	}
	return !eof, nil
}

// takeDecoded gives up to n characters of what was read ahead, all if n is negative.
func (w *textIOWrapper) takeDecoded(n int) (s string, chars int) {
	rest := w.decoded[w.used:]
	if n < 0 || n >= len(rest) {
		s = rest
	} else {
		s = rest[:byteOffset(rest, n)]
	}
	chars = objects.CodePoints(s)
	w.used += len(s)
	w.usedChars += chars
	return s, chars
}

// byteOffset gives where character n of s begins, its length if s is shorter.
func byteOffset(s string, n int) int {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		i++
		for i < len(s) && s[i]&0xC0 == 0x80 {
			i++
		}
	}
	return i
}

// CPython: Modules/_io/textio.c _io_TextIOWrapper_read_impl
//
//py:def TextIOWrapper.read(self, size=-1, /)
func (w *textIOWrapper) read(t *objects.Thread, size Object) (Object, error) {
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if err := w.checkOpen(t); err != nil {
		return Object{}, err
	}
	d := w.decoder
	if d == nil {
		return Object{}, unsupported(t, "not readable")
	}
	if err := w.writeFlush(t); err != nil {
		return Object{}, err
	}
	if n < 0 {
		b, err := method(t, w.buffer, "read")
		if err != nil {
			return Object{}, err
		}
		if b == objects.None {
			return Object{}, objects.Errorf(t, &objects.ExcBlockingIOError, "Read returned None.")
		}
		if _, ok := objects.BytesLike(t, b); !ok {
			if _, native := d.(pythonDecoder); !native {
				return Object{}, objects.TypeErrorf(t, "a bytes-like object is required, not '%.100s'", b.Type().Name200())
			}
		}
		rest, err := d.decode(t, b, true)
		if err != nil {
			return Object{}, err
		}
		s, _ := w.takeDecoded(-1)
		had := w.hasDecoded
		if s != "" {
			rest = s + rest
		}
		w.clearRead()
		// Something was read: the encoding is settled.
		w.hasDecoded = had
		return objects.NewStr(rest), nil
	}
	s, chars := w.takeDecoded(n)
	if chars == n || chars > 0 && n == chars {
		return objects.NewStr(s), nil
	}
	var parts strings.Builder
	parts.WriteString(s)
	for n -= chars; n > 0; n -= chars {
		more, err := w.readChunk(t, n)
		if err != nil {
			return Object{}, err
		}
		if !more {
			break
		}
		s, chars = w.takeDecoded(n)
		parts.WriteString(s)
	}
	return objects.NewStr(parts.String()), nil
}

// lineEnd gives where the line that s begins with ends, -1 if its end is not there. After a piece that ended with a carriage return, cr
// is set.
func (w *textIOWrapper) lineEnd(s string, cr bool) int {
	switch {
	case w.readTranslate:
		return strings.IndexByte(s, '\n') + 1
	case w.universal:
		i := strings.IndexAny(s, "\r\n")
		if i >= 0 && s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			i++
		}
		return i + 1
	case cr && w.readNewline == "\r\n" && s[0] == '\n':
		return 1
	}
	if i := strings.Index(s, w.readNewline); i >= 0 {
		return i + len(w.readNewline)
	}
	return 0
}

// line reads a line, of at most limit characters if that is not negative.
func (w *textIOWrapper) line(t *objects.Thread, limit int) (string, error) {
	if err := w.checkOpen(t); err != nil {
		return "", err
	}
	if len(w.pending) > 0 {
		if err := w.writeFlush(t); err != nil {
			return "", err
		}
	}
	line, chars := "", 0
	for limit < 0 || chars < limit {
		if w.used == len(w.decoded) {
			more := true
			var err error
			for more && w.used == len(w.decoded) {
				if more, err = w.readChunk(t, 0); err != nil {
					return "", err
				}
			}
			if !more {
				w.clearRead()
				w.hasDecoded = true
				break
			}
		}
		rest := w.decoded[w.used:]
		end := w.lineEnd(rest, strings.HasSuffix(line, "\r"))
		found := end > 0
		if !found {
			end = len(rest)
		}
		piece := rest[:end]
		if limit >= 0 && len(piece) > limit-chars {
			if cut := byteOffset(piece, limit-chars); cut < len(piece) {
				piece, found = piece[:cut], false
			}
		}
		n := objects.CodePoints(piece)
		w.used += len(piece)
		w.usedChars += n
		chars += n
		if line == "" {
			line = piece
		} else {
			line += piece
		}
		if found {
			break
		}
	}
	return line, nil
}

//py:def TextIOWrapper.readline(self, size=-1, /)
func (w *textIOWrapper) readline(t *objects.Thread, size int) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	s, err := w.line(t, size)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(s), nil
}

func textNext(t *objects.Thread, o Object) (Object, error) {
	w := (*textIOWrapper)(o.Ref)
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	w.telling = false
	var line Object
	var s *objects.Str
	if w.Type == &textIOWrapperType {
		text, err := w.line(t, -1)
		if err != nil {
			return Object{}, err
		}
		s = objects.MakeStr(text)
		line = objects.Of(s)
	} else {
		var err error
		if line, err = method(t, o, "readline"); err != nil {
			return Object{}, err
		}
		if s = objects.AsStr(line); s == nil {
			return Object{}, objects.Errorf(t, &objects.ExcOSError, "readline() should have returned an str object, not '%.200s'", line.Type().Name200())
		}
	}
	if s.Len() == 0 {
		w.snapshot, w.hasSnapshot = nil, false
		w.telling = w.seekable
		return Object{}, nil
	}
	return line, nil
}

// A cookie is what tell gives: a place in the bytes from which the decoder, in the state flags, must be fed and some characters skipped to
// come to the place in the text. Most have no more than the position.
type cookie struct {
	start       int64
	flags       int64
	feed, chars int
	eof         bool
}

func (c cookie) object() Object {
	if c.flags == 0 && c.feed == 0 && c.chars == 0 && !c.eof {
		return objects.NewInt(c.start)
	}
	var b [21]byte
	if c.eof {
		b[0] = 1
	}
	binary.BigEndian.PutUint32(b[1:], uint32(c.chars))
	binary.BigEndian.PutUint32(b[5:], uint32(c.feed))
	binary.BigEndian.PutUint32(b[9:], uint32(c.flags))
	binary.BigEndian.PutUint64(b[13:], uint64(c.start))
	return objects.NewBigInt(new(big.Int).SetBytes(b[:]))
}

func parseCookie(t *objects.Thread, o Object) (c cookie, err error) {
	if _, _, ok := objects.IntValue(o); !ok {
		if o, err = objects.Index(t, o); err != nil {
			return c, err
		}
	}
	x := objects.AsBig(o)
	if x.BitLen() > 8*21 {
		return c, objects.OverflowErrorf(t, "int too big to convert")
	}
	var b [21]byte
	x.FillBytes(b[:])
	c.eof = b[0] != 0
	c.chars = int(int32(binary.BigEndian.Uint32(b[1:])))
	c.feed = int(int32(binary.BigEndian.Uint32(b[5:])))
	c.flags = int64(int32(binary.BigEndian.Uint32(b[9:])))
	c.start = int64(binary.BigEndian.Uint64(b[13:]))
	return c, nil
}

// setDecoder puts the decoder into the state that a cookie names.
func setDecoder(t *objects.Thread, d decoder, c cookie) error {
	if c.start == 0 && c.flags == 0 {
		return d.reset(t)
	}
	return d.setState(t, nil, c.flags)
}

// Set the stream position, and return the new stream position.
//
//	cookie
//	  Zero or an opaque number returned by tell().
//	whence
//	  The relative position to seek from.
//
// Four operations are supported, given by the following argument
// combinations:
//
// - seek(0, SEEK_SET): Rewind to the start of the stream.
// - seek(cookie, SEEK_SET): Restore a previous position.
// - seek(0, SEEK_END): Fast-forward to the end of the stream.
// - seek(0, SEEK_CUR): Leave the current stream position unchanged.
//
// Any other argument combinations are invalid,
// and may raise exceptions.
//
// CPython: Modules/_io/textio.c _io_TextIOWrapper_seek_impl
//
//py:def TextIOWrapper.seek(self, cookie, whence=0, /)
//py:sig ($self, cookie, whence=os.SEEK_SET, /)
func (w *textIOWrapper) seek(t *objects.Thread, where Object, whence int32) (Object, error) {
	if err := w.checkOpen(t); err != nil {
		return Object{}, err
	}
	if !w.seekable {
		return Object{}, unsupported(t, "underlying stream is not seekable")
	}
	zero := false
	if whence == 1 || whence == 2 {
		var err error
		if zero, err = objects.EqualBool(t, where, objects.NewInt(0)); err != nil {
			return Object{}, err
		}
	}
	switch whence {
	case 0:
	case 1:
		if !zero {
			return Object{}, unsupported(t, "can't do nonzero cur-relative seeks")
		}
		var err error
		if where, err = method(t, objects.Of(w), "tell"); err != nil {
			return Object{}, err
		}
	case 2:
		if !zero {
			return Object{}, unsupported(t, "can't do nonzero end-relative seeks")
		}
		if _, err := method(t, objects.Of(w), "flush"); err != nil {
			return Object{}, err
		}
		w.clearRead()
		if w.decoder != nil {
			if err := w.decoder.reset(t); err != nil {
				return Object{}, err
			}
		}
		r, err := method(t, w.buffer, "seek", objects.NewInt(0), objects.NewInt(2))
		if err != nil {
			return Object{}, err
		}
		if w.encoder != nil {
			start, err := objects.EqualBool(t, r, objects.NewInt(0))
			if err == nil {
				err = w.encoder.restart(t, start)
			}
			if err != nil {
				return Object{}, err
			}
		}
		return r, nil
	default:
		return Object{}, objects.ValueErrorf(t, "invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	negative, err := objects.CompareBool(t, where, objects.NewInt(0), objects.LT)
	if err != nil {
		return Object{}, err
	}
	if negative {
		r, err := objects.Repr(t, where)
		if err != nil {
			return Object{}, err
		}
		return Object{}, objects.ValueErrorf(t, "negative seek position %s", r.String())
	}
	if _, err := method(t, objects.Of(w), "flush"); err != nil {
		return Object{}, err
	}
	c, err := parseCookie(t, where)
	if err != nil {
		return Object{}, err
	}
	if _, err := method(t, w.buffer, "seek", objects.NewInt(c.start)); err != nil {
		return Object{}, err
	}
	w.clearRead()
	if w.decoder != nil {
		if err := setDecoder(t, w.decoder, c); err != nil {
			return Object{}, err
		}
	}
	if c.chars != 0 {
		o, err := method(t, w.buffer, "read", objects.NewInt(int64(c.feed)))
		if err != nil {
			return Object{}, err
		}
		b := objects.AsBytes(o)
		if b == nil {
			return Object{}, objects.TypeErrorf(t, "underlying read() should have returned a bytes object, not '%.200s'", o.Type().Name200())
		}
		w.snapshot, w.snapshotFlags, w.hasSnapshot = b.Bytes(), c.flags, true
		if w.decoder == nil {
			return Object{}, unsupported(t, "not readable")
		}
		decoded, err := w.decoder.decode(t, o, c.eof)
		if err != nil {
			return Object{}, err
		}
		w.decoded, w.hasDecoded = decoded, true
		if c.chars < 0 || objects.CodePoints(decoded) < c.chars {
			return Object{}, objects.NewException(t, &objects.ExcOSError, objects.NewStr("can't restore logical file position"))
		}
		w.used, w.usedChars = byteOffset(decoded, c.chars), c.chars
	} else {
		w.snapshot, w.snapshotFlags, w.hasSnapshot = nil, c.flags, true
	}
	if w.encoder != nil {
		if err := w.encoder.restart(t, c.start == 0 && c.flags == 0); err != nil {
			return Object{}, err
		}
	}
	return where, nil
}

// Return the stream position as an opaque number.
//
// The return value of tell() can be given as input to seek(), to restore a
// previous stream position.
//
// CPython: Modules/_io/textio.c _io_TextIOWrapper_tell_impl
//
//py:def TextIOWrapper.tell(self, /)
func (w *textIOWrapper) tell(t *objects.Thread) (Object, error) {
	if err := w.checkOpen(t); err != nil {
		return Object{}, err
	}
	if !w.seekable {
		return Object{}, unsupported(t, "underlying stream is not seekable")
	}
	if !w.telling {
		return Object{}, objects.NewException(t, &objects.ExcOSError, objects.NewStr("telling position disabled by next() call"))
	}
	if err := w.writeFlush(t); err != nil {
		return Object{}, err
	}
	if _, err := method(t, objects.Of(w), "flush"); err != nil {
		return Object{}, err
	}
	pos, err := method(t, w.buffer, "tell")
	if err != nil {
		return Object{}, err
	}
	if w.decoder == nil || !w.hasSnapshot {
		return pos, nil
	}
	start, err := objects.ArgInt64(t, pos)
	if err != nil {
		return Object{}, err
	}
	input := w.snapshot
	c := cookie{start: start - int64(len(input)), flags: w.snapshotFlags}
	if w.usedChars == 0 {
		return c.object(), nil
	}
	skip, d := w.usedChars, w.decoder
	pending, flags, err := d.getState(t)
	if err != nil {
		return Object{}, err
	}
	pending = bytes.Clone(pending)
	err = locate(t, d, &c, input, skip, w.bytesPerChar)
	if e := d.setState(t, pending, flags); err == nil {
		err = e
	}
	if err != nil {
		return Object{}, err
	}
	return c.object(), nil
}

// locate moves c, which stands before input, to the last place from which the decoder can be restarted that is no more than skip
// characters ahead, and notes what comes between.
func locate(t *objects.Thread, d decoder, c *cookie, input []byte, skip int, bytesPerChar float64) error {
	feed := func(b []byte, final bool) (int, error) {
		s, err := d.decode(t, objects.NewBytes(b), final)
		return objects.CodePoints(s), err
	}
	// Guess where that is from the number of bytes that a character took.
	skipBytes, back := int(bytesPerChar*float64(skip)), 1
	skipBytes = min(skipBytes, len(input))
	for skipBytes > 0 {
		if err := setDecoder(t, d, *c); err != nil {
			return err
		}
		n, err := feed(input[:skipBytes:skipBytes], false)
		if err != nil {
			return err
		}
		if n > skip {
			skipBytes -= back
			back *= 2
			continue
		}
		pending, flags, err := d.getState(t)
		if err != nil {
			return err
		}
		if len(pending) == 0 {
			c.flags = flags
			skip -= n
			break
		}
		skipBytes -= len(pending)
		back = 1
	}
	if skipBytes <= 0 {
		skipBytes = 0
		if err := setDecoder(t, d, *c); err != nil {
			return err
		}
	}
	c.start += int64(skipBytes)
	c.chars = skip
	if skip == 0 {
		return nil
	}
	// Go on byte by byte.
	decoded := 0
	i := skipBytes
	for ; i < len(input); i++ {
		n, err := feed(input[i:i+1:i+1], false)
		if err != nil {
			return err
		}
		decoded += n
		c.feed++
		pending, flags, err := d.getState(t)
		if err != nil {
			return err
		}
		if len(pending) == 0 && decoded <= skip {
			c.start += int64(c.feed)
			skip -= decoded
			c.flags, c.feed, decoded = flags, 0, 0
		}
		if decoded >= skip {
			break
		}
	}
	if i == len(input) {
		n, err := feed(nil, true)
		if err != nil {
			return err
		}
		decoded += n
		c.eof = true
		if decoded < skip {
			return objects.NewException(t, &objects.ExcOSError, objects.NewStr("can't reconstruct logical file position"))
		}
	}
	c.chars = skip
	return nil
}

//py:def TextIOWrapper.truncate(self, pos=None, /)
func (w *textIOWrapper) truncate(t *objects.Thread, pos Object) (Object, error) {
	if err := w.check(t); err != nil {
		return Object{}, err
	}
	if _, err := method(t, objects.Of(w), "flush"); err != nil {
		return Object{}, err
	}
	return method(t, w.buffer, "truncate", pos)
}
