// Package codecs is the module _codecs, on which Python's codecs and encodings stand. The codecs themselves are in package
// objects, which needs them for str and bytes.
//
//py:module _codecs
package codecs

import (
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the _codecs module.
var Module = objects.ModuleDef{Name: "_codecs", Functions: moduleFunctions}

// register adds a function that looks for codecs: it is called with the name of an encoding, and gives a CodecInfo (a tuple of functions
// (encoder, decoder, stream_reader, stream_writer)) or None.
//
//py:def register(search_function, /)
func register(t *objects.Thread, search objects.Object) error {
	return objects.RegisterCodec(t, search)
}

// unregister takes a search function out again, and forgets the codecs found so far. If it was not registered nothing happens.
//
//py:def unregister(search_function, /)
func unregister(t *objects.Thread, search objects.Object) { objects.UnregisterCodec(t, search) }

// lookup gives the CodecInfo of an encoding.
//
//py:def lookup(encoding, /)
func lookup(t *objects.Thread, encoding string) (objects.Object, error) {
	if err := noNull(t, encoding); err != nil {
		return objects.Object{}, err
	}
	info, err := objects.LookupCodec(t, encoding)
	return objects.ObjectOrNull(info), err
}

func noNull(t *objects.Thread, s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return objects.ValueErrorf(t, "embedded null character")
	}
	return nil
}

// encode encodes obj with a codec, which need not be one of text. errors names the error handling; by default errors raise a ValueError.
//
//py:def encode(obj, encoding='utf-8', errors=<missing>)
//py:sig ($module, /, obj, encoding='utf-8', errors='strict')
func encode(t *objects.Thread, obj objects.Object, encoding string, errors *objects.Str) (objects.Object, error) {
	if err := noNull(t, encoding); err != nil {
		return objects.Object{}, err
	}
	return objects.CodecEncode(t, obj, encoding, errors)
}

// decode decodes obj with a codec, which need not be one of text. errors names the error handling; by default errors raise a ValueError.
//
//py:def decode(obj, encoding='utf-8', errors=<missing>)
//py:sig ($module, /, obj, encoding='utf-8', errors='strict')
func decode(t *objects.Thread, obj objects.Object, encoding string, errors *objects.Str) (objects.Object, error) {
	if err := noNull(t, encoding); err != nil {
		return objects.Object{}, err
	}
	return objects.CodecDecode(t, obj, encoding, errors)
}

// registerError makes handler the one for errors of this name: it is called with a UnicodeError and gives a replacement and the position
// where to go on.
//
//py:def register_error(errors, handler, /)
func registerError(t *objects.Thread, errors string, handler objects.Object) error {
	if err := noNull(t, errors); err != nil {
		return err
	}
	return objects.RegisterErrorHandler(t, errors, handler)
}

// unregisterError takes an error handler away that was registered. False if there is none; those of every interpreter stay.
//
//py:def _unregister_error(errors, /)
func unregisterError(t *objects.Thread, errors string) (bool, error) {
	return objects.UnregisterErrorHandler(t, errors)
}

// lookupError gives the error handler of this name; LookupError if there is none.
//
//py:def lookup_error(name, /)
func lookupError(t *objects.Thread, name string) (objects.Object, error) {
	return objects.LookupErrorHandler(t, name)
}

// name gives the name of an error handling, "" by default.
func name(errors *objects.Str) string {
	if errors == nil {
		return ""
	}
	return errors.String()
}

// encoded is the result of an encoder: the bytes and how much was encoded.
func encoded(b []byte, s *objects.Str, err error) (objects.Object, error) {
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.NewBytes(b), objects.NewInt(int64(s.Len()))), nil
}

// decoded is the result of a decoder: the text and how many bytes were decoded.
func decoded(s *objects.Str, n int, err error) (objects.Object, error) {
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.Of(s), objects.NewInt(int64(n))), nil
}

// textOrBytes gives data that is a str (then in UTF-8) or a bytes-like object.
func textOrBytes(t *objects.Thread, data objects.Object) ([]byte, error) {
	if s := objects.AsStr(data); s != nil {
		return objects.EncodeUTF8Errors(t, s, "")
	}
	return objects.ArgBytes(t, data)
}

