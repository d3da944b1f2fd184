package main

import (
	"errors"
	"fmt"
	"slices"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/content"
	"hindsight/internal/tagging"
)

// learn lets the classifier learn from what people fixed in the archive, says
// what that changes, and writes the model, unless it changes more than so few
// corrections should and nobody said that this is meant.
func (a *app) learn(ar *content.Archive, tax hindsight.Taxonomy, cl *classify.Classifier, dry, wide bool) (*classify.Classifier, error) {
	curated, others := a.curatedClasses(ar.Entries(), tax)
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
	file := cl.LearnFurther(examples, others).Model(provenance...)
	learned, err := cl.WithModel(file) // rounded as in the file, so that the next run says the same
	if err != nil {
		return nil, err
	}
	a.progress("learned from %s; of their main classes the built-in model gives %d, the new one %d",
		count(len(curated), "curated postmortem"), tagging.Agree(cl, curated), tagging.Agree(learned, curated))
	spread := tagging.Differ(cl, learned, others)
	a.progress("of %s %d get other classes than from the built-in model", count(len(others), "other postmortem"), spread)
	if may := tagging.MaySpread(len(curated), len(others)); spread > may && !wide && !dry {
		return nil, hinted{fmt.Errorf("not learned: %s would change the classes of %d others, more than the %d that so few should",
			count(len(curated), "curated postmortem"), spread, may),
			"hindsight tag --learn --dry-run lists the changes; correct more postmortems, or add --wide if the changes are right"}
	}
	if !dry {
		if err := ar.WriteFile(modelFile, file); err != nil {
			return nil, err
		}
	}
	return learned, nil
}

// curatedClasses returns the entries to learn from and the texts of those
// that nobody has fixed, in the archive's order.
func (a *app) curatedClasses(entries []hindsight.Entry, tax hindsight.Taxonomy) (out []hindsight.Entry, others []hindsight.Postmortem) {
	for _, e := range entries {
		if !e.IsCurated("classes") {
			others = append(others, e.Postmortem)
			continue
		}
		unknown := slices.IndexFunc(e.Classes, func(id string) bool { _, ok := tax.Class(id); return !ok })
		if unknown >= 0 {
			a.leftOut("%s: class %q is not in the taxonomy: nothing learned from it", e.Path, e.Classes[unknown])
			continue
		}
		out = append(out, e)
	}
	return out, others
}
