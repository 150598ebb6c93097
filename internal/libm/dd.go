// Package libm has elementary functions whose results are the floats nearest to the true values, but for cases too rare to be met: they
// are computed with some hundred bits. Package math's differ from that, and so from good C libraries, in the last digit.
package libm

import "math"

// dd is the sum of two floats, the second less than half a unit in the last place of the first.
type dd struct{ hi, lo float64 }

type logEntry struct{ inv, hi, lo, lowest float64 }

// twoSum gives a + b exactly.
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// fastTwoSum gives a + b exactly where a is 0 or not smaller than b.
func fastTwoSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoProd gives a * b exactly.
func twoProd(a, b float64) dd {
	p := float64(a * b)
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) add(b dd) dd {
	s, t := twoSum(a.hi, b.hi), twoSum(a.lo, b.lo)
	s = fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(s.hi, s.lo+t.lo)
}

func (a dd) addFloat(b float64) dd {
	s := twoSum(a.hi, b)
	return fastTwoSum(s.hi, s.lo+a.lo)
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := twoProd(a.hi, b.hi)
	return fastTwoSum(p.hi, p.lo+math.FMA(a.hi, b.lo, float64(a.lo*b.hi)))
}

func (a dd) mulFloat(b float64) dd {
	p := twoProd(a.hi, b)
	return fastTwoSum(p.hi, math.FMA(a.lo, b, p.lo))
}

func (a dd) div(b dd) dd {
	q := a.hi / b.hi
	r := a.sub(b.mulFloat(q))
	q2 := r.hi / b.hi
	r = r.sub(b.mulFloat(q2))
	return fastTwoSum(q, q2).addFloat(r.hi / b.hi)
}

func (a dd) sqrt() dd {
	if a.hi == 0 {
		return a
	}
	s := math.Sqrt(a.hi)
	r := a.sub(twoProd(s, s))
	return fastTwoSum(s, r.hi/(2*s))
}

// scale multiplies by 2**k, where that is exact.
func (a dd) scale(k int) dd { return dd{math.Ldexp(a.hi, k), math.Ldexp(a.lo, k)} }

// float gives the float nearest to a * 2**k.
func (a dd) float(k int) float64 {
	_, e := math.Frexp(a.hi)
	if e += k; e >= -1021 || a.hi == 0 {
		return math.Ldexp(a.hi+a.lo, k)
	}
	if e < -1080 {
		return math.Copysign(0, a.hi)
	}
	// A subnormal: round once, where its last bit is.
	c := math.Copysign(math.Ldexp(1, 52-1074-k), a.hi)
	s := twoSum(c, a.hi)
	return math.Ldexp((s.hi+(s.lo+a.lo))-c, k)
}

var ln2 = dd{ln2Parts[0], ln2Parts[1]}

// expReduced gives exp(r) - 1 for |r| < 2**-5.
func expm1Reduced(r dd) dd {
	x := r.hi
	tail := 0.0
	for n := 18; n > 9; n-- {
		tail = (tail*x + 1) / float64(n)
	}
	// tail is x**-9 * 9! times what the terms from x**10 on give, relative to the ninth.
	p := invFactorial[9].addFloat(tail * x * invFactorial[9].hi)
	for n := 8; n >= 1; n-- {
		p = p.mul(r).add(invFactorial[n])
	}
	return p.mul(r)
}

// expDD gives exp(x) as a number of about 1 to 2 and a power of two. |x| < 800.
func expDD(x dd) (m dd, k int) {
	n := math.RoundToEven(x.hi * (128 * invLn2[0]))
	f := n / 128
	r := x.sub(twoProd(f, ln2Parts[0])).sub(twoProd(f, ln2Parts[1])).addFloat(-f * ln2Parts[2])
	i := int(n)
	t := expTable[i&127]
	return t.add(t.mul(expm1Reduced(r))), i >> 7
}

// expm1DD gives exp(x) - 1 with a small relative error. |x| < 50.
func expm1DD(x dd) dd {
	if math.Abs(x.hi) < 1.0/64 {
		return expm1Reduced(x)
	}
	m, k := expDD(x)
	return m.scale(k).addFloat(-1)
}

// log1pReduced gives log(1 + r) for |r| < 2**-5.
func log1pReduced(r dd) dd {
	x := r.hi
	tail := 0.0
	for n := 24; n > 12; n-- {
		tail = 1/float64(n) - tail*x
	}
	p := inverse[12].addFloat(-tail * x)
	for n := 11; n >= 1; n-- {
		p = inverse[n].sub(p.mul(r))
	}
	return p.mul(r)
}

// logDD gives log(x * 2**k) with a small relative error. x is positive and normal.
func logDD(x dd, k int) dd {
	if k == 0 && math.Abs(x.hi-1) < 1.0/32 {
		return log1pReduced(x.addFloat(-1))
	}
	m, e := math.Frexp(x.hi)
	m, e = m*2, e-1
	lo := math.Ldexp(x.lo, -e)
	k += e
	if k == 0 && m-1 < 1.0/32 || k == -1 && m > 2-1.0/16 {
		z := dd{m, lo}
		if k == -1 {
			z = dd{m / 2, lo / 2}
		}
		return log1pReduced(z.addFloat(-1))
	}
	i := int(math.Float64bits(m) >> 45 & 127)
	c := &logTable[i]
	if i >= 53 {
		// These parts, from about the root of two, count as halves.
		k++
	}
	p := twoProd(m, c.inv)
	r := dd{p.hi - 1, p.lo}.addFloat(lo * c.inv)
	f := float64(k)
	sum := twoProd(f, ln2Parts[0]).add(twoProd(f, ln2Parts[1]))
	sum = sum.add(dd{c.hi, c.lo})
	sum = sum.add(log1pReduced(r))
	return sum.addFloat(f*ln2Parts[2] + c.lowest)
}

// log1pDD gives log(1 + x) with a small relative error.
func log1pDD(x dd) dd {
	if math.Abs(x.hi) < 1.0/32 {
		return log1pReduced(x)
	}
	return logDD(x.addFloat(1), 0)
}
