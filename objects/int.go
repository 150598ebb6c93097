package objects

import (
	"math"
	"math/big"
	"math/bits"
)

//py:type int IntType

func setupInt() {
	IntType = Type{
		Name:   "int",
		Doc:    intTypeDoc,
		Flags:  BaseType | IntSubclass | SelfMatch,
		Layout: LayoutOf[Int](),
		Slots: Slots{
			New:         bindIntNew,
			Repr:        intRepr,
			Hash:        intHash,
			RichCompare: intRichCompare,
			Power:       intPower,
			Negative:    intNegative,
			Positive:    intPositive,
			Absolute:    intAbsolute,
			Invert:      intInvert,
			Bool:        intBool,
			Int:         intPositive,
			Float:       intFloat,
			Index:       intPositive,
			Binary: [NumNumberOps]BinaryFunc{
				OpAdd: intAdd, OpSub: intSub, OpMul: intMul, OpTrueDiv: intTrueDiv, OpFloorDiv: intFloorDiv, OpMod: intMod,
				OpDivmod: intDivmod, OpLshift: intLshift, OpRshift: intRshift, OpAnd: intAnd, OpXor: intXor, OpOr: intOr,
			},
		},
		Methods: intMethods,
		GetSets: intGetSets,
	}
	Ready(&IntType)
	setupBool()
}

const intTypeDoc = `int([x]) -> integer
int(x, base=10) -> integer

Convert a number or string to an integer, or return 0 if no arguments
are given.  If x is a number, return x.__int__().  For floating-point
numbers, this truncates towards zero.

If x is not a number or if base is given, then x must be a string,
bytes, or bytearray instance representing an integer literal in the
given base.  The literal can be preceded by '+' or '-' and be surrounded
by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.
Base 0 means to interpret the base from the string as an integer literal.
>>> int('0b100', base=0)
4`

// bigOf gives the value that IntValue gave as a big.Int not to be changed.
func bigOf(small int64, b *big.Int) *big.Int {
	if b != nil {
		return b
	}
	return big.NewInt(small)
}

// newBig makes an int with room for a result, which done turns into the object.
func newBig() *Int { return &Int{Header: Header{&IntType}} }

// done gives the object for the value of i, which nobody changes any more.
func (i *Int) done() Object {
	if i.v.IsInt64() {
		return NewInt(i.v.Int64())
	}
	return Of(i)
}

// bothInts gives the values of two operands; ok is false where one is not an int.
func bothInts(a, b Object) (x, y int64, bx, by *big.Int, ok bool) {
	x, bx, ok = IntValue(a)
	if !ok {
		return
	}
	y, by, ok = IntValue(b)
	return
}

