package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mend rewrites a sanitised tree where the converter would lose something.
// Every rule is a walk of its own, so that each can be read alone.
func mend(root *html.Node, base *url.URL) {
	shallow(root)
	noise(root)
	strayItems(root)
	unnest(root)
	joinCode(root)
	absoluteLinks(root, base)
	imagesToLinks(root)
	footnotes(root)
	superscripts(root)
	timelines(root)
	definitionLists(root)
	layoutTables(root)
	headings(root)
	markSigns(root)
}

// all lists the elements of these kinds below root, in the document's order.
func all(root *html.Node, kinds ...atom.Atom) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		for _, k := range kinds {
			if n.Type == html.ElementNode && n.DataAtom == k {
				out = append(out, n)
			}
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, key, val string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = val
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// textOf joins the text below n.
func textOf(n *html.Node) string {
	var b strings.Builder
	if n.Type == html.TextNode {
		return n.Data
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// replace puts other in the place of n, if n still has one.
func replace(n, other *html.Node) {
	if n.Parent != nil {
		n.Parent.InsertBefore(other, n)
		n.Parent.RemoveChild(n)
	}
}

func detach(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// move makes the children of from the last children of to.
func move(to, from *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}

// unwrap leaves the children of n in its place.
func unwrap(n *html.Node) {
	if n.Parent == nil {
		return
	}
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

// absoluteLinks resolves addresses and unwraps links that lead nowhere.
// Links within the page (#…) stay for footnotes to read; the rest of them go.
func absoluteLinks(root *html.Node, base *url.URL) {
	for _, n := range all(root, atom.A, atom.Img) {
		key := "href"
		if n.DataAtom == atom.Img {
			key = "src"
		}
		ref := strings.TrimSpace(attr(n, key))
		if strings.HasPrefix(ref, "#") {
			continue
		}
		to := absolute(ref, base)
		if to == "" && n.DataAtom == atom.Img && Beside(ref) {
			to = ref
		}
		setAttr(n, key, to)
		setAttr(n, "title", "")
	}
}

// absolute returns "" for what cannot be an address on its own.
func absolute(ref string, base *url.URL) string {
	u, err := url.Parse(ref)
	if err != nil || ref == "" {
		return ""
	}
	if !u.IsAbs() && base != nil && base.IsAbs() {
		u = base.ResolveReference(u)
	}
	if u.Scheme == "mailto" || (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return searchedFor(u).String()
	}
	return ""
}

// Bounds on what costs those who render the Markdown seconds: 1,500 nested
// lists or 20,000 headings do. The most seen in real texts are 6 and 120.
const (
	maxNesting  = 12
	maxHeadings = 400
)

// shallow unwraps lists and quotes that are nested too deep.
func shallow(root *html.Node) {
	for _, n := range all(root, atom.Ul, atom.Ol, atom.Blockquote) {
		depth := 0
		for p := n.Parent; p != nil && depth < maxNesting; p = p.Parent {
			if p.DataAtom == atom.Ul || p.DataAtom == atom.Ol || p.DataAtom == atom.Blockquote {
				depth++
			}
		}
		if depth == maxNesting {
			n.DataAtom, n.Data = atom.Div, "div"
		}
	}
}

// headings shifts the levels so that the highest is 2, and closes gaps.
func headings(root *html.Node) {
	hs := all(root, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	for i, h := range hs {
		if i >= maxHeadings {
			h.DataAtom, h.Data = atom.P, "p"
		}
	}
	hs = hs[:min(len(hs), maxHeadings)]
	var used [7]bool
	for _, h := range hs {
		if strings.TrimSpace(textOf(h)) == "" {
			detach(h)
			continue
		}
		used[h.Data[1]-'0'] = true
	}
	var level [7]int
	next := 2
	for l := 1; l <= 6; l++ {
		level[l] = min(next, 6)
		if used[l] {
			next++
		}
	}
	for _, h := range hs {
		a := [...]atom.Atom{2: atom.H2, 3: atom.H3, 4: atom.H4, 5: atom.H5, 6: atom.H6}[level[h.Data[1]-'0']]
		h.DataAtom, h.Data = a, a.String()
	}
}
