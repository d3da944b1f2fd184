// Package lbfgs finds the minimum of a smooth function of many variables by
// L-BFGS (Liu and Nocedal 1989) with a backtracking line search.
package lbfgs

import (
	"math"
	"slices"
)

// Minimize returns where f is smallest, searched from start for that many
// rounds at most and until a round gains less than a millionth. f returns the
// value at w and fills grad, which is as long. It is deterministic, and start
// stays as it is.
func Minimize(start []float64, rounds int, f func(w, grad []float64) float64) []float64 {
	const memory = 8
	dim := len(start)
	w, grad := slices.Clone(start), make([]float64, dim)
	next, nextGrad := make([]float64, dim), make([]float64, dim)
	var ss, ys [][]float64
	loss := f(w, grad)
	for range rounds {
		dir := direction(grad, ss, ys)
		slope := dot(grad, dir)
		if slope > -1e-9 {
			break
		}
		step := 1.0
		if len(ss) == 0 {
			step = 1 / (1 + math.Sqrt(dot(grad, grad)))
		}
		var nextLoss float64
		for range 20 {
			for i := range w {
				next[i] = w[i] + step*dir[i]
			}
			if nextLoss = f(next, nextGrad); nextLoss <= loss+1e-4*step*slope {
				break
			}
			step /= 2
		}
		s, y := make([]float64, dim), make([]float64, dim)
		for i := range w {
			s[i], y[i] = next[i]-w[i], nextGrad[i]-grad[i]
		}
		if dot(s, y) > 1e-12 {
			ss, ys = append(ss, s), append(ys, y)
			if len(ss) > memory {
				ss, ys = ss[1:], ys[1:]
			}
		}
		w, next, grad, nextGrad = next, w, nextGrad, grad
		if loss-nextLoss < 1e-6*math.Abs(loss) {
			break
		}
		loss = nextLoss
	}
	return w
}

// direction applies the inverse Hessian that the last steps suggest.
func direction(grad []float64, ss, ys [][]float64) []float64 {
	d := make([]float64, len(grad))
	for i := range grad {
		d[i] = -grad[i]
	}
	alpha := make([]float64, len(ss))
	for k := len(ss) - 1; k >= 0; k-- {
		alpha[k] = dot(ss[k], d) / dot(ss[k], ys[k])
		axpy(d, -alpha[k], ys[k])
	}
	if n := len(ss); n > 0 {
		scale := dot(ss[n-1], ys[n-1]) / dot(ys[n-1], ys[n-1])
		for i := range d {
			d[i] *= scale
		}
	}
	for k := range ss {
		axpy(d, alpha[k]-dot(ys[k], d)/dot(ss[k], ys[k]), ss[k])
	}
	return d
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

func axpy(d []float64, a float64, x []float64) {
	for i := range d {
		d[i] += a * x[i]
	}
}
