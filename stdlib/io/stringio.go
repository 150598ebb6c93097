package io

import (
	"math"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// stringIO is a StringIO. Its text is UTF-8; where it isn't all ASCII, and something other than writing at the end was done, it is an
// array of code points.
//
//py:type StringIO stringIOType
type stringIO struct {
	ioBase
	text         []byte
	runes        []rune
	wide         bool // the text is in runes
	length       int  // in characters
	pos          int
	initialized  bool
	done         bool
	universal    bool
	newline      *objects.Str // as given, nil for None
	writeNewline string
	decoder      *newlineDecoder
	snapshot     *objects.Str // the value, until the text changes
}

var stringIOType objects.Type

func initStringIO() {
	stringIOType = objects.Type{
		Name: "_io.StringIO", Doc: stringIODoc, Signature: stringIOSignature, Base: &textIOBaseType, Flags: streamFlags,
		Layout: objects.LayoutWithDict[stringIO](attrsOffset), Methods: stringIOMethods, GetSets: stringIOGetSets,
		Slots: objects.Slots{
			New: objects.GenericNew, Init: bindStringIOInit, IterNext: stringIONext,
			Traverse: func(o Object, visit func(Object)) {
				s := (*stringIO)(o.Ref)
				for _, v := range []Object{objects.ObjectOrNull(s.newline), objects.ObjectOrNull(s.decoder), objects.ObjectOrNull(s.snapshot)} {
					if !v.IsNull() {
						visit(v)
					}
				}
			},
		},
	}
	objects.Ready(&stringIOType)
}

// Text I/O implementation using an in-memory buffer.
//
// The initial_value argument sets the value of object.  The newline
// argument is like the one of TextIOWrapper's constructor.
//
//py:init StringIO(self, initial_value='', newline='\n')
func (s *stringIO) init(t *objects.Thread, initial, newline Object) error {
	nl := objects.AsStr(newline)
	if nl == nil && newline != objects.None {
		return objects.TypeErrorf(t, "newline must be str or None, not %.200s", newline.Type().Name200())
	}
	if nl != nil {
		switch nl.String() {
		case "", "\n", "\r", "\r\n":
		default:
			r, err := objects.Repr(t, newline)
			if err != nil {
				return err
			}
			return objects.ValueErrorf(t, "illegal newline value: %s", r.String())
		}
	}
	if initial != objects.None && objects.AsStr(initial) == nil {
		return objects.TypeErrorf(t, "initial_value must be str or None, not %.200s", initial.Type().Name200())
	}
	s.initialized, s.done = false, false
	s.text, s.runes, s.wide, s.length, s.pos, s.snapshot = nil, nil, false, 0, 0, nil
	s.newline, s.decoder, s.writeNewline = nl, nil, ""
	s.universal = nl == nil || nl.String() == ""
	if nl != nil && strings.HasPrefix(nl.String(), "\r") {
		s.writeNewline = nl.String()
	}
	if s.universal {
		s.decoder = &newlineDecoder{Header: objects.Header{Type: &newlineDecoderType}, translate: nl == nil, initialized: true}
	}
	s.initialized = true
	if v := objects.AsStr(initial); v != nil && v.Len() > 0 {
		if err := s.put(t, v); err != nil {
			return err
		}
		s.pos = 0
	}
	return nil
}

func (s *stringIO) check(t *objects.Thread) error {
	if !s.initialized {
		return objects.ValueErrorf(t, "I/O operation on uninitialized object")
	}
	if s.done {
		return objects.ValueErrorf(t, "I/O operation on closed file")
	}
	return nil
}

// index makes the text one whose characters can be addressed.
func (s *stringIO) index() {
	if s.wide || s.length == len(s.text) {
		return
	}
	s.runes = make([]rune, 0, s.length)
	for rest := string(s.text); rest != ""; {
		r, n := objects.DecodeRune(rest)
		s.runes = append(s.runes, r)
		rest = rest[n:]
	}
	s.text, s.wide = nil, true
}

// slice gives the characters from i up to j.
func (s *stringIO) slice(i, j int) string {
	if i >= j {
		return ""
	}
	s.index()
	if !s.wide {
		return string(s.text[i:j])
	}
	b := make([]byte, 0, j-i)
	for _, r := range s.runes[i:j] {
		b = objects.AppendRune(b, r)
	}
	return string(b)
}

// put writes text at the position.
//
// CPython: Modules/_io/stringio.c write_str
func (s *stringIO) put(t *objects.Thread, v *objects.Str) error {
	text := v.String()
	n := v.Len()
	if s.decoder != nil {
		text = s.decoder.text(text, true)
		n = objects.CodePoints(text)
	}
	if s.writeNewline != "" && strings.IndexByte(text, '\n') >= 0 {
		text = strings.ReplaceAll(text, "\n", s.writeNewline)
		n = objects.CodePoints(text)
	}
	if n == 0 {
		return nil
	}
	if s.pos > math.MaxInt-n {
		return objects.OverflowErrorf(t, "new position too large")
	}
	if size := s.pos + n + 1; size > 1<<62/9*8 {
		return objects.OverflowErrorf(t, "new buffer size too large")
	}
	if s.pos+n > max(cap(s.text), cap(s.runes)) {
		if err := objects.CheckAlloc(t, s.pos+n, 5); err != nil {
			return err
		}
	}
	s.snapshot = nil
	if s.pos == s.length && !s.wide {
		s.text = append(s.text, text...)
		s.length += n
		s.pos = s.length
		return nil
	}
	ascii := !s.wide && s.length == len(s.text)
	if ascii && n == len(text) {
		if s.pos > s.length {
			s.text = append(s.text, make([]byte, s.pos-s.length)...)
		}
		k := copy(s.text[s.pos:], text)
		s.text = append(s.text, text[k:]...)
		s.pos += n
		s.length = len(s.text)
		return nil
	}
	if !s.wide {
		s.runes = make([]rune, 0, s.length+n)
		for rest := string(s.text); rest != ""; {
			r, k := objects.DecodeRune(rest)
			s.runes = append(s.runes, r)
			rest = rest[k:]
		}
		s.text, s.wide = nil, true
	}
	if s.pos > s.length {
		s.runes = append(s.runes, make([]rune, s.pos-s.length)...)
	}
	for text != "" {
		r, k := objects.DecodeRune(text)
		text = text[k:]
		if s.pos < len(s.runes) {
			s.runes[s.pos] = r
		} else {
			s.runes = append(s.runes, r)
		}
		s.pos++
	}
	s.length = len(s.runes)
	return nil
}

// Retrieve the entire contents of the object.
//
//py:def StringIO.getvalue(self, /)
func (s *stringIO) getvalue(t *objects.Thread) (Object, error) {
	if err := s.check(t); err != nil {
		return Object{}, err
	}
	if s.snapshot == nil {
		if s.wide {
			s.snapshot = objects.MakeStr(s.slice(0, s.length))
		} else {
			s.snapshot = objects.MakeStr(string(s.text))
		}
	}
	return objects.Of(s.snapshot), nil
}

// Tell the current file position.
//
//py:def StringIO.tell(self, /)
func (s *stringIO) tell(t *objects.Thread) (int, error) { return s.pos, s.check(t) }

// Read at most size characters, returned as a string.
//
// If the argument is negative or omitted, read until EOF
// is reached. Return an empty string at EOF.
//
//py:def StringIO.read(self, size=-1, /)
func (s *stringIO) read(t *objects.Thread, size Object) (Object, error) {
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if err := s.check(t); err != nil {
		return Object{}, err
	}
	rest := max(s.length-s.pos, 0)
	if n < 0 || n > rest {
		n = rest
	}
	if n == s.length && s.pos == 0 {
		s.pos = n
		return s.getvalue(t)
	}
	text := s.slice(s.pos, s.pos+n)
	s.pos += n
	return objects.NewStr(text), nil
}

// line takes a line of at most limit characters, if that is not negative.
func (s *stringIO) line(limit int) string {
	if s.pos >= s.length {
		return ""
	}
	s.index()
	end := s.length
	if limit >= 0 && limit < end-s.pos {
		end = s.pos + limit
	}
	at := func(i int) rune {
		if s.wide {
			return s.runes[i]
		}
		return rune(s.text[i])
	}
	i := s.pos
	newline := "\n"
	if s.newline != nil {
		newline = s.newline.String()
	}
scan:
	for ; i < end; i++ {
		c := at(i)
		if c != '\n' && c != '\r' {
			continue
		}
		switch {
		case newline == "":
			i++
			if c == '\r' && i < end && at(i) == '\n' {
				i++
			}
			break scan
		case len(newline) == 2:
			if c == '\r' && i+1 < end && at(i+1) == '\n' {
				i += 2
				break scan
			}
		case c == rune(newline[0]):
			i++
			break scan
		}
	}
	text := s.slice(s.pos, i)
	s.pos = i
	return text
}

// Read until newline or EOF.
//
// Returns an empty string if EOF is hit immediately.
//
//py:def StringIO.readline(self, size=-1, /)
func (s *stringIO) readline(t *objects.Thread, size Object) (Object, error) {
	n, err := optionalSize(t, size)
	if err != nil {
		return Object{}, err
	}
	if err := s.check(t); err != nil {
		return Object{}, err
	}
	return objects.NewStr(s.line(n)), nil
}

func stringIONext(t *objects.Thread, o Object) (Object, error) {
	s := (*stringIO)(o.Ref)
	if err := s.check(t); err != nil {
		return Object{}, err
	}
	if s.Type == &stringIOType {
		if text := s.line(-1); text != "" {
			return objects.NewStr(text), nil
		}
		return Object{}, nil
	}
	line, err := method(t, o, "readline")
	if err != nil {
		return Object{}, err
	}
	l := objects.AsStr(line)
	if l == nil {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "readline() should have returned an str object, not '%.200s'", line.Type().Name200())
	}
	if l.Len() == 0 {
		return Object{}, nil
	}
	return line, nil
}