//py:def escape_encode(data, errors=None, /)
func escapeEncode(t *objects.Thread, data *objects.Bytes, errors *objects.Str) (objects.Object, error) {
	b := data.Bytes()
	return objects.NewTuple(objects.NewBytes(objects.EncodeBytesEscape(b)), objects.NewInt(int64(len(b)))), nil
}

//py:def escape_decode(data, errors=None, /)
func escapeDecode(t *objects.Thread, data objects.Object, errors *objects.Str) (objects.Object, error) {
	b, err := textOrBytes(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	out, err := objects.DecodeBytesEscape(t, b, name(errors))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.NewBytes(out), objects.NewInt(int64(len(b)))), nil
}

//py:def utf_8_encode(str, errors=None, /)
func utf8Encode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	b, err := objects.EncodeUTF8Errors(t, str, name(errors))
	return encoded(b, str, err)
}

//py:def utf_8_decode(data, errors=None, final=False, /)
func utf8Decode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return decoded(objects.DecodeUTF8(t, data, name(errors), final))
}

//py:def utf_7_encode(str, errors=None, /)
func utf7Encode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return encoded(objects.EncodeUTF7(str), str, nil)
}

//py:def utf_7_decode(data, errors=None, final=False, /)
func utf7Decode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return decoded(objects.DecodeUTF7(t, data, name(errors), final))
}

//py:def utf_16_encode(str, errors=None, byteorder=0, /)
func utf16Encode(t *objects.Thread, str, errors *objects.Str, byteorder int32) (objects.Object, error) {
	b, err := objects.EncodeUTF16(t, str, name(errors), int(byteorder))
	return encoded(b, str, err)
}

//py:def utf_16_le_encode(str, errors=None, /)
func utf16LEEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return utf16Encode(t, str, errors, -1)
}

//py:def utf_16_be_encode(str, errors=None, /)
func utf16BEEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return utf16Encode(t, str, errors, 1)
}

func utf16(t *objects.Thread, data []byte, errors *objects.Str, order int, final bool) (objects.Object, error) {
	s, n, _, err := objects.DecodeUTF16(t, data, name(errors), order, final)
	return decoded(s, n, err)
}

//py:def utf_16_decode(data, errors=None, final=False, /)
func utf16Decode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf16(t, data, errors, 0, final)
}

//py:def utf_16_le_decode(data, errors=None, final=False, /)
func utf16LEDecode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf16(t, data, errors, -1, final)
}

//py:def utf_16_be_decode(data, errors=None, final=False, /)
func utf16BEDecode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf16(t, data, errors, 1, final)
}

//py:def utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)
func utf16ExDecode(t *objects.Thread, data []byte, errors *objects.Str, byteorder int32, final bool) (objects.Object, error) {
	s, n, order, err := objects.DecodeUTF16(t, data, name(errors), int(byteorder), final)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.Of(s), objects.NewInt(int64(n)), objects.NewInt(int64(order))), nil
}

//py:def utf_32_encode(str, errors=None, byteorder=0, /)
func utf32Encode(t *objects.Thread, str, errors *objects.Str, byteorder int32) (objects.Object, error) {
	b, err := objects.EncodeUTF32(t, str, name(errors), int(byteorder))
	return encoded(b, str, err)
}

//py:def utf_32_le_encode(str, errors=None, /)
func utf32LEEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return utf32Encode(t, str, errors, -1)
}

//py:def utf_32_be_encode(str, errors=None, /)
func utf32BEEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return utf32Encode(t, str, errors, 1)
}

func utf32(t *objects.Thread, data []byte, errors *objects.Str, order int, final bool) (objects.Object, error) {
	s, n, _, err := objects.DecodeUTF32(t, data, name(errors), order, final)
	return decoded(s, n, err)
}

//py:def utf_32_decode(data, errors=None, final=False, /)
func utf32Decode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf32(t, data, errors, 0, final)
}

