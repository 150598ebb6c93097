package objects

// The error handlers that every interpreter knows, as the functions that codecs.lookup_error gives.
//
//py:module _codecs

// LookupErrorHandler gives the function that handles errors of this name.
//
// CPython: Python/codecs.c PyCodec_LookupError
func LookupErrorHandler(t *Thread, name string) (Object, error) {
	if name == "" {
		name = "strict"
	}
	handlers := t.codecs().handlers
	if h, ok := handlers[name]; ok {
		return h, nil
	}
	for i := range codecsFunctions {
		if codecsFunctions[i].Name == name+"_errors" {
			h := Of(&BuiltinFunction{Header: Header{&BuiltinFunctionType}, Def: &codecsFunctions[i]})
			handlers[name] = h
			return h, nil
		}
	}
	return Object{}, Errorf(t, &ExcLookupError, "unknown error handler name '%.400s'", name)
}

// UnregisterErrorHandler takes a handler away; found is false if there was none.
//
// CPython: Python/codecs.c _PyCodec_UnregisterError
func UnregisterErrorHandler(t *Thread, name string) (found bool, err error) {
	for i := range codecsFunctions {
		if codecsFunctions[i].Name == name+"_errors" {
			return false, ValueErrorf(t, "cannot un-register built-in error handler '%.400s'", name)
		}
	}
	h := t.codecs().handlers
	_, found = h[name]
	delete(h, name)
	return found, nil
}

// unicodeErrorRange gives the exception with the bounds fitted to its object: of text for an encoding or translating error (s), of bytes for a
// decoding one (b).
//
// CPython: Objects/exceptions.c _PyUnicodeError_GetParams
func unicodeErrorRange(t *Thread, exc Object) (e *unicodeError, s *Str, b []byte, start, end int, err error) {
	n := 0
	switch {
	case TypeOf(exc).IsSubtype(&ExcUnicodeEncodeError), TypeOf(exc).IsSubtype(&ExcUnicodeTranslateError):
		e = cast[unicodeError](exc)
		if s = AsStr(e.object); s == nil {
			if e.object.IsNull() {
				err = TypeErrorf(t, "object attribute not set")
			} else {
				err = TypeErrorf(t, "object attribute must be unicode")
			}
			return
		}
		n = s.Len()
	case TypeOf(exc).IsSubtype(&ExcUnicodeDecodeError):
		e = cast[unicodeError](exc)
		p := AsBytes(e.object)
		if p == nil {
			if e.object.IsNull() {
				err = TypeErrorf(t, "object attribute not set")
			} else {
				err = TypeErrorf(t, "object attribute must be bytes")
			}
			return
		}
		b = p.b
		n = len(b)
	default:
		err = wrongErrorType(t, exc)
		return
	}
	start = max(0, min(e.start, n-1))
	end = min(max(e.end, 1), n)
	end = max(start, end)
	return
}

func wrongErrorType(t *Thread, exc Object) error {
	return TypeErrorf(t, "don't know how to handle %.200s in error callback", TypeOf(exc).Name200())
}

func handled(replacement Object, pos int) Object { return NewTuple(replacement, NewInt(int64(pos))) }

// strictErrors implements the 'strict' error handling, which raises a UnicodeError on coding errors.
//
//py:def strict_errors(exc, /)
func strictErrors(t *Thread, exc Object) (Object, error) {
	if e := AsException(exc); e != nil {
		return Object{}, Raise(t, e)
	}
	return Object{}, TypeErrorf(t, "codec must pass exception instance")
}

// ignoreErrors implements the 'ignore' error handling, which drops what is malformed.
//
//py:def ignore_errors(exc, /)
func ignoreErrors(t *Thread, exc Object) (Object, error) {
	_, _, _, _, end, err := unicodeErrorRange(t, exc)
	return handled(Of(emptyStr), end), err
}

// replaceErrors implements the 'replace' error handling, which puts a replacement marker in the place of what is malformed.
//
//py:def replace_errors(exc, /)
func replaceErrors(t *Thread, exc Object) (Object, error) {
	_, s, _, start, end, err := unicodeErrorRange(t, exc)
	if err != nil {
		return Object{}, err
	}
	mark, n := "?", end-start
	switch {
	case s == nil:
		mark, n = "\uFFFD", 1
	case TypeOf(exc).IsSubtype(&ExcUnicodeTranslateError):
		mark = "\uFFFD"
	}
	r, err := strRepeat(t, NewStr(mark), n)
	return handled(r, end), err
}

