package dump

import (
	"fmt"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// nested is n directives one within the other, and a word in the innermost.
func nested(n int, directive string) string {
	var b strings.Builder
	b.WriteString("Outage\n======\n\nThe disk was full.\n\n")
	for i := range n {
		fmt.Fprintf(&b, "%s%s\n\n", strings.Repeat("  ", i), directive)
	}
	return b.String() + strings.Repeat("  ", n) + "innermost\n"
}

// Texts that once stopped the run, by what their reader took for granted: each
// is read to its end, and no word of it is lost.
func TestHostile(t *testing.T) {
	for _, c := range []struct{ name, kind, text, want string }{
		// a line that was searched for once more in a text that had changed meanwhile
		{"the statement is the first line", Dashboard, "Incident began at 2017-07-06 12:05 (all times are US/Pacific).\n\nThe disk was full.", "disk was full"},
		{"the statement is broken over lines", Dashboard, "Incident began at\n2017-07-06 12:05 (all times are US/Pacific).\n\nThe disk was full.", "disk was full"},
		{"no statement", Dashboard, "Outage\n\nThe disk was full.", "disk was full"},
		// at the bound of nesting a line is text, and the next one is read
		{"21 notes", "rst", nested(21, ".. note::"), "innermost"},
		{"200 notes", "rst", nested(200, ".. note::"), "innermost"},
		{"200 comments", "rst", nested(200, ".."), ""},
		{"200 tables", "rst", nested(200, ".. table:: x"), "innermost"},
		{"200 quotes", "rst", nested(200, ""), "innermost"},
		{"200 delimited blocks", "asciidoc", "= Outage\n\n" + strings.Repeat("====\n____\n", 100) + "innermost\n", "innermost"},
		// marks of a table where its reader does not look for them
		{"a tab before a grid", "rst", "Outage\n======\n\n\t+---+\n\t| a |\n\t+---+\n", "| a |"},
		{"a tab behind a grid's rule", "rst", "Outage\n======\n\n+---+\t\n== ==\n== ==\n", ""},
		{"a table of one rule", "rst", "Outage\n======\n\n== ==\nwords\n", "words"},
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
