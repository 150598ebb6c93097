package sre

import (
	"math"
	"unsafe"
	"weak"

	"github.com/gophersnake/gophersnake/objects"
)

// Object is a Python value.
type Object = objects.Object

// subject is what a pattern is matched against.
type subject struct {
	object  Object
	str     *objects.Str // nil for bytes
	bytes   []byte       // of a bytes-like object, or of ASCII text
	runes   []rune       // of other text
	length  int
	pos     int
	end     int
	release func()
}

// decoded is the last text that was made into code points for matching: a tokenizer matches again and again at places of one text.
type decoded struct {
	str   weak.Pointer[objects.Str]
	runes []rune
}

type decodedKey struct{}

// minDecoded is the length from which text is kept decoded.
const minDecoded = 64

// runesOf gives the code points of text that is not ASCII.
func runesOf(t *objects.Thread, s *objects.Str) []rune {
	if s.Len() < minDecoded {
		return decode(s)
	}
	d := t.Interp.State(decodedKey{}, func() any { return new(decoded) }).(*decoded)
	if d.str.Value() != s {
		d.runes = decode(s)
		d.str = weak.Make(s)
	}
	return d.runes
}

func decode(s *objects.Str) []rune {
	runes := make([]rune, 0, s.Len())
	for text := s.String(); text != ""; {
		r, n := objects.DecodeRune(text)
		runes = append(runes, r)
		text = text[n:]
	}
	return runes
}

// newSubject takes string, from pos up to end, to be matched by p, nil for any pattern. finish must be called.
//
// CPython: Modules/_sre/sre.c state_init
func newSubject(t *objects.Thread, p *Pattern, string Object, pos, end int) (*subject, error) {
	s := &subject{object: string}
	if str := objects.AsStr(string); str != nil {
		if p != nil && p.kind == kindBytes {
			return nil, objects.TypeErrorf(t, "cannot use a bytes pattern on a string-like object")
		}
		s.str, s.length = str, str.Len()
		if str.IsASCII() {
			text := str.String()
			s.bytes = unsafe.Slice(unsafe.StringData(text), len(text))
		} else {
			s.runes = runesOf(t, str)
		}
	} else {
		buf := string.Type().Slots.Buffer
		if buf == nil {
			return nil, objects.TypeErrorf(t, "expected string or bytes-like object, got '%.200s'", string.Type().Name200())
		}
		b, err := buf(t, string, objects.BufSimple)
		if err != nil {
			if objects.Matches(err, &objects.ExcBaseException) {
				err = objects.TypeErrorf(t, "expected string or bytes-like object, got '%.200s'", string.Type().Name200())
			}
			return nil, err
		}
		s.bytes, s.length, s.release = b.Bytes, len(b.Bytes), b.Release
		if p != nil && p.kind == kindStr {
			s.finish()
			return nil, objects.TypeErrorf(t, "cannot use a string pattern on a bytes-like object")
		}
	}
	s.pos, s.end = min(max(pos, 0), s.length), min(max(end, 0), s.length)
	return s, nil
}

// wholeSubject is newSubject for all of string.
func wholeSubject(t *objects.Thread, p *Pattern, string Object) (*subject, error) {
	return newSubject(t, p, string, 0, math.MaxInt)
}

func (s *subject) finish() {
	if s.release != nil {
		s.release()
		s.release = nil
	}
}

// slice gives the part from i to j, the subject itself where that is all of it and nothing but a str or bytes.
//
// CPython: Modules/_sre/sre.c getslice
func (s *subject) slice(i, j int) Object {
	if i == 0 && j == s.length {
		if typ := s.object.Type(); typ == &objects.StrType || typ == &objects.BytesType {
			return s.object
		}
	}
	if s.str != nil {
		return objects.NewStr(s.str.Slice(i, j))
	}
	return objects.NewBytes(append([]byte(nil), s.bytes[i:j]...))
}

// join gives the concatenation of parts: the slices of the subject and objects put between them, which must be of its kind.
//
// CPython: Modules/_sre/sre.c join_list
func (s *subject) join(t *objects.Thread, parts []part) (Object, error) {
	if len(parts) == 1 && parts[0].object.IsNull() {
		return s.slice(parts[0].from, parts[0].to), nil
	}
	var out []byte
	for i, p := range parts {
		switch {
		case p.object.IsNull() && s.str != nil:
			out = append(out, s.str.Slice(p.from, p.to)...)
		case p.object.IsNull():
			out = append(out, s.bytes[p.from:p.to]...)
		case s.str != nil:
			str := objects.AsStr(p.object)
			if str == nil {
				return Object{}, objects.TypeErrorf(t, "sequence item %d: expected str instance, %.80s found", i, p.object.Type().Name200())
			}
			out = append(out, str.String()...)
		default:
			if b := objects.AsBytes(p.object); b != nil {
				out = append(out, b.Bytes()...)
				continue
			}
			if p.object.Type().Slots.Buffer == nil {
				return Object{}, objects.TypeErrorf(t, "sequence item %d: expected a bytes-like object, %.80s found", i, p.object.Type().Name200())
			}
			b, err := objects.ArgBytes(t, p.object)
			if err != nil {
				return Object{}, err
			}
			out = append(out, b...)
		}
	}
	if s.str != nil {
		return objects.NewStr(unsafe.String(unsafe.SliceData(out), len(out))), nil
	}
	return objects.NewBytes(out), nil
}

// part is a piece of the result of a substitution: an object, or a slice of the subject where that is null.
type part struct {
	object   Object
	from, to int
}
