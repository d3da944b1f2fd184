package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	bq "github.com/blevesearch/bleve/v2/search/query"

	"hindsight"
)

// An oracle answers queries with bleve's own searchers over an index of all
// documents, and decides about filters, completions and corrections by
// looking at everything. It shares with the Reader only the parser.
type oracle struct {
	ix      bleve.Index
	entries []hindsight.Entry
	numbers map[string]int // bleve's id → number in the files
	undated int
	stats   *search.BM25Stats
	forms   map[string]*form
	stems   map[string]bool
}

func newOracle(t *testing.T, entries []hindsight.Entry) *oracle {
	c := newCollector()
	m, err := indexMapping(c)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	o := &oracle{ix: ix, entries: entries, numbers: map[string]int{}, forms: c.forms, stems: map[string]bool{},
		stats: &search.BM25Stats{DocCount: float64(len(entries)), FieldCardinality: map[string]int{}}}
	batch := ix.NewBatch()
	var cards []card
	for i, e := range entries {
		x := textOf(e)
		if err := batch.Index(docID(i), x.fields()); err != nil {
			t.Fatal(err)
		}
		for f, name := range fieldNames {
			for _, s := range analyse(x[f]) {
				if s.stem != "" {
					o.stats.FieldCardinality[name]++
					o.stems[s.stem] = true
				}
			}
			o.stats.FieldCardinality[name] += 0
		}
		cards = append(cards, cardOf(e))
	}
	if err := ix.Batch(batch); err != nil {
		t.Fatal(err)
	}
	order, undated := number(cards)
	o.undated = undated
	for n, i := range order {
		o.numbers[docID(i)] = n
	}
	return o
}

// answer is what the oracle knows: the urls of all matches in order.
type answer struct {
	total     int
	partial   bool
	corrected string
	urls      []string
	scores    []float64
}

func (o *oracle) search(text string, opt Query) (a answer, err error) {
	q := parse(text)
	if len(q.clauses)+len(q.filters) == 0 {
		return a, nil
	}
	var must, not []bq.Query
	var fixes []token
	apart := false
	for _, c := range q.clauses {
		if c.not {
			not = append(not, o.clause(c))
			continue
		}
		list, fixed := o.settle(c, opt)
		fixes, apart = append(fixes, fixed...), apart || len(list) > 1
		for _, c := range list {
			must = append(must, o.clause(c))
		}
	}
	must = must[:min(len(must), maxClauses)]
	slices.SortFunc(fixes, func(a, b token) int { return cmp.Compare(a.start, b.start) })
	var hits []*search.DocumentMatch
	most := len(must)
	if opt.Almost {
		most--
		all := bleve.NewConjunctionQuery(must...)
		not = append(not, all)
		if len(must) == 0 {
			return a, nil
		}
	}
	for need := most; need > 0 || len(must) == 0; need-- {
		b := bleve.NewBooleanQuery()
		if need == len(must) {
			b.AddMust(must...)
		} else {
			d := bleve.NewDisjunctionQuery(must...)
			d.SetMin(float64(need))
			b.AddMust(d)
			a.partial = true
		}
		b.AddMustNot(not...)
		b.AddFilter(o.filter(q.filters))
		if hits, err = o.run(b); err != nil || len(hits) > 0 || len(must) == 0 {
			break
		}
	}
	if a.corrected = replaceAll(q.text, fixes); len(fixes) == 0 {
		a.corrected = ""
	}
	a.total = len(hits)
	a.partial = (a.partial || apart) && a.total > 0
	o.sort(hits, opt.Sort)
	for _, h := range hits {
		a.urls = append(a.urls, o.entries[docOf(h.ID)].URL())
		a.scores = append(a.scores, h.Score)
	}
	return a, err
}

func (o *oracle) run(q bq.Query) ([]*search.DocumentMatch, error) {
	req := bleve.NewSearchRequestOptions(q, len(o.entries), 0, false)
	req.PreSearchData = map[string]any{search.BM25PreSearchDataKey: o.stats}
	res, err := o.ix.SearchInContext(context.Background(), req)
	if err != nil {
		return nil, err
	}
	return res.Hits, nil
}

func (o *oracle) sort(hits []*search.DocumentMatch, order string) {
	slices.SortFunc(hits, func(a, b *search.DocumentMatch) int {
		x, y := o.numbers[a.ID], o.numbers[b.ID]
		switch order {
		case Newest:
			return y - x
		case Oldest:
			if (x < o.undated) != (y < o.undated) {
				return y - x
			}
			return x - y
		}
		return cmp.Or(cmp.Compare(float32(b.Score), float32(a.Score)), y-x)
	})
}

func (o *oracle) clause(c clause) bq.Query {
	d := bleve.NewDisjunctionQuery()
	if len(c.tokens) > 1 {
		terms := make([]string, c.tokens[len(c.tokens)-1].at+1) // "" stands for a stop word
		for _, t := range c.tokens {
			terms[t.at] = t.stem
		}
		for f, name := range fieldNames {
			p := bq.NewPhraseQuery(terms, name)
			p.SetBoost(boosts[f])
			d.AddQuery(p)
		}
		return d
	}
	stems := c.stems
	if len(stems) == 0 {
		stems = []string{c.tokens[0].stem}
	}
	for _, s := range stems {
		for f, name := range fieldNames {
			p := bq.NewTermQuery(s)
			p.SetField(name)
			p.SetBoost(boosts[f])
			d.AddQuery(p)
		}
	}
	return d
}

