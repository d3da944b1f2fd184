package facts

import (
	"hindsight"
	"hindsight/internal/prose"
)

// Speaker is the organisation that the text itself says is speaking ("At
// Example, we …"); "" when it does not. Unlike Complete it goes by no address.
func Speaker(p hindsight.Postmortem) string {
	return speaker(prose.Plain(p.Body[:min(len(p.Body), MaxBody)]))
}
