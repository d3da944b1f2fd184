package classify

import (
	"math"
	"slices"
	"sync"
)

// The two models answer two questions: does the class belong, and is it the
// main cause? They were learned apart and need not agree. What the second
// says is worth something for the first: a class that is nearly the main cause
// mostly belongs, one that is far from it was often only mentioned. These
// few weights, the same for every class, say how much, one half of them for
// short texts alone (stacked generalization, Wolpert 1992). They are learned
// from verdicts on lessons that the judging models had not seen. They are worth
// .018 of the macro-F1 and .016 of that of full texts: SPLITS=3 make bench-tags,
// with them and with alone in their place.
const (
	agreeIntercept = iota
	agreeBelongs   // log odds of the first model
	agreeMain      // share of the second
	agreeLogMain   // its logarithm
	numAgree
)

// agreeFolds is how many models are learned to judge what they have not seen;
// ridgeAgree pulls to the first model's own word.
const (
	agreeFolds = 2
	ridgeAgree = .5
)

// alone takes the first model at its word.
var alone = func() []float64 {
	w := make([]float64, 2*numAgree)
	w[agreeBelongs] = 1
	return w
}()

// agreeRow is the features of a class that the first model gives the log odds
// belongs and the second the share main.
func agreeRow(belongs, main float64, short bool) row {
	out := row{{agreeIntercept, 1}, {agreeBelongs, belongs}, {agreeMain, main}, {agreeLogMain, math.Log(main + 1e-4)}}
	if short {
		for _, f := range out {
			out = append(out, feature{numAgree + f.id, f.x})
		}
	}
	return out
}

// agreeRows returns the rows of all classes, from the log odds of the first
// model and what the second says of each and of other.
func agreeRows(odds, choice []float64, short bool) []row {
	main := slices.Clone(choice)
	softmax(main)
	out := make([]row, len(odds))
	for k, x := range odds {
		out[k] = agreeRow(x, main[k], short)
	}
	return out
}

// learnAgreement learns the weights from what models that were learned from
// the other lessons say of each.
func (c *Classifier) learnAgreement(lessons []*lesson) []float64 {
	var rows [agreeFolds][]row
	var has [agreeFolds][]bool
	var weight [agreeFolds][]float64
	var all sync.WaitGroup
	for k := range agreeFolds {
		all.Go(func() { rows[k], has[k], weight[k] = c.trial(lessons, k) })
	}
	all.Wait()
	return fitBinary(slices.Concat(rows[:]...), slices.Concat(has[:]...), slices.Concat(weight[:]...), ridgeAgree, alone, roundsTag)
}

// trial judges the lessons of fold k by a model of the others. It returns a
// row for each class of each of them, whether the class belongs, and how much
// that counts.
func (c *Classifier) trial(lessons []*lesson, k int) (rows []row, has []bool, weight []float64) {
	var rest, held []*lesson
	for _, l := range lessons {
		if l.Fold("agree", agreeFolds) == k {
			held = append(held, l)
		} else {
			rest = append(rest, l)
		}
	}
	m := c.fit(rest)
	for _, l := range held {
		v := c.weigh(m, l.reading)
		rows = append(rows, agreeRows(v.odds, v.choice, l.reading.short())...)
		for _, belongs := range l.has {
			w := l.Weight
			if belongs {
				w *= positive
			}
			has, weight = append(has, belongs), append(weight, w)
		}
	}
	return rows, has, weight
}
