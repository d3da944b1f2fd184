package classify

import (
	"fmt"
	"strings"

	"hindsight/internal/phrase"
)

// A cue is one pattern of taxonomy.yaml and what it is worth.
type cue struct {
	phrase.Pattern
	source string // as it is written, with its mark
	class  int    // index into the taxonomy, or one of the signals of signal.go
	kind   cueKind
}

type cueKind int8

const (
	strong cueKind = iota
	named          // names the failure itself
	weak           // a mention
	counter
)

// parseCue reads a pattern in the language of internal/phrase, with a mark in
// front that says what it is worth.
func parseCue(source string) (cue, error) {
	c := cue{source: source}
	s := strings.TrimSpace(source)
	if rest, ok := strings.CutPrefix(s, "~ "); ok {
		c.kind, s = weak, rest
	} else if rest, ok := strings.CutPrefix(s, "= "); ok {
		c.kind, s = named, rest
	}
	var err error
	if c.Pattern, err = phrase.Parse(s); err != nil {
		return c, err
	}
	for p := range c.Phrases() {
		if err := matchable(p); err != nil {
			return c, err
		}
	}
	return c, nil
}

// matchable says whether a sentence that phrase.Tokens has cut can have a phrase.
func matchable(p phrase.Phrase) error {
	for w := range p.Words() {
		if strings.ContainsAny(w, "'.:<") {
			return fmt.Errorf("%q: words are lower-case letters and digits, as they stand in a text without punctuation", w)
		}
	}
	return nil
}

// A matcher finds the cues of a sentence.
type matcher struct {
	*phrase.Matcher
	cues []cue
}

func newMatcher(cues []cue) *matcher {
	patterns := make([]phrase.Pattern, len(cues))
	for i, c := range cues {
		patterns[i] = c.Pattern
	}
	return &matcher{phrase.NewMatcher(patterns), cues}
}
