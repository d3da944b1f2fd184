package clean

import (
	_ "embed"
	"slices"
	"strings"

	"hindsight/internal/phrase"
)

//go:embed chrome.txt
var chromeFile []byte

// chromeNames, authorNames and commentNames are how pages name what stands around
// their text, who wrote it, and what readers wrote below it.
var chromeNames, authorNames, commentNames = func() (boxes, authors, comments elementNames) {
	lists, err := phrase.ReadLists("chrome.txt", chromeFile)
	if err != nil {
		panic(err) // a mistake in the file
	}
	by := map[string][]phrase.Phrase{}
	for _, l := range lists {
		by[l.Name] = l.Phrases
	}
	return newElementNames(by["before a box"], by["box"], by["behind a box"]),
		newElementNames(by["before a box"], by["author's box"], by["behind a box"]),
		newElementNames(by["before comments"], by["comments"], by["behind comments"])
}()

// elementNames are ids and classes that mean one thing.
type elementNames struct {
	names          *phrase.Finder
	before, behind map[string]bool // words that may stand there
}

func newElementNames(before, names, behind []phrase.Phrase) elementNames {
	n := elementNames{names: phrase.NewFinder(names), before: map[string]bool{}, behind: map[string]bool{}}
	for _, p := range before {
		n.before[p.String()] = true
	}
	for _, p := range behind {
		n.behind[p.String()] = true
	}
	return n
}

// has says that an id or a class is one of the names, whatever words that may
// stand there are before and behind it.
func (n elementNames) has(name string) bool {
	name = strings.ToLower(name)
	if name == "" || isJoint(rune(name[0])) || isJoint(rune(name[len(name)-1])) {
		return false
	}
	words := strings.FieldsFunc(name, isJoint)
	front := 0
	for front < len(words) && n.before[words[front]] {
		front++
	}
	for m := range n.names.All(words) {
		if m.Start > front {
			break
		}
		if !slices.ContainsFunc(words[m.End:], func(w string) bool { return !n.behind[w] && strings.Trim(w, "0123456789") != "" }) {
			return true
		}
	}
	return false
}

func isJoint(r rune) bool { return r == '-' || r == '_' }
