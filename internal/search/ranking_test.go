package search

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// known is a query and the document that it looks for.
type known struct{ query, id string }

func knownItems(t *testing.T) (list []known) {
	f, err := os.Open("testdata/ranking.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if query, id, ok := strings.Cut(lines.Text(), "\t"); ok {
			list = append(list, known{query, id})
		}
	}
	return list
}

// ranked returns the mean reciprocal rank and the share of queries that have
// their document among the first three.
func ranked(t *testing.T, r *Reader, list []known) (mrr, top3 float64) {
	for _, k := range list {
		res, err := r.Search(k.query, Query{Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(res.Hits, func(h Hit) bool { return strings.HasSuffix(h.URL, "/"+k.id+".html") })
		if i >= 0 {
			mrr += 1 / float64(i+1)
		}
		if i >= 0 && i < 3 {
			top3++
		}
		if i != 0 {
			t.Logf("%-50s %s at %d of %d", k.query, k.id, i+1, res.Total)
		}
	}
	n := float64(len(list))
	return mrr / n, top3 / n
}

// TestRanking: people find the report they remember. With
// MEASURE_BOOSTS=1 it prints the figures for other boosts, on the odd and the
// even half of the queries.
func TestRanking(t *testing.T) {
	entries := shared(t)
	if len(entries) == 0 {
		rankingOfReports(t)
		return
	}
	list := knownItems(t)
	_, r := built(t, entries)
	mrr, top3 := ranked(t, r, list)
	t.Logf("%d queries: MRR %.3f, among the first three %.3f", len(list), mrr, top3)
	hard := pairsOf(list)
	hardMRR, hardTop3 := ranked(&testing.T{}, r, hard)
	t.Logf("%d queries of two words: MRR %.3f, among the first three %.3f", len(hard), hardMRR, hardTop3)
	if mrr < 0.7 || top3 < 0.8 {
		t.Errorf("MRR %.3f and %.3f among the first three: the ranking got worse", mrr, top3)
	}
	if os.Getenv("MEASURE_BOOSTS") != "" {
		measureBoosts(t, entries, hard)
	}
}

// pairsOf makes harder queries: every two neighbouring words of each.
func pairsOf(list []known) (pairs []known) {
	for _, k := range list {
		words := strings.Fields(k.query)
		for i := range len(words) - 1 {
			pairs = append(pairs, known{words[i] + " " + words[i+1] + " ", k.id})
		}
	}
	return pairs
}

// rankingOfReports stands in where the corpus is not at hand.
func rankingOfReports(t *testing.T) {
	_, r := built(t, reports())
	if mrr, _ := ranked(t, r, []known{{"certificate expired", "a"}, {"deadlock worker", "b"}, {"uploads lock", "c"}}); mrr < 1 {
		t.Errorf("MRR %.3f, want 1", mrr)
	}
}

func measureBoosts(t *testing.T, entries []hindsight.Entry, list []known) {
	var odd, even []known
	for _, k := range list {
		if len(k.id)%2 == 0 != (k.id[len(k.id)-1]%2 == 0) {
			even = append(even, k)
		} else {
			odd = append(odd, k)
		}
	}
	for _, title := range []float64{0.5, 1, 2, 3, 5} {
		for _, headings := range []float64{0.5, 1, 2} {
			for _, org := range []float64{0.5, 2} {
				dir := filepath.Join(t.TempDir(), "search")
				_, err := Build(t.Context(), dir, slices.Values(entries), Options{Boosts: map[string]float64{"title": title, "headings": headings, "organisation": org}})
				if err != nil {
					t.Fatal(err)
				}
				r, err := Open(os.DirFS(dir))
				if err != nil {
					t.Fatal(err)
				}
				quiet := &testing.T{}
				a, a3 := ranked(quiet, r, even)
				b, b3 := ranked(quiet, r, odd)
				t.Logf("title %.1f headings %.1f organisation %.1f: even MRR %.3f top3 %.3f · odd MRR %.3f top3 %.3f", title, headings, org, a, a3, b, b3)
			}
		}
	}
}
