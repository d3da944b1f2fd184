// Package classify says which failure classes a postmortem belongs to, and
// quotes the sentences that earned each class. It never guesses: a report
// that states no cause has no class.
package classify

import "hindsight"

// A Classifier knows a taxonomy. It is safe for concurrent use.
type Classifier struct {
	tax hindsight.Taxonomy
}

// New compiles the cues of a taxonomy that LoadTaxonomy has checked.
func New(tax hindsight.Taxonomy) (*Classifier, error) {
	return &Classifier{tax: tax}, nil
}

// Classify returns the classes of p in order, the first being the primary
// one, each with its score and at least one verbatim quote of the title or
// the body. It is nil when the text states no cause.
func (c *Classifier) Classify(p hindsight.Postmortem) []hindsight.Finding {
	return c.Explain(p).Findings
}