//py:def utf_32_le_decode(data, errors=None, final=False, /)
func utf32LEDecode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf32(t, data, errors, -1, final)
}

//py:def utf_32_be_decode(data, errors=None, final=False, /)
func utf32BEDecode(t *objects.Thread, data []byte, errors *objects.Str, final bool) (objects.Object, error) {
	return utf32(t, data, errors, 1, final)
}

//py:def utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)
func utf32ExDecode(t *objects.Thread, data []byte, errors *objects.Str, byteorder int32, final bool) (objects.Object, error) {
	s, n, order, err := objects.DecodeUTF32(t, data, name(errors), int(byteorder), final)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.Of(s), objects.NewInt(int64(n)), objects.NewInt(int64(order))), nil
}

//py:def unicode_escape_encode(str, errors=None, /)
func unicodeEscapeEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return encoded(objects.EncodeUnicodeEscape(str), str, nil)
}

//py:def unicode_escape_decode(data, errors=None, final=True, /)
func unicodeEscapeDecode(t *objects.Thread, data objects.Object, errors *objects.Str, final bool) (objects.Object, error) {
	b, err := textOrBytes(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	s, n, err := objects.DecodeUnicodeEscape(t, b, name(errors), final)
	if final {
		// An error handler may have changed what is decoded.
		n = len(b)
	}
	return decoded(s, n, err)
}

//py:def raw_unicode_escape_encode(str, errors=None, /)
func rawUnicodeEscapeEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	return encoded(objects.EncodeRawUnicodeEscape(str), str, nil)
}

//py:def raw_unicode_escape_decode(data, errors=None, final=True, /)
func rawUnicodeEscapeDecode(t *objects.Thread, data objects.Object, errors *objects.Str, final bool) (objects.Object, error) {
	b, err := textOrBytes(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	return decoded(objects.DecodeRawUnicodeEscape(t, b, name(errors), final))
}

//py:def latin_1_encode(str, errors=None, /)
func latin1Encode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	b, err := objects.EncodeLatin1(t, str, name(errors))
	return encoded(b, str, err)
}

//py:def latin_1_decode(data, errors=None, /)
func latin1Decode(t *objects.Thread, data []byte, errors *objects.Str) (objects.Object, error) {
	return decoded(objects.DecodeLatin1(data), len(data), nil)
}

//py:def ascii_encode(str, errors=None, /)
func asciiEncode(t *objects.Thread, str, errors *objects.Str) (objects.Object, error) {
	b, err := objects.EncodeASCII(t, str, name(errors))
	return encoded(b, str, err)
}

//py:def ascii_decode(data, errors=None, /)
func asciiDecode(t *objects.Thread, data []byte, errors *objects.Str) (objects.Object, error) {
	s, err := objects.DecodeASCII(t, data, name(errors))
	return decoded(s, len(data), err)
}

//py:def charmap_encode(str, errors=None, mapping=None, /)
func charmapEncode(t *objects.Thread, str, errors *objects.Str, mapping objects.Object) (objects.Object, error) {
	if mapping == objects.None {
		return latin1Encode(t, str, errors)
	}
	b, err := objects.EncodeCharmap(t, str, mapping, name(errors))
	return encoded(b, str, err)
}

//py:def charmap_decode(data, errors=None, mapping=None, /)
func charmapDecode(t *objects.Thread, data []byte, errors *objects.Str, mapping objects.Object) (objects.Object, error) {
	if mapping == objects.None {
		return latin1Decode(t, data, errors)
	}
	s, err := objects.DecodeCharmap(t, data, mapping, name(errors))
	return decoded(s, len(data), err)
}

//py:def charmap_build(map, /)
func charmapBuild(t *objects.Thread, table *objects.Str) (*objects.Dict, error) {
	return objects.BuildCharmap(t, table)
}

//py:def readbuffer_encode(data, errors=None, /)
func readbufferEncode(t *objects.Thread, data objects.Object, errors *objects.Str) (objects.Object, error) {
	b, err := textOrBytes(t, data)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewTuple(objects.NewBytes(append([]byte(nil), b...)), objects.NewInt(int64(len(b)))), nil
}
