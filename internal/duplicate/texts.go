package duplicate

import "cmp"

// Texts finds, among texts that have nothing but their words to be known by,
// the one of which another is a new version.
type Texts struct {
	all []*text
	by  map[uint64][]int32 // every fourth shingle → the texts that have it
}

const (
	// sample is which share of the shingles is looked up: of the 33 shingles of
	// the shortest text 8, and one is enough to compare the two in full.
	sample = 4
	// common is how many texts may have a shingle that still says something.
	common = 500
	// kept is the share of the longer text that a new version has in common
	// with the old one: a section more or less, not another report.
	kept = 0.5
)

// NewTexts returns an empty collection.
func NewTexts() *Texts { return &Texts{by: map[uint64][]int32{}} }

// Add remembers a text under a name.
func (x *Texts) Add(name, body string) {
	t := &text{name, shingles(body)}
	n := int32(len(x.all))
	x.all = append(x.all, t)
	for _, h := range t.shingles {
		if h%sample == 0 {
			x.by[h] = append(x.by[h], n)
		}
	}
}

// Version returns the name of the text that body is a version of, edited in
// places; of those that accept takes the one with most words in common, of
// equals the first added. "" when there is none: a text of fewer than 40 words
// is a version of none.
func (x *Texts) Version(body string, accept func(name string) bool) string {
	if len(x.by) == 0 {
		return ""
	}
	words := shingles(body)
	hits := map[int32]int{}
	for _, h := range words {
		if h%sample != 0 {
			continue
		}
		if at := x.by[h]; len(at) <= common {
			for _, n := range at {
				hits[n]++
			}
		}
	}
	best, found := 0.0, int32(-1)
	for _, n := range mostHit(hits) {
		o := x.all[n].shingles
		s := share(words, o)
		long := float64(max(len(words), len(o)))
		if s < enough || s*float64(min(len(words), len(o))) < kept*long || !accept(x.all[n].id) {
			continue
		}
		if c := cmp.Or(cmp.Compare(s, best), cmp.Compare(found, n)); found < 0 || c > 0 {
			best, found = s, n
		}
	}
	if found < 0 {
		return ""
	}
	return x.all[found].id
}
