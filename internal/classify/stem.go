package classify

import (
	"math"
	"slices"
	"strings"
)

// Stems are what is left of the words for the part of the model that learns
// from the words themselves, beside the cues: six letters, which joins
// "configuration" and "configured", and pairs of neighbours.
const stemLength = 6

func stem(w string) string {
	if len(w) > stemLength {
		w = w[:stemLength]
	}
	return w
}

var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the a an of to in and on for at by with from is was were be been being are it its this that these
those we our us you your i he she they them their as or not no but if then than so which who when where while what all any some more most
other such into out up down over under about between after before during will would should can could may might have has had do does did also
only very there here utc pst pdt cet am pm http https www com ownname approximately around et al via per each both how why because due
jan feb mar apr jun jul aug sep oct nov dec january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday minutes minute hours hour days day time`) {
		m[w] = true
	}
	return m
}()

// stems calls add for every stem and pair of stems of a sentence.
func (s *sentence) stems(add func(string)) {
	last := ""
	for _, t := range s.tokens {
		w := t.Text
		if len(w) < 2 || w[0] >= '0' && w[0] <= '9' || stopWords[w] {
			if !stopWords[w] {
				last = ""
			}
			continue
		}
		w = stem(w)
		add(w)
		if last != "" {
			add(last + "_" + w)
		}
		last = w
	}
	s.conceptStems(add)
}

// pairReach is how many words the two concepts of a pair may stand apart.
const pairReach = 10

func (s *sentence) conceptStems(add func(string)) {
	for _, a := range s.concepts {
		name := "@" + concepts[a.concept].Name
		add(name)
		for _, b := range s.concepts {
			if b.at > a.at && b.at-a.at <= pairReach {
				add(name + ">" + concepts[b.concept].Name)
			}
		}
	}
}

// A vocabulary is the stems that the model knows and how telling each is.
type vocabulary struct {
	id   map[string]int32
	list []string
	idf  []float64
}

// newVocabulary keeps the stems of at least five documents and of fewer than
// half of them.
func newVocabulary(readings []*reading) *vocabulary {
	df := map[string]int{}
	for _, r := range readings {
		seen := map[string]bool{}
		for i := range r.sentences {
			if zoneOf[r.sentences[i].role] == afterwards {
				continue
			}
			r.sentences[i].stems(func(w string) { seen[w] = true })
		}
		for w := range seen {
			df[w]++
		}
	}
	v := &vocabulary{id: map[string]int32{}}
	for w, n := range df {
		if n >= 5 && 2*n < len(readings) {
			v.list = append(v.list, w)
		}
	}
	slices.Sort(v.list)
	for i, w := range v.list {
		v.id[w] = int32(i)
		v.idf = append(v.idf, math.Log(float64(len(readings))/float64(df[w])))
	}
	return v
}

// stemScale is the length of a document's vector of stems: the prior on how
// much the words may say beside the cues.
const stemScale = 5.0

// row is the document's stems, sentences weighted by sel, normalised.
func (v *vocabulary) row(r *reading, sel []float64) row {
	sum := make([]float64, len(v.list))
	var used []int32
	for i := range r.sentences {
		w := .05 + sel[i]
		r.sentences[i].stems(func(s string) {
			if id, ok := v.id[s]; ok {
				if sum[id] == 0 {
					used = append(used, id)
				}
				sum[id] += w
			}
		})
	}
	slices.Sort(used)
	out := make(row, len(used))
	norm := 1e-9
	for i, id := range used {
		x := math.Log1p(sum[id]) * v.idf[id]
		norm += x * x
		out[i] = feature{id, x}
	}
	for i := range out {
		out[i].x *= stemScale / math.Sqrt(norm)
	}
	return out
}
