package dump

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

var dataStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml|<!doctype|<html|<rss|<feed|<rdf:rdf)`)

// isData says that a text is for a program: another importer's, or nobody's.
func isData(text string) bool {
	if dataStart.MatchString(text) {
		return true
	}
	if c := strings.TrimSpace(text); c[0] == '{' || c[0] == '[' {
		return json.Valid([]byte(c))
	}
	return false
}

// isArticle wants five words, and letters to be the most of the text.
func isArticle(text string) bool {
	words, letters, all := 0, 0, 0
	for _, w := range strings.Fields(text[:min(len(text), 64<<10)]) {
		n := 0
		for _, r := range w {
			if unicode.IsLetter(r) {
				n++
			}
			all++
		}
		letters += n
		if n > 1 {
			words++
		}
	}
	return words >= 5 && 2*letters > all
}

// readArticle reads plain text: a title, perhaps a byline, and prose; or a
// mail.
func readArticle(s source) draft {
	var d draft
	if head, text := cutMail(s.body); head != nil {
		d.titles = []string{subjectTag.ReplaceAllString(head["subject"], "")}
		d.date, _ = when.Parse(head["date"])
		d.author = sender(head["from"])
		d.body = tidy.Any(text, s.url)
		return d
	}
	title, text := cutTitle(dropChrome(s.body))
	d.titles = []string{title}
	text = d.cutByline(text)
	d.body = tidy.Plain(text, s.url)
	return d
}
