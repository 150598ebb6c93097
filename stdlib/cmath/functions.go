package cmath

import (
	"math"

	"github.com/gophersnake/gophersnake/internal/libm"
)

// The functions give, beside the result, whether the argument is outside of the domain; an infinite result of a finite argument is an overflow.

const (
	large     = math.MaxFloat64 / 4
	tiny      = 0x1p-1022
	scaleUp   = 53
	scaleDown = -27
)

var (
	sqrtLarge = math.Sqrt(large)
	sqrtTiny  = math.Sqrt(tiny)
	logLarge  = math.Log(large)
)

func isFinite(x float64) bool { return x-x == 0 }

func finite(z complex128) bool { return isFinite(real(z)) && isFinite(imag(z)) }

func isLarge(z complex128) bool { return math.Abs(real(z)) > large || math.Abs(imag(z)) > large }

// signed gives an infinity, or another size, in the direction of an angle.
func signed(size, angle float64) (re, im float64) {
	return math.Copysign(size, libm.Cos(angle)), math.Copysign(size, libm.Sin(angle))
}

func acosC(z complex128) (complex128, bool) {
	if !finite(z) {
		return acosTable.at(z), false
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		l := libm.Log(libm.Hypot(x/2, y/2)) + math.Ln2*2
		re := libm.Atan2(math.Abs(y), x)
		if x < 0 {
			return complex(re, -math.Copysign(l, y)), false
		}
		return complex(re, math.Copysign(l, -y)), false
	}
	s1, _ := sqrtC(complex(1-x, -y))
	s2, _ := sqrtC(complex(1+x, y))
	return complex(2*libm.Atan2(real(s1), real(s2)), libm.Asinh(float64(real(s2)*imag(s1))-float64(imag(s2)*real(s1)))), false
}

func acoshC(z complex128) (complex128, bool) {
	if !finite(z) {
		return acoshTable.at(z), false
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		return complex(libm.Log(libm.Hypot(x/2, y/2))+math.Ln2*2, libm.Atan2(y, x)), false
	}
	s1, _ := sqrtC(complex(x-1, y))
	s2, _ := sqrtC(complex(x+1, y))
	return complex(libm.Asinh(float64(real(s1)*real(s2))+float64(imag(s1)*imag(s2))), 2*libm.Atan2(imag(s1), real(s2))), false
}

// turned applies f to i*z and turns the result back: so sin is made of sinh.
func turned(f func(complex128) (complex128, bool), z complex128) (complex128, bool) {
	r, bad := f(complex(-imag(z), real(z)))
	return complex(imag(r), -real(r)), bad
}

func asinC(z complex128) (complex128, bool) { return turned(asinhC, z) }

func asinhC(z complex128) (complex128, bool) {
	if !finite(z) {
		return asinhTable.at(z), false
	}
	x, y := real(z), imag(z)
	if isLarge(z) {
		l := libm.Log(libm.Hypot(x/2, y/2)) + math.Ln2*2
		if y >= 0 && !math.Signbit(y) {
			l = math.Copysign(l, x)
		} else {
			l = -math.Copysign(l, -x)
		}
		return complex(l, libm.Atan2(y, math.Abs(x))), false
	}
	s1, _ := sqrtC(complex(1+y, -x))
	s2, _ := sqrtC(complex(1-y, x))
	return complex(libm.Asinh(float64(real(s1)*imag(s2))-float64(real(s2)*imag(s1))),
		libm.Atan2(y, float64(real(s1)*real(s2))-float64(imag(s1)*imag(s2)))), false
}

func atanC(z complex128) (complex128, bool) { return turned(atanhC, z) }

func atanhC(z complex128) (complex128, bool) {
	if !finite(z) {
		return atanhTable.at(z), false
	}
	x, y := real(z), imag(z)
	if math.Signbit(x) {
		r, bad := atanhC(complex(-x, -y))
		return complex(-real(r), -imag(r)), bad
	}
	ay := math.Abs(y)
	switch {
	case x > sqrtLarge || ay > sqrtLarge:
		h := libm.Hypot(x/2, y/2)
		return complex(x/4/h/h, -math.Copysign(math.Pi/2, -y)), false
	case x == 1 && ay < sqrtTiny:
		if ay == 0 {
			return complex(math.Inf(1), y), true
		}
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(libm.Hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, y)), false
	}
	return complex(libm.Log1p(4*x/(float64((1-x)*(1-x))+float64(ay*ay)))/4,
		-libm.Atan2(-2*y, float64((1-x)*(1+x))-float64(ay*ay))/2), false
}

func cosC(z complex128) (complex128, bool) { return coshC(complex(-imag(z), real(z))) }

func coshC(z complex128) (complex128, bool) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && isFinite(y) && y != 0 {
			re, im := signed(math.Inf(1), y)
			if x < 0 {
				im = -im
			}
			return complex(re, im), false
		}
		return coshTable.at(z), math.IsInf(y, 0) && !math.IsNaN(x)
	}
	if math.Abs(x) > logLarge {
		x -= math.Copysign(1, x)
		return complex(libm.Cos(y)*libm.Cosh(x)*math.E, libm.Sin(y)*libm.Sinh(x)*math.E), false
	}
	return complex(libm.Cos(y)*libm.Cosh(x), libm.Sin(y)*libm.Sinh(x)), false
}

