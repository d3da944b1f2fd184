package classify

import "hindsight/internal/phrase"

// perClass is what one sentence holds for one class.
type perClass struct {
	strong, weak, counter, cause, effect, named, namedCause float64
	at                                                      int // where its first telling phrase stands, causes before effects
}

// count fills row for the classes that the sentence's hits speak of.
func (c *Classifier) count(s *sentence, row []perClass, touched []int) []int {
	denials := s.denials()
	for _, h := range s.hits {
		q := &c.matcher.cues[h.Pattern]
		p := &row[q.class]
		if *p == (perClass{}) {
			touched = append(touched, q.class)
		}
		kind := q.kind
		if kind <= named && within(h, denials) {
			kind = weak // it is a mention then
		}
		switch kind {
		case strong, named:
			side := s.side(h)
			if at := int(h.Start) + 1 - phrase.MaxTokens*side; p.strong == 0 || at < p.at {
				p.at = at
			}
			p.strong++
			p.named += float64(b2i(q.kind == named))
			switch side {
			case 1:
				p.cause++
				p.namedCause += float64(b2i(q.kind == named))
			case -1:
				p.effect++
			}
		case weak:
			p.weak++
		case counter:
			p.counter++
		}
	}
	return touched
}

// reach is how many words a causal phrase binds.
const reach = 14

// side says whether a hit stands where the sentence names a cause (1), an
// effect (-1) or neither (0).
func (s *sentence) side(h phrase.Hit) int {
	effect := false
	for _, at := range s.after {
		if h.End > at && h.Start-at <= reach && h.Start >= at-2 {
			return 1
		}
		effect = effect || h.End <= at
	}
	for _, at := range s.before {
		if h.Start < at && at-h.End <= reach {
			return 1
		}
		effect = effect || h.Start >= at
	}
	if effect {
		return -1
	}
	return 0
}

// denials returns the phrases that are said not to be: "no attack", "without
// any data loss", "not a bug". They are worth .007 of the primary class: SPLITS=3
// make bench-tags, with this function and with one that returns nil.
func (s *sentence) denials() []phrase.Hit {
	var out []phrase.Hit
	for _, h := range s.hits {
		if h.Start > 0 && h.End-h.Start <= maxDenied && !within(h, out) && s.denies(int(h.Start)-1) {
			out = append(out, h)
		}
	}
	return out
}

// maxDenied is how many words a phrase has at most for a "no" in front of it
// to mean all of it.
const maxDenied = 4

// denies says that word i denies what follows it.
func (s *sentence) denies(i int) bool {
	switch s.tokens[i].Text {
	case "no":
		return true
	case "a", "an", "any":
		return i > 0 && denying[s.tokens[i-1].Text]
	}
	return false
}

var denying = set("not without never nor isnt wasnt")

// within says that h begins inside one of the phrases or right behind it: no
// DDoS attack is no attack.
func within(h phrase.Hit, phrases []phrase.Hit) bool {
	for _, p := range phrases {
		if p.Start <= h.Start && h.Start <= p.End {
			return true
		}
	}
	return false
}

// doubtful says that a sentence denies, suspects or repairs.
func (s *sentence) doubtful() bool {
	return s.signals[negation] || s.signals[suspicion] || s.signals[remedy]
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
