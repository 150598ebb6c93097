package objects

import (
	"encoding/binary"
	"math"
	"strconv"
	"unsafe"
)

const memoryViewAttrs = unsafe.Offsetof(MemoryView{}.attrs)

// addressText gives o's address as reprs show it.
func addressText(o Object) string { return "0x" + strconv.FormatUint(uint64(uintptr(o.Ref)), 16) }

// singleFormat gives the code of a format of a single native item, 0 if it is another one.
func singleFormat(format string) byte {
	if len(format) == 2 && format[0] == '@' {
		format = format[1:]
	}
	if len(format) != 1 || formatSize(format[0]) == 0 {
		return 0
	}
	return format[0]
}

// formatSize gives the size of an item of a native format.
func formatSize(code byte) int {
	switch code {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'n', 'N', 'P', 'd', 'F':
		return 8
	case 'D':
		return 16
	}
	return 0
}

// unpackItem gives the item that b begins with.
func unpackItem(code byte, b []byte) Object {
	n := binary.NativeEndian
	switch code {
	case 'B':
		return NewInt(int64(b[0]))
	case 'b':
		return NewInt(int64(int8(b[0])))
	case 'c':
		return Of(&byteStrs[b[0]])
	case '?':
		return NewBool(b[0] != 0)
	case 'h':
		return NewInt(int64(int16(n.Uint16(b))))
	case 'H':
		return NewInt(int64(n.Uint16(b)))
	case 'i':
		return NewInt(int64(int32(n.Uint32(b))))
	case 'I':
		return NewInt(int64(n.Uint32(b)))
	case 'l', 'q', 'n':
		return NewInt(int64(n.Uint64(b)))
	case 'L', 'Q', 'N', 'P':
		return NewUint64(n.Uint64(b))
	case 'e':
		return NewFloat(halfToFloat(n.Uint16(b)))
	case 'f':
		return NewFloat(float64(math.Float32frombits(n.Uint32(b))))
	case 'd':
		return NewFloat(math.Float64frombits(n.Uint64(b)))
	case 'F':
		return NewComplex(complex(float64(math.Float32frombits(n.Uint32(b))), float64(math.Float32frombits(n.Uint32(b[4:])))))
	}
	return NewComplex(complex(math.Float64frombits(n.Uint64(b)), math.Float64frombits(n.Uint64(b[8:]))))
}

