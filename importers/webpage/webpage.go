// Package webpage imports one HTML page, or a piece of one, as one postmortem.
package webpage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
	"hindsight/internal/frontmatter"
	"hindsight/internal/incidentpage"
	"hindsight/internal/when"
)

// Recognise says that the input is HTML: it begins with a tag that HTML has
// and feeds have not, and is no Markdown that begins with one.
func Recognise(in hindsight.Input) bool {
	const enough = 64 << 10 // what stands in front of the first tag is short
	in.Data, in.Text = in.Data[:min(len(in.Data), enough)], in.Text[:min(len(in.Text), enough)]
	text, err := clean.InputText(in)
	if err != nil {
		return false
	}
	m := beginningRE.FindStringSubmatch(text)
	return m != nil && (m[1] != "" || !body.IsMarkdownWithTags(text))
}

// beginningRE captures the tag of a page; a piece of one has others.
var beginningRE = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:(!doctype\s+html|html|head|body|meta|title)` +
	`|article|section|main|header|div|h[1-6]|p|span|table|ul|ol|dl|blockquote|strong|b|em)\b`)

// New returns an importer of the page's article.
func New(in hindsight.Input) hindsight.Importer { return importer{in} }

type importer struct{ in hindsight.Input }

// Import yields one postmortem or one error, and a notice of what of the
// article was left out.
func (i importer) Import(context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		p, lost, err := read(i.in)
		if err != nil {
			err = fmt.Errorf("%s: %w", i.in.Name, err)
		}
		if yield(p, err) && lost != "" && err == nil {
			yield(hindsight.Postmortem{}, hindsight.Notice(i.in.Name+": "+lost))
		}
	}
}

// maxNamed is how many boxes of a kind are named that were left out.
const maxNamed = 5

// leftOut says what of a page's article is not in its text, by kind: how many
// boxes of it, with how many links, and what they are called; "" for nothing.
func leftOut(page clean.Page) string {
	type tally struct {
		n, links int
		names    []string
	}
	kinds, order, bytes := map[string]*tally{}, []string(nil), 0
	for _, l := range page.Lost {
		t := kinds[l.Kind]
		if t == nil {
			t = &tally{}
			kinds[l.Kind], order = t, append(order, l.Kind)
		}
		t.n++
		t.links += l.Links
		bytes += l.Bytes
		if name := fmt.Sprintf("%.40q", l.Name); l.Name != "" && len(t.names) < maxNamed && !slices.Contains(t.names, name) {
			t.names = append(t.names, name)
		}
	}
	var said []string
	for _, kind := range order {
		t := kinds[kind]
		var about []string
		if t.n > 1 {
			about = append(about, fmt.Sprintf("%d times", t.n))
		}
		if t.links > 0 {
			about = append(about, fmt.Sprintf("%d links", t.links))
		}
		if about = append(about, t.names...); len(about) > 0 {
			kind += " (" + strings.Join(about, ", ") + ")"
		}
		said = append(said, kind)
	}
	if len(said) == 0 {
		return ""
	}
	return fmt.Sprintf("left out, %d of the article's %d bytes: %s", bytes, page.Size, strings.Join(said, ", "))
}

// read also says what of the article it left out.
func read(in hindsight.Input) (p hindsight.Postmortem, lost string, err error) {
	text, err := clean.InputText(in)
	if err != nil {
		return p, "", err
	}
	page, err := clean.Article(text, in.URL)
	if errors.Is(err, clean.ErrTooBig) {
		return p, "", err
	}
	page = byline.OfPage(page)
	if doc, err := clean.Tree(text); err == nil && isFrontPage(doc, page, text) {
		return p, "", errors.New(incidentpage.FrontReason)
	}
	p, ok := incident(text, in.URL)
	if !ok {
		p, ok = statusPage(text, page, in.URL)
	}
	if !ok {
		if reason := junk(text, page); reason != "" {
			return p, "", fmt.Errorf("no postmortem: %s", reason)
		}
		if err != nil {
			return p, "", err
		}
		p, lost = article(page, in), leftOut(page)
		if meta, _, _ := frontmatter.Read(text); meta != nil { // in a comment above the page
			p.Title, p.Source.Author = cmp.Or(p.Title, clean.Title(meta["title"])), cmp.Or(p.Source.Author, clean.Title(meta.First("author", "authors")))
			if p.Date.IsZero() {
				p.Date, _ = when.Parse(meta["date"])
			}
		}
		page.Author = p.Source.Author
	}
	p.Source = sourceOf(p, page, in)
	return p, lost, nil
}

// oursRE is how a text speaks of its writers, and minOurs how often it does where
// the publisher of its page is believed to be who had the trouble.
var oursRE = regexp.MustCompile(`(?i)\b(?:we|our|us)\b`)

const minOurs = 2

// boldTitleRE is the first line of a piece of a page, when it is all in bold type.
var boldTitleRE = regexp.MustCompile(`^\*\*([^*\n]{8,150}[^*\n.:])\*\*\n\n`)

// article is the postmortem of a page: what its meta elements say, then what a
// reader sees under the title.
func article(page clean.Page, in hindsight.Input) hindsight.Postmortem {
	more, body := byline.Cut(page.Markdown, nil)
	seen := byline.Read(page.Byline)
	p := hindsight.Postmortem{Title: page.Title, Body: strings.TrimSpace(body)}
	if m := boldTitleRE.FindStringSubmatch(p.Body); p.Title == "" && m != nil {
		p.Title, p.Body = clean.Title(m[1]), strings.TrimSpace(p.Body[len(m[0]):])
	}
	p.Date, _ = when.Parse(page.Date)
	if p.Date.IsZero() {
		p.Date = cmp.Or(seen.Date, more.Date)
	}
	p.Organisation = cmp.Or(clean.Owner(page.SiteName, cmp.Or(page.URL, in.URL)), seen.Organisation, more.Organisation)
	if p.Organisation == "" && len(oursRE.FindAllString(p.Body, minOurs)) == minOurs { // news of others has a publisher, too
		p.Organisation = cmp.Or(clean.Owner(page.Publisher, ""), page.Publisher)
	}
	p.Source.Author = cmp.Or(page.Author, seen.Author, more.Author)
	return p
}

func sourceOf(p hindsight.Postmortem, page clean.Page, in hindsight.Input) hindsight.Source {
	url := cmp.Or(page.URL, in.URL)
	hash := hindsight.TextHash(hindsight.HashParagraphs, p.Title, p.Body)
	return hindsight.Source{
		Name: string(hindsight.ImporterPage), Importer: hindsight.ImporterPage, Licence: hindsight.LicenceUnknown,
		URL: url, ID: cmp.Or(url, hindsight.HashID+hash), Author: page.Author, SHA256: hash,
	}
}
