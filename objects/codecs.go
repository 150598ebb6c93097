package objects

// codecState is an interpreter's registry of codecs and error handlers.
type codecState struct {
	search   []Object
	cache    map[string]*Tuple // by normalized name
	handlers map[string]Object
	started  bool
}

type codecStateKey struct{}

func (t *Thread) codecs() *codecState {
	return t.Interp.State(codecStateKey{}, func() any {
		return &codecState{cache: map[string]*Tuple{}, handlers: map[string]Object{}}
	}).(*codecState)
}

// codecStart imports the package whose search function finds the standard codecs, before the first search.
func codecStart(t *Thread, c *codecState) error {
	if c.started {
		return nil
	}
	c.started = true
	if _, err := t.Runtime.Import(t, "encodings"); err != nil {
		c.started = false
		return err
	}
	return nil
}

// RegisterCodec adds a function that looks for codecs.
//
// CPython: Python/codecs.c PyCodec_Register
func RegisterCodec(t *Thread, search Object) error {
	if TypeOf(search).Slots.Call == nil {
		return TypeErrorf(t, "argument must be callable")
	}
	c := t.codecs()
	c.search = append(c.search, search)
	return nil
}

// UnregisterCodec takes a search function out again, and forgets the codecs found so far.
//
// CPython: Python/codecs.c PyCodec_Unregister
func UnregisterCodec(t *Thread, search Object) {
	c := t.codecs()
	for i, f := range c.search {
		if f == search {
			c.search = append(c.search[:i:i], c.search[i+1:]...)
			clear(c.cache)
			return
		}
	}
}

// LookupCodec gives the CodecInfo of an encoding.
//
// CPython: Python/codecs.c _PyCodec_Lookup
func LookupCodec(t *Thread, encoding string) (*Tuple, error) {
	c := t.codecs()
	if err := codecStart(t, c); err != nil {
		return nil, err
	}
	name := normalizeCodecName(encoding)
	if info, ok := c.cache[name]; ok {
		return info, nil
	}
	if len(c.search) == 0 {
		return nil, Errorf(t, &ExcLookupError, "no codec search functions registered: can't find encoding")
	}
	arg := NewStr(name)
	for i := 0; i < len(c.search); i++ {
		r, err := CallArgs(t, c.search[i], arg)
		if err != nil {
			return nil, err
		}
		if r == None {
			continue
		}
		info := AsTuple(r)
		if info == nil || len(info.Items) != 4 {
			return nil, TypeErrorf(t, "codec search functions must return 4-tuples")
		}
		c.cache[name] = info
		return info, nil
	}
	return nil, Errorf(t, &ExcLookupError, "unknown encoding: %s", encoding)
}

// normalizeCodecName gives the key of the registry for a name: in lower case, spaces made underscores.
//
// CPython: Python/codecs.c normalizestring
func normalizeCodecName(name string) string {
	b := []byte(name)
	for i, c := range b {
		if c-'A' < 26 {
			b[i] = c | 0x20
		}
	}
	return normalizeEncoding(bytesString(b))
}

// lookupTextCodec is LookupCodec for str.encode and bytes.decode: the codec must be a text encoding.
//
// CPython: Python/codecs.c _PyCodec_LookupTextEncoding
func lookupTextCodec(t *Thread, encoding, alternative string) (*Tuple, error) {
	info, err := LookupCodec(t, encoding)
	if err != nil {
		return nil, err
	}
	if TypeOf(Of(info)) == &TupleType {
		return info, nil
	}
	v, err := LookupAttr(t, Of(info), nameIsTextEncoding)
	if err != nil || v.IsNull() {
		return info, err
	}
	ok, err := Truth(t, v)
	if err == nil && !ok {
		err = Errorf(t, &ExcLookupError, "'%.400s' is not a text encoding; use %s to handle arbitrary codecs", encoding, alternative)
	}
	return info, err
}

var nameIsTextEncoding = StaticName("_is_text_encoding")

// callCodec calls the encoder or decoder f of a codec and gives the first item of its result.
//
// CPython: Python/codecs.c _PyCodec_EncodeInternal
func callCodec(t *Thread, f, object Object, encoding string, errors *Str, action string) (Object, error) {
	var r Object
	var err error
	if errors == nil {
		r, err = CallArgs(t, f, object)
	} else {
		r, err = CallArgs(t, f, object, Of(errors))
	}
	if err != nil {
		return Object{}, addCodecNote(t, err, action, encoding)
	}
	p := AsTuple(r)
	if p == nil || len(p.Items) != 2 {
		which := "encoder"
		if action == "decoding" {
			which = "decoder"
		}
		return Object{}, TypeErrorf(t, "%s must return a tuple (object, integer)", which)
	}
	return p.Items[0], nil
}

var nameAddNote = StaticName("add_note")

// addCodecNote adds to an exception which codec it came from.
//
// CPython: Python/codecs.c _PyErr_FormatNote
func addCodecNote(t *Thread, err error, action, encoding string) error {
	exc := AsExc(t, err)
	if exc.hard {
		return err
	}
	if _, noteErr := CallMethod(t, Of(exc), nameAddNote, NewStr(action+" with '"+encoding+"' codec failed")); noteErr != nil {
		return noteErr
	}
	return exc
}

