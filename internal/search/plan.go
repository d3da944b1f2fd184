// Twin: assets/ts/search/plan.ts, assets/ts/search/leaves.ts

package search

import (
	"slices"
	"strings"
)

// A leaf is what bleve searches by itself: one term in one field, or one
// phrase in one field. lists hold the terms; docs are the documents that match.
type leaf struct {
	field int
	lists []scored
	docs  []uint32
}

// scored is a list with the factors of its term's score.
type scored struct {
	postings
	idf, boost float64
}

// A plan is a query whose words have been looked up.
type plan struct {
	query
	all, none [][]leaf        // of the clauses that documents must have, must not have
	numbered  []bool          // of all, those with a number: no match does without them
	stems     map[string]bool // to be marked in excerpts
	apart     bool            // words that were written as one are searched one by one
	corrected string
	also      []string // what means the same and is searched besides
}

// plan looks up the words of a query, and completes or corrects those that no
// document has.
func (r *Reader) plan(q query, opt Query) (*plan, error) {
	p := &plan{query: q, stems: map[string]bool{}}
	same, err := r.equivalents(p)
	if err != nil {
		return nil, err
	}
	var fixes []token
	for i, c := range q.clauses {
		settled, leaves, fixed, err := r.settle(c, opt, len(same[i]) > 0, q.joinedByOr(i))
		if err != nil {
			return nil, err
		}
		fixes = append(fixes, fixed...)
		if c.not {
			p.none = append(p.none, leaves...)
			continue
		}
		if same[i] != nil {
			leaves[0] = append(leaves[0], same[i]...)
		}
		p.add(c, leaves)
		p.apart = p.apart || len(settled) > 1
		p.mark(settled)
	}
	if len(p.all) > maxClauses {
		p.all = p.all[:maxClauses]
	}
	if len(fixes) > 0 {
		slices.SortFunc(fixes, func(a, b token) int { return a.start - b.start })
		p.corrected = replaceAll(q.text, fixes)
	}
	return p, nil
}

// joinedByOr says that a clause stands beside OR.
func (q *query) joinedByOr(i int) bool {
	return q.clauses[i].or || i+1 < len(q.clauses) && q.clauses[i+1].or
}

// add takes the leaves of clauses; those after OR go to the clause before.
func (p *plan) add(c clause, leaves [][]leaf) {
	if last := len(p.all) - 1; c.or {
		p.all[last] = append(p.all[last], leaves[0]...)
		p.numbered[last] = p.numbered[last] || c.numbered()
		return
	}
	for _, l := range leaves {
		p.all, p.numbered = append(p.all, l), append(p.numbered, c.numbered())
	}
}

// mark has the words of clauses marked in excerpts.
func (p *plan) mark(list []clause) {
	for _, c := range list {
		for _, tokens := range append(c.others, c.tokens) {
			for _, t := range tokens {
				p.stems[t.stem] = true
			}
		}
		for _, s := range c.stems {
			p.stems[s] = true
		}
	}
}

// replaceAll writes the corrected words in the place of the typed ones.
func replaceAll(text string, fixes []token) string {
	var b strings.Builder
	last := 0
	for _, t := range fixes {
		b.WriteString(text[last:t.start])
		b.WriteString(t.form)
		last = t.end
	}
	return b.String() + text[last:]
}

// leaves turns a clause into what is searched in each field.
func (r *Reader) leaves(c clause) ([]leaf, error) {
	var out []leaf
	stems := c.stems
	if len(stems) == 0 && len(c.tokens) == 1 {
		stems = []string{c.tokens[0].stem}
	}
	for _, s := range stems {
		leaves, err := r.term(s)
		if err != nil {
			return nil, err
		}
		out = append(out, leaves...)
	}
	if len(c.tokens) > 1 {
		leaves, err := r.phrase(c.tokens)
		if err != nil {
			return nil, err
		}
		out = append(out, leaves...)
	}
	for _, tokens := range c.others {
		leaves, err := r.tokens(tokens)
		if err != nil {
			return nil, err
		}
		out = append(out, leaves...)
	}
	return out, nil
}

// tokens finds the documents with a word, or with several as a phrase.
func (r *Reader) tokens(list []token) ([]leaf, error) {
	if len(list) == 1 {
		return r.term(list[0].stem)
	}
	return r.phrase(list)
}

func (r *Reader) term(stem string) (out []leaf, err error) {
	rec, _, err := r.lookup(stem)
	for f, p := range rec.fields {
		out = append(out, leaf{f, []scored{r.scored(f, p)}, p.docs})
	}
	return out, err
}

// phrase finds the documents in which the tokens stand at their distances.
func (r *Reader) phrase(tokens []token) ([]leaf, error) {
	recs, at := make([]record, len(tokens)), make([][fieldCount][][]uint32, len(tokens))
	for i, t := range tokens {
		rec, ok, err := r.lookup(t.stem)
		if err != nil {
			return nil, err
		}
		if recs[i] = rec; ok {
			if at[i], err = r.positions(t.stem, rec); err != nil {
				return nil, err
			}
		}
	}
	out := make([]leaf, fieldCount)
	for f := range out {
		out[f].field = f
		for _, rec := range recs {
			out[f].lists = append(out[f].lists, r.scored(f, rec.fields[f]))
		}
		out[f].docs = phraseDocs(f, tokens, recs, at)
	}
	return out, nil
}

// phraseDocs narrows the places where the phrase may begin, token by token.
func phraseDocs(f int, tokens []token, recs []record, at [][fieldCount][][]uint32) (docs []uint32) {
	next := make([]int, len(tokens)) // place in each token's list
	for i, doc := range recs[0].fields[f].docs {
		starts := at[0][f][i]
		for j := 1; j < len(tokens) && len(starts) > 0; j++ {
			list := recs[j].fields[f].docs
			for next[j] < len(list) && list[next[j]] < doc {
				next[j]++
			}
			if next[j] == len(list) || list[next[j]] != doc {
				starts = nil
				break
			}
			starts = shiftedBy(starts, at[j][f][next[j]], uint32(tokens[j].at))
		}
		if len(starts) > 0 {
			docs = append(docs, doc)
		}
	}
	return docs
}

// shiftedBy returns the a for which a+by is in list; both are in order.
func shiftedBy(a, list []uint32, by uint32) (out []uint32) {
	j := 0
	for _, x := range a {
		for j < len(list) && list[j] < x+by {
			j++
		}
		if j < len(list) && list[j] == x+by {
			out = append(out, x)
		}
	}
	return out
}
