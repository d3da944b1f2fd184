package clean

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on what navigation says besides its links and buttons, in bytes:
// "Share this:", "Get one mail a week with what we learned."
const (
	maxLinkLabel = 24
	maxFormLabel = 400
)

// pressed are the elements whose text is a label: of where a link leads, of
// what a button does.
var pressed = map[atom.Atom]bool{atom.A: true, atom.Button: true, atom.Label: true, atom.Select: true, atom.Legend: true, atom.Option: true}

// navigates says that a box of an article is navigation by what it holds: most
// of it is links and buttons, or it is a form with a few words to it, or it
// shows nothing to read. An author's box is none, but no text of the article
// either; comments are known by their form or by the heading over them.
func (p *pruner) navigates(n *html.Node, comment bool) bool {
	size := p.sizes[n]
	if size == 0 {
		return true
	}
	if p.tries--; p.tries <= 0 {
		return false
	}
	labels, form, pictures := 0, n.DataAtom == atom.Form, false
	for d := n.FirstChild; d != nil; {
		skip := pressed[d.DataAtom]
		if skip {
			labels += p.sizes[d]
		}
		switch d.DataAtom {
		case atom.Input, atom.Textarea, atom.Form:
			form = true
		case atom.Table, atom.Pre, atom.Dl, atom.Figure:
			pictures = true
		}
		d = following(d, n, skip)
	}
	said := size - labels
	switch {
	case size <= maxFormLabel && slices.ContainsFunc(strings.Fields(attr(n, "class")), authorNames.has):
		return true
	case comment && (form || commentHeadRE.MatchString(firstHeading(n)) || labels > 0 && holdsComments(n)):
		return true
	case pictures && labels*2 < size:
		return false
	case form:
		return said <= maxFormLabel
	case labels > 0:
		return labels >= said || said <= maxLinkLabel || linksOn(n)
	}
	return isConsent(n)
}

// isText says that a box of an article, which its name or its element calls
// something beside the text, is text by what it holds.
func (p *pruner) isText(n *html.Node) bool {
	if !p.within(n) || p.sizes[n] == 0 {
		return false
	}
	comment, chrome := named(n)
	aside := n.DataAtom == atom.Aside || n.DataAtom == atom.Footer
	return (aside || chrome || comment || judgedRE.MatchString(attr(n, "class")+" "+attr(n, "id"))) && !p.navigates(n, comment)
}

// within says that a box stands in the text: in an <article>, or, on a page
// that marks none, in its <main>.
func (p *pruner) within(n *html.Node) bool {
	return inside(n.Parent, atom.Article) || p.main && inside(n.Parent, atom.Main)
}

// judgedRE are the names by which readability drops what holds little text, or
// thinks less of it.
var judgedRE = regexp.MustCompile(`(?i)-ad-|ai2html|banner|breadcrumbs|combx|com-|comment|community|contact|cover-wrap|disqus|extra|footer|footnote|gdpr` +
	`|header|legends|masthead|media|menu|meta|outbrain|pager|pagination|popup|promo|related|remark|replies|rss|scroll|(?:\b|_)share(?:\b|_)` +
	`|shoutbox|sidebar|skyscraper|social|sponsor|shopping|supplemental|tags|widget|yom-remote`)

// firstHeading is the text of the first heading in a box.
func firstHeading(n *html.Node) string {
	for d := range n.Descendants() {
		if len(d.Data) == 2 && d.Data[0] == 'h' && d.Data[1] >= '1' && d.Data[1] <= '6' {
			return oneLine(textOf(d))
		}
	}
	return ""
}

// linksOn says that a box shows other texts: at least two, each by a heading
// that is a link.
func linksOn(n *html.Node) bool {
	heads := 0
	for d := range n.Descendants() {
		if len(d.Data) != 2 || d.Data[0] != 'h' || d.Data[1] < '1' || d.Data[1] > '6' {
			continue
		}
		if heads++; len(all(d, atom.A)) == 0 && !inside(d, atom.A) {
			return false
		}
	}
	return heads > 1
}

// holdsComments says that below a box stand others that are named comments:
// one for each.
func holdsComments(n *html.Node) bool {
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && strings.Contains(strings.ToLower(attr(d, "class")), "comment") {
			count++
		}
	}
	return count >= 2
}

// isConsent says that a box asks for consent.
func isConsent(n *html.Node) bool {
	role := attr(n, "role")
	return role == "dialog" || role == "alertdialog" || cookieTextRE.MatchString(textOf(n))
}
