// Package feed imports RSS, Atom and JSON Feed. It is the only user of gofeed.
package feed

import (
	"context"
	"iter"

	"hindsight"
)

// Options change how a feed is imported.
type Options struct {
	// Fetch gets the page behind an item that holds only a summary.
	// Nil means: keep the summary.
	Fetch func(ctx context.Context, url string) (hindsight.Input, error)
}

// Recognise says that the input is a feed.
func Recognise(in hindsight.Input) bool { return false }

// New returns an importer of the feed's items, in the feed's order.
func New(in hindsight.Input, opt Options) hindsight.Importer { return importer{in, opt} }

type importer struct {
	in  hindsight.Input
	opt Options
}

func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {}
}
