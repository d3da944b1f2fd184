package triage

import (
	"cmp"
	"slices"
	"strings"
)

// A Reason is one thing that moved a verdict, or bounded it.
type Reason struct {
	Signal string // what a text does that it is seen in, as in "apologises"
	Side   Side
	Weight float64 // by how much it moved the log-odds, never negative; 0 where it bounded the score instead
	Words  string  // the first words that it was seen in; "" where it is no matter of words
}

// A Side says what a reason speaks for.
type Side int

// The sides.
const (
	For     Side = iota // that the text is a postmortem
	Against             // that it is none
	Unsure              // that a machine can hardly tell
)

var sidesInWords = [...]string{For: "for", Against: "against", Unsure: "in doubt"}

func (s Side) String() string { return sidesInWords[s] }

// String is the reason as people read it: `for: apologises ("sorry for")`.
func (r Reason) String() string { return r.Side.String() + ": " + r.Seen() }

// Seen is what was seen and in which words: `apologises ("sorry for")`.
func (r Reason) Seen() string {
	if r.Words == "" {
		return r.Signal
	}
	return r.Signal + ` ("` + r.Words + `")`
}

// Sentences is the reasons as people read them.
func (v Verdict) Sentences() []string {
	out := make([]string, len(v.Reasons))
	for i, r := range v.Reasons {
		out[i] = r.String()
	}
	return out
}

// Reasons name the signals that moved the score by at least leastMove in
// log-odds, and at most maxReasons of them.
const (
	leastMove  = 0.2
	maxReasons = 6
)

// reasons are the measurements that moved the score most, the weightiest first.
func reasons(m []measurement) []Reason {
	var out []Reason
	for i, s := range signals {
		r := Reason{Signal: s.name, Weight: s.weight * m[i].value, Words: m[i].first}
		if s.weight < 0 {
			r.Side, r.Weight = Against, -r.Weight
		}
		if r.Weight >= leastMove {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	if len(out) == 0 {
		return []Reason{{Signal: "nothing in it tells of a failure", Side: Against}}
	}
	return out[:min(len(out), maxReasons)]
}

// quote joins the words that a signal fired on; stand-ins for a kind of word
// show what they stand for.
func quote(words []string) string {
	s := strings.Join(words, " ")
	return strings.NewReplacer(wordTime, "hh:mm", wordNumber, "0", wordLink, "link", wordCode, "code").Replace(s)
}
