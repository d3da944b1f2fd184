// Twin: assets/ts/search/nearby.ts, assets/ts/search/edits.ts, assets/ts/search/plan.ts

package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// complete returns the stems of all words that begin with form, in order.
// One letter stands for itself: it would be half of the dictionary.
func (r *Reader) complete(form string) (stems []string, err error) {
	if first, _ := utf8.DecodeRuneInString(form); utf8.RuneCountInString(form) < 2 && kind(first) != pair {
		return nil, nil
	}
	err = r.forms(form, func(f string, _ int) {
		if s := stemOf(f); s != "" {
			stems = append(stems, s)
		}
	})
	slices.Sort(stems)
	return slices.Compact(stems), err
}

// correct returns the word of the index that form was most likely meant to
// be: with the same first letter and the same digits (another number is
// another thing), one edit away (two from eight letters on), the nearest, then
// the most frequent, then the first; "" if there is none.
func (r *Reader) correct(form string) (best string, err error) {
	letters := []rune(form)
	limit := forgiven(len(letters))
	if limit == 0 {
		return "", nil
	}
	distance, magnitude, number := limit+1, 0, digits(form)
	err = r.forms(string(letters[:1]), func(f string, m int) {
		d := edits(letters, []rune(f), limit)
		if d <= limit && cmp.Or(d-distance, magnitude-m) < 0 && digits(f) == number {
			best, distance, magnitude = f, d, m
		}
	})
	return best, err
}

// forgiven is the number of edits that a word of n letters may be away.
func forgiven(n int) int {
	switch {
	case n >= 8:
		return 2
	case n >= 4:
		return 1
	}
	return 0
}

// digits returns the digits of a word.
func digits(form string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsNumber(r) {
			return r
		}
		return -1
	}, form)
}

// edits counts the insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment), or says limit+1.
func edits(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}
