package triage

import "strings"

// A report tells what happened once: in the past tense, by the clock. A text
// about incidents (a guide, a template, a tool's description, a course, a
// policy, an advertisement) speaks of what happens, should and may.

// Generality is in hundredths of a text's words: those of rules less those of
// telling less times of day. Of the corpus' reports one in twenty has more
// than noGeneral, of the guides and offers in testdata nine in ten.
const (
	noGeneral   = 0.3
	fullGeneral = 3.3
	// leastGeneral is the length, in words, from which on a share says something:
	// one "will" in a note of twenty words is no rule.
	leastGeneral = 100
)

// generality is 0 for a text that tells, 1 for one that speaks in general.
func (t text) generality() float64 {
	if len(t.body) == 0 {
		return 0
	}
	times := 0
	for _, w := range t.body {
		if w == wordTime {
			times++
		}
	}
	per := 100 * float64(t.inBody[ruleWords]-t.inBody[toldWords]-times) / float64(max(len(t.body)+1, leastGeneral))
	return max(0, min(1, (per-noGeneral)/(fullGeneral-noGeneral)))
}

// A template asks: at least leastAsked lines, and half of what is not a heading.
const leastAsked = 3

// asking is 1 for a text of questions and of hints what to write.
func (t text) asking() float64 {
	if t.asked < leastAsked || 2*t.asked < t.lines {
		return 0
	}
	return 1
}

// isPrompt says that a line is a question, or a hint in brackets or italics:
// "[Describe the outage]", "_How many users?_".
func isPrompt(line string) bool {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimLeft(line, "-*> "), "[ ]"))
	if len(line) < 3 {
		return false
	}
	first, last := line[0], line[len(line)-1]
	return last == '?' || first == '[' && last == ']' || first == '_' && last == '_' || first == '<' && last == '>' || first == '{' && last == '}'
}
