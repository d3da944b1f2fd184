package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/tagging"
)

// mostDoubtful is how many documents `check --tags` lists.
const mostDoubtful = 20

// A doubt is a document's class whose score lies close to what is needed.
type doubt struct {
	path, class string
	score, need float64
}

// tagReport counts what the classifier makes of the whole archive.
type tagReport struct {
	documents, none, noCause int
	classes                  map[string]*classCount
	doubts                   []doubt
	stale                    []string // quotes that the text no longer contains, each with its file and class
}

type classCount struct {
	documents int
	surplus   float64 // sum of score minus the score needed
}

// checkTags lists where a person's look at the tags is worth most. What was
// curated is settled and is left out of the doubts.
func (a *app) checkTags(ctx context.Context) error {
	tax, cl, err := a.taxonomy()
	if err != nil {
		return err
	}
	r := tagReport{classes: map[string]*classCount{}}
	for _, c := range tax {
		r.classes[c.ID] = &classCount{}
	}
	err = a.entries(func(e hindsight.Entry) error {
		if x, ok := a.explained(ctx, cl, e.Path, e.Postmortem); ok {
			r.add(e, x)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	a.showTags(r)
	return nil
}

func (r *tagReport) add(e hindsight.Entry, x classify.Explanation) {
	r.documents++
	if len(e.Classes) == 0 {
		r.none++
		if x.NoCause {
			r.noCause++
		}
	}
	for _, v := range tagging.Stale(e) {
		r.stale = append(r.stale, fmt.Sprintf("%s: %s: %q", e.Path, v.Class, oneLine(v.Quote)))
	}
	for _, w := range x.Weighed {
		if c := r.classes[w.Class]; w.Found && c != nil {
			c.documents++
			c.surplus += w.Score - w.Needed
		}
		if !e.IsCurated("classes") {
			r.doubts = append(r.doubts, doubt{e.Path, w.Class, w.Score, w.Needed})
		}
	}
}

func (a *app) showTags(r tagReport) {
	fmt.Fprintf(a.out, "without class: %d of %d, of these %d that state no cause\n", r.none, r.documents, r.noCause)
	var ids []string
	for id := range r.classes {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int {
		return cmp.Or(cmp.Compare(r.classes[x].margin(), r.classes[y].margin()), strings.Compare(x, y))
	})
	fmt.Fprintln(a.out, "classes, weakest first (documents, mean score above what is needed):")
	for _, id := range ids {
		fmt.Fprintf(a.out, "  %-20s %4d  %.2f\n", id, r.classes[id].documents, r.classes[id].margin())
	}
	slices.SortFunc(r.doubts, func(x, y doubt) int {
		return cmp.Or(cmp.Compare(math.Abs(x.score-x.need), math.Abs(y.score-y.need)), strings.Compare(x.path, y.path), strings.Compare(x.class, y.class))
	})
	fmt.Fprintln(a.out, "most doubtful (score, needed):")
	for _, d := range r.doubts[:min(mostDoubtful, len(r.doubts))] {
		fmt.Fprintf(a.out, "  %.2f %.2f  %-20s %s\n", d.score, d.need, d.class, d.path)
	}
	a.showStale(r.stale)
}

// showStale names the quotes that a person or a new import made stale.
func (a *app) showStale(stale []string) {
	if len(stale) == 0 {
		return
	}
	fmt.Fprintln(a.out, "quotes that the text no longer contains (hindsight tag drops them or finds new ones, unless evidence is curated):")
	for _, s := range stale {
		fmt.Fprintln(a.out, "  "+s)
	}
}

// margin is the mean score above what is needed; 0 for a class without documents.
func (c *classCount) margin() float64 {
	if c.documents == 0 {
		return 0
	}
	return c.surplus / float64(c.documents)
}
