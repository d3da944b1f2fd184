// Package classify says which failure classes a postmortem belongs to, and
// quotes the sentences that earned each class. It never guesses: a report
// that states no cause has no class.
//
//	taxonomy.go, cue.go        taxonomy.yaml, and its cues
//	signal.go, concept.go      phrases that all classes share: signals.txt, concepts.txt
//	prepare.go, read.go, zone.go   a text cut into sentences, with what was found in each
//	count.go, tally.go         what one sentence, and all of them, hold for each class
//	selector.go, stem.go, dense.go, layout.go   the same as numbers
//	model.go, order.go, linear.go, file.go      which the learned weights of model.txt judge
//	evidence.go, explain.go    and the sentences that say why
//	learn.go, agree.go, fit.go, further.go      where the weights come from
//
// Judging and learning are one room because what a number of a report means is
// known to both: learning uses fifty names of the other files, which a package
// of its own would have to be given. What searches the minimum is package lbfgs;
// what reads labelled reports and measures by them is package labelled.
package classify

import (
	"fmt"

	"hindsight"
)

// A Classifier knows a taxonomy. It is safe for concurrent use.
type Classifier struct {
	tax     hindsight.Taxonomy
	matcher *matcher
	numCues int // of the classes; the signals come behind
	model   *model
}

// New returns a classifier with the built-in model for a taxonomy that
// LoadTaxonomy has checked.
func New(tax hindsight.Taxonomy) (*Classifier, error) {
	c, err := Untrained(tax)
	if err != nil {
		return nil, err
	}
	return c.WithModel(shippedModel)
}

// Untrained compiles the cues of a taxonomy. The classifier must Learn before
// it is asked anything.
func Untrained(tax hindsight.Taxonomy) (*Classifier, error) {
	var cues []cue
	for i, class := range tax {
		for _, list := range [...]struct {
			sources []string
			against bool
		}{{class.Cues, false}, {class.Against, true}} {
			for _, source := range list.sources {
				c, err := parseCue(source)
				if err != nil {
					return nil, fmt.Errorf("class %s: %w", class.ID, err)
				}
				if c.class = i; list.against {
					c.kind = counter
				}
				cues = append(cues, c)
			}
		}
	}
	c := &Classifier{tax: tax, numCues: len(cues)}
	c.matcher = newMatcher(append(append(cues, signalCues()...), conceptCues()...))
	return c, nil
}

// Classify returns the classes of p in order, the first being the primary
// one, each with its score and at least one verbatim quote of the title or
// the body. It is nil when the text states no cause.
func (c *Classifier) Classify(p hindsight.Postmortem) []hindsight.Finding {
	return c.Explain(p).Findings
}
