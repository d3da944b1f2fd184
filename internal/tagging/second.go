package tagging

import (
	"slices"

	"hindsight"
	"hindsight/internal/assistant"
	"hindsight/internal/prose"
)

// Second brings a second reader's word, nil where there is none, into an entry
// that is tagged anew: which classes both give, and a flag for a person where
// they do not give the same ones with the same first. Then the first reader's
// stay, unless the second is preferred.
func Second(e hindsight.Entry, s *assistant.Second) hindsight.Entry {
	e.Agreed = nil
	unflag(&e, hindsight.ReviewDisputed)
	if s == nil {
		return e
	}
	var theirs []string
	for _, o := range s.Answer {
		theirs = append(theirs, o.Class)
	}
	first, second := e.Classes, theirs
	if s.Prefer {
		e = prefer(e, s.Answer, theirs)
		first, second = theirs, first
	}
	for _, id := range e.Classes {
		if slices.Contains(first, id) && slices.Contains(second, id) {
			e.Agreed = append(e.Agreed, id)
		}
	}
	if !alike(first, second) && !e.IsCurated("review") {
		Flag(&e, hindsight.ReviewDisputed)
	}
	return e
}

// alike says that two readers give the same classes, and the same first.
func alike(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return a[0] == b[0] && slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// prefer is e with the second reader's classes, and with its quotes, unless a
// person fixed those.
func prefer(e hindsight.Entry, a assistant.Answer, classes []string) hindsight.Entry {
	e.Classes = classes
	if !e.IsCurated("evidence") {
		e.Evidence = nil
		doc := prose.Parse(e.Title, e.Body)
		for _, o := range a {
			e.Evidence = append(e.Evidence, hindsight.Evidence{Class: o.Class, Section: doc.HeadingOf(o.Quote), Quote: o.Quote})
		}
	}
	if unflag(&e, hindsight.ReviewNoCause); len(classes) == 0 && !e.IsCurated("review") {
		Flag(&e, hindsight.ReviewNoCause)
	}
	return e
}

// unflag takes a flag away, unless a person fixed the flags.
func unflag(e *hindsight.Entry, review string) {
	if slices.Contains(e.Review, review) && !e.IsCurated("review") {
		e.Review = slices.DeleteFunc(slices.Clone(e.Review), func(r string) bool { return r == review })
	}
}
