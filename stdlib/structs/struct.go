// Package structs is the module _struct: packing values into bytes as C's structures are laid out.
//
//py:module _struct
package structs

import (
	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the _struct module.
var Module = objects.ModuleDef{
	Name: "_struct",
	Doc: `Functions to convert between Python values and C structs.
Python bytes objects are used to hold the data representing the C struct.
The format string (explained below) describes the layout of data
in the C struct.

The optional first format char indicates byte order, size and alignment:
  @: native order, size & alignment (default)
  =: native order, std. size & alignment
  <: little-endian, std. size & alignment
  >: big-endian, std. size & alignment
  !: same as >

The remaining chars indicate types of args and must match exactly;
these can be preceded by a decimal repeat count:
  x: pad byte (no data); c:char; b:signed byte; B:unsigned byte;
  ?: _Bool; h:short; H:unsigned short; i:int; I:unsigned int;
  l:long; L:unsigned long; f:float; d:double; e:half-float.
  F:float complex; D:double complex.
Special cases (preceding decimal count indicates length):
  s:string (array of char); p: pascal string (with count byte).
Special cases (only available in native format):
  n:ssize_t; N:size_t;
  P:an integer type that is wide enough to hold a pointer.
Special case (not in native mode unless 'long long' in platform C):
  q:long long; Q:unsigned long long
Whitespace between formats is ignored.

The variable struct.error is an exception raised on errors.
`,
	Functions: moduleFunctions,
	Init: func() {
		objects.Ready(&errorType)
		StructType = objects.Type{
			Name: "_struct.Struct", Doc: "Struct(fmt) --> compiled struct object\n\n", Flags: objects.BaseType,
			Layout: objects.LayoutOf[Struct](), Methods: structMethods, GetSets: structGetSets,
			Slots: objects.Slots{New: newStruct, Init: bindStructInit, Repr: structRepr, Traverse: func(o objects.Object, visit func(objects.Object)) {
				if f := (*Struct)(o.Ref).format; f != nil {
					visit(objects.Of(f))
				}
			}},
		}
		objects.Ready(&StructType)
		unpackIteratorType = objects.Type{
			Name: "_struct.unpack_iterator", Layout: objects.LayoutOf[unpackIterator](), Methods: unpackIteratorMethods,
			Flags: objects.NoInstantiate,
			Slots: objects.Slots{
				Iter:     func(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil },
				IterNext: nextUnpacked,
				Traverse: func(o objects.Object, visit func(objects.Object)) {
					if it := (*unpackIterator)(o.Ref); it.s != nil {
						visit(objects.Of(it.s))
						visit(it.buffer.Object)
					}
				},
			},
		}
		objects.Ready(&unpackIteratorType)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "error", objects.Of(&errorType))
		m.Add(t, "Struct", objects.Of(&StructType))
		return nil
	},
}

var (
	errorType = objects.Type{Name: "struct.error", Base: &objects.ExcException, Flags: objects.BaseType}
	// StructType is the type of compiled formats.
	StructType         objects.Type
	unpackIteratorType objects.Type
)

func failf(t *objects.Thread, format string, args ...any) error {
	return objects.Errorf(t, &errorType, format, args...)
}

// Struct is a compiled format.
//
//py:type Struct
type Struct struct {
	objects.Header
	format *objects.Str
	codes  []code
	size   int
	values int // Python values packed
}

func newStruct(t *objects.Thread, cls *objects.Type, _ []objects.Object, _ *objects.Tuple) (objects.Object, error) {
	o := objects.NewInstance(cls)
	(*Struct)(o.Ref).size = -1
	return o, nil
}

// Struct(fmt) --> compiled struct object
//
//py:init Struct(self, format)
func (s *Struct) init(t *objects.Thread, format objects.Object) error {
	text := objects.AsStr(format)
	if text != nil {
		if !text.IsASCII() {
			_, err := objects.EncodeASCII(t, text, "strict")
			return err
		}
	} else if b := objects.AsBytes(format); b != nil {
		text = objects.DecodeLatin1(b.Bytes())
	} else {
		return objects.TypeErrorf(t, "Struct() argument 1 must be a str or bytes object, not %.200s", objects.TypeOf(format).Name200())
	}
	codes, size, values, err := parse(t, text.String())
	if err != nil {
		return err
	}
	s.format, s.codes, s.size, s.values = text, codes, size, values
	return nil
}

