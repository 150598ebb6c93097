package objects

import (
	"fmt"
	"unsafe"
)

// unicodeError is an instance of UnicodeDecodeError, UnicodeEncodeError or UnicodeTranslateError.
type unicodeError struct {
	Exception
	encoding, object, reason Object
	start, end               int
}

func setupUnicodeErrors() {
	for _, c := range []struct {
		typ  *Type
		init InitFunc
		str  UnaryFunc
	}{
		{&ExcUnicodeDecodeError, unicodeDecodeErrorInit, unicodeDecodeErrorStr},
		{&ExcUnicodeEncodeError, unicodeEncodeErrorInit, unicodeEncodeErrorStr},
		{&ExcUnicodeTranslateError, unicodeTranslateErrorInit, unicodeTranslateErrorStr},
	} {
		t := c.typ
		t.Layout = LayoutWithDict[unicodeError](exceptionAttrs)
		t.Slots.Init, t.Slots.Str = c.init, c.str
		t.Slots.Traverse = func(o Object, visit func(Object)) {
			traverseException(o, visit)
			e := cast[unicodeError](o)
			visitFields(visit, e.encoding, e.object, e.reason)
		}
		t.GetSets = []GetSetDef{
			objectMember("encoding", unsafe.Offsetof(unicodeError{}.encoding), "exception encoding"),
			objectMember("object", unsafe.Offsetof(unicodeError{}.object), "exception object"),
			intMember("start", unsafe.Offsetof(unicodeError{}.start), "exception start"),
			intMember("end", unsafe.Offsetof(unicodeError{}.end), "exception end"),
			objectMember("reason", unsafe.Offsetof(unicodeError{}.reason), "exception reason"),
		}
	}
}

// parseCount gives the TypeError for n arguments where want are due, as PyArg_ParseTuple words it for a nameless function.
//
// CPython: Python/getargs.c vgetargs1_impl
func parseCount(t *Thread, n, least, most int) error {
	bound, want := "exactly", least
	switch {
	case n >= least && n <= most:
		return nil
	case least == most:
	case n < least:
		bound = "at least"
	default:
		bound, want = "at most", most
	}
	return TypeErrorf(t, "function takes %s %d argument%s (%d given)", bound, want, plural(want), n)
}

func parseStr(t *Thread, i int, arg Object) error {
	if AsStr(arg) == nil {
		return TypeErrorf(t, "argument %d must be str, not %.50s", i, messageName(arg))
	}
	return nil
}

// CPython: Objects/exceptions.c UnicodeEncodeError_init
func unicodeEncodeErrorInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	return cast[unicodeError](self).init(t, args, kwnames, func() error {
		if err := parseStr(t, 1, args[0]); err != nil {
			return err
		}
		return parseStr(t, 2, args[1])
	})
}

// CPython: Objects/exceptions.c UnicodeDecodeError_init
func unicodeDecodeErrorInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	e := cast[unicodeError](self)
	err := e.init(t, args, kwnames, func() error { return parseStr(t, 1, args[0]) })
	if err != nil || AsBytes(args[1]) != nil {
		return err
	}
	b, err := ArgBytes(t, args[1])
	if err == nil {
		e.object = NewBytes(append([]byte(nil), b...))
	}
	return err
}

// CPython: Objects/exceptions.c UnicodeTranslateError_init
func unicodeTranslateErrorInit(t *Thread, self Object, args []Object, kwnames *Tuple) error {
	if kwCount(kwnames) == 0 {
		if err := parseCount(t, len(args), 4, 4); err != nil {
			return err
		}
	}
	e := cast[unicodeError](self)
	withEncoding := append([]Object{{}}, args...)
	err := e.init(t, withEncoding, kwnames, func() error { return parseStr(t, 1, args[0]) })
	e.setArgs(args)
	return err
}

