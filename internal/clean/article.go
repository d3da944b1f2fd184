package clean

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hindsight/internal/markdown"
)

// A Page is what a web page says about itself, and its article.
type Page struct {
	Title     string
	Author    string
	Date      string // of publication, as the page writes it
	SiteName  string
	Publisher string // the organisation that the page's data names as such; "" for a platform, or its author
	URL       string // the canonical address, "" when the page states none
	Byline    string // what the page marks as saying who wrote it and when, and the article leaves out
	Markdown  string // the article: no title, navigation, comments or footers
	Lost      []Lost // what of an <article> is left out
	Size      int    // bytes of text that the page's articles hold, with what is left out
}

// ErrNoArticle says that a page holds no text to read.
var ErrNoArticle = errors.New("there is no article on the page")

// Article finds the article on a web page, or takes all of a fragment of one,
// and converts it as Markdown does. Text must have decoded the page; address
// is its URL, "" when unknown. The error wraps ErrNoArticle or ErrTooBig.
func Article(page, address string) (Page, error) {
	if len(page) > maxHTML {
		return Page{}, fmt.Errorf("%w: %d MB of HTML, and %d MB is the limit", ErrTooBig, len(page)>>20, maxHTML>>20)
	}
	doc, err := Tree(page)
	if err != nil { // above 512 open elements
		md := markdown.Squeeze(flatten(page))
		if md == "" {
			return Page{}, ErrNoArticle
		}
		return Page{Markdown: md}, nil
	}
	changed := office(doc)
	p := describe(doc, address)
	p.ofExport(doc)
	wikiLabels(doc)
	p.Lost, p.Size = prune(doc, !wholePageRE.MatchString(page[:min(len(page), 4096)]))
	content := page
	if wholePageRE.MatchString(page[:min(len(page), 4096)]) {
		content, p.Byline = readable(doc, address)
	} else if changed {
		content = render(doc)
	}
	if p.Markdown, err = Markdown(content, address); err != nil {
		return p, ErrNoArticle
	}
	whole := p.Markdown
	if p.Markdown = cutAfterText(whole); len(p.Markdown)+minEnd < len(whole) {
		end := whole[len(p.Markdown):]
		p.Lost = append(p.Lost, Lost{Kind: LostEnd, Name: firstHeadingOf(end), Bytes: len(end), Links: strings.Count(end, "](")})
	}
	p.Markdown = DropTitle(p.Markdown, p.Title)
	return p, nil
}

// minEnd is how much is cut behind a text at least for it to be worth a word, in bytes.
const minEnd = 40

// firstHeadingOf is the first heading of a text in Markdown.
func firstHeadingOf(md string) string {
	for line := range strings.Lines(md) {
		if _, heading, ok := markdown.Heading(line); ok {
			return heading
		}
	}
	return ""
}

// readable returns the article's HTML: what the page declares to be it, else
// what readability finds, else the page's only <article> or <main>; and the
// byline that readability took out of it.
func readable(doc *html.Node, address string) (content, byline string) {
	if n := cmp.Or(exported(doc), declared(doc)); n != nil {
		return render(n), ""
	}
	marked := only(doc, atom.Article)
	if marked == nil {
		marked = only(doc, atom.Main)
	}
	own := ""
	if marked != nil {
		own = render(marked) // before readability, which changes the tree
	}
	u, err := url.Parse(address)
	if err != nil || address == "" {
		u = nil
	}
	if a, err := parseReadable(doc, u); err == nil && a.Node != nil {
		own, byline = cmp.Or(render(a.Node), own), oneLine(a.Byline())
	}
	return own, byline
}

func render(n *html.Node) string {
	var b strings.Builder
	_ = html.Render(&b, n) // to memory: no error
	return b.String()
}

// minDeclared is how much text an element must hold to be believed, in bytes.
const minDeclared = 200

// declared finds the element that holds the text by its mark: schema.org's
// articleBody, or the first post of a Discourse thread. What follows a first
// post are replies.
func declared(doc *html.Node) *html.Node {
	forum := false
	for _, m := range all(doc, atom.Meta) {
		forum = forum || attr(m, "name") == "generator" && strings.HasPrefix(attr(m, "content"), "Discourse")
	}
	for n := range doc.Descendants() {
		prop, class := attr(n, "itemprop"), " "+attr(n, "class")+" "
		post := forum && (prop == "text" || strings.Contains(class, " cooked "))
		if (prop == "articleBody" || post) && len(textOf(n)) > minDeclared {
			return n
		}
	}
	return nil
}

// parseReadable keeps a panic of the library from ending the run.
func parseReadable(doc *html.Node, u *url.URL) (a readability.Article, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("readability: %v", r)
		}
	}()
	return readability.FromDocument(doc, u)
}

// only returns the only element of a kind, nil when there are none or several.
func only(doc *html.Node, kind atom.Atom) *html.Node {
	if list := all(doc, kind); len(list) == 1 {
		return list[0]
	}
	return nil
}
