package tagging

import (
	"slices"

	"hindsight"
	"hindsight/internal/classify"
)

// Each corrected postmortem may change the classes of this many others, or of
// one in fifty if that is more. What is learned from one changes one in two
// hundred in the usual case.
const (
	maySpread      = 5
	maySpreadShare = 50
)

// MaySpread is of how many others the classes may change when a classifier
// learns from so many corrected postmortems.
func MaySpread(corrected, others int) int {
	return corrected * max(maySpread, others/maySpreadShare)
}

// Differ counts the postmortems that two classifiers give different classes.
func Differ(x, y *classify.Classifier, list []hindsight.Postmortem) int {
	n := 0
	for _, p := range list {
		a, b := Tag(hindsight.Entry{}, x.Classify(p)), Tag(hindsight.Entry{}, y.Classify(p))
		if !slices.Equal(a.Classes, b.Classes) {
			n++
		}
	}
	return n
}

// Agree counts the entries whose primary class the classifier gives.
func Agree(c *classify.Classifier, entries []hindsight.Entry) int {
	n := 0
	for _, e := range entries {
		if Tag(hindsight.Entry{}, c.Classify(e.Postmortem)).Primary() == e.Primary() {
			n++
		}
	}
	return n
}
