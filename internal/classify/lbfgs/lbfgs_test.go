package lbfgs

import (
	"math"
	"testing"
)

// The minimum of a bowl is found, and that of a curved valley (Rosenbrock's).
func TestMinimize(t *testing.T) {
	w := Minimize(make([]float64, 3), 50, func(w, g []float64) float64 {
		loss := 0.0
		for i, want := range []float64{1, -2, 3} {
			d := w[i] - want
			loss += float64(i+1) * d * d
			g[i] = 2 * float64(i+1) * d
		}
		return loss
	})
	for i, want := range []float64{1, -2, 3} {
		if math.Abs(w[i]-want) > 1e-3 {
			t.Errorf("w[%d] = %v, want %v", i, w[i], want)
		}
	}
	valley := Minimize([]float64{-1.2, 1}, 500, func(w, g []float64) float64 {
		a, b := 1-w[0], w[1]-w[0]*w[0]
		g[0], g[1] = -2*a-400*w[0]*b, 200*b
		return a*a + 100*b*b
	})
	for i := range valley {
		if math.Abs(valley[i]-1) > 1e-2 {
			t.Errorf("the valley ends at 1, 1, not at %v", valley)
		}
	}
}
