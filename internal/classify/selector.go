package classify

import (
	"math"

	"hindsight/internal/prose"
)

// The selector says how likely a person would quote a sentence as the reason
// for a class, whichever class. Its features are the sentence's place, what
// its phrases signal, and its stems.
const (
	selIntercept = iota
	selPosition
	selEarly
	selLength
	selCues
	selClasses
	selCauseSide
	selFirstInSection
	selAfter // the sentence before it was a strong candidate by signals
	selSignals
	selSignalInCause = selSignals + int(numSignals)
	selRoles         = selSignalInCause + 1
	selFixed         = selRoles + 14 // from here on the stems
)

var selRoleOrder = []prose.Role{prose.RoleNone, prose.RoleTitle, prose.RoleSummary, prose.RoleRootCause, prose.RoleContributing,
	prose.RoleWhatHappened, prose.RoleImpact, prose.RoleBackground, prose.RoleDetection, prose.RoleTimeline, prose.RoleMitigation,
	prose.RoleLessons, prose.RoleFollowUp, prose.RoleComments}

var selRoleIndex = func() map[prose.Role]int {
	m := map[prose.Role]int{}
	for i, r := range selRoleOrder {
		m[r] = i
	}
	return m
}()

// selStem is the size of a stem's feature: small, so that place and signals
// are used up first.
const selStem = .35

// selectorRow is the features of sentence i.
func (c *Classifier) selectorRow(r *reading, i int, v *vocabulary) row {
	s := &r.sentences[i]
	n := float64(len(r.sentences))
	out := row{{selIntercept, 1}, {selPosition, float64(i) / n}, {selEarly, 1 / (1 + float64(i))}, {selLength, math.Log1p(float64(len(s.tokens))) / 3}}
	put := func(id int, x float64) {
		if x != 0 {
			out = append(out, feature{int32(id), x})
		}
	}
	cues, sides, classes := 0.0, 0.0, map[int]bool{}
	for _, h := range s.hits {
		if q := &c.matcher.cues[h.Pattern]; q.kind <= named {
			cues++
			classes[q.class] = true
			if s.side(h) > 0 {
				sides++
			}
		}
	}
	put(selCues, math.Log1p(cues))
	put(selClasses, math.Log1p(float64(len(classes))))
	put(selCauseSide, math.Log1p(sides))
	if i > 0 && r.sentences[i-1].section != s.section {
		put(selFirstInSection, 1)
	}
	if i > 0 && (r.sentences[i-1].signals[rootCause] || r.sentences[i-1].signals[causeAfter]) {
		put(selAfter, 1)
	}
	for sig, on := range s.signals {
		if on {
			put(selSignals+sig, 1)
		}
	}
	if zoneOf[s.role] == cause && (s.signals[causeAfter] || s.signals[causeBefore] || s.signals[rootCause]) {
		put(selSignalInCause, 1)
	}
	put(selRoles+selRoleIndex[s.role], 1)
	seen := map[int32]bool{}
	s.stems(func(w string) {
		if id, ok := v.id[w]; ok && !seen[id] {
			seen[id] = true
			put(selFixed+int(id), selStem)
		}
	})
	return out
}

// selectorRows returns the features of all sentences.
func (c *Classifier) selectorRows(r *reading, v *vocabulary) []row {
	out := make([]row, len(r.sentences))
	for i := range out {
		out[i] = c.selectorRow(r, i, v)
	}
	return out
}

// quotable returns a weight for each sentence, 1 for the most quotable one.
// In a text of a few sentences every sentence counts fully.
func quotable(rows []row, short bool, w []float64) []float64 {
	out := make([]float64, len(rows))
	top := 0.0
	for i := range out {
		out[i] = sigmoid(rows[i].dot(w))
		top = max(top, out[i])
	}
	for i := range out {
		if out[i] /= top; short {
			out[i] = max(out[i], .6)
		}
	}
	return out
}
