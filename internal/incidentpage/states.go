package incidentpage

import (
	"strings"

	"hindsight"
)

// Report is the state of the update that is the postmortem.
const Report = "postmortem"

// states are the words that status pages of all makers use for the state of
// an incident, in whatever form they come, and what they mean.
var states = map[string]string{
	"investigating": hindsight.KindInvestigating,
	"investigation": hindsight.KindInvestigating,
	"created":       hindsight.KindInvestigating,
	"reported":      hindsight.KindInvestigating,

	"identified": hindsight.KindIdentified,

	"monitoring": hindsight.KindMonitoring,
	"watching":   hindsight.KindMonitoring,

	"resolved":  hindsight.KindResolved,
	"fixed":     hindsight.KindResolved,
	"recovered": hindsight.KindResolved,
	"completed": hindsight.KindResolved,
	"complete":  hindsight.KindResolved,

	"update":      hindsight.KindUpdate,
	"updated":     hindsight.KindUpdate,
	"scheduled":   hindsight.KindUpdate,
	"in progress": hindsight.KindUpdate,
	"verifying":   hindsight.KindUpdate,

	"postmortem":          Report,
	"post-mortem":         Report,
	"root cause analysis": Report,
	"rca":                 Report,
}

// State says what the word for a state means, in capitals or not: one of
// hindsight's kinds of events, or Report; "" for a word that is none.
func State(word string) string { return states[strings.ToLower(word)] }

// ResolveOnce makes an update of what says once more that an incident is
// resolved, unless it was open again in between. The list is in order of time.
func ResolveOnce(list []Update) {
	resolved := false
	for i := range list {
		switch list[i].Kind {
		case hindsight.KindResolved:
			if resolved {
				list[i].Kind = hindsight.KindUpdate
			}
			resolved = true
		case hindsight.KindInvestigating, hindsight.KindIdentified, hindsight.KindMonitoring:
			resolved = false
		}
	}
}
