package hindsight

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// How much of a text `publish: excerpt` shows in all, quotes, summary and
// opening together, so that what is quoted never stands in the place of the
// original, however short that is.
const (
	excerptShare = 3    // at most one third of the text,
	excerptMost  = 2700 // bytes, and never more than these

	more = "…"
)

// Published is the entry as others may see it. Pages, feeds, the search index
// and exported data are made from it alone, so that words which the curator
// keeps back have no way out. `publish: link` leaves the facts: title, dates,
// organisation, classes and source; an excerpt keeps what `extra:` has in a few
// words, too. A value that nobody knows counts as link, and so does every value
// as long as a person has not looked at a secret in the text.
func (e Entry) Published() Entry {
	if slices.Contains(e.Review, ReviewSecret) {
		e.Publish = PublishLink
	}
	e.when = e.When()
	switch e.Publish {
	case PublishFull, "":
		return e
	case PublishExcerpt:
		e.Body = withoutPictures(e.Body)
		left := min(len(e.Body)/excerptShare, excerptMost)
		e.Extra = e.Extra.short()
		e.Evidence, left = quoted(e.Evidence, left)
		e.Summary = opening(e.Summary, left/2)
		e.Body = opening(e.Body, left-len(e.Summary))
	default:
		e.Summary, e.Evidence, e.Body, e.Extra = "", nil, "", nil
	}
	e.Timeline = nil
	return e
}

// ShowsLess says that with one publish setting others see less than with
// another. It keeps the order of Published: a setting that nobody knows counts
// as link.
func ShowsLess(publish, than string) bool { return keptBack(publish) > keptBack(than) }

func keptBack(publish string) int {
	switch publish {
	case PublishFull, "":
		return 0
	case PublishExcerpt:
		return 1
	}
	return 2
}

// quoted is the first quotes that have at most a third of n bytes together, and
// what is left of n. The very first may take it all: it is why the postmortem
// has its class.
func quoted(all []Evidence, n int) ([]Evidence, int) {
	used := 0
	for i, v := range all {
		if k := used + len(v.Quote); k > n || i > 0 && k > n/3 {
			return all[:i:i], n - used
		}
		used += len(v.Quote)
	}
	return all, n - used
}

// opening is the beginning of a text, of about n bytes at most: up to the end
// of a paragraph, of a sentence or at least of a word.
func opening(s string, n int) string {
	if s = strings.TrimSpace(s); len(s) <= n {
		return s
	}
	n = max(0, n-len(more))
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	for _, end := range []string{"\n\n", ". ", ".\n", "! ", "? ", "。"} {
		if i := strings.LastIndex(s, end); i >= n/2 {
			return withoutHeading(strings.TrimSpace(s[:i+len(end)]))
		}
	}
	if i := strings.LastIndexAny(s, " \n"); i >= n/2 {
		s = s[:i]
	}
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	return s + more
}

// withoutHeading cuts off a heading with nothing below it.
func withoutHeading(s string) string {
	if i := strings.LastIndex(s, "\n\n"); i >= 0 && strings.HasPrefix(s[i+2:], "#") {
		return strings.TrimSpace(s[:i])
	}
	return s
}
