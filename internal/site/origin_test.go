package site

import (
	"testing"

	"hindsight"
	"hindsight/internal/wording"
)

func TestOrigin(t *testing.T) {
	for _, c := range []struct {
		name     string
		importer hindsight.ImporterName
		want     string
	}{
		{"", "", "no address given"},
		{"hosted-graphite", "dump/statuspage", "hosted-graphite, no address given"},
		{"dump/statuspage", "dump/statuspage", "the text of a status page, no address given"},
		{"dump/markdown", "dump/markdown", "a text file, no address given"},
		{"dump/forum", "dump/forum", "a forum thread, no address given"},
		{"feed", "feed", "an item of a feed, no address given"},
		{"starter", "hand", "starter, no address given"},
		{"hand", "hand", "no address given"},
	} {
		if got := origin(hindsight.Source{Name: c.name, Importer: c.importer}, wording.BuiltIn()); got != c.want {
			t.Errorf("%q from %q: got %q, want %q", c.name, c.importer, got, c.want)
		}
	}
}
