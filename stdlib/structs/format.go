package structs

import (
	"encoding/binary"
	"math"
	"math/big"
	"strings"

	"github.com/gophersnake/gophersnake/objects"
)

// code is one entry of a format: repeat items of size bytes from offset on.
type code struct {
	char   byte
	offset int
	size   int // of an item; of the whole for s and p
	repeat int
	order  binary.ByteOrder
}

// sizeOf gives size and alignment of a format character; size is 0 if there is none such.
func sizeOf(c byte, native bool) (size, align int) {
	switch c {
	case 'x', 'b', 'B', 'c', 's', 'p', '?':
		return 1, 0
	case 'h', 'H', 'e':
		return 2, 2
	case 'i', 'I', 'f':
		return 4, 4
	case 'l', 'L':
		if !native {
			return 4, 4
		}
		return 8, 8
	case 'q', 'Q', 'd':
		return 8, 8
	case 'n', 'N', 'P':
		if native {
			return 8, 8
		}
	case 'F':
		return 8, 4
	case 'D':
		return 16, 8
	}
	return 0, 0
}

// parse compiles a format.
//
// CPython: Modules/_struct.c prepare_s
func parse(t *objects.Thread, s string) (codes []code, size, values int, err error) {
	if strings.IndexByte(s, 0) >= 0 {
		return nil, 0, 0, failf(t, "embedded null character")
	}
	native := true
	var order binary.ByteOrder = binary.LittleEndian
	if s != "" {
		switch s[0] {
		case '>', '!':
			order = binary.BigEndian
			fallthrough
		case '=', '<':
			native = false
			fallthrough
		case '@':
			s = s[1:]
		}
	}
	tooLong := func() ([]code, int, int, error) { return nil, 0, 0, failf(t, "total struct size too long") }
	for i := 0; i < len(s); {
		c := s[i]
		i++
		if c == ' ' || c >= '\t' && c <= '\r' {
			continue
		}
		repeat := 1
		if c >= '0' && c <= '9' {
			repeat = int(c - '0')
			for c = 0; i < len(s); {
				c = s[i]
				i++
				if c < '0' || c > '9' {
					break
				}
				if repeat > (math.MaxInt-int(c-'0'))/10 {
					return tooLong()
				}
				repeat = repeat*10 + int(c-'0')
				c = 0
			}
			if c == 0 {
				return nil, 0, 0, failf(t, "repeat count given without format specifier")
			}
		}
		n, align := sizeOf(c, native)
		if n == 0 {
			return nil, 0, 0, failf(t, "bad char in struct format")
		}
		if native && align > 1 {
			extra := (align - size%align) % align
			if extra > math.MaxInt-size {
				return tooLong()
			}
			size += extra
		}
		if repeat > (math.MaxInt-size)/n {
			return tooLong()
		}
		switch c {
		case 'x':
		case 's', 'p':
			codes = append(codes, code{c, size, repeat, 1, order})
			values++
		default:
			if repeat > 0 {
				codes = append(codes, code{c, size, n, repeat, order})
			}
			values += repeat
		}
		size += n * repeat
	}
	return codes, size, values, nil
}

// packInto packs values, whose number is right, into b, which is zero.
func (s *Struct) packInto(t *objects.Thread, b []byte, values []objects.Object) error {
	for i := range s.codes {
		c := &s.codes[i]
		for j := range c.repeat {
			at := c.offset + j*c.size
			if err := c.pack(t, b[at:at+c.size], values[0]); err != nil {
				return err
			}
			values = values[1:]
		}
	}
	return nil
}

func (s *Struct) unpackFrom(b []byte) objects.Object {
	r := objects.MakeTuple(s.values)
	k := 0
	for i := range s.codes {
		c := &s.codes[i]
		for j := range c.repeat {
			at := c.offset + j*c.size
			r.Items[k] = c.unpack(b[at : at+c.size])
			k++
		}
	}
	return objects.Of(r)
}

func (c *code) put(b []byte, x uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(x)
	case 2:
		c.order.PutUint16(b, uint16(x))
	case 4:
		c.order.PutUint32(b, uint32(x))
	default:
		c.order.PutUint64(b, x)
	}
}

