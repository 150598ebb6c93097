package math

import (
	"math"
	"math/bits"

	"github.com/gophersnake/gophersnake/objects"
)

// Return an accurate floating-point sum of values in the iterable seq.
//
// Assumes IEEE-754 floating-point arithmetic.
//
// CPython: Modules/mathmodule.c math_fsum
//
//py:def fsum(seq, /)
func fsum(t *objects.Thread, seq objects.Object) (float64, error) {
	var partials []float64 // not overlapping, of growing magnitude: their sum is exact
	special, infinities := 0.0, 0.0
	err := objects.Iterate(t, seq, func(item objects.Object) error {
		x, err := objects.AsFloat64(t, item)
		if err != nil {
			return err
		}
		whole := x
		n := 0
		for _, y := range partials {
			if math.Abs(x) < math.Abs(y) {
				x, y = y, x
			}
			hi := x + y
			if lo := y - (hi - x); lo != 0 {
				partials[n] = lo
				n++
			}
			x = hi
		}
		partials = partials[:n]
		if x == 0 {
			return nil
		}
		if isFinite(x) {
			partials = append(partials, x)
			return nil
		}
		if isFinite(whole) {
			return objects.OverflowErrorf(t, "intermediate overflow in fsum")
		}
		if math.IsInf(whole, 0) {
			infinities += whole
		}
		special += whole
		partials = partials[:0]
		return nil
	})
	if err != nil {
		return 0, err
	}
	if special != 0 {
		if math.IsNaN(infinities) {
			return 0, objects.ValueErrorf(t, "-inf + inf in fsum")
		}
		return special, nil
	}
	n := len(partials)
	if n == 0 {
		return 0, nil
	}
	n--
	hi, lo := partials[n], 0.0
	for n > 0 && lo == 0 {
		x := hi
		n--
		y := partials[n]
		hi = x + y
		lo = y - (hi - x)
	}
	// Halves round away from even where there is more behind them.
	if n > 0 && (lo < 0 && partials[n-1] < 0 || lo > 0 && partials[n-1] > 0) {
		y := lo * 2
		x := hi + y
		if y == x-hi {
			hi = x
		}
	}
	return hi, nil
}

// vectorNorm gives the Euclidean length; it changes vec. largest is the greatest of the absolute values that vec has.
//
// CPython: Modules/mathmodule.c vector_norm
func vectorNorm(vec []float64, largest float64, hasNaN bool) float64 {
	if math.IsInf(largest, 0) {
		return largest
	}
	if hasNaN {
		return math.NaN()
	}
	if largest == 0 || len(vec) <= 1 {
		return largest
	}
	_, e := math.Frexp(largest)
	if e < -1023 {
		const tiny = 0x1p-1022
		for i := range vec {
			vec[i] /= tiny
		}
		return tiny * vectorNorm(vec, largest/tiny, hasNaN)
	}
	scale := math.Ldexp(1, -e)
	sum, frac1, frac2 := 1.0, 0.0, 0.0
	add := func(x, y float64) {
		p := x * y
		frac1 += math.FMA(x, y, -p)
		s := sum + p
		frac2 += p - (s - sum)
		sum = s
	}
	for _, x := range vec {
		x *= scale
		add(x, x)
	}
	h := math.Sqrt(sum - 1 + (frac1 + frac2))
	add(-h, h)
	h += (sum - 1 + (frac1 + frac2)) / (2 * h)
	return h / scale
}

// Multidimensional Euclidean distance from the origin to a point.
//
// Roughly equivalent to:
//
//	sqrt(sum(x**2 for x in coordinates))
//
// For a two dimensional point (x, y), gives the hypotenuse
// using the Pythagorean theorem:  sqrt(x*x + y*y).
//
// For example, the hypotenuse of a 3/4/5 right triangle is:
//
//	>>> hypot(3.0, 4.0)
//	5.0
//
//py:def hypot(*coordinates)
//py:borrow
func hypot(t *objects.Thread, coordinates []objects.Object) (float64, error) {
	vec := make([]float64, len(coordinates))
	largest, hasNaN := 0.0, false
	for i, o := range coordinates {
		x, err := objects.AsFloat64(t, o)
		if err != nil {
			return 0, err
		}
		x = math.Abs(x)
		vec[i] = x
		hasNaN = hasNaN || math.IsNaN(x)
		if x > largest {
			largest = x
		}
	}
	return vectorNorm(vec, largest, hasNaN), nil
}

