package site

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// Of pages that share a class, those that speak of the same rare things come
// first, and the page says which; the organisation's own and those of other
// classes are not among them.
func TestRelate(t *testing.T) {
	make := func(name, org, body string, classes ...string) *page {
		p, err := newPage(entry(org+"/"+name, name, org, "2024-01-02", body, classes...), taxonomy, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	quorum := "The quorum was lost. Without a quorum nothing was written, and etcd waited; etcd said so."
	pages := []*page{
		make("a", "acme", quorum, "locking", "capacity"),
		make("b", "globex", "A lock hung, and the lock was held.", "locking"),
		make("c", "initech", quorum, "locking", "capacity"),
		make("d", "acme", quorum, "locking", "capacity"),
		make("e", "hooli", quorum, "dns"),
		make("f", "hooli", "Demand rose.", "capacity"),
	}
	relate(pages, taxonomy)
	var got []string
	for _, l := range pages[0].Params.Related {
		got = append(got, l.Title+": "+l.Reason)
	}
	if s, want := strings.Join(got, " | "), "c: also Capacity; both speak of etcd, quorum | b: "; s != want {
		t.Errorf("%q, want %q", s, want)
	}
	if words := wordsOf("Lock, lock and the-lock 2024 2024 hung"); len(words) != 1 || words[0].Value() != "lock" {
		t.Errorf("words: %v", words)
	}
	relate(nil, hindsight.Taxonomy{})
}

// relate against a second, dumber way: score and sort all of them.
func TestRelated(t *testing.T) {
	pages, _ := collect(t.Context(), Options{Entries: slices.Values(append(fixtures(), generated(300, 100)...)), Taxonomy: taxonomy})
	words := make([][]word, len(pages))
	for n, p := range pages {
		words[n] = slices.Clone(p.words)
	}
	relate(pages, taxonomy)
	_, rare := rareWords(func() (again []*page) {
		for n := range pages {
			again = append(again, &page{words: slices.Clone(words[n])})
		}
		return again
	}())
	for _, p := range pages {
		var all []relation
		for n, q := range pages {
			score := 0.0
			for _, w := range p.words {
				if slices.Contains(words[n], w) {
					score += rare[w]
				}
			}
			classes := shared(p.Classes, q.Classes)
			own := len(p.Organisations) > 0 && slices.Equal(p.Organisations, q.Organisations)
			if q != p && !own && classes > 0 && (score > 0 || q.entry.Primary() == p.entry.Primary()) {
				all = append(all, relation{q, classWorth*float64(classes) + score, apart(p.entry.When(), q.entry.When())})
			}
		}
		slices.SortFunc(all, func(a, b relation) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.apart, b.apart), newestFirst(a.page, b.page))
		})
		all = all[:min(len(all), maxRelated)]
		if len(p.Params.Related) != len(all) {
			t.Fatalf("%s: %d related, want %d", p.URL, len(p.Params.Related), len(all))
		}
		for i, r := range all {
			if p.Params.Related[i].URL != r.page.URL {
				t.Fatalf("%s: related %d is not %s: %v", p.URL, i, r.page.URL, p.Params.Related)
			}
		}
	}
}
