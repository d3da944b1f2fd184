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

var noSoundRE = regexp.MustCompile(`[^\pL\pN]+`)

// sounds are the letters and figures of s.
func sounds(s string) string { return strings.ToLower(noSoundRE.ReplaceAllString(s, "")) }
