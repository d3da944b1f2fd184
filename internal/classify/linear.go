package classify

import (
	"math"
	"slices"
)

// A feature is one non-zero entry of a row.
type feature struct {
	id int32
	x  float64
}

type row []feature

func (r row) dot(w []float64) float64 {
	s := 0.0
	for _, f := range r {
		s += w[f.id] * f.x
	}
	return s
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logLoss is ln(1+e^x), without overflow.
func logLoss(x float64) float64 {
	if x > 30 {
		return x
	}
	return math.Log1p(math.Exp(x))
}

// fitBinary learns weights of a logistic regression: y[i] is true for rows
// that should score above 0, each row counts weight[i], and l2 pulls all
// weights to where they start but the first, the intercept.
func fitBinary(rows []row, y []bool, weight []float64, l2 float64, start []float64, rounds int) []float64 {
	return minimize(start, rounds, func(w, grad []float64) float64 {
		loss := ridge(w, start, grad, l2)
		for i, r := range rows {
			z := r.dot(w)
			g := sigmoid(z)
			if y[i] {
				g--
				z = -z
			}
			loss += weight[i] * logLoss(z)
			for _, f := range r {
				grad[f.id] += weight[i] * g * f.x
			}
		}
		return loss
	})
}

// fitChoice learns weights by which one row of each item, the right one,
// scores above the others (a conditional logit).
func fitChoice(items [][]row, right []int, weight []float64, l2 float64, start []float64, rounds int) []float64 {
	return minimize(start, rounds, func(w, grad []float64) float64 {
		loss := ridge(w, start, grad, l2)
		var z []float64
		for i, rows := range items {
			z = z[:0]
			top := math.Inf(-1)
			for _, r := range rows {
				z = append(z, r.dot(w))
				top = max(top, z[len(z)-1])
			}
			sum := 0.0
			for k := range z {
				z[k] = math.Exp(z[k] - top)
				sum += z[k]
			}
			loss -= weight[i] * math.Log(z[right[i]]/sum)
			for k, r := range rows {
				g := weight[i] * z[k] / sum
				if k == right[i] {
					g -= weight[i]
				}
				for _, f := range r {
					grad[f.id] += g * f.x
				}
			}
		}
		return loss
	})
}

func ridge(w, start, grad []float64, l2 float64) float64 {
	loss := 0.0
	for i := range w {
		l := l2
		if i == 0 {
			l = 1e-4
		}
		d := w[i] - start[i]
		loss += .5 * l * d * d
		grad[i] = l * d
	}
	return loss
}

// minimize runs L-BFGS with a backtracking line search. f returns the loss and
// fills the gradient. It is deterministic, and start stays as it is.
func minimize(start []float64, rounds int, f func(w, grad []float64) float64) []float64 {
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
