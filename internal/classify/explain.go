package classify

import "hindsight"

// An Explanation is what Classify finds, and what it weighed.
type Explanation struct {
	Findings []hindsight.Finding
	NoCause  bool // the text states no cause: hindsight.ReviewNoCause
	Weighed  []Weighed
}

// Weighed is one class that something spoke for, found or not.
type Weighed struct {
	Class   string
	Found   bool
	Score   float64  // estimated probability that a person would give the class
	Needed  float64  // the score from which the class is given
	Words   []string // matched words, strongest cue first
	Quotes  []Quote  // best first
	Against []string // what spoke against it, in words
}

// A Quote is a sentence that spoke for a class.
type Quote struct {
	hindsight.Evidence
	Role string // role of its section, see internal/prose
}

// Explain classifies p and says why.
func (c *Classifier) Explain(p hindsight.Postmortem) Explanation { return Explanation{} }
