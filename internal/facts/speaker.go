package facts

import "hindsight/internal/prose"

// Speaker is the organisation that the text itself says is speaking ("At
// Example, we …"); "" when it does not. Unlike Complete it goes by no address.
func Speaker(doc *prose.Document) string { return speaker(beginning(doc).Plain()) }
