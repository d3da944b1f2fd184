package tagging

import (
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/prose"
)

// Stale returns the quotes that neither the text nor the title contains (any more).
func Stale(e hindsight.Entry) []hindsight.Evidence {
	var out []hindsight.Evidence
	for _, v := range e.Evidence {
		if !holds(e, v.Quote) {
			out = append(out, v)
		}
	}
	return out
}

func holds(e hindsight.Entry, quote string) bool {
	return quote != "" && (strings.Contains(e.Body, quote) || strings.Contains(e.Title, quote))
}

// requote is the evidence of an entry whose classes a person fixed. A quote
// that the text no longer contains is given as it stands there now, where only
// blanks and line breaks have changed; else it goes, and a class that so loses
// its last quote gets those that the classifier finds for it.
// Quotes for classes that the person took away go as well.
func requote(e hindsight.Entry, x classify.Explanation) []hindsight.Evidence {
	e.Evidence = slices.DeleteFunc(slices.Clone(e.Evidence), func(v hindsight.Evidence) bool { return !slices.Contains(e.Classes, v.Class) })
	if len(Stale(e)) == 0 {
		return e.Evidence
	}
	var out []hindsight.Evidence
	for _, v := range e.Evidence {
		if !holds(e, v.Quote) {
			v.Quote = prose.Verbatim(e.Body, v.Quote)
		}
		if v.Quote != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, v := range Stale(e) {
		ofClass := func(o hindsight.Evidence) bool { return o.Class == v.Class }
		if slices.ContainsFunc(out, ofClass) || !slices.Contains(e.Classes, v.Class) {
			continue
		}
		for _, w := range x.Weighed {
			if w.Class != v.Class {
				continue
			}
			for _, q := range w.Quotes {
				out = append(out, hindsight.Evidence{Class: v.Class, Section: q.Section, Quote: q.Quote})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b hindsight.Evidence) int {
		return slices.Index(e.Classes, a.Class) - slices.Index(e.Classes, b.Class)
	})
	return out
}
