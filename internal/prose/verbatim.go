package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestQuote is how many bytes of a quote are looked for: three times what
// the classifier quotes.
const longestQuote = 1000

// Verbatim returns the place in text that is quote but for blanks and line
// breaks, "" if there is none.
func Verbatim(text, quote string) string {
	words := strings.Fields(quote)
	if len(words) == 0 || len(quote) > longestQuote {
		return ""
	}
	for from := 0; ; {
		at := strings.Index(text[from:], words[0])
		if at < 0 {
			return ""
		}
		from += at
		if end, ok := follow(text, from, words); ok {
			return text[from:end]
		}
		from += len(words[0])
	}
}

// follow says where the words end that stand from at on, with blanks between.
func follow(text string, at int, words []string) (int, bool) {
	for i, w := range words {
		start := at
		for r, n := utf8.DecodeRuneInString(text[at:]); unicode.IsSpace(r); r, n = utf8.DecodeRuneInString(text[at:]) {
			at += n
		}
		if i > 0 && at == start || !strings.HasPrefix(text[at:], w) {
			return 0, false
		}
		at += len(w)
	}
	return at, true
}

// HeadingOf is the heading above the first place of quote in the text, "title"
// where only the title holds it.
func (d *Document) HeadingOf(quote string) string {
	at := strings.Index(d.Text, quote)
	if at < 0 {
		return "title"
	}
	heading := ""
	for _, s := range d.Sections {
		if s.Start <= at {
			heading = s.Heading
		}
	}
	return heading
}
