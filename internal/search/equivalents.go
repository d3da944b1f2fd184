// Twin: assets/ts/search/equivalents.ts

package search

import "slices"

// equivalentBoost is what an equivalent counts beside the word itself.
const equivalentBoost = 0.5

// equivalents looks up what means the same as the words of a query outside
// quotes, and returns for each clause what is searched besides it: what some
// document has. The clauses of a phrase (load balancer) share what is the same.
func (r *Reader) equivalents(p *plan) ([][]leaf, error) {
	same := make([][]leaf, len(p.clauses))
	for end, w := range p.typed {
		if w.clause < 0 || w.stem.stem == "" {
			continue
		}
		rec, _, err := r.lookup(w.stem.stem)
		if err != nil {
			return nil, err
		}
		for _, m := range rec.meanings {
			clauses := p.saying(analyse(m.text), end)
			if len(clauses) == 0 {
				continue
			}
			others := m.others
			if asOne(analyse(m.text)) { // a text with the phrase counts more than one with its one telling word
				others = append([]string{m.text}, others...)
			}
			for _, other := range others {
				leaves, err := r.equivalent(p, other)
				if err != nil {
					return nil, err
				}
				if len(leaves) > 0 && other != m.text && !slices.Contains(p.also, other) {
					p.also = append(p.also, other)
				}
				for _, c := range clauses {
					same[c] = append(same[c], leaves...)
				}
			}
		}
	}
	return same, nil
}

// saying returns the clauses that make up a phrase whose last telling word is
// the typed word at end; none where it is not typed so, or is only a part of
// what was written as one.
func (q *query) saying(phrase []stem, end int) (clauses []int) {
	from := end - lastTelling(phrase)
	to := from + len(phrase)
	if from < 0 || to > len(q.typed) {
		return nil
	}
	for i, s := range phrase {
		w := q.typed[from+i]
		if w.key() != s.key() || w.stem.stem != "" && w.clause < 0 {
			return nil
		}
		if w.clause >= 0 && !slices.Contains(clauses, w.clause) {
			clauses = append(clauses, w.clause)
		}
	}
	for i, w := range q.typed {
		if (i < from || i >= to) && slices.Contains(clauses, w.clause) {
			return nil
		}
	}
	return clauses
}

// equivalent finds the documents with an equivalent.
func (r *Reader) equivalent(p *plan, text string) ([]leaf, error) {
	list := analyse(text)
	leaves, err := r.tokens(tokensOf(list))
	if err != nil || !anyDocs(leaves) {
		return nil, err
	}
	for i := range leaves {
		for j := range leaves[i].lists {
			leaves[i].lists[j].boost *= equivalentBoost
		}
	}
	for _, s := range list {
		if s.stem != "" {
			p.stems[s.stem] = true
		}
	}
	return leaves, nil
}

// tokensOf is what a text is looked for by: its words as a phrase or, where
// stop words would leave one of them alone, all as one word.
func tokensOf(list []stem) (out []token) {
	if asOne(list) {
		form := joinedTerms(list)
		return []token{{form: form, stem: stemOf(form)}}
	}
	for _, s := range list {
		out = append(out, token{form: s.term, stem: s.stem, at: s.pos})
	}
	return phraseOf(out)
}
