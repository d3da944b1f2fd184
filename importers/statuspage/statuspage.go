// Package statuspage reads incidents in the JSON shapes of Statuspage's API v2 and its like.
package statuspage

import (
	"context"
	"iter"

	"hindsight"
)

// Recognise tells from the content alone whether this package reads the input.
func Recognise(in hindsight.Input) bool { return false }

// New returns an importer for the input.
func New(in hindsight.Input) hindsight.Importer { return importer{in} }

type importer struct{ in hindsight.Input }

func (i importer) Import(ctx context.Context) iter.Seq2[hindsight.Postmortem, error] {
	return func(yield func(hindsight.Postmortem, error) bool) {}
}
