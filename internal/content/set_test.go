package content

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
)

// TestSet: what a person sets is as they said, is named under curated:, and takes
// away the flags that asked for it.
func TestSet(t *testing.T) {
	start := hindsight.Entry{Path: "content/postmortems/acme/undated-x-0a1b2c.md", Classes: []string{"locking", "network"}, Publish: "full",
		Evidence: []hindsight.Evidence{{Class: "locking", Quote: "a"}, {Class: "network", Quote: "b"}}}
	start.Title, start.Review, start.Organisation = "X", []string{hindsight.ReviewUndated, hindsight.ReviewNoZone}, "Acme"
	for _, c := range []struct{ key, value, want, refused string }{
		{"title", " New  ", "title: New", ""},
		{"title", "a\nb", "", "title: more than one line"},
		{"date", "2024-03", `date: 2024-03|review: [no-time-zone]|curated: [date]`, ""},
		{"date", "yesterday", "", `date: "yesterday" is no date`},
		{"date", "", "curated: [date]|review: [undated, no-time-zone]", ""},
		{"classes", "network, dns", "classes: [network, dns]|curated: [classes]|!class: locking", ""},
		{"classes", "[network]", "classes: [network]", ""},
		{"classes", "", "classes: []|!evidence:", ""},
		{"incident.started", "2024-03-31T10:00:00Z", "started: 2024-03-31T10:00:00Z|curated: [incident]|!review", ""},
		{"source.licence", "CC0-1.0", "licence: CC0-1.0|curated: [source]", ""},
		{"review", "", "curated: [review]|!review:", ""},
		{"same-as", "acme/2024-03-14-y-0a1b2c", "same-as: [acme/2024-03-14-y-0a1b2c]|!curated", ""},
		{"titel", "x", "", `"titel" cannot be set`},
		{"body", "x", "", `"body" cannot be set`},
	} {
		e, err := Set(start, c.key, c.value)
		if got := fmt.Sprint(err); (c.refused == "") != (err == nil) || err != nil && !strings.HasPrefix(got, c.refused) {
			t.Errorf("%s=%s: %v, want %q", c.key, c.value, err, c.refused)
			continue
		} else if err != nil {
			continue
		}
		data, err := Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(c.want, "|") {
			if not, no := strings.CutPrefix(part, "!"); no == strings.Contains(string(data), not) {
				t.Errorf("%s=%s: want %q in\n%s", c.key, c.value, part, data)
			}
		}
		if again, err := Set(e, c.key, c.value); err != nil || len(again.Curated) != len(e.Curated) {
			t.Errorf("%s twice: %v, %v", c.key, again.Curated, err)
		}
	}
	for _, key := range Settable() {
		if c := settables[key].curates; c != "" && !Curable(c) {
			t.Errorf("%s curates %s, which cannot be curated", key, c)
		}
	}
}
