// Twin: assets/ts/search/like.ts

package search

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"hindsight"
)

// A Likeness is the answer to "have we seen this before?".
type Likeness struct {
	Hits    []Alike        `json:"hits"`
	Classes map[string]int `json:"classes"` // failure classes of the hits, and how many of them have each
}

// An Alike is a document that resembles a text.
type Alike struct {
	URL          string           `json:"url"` // relative to the site's root
	Title        string           `json:"title"`
	Score        float64          `json:"score"`
	Date         hindsight.Moment `json:"date"` // of the publication
	When         hindsight.Moment `json:"when"` // of the incident, as far as that is known
	Organisation string           `json:"organisation"`
	Classes      []string         `json:"classes"`
	Words        []Shared         `json:"words"` // what counts most for it, the weightiest first
}

// A Shared is a word that a text and a document share.
type Shared struct {
	Word   string  `json:"word"`   // as the text has it
	Weight float64 `json:"weight"` // its part of the score
}

const (
	// maxTelling is how many words of a text are looked up. TestLike counts:
	// between 26 and 40 of them find as many companions, 34 or 35 of 40. Each
	// costs about 5 KB at 10,000 documents.
	maxTelling = 26
	// maxLonely is how many of them may be words that one document alone has,
	// as long as there are others.
	// Most are slips and numbers; where that document is the very text asked
	// about, they would leave no room for what others share with it.
	maxLonely = 4
	// maxLike is how much of a text is read, in bytes: 256 KiB of logs take
	// 30 ms.
	maxLike = 256 << 10
	// maxShared is how many words explain a hit: one line of them.
	maxShared = 12
	// enough is how many of the telling words a document must have, where there
	// are so many: one alone is chance.
	enough = 2
)

// The score of a word is that of BM25 on the square root of the frequency, as
// in score.go, but for three things: the idf counts once, the length of a text
// for nearly all that it can (a long report has every word), and the word
// counts more the oftener the text asked about has it.
const likeB = 0.9

// likeBoosts are of the fields that likeness looks at. An organisation's name
// or a class says nothing about what went wrong in it.
var likeBoosts = [fieldCount]float64{inTitle: 0.5, inBody: 1}

// A telling word is one that is rare in the archive and frequent in the text.
type telling struct {
	counted
	lists [fieldCount]scored
}

// A counted word is one of those among which the telling ones are chosen. A text
// has some hundred, so they are small: to sort them with their lists took a
// fifth of the time of Related.
type counted struct {
	stem, form string
	weight     float64 // its number in the text, then the root of that
	rank       float64 // the weight times how rare the word is, before it is looked up
	lonely     bool    // one document alone has it
	of         *stemmed
}

// A stemmed word is what a liker knows of a word and its other forms.
type stemmed struct {
	stem string
	docs int // that have it, about; 0: nobody asks for it
	rare float64
	text int // the last text that had it
	at   int // where it stands among the words of that

	worth [fieldCount][]float64 // once it was looked up: of each document in its lists
}

// Like finds the documents that most resemble a text of any length, and says
// by which words. It reads the same files as Search.
func (r *Reader) Like(text string, limit int) (Likeness, error) {
	l, err := r.newLiker()
	if err != nil {
		return Likeness{Hits: []Alike{}, Classes: map[string]int{}}, err
	}
	return l.like(told(text), limit)
}

// A liker answers one text after the other, and remembers what it has looked up.
type liker struct {
	*Reader
	table   *rarity
	lengths []uint32
	loaded  []bool // whose lengths are there
	records map[string]record
	titles  map[uint32]Hit
	forms   map[string]*stemmed // by words as they are cut
	stems   map[string]*stemmed
	texts   int // so far
	scores  []float64
	shared  []int
	last    []int // the word that a document was last counted for, and one more
}

func (r *Reader) newLiker() (*liker, error) {
	table, err := r.rarity()
	return &liker{Reader: r, table: table, lengths: make([]uint32, r.docs), loaded: make([]bool, r.docs),
		records: map[string]record{}, titles: map[uint32]Hit{}, forms: map[string]*stemmed{}, stems: map[string]*stemmed{},
		scores: make([]float64, r.docs), shared: make([]int, r.docs), last: make([]int, r.docs)}, err
}

