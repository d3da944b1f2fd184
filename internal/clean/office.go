package clean

import (
	"cmp"
	"net/url"
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

var (
	cssRule   = regexp.MustCompile(`\.([\w-]{1,40})\s*\{([^{}]{1,1000})\}`)
	cssBold   = regexp.MustCompile(`(?i)font-weight:\s*(?:bold|[6-9]00)`)
	cssItalic = regexp.MustCompile(`(?i)font-style:\s*italic`)
	cssStrike = regexp.MustCompile(`(?i)text-decoration:[^;]*line-through`)
	cssMono   = regexp.MustCompile(`(?i)font-family:[^;]*(?:consolas|courier|monospace|roboto mono|source code|menlo|inconsolata)`)
	docsPage  = regexp.MustCompile(`(?i)\bdoc-content\b`)
	docsList  = regexp.MustCompile(`\blst-kix_\w+-(\d)\b`)
)

// maxRules bounds the style sheet that is read; Google Docs writes about 60.
const maxRules = 2000

// googleDocs reads what Google Docs exports or puts on the clipboard.
func googleDocs(doc *html.Node) bool {
	found := false
	for _, n := range all(doc, atom.Body) {
		found = found || docsPage.MatchString(attr(n, "class"))
	}
	for _, b := range all(doc, atom.B) {
		if strings.HasPrefix(attr(b, "id"), "docs-internal-guid") { // bold in name alone
			unwrap(b)
			found = true
		}
	}
	if !found {
		return false
	}
	styles := sheet(doc)
	for _, n := range all(doc, atom.Span) {
		style := attr(n, "style")
		for _, class := range strings.Fields(attr(n, "class")) {
			style += ";" + styles[class]
		}
		express(n, style)
	}
	for _, n := range all(doc, atom.P) {
		if slices.Contains(strings.Fields(attr(n, "class")), "title") {
			titled(doc, n)
			break
		}
	}
	comments(doc)
	nestLists(doc)
	return true
}

// titled makes the main heading of a paragraph that is styled as a title.
func titled(doc, p *html.Node) bool {
	if len(all(doc, atom.H1)) > 0 {
		for _, h := range all(doc, atom.H5, atom.H4, atom.H3, atom.H2, atom.H1) {
			h.DataAtom, h.Data = lower[h.DataAtom], lower[h.DataAtom].String()
		}
	}
	p.DataAtom, p.Data = atom.H1, "h1"
	return true
}

// lower is the next level of headings.
var lower = map[atom.Atom]atom.Atom{atom.H1: atom.H2, atom.H2: atom.H3, atom.H3: atom.H4, atom.H4: atom.H5, atom.H5: atom.H6}

// sheet reads the rules of single classes.
func sheet(doc *html.Node) map[string]string {
	styles := map[string]string{}
	for _, s := range all(doc, atom.Style) {
		for _, m := range cssRule.FindAllStringSubmatch(textOf(s), maxRules) {
			styles[m[1]] += ";" + m[2]
		}
	}
	return styles
}

// express makes an element of what a span's style says. In headings bold type
// says nothing, and blanks need no style.
func express(n *html.Node, style string) {
	if strings.TrimSpace(textOf(n)) == "" || n.Parent == nil {
		return
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom >= atom.H1 && len(p.Data) == 2 && p.Data[0] == 'h' && p.Data[1] <= '6' {
			return
		}
	}
	kind := atom.Atom(0)
	switch {
	case cssStrike.MatchString(style):
		kind = atom.Del
	case cssMono.MatchString(style):
		kind = atom.Code
	case cssBold.MatchString(style):
		kind = atom.Strong
	case cssItalic.MatchString(style):
		kind = atom.Em
	}
	if kind == 0 {
		return
	}
	if before := n.PrevSibling; before != nil && before.DataAtom == kind { // one run in two spans
		move(before, n)
		detach(n)
		return
	}
	n.DataAtom, n.Data, n.Attr = kind, kind.String(), nil
}

// comments drops what readers of a document wrote beside it.
func comments(doc *html.Node) {
	for _, a := range all(doc, atom.A) {
		switch n := a; {
		case strings.HasPrefix(attr(a, "href"), "#cmnt_ref"):
			for n.Parent != nil && n.DataAtom != atom.Div && n.Parent.DataAtom != atom.Body {
				n = n.Parent
			}
			detach(n)
		case strings.HasPrefix(attr(a, "href"), "#cmnt"):
			if n.Parent != nil && n.Parent.DataAtom == atom.Sup {
				n = n.Parent
			}
			detach(n)
		}
	}
}

// nestLists puts the lists of a deeper level, which stand one after the other,
// into the item before them.
func nestLists(doc *html.Node) {
	var at [10]*html.Node // the last list of each level
	for _, l := range all(doc, atom.Ul, atom.Ol) {
		m := docsList.FindStringSubmatch(attr(l, "class"))
		if m == nil {
			continue
		}
		level := int(m[1][0] - '0')
		before := previous(l)
		if level > 0 && at[level-1] != nil && before != nil && at[level-1].LastChild != nil && (before == at[level-1] || slices.Contains(at[:], before)) {
			detach(l)
			at[level-1].LastChild.AppendChild(l)
		} else if before != nil && before == at[level] && attr(before, "class") == attr(l, "class") {
			move(before, l)
			detach(l)
			l = before
		}
		if root := at[0]; level == 0 && root != nil && before == root && root.DataAtom == l.DataAtom && l != root {
			move(root, l)
			detach(l)
			l = root
		}
		at[level] = l
		for i := level + 1; i < len(at); i++ {
			at[i] = nil
		}
	}
}

// previous is the element before n among its siblings.
func previous(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && (n.Type != html.ElementNode || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""); {
		n = n.PrevSibling
	}
	return n
}

var (
	wordBullet = regexp.MustCompile(`^[\s\x{a0}]*(?:[·•▪§o–-]|\x{f0b7}|\x{f0a7})[\s\x{a0}]+`)
	wordNumber = regexp.MustCompile(`^[\s\x{a0}]*(?:\d{1,3}|[a-z])[.)][\s\x{a0}]+`)
	wordLevel  = regexp.MustCompile(`mso-list:\s*l\d+\s+level(\d)`)
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
		kind, mark := atom.Ul, wordBullet.FindString(text)
		if mark == "" {
			if kind, mark = atom.Ol, wordNumber.FindString(text); mark == "" {
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
		if m := wordLevel.FindStringSubmatch(attr(p, "style")); m != nil && m[1] > "1" && list.LastChild != nil {
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

var notionList = regexp.MustCompile(`^(?:to-do-list|numbered-list|bulleted-list)$`)

// notion reads a page that Notion exported: its properties become a list, its
// boxes "[x]".
func notion(doc *html.Node) bool {
	changed := false
	for _, n := range all(doc, atom.Div) {
		switch class := " " + attr(n, "class") + " "; {
		case strings.Contains(class, " checkbox-on "):
			n.AppendChild(textNode("[x] "))
			n.DataAtom, n.Data, changed = atom.Span, "span", true
		case strings.Contains(class, " checkbox-off "):
			n.AppendChild(textNode("[ ] "))
			n.DataAtom, n.Data, changed = atom.Span, "span", true
		}
	}
	for _, l := range all(doc, atom.Ul, atom.Ol) { // each item is a list of its own
		class := attr(l, "class")
		if before := previous(l); before != nil && before.DataAtom == l.DataAtom && before.LastChild != nil && attr(before, "class") == class && notionList.MatchString(class) {
			move(before, l)
			detach(l)
			changed = true
		}
	}
	body := withClass(doc, "page-body")
	for _, t := range all(doc, atom.Table) {
		if attr(t, "class") != "properties" || body == nil {
			continue
		}
		list := element(atom.Ul)
		for _, tr := range all(t, atom.Tr) {
			key, val := oneLine(textOf(tr.FirstChild)), ""
			if tr.LastChild != nil && tr.LastChild != tr.FirstChild {
				val = strings.TrimPrefix(oneLine(textOf(tr.LastChild)), "@")
			}
			if key == "" || val == "" || val == "Empty" {
				continue
			}
			li, b := element(atom.Li), element(atom.Strong)
			b.AppendChild(textNode(key))
			li.AppendChild(b)
			li.AppendChild(textNode(": " + val))
			list.AppendChild(li)
		}
		detach(t)
		if list.FirstChild != nil {
			body.InsertBefore(list, body.FirstChild)
		}
		changed = true
	}
	return changed
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
	madeBy   = regexp.MustCompile(`(?i)\bcreated by:?\s+(.{2,60}?)(?:,|\s+on\s|\s+last (?:modified|updated)|$)`)
	madeOn   = regexp.MustCompile(`(?i)\bcreated(?: by [^,]{2,60}?)?,? on:?\s+(\p{L}{3,9} \d{1,2},? \d{4}|\d{1,2} \p{L}{3,9} \d{4}|\d{4}-\d{2}-\d{2})`)
	ofSpace  = regexp.MustCompile(`^[^:]{1,60} : `)
	property = regexp.MustCompile(`(?i)^(?:date|published(?: on)?|created(?: time| at)?|written on)$`)
	whoKey   = regexp.MustCompile(`(?i)^(?:authors?|owner|created by|written by)$`)
)

// ofExport reads what an export says of itself: who made the page and when,
// but not when it was changed; and the title without the space's name.
func (p *Page) ofExport(doc *html.Node) {
	if n := withClass(doc, "page-metadata"); n != nil && withClass(doc, "wiki-content") != nil {
		text := oneLine(textOf(n))
		p.Author, p.Date = "", ""
		if m := madeBy.FindStringSubmatch(text); m != nil {
			p.Author = Title(m[1])
		}
		if m := madeOn.FindStringSubmatch(text); m != nil {
			p.Date = m[1]
		}
		p.Title = ofSpace.ReplaceAllString(p.Title, "")
	}
	if n := withClass(doc, "page-body"); n != nil && n.FirstChild != nil && n.FirstChild.DataAtom == atom.Ul {
		p.Date = ""
		for _, li := range all(n.FirstChild, atom.Li) {
			key, val, _ := strings.Cut(textOf(li), ": ")
			if property.MatchString(key) {
				p.Date = cmp.Or(p.Date, val)
			}
			if whoKey.MatchString(key) {
				p.Author = cmp.Or(p.Author, Title(val))
			}
		}
	}
}

// behind returns the address that a search engine's link leads to.
func behind(u *url.URL) *url.URL {
	if (u.Host == "www.google.com" || u.Host == "google.com") && u.Path == "/url" {
		if to, err := url.Parse(cmp.Or(u.Query().Get("q"), u.Query().Get("url"))); err == nil && (to.Scheme == "https" || to.Scheme == "http") && to.Host != "" {
			return to
		}
	}
	return u
}
