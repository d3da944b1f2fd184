package dump

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// Texts that once stopped the run, by what their reader took for granted: each
// is read to its end, and no word of it is lost.
func TestHostile(t *testing.T) {
	for _, c := range []struct{ name, kind, text, want string }{
		// a line that was searched for once more in a text that had changed meanwhile
		{"the statement is the first line", Dashboard, "Incident began at 2017-07-06 12:05 (all times are US/Pacific).\n\nThe disk was full.", "disk was full"},
		{"the statement is broken over lines", Dashboard, "Incident began at\n2017-07-06 12:05 (all times are US/Pacific).\n\nThe disk was full.", "disk was full"},
		{"no statement", Dashboard, "Outage\n\nThe disk was full.", "disk was full"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := hindsight.Input{Name: "a.txt", Data: []byte(c.text)}
			fixture.Ends(t, func() {
				Recognise(in)
				if got := render(in, c.kind); !strings.Contains(got, c.want) {
					t.Errorf("%q is lost:\n%.300s", c.want, got)
				}
			})
		})
	}
}
