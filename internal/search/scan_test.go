package search

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"

	"hindsight"
)

// A scan answers queries by reading every document from end to end: no index,
// no bleve. It knows nothing of ranking, completing and correcting.
type scan []scanned

type scanned struct {
	entry  hindsight.Entry
	fields [fieldCount]map[int][]string // place → stems that stand there
}

func newScan(entries []hindsight.Entry) (s scan) {
	for _, e := range entries {
		x := scanned{entry: e}
		for f, text := range textOf(e) {
			x.fields[f] = map[int][]string{}
			same.phrases().words(text, func(w word) { x.fields[f][w.pos] = append(x.fields[f][w.pos], stemOf(w.term)) })
		}
		s = append(s, x)
	}
	return s
}

func (s scan) count(q query) (total int, facets Facets) {
	facets = newFacets()
	o := &oracle{}
	for _, d := range s {
		ok := true
		for i, c := range q.clauses {
			has := d.has(c)
			for _, other := range q.clauses[i+1:] {
				if !other.or {
					break
				}
				has = has || d.has(other)
			}
			ok = ok && (has != c.not || c.or)
		}
		for _, f := range q.filters {
			ok = ok && slices.ContainsFunc(f.values, func(v string) bool { return o.has(d.entry, f.key, v) }) != f.not
		}
		if !ok {
			continue
		}
		total++
		for i, c := range d.entry.Classes {
			if !slices.Contains(d.entry.Classes[:i], c) {
				facets.Class[c]++
			}
		}
		if d.entry.Organisation != "" {
			facets.Organisation[d.entry.Organisation]++
		}
		if year, ok := measured(d.entry, "year"); ok {
			facets.Year[fmt.Sprint(year)]++
		}
		for key, steps := range map[string][]string{"lasted": lastedSteps, "noticed": noticedSteps} {
			for _, s := range steps {
				if o.has(d.entry, key, strings.Replace(s, "7d", "168h", 1)) {
					map[string]map[string]int{"lasted": facets.Lasted, "noticed": facets.Noticed}[key][s]++
				}
			}
		}
	}
	return total, facets
}

// has looks for the clause, in each of its spellings, at every place of every field.
func (d scanned) has(c clause) bool {
	for _, tokens := range append([][]token{c.tokens}, c.others...) {
		for _, places := range d.fields {
			for start := range places {
				all := true
				for _, t := range tokens {
					all = all && slices.Contains(places[start+t.at], t.stem)
				}
				if all {
					return true
				}
			}
		}
	}
	return false
}

// TestReaderIsScan: totals and facet counts of words, phrases, forbidden words
// and filters are those of reading everything.
func TestReaderIsScan(t *testing.T) {
	entries := generated(150)
	_, r := built(t, entries)
	s, checked := newScan(entries), 0
	for _, asked := range queries(entries) {
		got, err := r.Search(asked.Text, Query{AsIs: true})
		if err != nil {
			t.Fatal(err)
		}
		q := parse(asked.Text, extraKeys)
		if len(q.clauses)+len(q.filters) == 0 || got.Partial || len(got.Also) > 0 {
			continue
		}
		for i := range q.clauses {
			if c := q.clauses[i]; c.open && !slices.ContainsFunc(s, func(d scanned) bool { return d.has(c) }) {
				q.clauses = nil // completed: TestReaderIsBleve looks at these
				break
			}
		}
		if q.clauses == nil {
			continue
		}
		checked++
		total, facets := s.count(q)
		if got.Total != total {
			t.Errorf("%s %q: total %d, want %d", asked.Kind, asked.Text, got.Total, total)
		} else if total > 0 && fmt.Sprint(got.Facets) != fmt.Sprint(facets) {
			t.Errorf("%s %q: facets %v, want %v", asked.Kind, asked.Text, got.Facets, facets)
		}
	}
	if checked < 200 {
		t.Errorf("only %d queries were checked", checked)
	}
}

// TestTrueAverageLength computes three scores by hand, from the formula as
// printed in textbooks, with the average length that one gets by counting.
// bleve by itself takes the number of different words for the length.
func TestTrueAverageLength(t *testing.T) {
	texts := []string{"alpha alpha beta", "alpha gamma delta epsilon zeta eta theta iota", "kappa"}
	var entries []hindsight.Entry
	for i, s := range texts {
		e := hindsight.Entry{Path: fmt.Sprintf("%sx/%d.md", hindsight.Folder, i), Publish: hindsight.PublishFull}
		e.Body = s
		entries = append(entries, e)
	}
	average := math.Ceil((3.0 + 8 + 1) / 3)
	idf := math.Log(1 + (3-2+0.5)/(2+0.5))
	byHand := func(freq, length float64) float64 {
		tf := math.Sqrt(freq)
		return idf * tf * 1.2 / (tf + 1.2*(1-0.75+0.75*length/average))
	}
	m, err := indexMapping(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for i, e := range entries {
		if err := ix.Index(docID(i), textOf(e).fields()); err != nil {
			t.Fatal(err)
		}
	}
	q := bleve.NewMatchQuery("alpha")
	q.SetField("body")
	req := bleve.NewSearchRequest(q)
	req.PreSearchData = map[string]any{search.BM25PreSearchDataKey: &search.BM25Stats{DocCount: 3, FieldCardinality: map[string]int{"body": 12}}}
	res, err := ix.Search(req)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{docID(0): byHand(2, 3), docID(1): byHand(1, 8)}
	for _, h := range res.Hits {
		if math.Abs(h.Score-want[h.ID]) > 1e-6 {
			t.Errorf("bleve's score of document %d is %v, by hand %v", docOf(h.ID), h.Score, want[h.ID])
		}
	}
	if len(res.Hits) != 2 {
		t.Errorf("%d hits, want 2", len(res.Hits))
	}
	_, r := built(t, entries)
	ours, err := r.Search("alpha", Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := ours.Hits[0].Score/ours.Hits[1].Score, byHand(2, 3)/byHand(1, 8); math.Abs(a-b) > 1e-5 || !strings.HasSuffix(ours.Hits[0].URL, "0.html") {
		t.Errorf("the first two scores are as %v to 1, by hand %v", a, b)
	}
}
