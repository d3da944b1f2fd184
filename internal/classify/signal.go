package classify

import (
	_ "embed"

	"hindsight/internal/phrase"
)

// Signals are patterns that every class shares: they say what a sentence is
// about before it says which class. signals.txt holds them.
type signal int

const (
	causeAfter   signal = iota // the cause stands behind: "due to …", "was caused by …"
	causeBefore                // the cause stands in front: "… led to", "… caused"
	rootCause                  // the sentence names the root cause as such
	negation                   // what is named was not the cause
	suspicion                  // somebody thought so for a while
	remedy                     // what was or will be done
	impactTalk                 // who felt what
	unknownCause               // the report says that the cause is not known
	numSignals
)

// signalNames are the names of the signals in signals.txt and in the model.
var signalNames = [numSignals]string{"cause-after", "cause-before", "root-cause", "negation", "suspicion", "remedy", "impact", "unknown"}

//go:embed signals.txt
var signalsFile []byte

// signalCues reads the signals; their class is -1-signal.
func signalCues() []cue {
	lists, err := phrase.ReadPatterns("signals.txt", signalsFile)
	if err != nil {
		panic(err) // a mistake in the file
	}
	var out []cue
	for i, list := range lists {
		if i >= int(numSignals) || list.Name != signalNames[i] {
			panic("signals.txt: [" + list.Name + "] is not the next of signalNames")
		}
		for _, p := range list.Patterns {
			out = append(out, cue{Pattern: p, class: -1 - i})
		}
	}
	return out
}
