// Package webpage imports one HTML page that holds one postmortem.
package webpage

import (
	"context"
	"iter"

	"hindsight"
)

// Recognise says that the input is an HTML page.
func Recognise(in hindsight.Input) bool { return false }

// New returns an importer of the page's article.
func New(in hindsight.Input) hindsight.Importer { return importer{in} }

type importer struct{ in hindsight.Input }

func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {}
}
