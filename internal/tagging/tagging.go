// Package tagging writes what the classifier finds into entries, and minds what
// a person fixed there.
package tagging

import (
	"iter"
	"slices"

	"hindsight"
	"hindsight/internal/assistant"
	"hindsight/internal/classify"
)

// Tag is e with the classes and the evidence of findings in place of its own.
func Tag(e hindsight.Entry, findings []hindsight.Finding) hindsight.Entry {
	e.Classes, e.Evidence, e.Agreed = nil, nil, nil
	for _, f := range findings {
		e.Classes = append(e.Classes, f.Class)
		for _, v := range f.Evidence {
			e.Evidence = append(e.Evidence, hindsight.Evidence{Class: f.Class, Section: v.Section, Quote: v.Quote})
		}
	}
	return e
}

// Flag asks for a person's look at e: review is one of the Review constants.
// A flag stands once.
func Flag(e *hindsight.Entry, review string) {
	if !slices.Contains(e.Review, review) {
		e.Review = append(e.Review, review)
	}
}

// Retag is e with new findings where no person has fixed the old ones. Of what
// a person fixed, only the quotes that the text no longer contains change.
func Retag(e hindsight.Entry, x classify.Explanation) hindsight.Entry {
	if e.IsCurated("classes") {
		if !e.IsCurated("evidence") {
			e.Evidence = requote(e, x)
		}
		unflag(&e, hindsight.ReviewDisputed) // they are settled
		return e
	}
	old := e.Evidence
	e = Tag(e, x.Findings)
	if e.IsCurated("evidence") {
		e.Evidence = old
	}
	if unflag(&e, hindsight.ReviewNoCause); x.NoCause && !e.IsCurated("review") {
		Flag(&e, hindsight.ReviewNoCause)
	}
	return e
}

// Readers are those who read an entry for Changes.
type Readers struct {
	Explain func(hindsight.Entry) (classify.Explanation, bool) // false: the entry stays as it is
	Second  func(hindsight.Entry) *assistant.Second            // nil: nobody reads it a second time
}

// Changes yields the entries that their readers tag otherwise than they are,
// each as it is and as it would be. No second reader is asked about an entry
// whose classes a person fixed.
func Changes(by Readers, entries []hindsight.Entry) iter.Seq2[hindsight.Entry, hindsight.Entry] {
	return func(yield func(old, now hindsight.Entry) bool) {
		for _, old := range entries {
			x, ok := by.Explain(old)
			if !ok {
				continue
			}
			now := Retag(old, x)
			if !old.IsCurated("classes") {
				now = Second(now, by.Second(old))
			}
			same := slices.Equal(now.Classes, old.Classes) && slices.Equal(now.Evidence, old.Evidence) && slices.Equal(now.Review, old.Review) &&
				slices.Equal(now.Agreed, old.Agreed)
			if !same && !yield(old, now) {
				return
			}
		}
	}
}
