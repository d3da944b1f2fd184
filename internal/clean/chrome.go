package clean

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/markdown"
)

// Pages name what stands around their text: by id, class, role or label.
// chrome.txt holds what ids and classes are.
var (
	chromeRoleRE  = regexp.MustCompile(`(?i)^(?:navigation|complementary|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar)$`)
	chromeLabelRE = regexp.MustCompile(`(?i)^(?:` +
		`bread ?crumbs?|` +
		`cookies?(?: \w+){0,3}|` +
		`(?:cookie )?consent(?: \w+){0,2}|` +
		`share(?: \w+){0,4}|` +
		`social(?: \w+){0,3}|` +
		`newsletter(?: \w+){0,3}|` +
		`subscribe(?: \w+){0,4}|` +
		`comments?|` +
		`related(?: \w+){0,3}|` +
		`sidebar|` +
		`table of contents|` +
		`pagination` +
		`)$`)
	sectionNameRE = regexp.MustCompile(`(?i)^(?:level[1-6]|section|sect[1-6]|hentry|type-post|post-\d+|` +
		`markdown-body|entry-content|post-content|article-body|post-body)$`)
	cookieTextRE = regexp.MustCompile(`(?is)` +
		`\bcookies?\b.*\b(?:` +
		`accept|agree|consent|preferences|got it|decline|reject|manage|settings|policy|learn more|opt[- ]out` +
		`)\b|` +
		`\b(?:accept|agree to|allow)\b.{0,40}\bcookies\b`)
)

// Bounds on what is believed to be no text. A box holds a quarter of a page's
// words at most; comments may hold more than the article.
const (
	maxBoxShare = 0.25
	minLeft     = 300 // bytes of text that stay when comments go
	maxNotice   = 600 // bytes of a cookie notice that has no name
)

// prune removes what a page shows around its text, and returns what of its
// articles that was, and how much they hold, in bytes of text. What holds the page's main heading or its <main>, and
// what is named so but is too much of the page, stays; within an <article>, so
// does what is no navigation by what it holds. A piece of a page, such as a
// feed's item, has no sidebar but the author's own.
func prune(root *html.Node, piece bool) (lost []Lost, articles int) {
	sizes := textSizes(root)
	p := pruner{piece: piece, sizes: sizes, total: sizes[root], left: sizes[root], tries: maxTries}
	p.main = len(all(root, atom.Article)) == 0 && len(all(root, atom.Main)) == 1
	var gone []*html.Node
	for n := root.FirstChild; n != nil; {
		if (n.DataAtom == atom.Article || p.main && n.DataAtom == atom.Main) && !inside(n.Parent, n.DataAtom) {
			articles += sizes[n]
		}
		box := n.Type == html.ElementNode && boxes[n.DataAtom]
		drop := box && p.drops(n)
		if n.DataAtom == atom.Img && (tiny(attr(n, "width")) || tiny(attr(n, "height"))) && p.within(n) {
			lost = append(lost, Lost{Kind: LostPixel})
		}
		holder := box && !drop && holderNameRE.MatchString(attr(n, "class"))
		if holder || !piece && (box && !drop || n.DataAtom == atom.Table || n.DataAtom == atom.Figure) && p.isText(n) {
			anonymous(n)
		}
		if drop {
			gone = append(gone, n)
			p.left -= sizes[n]
			if sizes[n] > 0 && p.within(n) {
				lost = append(lost, newLost(n, sizes[n]))
			}
		}
		n = following(n, root, drop)
	}
	for _, n := range gone {
		detach(n)
	}
	return lost, articles
}

// Lost is something of an article that was left out.
type Lost struct {
	Kind  string // what it is, one of the kinds below
	Name  string // its class, else its id, else its element; "" of a picture
	Bytes int    // of text in it
	Links int    // in it
}

