package write

import (
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/markdown"
)

// Marks stand in a text while a dialect is read. No text holds them before, for
// Unmarked has dropped them, and none holds them afterwards.
const (
	kept = "\x00" // around the number of what a Stash keeps
	star = "\x01" // a star that Markdown is to see and the dialect is not
)

// Unmarked drops the marks from a text that is about to be read. Importers
// give texts without control characters; a dialect does not rely on it.
func Unmarked(text string) string { return unmarked.Replace(text) }

var unmarked = strings.NewReplacer(kept, "", star, "")

// A Stash keeps code and links out of the way while the text around them is
// read: what stands for them is no character of any dialect.
type Stash []string

var keptRE = regexp.MustCompile(kept + `(\d{1,6})` + kept)

// Block keeps code in lines and returns what stands for it, on a line of its own.
func (s *Stash) Block(lang, code string) string {
	if !langRE.MatchString(lang) {
		lang = ""
	}
	return "\n\n" + s.Put(markdown.CodeBlock(lang, code)) + "\n\n"
}

var langRE = regexp.MustCompile(`^[\w+#.-]{1,20}$`)

// Span keeps code in a line.
func (s *Stash) Span(code string) string { return s.Put(markdown.CodeSpan(code)) }

// Put keeps Markdown that the dialect must not read again, such as a link.
func (s *Stash) Put(text string) string {
	*s = append(*s, text)
	return kept + strconv.Itoa(len(*s)-1) + kept
}

// Restore puts everything back, also what was kept within something kept.
func (s Stash) Restore(text string) string {
	for range 2 {
		text = keptRE.ReplaceAllStringFunc(text, func(m string) string {
			if n, err := strconv.Atoi(strings.Trim(m, kept)); err == nil && n < len(s) {
				return s[n]
			}
			return ""
		})
	}
	return text
}
