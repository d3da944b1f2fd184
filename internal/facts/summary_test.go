package facts

import (
	"testing"

	"hindsight/internal/prose"
)

// The label of an update is no part of what it says.
func TestSummaryLabels(t *testing.T) {
	for text, want := range map[string]string{
		"Final Message\nThe disk was full, so that nothing started.":   "The disk was full, so that nothing started.",
		"Final message: The disk was full again.":                      "The disk was full again.",
		"Update: The disk was full again.":                             "The disk was full again.",
		"Update 2 - The disk was full again.":                          "The disk was full again.",
		"Investigating - We are looking into slow answers.":            "We are looking into slow answers.",
		"Update - Looks resolved. We go on watching.":                  "Looks resolved. We go on watching.",
		"Update sites are not updating since noon.":                    "Update sites are not updating since noon.",
		"Resolved Tickets went to the wrong queue.":                    "Resolved Tickets went to the wrong queue.",
		"The problem: the host sets the routes of both cards at boot.": "The problem: the host sets the routes of both cards at boot.",
	} {
		if got := summary(prose.Parse("", text), nil); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
