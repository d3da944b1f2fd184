// Twin: assets/ts/search/facets.ts, assets/ts/search/search.ts

package search

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"hindsight"
)

// Search answers a query.
func (r *Reader) Search(text string, opt Query) (Result, error) {
	res := Result{Hits: []Hit{}, Facets: newFacets()}
	q := parse(text, r.extraKeys)
	if r.docs == 0 || len(q.clauses)+len(q.filters) == 0 && !(opt.All && strings.TrimSpace(q.text) == "") {
		return res, nil
	}
	p, err := r.plan(q, opt)
	if err != nil {
		return res, err
	}
	res.Also = p.also
	want, strange, err := r.allowed(p)
	if err != nil {
		return res, err
	}
	found, matched := r.match(p.all, want, opt.Almost)
	res.Corrected, res.Partial, res.Unknown = p.corrected, p.apart || found < len(p.all), strange
	if len(matched) == 0 {
		res.Partial = false
		return res, nil
	}
	res.Total = len(matched)
	for d := range want {
		want[d] = false
	}
	for _, d := range matched {
		want[d] = true
	}
	rows, err := r.facets(want)
	if err != nil {
		return res, err
	}
	for _, d := range matched {
		res.Facets.add(rows[d])
	}
	if opt.Limit <= 0 || opt.Offset >= len(matched) {
		return res, nil
	}
	res.Unstated = unstated(matched, rows, opt.Sort)
	scores, err := r.rank(p, found, matched, want, opt.Sort, rows)
	if err != nil {
		return res, err
	}
	from := max(0, opt.Offset)
	for _, d := range matched[from:min(len(matched), from+opt.Limit)] {
		h, err := r.hit(d, p.stems)
		if err != nil {
			return res, err
		}
		h.Score = shown(scores[d])
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

// allowed says which documents the filters, the forbidden clauses and the
// numbers of the query leave, and which values of filters no document has.
func (r *Reader) allowed(p *plan) ([]bool, []Unknown, error) {
	want := make([]bool, r.docs)
	for d := range want {
		want[d] = true
	}
	for _, c := range p.none {
		for _, l := range c {
			for _, d := range l.docs {
				want[d] = false
			}
		}
	}
	for i, c := range p.all {
		if p.numbered[i] {
			only(want, c)
		}
	}
	if len(p.filters) == 0 {
		return want, nil, nil
	}
	rows, err := r.facets(nil)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range p.filters {
		f.extra = slices.Index(r.extraKeys, f.key)
		for d, row := range rows {
			want[d] = want[d] && f.keeps(row)
		}
	}
	return want, r.unknownValues(p.filters, rows), nil
}

// only leaves of the documents those that have one of the leaves.
func only(want []bool, leaves []leaf) {
	has := make([]bool, len(want))
	for _, l := range leaves {
		for _, d := range l.docs {
			has[d] = true
		}
	}
	for d := range want {
		want[d] = want[d] && has[d]
	}
}

// keeps says whether a row has any of the filter's values.
func (f filter) keeps(row facet) bool {
	if f.numeric() {
		n, known := row.number(f.key)
		return (known && slices.ContainsFunc(f.spans, func(s span) bool { return s.has(n) })) != f.not
	}
	var has []string
	switch f.key {
	case "class":
		has = row.classes()
	case "org":
		o := row.names.organisations[row.organisation]
		has = []string{o.name, o.slug}
	case "source":
		has = []string{row.names.sources[row.source]}
	default:
		v := row.names.extra[f.extra]
		for _, n := range v.sets[row.extra[f.extra]] {
			has = append(has, v.texts[n])
		}
	}
	return slices.ContainsFunc(has, func(s string) bool { return slices.Contains(f.values, fold(s)) }) != f.not
}

// numeric says that the filter's values are spans.
func (f filter) numeric() bool { return f.key == "year" || slices.Contains(lengthKeys, f.key) }

// number is the year of a row, or the minutes that something took.
func (f facet) number(key string) (n int, known bool) {
	if key == "year" {
		return f.year, f.year > 0
	}
	n = f.lengths[slices.Index(lengthKeys, key)]
	return n - 1, n > 0
}

// match returns the allowed documents that have all the clauses or, when there
// are none (or almost says so), those that have the most of them, and how many
// that is.
func (r *Reader) match(clauses [][]leaf, want []bool, almost bool) (found int, matched []uint32) {
	has, last := make([]int, r.docs), make([]int, r.docs)
	for i, c := range clauses {
		for _, l := range c {
			for _, d := range l.docs {
				if last[d] != i+1 {
					has[d], last[d] = has[d]+1, i+1
				}
			}
		}
	}
	for d, n := range has {
		if want[d] && (n < len(clauses) || !almost) {
			found = max(found, n)
		}
	}
	if found == 0 && (len(clauses) > 0 || almost) {
		return 0, nil
	}
	for d, n := range has {
		if want[d] && n == found {
			matched = append(matched, uint32(d))
		}
	}
	return found, matched
}

// rank puts the matched documents in the order asked for.
func (r *Reader) rank(p *plan, found int, matched []uint32, want []bool, order string, rows []facet) ([]float32, error) {
	scores := make([]float32, r.docs)
	if len(p.all) == 0 {
		for _, d := range matched {
			scores[d] = 1
		}
	} else {
		lengths, err := r.lengthsFor(p.all, want)
		if err != nil {
			return nil, err
		}
		share := float64(found) / float64(len(p.all)) // 1 unless the match is partial
		for d, s := range r.scores(p.all, want, lengths) {
			scores[d] = float32(s * share)
		}
	}
	slices.SortFunc(matched, func(a, b uint32) int {
		switch order {
		case Longest, Slowest:
			l := lengthOf(order)
			return cmp.Or(cmp.Compare(rows[b].lengths[l], rows[a].lengths[l]), cmp.Compare(b, a))
		case Newest:
			return cmp.Compare(b, a)
		case Oldest:
			return cmp.Or(cmp.Compare(r.undatedLast(a), r.undatedLast(b)), cmp.Compare(a, b))
		}
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(b, a))
	})
	return scores, nil
}

// lengthOf is the column that an order goes by.
func lengthOf(order string) int {
	if order == Longest {
		return slices.Index(lengthKeys, "lasted")
	}
	return slices.Index(lengthKeys, "noticed")
}

func unstated(matched []uint32, rows []facet, order string) (n int) {
	if order != Longest && order != Slowest {
		return 0
	}
	for _, d := range matched {
		if rows[d].lengths[lengthOf(order)] == 0 {
			n++
		}
	}
	return n
}

func (r *Reader) undatedLast(d uint32) int {
	if int(d) < r.undated {
		return 1
	}
	return 0
}

// lengthsFor loads the column of lengths as far as common terms need it.
func (r *Reader) lengthsFor(clauses [][]leaf, want []bool) ([]uint32, error) {
	need := make([]bool, r.docs)
	for _, c := range clauses {
		for _, l := range c {
			for _, s := range l.lists {
				if s.lengths != nil {
					continue
				}
				for _, d := range l.docs {
					need[d] = want[d]
				}
			}
		}
	}
	return r.lengths(need)
}

// add counts a document.
func (f Facets) add(row facet) {
	for _, c := range row.classes() {
		f.Class[c]++
	}
	if name := row.names.organisations[row.organisation].name; name != "" {
		f.Organisation[name]++
	}
	if row.year > 0 {
		f.Year[strconv.Itoa(row.year)]++
	}
	row.countSteps(f.Lasted, "lasted", lastedSteps, lastedSpans)
	row.countSteps(f.Noticed, "noticed", noticedSteps, noticedSpans)
}

func (f facet) countSteps(counts map[string]int, key string, steps []string, spans []span) {
	n, known := f.number(key)
	for i, s := range spans {
		if known && s.has(n) {
			counts[steps[i]]++
		}
	}
}

// shown rounds a score to what is worth printing, the same in both languages.
func shown(score float32) float64 {
	f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(score), 'e', 5, 64), 64)
	return f
}