// compiled gives the Struct of a format given to a module function, kept for the next time.
func compiled(t *objects.Thread, format objects.Object) (*Struct, error) {
	cache := t.Interp.State(cacheKey{}, func() any { return &formatCache{structs: map[string]*Struct{}} }).(*formatCache)
	key := objects.AsStr(format)
	if key != nil {
		if s := cache.structs[key.String()]; s != nil {
			return s, nil
		}
	}
	s := &Struct{Header: objects.Header{Type: &StructType}, size: -1}
	if err := s.init(t, format); err != nil {
		return nil, err
	}
	if key != nil {
		if len(cache.structs) >= maxCache {
			clear(cache.structs)
		}
		cache.structs[key.String()] = s
	}
	return s, nil
}

type cacheKey struct{}

type formatCache struct{ structs map[string]*Struct }

const maxCache = 100

func structRepr(t *objects.Thread, o objects.Object) (objects.Object, error) {
	s := (*Struct)(o.Ref)
	if err := s.check(t); err != nil {
		return objects.Object{}, err
	}
	r, err := objects.Repr(t, objects.Of(s.format))
	if err != nil {
		return objects.Object{}, err
	}
	return objects.NewStr(objects.TypeOf(o).ShortName() + "(" + r.String() + ")"), nil
}

func (s *Struct) check(t *objects.Thread) error {
	if s.format == nil {
		return objects.Errorf(t, &objects.ExcRuntimeError, "Struct object is not initialized")
	}
	return nil
}

// struct format string
//
//py:get Struct.format
func (s *Struct) getFormat(t *objects.Thread) (*objects.Str, error) {
	if err := s.check(t); err != nil {
		return nil, err
	}
	return s.format, nil
}

// struct size in bytes
//
//py:get Struct.size
func (s *Struct) getSize() int { return s.size }

// S.__sizeof__() -> size of S in memory, in bytes
//
//py:def Struct.__sizeof__(self)
//py:nosig
func (s *Struct) sizeof(t *objects.Thread) (int, error) {
	if err := s.check(t); err != nil {
		return 0, err
	}
	return 56 + 32*(len(s.codes)+1), nil
}

// S.pack(v1, v2, ...) -> bytes
//
// Return a bytes object containing values v1, v2, ... packed according
// to the format string S.format.  See help(struct) for more on format
// strings.
//
//py:def Struct.pack(self, *values)
//py:nosig
//py:borrow
func (s *Struct) pack(t *objects.Thread, values []objects.Object) (objects.Object, error) {
	if err := s.check(t); err != nil {
		return objects.Object{}, err
	}
	if len(values) != s.values {
		return objects.Object{}, failf(t, "pack expected %d items for packing (got %d)", s.values, len(values))
	}
	if err := objects.CheckBytes(t, s.size); err != nil {
		return objects.Object{}, err
	}
	b := make([]byte, s.size)
	if err := s.packInto(t, b, values); err != nil {
		return objects.Object{}, err
	}
	return objects.NewBytes(b), nil
}

// S.pack_into(buffer, offset, v1, v2, ...)
//
// Pack the values v1, v2, ... according to the format string S.format
// and write the packed bytes into the writable buffer buf starting at
// offset.  Note that the offset is a required argument.  See
// help(struct) for more on format strings.
//
//py:def Struct.pack_into(self, *args)
//py:nosig
//py:borrow
func (s *Struct) packIntoMethod(t *objects.Thread, args []objects.Object) error {
	if err := s.check(t); err != nil {
		return err
	}
	if len(args) != s.values+2 {
		switch len(args) {
		case 0:
			return failf(t, "pack_into expected buffer argument")
		case 1:
			return failf(t, "pack_into expected offset argument")
		}
		return failf(t, "pack_into expected %d items for packing (got %d)", s.values, len(args)-2)
	}
	buf, err := writable(t, args[0])
	if err != nil {
		return err
	}
	if buf.Release != nil {
		defer buf.Release()
	}
	offset, err := objects.AsSsize(t, args[1], &objects.ExcIndexError)
	if err != nil {
		return err
	}
	n := len(buf.Bytes)
	if offset < 0 {
		if offset+s.size > 0 {
			return failf(t, "no space to pack %d bytes at offset %d", s.size, offset)
		}
		if offset+n < 0 {
			return failf(t, "offset %d out of range for %d-byte buffer", offset, n)
		}
		offset += n
	}
	if n-offset < s.size {
		return failf(t, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)",
			uint(s.size)+uint(offset), s.size, offset, n)
	}
	place := buf.Bytes[offset : offset+s.size]
	clear(place)
	return s.packInto(t, place, args[2:])
}

