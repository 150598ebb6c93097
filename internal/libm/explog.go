package libm

import "math"

const (
	expOverflow  = 709.79
	expUnderflow = -745.2
)

func finite(x float64) bool { return x-x == 0 }

// Exp gives e**x.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1) || x > expOverflow:
		return x * math.Inf(1)
	case x < expUnderflow:
		return 0
	}
	m, k := expDD(dd{x, 0})
	return m.float(k)
}

// Exp2 gives 2**x.
func Exp2(x float64) float64 {
	switch {
	case math.IsNaN(x) || x >= 1025:
		return x * math.Inf(1)
	case x < -1080:
		return 0
	}
	n := math.RoundToEven(x)
	m, k := expDD(ln2.mulFloat(x - n))
	return m.float(k + int(n))
}

// Expm1 gives e**x - 1.
func Expm1(x float64) float64 {
	switch {
	case x == 0 || math.IsNaN(x):
		return x
	case x > 45:
		return Exp(x)
	case x < -45:
		return -1
	case math.Abs(x) < 0x1p-60:
		return x
	}
	r := expm1DD(dd{x, 0})
	return r.hi + r.lo
}

// Log gives the natural logarithm; NaN of negative numbers.
func Log(x float64) float64 {
	if !finite(x) || x <= 0 {
		return math.Log(x)
	}
	m, k := math.Frexp(x)
	r := logDD(dd{m, 0}, k)
	return r.hi + r.lo
}

// Log1p gives log(1 + x).
func Log1p(x float64) float64 {
	if !finite(x) || x <= -1 || math.Abs(x) < 0x1p-60 {
		return math.Log1p(x)
	}
	var r dd
	if math.Abs(x) < 1.0/32 {
		r = log1pReduced(dd{x, 0})
	} else {
		r = logDD(twoSum(x, 1), 0)
	}
	return r.hi + r.lo
}

// Log2 gives the logarithm to base 2.
func Log2(x float64) float64 {
	if !finite(x) || x <= 0 {
		return math.Log2(x)
	}
	m, k := math.Frexp(x)
	if m == 0.5 {
		return float64(k - 1)
	}
	if math.Abs(x-1) < 1.0/32 {
		m, k = x, 0
	}
	r := logDD(dd{m, 0}, 0).mul(dd{invLn2[0], invLn2[1]}).addFloat(float64(k))
	return r.hi + r.lo
}

// Log10 gives the logarithm to base 10.
func Log10(x float64) float64 {
	if !finite(x) || x <= 0 {
		return math.Log10(x)
	}
	m, k := math.Frexp(x)
	r := logDD(dd{m, 0}, k).mul(dd{invLn10[0], invLn10[1]})
	return r.hi + r.lo
}

// Pow gives x**y, with C's results for infinities, NaNs and zeros.
func Pow(x, y float64) float64 {
	if !finite(x) || !finite(y) || x == 0 || y == 0 || x == 1 {
		return math.Pow(x, y)
	}
	negative := false
	if x < 0 {
		if y != math.Trunc(y) {
			return math.NaN()
		}
		negative = math.Abs(y) < 1<<53 && int64(y)&1 != 0
		x = -x
	}
	r := powPositive(x, y)
	if negative {
		return -r
	}
	return r
}

// powPositive gives x**y for finite x > 0: quickly where some 65 bits tell how to round, else with all.
func powPositive(x, y float64) float64 {
	if y == 1 {
		return x
	}
	if y == 2 {
		return x * x
	}
	bits := math.Float64bits(x)
	k := int(bits>>52) - 1023
	m := x
	if k == -1023 {
		m, k = math.Frexp(x)
		m, k = m*2, k-1
	} else {
		m = math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	}
	const near = 1.0 / 64
	if k == 0 && m-1 < near || k == -1 && m > 2-near {
		return powExact(m, k, y)
	}
	i := int(math.Float64bits(m) >> 45 & 127)
	c := &logTable[i]
	if i >= 53 {
		k++
	}
	// log(x) as the sum of two floats, to about 2**-66.
	p := twoProd(m, c.inv)
	r, rlo := p.hi-1, p.lo
	f := float64(k)
	s := twoSum(f*ln2Parts[0], c.hi)
	lo := math.FMA(f, ln2Parts[0], -(f*ln2Parts[0])) + f*ln2Parts[1] + c.lo
	s1 := twoSum(s.hi, r)
	lo += s.lo + s1.lo + rlo
	r2 := twoProd(r, r)
	s2 := twoSum(s1.hi, -0.5*r2.hi)
	poly := r * r2.hi * (1.0/3 - r*(0.25-r*(0.2-r*(1.0/6-r*(1.0/7-r*0.125)))))
	lo += s2.lo - 0.5*r2.lo - r*rlo + poly
	l := fastTwoSum(s2.hi, lo)
	// exp(y * log(x)).
	e := twoProd(y, l.hi)
	e.lo += y * l.lo
	if !(math.Abs(e.hi) < 700) {
		return powExact(x, 0, y)
	}
	n := math.RoundToEven(e.hi * (128 * invLn2[0]))
	t := n / 128
	er := math.FMA(-t, ln2Parts[0], e.hi)
	er += e.lo - t*ln2Parts[1]
	j := int(n)
	tab := &expTable[j&127]
	q := er + er*er*(0.5+er*(1.0/6+er*(1.0/24+er*(1.0/120))))
	low := tab.lo + tab.hi*q
	v := fastTwoSum(tab.hi, low)
	// An error bound, for which the result must round the same on both sides.
	bound := v.hi * (0x1p-59 + math.Abs(e.hi)*0x1p-62)
	if a := v.hi + (v.lo - bound); a == v.hi+(v.lo+bound) {
		return math.Ldexp(a, j>>7)
	}
	return powExact(x, 0, y)
}

