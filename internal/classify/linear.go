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

// A sheet is the features of one document: a row for each class and, as the
// last, for "other"; and the stems, which stand once for all classes: that of
// stem i and class k has the weight stems+i*classes+k.
type sheet struct {
	rows  []row
	words row
	stems int32 // where the weights of the stems begin
}

// scores puts the sums of weighted features into z, one a row.
func (s *sheet) scores(w, z []float64) {
	classes := len(s.rows) - 1
	for k, r := range s.rows {
		z[k] = r.dot(w)
	}
	for _, f := range s.words {
		at := int(s.stems) + int(f.id)*classes
		for k, x := range w[at : at+classes] {
			z[k] += x * f.x
		}
	}
}

// spread adds to the gradient what each score's gradient g makes of it.
func (s *sheet) spread(g, grad []float64) {
	classes := len(s.rows) - 1
	for k, r := range s.rows {
		for _, f := range r {
			grad[f.id] += g[k] * f.x
		}
	}
	for _, f := range s.words {
		at := int(s.stems) + int(f.id)*classes
		part := grad[at : at+classes]
		for k := range part {
			part[k] += g[k] * f.x
		}
	}
}

// fitSheets learns weights from documents. loss says for document i, by the
// scores z of its rows, how wrong they are, and puts the slopes into g; the
// slope of the intercept, weight 0, which is part of no row, it returns too.
func fitSheets(sheets []sheet, loss func(i int, intercept float64, z, g []float64) (float64, float64), l2 float64, start []float64, rounds int) []float64 {
	if len(sheets) == 0 {
		return slices.Clone(start)
	}
	return minimize(start, rounds, func(w, grad []float64) float64 {
		sum := ridge(w, start, grad, l2)
		z, g := make([]float64, len(sheets[0].rows)), make([]float64, len(sheets[0].rows))
		for i := range sheets {
			sheets[i].scores(w, z)
			l, slope := loss(i, w[0], z, g)
			sum += l
			grad[0] += slope
			sheets[i].spread(g, grad)
		}
		return sum
	})
}

// belongs is the loss of a logistic regression for each class: has[i][k] is
// true where the score should be above 0, and counts weight[i], times positive.
func belongs(has [][]bool, weight []float64) func(int, float64, []float64, []float64) (float64, float64) {
	return func(i int, intercept float64, z, g []float64) (loss, slope float64) {
		clear(g)
		for k, has := range has[i] {
			x := z[k] + intercept
			w := weight[i]
			g[k] = w * sigmoid(x)
			if has {
				w *= positive
				x = -x
				g[k] = -w * sigmoid(x)
			}
			loss += w * logLoss(x)
			slope += g[k]
		}
		return loss, slope
	}
}

// chosen is the loss of a conditional logit: the row right[i] should score
// above the others.
func chosen(right []int, weight []float64) func(int, float64, []float64, []float64) (float64, float64) {
	return func(i int, _ float64, z, g []float64) (float64, float64) {
		copy(g, z)
		softmax(g)
		loss := -weight[i] * math.Log(g[right[i]])
		for k := range g {
			g[k] *= weight[i]
		}
		g[right[i]] -= weight[i]
		return loss, 0
	}
}

// softmax turns scores into a distribution.
func softmax(z []float64) {
	top, sum := slices.Max(z), 0.0
	for k := range z {
		z[k] = math.Exp(z[k] - top)
		sum += z[k]
	}
	for k := range z {
		z[k] /= sum
	}
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
