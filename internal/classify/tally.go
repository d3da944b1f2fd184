package classify

import "hindsight/internal/prose"

// A tally is what the sentences say for one class. Strong phrases tell of the
// class, weak ones mention it; "sel" is weighted by how quotable a sentence is.
type tally struct {
	strong, weak [afterwards + 1]float64 // phrases by zone
	title        [2]float64              // 1 where the title has a strong phrase, a weak one
	counter      float64                 // phrases against the class
	cues         map[int32]bool          // the different strong cues
	first        float64                 // place of the first strong phrase, from 0 at the beginning to 1
	side         [2]float64              // strong phrases that stand where a cause is named, an effect

	causal, root, doubt, impact float64 // strong phrases in sentences that speak of these

	weight, top1, top2      float64 // worth of all sentences, of the best and the second best
	selMax, selSum, selWeak float64 // the most quotable phrases, all strong ones, all weak ones
	selTop                  float64 // how quotable the best sentence with a strong phrase is

	named, namedSel, namedCause, namedTitle, namedFirst float64 // of phrases that name the failure itself

	leads, alone, next float64 // see compare

	best      int // index of the sentence to quote, -1 for none
	bestScore float64
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
			if q := &c.matcher.cues[h.Pattern]; q.kind <= named && zoneOf[s.role] != afterwards {
				ts[q.class].cues[h.Pattern] = true
			}
		}
	}
	return ts
}

// compare takes in which class a sentence names first, and how alone it is.
// It is worth .008 of the primary class: SPLITS=3 make bench-tags, with it and
// without.
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

// add takes in what sentence i of n holds for the class.
func (t *tally) add(s *sentence, p perClass, i, n int, sel float64) {
	z := zoneOf[s.role]
	st, wk := min(p.strong, 3), min(p.weak, 2)
	t.strong[z] += st
	t.weak[z] += wk
	t.counter += p.counter
	if s.role == prose.RoleTitle {
		t.title[0], t.title[1] = max(t.title[0], min(st, 1)), max(t.title[1], min(wk, 1))
	}
	early := float64(i) / float64(n)
	if st > 0 && z != afterwards {
		t.first = min(t.first, early)
		t.addContext(s, p)
	}
	if p.named > 0 && z != afterwards && !s.doubtful() {
		t.addNamed(s, p, early, sel)
	}
	if s.doubtful() {
		t.doubt += st
	}
	t.addWorth(i, worth(s, p, st, wk), sel)
	t.selMax = max(t.selMax, min((st+.3*wk)*sel, 4))
	t.selSum += st * sel
	t.selWeak += wk * sel
	if st > 0 {
		t.selTop = max(t.selTop, sel)
	}
}

// worth is what a sentence with st strong and wk weak phrases is worth for a
// class: by zone, more where it names a cause, less where it is doubtful.
func worth(s *sentence, p perClass, st, wk float64) float64 {
	out := max(0, st+.3*wk-p.counter) * zoneWorth[zoneOf[s.role]]
	if s.signals[rootCause] || p.cause > 0 {
		out *= 1.5
	}
	if s.doubtful() {
		out *= .4
	}
	return out
}

// addWorth takes in what sentence i is worth, and whether it is the one to quote.
func (t *tally) addWorth(i int, worth, sel float64) {
	if worth > t.top1 {
		t.top1, t.top2 = worth, t.top1
	} else if worth > t.top2 {
		t.top2 = worth
	}
	t.weight += worth
	if b := worth * (.2 + sel); b > t.bestScore {
		t.best, t.bestScore = i, b
	}
}

// addContext takes in what a sentence with a strong phrase speaks of besides.
func (t *tally) addContext(s *sentence, p perClass) {
	t.side[0] += min(p.cause, 2)
	t.side[1] += min(p.effect, 2)
	t.causal += float64(b2i(s.signals[causeAfter] || s.signals[causeBefore]))
	t.root += float64(b2i(s.signals[rootCause]))
	t.impact += float64(b2i(s.signals[impactTalk]))
}

// addNamed takes in phrases that name the failure itself.
func (t *tally) addNamed(s *sentence, p perClass, early, sel float64) {
	t.named += min(p.named, 2)
	t.namedSel = max(t.namedSel, sel)
	t.namedCause += min(p.namedCause, 2)
	t.namedFirst = max(t.namedFirst, 1-early)
	if s.role == prose.RoleTitle {
		t.namedTitle = 1
	}
}
