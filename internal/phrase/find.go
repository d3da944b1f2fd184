package phrase

import (
	"iter"
	"sync"
)

// A Finder finds every place of the phrases of several lists. It is safe for
// concurrent use.
type Finder struct {
	index index
	lists []int // of each phrase, the list that it is in
	count int
	pool  sync.Pool
}

// A Match is a place of a phrase of a list: words [Start,End).
type Match struct{ List, Start, End int }

// NewFinder returns a finder for lists, which Match.List then numbers.
func NewFinder(lists ...[]Phrase) *Finder {
	f := &Finder{index: newIndex(), count: len(lists)}
	for i, list := range lists {
		for _, p := range list {
			f.index.add(p)
			f.lists = append(f.lists, i)
		}
	}
	f.pool.New = func() any { return &finding{memory{}, make([]int, len(lists))} }
	return f
}

// A finding is the memory of a search.
type finding struct {
	known memory
	last  []int // per list, the word behind the last one that began a match
}

// All yields what begins at the first word, then at the second, and so on: of
// each list at most one phrase a word. Of several the first in the list counts,
// but a phrase that begins with a star comes behind those that do not. A phrase
// takes as few words as it can.
func (f *Finder) All(words []string) iter.Seq[Match] {
	return func(yield func(Match) bool) {
		s := f.pool.Get().(*finding)
		defer f.pool.Put(s)
		clear(s.last)
		for at, text := range words {
			for _, id := range f.index.begins(s.known, text) {
				list := f.lists[id]
				if s.last[list] == at+1 {
					continue
				}
				n := f.index.length(id, words, at)
				if n == 0 {
					continue
				}
				s.last[list] = at + 1
				if !yield(Match{list, at, at + n}) {
					return
				}
			}
		}
	}
}

// Count returns, for each list, at how many words a phrase of it begins.
func (f *Finder) Count(words []string) []int {
	out := make([]int, f.count)
	for m := range f.All(words) {
		out[m.List]++
	}
	return out
}
