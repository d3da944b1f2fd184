// Twin: assets/ts/search/stem.ts, assets/ts/search/stop.ts

package search

import (
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/registry"
)

// analyserName is the bleve analyser of every text field: our words, then
// bleve's English filters: possessives, stop words, Porter's stems. (Lower
// case is part of words, so that it is the same in both languages.)
const analyserName = "hindsight"

func init() {
	must(registry.RegisterAnalyzer(analyserName, func(config map[string]any, _ *registry.Cache) (analysis.Analyzer, error) {
		c, _ := config["collector"].(*collector)
		p, _ := config["phrases"].(phrases)
		return analyser(c, p), nil
	}))
}

func must(err error) {
	if err != nil {
		panic(err) // two packages registered one name: a mistake in the program
	}
}

// analyser makes the chain of filters; a collector stems as Porter's filter
// does and sees the words before.
func analyser(c *collector, p phrases) *analysis.DefaultAnalyzer {
	var stems analysis.TokenFilter = porter.NewPorterStemmer()
	if c != nil {
		stems = c
	}
	return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{p}, TokenFilters: []analysis.TokenFilter{en.NewPossessiveFilter(),
		stop.NewStopTokensFilter(stopWords), stems}}
}

var stopWords = func() analysis.TokenMap {
	m, err := en.TokenMapConstructor(nil, nil)
	must(err)
	return m
}()

// tokenizer gives bleve our words, and the phrases that are indexed as one.
type tokenizer struct{ phrases phrases }

func (t tokenizer) Tokenize(input []byte) analysis.TokenStream {
	text := string(input)
	var slab []analysis.Token // one allocation for many tokens
	out := make(analysis.TokenStream, 0, len(input)/6)
	t.phrases.words(text, func(w word) {
		term := input[w.start:w.end:w.end]
		if w.term != text[w.start:w.end] {
			term = []byte(w.term)
		}
		if len(slab) == cap(slab) {
			slab = make([]analysis.Token, 0, 256)
		}
		slab = append(slab, analysis.Token{Term: term, Start: w.start, End: w.end, Position: w.pos, Type: tokenType(w.kind)})
		out = append(out, &slab[len(slab)-1])
	})
	return out
}

// beside is the type of tokens that likeness does not look at, see tells.
const beside = analysis.Shingle

func tokenType(k wordKind) analysis.TokenType {
	if k.tells() {
		return analysis.AlphaNumeric
	}
	return beside
}

// A collector counts the forms of words as they are written: completing and
// correcting look among these, since stems ("certif") are no words. It puts
// the stems in their place, each computed once: of five million words in
// 10,000 texts a hundred thousand are different.
type collector struct {
	sync.Mutex
	forms map[string]*form
	stems *stems // of all batches
}

// stems are those of all words so far, by their form.
type stems struct {
	sync.Mutex
	of map[string][]byte
}

// stem is that of a token, computed once for a form.
func (s *stems) stem(t *analysis.Token) []byte {
	s.Lock()
	defer s.Unlock()
	stem, ok := s.of[string(t.Term)]
	if !ok {
		stem = slices.Clone(porterStem(t).Term)
		s.of[string(t.Term)] = stem
	}
	return stem
}

type form struct {
	count int
	stem  []byte
	tells bool // some text has it as a word that likeness looks at
}

func (c *collector) Filter(in analysis.TokenStream) analysis.TokenStream {
	c.Lock()
	defer c.Unlock()
	for _, t := range in {
		f := c.forms[string(t.Term)]
		if f == nil {
			f = &form{stem: c.stems.stem(t)}
			c.forms[string(t.Term)] = f
		}
		f.count++
		f.tells = f.tells || t.Type != beside
		t.Term = f.stem
	}
	return in
}

// porterStem returns a token with the stem of t.
func porterStem(t *analysis.Token) *analysis.Token {
	return porter.NewPorterStemmer().Filter(analysis.TokenStream{{Term: t.Term}})[0]
}

// A stem is a word of a text as the index knows it.
type stem struct {
	word
	stem string   // "" for a stop word
	also []string // of the other spellings that it is a part of
}

// in returns the stem by which a word is one of the wanted ones, else "".
func (s stem) in(wanted map[string]bool) string {
	if s.stem != "" && wanted[s.stem] {
		return s.stem
	}
	for _, a := range s.also {
		if wanted[a] {
			return a
		}
	}
	return ""
}

// analyse returns the words of a text with their stems, stop words included.
func analyse(text string) []stem {
	var out []stem
	words(text, func(w word) {
		s := stemOf(w.term)
		if w.kind.inText() {
			out = append(out, stem{word: w, stem: s})
			return
		}
		for i := len(out) - 1; s != "" && i >= 0 && out[i].end > w.start; i-- {
			out[i].also = append(out[i].also, s)
		}
	})
	return out
}

var chain = analyser(nil, nil).TokenFilters

// memo remembers stems: texts repeat their words, and the filters allocate.
var memo struct {
	sync.Mutex
	stems map[string]string
}

// stemOf returns the stem of a folded word, "" for a stop word.
func stemOf(term string) string {
	memo.Lock()
	defer memo.Unlock()
	stem, ok := memo.stems[term]
	if ok {
		return stem
	}
	s := analysis.TokenStream{{Term: []byte(term)}}
	for _, f := range chain {
		s = f.Filter(s)
	}
	if len(s) > 0 {
		stem = string(s[0].Term)
	}
	if len(memo.stems)%50_000 == 0 { // the first, or more than a query's texts hold
		memo.stems = map[string]string{}
	}
	memo.stems[strings.Clone(term)] = stem
	return stem
}