func expC(z complex128) (complex128, bool) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && isFinite(y) && y != 0 {
			size := math.Inf(1)
			if x < 0 {
				size = 0
			}
			return complex(signed(size, y)), false
		}
		return expTable.at(z), math.IsInf(y, 0) && (isFinite(x) || math.IsInf(x, 1))
	}
	if x > logLarge {
		l := libm.Exp(x - 1)
		return complex(l*libm.Cos(y)*math.E, l*libm.Sin(y)*math.E), false
	}
	l := libm.Exp(x)
	return complex(l*libm.Cos(y), l*libm.Sin(y)), false
}

func logC(z complex128) (complex128, bool) {
	if !finite(z) {
		return logTable.at(z), false
	}
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	var re float64
	switch {
	case x > large || y > large:
		re = libm.Log(libm.Hypot(x/2, y/2)) + math.Ln2
	case x < tiny && y < tiny:
		if x == 0 && y == 0 {
			return complex(math.Inf(-1), libm.Atan2(imag(z), real(z))), true
		}
		re = libm.Log(libm.Hypot(math.Ldexp(x, 53), math.Ldexp(y, 53))) - 53*math.Ln2
	default:
		h := libm.Hypot(x, y)
		if 0.71 <= h && h <= 1.73 {
			more, less := max(x, y), min(x, y)
			re = libm.Log1p(float64((more-1)*(more+1))+float64(less*less)) / 2
		} else {
			re = libm.Log(h)
		}
	}
	return complex(re, libm.Atan2(imag(z), real(z))), false
}

func log10C(z complex128) (complex128, bool) {
	r, bad := logC(z)
	return complex(real(r)/math.Ln10, imag(r)/math.Ln10), bad
}

func sinC(z complex128) (complex128, bool) { return turned(sinhC, z) }

func sinhC(z complex128) (complex128, bool) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && isFinite(y) && y != 0 {
			re, im := signed(math.Inf(1), y)
			if x < 0 {
				re = -re
			}
			return complex(re, im), false
		}
		return sinhTable.at(z), math.IsInf(y, 0) && !math.IsNaN(x)
	}
	if math.Abs(x) > logLarge {
		x -= math.Copysign(1, x)
		return complex(libm.Cos(y)*libm.Sinh(x)*math.E, libm.Sin(y)*libm.Cosh(x)*math.E), false
	}
	return complex(libm.Cos(y)*libm.Sinh(x), libm.Sin(y)*libm.Cosh(x)), false
}

func sqrtC(z complex128) (complex128, bool) {
	if !finite(z) {
		return sqrtTable.at(z), false
	}
	if z == 0 {
		return complex(0, imag(z)), false
	}
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	var s float64
	if x < tiny && y < tiny {
		x = math.Ldexp(x, scaleUp)
		s = math.Ldexp(math.Sqrt(x+libm.Hypot(x, math.Ldexp(y, scaleUp))), scaleDown)
	} else {
		x /= 8
		s = 2 * math.Sqrt(x+libm.Hypot(x, y/8))
	}
	d := y / (2 * s)
	if real(z) >= 0 {
		return complex(s, math.Copysign(d, imag(z))), false
	}
	return complex(d, math.Copysign(s, imag(z))), false
}

func tanC(z complex128) (complex128, bool) { return turned(tanhC, z) }

func tanhC(z complex128) (complex128, bool) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && isFinite(y) && y != 0 {
			return complex(math.Copysign(1, x), math.Copysign(0, 2*libm.Sin(y)*libm.Cos(y))), false
		}
		return tanhTable.at(z), math.IsInf(y, 0) && isFinite(x)
	}
	if math.Abs(x) > logLarge {
		return complex(math.Copysign(1, x), 4*libm.Sin(y)*libm.Cos(y)*libm.Exp(-2*math.Abs(x))), false
	}
	tx, ty := libm.Tanh(x), libm.Tan(y)
	cx := 1 / libm.Cosh(x)
	txty := tx * ty
	denom := 1 + float64(txty*txty)
	return complex(tx*(1+float64(ty*ty))/denom, ((ty/denom)*cx)*cx), false
}

func rectC(r, phi float64) (complex128, bool) {
	if !isFinite(r) || !isFinite(phi) {
		if math.IsInf(r, 0) && isFinite(phi) && phi != 0 {
			re, im := signed(math.Inf(1), phi)
			if r < 0 {
				re, im = -re, -im
			}
			return complex(re, im), false
		}
		return rectTable.at(complex(r, phi)), r != 0 && !math.IsNaN(r) && math.IsInf(phi, 0)
	}
	if phi == 0 {
		return complex(r, r*phi), false
	}
	return complex(r*libm.Cos(phi), r*libm.Sin(phi)), false
}
