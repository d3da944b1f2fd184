// Package feed imports RSS, Atom and JSON Feed. It is the only user of gofeed.
//
// A feed goes through four steps: text decodes it; wellform (XML) or jsonFeeds
// (JSON) mend it and cut out what cannot be mended, item by item; gofeed reads
// it; item.postmortem makes a Postmortem of each item.
//
// It is one room because one half mends a feed for the other: guard.go, space.go,
// tree.go, construct.go and wellform.go know what gofeed cannot read, and date.go,
// link.go, twice.go, body.go, full.go, status.go, organisation.go and identity.go
// what it does not say of an item.
package feed

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/mmcdole/gofeed"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/watch"
)

// Options change how a feed is imported.
type Options struct {
	// Fetch gets the page behind an item that holds only a summary.
	// Nil means: keep the summary.
	Fetch func(ctx context.Context, url string) (hindsight.Input, error)
	// Missed is told, before an item is yielded, that it keeps its summary
	// because the page behind it gave no text, and why; not of ErrSkip.
	Missed func(url string, err error)
}

// ErrSkip is what Fetch returns for a page that is not to be asked for.
var ErrSkip = errors.New("not asked for")

// MaxItems is how many items of a feed are read, from its beginning, where the
// newest stand. Feeds with their whole history have 1,500.
const MaxItems = 5000

var errTooMany = fmt.Errorf("more than the %d items that are read of a feed: those behind them are left out", MaxItems)

// New returns an importer of the feed's items, in the feed's order.
func New(in hindsight.Input, opt Options) hindsight.Importer { return importer{in, opt} }

type importer struct {
	in  hindsight.Input
	opt Options
}

// errNoFeed is for inputs that are readable and hold no feed.
var errNoFeed = errors.New("no RSS, Atom or JSON feed: give the feed's own address, or --as for another kind of text")

// Import yields the items that can be read and an error for each that cannot.
func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {
		fail := func(err error) bool {
			return yield(hindsight.Postmortem{}, fmt.Errorf("%s: %w", i.in.Name, err))
		}
		text, err := text(i.in)
		if err != nil {
			fail(err)
			return
		}
		feed, errs := read(text, i.in.URL)
		for _, err := range errs {
			if !fail(err) {
				return
			}
		}
		if feed == nil {
			return
		}
		c := newChannel(feed, i.in)
		for _, it := range feed.Items {
			if err := ctx.Err(); err != nil {
				fail(err)
				return
			}
			p, err := watch.Safe(func() (hindsight.Postmortem, error) { return c.postmortem(ctx, it, i.opt), nil })
			if err != nil {
				err = fmt.Errorf("%s: item %q: %w", i.in.Name, clean.Title(it.Title), err)
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// read parses what it can. A nil feed comes with the reason.
func read(text, url string) (*gofeed.Feed, []error) {
	switch kind(text) {
	case "xml":
		xml, errs := wellform(trimNoise(text), url)
		feed, err := parse(xml)
		if err != nil {
			return nil, append(errs, err)
		}
		return feed, errs
	case "json":
		return jsonFeed(text)
	}
	return nil, []error{errNoFeed}
}

// parse asks gofeed and turns its panics into errors: JSON feeds with null
// items or authors make it panic.
func parse(text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("gofeed cannot read it: %v", r)
		}
	}()
	return gofeed.NewParser().Parse(strings.NewReader(text))
}
