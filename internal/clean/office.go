package clean

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Word processors and wikis export HTML that says with styles and classes what
// HTML has elements for. office writes it anew with those, and says whether it
// changed anything.
func office(doc *html.Node) (changed bool) {
	changed = googleDocs(doc)
	changed = wordLists(doc) || changed
	return notion(doc) || changed
}

// withClass is the first element of a class.
func withClass(doc *html.Node, class string) *html.Node {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(strings.Fields(attr(n, "class")), class) {
			return n
		}
	}
	return nil
}

// exported finds the text in what a wiki or a word processor exports.
func exported(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		class := strings.Fields(attr(n, "class"))
		switch {
		case attr(n, "id") == "main-content" && slices.Contains(class, "wiki-content"), // Confluence
			slices.Contains(class, "page-body"), slices.Contains(class, "WordSection1"),
			n.DataAtom == atom.Body && slices.Contains(class, "doc-content"):
			return n
		}
	}
	return nil
}

var (
	madeByRE   = regexp.MustCompile(`(?i)\bcreated by:?\s+(.{2,60}?)(?:,|\s+on\s|\s+last (?:modified|updated)|$)`)
	madeOnRE   = regexp.MustCompile(`(?i)\bcreated(?: by [^,]{2,60}?)?,? on:?\s+(\p{L}{3,9} \d{1,2},? \d{4}|\d{1,2} \p{L}{3,9} \d{4}|\d{4}-\d{2}-\d{2})`)
	ofSpaceRE  = regexp.MustCompile(`^[^:]{1,60} : `)
	propertyRE = regexp.MustCompile(`(?i)^(?:date|published(?: on)?|created(?: time| at)?|written on)$`)
	whoKeyRE   = regexp.MustCompile(`(?i)^(?:authors?|owner|created by|written by)$`)
)

// expandRE is what Confluence writes on what opens a part of a page, when its
// author writes nothing.
var expandRE = regexp.MustCompile(`(?i)^click here to expand\W*$`)

// wikiLabels drops what Confluence writes into a page's text besides: who made the
// page, which ofExport has read, and the label of what can be opened.
func wikiLabels(doc *html.Node) {
	text := withClass(doc, "wiki-content")
	if text == nil {
		return
	}
	var gone []*html.Node
	for n := range text.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		class := strings.Fields(attr(n, "class"))
		if slices.Contains(class, "page-metadata") || slices.Contains(class, "expand-control") && expandRE.MatchString(oneLine(textOf(n))) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		detach(n)
	}
}

// ofExport reads what an export says of itself: who made the page and when,
// but not when it was changed; and the title without the space's name.
func (p *Page) ofExport(doc *html.Node) {
	if n := withClass(doc, "page-metadata"); n != nil && withClass(doc, "wiki-content") != nil {
		text := oneLine(textOf(n))
		p.Author, p.Date = "", ""
		if m := madeByRE.FindStringSubmatch(text); m != nil {
			p.Author = Title(m[1])
		}
		if m := madeOnRE.FindStringSubmatch(text); m != nil {
			p.Date = m[1]
		}
		p.Title = ofSpaceRE.ReplaceAllString(p.Title, "")
	}
	if n := withClass(doc, "page-body"); n != nil && n.FirstChild != nil && n.FirstChild.DataAtom == atom.Ul {
		p.Date = ""
		for _, li := range all(n.FirstChild, atom.Li) {
			key, val, _ := strings.Cut(textOf(li), ": ")
			if propertyRE.MatchString(key) {
				p.Date = cmp.Or(p.Date, val)
			}
			if whoKeyRE.MatchString(key) {
				p.Author = cmp.Or(p.Author, Title(val))
			}
		}
	}
}
