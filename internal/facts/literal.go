package facts

import (
	"slices"
	"strings"
)

// Patterns that fold case have no literal to skip to, and walk a text byte by
// byte. Looking first for the words that they cannot do without takes .9 s of CPU
// for the hostile texts of go test -run TestHostile ./internal/facts; without, 1.6.

// mentions says that one of the words, all in lower case, stands in text in any case.
func mentions(text string, words ...string) bool {
	low := strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(low, w) {
			return true
		}
	}
	return len(words) == 0
}

// endsIn says that one of the words, in any case, stands at the end of text, but
// for blanks. The words have no "s" or "k": (?i) knows further letters for those.
func endsIn(text string, words ...string) bool {
	text = strings.TrimSpace(text)
	for _, w := range words {
		if len(text) >= len(w) && strings.EqualFold(text[len(text)-len(w):], w) {
			return true
		}
	}
	return false
}

// hasAny says that one of the words stands in text, written as they are.
func hasAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
