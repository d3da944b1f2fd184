// Twin: assets/ts/search/like.ts

package search

import (
	"cmp"
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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
	lists [fieldCount]worths
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

// worths are the documents that have a word in a field, and what it is worth in
// each of them.
type worths struct {
	docs  []uint32
	worth []float64
}

// A stemmed word is what is known of a word and its other forms.
type stemmed struct {
	stem   string
	number int // of all stems so far
	docs   int // that have it, about; 0: nobody asks for it
	rare   float64

	look  sync.Once // for what follows
	lists [fieldCount]worths
	err   error
}

// Like finds the documents that most resemble a text of any length, and says
// by which words. It reads the same files as Search.
func (r *Reader) Like(text string, limit int) (Likeness, error) {
	out := Likeness{Hits: []Alike{}, Classes: map[string]int{}}
	k, err := r.newLookups()
	if err != nil {
		return out, err
	}
	found, err := k.newLiker().like(told(text), limit)
	for _, f := range found {
		h, err := r.title(f.doc)
		if err != nil {
			return out, err
		}
		out.Hits = append(out.Hits, Alike{h.URL, h.Title, f.score, h.Date, h.When, h.Organisation, h.Classes, f.words})
		for _, c := range h.Classes {
			out.Classes[c]++
		}
	}
	return out, err
}

// lookups are what was looked up so far, for all likers of an index.
type lookups struct {
	*Reader
	table *rarity
	mu    sync.Mutex
	stems map[string]*stemmed
	sizes func() ([]uint32, error) // words in the body of each document
}

func (r *Reader) newLookups() (*lookups, error) {
	table, err := r.rarity()
	sizes := sync.OnceValues(func() ([]uint32, error) { return r.lengths(nil) })
	return &lookups{Reader: r, table: table, stems: map[string]*stemmed{}, sizes: sizes}, err
}

// A liker answers one text after the other.
type liker struct {
	*lookups
	forms   map[string]*stemmed // by words as they are cut
	place   []int               // of each stem among the words of the present text, and one more; 0: it is not there
	scores  []float64           // of each document
	shared  []int               // how many of the words each has
	last    []int               // the word that it was last counted for, and one more
	touched []uint32            // those that have any
}

func (k *lookups) newLiker() *liker {
	return &liker{lookups: k, forms: map[string]*stemmed{}, scores: make([]float64, k.docs), shared: make([]int, k.docs), last: make([]int, k.docs)}
}

// A found document resembles the text asked about.
type found struct {
	doc   uint32
	score float64
	words []Shared
}

func (l *liker) like(told []byte, limit int) ([]found, error) {
	words, err := l.telling(told)
	if err != nil {
		return nil, err
	}
	for i := range words {
		l.add(words, i)
	}
	best := firstAlike(l.touched, l.scores, l.shared, min(enough, len(words)), limit)
	list := make([]found, len(best))
	for i, doc := range best {
		list[i] = found{doc, shown(float32(l.scores[doc])), sharedWords(words, doc)}
	}
	for _, doc := range l.touched {
		l.scores[doc], l.shared[doc], l.last[doc] = 0, 0, 0
	}
	l.touched = l.touched[:0]
	return list, nil
}

// add adds what the i-th word is worth to the score of each document.
func (l *liker) add(words []telling, i int) {
	w := &words[i]
	for f := range w.lists {
		for at, doc := range w.lists[f].docs {
			l.scores[doc] += w.weight * w.lists[f].worth[at]
			if l.last[doc] == i+1 {
				continue
			}
			if l.last[doc] == 0 {
				l.touched = append(l.touched, doc)
			}
			l.last[doc] = i + 1
			l.shared[doc]++
		}
	}
}

// firstAlike returns the first of some documents in order that share enough words.
func firstAlike(docs []uint32, scores []float64, shared []int, enough, limit int) []uint32 {
	return best(limit, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(float32(scores[b]), float32(scores[a])), cmp.Compare(b, a))
	}, func(yield func(uint32) bool) {
		for _, d := range docs {
			if shared[d] >= enough && !yield(d) {
				return
			}
		}
	})
}

// best are the first limit of all in order. It keeps no more than it returns: to
// sort all took half of the time of Related.
func best[T any](limit int, order func(a, b T) int, all iter.Seq[T]) (first []T) {
	for one := range all {
		if limit == 0 || len(first) == limit && order(one, first[limit-1]) > 0 {
			continue
		}
		if len(first) == limit {
			first = first[:limit-1]
		}
		at, _ := slices.BinarySearchFunc(first, one, order)
		first = slices.Insert(first, at, one)
	}
	return first
}

// telling chooses the words of a text to look up, and looks them up.
func (l *liker) telling(told []byte) ([]telling, error) {
	if l.docs == 0 {
		return nil, nil
	}
	words := chosen(l.count(told))
	list := make([]telling, len(words))
	for i, w := range words {
		w.of.look.Do(func() { w.of.err = l.lookUp(w.of) })
		if w.of.err != nil {
			return nil, w.of.err
		}
		list[i] = telling{w, w.of.lists}
	}
	return list, nil
}

