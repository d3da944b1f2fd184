package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	wordBulletRE = regexp.MustCompile(`^[\s\x{a0}]*(?:[·•▪§o–-]|\x{f0b7}|\x{f0a7})[\s\x{a0}]+`)
	wordNumberRE = regexp.MustCompile(`^[\s\x{a0}]*(?:\d{1,3}|[a-z])[.)][\s\x{a0}]+`)
	wordLevelRE  = regexp.MustCompile(`mso-list:\s*l\d+\s+level(\d)`)
)

// wordLists makes lists of the paragraphs with bullets that Word saves, and a
// heading of its title.
func wordLists(doc *html.Node) bool {
	changed := false
	var list *html.Node
	for _, p := range all(doc, atom.P) {
		class := attr(p, "class")
		if class == "MsoTitle" && !changed {
			changed = titled(doc, p) || changed
			continue
		}
		if !strings.HasPrefix(class, "MsoListParagraph") || p.Parent == nil {
			continue
		}
		text := textOf(p)
		kind, mark := atom.Ul, wordBulletRE.FindString(text)
		if mark == "" {
			if kind, mark = atom.Ol, wordNumberRE.FindString(text); mark == "" {
				continue
			}
		}
		changed = true
		dropText(p, len(mark))
		if list == nil || previous(p) != list || list.DataAtom != kind {
			list = element(kind)
			p.Parent.InsertBefore(list, p)
		}
		into := list
		if m := wordLevelRE.FindStringSubmatch(attr(p, "style")); m != nil && m[1] > "1" && list.LastChild != nil {
			if into = list.LastChild.LastChild; into == nil || into.DataAtom != kind {
				into = element(kind)
				list.LastChild.AppendChild(into)
			}
		}
		li := element(atom.Li)
		detach(p)
		move(li, p)
		into.AppendChild(li)
	}
	return changed
}

// dropText removes the first n bytes of the text below an element.
func dropText(root *html.Node, n int) {
	for d := range root.Descendants() {
		if d.Type != html.TextNode || n == 0 {
			continue
		}
		k := min(n, len(d.Data))
		d.Data, n = d.Data[k:], n-k
	}
}