// Truncate size to pos.
//
// The pos argument defaults to the current file position, as
// returned by tell().  The current file position is unchanged.
// Returns the new absolute position.
//
//py:def StringIO.truncate(self, pos=None, /)
func (s *stringIO) truncate(t *objects.Thread, posArg Object) (int, error) {
	if err := s.check(t); err != nil {
		return 0, err
	}
	size := s.pos
	if posArg != objects.None {
		if posArg.Type().Slots.Index == nil {
			return 0, objects.TypeErrorf(t, "argument should be integer or None, not '%.200s'", posArg.Type().Name200())
		}
		var err error
		if size, err = objects.AsSsize(t, posArg, &objects.ExcOverflowError); err != nil {
			return 0, err
		}
	}
	if size < 0 {
		return 0, objects.ValueErrorf(t, "Negative size value %d", size)
	}
	if size < s.length {
		s.index()
		if s.wide {
			s.runes = s.runes[:size]
		} else {
			s.text = s.text[:size]
		}
		s.length, s.snapshot = size, nil
	}
	return size, nil
}

// Change stream position.
//
// Seek to character offset pos relative to position indicated by whence:
//
//	0  Start of stream (the default).  pos should be >= 0;
//	1  Current position - pos must be 0;
//	2  End of stream - pos must be 0.
//
// Returns the new absolute position.
//
//py:def StringIO.seek(self, pos, whence=0, /)
func (s *stringIO) seek(t *objects.Thread, pos int, whence int32) (int, error) {
	if err := s.check(t); err != nil {
		return 0, err
	}
	switch {
	case whence < 0 || whence > 2:
		return 0, objects.ValueErrorf(t, "Invalid whence (%d, should be 0, 1 or 2)", whence)
	case pos < 0 && whence == 0:
		return 0, objects.ValueErrorf(t, "Negative seek position %d", pos)
	case whence != 0 && pos != 0:
		return 0, objects.Errorf(t, &objects.ExcOSError, "Can't do nonzero cur-relative seeks")
	case whence == 1:
		pos = s.pos
	case whence == 2:
		pos = s.length
	}
	s.pos = pos
	return pos, nil
}

