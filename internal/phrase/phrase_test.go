package phrase

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Patterns and sentences: whether the sentence fulfils the pattern, by the
// matcher and by the dumb way of dumb_test.go.
var patternTests = []struct {
	pattern, sentence string
	want              bool
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
	// choices
	{"(was|were) (down|offline)", "They were offline.", true},
	{"(was|were) (down|offline)", "They were, alas, down.", false},
	{"(was|were) (down|offline)", "They went offline.", false},
	{"(has been|is) up", "It has been up.", true},
	{"(has been|is) up", "It has up.", false},
	{"mail (to (all|both)|out)", "A mail to both.", true},
	{"mail (to (all|both)|out)", "A mail to out.", false},
	{"fail* (fast|soft*)|quit", "Failed softly.", true},
	// what may be missing
	{"(the)? (root)? cause", "Cause unknown.", true},
	{"went (right)? down", "It went down.", true},
	{"went (right)? down", "It went right down.", true},
	{"went (right)? down", "It went straight down.", false},
	{"went (right)? (straight|all the way)? down", "It went all the way down.", true},
	// gaps
	{"led .. to", "This led to it.", true},
	{"led .. to", "This led us all the way to it.", true},
	{"led .. to", "This led us all the very way to it.", false},
	{"led ..1 to", "This led us to it.", true},
	{"led ..1 to", "This led us all to it.", false},
	{"from ..2 (via one)? ..2 to", "From here via one or two to here.", true},
	// what words are
	{"lets encrypt", "Let's Encrypt was down.", true},
	{"wasnt covered", "It wasn’t covered.", true},
	{"configur*", "A conﬁguration.", true},
	{"certificate", "See [this](https://example.org/certificate) <b class=certificate>.", false},
	{"third party", "A third-party service.", true},
	{"x509", "X509: unknown", true},
	{"naïve", "A NAÏVE idea.", true},
}

func TestPatterns(t *testing.T) {
	for _, tt := range patternTests {
		p, err := Parse(tt.pattern)
		if err != nil {
			t.Errorf("%s: %v", tt.pattern, err)
			continue
		}
		words := Words(nil, Tokens(tt.sentence))
		if got := len(NewMatcher([]Pattern{p}).Find(words, nil)) > 0; got != tt.want {
			t.Errorf("%s in %q: %v, want %v", tt.pattern, tt.sentence, got, tt.want)
		}
		if got := dumbFulfils(p, words); got != tt.want {
			t.Errorf("%s in %q: a dumb search says %v, want %v", tt.pattern, tt.sentence, got, tt.want)
		}
		if again, err := Parse(p.String()); err != nil || !reflect.DeepEqual(again, p) {
			t.Errorf("%s is written as %s and read as %+v, %v", tt.pattern, p, again, err)
		}
	}
}

// Words and what a finder finds of three lists in them, as list:words.
func TestFinder(t *testing.T) {
	f := NewFinder(phrases(t, "ran out|ran|run*|runs out|out of memory", ". ran|memory", "<time> utc", "couldn't|out"), phrases(t, "ran .. memory"), nil)
	for _, tt := range []struct {
		words string
		want  []string
	}{
		{"", nil},
		{"it ran out of memory", []string{"0:ran out", "1:ran out of memory", "0:out of memory", "0:memory"}},
		{"ran . memory . ran out", []string{"0:ran", "0:memory", "0:. ran", "0:ran out", "0:out"}}, // no gap across a stop; the first in the list
		{"running out", []string{"0:running", "0:out"}},
		{"runs out", []string{"0:runs out", "0:out"}}, // one with a star is the last
		{"at <time> utc", []string{"0:<time> utc"}},
		{"he couldn't", []string{"0:couldn't"}},
	} {
		var got []string
		words := strings.Fields(tt.words)
		for m := range f.All(words) {
			got = append(got, string(rune('0'+m.List))+":"+strings.Join(words[m.Start:m.End], " "))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: found\n\t%q, want\n\t%q", tt.words, got, tt.want)
		}
		for range f.All(words) {
			break // and the next search is none the worse for it
		}
	}
}

func phrases(t *testing.T, sources ...string) (out []Phrase) {
	for _, s := range sources {
		p, err := ParsePhrases(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p...)
	}
	return out
}

func TestBadPatterns(t *testing.T) {
	for _, tt := range []struct{ pattern, want string }{
		{"", "empty"},
		{"a | | b", "empty"},
		{"a &", "empty"},
		{"(a|) b", "empty"},
		{"Lock", "lower-case"},
		{"a-b", "lower-case"},
		{"'a", "lower-case"},
		{"a. b", "lower-case"},
		{"a'.b", "lower-case"},
		{"<Time>", "lower-case"},
		{"<time", "lower-case"},
		{"$name", "lower-case"},
		{"a?", "lower-case"},
		{"*", "one star"},
		{"a*", "one star"},
		{"ab*c*", "one star"},
		{"aa & bb @0", "window"},
		{"aa & bb @x", "window"},
		{"aa & bb @99", "window"},
		{"aa & bb @99999999999999999999", "window"},
		{"aa ! bb @3", "left over"},
		{"aa ! bb & cc", "left over"},
		{"a) b", "left over"},
		{"(a b", "no \")\""},
		{"(a > b) c", "no \")\""},
		{"((((a))))", "deep"},
		{"aa & bb & cc & dd & ee", "groups"},
		{"one two three four five six seven eight nine", "words"},
		{"a ..8 b ..8 c ..8 (d ..8 e ..8 f ..8 (g ..8 h ..8 i))", "can take"},
		{strings.Repeat("aa|", 500) + "aa", "alternatives"},
		{".. a", "gap"},
		{"a ..", "gap"},
		{"(b)? .. a", "gap"},
		{"a .. (b)?", "gap"},
		{"a (b ..) c", "gap"},
		{"(a)?", "must stand"},
		{"a ..9 b", "from 1 to 8"},
		{"a ..0 b", "from 1 to 8"},
	} {
		if p, err := Parse(tt.pattern); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.60s: %s, %v, want an error with %q", tt.pattern, p, err, tt.want)
		}
	}
	for _, pattern := range []string{"a & b", "a > b", "a ! b", "a @3"} {
		if _, err := ParsePhrases(pattern); err == nil || !strings.Contains(err.Error(), "phrases alone") {
			t.Errorf("phrases %s: %v, want an error with \"phrases alone\"", pattern, err)
		}
	}
}
