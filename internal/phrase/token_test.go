package phrase

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"It wasn’t Bob's.", "it wasnt bobs"},
		{"At 15:54 a third-party", "at 15 54 a third party"},
		{"see https://example.org/a_b?c=d now", "see now"},
		{"[this](https://example.org) <b class=x>is</b> it", "this is it"},
		{"soft\u00adware ﬁles", "software files"},
		{"障害 が 3件", "障害 が 3件"},
		{"' '' a'", "a"},
		{"\xff\xfea", "a"},
	} {
		tokens := Tokens(tt.text)
		if got := strings.Join(Words(nil, tokens), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
		last := 0
		for _, tok := range tokens {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(tt.text) {
				t.Errorf("%q: %q stands at %d to %d, after %d", tt.text, tok.Text, tok.Start, tok.End, last)
			}
			last = tok.End
		}
	}
	if n := len(Tokens(strings.Repeat("a ", 1000))); n != MaxTokens {
		t.Errorf("%d words of a long sentence, want %d", n, MaxTokens)
	}
}

// The memory of a finder is bounded, however many words there are.
func TestMemoryIsBounded(t *testing.T) {
	known := memory{}
	x := newIndex()
	for i := range 3 * maxMemory {
		x.begins(known, strings.Repeat("x", i%7)+string(rune('0'+i)))
	}
	if len(known) > maxMemory {
		t.Errorf("%d words are remembered, want at most %d", len(known), maxMemory)
	}
	words := slices.Repeat([]string{"ab"}, 5)
	if got := NewFinder(phrases(t, "ab*")).Count(words)[0]; got != 5 {
		t.Errorf("counted %d, want 5", got)
	}
}
