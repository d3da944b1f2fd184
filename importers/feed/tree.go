package feed

import (
	"encoding/xml"
	"errors"
	"html"
	"net/url"
	"strings"
)

// A node is an element, or a text when its name is empty.
type node struct {
	name xml.Name
	attr []xml.Attr
	kids []*node
	text string
	base *url.URL // that links in it are relative to; nil when unknown
	own  bool     // base comes from an xml:base, not from the feed's address
}

func newNode(t xml.StartElement, parent *node) *node {
	n := &node{name: t.Name, attr: t.Attr}
	if parent != nil {
		n.base, n.own = parent.base, parent.own
	}
	if b := n.get(xmlSpace, "base"); b != "" {
		n.rebase(b)
	}
	return n
}

// rebase applies an xml:base, which may itself be relative.
func (n *node) rebase(ref string) {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return
	}
	if n.base != nil {
		u = n.base.ResolveReference(u)
	}
	if u.IsAbs() {
		n.base, n.own = u, true
	}
}

func (n *node) get(space, local string) string {
	for _, a := range n.attr {
		if a.Name.Local == local && (a.Name.Space == space || space == xmlSpace && a.Name.Space == "xml") {
			return a.Value
		}
	}
	return ""
}

// local is the element's name without namespace, in lower case.
func (n *node) local() string { return strings.ToLower(n.name.Local) }

// words joins the texts in n, which has no markup of its own.
func (n *node) words() string {
	if n.name.Local == "" {
		return n.text
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.words())
	}
	return b.String()
}

func (n *node) hasElements() bool {
	for _, k := range n.kids {
		if k.name.Local != "" {
			return true
		}
	}
	return false
}

// setText makes s the only content of n.
func (n *node) setText(s string) { n.kids = []*node{{text: s}} }

// resolve makes ref absolute where that can be done.
func (n *node) resolve(ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || n.base == nil {
		return strings.TrimSpace(ref)
	}
	return n.base.ResolveReference(u).String()
}

// writeXML writes n with its namespace on every element: prefixes and where
// they were declared no longer matter.
func (n *node) writeXML(b *strings.Builder) {
	if n.name.Local == "" {
		b.WriteString(html.EscapeString(n.text))
		return
	}
	n.open(b)
	for _, k := range n.kids {
		k.writeXML(b)
	}
	b.WriteString("</" + n.name.Local + ">")
}

func (n *node) open(b *strings.Builder) {
	b.WriteString("<" + n.name.Local + ` xmlns="` + html.EscapeString(n.name.Space) + `"`)
	for _, a := range n.attr {
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			b.WriteString(" " + a.Name.Local + `="` + html.EscapeString(a.Value) + `"`)
		}
	}
	b.WriteByte('>')
}

// writeHTML writes what n holds as HTML, links made absolute.
func (n *node) writeHTML(b *strings.Builder) {
	for _, k := range n.kids {
		if k.name.Local == "" {
			b.WriteString(html.EscapeString(k.text))
			continue
		}
		name := k.local()
		b.WriteString("<" + name)
		for _, a := range k.attr {
			val := a.Value
			switch key := strings.ToLower(a.Name.Local); key {
			case "href", "src":
				val = k.resolve(val)
			case "xmlns", "base":
				continue
			}
			if a.Name.Space == "" {
				b.WriteString(" " + strings.ToLower(a.Name.Local) + `="` + html.EscapeString(val) + `"`)
			}
		}
		b.WriteByte('>')
		k.writeHTML(b)
		if !void[name] {
			b.WriteString("</" + name + ">")
		}
	}
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "wbr": true, "col": true, "area": true, "embed": true, "source": true}

var errDeep = errors.New("elements nested more than 256 deep")

// errNested is an item that begins inside an item: the first was never closed.
type errNested struct{ start xml.StartElement }

func (errNested) Error() string { return "another item begins before it ends" }

// subtree reads the element that start began, and its end.
func subtree(dec *xml.Decoder, start xml.StartElement, parent *node, item string, depth int) (*node, error) {
	n := newNode(start, parent)
	if depth > maxDepth {
		return n, errDeep
	}
	for {
		tok, err := dec.Token()
		if err != nil {
			return n, err
		}
		switch t := tok.(type) {
		case xml.EndElement:
			return n, nil
		case xml.CharData:
			n.kids = append(n.kids, &node{text: string(t)})
		case xml.StartElement:
			unclosed := depth == 1 || depth == 2 && (texts[n.local()] || addresses[n.local()])
			if unclosed && item != "" && strings.EqualFold(t.Name.Local, item) && t.Name.Space == start.Name.Space {
				return n, errNested{t.Copy()}
			}
			kid, err := subtree(dec, t.Copy(), n, item, depth+1)
			n.kids = append(n.kids, kid)
			if err != nil {
				return n, err
			}
		}
	}
}
