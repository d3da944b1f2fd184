package clean

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// maxTitle is in bytes; the longest real title seen has 240.
const maxTitle = 500

var tagRE = regexp.MustCompile(`</?[A-Za-z][^<>]{0,1000}>|<!--[^<>]{0,1000}-->`)

// Title makes one line of plain text of a title that may hold markup and
// entities, or entities that were escaped twice. A less-than sign that starts
// no tag stays, and so does a tag that was written to be read: "&lt;br>".
func Title(s string) string {
	s = cut(s, 20*maxTitle)
	s = html.UnescapeString(tagRE.ReplaceAllStringFunc(s, gap))
	if escapedTwiceRE.MatchString(s) {
		s = html.UnescapeString(s)
	}
	s = oneLine(scrub(s))
	if len(s) > maxTitle {
		s = strings.TrimSpace(cut(s, maxTitle-3)) + "…"
	}
	return s
}

// gap is what a tag leaves behind: a blank if it parts words.
func gap(tag string) string {
	name := strings.TrimFunc(tag, func(r rune) bool { return !unicode.IsLetter(r) })
	if at := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); at > 0 {
		name = name[:at]
	}
	if inline[atom.Lookup([]byte(strings.ToLower(name)))] {
		return ""
	}
	return " "
}

var escapedTwiceRE = regexp.MustCompile(`&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|mdash|ndash|hellip|[lr][sd]quo);`)
