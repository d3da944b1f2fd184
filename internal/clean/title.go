package clean

import (
	"html"
	"regexp"
	"strings"
)

// maxTitle is in bytes; the longest real title seen has 240.
const maxTitle = 500

var tag = regexp.MustCompile(`</?[A-Za-z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->`)

// Title makes one line of plain text of a title that may hold markup, entities
// or entities of entities. Less-than signs that start no tag stay.
func Title(s string) string {
	s = cut(s, 20*maxTitle)
	for range 3 {
		u := html.UnescapeString(tag.ReplaceAllString(s, ""))
		if u == s {
			break
		}
		s = u
	}
	s = oneLine(scrub(s))
	if len(s) > maxTitle {
		s = strings.TrimSpace(cut(s, maxTitle-3)) + "…"
	}
	return s
}
