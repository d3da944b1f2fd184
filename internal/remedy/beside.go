package remedy

import (
	"regexp"
	"slices"
	"strings"
)

// What stands before or behind an item and is no part of it.
var (
	beforeRE = regexp.MustCompile(`^(?:` + strings.Join([]string{
		`\[[ xX]?\]`, `[•·*–—✅☑✔❌⏳-]`, // a box, a bullet
		`\(?\d{1,2}[.)]`, `#\d+:?`, // a number, a ticket
		`\(?(?i:in progress|completed?|done|pending|planned|todo)\)?:?`, // how far it has come
	}, "|") + `)\s+`)
	behindRE = regexp.MustCompile(`(?:` + strings.Join([]string{
		`\s+\d{1,2}\.`, // the number of the next item
		`\s*(?:[–—-]\s*|[(\[])(?i:in[ -]progress|completed?|done|pending|planned|wip|tbd|ongoing)[)\]]?\.?`,
		`\s(?:In [Pp]rogress|IN PROGRESS|Completed?|COMPLETED?|Pending|PENDING|in progress)\.?`,
		`\s*[✅☑✔❌⏳\x{fe0f}]+`,
		`\s*[(\[–—-]*\s*\(?https?://\S+`,
		`\s*[(\[](?:[A-Z]{2,10}-\d+|#\d+|[\w./-]+#\d+)[)\]]`, // a ticket
	}, "|") + `)$`)
	plainRE = regexp.MustCompile(`^[A-Za-z]+$`)
)

// states are words that tell how far an item has come.
var states = strings.Fields("in progress in-progress complete completed done pending planned todo wip tbd ongoing")

// bare is an item without what stands beside it.
func bare(text string) string {
	for range 4 { // a number and a state on either side
		cut := text
		if first, _, _ := strings.Cut(cut, " "); !isPlain(strings.Trim(first, ":")) {
			cut = beforeRE.ReplaceAllString(cut, "")
		}
		if last := cut[strings.LastIndexByte(cut, ' ')+1:]; !isPlain(strings.Trim(last, "()[].")) {
			cut = behindRE.ReplaceAllString(cut, "")
		}
		if cut = strings.TrimSpace(cut); cut == text {
			break
		}
		text = cut
	}
	return strings.TrimRight(text, " ,;–—-")
}

// isPlain says at once, of most first and last words, that nothing is to be cut:
// the regular expressions take longer than all the rest.
func isPlain(word string) bool {
	return plainRE.MatchString(word) && !slices.Contains(states, strings.ToLower(word))
}
