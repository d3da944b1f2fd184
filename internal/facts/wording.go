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
func (w wording) in(text string) bool { return w.among(said(text)) }

// A place is a piece of a text, in bytes.
type place struct{ start, end int }

// A saying is a text that is cut into words once, for all that ask about it: a
// sentence with a time is asked four questions, and the words beside it twelve.
type saying struct {
	text  string
	words []string
	at    []place
}

func said(text string) saying {
	words, at := cut(text)
	return saying{text, words, at}
}

// among says that the text has one of the phrases.
func (w wording) among(s saying) bool {
	for range w.finder.All(s.words) {
		return true
	}
	return false
}

// places returns where the phrases stand, by their first words.
func (w wording) places(s saying) []place {
	var out []place
	for m := range w.finder.All(s.words) {
		out = append(out, place{s.at[m.Start].start, s.at[m.End-1].end})
	}
	return out
}

// beside says that the text has one of the phrases, and not as a part of one
// of the others.
func (w wording) beside(others wording, text string) bool {
	s := said(text)
	not := others.places(s)
	return slices.ContainsFunc(w.places(s), func(p place) bool {
		return !slices.ContainsFunc(not, func(o place) bool { return p.start < o.end && o.start < p.end })
	})
}

// hyphen stands between the words that one joins: "follow <hyphen> up".
const hyphen = "<hyphen>"

// cut cuts a text into words, in lower case, with a stop where a phrase may
// not run on. A name such as "end_time" is one word, "didn't" is "didnt", and
// what stands behind another apostrophe is a word of its own.
func cut(text string) (words []string, at []place) {
	words, at = make([]string, 0, 4+len(text)/5), make([]place, 0, 4+len(text)/5) // a word and a blank take six letters
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
