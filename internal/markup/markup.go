// Package markup turns texts written in other markups than Markdown into
// Markdown. It knows what each dialect writes and nothing of what the text is
// about: what the text says about itself comes back beside it, for the caller to
// make a title or a date of.
//
// Each dialect has a package of its own with two functions, Is and Read. A new
// one is a folder with those, a line in Dialects, and inputs in testdata.
package markup

import (
	"hindsight/internal/markup/asciidoc"
	"hindsight/internal/markup/jira"
	"hindsight/internal/markup/mediawiki"
	"hindsight/internal/markup/org"
	"hindsight/internal/markup/rst"
	"hindsight/internal/markup/textile"
	"hindsight/internal/markup/write"
)

// A Dialect is one markup.
type Dialect struct {
	Name string
	// Is says that a text is written in it, by signs that other texts do not
	// have by chance. It looks at the first 64 KB.
	Is func(text string) bool

	read func(text string) (markdown string, meta map[string]string)
}

// Dialects are asked in this order.
func Dialects() []Dialect {
	return []Dialect{
		{"org", org.Is, org.Read},
		{"asciidoc", asciidoc.Is, asciidoc.Read},
		{"jira", jira.Is, jira.Read},
		{"textile", textile.Is, textile.Read},
		{"rst", rst.Is, rst.Read},
		{"mediawiki", mediawiki.Is, mediawiki.Read},
	}
}

// Wiki turns a text that comes from Jira into Markdown, where it is written in
// Jira's markup: there one heading is enough of a sign.
func Wiki(text string) (markdown string, ok bool) {
	if !jira.Is(text) && !textile.IsHeaded(text) {
		return "", false
	}
	markdown, _ = jira.Read(write.Unmarked(text))
	return markdown, true
}

// Read turns a text into Markdown. What the text says about itself is in meta,
// under the dialect's own names in lower case: "title", "author", "date",
// "revdate" … It is as written: no date is read here.
func (d Dialect) Read(text string) (markdown string, meta map[string]string) {
	return d.read(write.Unmarked(text))
}
