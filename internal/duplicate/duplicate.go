// Package duplicate finds reports of one incident that were archived twice:
// near-equal texts of one day, or of two in a row, at different addresses or by different
// organisations.
package duplicate

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"hindsight"
)

const (
	// shingle is how many words in a row are compared. Reports of one provider share
	// their phrases ("we apologize for the impact"), rarely eight words of fact.
	shingle = 8
	// enough is the share of the shorter text's shingles that the other must
	// have. No two reports of one day in the corpus share more than .15; a copy
	// with another header and footer shares more than .9.
	enough = 0.7
	// minWords is the shortest text that can be told from another by its words.
	minWords = 40
)

// crowd is how many texts a text is compared with in full, of a day that has
// more; those that have the most of its words. The corpus has 9 reports of its
// busiest day, a feed of 4,000 alike items takes 66 s when all pairs are compared.
const crowd = 64

// An Index finds duplicates among the entries that it has seen.
type Index struct {
	byDay map[time.Time]*group
}

type text struct {
	id       string
	shingles []uint64 // sorted, each once
}

// A group is the texts of one day.
type group struct {
	texts []*text
	by    map[uint64][]int32 // shingle → the first texts that have it; nil up to a crowd
}

func (g *group) add(t *text) {
	g.texts = append(g.texts, t)
	switch n := len(g.texts); {
	case n == crowd+1:
		g.by = map[uint64][]int32{}
		for i := range g.texts {
			g.post(i)
		}
	case n > crowd:
		g.post(n - 1)
	}
}

func (g *group) post(n int) {
	for _, h := range g.texts[n].shingles {
		if at := g.by[h]; len(at) < crowd {
			g.by[h] = append(at, int32(n))
		}
	}
}

// probes is how many shingles of a text are looked up in a crowd. A text that
// is four times as long as its copy, and has .7 of it, shares at least .175 of
// its own shingles: one in 200,000 such pairs has none of 64 in common.
const probes = 64

// near are the texts that may have enough of words.
func (g *group) near(words []uint64) []*text {
	if g.by == nil {
		return g.texts
	}
	hits := map[int32]int{}
	for _, h := range words[:min(len(words), probes)] {
		for _, n := range g.by[h] {
			hits[n]++
		}
	}
	var near []*text
	for _, n := range mostHit(hits) {
		near = append(near, g.texts[n])
	}
	return near
}

// mostHit are the numbers with the most hits, a crowd at most; of equals those
// that came first.
func mostHit(hits map[int32]int) []int32 {
	all := slices.SortedFunc(maps.Keys(hits), func(a, b int32) int { return cmp.Or(cmp.Compare(hits[b], hits[a]), cmp.Compare(a, b)) })
	return all[:min(len(all), crowd)]
}

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{map[time.Time]*group{}} }

// Add remembers an entry.
func (x *Index) Add(e hindsight.Entry) {
	t := &text{e.ID(), shingles(e.Body)}
	if len(t.shingles) == 0 {
		return
	}
	for _, day := range days(e) {
		if x.byDay[day] == nil {
			x.byDay[day] = &group{}
		}
		x.byDay[day].add(t)
	}
}

// Find returns the id of the entry, other than self, that reports the same
// incident in nearly the same words; "" when there is none.
func (x *Index) Find(e hindsight.Entry, self string) string {
	found, best := "", 0.0
	var words []uint64
	for _, day := range around(days(e)) {
		g := x.byDay[day]
		if g == nil {
			continue
		}
		if words == nil { // no text is cut into words that has nothing to be compared with
			if words = shingles(e.Body); words == nil {
				break
			}
		}
		for _, o := range g.near(words) {
			if s := share(words, o.shingles); o.id != self && s >= enough && s > best {
				found, best = o.id, s
			}
		}
	}
	return found
}

// Alike is the share of the shorter text's words, in rows of eight, that the
// other has, 0 to 1. Texts of fewer than 40 words cannot be compared: ok is false.
func Alike(a, b string) (s float64, ok bool) {
	x, y := shingles(a), shingles(b)
	return share(x, y), x != nil && y != nil
}

// days are what two reports of one incident have in common. Who wrote them is
// not enough: status notes of one provider repeat whole paragraphs for years.
func days(e hindsight.Entry) []time.Time {
	var ks []time.Time
	for _, m := range []hindsight.Moment{e.Date, e.Incident.Started} {
		if m.Precision() >= hindsight.Day {
			ks = append(ks, m.Time().Truncate(24*time.Hour))
		}
	}
	return ks
}

// around adds the days beside each: a report that was published again, or in
// another zone, is dated a day off.
func around(days []time.Time) []time.Time {
	var all []time.Time
	for _, d := range days {
		all = append(all, d, d.AddDate(0, 0, -1), d.AddDate(0, 0, 1))
	}
	return all
}

// shingles hashes every run of words, sorted; nil for a text that is too short.
func shingles(body string) []uint64 {
	words := wordsOf(body)
	if len(words) < minWords {
		return nil
	}
	set := make([]uint64, 0, len(words))
	for n := range len(words) - shingle + 1 {
		h := uint64(fnvBasis)
		for _, w := range words[n : n+shingle] {
			for i := range len(w) {
				h = (h ^ uint64(w[i])) * fnvPrime
			}
			h *= fnvPrime // a zero behind each word
		}
		set = append(set, h)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// FNV-1a of 64 bits, written out: eight hashes a word through the interface of
// hash/fnv took five times as long.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// spaceless are the scripts that put no spaces between words.
var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// wordsOf cuts a text into words: runs of letters and digits, and each
// character of scripts that put no spaces between words.
func wordsOf(body string) []string {
	body = strings.ToLower(body)
	var words []string
	from := -1 // where the word at hand begins
	end := func(at int) {
		if from >= 0 {
			words = append(words, body[from:at])
		}
		from = -1
	}
	for i, r := range body {
		switch {
		case 'a' <= r && r <= 'z': // most of them: asking seven tables about each took a tenth of an import
			if from < 0 {
				from = i
			}
		case r > unicode.MaxASCII && unicode.In(r, spaceless...):
			end(i)
			words = append(words, string(r))
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end(i)
		case from < 0:
			from = i
		}
	}
	end(len(body))
	return words
}

// share is how much of the smaller set the other one has.
func share(a, b []uint64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	// A paragraph quoted in a long report does not make it the same report.
	if len(b) > 4*len(a) {
		return 0
	}
	n, j := 0, 0
	for _, h := range a {
		for j < len(b) && b[j] < h {
			j++
		}
		if j < len(b) && b[j] == h {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
