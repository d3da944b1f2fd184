package write

import (
	"regexp"
	"strings"
)

var (
	strongRE = regexp.MustCompile(`(^|[\s(\[{"'|>])\*([^\s*](?:[^*\n]{0,400}[^\s*])?)\*($|[\s)\]}.,;:!?"'|<-])`)
	emRE     = regexp.MustCompile(`(^|[\s(\[{"'|>*])_([^\s_](?:[^_\n]{0,400}[^\s_])?)_($|[\s)\]}.,;:!?"'|<*-])`)
	strikeRE = regexp.MustCompile(`(^|[\s(])-([\pL][^-\n]{0,200}[\pL.])-($|[\s).,;:!?])`)
	insertRE = regexp.MustCompile(`(^|[\s(])\+([\pL][^+\n]{0,200}[\pL.])\+($|[\s).,;:!?])`)
)

// Emphasis reads the marks that Textile, Jira's markup and AsciiDoc share:
// *strong*, _emphasised_, -struck out- and +inserted+, which is text.
func Emphasis(s string) string {
	s = Enclosed(s, "_", emRE, "$1"+star+"$2"+star+"$3")
	s = Strong(s)
	s = Enclosed(s, "-", strikeRE, "$1~~$2~~$3")
	return Enclosed(s, "+", insertRE, "$1$2$3")
}

// Enclosed replaces what re finds between two marks. Most lines do not have two,
// and the expressions took a sixth of the time of a long text.
func Enclosed(s, mark string, re *regexp.Regexp, with string) string {
	if strings.Count(s, mark) < 2 {
		return s
	}
	return re.ReplaceAllString(s, with)
}

// Strong reads *strong* alone.
func Strong(s string) string {
	return strings.ReplaceAll(Enclosed(s, "*", strongRE, "$1**$2**$3"), star, "*")
}

// Italic is the Markdown of emphasised text for a line that Strong has yet to
// read: its stars are no marks of Strong's.
func Italic(s string) string { return star + s + star }
