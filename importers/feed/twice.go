package feed

import (
	"html"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// unescapeTwice undoes what a feed did once too often: a text that has no tag,
// and that read as HTML is nothing but HTML. A text that speaks of markup
// stays the text that it is.
func unescapeTwice(content string) string {
	if strings.Contains(content, "<") || !strings.Contains(content, "&lt;") {
		return content
	}
	if once := html.UnescapeString(content); wholeHTML(once) {
		return once
	}
	return content
}

var blocks = map[string]bool{
	"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "ul": true, "ol": true,
	"blockquote": true, "pre": true, "table": true, "dl": true, "section": true, "article": true, "figure": true,
}

// wholeHTML says that all of s stands in blocks, each element of which has its
// end, and that these begin the way texts do: "<p> is a tag, and so is </p>" is
// a sentence.
func wholeHTML(s string) bool {
	var open []string
	opened := false // a block begins right here
	found := 0
	for z := xhtml.NewTokenizer(strings.NewReader(s)); ; {
		switch kind := z.Next(); kind {
		case xhtml.ErrorToken:
			return len(open) == 0 && found > 0
		case xhtml.TextToken:
			text := string(z.Text())
			blank := strings.TrimSpace(text) == ""
			if !blank && (len(open) == 0 || opened && strings.HasPrefix(text, " ")) {
				return false
			}
			opened = opened && blank
		case xhtml.StartTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if void[tag] {
				continue
			}
			if len(open) == 0 && !blocks[tag] || len(open) > maxDepth {
				return false
			}
			open, opened = append(open, tag), blocks[tag]
			found++
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			at := len(open) - 1
			if at < 0 || open[at] != string(name) && !(slices.Contains(open, string(name)) && open[at] == "li") {
				return false
			}
			open, opened = open[:at], false
		}
	}
}
