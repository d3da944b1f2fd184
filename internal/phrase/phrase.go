// Package phrase is the one language in which Hindsight writes down what it
// looks for in a text: words in a row, with choices, endings and gaps, and
// several of them near each other in one sentence. README.md, beside this
// file, defines it and says how to add a phrase.
//
//	Parse, ParsePhrases       a pattern from its text; String is the way back
//	ReadLists, ReadPatterns   a file of them, one a line, under headings
//	Finder                    every place of the phrases of many lists, in one pass
//	Matcher                   the patterns that a sentence fulfils
//	Tokens                    the words of a text, as most files mean them
//
// Finder and Matcher take words, however the caller has cut them. Both take
// time linear in the words, whatever the phrases are.
package phrase

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// Stop stands behind each sentence in a row of words that holds more than one.
// A phrase can ask for it, and no gap runs across it.
const Stop = "."

// A Pattern is groups of phrases that must stand near each other in one sentence.
type Pattern struct {
	Groups []Group
	Not    []Phrase // the pattern is not fulfilled by a sentence that has one of these
	Window int      // between any two of the groups stand fewer words than this
}

// A Group is fulfilled by one of its phrases; After says that it must come
// behind the group before it.
type Group struct {
	Phrases []Phrase
	After   bool
}

// A Phrase is a row of items, at least one of which stands for a word.
type Phrase struct{ items []item }

// An item is a word, a gap or a choice.
type item struct {
	kind   itemKind
	word   word
	gap    int      // up to so many words
	choice []Phrase // one of these, or of an option none
}

type itemKind int8

const (
	oneWord itemKind = iota
	gap
	choice
	option
)

// A word matches a text: all of it, or its beginning and end around a star.
type word struct {
	prefix, suffix string
	star           bool
}

func (w word) matches(text string) bool {
	if !w.star {
		return text == w.prefix
	}
	return len(text) >= len(w.prefix)+len(w.suffix) && strings.HasPrefix(text, w.prefix) && strings.HasSuffix(text, w.suffix)
}

func (w word) String() string {
	if w.star {
		return w.prefix + "*" + w.suffix
	}
	return w.prefix
}

// length returns how many words the phrase takes in words from at on, as few
// as it can; 0 when it does not stand there.
func (p Phrase) length(words []string, at int) int {
	return bits.TrailingZeros64(p.ends(words, at, 1)) & 63 // of no end: 64, which is 0
}

// ends moves a set of places, one a bit, counted from the word at, over the
// phrase. All ways through choices and gaps are walked at once, so that none
// is walked twice.
func (p Phrase) ends(words []string, at int, places uint64) uint64 {
	for i := range p.items {
		if places == 0 {
			return 0
		}
		places = p.items[i].ends(words, at, places)
	}
	return places
}

func (it *item) ends(words []string, at int, places uint64) uint64 {
	switch it.kind {
	case oneWord:
		return over(words, at, places, it.word.matches)
	case gap:
		for range it.gap {
			places |= over(words, at, places, func(text string) bool { return text != Stop })
		}
		return places
	}
	var out uint64
	if it.kind == option {
		out = places
	}
	for _, p := range it.choice {
		out |= p.ends(words, at, places)
	}
	return out
}

// over moves the places at which a word is such over that word.
func over(words []string, at int, places uint64, such func(string) bool) (moved uint64) {
	for ; places != 0; places &= places - 1 {
		if o := bits.TrailingZeros64(places); at+o < len(words) && such(words[at+o]) {
			moved |= 2 << o
		}
	}
	return moved
}

// plain returns the words of a phrase that is nothing but words, else nil.
func (p Phrase) plain() []word {
	var out []word
	for _, it := range p.items {
		if it.kind != oneWord {
			return nil
		}
		out = append(out, it.word)
	}
	return out
}

// first returns the words that the phrase may begin with; false when it may
// begin with a gap, or be empty.
func (p Phrase) first() ([]word, bool) {
	var out []word
	for _, it := range p.items {
		switch it.kind {
		case oneWord:
			return append(out, it.word), true
		case gap:
			return nil, false
		case choice, option:
			for _, c := range it.choice {
				words, ok := c.first()
				if !ok {
					return nil, false
				}
				out = append(out, words...)
			}
			if it.kind == choice {
				return out, true
			}
		}
	}
	return nil, false
}

// reversed returns the items in reverse, to ask of the end what first asks of
// the beginning.
func (p Phrase) reversed() Phrase {
	out := Phrase{slices.Clone(p.items)}
	slices.Reverse(out.items)
	return out
}

// longest is the most words that the phrase can take.
func (p Phrase) longest() int {
	n := 0
	for _, it := range p.items {
		switch it.kind {
		case oneWord:
			n++
		case gap:
			n += it.gap
		case choice, option:
			most := 0
			for _, c := range it.choice {
				most = max(most, c.longest())
			}
			n += most
		}
	}
	return n
}

// Words yields every word of the phrase as it is written, those of its choices too.
func (p Phrase) Words() iter.Seq[string] {
	return func(yield func(string) bool) { p.words(yield) }
}

func (p Phrase) words(yield func(string) bool) bool {
	for _, it := range p.items {
		if it.kind == oneWord && !yield(it.word.String()) {
			return false
		}
		for _, c := range it.choice {
			if !c.words(yield) {
				return false
			}
		}
	}
	return true
}

// Phrases yields every phrase of the pattern, those of Not last.
func (p Pattern) Phrases() iter.Seq[Phrase] {
	return func(yield func(Phrase) bool) {
		for _, g := range p.Groups {
			for _, ph := range g.Phrases {
				if !yield(ph) {
					return
				}
			}
		}
		for _, ph := range p.Not {
			if !yield(ph) {
				return
			}
		}
	}
}
