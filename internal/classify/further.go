package classify

import (
	"math"

	"hindsight"
)

// How LearnFurther weighs what it is told; TestOneCorrection of package
// labelled holds what that makes of 536 labelled reports taken as an archive.
const (
	ridgeFurther = 5    // pull of each weight to what it was
	correction   = 4    // how much a corrected report counts
	keeping      = 2    // how much another report counts, which should keep its scores, when it shares no word with a corrected one
	resembling   = .5   // cosine of the words from which on it need not keep anything
	maxKeeping   = 2000 // how many others are asked
	leastChange  = .003 // changes of a word's weight that are smaller are dropped
)

// LearnFurther returns a classifier that has learned from the examples what
// they say beyond what c knows already. Its weights stay as near to those of c
// as the examples allow, and so do the scores of the other reports: what is
// learned changes what resembles the examples, and little else. c is left as it is.
func (c *Classifier) LearnFurther(examples []Example, others []hindsight.Postmortem) *Classifier {
	f := further{Classifier: c, corrected: c.study(examples)}
	for _, l := range f.corrected {
		f.take(l.reading)
	}
	for i := 0; i < len(others); i += 1 + len(others)/maxKeeping {
		f.take(c.read(others[i]))
	}
	m := *c.model
	m.tag = near(m.tag, fitSheets(f.sheets, f.belongs, ridgeFurther, m.tag, roundsTag), m.layout)
	m.choose = near(m.choose, fitSheets(f.sheets, f.chosen, ridgeFurther, m.choose, roundsTag), m.layout)
	learned := *c
	learned.model = &m
	return &learned
}

// further holds what LearnFurther learns from: first the corrected reports,
// then the others. Its losses leave the intercept alone, which belongs to
// every class of every report.
type further struct {
	*Classifier
	corrected []*lesson
	sheets    []sheet
	score     [][]float64 // of each report, as it was
	choice    [][]float64 // of each report, as a distribution, as it was
	weight    []float64   // of each report
}

func (f *further) take(r *reading) {
	m := f.model
	sel := quotable(f.selectorRows(r, m.layout.vocab), r.short(), m.sel)
	s := f.sheet(m.layout, r, sel, f.tallies(r, sel))
	score, choice := make([]float64, len(s.rows)), make([]float64, len(s.rows))
	s.scores(m.tag, score)
	s.scores(m.choose, choice)
	for k := range score {
		score[k] = sigmoid(score[k] + m.tag[0])
	}
	softmax(choice)
	f.weight = append(f.weight, f.keep(s.words))
	f.sheets, f.score, f.choice = append(f.sheets, s), append(f.score, score), append(f.choice, choice)
}

// keep says how much the next report counts: the corrected ones come first;
// the others the less the more they resemble one of those.
func (f *further) keep(words row) float64 {
	if len(f.sheets) < len(f.corrected) {
		return correction
	}
	nearest := 0.0
	for i := range f.corrected {
		nearest = max(nearest, overlap(f.sheets[i].words, words)/(stemScale*stemScale))
	}
	return keeping * max(0, 1-nearest/resembling)
}

// overlap is the product of two rows in order of their ids.
func overlap(a, b row) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].id < b[0].id:
			a = a[1:]
		case a[0].id > b[0].id:
			b = b[1:]
		default:
			sum += a[0].x * b[0].x
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// belongs is the loss of a logistic regression for each class. A corrected
// report has a class or has it not; the others have it as much as before.
func (f *further) belongs(i int, intercept float64, z, g []float64) (loss, slope float64) {
	clear(g)
	for k := range f.tax {
		x, weight, want := z[k]+intercept, f.weight[i], f.score[i][k]
		if i < len(f.corrected) {
			want = float64(b2i(f.corrected[i].has[k]))
		}
		loss += weight * (logLoss(x) - want*x)
		g[k] = weight * (sigmoid(x) - want)
	}
	return loss, 0
}

// chosen is the loss of a conditional logit. In a corrected report the main
// class should be the likeliest, also after inOrder has spoken; the others
// keep the distribution that they had.
func (f *further) chosen(i int, _ float64, z, g []float64) (loss, slope float64) {
	weight, want := f.weight[i], f.choice[i]
	if i < len(f.corrected) {
		l := f.corrected[i]
		want = make([]float64, len(z))
		want[l.primary] = 1
		f.model.inOrder(z, l.likely())
	}
	softmax(z)
	for k, p := range z {
		g[k] = weight * (p - want[k])
		loss -= weight * want[k] * math.Log(max(p, math.SmallestNonzeroFloat64))
	}
	return loss, 0
}

// likely is 1 for the classes that the lesson has.
func (l *lesson) likely() []float64 {
	out := make([]float64, len(l.has))
	for k, has := range l.has {
		out[k] = float64(b2i(has))
	}
	return out
}

// near is the weights as they are now, but of words only where they have
// changed enough to be worth a place in the model's file.
func near(was, now []float64, l layout) []float64 {
	for at := l.stem(0, 0); at < l.other(0); at++ {
		if math.Abs(now[at]-was[at]) < leastChange {
			now[at] = was[at]
		}
	}
	return now
}
