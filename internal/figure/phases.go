// Package figure draws when things happened, to scale: an incident across the
// page (Incident), and the small bar of a list's row (Bar). Drawings are SVG,
// made of what is stated exactly and in order, and of nothing else. Colours are
// classes: assets/css/main.css says what a phase looks like.
package figure

import (
	"time"

	"hindsight"
	"hindsight/internal/wording"
)

// A Phase is the time between two moments of an incident that are stated
// exactly and follow each other.
type Phase struct {
	Kind     Kind
	From, To time.Time
}

// Length is how long the phase took.
func (p Phase) Length() time.Duration { return p.To.Sub(p.From) }

// A Kind is what went on in a phase. It is also the class of its colour.
type Kind string

// Kinds of phases. Lasted is an incident of which the two ends alone are known.
const (
	Unnoticed  Kind = "unnoticed"
	Fixing     Kind = "fixing"
	Recovering Kind = "recovering"
	Lasted     Kind = "lasted"
	Felt       Kind = "felt" // until users no longer felt it, unknown when it was noticed
)

// Words are what a phase is called.
func (k Kind) Words(say wording.Texts) string { return say.Say("phase-" + string(k)) }

// The moments of an incident in the order in which they come.
const (
	start = iota
	notice
	relief
	end
)

// kinds are what the time between two moments is called.
var kinds = map[[2]int]Kind{
	{start, notice}: Unnoticed, {start, relief}: Felt, {start, end}: Lasted,
	{notice, relief}: Fixing, {notice, end}: Fixing,
	{relief, end}: Recovering,
}

// longest is what the four moments of one incident are believed to lie apart
// at most, as hindsight.Incident has it for its lengths.
const longest = 400 * 24 * time.Hour

// exact are the moments that can be drawn, each with its place in the order. One that
// lies before an earlier one is left out, and so is one that is far away.
func exact(i hindsight.Incident) (at []time.Time, which []int) {
	for n, m := range []hindsight.Moment{i.Started, i.Detected, i.Mitigated, i.Resolved} {
		if m.Precision() != hindsight.Instant {
			continue
		}
		if k := len(at); k > 0 && (m.Time().Before(at[k-1]) || m.Time().Sub(at[0]) > longest) {
			continue
		}
		at, which = append(at, m.Time()), append(which, n)
	}
	return at, which
}

// Phases are those of an incident, one after the other; a moment that comes
// with the one before makes none.
func Phases(i hindsight.Incident) []Phase {
	var out []Phase
	at, which := exact(i)
	for n := 1; n < len(at); n++ {
		if p := (Phase{kinds[[2]int{which[n-1], which[n]}], at[n-1], at[n]}); p.Length() > 0 {
			out = append(out, p)
		}
	}
	return out
}
