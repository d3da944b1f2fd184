package remedy

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"hindsight/internal/phrase"
	"hindsight/internal/prose"
)

// The lists of phrases.txt.
const (
	headings = iota
	toDo
	doneFirst
	ahead
	atWork
	done
	soNow
	weDid
	wasDone
	present
	prevents
	noChange
	conditions
	promises
	leans
	allLists
)

var (
	//go:embed phrases.txt
	phrasesFile []byte
	//go:embed guards.txt
	guardsFile []byte
	//go:embed verbs.txt
	verbsFile string

	telling, guards = finderOf("phrases.txt", phrasesFile, allLists), finderOf("guards.txt", guardsFile, 0)
	forms           = readVerbs()
)

// finderOf reads a file of so many lists; 0 of any number.
func finderOf(name string, file []byte, lists int) *phrase.Finder {
	read, err := phrase.ReadLists(name, file)
	if err == nil && lists != 0 && len(read) != lists {
		err = fmt.Errorf("%s has %d lists, want %d", name, len(read), lists)
	}
	if err != nil {
		panic(err) // a mistake in the file
	}
	all := make([][]phrase.Phrase, len(read))
	for i, l := range read {
		all[i] = l.Phrases
	}
	return phrase.NewFinder(all...)
}

// readVerbs says of each form of the verbs which one it is.
func readVerbs() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(verbsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 3 {
			panic("verbs.txt: want three forms of a verb: " + line)
		}
		out[f[1]], out[f[2]], out[third(f[0])], out[f[0]] = "<doing>", "<done>", "<does>", "<do>"
	}
	return out
}

// third is the form of a verb that stands after "it".
func third(verb string) string {
	switch {
	case strings.HasSuffix(verb, "y") && !strings.HasSuffix(verb, "oy") && !strings.HasSuffix(verb, "ay"):
		return verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "x"):
		return verb + "es"
	}
	return verb + "s"
}

// judge says whether a sentence is a change where it stands, and how much of a
// recipe it is.
func judge(text string, where setting, b prose.Block) (worth float64, ok bool) {
	tokens := phrase.Tokens(text)
	if len(tokens) < fewestWords {
		return 0, false
	}
	plain := phrase.Words([]string{phrase.Stop}, tokens)
	marked := make([]string, len(plain))
	for i, w := range plain {
		marked[i] = w
		if form, is := forms[w]; is {
			marked[i] = form
		}
	}
	hits, words := telling.Count(marked), telling.Count(plain)
	if hits[noChange]+words[noChange]+words[leans] > 0 || !isChange(hits, words, where, b) {
		return 0, false
	}
	return worthOf(text, tokens, words, guards.Count(plain)) + firmness(hits), true
}

// isChange says which ways of telling count where.
func isChange(hits, words []int, where setting, b prose.Block) bool {
	lasting := hits[ahead]+hits[atWork]+hits[done]+hits[soNow] > 0
	item := b == prose.Item || b == prose.Table
	switch where {
	case changed:
		return lasting || hits[toDo]+hits[doneFirst]+hits[weDid]+hits[wasDone]+hits[present] > 0
	case following:
		return lasting || hits[toDo]+hits[weDid] > 0 || item && hits[doneFirst]+hits[wasDone] > 0
	case repairing:
		return hits[ahead]+hits[soNow] > 0 || (hits[atWork]+hits[done]+hits[weDid] > 0) && words[prevents] > 0
	case elsewhere:
		return lasting && words[prevents] > 0
	}
	return false
}

// firmness is more for what was done than for what is planned.
func firmness(hits []int) float64 {
	if hits[done]+hits[soNow]+hits[weDid] > 0 {
		return .3
	}
	return 0
}

// worthOf is how much of a recipe the words are.
func worthOf(text string, tokens []phrase.Token, words, guarding []int) float64 {
	kinds := 0
	for _, n := range guarding {
		kinds += min(1, n)
	}
	names := 0
	for _, t := range tokens[1:] {
		if w := text[t.Start:t.End]; strings.IndexFunc(w[1:], unicode.IsUpper) >= 0 || strings.IndexFunc(w, unicode.IsDigit) >= 0 {
			names++
		}
	}
	worth := float64(min(kinds, 3)) + .5*float64(min(words[conditions], 3)) + .3*float64(min(names, 2)) - .6*float64(words[promises])
	if len(tokens) < 8 {
		worth -= .8
	}
	if len(tokens) > 35 {
		worth -= .5
	}
	if prose.OpeningOf(text) == prose.Linked {
		worth -= .3
	}
	return worth
}
