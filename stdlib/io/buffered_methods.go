package io

import (
	"bytes"
	"github.com/gophersnake/gophersnake/objects"
)

// poll runs the handlers of signals that came.
func poll(t *objects.Thread) error {
	if t.Breaker.Load() != 0 {
		return t.Runtime.Poll(t)
	}
	return nil
}

// flushAndRewind writes what is to be written, and puts the raw stream where the program thinks it is.
func (b *buffered) flushAndRewind(t *objects.Thread) error {
	if err := b.flushWrite(t); err != nil {
		return err
	}
	if b.canRead {
		_, err := b.rawSeek(t, int64(-b.rawOffset()), 1)
		b.resetRead()
		return err
	}
	return nil
}

// CPython: Modules/_io/bufferedio.c _io__Buffered_close_impl
//
//py:def _Buffered.close(self, /)
func (b *buffered) close(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if err := b.enter(t); err != nil {
		return Object{}, err
	}
	closed, err := b.isClosed(t)
	if err != nil || closed {
		b.leave()
		return objects.None, err
	}
	if b.finalizing {
		if _, err := b.deallocWarn(t, objects.Of(b)); err != nil {
			t.WriteUnraisable(err, objects.Of(b))
		}
	}
	b.leave()
	_, first := method(t, objects.Of(b), "flush")
	if err := b.enter(t); err != nil {
		return Object{}, chain(t, first, err)
	}
	defer b.leave()
	untrack(t, &b.link)
	r, err := method(t, b.raw, "close")
	b.data = nil
	b.readEnd, b.pos = 0, 0
	b.resetWrite()
	return r, chain(t, first, err)
}

//py:def _Buffered.detach(self, /)
func (b *buffered) detach(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if _, err := method(t, objects.Of(b), "flush"); err != nil {
		return Object{}, err
	}
	raw := b.raw
	untrack(t, &b.link)
	b.raw, b.file, b.detached, b.ok = Object{}, nil, true, false
	return raw, nil
}

func (b *buffered) forward(t *objects.Thread, name string) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	return method(t, b.raw, name)
}

//py:def _Buffered.seekable(self, /)
func (b *buffered) seekable(t *objects.Thread) (Object, error) { return b.forward(t, "seekable") }

//py:def _Buffered.readable(self, /)
func (b *buffered) readable(t *objects.Thread) (Object, error) { return b.forward(t, "readable") }

//py:def _Buffered.writable(self, /)
func (b *buffered) writable(t *objects.Thread) (Object, error) { return b.forward(t, "writable") }

//py:def _Buffered.fileno(self, /)
func (b *buffered) fileno(t *objects.Thread) (Object, error) { return b.forward(t, "fileno") }

//py:def _Buffered.isatty(self, /)
func (b *buffered) isatty(t *objects.Thread) (Object, error) { return b.forward(t, "isatty") }

//py:def _Buffered._dealloc_warn(self, source, /)
func (b *buffered) deallocWarn(t *objects.Thread, source Object) (Object, error) {
	if b.ok && !b.raw.IsNull() {
		if _, err := method(t, b.raw, "_dealloc_warn", source); err != nil && !objects.Matches(err, &objects.ExcException) {
			return Object{}, err
		}
	}
	return objects.None, nil
}

//py:def _Buffered.flush(self, /)
func (b *buffered) flush(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if !b.canWrite {
		return method(t, b.raw, "flush")
	}
	if err := b.checkOpen(t, "flush of closed file"); err != nil {
		return Object{}, err
	}
	if err := b.enter(t); err != nil {
		return Object{}, err
	}
	defer b.leave()
	return objects.None, b.flushAndRewind(t)
}

//py:def _Buffered.tell(self, /)
func (b *buffered) tell(t *objects.Thread) (int64, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	if b.file != nil && b.file.fd() >= 0 && b.absPos != -1 && b.file.seek == 1 && b.owner == nil {
		n, err := b.file.lseek(t, 0, 1)
		if err != nil {
			return 0, err
		}
		b.absPos = n
		return max(n-int64(b.rawOffset()), 0), nil
	}
	n, err := b.rawTell(t)
	if err != nil {
		return 0, err
	}
	return max(n-int64(b.rawOffset()), 0), nil
}

