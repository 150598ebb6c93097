package cmath

import (
	"math"
	"strings"
)

// table has a function's results for arguments that are not finite, by the kinds of real and imaginary part, as Annex G of C99 says.
type table [7][7]complex128

// Kinds of numbers, in the order of the tables.
const (
	kindNegInf = iota
	kindNeg
	kindNegZero
	kindZero
	kindPos
	kindInf
	kindNaN
)

func kind(x float64) int {
	switch {
	case math.IsNaN(x):
		return kindNaN
	case math.IsInf(x, 1):
		return kindInf
	case math.IsInf(x, -1):
		return kindNegInf
	case x == 0 && math.Signbit(x):
		return kindNegZero
	case x == 0:
		return kindZero
	case x < 0:
		return kindNeg
	}
	return kindPos
}

func (t *table) at(z complex128) complex128 { return t[kind(real(z))][kind(imag(z))] }

// parts are the numbers that occur in the tables: i infinity, n NaN, u what is never looked up, and quarters of pi.
var parts = map[string]float64{
	"0": 0, "-0": math.Copysign(0, -1), "1": 1, "-1": -1, "i": math.Inf(1), "-i": math.Inf(-1), "n": math.NaN(), "u": math.NaN(),
	"P": math.Pi, "-P": -math.Pi, "P12": math.Pi / 2, "-P12": -math.Pi / 2, "P14": math.Pi / 4, "-P14": -math.Pi / 4,
	"P34": 3 * math.Pi / 4, "-P34": -3 * math.Pi / 4,
}

// parse reads a table, a row a line.
func parse(text string) *table {
	t := new(table)
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for j, cell := range strings.Fields(line) {
			re, im, _ := strings.Cut(cell, ",")
			t[i][j] = complex(parts[re], parts[im])
		}
	}
	return t
}

// CPython: Modules/cmathmodule.c cmath_exec
var (
	acosTable = parse(`
P34,i P,i P,i P,-i P,-i P34,-i n,i
P12,i u,u u,u u,u u,u P12,-i n,n
P12,i u,u P12,0 P12,-0 u,u P12,-i P12,n
P12,i u,u P12,0 P12,-0 u,u P12,-i P12,n
P12,i u,u u,u u,u u,u P12,-i n,n
P14,i 0,i 0,i 0,-i 0,-i P14,-i n,i
n,i n,n n,n n,n n,n n,-i n,n`)
	acoshTable = parse(`
i,-P34 i,-P i,-P i,P i,P i,P34 i,n
i,-P12 u,u u,u u,u u,u i,P12 n,n
i,-P12 u,u 0,-P12 0,P12 u,u i,P12 n,P12
i,-P12 u,u 0,-P12 0,P12 u,u i,P12 n,P12
i,-P12 u,u u,u u,u u,u i,P12 n,n
i,-P14 i,-0 i,-0 i,0 i,0 i,P14 i,n
i,n n,n n,n n,n n,n i,n n,n`)
	asinhTable = parse(`
-i,-P14 -i,-0 -i,-0 -i,0 -i,0 -i,P14 -i,n
-i,-P12 u,u u,u u,u u,u -i,P12 n,n
-i,-P12 u,u -0,-0 -0,0 u,u -i,P12 n,n
i,-P12 u,u 0,-0 0,0 u,u i,P12 n,n
i,-P12 u,u u,u u,u u,u i,P12 n,n
i,-P14 i,-0 i,-0 i,0 i,0 i,P14 i,n
i,n n,n n,-0 n,0 n,n i,n n,n`)
	atanhTable = parse(`
-0,-P12 -0,-P12 -0,-P12 -0,P12 -0,P12 -0,P12 -0,n
-0,-P12 u,u u,u u,u u,u -0,P12 n,n
-0,-P12 u,u -0,-0 -0,0 u,u -0,P12 -0,n
0,-P12 u,u 0,-0 0,0 u,u 0,P12 0,n
0,-P12 u,u u,u u,u u,u 0,P12 n,n
0,-P12 0,-P12 0,-P12 0,P12 0,P12 0,P12 0,n
0,-P12 n,n n,n n,n n,n 0,P12 n,n`)
	coshTable = parse(`
i,n u,u i,0 i,-0 u,u i,n i,n
n,n u,u u,u u,u u,u n,n n,n
n,0 u,u 1,0 1,-0 u,u n,0 n,0
n,0 u,u 1,-0 1,0 u,u n,0 n,0
n,n u,u u,u u,u u,u n,n n,n
i,n u,u i,-0 i,0 u,u i,n i,n
n,n n,n n,0 n,0 n,n n,n n,n`)
	expTable = parse(`
0,0 u,u 0,-0 0,0 u,u 0,0 0,0
n,n u,u u,u u,u u,u n,n n,n
n,n u,u 1,-0 1,0 u,u n,n n,n
n,n u,u 1,-0 1,0 u,u n,n n,n
n,n u,u u,u u,u u,u n,n n,n
i,n u,u i,-0 i,0 u,u i,n i,n
n,n n,n n,-0 n,0 n,n n,n n,n`)
	logTable = parse(`
i,-P34 i,-P i,-P i,P i,P i,P34 i,n
i,-P12 u,u u,u u,u u,u i,P12 n,n
i,-P12 u,u -i,-P -i,P u,u i,P12 n,n
i,-P12 u,u -i,-0 -i,0 u,u i,P12 n,n
i,-P12 u,u u,u u,u u,u i,P12 n,n
i,-P14 i,-0 i,-0 i,0 i,0 i,P14 i,n
i,n n,n n,n n,n n,n i,n n,n`)
	sinhTable = parse(`
i,n u,u -i,-0 -i,0 u,u i,n i,n
n,n u,u u,u u,u u,u n,n n,n
0,n u,u -0,-0 -0,0 u,u 0,n 0,n
0,n u,u 0,-0 0,0 u,u 0,n 0,n
n,n u,u u,u u,u u,u n,n n,n
i,n u,u i,-0 i,0 u,u i,n i,n
n,n n,n n,-0 n,0 n,n n,n n,n`)
	sqrtTable = parse(`
i,-i 0,-i 0,-i 0,i 0,i i,i n,i
i,-i u,u u,u u,u u,u i,i n,n
i,-i u,u 0,-0 0,0 u,u i,i n,n
i,-i u,u 0,-0 0,0 u,u i,i n,n
i,-i u,u u,u u,u u,u i,i n,n
i,-i i,-0 i,-0 i,0 i,0 i,i i,n
i,-i n,n n,n n,n n,n i,i n,n`)
	tanhTable = parse(`
-1,0 u,u -1,-0 -1,0 u,u -1,0 -1,0
n,n u,u u,u u,u u,u n,n n,n
-0,n u,u -0,-0 -0,0 u,u -0,n -0,n
0,n u,u 0,-0 0,0 u,u 0,n 0,n
n,n u,u u,u u,u u,u n,n n,n
1,0 u,u 1,-0 1,0 u,u 1,0 1,0
n,n n,n n,-0 n,0 n,n n,n n,n`)
	rectTable = parse(`
i,n u,u -i,0 -i,-0 u,u i,n i,n
n,n u,u u,u u,u u,u n,n n,n
0,0 u,u -0,0 -0,-0 u,u 0,0 0,0
0,0 u,u 0,-0 0,0 u,u 0,0 0,0
n,n u,u u,u u,u u,u n,n n,n
i,n u,u i,-0 i,0 u,u i,n i,n
n,n n,n n,0 n,0 n,n n,n n,n`)
)
