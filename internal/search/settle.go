// Twin: assets/ts/search/plan.ts

package search

import "slices"

// settle decides what a clause stands for: itself with its words known, or,
// when it is several words written as one (load/balance) that stand so in no
// document, the joined word, or else each of the words by itself. Words with
// equivalents that documents have are known, and a clause beside OR is whole.
func (r *Reader) settle(c clause, opt Query, equivalents, or bool) (list []clause, found [][]leaf, fixes []token, err error) {
	if list, fixes, err = r.reading(c, opt, equivalents); err != nil {
		return nil, nil, nil, err
	}
	if or && len(list) > 1 {
		list = []clause{c}
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

func (r *Reader) reading(c clause, opt Query, equivalents bool) ([]clause, []token, error) {
	if c.not {
		return []clause{c}, nil, nil
	}
	known, err := r.spelledOtherwise(c)
	if err != nil || known || equivalents {
		opt.AsIs = true
	}
	settled, fixes, err := r.known(c, opt)
	if err != nil || known || equivalents {
		return []clause{settled}, fixes, err
	}
	divided, err := r.leaves(settled)
	if err != nil || anyDocs(divided) {
		return []clause{settled}, fixes, err
	}
	if c.whole.stem != "" && !opt.AsIs {
		_, known, err := r.lookup(c.whole.stem)
		if err != nil || known {
			return []clause{{tokens: []token{c.whole}}}, []token{c.whole}, err
		}
	}
	if len(c.tokens) == 1 || c.numbered() || c.whole.form == "" && len(c.others) == 0 {
		return []clause{settled}, fixes, nil
	}
	return apart(settled), fixes, nil
}

// spelledOtherwise says that some document has another spelling of a clause.
func (r *Reader) spelledOtherwise(c clause) (bool, error) {
	for _, tokens := range c.others {
		leaves, err := r.tokens(tokens)
		if err != nil || anyDocs(leaves) {
			return true, err
		}
	}
	return false, nil
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
	out, fixes := c, []token(nil)
	out.tokens = nil
	for _, t := range c.tokens {
		word, stems, err := r.meant(t, c.open, opt)
		if err != nil {
			return c, nil, err
		}
		if word.form != t.form {
			fixes = append(fixes, word)
		}
		out.tokens, out.stems = append(out.tokens, word), stems
	}
	return out, fixes, nil
}

// meant returns the word that a word stands for: itself when a document has
// it, else the nearest; and the stems of all that begin with it when it is open.
func (r *Reader) meant(t token, open bool, opt Query) (word token, stems []string, err error) {
	_, known, err := r.lookup(t.stem)
	if err != nil || known && !(open && opt.Typing) {
		return t, nil, err
	}
	if open {
		if stems, err = r.complete(t.form); err != nil {
			return t, nil, err
		}
		if known && !slices.Contains(stems, t.stem) {
			stems = append(stems, t.stem)
		}
	}
	if known || len(stems) > 0 || opt.AsIs {
		return t, stems, nil
	}
	best, err := r.correct(t.form)
	if best != "" {
		t.form, t.stem = best, stemOf(best)
	}
	return t, nil, err
}
