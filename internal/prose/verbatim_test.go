package prose

import (
	"slices"
	"strings"
	"testing"
)

// What Verbatim finds holds the same words, and it finds every text that was
// only wrapped anew.
func FuzzVerbatim(f *testing.F) {
	f.Add("One. Two\nwriters raced.", "Two writers raced.")
	f.Add("a a\u00a0b", "a b")
	f.Add("\xff \xff", "\xff")
	f.Fuzz(func(t *testing.T, text, quote string) {
		got := Verbatim(text, quote)
		if !strings.Contains(text, got) || got != "" && !slices.Equal(strings.Fields(got), strings.Fields(quote)) {
			t.Errorf("Verbatim(%q, %q) = %q", text, quote, got)
		}
		words := strings.Fields(quote)
		if wrapped := "x " + strings.Join(words, "\n\t") + " y"; len(words) > 0 && len(quote) <= longestQuote && Verbatim(wrapped, quote) == "" {
			t.Errorf("Verbatim(%q, %q) finds nothing", wrapped, quote)
		}
	})
}