func (c *code) get(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(c.order.Uint16(b))
	case 4:
		return uint64(c.order.Uint32(b))
	}
	return c.order.Uint64(b)
}

// float gives a float argument.
func float(t *objects.Thread, v objects.Object) (float64, error) {
	x, err := objects.AsFloat64(t, v)
	if err != nil {
		err = failf(t, "required argument is not a float")
	}
	return x, err
}

func (c *code) pack(t *objects.Thread, b []byte, v objects.Object) error {
	switch c.char {
	case 'c':
		s := objects.AsBytes(v)
		if s == nil || len(s.Bytes()) != 1 {
			return failf(t, "char format requires a bytes object of length 1")
		}
		b[0] = s.Bytes()[0]
		return nil
	case 's', 'p':
		var data []byte
		if s := objects.AsBytes(v); s != nil {
			data = s.Bytes()
		} else if s := objects.AsByteArray(v); s != nil {
			data = s.Bytes()
		} else {
			return failf(t, "argument for '%c' must be a bytes object", c.char)
		}
		if c.char == 's' {
			copy(b, data)
		} else if len(b) > 0 {
			b[0] = byte(min(copy(b[1:], data), 255))
		}
		return nil
	case '?':
		truth, err := objects.Truth(t, v)
		if truth {
			b[0] = 1
		}
		return err
	case 'e':
		x, err := float(t, v)
		if err != nil {
			return err
		}
		h, ok := toHalf(x)
		if !ok {
			return objects.OverflowErrorf(t, "float too large to pack with e format")
		}
		c.put(b, uint64(h))
		return nil
	case 'f':
		x, err := float(t, v)
		if err != nil {
			return err
		}
		return c.putFloat32(t, b, x)
	case 'd':
		x, err := float(t, v)
		c.put(b, math.Float64bits(x))
		return err
	case 'F', 'D':
		return c.packComplex(t, b, v)
	}
	return c.packInt(t, b, v)
}

func (c *code) putFloat32(t *objects.Thread, b []byte, x float64) error {
	f := float32(x)
	if math.IsInf(float64(f), 0) && !math.IsInf(x, 0) {
		return objects.OverflowErrorf(t, "float too large to pack with f format")
	}
	bits := math.Float32bits(f)
	if x != x {
		// Keep a NaN's payload, but for its quiet bit if nothing else is left.
		d := math.Float64bits(x)
		bits = uint32(d>>32&0x80000000) | 0x7F800000 | uint32(d>>29)&0x7FFFFF
		if bits&0x7FFFFF == 0 {
			bits |= 0x400000
		}
	}
	c.put(b, uint64(bits))
	return nil
}

func float32Value(bits uint32) float64 {
	f := math.Float32frombits(bits)
	if f != f {
		return math.Float64frombits(uint64(bits&0x80000000)<<32 | 0x7FF0000000000000 | uint64(bits&0x7FFFFF)<<29)
	}
	return float64(f)
}

func (c *code) packComplex(t *objects.Thread, b []byte, v objects.Object) error {
	if !objects.TypeOf(v).IsSubtype(&objects.ComplexType) {
		z, err := objects.CallArgs(t, objects.Of(&objects.ComplexType), v)
		if err != nil || objects.AsStr(v) != nil {
			return failf(t, "required argument is not a complex")
		}
		v = z
	}
	z := (*objects.Complex)(v.Ref).V
	half := len(b) / 2
	if c.char == 'D' {
		c.put(b[:half], math.Float64bits(real(z)))
		c.put(b[half:], math.Float64bits(imag(z)))
		return nil
	}
	if err := c.putFloat32(t, b[:half], real(z)); err != nil {
		return err
	}
	return c.putFloat32(t, b[half:], imag(z))
}

func (c *code) signed() bool { return c.char >= 'a' && c.char <= 'z' }

