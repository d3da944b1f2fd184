package site

import (
	"slices"

	"hindsight"
)

// A label is a class and the sentences that earned it.
type label struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Short  string  `json:"short"` // the title for a row of a list
	Known  bool    `json:"known"` // has a page
	Quotes []quote `json:"-"`     // the page shows them in its proofs
}

type quote struct {
	Text    string `json:"text"`
	Section string `json:"section"`
	Anchor  string `json:"anchor"` // of the mark in the text; "" when it is not there
}

// labels joins each class with its quotes.
func labels(e hindsight.Entry, quotes []hindsight.Evidence, anchors []string, tax hindsight.Taxonomy) []label {
	var out []label
	for _, id := range e.Classes {
		c, known := tax.Class(id)
		l := label{ID: id, Title: c.Title, Short: c.Brief(), Known: known}
		if !known {
			l.Title = oneLine(id, 60)
			l.Short = l.Title
		}
		for i, q := range quotes {
			if q.Class == id {
				l.Quotes = append(l.Quotes, quote{oneLine(quoteText(q.Quote), 600), calm(oneLine(q.Section, 120)), anchors[i]})
			}
		}
		out = append(out, l)
	}
	return out
}

// quoteText is a quote without its Markdown marks.
func quoteText(md string) string {
	d, err := quoteDOM(md)
	if err != nil {
		return md
	}
	return textOf(d.root)
}

// A proof is a sentence, and the classes that it earned.
type proof struct {
	ID      string  `json:"id"`      // that the mark in the text leads to; "" for none
	Classes []label `json:"classes"` // without their quotes
	Quote   quote   `json:"quote"`   // its text is "" where a person set the class, or nothing may be shown
}

// proofs gives each class the first of its sentences, and the further ones
// apart; a sentence that earned several classes comes once.
func proofs(labels []label) (first, further []proof) {
	add := func(to []proof, l label, q quote) []proof {
		l.Quotes = nil
		for i := range to {
			if to[i].Quote.Text == q.Text {
				if !slices.ContainsFunc(to[i].Classes, func(c label) bool { return c.ID == l.ID }) {
					to[i].Classes = append(to[i].Classes, l)
				}
				return to
			}
		}
		return append(to, proof{Classes: []label{l}, Quote: q})
	}
	for _, l := range labels {
		var q quote
		if len(l.Quotes) > 0 {
			q = l.Quotes[0]
		}
		first = add(first, l, q)
	}
	for _, l := range labels {
		for n, q := range l.Quotes {
			if n > 0 && !slices.ContainsFunc(first, func(p proof) bool { return p.Quote.Text == q.Text }) {
				further = add(further, l, q)
			}
		}
	}
	seen := map[string]bool{}
	for _, list := range [][]proof{first, further} {
		for i, p := range list {
			if a := p.Quote.Anchor; a != "" && !seen[a] {
				seen[a], list[i].ID = true, whyID(a)
			}
		}
	}
	return first, further
}
