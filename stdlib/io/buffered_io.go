package io

import (
	"bytes"

	"github.com/gophersnake/gophersnake/objects"
)

// begin checks that the buffer is open and takes its lock.
func (b *buffered) begin(t *objects.Thread, message string) error {
	if err := b.check(t); err != nil {
		return err
	}
	if err := b.checkOpen(t, message); err != nil {
		return err
	}
	return b.enter(t)
}

//py:def _Buffered.peek(self, size=0, /)
func (b *buffered) peek(t *objects.Thread, _ int) (Object, error) {
	if err := b.begin(t, "peek of closed file"); err != nil {
		return Object{}, err
	}
	defer b.leave()
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return Object{}, err
		}
	}
	have := b.readAhead()
	if have == 0 {
		b.resetRead()
		n, err := b.fill(t)
		if err != nil {
			return Object{}, err
		}
		have, b.pos = max(n, 0), 0
	}
	return objects.NewBytes(bytes.Clone(b.data[b.pos : b.pos+have])), nil
}

// CPython: Modules/_io/bufferedio.c _io__Buffered_read_impl
//
//py:def _Buffered.read(self, size=-1, /)
func (b *buffered) read(t *objects.Thread, size Object) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if n < -1 {
		return Object{}, objects.ValueErrorf(t, "read length must be non-negative or -1")
	}
	if err := b.begin(t, "read of closed file"); err != nil {
		return Object{}, err
	}
	defer b.leave()
	if n == -1 {
		return b.readAll(t)
	}
	if n <= b.readAhead() {
		return objects.NewBytes(b.take(n)), nil
	}
	return b.readGeneric(t, n)
}

// CPython: Modules/_io/bufferedio.c _bufferedreader_read_all
func (b *buffered) readAll(t *objects.Thread) (Object, error) {
	var data []byte
	if n := b.readAhead(); n > 0 {
		data = b.take(n)
	}
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return Object{}, err
		}
	}
	b.resetRead()
	b.absPos = -1
	readall, err := attr(t, b.raw, "readall")
	if err != nil {
		return Object{}, err
	}
	if !readall.IsNull() {
		o, err := objects.CallArgs(t, readall)
		if err != nil {
			return Object{}, err
		}
		rest := objects.AsBytes(o)
		switch {
		case rest == nil && o != objects.None:
			return Object{}, objects.TypeErrorf(t, "readall() should return bytes")
		case len(data) == 0:
			return o, nil
		case rest != nil:
			data = append(data, rest.Bytes()...)
		}
		return objects.NewBytes(data), nil
	}
	for {
		o, err := method(t, b.raw, "read")
		if err != nil {
			return Object{}, err
		}
		rest := objects.AsBytes(o)
		if rest == nil && o != objects.None {
			return Object{}, objects.TypeErrorf(t, "read() should return bytes")
		}
		if rest == nil || len(rest.Bytes()) == 0 {
			if len(data) == 0 {
				return o, nil
			}
			return objects.NewBytes(data), nil
		}
		data = append(data, rest.Bytes()...)
	}
}

// grow gives out room for n more bytes, as much as is likely to come.
func grow(out []byte, n int) []byte {
	const most = 64 << 20
	n = min(n, most)
	if cap(out)-len(out) < n {
		out = append(out, make([]byte, n)...)[:len(out)]
	}
	return out[:len(out)+n]
}

// CPython: Modules/_io/bufferedio.c _bufferedreader_read_generic
func (b *buffered) readGeneric(t *objects.Thread, n int) (Object, error) {
	if err := objects.CheckAlloc(t, n, 1); err != nil {
		return Object{}, err
	}
	var out []byte
	remaining := n
	if have := b.readAhead(); have > 0 {
		out = b.take(have)
		remaining -= have
	}
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return Object{}, err
		}
	}
	b.resetRead()
	short := func(r int) Object {
		if r == 0 || len(out) > 0 {
			return objects.NewBytes(out)
		}
		return objects.None
	}
	for remaining > 0 {
		// Whole blocks go to where they are wanted, the rest through the buffer.
		r := remaining - remaining%b.size
		if r == 0 {
			break
		}
		start := len(out)
		out = grow(out, r)
		got, err := b.rawRead(t, out[start:])
		out = out[:start+max(got, 0)]
		if err != nil {
			return Object{}, err
		}
		if got <= 0 {
			return short(got), nil
		}
		remaining -= got
	}
	b.pos, b.rawPos, b.readEnd = 0, 0, 0
	for remaining > 0 && b.readEnd < b.size {
		r, err := b.fill(t)
		if err != nil {
			return Object{}, err
		}
		if r <= 0 {
			return short(r), nil
		}
		k := min(remaining, r)
		out = append(out, b.data[b.pos:b.pos+k]...)
		b.pos += k
		remaining -= k
	}
	return objects.NewBytes(out), nil
}

