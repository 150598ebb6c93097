package objects

import (
	"math/big"
	"math/bits"
	"strconv"
)

func formatInt64(x int64) string { return strconv.FormatInt(x, 10) }

// smallIntText gives x in decimal.
func smallIntText(x int64) *Str {
	if uint64(x) < 10 {
		return asciiStrs['0'+x]
	}
	var buf [20]byte
	text := strconv.AppendInt(buf[:0], x, 10)
	return makeStrBytes(text, len(text))
}

func intRepr(t *Thread, o Object) (Object, error) {
	x, b, _ := IntValue(o)
	if b == nil {
		return Of(smallIntText(x)), nil
	}
	s, err := decimalText(t, x, b)
	if err != nil {
		return Object{}, err
	}
	return Of(makeStrLen(s, len(s))), nil
}

// intNew makes an int.
//
// CPython: Objects/longobject.c long_new_impl
//
//py:new int(cls, x=<missing>, /, base=<missing>)
//py:vectorcall
func intNew(t *Thread, cls *Type, x, base Object) (Object, error) {
	r, err := intOf(t, x, base)
	if err != nil || cls == &IntType {
		return r, err
	}
	o := NewInstance(cls)
	small, b, _ := IntValue(r)
	cast[Int](o).v.Set(bigOf(small, b))
	return o, nil
}

func intOf(t *Thread, x, base Object) (Object, error) {
	if x.Ref == nil {
		if base.Ref != nil {
			return Object{}, TypeErrorf(t, "int() missing string argument")
		}
		return NewInt(0), nil
	}
	if base.Ref == nil {
		return ToInt(t, x)
	}
	n, err := AsSsize(t, base, nil)
	if err != nil {
		return Object{}, err
	}
	if n != 0 && n < 2 || n > 36 {
		return Object{}, ValueErrorf(t, "int() base must be >= 2 and <= 36, or 0")
	}
	if s := AsStr(x); s != nil {
		return ParseInt(t, s, n)
	}
	if AsBytes(x) != nil || TypeOf(x).IsSubtype(&ByteArrayType) {
		b, err := ArgBytes(t, x)
		if err != nil {
			return Object{}, err
		}
		return parseIntBytes(t, b, n)
	}
	return Object{}, TypeErrorf(t, "int() can't convert non-string with explicit base")
}

// intConjugate returns self, the complex conjugate of any int.
//
//py:def int.conjugate(self, /)
func intConjugate(o Object) Object { return exactInt(o) }

// intTrunc is an int itself: truncating an Integral returns itself.
//
//py:def int.__trunc__(self, /)
func intTrunc(o Object) Object { return exactInt(o) }

// intFloor is an int itself: flooring an Integral returns itself.
//
//py:def int.__floor__(self, /)
func intFloor(o Object) Object { return exactInt(o) }

// intCeil is an int itself: ceiling of an Integral returns itself.
//
//py:def int.__ceil__(self, /)
func intCeil(o Object) Object { return exactInt(o) }

// intReal is the real part of a complex number.
//
//py:get int.real
func intReal(o Object) Object { return exactInt(o) }

// intImag is the imaginary part of a complex number.
//
//py:get int.imag
func intImag(Object) Object { return NewInt(0) }

// intNumerator is the numerator of a rational number in lowest terms.
//
//py:get int.numerator
func intNumerator(o Object) Object { return exactInt(o) }

// intDenominator is the denominator of a rational number in lowest terms.
//
//py:get int.denominator
func intDenominator(Object) Object { return NewInt(1) }

// intIsInteger returns True. Exists for duck type compatibility with float.is_integer.
//
//py:def int.is_integer(self, /)
func intIsInteger(Object) bool { return true }

// intGetNewArgs gives what __new__ gets when a copy is made.
//
//py:def int.__getnewargs__(self, /)
func intGetNewArgs(o Object) Object { return NewTuple(exactInt(o)) }

// intSizeof returns size in memory, in bytes: what the value takes in CPython.
//
//py:def int.__sizeof__(self, /)
func intSizeof(o Object) int {
	x, b, _ := IntValue(o)
	return 24 + 4*max(1, (bitLength(x, b)+29)/30)
}

func bitLength(x int64, b *big.Int) int {
	if b != nil {
		return b.BitLen()
	}
	return bits.Len64(magnitude(x))
}

// magnitude gives the absolute value.
func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// intBitLength gives the number of bits necessary to represent self in binary.
//
// >>> bin(37)
// '0b100101'
// >>> (37).bit_length()
// 6
//
//py:def int.bit_length(self, /)
func intBitLength(o Object) int {
	x, b, _ := IntValue(o)
	return bitLength(x, b)
}

// intBitCount gives the number of ones in the binary representation of the absolute value of self.
//
// Also known as the population count.
//
// >>> bin(13)
// '0b1101'
// >>> (13).bit_count()
// 3
//
//py:def int.bit_count(self, /)
func intBitCount(o Object) int {
	x, b, _ := IntValue(o)
	if b == nil {
		return bits.OnesCount64(magnitude(x))
	}
	n := 0
	for _, w := range b.Bits() {
		n += bits.OnesCount(uint(w))
	}
	return n
}

// intAsIntegerRatio returns a pair of integers, whose ratio is equal to the original int.
//
// The ratio is in lowest terms and has a positive denominator.
//
// >>> (10).as_integer_ratio()
// (10, 1)
// >>> (-10).as_integer_ratio()
// (-10, 1)
// >>> (0).as_integer_ratio()
// (0, 1)
//
//py:def int.as_integer_ratio(self, /)
func intAsIntegerRatio(o Object) Object { return NewTuple(exactInt(o), NewInt(1)) }

