package search

import (
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
		return analyser(c), nil
	}))
}

func must(err error) {
	if err != nil {
		panic(err) // two packages registered one name: a mistake in the program
	}
}

// analyser makes the chain of filters; a collector sees the words before they
// are cut to stems.
func analyser(c *collector) *analysis.DefaultAnalyzer {
	filters := []analysis.TokenFilter{en.NewPossessiveFilter(), stop.NewStopTokensFilter(stopWords)}
	if c != nil {
		filters = append(filters, c)
	}
	return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}, TokenFilters: append(filters, porter.NewPorterStemmer())}
}

var stopWords = func() analysis.TokenMap {
	m, err := en.TokenMapConstructor(nil, nil)
	must(err)
	return m
}()

// tokenizer gives bleve our words.
type tokenizer struct{}

func (tokenizer) Tokenize(input []byte) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, len(input)/6)
	words(string(input), func(w word) {
		out = append(out, &analysis.Token{Term: []byte(w.term), Start: w.start, End: w.end, Position: w.pos})
	})
	return out
}

// A collector counts the forms of words as they are written: completing and
// correcting look among these, since stems ("certif") are no words.
type collector struct {
	sync.Mutex
	count map[string]int
}

func (c *collector) Filter(in analysis.TokenStream) analysis.TokenStream {
	c.Lock()
	defer c.Unlock()
	for _, t := range in {
		c.count[string(t.Term)]++
	}
	return in
}

// A stem is a word of a text as the index knows it.
type stem struct {
	word
	stem string // "" for a stop word
}

// analyse returns the words of a text with their stems, stop words included.
func analyse(text string) []stem {
	var out []stem
	words(text, func(w word) { out = append(out, stem{w, stemOf(w.term)}) })
	return out
}

var chain = analyser(nil).TokenFilters

// stemOf returns the stem of a folded word, "" for a stop word.
func stemOf(term string) string {
	s := analysis.TokenStream{{Term: []byte(term)}}
	for _, f := range chain {
		s = f.Filter(s)
	}
	if len(s) == 0 {
		return ""
	}
	return string(s[0].Term)
}
