package classify

import (
	"math"
	"sync"
)

// The two models answer two questions: does the class belong, and is it the
// main cause? They were learned apart and need not agree. What the second
// says is worth something for the first: a class that is nearly the main cause
// mostly belongs, one that is far from it was often only mentioned. These
// few weights, the same for every class, say how much, one half of them for
// short texts alone (stacked generalization, Wolpert 1992). They are learned
// from verdicts on lessons that the judging models had not seen, and buy .018
// in the macro-F1 and .016 in that of full texts.
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
	main := append([]float64(nil), choice...)
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
	var parts [agreeFolds][]row
	var held [agreeFolds][]*lesson
	var all sync.WaitGroup
	for k := range agreeFolds {
		var rest []*lesson
		for _, l := range lessons {
			if l.fold("agree", agreeFolds) == k {
				held[k] = append(held[k], l)
			} else {
				rest = append(rest, l)
			}
		}
		all.Go(func() {
			m := c.fit(rest)
			for _, l := range held[k] {
				v := c.weigh(m, l.reading)
				parts[k] = append(parts[k], agreeRows(v.odds, v.choice, l.reading.short())...)
			}
		})
	}
	all.Wait()
	var rows []row
	var y []bool
	var weight []float64
	for k := range agreeFolds {
		rows = append(rows, parts[k]...)
		for _, l := range held[k] {
			for _, has := range l.has {
				y = append(y, has)
				w := l.Weight
				if has {
					w *= positive
				}
				weight = append(weight, w)
			}
		}
	}
	return fitBinary(rows, y, weight, ridgeAgree, alone, roundsTag)
}
