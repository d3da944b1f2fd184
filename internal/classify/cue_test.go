package classify

import (
	"strings"
	"testing"
)

// Cues and sentences: whether the cue fires, by the matcher and by a plain
// search over all positions.
var cueTests = []struct {
	cue, sentence string
	want          bool
}{
	// one group
	{"deadlock*", "Two deadlocks were seen.", true},
	{"deadlock", "Two deadlocks were seen.", false},
	{"race condition|data race", "A data race, at last.", true},
	{"race condition", "A race is in no condition.", false},
	{"initiali*ation", "Initialisation and initialization failed.", true},
	// any order, within the window
	{"certificate & expired", "It expired, the certificate.", true},
	{"certificate & expired @2", "The certificate that we had issued in the spring has expired.", false},
	{"certificate & expired @12", "The certificate that we had issued in the spring has expired.", true},
	// in order
	{"engineer > deleted", "An engineer deleted it.", true},
	{"engineer > deleted", "What was deleted by the engineer came back.", false},
	{"one > customer > load", "One large customer put load on it.", true},
	{"one > customer > load", "The load of one customer.", false},
	// the same word does not count twice
	{"lock & lock*", "A lock.", false},
	{"lock & lock*", "A lock is locked.", true},
	// silenced
	{"lock & held ! lockfile", "The lock was held.", true},
	{"lock & held ! lockfile", "The lock was held by a lockfile.", false},
	// what words are
	{"lets encrypt", "Let's Encrypt was down.", true},
	{"wasnt covered", "It wasn’t covered.", true},
	{"configur*", "A conﬁguration.", true},
	{"certificate", "See [this](https://example.org/certificate) <b class=certificate>.", false},
	{"third party", "A third-party service.", true},
	{"x509", "X509: unknown", true},
	{"naïve", "A NAÏVE idea.", true},
}

func TestCues(t *testing.T) {
	for _, tt := range cueTests {
		c, err := parseCue(tt.cue)
		if err != nil {
			t.Errorf("%s: %v", tt.cue, err)
			continue
		}
		m := newMatcher([]cue{c})
		tokens := tokenize(tt.sentence)
		got := len(m.find(m.newScratch(), tokens)) > 0
		if got != tt.want {
			t.Errorf("%s in %q: %v, want %v", tt.cue, tt.sentence, got, tt.want)
		}
		if plain := fires(c, tokens); plain != got {
			t.Errorf("%s in %q: the matcher says %v, a plain search %v", tt.cue, tt.sentence, got, plain)
		}
	}
}

// fires is the dumb way: every cue against every position.
func fires(c cue, tokens []token) bool {
	for _, p := range c.not {
		if len(places(p, tokens)) > 0 {
			return false
		}
	}
	var st cueState
	for g := range c.groups {
		for i := range tokens {
			for _, p := range c.groups[g].alternatives {
				if len(st.marks[g]) < maxMarks && startsWith(p, tokens[i:]) {
					st.marks[g] = append(st.marks[g], mark{int16(i), int16(len(p))})
				}
			}
		}
	}
	var h hit
	return c.complete(&st, 0, &h)
}

func places(p phrase, tokens []token) (at []int) {
	for i := range tokens {
		if startsWith(p, tokens[i:]) {
			at = append(at, i)
		}
	}
	return at
}

func startsWith(p phrase, tokens []token) bool {
	for j, w := range p {
		if j >= len(tokens) || !w.matches(tokens[j].text) {
			return false
		}
	}
	return true
}

// TestMatcherAgainstPlainSearch runs the whole shipped taxonomy over the
// sentences of this package's fixtures in both ways.
func TestMatcherAgainstPlainSearch(t *testing.T) {
	c := Shipped(t)
	var texts []string
	for _, r := range Reports {
		texts = append(texts, r.Title+". "+r.Body)
	}
	for _, tt := range cueTests {
		texts = append(texts, tt.sentence)
	}
	scratch := c.matcher.newScratch()
	for _, text := range texts {
		tokens := tokenize(text)
		found := map[int32]bool{}
		for _, h := range c.matcher.find(scratch, tokens) {
			found[h.cue] = true
		}
		for i, q := range c.matcher.cues {
			if want := fires(q, tokens); want != found[int32(i)] {
				t.Errorf("%q in %q: the matcher says %v, a plain search %v", q.source, text, !want, want)
			}
		}
	}
}

func TestBadCues(t *testing.T) {
	for _, tt := range []struct{ cue, want string }{
		{"", "empty"},
		{"a | | b", "empty"},
		{"Lock", "lower-case"},
		{"a-b", "lower-case"},
		{"*", "one star"},
		{"a*", "one star"},
		{"ab*c*", "one star"},
		{"aa & bb @0", "window"},
		{"aa & bb @x", "window"},
		{"aa & bb @99", "window"},
		{"aa & bb & cc & dd & ee", "groups"},
		{"one two three four five six seven", "words"},
		{strings.Repeat("aa|", 500) + "aa", "alternatives"},
	} {
		if _, err := parseCue(tt.cue); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.40s: %v, want an error with %q", tt.cue, err, tt.want)
		}
	}
}