// CodecEncode is codecs.encode: any codec may be asked for.
func CodecEncode(t *Thread, object Object, encoding string, errors *Str) (Object, error) {
	info, err := LookupCodec(t, encoding)
	if err != nil {
		return Object{}, err
	}
	return callCodec(t, info.Items[0], object, encoding, errors, "encoding")
}

// CodecDecode is codecs.decode.
func CodecDecode(t *Thread, object Object, encoding string, errors *Str) (Object, error) {
	info, err := LookupCodec(t, encoding)
	if err != nil {
		return Object{}, err
	}
	return callCodec(t, info.Items[1], object, encoding, errors, "decoding")
}

func errorsName(errors *Str) string {
	if errors == nil {
		return ""
	}
	return errors.s
}

// encodeText encodes s in a text encoding, as bytes. nil for encoding or errors stands for the default.
//
// CPython: Objects/unicodeobject.c PyUnicode_AsEncodedString
func encodeText(t *Thread, s *Str, encoding, errors *Str) (Object, error) {
	name := "utf_8"
	if encoding != nil {
		if err := noNull(t, encoding); err != nil {
			return Object{}, err
		}
		name = normalizeEncoding(encoding.s)
	}
	if errors != nil {
		if err := noNull(t, errors); err != nil {
			return Object{}, err
		}
	}
	if b, err, ok := encodeBuiltin(t, s, name, errorsName(errors)); ok {
		if err != nil {
			return Object{}, err
		}
		return newBytesShort(b), nil
	}
	info, err := lookupTextCodec(t, encoding.s, "codecs.encode()")
	if err != nil {
		return Object{}, err
	}
	r, err := callCodec(t, info.Items[0], Of(s), encoding.s, errors, "encoding")
	if err != nil {
		return Object{}, err
	}
	if AsBytes(r) != nil {
		return r, nil
	}
	if b := AsByteArray(r); b != nil {
		if err := Warn(t, &ExcRuntimeWarning, 1, "encoder %s returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types", encoding.s); err != nil {
			return Object{}, err
		}
		return NewBytes(append([]byte(nil), b.b...)), nil
	}
	return Object{}, TypeErrorf(t, "'%.400s' encoder returned '%.400s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding.s, TypeOf(r).Name200())
}

// encodeBuiltin encodes where name is one of the encodings that need no registry.
func encodeBuiltin(t *Thread, s *Str, name, errors string) (b []byte, err error, ok bool) {
	switch name {
	case "utf_8", "utf8":
		b, err = EncodeUTF8Errors(t, s, errors)
	case "utf_16", "utf16":
		b, err = EncodeUTF16(t, s, errors, 0)
	case "utf_32", "utf32":
		b, err = EncodeUTF32(t, s, errors, 0)
	case "ascii", "us_ascii":
		b, err = EncodeASCII(t, s, errors)
	case "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		b, err = EncodeLatin1(t, s, errors)
	default:
		return nil, nil, false
	}
	return b, err, true
}

// noNull checks a name that C code takes as a C string.
func noNull(t *Thread, s *Str) error {
	for i := 0; i < len(s.s); i++ {
		if s.s[i] == 0 {
			return ValueErrorf(t, "embedded null character")
		}
	}
	return nil
}

// DecodeText decodes bytes in a text encoding.
func DecodeText(t *Thread, b []byte, encoding string) (*Str, error) {
	return decodeText(t, b, MakeStr(encoding), nil)
}

// decodeText decodes bytes in a text encoding. nil for encoding or errors stands for the default.
//
// CPython: Objects/unicodeobject.c PyUnicode_Decode
func decodeText(t *Thread, b []byte, encoding, errors *Str) (*Str, error) {
	name := "utf_8"
	if encoding != nil {
		if err := noNull(t, encoding); err != nil {
			return nil, err
		}
		name = normalizeEncoding(encoding.s)
	}
	if errors != nil {
		if err := noNull(t, errors); err != nil {
			return nil, err
		}
	}
	switch name {
	case "utf_8", "utf8":
		s, _, err := DecodeUTF8(t, b, errorsName(errors), true)
		return s, err
	case "utf_16", "utf16":
		s, _, _, err := DecodeUTF16(t, b, errorsName(errors), 0, true)
		return s, err
	case "utf_32", "utf32":
		s, _, _, err := DecodeUTF32(t, b, errorsName(errors), 0, true)
		return s, err
	case "ascii", "us_ascii":
		return DecodeASCII(t, b, errorsName(errors))
	case "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		return DecodeLatin1(b), nil
	}
	info, err := lookupTextCodec(t, encoding.s, "codecs.decode()")
	if err != nil {
		return nil, err
	}
	view := newMemoryView(&Buffer{Object: NewBytes(b), Bytes: b, ReadOnly: true, ItemSize: 1, Shape: []int{len(b)}, Strides: []int{1}})
	r, err := callCodec(t, info.Items[1], Of(view), encoding.s, errors, "decoding")
	if err != nil {
		return nil, err
	}
	s := AsStr(r)
	if s == nil {
		return nil, TypeErrorf(t, "'%.400s' decoder returned '%.400s' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding.s, TypeOf(r).Name200())
	}
	return s, nil
}

// RegisterErrorHandler makes handler the one for errors of this name.
func RegisterErrorHandler(t *Thread, name string, handler Object) error {
	if TypeOf(handler).Slots.Call == nil {
		return TypeErrorf(t, "handler must be callable")
	}
	t.codecs().handlers[name] = handler
	return nil
}
