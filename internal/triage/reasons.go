package triage

import (
	"cmp"
	"slices"
	"strings"
)

// Reasons name the signals that moved the score by at least leastMove in
// log-odds, and at most maxReasons of them.
const (
	leastMove  = 0.2
	maxReasons = 6
)

// reasons puts the measurements into words: `for: apologises ("sorry for")`.
func reasons(m []measurement) []string {
	order := make([]int, 0, len(signals))
	for i := range signals {
		if move(m, i) >= leastMove {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(move(m, b), move(m, a)) })
	out := []string{}
	for _, i := range order[:min(len(order), maxReasons)] {
		out = append(out, reason(signals[i], m[i].first))
	}
	if len(out) == 0 {
		out = append(out, "against: nothing in it tells of a failure")
	}
	return out
}

func move(m []measurement, i int) float64 {
	return max(signals[i].weight*m[i].value, -signals[i].weight*m[i].value)
}

func reason(s signal, words string) string {
	r := "for: " + s.name
	if s.weight < 0 {
		r = "against: " + s.name
	}
	if words != "" {
		r += ` ("` + words + `")`
	}
	return r
}

// quote joins the words that a signal fired on; stand-ins for a kind of word
// show what they stand for.
func quote(words []string) string {
	s := strings.Join(words, " ")
	return strings.NewReplacer(wordTime, "hh:mm", wordNumber, "0", wordLink, "link", wordCode, "code").Replace(s)
}
