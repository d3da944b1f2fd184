package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// noteIDRE matches the ids that footnotes and their references are given by
// Markdown engines: "fn1", "fn:1", "fn-1", "footnote-1", "cite_note-1".
var noteIDRE = regexp.MustCompile(`^(?:user-content-)?(?:fn|footnote|note|cite_note|ftnt|_ftn)[-:_]*([\w-]{1,20}?)$`)

// refIDRE matches the ids of the places that refer to them.
var refIDRE = regexp.MustCompile(`^(?:user-content-)?(?:fnref|footnote-?ref|ftnt_ref|_ftnref|cite_ref)[-:_]*([\w-]{1,20}?)$`)

// footnotes finds list items that are notes, and the marks that refer to
// them, and makes both Markdown footnotes. A mark whose note is missing is
// left to superscripts.
func footnotes(root *html.Node) {
	notes := map[string]*html.Node{}
	for _, li := range all(root, atom.Li, atom.P, atom.Div) {
		if m := noteIDRE.FindStringSubmatch(attr(li, "id")); m != nil && refIDRE.FindString(attr(li, "id")) == "" && notes[m[1]] == nil {
			notes[m[1]] = li
		}
	}
	used := map[string]bool{}
	for _, n := range all(root, atom.Sup, atom.A) {
		key := reference(n)
		if notes[key] == nil || within(n, notes[key]) {
			continue
		}
		if p := n.Parent; p != nil && p.DataAtom == atom.Sup && strings.Trim(textOf(p), "[] \n") == strings.Trim(textOf(n), "[] \n") {
			n = p
		}
		used[key] = true
		replace(n, textNode(noteOpen+key+noteClose))
	}
	for _, li := range all(root, atom.Li, atom.P, atom.Div) {
		m := noteIDRE.FindStringSubmatch(attr(li, "id"))
		if m == nil || !used[m[1]] || notes[m[1]] != li {
			continue
		}
		dropBackLinks(li)
		onParagraph(li)
		p := element(atom.P)
		p.AppendChild(textNode(noteOpen + m[1] + noteClose + noteColon + " "))
		move(p, li)
		root.AppendChild(p)
		remove(li)
	}
	for _, a := range all(root, atom.A) { // other links within the page
		if strings.HasPrefix(attr(a, "href"), "#") || attr(a, "href") == "" {
			unwrap(a)
		}
	}
}

// reference returns the key of the note that n refers to, or "".
func reference(n *html.Node) string {
	if m := refIDRE.FindStringSubmatch(attr(n, "id")); m != nil {
		return m[1]
	}
	if n.DataAtom == atom.A {
		if m := noteIDRE.FindStringSubmatch(strings.TrimPrefix(attr(n, "href"), "#")); m != nil && strings.HasPrefix(attr(n, "href"), "#") {
			return m[1]
		}
	}
	return ""
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// remove takes n away, and its list when nothing is left of it.
func remove(n *html.Node) {
	p := n.Parent
	detach(n)
	if p != nil && strings.TrimSpace(textOf(p)) == "" && (p.DataAtom == atom.Ol || p.DataAtom == atom.Ul) {
		detach(p)
	}
}

// dropBackLinks removes "↩" and links that lead back into the text.
func dropBackLinks(note *html.Node) {
	for _, a := range all(note, atom.A) {
		if strings.HasPrefix(attr(a, "href"), "#") {
			detach(a)
		}
	}
	for n := range note.Descendants() {
		if n.Type == html.TextNode {
			n.Data = strings.NewReplacer("↩︎", "", "↩", "").Replace(n.Data)
		}
	}
}

var superDigits = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹",
	"-", "⁻", "+", "⁺", "n", "ⁿ")

// Raised writes figures as raised ones.
func Raised(figures string) string { return superDigits.Replace(figures) }

// superscripts writes raised figures as such: "10<sup>9</sup>" is no 109.
func superscripts(root *html.Node) {
	for _, sup := range all(root, atom.Sup) {
		text := strings.TrimSpace(textOf(sup))
		if text != "" && strings.Trim(text, "0123456789-+n") == "" {
			replace(sup, textNode(superDigits.Replace(text)))
		}
	}
}
