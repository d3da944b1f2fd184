package facts

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/prose"
)

// Limits of a summary.
const (
	maxSummary   = 400 // bytes
	maxSentences = 3
)

// summary takes the first one to three sentences of the summary section, or
// else of the first paragraph that tells what happened, of the section on the
// impact, or of the first list, or else of the first event that is more than
// a label; verbatim but for marks and line ends.
//
// What status pages say by themselves is a summary for want of anything else.
func summary(doc *prose.Document, events []hindsight.Event) string {
	return cmp.Or(summaryOf(doc, events, false), summaryOf(doc, events, true))
}

// stockRE are the sentences that status pages offer to those who write nothing.
var stockRE = regexp.MustCompile(`(?i)^(?:` +
	`we are (?:currently |continuing to |still )?(?:investigat(?:e|ing)|monitor(?:ing)?|work(?:ing)? on)(?: on)?(?: a fix)?(?: for)?` +
	`(?: (?:this|the|any)(?: further)? (?:issues?|incident|problem|results))?|` +
	`(?:this|the) (?:incident|issue|problem) (?:has been|is(?: now)?|was) (?:fully )?resolved|` +
	`a fix has been implemented and we are monitoring the results|` +
	`the issue has been identified and a fix is being implemented|` +
	`no components were affected by this update` +
	`)\.?$`)

func summaryOf(doc *prose.Document, events []hindsight.Event, stock bool) string {
	opening := func(doc *prose.Document, fits func(prose.Role, prose.Block) bool) string {
		return opening(doc, stock, fits)
	}
	for _, fits := range []func(prose.Role, prose.Block) bool{
		func(r prose.Role, b prose.Block) bool { return r == prose.RoleSummary },
		func(r prose.Role, b prose.Block) bool {
			return tells(r) && r != prose.RoleTimeline && b == prose.Paragraph
		},
		func(r prose.Role, b prose.Block) bool { return r == prose.RoleImpact },
		func(r prose.Role, b prose.Block) bool { return tells(r) && r != prose.RoleTimeline },
	} {
		if s := opening(doc, fits); s != "" {
			return cmp.Or(openingItem(doc, s), s)
		}
	}
	any := func(prose.Role, prose.Block) bool { return true }
	for _, e := range events {
		if s := opening(prose.Parse("", head(e.Text, 4*maxSummary)), any); len(s) > 40 {
			return s
		}
	}
	return ""
}

// openingItem is the first item of the section that says what happened, where
// it tells of something broken and stands before a summary that is a paragraph
// of a later section.
func openingItem(doc *prose.Document, summary string) string {
	for _, s := range doc.Sentences {
		text := doc.Line(s.Start, s.End)
		switch {
		case strings.HasPrefix(summary, clip(text)):
			return ""
		case s.Block == prose.Item && doc.Sections[s.Section].Role == prose.RoleWhatHappened && toldBroken.in(text) && isSentence(text):
			return clip(text)
		}
	}
	return ""
}

// updateLabelRE is the label of an update, in front of what it says: "Final
// message", "Update 2:", "Investigating -".
var updateLabelRE = regexp.MustCompile(`^(?i:(?:(?:final|closing|initial|first|last|latest|interim)\s+(?:message|update|report|incident)|update)` +
	`(?:\s+#?\d{1,2})?` +
	`(?:\s*:|\s+[–—-])?\s+|(?:investigating|identified|monitoring|resolved|in progress|completed|scheduled|verifying)(?:\s*:|\s+[–—-])\s+)(["“(]?\p{Lu}.*)$`)

// opening joins the first sentences of one paragraph that fits.
func opening(doc *prose.Document, stock bool, fits func(prose.Role, prose.Block) bool) string {
	var parts []string
	size, section, end := 0, -1, 0
	for _, s := range doc.Sentences {
		if len(parts) > 0 && (s.Section != section || strings.Contains(doc.Text[end:s.Start], "\n\n") || s.Block == prose.Item) {
			break
		}
		if s.Block == prose.Table || !fits(doc.Sections[s.Section].Role, s.Block) {
			continue
		}
		text := doc.Line(s.Start, s.End)
		if !stock && stockRE.MatchString(updateLabelRE.ReplaceAllString(text, "$1")) {
			continue
		}
		if len(parts) == 0 {
			if !isSentence(text) {
				continue
			}
			text = updateLabelRE.ReplaceAllString(text, "$1")
		}
		text = clip(text)
		if size += len(text) + 1; len(parts) > 0 && size > maxSummary || len(parts) == maxSentences {
			break
		}
		parts, section, end = append(parts, text), s.Section, s.End
	}
	return strings.Join(parts, " ")
}

// isSentence leaves out labels, bylines, lines of a timeline and statements
// about the times of the text.
func isSentence(s string) bool {
	if len(strings.Fields(s)) < 3 || aboutReportRE.MatchString(s) {
		return false
	}
	if _, ok := statedZone(s); ok && len(s) < 100 {
		return false
	}
	if _, value := splitLabel(block{kind: paragraph, flat: s}); value != "" && isStamp(value) {
		return false
	}
	l, ok := timed(block{kind: item, flat: head(s, 200)})
	return !ok || l.text == l.full
}

// clip cuts a sentence that is longer than a summary at a word.
func clip(s string) string {
	if len(s) <= maxSummary {
		return s
	}
	cut := maxSummary - len("…")
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	if i := strings.LastIndexByte(s[:cut], ' '); i > 0 {
		cut = i
	}
	return s[:cut] + "…"
}
