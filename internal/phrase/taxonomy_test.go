package phrase

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestTaxonomyAgainstDumbSearch lays every cue of the shipped taxonomy over
// what the taxonomy itself says of its classes, in both ways.
func TestTaxonomyAgainstDumbSearch(t *testing.T) {
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tax struct {
		Words   map[string]string
		Classes []struct {
			Definition                                  string
			Counts, Counts_not, Examples, Cues, Against []string
		}
	}
	if err := yaml.Unmarshal(data, &tax); err != nil {
		t.Fatal(err)
	}
	var patterns []Pattern
	var texts []string
	for _, c := range tax.Classes {
		texts = append(texts, c.Definition)
		for _, list := range [][]string{c.Counts, c.Counts_not, c.Examples} {
			texts = append(texts, list...)
		}
		for _, cue := range append(c.Cues, c.Against...) {
			cue = Expand(strings.TrimLeft(cue, "~= "), func(name string) (string, bool) { return tax.Words[name], tax.Words[name] != "" })
			if len(cue) > 2000 {
				t.Errorf("%.60s… has %d bytes: see maxSource", cue, len(cue))
			}
			p, err := Parse(cue)
			if err != nil {
				t.Fatal(err)
			}
			patterns = append(patterns, p)
		}
	}
	if len(patterns) < 300 || len(texts) < 100 {
		t.Fatalf("%d patterns and %d texts, want more", len(patterns), len(texts))
	}
	m := NewMatcher(patterns)
	fulfilled := 0
	for _, text := range texts {
		words := Words(nil, Tokens(text))
		found := map[int32]bool{}
		for _, h := range m.Find(words, nil) {
			found[h.Pattern] = true
		}
		for i, p := range patterns {
			if want := dumbFulfils(p, words); want != found[int32(i)] {
				t.Errorf("%s in %q: %v, a dumb search says %v", p, text, !want, want)
			}
		}
		fulfilled += len(found)
	}
	if fulfilled < len(texts)/2 {
		t.Errorf("%d texts fulfil %d patterns: too few to prove anything", len(texts), fulfilled)
	}
}