func (l *liker) like(told []byte, limit int) (Likeness, error) {
	out := Likeness{Hits: []Alike{}, Classes: map[string]int{}}
	words, err := l.telling(told)
	if err == nil {
		err = l.loadLengths(words)
	}
	if err != nil {
		return out, err
	}
	clear(l.scores)
	clear(l.shared)
	clear(l.last)
	for i := range words {
		l.parts(&words[i], func(doc uint32, part float64) {
			l.scores[doc] += part
			if l.last[doc] != i+1 {
				l.last[doc] = i + 1
				l.shared[doc]++
			}
		})
	}
	for _, doc := range firstAlike(l.scores, l.shared, min(enough, len(words)), limit) {
		h, ok := l.titles[doc]
		if !ok {
			if h, err = l.title(doc); err != nil {
				return out, err
			}
			l.titles[doc] = h
		}
		shared := l.sharedWords(words, doc)
		out.Hits = append(out.Hits, Alike{h.URL, h.Title, shown(float32(l.scores[doc])), h.Date, h.When, h.Organisation, h.Classes, shared})
		for _, c := range h.Classes {
			out.Classes[c]++
		}
	}
	return out, nil
}

// firstAlike returns the first documents in order that share enough words. It
// keeps no more than it returns: to sort all took half of the time of Related.
func firstAlike(scores []float64, shared []int, enough, limit int) (docs []uint32) {
	order := func(a, b uint32) int {
		return cmp.Or(cmp.Compare(float32(scores[b]), float32(scores[a])), cmp.Compare(b, a))
	}
	for d, n := range shared {
		if n == 0 || n < enough || limit == 0 || len(docs) == limit && order(uint32(d), docs[limit-1]) > 0 {
			continue
		}
		if len(docs) == limit {
			docs = docs[:limit-1]
		}
		at, _ := slices.BinarySearchFunc(docs, uint32(d), order)
		docs = slices.Insert(docs, at, uint32(d))
	}
	return docs
}

// telling chooses the words of a text to look up, and looks them up.
func (l *liker) telling(told []byte) ([]telling, error) {
	if l.docs == 0 {
		return nil, nil
	}
	words := l.count(told)
	slices.SortFunc(words, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.stem, b.stem))
	})
	words = chosen(words)
	list := make([]telling, len(words))
	for i := range list {
		list[i].counted = words[i]
		rec, ok := l.records[list[i].stem]
		if !ok {
			var err error
			if rec, _, err = l.lookup(list[i].stem); err != nil {
				return nil, err
			}
			l.records[list[i].stem] = rec
		}
		for f, p := range rec.fields {
			list[i].lists[f] = scored{p, rare(l.docs, len(p.docs)), likeBoosts[f]}
		}
	}
	return list, nil
}

// chosen are the first words of a list in order; of many, few are lonely.
func chosen(list []counted) []counted {
	lonely, spare := 0, len(list)-maxTelling
	list = slices.DeleteFunc(list, func(w counted) bool {
		if !w.lonely || spare <= 0 {
			return false
		}
		if lonely++; lonely > maxLonely {
			spare--
			return true
		}
		return false
	})
	return list[:min(len(list), maxTelling)]
}

// rare is BM25's idf.
func rare(all, docs int) float64 {
	n, df := float64(all), float64(docs)
	return math.Log(1 + max(0, n-df+0.5)/(df+0.5))
}