// escapeErrors is a handler that writes the code points from start to end in ASCII.
func escapeErrors(t *Thread, s *Str, start, end int, handler string) (Object, error) {
	if err := CheckAlloc(t, end-start, 100); err != nil {
		return Object{}, err
	}
	var b []byte
	for rest := s.Slice(start, end); rest != ""; {
		r, w := DecodeRune(rest)
		b = appendReplacement(b, r, handler)
		rest = rest[w:]
	}
	return handled(Of(makeASCII(bytesString(b))), end), nil
}

// xmlCharRefReplaceErrors implements the 'xmlcharrefreplace' error handling, which writes what cannot be encoded as an XML character
// reference.
//
//py:def xmlcharrefreplace_errors(exc, /)
func xmlCharRefReplaceErrors(t *Thread, exc Object) (Object, error) {
	return encodeHandler(t, exc, "xmlcharrefreplace")
}

// nameReplaceErrors implements the 'namereplace' error handling, which writes what cannot be encoded as \N{...}.
//
//py:def namereplace_errors(exc, /)
func nameReplaceErrors(t *Thread, exc Object) (Object, error) {
	return encodeHandler(t, exc, "namereplace")
}

func encodeHandler(t *Thread, exc Object, handler string) (Object, error) {
	if !TypeOf(exc).IsSubtype(&ExcUnicodeEncodeError) {
		return Object{}, wrongErrorType(t, exc)
	}
	_, s, _, start, end, err := unicodeErrorRange(t, exc)
	if err != nil {
		return Object{}, err
	}
	return escapeErrors(t, s, start, end, handler)
}

// backslashReplaceErrors implements the 'backslashreplace' error handling, which writes what is malformed as a backslashed escape sequence.
//
//py:def backslashreplace_errors(exc, /)
func backslashReplaceErrors(t *Thread, exc Object) (Object, error) {
	_, s, b, start, end, err := unicodeErrorRange(t, exc)
	if err != nil {
		return Object{}, err
	}
	if s != nil {
		return escapeErrors(t, s, start, end, "backslashreplace")
	}
	var out []byte
	for _, c := range b[start:end] {
		out = appendHex(append(out, `\x`...), uint32(c), 2)
	}
	return handled(Of(makeASCII(bytesString(out))), end), nil
}

// surrogatePassErrors implements the 'surrogatepass' error handling, which encodes and decodes surrogates as other code points.
//
//py:def surrogatepass_errors(exc, /)
func surrogatePassErrors(t *Thread, exc Object) (Object, error) {
	e, s, b, start, end, err := unicodeErrorRange(t, exc)
	if err != nil {
		return Object{}, err
	}
	if TypeOf(exc).IsSubtype(&ExcUnicodeTranslateError) {
		return Object{}, wrongErrorType(t, exc)
	}
	encoding := AsStr(e.encoding)
	if encoding == nil {
		return Object{}, TypeErrorf(t, "encoding attribute must be unicode")
	}
	if s == nil {
		r, n := surrogateIn(encoding.s, b[start:])
		if n == 0 {
			return Object{}, Raise(t, AsException(exc))
		}
		return handled(Of(runeStr(r)), start+n), nil
	}
	var out []byte
	for rest := s.Slice(start, end); rest != ""; {
		r, w := DecodeRune(rest)
		var ok bool
		if out, ok = appendSurrogate(out, encoding.s, r); !ok {
			return Object{}, Raise(t, AsException(exc))
		}
		rest = rest[w:]
	}
	return handled(newBytesShort(out), end), nil
}

// surrogateEscapeErrors implements the 'surrogateescape' error handling, which decodes malformed bytes to surrogates and encodes these to the bytes
// again.
//
//py:def surrogateescape_errors(exc, /)
func surrogateEscapeErrors(t *Thread, exc Object) (Object, error) {
	_, s, b, start, end, err := unicodeErrorRange(t, exc)
	if err != nil {
		return Object{}, err
	}
	if TypeOf(exc).IsSubtype(&ExcUnicodeTranslateError) {
		return Object{}, wrongErrorType(t, exc)
	}
	var out []byte
	if s == nil {
		n := surrogateEscapable(b[start:end])
		if n == 0 {
			return Object{}, Raise(t, AsException(exc))
		}
		for _, c := range b[start : start+n] {
			out = AppendRune(out, 0xDC00+rune(c))
		}
		return handled(Of(makeStrLen(bytesString(out), n)), start+n), nil
	}
	for rest := s.Slice(start, end); rest != ""; {
		r, w := DecodeRune(rest)
		if r < 0xDC80 || r > 0xDCFF {
			return Object{}, Raise(t, AsException(exc))
		}
		out = append(out, byte(r))
		rest = rest[w:]
	}
	return handled(newBytesShort(out), end), nil
}
