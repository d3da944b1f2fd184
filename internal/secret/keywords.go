package secret

import (
	"slices"
	"strings"
)

// How much of a text a rule looks at: what stands around its keywords, in bytes.
const (
	before = 150    // "[\w.-]{0,50}?(?:adobe)" is the most that stands before one
	after  = 2500   // the longest token seen, a JWT with many claims, has 1,800
	beyond = 20_000 // for what goes over many lines: a private key of 16,384 bits has 13,000
	// most is how much is looked at in all of one text. The 326 documents of the
	// corpora need 150 KB at most; 4 MB take a second or two.
	most = 4 << 20
)

// A window is a part of a text.
type window struct {
	start, end int
	keywords   []int // where those of its rule begin
}

// A hit is a rule that may find something, and where.
type hit struct {
	rule    int
	windows []window
}

// keywords finds in one pass which rules are worth a look. A rule is one when a
// keyword of it, in any case, is in the text.
type keywords struct {
	first [1 << 16][]keyword // by the first two bytes of a word
	one   [256][]keyword     // words of one byte
	long  []bool             // by rule
}

type keyword struct {
	word string // lower case
	rule int
}

func pair(a, b byte) int { return int(a)<<8 | int(b) }

func (k *keywords) add(rule int, long bool, words []string) {
	k.long = append(k.long, long)
	for _, w := range words {
		w = strings.ToLower(w)
		if len(w) == 1 {
			k.one[w[0]] = append(k.one[w[0]], keyword{w, rule})
			continue
		}
		at := pair(w[0], w[1])
		k.first[at] = append(k.first[at], keyword{w, rule})
	}
}

// hits are the rules whose keywords are in the text, in their order, each with
// windows that do not overlap.
func (k *keywords) hits(text string) []hit {
	windows := make([][]window, len(k.long))
	note := func(w keyword, at int) {
		reach := after
		if k.long[w.rule] {
			reach = beyond
		}
		next := window{max(0, at-before), min(len(text), at+len(w.word)+reach), []int{at}}
		if all := windows[w.rule]; len(all) > 0 && next.start <= all[len(all)-1].end {
			last := &all[len(all)-1]
			last.end, last.keywords = next.end, append(last.keywords, at)
		} else {
			windows[w.rule] = append(all, next)
		}
	}
	for i := range len(text) {
		c := lower(text[i])
		for _, w := range k.one[c] {
			note(w, i)
		}
		if i+1 == len(text) {
			break
		}
		for _, w := range k.first[pair(c, lower(text[i+1]))] {
			if len(w.word) <= len(text)-i && strings.EqualFold(text[i:i+len(w.word)], w.word) {
				note(w, i)
			}
		}
	}
	var all []hit
	for rule, w := range windows {
		if len(w) > 0 {
			all = append(all, hit{rule, onRunes(text, w)})
		}
	}
	return all
}

// onRunes begins and ends windows between characters.
func onRunes(text string, all []window) []window {
	all = slices.Clone(all)
	for i := range all {
		for all[i].start > 0 && text[all[i].start]&0xC0 == 0x80 {
			all[i].start--
		}
		for all[i].end < len(text) && text[all[i].end]&0xC0 == 0x80 {
			all[i].end++
		}
	}
	return all
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
