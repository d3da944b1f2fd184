package content

import (
	"strings"
	"testing"
)

// How a person may write `extra:`, and the one form in which it is kept.
func TestExtra(t *testing.T) {
	for _, c := range []struct{ name, written, kept string }{
		{"one value each", "severity: SEV-1\n  version: 1.20", "severity: SEV-1\n  version: 1.20"},
		{"out of order", "b: 2\n  a: 1", "a: 1\n  b: 2"},
		{"a list", "services:\n    - api\n    - 'a: b'\n    - 3", `services: [api, "a: b", 3]`},
		{"a list of one", "services: [api]", "services: api"},
		{"numbers that are names", "id: '0042'\n  n: 1e9", "id: \"0042\"\n  \"n\": \"1e9\""},
		{"words that YAML reads as others", "no: yes\n  y: ~\n  a: 'null'", "a: \"null\"\n  \"no\": \"yes\""},
		{"mappings within each other", "team: {name: SRE, lead: {name: Ada}}", "team.lead.name: Ada\n  team.name: SRE"},
		{"a date", "due: 2024-01-02", "due: \"2024-01-02\""},
		{"several lines", "note: |\n    one\n    two", "note: one two"},
		{"markup", "a: '<script>{{< x >}}'", `a: "<script>{{< x >}}"`},
	} {
		e, err := Parse(good, []byte(file("publish: full", "extra:\n  "+c.written+"\npublish: full")))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got, err := Marshal(e)
		if want := file("source:\n", "extra:\n  "+c.kept+"\nsource:\n"); err != nil || string(got) != want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", c.name, err, between(string(got)), between(want))
		}
		if again, err := Parse(good, got); err != nil || len(again.Extra) != len(e.Extra) {
			t.Errorf("%s: what was written reads as %q, %v", c.name, again.Extra, err)
		}
	}
}

func between(file string) string {
	_, rest, _ := strings.Cut(file, "extra:")
	found, _, _ := strings.Cut(rest, "source:")
	return found
}
