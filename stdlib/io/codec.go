package io

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

type (
	// A decoder turns bytes into text, piece by piece.
	decoder interface {
		decode(t *objects.Thread, input Object, final bool) (string, error)
		// getState gives the bytes that wait for more and what else the decoder remembers.
		getState(t *objects.Thread) (pending []byte, flags int64, err error)
		setState(t *objects.Thread, pending []byte, flags int64) error
		reset(t *objects.Thread) error
	}
	// An encoder turns text into bytes, piece by piece.
	encoder interface {
		encode(t *objects.Thread, s *objects.Str) ([]byte, error)
		// restart prepares for the start of a stream, or for another place in one.
		restart(t *objects.Thread, start bool) error
	}
	// nativeCodec is one of the common encodings that need no Python object: utf-8, ascii or latin-1.
	nativeCodec struct {
		name, errors string
		pending      []byte // of an incomplete UTF-8 sequence
	}
	pythonDecoder struct{ o Object }
	pythonEncoder struct{ o Object }
)

// nativeName gives the plain name of an encoding that nativeCodec does, "" if it is none.
func nativeName(encoding string) string {
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "utf-8", "utf8":
		return "utf-8"
	case "ascii", "us-ascii":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
		return "latin-1"
	}
	return ""
}

func (c *nativeCodec) decode(t *objects.Thread, input Object, final bool) (string, error) {
	b, release, err := readableBuffer(t, input)
	if err != nil {
		return "", err
	}
	defer release()
	var s *objects.Str
	switch c.name {
	case "latin-1":
		return objects.DecodeLatin1(b).String(), nil
	case "ascii":
		s, err = objects.DecodeASCII(t, b, c.errors)
	default:
		if len(c.pending) > 0 {
			b = append(c.pending[:len(c.pending):len(c.pending)], b...)
		}
		n := 0
		if s, n, err = objects.DecodeUTF8(t, b, c.errors, final); err == nil {
			c.pending = append([]byte(nil), b[n:]...)
		}
	}
	if err != nil {
		return "", err
	}
	return s.String(), nil
}

func (c *nativeCodec) getState(*objects.Thread) ([]byte, int64, error) { return c.pending, 0, nil }

func (c *nativeCodec) setState(_ *objects.Thread, pending []byte, _ int64) error {
	c.pending = append([]byte(nil), pending...)
	return nil
}

func (c *nativeCodec) reset(*objects.Thread) error {
	c.pending = nil
	return nil
}

func (c *nativeCodec) encode(t *objects.Thread, s *objects.Str) ([]byte, error) {
	if s.IsASCII() {
		return []byte(s.String()), nil
	}
	switch c.name {
	case "latin-1":
		return objects.EncodeLatin1(t, s, c.errors)
	case "ascii":
		return objects.EncodeASCII(t, s, c.errors)
	}
	return objects.EncodeUTF8Errors(t, s, c.errors)
}

func (c *nativeCodec) restart(*objects.Thread, bool) error { return nil }

func (d pythonDecoder) decode(t *objects.Thread, input Object, final bool) (string, error) {
	o, err := method(t, d.o, "decode", input, objects.NewBool(final))
	if err != nil {
		return "", err
	}
	s := objects.AsStr(o)
	if s == nil {
		return "", objects.TypeErrorf(t, "decoder should return a string result, not '%.200s'", o.Type().Name200())
	}
	return s.String(), nil
}

func (d pythonDecoder) getState(t *objects.Thread) ([]byte, int64, error) {
	o, err := method(t, d.o, "getstate")
	if err != nil {
		return nil, 0, err
	}
	tuple := objects.AsTuple(o)
	if tuple == nil {
		return nil, 0, objects.TypeErrorf(t, "illegal decoder state")
	}
	if len(tuple.Items) != 2 {
		return nil, 0, objects.TypeErrorf(t, "illegal decoder state")
	}
	b := objects.AsBytes(tuple.Items[0])
	if b == nil {
		return nil, 0, objects.TypeErrorf(t, "illegal decoder state: the first item should be a bytes object, not '%.200s'", tuple.Items[0].Type().Name200())
	}
	flags, err := objects.ArgInt64(t, tuple.Items[1])
	return b.Bytes(), flags, err
}

func (d pythonDecoder) setState(t *objects.Thread, pending []byte, flags int64) error {
	_, err := method(t, d.o, "setstate", objects.NewTuple(objects.NewBytes(append([]byte(nil), pending...)), objects.NewInt(flags)))
	return err
}

func (d pythonDecoder) reset(t *objects.Thread) error {
	_, err := method(t, d.o, "reset")
	return err
}

func (e pythonEncoder) encode(t *objects.Thread, s *objects.Str) ([]byte, error) {
	o, err := method(t, e.o, "encode", objects.Of(s))
	if err != nil {
		return nil, err
	}
	b := objects.AsBytes(o)
	if b == nil {
		return nil, objects.TypeErrorf(t, "encoder should return a bytes object, not '%.200s'", o.Type().Name200())
	}
	return b.Bytes(), nil
}

func (e pythonEncoder) restart(t *objects.Thread, start bool) error {
	if start {
		_, err := method(t, e.o, "reset")
		return err
	}
	_, err := method(t, e.o, "setstate", objects.NewInt(0))
	return err
}

// textCodec looks up a text encoding.
//
// CPython: Python/codecs.c _PyCodec_LookupTextEncoding
func textCodec(t *objects.Thread, encoding string) (Object, error) {
	info, err := objects.LookupCodec(t, encoding)
	if err != nil {
		return Object{}, err
	}
	o := objects.Of(info)
	if o.Type() != &objects.TupleType {
		v, err := attr(t, o, "_is_text_encoding")
		if err != nil {
			return Object{}, err
		}
		if !v.IsNull() {
			if text, err := objects.Truth(t, v); err != nil {
				return Object{}, err
			} else if !text {
				return Object{}, objects.Errorf(t, &objects.ExcLookupError,
					"'%.400s' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding)
			}
		}
	}
	return o, nil
}

func newDecoder(t *objects.Thread, encoding, errors string) (decoder, error) {
	if name := nativeName(encoding); name != "" {
		return &nativeCodec{name: name, errors: errors}, nil
	}
	info, err := textCodec(t, encoding)
	if err != nil {
		return nil, err
	}
	o, err := method(t, info, "incrementaldecoder", objects.NewStr(errors))
	if err != nil {
		return nil, err
	}
	return pythonDecoder{o}, nil
}

func newEncoder(t *objects.Thread, encoding, errors string) (encoder, error) {
	if name := nativeName(encoding); name != "" {
		return &nativeCodec{name: name, errors: errors}, nil
	}
	info, err := textCodec(t, encoding)
	if err != nil {
		return nil, err
	}
	o, err := method(t, info, "incrementalencoder", objects.NewStr(errors))
	if err != nil {
		return nil, err
	}
	return pythonEncoder{o}, nil
}
