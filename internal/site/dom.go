package site

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A dom is a sanitised text as a tree. What is added to it, ids, classes and
// the like, is made here and cannot come from the text: the policy lets none through.
type dom struct{ root *html.Node }

func parseDOM(safe []byte) (dom, error) {
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := html.ParseFragment(bytes.NewReader(safe), root)
	if err != nil {
		return dom{}, err
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return dom{root}, nil
}

func (d dom) render() (string, error) {
	var b bytes.Buffer
	for n := d.root.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(&b, n); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// elements lists the elements with one of these tags, in document order.
func (d dom) elements(tags ...atom.Atom) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		for _, t := range tags {
			if n.Type == html.ElementNode && n.DataAtom == t {
				out = append(out, n)
			}
		}
	}
	return out
}

var headingTags = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// headings gives every heading an id, and levels from top that go down one at
// a time, and returns those with a text.
func (d dom) headings(top int) []heading {
	var out []heading
	var open []int // levels as written, of the headings around the current one
	ids := map[string]int{}
	for _, n := range d.elements(headingTags...) {
		written := int(n.Data[1] - '0')
		for len(open) > 0 && open[len(open)-1] >= written {
			open = open[:len(open)-1]
		}
		open = append(open, written)
		level := min(top-1+len(open), 6)
		n.Data = "h" + strconv.Itoa(level)
		n.DataAtom = headingTags[level-1]
		text := strings.Join(strings.Fields(textOf(n)), " ")
		if text == "" {
			n.Data, n.DataAtom = "p", atom.P
			continue
		}
		id := "s-" + slug(text, 60, "section")
		if ids[id]++; ids[id] > 1 {
			id += "--" + strconv.Itoa(ids[id])
		}
		n.Attr = []html.Attribute{{Key: "id", Val: id}}
		out = append(out, heading{ID: id, Text: calm(text), Level: level})
	}
	return out
}

// anchors gives each heading a link to itself, under a name. Its sign is the style's, so that
// the heading's text stays what the author wrote.
func (d dom) anchors(name string) {
	for _, n := range d.elements(headingTags...) {
		if len(n.Attr) == 1 && n.Attr[0].Key == "id" {
			a := &html.Node{Type: html.ElementNode, DataAtom: atom.A, Data: "a", Attr: []html.Attribute{
				{Key: "class", Val: "anchor"}, {Key: "href", Val: "#" + n.Attr[0].Val}, {Key: "aria-label", Val: name}}}
			n.AppendChild(a)
		}
	}
}

// textOf is the text within a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// links makes addresses absolute. One that has nothing to be relative to
// would point into this site, and becomes text.
func (d dom) links(base *url.URL) {
	for _, a := range d.elements(atom.A) {
		if isPicture(a) {
			continue
		}
		href := ""
		for _, at := range a.Attr {
			if at.Key == "href" {
				href = at.Val
			}
		}
		u, err := url.Parse(strings.TrimSpace(href))
		if err == nil && !u.IsAbs() && base != nil {
			u = base.ResolveReference(u)
		}
		if words := textOf(a); err == nil && !u.IsAbs() && u.Host == "" && u.Path != "" && strings.HasPrefix(words, imageWord) {
			a.AppendChild(&html.Node{Type: html.TextNode, Data: " (" + u.Path + ")"}) // the name of a file is all that is known of a picture
		}
		if err != nil || href == "" || !u.IsAbs() || (u.Scheme != "mailto" && u.Host == "") {
			unwrap(a)
			continue
		}
		a.Attr = []html.Attribute{{Key: "href", Val: u.String()}, {Key: "rel", Val: "nofollow noopener"}}
	}
}

// unwrap puts a node's children in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// scrollable lets wide tables and code scroll by themselves, by keyboard too.
func (d dom) scrollable() {
	for _, pre := range d.elements(atom.Pre) {
		pre.Attr = []html.Attribute{{Key: "tabindex", Val: "0"}}
	}
	for _, c := range d.elements(atom.Td, atom.Th) {
		if len(c.Attr) > 0 { // the policy left align only
			c.Attr = []html.Attribute{{Key: "class", Val: "to-" + c.Attr[0].Val}}
		}
	}
	tables := d.elements(atom.Table)
	for i, t := range tables {
		label := "Table"
		if len(tables) > 1 {
			label += " " + strconv.Itoa(i+1)
		}
		box := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div", Attr: []html.Attribute{
			{Key: "class", Val: "scroll"}, {Key: "tabindex", Val: "0"}, {Key: "role", Val: "region"}, {Key: "aria-label", Val: label}}}
		t.Parent.InsertBefore(box, t)
		t.Parent.RemoveChild(t)
		box.AppendChild(t)
	}
}
