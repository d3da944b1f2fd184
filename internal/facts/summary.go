package facts

import (
	"strings"
	"unicode/utf8"

	"hindsight/internal/prose"
)

// Limits of a summary.
const (
	maxSummary   = 400 // bytes
	maxSentences = 3
)

// summary takes the first one to three sentences of the summary section, or
// else of the first paragraph, verbatim but for marks and line ends.
func summary(doc prose.Document) string {
	for _, role := range []prose.Role{prose.RoleSummary, ""} {
		if s := opening(doc, role); s != "" {
			return s
		}
	}
	return ""
}

// opening joins the first sentences of one section: of the first that has the
// role, or, if role is "", of the first paragraph that tells anything.
func opening(doc prose.Document, role prose.Role) string {
	var parts []string
	size, section, end := 0, -1, 0
	for _, s := range doc.Sentences {
		r := doc.Sections[s.Section].Role
		if len(parts) > 0 && (s.Section != section || role == "" && strings.Contains(doc.Text[end:s.Start], "\n\n")) {
			break
		}
		if role != "" && r != role || role == "" && (!tells(r) || s.Block != prose.Paragraph) || s.Block == prose.Table {
			continue
		}
		text := strings.Join(strings.Fields(prose.Plain(doc.Text[s.Start:s.End])), " ")
		if len(parts) == 0 && !isSentence(text) {
			continue
		}
		text = clip(text)
		if size += len(text) + 1; len(parts) > 0 && size > maxSummary || len(parts) == maxSentences {
			break
		}
		parts, section, end = append(parts, text), s.Section, s.End
	}
	return strings.Join(parts, " ")
}

// isSentence leaves out labels, dates and bylines.
func isSentence(s string) bool {
	return len(strings.Fields(s)) >= 5 && strings.Contains(s, " ")
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
