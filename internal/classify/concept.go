package classify

import (
	_ "embed"

	"hindsight/internal/phrase"
)

// Concepts are groups of words that mean much the same: what the model learns
// of "deleted" it then knows of "wiped". They and their ordered pairs within
// a sentence (who did what to whom) stand beside the stems as "@destroy" and
// "@person>destroy".
var concepts = func() []phrase.List {
	lists, err := phrase.ReadLists("concepts.txt", conceptsFile)
	if err != nil {
		panic(err) // a mistake in the file
	}
	return lists
}()

//go:embed concepts.txt
var conceptsFile []byte

// conceptCues are cues of any word of a concept; their class is behind the signals.
func conceptCues() []cue {
	out := make([]cue, 0, len(concepts))
	for i, k := range concepts {
		any := phrase.Pattern{Groups: []phrase.Group{{Phrases: k.Phrases}}}
		out = append(out, cue{Pattern: any, class: -1 - int(numSignals) - i})
	}
	return out
}
