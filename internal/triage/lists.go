package triage

import (
	"embed"
	"slices"

	"hindsight/internal/phrase"
)

// The lists of phrases, one phrase a line, in the language of internal/phrase.
//
//go:embed phrases
var listFiles embed.FS

var (
	titleLists = lists("title.txt", signalNames())
	bodyLists  = lists("body.txt", signalNames())

	titlePhrases = phrase.NewFinder(titleLists...)
	bodyPhrases  = phrase.NewFinder(bodyLists...)
	notePhrases  = phrase.NewFinder(lists("notes.txt", noteLists[:])...)
	wordPhrases  = phrase.NewFinder(lists("words.txt", wordLists[:])...)
)

// The lists of words.txt.
const (
	systemWords = iota
	businessWords
	pastWords
	toldWords
	pastForms
	breakingWords
	writerWords
	ruleWords
	addressingWords
	englishWords
	foreignWords
	foreignBreakdowns
	numWordLists
)

var wordLists = [numWordLists]string{
	systemWords:       "system",
	businessWords:     "business",
	pastWords:         "past",
	toldWords:         "told",
	pastForms:         "past form",
	breakingWords:     "breaking",
	writerWords:       "writer",
	ruleWords:         "rule",
	addressingWords:   "addressing",
	englishWords:      "English",
	foreignWords:      "another language",
	foreignBreakdowns: "breakdown in another language",
}

// The lists of notes.txt.
const (
	cameOutWrong = iota
	doneAboutIt
	otherKind
	numNoteLists
)

var noteLists = [numNoteLists]string{
	cameOutWrong: "came out wrong",
	doneAboutIt:  "was done about it",
	otherKind:    "is another kind of text",
}

func signalNames() []string {
	names := make([]string, len(signals))
	for i, s := range signals {
		names[i] = s.name
	}
	return names
}

// lists reads a file whose lists have some of these names, and returns them in
// the order of the names.
func lists(file string, names []string) [][]phrase.Phrase {
	data, err := listFiles.ReadFile("phrases/" + file)
	if err != nil {
		panic(err)
	}
	read, err := phrase.ReadLists(file, data)
	if err != nil {
		panic(err) // a mistake in the file
	}
	out := make([][]phrase.Phrase, len(names))
	for _, l := range read {
		i := slices.Index(names, l.Name)
		if i < 0 {
			panic(file + ": nobody asks for the list [" + l.Name + "]")
		}
		out[i] = l.Phrases
	}
	return out
}
