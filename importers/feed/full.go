package feed

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"

	"hindsight"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
)

// fullText is from where on a text is taken for the whole of it, in bytes. The
// shortest full postmortem seen in a feed has 1,100.
const fullText = 900

var cutOffRE = regexp.MustCompile(`(?i)(?:\[(?:…|\.\.\.|&hellip;)\]|…|\.\.\.|read more|continue reading|\[link\].{0,20})\W*$`)

// isSummary says that there is probably more behind the link.
func isSummary(it *gofeed.Item, body string) bool {
	return len(body) < fullText || len(body) < 3*fullText && (it.Content == "" || cutOffRE.MatchString(body[max(0, len(body)-200):]))
}

// complete fetches the item's page and takes its article's text, when that is
// longer and about the same thing. An article that is no longer is no loss:
// the feed has it all.
func (c *channel) complete(ctx context.Context, p *hindsight.Postmortem, opt Options) {
	if p.Source.URL == "" {
		return
	}
	a, err := article(ctx, *p, opt)
	if err != nil {
		if opt.Missed != nil && ctx.Err() == nil && !errors.Is(err, ErrSkip) {
			opt.Missed(p.Source.URL, err)
		}
		return
	}
	if len(a.Markdown) < len(p.Body)*5/4 {
		return
	}
	p.Body = trimBody(a.Markdown, p.Title)
	if u := parseURL(a.URL); u != nil && len(u.Path) > 1 {
		p.Source.URL = untracked(u)
	}
	if p.Source.Author == "" {
		p.Source.Author = a.Author
	}
}

var errOther = errors.New("the page is about something else, a login or a notice perhaps")

// article gets the article behind an item.
func article(ctx context.Context, p hindsight.Postmortem, opt Options) (clean.Page, error) {
	in, err := opt.Fetch(ctx, p.Source.URL)
	if err != nil {
		return clean.Page{}, err
	}
	page, err := clean.Text(in.Data, in.MediaType)
	if err != nil {
		return clean.Page{}, err
	}
	a, err := clean.Article(page, cmp.Or(in.URL, p.Source.URL)) // links in it are seen from where redirects led
	a = byline.OfPage(a)
	if err == nil && !aboutSame(p, a) {
		err = errOther
	}
	return a, err
}

// aboutSame compares words: more than half of the title's and of the
// summary's stand in the article.
func aboutSame(p hindsight.Postmortem, a clean.Page) bool {
	in := wordSet(a.Title + " " + a.Markdown)
	return share(wordSet(p.Title), in) > 0.5 && share(wordSet(teaserRE.ReplaceAllString(p.Body, " ")), in) > 0.5
}

// teaserRE matches what a blog engine adds to a summary, and where links lead.
var teaserRE = regexp.MustCompile(`(?i)\bthe post .{1,300}? (?:appeared first on|first appeared on) .{1,300}|\b(?:continue reading|read more` +
	`|read the (?:full|whole|rest of the|complete) (?:post|article|story|report)|keep reading|weiterlesen|lire la suite|leer más)\b.{0,200}` +
	`|\]\([^()\s]{0,1000}\)`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range wordRE.FindAllString(strings.ToLower(s), -1) {
		if w = strings.TrimRight(w, ".-'&"); len(w) > 3 {
			set[w] = true
		}
	}
	return set
}

// share is the part of a that is in b; 1 when a is empty.
func share(a, b map[string]bool) float64 {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	if len(a) == 0 {
		return 1
	}
	return float64(n) / float64(len(a))
}
