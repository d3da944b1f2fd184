package classify

import (
	"math"

	"hindsight/internal/prose"
)

// Dense features describe one class in one document without knowing which
// class it is, so that all classes share what is learned about them, and a
// class that a curator adds takes part at once.
const (
	fStrongLead  = iota // strong cues in the title or the summary
	fStrongCause        // … under root cause and contributing factors
	fStrongStory        // … under what happened, or no telling heading
	fStrongNoise        // … in background, impact, timeline, detection, mitigation
	fStrongAfter        // … in lessons, follow-up, comments
	fWeakLead
	fWeakCause
	fWeakStory
	fWeakNoise
	fTitle      // a strong cue in the title
	fTitleWeak  // a mention in the title
	fCounter    // patterns against the class
	fTop1       // the best sentence
	fTop2       // the second best
	fCues       // how many different strong cues fired
	fFirst      // how early the first strong cue stands
	fAny        // a strong cue fired at all
	fShare      // share of all classes' weight
	fRelative   // weight relative to the heaviest class
	fDensity    // weight per sentence
	fCauseSide  // cues that stand where a cause is named
	fEffectSide // cues that stand where an effect is named
	fCausal     // cues in sentences with causal words
	fRootNamed  // cues in sentences that name the root cause
	fDoubt      // cues in negated, suspected or remedial sentences
	fImpact     // cues in sentences about who felt it
	fSelMax     // the same, weighted by how quotable the sentence is
	fSelSum
	fSelShare
	fSelRelative
	fSelWeak
	fSelTop // rank of the best sentence among all
	fShortAny
	fShortShare
	fShortWeak
	fShortRelative
	fNamed      // phrases that name the failure itself
	fNamedSel   // the most quotable of them
	fNamedCause // those that stand where a cause is named
	fNamedTitle
	fNamedShort
	fNamedFirst
	fLeads // how quotable the best sentence is that names the class first, causes before effects
	fAlone // … that has nearly all its telling words from the class
	fNext  // … that names another class first
	numDense
)

var denseNames = [numDense]string{"strong-lead", "strong-cause", "strong-story", "strong-noise", "strong-after",
	"weak-lead", "weak-cause", "weak-story", "weak-noise", "title", "title-weak", "counter", "top1", "top2", "cues", "first", "any",
	"share", "relative", "density", "cause-side", "effect-side", "causal", "root-named", "doubt", "impact",
	"sel-max", "sel-sum", "sel-share", "sel-relative", "sel-weak", "sel-top", "short-any", "short-share", "short-weak", "short-relative",
	"named", "named-sel", "named-cause", "named-title", "named-short", "named-first", "leads", "alone", "next"}

// A zone joins the roles that are worth the same.
type zone int8

const (
	lead zone = iota
	cause
	story
	noise
	afterwards
)

var zoneOf = map[prose.Role]zone{
	prose.RoleTitle: lead, prose.RoleSummary: lead,
	prose.RoleRootCause: cause, prose.RoleContributing: cause,
	prose.RoleWhatHappened: story, prose.RoleNone: story,
	prose.RoleBackground: noise, prose.RoleImpact: noise, prose.RoleTimeline: noise, prose.RoleDetection: noise, prose.RoleMitigation: noise,
	prose.RoleLessons: afterwards, prose.RoleFollowUp: afterwards, prose.RoleComments: afterwards,
}

// Worth of a strong cue by zone, before anything is learned.
var zoneWorth = [...]float64{lead: 1.4, cause: 1.5, story: 1.1, noise: .5, afterwards: .15}

// short texts are summaries of a few sentences: there every word counts.
const shortWords = 120

func (r *reading) short() bool { return r.words <= shortWords }

// A tally is what the sentences say for one class.
type tally struct {
	strong, weak [afterwards + 1]float64
	title        [2]float64
	counter      float64
	top1, top2   float64
	cues         map[int32]bool
	first        float64
	side         [2]float64 // cause, effect
	causal, root float64
	doubt        float64
	impact       float64
	weight       float64
	selMax       float64
	selSum       float64
	selWeak      float64
	selTop       float64
	named        float64
	namedSel     float64
	namedCause   float64
	namedTitle   float64
	namedFirst   float64
	leads, alone float64
	next         float64
	best         int // index of the best sentence, -1
	bestScore    float64
}

