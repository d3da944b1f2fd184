package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// startsTimedRE matches a line of a timeline: "15:54 UTC: …", "[2019-02-18 15:54] …".
var startsTimedRE = regexp.MustCompile(`^[\W_]{0,3}(?:\d{4}-\d\d-\d\d\b|(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|(?:[01]?\d)\s?[ap]\.?m\b)`)

// timelines makes a list of a paragraph whose lines, cut by <br>, begin with
// times: Markdown runs such lines together.
func timelines(root *html.Node) {
	for _, p := range all(root, atom.P, atom.Div) {
		lines := brLines(p)
		hits := 0
		for _, l := range lines {
			if startsTimedRE.MatchString(lineText(l)) {
				hits++
			}
		}
		if hits > 1 && 2*hits >= len(lines) && p.Parent != nil {
			listOf(p, lines)
		}
	}
}

// brLines groups the children of p by the <br>s between them; nil when p holds
// blocks as well.
func brLines(p *html.Node) [][]*html.Node {
	var lines [][]*html.Node
	var line []*html.Node
	for n := range p.ChildNodes() {
		switch {
		case n.DataAtom == atom.Br:
			lines, line = append(lines, line), nil
		case n.Type == html.ElementNode && !inline[n.DataAtom]:
			return nil
		default:
			line = append(line, n)
		}
	}
	return append(lines, line)
}

func lineText(line []*html.Node) string {
	var b strings.Builder
	for _, n := range line {
		b.WriteString(textOf(n))
	}
	return strings.TrimSpace(b.String())
}

// listOf puts a list in the place of p. A line without a time goes on with
// the item before it; before the first it is a paragraph.
func listOf(p *html.Node, lines [][]*html.Node) {
	var list, item *html.Node
	for _, line := range lines {
		text := lineText(line)
		if text == "" {
			continue
		}
		switch {
		case startsTimedRE.MatchString(text):
			if list == nil {
				list = element(atom.Ul)
				p.Parent.InsertBefore(list, p)
			}
			item = element(atom.Li)
			list.AppendChild(item)
		case item == nil:
			intro := element(atom.P)
			p.Parent.InsertBefore(intro, p)
			for _, n := range line {
				detach(n)
				intro.AppendChild(n)
			}
			continue
		default:
			item.AppendChild(textNode(" "))
		}
		for _, n := range line {
			detach(n)
			item.AppendChild(n)
		}
	}
	detach(p)
}