// Write string to file.
//
// Returns the number of characters written, which is always equal to
// the length of the string.
//
//py:def StringIO.write(self, s, /)
func (s *stringIO) write(t *objects.Thread, text Object) (int, error) {
	if !s.initialized {
		return 0, s.check(t)
	}
	v := objects.AsStr(text)
	if v == nil {
		return 0, objects.TypeErrorf(t, "string argument expected, got '%s'", text.Type().Name200())
	}
	if err := s.check(t); err != nil {
		return 0, err
	}
	return v.Len(), s.put(t, v)
}

// Close the IO object.
//
// Attempting any further operation after the object is closed
// will raise a ValueError.
//
// This method has no effect if the file is already closed.
//
//py:def StringIO.close(self, /)
func (s *stringIO) close() {
	s.done = true
	s.text, s.runes, s.wide, s.length, s.snapshot = nil, nil, false, 0, nil
}

// Returns True if the IO object can be read.
//
//py:def StringIO.readable(self, /)
func (s *stringIO) readable(t *objects.Thread) (bool, error) { return true, s.check(t) }

// Returns True if the IO object can be written.
//
//py:def StringIO.writable(self, /)
func (s *stringIO) writable(t *objects.Thread) (bool, error) { return true, s.check(t) }

// Returns True if the IO object can be seeked.
//
//py:def StringIO.seekable(self, /)
func (s *stringIO) seekable(t *objects.Thread) (bool, error) { return true, s.check(t) }

