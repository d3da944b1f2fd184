package site

import "hindsight"

// A label is a class and the sentences that earned it.
type label struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Known  bool    `json:"known"` // has a page
	Quotes []quote `json:"quotes"`
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
		l := label{ID: id, Title: c.Title, Known: known}
		if !known {
			l.Title = oneLine(id, 60)
		}
		for i, q := range quotes {
			if q.Class == id {
				l.Quotes = append(l.Quotes, quote{oneLine(quoteText(q.Quote), 600), oneLine(q.Section, 120), anchors[i]})
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
