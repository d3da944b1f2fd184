package clean

import (
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
	for i := len(tables) - 1; i >= 0; i-- {
		t := tables[i]
		if isLayout(t) {
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
	widest := 0
	for _, tr := range all(t, atom.Tr) {
		widest = max(widest, len(all(tr, atom.Td, atom.Th)))
	}
	return widest < 2 || widest > maxColumns
}

// unrollTable makes each cell a block.
func unrollTable(t *html.Node) {
	for _, n := range all(t, atom.Td, atom.Th, atom.Caption) {
		div := element(atom.Div)
		move(div, n)
		replace(n, div)
	}
	for _, n := range all(t, atom.Tr, atom.Thead, atom.Tbody, atom.Tfoot, atom.Colgroup, atom.Col) {
		unwrap(n)
	}
	t.DataAtom, t.Data = atom.Div, "div"
}

func listsToText(cell *html.Node) {
	for _, li := range all(cell, atom.Li) {
		text := strings.TrimSpace(textOf(li))
		if !last(li) && text != "" && !strings.ContainsAny(text[len(text)-1:], ".;:!?") {
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

// last says that no element follows n among its siblings.
func last(n *html.Node) bool {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return false
		}
	}
	return true
}
