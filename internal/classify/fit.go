package classify

import (
	"math"
	"slices"

	"hindsight/internal/classify/lbfgs"
)

// fitBinary learns weights of a logistic regression: y[i] is true for rows
// that should score above 0, each row counts weight[i], and l2 pulls all
// weights to where they start but the first, the intercept.
func fitBinary(rows []row, y []bool, weight []float64, l2 float64, start []float64, rounds int) []float64 {
	return lbfgs.Minimize(start, rounds, func(w, grad []float64) float64 {
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

// spread adds to the gradient what each score's gradient g makes of it.
func (s *sheet) spread(g, grad []float64) {
	classes := len(s.rows) - 1
	for k, r := range s.rows {
		for _, f := range r {
			grad[f.id] += g[k] * f.x
		}
	}
	for k, f := range s.dense {
		shared, own := s.layout.dense(k, grad)
		for i, x := range f {
			x *= g[k]
			shared[i] += x
			own[i] += ownScale * x
		}
	}
	for _, f := range s.words {
		at := int(s.layout.stem(f.id, 0))
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
	return lbfgs.Minimize(start, rounds, func(w, grad []float64) float64 {
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

// logLoss is ln(1+e^x), without overflow.
func logLoss(x float64) float64 {
	if x > 30 {
		return x
	}
	return math.Log1p(math.Exp(x))
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
