// Package triage judges whether a text is a postmortem: an account of one
// failure that happened, with what failed and why or what was done about it.
//
// A text that is hardly prose (material.go) is none. What judges the rest is a
// linear model over the signals of signals.go. Each signal counts phrases or
// sections; its weight says what they are worth. A verdict can so always be
// explained, and the same text always gets the same one. Short notes that
// use none of a report's words are known by their shape (account.go).
package triage

import (
	"context"
	"math"

	"hindsight"
	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// A Verdict says whether a text is a postmortem, and why.
type Verdict struct {
	Is      bool     // import it
	Score   float64  // estimated probability that a person would call it one, 0 to 1
	Reasons []Reason // what bounded the score, then what spoke for and against, weightiest first; never empty
}

// Doubtful says that the text is imported, but a person should look at it:
// the entry gets hindsight.ReviewMaybeNot.
func (v Verdict) Doubtful() bool { return v.Is && v.Score < sure }

// Scores from accept on are imported, from sure on without a doubt.
const (
	accept = 0.5
	sure   = 0.8

	doubtful = sure - 0.01 // the most that a text in doubt gets
)

// Judge reads title, body and the updates of a status page; doc is what
// prose.Parse makes of p's body. It is deterministic and takes time linear in
// their length. The error is that of ctx.
func Judge(ctx context.Context, p hindsight.Postmortem, doc *prose.Document) (Verdict, error) {
	t, err := read(ctx, p, doc)
	if err != nil {
		return Verdict{}, err
	}
	m := measure(t)
	logit, words := bias, bias // of all signals, and of those in a report's words
	for i, s := range signals {
		logit += s.weight * m[i].value
		if s.name != shape {
			words += s.weight * m[i].value
		}
	}
	score, why := t.bound(1 / (1 + math.Exp(-logit)))
	if words < 0 { // its shape alone is no proof: a person looks at it
		score = min(score, doubtful)
	}
	return Verdict{Is: score >= accept, Score: score, Reasons: append(why, reasons(m)...)}, nil
}

// bound keeps the score within what can be known of the text: English words
// say little of a text in another language, nor are they a report where they
// speak of no system, or show how a thing is used. why says so, when it matters.
func (t text) bound(score float64) (bounded float64, why []Reason) {
	if m := t.material(); m != "" && score >= accept && !t.list {
		return accept - 0.01, against("most of it is " + m + ", and hardly a sentence tells what happened")
	}
	switch {
	case t.isForeign():
		if bounded = min(score, doubtful); t.namesBreakdown() {
			bounded = max(bounded, accept)
		}
		why = []Reason{{Signal: "it is not in English", Side: Unsure}}
	case score >= accept && t.isManual() && !t.list:
		return accept - 0.01, against("shows how a thing is used, and tells of nothing that happened")
	case score >= sure && t.has(systemWords) == 0:
		return doubtful, against("speaks of no system or service")
	default:
		return score, nil
	}
	return bounded, why
}

func against(what string) []Reason { return []Reason{{Signal: what, Side: Against}} }

// A measurement says how fully a signal is there.
type measurement struct {
	value float64 // 0 to 1
	first string  // the first words that it fired on
}

// Lengths are in words. A text of usualWords is taken as it is; a longer one
// must say more to say it fully, a shorter one less, by the square root of
// the length: incidental words add up with the length, telling ones less.
// Below tersest a one-line summary is not helped any further.
const (
	usualWords = 400
	tersest    = 40
	briefWords = 120
)

func measure(t text) []measurement {
	m := make([]measurement, len(signals))
	find := func(phrases *phrase.Finder, words []string) {
		for h := range phrases.All(words) {
			m[h.List].value++
			if m[h.List].first == "" {
				m[h.List].first = quote(words[h.Start:h.End])
			}
		}
	}
	find(titlePhrases, t.title)
	find(bodyPhrases, t.body)
	scale := math.Sqrt(float64(max(tersest, len(t.body))) / usualWords)
	tells := t.account() >= telling
	for i, s := range signals {
		if s.rate != nil {
			m[i].value = s.rate(t)
			continue
		}
		for _, r := range s.roles {
			m[i].value += float64(t.roles[r])
		}
		if bodyLists[i] != nil && !(tells && s.weight < 0 && m[i].value <= 1) {
			m[i].value /= scale
		}
		if s.brief && len(t.body) >= briefWords {
			m[i].value = 0
		}
		m[i].value = min(1, m[i].value/s.full)
	}
	return m
}