// writable gives the buffer of an argument that must have one to write to.
func writable(t *objects.Thread, o objects.Object) (*objects.Buffer, error) {
	if get := objects.TypeOf(o).Slots.Buffer; get != nil {
		buf, err := get(t, o, objects.BufWritable)
		if err == nil {
			return buf, nil
		}
		if !objects.Matches(err, &objects.ExcBufferError) {
			return nil, err
		}
	}
	return nil, objects.TypeErrorf(t, "argument must be read-write bytes-like object, not %.100s", objects.TypeOf(o).Name200())
}

// readable gives the buffer of a bytes-like argument.
func readable(t *objects.Thread, o objects.Object) (*objects.Buffer, error) {
	get := objects.TypeOf(o).Slots.Buffer
	if get == nil {
		return nil, objects.TypeErrorf(t, "a bytes-like object is required, not '%s'", objects.TypeOf(o).Name200())
	}
	return get(t, o, objects.BufSimple)
}

// Return a tuple containing unpacked values.
//
// Unpack according to the format string Struct.format. The buffer's size
// in bytes must be Struct.size.
//
// See help(struct) for more on format strings.
//
//py:def Struct.unpack(self, buffer, /)
func (s *Struct) unpack(t *objects.Thread, buffer objects.Object) (objects.Object, error) {
	if err := s.check(t); err != nil {
		return objects.Object{}, err
	}
	buf, err := readable(t, buffer)
	if err != nil {
		return objects.Object{}, err
	}
	if buf.Release != nil {
		defer buf.Release()
	}
	if len(buf.Bytes) != s.size {
		return objects.Object{}, failf(t, "unpack requires a buffer of %d bytes", s.size)
	}
	return s.unpackFrom(buf.Bytes), nil
}

// Return a tuple containing unpacked values.
//
// Values are unpacked according to the format string Struct.format.
//
// The buffer's size in bytes, starting at position offset, must be
// at least Struct.size.
//
// See help(struct) for more on format strings.
//
//py:def Struct.unpack_from(self, buffer, offset=0)
func (s *Struct) unpackFromMethod(t *objects.Thread, buffer objects.Object, offset int) (objects.Object, error) {
	if err := s.check(t); err != nil {
		return objects.Object{}, err
	}
	buf, err := readable(t, buffer)
	if err != nil {
		return objects.Object{}, err
	}
	if buf.Release != nil {
		defer buf.Release()
	}
	n := len(buf.Bytes)
	if offset < 0 {
		if offset+s.size > 0 {
			return objects.Object{}, failf(t, "not enough data to unpack %d bytes at offset %d", s.size, offset)
		}
		if offset+n < 0 {
			return objects.Object{}, failf(t, "offset %d out of range for %d-byte buffer", offset, n)
		}
		offset += n
	}
	if n-offset < s.size {
		return objects.Object{}, failf(t, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d "+
			"(actual buffer size is %d)", uint(s.size)+uint(offset), s.size, offset, n)
	}
	return s.unpackFrom(buf.Bytes[offset:]), nil
}

// Return an iterator yielding tuples.
//
// Tuples are unpacked from the given bytes source, like a repeated
// invocation of unpack_from().
//
// Requires that the bytes length be a multiple of the struct size.
//
//py:def Struct.iter_unpack(self, buffer, /)
func (s *Struct) iterUnpack(t *objects.Thread, buffer objects.Object) (objects.Object, error) {
	if err := s.check(t); err != nil {
		return objects.Object{}, err
	}
	if s.size == 0 {
		return objects.Object{}, failf(t, "cannot iteratively unpack with a struct of length 0")
	}
	buf, err := readable(t, buffer)
	if err != nil {
		return objects.Object{}, err
	}
	if len(buf.Bytes)%s.size != 0 {
		if buf.Release != nil {
			buf.Release()
		}
		return objects.Object{}, failf(t, "iterative unpacking requires a buffer of a multiple of %d bytes", s.size)
	}
	return objects.Of(&unpackIterator{objects.Header{Type: &unpackIteratorType}, s, buf, 0}), nil
}

