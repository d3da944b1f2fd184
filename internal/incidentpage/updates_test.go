package incidentpage

import (
	"strings"
	"testing"

	"hindsight"
)

// Updates as a section: the text of an update on the line of its time, other
// blocks below it.
var updateTexts = []struct{ text, event, want string }{
	{"All is **well**.", "All is well.", "- **2021-03-03**: All is **well**."},
	{"One.\n\nTwo.", "One. Two.", "- **2021-03-03**: One.\n\n  Two."},
	{"- a\n- b", "a b", "- **2021-03-03**:\n\n  - a\n  - b"},
	{"## Cause\n\nA disk.", "Cause: A disk.", "- **2021-03-03**:\n\n  ### Cause\n\n  A disk."},
	{"# A\n\nx\n\n## B\n\ny", "A: x B: y", "- **2021-03-03**:\n\n  ### A\n\n  x\n\n  ### B\n\n  y"},
	{"Log:\n\n```\n# no heading\n```", "Log: no heading:", "- **2021-03-03**: Log:\n\n  ```\n  # no heading\n  ```"},
	{" \n", "", ""},
}

func TestSection(t *testing.T) {
	at, err := hindsight.ParseMoment("2021-03-03")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range updateTexts {
		list := []Update{{At: at, Text: c.text}}
		got := strings.TrimSpace(strings.TrimPrefix(Section(list), "## Updates"))
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
		event := ""
		for _, e := range Events(list) {
			event = e.Text
		}
		if event != c.event {
			t.Errorf("%q: got event %q, want %q", c.text, event, c.event)
		}
	}
}
