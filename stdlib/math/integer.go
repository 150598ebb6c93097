package math

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/gophersnake/gophersnake/internal/libm"
	"github.com/gophersnake/gophersnake/objects"
)

// maxBits bounds the size of results: Go cannot recover from running out of memory.
const maxBits = 1 << 35

// rounded is ceil, floor: x's own special method, or f of its value.
func rounded(t *objects.Thread, x objects.Object, name *objects.Str, f func(float64) float64) (objects.Object, error) {
	if v, ok := x.ExactFloat(); ok {
		return objects.IntFromFloat(t, f(v))
	}
	if r, found, err := objects.CallSpecial(t, x, name); found || err != nil {
		return r, err
	}
	v, err := objects.AsFloat64(t, x)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.IntFromFloat(t, f(v))
}

// Return the ceiling of x as an Integral.
//
// This is the smallest integer >= x.
//
//py:def ceil(x, /)
func ceil(t *objects.Thread, x objects.Object) (objects.Object, error) {
	return rounded(t, x, t.Interp.Intern("__ceil__"), math.Ceil)
}

// Return the floor of x as an Integral.
//
// This is the largest integer <= x.
//
//py:def floor(x, /)
func floor(t *objects.Thread, x objects.Object) (objects.Object, error) {
	return rounded(t, x, t.Interp.Intern("__floor__"), math.Floor)
}

// Truncates the Real x to the nearest Integral toward 0.
//
// Uses the __trunc__ magic method.
//
//py:def trunc(x, /)
func trunc(t *objects.Thread, x objects.Object) (objects.Object, error) {
	if v, ok := x.ExactFloat(); ok {
		return objects.IntFromFloat(t, v)
	}
	r, found, err := objects.CallSpecial(t, x, t.Interp.Intern("__trunc__"))
	if !found && err == nil {
		err = objects.TypeErrorf(t, "type %.100s doesn't define __trunc__ method", objects.TypeOf(x).Name200())
	}
	return r, err
}

// logarithm gives f of x, an int of any size or a real number.
//
// CPython: Modules/mathmodule.c loghelper
func logarithm(t *objects.Thread, x objects.Object, f func(float64) float64) (float64, error) {
	const expected = "expected a positive input"
	if n, b, ok := objects.IntValue(x); ok {
		if b == nil && n <= 0 || b != nil && b.Sign() < 0 {
			return 0, objects.ValueErrorf(t, expected)
		}
		if b == nil {
			return f(float64(n)), nil
		}
		if v, _ := b.Float64(); !math.IsInf(v, 0) {
			return f(v), nil
		}
		e := b.BitLen()
		m, _ := new(big.Float).SetMantExp(new(big.Float).SetInt(b), -e).Float64()
		return f(m) + float64(f(2)*float64(e)), nil
	}
	v, err := objects.AsFloat64(t, x)
	if err != nil {
		return 0, err
	}
	return one(t, v, func(v float64) float64 {
		if v <= 0 {
			return math.NaN()
		}
		return f(v)
	}, false, expected)
}

// log(x, [base=math.e])
// Return the logarithm of x to the given base.
//
// If the base is not specified, returns the natural logarithm (base e) of x.
//
//py:def log(x, base=<missing>, /)
func log(t *objects.Thread, x, base objects.Object) (objects.Object, error) {
	num, err := logarithm(t, x, libm.Log)
	if err != nil || base.IsNull() {
		return objects.NewFloat(num), err
	}
	den, err := logarithm(t, base, libm.Log)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.BinaryOp(t, objects.OpTrueDiv, objects.NewFloat(num), objects.NewFloat(den))
}

// Return the base 2 logarithm of x.
//
//py:def log2(x, /)
func log2(t *objects.Thread, x objects.Object) (float64, error) { return logarithm(t, x, libm.Log2) }

// Return the base 10 logarithm of x.
//
//py:def log10(x, /)
func log10(t *objects.Thread, x objects.Object) (float64, error) { return logarithm(t, x, libm.Log10) }

// Return the integer part of the square root of the input.
//
//py:def isqrt(n, /)
func isqrt(t *objects.Thread, n objects.Object) (objects.Object, error) {
	n, err := objects.Index(t, n)
	if err != nil {
		return objects.Object{}, err
	}
	x := objects.AsBig(n)
	if x.Sign() < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "isqrt() argument must be nonnegative")
	}
	return objects.NewBigInt(new(big.Int).Sqrt(x)), nil
}

// factors gives n! where the result can be had.
func factors(t *objects.Thread, n int64) (objects.Object, error) {
	if n > 1<<20 && float64(n)*(math.Log2(float64(n))-1.45) > maxBits {
		return objects.Object{}, objects.MemoryError(t)
	}
	if n < 2 {
		return objects.NewInt(1), nil
	}
	return objects.NewBigInt(new(big.Int).MulRange(2, n)), nil
}

// Find n!.
//
//py:def factorial(n, /)
func factorial(t *objects.Thread, n objects.Object) (objects.Object, error) {
	n, err := objects.Index(t, n)
	if err != nil {
		return objects.Object{}, err
	}
	x, b, _ := objects.IntValue(n)
	if x < 0 || b != nil && b.Sign() < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "factorial() not defined for negative values")
	}
	if b != nil {
		return objects.Object{}, objects.OverflowErrorf(t, "factorial() argument should not exceed %d", math.MaxInt64)
	}
	return factors(t, x)
}

