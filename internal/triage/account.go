package triage

import (
	"strings"

	"hindsight/internal/phrase"
)

// Most short notes of what went wrong use none of the words that reports are
// made of: no outage, no incident, no root cause. What they have is a shape:
// nearly every sentence is in the past tense, one says what came out wrong and
// one what was done about it.

// shape names the signal of an account.
const shape = "tells in a few words what came out wrong and what was done"

// An account is short: a longer text says enough in the words of reports.
const (
	leastAccount = 15 // words
	mostAccount  = 160
)

// From telling on, one phrase speaks no louder against a note for its being short.
const telling = 0.4

// account is 1 for a short note that tells in the past tense what came out
// wrong, with what was done about it, and gives neither rules nor advice.
func (t text) account() float64 {
	length := len(t.body) - stops(t.body)
	if length < leastAccount || length > mostAccount || 2*t.items > t.lines || t.has(systemWords)+t.has(businessWords) == 0 || t.isForeign() {
		return 0
	}
	hits := notePhrases.Count(t.title)
	for i, n := range notePhrases.Count(t.body) {
		hits[i] += n
	}
	if hits[otherKind] > 0 {
		return 0
	}
	past, all := t.tenses()
	advice := float64(t.inBody[addressingWords]) * 20 / float64(length) // one in twenty words is too much
	wrong, mended := min(1, float64(hits[cameOutWrong])/2), min(1, float64(hits[doneAboutIt])/2)
	return wrong * mended * clamp(4*float64(past)/float64(max(1, all))-2) * clamp(1.5-advice)
}

func clamp(x float64) float64 { return max(0, min(1, x)) }

// tenses counts the sentences, and those of them with a verb in the past tense.
func (t text) tenses() (past, all int) {
	verbs := map[int]bool{}
	for m := range wordPhrases.All(t.body) {
		if m.List == toldWords || m.List == pastForms {
			verbs[m.Start] = true
		}
	}
	length, told := 0, false
	for i, w := range append(t.body, phrase.Stop) {
		if w != phrase.Stop {
			length++
			told = told || verbs[i] || len(w) > 4 && strings.HasSuffix(w, "ed") // participles mostly are verbs in a note
			continue
		}
		if length > 2 {
			all++
			if told {
				past++
			}
		}
		length, told = 0, false
	}
	return past, all
}
