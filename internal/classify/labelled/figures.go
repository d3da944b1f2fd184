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
	Primary                 float64 // share with the right primary class
	PrimaryInSet            float64 // share whose primary class is among the right ones
	HardFalse, Hard         int     // false tags on marked hard negatives
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
	full, summary := newTagCounter(tax), newTagCounter(tax)
	all := newTagCounter(tax)
	for _, l := range labels {
		r, ok := by[l.ID]
		if !ok {
			continue
		}
		f.Documents++
		all.add(l, r)
		if l.Kind == "summary" {
			summary.add(l, r)
		} else {
			full.add(l, r)
		}
		want, got := primaryOf(l.Classes), primaryOf(r.Classes)
		f.Confusion[[2]string{want, got}]++
		if want == got {
			f.Primary++
		}
		if want == got || slices.Contains(l.Classes, got) {
			f.PrimaryInSet++
		}
		for _, h := range l.Hard {
			f.Hard++
			f.HardFalse += b2i(slices.Contains(r.Classes, h))
		}
	}
	if f.Documents > 0 {
		f.Primary /= float64(f.Documents)
		f.PrimaryInSet /= float64(f.Documents)
	}
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
	return fmt.Sprintf("n %d  macro-F1 %.3f (full %.3f, summaries %.3f)  micro-F1 %.3f  primary %.3f  primary in set %.3f  hard negatives %d/%d",
		f.Documents, f.Macro, f.MacroFull, f.MacroSummary, f.Micro, f.Primary, f.PrimaryInSet, f.HardFalse, f.Hard)
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
