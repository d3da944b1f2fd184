package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var notionListRE = regexp.MustCompile(`^(?:to-do-list|numbered-list|bulleted-list)$`)

// notion reads a page that Notion exported: its properties become a list, its
// boxes "[x]".
func notion(doc *html.Node) bool {
	changed := false
	for _, n := range all(doc, atom.Div) {
		switch class := " " + attr(n, "class") + " "; {
		case strings.Contains(class, " checkbox-on "):
			n.AppendChild(textNode("[x] "))
			n.DataAtom, n.Data, changed = atom.Span, "span", true
		case strings.Contains(class, " checkbox-off "):
			n.AppendChild(textNode("[ ] "))
			n.DataAtom, n.Data, changed = atom.Span, "span", true
		}
	}
	for _, l := range all(doc, atom.Ul, atom.Ol) { // each item is a list of its own
		class := attr(l, "class")
		before := previous(l)
		if before == nil || before.DataAtom != l.DataAtom || before.LastChild == nil || attr(before, "class") != class {
			continue
		}
		if notionListRE.MatchString(class) {
			move(before, l)
			detach(l)
			changed = true
		}
	}
	body := withClass(doc, "page-body")
	for _, t := range all(doc, atom.Table) {
		if attr(t, "class") != "properties" || body == nil {
			continue
		}
		list := element(atom.Ul)
		for _, tr := range all(t, atom.Tr) {
			key, val := oneLine(textOf(tr.FirstChild)), ""
			if tr.LastChild != nil && tr.LastChild != tr.FirstChild {
				val = strings.TrimPrefix(oneLine(textOf(tr.LastChild)), "@")
			}
			if key == "" || val == "" || val == "Empty" {
				continue
			}
			li, b := element(atom.Li), element(atom.Strong)
			b.AppendChild(textNode(key))
			li.AppendChild(b)
			li.AppendChild(textNode(": " + val))
			list.AppendChild(li)
		}
		detach(t)
		if list.FirstChild != nil {
			body.InsertBefore(list, body.FirstChild)
		}
		changed = true
	}
	return changed
}