// perClass is what one sentence holds for one class.
type perClass struct {
	strong, weak, counter, cause, effect, named, namedCause float64
	at                                                      int // where its first telling phrase stands, causes before effects
}

// tallies sums up a reading for every class. sel holds the weight of each
// sentence, 1 for the most quotable.
func (c *Classifier) tallies(r *reading, sel []float64) []tally {
	ts := make([]tally, len(c.tax))
	for i := range ts {
		ts[i] = tally{first: 1, best: -1, cues: map[int32]bool{}}
	}
	row := make([]perClass, len(c.tax))
	var touched []int
	for i := range r.sentences {
		s := &r.sentences[i]
		touched = c.count(s, row, touched[:0])
		if zoneOf[s.role] != afterwards {
			compare(ts, row, touched, sel[i])
		}
		for _, k := range touched {
			ts[k].add(s, row[k], i, len(r.sentences), sel[i])
			row[k] = perClass{}
		}
		for _, h := range s.hits {
			if q := &c.matcher.cues[h.cue]; q.kind <= named && zoneOf[s.role] != afterwards {
				ts[q.class].cues[h.cue] = true
			}
		}
	}
	return ts
}

// compare takes in which class a sentence names first, and how alone it is.
// It buys .008 in the primary class.
func compare(ts []tally, row []perClass, touched []int, sel float64) {
	first, sum := -1, 0.0
	for _, k := range touched {
		if row[k].strong > 0 {
			sum += row[k].strong
			if first < 0 || row[k].at < row[first].at {
				first = k
			}
		}
	}
	for _, k := range touched {
		if row[k].strong == 0 {
			continue
		}
		t := &ts[k]
		t.alone = max(t.alone, sel*row[k].strong/sum)
		if k == first {
			t.leads = max(t.leads, sel)
		} else {
			t.next = max(t.next, sel)
		}
	}
}

