package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// strayItems puts what stands in a list beside its items into one: as a rule
// a nested list, which belongs to the item before.
func strayItems(root *html.Node) {
	for _, list := range all(root, atom.Ul, atom.Ol) {
		var item *html.Node
		for n, next := list.FirstChild, (*html.Node)(nil); n != nil; n = next {
			next = n.NextSibling
			switch {
			case n.DataAtom == atom.Li:
				item = n
				continue
			case n.Type != html.ElementNode && strings.TrimSpace(textOf(n)) == "":
				if item != nil && item.LastChild != nil {
					detach(n)
					item.AppendChild(n)
				}
				continue
			case item == nil:
				item = element(atom.Li)
				list.InsertBefore(item, n)
			}
			detach(n)
			item.AppendChild(n)
		}
	}
}

// definitionLists turns <dl> into "- **term**: definition". A definition of
// several paragraphs becomes one: facts read a timeline line by line. A
// definition that holds a list or code keeps it below the term.
func definitionLists(root *html.Node) {
	dls := all(root, atom.Dl)
	for i := len(dls) - 1; i >= 0; i-- { // inner ones first
		replace(dls[i], definitionList(dls[i]))
	}
}

func definitionList(dl *html.Node) *html.Node {
	ul := element(atom.Ul)
	var li *html.Node
	defined := true
	for _, n := range entries(dl) {
		if n.DataAtom == atom.Dt || li == nil {
			if li == nil || defined || n.DataAtom != atom.Dt {
				li = element(atom.Li)
				ul.AppendChild(li)
			} else {
				li.AppendChild(textNode(", "))
			}
		}
		if n.DataAtom == atom.Dt {
			strong := element(atom.Strong)
			strong.AppendChild(textNode(strings.TrimRight(oneLine(textOf(n)), ": ")))
			if strong.FirstChild.Data != "" {
				li.AppendChild(strong)
			}
			defined = false
			continue
		}
		if defined {
			li.AppendChild(textNode(" "))
		} else if li.FirstChild != nil {
			li.AppendChild(textNode(": "))
		}
		defined = true
		onParagraph(n)
		move(li, n)
	}
	return ul
}

// entries lists the <dt> and <dd> of a list, also those inside a <div>. What
// stands beside them belongs to the definition before.
func entries(dl *html.Node) []*html.Node {
	var out []*html.Node
	for _, n := range slices.Collect(dl.ChildNodes()) {
		switch {
		case n.DataAtom == atom.Dt, n.DataAtom == atom.Dd:
			out = append(out, n)
		case n.DataAtom == atom.Div && len(all(n, atom.Dt, atom.Dd)) > 0:
			out = append(out, entries(n)...)
		case strings.TrimSpace(textOf(n)) != "":
			dd := element(atom.Dd)
			detach(n)
			dd.AppendChild(n)
			out = append(out, dd)
		}
	}
	return out
}

// onParagraph joins paragraphs and lines below n with blanks.
func onParagraph(n *html.Node) {
	for _, b := range all(n, atom.Br, atom.P, atom.Div) {
		if b.DataAtom == atom.Br {
			replace(b, textNode(" "))
			continue
		}
		b.Parent.InsertBefore(textNode(" "), b)
		b.AppendChild(textNode(" "))
		unwrap(b)
	}
}
