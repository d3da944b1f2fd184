package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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
	keys    []string // of front matter, that filter
}

func newOracle(t *testing.T, entries []hindsight.Entry) *oracle {
	c := &collector{forms: map[string]*form{}, stems: &stems{of: map[string][]byte{}}}
	m, err := indexMapping(c, same.phrases())
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
			same.phrases().words(x[f], func(w word) {
				if s := stemOf(w.term); s != "" {
					o.stats.FieldCardinality[name]++
					o.stems[s] = true
				}
			})
			o.stats.FieldCardinality[name] += 0
		}
		cards = append(cards, cardOf(e))
	}
	if err := ix.Batch(batch); err != nil {
		t.Fatal(err)
	}
	order, undated := number(cards)
	o.undated, o.keys = undated, extraKeysOf(cards)
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
	q := parse(text, o.keys)
	if len(q.clauses)+len(q.filters) == 0 && !(opt.All && strings.TrimSpace(text) == "") {
		return a, nil
	}
	var must []*bq.DisjunctionQuery
	var not []bq.Query
	var fixes []token
	numbers := map[int]bool{}
	apart, equivalents := false, o.equivalents(q)
	for i, c := range q.clauses {
		if c.not {
			not = append(not, o.clause(c))
			continue
		}
		list, fixed := o.settle(c, opt, len(equivalents[i]) > 0, q.clauses[i].or || i+1 < len(q.clauses) && q.clauses[i+1].or)
		fixes, apart = append(fixes, fixed...), apart || len(list) > 1
		for _, l := range list {
			d := o.clause(l)
			if d.AddQuery(equivalents[i]...); c.or {
				must[len(must)-1].AddQuery(d.Disjuncts...)
			} else {
				must = append(must, d)
			}
			equivalents[i] = nil
			numbers[len(must)-1] = numbers[len(must)-1] || c.numbered()
		}
	}
	must = must[:min(len(must), maxClauses)]
	slices.SortFunc(fixes, func(a, b token) int { return cmp.Compare(a.start, b.start) })
	var hits []*search.DocumentMatch
	var clauses []bq.Query
	filter := []bq.Query{o.filter(q.filters)}
	for i, d := range must {
		if clauses = append(clauses, d); numbers[i] {
			filter = append(filter, o.having(d))
		}
	}
	most := len(must)
	if opt.Almost {
		most--
		not = append(not, bleve.NewConjunctionQuery(clauses...))
		if len(must) == 0 {
			return a, nil
		}
	}
	for need := most; need > 0 || len(must) == 0; need-- {
		b := bleve.NewBooleanQuery()
		if need == len(must) {
			b.AddMust(clauses...)
		} else {
			d := bleve.NewDisjunctionQuery(clauses...)
			d.SetMin(float64(need))
			b.AddMust(d)
			a.partial = true
		}
		b.AddMustNot(not...)
		b.AddFilter(bleve.NewConjunctionQuery(filter...))
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
		case Longest, Slowest:
			length := func(m *search.DocumentMatch) int {
				n, ok := measured(o.entries[docOf(m.ID)], map[string]string{Longest: "lasted", Slowest: "noticed"}[order])
				if !ok {
					return -1
				}
				return n
			}
			return cmp.Or(length(b)-length(a), y-x)
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

// having finds the documents that a query finds, whatever they score.
func (o *oracle) having(q bq.Query) bq.Query {
	hits, err := o.run(q)
	if err != nil {
		return q
	}
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return bleve.NewDocIDQuery(ids)
}

func (o *oracle) clause(c clause) *bq.DisjunctionQuery {
	d := bleve.NewDisjunctionQuery()
	if stems := c.stems; len(stems) > 0 {
		for _, s := range stems {
			d.AddQuery(o.tokens([]token{{stem: s}}, 1)...)
		}
	} else {
		d.AddQuery(o.tokens(c.tokens, 1)...)
	}
	for _, other := range c.others {
		d.AddQuery(o.tokens(other, 1)...)
	}
	return d
}

// tokens looks for a word, or for several as a phrase, in every field.
func (o *oracle) tokens(list []token, boost float64) (out []bq.Query) {
	terms := make([]string, list[len(list)-1].at+1) // "" stands for a stop word
	for _, t := range list {
		terms[t.at] = t.stem
	}
	for f, name := range fieldNames {
		if len(list) > 1 {
			p := bq.NewPhraseQuery(terms, name)
			p.SetBoost(boosts[f] * boost)
			out = append(out, p)
			continue
		}
		p := bq.NewTermQuery(list[0].stem)
		p.SetField(name)
		p.SetBoost(boosts[f] * boost)
		out = append(out, p)
	}
	return out
}

// equivalents compares every stretch of the query's words with every member of every group.
func (o *oracle) equivalents(q query) [][]bq.Query {
	out := make([][]bq.Query, len(q.clauses))
	for to := range len(q.typed) + 1 {
		for from := range to {
			covered, keys := map[int]bool{}, ""
			for _, w := range q.typed[from:to] {
				if covered[w.clause] = true; w.clause < 0 && w.stem.stem != "" {
					keys = "none"
				}
				keys += w.key() + " "
			}
			whole := true
			for i, w := range q.typed {
				whole = whole && (from <= i && i < to || !covered[w.clause] || w.clause < 0)
			}
			for _, other := range others(keys) {
				queries := o.tokens(tokensOf(analyse(other)), equivalentBoost)
				if hits, err := o.run(bleve.NewDisjunctionQuery(queries...)); !whole || err == nil && len(hits) == 0 {
					continue
				}
				for c := range covered {
					if c >= 0 {
						out[c] = append(out[c], queries...)
					}
				}
			}
		}
	}
	return out
}

// others returns what stands in a group with a phrase, each once.
func others(keys string) (list []string) {
	seen := map[string]bool{keys: true}
	for _, group := range same {
		for _, m := range group {
			if spelling(analyse(m)) != keys {
				continue
			}
			if asOne(analyse(m)) && len(list) == 0 {
				list = append(list, m)
			}
			for _, other := range group {
				if k := spelling(analyse(other)); !seen[k] {
					seen[k] = true
					list = append(list, other)
				}
			}
		}
	}
	return list
}

// settle says which clauses a clause is answered by, and what was corrected.
func (o *oracle) settle(c clause, opt Query, equivalents, or bool) (list []clause, fixes []token) {
	given, otherwise := c, equivalents
	for _, other := range c.others {
		otherwise = otherwise || o.any(clause{tokens: other})
	}
	if otherwise && !c.not {
		opt.AsIs = true
	}
	c, fixes = o.known(c, opt)
	if otherwise || o.any(c) || len(c.tokens) == 1 {
		return []clause{c}, fixes
	}
	if o.stems[c.whole.stem] && !opt.AsIs {
		return []clause{{tokens: []token{c.whole}}}, []token{c.whole}
	}
	if or || given.numbered() || c.whole.form == "" && len(c.others) == 0 {
		if or && c.whole.form+fmt.Sprint(c.others) != "[]" {
			return []clause{given}, fixes
		}
		return []clause{c}, fixes
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

var numbersRE = regexp.MustCompile(`\P{N}`)

func (o *oracle) known(c clause, opt Query) (clause, []token) {
	var tokens, fixes []token
	for _, t := range c.tokens {
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
		if best := o.nearest(t.form); best != "" {
			t.form, t.stem = best, stemOf(best)
			fixes = append(fixes, t)
		}
		tokens = append(tokens, t)
	}
	c.tokens = tokens
	return c, fixes
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
	case "year", "lasted", "noticed", "mitigated":
		n, ok := measured(e, key)
		return ok && within(n, key, value)
	case "source":
		return strings.EqualFold(e.Source.Name, value)
	}
	return slices.ContainsFunc(e.Published().Extra.Values(key), func(s string) bool { return fold(s) == value })
}

// measured is the year of an entry, or the minutes that something took.
func measured(e hindsight.Entry, key string) (int, bool) {
	p := e.Published()
	d, ok := time.Duration(0), false
	switch key {
	case "year":
		return p.When().Time().Year(), !p.When().IsZero()
	case "lasted":
		d, ok = p.Incident.Lasted()
	case "noticed":
		d, ok = p.Incident.NoticedAfter()
	case "mitigated":
		d, ok = p.Incident.MitigatedAfter()
	}
	return int(d / time.Minute), ok
}

// within understands the few forms of ranges that queries asks for: n, n..m, >n and <n, with one unit.
func within(n int, key, value string) bool {
	number := func(s string) float64 {
		if key == "year" {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil || x < 1 {
				return math.NaN()
			}
			return x
		}
		d, err := time.ParseDuration(strings.Replace(s, "1d", "24h", 1))
		if err != nil || s == "" || s[0] == '-' || s == "0" {
			return math.NaN()
		}
		return d.Minutes()
	}
	x, unit := float64(n), map[bool]float64{true: 60, false: 1}[strings.HasSuffix(value, "h")]
	if strings.HasSuffix(value, "d") {
		unit = 1440
	}
	from, to, ranged := strings.Cut(value, "..")
	switch {
	case ranged:
		return (from != "" || to != "") && (from == "" || x >= number(from)) && (to == "" || x <= number(to))
	case value != "" && value[0] == '>':
		return x > number(value[1:])
	case value != "" && value[0] == '<':
		return x < number(value[1:])
	}
	return x >= number(value) && x < number(value)+unit
}
