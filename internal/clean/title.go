package clean

import (
	"html"
	"regexp"
	"strings"
)

// maxTitle is in bytes; the longest real title seen has 240.
const maxTitle = 500

var tag = regexp.MustCompile(`</?[A-Za-z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->`)

// Title makes one line of plain text of a title that may hold markup and
// entities, or entities that were escaped twice. A less-than sign that starts
// no tag stays, and so does a tag that was written to be read: "&lt;br>".
func Title(s string) string {
	s = cut(s, 20*maxTitle)
	s = html.UnescapeString(tag.ReplaceAllString(s, ""))
	if twice.MatchString(s) {
		s = html.UnescapeString(s)
	}
	s = oneLine(scrub(s))
	if len(s) > maxTitle {
		s = strings.TrimSpace(cut(s, maxTitle-3)) + "…"
	}
	return s
}

var twice = regexp.MustCompile(`&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|mdash|ndash|hellip|[lr][sd]quo);`)
