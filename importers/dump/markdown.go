package dump

import (
	"regexp"

	"hindsight/internal/clean"
	"hindsight/internal/tidy"
)

var htmlTitle = regexp.MustCompile(`(?is)<h1\b[^<>]*>(.{1,400}?)</h1>`)

// readMarkdown reads Markdown in all its dialects, and HTML fragments with
// front matter.
func readMarkdown(s source) draft {
	var d draft
	if m := htmlTitle.FindStringSubmatch(s.body); m != nil && tidy.IsHTML(s.body) {
		d.titles = append(d.titles, clean.Title(m[1]))
	}
	text := s.body
	if s.meta == nil && !tidy.IsHTML(s.body) && len(tidy.Headings(text, 6)) == 0 {
		var title string
		if title, text = cutTitle(text); title != "" {
			d.titles = append(d.titles, title)
		}
	}
	d.titles = append(d.titles, topHeadings(text)...)
	text, tail := d.statusMeta(s, d.cutByline(text))
	d.body = tidy.Markdown(text, s.url)
	if tail != "" {
		d.body = tidy.Join(d.body, tail)
	}
	return d
}