// CPython: Modules/_io/bufferedio.c _io__Buffered_seek_impl
//
//py:def _Buffered.seek(self, target, whence=0, /)
func (b *buffered) seek(t *objects.Thread, targetArg Object, whence int32) (int64, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	if whence < 0 || whence > 4 {
		return 0, objects.ValueErrorf(t, "whence value %d unsupported", whence)
	}
	if err := b.checkOpen(t, "seek of closed file"); err != nil {
		return 0, err
	}
	if b.file == nil || b.file.seek != 1 {
		if err := checkSeekable(t, b.raw); err != nil {
			return 0, err
		}
	}
	target, err := offset(t, targetArg, &objects.ExcValueError)
	if err != nil {
		return 0, err
	}
	if (whence == 0 || whence == 1) && b.canRead {
		// Within what was read there is no need of the raw stream.
		current := b.absPos
		if current == -1 {
			if current, err = b.rawTell(t); err != nil {
				return 0, err
			}
		}
		if avail := int64(b.readAhead()); avail > 0 {
			off := target
			if whence == 0 {
				off -= current - int64(b.rawOffset())
			}
			if off >= int64(-b.pos) && off <= avail {
				b.pos += int(off)
				return max(current-avail+off, 0), nil
			}
		}
	}
	if err := b.enter(t); err != nil {
		return 0, err
	}
	defer b.leave()
	if b.canWrite {
		if err := b.flushWrite(t); err != nil {
			return 0, err
		}
	}
	if whence == 1 {
		target -= int64(b.rawOffset())
	}
	n, err := b.rawSeek(t, target, int(whence))
	if err != nil {
		return 0, err
	}
	b.rawPos = -1
	if b.canRead {
		b.resetRead()
	}
	return n, nil
}

//py:def _Buffered.truncate(self, pos=None, /)
func (b *buffered) truncate(t *objects.Thread, pos Object) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if err := b.checkOpen(t, "truncate of closed file"); err != nil {
		return Object{}, err
	}
	if !b.canWrite {
		return Object{}, unsupported(t, "truncate")
	}
	if err := b.enter(t); err != nil {
		return Object{}, err
	}
	defer b.leave()
	if err := b.flushAndRewind(t); err != nil {
		return Object{}, err
	}
	r, err := method(t, b.raw, "truncate", pos)
	if err != nil {
		return Object{}, err
	}
	if _, err := b.rawTell(t); err != nil && !objects.Matches(err, &objects.ExcException) {
		return Object{}, err
	}
	return r, nil
}

//py:def _Buffered.__sizeof__(self, /)
func (b *buffered) sizeof() int { return 176 + len(b.data) }

//py:def _Buffered.__getstate__(self, /)
func (b *buffered) getstate(t *objects.Thread) error { return noPickle(t, objects.Of(b)) }

//py:get _Buffered.raw
func (b *buffered) rawStream() Object { return b.raw.OrNone() }

//py:get _Buffered._finalizing
func (b *buffered) isFinalizing() bool { return b.finalizing }

//py:set _Buffered._finalizing
func (b *buffered) setFinalizing(t *objects.Thread, v Object) error {
	return setBool(t, &b.finalizing, v)
}

//py:get _Buffered.closed
func (b *buffered) closed(t *objects.Thread) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	return objects.GetAttr(t, b.raw, t.Interp.Intern("closed"))
}

func (b *buffered) rawAttr(t *objects.Thread, name string) (Object, error) {
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	return objects.GetAttr(t, b.raw, t.Interp.Intern(name))
}

//py:get _Buffered.name
func (b *buffered) name(t *objects.Thread) (Object, error) { return b.rawAttr(t, "name") }

//py:get _Buffered.mode
func (b *buffered) mode(t *objects.Thread) (Object, error) { return b.rawAttr(t, "mode") }

// CPython: Modules/_io/bufferedio.c buffered_repr
func bufferedRepr(t *objects.Thread, o Object) (Object, error) {
	typ := o.Type().Name200()
	name, err := attr(t, o, "name")
	if err != nil {
		if !objects.Matches(err, &objects.ExcValueError) {
			return Object{}, err
		}
		name = Object{}
	}
	if name.IsNull() {
		return objects.NewStr("<" + typ + ">"), nil
	}
	if t.ReprEnter(o) {
		return Object{}, objects.Errorf(t, &objects.ExcRuntimeError, "reentrant call inside %s.__repr__", typ)
	}
	defer t.ReprLeave(o)
	r, err := objects.Repr(t, name)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr("<" + typ + " name=" + r.String() + ">"), nil
}

func bufferedNext(t *objects.Thread, o Object) (Object, error) {
	b := (*buffered)(o.Ref)
	if err := b.check(t); err != nil {
		return Object{}, err
	}
	if b.Type == &bufferedReaderType || b.Type == &bufferedRandomType {
		line, err := b.line(t, -1)
		if err != nil || len(line) == 0 {
			return Object{}, err
		}
		return objects.NewBytes(line), nil
	}
	line, err := method(t, o, "readline")
	if err != nil {
		return Object{}, err
	}
	l := objects.AsBytes(line)
	if l == nil {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "readline() should have returned a bytes object, not '%.200s'", line.Type().Name200())
	}
	if len(l.Bytes()) == 0 {
		return Object{}, nil
	}
	return line, nil
}

// take gives a copy of the next n bytes of what was read.
func (b *buffered) take(n int) []byte {
	out := bytes.Clone(b.data[b.pos : b.pos+n])
	b.pos += n
	return out
}
