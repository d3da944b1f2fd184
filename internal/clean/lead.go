package clean

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
)

// DropTitle removes a first heading that repeats the title, and raises the
// other headings to level 2 when it stood above them.
func DropTitle(md, title string) string {
	first, rest, _ := strings.Cut(md, "\n")
	_, heading, ok := markdown.Heading(first)
	if !ok || title == "" || sounds(heading) != sounds(title) {
		return md
	}
	return markdown.Raise(strings.TrimSpace(rest))
}

var noSound = regexp.MustCompile(`[^\pL\pN]+`)

// sounds are the letters and figures of s.
func sounds(s string) string { return strings.ToLower(noSound.ReplaceAllString(s, "")) }

// byLine matches a first paragraph that names author and day.
var byLine = regexp.MustCompile(`(?i)^(?:\*|_)*(?:by|written by|posted (?:by|on)|published(?: on)?|author:|date:|last updated)\s(?:[^.!?]|\b\pL\.){1,150}$`)

// metaLine matches one that names a day or how long it takes to read, with
// nothing else but a few words: "Jane Roe · 20 February 2024 · 7 min read".
var metaLine = regexp.MustCompile(`(?i)^(?:(?:[^.!?]|\b\pL\.){1,100}[·•|–—]\s*)?\d{1,3}[ -]min(?:ute)?s? read(?:\s*[·•|–—][^.!?]{1,60})?$`)

func aboutPage(line string) bool { return byLine.MatchString(line) || metaLine.MatchString(line) }

// cutByline takes such paragraphs off the beginning of a text.
func cutByline(md string) (byline, rest string) {
	for range 2 {
		first, after, ok := strings.Cut(md, "\n\n")
		if !ok || len(first) > 160 || !aboutPage(strings.Trim(first, " *_")) {
			break
		}
		byline, md = byline+first+"\n", after
	}
	return byline, md
}
