package feed

import (
	"cmp"
	"context"
	"html"
	"strings"

	"github.com/mmcdole/gofeed"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
)

// A channel is what the items of one feed share.
type channel struct {
	feed         *gofeed.Feed
	base         string // address that relative links are seen from
	organisation string // when the feed's title says so
	names        names
	spelt        map[string]string // handles of authors, by their letters → as the feed's texts write them; nil until asked for
	order        dateOrder
}

func newChannel(feed *gofeed.Feed, in hindsight.Input) *channel {
	c := &channel{feed: feed, base: cmp.Or(in.URL, feed.Link, feed.FeedLink)}
	c.organisation = clean.Owner(clean.Title(feed.Title), cmp.Or(feed.Link, in.URL))
	c.names = c.nameAll()
	c.order = orderOf(feed)
	return c
}

// postmortem is never an error: an item without a title or text is for the
// judgement of those who read it.
func (c *channel) postmortem(ctx context.Context, it *gofeed.Item, opt Options) hindsight.Postmortem {
	p := hindsight.Postmortem{
		Title: clean.Title(it.Title),
		Date:  c.published(it),
		Source: hindsight.Source{
			Name: string(hindsight.ImporterFeed), Importer: hindsight.ImporterFeed, Licence: hindsight.LicenceUnknown,
			URL:    c.link(it),
			Author: c.author(it),
		},
	}
	content, other := textsOf(it)
	base := cmp.Or(p.Source.URL, c.base)
	if s, ok := parseStatus(content, base, p.Date, instantOf(it.UpdatedParsed)); ok {
		p.Body, p.Timeline, p.Date = s.body(base), incidentpage.Events(s.updates), s.date
	} else {
		p.Body = trimBody(convert(content, base), p.Title)
	}
	if opt.Fetch != nil && len(p.Timeline) == 0 && isSummary(it, p.Body) {
		c.complete(ctx, &p, opt)
	}
	p.Summary = cmp.Or(abstract(other, p.Body), abstract(content, p.Body))
	p.Organisation = c.organisationFor(p)
	if url, body := originalOf(p); url != "" {
		p.Source.URL, p.Body = url, body
	}
	p.Source.SHA256 = hindsight.TextHash(hindsight.HashParagraphs, p.Title, p.Body)
	p.Source.ID = c.identity(it, p.Source.SHA256)
	return p
}

// convert turns a text without any tag whose lines mean something, plain text
// or Markdown, and all else as HTML.
func convert(content, base string) string {
	content = unescapeTwice(content)
	if !strings.Contains(content, "<") && strings.Contains(strings.TrimSpace(content), "\n") {
		if text, err := clean.Text([]byte(html.UnescapeString(content)), "text/plain; charset=utf-8"); err == nil {
			return strings.TrimSpace(body.From(text, base))
		}
	}
	md, _ := clean.Markdown(content, base) // fails for an empty text only
	return md
}

// textsOf returns the fuller of an item's texts, and the other one. Content
// is what is meant to be read: the description must be clearly fuller.
func textsOf(it *gofeed.Item) (fuller, other string) {
	fuller, other = strings.TrimSpace(it.Content), strings.TrimSpace(it.Description)
	if wordsIn(other)*4 > wordsIn(fuller)*5 {
		fuller, other = other, fuller
	}
	return cmp.Or(fuller, other, mediaText(it)), other
}

// wordsIn is roughly how much there is to read, in bytes.
func wordsIn(s string) int {
	return len(strings.Join(strings.Fields(anyTagRE.ReplaceAllString(s, " ")), " "))
}

// mediaText is what Media RSS says of an item that has no text of its own.
func mediaText(it *gofeed.Item) string {
	media := it.Extensions["media"]
	for _, group := range media["group"] {
		if d := group.Children["description"]; len(d) > 0 {
			return d[0].Value
		}
	}
	return extension(it, "media", "description")
}

func extension(it *gofeed.Item, space, name string) string {
	if e := it.Extensions[space][name]; len(e) > 0 {
		return e[0].Value
	}
	return ""
}

// author names the item's authors; in Atom and JSON Feed they are the feed's
// when the item has none.
func (c *channel) author(it *gofeed.Item) string {
	people := it.Authors
	if len(people) == 0 && c.feed.FeedType != "rss" {
		people = c.feed.Authors
	}
	var names []string
	for _, a := range people {
		if a == nil {
			continue
		}
		if name := clean.Title(cmp.Or(a.Name, a.Email)); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
