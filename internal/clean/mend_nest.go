package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	blocks  = append([]atom.Atom{atom.Pre, atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Blockquote, atom.Hr}, heads...)
	phrases = append([]atom.Atom{atom.A, atom.B, atom.Strong, atom.Em, atom.I, atom.Del, atom.S, atom.Strike, atom.Sup, atom.Sub}, codes...)
	heads   = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}
	codes   = []atom.Atom{atom.Code, atom.Kbd, atom.Samp, atom.Var, atom.Tt}
)

// unnest takes apart what Markdown cannot nest: blocks within links, emphasis,
// code or headings.
func unnest(root *html.Node) {
	holds := map[*html.Node]bool{} // elements that a block stands in
	for _, b := range all(root, blocks...) {
		for p := b.Parent; p != nil && !holds[p]; p = p.Parent {
			holds[p] = true
		}
	}
	for _, n := range all(root, phrases...) {
		if holds[n] {
			n.DataAtom, n.Data = atom.Span, "span"
		}
	}
	for _, n := range all(root, heads...) {
		if holds[n] {
			n.DataAtom, n.Data = atom.Div, "div"
		}
	}
}

// joinCode makes one of pieces of code that stand side by side, drops empty
// ones and takes blanks out of their ends: the backticks of one would be read
// together with those of the next.
func joinCode(root *html.Node) {
	for _, n := range all(root, codes...) {
		if withinCode(n) {
			n.DataAtom, n.Data = atom.Span, "span"
			continue
		}
		text := textOf(n)
		if n.Parent == nil || n.Parent.DataAtom == atom.Pre {
			continue
		}
		if strings.TrimSpace(text) == "" {
			unwrap(n)
			continue
		}
		if prev := n.PrevSibling; prev != nil && isCode(prev) && strings.TrimLeft(text, " \t\n") == text {
			move(prev, n)
			detach(n)
			continue
		}
		trimEnds(n, text)
	}
}

// trimEnds moves the blanks at the ends of a piece of code outside.
func trimEnds(n *html.Node, text string) {
	const blanks = " \t\n"
	bare := strings.Trim(text, blanks)
	if bare == text {
		return
	}
	before, after := !strings.HasPrefix(text, bare), !strings.HasSuffix(text, bare)
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
	}
	n.AppendChild(textNode(bare))
	if before {
		n.Parent.InsertBefore(textNode(" "), n)
	}
	if after {
		n.Parent.InsertBefore(textNode(" "), n.NextSibling)
	}
}

func withinCode(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if isCode(p) {
			return true
		}
	}
	return false
}

func isCode(n *html.Node) bool {
	return n.Type == html.ElementNode && slices.Contains(codes, n.DataAtom)
}
