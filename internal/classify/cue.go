package classify

import (
	"fmt"
	"strconv"
	"strings"
)

// A cue is one pattern of taxonomy.yaml: groups of alternatives that must
// stand near each other in one sentence. The syntax is explained at the top
// of taxonomy.yaml.
type cue struct {
	source string
	class  int // index into the taxonomy, or one of the signals of signal.go
	kind   cueKind
	groups []group
	not    []phrase // the cue does not fire in a sentence that has one of these
	window int      // in words, between the first and the last group
}

type cueKind int8

const (
	strong cueKind = iota
	named          // names the failure itself
	weak           // a mention
	counter
)

// A group is a list of alternatives; after says that it must come behind the
// group before it.
type group struct {
	alternatives []phrase
	after        bool
}

// A phrase is a row of words.
type phrase []word

// A word matches a token: all of it, or its beginning and end around a star.
type word struct {
	prefix, suffix string
	star           bool
}

func (w word) matches(token string) bool {
	if !w.star {
		return token == w.prefix
	}
	return len(token) >= len(w.prefix)+len(w.suffix) && strings.HasPrefix(token, w.prefix) && strings.HasSuffix(token, w.suffix)
}

// Caps for what a taxonomy may hold: a pattern is hostile input too.
const (
	defaultWindow   = 8
	maxWindow       = 40
	maxGroups       = 4
	maxAlternatives = 400
	maxPhrase       = 6
)

// parseCue reads one pattern.
func parseCue(source string) (cue, error) {
	c := cue{source: source, window: defaultWindow}
	s := strings.TrimSpace(source)
	if rest, ok := strings.CutPrefix(s, "~ "); ok {
		c.kind, s = weak, rest
	} else if rest, ok := strings.CutPrefix(s, "= "); ok {
		c.kind, s = named, rest
	}
	s, not, hasNot := strings.Cut(s, " ! ")
	if hasNot {
		var err error
		if c.not, err = parseAlternatives(not); err != nil {
			return c, err
		}
	}
	if i := strings.LastIndex(s, " @"); i >= 0 {
		n, err := strconv.Atoi(strings.TrimSpace(s[i+2:]))
		if err != nil || n < 1 || n > maxWindow {
			return c, fmt.Errorf("%q: the window after @ must be a number from 1 to %d", source, maxWindow)
		}
		c.window, s = n, s[:i]
	}
	return c, c.parseGroups(s)
}

// parseGroups cuts at " & " and " > ".
func (c *cue) parseGroups(s string) error {
	after := false
	for {
		i := strings.IndexAny(s, "&>")
		part := s
		if i >= 0 {
			part = s[:i]
		}
		alternatives, err := parseAlternatives(part)
		if err != nil {
			return fmt.Errorf("%q: %w", c.source, err)
		}
		c.groups = append(c.groups, group{alternatives, after})
		if i < 0 {
			break
		}
		after, s = s[i] == '>', s[i+1:]
	}
	if len(c.groups) > maxGroups {
		return fmt.Errorf("%q has %d groups, more than %d", c.source, len(c.groups), maxGroups)
	}
	return nil
}

func parseAlternatives(s string) ([]phrase, error) {
	var out []phrase
	for _, alt := range strings.Split(s, "|") {
		var p phrase
		for _, w := range strings.Fields(alt) {
			parsed, err := parseWord(w)
			if err != nil {
				return nil, err
			}
			p = append(p, parsed)
		}
		if len(p) == 0 {
			return nil, fmt.Errorf("an alternative is empty: write words between the marks \"|\", \"&\", \">\" and \"!\" of the cue")
		}
		if len(p) > maxPhrase {
			return nil, fmt.Errorf("%q has more than %d words", strings.TrimSpace(alt), maxPhrase)
		}
		out = append(out, p)
	}
	if len(out) > maxAlternatives {
		return nil, fmt.Errorf("%d alternatives, more than %d", len(out), maxAlternatives)
	}
	return out, nil
}

func parseWord(w string) (word, error) {
	for _, r := range w {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '*' || r >= 0x80) {
			return word{}, fmt.Errorf("%q in %q: words are lower-case letters and digits, as they stand in a text without punctuation", r, w)
		}
	}
	pre, suf, star := strings.Cut(w, "*")
	if star && (len(pre) < 2 || strings.Contains(suf, "*")) {
		return word{}, fmt.Errorf("%q: one star, after two letters at least", w)
	}
	return word{pre, suf, star}, nil
}
