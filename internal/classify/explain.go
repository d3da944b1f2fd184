package classify

import (
	"context"
	"fmt"
	"slices"

	"hindsight"
	"hindsight/internal/prose"
)

// An Explanation is what Classify finds, and what it weighed.
type Explanation struct {
	Findings []hindsight.Finding
	NoCause  bool      // the text states no cause: hindsight.ReviewNoCause
	None     float64   // estimated probability that it states none
	Weighed  []Weighed // the classes that something spoke for: those found, in order, then the others by score
}

// Weighed is one class that something spoke for, found or not.
type Weighed struct {
	Class   string
	Found   bool
	Chosen  bool     // found whatever its score, as the likeliest main cause; the choice counts "no cause stated", too
	Score   float64  // estimated probability that a person would give the class
	Main    float64  // … and that it is the main cause
	Needed  float64  // the score from which a class is given beside the chosen one
	Words   []string // matched words as they stand in the text, best sentence first
	Quotes  []Quote  // best first
	Against []string // what spoke against it, in words
}

// A Quote is a sentence that spoke for a class.
type Quote struct {
	hindsight.Evidence
	Role string // role of its section, see internal/prose
}

// Explain classifies p and says why.
func (c *Classifier) Explain(p hindsight.Postmortem) Explanation {
	e, _ := c.ExplainDocument(context.Background(), p, prose.Parse(p.Title, p.Body)) // only ctx can fail
	return e
}

// ExplainDocument is Explain for who has parsed p already: doc is prose.Parse of
// its title and body. The error is that of ctx, which is looked at sentence by
// sentence.
func (c *Classifier) ExplainDocument(ctx context.Context, p hindsight.Postmortem, doc *prose.Document) (Explanation, error) {
	r, err := c.readDocument(ctx, p, doc)
	if err != nil {
		return Explanation{}, err
	}
	v := c.judge(r)
	main := slices.Clone(v.choice)
	softmax(main)
	e := Explanation{NoCause: len(v.classes) == 0, None: main[len(c.tax)]}
	for _, k := range c.order(&v) {
		w := Weighed{
			Class: c.tax[k].ID, Found: slices.Contains(v.classes, k), Chosen: k == v.primary, Score: v.score[k], Main: main[k], Needed: threshold,
			Quotes: c.quotes(r, &v, k), Words: c.matchedWords(r, &v, k),
		}
		w.Against = c.against(r, &v, k)
		e.Weighed = append(e.Weighed, w)
		if w.Found {
			f := hindsight.Finding{Class: w.Class, Score: w.Score}
			for _, q := range w.Quotes {
				f.Evidence = append(f.Evidence, q.Evidence)
			}
			e.Findings = append(e.Findings, f)
		}
	}
	return e, nil
}

// order lists the classes given, then the others that have a sentence.
func (c *Classifier) order(v *verdict) []int {
	out := slices.Clone(v.classes)
	var rest []int
	for k := range c.tax {
		if v.tallies[k].best >= 0 && !slices.Contains(out, k) {
			rest = append(rest, k)
		}
	}
	slices.SortFunc(rest, highest(v.score))
	return append(out, rest...)
}

// maxWords is how many matched words an explanation shows.
const maxWords = 8

// matchedWords returns what the class's strong cues matched, as written.
func (c *Classifier) matchedWords(r *reading, v *verdict, k int) []string {
	var out []string
	order := make([]int, len(r.sentences))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, highest(v.sel))
	for _, i := range order {
		s := &r.sentences[i]
		for _, h := range s.hits {
			q := &c.matcher.cues[h.Pattern]
			if q.class != k || q.kind == counter {
				continue
			}
			for g := range q.Groups {
				at := h.At[g]
				word := s.text[s.tokens[at.At].Start:s.tokens[at.At+at.N-1].End]
				if !slices.Contains(out, word) && len(out) < maxWords {
					out = append(out, word)
				}
			}
		}
	}
	return out
}

// against says in words what spoke against a class.
func (c *Classifier) against(r *reading, v *verdict, k int) []string {
	t := &v.tallies[k]
	var out []string
	say := func(on bool, format string, args ...any) {
		if on {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	strongAll := 0.0
	for z := range t.strong {
		strongAll += t.strong[z]
	}
	say(strongAll == 0, "only mentioned, no telling phrase")
	say(strongAll > 0 && len(t.cues) == 0, "its phrases stand only under lessons, follow-up or comments")
	say(t.strong[lead]+t.strong[cause]+t.strong[story] == 0 && t.strong[noise] > 0, "its phrases stand only in background, impact, timeline or mitigation")
	say(t.counter > 0, "the text has a phrase that usually means something else: %q", c.counterWords(r, k))
	say(t.doubt > 0, "some of its phrases stand in sentences that deny, suspect or repair")
	say(t.side[1] > t.side[0], "named as an effect rather than as a cause")
	if len(v.classes) > 0 && !slices.Contains(v.classes, k) && len(out) == 0 {
		say(true, "other classes carry more of the text, %s most", c.tax[v.classes[0]].ID)
	}
	return out
}

func (c *Classifier) counterWords(r *reading, k int) string {
	for i := range r.sentences {
		s := &r.sentences[i]
		for _, h := range s.hits {
			if q := &c.matcher.cues[h.Pattern]; q.class == k && q.kind == counter {
				return s.text[s.tokens[h.Start].Start:s.tokens[h.End-1].End]
			}
		}
	}
	return ""
}
