package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxColumns is where a table stops being one that a page can show; Hugo
// needs seconds for thousands of columns.
const maxColumns = 40

// layoutTables takes apart what Markdown cannot write as a table: tables
// within tables, tables of one column, tables that hold headings, quotes or
// several paragraphs of text. Lists in the cells of a real table become
// sentences: "a; b; c".
func layoutTables(root *html.Node) {
	tables := all(root, atom.Table)
	layout := make([]bool, len(tables))
	for i, t := range tables {
		layout[i] = isLayout(t)
	}
	for i, t := range slices.Backward(tables) {
		if layout[i] {
			unrollTable(t)
			continue
		}
		for _, cell := range all(t, atom.Td, atom.Th) {
			listsToText(cell)
			onParagraph(cell)
		}
	}
}

func isLayout(t *html.Node) bool {
	if len(all(t, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Hr)) > 0 {
		return true
	}
	if inside(t.Parent, atom.Table) && len(all(t, atom.Tr)) < 2 {
		return true // one row within a table puts things side by side
	}
	widest := 0
	for _, tr := range all(t, atom.Tr) {
		widest = max(widest, len(all(tr, atom.Td, atom.Th)))
	}
	return widest < 2 || widest > maxColumns
}

// inside says that n or an element around it is of a kind.
func inside(n *html.Node, kind atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == kind {
			return true
		}
	}
	return false
}

// unrollTable makes each cell a block. Tables in its cells stay as they are.
func unrollTable(t *html.Node) {
	for _, n := range partsOf(t, atom.Td, atom.Th, atom.Caption) {
		div := element(atom.Div)
		move(div, n)
		replace(n, div)
	}
	for _, n := range partsOf(t, atom.Tr, atom.Thead, atom.Tbody, atom.Tfoot, atom.Colgroup, atom.Col) {
		unwrap(n)
	}
	t.DataAtom, t.Data = atom.Div, "div"
}

// partsOf lists the parts of a table that are not those of a table within it. It
// does not enter those, so that tables nested deep cost no more than wide ones.
func partsOf(t *html.Node, kinds ...atom.Atom) []*html.Node {
	var out []*html.Node
	for n := t.FirstChild; n != nil; {
		if slices.Contains(kinds, n.DataAtom) {
			out = append(out, n)
		}
		if n.FirstChild != nil && n.DataAtom != atom.Table {
			n = n.FirstChild
			continue
		}
		for n != t && n.NextSibling == nil {
			n = n.Parent
		}
		if n == t {
			break
		}
		n = n.NextSibling
	}
	return out
}

func listsToText(cell *html.Node) {
	for _, li := range all(cell, atom.Li) {
		text := strings.TrimSpace(textOf(li))
		if !isLastElement(li) && text != "" && !strings.ContainsAny(text[len(text)-1:], ".;:!?") {
			li.AppendChild(textNode(";"))
		}
		li.AppendChild(textNode(" "))
		li.DataAtom, li.Data = atom.Span, "span"
	}
	for _, list := range all(cell, atom.Ul, atom.Ol) {
		list.Parent.InsertBefore(textNode(" "), list)
		unwrap(list)
	}
}

// isLastElement says that no element follows n among its siblings.
func isLastElement(n *html.Node) bool {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return false
		}
	}
	return true
}
