package content

import (
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// All that is wrong with a file is named at once, each at its line; where a key
// cannot be read, nothing more is said of it.
func TestCheckNamesAll(t *testing.T) {
	replace := strings.NewReplacer("date: 2019-02-25T19:06:00Z", "date: yesterday", "  started: 2019-02-18T15:54:00Z", "  started: 2019-13-18", "  - at: 2019-02-18T15:54:00Z", "  - at: noon",
		"    kind: event\n", "    kind: event\n  - at: 2019-02-18\n    until: tea\n    text: x\n    kind: event\n", "url: https://status.example.com/1", "url: status", "publish: full", "publish: all\nreview: [undatd]")
	text := replace.Replace(file("", ""))
	var got []string
	for _, err := range Check(good, []byte(text), hindsight.Taxonomy{{ID: "locking"}}) {
		got = append(got, strings.TrimPrefix(err.Error(), good+":"))
	}
	want := []string{`3: "yesterday" is no date`, `12: "2019-13-18" is no date`, `15: "noon" is no date`, `19: "tea" is no date`, `30: publish: "all"`, `25: source.url: "status"`, `31: review: "undatd"`}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// Moments that cannot all be true, and those that can.
func TestContradictions(t *testing.T) {
	for _, c := range []struct {
		started, detected, mitigated, resolved string
		want                                   []string
	}{
		{"2024-03-12T10:00:00Z", "2024-03-12T10:05:00Z", "2024-03-12T11:00:00Z", "2024-03-12T12:00:00Z", nil},
		{"2024-03-12T10:00:00Z", "2024-03-12", "", "2024-03-12", nil},
		{"2024-03-12", "", "", "2024-03-12T00:00:00Z", nil},
		{"2024-03", "", "", "2024-03-05", nil},
		{"2024-03-12T10:00:00Z", "", "", "2024-03-12T09:00:00Z", []string{"resolved"}},
		{"2024-03-12T10:00:00Z", "2024-03-11", "", "", []string{"detected"}},
		{"2024-03-12", "", "2024-03-11T23:00:00Z", "", []string{"mitigated"}},
		{"", "", "2024-03-12T10:00:00Z", "2024-03-12T09:00:00Z", []string{"resolved"}},
		{"2024", "", "", "2023-12-31", []string{"resolved"}},
	} {
		var i hindsight.Incident
		for _, m := range []struct {
			at *hindsight.Moment
			s  string
		}{{&i.Started, c.started}, {&i.Detected, c.detected}, {&i.Mitigated, c.mitigated}, {&i.Resolved, c.resolved}} {
			*m.at, _ = hindsight.ParseMoment(m.s)
		}
		var got []string
		for _, v := range contradictions(&i) {
			got = append(got, v.later)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q", c, got)
		}
		// What check would name, an import leaves out.
		e, _, err := Fit(hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "T", Body: "x\n", Incident: i}})
		if again := contradictions(&e.Incident); err != nil || len(again) > 0 || len(c.want) == 0 && e.Incident != i {
			t.Errorf("%+v: an import keeps %+v", c, e.Incident)
		}
	}
}
