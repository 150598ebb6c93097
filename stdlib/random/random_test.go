package random

import "testing"

// The numbers are the first that CPython gives for random.seed(0).
func TestSequence(t *testing.T) {
	var r Random
	r.setKey([]uint32{0})
	for _, want := range []float64{0.8444218515250481, 0.7579544029403025, 0.420571580830845} {
		if got := r.random(); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}
