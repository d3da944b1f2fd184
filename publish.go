package hindsight

import (
	"strings"
	"unicode/utf8"
)

// How much of a text `publish: excerpt` shows in all: summary, quotes and
// opening get a third of this each, so that what is quoted never stands in the
// place of the original, however short that is.
const (
	excerptShare = 3    // at most one third of the text,
	excerptMost  = 2700 // bytes, and never more than these
)

// Published is the entry as others may see it. Pages, feeds, the search index
// and exported data are made from it alone, so that words which the curator
// keeps back have no way out. `publish: link` leaves the facts: title, dates,
// organisation, classes and source. A value that nobody knows counts as link.
func (e Entry) Published() Entry {
	switch e.Publish {
	case PublishFull, "":
		return e
	case PublishExcerpt:
		part := min(len(e.Body)/excerptShare, excerptMost) / 3
		e.Summary, e.Evidence, e.Body = opening(e.Summary, part), quoted(e.Evidence, part), opening(e.Body, part)
	default:
		e.Summary, e.Evidence, e.Body = "", nil, ""
	}
	e.Timeline = nil
	return e
}

// quoted is the first quotes that have at most n bytes together.
func quoted(all []Evidence, n int) []Evidence {
	for i, v := range all {
		if n -= len(v.Quote); n < 0 {
			return all[:i:i]
		}
	}
	return all
}

// opening is the beginning of a text, of about n bytes at most: up to the end
// of a paragraph, of a sentence or at least of a word.
func opening(s string, n int) string {
	if s = strings.TrimSpace(s); len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	for _, end := range []string{"\n\n", ". ", ".\n", "! ", "? ", "。"} {
		if i := strings.LastIndex(s, end); i >= n/2 {
			return strings.TrimSpace(s[:i+len(end)])
		}
	}
	if i := strings.LastIndexAny(s, " \n"); i >= n/2 {
		s = s[:i]
	}
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	return s + "…"
}
