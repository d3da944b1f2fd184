package classify

import (
	"cmp"
	"slices"

	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// A model is the learned weights, in the numbering of its layout.
type model struct {
	layout layout
	sel    []float64 // of the selector
	tag    []float64 // does the class belong?
	choose []float64 // is it the primary one?
	before []float64 // which of two classes comes first, see learnOrder
	agree  []float64 // what tag and choose together say of whether the class belongs, see agree.go
}

// A verdict is what the model says of one reading.
type verdict struct {
	sel     []float64 // of each sentence
	tallies []tally
	odds    []float64 // log odds of each class, by the first model alone
	score   []float64 // probability of each class
	choice  []float64 // of each class to be the primary one, and of other; the highest is chosen
	primary int       // the likeliest main cause; the number of classes for other
	classes []int     // given, in order; the first is primary
}

// threshold is the score from which a class is given beside the primary one.
// From .45 to .60 the macro-F1 stays within .009, best at .5; the higher, the
// fewer wrong tags on hard negatives: 21, 18, 17, 15 of 98 at .45, .5, .55, .6
// (SPLITS=3 make bench-tags, once for each).
const threshold = .5

// judge says which classes a reading has.
func (c *Classifier) judge(r *reading) verdict {
	v := c.weigh(c.model, r)
	for _, row := range agreeRows(v.odds, v.choice, r.short()) {
		v.score = append(v.score, sigmoid(row.dot(c.model.agree)))
	}
	v.classes = c.decide(r, &v)
	return v
}

// weigh asks the two models of m: what belongs, and what is the main cause.
func (c *Classifier) weigh(m *model, r *reading) verdict {
	v := verdict{sel: quotable(c.selectorRows(r, m.layout.vocab), r.short(), m.sel)}
	v.tallies = c.tallies(r, v.sel)
	sheet := c.sheet(m.layout, r, v.sel, v.tallies)
	v.odds, v.choice = make([]float64, len(c.tax)+1), make([]float64, len(c.tax)+1)
	sheet.scores(m.tag, v.odds)
	v.odds = v.odds[:len(c.tax)]
	for k := range v.odds {
		v.odds[k] += m.tag[0]
	}
	sheet.scores(m.choose, v.choice)
	m.inOrder(v.choice, v.quoted())
	return v
}

// quoted is how likely each class belongs, nought for those without a sentence
// to quote.
func (v *verdict) quoted() []float64 {
	out := make([]float64, len(v.odds))
	for k, x := range v.odds {
		if v.tallies[k].best >= 0 {
			out[k] = sigmoid(x)
		}
	}
	return out
}

// decide gives the likeliest main cause, whatever its score, and the classes
// above the threshold, in order of their scores, but for those that only the
// repair or a row of the timeline speaks for. Nothing is given where "no
// cause stated" is likelier than every class, or the title alone speaks and names
// what was felt, and never a class without a sentence to quote.
func (c *Classifier) decide(r *reading, v *verdict) []int {
	primary := len(c.tax)
	for k := range c.tax {
		if v.choice[k] > v.choice[primary] && v.tallies[k].best >= 0 {
			primary = k
		}
	}
	if primary < len(c.tax) && v.tallies[primary].aside() {
		primary = c.told(v, primary)
	}
	if primary < len(c.tax) && c.titleAlone(r) {
		primary = len(c.tax)
	}
	if v.primary = primary; primary == len(c.tax) {
		return nil
	}
	var out []int
	for k, p := range v.score {
		if k != primary && p >= threshold && v.tallies[k].best >= 0 && !c.onlySteps(r, v, k) && !v.tallies[k].aside() {
			out = append(out, k)
		}
	}
	first := c.lead(primary, out, v.score)
	out = append([]int{first}, slices.DeleteFunc(append(out, primary), func(k int) bool { return k == first })...)
	slices.SortFunc(out[1:], highest(v.score))
	return out
}

// aside says that the class is only mentioned, where no cause is told.
func (t *tally) aside() bool {
	for _, n := range t.strong {
		if n > 0 {
			return false
		}
	}
	return t.weak[lead]+t.weak[cause]+t.weak[story] == 0
}

// told is the likeliest class of which a telling phrase speaks where the cause is
// told; the given one, which is only mentioned elsewhere, where there is none.
func (c *Classifier) told(v *verdict, aside int) int {
	out := aside
	for k := range c.tax {
		if v.tallies[k].strong[cause] > 0 && v.tallies[k].best >= 0 && (out == aside || v.choice[k] > v.choice[out]) {
			out = k
		}
	}
	return out
}

// titleAlone says that the body is an update or more that tell nothing, and that the
// title does no more than name what was felt: it has neither a phrase that names a
// failure itself nor one that names a cause.
func (c *Classifier) titleAlone(r *reading) bool {
	if len(r.sentences) < 2 || r.sentences[0].start >= 0 {
		return false
	}
	title := &r.sentences[0]
	if title.signals[causeAfter] || title.signals[causeBefore] ||
		slices.ContainsFunc(title.hits, func(h phrase.Hit) bool { return c.matcher.cues[h.Pattern].kind == named }) {
		return false
	}
	return !slices.ContainsFunc(r.sentences[1:], func(s sentence) bool { return !s.silent && s.role != prose.RoleImpact })
}

// highest orders indexes of x by what they hold, the highest first, equals by place.
func highest(x []float64) func(a, b int) int {
	return func(a, b int) int { return cmp.Or(cmp.Compare(x[b], x[a]), a-b) }
}
