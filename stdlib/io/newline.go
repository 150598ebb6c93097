package io

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// The kinds of line endings seen.
const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

// newlineDecoder is an IncrementalNewlineDecoder.
//
//py:type IncrementalNewlineDecoder newlineDecoderType
type newlineDecoder struct {
	objects.Header
	decoder     decoder // nil: the input is text
	initialized bool
	translate   bool
	pendingCR   bool
	seen        uint8
}

var newlineDecoderType objects.Type

func initNewlineDecoder() {
	newlineDecoderType = objects.Type{
		Name: "_io.IncrementalNewlineDecoder", Flags: objects.BaseType, Layout: objects.LayoutOf[newlineDecoder](),
		Doc: incrementalNewlineDecoderDoc, Signature: incrementalNewlineDecoderSignature,
		Methods: incrementalNewlineDecoderMethods, GetSets: incrementalNewlineDecoderGetSets,
		Slots: objects.Slots{
			New: objects.GenericNew, Init: bindIncrementalNewlineDecoderInit,
			Traverse: func(o Object, visit func(Object)) {
				if d, ok := (*newlineDecoder)(o.Ref).decoder.(pythonDecoder); ok {
					visit(d.o)
				}
			},
		},
	}
	objects.Ready(&newlineDecoderType)
}

// Codec used when reading a file in universal newlines mode.
//
// It wraps another incremental decoder, translating \r\n and \r into \n.
// It also records the types of newlines encountered.  When used with
// translate=False, it ensures that the newline sequence is returned in
// one piece. When used with decoder=None, it expects unicode strings as
// decode input and translates newlines without first invoking an external
// decoder.
//
//py:init IncrementalNewlineDecoder(self, decoder, translate, errors='strict')
func (d *newlineDecoder) init(decoder Object, translate bool, errors Object) {
	d.decoder = nil
	if decoder != objects.None {
		d.decoder = pythonDecoder{decoder}
	}
	d.translate, d.pendingCR, d.seen, d.initialized = translate, false, 0, true
}

func (d *newlineDecoder) check(t *objects.Thread) error {
	if !d.initialized {
		return objects.ValueErrorf(t, "IncrementalNewlineDecoder.__init__() not called")
	}
	return nil
}

// text takes a piece of decoded text, and gives what of it is complete, translated.
//
// CPython: Modules/_io/textio.c _PyIncrementalNewlineDecoder_decode
func (d *newlineDecoder) text(s string, final bool) string {
	if d.pendingCR && (final || s != "") {
		s = "\r" + s
		d.pendingCR = false
	}
	if !final && strings.HasSuffix(s, "\r") {
		s = s[:len(s)-1]
		d.pendingCR = true
	}
	if s == "" {
		return s
	}
	if strings.IndexByte(s, '\r') < 0 {
		if d.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
			d.seen |= seenLF
		}
		return s
	}
	crlf, cr, lf := false, false, false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			lf = true
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				crlf = true
				i++
			} else {
				cr = true
			}
		}
	}
	if cr {
		d.seen |= seenCR
	}
	if lf {
		d.seen |= seenLF
	}
	if crlf {
		d.seen |= seenCRLF
	}
	if d.translate {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}

//py:def IncrementalNewlineDecoder.decode(self, input, final=False)
func (d *newlineDecoder) decodeObject(t *objects.Thread, input Object, final bool) (Object, error) {
	if err := d.check(t); err != nil {
		return Object{}, err
	}
	if d.decoder == nil {
		s := objects.AsStr(input)
		if s == nil {
			return Object{}, objects.TypeErrorf(t, "decoder should return a string result, not '%.200s'", input.Type().Name200())
		}
		return objects.NewStr(d.text(s.String(), final)), nil
	}
	s, err := d.decoder.decode(t, input, final)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(d.text(s, final)), nil
}

// decode implements decoder.
func (d *newlineDecoder) decode(t *objects.Thread, input Object, final bool) (string, error) {
	s, err := d.decoder.decode(t, input, final)
	if err != nil {
		return "", err
	}
	return d.text(s, final), nil
}

// The state of the decoder beneath has a bit more here, for a carriage return that waits.
func (d *newlineDecoder) getState(t *objects.Thread) (pending []byte, flags int64, err error) {
	if d.decoder != nil {
		if pending, flags, err = d.decoder.getState(t); err != nil {
			return nil, 0, err
		}
	}
	flags <<= 1
	if d.pendingCR {
		flags |= 1
	}
	return pending, flags, nil
}

func (d *newlineDecoder) setState(t *objects.Thread, pending []byte, flags int64) error {
	d.pendingCR = flags&1 != 0
	if d.decoder == nil {
		return nil
	}
	return d.decoder.setState(t, pending, flags>>1)
}

func (d *newlineDecoder) reset(t *objects.Thread) error {
	d.seen, d.pendingCR = 0, false
	if d.decoder == nil {
		return nil
	}
	return d.decoder.reset(t)
}

//py:def IncrementalNewlineDecoder.getstate(self, /)
func (d *newlineDecoder) getstate(t *objects.Thread) (Object, error) {
	if err := d.check(t); err != nil {
		return Object{}, err
	}
	pending, flags, err := d.getState(t)
	if err != nil {
		return Object{}, err
	}
	return objects.NewTuple(objects.NewBytes(pending), objects.NewInt(flags)), nil
}

//py:def IncrementalNewlineDecoder.setstate(self, state, /)
func (d *newlineDecoder) setstate(t *objects.Thread, state Object) error {
	if err := d.check(t); err != nil {
		return err
	}
	tuple := objects.AsTuple(state)
	if tuple == nil {
		return objects.TypeErrorf(t, "state argument must be a tuple")
	}
	if len(tuple.Items) != 2 {
		return objects.TypeErrorf(t, "setstate(): illegal state argument")
	}
	flags, err := objects.ArgInt64(t, tuple.Items[1])
	if err != nil {
		return err
	}
	d.pendingCR = flags&1 != 0
	if p, ok := d.decoder.(pythonDecoder); ok {
		_, err = method(t, p.o, "setstate", objects.NewTuple(tuple.Items[0], objects.NewInt(flags>>1)))
	}
	return err
}

//py:def IncrementalNewlineDecoder.reset(self, /)
func (d *newlineDecoder) resetAll(t *objects.Thread) error {
	if err := d.check(t); err != nil {
		return err
	}
	return d.reset(t)
}

//py:get IncrementalNewlineDecoder.newlines
func (d *newlineDecoder) newlines(t *objects.Thread) (Object, error) {
	if err := d.check(t); err != nil {
		return Object{}, err
	}
	var seen []Object
	for _, k := range []struct {
		bit  uint8
		text string
	}{{seenCR, "\r"}, {seenLF, "\n"}, {seenCRLF, "\r\n"}} {
		if d.seen&k.bit != 0 {
			seen = append(seen, objects.NewStr(k.text))
		}
	}
	switch len(seen) {
	case 0:
		return objects.None, nil
	case 1:
		return seen[0], nil
	}
	return objects.NewTuple(seen...), nil
}
