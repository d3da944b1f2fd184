package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/markdown"
)

var htmlTitleRE = regexp.MustCompile(`(?is)<h1\b[^<>]*>(.{1,400}?)</h1>`)

// readMarkdown reads Markdown in all its dialects, and HTML fragments with
// front matter.
func readMarkdown(s source) draft {
	var d draft
	if m := htmlTitleRE.FindStringSubmatch(s.body); m != nil && body.IsHTML(s.body) {
		d.titles = append(d.titles, clean.Title(m[1]))
	}
	text := s.body
	if s.meta == nil && !body.IsHTML(s.body) {
		cut := lineAbove
		if len(markdown.Headings(text, 6)) == 0 {
			cut = cutTitle
		}
		var title string
		if title, text = cut(text); title != "" {
			d.titles = append(d.titles, title)
		}
	}
	d.titles = append(d.titles, topHeadings(text)...)
	text, tail := d.statusMeta(s, d.cutByline(text))
	d.body = body.FromMarkdown(text, s.url)
	if tail != "" {
		d.body = body.Join(d.body, tail)
	}
	return d
}

var namesAuthorRE = regexp.MustCompile(`(?i)^(?:\w+ )?(?:by|authors?|from)\b`)

// lineAbove cuts off the title of those who mark the sections alone: one line of
// a few words right above the first heading, where no heading is a title. What
// begins with a mark, ends as a sentence or names the author is none.
func lineAbove(text string) (title, rest string) {
	if len(topHeadings(text)) > 0 {
		return "", text
	}
	title, rest = cutTitle(text)
	below, _, _ := strings.Cut(strings.TrimLeft(rest, "\n"), "\n")
	_, _, heading := markdown.Heading(below)
	words := len(strings.Fields(title))
	if !heading || words < 3 || words > 20 || namesAuthorRE.MatchString(title) ||
		strings.ContainsAny(title[:1], "*_<[!|#{`-") || strings.ContainsAny(title[len(title)-1:], ".!*_|>)") {
		return "", text
	}
	return title, rest
}
