package objects

import "unsafe"

// encode gives the string in the encoding, as bytes. errors names how what cannot be encoded is handled: 'strict' raises
// UnicodeEncodeError; others are 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace' and all that codecs.register_error knows.
//
//py:def str.encode(self, /, encoding=<missing>, errors=<missing>)
//py:sig ($self, /, encoding='utf-8', errors='strict')
func (s *Str) encode(t *Thread, encoding, errors *Str) (Object, error) {
	return encodeText(t, s, encoding, errors)
}

// strSizeof gives the size of the string in memory, in bytes.
//
//py:def str.__sizeof__(self, /)
func (s *Str) sizeof() int { return int(unsafe.Sizeof(*s)) + len(s.s) }

//py:def str.__getnewargs__(self, /)
func (s *Str) getNewArgs() Object { return NewTuple(Of(makeStrLen(s.s, s.Len()))) }

// translate replaces each character by what the table, which is indexed by code points, has for it: a code point, a string, or None to
// drop it. Characters for which the lookup raises LookupError stay.
//
// CPython: Objects/unicodeobject.c _PyUnicode_TranslateCharmap
//
//py:def str.translate(self, table, /)
func (s *Str) translate(t *Thread, table Object) (*Str, error) {
	b := make([]byte, 0, len(s.s))
	n := 0
	var known [128]struct {
		done  bool
		width int8 // -1: not a single ASCII character
		c     byte
	}
	for rest := s.s; rest != ""; {
		if c := rest[0]; c < 128 && known[c].done {
			if known[c].width == 1 {
				b = append(b, known[c].c)
				n++
			}
			rest = rest[1:]
			continue
		}
		r, w := DecodeRune(rest)
		char := rest[:w]
		rest = rest[w:]
		v, err := GetItem(t, table, NewInt(int64(r)))
		switch {
		case err != nil && Matches(err, &ExcLookupError):
			b = append(b, char...)
			n++
			if r < 128 {
				known[r].done, known[r].width, known[r].c = true, 1, byte(r)
			}
			continue
		case err != nil:
			return nil, err
		}
		if v == None {
			if r < 128 {
				known[r].done, known[r].width = true, 0
			}
			continue
		}
		if text := AsStr(v); text != nil {
			if err := CheckAlloc(t, len(b)+len(text.s), 1); err != nil {
				return nil, err
			}
			if r < 128 && len(text.s) == 1 {
				known[r].done, known[r].width, known[r].c = true, 1, text.s[0]
			}
			b = append(b, text.s...)
			n += text.Len()
			continue
		}
		x, big, ok := IntValue(v)
		switch {
		case !ok:
			return nil, TypeErrorf(t, "character mapping must return integer, None or str")
		case big != nil || x < 0 || x > 0x10ffff:
			return nil, ValueErrorf(t, "character mapping must be in range(0x%x)", 0x110000)
		}
		if r < 128 && x < 128 {
			known[r].done, known[r].width, known[r].c = true, 1, byte(x)
		}
		b = AppendRune(b, rune(x))
		n++
	}
	return makeStrShort(bytesString(b), n), nil
}

// maketrans makes a table for str.translate. The only argument is a dict from code points or characters to code points, strings or None.
// Of two strings of equal length, each character in the first is mapped to the one at its place in the second; the characters of a third
// are mapped to None.
//
// CPython: Objects/unicodeobject.c unicode_maketrans_impl
//
//py:staticmethod str.maketrans(x, y=<missing>, z=<missing>, /)
func strMakeTrans(t *Thread, x Object, y, z *Str) (Object, error) {
	d := NewDict()
	if y != nil {
		from := AsStr(x)
		if from == nil {
			return Object{}, TypeErrorf(t, "first maketrans argument must be a string if there is a second argument")
		}
		if from.Len() != y.Len() {
			return Object{}, ValueErrorf(t, "the first two maketrans arguments must have equal length")
		}
		to := y.runes()
		for i, r := range from.runes() {
			if err := d.Set(t, NewInt(int64(r)), NewInt(int64(to[i]))); err != nil {
				return Object{}, err
			}
		}
		if z != nil {
			for _, r := range z.runes() {
				if err := d.Set(t, NewInt(int64(r)), None); err != nil {
					return Object{}, err
				}
			}
		}
		return Of(d), nil
	}
	if TypeOf(x) != &DictType {
		return Object{}, TypeErrorf(t, "if you give only one argument to maketrans it must be a dict")
	}
	from := cast[Dict](x)
	for pos := 0; ; {
		k, v, next, ok := from.Next(pos)
		if !ok {
			return Of(d), nil
		}
		pos = next
		if s := AsStr(k); s != nil {
			if s.Len() != 1 {
				return Object{}, ValueErrorf(t, "string keys in translatetable must be of length 1")
			}
			k = NewInt(int64(s.At(0)))
		} else if _, _, isInt := IntValue(k); !isInt {
			return Object{}, TypeErrorf(t, "keys in translate table mustbe strings or integers")
		}
		if err := d.Set(t, k, v); err != nil {
			return Object{}, err
		}
	}
}