// fallingFactorial gives n * (n-1) * ... of k factors.
func fallingFactorial(n *big.Int, k int64) *big.Int {
	if k <= 16 {
		r, f := big.NewInt(1), new(big.Int).Set(n)
		for ; k > 0; k-- {
			r.Mul(r, f)
			f.Sub(f, big.NewInt(1))
		}
		return r
	}
	half := k / 2
	low := new(big.Int).Sub(n, big.NewInt(half))
	return low.Mul(fallingFactorial(n, half), fallingFactorial(low, k-half))
}

// operands gives the arguments of comb and perm as ints that are not negative.
func operands(t *objects.Thread, n, k objects.Object) (x, y *big.Int, err error) {
	if n, err = objects.Index(t, n); err != nil {
		return
	}
	if k, err = objects.Index(t, k); err != nil {
		return
	}
	x, y = objects.AsBig(n), objects.AsBig(k)
	if x.Sign() < 0 {
		return nil, nil, objects.ValueErrorf(t, "n must be a non-negative integer")
	}
	if y.Sign() < 0 {
		return nil, nil, objects.ValueErrorf(t, "k must be a non-negative integer")
	}
	return x, y, nil
}

// Number of ways to choose k items from n items without repetition and with order.
//
// Evaluates to n! / (n - k)! when k <= n and evaluates
// to zero when k > n.
//
// If k is not specified or is None, then k defaults to n
// and the function returns n!.
//
// Raises TypeError if either of the arguments are not integers.
// Raises ValueError if either of the arguments are negative.
//
//py:def perm(n, k=None, /)
func perm(t *objects.Thread, n, k objects.Object) (objects.Object, error) {
	if k == objects.None {
		return factorial(t, n)
	}
	x, y, err := operands(t, n, k)
	if err != nil {
		return objects.Object{}, err
	}
	if x.Cmp(y) < 0 {
		return objects.NewInt(0), nil
	}
	if !y.IsInt64() {
		return objects.Object{}, objects.OverflowErrorf(t, "k must not exceed %d", math.MaxInt64)
	}
	if float64(y.Int64())*float64(x.BitLen()) > 2*maxBits {
		return objects.Object{}, objects.MemoryError(t)
	}
	return objects.NewBigInt(fallingFactorial(x, y.Int64())), nil
}

// Number of ways to choose k items from n items without repetition and without order.
//
// Evaluates to n! / (k! * (n - k)!) when k <= n and evaluates
// to zero when k > n.
//
// Also called the binomial coefficient because it is equivalent
// to the coefficient of k-th term in polynomial expansion of the
// expression (1 + x)**n.
//
// Raises TypeError if either of the arguments are not integers.
// Raises ValueError if either of the arguments are negative.
//
//py:def comb(n, k, /)
func comb(t *objects.Thread, n, k objects.Object) (objects.Object, error) {
	x, y, err := operands(t, n, k)
	if err != nil {
		return objects.Object{}, err
	}
	if x.Cmp(y) < 0 {
		return objects.NewInt(0), nil
	}
	if other := new(big.Int).Sub(x, y); other.Cmp(y) < 0 {
		y = other
	}
	if !y.IsInt64() {
		return objects.Object{}, objects.OverflowErrorf(t, "min(n - k, k) must not exceed %d", math.MaxInt64)
	}
	m := y.Int64()
	if float64(m)*float64(x.BitLen()) > maxBits {
		return objects.Object{}, objects.MemoryError(t)
	}
	// One factor after the other while the products fit.
	if x.IsUint64() {
		r, i := uint64(1), int64(0)
		for ; i < m; i++ {
			hi, lo := bits.Mul64(r, x.Uint64()-uint64(i))
			if hi >= uint64(i)+1 {
				break
			}
			if r, _ = bits.Div64(hi, lo, uint64(i)+1); r > math.MaxInt64 {
				break
			}
		}
		if i == m {
			return objects.NewInt(int64(r)), nil
		}
	}
	r := fallingFactorial(x, m)
	if m > 1 {
		r.Quo(r, new(big.Int).MulRange(2, m))
	}
	return objects.NewBigInt(r), nil
}

func gcdSmall(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// Greatest Common Divisor.
//
//py:def gcd(*integers)
//py:borrow
func gcd(t *objects.Thread, integers []objects.Object) (objects.Object, error) {
	small := uint64(0)
	var r *big.Int
	for _, o := range integers {
		i, err := objects.Index(t, o)
		if err != nil {
			return objects.Object{}, err
		}
		x, b, _ := objects.IntValue(i)
		if r == nil && b == nil {
			small = gcdSmall(small, magnitude(x))
			continue
		}
		if r == nil {
			r = new(big.Int).SetUint64(small)
		}
		r.GCD(nil, nil, r, new(big.Int).Abs(objects.AsBig(i)))
		if r.IsUint64() {
			small, r = r.Uint64(), nil
		}
	}
	if r == nil {
		return objects.NewUint64(small), nil
	}
	return objects.NewBigInt(r), nil
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// Least Common Multiple.
//
//py:def lcm(*integers)
//py:borrow
func lcm(t *objects.Thread, integers []objects.Object) (objects.Object, error) {
	r := big.NewInt(1)
	zero := false
	for _, o := range integers {
		i, err := objects.Index(t, o)
		if err != nil {
			return objects.Object{}, err
		}
		x := new(big.Int).Abs(objects.AsBig(i))
		if x.Sign() == 0 {
			zero = true
		}
		if zero {
			continue
		}
		x.Quo(x, new(big.Int).GCD(nil, nil, r, x))
		r.Mul(r, x)
	}
	if zero {
		return objects.NewInt(0), nil
	}
	return objects.NewBigInt(r), nil
}