// What is left out of an article.
const (
	LostNavigation = "navigation"
	LostForm       = "form"
	LostComments   = "comments of readers"
	LostConsent    = "question for consent"
	LostAuthor     = "box about the author"
	LostPixel      = "picture of 1 pixel"
	LostEnd        = "what follows the text"
)

func newLost(n *html.Node, size int) Lost {
	l := Lost{Kind: LostNavigation, Name: cmp.Or(oneLine(attr(n, "class")), attr(n, "id"), n.Data), Bytes: size, Links: len(all(n, atom.A))}
	comment, _ := named(n)
	switch {
	case comment:
		l.Kind = LostComments
	case slices.ContainsFunc(strings.Fields(attr(n, "class")), authorNames.has):
		l.Kind = LostAuthor
	case len(all(n, atom.Input, atom.Textarea, atom.Form)) > 0 || n.DataAtom == atom.Form:
		l.Kind = LostForm
	case l.Links == 0 && isConsent(n):
		l.Kind = LostConsent
	}
	return l
}

// anonymous takes a box the names by which readability would judge it, rather
// than by what it holds. It drops every <aside> and <footer>.
func anonymous(n *html.Node) {
	setAttr(n, "class", "")
	setAttr(n, "id", "")
	if n.DataAtom == atom.Aside || n.DataAtom == atom.Footer {
		n.DataAtom, n.Data = atom.Div, "div"
	}
}

// textSizes counts the bytes of text below each element, blanks and what is
// not shown left out, in one walk.
func textSizes(root *html.Node) map[*html.Node]int {
	sizes := map[*html.Node]int{}
	var order []*html.Node
	for n := root.FirstChild; n != nil; n = following(n, root, hidden[n.DataAtom]) {
		if order = append(order, n); n.Type == html.TextNode {
			sizes[n] = len(strings.TrimSpace(n.Data))
		}
	}
	for _, n := range slices.Backward(order) {
		if !hidden[n.DataAtom] {
			sizes[n.Parent] += sizes[n]
		}
	}
	return sizes
}

type pruner struct {
	piece       bool
	main        bool // the page marks no <article>, and a <main>
	sizes       map[*html.Node]int
	total, left int
	tries       int // how many boxes are still searched for the article's marks
}

// maxTries bounds the searches, which each cost as much as the box is large.
const maxTries = 200

