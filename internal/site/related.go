package site

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unique"

	"hindsight"
)

const (
	maxRelated   = 5
	shortestWord = 4    // letters
	mostWords    = 40   // of a page that are compared: its rarest
	mostCommon   = 50   // pages that a compared word may stand on; of few pages, an eighth
	mostRead     = 64e3 // bytes of a text
	sameWords    = 3    // named as a reason
	classWorth   = 3.0  // of a class in common, in logarithms of how rare a word is
)

// A word that a text uses twice says what it is about; rare ones among them
// say what two texts have in common.
type word = unique.Handle[string]

// wordsOf are the words of letters that a text uses twice or more, in order.
func wordsOf(text string) []word {
	times := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(clip(text, mostRead)), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if len(w) >= shortestWord && len(w) < 40 {
			times[w]++
		}
	}
	var out []word
	for w, n := range times {
		if n > 1 {
			out = append(out, unique.Make(w))
		}
	}
	slices.SortFunc(out, func(a, b word) int { return strings.Compare(a.Value(), b.Value()) })
	return out
}

// relate gives each page those of other organisations that share a class with
// it, and says why: more classes and rarer words in common first, then those
// nearest in time.
func relate(pages []*page, tax hindsight.Taxonomy) {
	on, rare := rareWords(pages)
	same := map[string][]int{} // primary class → pages
	for n, p := range pages {
		if c := p.entry.Primary(); c != "" {
			same[c] = append(same[c], n)
		}
	}
	score, met := make([]float64, len(pages)), make([]int, len(pages))
	for n, p := range pages {
		met[n] = n + 1
		meet := func(m int) bool {
			first := met[m] != n+1
			if first {
				met[m], score[m] = n+1, 0
			}
			return first && (len(p.Organisations) == 0 || !slices.Equal(pages[m].Organisations, p.Organisations))
		}
		var beside []int
		for _, m := range same[p.entry.Primary()] {
			if meet(m) {
				beside = append(beside, m)
			}
		}
		for _, w := range p.words {
			for _, m := range on[w] {
				if meet(m) {
					beside = append(beside, m)
				}
				score[m] += rare[w]
			}
		}
		var best []relation
		for _, m := range beside {
			q := pages[m]
			if c := shared(p.Classes, q.Classes); c > 0 {
				best = nearest(best, relation{q, float64(c)*classWorth + score[m], apart(p.entry.When(), q.entry.When())})
			}
		}
		for _, r := range best {
			l := r.page.link()
			l.Reason = reason(p, r.page, tax)
			p.Params.Related = append(p.Params.Related, l)
		}
	}
}

// rareWords leaves each page the rarest of its words, and says where each
// stands and how much it tells.
func rareWords(pages []*page) (on map[word][]int, rare map[word]float64) {
	on, rare = map[word][]int{}, map[word]float64{}
	for n, p := range pages {
		for _, w := range p.words {
			on[w] = append(on[w], n)
		}
	}
	for w, at := range on {
		if len(at) > 1 && len(at) <= min(mostCommon, max(4, len(pages)/8)) {
			rare[w] = math.Log(float64(len(pages)) / float64(len(at)))
		}
	}
	for _, p := range pages {
		p.words = slices.DeleteFunc(p.words, func(w word) bool { return rare[w] == 0 })
		slices.SortStableFunc(p.words, func(a, b word) int { return cmp.Compare(rare[b], rare[a]) })
		p.words = p.words[:min(len(p.words), mostWords)]
	}
	return on, rare
}

type relation struct {
	page  *page
	score float64
	apart time.Duration
}

// nearest puts a relation in its place among the best ones.
func nearest(best []relation, r relation) []relation {
	at, _ := slices.BinarySearchFunc(best, r, func(a, b relation) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.apart, b.apart), newestFirst(a.page, b.page))
	})
	if at >= maxRelated {
		return best
	}
	best = slices.Insert(best, at, r)
	return best[:min(len(best), maxRelated)]
}

// reason says what two pages share besides the class that both are under: "also
// Network; both speak of etcd, quorum".
func reason(p, q *page, tax hindsight.Taxonomy) string {
	var classes, words, parts []string
	for _, id := range p.Classes {
		if slices.Contains(q.Classes, id) && (id != p.entry.Primary() || id != q.entry.Primary()) {
			c, _ := tax.Class(id)
			classes = append(classes, c.Title)
		}
	}
	for _, w := range p.words {
		if len(words) < sameWords && slices.Contains(q.words, w) {
			words = append(words, w.Value())
		}
	}
	if len(classes) > 0 {
		parts = append(parts, "also "+strings.Join(classes, ", "))
	}
	if len(words) > 0 {
		parts = append(parts, "both speak of "+strings.Join(words, ", "))
	}
	return strings.Join(parts, "; ")
}
