package incidentpage

import (
	"strings"

	"hindsight"
)

// Report is the state of the update that is the postmortem.
const Report = "postmortem"

// A Form is how a page says its states.
type Form uint8

// Forms of a page.
const (
	Feed   Form = 1 << iota // an item of a feed
	Marked                  // HTML whose classes say what is what
	Shown                   // HTML of other makers: what a reader sees
	JSON                    // what an API answers
	Pasted                  // the text of a page, and what static sites keep in files
	Any    = Feed | Marked | Shown | JSON | Pasted
)

// states are the words that services use for the state of an incident, and
// what they mean.
var states = []struct {
	word, kind string
	in         Form
}{
	{"investigating", hindsight.KindInvestigating, Any},
	{"investigation", hindsight.KindInvestigating, JSON},
	{"created", hindsight.KindInvestigating, Shown},
	{"reported", hindsight.KindInvestigating, Shown},
	{"identified", hindsight.KindIdentified, Any},
	{"monitoring", hindsight.KindMonitoring, Any},
	{"watching", hindsight.KindMonitoring, Shown},
	{"resolved", hindsight.KindResolved, Any},
	{"completed", hindsight.KindResolved, Any},
	{"complete", hindsight.KindResolved, Shown},
	{"fixed", hindsight.KindResolved, Shown},
	{"recovered", hindsight.KindResolved, Shown},
	{"update", hindsight.KindUpdate, Shown | Pasted},
	{"updated", hindsight.KindUpdate, Shown},
	{"in progress", hindsight.KindUpdate, Shown | Pasted},
	{"verifying", hindsight.KindUpdate, Shown | Pasted},
	{"scheduled", hindsight.KindUpdate, Pasted},
	{"postmortem", Report, Any},
	{"post-mortem", Report, Shown | Pasted},
	{"root cause analysis", Report, Shown},
	{"rca", Report, Shown},
}

// State says what the word for a state means: one of hindsight's kinds of
// events, or Report; "" for a word that is none.
func State(word string, in Form) string {
	word = strings.ToLower(word)
	for _, s := range states {
		if s.word == word && s.in&in != 0 {
			return s.kind
		}
	}
	return ""
}

// ResolveOnce makes an update of what only says once more that an incident is
// resolved. The list is in order of time.
func ResolveOnce(list []Update) {
	for i := range list {
		if list[i].Kind == hindsight.KindResolved && i+1 < len(list) && list[i+1].Kind == hindsight.KindResolved {
			list[i+1].Kind = hindsight.KindUpdate
		}
	}
}
