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
	stems     map[string]bool // to be marked in excerpts
	apart     bool            // words that were written as one are searched one by one
	corrected string
}

// plan looks up the words of a query, and completes or corrects those that no
// document has.
func (r *Reader) plan(q query, opt Query) (*plan, error) {
	p := &plan{query: q, stems: map[string]bool{}}
	var fixes []token
	for _, c := range q.clauses {
		settled, leaves, fixed, err := r.settle(c, opt)
		if err != nil {
			return nil, err
		}
		fixes = append(fixes, fixed...)
		if c.not {
			p.none = append(p.none, leaves...)
			continue
		}
		p.apart = p.apart || len(settled) > 1
		p.all = append(p.all, leaves...)
		for _, c := range settled {
			for _, t := range c.tokens {
				p.stems[t.stem] = true
			}
			for _, s := range c.stems {
				p.stems[s] = true
			}
		}
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

// settle decides what a clause stands for: itself with its words known, or,
// when it is several words written as one (us-east-1) that stand so in no
// document, the joined word, or else each of the words by itself.
func (r *Reader) settle(c clause, opt Query) (list []clause, found [][]leaf, fixes []token, err error) {
	if list, fixes, err = r.reading(c, opt); err != nil {
		return nil, nil, nil, err
	}
	for i := range list {
		leaves, err := r.leaves(list[i])
		if err != nil {
			return nil, nil, nil, err
		}
		found = append(found, leaves)
	}
	return list, found, fixes, nil
}

func (r *Reader) reading(c clause, opt Query) ([]clause, []token, error) {
	if c.not {
		return []clause{c}, nil, nil
	}
	settled, fixes, err := r.known(c, opt)
	if err != nil || c.whole.form == "" {
		return []clause{settled}, fixes, err
	}
	divided, err := r.leaves(settled)
	if err != nil || anyDocs(divided) {
		return []clause{settled}, fixes, err
	}
	if c.whole.stem != "" && !opt.AsIs {
		known, err := r.find(postingsFamily, c.whole.stem)
		if err != nil || known != nil {
			return []clause{{tokens: []token{c.whole}}}, []token{c.whole}, err
		}
	}
	return apart(settled), fixes, nil
}

func anyDocs(leaves []leaf) bool {
	return slices.ContainsFunc(leaves, func(l leaf) bool { return len(l.docs) > 0 })
}

// apart makes a clause of each different word of a clause.
func apart(c clause) (list []clause) {
	for _, t := range c.tokens {
		if t.at = 0; !slices.ContainsFunc(list, func(d clause) bool { return d.tokens[0].stem == t.stem }) {
			list = append(list, clause{tokens: []token{t}})
		}
	}
	return list
}

// known completes or corrects the words of a clause that no document has.
func (r *Reader) known(c clause, opt Query) (clause, []token, error) {
	out, fixes, further := c, []token(nil), 0
	out.tokens = nil
	for _, t := range c.tokens {
		t.at += further
		words, stems, err := r.meant(t, c.open, opt)
		if err != nil {
			return c, nil, err
		}
		further += len(words) - 1
		if words[0].form != t.form {
			fix := t
			fix.form = words[0].form
			for _, w := range words[1:] {
				fix.form += "-" + w.form
			}
			fixes = append(fixes, fix)
		}
		out.tokens, out.stems = append(out.tokens, words...), stems
	}
	return out, fixes, nil
}

// meant returns the words that a word stands for: itself when a document has
// it, its parts (tls1 as tls-1) or the nearest word when none has; and the
// stems of all that begin with it when it is open.
func (r *Reader) meant(t token, open bool, opt Query) (words []token, stems []string, err error) {
	known, err := r.find(postingsFamily, t.stem)
	if err != nil || known != nil && !(open && opt.Typing) {
		return []token{t}, nil, err
	}
	if open {
		if stems, err = r.complete(t.form); err != nil {
			return nil, nil, err
		}
		if known != nil && !slices.Contains(stems, t.stem) {
			stems = append(stems, t.stem)
		}
	}
	if known != nil || len(stems) > 0 || opt.AsIs {
		return []token{t}, stems, nil
	}
	if words, err = r.parts(t); err != nil || len(words) > 0 {
		return words, nil, err
	}
	best, err := r.correct(t.form)
	if best != "" {
		t.form, t.stem = best, stemOf(best)
	}
	return []token{t}, nil, err
}

// maxParts keeps a hash that no document has from being looked up digit by digit.
const maxParts = 4

// parts divides a word between letters and digits, if some document has the
// parts one after the other: "http2" finds "HTTP/2".
func (r *Reader) parts(t token) ([]token, error) {
	forms := letterDigitRuns(t.form)
	if len(forms) < 2 || len(forms) > maxParts {
		return nil, nil
	}
	var words, phrase []token
	for i, form := range forms {
		stem := stemOf(form)
		if stem == "" {
			return nil, nil
		}
		words = append(words, token{form, stem, t.at + i, t.start, t.end})
		phrase = append(phrase, token{form: form, stem: stem, at: i})
	}
	leaves, err := r.phrase(phrase)
	if err != nil || !anyDocs(leaves) {
		return nil, err
	}
	return words, nil
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
	if len(c.tokens) > 1 {
		return r.phrase(c.tokens)
	}
	stems := c.stems
	if len(stems) == 0 {
		stems = []string{c.tokens[0].stem}
	}
	var out []leaf
	for _, s := range stems {
		rec, _, err := r.lookup(s)
		if err != nil {
			return nil, err
		}
		for f, p := range rec.fields {
			out = append(out, leaf{f, []scored{r.scored(f, p)}, p.docs})
		}
	}
	return out, nil
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
