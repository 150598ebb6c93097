package io

import (
	"sync"

	"golang.org/x/sys/unix"
)

// A fileState is what a FileIO needs after the program has lost it: no Python object is reachable from it, so that a file
// that became garbage is flushed and closed by the collector, and one that is open at the end by the interpreter.
type fileState struct {
	fd     int // -1: closed
	owned  bool
	buffer *bufferState // of the buffer that writes to the file, nil if there is none
}

// A bufferState is the part of a buffer that must reach its file.
type bufferState struct {
	data               []byte
	writePos, writeEnd int // what is to be written, if writeEnd is not -1
	pos, rawPos        int // as in buffered
	text               *textState
}

// A textState is what was encoded but not yet given to the buffer.
type textState struct{ pending []byte }

// openFiles are the files of an interpreter that are open.
type openFiles struct {
	mu    sync.Mutex
	files map[*fileState]bool
}

func (o *openFiles) add(f *fileState) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.files == nil {
		o.files = map[*fileState]bool{}
	}
	o.files[f] = true
}

func (o *openFiles) remove(f *fileState) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.files, f)
}

// all gives the open files.
func (o *openFiles) all() []*fileState {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := make([]*fileState, 0, len(o.files))
	for f := range o.files {
		out = append(out, f)
	}
	return out
}

// abandoned is the state of a file whose objects are garbage, and the list that it is on.
type abandoned struct {
	file *fileState
	list *openFiles
}

// finish writes what is left and closes the file.
func (a abandoned) finish() {
	a.list.remove(a.file)
	a.file.flush()
	if a.file.fd >= 0 && a.file.owned {
		_ = unix.Close(a.file.fd)
	}
	a.file.fd = -1
}

// flush writes what the streams above the file hold. Nothing can be reported any more where that fails.
func (f *fileState) flush() {
	b := f.buffer
	if b == nil || f.fd < 0 {
		return
	}
	if b.writeEnd >= 0 && b.writePos < b.writeEnd && b.writeEnd <= len(b.data) {
		if rewind := b.rawPos - b.writePos; b.rawPos >= 0 && rewind != 0 {
			_, _ = unix.Seek(f.fd, int64(-rewind), 1)
		}
		f.write(b.data[b.writePos:b.writeEnd])
		b.writePos, b.writeEnd = 0, -1
	}
	if b.text != nil && len(b.text.pending) > 0 {
		f.write(b.text.pending)
		b.text.pending = nil
	}
}

func (f *fileState) write(data []byte) {
	for len(data) > 0 {
		n, err := unix.Write(f.fd, data)
		if err == unix.EINTR {
			continue
		}
		if err != nil || n <= 0 {
			return
		}
		data = data[n:]
	}
}