// packInt packs an int, or an object with __index__.
//
// CPython: Modules/_struct.c get_pylong, _PyErr_range...
func (c *code) packInt(t *objects.Thread, b []byte, v objects.Object) error {
	if _, _, ok := objects.IntValue(v); !ok {
		if objects.TypeOf(v).Slots.Index == nil {
			return failf(t, "required argument is not an integer")
		}
		i, err := objects.Index(t, v)
		if err != nil {
			return err
		}
		v = i
	}
	x, big, _ := objects.IntValue(v)
	bits := 8 * len(b)
	switch {
	case c.char == 'P':
		// Negative ones wrap around, as addresses do.
		if big != nil && big.IsUint64() {
			x, big = int64(big.Uint64()), nil
		}
		if big != nil {
			return failf(t, "int too large to convert")
		}
	case c.signed():
		if big != nil || bits < 64 && (x < -1<<(bits-1) || x >= 1<<(bits-1)) {
			return c.rangeError(t, bits)
		}
	default:
		if big != nil && big.IsUint64() && bits == 64 {
			c.put(b, big.Uint64())
			return nil
		}
		if big != nil || x < 0 || bits < 64 && x >= 1<<bits {
			return c.rangeError(t, bits)
		}
	}
	c.put(b, uint64(x))
	return nil
}

func (c *code) rangeError(t *objects.Thread, bits int) error {
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(bits))
	if c.signed() {
		high.Rsh(high, 1)
		low.Neg(high)
	}
	high.Sub(high, big.NewInt(1))
	return failf(t, "'%c' format requires %s <= number <= %s", c.char, low, high)
}

func (c *code) unpack(b []byte) objects.Object {
	switch c.char {
	case 'c', 's':
		return objects.NewBytes(append([]byte(nil), b...))
	case 'p':
		n := 0
		if len(b) > 0 {
			n = min(int(b[0]), len(b)-1)
			b = b[1:]
		}
		return objects.NewBytes(append([]byte(nil), b[:n]...))
	case '?':
		return objects.NewBool(b[0] != 0)
	case 'e':
		return objects.NewFloat(fromHalf(uint16(c.get(b))))
	case 'f':
		return objects.NewFloat(float32Value(uint32(c.get(b))))
	case 'd':
		return objects.NewFloat(math.Float64frombits(c.get(b)))
	case 'F':
		return objects.NewComplex(complex(float32Value(uint32(c.get(b[:4]))), float32Value(uint32(c.get(b[4:])))))
	case 'D':
		return objects.NewComplex(complex(math.Float64frombits(c.get(b[:8])), math.Float64frombits(c.get(b[8:]))))
	}
	x := c.get(b)
	if c.signed() {
		shift := 64 - 8*len(b)
		return objects.NewInt(int64(x<<shift) >> shift)
	}
	return objects.NewUint64(x)
}

// toHalf gives the half-precision float nearest to x; ok is false where it is too large.
//
// CPython: Objects/floatobject.c PyFloat_Pack2
func toHalf(x float64) (h uint16, ok bool) {
	sign := uint16(math.Float64bits(x)>>48) & 0x8000
	a := math.Abs(x)
	switch {
	case a != a:
		payload := uint16(math.Float64bits(x)>>42) & 0x3FF
		if payload == 0 {
			payload = 0x200
		}
		return sign | 0x7C00 | payload, true
	case math.IsInf(a, 0):
		return sign | 0x7C00, true
	case a >= 65520:
		return 0, false
	case a < 0x1p-14:
		return sign | uint16(math.RoundToEven(a*0x1p24)), true
	}
	m, e := math.Frexp(a) // a = m * 2**e, m in [0.5, 1)
	bits := uint16(math.RoundToEven(m * 0x1p11))
	// A carry into the exponent is as it should be.
	return sign | (uint16(e+14)<<10 + bits - 1<<10), true
}

func fromHalf(h uint16) float64 {
	e, m := int(h>>10&0x1F), float64(h&0x3FF)
	var x float64
	switch {
	case e == 31 && m != 0:
		return math.Float64frombits(uint64(h&0x8000)<<48 | 0x7FF0000000000000 | uint64(h&0x3FF)<<42)
	case e == 31:
		x = math.Inf(1)
	case e == 0:
		x = math.Ldexp(m, -24)
	default:
		x = math.Ldexp(1024+m, e-25)
	}
	if h&0x8000 != 0 {
		return -x
	}
	return x
}