// unpackIterator unpacks one structure after the other. At its end s is nil.
//
//py:type unpack_iterator
type unpackIterator struct {
	objects.Header
	s      *Struct
	buffer *objects.Buffer
	pos    int
}

func nextUnpacked(_ *objects.Thread, o objects.Object) (objects.Object, error) {
	it := (*unpackIterator)(o.Ref)
	if it.s == nil {
		return objects.Object{}, nil
	}
	if it.pos >= len(it.buffer.Bytes) {
		if it.buffer.Release != nil {
			it.buffer.Release()
		}
		it.s, it.buffer = nil, nil
		return objects.Object{}, nil
	}
	r := it.s.unpackFrom(it.buffer.Bytes[it.pos:])
	it.pos += it.s.size
	return r, nil
}

//py:def unpack_iterator.__length_hint__(self)
//py:nosig
func (it *unpackIterator) lengthHint() int {
	if it.s == nil {
		return 0
	}
	return (len(it.buffer.Bytes) - it.pos) / it.s.size
}

// Return size in bytes of the struct described by the format string.
//
//py:def calcsize(format, /)
func calcsize(t *objects.Thread, format objects.Object) (int, error) {
	s, err := compiled(t, format)
	if err != nil {
		return 0, err
	}
	return s.size, nil
}

// pack(format, v1, v2, ...) -> bytes
//
// Return a bytes object containing the values v1, v2, ... packed according
// to the format string.  See help(struct) for more on format strings.
//
//py:def pack(*args)
//py:nosig
//py:borrow
func pack(t *objects.Thread, args []objects.Object) (objects.Object, error) {
	if len(args) == 0 {
		return objects.Object{}, objects.TypeErrorf(t, "missing format argument")
	}
	s, err := compiled(t, args[0])
	if err != nil {
		return objects.Object{}, err
	}
	return s.pack(t, args[1:])
}

// pack_into(format, buffer, offset, v1, v2, ...)
//
// Pack the values v1, v2, ... according to the format string and write
// the packed bytes into the writable buffer buf starting at offset.  Note
// that the offset is a required argument.  A negative offset counts from
// the end of the buffer.  See help(struct) for more on format strings.
//
//py:def pack_into(*args)
//py:nosig
//py:borrow
func packInto(t *objects.Thread, args []objects.Object) error {
	if len(args) == 0 {
		return objects.TypeErrorf(t, "missing format argument")
	}
	s, err := compiled(t, args[0])
	if err != nil {
		return err
	}
	return s.packIntoMethod(t, args[1:])
}

// Return a tuple containing values unpacked according to the format string.
//
// The buffer's size in bytes must be calcsize(format).
//
// See help(struct) for more on format strings.
//
//py:def unpack(format, buffer, /)
func unpack(t *objects.Thread, format, buffer objects.Object) (objects.Object, error) {
	s, err := compiled(t, format)
	if err != nil {
		return objects.Object{}, err
	}
	return s.unpack(t, buffer)
}

// Return a tuple containing values unpacked according to the format string.
//
// The buffer's size, minus offset, must be at least calcsize(format).
//
// See help(struct) for more on format strings.
//
//py:def unpack_from(format, /, buffer, offset=0)
func unpackFrom(t *objects.Thread, format, buffer objects.Object, offset int) (objects.Object, error) {
	s, err := compiled(t, format)
	if err != nil {
		return objects.Object{}, err
	}
	return s.unpackFromMethod(t, buffer, offset)
}

// Return an iterator yielding tuples unpacked from the given bytes.
//
// The bytes are unpacked according to the format string, like
// a repeated invocation of unpack_from().
//
// Requires that the bytes length be a multiple of the format struct size.
//
//py:def iter_unpack(format, buffer, /)
func iterUnpack(t *objects.Thread, format, buffer objects.Object) (objects.Object, error) {
	s, err := compiled(t, format)
	if err != nil {
		return objects.Object{}, err
	}
	return s.iterUnpack(t, buffer)
}

// Clear the internal cache.
//
//py:def _clearcache()
func clearcache(t *objects.Thread) {
	t.Interp.State(cacheKey{}, func() any { return &formatCache{structs: map[string]*Struct{}} }).(*formatCache).structs = map[string]*Struct{}
}