// intRound rounds an Integral: returns itself without digits, else half to even at a power of ten.
//
// CPython: Objects/longobject.c int___round___impl
//
//py:def int.__round__(self, ndigits=None, /)
func intRound(t *Thread, o, ndigits Object) (Object, error) {
	if ndigits == None {
		return exactInt(o), nil
	}
	i, err := Index(t, ndigits)
	if err != nil {
		return Object{}, err
	}
	n, nb, _ := IntValue(i)
	if nb == nil && n >= 0 || nb != nil && nb.Sign() > 0 {
		return exactInt(o), nil
	}
	x, b, _ := IntValue(o)
	if nb != nil || n < -int64(bitLength(x, b)) {
		// Less than half of the unit.
		return NewInt(0), nil
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-n), nil)
	var q, m big.Int
	r := newBig()
	bigFloorDivMod(&q, &m, bigOf(x, b), unit)
	r.v.Lsh(&m, 1)
	up := r.v.Cmp(unit)
	r.v.Sub(bigOf(x, b), &m)
	if up > 0 || up == 0 && q.Bit(0) == 1 {
		r.v.Add(&r.v, unit)
	}
	return r.done(), nil
}

func littleEndian(t *Thread, byteorder string) (bool, error) {
	switch byteorder {
	case "little":
		return true, nil
	case "big":
		return false, nil
	}
	return false, ValueErrorf(t, "byteorder must be either 'little' or 'big'")
}

func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

// intToBytes returns an array of bytes representing an integer.
//
//	length
//	  Length of bytes object to use.  An OverflowError is raised if the
//	  integer is not representable with the given number of bytes.  Default
//	  is length 1.
//	byteorder
//	  The byte order used to represent the integer.  If byteorder is 'big',
//	  the most significant byte is at the beginning of the byte array.  If
//	  byteorder is 'little', the most significant byte is at the end of the
//	  byte array.  To request the native byte order of the host system, use
//	  sys.byteorder as the byte order value.  Default is to use 'big'.
//	signed
//	  Determines whether two's complement is used to represent the integer.
//	  If signed is False and a negative integer is given, an OverflowError
//	  is raised.
//
// CPython: Objects/longobject.c int_to_bytes_impl
//
//py:def int.to_bytes(self, /, length=1, byteorder='big', *, signed=False)
func intToBytes(t *Thread, o Object, length int, byteorder string, signed bool) (Object, error) {
	little, err := littleEndian(t, byteorder)
	if err != nil {
		return Object{}, err
	}
	if length < 0 {
		return Object{}, ValueErrorf(t, "length argument must be non-negative")
	}
	if err := CheckBytes(t, length); err != nil {
		return Object{}, err
	}
	x, small, _ := IntValue(o)
	v := bigOf(x, small)
	if v.Sign() < 0 && !signed {
		return Object{}, OverflowErrorf(t, "can't convert negative int to unsigned")
	}
	b := make([]byte, length)
	if !putBigEndian(b, v, signed) {
		return Object{}, OverflowErrorf(t, "int too big to convert")
	}
	if little {
		reverseBytes(b)
	}
	return NewBytes(b), nil
}

// putBigEndian writes v into b, in two's complement; ok is false where it does not fit.
func putBigEndian(b []byte, v *big.Int, signed bool) (ok bool) {
	negative := v.Sign() < 0
	if negative {
		v = new(big.Int).Not(v)
	}
	n := v.BitLen()
	if signed && (n > 0 || negative) {
		n++
	}
	if n > 8*len(b) {
		return false
	}
	v.FillBytes(b)
	if negative {
		for i := range b {
			b[i] = ^b[i]
		}
	}
	return true
}

// bigFromBytes sets z to the integer that b is; big-endian.
func bigFromBytes(z *big.Int, b []byte, signed bool) {
	z.SetBytes(b)
	if signed && len(b) > 0 && b[0]&0x80 != 0 {
		var m big.Int
		z.Sub(z, m.Lsh(bigOne, uint(8*len(b))))
	}
}

// intFromBytes returns the integer represented by the given array of bytes.
//
//	bytes
//	  Holds the array of bytes to convert.  The argument must either
//	  support the buffer protocol or be an iterable object producing bytes.
//	  Bytes and bytearray are examples of built-in objects that support the
//	  buffer protocol.
//	byteorder
//	  The byte order used to represent the integer.  If byteorder is 'big',
//	  the most significant byte is at the beginning of the byte array.  If
//	  byteorder is 'little', the most significant byte is at the end of the
//	  byte array.  To request the native byte order of the host system, use
//	  sys.byteorder as the byte order value.  Default is to use 'big'.
//	signed
//	  Indicates whether two's complement is used to represent the integer.
//
// CPython: Objects/longobject.c int_from_bytes_impl
//
//py:classmethod int.from_bytes(cls, /, bytes, byteorder='big', *, signed=False)
func intFromBytes(t *Thread, cls *Type, from Object, byteorder string, signed bool) (Object, error) {
	little, err := littleEndian(t, byteorder)
	if err != nil {
		return Object{}, err
	}
	b, err := ToBytes(t, from)
	if err != nil {
		return Object{}, err
	}
	data := b.b
	if little {
		data = append([]byte(nil), data...)
		reverseBytes(data)
	}
	r := newBig()
	bigFromBytes(&r.v, data, signed)
	if cls != &IntType {
		return CallArgs(t, Of(cls), r.done())
	}
	return r.done(), nil
}
