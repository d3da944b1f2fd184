package byline

import (
	"regexp"
	"strings"

	"hindsight/internal/clean"
)

// byLineRE matches a first paragraph that names author and day.
var byLineRE = regexp.MustCompile(`(?i)^(?:\*|_)*(?:by|written by|posted (?:by|on)|published(?: on)?|author:|date:|last updated)\s(?:[^.!?]|\b\pL\.){1,150}$`)

// metaLineRE matches one that names a day or how long it takes to read, with
// nothing else but a few words: "Jane Roe · 20 February 2024 · 7 min read".
var metaLineRE = regexp.MustCompile(`(?i)^(?:(?:[^.!?]|\b\pL\.){1,100}[·•|–—]\s*)?\d{1,3}[ -]min(?:ute)?s? read(?:\s*[·•|–—][^.!?]{1,60})?$`)

func aboutPage(line string) bool { return byLineRE.MatchString(line) || metaLineRE.MatchString(line) }

// OfPage moves such paragraphs from the beginning of a page's text to its
// byline, where what the page marked as one stands already.
func OfPage(p clean.Page) clean.Page {
	lines, text := cutParagraphs(p.Markdown)
	p.Byline, p.Markdown = strings.TrimLeft(lines+p.Byline, "\n"), text
	return p
}

func cutParagraphs(md string) (byline, rest string) {
	for range 2 {
		first, after, ok := strings.Cut(md, "\n\n")
		if !ok || len(first) > 160 || !aboutPage(strings.Trim(first, " *_")) {
			break
		}
		byline, md = byline+first+"\n", after
	}
	return byline, md
}
