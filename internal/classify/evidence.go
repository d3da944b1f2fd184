package classify

import (
	"slices"
	"strings"

	"hindsight"
)

// maxQuotes is how many quotes a class gets at most, maxQuote how many bytes
// each: enough for a long sentence, short enough for a page.
const (
	maxQuotes = 3
	maxQuote  = 320
)

// quotes returns the best sentences for class k, the best first. The second
// and third are only given when they are strong themselves.
func (c *Classifier) quotes(r *reading, v *verdict, k int) []Quote {
	type candidate struct {
		at    int
		score float64
	}
	var found []candidate
	row := make([]perClass, len(c.tax))
	for i := range r.sentences {
		s := &r.sentences[i]
		touched := c.count(s, row, nil)
		q := row[k]
		for _, t := range touched {
			row[t] = perClass{}
		}
		worth := q.strong + .5*q.named + .3*q.weak + .5*q.cause - q.counter
		if worth <= 0 {
			continue
		}
		if s.doubtful() {
			worth *= .4
		}
		found = append(found, candidate{at: i, score: worth * zoneWorth[zoneOf[s.role]] * (.1 + v.sel[i])})
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.at - b.at
	})
	if slices.ContainsFunc(found, func(f candidate) bool { return r.sentences[f.at].start >= 0 }) {
		found = slices.DeleteFunc(found, func(f candidate) bool { return r.sentences[f.at].start < 0 }) // the title only when the text is silent
	}
	var out []Quote
	for _, f := range found {
		if len(out) == maxQuotes || len(out) > 0 && f.score < .35*found[0].score {
			break
		}
		q := c.quote(&r.sentences[f.at], k)
		if !slices.ContainsFunc(out, func(o Quote) bool { return o.Quote == q.Quote }) {
			out = append(out, q)
		}
	}
	return out
}

// rank orders the kinds of cues by what they tell.
var rank = [...]int{named: 2, strong: 1, weak: 0, counter: -1}

// quote cuts the sentence to at most maxQuote bytes around its strongest cue.
func (c *Classifier) quote(s *sentence, k int) Quote {
	var best *hit
	for i := range s.hits {
		q := &c.matcher.cues[s.hits[i].cue]
		if q.class != k || q.kind == counter {
			continue
		}
		if best == nil || rank[q.kind] > rank[c.matcher.cues[best.cue].kind] {
			best = &s.hits[i]
		}
	}
	from, to := 0, len(s.text)
	if best != nil && to > maxQuote {
		from, to = around(s.text, s.tokens[best.start].start, s.tokens[best.end-1].end)
	}
	text := s.text[from:to]
	from += len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	text = strings.TrimSpace(text)
	start := -1
	if s.start >= 0 {
		start = s.start + from
	}
	rule := ""
	if best != nil {
		rule = c.matcher.cues[best.cue].source
	}
	return Quote{Evidence: hindsight.Evidence{Class: c.tax[k].ID, Section: s.section, Quote: text, Start: start, Rule: rule}, Role: string(s.role)}
}

// around widens [from,to) to about maxQuote bytes, and to whole words.
func around(s string, from, to int) (int, int) {
	room := max(0, maxQuote-(to-from))
	from, to = max(0, from-room/2), min(len(s), to+room/2)
	for from > 0 && s[from-1] != ' ' && s[from-1] != '\n' {
		from--
	}
	for to < len(s) && s[to] != ' ' && s[to] != '\n' {
		to++
	}
	return from, to
}
