package objects

import (
	"strings"

	"github.com/gophersnake/gophersnake/internal/ucd"
)

// newUnicodeDecodeError makes the error for bytes start to end of object.
func newUnicodeDecodeError(t *Thread, encoding string, object []byte, start, end int, reason string) error {
	return callException(t, &ExcUnicodeDecodeError, NewStr(encoding), NewBytes(append([]byte(nil), object...)), NewInt(int64(start)), NewInt(int64(end)), NewStr(reason))
}

// newUnicodeEncodeError makes the error for the code points start to end of object.
func newUnicodeEncodeError(t *Thread, encoding string, object *Str, start, end int, reason string) error {
	return callException(t, &ExcUnicodeEncodeError, NewStr(encoding), Of(object), NewInt(int64(start)), NewInt(int64(end)), NewStr(reason))
}

// callException makes an exception by calling its class.
func callException(t *Thread, class *Type, args ...Object) error {
	o, err := Call(t, Of(class), args, nil)
	if err != nil {
		return err
	}
	e := AsException(o)
	if e == nil {
		return TypeErrorf(t, "should have returned an instance of BaseException, not %.200s", TypeOf(o).Name200())
	}
	return Raise(t, e)
}

// A decodeState is what decoders share: the input, which an error handler may replace, and what was decoded.
type decodeState struct {
	t        *Thread
	encoding string
	errors   string // "": strict
	in       []byte
	out      []byte
	handler  Object
}

// fail handles bytes start to end of the input, which are not well formed: it appends what is to stand for them and gives where to go
// on, or an error.
//
// CPython: Objects/unicodeobject.c unicode_decode_call_errorhandler_writer
func (d *decodeState) fail(start, end int, reason string) (int, error) {
	bad := d.in[start:end]
	switch d.errors {
	case "", "strict":
		return 0, newUnicodeDecodeError(d.t, d.encoding, d.in, start, end, reason)
	case "ignore":
		return end, nil
	case "replace":
		d.out = append(d.out, "\uFFFD"...)
		return end, nil
	case "backslashreplace":
		for _, c := range bad {
			d.out = appendHex(append(d.out, `\x`...), uint32(c), 2)
		}
		return end, nil
	case "surrogateescape":
		n := surrogateEscapable(bad)
		if n == 0 {
			return 0, newUnicodeDecodeError(d.t, d.encoding, d.in, start, end, reason)
		}
		for _, c := range bad[:n] {
			d.out = AppendRune(d.out, 0xDC00+rune(c))
		}
		return start + n, nil
	case "surrogatepass":
		r, n := surrogateIn(d.encoding, d.in[start:])
		if n == 0 {
			return 0, newUnicodeDecodeError(d.t, d.encoding, d.in, start, end, reason)
		}
		d.out = AppendRune(d.out, r)
		return start + n, nil
	}
	return d.callHandler(start, end, reason)
}

// surrogateEscapable counts the bytes, four at most, that surrogateescape turns into surrogates.
func surrogateEscapable(b []byte) int {
	n := 0
	for n < len(b) && n < 4 && b[n] >= 128 {
		n++
	}
	return n
}

// callHandler is fail with a registered handler.
func (d *decodeState) callHandler(start, end int, reason string) (int, error) {
	t := d.t
	if d.handler.IsNull() {
		h, err := LookupErrorHandler(t, d.errors)
		if err != nil {
			return 0, err
		}
		d.handler = h
	}
	err := newUnicodeDecodeError(t, d.encoding, d.in, start, end, reason)
	exc := AsExc(t, err)
	if exc.Type != &ExcUnicodeDecodeError {
		return 0, err
	}
	text, pos, err := callErrorHandler(t, d.handler, exc, "decoding")
	if err != nil {
		return 0, err
	}
	s := AsStr(text)
	if s == nil {
		return 0, TypeErrorf(t, "decoding error handler must return (str, int) tuple")
	}
	object, err := GetAttr(t, Of(exc), nameObject)
	if err != nil {
		return 0, err
	}
	b := AsBytes(object)
	if b == nil {
		return 0, TypeErrorf(t, "exception attribute object must be bytes")
	}
	d.in = b.b
	if pos < 0 {
		pos += len(d.in)
	}
	if pos < 0 || pos > len(d.in) {
		return 0, Errorf(t, &ExcIndexError, "position %d from error handler out of bounds", pos)
	}
	if err := CheckAlloc(t, len(d.out)+len(s.s), 1); err != nil {
		return 0, err
	}
	d.out = append(d.out, s.s...)
	return pos, nil
}

var nameObject = StaticName("object")