// equalItems compares two items as values: not even NaN equals itself by identity.
func equalItems(t *Thread, a, b Object) (bool, error) {
	r, err := RichCompare(t, a, b, EQ)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// halfToFloat converts a binary16 number.
func halfToFloat(h uint16) float64 {
	sign, exp, frac := float64(1), int(h>>10&0x1F), float64(h&0x3FF)
	if h>>15 != 0 {
		sign = -1
	}
	switch exp {
	case 0:
		return sign * math.Ldexp(frac, -24)
	case 0x1F:
		if frac == 0 {
			return math.Inf(int(sign))
		}
		return math.NaN()
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}

// floatToHalf converts to binary16, rounding to even; ok is false where x is too big.
//
// CPython: Objects/floatobject.c PyFloat_Pack2
func floatToHalf(x float64) (h uint16, ok bool) {
	if math.Signbit(x) {
		h, x = 0x8000, -x
	}
	switch {
	case math.IsNaN(x):
		return h | 0x7E00, true
	case math.IsInf(x, 0):
		return h | 0x7C00, true
	case x == 0:
		return h, true
	}
	frac, exp := math.Frexp(x) // x = frac * 2**exp, 0.5 <= frac < 1
	exp--
	if exp > 15 {
		return 0, false
	}
	var bits float64
	if exp < -14 {
		bits = math.RoundToEven(math.Ldexp(x, 24))
		return h | uint16(bits), true
	}
	bits = math.RoundToEven(math.Ldexp(frac*2-1, 10))
	v := uint32(exp+15)<<10 + uint32(bits)
	return h | uint16(v), v < 0x7C00
}

// pack stores value at a place of the memory.
//
// CPython: Objects/memoryobject.c pack_single
func (v *MemoryView) pack(t *Thread, at int, code byte, value Object) error {
	var b [16]byte
	n := binary.NativeEndian
	badType := func(err error) error {
		if err == nil || Matches(err, &ExcTypeError) {
			return TypeErrorf(t, "memoryview: invalid type for format '%s'", v.view.Format)
		}
		if Matches(err, &ExcOverflowError) || Matches(err, &ExcValueError) {
			return ValueErrorf(t, "memoryview: invalid value for format '%s'", v.view.Format)
		}
		return err
	}
	badValue := func() error { return ValueErrorf(t, "memoryview: invalid value for format '%s'", v.view.Format) }
	switch code {
	case 'b', 'h', 'i', 'l', 'q', 'n', 'B', 'H', 'I', 'L', 'Q', 'N', 'P':
		o, err := Index(t, value)
		if err != nil {
			return badType(err)
		}
		x, big, _ := IntValue(o)
		u := uint64(x)
		size := formatSize(code)
		if code >= 'a' {
			if big != nil || x<<(64-8*size)>>(64-8*size) != x {
				return badValue()
			}
		} else {
			if big != nil {
				if !big.IsUint64() {
					return badValue()
				}
				u = big.Uint64()
			} else if x < 0 {
				return badValue()
			}
			if size < 8 && u>>(8*size) != 0 {
				return badValue()
			}
		}
		switch size {
		case 1:
			b[0] = byte(u)
		case 2:
			n.PutUint16(b[:], uint16(u))
		case 4:
			n.PutUint32(b[:], uint32(u))
		default:
			n.PutUint64(b[:], u)
		}
	case 'e', 'f', 'd':
		x, err := AsFloat64(t, value)
		if err != nil {
			return badType(err)
		}
		switch code {
		case 'd':
			n.PutUint64(b[:], math.Float64bits(x))
		case 'f':
			f := float32(x)
			if math.IsInf(float64(f), 0) && !math.IsInf(x, 0) {
				return OverflowErrorf(t, "float too large to pack with f format")
			}
			n.PutUint32(b[:], math.Float32bits(f))
		default:
			h, ok := floatToHalf(x)
			if !ok {
				return OverflowErrorf(t, "float too large to pack with e format")
			}
			n.PutUint16(b[:], h)
		}
	case 'F', 'D':
		c, err := complexValue(t, value)
		if err != nil {
			return badType(err)
		}
		if code == 'F' {
			n.PutUint32(b[:], math.Float32bits(float32(real(c))))
			n.PutUint32(b[4:], math.Float32bits(float32(imag(c))))
		} else {
			n.PutUint64(b[:], math.Float64bits(real(c)))
			n.PutUint64(b[8:], math.Float64bits(imag(c)))
		}
	case '?':
		ok, err := Truth(t, value)
		if err != nil {
			return err
		}
		if ok {
			b[0] = 1
		}
	case 'c':
		p := AsBytes(value)
		if p == nil {
			return badType(nil)
		}
		if len(p.b) != 1 {
			return badValue()
		}
		b[0] = p.b[0]
	}
	// Converting the value may have run code that released the view.
	if err := v.check(t); err != nil {
		return err
	}
	copy(v.view.Bytes[at:at+v.view.ItemSize], b[:])
	return nil
}

// toBytes gives the items as bytes, in the order 'C' or 'F' (Fortran), or 'A': as they lie if they are contiguous in Fortran's order, else C.
//
//py:def memoryview.tobytes(self, /, order='C')
func (v *MemoryView) toBytes(t *Thread, order Object) (Object, error) {
	fortran := false
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	if order != None {
		s := AsStr(order)
		if s == nil {
			return Object{}, TypeErrorf(t, "tobytes() argument 'order' must be str or None, not %.50s", messageName(order))
		}
		switch s.s {
		case "C":
		case "F":
			fortran = true
		case "A":
			fortran = v.view.isFortran() && !v.view.isC()
		default:
			return Object{}, ValueErrorf(t, "order must be 'C', 'F' or 'A'")
		}
	}
	if !fortran || len(v.view.Shape) <= 1 {
		return newBytesShort(v.view.contiguous()), nil
	}
	b := v.view
	b.Shape, b.Strides = reversed(b.Shape), reversed(b.Strides)
	return newBytesShort(b.contiguous()), nil
}

func reversed(a []int) []int {
	r := make([]int, len(a))
	for i, x := range a {
		r[len(a)-1-i] = x
	}
	return r
}

// hex gives the bytes in hexadecimal, as bytes.hex does.
//
//	>>> memoryview(b'\xb9\x01\xef').hex()
//	'b901ef'
//	>>> memoryview(b'\xb9\x01\xef').hex(':')
//	'b9:01:ef'
//	>>> memoryview(b'\xb9\x01\xef').hex(':', 2)
//	'b9:01ef'
//	>>> memoryview(b'\xb9\x01\xef').hex(':', -2)
//	'b901:ef'
//
//py:def memoryview.hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)
func (v *MemoryView) hex(t *Thread, sep Object, perSep int32) (*Str, error) {
	if err := v.check(t); err != nil {
		return nil, err
	}
	v.exports++
	defer func() { v.exports-- }()
	return HexText(t, v.view.contiguous(), sep, int(perSep))
}

// toList gives the items as a list, of lists where there is more than one dimension.
//
//py:def memoryview.tolist(self)
func (v *MemoryView) toList(t *Thread) (Object, error) {
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	code, err := v.code(t)
	if err != nil {
		return Object{}, err
	}
	return v.list(code, 0, v.view.Offset), nil
}

func (v *MemoryView) list(code byte, dim, at int) Object {
	if dim == len(v.view.Shape) {
		return unpackItem(code, v.view.Bytes[at:])
	}
	items := make([]Object, v.view.Shape[dim])
	for i := range items {
		items[i] = v.list(code, dim+1, at)
		at += v.view.Strides[dim]
	}
	return Of(NewList(items))
}

// toReadOnly gives a view of the same memory that cannot be written through.
//
//py:def memoryview.toreadonly(self)
func (v *MemoryView) toReadOnly(t *Thread) (Object, error) {
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	r := v.derive()
	r.view.ReadOnly = true
	return Of(r), nil
}

// cast gives a view of the same memory with another format or shape: from one dimension to several, or from several to one, and one of the
// formats is that of bytes.
//
// CPython: Objects/memoryobject.c memoryview_cast_impl
//
//py:def memoryview.cast(self, /, format, shape=<unrepresentable>)
func (v *MemoryView) cast(t *Thread, format *Str, shape Object) (Object, error) {
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	if !v.view.isC() {
		return Object{}, TypeErrorf(t, "memoryview: casts are restricted to C-contiguous views")
	}
	var dims []Object
	if !shape.IsNull() {
		if p := AsTuple(shape); p != nil {
			dims = p.Items
		} else if p := AsList(shape); p != nil {
			dims = append([]Object(nil), p.Items...)
		} else {
			return Object{}, TypeErrorf(t, "shape must be a list or a tuple")
		}
		if len(dims) > maxDims {
			return Object{}, ValueErrorf(t, "memoryview: number of dimensions must not exceed %d", maxDims)
		}
		if len(v.view.Shape) != 1 && len(dims) != 1 {
			return Object{}, TypeErrorf(t, "memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	if !shape.IsNull() || len(v.view.Shape) != 1 {
		for _, n := range v.view.Shape {
			if n == 0 {
				return Object{}, TypeErrorf(t, "memoryview: cannot cast view with zeros in shape or strides")
			}
		}
	}
	code := singleFormat(format.s)
	if code == 0 {
		return Object{}, ValueErrorf(t, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	from := singleFormat(v.view.Format)
	if from == 0 {
		return Object{}, ValueErrorf(t, "memoryview: source format must be a native single character format prefixed with an optional '@'")
	}
	isByte := func(c byte) bool { return c == 'B' || c == 'b' || c == 'c' }
	if !isByte(code) && !isByte(from) {
		return Object{}, TypeErrorf(t, "memoryview: cannot cast between two non-byte formats")
	}
	size := formatSize(code)
	total := v.view.size()
	if total%size != 0 {
		return Object{}, TypeErrorf(t, "memoryview: length is not a multiple of itemsize")
	}
	r := v.derive()
	r.view.Format, r.view.ItemSize = format.s, size
	r.view.Shape, r.view.Strides = []int{total / size}, []int{size}
	if shape.IsNull() {
		return Of(r), nil
	}
	newShape := make([]int, len(dims))
	product := size
	for i, o := range dims {
		x, big, ok := IntValue(o)
		if !ok {
			r.base.views--
			return Object{}, TypeErrorf(t, "memoryview.cast(): elements of shape must be integers")
		}
		if big != nil {
			r.base.views--
			return Object{}, OverflowErrorf(t, "Python int too large to convert to C ssize_t")
		}
		if x <= 0 {
			r.base.views--
			return Object{}, ValueErrorf(t, "memoryview.cast(): elements of shape must be integers > 0")
		}
		if int(x) > math.MaxInt/product {
			r.base.views--
			return Object{}, ValueErrorf(t, "memoryview.cast(): product(shape) > SSIZE_MAX")
		}
		product *= int(x)
		newShape[i] = int(x)
	}
	if product != total {
		r.base.views--
		return Object{}, TypeErrorf(t, "memoryview: product(shape) * itemsize != buffer size")
	}
	r.view.Shape, r.view.Strides = newShape, make([]int, len(newShape))
	for i, stride := len(newShape)-1, size; i >= 0; i-- {
		r.view.Strides[i] = stride
		stride *= newShape[i]
	}
	return Of(r), nil
}

// count counts the items that equal value.
//
//py:def memoryview.count(self, value, /)
func (v *MemoryView) count(t *Thread, value Object) (int, error) {
	n := 0
	err := Iterate(t, Of(v), func(o Object) error {
		equal, err := EqualBool(t, o, value)
		if equal {
			n++
		}
		return err
	})
	return n, err
}

// index gives the index of the first item from start up to stop that equals value; ValueError if there is none.
//
//py:def memoryview.index(self, value, start=0, stop=sys.maxsize, /)
func (v *MemoryView) index(t *Thread, value Object, start, stop SliceIndex) (int, error) {
	if err := v.check(t); err != nil {
		return 0, err
	}
	switch len(v.view.Shape) {
	case 0:
		return 0, TypeErrorf(t, "invalid lookup on 0-dim memory")
	case 1:
	default:
		return 0, Errorf(t, &ExcNotImplementedError, "multi-dimensional lookup is not implemented")
	}
	n := v.view.Shape[0]
	i, j := adjustBounds(start, stop, n)
	for ; i < min(j, n); i++ {
		o, err := memoryViewSeqItem(t, Of(v), i)
		if err != nil {
			return 0, err
		}
		equal, err := EqualBool(t, o, value)
		if err != nil {
			return 0, err
		}
		if equal {
			return i, nil
		}
	}
	return 0, ValueErrorf(t, "memoryview.index(x): x not found")
}

// fromFlags makes a memoryview of object's memory, asked for with the flags.
//
//py:classmethod memoryview._from_flags(cls, /, object, flags)
func memoryViewFromFlags(t *Thread, cls *Type, object Object, flags int32) (Object, error) {
	buf, err := GetBuffer(t, object, BufferFlags(flags))
	if err != nil {
		return Object{}, err
	}
	return Of(newMemoryView(buf)), nil
}

// obj is the object whose memory it is.
//
//py:get memoryview.obj
func (v *MemoryView) obj(t *Thread) (Object, error) {
	if err := v.check(t); err != nil {
		return Object{}, err
	}
	return v.base.buf.Object.OrNone(), nil
}

// nbytes is the number of bytes that the items have.
//
//py:get memoryview.nbytes
func (v *MemoryView) nbytes(t *Thread) (int, error) { return v.view.size(), v.check(t) }

// readonly says whether the memory is read-only.
//
//py:get memoryview.readonly
func (v *MemoryView) readonly(t *Thread) (bool, error) { return v.view.ReadOnly, v.check(t) }

// itemsize is the number of bytes of an item.
//
//py:get memoryview.itemsize
func (v *MemoryView) itemsize(t *Thread) (int, error) { return v.view.ItemSize, v.check(t) }

// format is the format of an item, as module struct has it.
//
//py:get memoryview.format
func (v *MemoryView) format(t *Thread) (string, error) { return v.view.Format, v.check(t) }

// ndim is the number of dimensions.
//
//py:get memoryview.ndim
func (v *MemoryView) ndim(t *Thread) (int, error) { return len(v.view.Shape), v.check(t) }

func intTuple(a []int) Object {
	p := MakeTuple(len(a))
	for i, x := range a {
		p.Items[i] = NewInt(int64(x))
	}
	return Of(p)
}

// shape is a tuple of the number of items along each dimension.
//
//py:get memoryview.shape
func (v *MemoryView) shape(t *Thread) (Object, error) { return intTuple(v.view.Shape), v.check(t) }

// strides is a tuple of the distance in bytes between items along each dimension.
//
//py:get memoryview.strides
func (v *MemoryView) strides(t *Thread) (Object, error) { return intTuple(v.view.Strides), v.check(t) }

// suboffsets is a tuple that is empty: there are no arrays of pointers.
//
//py:get memoryview.suboffsets
func (v *MemoryView) suboffsets(t *Thread) (Object, error) {
	return intTuple(v.view.Suboffset), v.check(t)
}

// c_contiguous says whether the items lie one behind the other in C's order.
//
//py:get memoryview.c_contiguous
func (v *MemoryView) cContiguous(t *Thread) (bool, error) { return v.view.isC(), v.check(t) }

// f_contiguous says whether the items lie one behind the other in Fortran's order.
//
//py:get memoryview.f_contiguous
func (v *MemoryView) fContiguous(t *Thread) (bool, error) { return v.view.isFortran(), v.check(t) }

// contiguous says whether the items lie one behind the other.
//
//py:get memoryview.contiguous
func (v *MemoryView) contiguous(t *Thread) (bool, error) {
	return v.view.isC() || v.view.isFortran(), v.check(t)
}

// memoryViewClassGetItem gives memoryview[object], which says what the items are.
//
//py:classmethod memoryview.__class_getitem__(cls, object, /)
func memoryViewClassGetItem(t *Thread, cls *Type, object Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), object)
}

// complexValue gives o as a complex number.
//
// CPython: Objects/complexobject.c PyComplex_AsCComplex
func complexValue(t *Thread, o Object) (complex128, error) {
	if c := as[Complex](o, &ComplexType); c != nil {
		return c.V, nil
	}
	r, found, err := CallSpecial(t, o, nameComplex)
	if err != nil {
		return 0, err
	}
	if found {
		if c := as[Complex](r, &ComplexType); c != nil {
			return c.V, nil
		}
		return 0, TypeErrorf(t, "__complex__ returned non-complex (type %.200s)", TypeOf(r).Name200())
	}
	x, err := AsFloat64(t, o)
	return complex(x, 0), err
}
