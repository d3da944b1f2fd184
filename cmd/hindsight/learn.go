package main

import (
	"errors"
	"fmt"
	"slices"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/page"
)

// learn lets the classifier learn from what people fixed in the archive, says
// what that changed in the fixed ones themselves, and writes the model.
func (a *app) learn(ar *page.Archive, tax hindsight.Taxonomy, cl *classify.Classifier, dry bool) (*classify.Classifier, error) {
	curated := a.curatedClasses(ar.Entries(), tax)
	if len(curated) == 0 {
		return nil, hinted{errors.New("nothing to learn from: no postmortem has classes that a person fixed"),
			"set classes in a content file, name them under curated: [classes], and learn again"}
	}
	examples := make([]classify.Example, len(curated))
	provenance := []string{"the built-in model, and what hindsight tag --learn learned from", ""}
	for i, e := range curated {
		examples[i] = classify.Example{ID: e.ID(), Postmortem: e.Postmortem, Classes: e.Classes}
		provenance = append(provenance, e.ID())
	}
	provenance[1] = fmt.Sprintf("%d postmortems whose classes a person fixed:", len(curated))
	learned := cl.LearnFurther(examples)
	a.progress("learned from %d curated postmortems; of their main classes the built-in model gives %d, the new one %d",
		len(curated), agree(cl, curated), agree(learned, curated))
	file := learned.Model(provenance...)
	if !dry {
		if err := ar.WriteFile(modelFile, file); err != nil {
			return nil, err
		}
	}
	return cl.WithModel(file) // rounded as in the file, so that the next run says the same
}

// curatedClasses returns the entries to learn from, in the archive's order.
func (a *app) curatedClasses(entries []hindsight.Entry, tax hindsight.Taxonomy) []hindsight.Entry {
	var out []hindsight.Entry
	for _, e := range entries {
		if !e.IsCurated("classes") {
			continue
		}
		unknown := slices.IndexFunc(e.Classes, func(id string) bool { _, ok := tax.Class(id); return !ok })
		if unknown >= 0 {
			a.leftOut("%s: class %q is not in the taxonomy: nothing learned from it", e.Path, e.Classes[unknown])
			continue
		}
		out = append(out, e)
	}
	return out
}

// agree counts the entries whose primary class the classifier gives.
func agree(cl *classify.Classifier, entries []hindsight.Entry) int {
	n := 0
	for _, e := range entries {
		if tag(hindsight.Entry{}, cl.Classify(e.Postmortem)).Primary() == e.Primary() {
			n++
		}
	}
	return n
}
