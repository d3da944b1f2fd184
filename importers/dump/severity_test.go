package dump

import (
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

// The severity of a report is what stands at its head, as its author grades it.
func TestSeverity(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"**Severity:** SEV1\n**Status:** resolved", "SEV1"},
		{"| Field | Value |\n| --- | --- |\n| **Severity** | Major |\n", "Major"},
		{"- Incident severity: sev-2 (customer facing)\n", "sev-2"},
		{"Severity: 3\n", "3"},
		{"| Severity | Critical |\n", "Critical"},
		// no grade: a template's choice, a sentence, a column, code, another section
		{"Severity: SEV1/SEV2/SEV3\n", ""},
		{"Severity: [choose one]\n", ""},
		{"Severity: it was a high load that hurt us\n", ""},
		{"| Severity | Meaning |\n| --- | --- |\n| SEV1 | all is down |\n", ""},
		{"Severity of the outage was high.\n", ""},
		{"```\nSeverity: SEV1\n```\n", ""},
		{"The log was long.\n\n## What the alert said\n\nSeverity: critical\n", ""},
	} {
		text := "# The disk filled up\n\n" + c.text + "\n\nLabels could not be printed.\n\n## Root cause\n\nThe disk was full.\n"
		for p, err := range New(hindsight.Input{Name: "x.md", Data: []byte(text)}, Markdown).Import(t.Context()) {
			if got := strings.Join(p.Extra.Values("severity"), " "); err != nil || got != c.want {
				t.Errorf("%q: severity %q, %v; want %q", c.text, got, err, c.want)
			}
		}
	}
	stated := "---\nseverity: sev4\n---\n# The disk filled up\n\nSeverity: SEV1\n\nIt was full.\n"
	for p := range New(hindsight.Input{Data: []byte(stated)}, Markdown).Import(t.Context()) {
		if got := p.Extra.Values("severity"); len(got) != 1 || got[0] != "sev4" {
			t.Errorf("the front matter says sev4: %q", got)
		}
	}
}

// What the exports of incident tools say at their head in Markdown.
func TestToolExports(t *testing.T) {
	for name, want := range map[string]string{"tool-table.md": "Major", "tool-lines.md": "SEV1"} {
		for p, err := range New(fixture.Read(t, "testdata/"+name), "").Import(t.Context()) {
			if got := strings.Join(p.Extra.Values("severity"), " "); err != nil || got != want {
				t.Errorf("%s: severity %q, %v; want %s", name, got, err, want)
			}
		}
	}
}
