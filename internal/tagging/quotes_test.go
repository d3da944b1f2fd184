package tagging

import (
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/classify"
)

func TestRequote(t *testing.T) {
	found := classify.Explanation{Weighed: []classify.Weighed{
		{Class: "locking", Quotes: []classify.Quote{{Evidence: hindsight.Evidence{Class: "locking", Section: "Cause", Quote: "Two writers raced."}}}},
		{Class: "dns", Quotes: []classify.Quote{{Evidence: hindsight.Evidence{Class: "dns", Quote: "never given"}}}},
	}}
	for _, tt := range []struct{ name, classes, evidence, body, want string }{
		{"all there", "locking", "locking=Two writers raced.", "Two writers raced.", "locking=Two writers raced."},
		{"wrapped anew", "locking", "locking=Two writers raced.", "One. Two\nwriters  raced. Three.", "locking=Two\nwriters  raced."},
		{"first word twice", "locking", "locking=Two writers raced.", "Two Two writers\u00a0raced.", "locking=Two writers\u00a0raced."},
		{"gone, another stays", "locking", "locking=It hung.|locking=Two writers raced.", "Two writers raced.", "locking=Two writers raced."},
		{"gone, found anew", "locking", "locking=It hung.", "Two writers raced.", "locking=Two writers raced."},
		{"gone, nothing found", "time", "time=It was late.", "Two writers raced.", ""},
		{"gone, no class any more", "time", "locking=It hung.", "Two writers raced.", ""},
		{"there, but no class any more", "time", "locking=Two writers raced.", "Two writers raced.", ""},
		{"in the order of the classes", "dns locking", "locking=It hung.|dns=a zone", "a zone", "dns=a zone|locking=Two writers raced."},
	} {
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Body: tt.body}, Classes: strings.Fields(tt.classes)}
		for _, pair := range strings.Split(tt.evidence, "|") {
			class, quote, _ := strings.Cut(pair, "=")
			e.Evidence = append(e.Evidence, hindsight.Evidence{Class: class, Quote: quote})
		}
		before := slices.Clone(e.Evidence)
		var got []string
		for _, v := range requote(e, found) {
			got = append(got, v.Class+"="+v.Quote)
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
		if !slices.Equal(before, e.Evidence) {
			t.Errorf("%s: the entry itself was changed", tt.name)
		}
	}
}
