package phrase

import (
	"slices"
	"strings"
)

// An index finds the phrases that stand at a word by the words that they may
// begin with. It is read-only once built.
type index struct {
	phrases []Phrase
	plain   [][]word              // of the phrases that are nothing but words
	exact   map[string][]int32    // word → phrases that may begin with it
	prefix  map[string][]starting // beginning → phrases that may begin with a starred word
	longest int                   // of the beginnings, in bytes
}

type starting struct {
	with word
	id   int32
}

func newIndex() index {
	return index{exact: map[string][]int32{}, prefix: map[string][]starting{}}
}

// add returns the number of a phrase, which is one more than that of the last.
func (x *index) add(p Phrase) int32 {
	id := int32(len(x.phrases))
	x.phrases = append(x.phrases, p)
	x.plain = append(x.plain, p.plain())
	begins, _ := p.first()
	for _, w := range begins {
		if w.star {
			x.prefix[w.prefix] = append(x.prefix[w.prefix], starting{w, id})
			x.longest = max(x.longest, len(w.prefix))
		} else if !slices.Contains(x.exact[w.prefix], id) {
			x.exact[w.prefix] = append(x.exact[w.prefix], id)
		}
	}
	return id
}

// length returns how many of the words the phrase takes that may begin at the
// first; 0 when it does not stand there.
func (x *index) length(id int32, words []string, at int) int {
	p := x.plain[id]
	if p == nil {
		return x.phrases[id].length(words, at)
	}
	if len(words)-at < len(p) {
		return 0
	}
	for i := 1; i < len(p); i++ {
		if !p[i].matches(words[at+i]) {
			return 0
		}
	}
	return len(p)
}

// A memory is the words met so far with the phrases that may begin with each.
type memory map[string][]int32

// maxMemory bounds it: English needs less, and hostile texts have no end.
const maxMemory = 1 << 14

// begins returns the phrases that may begin with a word: those that are
// written so first, then those with a star by the length of what is before it.
func (x *index) begins(known memory, text string) []int32 {
	if ids, ok := known[text]; ok {
		return ids
	}
	ids := slices.Clone(x.exact[text])
	for n := 2; n <= len(text) && n <= x.longest; n++ {
		for _, s := range x.prefix[text[:n]] {
			if s.with.matches(text) && !slices.Contains(ids, s.id) {
				ids = append(ids, s.id)
			}
		}
	}
	if len(known) >= maxMemory {
		clear(known)
	}
	known[strings.Clone(text)] = ids // the text that it is part of may go
	return ids
}
