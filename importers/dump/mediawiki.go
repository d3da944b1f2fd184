package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/tidy"
)

var (
	wikiHeading = regexp.MustCompile(`(?m)^(={1,6})\s*([^=\n].*?)\s*={1,6}[ \t]*$`)
	wikiLink    = regexp.MustCompile(`\[\[(?:([^\[\]|]*)\|)?([^\[\]|]*)\]\]`)
	wikiURL     = regexp.MustCompile(`\[(https?://[^\s\[\]]+)(?:\s+([^\[\]]+))?\]`)
	wikiTmpl    = regexp.MustCompile(`\{\{[^{}]*\}\}`)
	wikiList    = regexp.MustCompile(`^([*#:;]+)\s*(.*)$`)
	wikiEmpty   = regexp.MustCompile(`(?i)<ref\b[^<>]*/>|__[A-Z]+__`)
	wikiRef     = regexp.MustCompile(`(?is)<ref\b[^<>]*>.*?</ref>`)
)

// isMediaWiki wants two headings between equals signs, or one and a link in
// double brackets.
func isMediaWiki(text string) bool {
	head := text[:min(len(text), 64<<10)]
	n := len(wikiHeading.FindAllStringIndex(head, 3))
	return n > 1 || n == 1 && (wikiLink.MatchString(head) || strings.Contains(head, "'''"))
}

// readMediaWiki turns wiki markup into Markdown.
func readMediaWiki(s source) draft {
	text := wikiRef.ReplaceAllString(wikiEmpty.ReplaceAllString(s.body, ""), "")
	for range 3 { // templates in templates
		text = wikiTmpl.ReplaceAllString(text, "")
	}
	text = wikiLink.ReplaceAllString(text, "$2")
	text = wikiURL.ReplaceAllStringFunc(text, func(l string) string {
		m := wikiURL.FindStringSubmatch(l)
		if m[2] == "" {
			return "<" + m[1] + ">"
		}
		return "[" + m[2] + "](" + m[1] + ")"
	})
	text = strings.ReplaceAll(strings.ReplaceAll(text, "'''", "**"), "''", "*")
	var out []string
	for line := range strings.Lines(text) {
		out = append(out, wikiLine(strings.TrimRight(line, " \n")))
	}
	md := strings.Join(out, "\n")
	d := draft{}
	title, rest := cutTitle(md)
	if title != "" && !strings.HasPrefix(title, "#") && !strings.HasPrefix(title, "**") {
		d.titles, md = []string{title}, rest
	}
	d.titles = append(d.titles, topHeadings(md)...)
	md = d.cutByline(md)
	d.body = tidy.Markdown(md, s.url)
	return d
}

func wikiLine(line string) string {
	if m := wikiHeading.FindStringSubmatch(line); m != nil {
		return "\n" + strings.Repeat("#", len(m[1])) + " " + m[2] + "\n"
	}
	m := wikiList.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	mark := "- "
	switch m[1][len(m[1])-1] {
	case '#':
		mark = "1. "
	case ';':
		if term, def, ok := strings.Cut(m[2], " : "); ok {
			return "- **" + term + "**: " + def
		}
		return "- **" + m[2] + "**"
	case ':':
		if len(m[1]) == 1 {
			return m[2]
		}
	}
	return strings.Repeat("   ", min(len(m[1])-1, 6)) + mark + m[2]
}
