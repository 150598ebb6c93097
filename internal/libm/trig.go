package libm

import (
	"math"
	"math/bits"
)

var pio2 = dd{pio2Parts[0], pio2Parts[1]}

// reduce gives x, finite, less a multiple of pi/2, and the multiple modulo 4.
func reduce(x float64) (r dd, quadrant int) {
	if math.Abs(x) < 0.78 {
		return dd{x, 0}, 0
	}
	if math.Abs(x) < 1<<20 {
		n := math.RoundToEven(x / pio2Parts[0])
		p := twoProd(n, pio2Parts[0])
		r = twoSum(x-p.hi, -p.lo)
		r = r.sub(twoProd(n, pio2Parts[1])).sub(twoProd(n, pio2Parts[2]))
		return r, int(n) & 3
	}
	// The 256 bits of 2/pi that matter: those before them give multiples of four, those behind too little.
	b := math.Float64bits(math.Abs(x))
	m := b&(1<<52-1) | 1<<52
	e := int(b>>52) - 1075
	start := e - 2
	word, shift := start>>6, uint(start&63)
	at := func(i int) uint64 {
		if i < 0 {
			return 0
		}
		return twoOverPi[i]
	}
	var f [4]uint64
	for i := range f {
		f[i] = at(word+i)<<shift | at(word+i+1)>>(64-shift)
	}
	// m * f, without what overflows; the lowest word first.
	var prod [4]uint64
	var carry uint64
	for i := 3; i >= 0; i-- {
		hi, lo := bits.Mul64(f[i], m)
		var c uint64
		prod[i], c = bits.Add64(lo, carry, 0)
		carry = hi + c
	}
	// f is 2/pi * 2**start modulo 1, so the product is the fraction of x / 2pi: four times that are quarter turns.
	quadrant = int(prod[0] >> 62)
	for i := range prod {
		prod[i] <<= 2
		if i < 3 {
			prod[i] |= prod[i+1] >> 62
		}
	}
	negative := prod[0]>>63 != 0
	if negative {
		// Nearer to the next multiple.
		quadrant++
		c := uint64(1)
		for i := 3; i >= 0; i-- {
			prod[i], c = bits.Add64(^prod[i], 0, c)
		}
	}
	lead := 0
	for lead < 190 && prod[lead/64]>>(63-lead%64)&1 == 0 {
		lead++
	}
	var w [3]uint64
	for i := range w {
		k, s := lead/64+i, uint(lead%64)
		if k < 4 {
			w[i] = prod[k] << s
		}
		if k+1 < 4 && s > 0 {
			w[i] |= prod[k+1] >> (64 - s)
		}
	}
	hi := math.Ldexp(float64(w[0]>>11), -53-lead)
	mid := math.Ldexp(float64(w[0]&(1<<11-1)<<42|w[1]>>22), -106-lead)
	r = fastTwoSum(hi, mid).mul(pio2)
	if negative {
		r = r.neg()
	}
	if x < 0 {
		r, quadrant = r.neg(), -quadrant
	}
	return r, quadrant & 3
}

// sinCosReduced gives sine and cosine for |r| not much over pi/4.
func sinCosReduced(r dd) (sin, cos dd) {
	sq := r.mul(r)
	x := sq.hi
	tail := 0.0
	for n := 28; n > 18; n -= 2 {
		tail = (1 - tail*x) / float64(n*(n+1))
	}
	s := invFactorial[19].addFloat(-tail * x * invFactorial[19].hi)
	for n := 17; n >= 1; n -= 2 {
		s = invFactorial[n].sub(s.mul(sq))
	}
	tail = 0
	for n := 27; n > 17; n -= 2 {
		tail = (1 - tail*x) / float64(n*(n+1))
	}
	c := invFactorial[18].addFloat(-tail * x * invFactorial[18].hi)
	for n := 16; n >= 0; n -= 2 {
		c = invFactorial[n].sub(c.mul(sq))
	}
	return s.mul(r), c
}

// sinCos gives sine and cosine of a finite x.
func sinCos(x float64) (sin, cos dd) {
	r, q := reduce(x)
	s, c := sinCosReduced(r)
	switch q {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

// Sin gives the sine.
func Sin(x float64) float64 {
	if !finite(x) || math.Abs(x) < 0x1p-40 {
		return x * (x - x + 1)
	}
	s, _ := sinCos(x)
	return s.hi + s.lo
}

// Cos gives the cosine.
func Cos(x float64) float64 {
	if !finite(x) {
		return x - x
	}
	_, c := sinCos(x)
	return c.hi + c.lo
}

// Tan gives the tangent.
func Tan(x float64) float64 {
	if !finite(x) || math.Abs(x) < 0x1p-40 {
		return x * (x - x + 1)
	}
	s, c := sinCos(x)
	r := s.div(c)
	return r.hi + r.lo
}

// atan2DD gives the angle of (x, y), both within 2**-500 to 2**500 of size, or one of them 0.
func atan2DD(y, x dd) dd {
	a := math.Atan2(y.hi, x.hi)
	s, c := sinCos(a)
	// What the angle lacks is small enough to be its own tangent.
	num := y.mul(c).sub(x.mul(s))
	den := x.mul(c).add(y.mul(s))
	return twoSum(a, (num.hi+num.lo)/den.hi)
}

// Atan gives the inverse tangent.
func Atan(x float64) float64 {
	if math.IsNaN(x) || math.Abs(x) < 0x1p-40 {
		return x
	}
	if math.Abs(x) > 0x1p60 {
		return math.Copysign(pio2Parts[0], x)
	}
	r := atan2DD(dd{x, 0}, dd{1, 0})
	return r.hi + r.lo
}

// Atan2 gives the angle of (x, y).
func Atan2(y, x float64) float64 {
	if x == 0 || y == 0 || !finite(x) || !finite(y) {
		return math.Atan2(y, x)
	}
	my, ey := math.Frexp(y)
	mx, ex := math.Frexp(x)
	d := ey - ex
	switch {
	case d > 60:
		return math.Copysign(pio2Parts[0], y)
	case d < -60 && x < 0:
		return math.Copysign(math.Pi, y)
	case d < -60:
		q := dd{my, 0}.div(dd{mx, 0})
		return q.float(d)
	}
	r := atan2DD(dd{math.Ldexp(my, d), 0}, dd{mx, 0})
	return r.hi + r.lo
}

// Asin gives the inverse sine.
func Asin(x float64) float64 {
	if !(math.Abs(x) <= 1) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-40 {
		return x
	}
	r := atan2DD(dd{x, 0}, twoSum(1, x).mul(twoSum(1, -x)).sqrt())
	return r.hi + r.lo
}

// Acos gives the inverse cosine.
func Acos(x float64) float64 {
	if !(math.Abs(x) <= 1) {
		return math.NaN()
	}
	if x == 1 {
		return 0
	}
	r := atan2DD(twoSum(1, x).mul(twoSum(1, -x)).sqrt(), dd{x, 0})
	return r.hi + r.lo
}
