package labelled

import (
	"hindsight"
	"hindsight/internal/classify"
)

// A Result is what a classifier said of one example.
type Result struct {
	Example classify.Example
	Classes []string           // in order, the first is primary
	Scores  map[string]float64 // of these classes
}

// CrossValidate trains k times, each time leaving out the examples of one
// fold of groups, and returns what was said of those left out. Examples for
// which test is false are trained on and never tested. Each split, whatever
// its name, parts the groups differently.
func CrossValidate(tax hindsight.Taxonomy, examples []classify.Example, split string, k int, test func(classify.Example) bool) ([]Result, error) {
	untrained, err := classify.Untrained(tax)
	if err != nil {
		return nil, err
	}
	var out []Result
	for f := range k {
		var train, held []classify.Example
		for _, e := range examples {
			if e.Fold(split, k) != f {
				train = append(train, e)
			} else if test(e) {
				held = append(held, e)
			}
		}
		if len(held) == 0 {
			continue
		}
		c := untrained.Learn(train)
		for _, e := range held {
			out = append(out, result(e, c.Classify(e.Postmortem)))
		}
	}
	return out, nil
}

func result(e classify.Example, findings []hindsight.Finding) Result {
	r := Result{Example: e, Scores: map[string]float64{}}
	for _, f := range findings {
		r.Classes = append(r.Classes, f.Class)
		r.Scores[f.Class] = f.Score
	}
	return r
}
