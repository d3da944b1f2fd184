package classify

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// maxQuotes is how many quotes a class gets at most, maxQuote how many bytes
// each: enough for a long sentence, short enough for a page.
const (
	maxQuotes = 3
	maxQuote  = 320
)

// A candidate is a sentence that may be quoted for a class.
type candidate struct {
	at    int
	score float64
	rank  float64 // the score, more where the sentence states the class as the cause
	step  bool    // it tells what was done or what comes next
	done  bool    // it says so by where it stands or by a phrase of steps.txt
}

// quotes returns the best sentences for class k, the best first. The second
// and third are only given when they are strong themselves. What was done and
// what comes next is quoted only where nothing else speaks for the class, and
// the title only where the text is silent.
func (c *Classifier) quotes(r *reading, v *verdict, k int) []Quote {
	found := c.candidates(r, v, k)
	for _, lesser := range []func(candidate) bool{
		func(f candidate) bool { return r.sentences[f.at].start < 0 },
		func(f candidate) bool { return f.step },
	} {
		if slices.ContainsFunc(found, func(f candidate) bool { return !lesser(f) }) {
			found = slices.DeleteFunc(found, lesser)
		}
	}
	var out []Quote
	for _, f := range found {
		if len(out) == maxQuotes {
			break
		}
		if len(out) > 0 && f.score < .35*found[0].score {
			continue
		}
		q := c.quote(&r.sentences[f.at], k)
		if !slices.ContainsFunc(out, func(o Quote) bool { return o.Quote == q.Quote }) {
			out = append(out, q)
		}
	}
	return out
}

// candidates returns the sentences that speak for class k, the best first.
func (c *Classifier) candidates(r *reading, v *verdict, k int) []candidate {
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
		score, rank := worth*zoneWorth[zoneOf[s.role]]*(.1+v.sel[i]), 1.0
		denied := s.signals[negation] || steps.Count(phrase.Words(nil, s.tokens))[deniedWords] > 0
		states := (q.cause > 0 || q.strong > 0 && s.signals[rootCause]) && !denied && !s.signals[suspicion]
		if states {
			rank = stating
		}
		found = append(found, candidate{at: i, score: score, rank: rank * score, step: denied || !states && s.isStep(), done: !states && s.isDone()})
	}
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.rank, a.rank), a.at-b.at) })
	return found
}

// onlySteps says that nothing speaks for class k but what was done and what comes next.
func (c *Classifier) onlySteps(r *reading, v *verdict, k int) bool {
	found := c.candidates(r, v, k)
	return len(found) > 0 && !slices.ContainsFunc(found, func(f candidate) bool { return !f.done })
}

// stating is how much more a sentence is worth as a quote that states the
// class as the cause.
const stating = 1.5

//go:embed steps.txt
var stepsFile []byte

// steps finds what people do to end an incident, what says that it went wrong, and
// what tells nothing.
var steps = func() *phrase.Finder {
	lists, err := phrase.ReadLists("steps.txt", stepsFile)
	if err != nil {
		panic(err) // a mistake in the file
	}
	return phrase.NewFinder(lists[stepWords].Phrases, lists[deniedWords].Phrases, lists[faultWords].Phrases, lists[nothingWords].Phrases,
		lists[placeholderWords].Phrases)
}()

// The lists of steps.txt.
const (
	stepWords = iota
	deniedWords
	faultWords
	nothingWords
	placeholderWords
)

// maxPlaceholder is how many words a sentence has at most that a status page says by
// itself.
const maxPlaceholder = 14

// labelWords may stand in front of a sentence that tells nothing.
var labelWords = set("utc gmt am pm update investigating identified monitoring warning caution important danger attention note hint tip")

// tellsNothing says so of a sentence by how it begins, unless it names a cause.
func (s *sentence) tellsNothing(words []string) bool {
	causal := s.signals[causeAfter] || s.signals[causeBefore] || s.signals[rootCause]
	from := 0
	for from < len(words) && (labelWords[words[from]] || words[from][0] <= '9') {
		from++
	}
	for m := range steps.All(words) {
		if m.Start > from {
			break
		}
		if m.List == nothingWords && !causal || m.List == placeholderWords && len(words)-from <= maxPlaceholder {
			return true
		}
	}
	return false
}

// isStep says that a sentence tells what was done about the incident, or what
// comes next, rather than why it came.
func (s *sentence) isStep() bool {
	z := zoneOf[s.role]
	return s.isDone() || s.signals[remedy] && z != cause && z != lead
}

// isDone says so of a sentence by its section, or by a phrase of steps.txt.
func (s *sentence) isDone() bool {
	if s.role == prose.RoleMitigation || zoneOf[s.role] == afterwards {
		return true
	}
	n := steps.Count(phrase.Words(nil, s.tokens))
	return n[stepWords] > 0 && n[faultWords] == 0
}

// rank orders the kinds of cues by what they tell.
var rank = [...]int{named: 2, strong: 1, weak: 0, counter: -1}

// quote cuts the sentence to at most maxQuote bytes around its strongest cue.
func (c *Classifier) quote(s *sentence, k int) Quote {
	var best *phrase.Hit
	for i := range s.hits {
		q := &c.matcher.cues[s.hits[i].Pattern]
		if q.class != k || q.kind == counter {
			continue
		}
		if best == nil || rank[q.kind] > rank[c.matcher.cues[best.Pattern].kind] {
			best = &s.hits[i]
		}
	}
	from, to := 0, len(s.text)
	if best != nil && to > maxQuote {
		from, to = around(s.text, s.tokens[best.Start].Start, s.tokens[best.End-1].End)
	}
	text := s.text[from:to]
	from += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	text = strings.TrimSpace(text)
	start := -1
	if s.start >= 0 {
		start = s.start + from
	}
	rule := ""
	if best != nil {
		rule = c.matcher.cues[best.Pattern].source
	}
	return Quote{Evidence: hindsight.Evidence{Class: c.tax[k].ID, Section: s.section, Quote: text, Start: start, Rule: rule}, Role: string(s.role)}
}

// maxWord is how many bytes a quote may grow to end with a whole word. Scripts
// without blanks and pasted codes have longer ones; those are cut.
const maxWord = 60

// around widens [from,to), or its beginning, to about maxQuote bytes, and to whole words.
func around(s string, from, to int) (int, int) {
	to = min(to, from+maxQuote)
	room := maxQuote - (to - from)
	from, to = max(0, from-room/2), min(len(s), to+room/2)
	left, right := from, to
	for left > 0 && !isBlank(s[left-1]) {
		left--
	}
	for right < len(s) && !isBlank(s[right]) {
		right++
	}
	if from-left > maxWord {
		left = letterStart(s, from)
	}
	if right-to > maxWord {
		right = letterStart(s, to)
	}
	return left, right
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// letterStart moves a cut back to where a letter starts, marks upon it included.
func letterStart(s string, at int) int {
	for at > 0 && at < len(s) {
		r, _ := utf8.DecodeRuneInString(s[at:])
		if utf8.RuneStart(s[at]) && !unicode.Is(unicode.M, r) && r != '\u200d' {
			break
		}
		at--
	}
	return at
}