// Return the Euclidean distance between two points p and q.
//
// The points should be specified as sequences (or iterables) of
// coordinates.  Both inputs must have the same dimension.
//
// Roughly equivalent to:
//
//	sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))
//
//py:def dist(p, q, /)
func dist(t *objects.Thread, p, q objects.Object) (float64, error) {
	ps, err := objects.ToSlice(t, p)
	if err != nil {
		return 0, err
	}
	qs, err := objects.ToSlice(t, q)
	if err != nil {
		return 0, err
	}
	if len(ps) != len(qs) {
		return 0, objects.ValueErrorf(t, "both points must have the same number of dimensions")
	}
	vec := make([]float64, len(ps))
	largest, hasNaN := 0.0, false
	for i := range ps {
		x, err := objects.AsFloat64(t, ps[i])
		if err != nil {
			return 0, err
		}
		y, err := objects.AsFloat64(t, qs[i])
		if err != nil {
			return 0, err
		}
		x = math.Abs(x - y)
		vec[i] = x
		hasNaN = hasNaN || math.IsNaN(x)
		if x > largest {
			largest = x
		}
	}
	return vectorNorm(vec, largest, hasNaN), nil
}

// Calculate the product of all the elements in the input iterable.
//
// The default start value for the product is 1.
//
// When the iterable is empty, return the start value.  This function is
// intended specifically for use with numeric values and may reject
// non-numeric types.
//
//py:def prod(iterable, /, *, start=1)
func prod(t *objects.Thread, iterable, start objects.Object) (objects.Object, error) {
	err := objects.Iterate(t, iterable, func(v objects.Object) (err error) {
		start, err = objects.BinaryOp(t, objects.OpMul, start, v)
		return err
	})
	return start, err
}

// triple is a sum of three floats, for sums of products.
type triple struct{ hi, lo, tiny float64 }

func twoSum(a, b float64) (s, e float64) {
	s = a + b
	t := s - a
	return s, (a - (s - t)) + (b - t)
}

// addProduct adds x * y.
//
// CPython: Modules/mathmodule.c tl_fma
func (a triple) addProduct(x, y float64) triple {
	p := x * y
	plo := math.FMA(x, y, -p)
	hi, slo := twoSum(a.hi, p)
	r1, r1lo := twoSum(a.lo, plo)
	r2, r2lo := twoSum(r1, slo)
	return triple{hi, r2, a.tiny + r1lo + r2lo}
}

// floatOf gives the value of an exact float, int or bool; float tells which.
func floatOf(o objects.Object) (x float64, float, ok bool) {
	if x, ok := o.ExactFloat(); ok {
		return x, true, true
	}
	if typ := objects.TypeOf(o); typ != &objects.IntType && typ != &objects.BoolType {
		return 0, false, false
	}
	n, b, _ := objects.IntValue(o)
	if b == nil {
		return float64(n), false, true
	}
	x, _ = b.Float64()
	return x, false, isFinite(x)
}

// Return the sum of products of values from two iterables p and q.
//
// Roughly equivalent to:
//
//	sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))
//
// For float and mixed int/float inputs, the intermediate products
// and sums are computed with extended precision.
//
// CPython: Modules/mathmodule.c math_sumprod_impl
//
//py:def sumprod(p, q, /)
func sumprod(t *objects.Thread, p, q objects.Object) (objects.Object, error) {
	null := objects.Object{}
	total := objects.NewInt(0)
	pit, err := objects.Iter(t, p)
	if err != nil {
		return null, err
	}
	qit, err := objects.Iter(t, q)
	if err != nil {
		return null, err
	}
	ints, floats, used := true, true, false
	intTotal := int64(0)
	var sum triple
	for {
		x, err := objects.Next(t, pit)
		if err != nil {
			return null, err
		}
		y, err := objects.Next(t, qit)
		if err != nil {
			return null, err
		}
		if x.IsNull() != y.IsNull() {
			return null, objects.ValueErrorf(t, "Inputs are not the same length")
		}
		finished := x.IsNull()
		if ints {
			if !finished {
				a, aOK := x.SmallInt()
				b, bOK := y.SmallInt()
				hi, lo := bits.Mul64(magnitude(a), magnitude(b))
				if aOK && bOK && hi == 0 && lo <= math.MaxInt64 {
					product := int64(lo)
					if (a < 0) != (b < 0) {
						product = -product
					}
					if next := intTotal + product; (next^intTotal)&(next^product) >= 0 {
						intTotal = next
						continue
					}
				}
			}
			ints = false
			if total, err = objects.BinaryOp(t, objects.OpAdd, total, objects.NewInt(intTotal)); err != nil {
				return null, err
			}
		}
		if floats {
			if !finished {
				fx, xFloat, xOK := floatOf(x)
				fy, yFloat, yOK := floatOf(y)
				if xOK && yOK && (xFloat || yFloat) {
					if next := sum.addProduct(fx, fy); isFinite(next.hi) {
						sum, used = next, true
						continue
					}
				}
			}
			floats = false
			if used {
				last, _ := twoSum(sum.lo, sum.tiny)
				if total, err = objects.BinaryOp(t, objects.OpAdd, total, objects.NewFloat(sum.hi+last)); err != nil {
					return null, err
				}
			}
		}
		if finished {
			return total, nil
		}
		product, err := objects.BinaryOp(t, objects.OpMul, x, y)
		if err != nil {
			return null, err
		}
		if total, err = objects.BinaryOp(t, objects.OpAdd, total, product); err != nil {
			return null, err
		}
	}
}