// powExact gives (m * 2**k)**y.
func powExact(m float64, k int, y float64) float64 {
	if k == 0 {
		m, k = math.Frexp(m)
		if k == 1 && m < 0.6 || k == 0 && m > 0.9 {
			m, k = math.Ldexp(m, k), 0
		}
	}
	l := logDD(dd{m, 0}, k)
	if a := l.hi * y; a > 720 {
		return math.Inf(1)
	} else if a < -760 {
		return 0
	}
	r, e := expDD(l.mulFloat(y))
	return r.float(e)
}

// Cbrt gives the cube root.
func Cbrt(x float64) float64 {
	if !finite(x) || x == 0 {
		return x
	}
	m, e := math.Frexp(x)
	shift := ((e % 3) + 3) % 3
	m = math.Ldexp(m, shift)
	y := math.Cbrt(m)
	d := twoProd(y, y).mulFloat(y).sub(dd{m, 0})
	r := y - (d.hi+d.lo)/(3*y*y)
	return math.Ldexp(r, (e-shift)/3)
}

// Sinh gives the hyperbolic sine.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !finite(x) || a < 0x1p-40:
		return x
	case a > 711:
		return x * math.Inf(1)
	case a > 40:
		m, k := expDD(dd{a, 0})
		return math.Copysign(m.float(k-1), x)
	}
	e := expm1DD(dd{a, 0})
	r := e.add(e.div(e.addFloat(1)))
	return math.Copysign((r.hi+r.lo)/2, x)
}

// Cosh gives the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case a > 711:
		return math.Inf(1)
	}
	m, k := expDD(dd{a, 0})
	if a > 40 {
		return m.float(k - 1)
	}
	e := m.scale(k)
	r := e.add(dd{1, 0}.div(e))
	return (r.hi + r.lo) / 2
}

// Tanh gives the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case math.IsNaN(x) || a < 0x1p-40:
		return x
	case a > 22:
		return math.Copysign(1, x)
	}
	e := expm1DD(dd{2 * a, 0})
	r := e.div(e.addFloat(2))
	return math.Copysign(r.hi+r.lo, x)
}

// Asinh gives the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !finite(x) || a < 0x1p-40:
		return x
	case a > 0x1p60:
		m, k := math.Frexp(a)
		r := logDD(dd{m, 0}, k+1)
		return math.Copysign(r.hi+r.lo, x)
	}
	// log1p(x + x**2 / (1 + sqrt(x**2 + 1)))
	sq := twoProd(a, a)
	r := log1pDD(sq.div(sq.addFloat(1).sqrt().addFloat(1)).addFloat(a))
	return math.Copysign(r.hi+r.lo, x)
}

// Acosh gives the inverse hyperbolic cosine.
func Acosh(x float64) float64 {
	switch {
	case x < 1 || !finite(x):
		return math.Acosh(x)
	case x > 0x1p60:
		m, k := math.Frexp(x)
		r := logDD(dd{m, 0}, k+1)
		return r.hi + r.lo
	}
	d := twoSum(x, -1)
	r := log1pDD(d.add(d.mul(d).add(d.mulFloat(2)).sqrt()))
	return r.hi + r.lo
}

// Atanh gives the inverse hyperbolic tangent.
func Atanh(x float64) float64 {
	a := math.Abs(x)
	if !(a < 1) || a < 0x1p-40 {
		return math.Atanh(x)
	}
	r := log1pDD(dd{2 * a, 0}.div(twoSum(1, -a)))
	return math.Copysign((r.hi+r.lo)/2, x)
}

// Hypot gives the length of (x, y).
func Hypot(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if !finite(x) || !finite(y) || x == 0 || y == 0 {
		return math.Hypot(x, y)
	}
	if x < y {
		x, y = y, x
	}
	m, e := math.Frexp(x)
	n := math.Ldexp(y, -e)
	r := twoProd(m, m).add(twoProd(n, n)).sqrt()
	return r.float(e)
}
