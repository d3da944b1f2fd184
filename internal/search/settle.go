// Twin: assets/ts/search/plan.ts

package search

import "slices"

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
