// Twin: assets/ts/search/bm25.ts, assets/ts/search/score.ts

package search

import "math"

// The formula is that of bleve 2.6.1 (search/scorer/scorer_term.go,
// search/searcher/search_disjunction_slice.go): BM25 on the square root of
// the frequency, each term weighted by its boost and idf once more and by a
// norm of the query, and a disjunction multiplied by the share of its members
// that match. bleve takes for the average length what it is told in
// PreSearchData: the true one, rounded up.
const bm25K1, bm25B = 1.2, 0.75

func (r *Reader) scored(field int, p postings) scored {
	return scored{p, r.idf(field, len(p.docs)), r.boosts[field]}
}

func (r *Reader) idf(field, docs int) float64 {
	n, df := float64(r.docs), float64(docs)
	if r.average[field] == 0 { // a field without any word: bleve falls back to tf-idf
		return 1 + math.Log(n/(df+1))
	}
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// score returns the score of a posting before the query's norm.
func (s *scored) score(freq, length uint32, average float64) float64 {
	tf := math.Sqrt(float64(freq))
	long := keptLength(length)
	return s.idf * (tf * bm25K1) / (tf + bm25K1*(1-bm25B+bm25B*long/average)) * s.boost * s.idf
}

// keptLength is a length as bleve gives it back, which stores 1/√length as a
// float32.
func keptLength(length uint32) float64 {
	norm := float64(float32(1 / math.Sqrt(float64(length))))
	return 1 / (norm * norm)
}

// queryNorm is bleve's: one over the root of the sum of squared weights.
func queryNorm(clauses [][]leaf) float64 {
	sum := 0.0
	for _, c := range clauses {
		for _, l := range c {
			for _, s := range l.lists {
				sum += s.boost * s.idf * s.boost * s.idf
			}
		}
	}
	if sum == 0 {
		return 0
	}
	return 1 / math.Sqrt(sum)
}

// scores adds up the clauses for the documents that want says.
func (r *Reader) scores(clauses [][]leaf, want []bool, lengths []uint32) []float64 {
	total := make([]float64, r.docs)
	norm := queryNorm(clauses)
	for _, c := range clauses {
		sum, members := make([]float64, r.docs), make([]int, r.docs)
		for i := range c {
			r.addLeaf(&c[i], want, lengths, norm, sum)
			for _, d := range c[i].docs {
				members[d]++
			}
		}
		for d, n := range members {
			if n > 0 && want[d] {
				total[d] += sum[d] * (float64(n) / float64(len(c)))
			}
		}
	}
	return total
}

func (r *Reader) addLeaf(l *leaf, want []bool, lengths []uint32, norm float64, sum []float64) {
	for k := range l.lists {
		s := &l.lists[k]
		i := 0
		for _, d := range l.docs {
			for s.docs[i] != d {
				i++
			}
			if !want[d] {
				continue
			}
			length := uint32(0)
			if s.lengths != nil {
				length = s.lengths[i]
			} else {
				length = lengths[d]
			}
			sum[d] += s.score(s.freqs[i], length, r.average[l.field]) * norm
		}
	}
}
