package objects

var (
	nameFSPath = StaticName("__fspath__")
)

// Callable reports whether o can be called.
func Callable(o Object) bool { return TypeOf(o).Slots.Call != nil }

// IsMapping reports whether o has subscription, as PyMapping_Check.
func IsMapping(o Object) bool { return TypeOf(o).Slots.GetItem != nil }

// EncodeUTF8 gives the UTF-8 of s; UnicodeEncodeError where it has surrogates.
func EncodeUTF8(t *Thread, s *Str) ([]byte, error) { return EncodeUTF8Errors(t, s, "strict") }

// BytesLike gives the content of bytes, bytearray or another contiguous buffer. It is valid until the object changes.
func BytesLike(t *Thread, o Object) (b []byte, ok bool) {
	if v := AsBytes(o); v != nil {
		return v.b, true
	}
	f := TypeOf(o).Slots.Buffer
	if f == nil {
		return nil, false
	}
	buf, err := f(t, o, BufSimple)
	if err != nil {
		return nil, false
	}
	b = buf.Bytes
	buf.release()
	return b, true
}

// FSPath gives the str or bytes that stands for a path, through __fspath__.
//
// CPython: Modules/posixmodule.c PyOS_FSPath
func FSPath(t *Thread, o Object) (Object, error) {
	if AsStr(o) != nil || AsBytes(o) != nil {
		return o, nil
	}
	r, found, err := CallSpecial(t, o, nameFSPath)
	if err != nil {
		return Object{}, err
	}
	if !found {
		return Object{}, TypeErrorf(t, "expected str, bytes or os.PathLike object, not %.200s", TypeOf(o).Name200())
	}
	if AsStr(r) == nil && AsBytes(r) == nil {
		return Object{}, TypeErrorf(t, "expected %.200s.__fspath__() to return str or bytes, not %.200s", TypeOf(o).Name200(), TypeOf(r).Name200())
	}
	return r, nil
}

// FSPathDecode gives a path as text, bytes decoded as the file system's names are.
func FSPathDecode(t *Thread, o Object) (string, error) {
	p, err := FSPath(t, o)
	if err != nil {
		return "", err
	}
	if s := AsStr(p); s != nil {
		return s.s, nil
	}
	return DecodeFS(cast[Bytes](p).b), nil
}

// DecodeFS decodes a file name: UTF-8, other bytes becoming surrogates (the surrogateescape handler).
func DecodeFS(b []byte) string {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		r, n := DecodeRune(string(b[i:min(i+4, len(b))]))
		if n == 1 && b[i] >= 0x80 || r >= 0xD800 && r <= 0xDFFF {
			out = AppendRune(out, 0xDC00|rune(b[i]))
			i++
			continue
		}
		out = append(out, b[i:i+n]...)
		i += n
	}
	return string(out)
}

// EncodeFS gives the bytes of a file name that DecodeFS gave.
func EncodeFS(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		if r >= 0xDC80 && r <= 0xDCFF {
			out = append(out, byte(r))
		} else {
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return out
}

// UpdateBases gives the bases of a class statement with __mro_entries__ called; the same tuple if there were none.
//
// CPython: Python/bltinmodule.c update_bases
func UpdateBases(t *Thread, bases *Tuple) (*Tuple, error) {
	var out []Object
	changed := false
	for i, b := range bases.Items {
		if AsType(b) != nil {
			if changed {
				out = append(out, b)
			}
			continue
		}
		f, err := LookupAttr(t, b, nameMROEntries)
		if err != nil {
			return nil, err
		}
		if f.Ref == nil {
			if changed {
				out = append(out, b)
			}
			continue
		}
		r, err := CallArgs(t, f, Of(bases))
		if err != nil {
			return nil, err
		}
		entries := AsTuple(r)
		if entries == nil {
			return nil, TypeErrorf(t, "__mro_entries__ must return a tuple")
		}
		if !changed {
			out = append(out, bases.Items[:i]...)
			changed = true
		}
		out = append(out, entries.Items...)
	}
	if !changed {
		return bases, nil
	}
	return TupleFrom(out), nil
}
