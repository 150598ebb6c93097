package objects

const undefinedChar = "character maps to <undefined>"

// DecodeCharmap decodes bytes by a mapping: a str, of which byte n is character n, or an object that maps ints to code points, strs or None.
//
// CPython: Objects/unicodeobject.c PyUnicode_DecodeCharmap
func DecodeCharmap(t *Thread, b []byte, mapping Object, errors string) (*Str, error) {
	d := decodeState{t: t, encoding: "charmap", errors: errors, in: b, out: make([]byte, 0, len(b)*2)}
	var chars []rune
	table := AsStr(mapping)
	if table != nil {
		chars = table.runes()
	}
	for pos := 0; pos < len(d.in); {
		c := d.in[pos]
		known := true
		if table != nil {
			if known = int(c) < len(chars) && chars[c] != 0xFFFE; known {
				d.out = AppendRune(d.out, chars[c])
			}
		} else {
			var err error
			if known, err = d.mapByte(c, mapping); err != nil {
				return nil, err
			}
		}
		if known {
			pos++
			continue
		}
		var err error
		if pos, err = d.fail(pos, pos+1, undefinedChar); err != nil {
			return nil, err
		}
	}
	text := bytesString(d.out)
	return makeStrShort(text, CodePoints(text)), nil
}

// mapByte appends what the mapping has for c; known is false if that is nothing.
//
// CPython: Objects/unicodeobject.c charmap_decode_mapping
func (d *decodeState) mapByte(c byte, mapping Object) (known bool, err error) {
	t := d.t
	v, err := GetItem(t, mapping, NewInt(int64(c)))
	switch {
	case err != nil && Matches(err, &ExcLookupError):
		return false, nil
	case err != nil:
		return false, err
	case v == None:
		return false, nil
	}
	if s := AsStr(v); s != nil {
		if s.s == "\uFFFE" {
			return false, nil
		}
		d.out = append(d.out, s.s...)
		return true, CheckAlloc(t, len(d.out), 1)
	}
	x, big, ok := IntValue(v)
	switch {
	case !ok:
		return false, TypeErrorf(t, "character mapping must return integer, None or str")
	case big != nil || x < 0 || x > 0x10FFFF:
		return false, TypeErrorf(t, "character mapping must be in range(0x%x)", 0x110000)
	case x == 0xFFFE:
		return false, nil
	}
	d.out = AppendRune(d.out, rune(x))
	return true, nil
}

// charmapLookup appends what the mapping has for r; known is false if that is nothing.
//
// CPython: Objects/unicodeobject.c charmapencode_lookup
func charmapLookup(t *Thread, out []byte, r rune, mapping Object) (b []byte, known bool, err error) {
	v, err := GetItem(t, mapping, NewInt(int64(r)))
	switch {
	case err != nil && Matches(err, &ExcLookupError):
		return out, false, nil
	case err != nil:
		return nil, false, err
	case v == None:
		return out, false, nil
	}
	if p := AsBytes(v); p != nil {
		return append(out, p.b...), true, nil
	}
	x, big, ok := IntValue(v)
	switch {
	case !ok:
		return nil, false, TypeErrorf(t, "character mapping must return integer, bytes or None, not %.400s", TypeOf(v).Name200())
	case big != nil || x < 0 || x > 255:
		return nil, false, TypeErrorf(t, "character mapping must be in range(256)")
	}
	return append(out, byte(x)), true, nil
}

// EncodeCharmap encodes s by a mapping from code points to bytes objects, ints below 256 or None.
//
// CPython: Objects/unicodeobject.c _PyUnicode_EncodeCharmap
func EncodeCharmap(t *Thread, s *Str, mapping Object, errors string) ([]byte, error) {
	e := encodeState{t: t, encoding: "charmap", errors: errors, in: s, out: make([]byte, 0, s.Len())}
	pos, i := 0, 0 // in bytes and in code points
	for pos < len(s.s) {
		r, w := DecodeRune(s.s[pos:])
		out, known, err := charmapLookup(t, e.out, r, mapping)
		if err != nil {
			return nil, err
		}
		if known {
			e.out = out
			pos += w
			i++
			continue
		}
		end := i + 1
		for rest := s.s[pos+w:]; rest != ""; end++ {
			r, w := DecodeRune(rest)
			_, known, err := charmapLookup(t, nil, r, mapping)
			if err != nil {
				return nil, err
			}
			if known {
				break
			}
			rest = rest[w:]
		}
		text, next, err := e.fail(i, end, undefinedChar)
		if err != nil {
			return nil, err
		}
		if text != nil {
			for rest := text.s; rest != ""; {
				r, w := DecodeRune(rest)
				out, known, err := charmapLookup(t, e.out, r, mapping)
				if err != nil {
					return nil, err
				}
				if !known {
					return nil, e.again(i, end, undefinedChar)
				}
				e.out = out
				rest = rest[w:]
			}
		}
		i = next
		pos = s.byteOffset(i)
	}
	return e.out, nil
}

// BuildCharmap makes the mapping for EncodeCharmap of the table that is DecodeCharmap's.
//
// Differs: CPython has a more compact EncodingMap for most tables.
//
// CPython: Objects/unicodeobject.c PyUnicode_BuildEncodingMap
func BuildCharmap(t *Thread, table *Str) (*Dict, error) {
	d := NewDictSize(table.Len())
	for i, r := range table.runes() {
		if r == 0xFFFE {
			continue
		}
		if err := d.Set(t, NewInt(int64(r)), NewInt(int64(i))); err != nil {
			return nil, err
		}
	}
	return d, nil
}