// lookUp finds out what a word is worth.
func (k *lookups) lookUp(s *stemmed) error {
	rec, _, err := k.lookup(s.stem)
	if err != nil {
		return err
	}
	for f, p := range rec.fields {
		if likeBoosts[f] == 0 || k.average[f] == 0 || len(p.docs) == 0 {
			continue
		}
		to, idf := &s.lists[f], rare(k.docs, len(p.docs))
		to.docs, to.worth = p.docs, make([]float64, len(p.docs))
		lengths := p.lengths
		if lengths == nil { // they stand in a column
			all, err := k.sizes()
			if err != nil {
				return err
			}
			lengths = make([]uint32, len(p.docs))
			for i, d := range p.docs {
				lengths[i] = all[d]
			}
		}
		for i, freq := range p.freqs {
			tf, long := math.Sqrt(float64(freq)), keptLength(lengths[i])/k.average[f]
			to.worth[i] = idf * likeBoosts[f] * (tf * (bm25K1 + 1)) / (tf + bm25K1*(1-likeB+likeB*long))
		}
	}
	return nil
}

// chosen are the telling words, in order. Of many words few are lonely: those after
// the first maxLonely give way as long as others are left.
func chosen(all []counted) []counted {
	order := func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), strings.Compare(a.stem, b.stem))
	}
	var lonely, list []counted
	for _, w := range all {
		if w.lonely {
			lonely = append(lonely, w)
		} else {
			list = append(list, w)
		}
	}
	slices.SortFunc(lonely, order)
	if give := min(len(lonely)-maxLonely, len(all)-maxTelling); give > 0 {
		lonely = slices.Delete(lonely, maxLonely, maxLonely+give)
	}
	return best(maxTelling, order, slices.Values(append(list, lonely...)))
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

// isNothing says that a word tells nothing: one character, a small number, a year.
func isNothing(term string) bool {
	const longest = 4 // bytes of what nothingRE matches
	digit := len(term) > 0 && (isDigit(term[0]) || term[0] == '.')
	return len(term) <= longest && (digit || utf8.RuneCountInString(term) == 1) && nothingRE.MatchString(term)
}

// inLines changes those lines of a text in which sieve finds something: most hold
// nothing, and the expressions took a third of the time of Related.
func inLines(text string, sieve func(line string) bool, change func(line string) string) string {
	if !sieve(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		if sieve(line) {
			line = change(line)
		}
		b.WriteString(line)
	}
	return b.String()
}

// betweenDigits is a sieve for one of some ASCII characters between two digits.
func betweenDigits(signs string) func(line string) bool {
	return func(line string) bool {
		for at := 0; ; at++ {
			i := strings.IndexAny(line[at:], signs)
			if i < 0 {
				return false
			}
			if at += i; at > 0 && at+1 < len(line) && isDigit(line[at-1]) && isDigit(line[at+1]) {
				return true
			}
		}
	}
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
		if !w.kind.tells() || isNothing(w.term) {
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
	for ; n > 0; n-- {
		term, form, times := c.take(c.count()), c.take(c.count()), c.int()
		s, ok := l.forms[string(term)]
		if !ok {
			s = l.stemmed(string(term))
			l.forms[string(term)] = s
		}
		if s.docs == 0 {
			continue
		}
		for len(l.place) <= s.number {
			l.place = append(l.place, 0)
		}
		if l.place[s.number] == 0 {
			if len(form) == 0 {
				form = term
			}
			list = append(list, counted{stem: s.stem, form: string(form), rank: s.rare, lonely: s.docs == 1, of: s})
			l.place[s.number] = len(list)
		}
		list[l.place[s.number]-1].weight += float64(times)
	}
	for i := range list {
		list[i].weight = math.Sqrt(list[i].weight)
		list[i].rank *= list[i].weight
		l.place[list[i].of.number] = 0
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
		of    *regexp.Regexp
		sieve func(line string) bool
	}{{instantsRE, betweenDigits("-/")}, {clocksRE, betweenDigits(":")}, {peopleRE, func(line string) bool { return strings.Contains(line, "@") }}} {
		rest = inLines(rest, c.sieve, func(line string) string { return c.of.ReplaceAllStringFunc(line, blank) })
	}
	return rest
}

// stemmed is what is known of a word.
func (k *lookups) stemmed(term string) *stemmed {
	stem := stemOf(term)
	k.mu.Lock()
	defer k.mu.Unlock()
	s, ok := k.stems[stem]
	if !ok {
		s = &stemmed{stem: stem, number: len(k.stems)}
		if stem != "" && !calendar[stem] {
			s.docs = k.table.documents(stem)
			s.rare = rare(k.docs, s.docs)
		}
		k.stems[stem] = s
	}
	return s
}

// sharedWords says which words count for a document.
func sharedWords(list []telling, doc uint32) []Shared {
	out := []Shared{}
	for i := range list {
		sum := 0.0
		for _, w := range list[i].lists {
			if at, ok := slices.BinarySearch(w.docs, doc); ok {
				sum += list[i].weight * w.worth[at]
			}
		}
		if sum > 0 {
			out = append(out, Shared{list[i].form, shown(float32(sum))})
		}
	}
	slices.SortStableFunc(out, func(a, b Shared) int { return cmp.Compare(b.Weight, a.Weight) })
	return out[:min(len(out), maxShared)]
}
