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
		text = s.restore(text)
	}
	return text
}

// maxDigits is how many digits a number between two marks has at most.
const maxDigits = 6

// restore puts back what stands between two marks, and drops a number that nothing
// was kept under.
func (s Stash) restore(text string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(text, kept[0])
		if at < 0 {
			if b.Len() == 0 {
				return text
			}
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at])
		text = text[at+1:]
		digits := 0
		for digits < len(text) && digits < maxDigits && '0' <= text[digits] && text[digits] <= '9' {
			digits++
		}
		if digits == 0 || digits == len(text) || text[digits] != kept[0] {
			b.WriteByte(kept[0])
			continue
		}
		if n, err := strconv.Atoi(text[:digits]); err == nil && n < len(s) {
			b.WriteString(s[n])
		}
		text = text[digits+1:]
	}
}
