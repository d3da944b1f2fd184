package facts

import (
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/when"
)

// What the events of a timeline tell.
var (
	toldStart      = wordingOf("tells that it began")
	toldFinding    = wordingOf("tells how it was noticed")
	toldNoFinding  = wordingOf("tells of no finding")
	toldWord       = wordingOf("tells of word from others")
	toldMitigation = wordingOf("tells of the mitigation")
	toldEnd        = wordingOf("tells of the end")
	toldNoSuccess  = wordingOf("tells of no success")
	toldStopped    = wordingOf("tells of an attempt that was stopped")
	toldAftermath  = wordingOf("tells of the aftermath")
	toldNothing    = wordingOf("tells that nothing broke")
)

// backAgainRE is one more way to tell of the end: it counts where a clause ends.
var backAgainRE = regexp.MustCompile(`(?i)\b(?:is|are|was|were) (?:fully )?back(?: up| online| to normal| and running)?(?:[.!,]|$)`)

// detects says that a line of a timeline tells how somebody noticed. What tells
// of no finding takes away those of its words that would tell of one.
func detects(text string) bool { return toldFinding.beside(toldNoFinding, text) }

// detectsIn says the same of a text under a heading or a label of the finding.
func detectsIn(text string) bool { return detects(text) || toldWord.in(text) }

// ends says that a line of a timeline tells of the end.
func ends(text string) bool {
	return (toldEnd.in(text) || backAgainRE.MatchString(text)) && !toldNoSuccess.in(text)
}

// What a sentence with a time tells.
var (
	toldBroken      = wordingOf("tells of something broken")
	toldPlan        = wordingOf("tells of a plan")
	toldFurtherTime = wordingOf("tells of a further time")
	toldOver        = wordingOf("tells that it is over")
	toldPart        = wordingOf("tells of a part")
)

// placeCues are cues by their place beside the time: "started at 15:54",
// "15:54, when we were paged".
var placeCues = []struct {
	field      int
	before     wording
	nearBefore int // how many letters may stand between the cue and the time
	behind     wording
	nearBehind int
}{
	{resolved, wordingOf("before the end"), 40, wordingOf("behind the end"), 50},
	{mitigated, wordingOf("before the mitigation"), 40, wordingOf("behind the mitigation"), 50},
	{detected, wordingOf("before the finding"), 48, wordingOf("behind the finding"), 50},
	{started, wordingOf("before the start"), 40, wordingOf("behind the start"), 140},
}

// wholeMitigation is a cue that makes of a mitigation the end; nearWhole is as
// nearBefore above.
var wholeMitigation = wordingOf("before a whole mitigation")

const nearWhole = 30

// firstBefore returns where the first of the phrases begins that stands at
// most that many letters before the end of the text; -1 for none.
func (w wording) firstBefore(s saying, most int) int {
	for _, p := range w.places(s) {
		if adjoins(s.text[p.end:], most) {
			return p.start
		}
	}
	return -1
}

// lastBehind returns where the last of the phrases ends that stands at most
// that many letters behind the beginning of the text; -1 for none.
func (w wording) lastBehind(s saying, most int) int {
	for _, p := range slices.Backward(w.places(s)) {
		if adjoins(s.text[:p.start], most) {
			return p.end
		}
	}
	return -1
}

// adjoins says that a cue and a time with this text between them belong
// together: it has at most that many letters, and neither a digit nor what
// ends a clause. The full stop of "example.com" does not count.
func adjoins(between string, most int) bool {
	n := 0
	for i, r := range between {
		switch {
		case r == ';', '0' <= r && r <= '9':
			return false
		case r == '.':
			if i+1 == len(between) || !isLetter(between[i+1]) {
				return false
			}
			continue
		}
		n++
	}
	return n <= most
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// beganWithinRE is how a sentence says that the start lies in the range that follows.
var beganWithinRE = regexp.MustCompile(`(?i)\b(?:began|begun|started|appeared) (?:\w+ ){0,5}` +
	`(?:in the period|between|some ?time|somewhere)(?: between)? ?$`)

// clauseEndRE is where the words before a time stop to belong to it: "the record
// started to spread again and by 9:40 …".
var clauseEndRE = regexp.MustCompile(`(?i)(?:, | )(?:and|but|then|while|before|which|when)\b`)

// putOffUntilRE is how a sentence says until when something was put off, which is no end.
var putOffUntilRE = regexp.MustCompile(`(?i)\b(?:` +
	`delay\w*|postpon\w*|wait\w*|hold|held|defer\w*|valid|` +
	`aware|respon\w+|notic\w+|discover\w*|detect\w*|unnoticed|undetected|` +
	`no (?:harm|effect|impact|trouble)|slept|sleeping|dormant|hidden|latent|harmless|unused|` +
	`worked (?:fine|well|normally|correctly|as (?:expected|intended|designed))` +
	`)(?: [^\s,;]+){0,4} until$`)

// notUntilRE is how "was not fully restored until 10:00" says when it was.
var notUntilRE = regexp.MustCompile(`(?i)\bnot (?:\w+ ){0,3}until\b`)

// around returns the text between a span and its neighbours.
func around(text string, spans []when.Span, i int) (before, behind string) {
	start, end := 0, len(text)
	if i > 0 {
		start = spans[i-1].End
	}
	if i+1 < len(spans) {
		end = spans[i+1].Start
	}
	before = strings.ReplaceAll(text[start:spans[i].Start], "up and running", "running again")
	if mentions(before, "until") {
		before = notUntilRE.ReplaceAllString(before, "until")
	}
	if endsIn(before, "until") && putOffUntilRE.MatchString(strings.TrimSpace(before)) {
		before = ""
	}
	if i > 0 && clauseTimeRE.MatchString(before) {
		before = ""
	}
	if at := clauseEndRE.FindAllStringIndex(before, -1); at != nil {
		before = before[at[len(at)-1][1]:]
	}
	if len(before) > 80 {
		before = before[len(before)-80:]
	}
	behind = text[spans[i].End:min(end, spans[i].End+180)]
	if i+1 < len(spans) && len(strings.Fields(before)) > 2 { // "… was retired at 16:00, and the API went down at 16:03"
		if at := clauseStartRE.FindAllStringIndex(behind, -1); at != nil {
			behind = behind[:at[len(at)-1][0]]
		}
	}
	return before, behind
}

// clauseTimeRE begins a clause with the time of its own: "… a customer called, at 9:46 it was back".
var clauseTimeRE = regexp.MustCompile(`(?i)[,;] (?:at|by|around|at about|um|gegen) $`)

// clauseStartRE begins a clause that has a time of its own.
var clauseStartRE = regexp.MustCompile(`[,;] (?:and |but |then |so )?`)

// cueField returns the field whose cue stands nearest: before the time if
// there is one, else behind it.
func cueField(before, behind string) (field int, ok bool) {
	told := said(before)
	if wholeMitigation.firstBefore(told, nearWhole) >= 0 {
		return resolved, true
	}
	best := -1
	for _, c := range placeCues {
		if at := c.before.firstBefore(told, c.nearBefore); at > best {
			best, field = at, c.field
		}
	}
	if best >= 0 {
		return field, field != resolved || !toldPart.among(told)
	}
	best, told = len(behind)+1, said(behind)
	for _, c := range placeCues {
		at := c.behind.lastBehind(told, c.nearBehind)
		if at >= 0 && at < best && !(c.field == resolved && toldPart.in(behind[:at])) {
			best, field = at, c.field
		}
	}
	return field, best <= len(behind)
}
