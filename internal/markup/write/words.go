package write

import (
	"maps"
	"slices"
	"strings"
)

// Bounds on what a text may have written for its own short words. Real ones
// define a dozen, of a few words each.
const (
	maxWords = 200
	maxWord  = 1000    // bytes that stand for one
	maxGrown = 1 << 20 // bytes that all uses add to a text
)

// Words are what a text says that others of its words stand for: AsciiDoc's
// attributes, the substitutions of reStructuredText. What stands for a word is
// not read for words again, so that ten of them cannot stand for a gigabyte.
type Words struct {
	words map[string]string
	grown int
}

// Set defines a word; the last definition holds.
func (w *Words) Set(word, means string) {
	if w.words == nil {
		w.words = map[string]string{}
	}
	if _, known := w.words[word]; (known || len(w.words) < maxWords) && len(means) <= maxWord {
		w.words[word] = means
	}
}

// Get returns what is defined, "" for what is not.
func (w *Words) Get(word string) string { return w.words[word] }

// Use returns what is to stand for a word in the text; without ok the word
// stands as it is, because nobody defined it or the text has grown too much.
func (w *Words) Use(word string) (means string, ok bool) {
	means, ok = w.words[word]
	if !ok || w.grown+len(means) > maxGrown {
		return "", false
	}
	w.grown += len(means)
	return means, true
}

// Replace puts what they mean for all words that stand between two marks.
func (w *Words) Replace(s, mark string) string {
	var pairs []string
	for _, word := range slices.Sorted(maps.Keys(w.words)) {
		marked := mark + word + mark
		n := strings.Count(s, marked) * len(w.words[word])
		if n == 0 || w.grown+n > maxGrown {
			continue
		}
		w.grown += n
		pairs = append(pairs, marked, w.words[word])
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
