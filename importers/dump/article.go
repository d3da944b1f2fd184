package dump

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"hindsight/internal/body"
)

var dataStartRE = regexp.MustCompile(`(?i)^\s*(?:<\?xml|<!doctype|<html|<rss|<feed|<rdf:rdf)`)

// isData says that a text is for a program: another importer's, or nobody's.
func isData(text string) bool {
	if dataStartRE.MatchString(text) {
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

// readArticle reads plain text: a title, perhaps a byline, and prose.
func readArticle(s source) draft {
	var d draft
	title, text := "", dropChrome(s.body)
	if s.meta["title"] == "" {
		title, text = cutTitle(text)
		d.titles = []string{title}
	}
	if title != "" && isGeneric(title, "") { // "Incident Report": its subject may follow
		if next, _ := cutTitle(text); len(strings.Fields(next)) < 12 && !body.RoleLine(next) {
			d.titles = append(d.titles, next)
		}
	}
	text = d.cutByline(text)
	d.body = body.FromPlain(text, s.url)
	return d
}
