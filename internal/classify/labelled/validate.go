package labelled

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
)

// A Result is what a classifier said of one example.
type Result struct {
	Example classify.Example
	Classes []string           // in order, the first is primary
	Scores  map[string]float64 // of these classes
	Quotes  []string           // the first one of each of these classes
}

// A Split parts examples into folds.
type Split func(classify.Example) int

// ByGroup parts the groups of examples into k folds, each name otherwise.
func ByGroup(name string, k int) Split {
	return func(e classify.Example) int { return e.Fold(name, k) }
}

// BySource parts the sources of documents into k folds, the largest sources
// first, so that the folds are as even as may be. Examples of no source are in
// none.
func BySource(documents []Document, k int) Split {
	of, size := map[string]string{}, map[string]int{}
	for _, d := range documents {
		of[d.ID] = d.Source
		size[d.Source]++
	}
	delete(size, "")
	folds, fold := make([]int, k), map[string]int{"": -1}
	for _, source := range slices.SortedFunc(maps.Keys(size), func(a, b string) int {
		return cmp.Or(size[b]-size[a], cmp.Compare(a, b))
	}) {
		least := slices.Index(folds, slices.Min(folds))
		fold[source] = least
		folds[least] += size[source]
	}
	return func(e classify.Example) int {
		id, _, _ := strings.Cut(e.ID, reasonMark)
		return fold[of[id]]
	}
}

// CrossValidate trains k times, each time leaving out the examples of one
// fold and all of their groups, and returns what was said of those left out.
// Examples for which test is false are trained on and never tested.
func CrossValidate(tax hindsight.Taxonomy, examples []classify.Example, split Split, k int, test func(classify.Example) bool) ([]Result, error) {
	untrained, err := classify.Untrained(tax)
	if err != nil {
		return nil, err
	}
	var out []Result
	for f := range k {
		var train, held []classify.Example
		unseen := map[string]bool{}
		for _, e := range examples {
			if split(e) == f && test(e) {
				held = append(held, e)
				unseen[e.Group] = true
			}
		}
		if len(held) == 0 {
			continue
		}
		for _, e := range examples {
			if split(e) != f && !unseen[e.Group] {
				train = append(train, e)
			}
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
		r.Quotes = append(r.Quotes, f.Evidence[0].Quote)
	}
	return r
}