//py:def _Buffered.read1(self, size=-1, /)
func (b *buffered) read1(t *objects.Thread, n int) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if n < 0 {
		n = b.size
	}
	if err := b.checkOpen(t, "read of closed file"); err != nil {
		return Object{}, err
	}
	if n == 0 {
		return objects.NewBytes(nil), nil
	}
	if err := b.enter(t); err != nil {
		return Object{}, err
	}
	defer b.leave()
	if have := b.readAhead(); have > 0 {
		return objects.NewBytes(b.take(min(n, have))), nil
	}
	if err := objects.CheckAlloc(t, n, 1); err != nil {
		return Object{}, err
	}
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return Object{}, err
		}
	}
	out := grow(nil, n)
	b.resetRead()
	r, err := b.rawRead(t, out)
	if err != nil {
		return Object{}, err
	}
	r = max(r, 0)
	return objects.NewBytes(bytes.Clone(out[:r])), nil
}

//py:def _Buffered.readinto(self, buffer, /)
func (b *buffered) readinto(t *objects.Thread, buffer Object) (Object, error) {
	return b.readintoGeneric(t, buffer, false, "readinto() argument")
}

//py:def _Buffered.readinto1(self, buffer, /)
func (b *buffered) readinto1(t *objects.Thread, buffer Object) (Object, error) {
	return b.readintoGeneric(t, buffer, true, "readinto1() argument")
}

// CPython: Modules/_io/bufferedio.c _buffered_readinto_generic
func (b *buffered) readintoGeneric(t *objects.Thread, buffer Object, once bool, what string) (Object, error) {
	out, release, err := writable(t, buffer, what)
	if err != nil {
		return Object{}, err
	}
	defer release()
	if err := b.begin(t, "readinto of closed file"); err != nil {
		return Object{}, err
	}
	defer b.leave()
	written := 0
	if n := b.readAhead(); n > 0 {
		n = copy(out, b.data[b.pos:b.pos+n])
		b.pos += n
		if written = n; written == len(out) {
			return objects.NewInt(int64(written)), nil
		}
	}
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return Object{}, err
		}
	}
	b.resetRead()
	b.pos = 0
	for written < len(out) {
		n := 0
		remaining := len(out) - written
		if remaining > b.size {
			n, err = b.rawRead(t, out[written:])
		} else if !once || written == 0 {
			if n, err = b.fill(t); err == nil && n > 0 {
				n = copy(out[written:], b.data[b.pos:b.pos+n])
				b.pos += n
				written += n
				if once {
					break
				}
				continue
			}
		}
		if err != nil {
			return Object{}, err
		}
		if n == 0 || n < 0 && written > 0 {
			break
		}
		if n < 0 {
			return objects.None, nil
		}
		written += n
		if once {
			break
		}
	}
	return objects.NewInt(int64(written)), nil
}

//py:def _Buffered.readline(self, size=-1, /)
func (b *buffered) readline(t *objects.Thread, size Object) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	limit, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	line, err := b.line(t, limit)
	if err != nil {
		return Object{}, err
	}
	return objects.NewBytes(line), nil
}

