package labelled

import (
	"fmt"
	"slices"
	"strings"

	"hindsight"
)

// Figures say how well results agree with what people labelled.
type Figures struct {
	Documents               int
	Macro, Micro            float64 // F1 over the classes that occur
	MacroFull, MacroSummary float64 // the same, of full texts and of summaries
	Primary, PrimaryFull    float64 // share with the right primary class, and of full texts
	Defensible              float64 // share whose primary class one of the two readers gave, or called as good
	PrimaryInSet            float64 // share whose primary class is among the right ones
	Evidence                float64 // share of the full texts with a reader's primary class whose first quote covers what a reader gave as its cause
	HardFalse               float64 // false tags on marked hard negatives
	Hard                    int     // how many of these there are
	PerClass                []ClassFigures
	Confusion               map[[2]string]int // wanted and given primary class → documents
}

// ClassFigures are those of one class.
type ClassFigures struct {
	Class                      string
	Right, False, Missed       int
	Precision, Recall, F1      float64
	PrimaryRight, PrimaryWants int
}

// Score compares the results with the labels; by is keyed by document id.
func Score(tax hindsight.Taxonomy, labels []Document, by map[string]Result) Figures {
	f := Figures{Confusion: map[[2]string]int{}}
	all, full, summary := newTagCounter(tax), newTagCounter(tax), newTagCounter(tax)
	var defensible, inSet, right, rightFull, quoted, covered, texts int
	for _, l := range labels {
		r, ok := by[l.ID]
		if !ok {
			continue
		}
		f.Documents++
		all.add(l, r)
		want, got := primaryOf(l.Classes), primaryOf(r.Classes)
		f.Confusion[[2]string{want, got}]++
		right += b2i(want == got)
		inSet += b2i(want == got || slices.Contains(l.Classes, got))
		defensible += b2i(l.defends(got))
		if l.Kind == "summary" {
			summary.add(l, r)
		} else {
			full.add(l, r)
			texts++
			rightFull += b2i(want == got)
			if causes := l.causes(got); len(causes) > 0 && len(r.Quotes) > 0 && l.defends(got) {
				quoted++
				covered += b2i(l.covers(r.Quotes[0], causes))
			}
		}
		for _, h := range l.Hard {
			f.Hard++
			f.HardFalse += float64(b2i(slices.Contains(r.Classes, h)))
		}
	}
	f.Primary, f.PrimaryInSet, f.Defensible = ratio(right, f.Documents), ratio(inSet, f.Documents), ratio(defensible, f.Documents)
	f.PrimaryFull, f.Evidence = ratio(rightFull, texts), ratio(covered, quoted)
	f.PerClass = all.classes()
	f.Macro, f.Micro = all.macro(), all.micro()
	f.MacroFull, f.MacroSummary = full.macro(), summary.macro()
	return f
}

func primaryOf(classes []string) string {
	if len(classes) == 0 {
		return "other"
	}
	return classes[0]
}

// A tagCounter counts right, false and missed tags by class.
type tagCounter struct {
	tax  hindsight.Taxonomy
	list []ClassFigures
}

func newTagCounter(tax hindsight.Taxonomy) *tagCounter {
	c := &tagCounter{tax: tax, list: make([]ClassFigures, len(tax))}
	for i, class := range tax {
		c.list[i].Class = class.ID
	}
	return c
}

func (c *tagCounter) add(l Document, r Result) {
	for i := range c.list {
		q := &c.list[i]
		want, got := slices.Contains(l.Classes, q.Class), slices.Contains(r.Classes, q.Class)
		q.Right += b2i(want && got)
		q.Missed += b2i(want && !got)
		q.False += b2i(got && !want)
		if primaryOf(l.Classes) == q.Class {
			q.PrimaryWants++
			q.PrimaryRight += b2i(primaryOf(r.Classes) == q.Class)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c *tagCounter) classes() []ClassFigures {
	for i := range c.list {
		q := &c.list[i]
		q.Precision, q.Recall = ratio(q.Right, q.Right+q.False), ratio(q.Right, q.Right+q.Missed)
		q.F1 = ratio(2*q.Right, 2*q.Right+q.False+q.Missed)
	}
	return c.list
}

func (c *tagCounter) macro() float64 {
	sum, n := 0.0, 0
	for _, q := range c.classes() {
		if q.Right+q.Missed > 0 {
			sum += q.F1
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func (c *tagCounter) micro() float64 {
	var right, wrong, missed int
	for _, q := range c.list {
		right, wrong, missed = right+q.Right, wrong+q.False, missed+q.Missed
	}
	return ratio(2*right, 2*right+wrong+missed)
}

func (f Figures) String() string {
	return fmt.Sprintf("n %d  macro-F1 %.3f (full %.3f, summaries %.3f)  micro-F1 %.3f  "+
		"primary %.3f (full %.3f)  defensible %.3f  in set %.3f  hard negatives %.1f/%d  evidence %.3f",
		f.Documents, f.Macro, f.MacroFull, f.MacroSummary, f.Micro,
		f.Primary, f.PrimaryFull, f.Defensible, f.PrimaryInSet, f.HardFalse, f.Hard, f.Evidence)
}

// Mean is the mean of figures of the same documents. The counts of documents
// and the confusions are those of the first.
func Mean(list ...Figures) Figures {
	out := list[0]
	out.PerClass = slices.Clone(out.PerClass)
	n := float64(len(list))
	mean := func(of func(*Figures) *float64) {
		sum := 0.0
		for i := range list {
			sum += *of(&list[i])
		}
		*of(&out) = sum / n
	}
	for _, of := range []func(*Figures) *float64{
		func(f *Figures) *float64 { return &f.Macro }, func(f *Figures) *float64 { return &f.Micro },
		func(f *Figures) *float64 { return &f.MacroFull }, func(f *Figures) *float64 { return &f.MacroSummary },
		func(f *Figures) *float64 { return &f.Primary }, func(f *Figures) *float64 { return &f.PrimaryFull },
		func(f *Figures) *float64 { return &f.Defensible }, func(f *Figures) *float64 { return &f.PrimaryInSet },
		func(f *Figures) *float64 { return &f.HardFalse }, func(f *Figures) *float64 { return &f.Evidence },
	} {
		mean(of)
	}
	for i := range out.PerClass {
		mean(func(f *Figures) *float64 { return &f.PerClass[i].Precision })
		mean(func(f *Figures) *float64 { return &f.PerClass[i].Recall })
		mean(func(f *Figures) *float64 { return &f.PerClass[i].F1 })
	}
	return out
}

// Table lists the classes, one a line.
func (f Figures) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %5s %5s %5s %7s %9s\n", "class", "P", "R", "F1", "support", "primary")
	for _, q := range f.PerClass {
		fmt.Fprintf(&b, "%-18s %5.2f %5.2f %5.2f %7d %6d/%d\n", q.Class, q.Precision, q.Recall, q.F1, q.Right+q.Missed, q.PrimaryRight, q.PrimaryWants)
	}
	return b.String()
}
