package math

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/libm"
)

// Lanczos' approximation of the gamma function as CPython uses it: a rational function, and the constants g and g - 1/2.
const (
	lanczosG          = 6.024680040776729583740234375
	lanczosGMinusHalf = 5.524680040776729583740234375
	logPi             = 1.144729885849400174143427351353058711647
)

var lanczosNum = [...]float64{
	23531376880.410759688572007674451636754734846804940,
	42919803642.649098768957899047001988850926355848959,
	35711959237.355668049440185451547166705960488635843,
	17921034426.037209699919755754458931112671403265390,
	6039542586.3520280050642916443072979210699388420708,
	1439720407.3117216736632230727949123939715485786372,
	248874557.86205415651146038641322942321632125127801,
	31426415.585400194380614231628318205362874684987640,
	2876370.6289353724412254090516208496135991145378768,
	186056.26539522349504029498971604569928220784236328,
	8071.6720023658162106380029022722506138218516325024,
	210.82427775157934587250973392071336271166969580291,
	2.5066282746310002701649081771338373386264310793408,
}

var lanczosDen = [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}

// CPython: Modules/mathmodule.c lanczos_sum
func lanczosSum(x float64) float64 {
	num, den := 0.0, 0.0
	if x < 5 {
		for i := len(lanczosNum) - 1; i >= 0; i-- {
			num = float64(num*x) + lanczosNum[i]
			den = float64(den*x) + lanczosDen[i]
		}
	} else {
		for i := range lanczosNum {
			num = num/x + lanczosNum[i]
			den = den/x + lanczosDen[i]
		}
	}
	return num / den
}

// sinPi gives sin(pi * x) for finite x.
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	var r float64
	switch math.Round(2 * y) {
	case 0:
		r = libm.Sin(math.Pi * y)
	case 1:
		r = libm.Cos(math.Pi * (y - 0.5))
	case 2:
		r = libm.Sin(math.Pi * (1 - y))
	case 3:
		r = -libm.Cos(math.Pi * (y - 1.5))
	default:
		r = libm.Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// tgamma gives the gamma function; pole tells of a zero or negative integer or -inf.
//
// CPython: Modules/mathmodule.c m_tgamma
func tgamma(x float64) (r float64, pole, overflow bool) {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x, false, false
	case math.IsInf(x, -1) || x == 0:
		return 0, true, false
	}
	if x == math.Floor(x) {
		if x < 0 {
			return 0, true, false
		}
		if x <= 23 {
			r = 1
			for i := 2.0; i < x; i++ {
				r *= i
			}
			return r, false, false
		}
	}
	a := math.Abs(x)
	if a < 1e-20 {
		r = 1 / x
		return r, false, math.IsInf(r, 0)
	}
	if a > 200 {
		if x < 0 {
			return 0 / sinPi(x), false, false
		}
		return 0, false, true
	}
	y := a + lanczosGMinusHalf
	var z float64
	if a > lanczosGMinusHalf {
		z = (y - a) - lanczosGMinusHalf
	} else {
		z = (y - lanczosGMinusHalf) - a
	}
	z = z * lanczosG / y
	if x < 0 {
		r = -math.Pi / sinPi(a) / a * libm.Exp(y) / lanczosSum(a)
		r -= float64(z * r)
		if a < 140 {
			r /= libm.Pow(y, a-0.5)
		} else {
			s := libm.Pow(y, a/2-0.25)
			r /= s
			r /= s
		}
	} else {
		r = lanczosSum(a) / libm.Exp(y)
		r += float64(z * r)
		if a < 140 {
			r *= libm.Pow(y, a-0.5)
		} else {
			s := libm.Pow(y, a/2-0.25)
			r *= s
			r *= s
		}
	}
	return r, false, math.IsInf(r, 0)
}

// logGamma gives the logarithm of the absolute value of the gamma function.
//
// CPython: Modules/mathmodule.c m_lgamma
func logGamma(x float64) (r float64, pole bool) {
	if !isFinite(x) {
		return math.Abs(x), false
	}
	if x == math.Floor(x) && x <= 2 {
		return 0, x <= 0
	}
	a := math.Abs(x)
	if a < 1e-20 {
		return -libm.Log(a), false
	}
	r = libm.Log(lanczosSum(a)) - lanczosG
	r += float64((a - 0.5) * (libm.Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		r = logPi - libm.Log(math.Abs(sinPi(a))) - libm.Log(a) - r
	}
	return r, false
}
