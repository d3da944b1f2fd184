package intake

import (
	"time"

	"hindsight"
	"hindsight/importers/feed"
)

// Read has the intake read inputs whose name is in importers by those.
func (n *Intake) Read(importers map[string]hindsight.Importer) {
	usual := n.importer
	n.importer = func(in recognised, opt feed.Options) (hindsight.Importer, error) {
		if im := importers[in.Name]; im != nil {
			return im, nil
		}
		return usual(in, opt)
	}
}

// Patience sets how long the intake waits for anything.
func (n *Intake) Patience(d time.Duration) { n.patience = d }

// Bounds of one input.
const (
	MaxDocuments = maxDocuments
	MaxNamed     = maxNamed
)
