package theme

import (
	"strings"
	"testing"
	"testing/fstest"

	"hindsight"
	"hindsight/internal/wording"
)

// Own texts take the place of the built-in ones key by key, and can do no more
// than they do.
func TestTexts(t *testing.T) {
	builtin, err := Read(hindsight.Theme, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := builtin.Texts
	if len(before) < 30 {
		t.Fatalf("%d texts", len(before))
	}
	for _, c := range []struct{ yaml, key, want, problem string }{
		{"data-lede: Ours <b>\n", "data-lede", "Ours <b>", ""},
		{"data-lede: ''\n", "data-lede", "", ""},
		{"data-version: 'V {{ .Version }}.'\n", "data-version", "V {{ .Version }}.", ""},
		{"data-version: '{{ .Version | printf \"%s%s\" }}'\n", "", "", "i18n/en.yaml:1: data-version holds in {{ }} what"},
		{"\ndata-lede: '{{ .Site }}'\n", "", "", "i18n/en.yaml:2: data-lede holds in {{ }} what"},
		{"data-lede: '{{'\n", "", "", "i18n/en.yaml:1: data-lede holds in {{ }} what"},
		{"data-lede: '{{ define \"x\" }}{{'\n", "", "", "i18n/en.yaml:1: data-lede holds in {{ }} what"},
		{"no-such: x\n", "", "", `i18n/en.yaml:1: "no-such" is no text`},
		{"data-lede: {other: x}\n", "", "", "i18n/en.yaml:1: data-lede wants a text"},
		{"- a\n", "", "", "i18n/en.yaml: texts are keys"},
		{"a: [\n", "", "", "i18n/en.yaml:"},
	} {
		got, err := Read(hindsight.Theme, fstest.MapFS{wording.File: {Data: []byte(c.yaml)}})
		if err != nil {
			t.Fatal(err)
		}
		after, err := wording.Read(got.Files[wording.File], nil, nil) // as Hugo reads it
		if err != nil || len(after) != len(before) {
			t.Fatalf("%q: %d texts, before %d: %v", c.yaml, len(after), len(before), err)
		}
		for key, text := range after {
			if want := before[key]; key != c.key && text != want || key == c.key && text != c.want {
				t.Errorf("%q: %s is %q", c.yaml, key, text)
			}
		}
		problem := ""
		if len(got.Problems) > 0 {
			problem = got.Problems[0].Path + ": " + got.Problems[0].Reason
		}
		if !strings.HasPrefix(problem, c.problem) || (c.problem == "") != (problem == "") {
			t.Errorf("%q: got problem %q, want %q", c.yaml, problem, c.problem)
		}
	}
	if p := Check(hindsight.Theme, fstest.MapFS{"i18n/de.yaml": {Data: []byte("data: Daten\n")}}); len(p) != 1 || p[0].Path != "i18n/de.yaml" {
		t.Errorf("another language: %v", p)
	}
}