// What tells when something happened or who wrote says nothing about what
// failed. The client has the same expressions, so they are of ASCII alone.
var (
	instantsRE = regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2})?|\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b`)
	clocksRE   = regexp.MustCompile(`\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\b`)
	peopleRE   = regexp.MustCompile(`[A-Za-z0-9._+-]*@[A-Za-z0-9._-]+`)
	nothingRE  = regexp.MustCompile(`^(?:.|\.?[0-9]{1,2}|(?:19|20)[0-9]{2})$`)
)

// longestNothing is the most bytes of what nothingRE matches.
const longestNothing = 4

// inLines changes those lines of a text that hold one of some characters: most
// hold none, and the expressions took a third of the time of Related.
func inLines(text, need string, change func(line string) string) string {
	if !strings.ContainsAny(text, need) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		if strings.ContainsAny(line, need) && strings.ContainsAny(line, "0123456789@") {
			line = change(line)
		}
		b.WriteString(line)
	}
	return b.String()
}

// calendar are the words of dates and zones, as stems.
var calendar = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(`january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
		mon tue wed thu fri sat sun utc gmt cet cest est edt cst cdt mst mdt pst pdt bst ist jst am pm`) {
		set[stemOf(w)] = true
	}
	return set
}()

// told are the different words of a text that may tell something, in the order
// in which they first come, as bytes: each as the index knows it, as it is
// written (nothing: likewise), and how often it is there. Related asks about
// every text, and a Store keeps them.
func told(text string) (b []byte) {
	text = mayTell(text)
	type one struct {
		term, form string
		n          int
	}
	var list []one
	at := map[string]int{}
	words(text, func(w word) {
		if !w.kind.tells() || len(w.term) <= longestNothing && nothingRE.MatchString(w.term) {
			return
		}
		i, ok := at[w.term]
		if !ok {
			i = len(list)
			at[w.term] = i
			list = append(list, one{term: w.term, form: text[w.start:w.end]})
		}
		list[i].n++
	})
	b = appendInt(b, len(list))
	for _, w := range list {
		if w.form == w.term {
			w.form = ""
		}
		b = appendInt(appendText(appendText(b, w.term), w.form), w.n)
	}
	return b
}

// count are the words that some document has; forms of one word are one.
func (l *liker) count(told []byte) []counted {
	c := &cursor{b: told}
	n := c.count()
	list := make([]counted, 0, n)
	for l.texts++; n > 0; n-- {
		term, form, times := c.take(c.count()), c.take(c.count()), c.int()
		s, ok := l.forms[string(term)]
		if !ok {
			s = l.stemmed(string(term))
		}
		if s.docs == 0 {
			continue
		}
		if s.text != l.texts {
			if s.text, s.at = l.texts, len(list); len(form) == 0 {
				form = term
			}
			list = append(list, counted{stem: s.stem, form: string(form), rank: s.rare, lonely: s.docs == 1, of: s})
		}
		list[s.at].weight += float64(times)
	}
	for i := range list {
		list[i].weight = math.Sqrt(list[i].weight)
		list[i].rank *= list[i].weight
	}
	return list
}

// mayTell is the beginning of a text, with blanks in the place of what tells
// when something happened, or who wrote.
func mayTell(text string) string {
	if len(text) > maxLike {
		text = strings.ToValidUTF8(text[:maxLike], "")
	}
	blank := func(s string) string { return strings.Repeat(" ", len(s)) }
	rest := text
	for _, c := range []struct {
		of   *regexp.Regexp
		need string // one of these is in whatever it matches
	}{{instantsRE, "-/"}, {clocksRE, ":"}, {peopleRE, "@"}} {
		rest = inLines(rest, c.need, func(line string) string { return c.of.ReplaceAllStringFunc(line, blank) })
	}
	return rest
}

// stemmed is what is known of a word.
func (l *liker) stemmed(term string) *stemmed {
	stem := stemOf(term)
	s, ok := l.stems[stem]
	if !ok {
		s = &stemmed{stem: stem}
		if stem != "" && !calendar[stem] {
			s.docs = l.table.documents(stem)
			s.rare = rare(l.docs, s.docs)
		}
		l.stems[stem] = s
	}
	l.forms[term] = s
	return s
}

// loadLengths loads the lengths of the bodies, as far as they do not stand
// beside the postings and are not there yet.
func (l *liker) loadLengths(list []telling) error {
	need, missing := make([]bool, l.docs), false
	for i := range list {
		if p := &list[i].lists[inBody]; p.lengths == nil {
			for _, d := range p.docs {
				need[d] = true
				missing = missing || !l.loaded[d]
			}
		}
	}
	if !missing {
		return nil
	}
	for d, is := range l.loaded {
		need[d] = need[d] || is
	}
	lengths, err := l.Reader.lengths(need)
	l.lengths, l.loaded = lengths, need
	return err
}

// parts calls add with what a word adds to the score of each document.
func (l *liker) parts(w *telling, add func(doc uint32, part float64)) {
	for f := range w.lists {
		s := &w.lists[f]
		if s.boost == 0 || l.average[f] == 0 {
			continue
		}
		if w.of.worth[f] == nil {
			w.of.worth[f] = make([]float64, len(s.docs))
			for i := range s.docs {
				w.of.worth[f][i] = l.worth(s, f, i)
			}
		}
		for i, worth := range w.of.worth[f] {
			add(s.docs[i], w.weight*worth)
		}
	}
}

// worth is what a word adds to the score of the i-th document of one of its
// lists, for each time that the text asked about has it. A liker computes it
// once: of 10,000 texts many ask for the same word.
func (l *liker) worth(s *scored, f, i int) float64 {
	length := uint32(0)
	if s.lengths != nil {
		length = s.lengths[i]
	} else {
		length = l.lengths[s.docs[i]]
	}
	tf := math.Sqrt(float64(s.freqs[i]))
	long := keptLength(length) / l.average[f]
	return s.idf * s.boost * (tf * (bm25K1 + 1)) / (tf + bm25K1*(1-likeB+likeB*long))
}

// sharedWords says which words count for a document.
func (l *liker) sharedWords(list []telling, doc uint32) []Shared {
	out := []Shared{}
	for i := range list {
		sum := 0.0
		for f := range list[i].lists {
			s := &list[i].lists[f]
			if at, ok := slices.BinarySearch(s.docs, doc); ok && s.boost != 0 && l.average[f] != 0 {
				sum += list[i].weight * list[i].of.worth[f][at]
			}
		}
		if sum > 0 {
			out = append(out, Shared{list[i].form, shown(float32(sum))})
		}
	}
	slices.SortStableFunc(out, func(a, b Shared) int { return cmp.Compare(b.Weight, a.Weight) })
	return out[:min(len(out), maxShared)]
}