// count fills row for the classes that the sentence's hits speak of.
func (c *Classifier) count(s *sentence, row []perClass, touched []int) []int {
	for _, h := range s.hits {
		q := &c.matcher.cues[h.cue]
		p := &row[q.class]
		if *p == (perClass{}) {
			touched = append(touched, q.class)
		}
		switch q.kind {
		case strong, named:
			side := s.side(h)
			if at := int(h.start) + 1 - maxTokens*side; p.strong == 0 || at < p.at {
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
func (s *sentence) side(h hit) int {
	effect := false
	for _, at := range s.after {
		if h.end > at && h.start-at <= reach && h.start >= at-2 {
			return 1
		}
		effect = effect || h.end <= at
	}
	for _, at := range s.before {
		if h.start < at && at-h.end <= reach {
			return 1
		}
		effect = effect || h.start >= at
	}
	if effect {
		return -1
	}
	return 0
}

// add takes in what sentence i of n holds for the class.
func (t *tally) add(s *sentence, p perClass, i, n int, sel float64) {
	z := zoneOf[s.role]
	st, wk := min(p.strong, 3), min(p.weak, 2)
	t.strong[z] += st
	t.weak[z] += wk
	t.counter += p.counter
	score := max(0, st+.3*wk-p.counter) * zoneWorth[z]
	if s.role == prose.RoleTitle {
		t.title[0], t.title[1] = max(t.title[0], min(st, 1)), max(t.title[1], min(wk, 1))
	}
	if st > 0 && z != afterwards {
		t.first = min(t.first, float64(i)/float64(n))
		t.side[0] += min(p.cause, 2)
		t.side[1] += min(p.effect, 2)
		if s.signals[causeAfter] || s.signals[causeBefore] {
			t.causal++
		}
		if s.signals[rootCause] {
			t.root++
		}
		if s.signals[impactTalk] {
			t.impact++
		}
	}
	if p.named > 0 && z != afterwards && !s.doubtful() {
		t.named += min(p.named, 2)
		t.namedSel = max(t.namedSel, sel)
		t.namedCause += min(p.namedCause, 2)
		t.namedFirst = max(t.namedFirst, 1-float64(i)/float64(n))
		if s.role == prose.RoleTitle {
			t.namedTitle = 1
		}
	}
	if s.signals[rootCause] || p.cause > 0 {
		score *= 1.5
	}
	if s.doubtful() {
		score *= .4
		t.doubt += st
	}
	if score > t.top1 {
		t.top1, t.top2 = score, t.top1
	} else if score > t.top2 {
		t.top2 = score
	}
	t.weight += score
	x := (st + .3*wk) * sel
	t.selMax = max(t.selMax, min(x, 4))
	t.selSum += st * sel
	t.selWeak += wk * sel
	if st > 0 {
		t.selTop = max(t.selTop, sel)
	}
	if b := score * (.2 + sel); b > t.bestScore {
		t.best, t.bestScore = i, b
	}
}

// dense turns the tallies into features, one row a class.
func dense(r *reading, ts []tally) [][]float64 {
	var total, totalSel, heaviest, heaviestSel float64
	for i := range ts {
		total += ts[i].weight
		totalSel += ts[i].selSum
		heaviest, heaviestSel = max(heaviest, ts[i].weight), max(heaviestSel, ts[i].selSum)
	}
	out := make([][]float64, len(ts))
	short := 0.0
	if r.short() {
		short = 1
	}
	for i := range ts {
		t := &ts[i]
		f := make([]float64, numDense)
		for z := lead; z <= afterwards; z++ {
			f[fStrongLead+int(z)] = math.Log1p(t.strong[z])
			if z < afterwards {
				f[fWeakLead+int(z)] = .5 * math.Log1p(t.weak[z])
			}
		}
		f[fTitle], f[fTitleWeak], f[fCounter] = t.title[0], t.title[1], math.Log1p(t.counter)
		f[fTop1], f[fTop2] = math.Log1p(t.top1), math.Log1p(t.top2)
		f[fCues] = math.Log1p(float64(len(t.cues)))
		if len(t.cues) > 0 {
			f[fAny], f[fFirst] = 1, 1-t.first
		}
		f[fShare], f[fRelative] = 3*t.weight/(total+1), t.weight/(heaviest+.5)
		f[fDensity] = 3 * math.Log1p(20*t.weight/float64(len(r.sentences)+10))
		f[fCauseSide], f[fEffectSide] = math.Log1p(t.side[0]), math.Log1p(t.side[1])
		f[fCausal], f[fRootNamed], f[fDoubt], f[fImpact] = math.Log1p(t.causal), math.Log1p(t.root), math.Log1p(t.doubt), math.Log1p(t.impact)
		f[fSelMax], f[fSelSum] = 2*math.Log1p(t.selMax), math.Log1p(t.selSum)
		f[fSelShare], f[fSelRelative] = 3*t.selSum/(totalSel+1), t.selSum/(heaviestSel+.3)
		f[fSelWeak], f[fSelTop] = math.Log1p(t.selWeak), t.selTop
		f[fShortAny], f[fShortShare] = short*f[fAny], short*f[fShare]
		f[fShortWeak], f[fShortRelative] = short*math.Log1p(t.weak[lead]+t.weak[story]), short*f[fRelative]
		f[fNamed], f[fNamedSel], f[fNamedCause] = math.Log1p(t.named), t.namedSel, math.Log1p(t.namedCause)
		f[fNamedTitle], f[fNamedShort], f[fNamedFirst] = t.namedTitle, short*math.Log1p(t.named), t.namedFirst
		f[fLeads], f[fAlone], f[fNext] = t.leads, t.alone, t.next
		out[i] = f
	}
	return out
}

// doubtful says that a sentence denies, suspects or repairs.
func (s *sentence) doubtful() bool {
	return s.signals[negation] || s.signals[suspicion] || s.signals[remedy]
}