func intAdd(_ *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		if s := x + y; (x^s)&(y^s) >= 0 {
			return NewInt(s), nil
		}
	}
	r := newBig()
	r.v.Add(bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

func intSub(_ *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		if s := x - y; (x^y)&(x^s) >= 0 {
			return NewInt(s), nil
		}
	}
	r := newBig()
	r.v.Sub(bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

// mulInt64 multiplies; ok is false where the product does not fit.
func mulInt64(x, y int64) (product int64, ok bool) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	// The high word of the signed product.
	h := int64(hi) - x>>63&y - y>>63&x
	return int64(lo), h == int64(lo)>>63
}

func intMul(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		if p, ok := mulInt64(x, y); ok {
			return NewInt(p), nil
		}
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if err := checkBits(t, p.BitLen()+q.BitLen()); err != nil {
		return Object{}, err
	}
	r := newBig()
	r.v.Mul(p, q)
	return r.done(), nil
}

// maxIntBits bounds the size of ints: Go cannot recover from running out of memory.
const maxIntBits = 1 << 35

// checkBits gives MemoryError where an int of n bits is more than anybody can have.
func checkBits(t *Thread, n int) error {
	if n > maxIntBits {
		return MemoryError(t)
	}
	return CheckAlloc(t, n/8, 1)
}

func zeroDivision(t *Thread) error { return Errorf(t, &ExcZeroDivisionError, "division by zero") }

// floorDivMod gives quotient and remainder rounded towards minus infinity; y is not 0, and the quotient fits.
func floorDivMod(x, y int64) (q, m int64) {
	q, m = x/y, x%y
	if m != 0 && m^y < 0 {
		return q - 1, m + y
	}
	return q, m
}

// bigFloorDivMod sets q and m, which are not operands, to the quotient and remainder rounded towards minus infinity.
func bigFloorDivMod(q, m, x, y *big.Int) {
	q.QuoRem(x, y, m)
	if m.Sign() != 0 && m.Sign() != y.Sign() {
		q.Sub(q, bigOne)
		m.Add(m, y)
	}
}

var bigOne = big.NewInt(1)

func intFloorDiv(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil {
		if y == 0 {
			return Object{}, zeroDivision(t)
		}
		if bx == nil && (y != -1 || x != math.MinInt64) {
			q, _ := floorDivMod(x, y)
			return NewInt(q), nil
		}
	}
	r := newBig()
	bigFloorDivMod(&r.v, new(big.Int), bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

func intMod(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil {
		if y == 0 {
			return Object{}, zeroDivision(t)
		}
		if bx == nil {
			if y == -1 {
				return NewInt(0), nil
			}
			_, m := floorDivMod(x, y)
			return NewInt(m), nil
		}
	}
	r := newBig()
	bigFloorDivMod(new(big.Int), &r.v, bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

func intDivmod(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil {
		if y == 0 {
			return Object{}, zeroDivision(t)
		}
		if bx == nil && (y != -1 || x != math.MinInt64) {
			q, m := floorDivMod(x, y)
			return NewTuple(NewInt(q), NewInt(m)), nil
		}
	}
	q, m := newBig(), newBig()
	bigFloorDivMod(&q.v, &m.v, bigOf(x, bx), bigOf(y, by))
	return NewTuple(q.done(), m.done()), nil
}

// intTrueDiv is the correctly rounded quotient.
//
// CPython: Objects/longobject.c long_true_divide
func intTrueDiv(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y == 0 {
		return Object{}, zeroDivision(t)
	}
	const exact = 1 << 53
	if bx == nil && by == nil && x >= -exact && x <= exact && y >= -exact && y <= exact {
		return NewFloat(float64(x) / float64(y)), nil
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if p.Sign() == 0 {
		if q.Sign() < 0 {
			return NewFloat(math.Copysign(0, -1)), nil
		}
		return NewFloat(0), nil
	}
	f, ok := bigQuotient(p, q)
	if !ok {
		return Object{}, OverflowErrorf(t, "integer division result too large for a float")
	}
	return NewFloat(f), nil
}

// bigQuotient gives p/q, neither 0, rounded to the nearest float, ties to even; ok is false where it is too large.
func bigQuotient(p, q *big.Int) (f float64, ok bool) {
	negative := p.Sign() != q.Sign()
	d := p.BitLen() - q.BitLen()
	if d > 1024 {
		return 0, false
	}
	if d < -1080 {
		f = 0
	} else {
		// Scale so that the quotient has at least 55 bits, and keep in its last bit whether anything was lost; subnormals need
		// the rounding to happen at their own place, which Ldexp of an exact 64-bit number and a sticky bit does through big.Float.
		shift := 64 - d
		var n, m big.Int
		if shift >= 0 {
			n.Lsh(new(big.Int).Abs(p), uint(shift))
			m.Abs(q)
		} else {
			n.Abs(p)
			m.Lsh(new(big.Int).Abs(q), uint(-shift))
		}
		var r big.Int
		n.QuoRem(&n, &m, &r)
		if r.Sign() != 0 {
			n.SetBit(n.Lsh(&n, 1), 0, 1)
			shift++
		}
		var bf big.Float
		bf.SetPrec(128).SetInt(&n)
		bf.SetMantExp(&bf, -shift)
		f, _ = bf.Float64()
		if math.IsInf(f, 0) {
			return 0, false
		}
	}
	if negative {
		f = -f
	}
	return f, true
}

// shiftCount gives a shift's count; huge where it does not fit an int.
func shiftCount(t *Thread, y int64, by *big.Int) (n int64, huge bool, err error) {
	if by != nil {
		if by.Sign() < 0 {
			return 0, false, ValueErrorf(t, "negative shift count")
		}
		return 0, true, nil
	}
	if y < 0 {
		return 0, false, ValueErrorf(t, "negative shift count")
	}
	return y, false, nil
}

func intLshift(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	n, huge, err := shiftCount(t, y, by)
	if err != nil {
		return Object{}, err
	}
	if bx == nil {
		if x == 0 {
			return NewInt(0), nil
		}
		if n < 64 && !huge {
			if r := x << n; r>>n == x && r^x >= 0 {
				return NewInt(r), nil
			}
		}
	}
	p := bigOf(x, bx)
	// What CPython calls too many of its digits, of 30 bits each, is an error of its own.
	if huge || n/30 > (math.MaxInt64-1)/30-int64(p.BitLen()+59)/30 {
		return Object{}, OverflowErrorf(t, "too many digits in integer")
	}
	if n > maxIntBits {
		return Object{}, MemoryError(t)
	}
	if err := checkBits(t, p.BitLen()+int(n)); err != nil {
		return Object{}, err
	}
	r := newBig()
	r.v.Lsh(p, uint(n))
	return r.done(), nil
}

func intRshift(t *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	n, huge, err := shiftCount(t, y, by)
	if err != nil {
		return Object{}, err
	}
	if bx == nil {
		if n > 63 || huge {
			n = 63
		}
		return NewInt(x >> n), nil
	}
	if huge {
		return NewInt(int64(min(bx.Sign(), 0))), nil
	}
	r := newBig()
	r.v.Rsh(bx, uint(n))
	return r.done(), nil
}

func intAnd(_ *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		return NewInt(x & y), nil
	}
	r := newBig()
	r.v.And(bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

func intOr(_ *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		return NewInt(x | y), nil
	}
	r := newBig()
	r.v.Or(bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

func intXor(_ *Thread, a, b Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		return NewInt(x ^ y), nil
	}
	r := newBig()
	r.v.Xor(bigOf(x, bx), bigOf(y, by))
	return r.done(), nil
}

// intPower is pow(a, b, mod).
//
// CPython: Objects/longobject.c long_pow
func intPower(t *Thread, a, b, mod Object) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if mod != None {
		z, bz, ok := IntValue(mod)
		if !ok {
			return NotImplemented, nil
		}
		return powerMod(t, bigOf(x, bx), bigOf(y, by), bigOf(z, bz))
	}
	if by != nil && by.Sign() < 0 || y < 0 {
		fa, err := intFloat(t, a)
		if err != nil {
			return Object{}, err
		}
		fb, err := intFloat(t, b)
		if err != nil {
			return Object{}, err
		}
		return floatPower(t, fa, fb, None)
	}
	if bx == nil {
		switch {
		case by == nil && y == 0, x == 1:
			return NewInt(1), nil
		case x == 0:
			return NewInt(0), nil
		case x == -1:
			if bigOf(y, by).Bit(0) == 0 {
				return NewInt(1), nil
			}
			return NewInt(-1), nil
		}
		if by == nil && y < 64 {
			// Small results by repeated squaring.
			r, base, fits := int64(1), x, true
			for n := y; ; {
				if n&1 != 0 {
					if r, fits = mulInt64(r, base); !fits {
						break
					}
				}
				if n >>= 1; n == 0 {
					return NewInt(r), nil
				}
				if base, fits = mulInt64(base, base); !fits {
					break
				}
			}
		}
	}
	base := bigOf(x, bx)
	if by != nil || y > maxIntBits || int64(base.BitLen()-1)*y > maxIntBits {
		return Object{}, MemoryError(t)
	}
	if err := checkBits(t, base.BitLen()*int(y)); err != nil {
		return Object{}, err
	}
	r := newBig()
	r.v.Exp(base, big.NewInt(y), nil)
	return r.done(), nil
}

func powerMod(t *Thread, x, y, z *big.Int) (Object, error) {
	if z.Sign() == 0 {
		return Object{}, ValueErrorf(t, "pow() 3rd argument cannot be 0")
	}
	var m big.Int
	m.Abs(z)
	r := newBig()
	if m.Cmp(bigOne) == 0 {
		return NewInt(0), nil
	}
	r.v.Mod(x, &m)
	if y.Sign() < 0 {
		var g big.Int
		if r.v.Sign() == 0 || g.GCD(nil, nil, &r.v, &m).Cmp(bigOne) != 0 {
			return Object{}, ValueErrorf(t, "base is not invertible for the given modulus")
		}
		r.v.ModInverse(&r.v, &m)
		y = new(big.Int).Neg(y)
	}
	r.v.Exp(&r.v, y, &m)
	if z.Sign() < 0 && r.v.Sign() != 0 {
		r.v.Add(&r.v, z)
	}
	return r.done(), nil
}

func intNegative(_ *Thread, o Object) (Object, error) {
	x, b, _ := IntValue(o)
	if b == nil && x != math.MinInt64 {
		return NewInt(-x), nil
	}
	r := newBig()
	r.v.Neg(bigOf(x, b))
	return r.done(), nil
}

func intPositive(_ *Thread, o Object) (Object, error) { return exactInt(o), nil }

func intAbsolute(t *Thread, o Object) (Object, error) {
	x, b, _ := IntValue(o)
	if b == nil && x >= 0 || b != nil && b.Sign() > 0 {
		return exactInt(o), nil
	}
	return intNegative(t, o)
}

func intInvert(_ *Thread, o Object) (Object, error) {
	x, b, _ := IntValue(o)
	if b == nil {
		return NewInt(^x), nil
	}
	r := newBig()
	r.v.Not(b)
	return r.done(), nil
}

func intBool(_ *Thread, o Object) (bool, error) {
	x, b, _ := IntValue(o)
	return b != nil || x != 0, nil
}

// bigFloat gives the nearest float; ok is false where b is too large.
func bigFloat(b *big.Int) (f float64, ok bool) {
	if b.BitLen() > 1024 {
		return 0, false
	}
	f, _ = b.Float64()
	return f, !math.IsInf(f, 0)
}

// intAsFloat gives the value of an int as a float.
//
// CPython: Objects/longobject.c PyLong_AsDouble
func intAsFloat(t *Thread, x int64, b *big.Int) (float64, error) {
	if b == nil {
		return float64(x), nil
	}
	f, ok := bigFloat(b)
	if !ok {
		return 0, OverflowErrorf(t, "int too large to convert to float")
	}
	return f, nil
}

func intFloat(t *Thread, o Object) (Object, error) {
	x, b, _ := IntValue(o)
	f, err := intAsFloat(t, x, b)
	return NewFloat(f), err
}

func intRichCompare(_ *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y, bx, by, ok := bothInts(a, b)
	if !ok {
		return NotImplemented, nil
	}
	c := 0
	switch {
	case bx == nil && by == nil:
		if x < y {
			c = -1
		} else if x > y {
			c = 1
		}
	case bx == nil:
		c = -by.Sign()
	case by == nil:
		c = bx.Sign()
	default:
		c = bx.Cmp(by)
	}
	return NewBool(op.holds(c)), nil
}

// holds reports whether the comparison holds for operands that compare as c does with 0.
func (op CompareOp) holds(c int) bool {
	switch op {
	case LT:
		return c < 0
	case LE:
		return c <= 0
	case EQ:
		return c == 0
	case NE:
		return c != 0
	case GT:
		return c > 0
	}
	return c >= 0
}

func intHash(_ *Thread, o Object) (int64, error) {
	x, b, _ := IntValue(o)
	if b == nil {
		return hashInt(x), nil
	}
	return hashBig(b), nil
}

// hashModulus is the prime that the hashes of numbers are computed modulo.
const hashModulus = 1<<61 - 1

// hashBig gives the hash of an int: its value modulo 2**61-1, with the sign, -2 in place of -1.
//
// CPython: Objects/longobject.c long_hash
func hashBig(b *big.Int) int64 {
	var h uint64
	words := b.Bits()
	for i := len(words) - 1; i >= 0; i-- {
		// h * 2**64 + word, where 2**64 is 8 modulo the prime.
		w := uint64(words[i])
		hi, lo := bits.Mul64(h, 8)
		lo, carry := bits.Add64(lo, w&hashModulus, 0)
		hi += carry
		lo, carry = bits.Add64(lo, w>>61, 0)
		hi += carry
		h = bits.Rem64(hi, lo, hashModulus)
	}
	x := int64(h)
	if b.Sign() < 0 {
		x = -x
	}
	if x == -1 {
		x = -2
	}
	return x
}
