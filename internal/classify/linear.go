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

// A sheet is the features of one document: a row for each class and, as the
// last, for "other"; the dense features of each class; and the stems, which
// stand once for all classes.
type sheet struct {
	layout layout // says where the weights of all these are
	rows   []row
	dense  [][]float64 // by class
	words  row
}

// scores puts the sums of weighted features into z, one a row.
func (s *sheet) scores(w, z []float64) {
	classes := len(s.rows) - 1
	for k, r := range s.rows {
		z[k] = r.dot(w)
	}
	for k, f := range s.dense {
		shared, own := s.layout.dense(k, w)
		sum := 0.0
		for i, x := range f {
			sum += x * (shared[i] + ownScale*own[i])
		}
		z[k] += sum
	}
	for _, f := range s.words {
		at := int(s.layout.stem(f.id, 0))
		for k, x := range w[at : at+classes] {
			z[k] += x * f.x
		}
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
