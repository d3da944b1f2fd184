package facts

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"hindsight/internal/phrase"
)

//go:embed phrases.txt
var phrasesFile []byte

// unclaimed are the lists of phrases.txt that no wording has taken.
var unclaimed = func() map[string][]phrase.Phrase {
	lists, err := phrase.ReadLists("phrases.txt", phrasesFile)
	if err != nil {
		panic(err) // a mistake in the file
	}
	m := map[string][]phrase.Phrase{}
	for _, l := range lists {
		m[l.Name] = l.Phrases
	}
	return m
}()

// A wording is the phrases by which a text tells one thing: a list of
// phrases.txt.
type wording struct{ finder *phrase.Finder }

func wordingOf(list string) wording {
	phrases, ok := unclaimed[list]
	if !ok {
		panic("phrases.txt has no list [" + list + "], or two take it")
	}
	delete(unclaimed, list)
	return wording{phrase.NewFinder(phrases)}
}

// in says that the text has one of the phrases.
func (w wording) in(text string) bool { return w.places(text) != nil }

// A place is a piece of a text, in bytes.
type place struct{ start, end int }

// places returns where the phrases stand, by their first words.
func (w wording) places(text string) []place {
	words, at := cut(text)
	var out []place
	for m := range w.finder.All(words) {
		out = append(out, place{at[m.Start].start, at[m.End-1].end})
	}
	return out
}

// beside says that the text has one of the phrases, and not as a part of one
// of the others.
func (w wording) beside(others wording, text string) bool {
	not := others.places(text)
	return slices.ContainsFunc(w.places(text), func(p place) bool {
		return !slices.ContainsFunc(not, func(o place) bool { return p.start < o.end && o.start < p.end })
	})
}

// hyphen stands between the words that one joins: "follow <hyphen> up".
const hyphen = "<hyphen>"

// cut cuts a text into words, in lower case, with a stop where a phrase may
// not run on. A name such as "end_time" is one word, "didn't" is "didnt", and
// what stands behind another apostrophe is a word of its own.
func cut(text string) (words []string, at []place) {
	for last := 0; ; {
		start := last + strings.IndexFunc(text[last:], isInWord)
		if start < last {
			return words, at
		}
		end := start + strings.IndexFunc(text[start:], func(r rune) bool { return !isInWord(r) })
		if end < start {
			end = len(text)
		}
		word := strings.ToLower(text[start:end])
		if n := len(words) - 1; n >= 0 {
			switch text[last:start] {
			case " ", ".":
			case "-":
				words, at = append(words, hyphen), append(at, place{last, start})
			case "'", "’":
				if word == "t" && strings.HasSuffix(words[n], "n") {
					words[n], at[n].end, last = words[n]+word, end, end
					continue
				}
			default:
				words, at = append(words, phrase.Stop), append(at, place{last, start})
			}
		}
		words, at, last = append(words, word), append(at, place{start, end}), end
	}
}

func isInWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
