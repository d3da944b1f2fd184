package intake

import (
	"context"
	"errors"
	"iter"
	"strings"
	"unicode"

	"hindsight"
	"hindsight/importers/feed"
	"hindsight/importers/list"
)

// behindLinks is an importer of a list that gets the page behind each link
// (fetch: full). What the page tells becomes the text, and the list's words its
// summary; an entry whose page gives no text stays what the list says.
type behindLinks struct {
	list hindsight.Importer
	opt  feed.Options
}

// newBehindLinks takes links without a word about them, too: their pages have
// some.
func newBehindLinks(im hindsight.Importer, opt feed.Options) hindsight.Importer {
	return behindLinks{list.WithBare(im), opt}
}

// Import yields a postmortem for each entry of the list.
func (b behindLinks) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		for p, err := range b.list.Import(ctx) {
			if err == nil && p.Source.URL != "" {
				p = b.complete(ctx, p)
			}
			if err == nil && p.Body == "" {
				continue // missed has named its page
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

var (
	errOtherPage = errors.New("the page is about something else, a login or a notice perhaps")
	errNoArticle = errors.New("the page holds no article")
)

// wholePage is from where on a page's text is more than what the list says of
// it, in bytes: a note that a blog moved has less.
const wholePage = 400

// complete makes the article behind an entry its text.
func (b behindLinks) complete(ctx context.Context, p hindsight.Postmortem) hindsight.Postmortem {
	in, err := b.opt.Fetch(ctx, p.Source.URL)
	var page hindsight.Postmortem
	if err == nil {
		page, err = article(ctx, in, p)
	}
	if err != nil {
		if ctx.Err() == nil && !errors.Is(err, feed.ErrSkip) {
			b.opt.Missed(p.Source.URL, err)
		}
		return p
	}
	words := p.Body
	p.Body, p.Timeline = page.Body, page.Timeline
	if p.Summary == "" {
		p.Summary = opening(words)
	}
	if page.Title != "" {
		p.Title = page.Title
	}
	if p.Date.IsZero() {
		p.Date = page.Date
	}
	if p.Organisation == "" {
		p.Organisation = page.Organisation
	}
	if p.Source.Author == "" {
		p.Source.Author = page.Source.Author
	}
	if len(p.Extra) == 0 {
		p.Extra = page.Extra
	}
	p.Source.SHA256 = hindsight.TextHash(hindsight.HashParagraphs, p.Title, p.Body)
	return p
}

// opening is the beginning of what a list says of a report, as a summary: its
// first paragraph.
func opening(words string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(words), "\n\n")
	return cut(strings.Join(strings.Fields(strings.TrimLeft(first, "-* ")), " "), 600)
}

// article reads the page behind an entry of a list. Of several reports in one it
// is the one that the list's words are about.
func article(ctx context.Context, in hindsight.Input, about hindsight.Postmortem) (hindsight.Postmortem, error) {
	page := recognise(in, "")
	if page.kind == kindFeed || page.kind == kindList {
		return hindsight.Postmortem{}, errNoArticle
	}
	im, err := page.importer(feed.Options{})
	if err != nil {
		return hindsight.Postmortem{}, err
	}
	var best hindsight.Postmortem
	failed, most := errNoArticle, -1.0
	for p, err := range im.Import(ctx) {
		if notice := hindsight.Notice(""); err != nil && !errors.As(err, &notice) {
			failed = err
			continue
		}
		if s := told(about, p); s > most && len(p.Body) >= wholePage {
			best, most = p, s
		}
	}
	switch {
	case most < 0:
		return best, failed
	case most < enoughTold:
		return best, errOtherPage
	}
	return best, nil
}

// enoughTold is which share of a list's words the page must have at least.
const enoughTold = 0.3

// told is the share of the words that a list uses of a report which the page has;
// 1 of an entry without words of its own.
func told(entry, page hindsight.Postmortem) float64 {
	in := map[string]bool{}
	for _, w := range longWords(page.Title + " " + page.Body) {
		in[w] = true
	}
	words := longWords(entry.Title + " " + entry.Body + " " + entry.Organisation)
	n := 0
	for _, w := range words {
		if in[w] {
			n++
		}
	}
	if len(words) == 0 {
		return 1
	}
	return float64(n) / float64(len(words))
}

func longWords(s string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 {
			words = append(words, w)
		}
	}
	return words
}