// hit reads a document's title and text, and cuts its excerpt.
func (r *Reader) hit(doc uint32, stems map[string]bool) (Hit, error) {
	h, err := r.title(doc)
	if err != nil {
		return h, err
	}
	text, err := r.text(doc)
	h.Excerpt, h.Marks = excerpt(text, stems)
	return h, err
}

// title reads what a hit shows before its text is there.
func (r *Reader) title(doc uint32) (h Hit, err error) {
	err = r.record(titlesFamily, doc, func(c *cursor) { h = readTitle(c) })
	return h, err
}

func (r *Reader) text(doc uint32) (text string, err error) {
	err = r.record(textsFamily, doc, func(c *cursor) { text = c.text() })
	return text, err
}

// record reads the records of a shard up to that of a document.
func (r *Reader) record(family int, doc uint32, read func(*cursor)) error {
	return r.visit(family, "", int(doc), func(first int, raw []byte) (bool, error) {
		c := &cursor{b: raw}
		for d := first; d <= int(doc) && c.err == nil; d++ {
			read(c)
		}
		return false, c.err
	})
}

func readTitle(c *cursor) (h Hit) {
	h.URL, h.Title = c.text(), c.text()
	err := errors.Join(readMoment(c, &h.Date), readMoment(c, &h.When))
	h.Organisation = c.text()
	h.Classes = readTexts(c)
	if h.Classes == nil {
		h.Classes = []string{}
	}
	h.Summary = c.text()
	if n := c.int() - 1; n >= 0 {
		h.Lasted = &n
	}
	if h.Same = readTexts(c); h.Same == nil {
		h.Same = []string{}
	}
	if c.err == nil {
		c.err = err
	}
	return h
}

func readMoment(c *cursor, m *hindsight.Moment) error {
	return m.UnmarshalJSON([]byte(`"` + c.text() + `"`))
}