// init sets the fields: encoding (null for none), object, start, end, reason. check looks at the first two.
func (e *unicodeError) init(t *Thread, args []Object, kwnames *Tuple, check func() error) error {
	if err := baseExceptionInit(t, Of(&e.Exception), args, kwnames); err != nil {
		return err
	}
	if err := parseCount(t, len(args), 5, 5); err != nil {
		return err
	}
	if err := check(); err != nil {
		return err
	}
	start, err := AsIndexInt(t, args[2])
	if err != nil {
		return err
	}
	end, err := AsIndexInt(t, args[3])
	if err != nil {
		return err
	}
	n := 5
	if args[0].Ref == nil {
		n = 4
	}
	if err := parseStr(t, n, args[4]); err != nil {
		return err
	}
	e.encoding, e.object, e.start, e.end, e.reason = args[0], args[1], start, end, args[4]
	return nil
}

// texts gives encoding and reason as text.
func (e *unicodeError) texts(t *Thread) (encoding, reason string, err error) {
	s, err := ToStr(t, e.reason.OrNone())
	if err != nil {
		return "", "", err
	}
	reason = s.s
	if s, err = ToStr(t, e.encoding.OrNone()); err != nil {
		return "", "", err
	}
	return s.s, reason, nil
}

// single reports whether the error is about one item, at a place that an object of n items has.
func (e *unicodeError) single(n int) bool {
	return e.start >= 0 && e.start < n && e.end == e.start+1
}

func escapeRune(r rune) string {
	switch {
	case r <= 0xFF:
		return fmt.Sprintf("\\x%02x", r)
	case r <= 0xFFFF:
		return fmt.Sprintf("\\u%04x", r)
	}
	return fmt.Sprintf("\\U%08x", r)
}

// CPython: Objects/exceptions.c UnicodeEncodeError_str
func unicodeEncodeErrorStr(t *Thread, o Object) (Object, error) {
	e := cast[unicodeError](o)
	if e.object.Ref == nil {
		return NewStr(""), nil
	}
	encoding, reason, err := e.texts(t)
	if err != nil {
		return Object{}, err
	}
	s := AsStr(e.object)
	if s == nil {
		return Object{}, TypeErrorf(t, "UnicodeError 'object' attribute must be a string")
	}
	if e.single(s.Len()) {
		return NewStr(fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", encoding, escapeRune(s.At(e.start)), e.start, reason)), nil
	}
	return NewStr(fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", encoding, e.start, e.end-1, reason)), nil
}

// CPython: Objects/exceptions.c UnicodeDecodeError_str
func unicodeDecodeErrorStr(t *Thread, o Object) (Object, error) {
	e := cast[unicodeError](o)
	if e.object.Ref == nil {
		return NewStr(""), nil
	}
	encoding, reason, err := e.texts(t)
	if err != nil {
		return Object{}, err
	}
	b := AsBytes(e.object)
	if b == nil {
		return Object{}, TypeErrorf(t, "UnicodeError 'object' attribute must be a bytes")
	}
	if e.single(len(b.b)) {
		return NewStr(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", encoding, b.b[e.start], e.start, reason)), nil
	}
	return NewStr(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", encoding, e.start, e.end-1, reason)), nil
}

// CPython: Objects/exceptions.c UnicodeTranslateError_str
func unicodeTranslateErrorStr(t *Thread, o Object) (Object, error) {
	e := cast[unicodeError](o)
	if e.object.Ref == nil {
		return NewStr(""), nil
	}
	_, reason, err := e.texts(t)
	if err != nil {
		return Object{}, err
	}
	s := AsStr(e.object)
	if s == nil {
		return Object{}, TypeErrorf(t, "UnicodeError 'object' attribute must be a string")
	}
	if e.single(s.Len()) {
		return NewStr(fmt.Sprintf("can't translate character '%s' in position %d: %s", escapeRune(s.At(e.start)), e.start, reason)), nil
	}
	return NewStr(fmt.Sprintf("can't translate characters in position %d-%d: %s", e.start, e.end-1, reason)), nil
}
