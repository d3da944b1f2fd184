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

var (
	cssRuleRE   = regexp.MustCompile(`\.([\w-]{1,40})\s*\{([^{}]{1,1000})\}`)
	cssBoldRE   = regexp.MustCompile(`(?i)font-weight:\s*(?:bold|[6-9]00)`)
	cssItalicRE = regexp.MustCompile(`(?i)font-style:\s*italic`)
	cssStrikeRE = regexp.MustCompile(`(?i)text-decoration:[^;]*line-through`)
	cssMonoRE   = regexp.MustCompile(`(?i)font-family:[^;]*(?:consolas|courier|monospace|roboto mono|source code|menlo|inconsolata)`)
	docsPageRE  = regexp.MustCompile(`(?i)\bdoc-content\b`)
	docsListRE  = regexp.MustCompile(`\blst-kix_\w+-(\d)\b`)
)

// maxRules bounds the style sheet that is read; Google Docs writes about 60.
const maxRules = 2000

// googleDocs reads what Google Docs exports or puts on the clipboard.
func googleDocs(doc *html.Node) bool {
	found := false
	for _, n := range all(doc, atom.Body) {
		found = found || docsPageRE.MatchString(attr(n, "class"))
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
		for _, m := range cssRuleRE.FindAllStringSubmatch(textOf(s), maxRules) {
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
	case cssStrikeRE.MatchString(style):
		kind = atom.Del
	case cssMonoRE.MatchString(style):
		kind = atom.Code
	case cssBoldRE.MatchString(style):
		kind = atom.Strong
	case cssItalicRE.MatchString(style):
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
		m := docsListRE.FindStringSubmatch(attr(l, "class"))
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
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; {
		n = n.PrevSibling
	}
	return n
}

// searchedFor returns the address that a search engine's link leads to.
func searchedFor(u *url.URL) *url.URL {
	if (u.Host == "www.google.com" || u.Host == "google.com") && u.Path == "/url" {
		to, err := url.Parse(cmp.Or(u.Query().Get("q"), u.Query().Get("url")))
		if err == nil && (to.Scheme == "https" || to.Scheme == "http") && to.Host != "" {
			return to
		}
	}
	return u
}
