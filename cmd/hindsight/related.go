package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"hindsight"
	"hindsight/internal/duplicate"
	"hindsight/internal/search"
	"hindsight/internal/site"
)

// kinOf is how many that resemble a postmortem are looked at. Its page names five
// of other organisations.
const kinOf = 25

// index writes the search index of the site in dir, and says by it which
// postmortems resemble which: "have we seen this before?", asked of each.
func index(ctx context.Context, dir, old string, entries []hindsight.Entry, same search.Synonyms, store search.Store) (map[string][]site.Kin, error) {
	dir = filepath.Join(dir, searchDir)
	built, err := search.Build(ctx, dir, slices.Values(entries), search.Options{Synonyms: same, Store: store, Old: filepath.Join(old, searchDir)})
	if err != nil {
		return nil, err
	}
	r, err := search.Open(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	kin := map[string][]site.Kin{}
	err = r.Related(ctx, built, kinOf, func(url string, alike []search.Kin) { kin[url] = kinAmong(url, alike) })
	return kin, err
}

// kinAmong are those that resemble the postmortem at url, of all that were found,
// measured by how much it resembles itself.
func kinAmong(url string, alike []search.Kin) (kin []site.Kin) {
	itself := 0.0
	for _, a := range alike {
		if k := kinBy(a); a.URL == url {
			itself = k.Score
		} else if len(k.Words) > 1 {
			kin = append(kin, k)
		}
	}
	if itself == 0 { // nothing to measure by
		return nil
	}
	for i := range kin {
		kin[i].Score /= max(itself, kin[i].Score)
	}
	return kin
}

// kinBy is what a hit is worth by the words that tell something. In a small
// archive a word that every postmortem may use, "away", looks rare.
func kinBy(a search.Kin) site.Kin {
	k := site.Kin{URL: a.URL}
	for _, w := range a.Words {
		if !duplicate.Widespread(w.Word) {
			k.Words = append(k.Words, w.Word)
			k.Score += w.Weight
		}
	}
	k.Words = slices.Clone(k.Words[:min(len(k.Words), site.KinWords)])
	return k
}
