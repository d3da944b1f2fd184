package facts

import (
	"testing"

	"hindsight"
)

// The times in a log are not those of a timeline, however the log is fenced.
func TestCodeIsNoTimeline(t *testing.T) {
	const log = "2020-01-02 15:54 UTC: the disk is full"
	for _, c := range []struct {
		name, body string
		events     int
	}{
		{"a line of a timeline", log, 1},
		{"three marks", "```\n" + log + "\n```\n", 0},
		{"a longer fence with a shorter in it", "````\n```\n" + log + "\n```\n````\n", 0},
		{"tildes with ticks in them", "~~~\n```\n" + log + "\n~~~\n", 0},
		{"a language within code", "```\n```text\n" + log + "\n```\n", 0},
		{"in a quote", "> ```\n> " + log + "\n> ```\n", 0},
		{"behind code", "```\na\n```\n\n" + log, 1},
		{"behind code in a quote that nobody closed", "> ```\n> a\n\n" + log, 1},
		{"behind code within a line", "``` a ```\n\n" + log, 1},
	} {
		p := complete(hindsight.Postmortem{Title: "Outage", Body: "## Timeline\n\n" + c.body})
		if len(p.Timeline) != c.events {
			t.Errorf("%s: %q: got %d events, want %d", c.name, c.body, len(p.Timeline), c.events)
		}
	}
}