// line reads a line of at most limit bytes, if that is not negative.
//
// CPython: Modules/_io/bufferedio.c _buffered_readline
func (b *buffered) line(t *objects.Thread, limit int) ([]byte, error) {
	if err := b.checkOpen(t, "readline of closed file"); err != nil {
		return nil, err
	}
	n := b.readAhead()
	if limit >= 0 && n > limit {
		n = limit
	}
	if n > 0 {
		if i := bytes.IndexByte(b.data[b.pos:b.pos+n], '\n'); i >= 0 {
			return b.take(i + 1), nil
		}
	}
	if n == limit {
		return b.take(n), nil
	}
	if err := b.enter(t); err != nil {
		return nil, err
	}
	defer b.leave()
	line := b.take(n)
	if b.canWrite {
		if err := b.flushAndRewind(t); err != nil {
			return nil, err
		}
	}
	for {
		b.resetRead()
		n, err := b.fill(t)
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return line, nil
		}
		if limit >= 0 {
			n = min(n, limit-len(line))
		}
		if i := bytes.IndexByte(b.data[:n], '\n'); i >= 0 {
			b.pos = i + 1
			return append(line, b.data[:i+1]...), nil
		}
		line = append(line, b.data[:n]...)
		if len(line) == limit {
			b.pos = n
			return line, nil
		}
	}
}

//py:def _Buffered.write(self, buffer, /)
func (b *buffered) write(t *objects.Thread, buffer Object) (int, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	data, release, err := readableBuffer(t, buffer)
	if err != nil {
		return 0, err
	}
	defer release()
	return b.writeBytes(t, data)
}

// readableBuffer borrows the memory of a bytes-like object.
func readableBuffer(t *objects.Thread, o Object) ([]byte, func(), error) {
	if b := objects.AsBytes(o); b != nil {
		return b.Bytes(), func() {}, nil
	}
	buf, err := objects.GetBuffer(t, o, objects.BufSimple)
	if err != nil {
		return nil, nil, err
	}
	return buf.Bytes, func() {
		if buf.Release != nil {
			buf.Release()
		}
	}, nil
}

// CPython: Modules/_io/bufferedio.c _io_BufferedWriter_write_impl
func (b *buffered) writeBytes(t *objects.Thread, data []byte) (int, error) {
	if err := b.enter(t); err != nil {
		return 0, err
	}
	defer b.leave()
	if err := b.checkOpen(t, "write to closed file"); err != nil {
		return 0, err
	}
	if !b.validRead() && !b.validWrite() {
		b.pos, b.rawPos = 0, 0
	}
	if len(data) <= b.size-b.pos && len(data) < b.size {
		copy(b.data[b.pos:], data)
		if !b.validWrite() || b.writePos > b.pos {
			b.writePos = b.pos
		}
		b.setPos(b.pos + len(data))
		if b.writeEnd < b.pos {
			b.writeEnd = b.pos
		}
		return len(data), nil
	}
	if err := b.flushWrite(t); err != nil {
		if !objects.Matches(err, &objects.ExcBlockingIOError) {
			return 0, err
		}
		if b.canRead {
			b.resetRead()
		}
		// What could not be written moves to the front, to make room.
		if !b.validWrite() {
			return 0, err
		}
		copy(b.data, b.data[b.writePos:b.writeEnd])
		b.writeEnd -= b.writePos
		b.rawPos -= b.writePos
		b.pos -= b.writePos
		b.writePos = 0
		n := copy(b.data[b.writeEnd:], data)
		b.writeEnd += n
		b.pos += n
		if n == len(data) {
			return n, nil
		}
		return 0, wouldBlock(t, n)
	}
	if off := b.rawOffset(); off != 0 {
		if _, err := b.rawSeek(t, int64(-off), 1); err != nil {
			return 0, err
		}
		b.rawPos -= off
	}
	written := 0
	for len(data)-written > b.size {
		n, err := b.rawWrite(t, data[written:])
		if err != nil {
			return 0, err
		}
		if n < 0 {
			if len(data)-written > b.size {
				copy(b.data, data[written:])
				b.rawPos = 0
				b.setPos(b.size)
				b.writePos, b.writeEnd = 0, b.size
				return 0, wouldBlock(t, written+b.size)
			}
			break
		}
		written += n
		if err := poll(t); err != nil {
			return 0, err
		}
	}
	if b.canRead {
		b.resetRead()
	}
	n := copy(b.data, data[written:])
	b.writePos, b.writeEnd = 0, n
	b.setPos(n)
	b.rawPos = 0
	return len(data), nil
}
