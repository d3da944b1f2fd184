package body

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/prose"
)

// Some texts run their headings into the paragraphs:
//
//	Summary of impact: Between 02:47 and … Mitigation: Engineers … Next steps: …
//	ROOT CAUSE The issue was caused by …
//
// A run-in heading is a phrase that says what a section is for, followed by a
// colon, at the start of a paragraph or after the end of a sentence; or one in
// capitals at the start of a paragraph.

// A cut is a run-in heading: text[start:end] with its colon, name without.
type cut struct {
	start, end int
	name       string
}

var (
	// midLabelsRE may follow a word without a full stop between them: their
	// capital is then the only sign, so they must be common ones.
	midLabelsRE = regexp.MustCompile(`^(?:(?:Preliminary )?[Rr]oot [Cc]ause(?: and [Mm]itigation)?|Mitigation|Next [Ss]teps|` +
		`Customer [Ii]mpact|Workaround|Summary of [Ii]mpact)$`)
	extraLabelsRE = regexp.MustCompile(`(?i)^(?:provide feedback|workaround|customer impact)$`)
)

// labels finds the run-in headings of a paragraph.
func labels(text string) []cut {
	var cuts []cut
	if c, ok := capsLabel(text); ok {
		cuts = append(cuts, c)
	}
	for at := 0; ; {
		i := strings.IndexByte(text[at:], ':')
		if i < 0 {
			return cuts
		}
		at += i + 1
		if at < len(text) && !strings.ContainsRune(" \n*_", rune(text[at])) {
			continue
		}
		if c, ok := labelBefore(text, at-1); ok && (len(cuts) == 0 || c.start >= cuts[len(cuts)-1].end) {
			cuts = append(cuts, c)
		}
	}
}

// labelBefore reads the longest label of at most six words that ends at the
// colon text[colon].
func labelBefore(text string, colon int) (best cut, ok bool) {
	start := colon
	for words := 0; words < 6 && start > 0; words++ {
		sp := strings.LastIndexByte(strings.TrimRight(text[:start], " "), ' ')
		word := strings.TrimSpace(text[sp+1 : start])
		start = sp + 1
		if strings.ContainsAny(word, ".!?;:,()") {
			break
		}
		name := strings.Trim(text[start:colon], "*_ ")
		r, _ := utf8.DecodeRuneInString(name)
		if !unicode.IsUpper(r) || !isLabel(name) || prose.RunsOn(text[start:colon], text[colon+1:]) {
			continue
		}
		if begins(text, start) || midLabelsRE.MatchString(name) {
			best, ok = cut{start, colon + 1, name}, true
		}
	}
	return best, ok
}

// isLabel says that a name heads a section of the report; "Authors" and
// "Contact" are fields.
func isLabel(name string) bool {
	role := prose.RoleOf(name)
	return role != prose.RoleNone && role != prose.RoleComments || extraLabelsRE.MatchString(name)
}

// begins says that a sentence may start at text[i].
func begins(text string, i int) bool {
	before := strings.TrimRight(text[:i], " ")
	return before == "" || strings.ContainsRune(".!?:)]\"", rune(before[len(before)-1])) || strings.HasSuffix(before, "”")
}

var capsWordsRE = regexp.MustCompile(`^[A-Z]{2,}(?:[ /&-]+[A-Z]{2,})*`)

// capsLabel reads "ROOT CAUSE The issue …": of the leading words in capitals,
// those up to the last one with which such headings end.
func capsLabel(text string) (cut, bool) {
	run := capsWordsRE.FindString(text)
	if run == "" {
		return cut{}, false
	}
	end := 0
	for _, m := range capsEndRE.FindAllStringIndex(run, 6) {
		if prose.RoleOf(run[:m[1]]) != prose.RoleNone {
			end = m[1]
		}
	}
	rest := text[end:]
	after := strings.TrimLeft(rest, ": ")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `"“'(`))
	if end == 0 || after != "" && (after == rest || !unicode.IsUpper(r) && !unicode.IsDigit(r)) {
		return cut{}, false
	}
	return cut{0, len(text) - len(after), run[:end]}, true
}

var capsEndRE = regexp.MustCompile(`\b(?:SUMMARY|OVERVIEW|IMPACT|CAUSES?|TRIGGER|FACTORS|PREVENTION|REMEDIATION|MITIGATION|RESOLUTION|` +
	`RECOVERY|RESPONSE|WORKAROUND|DETECTION|ANALYSIS|INVESTIGATION|DESCRIPTION|DETAILS|BACKGROUND|CONTEXT|` +
	`TIMELINE|UPDATES|STEPS|ACTIONS|ITEMS|MEASURES|IMPROVEMENTS|LEARNED|LESSONS|CONCLUSION)\b`)

// HasLabel says that a paragraph holds a run-in heading.
func HasLabel(paragraph string) bool { return len(labels(paragraph)) > 0 }

// hasLabels says that a text uses run-in headings: two different ones at
// least, so that a single "Update: …" stays where it is.
func hasLabels(paras []string) bool {
	seen := map[string]bool{}
	for _, p := range paras {
		for _, c := range labels(p) {
			seen[strings.ToLower(c.name)] = true
		}
	}
	return len(seen) > 1
}

// splitLabels cuts a paragraph into "## name" lines and paragraphs.
func splitLabels(text string) []string {
	cuts := labels(text)
	var out []string
	at := 0
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	for _, c := range cuts {
		add(text[at:c.start])
		out = append(out, "## "+c.name)
		at = c.end
		if marks := text[c.start : c.end-1]; strings.HasPrefix(marks, "*") || strings.HasPrefix(marks, "_") {
			at += len(text[at:]) - len(strings.TrimLeft(text[at:], "*_"))
		}
	}
	if len(cuts) == 0 {
		return []string{text}
	}
	add(text[at:])
	return out
}

// fieldNameRE begins a field that says something of the paper or of who was there.
var fieldNameRE = regexp.MustCompile(`(?i)^[\s*_>•-]*(?:authors?|author\(s\)|` +
	`(?:written|prepared|compiled|drafted|reviewed|approved|reported|posted) by|` +
	`(?:incident |document |service )?(?:owners?|leads?|commanders?|managers?|id|number|date|day|time|status|severity|priority|duration|version)|` +
	`reviewers?|participants?|attendees|facilitators?|scribe|contacts?|date of [\w ]{3,24}|(?:\pL{2,20} ){1,3}date|(?:start|end) time|` +
	`(?:last )?updated|organi[sz]ation|company|team|department|guild|channel|workspace|to|from|cc)[*_]*\s*:[*_]*(?:\s|$)`)

// IsField says that a line is a field, which no title and no heading is.
func IsField(line string) bool {
	return len(line) < 200 && strings.Contains(line, ":") && fieldNameRE.MatchString(line)
}