// holderNameRE matches the names of what holds text beside other things.
var holderNameRE = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:has|with|without|no)[-_]|(?:^|\s)(?:level[1-6]|sect[1-6]|section)(?:\s|$)`)

// boxes are the elements that pages put such things into. Headings and
// <article> keep their names: those are of the text.
var boxes = map[atom.Atom]bool{
	atom.Div: true, atom.Section: true, atom.Aside: true, atom.Nav: true, atom.Footer: true, atom.Ul: true, atom.Ol: true,
	atom.Form: true, atom.Header: true, atom.Dialog: true, atom.P: true, atom.Details: true,
}

// drops decides on one box.
func (p *pruner) drops(n *html.Node) bool {
	size := p.sizes[n]
	comment, chrome := named(n)
	switch {
	case p.tries == 0:
		return false
	case (comment || chrome) && !p.piece && p.within(n) && !p.navigates(n, comment):
		return false
	case comment && p.left-size >= minLeft:
	case chrome && float64(size) <= maxBoxShare*float64(p.total) && !(p.piece && isAside(n)):
	case size < maxNotice && p.left-size >= minLeft && isNotice(n):
	default:
		return false
	}
	p.tries--
	return !holdsText(n)
}

// named reads what an element is called.
func named(n *html.Node) (comment, chrome bool) {
	var names []string
	ofText := false
	for _, class := range strings.Fields(attr(n, "class")) {
		ofText = ofText || sectionNameRE.MatchString(class)
		names = append(names, class)
	}
	if ofText {
		return false, false
	}
	if id := attr(n, "id"); id != "" && !headed(n, id) {
		names = append(names, id)
	}
	for _, name := range names {
		if len(name) > 80 {
			continue
		}
		comment = comment || commentNames.has(name)
		chrome = chrome || chromeNames.has(name) || authorNames.has(name)
	}
	role, label := attr(n, "role"), oneLine(attr(n, "aria-label"))
	chrome = chrome || chromeRoleRE.MatchString(role) || len(label) < 60 && chromeLabelRE.MatchString(label)
	return comment, chrome
}

// headed says that an id is made of the element's own heading, as writers of
// HTML do for sections: <section id="related-work"><h2>Related work</h2>. That
// of the comments is not.
func headed(n *html.Node, id string) bool {
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		text := oneLine(textOf(c))
		return len(c.Data) == 2 && c.Data[0] == 'h' && sounds(text) == sounds(id) && !commentHeadRE.MatchString(text)
	}
	return false
}

var asideNameRE = regexp.MustCompile(`(?i)side[-_]?bar|^(?:promo|feedback)`)

// isAside says that a box is named as authors name what they set beside their
// own text: within an article it is part of it.
func isAside(n *html.Node) bool {
	return asideNameRE.MatchString(attr(n, "class")) || asideNameRE.MatchString(attr(n, "id")) || attr(n, "role") == "complementary"
}

// isNotice says that a box outside of the article asks about cookies, with a
// button to answer.
func isNotice(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Section && n.DataAtom != atom.Aside || len(all(n, atom.Button)) == 0 {
		return false
	}
	return cookieTextRE.MatchString(textOf(n)) && !inside(n, atom.Article) && !inside(n, atom.Main)
}

// holdsText says that the article's own marks are below n.
func holdsText(n *html.Node) bool {
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.H1, d.DataAtom == atom.Main, attr(d, "itemprop") == "articleBody", attr(d, "role") == "main":
			return true
		}
	}
	return false
}

// following is the node that follows n in the document's order; within n only
// when it is not skipped.
func following(n, root *html.Node, skip bool) *html.Node {
	if n.FirstChild != nil && !skip {
		return n.FirstChild
	}
	for n != root && n.NextSibling == nil {
		n = n.Parent
	}
	if n == root {
		return nil
	}
	return n.NextSibling
}

// commentHeadRE is the heading over what readers wrote, or over other posts.
var commentHeadRE = regexp.MustCompile(`(?i)` +
	`^(?:(?:\d+|no|the|all|user|reader) )?(?:comments?|responses|replies|thoughts on .{1,80})(?: ?\(\d+\))?$|` +
	`^(?:` +
	`leave a (?:reply|comment)|` +
	`join the (?:discussion|conversation)|` +
	`post a comment|` +
	`related (?:posts|articles|stories|reading)|` +
	`(?:you may|you might) also like|` +
	`recent posts|` +
	`more from .{2,40}|` +
	`read next|` +
	`keep reading|` +
	`about the authors?|` +
	`share this(?: \w+)?|` +
	`subscribe(?: to .{2,60})?|` +
	`(?:subscribe to|sign up for) (?:our|the) newsletter` +
	`)$`)

// minBefore is how many words stand before such a heading at least.
const minBefore = 100

// cutAfterText cuts a page's text at such a heading, if none of the text's own
// follows on its level.
func cutAfterText(md string) string {
	lines := strings.SplitAfter(md, "\n")
	words, cut, level := 0, -1, 0
	var code markdown.Code
	for i, line := range lines {
		inside := code.Takes(line)
		l, heading, ok := markdown.Heading(line)
		switch {
		case inside || !ok:
			words += len(strings.Fields(line))
		case !commentHeadRE.MatchString(strings.Trim(heading, " *_")):
			if cut >= 0 && l <= level {
				cut = -1
			}
		case cut < 0 && words >= minBefore:
			cut, level = i, l
		}
	}
	if cut < 0 {
		return md
	}
	return strings.TrimRight(strings.Join(lines[:cut], ""), "\n ")
}
