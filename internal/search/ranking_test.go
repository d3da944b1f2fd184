package search

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// known is a query, the document that it looks for, and where the summary
// stands that the query was written from.
type known struct{ query, id, from string }

func knownItems(t *testing.T, file string) (list []known) {
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if col := strings.Split(strings.TrimSpace(line), "\t"); len(col) >= 2 {
			list = append(list, known{col[0], col[1], strings.Join(col[2:], "")})
		}
	}
	return list
}

// pairsOf makes harder queries: every two neighbouring words of each.
func pairsOf(list []known) (pairs []known) {
	for _, k := range list {
		words := strings.Fields(k.query)
		for i := range len(words) - 1 {
			pairs = append(pairs, known{words[i] + " " + words[i+1] + " ", k.id, k.from})
		}
	}
	return pairs
}

// figures say how well a set of queries finds its documents.
type figures struct {
	n         int
	mrr, top3 float64 // mean reciprocal rank; share with the document among the first three
}

func (f figures) String() string {
	return fmt.Sprintf("%d queries: MRR %.3f, among the first three %.3f", f.n, f.mrr, f.top3)
}

// ranked answers each query with the hits that have all words, or, with
// almost, as the page shows them: below a few hits those with most of the
// words. It logs to tb what is not first.
func ranked(tb testing.TB, r *Reader, list []known, almost bool) (f figures) {
	for _, k := range list {
		res, err := r.Search(k.query, Query{Limit: 20})
		if almost && err == nil && FewHits(res) {
			var more Result
			more, err = r.Search(k.query, Query{Limit: 10 - res.Total, Almost: true})
			res.Hits = append(res.Hits, more.Hits...)
		}
		if err != nil {
			tb.Fatal(err)
		}
		i := slices.IndexFunc(res.Hits, func(h Hit) bool { return strings.HasSuffix(h.URL, "/"+k.id+".html") })
		if i >= 0 {
			f.mrr += 1 / float64(i+1)
		}
		if i >= 0 && i < 3 {
			f.top3++
		}
		if i != 0 {
			tb.Logf("%-50s %s at %d of %d", k.query, k.id, i+1, res.Total)
		}
	}
	n := float64(max(1, len(list)))
	return figures{len(list), f.mrr / n, f.top3 / n}
}

var quiet = &testing.T{}

// TestRanking: people find the report that they know a summary of. With
// MEASURE_BOOSTS=1 it prints the figures for other boosts.
func TestRanking(t *testing.T) {
	entries := shared(t)
	if len(entries) == 0 {
		rankingOfReports(t)
		return
	}
	labelled(t, entries)
	_, r := built(t, entries)
	for _, set := range []struct {
		file      string
		mrr, top3 float64 // at least
	}{{"ranking_summaries.tsv", 0.78, 0.82}, {"ranking_causes.tsv", 0.9, 0.9}} {
		list := knownItems(t, set.file)
		all := ranked(t, r, list, false)
		t.Logf("%s, %s", set.file, all)
		below := ranked(quiet, r, list, true)
		t.Logf("%s, with partial matches below a few hits, %s", set.file, below)
		if below.mrr < all.mrr || below.top3 < all.top3 {
			t.Errorf("%s: partial matches below the hits make it worse: %s", set.file, below)
		}
		for _, from := range []string{"list", "label", "quote"} {
			if part := slices.DeleteFunc(slices.Clone(list), func(k known) bool { return k.from != from }); len(part) > 0 {
				t.Logf("%s, %s alone, %s", set.file, from, ranked(quiet, r, part, false))
			}
		}
		t.Logf("%s, two words each, %s", set.file, ranked(quiet, r, pairsOf(list), false))
		if all.n < 60 || all.mrr < set.mrr || all.top3 < set.top3 {
			t.Errorf("%s, %s: the ranking got worse, at least %.2f and %.2f were expected", set.file, all, set.mrr, set.top3)
		}
		if os.Getenv("MEASURE_BOOSTS") != "" {
			measureBoosts(t, r, list)
		}
	}
}

// labelled gives documents the classes that the labelled sets give them, and
// none to the others: made-up classes would help or harm by chance.
func labelled(t *testing.T, entries []hindsight.Entry) {
	dir := filepath.Join(repoRoot(t), "..", "shared", "corpus", "tags")
	classes := map[string][]string{}
	data, err := os.ReadFile(filepath.Join(dir, "dev-docs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var l struct {
			ID      string
			Classes []string
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		classes[l.ID] = l.Classes
	}
	for i := range entries {
		entries[i].Classes = classes[entries[i].Source.Name]
	}
}

// rankingOfReports stands in where the corpus is not at hand.
func rankingOfReports(t *testing.T) {
	_, r := built(t, reports())
	list := []known{{query: "certificate expired", id: "a"}, {query: "deadlock worker", id: "b"}, {query: "uploads lock", id: "c"}}
	if f := ranked(t, r, list, false); f.mrr < 1 {
		t.Errorf("%s, want 1", f)
	}
}

// measureBoosts prints the figures of two halves of a set for other boosts:
// first one field at a time, then title, organisation and headings together.
func measureBoosts(t *testing.T, r *Reader, list []known) {
	var halves [2][]known
	for i, k := range list {
		halves[i%2] = append(halves[i%2], k)
	}
	choices := map[string][fieldCount]float64{}
	add := func(b [fieldCount]float64) { choices[fmt.Sprintf("%4v", b)] = b }
	for f := range boosts {
		for _, v := range []float64{0.25, 0.5, 1, 1.5, 2, 3, 5, 8} {
			b := boosts
			b[f] = v
			add(b)
		}
	}
	for _, title := range []float64{0.5, 1, 2, 3, 5} {
		for _, organisation := range []float64{0.5, 1, 2, 4} {
			for _, headings := range []float64{0.5, 1, 2} {
				add([fieldCount]float64{inTitle: title, inOrganisation: organisation, inClass: boosts[inClass], inHeadings: headings, inBody: 1})
			}
		}
	}
	defer func() { r.boosts = boosts }()
	var table []string
	for name, b := range choices {
		r.boosts = b
		odd, even := ranked(quiet, r, halves[0], false), ranked(quiet, r, halves[1], false)
		pairs := ranked(quiet, r, pairsOf(list), false)
		table = append(table, fmt.Sprintf("%.3f  odd %.3f %.3f  even %.3f %.3f  two words %.3f %.3f  %s", (odd.mrr+even.mrr)/2, odd.mrr, odd.top3, even.mrr, even.top3, pairs.mrr, pairs.top3, name))
	}
	slices.Sort(table)
	t.Logf("mean MRR, MRR and share in the first three of the halves, boosts of %v:\n%s", fieldNames, strings.Join(table, "\n"))
}
