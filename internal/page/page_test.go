package page

import (
	"testing"

	"hindsight"
)

func TestX(t *testing.T) {
	m, _ := hindsight.ParseMoment("2019-02-25T19:06:00Z")
	d, _ := hindsight.ParseMoment("2019-02-14")
	e := hindsight.Entry{Path: "content/postmortems/a/undated-x-abcdef.md", Classes: []string{"locking", "network"}, Curated: []string{"classes"},
		Evidence: []hindsight.Evidence{{Class: "locking", Section: "Why: was “it”", Quote: "wasn't covered by a lock\nfoo # bar: \"x\" 'y'"}},
		Postmortem: hindsight.Postmortem{Title: "- [x]: {{< foo >}} # 2019", Date: m, Organisation: "1.5", Summary: "yes", Incident: hindsight.Incident{Detected: d},
			Timeline: []hindsight.Event{{At: m, Text: "null", Kind: "event"}}, Body: "---\n## Foo\n\n---\nbar"}}
	b, err := Marshal(e)
	t.Logf("%s %v", b, err)
	e2, err := Parse(e.Path, b)
	t.Logf("%#v %v", e2, err)
	b2, _ := Marshal(e2)
	if string(b2) != string(b) {
		t.Errorf("%s", b2)
	}
}
