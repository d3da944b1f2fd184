package classify

import (
	"math"
	"slices"
	"testing"

	"hindsight"
)

// With the weights that learning begins with, the first model is taken at its
// word, however long the text.
func TestAlone(t *testing.T) {
	odds, choice := []float64{-3, .5, 2}, []float64{1, -2, 0, .5}
	for _, short := range []bool{false, true} {
		for k, row := range agreeRows(odds, choice, short) {
			if got := row.dot(alone); math.Abs(got-odds[k]) > 1e-12 {
				t.Errorf("short %v: class %d has the log odds %v, want %v", short, k, got, odds[k])
			}
		}
	}
}

// The score of every class is the odds and the choice of the two models put
// together by hand.
func TestAgreementByHand(t *testing.T) {
	c := Shipped(t)
	w := c.model.agree
	if slices.Equal(w, alone) {
		t.Error("the shipped model has not learned how its parts agree")
	}
	for _, tt := range Reports {
		r := c.read(hindsight.Postmortem{Title: tt.Title, Body: tt.Body})
		v := c.judge(r)
		sum := 0.0
		for _, x := range v.choice {
			sum += math.Exp(x)
		}
		for k, score := range v.score {
			main := math.Exp(v.choice[k]) / sum
			terms := []float64{1, v.odds[k], main, math.Log(main + 1e-4)}
			want := 0.0
			for i, x := range terms {
				want += w[i] * x
				if r.words <= shortWords {
					want += w[i+len(terms)] * x
				}
			}
			if want = 1 / (1 + math.Exp(-want)); math.Abs(score-want) > 1e-9 {
				t.Errorf("%s: %s scores %v, by hand %v", tt.Name, c.tax[k].ID, score, want)
			}
		}
	}
}