// callErrorHandler calls a handler and takes its result apart.
func callErrorHandler(t *Thread, handler Object, exc *Exception, action string) (replacement Object, pos int, err error) {
	r, err := CallArgs(t, handler, Of(exc))
	if err != nil {
		return Object{}, 0, err
	}
	result := AsTuple(r)
	what := "(str, int)"
	if action == "encoding" {
		what = "(str/bytes, int)"
	}
	if result == nil || len(result.Items) != 2 {
		return Object{}, 0, TypeErrorf(t, "%s error handler must return %s tuple", action, what)
	}
	replacement = result.Items[0]
	if AsStr(replacement) == nil && (action == "decoding" || AsBytes(replacement) == nil) {
		return Object{}, 0, TypeErrorf(t, "%s error handler must return %s tuple", action, what)
	}
	if _, _, ok := IntValue(result.Items[1]); !ok && TypeOf(result.Items[1]).Slots.Index == nil {
		return Object{}, 0, TypeErrorf(t, "'%.200s' object cannot be interpreted as an integer", TypeOf(result.Items[1]).Name200())
	}
	pos, err = AsSsize(t, result.Items[1], &ExcOverflowError)
	return replacement, pos, err
}

// An encodeState is what encoders share.
type encodeState struct {
	t        *Thread
	encoding string
	errors   string
	in       *Str
	out      []byte
	handler  Object
	unit     int // for UTF-16 and UTF-32 the size of a unit: an error is about one code point, and bytes are whole units
}

// failEnd extends a range of code points that cannot be encoded, which begins at code point start and byte pos: can says what is
// encodable.
func (e *encodeState) failEnd(start, pos int, can func(r rune) bool) int {
	n := start
	for rest := e.in.s[pos:]; rest != ""; {
		r, w := DecodeRune(rest)
		if can(r) {
			break
		}
		n++
		rest = rest[w:]
	}
	return n
}

// fail handles the code points start to end, which cannot be encoded. The replacement it gives (nil: none) is text that still has to be
// encoded; bytes have been appended already. It goes on at code point pos.
func (e *encodeState) fail(start, end int, reason string) (text *Str, pos int, err error) {
	strict := func() (*Str, int, error) {
		return nil, 0, newUnicodeEncodeError(e.t, e.encoding, exactStr(e.in), start, end, reason)
	}
	bad := e.in.Slice(start, end)
	switch e.errors {
	case "", "strict":
		return strict()
	case "ignore":
		return nil, end, nil
	case "replace":
		return makeASCII(strings.Repeat("?", end-start)), end, nil
	case "backslashreplace", "xmlcharrefreplace", "namereplace":
		var b []byte
		for bad != "" {
			r, w := DecodeRune(bad)
			b = appendReplacement(b, r, e.errors)
			bad = bad[w:]
		}
		return makeASCII(bytesString(b)), end, nil
	case "surrogateescape":
		if e.unit > 1 {
			return strict()
		}
		// Only what begins with escaped bytes is handled; the rest is another error.
		n := 0
		for bad != "" {
			r, w := DecodeRune(bad)
			if r < 0xDC80 || r > 0xDCFF {
				break
			}
			e.out = append(e.out, byte(r))
			n++
			bad = bad[w:]
		}
		if n == 0 {
			return strict()
		}
		return nil, start + n, nil
	case "surrogatepass":
		n := 0
		for bad != "" {
			r, w := DecodeRune(bad)
			b, ok := appendSurrogate(e.out, e.encoding, r)
			if !ok {
				break
			}
			e.out = b
			n++
			bad = bad[w:]
		}
		if n == 0 || bad != "" {
			return strict()
		}
		return nil, end, nil
	}
	t := e.t
	if e.handler.IsNull() {
		h, err := LookupErrorHandler(t, e.errors)
		if err != nil {
			return nil, 0, err
		}
		e.handler = h
	}
	_, _, err = strict()
	exc := AsExc(t, err)
	if exc.Type != &ExcUnicodeEncodeError {
		return nil, 0, err
	}
	r, pos, err := callErrorHandler(t, e.handler, exc, "encoding")
	if err != nil {
		return nil, 0, err
	}
	n := e.in.Len()
	if pos < 0 {
		pos += n
	}
	if pos < 0 || pos > n {
		return nil, 0, Errorf(t, &ExcIndexError, "position %d from error handler out of bounds", pos)
	}
	if b := AsBytes(r); b != nil {
		if e.unit > 1 && len(b.b)%e.unit != 0 {
			return strict()
		}
		if err := CheckAlloc(t, len(e.out)+len(b.b), 1); err != nil {
			return nil, 0, err
		}
		e.out = append(e.out, b.b...)
		return nil, pos, nil
	}
	return AsStr(r), pos, nil
}

// appendReplacement appends what one of the escaping handlers writes for r.
func appendReplacement(b []byte, r rune, errors string) []byte {
	switch errors {
	case "xmlcharrefreplace":
		return append(append(append(b, "&#"...), itoa(int(r))...), ';')
	case "namereplace":
		if name, ok := ucd.Name(r); ok {
			return append(append(append(b, `\N{`...), name...), '}')
		}
	}
	return appendEscape(b, r)
}

// again makes the error of fail for a replacement that cannot be encoded either.
func (e *encodeState) again(start, end int, reason string) error {
	return newUnicodeEncodeError(e.t, e.encoding, exactStr(e.in), start, end, reason)
}
