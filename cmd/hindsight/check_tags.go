package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/classify"
	"hindsight/internal/tagging"
)

// firstLooks is how many documents `check --tags` lists for a person to look at.
const firstLooks = 20

// tagReport counts what the classifier makes of the whole archive.
type tagReport struct {
	documents, none, noCause int
	classes                  map[string]*classCount
	doubts                   []tagging.Doubt
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
	}
	if d, ok := tagging.Doubts(e, x); ok {
		r.doubts = append(r.doubts, d)
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
	a.showDoubts(r.doubts)
	a.showStale(r.stale)
}

// showDoubts names the documents that a person should look at first, and why.
func (a *app) showDoubts(doubts []tagging.Doubt) {
	slices.SortFunc(doubts, func(x, y tagging.Doubt) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), strings.Compare(x.Path, y.Path))
	})
	fmt.Fprintf(a.out, "look at these first (least sure; of %d whose classes no person has fixed):\n", len(doubts))
	for _, d := range doubts[:min(firstLooks, len(doubts))] {
		fmt.Fprintf(a.out, "  %s: %s\n      %s\n", d.Path, cmp.Or(d.Main.Class, "no class"), reasons(d))
	}
}

// nearlyAs is how much of the main cause's share a rival has that is named.
const nearlyAs = .5

// reasons says in words what is in doubt.
func reasons(d tagging.Doubt) string {
	var out []string
	if d.Disputed {
		out = append(out, "a second reader gives other classes; both give "+cmp.Or(strings.Join(d.Agreed, ", "), "no class"))
	}
	main, rival := cmp.Or(d.Main.Class, "that no cause is stated"), cmp.Or(d.Rival.Class, "no cause stated")
	switch {
	case d.Rival.Share > d.Main.Share:
		out = append(out, fmt.Sprintf("the main cause is likelier %s (%.2f) than %s (%.2f)", rival, d.Rival.Share, main, d.Main.Share))
	case d.Rival.Share > nearlyAs*d.Main.Share:
		out = append(out, fmt.Sprintf("the main cause may be %s (%.2f) rather than %s (%.2f)", rival, d.Rival.Share, main, d.Main.Share))
	default:
		out = append(out, fmt.Sprintf("%s as the main cause %.2f", main, d.Main.Share))
	}
	for _, w := range d.Near {
		how := "only just given"
		if !w.Found {
			how = "nearly given"
		}
		out = append(out, fmt.Sprintf("%s is %s (%.2f, needs %.2f)", w.Class, how, w.Score, w.Needed))
	}
	return strings.Join(out, "; ")
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