//py:def StringIO.__getstate__(self, /)
func (s *stringIO) getstate(t *objects.Thread) (Object, error) {
	value, err := s.getvalue(t)
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(value, objects.ObjectOrNone(s.newline), objects.NewInt(int64(s.pos)), dictCopy(t, objects.Of(s))), nil
}

// CPython: Modules/_io/stringio.c _io_StringIO___setstate___impl
//
//py:def StringIO.__setstate__(self, state, /)
func (s *stringIO) setstate(t *objects.Thread, state Object) error {
	if s.done {
		return s.check(t)
	}
	tuple := objects.AsTuple(state)
	if tuple == nil || len(tuple.Items) < 4 {
		return objects.TypeErrorf(t, "%.200s.__setstate__ argument should be 4-tuple, got %.200s", s.Type.Name200(), state.Type().Name200())
	}
	if err := s.init(t, objects.None, tuple.Items[1]); err != nil {
		return err
	}
	v := objects.AsStr(tuple.Items[0])
	if v == nil {
		return objects.TypeErrorf(t, "first item of state must be a str, got %.200s", tuple.Items[0].Type().Name200())
	}
	// The value was translated when it was written.
	s.text, s.length = []byte(v.String()), v.Len()
	if _, _, ok := objects.IntValue(tuple.Items[2]); !ok {
		return objects.TypeErrorf(t, "third item of state must be an integer, got %.200s", tuple.Items[2].Type().Name200())
	}
	pos, err := objects.AsIndexInt(t, tuple.Items[2])
	if err != nil {
		return err
	}
	if pos < 0 {
		return objects.ValueErrorf(t, "position value cannot be negative")
	}
	s.pos = pos
	return restore(t, objects.Of(s), "fourth", tuple.Items[3])
}

//py:get StringIO.closed
func (s *stringIO) closed(t *objects.Thread) (bool, error) {
	if !s.initialized {
		return false, s.check(t)
	}
	return s.done, nil
}

//py:get StringIO.line_buffering
func (s *stringIO) lineBuffering(t *objects.Thread) (bool, error) { return false, s.check(t) }

//py:get StringIO.newlines
func (s *stringIO) newlines(t *objects.Thread) (Object, error) {
	if err := s.check(t); err != nil {
		return Object{}, err
	}
	if s.decoder == nil {
		return objects.None, nil
	}
	return s.decoder.newlines(t)
}