// settle says which clauses a clause is answered by, and what was corrected.
func (o *oracle) settle(c clause, opt Query) (list []clause, fixes []token) {
	c, fixes = o.known(c, opt)
	if c.whole.form == "" || o.any(c) {
		return []clause{c}, fixes
	}
	if o.stems[c.whole.stem] && !opt.AsIs {
		return []clause{{tokens: []token{c.whole}}}, []token{c.whole}
	}
	seen := map[string]bool{}
	for _, t := range c.tokens {
		if t.at = 0; !seen[t.stem] {
			list = append(list, clause{tokens: []token{t}})
		}
		seen[t.stem] = true
	}
	return list, fixes
}

// any says that some document has the clause.
func (o *oracle) any(c clause) bool {
	hits, err := o.run(o.clause(c))
	return err != nil || len(hits) > 0
}

var runsRE, numbersRE = regexp.MustCompile(`\p{N}+|\P{N}+`), regexp.MustCompile(`\P{N}`)

func (o *oracle) known(c clause, opt Query) (clause, []token) {
	var tokens, fixes []token
	for _, t := range c.tokens {
		t.at += len(tokens) - (slices.IndexFunc(c.tokens, func(x token) bool { return x.start == t.start }))
		first := []rune(t.form)[0]
		if !o.stems[t.stem] || c.open && opt.Typing {
			if c.open && (len([]rune(t.form)) > 1 || kind(first) == pair) {
				found := map[string]bool{}
				for f := range o.forms {
					if strings.HasPrefix(f, t.form) {
						found[stemOf(f)] = true
					}
				}
				if o.stems[t.stem] {
					found[t.stem] = true
				}
				delete(found, "")
				for s := range found {
					c.stems = append(c.stems, s)
				}
				slices.Sort(c.stems)
			}
		}
		if len(c.stems) > 0 || o.stems[t.stem] || opt.AsIs {
			tokens = append(tokens, t)
			continue
		}
		if parts := o.parts(t); parts != nil {
			tokens = append(tokens, parts...)
			t.form = strings.Join(runsRE.FindAllString(t.form, -1), "-")
			fixes = append(fixes, t)
			continue
		}
		if best := o.nearest(t.form); best != "" {
			t.form, t.stem = best, stemOf(best)
			fixes = append(fixes, t)
		}
		tokens = append(tokens, t)
	}
	c.tokens = tokens
	return c, fixes
}

// parts divides a word at its digits, when bleve finds the parts as a phrase.
func (o *oracle) parts(t token) (words []token) {
	forms := runsRE.FindAllString(t.form, -1)
	if len(forms) < 2 || len(forms) > maxParts {
		return nil
	}
	c := clause{}
	for i, f := range forms {
		stem := stemOf(f)
		if stem == "" {
			return nil
		}
		c.tokens = append(c.tokens, token{f, stem, i, t.start, t.end})
		words = append(words, token{f, stem, t.at + i, t.start, t.end})
	}
	if !o.any(c) {
		return nil
	}
	return words
}

// nearest is correct in the dumbest way: the whole table of distances to
// every word.
func (o *oracle) nearest(form string) string {
	limit := 0
	if n := len([]rune(form)); n >= 8 {
		limit = 2
	} else if n >= 4 {
		limit = 1
	}
	best, rank := "", []int{limit, math.MaxInt}
	for f, known := range o.forms {
		if []rune(f)[0] != []rune(form)[0] || numbersRE.ReplaceAllString(f, "") != numbersRE.ReplaceAllString(form, "") {
			continue
		}
		r := []int{swapDistance([]rune(form), []rune(f)), -min(15, bitLength(known.count))}
		if c := slices.Compare(r, rank); r[0] <= limit && r[0] > 0 && (c < 0 || c == 0 && f < best) {
			best, rank = f, r
		}
	}
	return best
}

func bitLength(n int) int { return len(fmt.Sprintf("%b", n)) }

func swapDistance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// filter asks every entry.
func (o *oracle) filter(filters []filter) bq.Query {
	if len(filters) == 0 {
		return bleve.NewMatchAllQuery()
	}
	var ids []string
	for i, e := range o.entries {
		ok := true
		for _, f := range filters {
			ok = ok && (slices.ContainsFunc(f.values, func(v string) bool { return o.has(e, f.key, v) }) != f.not)
		}
		if ok {
			ids = append(ids, docID(i))
		}
	}
	return bleve.NewDocIDQuery(ids)
}

func (o *oracle) has(e hindsight.Entry, key, value string) bool {
	switch key {
	case "class":
		return slices.Contains(e.Classes, value)
	case "org":
		slug, _, _ := strings.Cut(e.ID(), "/")
		return strings.EqualFold(e.Organisation, value) || slug == value
	case "year":
		return !e.Date.IsZero() && fmt.Sprint(e.Date.Time().Year()) == value
	}
	return strings.EqualFold(e.Source.Name, value)
}
