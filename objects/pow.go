package objects

import "math"

// Pow gives x to the power of y.
func Pow(x, y float64) float64 { return math.Pow(x, y) }
