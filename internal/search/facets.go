// Twin: assets/ts/search/columns.ts, assets/ts/search/facets.ts

package search

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// names are what the numbers in a shard of facets stand for, in order.
type names struct {
	organisations []organisation
	classes       []string
	sets          [][]int // each a document's classes, primary first
	sources       []string
	extra         []values // one for each of the reader's extra keys
}

// values are those of a key of front matter that Hindsight does not know, and
// the sets of them that documents have; the first set is empty.
type values struct {
	texts []string
	sets  [][]int
}

type organisation struct{ name, slug string }

// A facet is one document's row.
type facet struct {
	organisation, set, year, source int
	lengths                         [lengthCount]int // minutes and one more, 0 where it is not known
	extra                           []int            // of each extra key the set of values
	names                           *names
}

// classes returns the document's classes, primary first.
func (f facet) classes() []string {
	out := make([]string, len(f.names.sets[f.set]))
	for i, c := range f.names.sets[f.set] {
		out[i] = f.names.classes[c]
	}
	return out
}

// writeFacets writes the columns, each shard with its own names: a new
// organisation changes the shards that have it and no other.
func (w *writer) writeFacets() error {
	return w.column(facetsFamily, func(list []int) []byte {
		cards := make([]card, len(list))
		for n, i := range list {
			cards[n] = w.cards[i]
		}
		names, rows := tabulate(cards)
		b := names.appendTo(nil)
		column := func(get func(int) int) {
			for i := range rows {
				b = appendInt(b, get(i))
			}
		}
		column(func(i int) int { return rows[i].organisation })
		column(func(i int) int { return rows[i].set })
		column(func(i int) int { return rows[i].year })
		column(func(i int) int { return rows[i].source })
		for l := range lengthCount {
			column(func(i int) int { return cards[i].lengths[l] })
		}
		for _, key := range w.extraKeys {
			v, sets := valuesOfExtra(cards, key)
			b = v.appendTo(b)
			column(func(i int) int { return sets[i] })
		}
		return b
	})
}

// Limits on keys of front matter that become filters.
const (
	maxExtraKeys   = 12
	maxExtraValues = 256 // different ones in the archive: more are names of single documents
)

// extraKeysOf returns the keys of front matter that filter, the most frequent first.
func extraKeysOf(cards []card) (keys []string) {
	count, different := map[string]int{}, map[string]map[string]bool{}
	for _, c := range cards {
		for _, f := range c.extra {
			if filterKeys[f.Key] != "" || strings.ContainsAny(f.Key, ":\"") {
				continue
			}
			if count[f.Key]++; different[f.Key] == nil {
				different[f.Key] = map[string]bool{}
			}
			for _, v := range f.Values {
				if len(different[f.Key]) <= maxExtraValues {
					different[f.Key][v] = true
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(count)) {
		if len(different[key]) <= maxExtraValues {
			keys = append(keys, key)
		}
	}
	slices.SortStableFunc(keys, func(a, b string) int { return count[b] - count[a] })
	return keys[:min(len(keys), maxExtraKeys)]
}

// valuesOfExtra numbers the values of a key, and says which set each document has.
func valuesOfExtra(cards []card, key string) (v values, sets []int) {
	numbers, known := map[string]int{}, map[string]int{"": 0}
	for _, c := range cards {
		for _, s := range c.extra.Values(key) {
			numbers[s] = 0
		}
	}
	v.texts = slices.Sorted(maps.Keys(numbers))
	for i, s := range v.texts {
		numbers[s] = i
	}
	v.sets = [][]int{{}}
	for _, c := range cards {
		id, set := "", []int{}
		for _, s := range c.extra.Values(key) {
			set = append(set, numbers[s])
			id += strconv.Itoa(numbers[s]) + " "
		}
		if _, ok := known[id]; !ok {
			known[id] = len(v.sets)
			v.sets = append(v.sets, set)
		}
		sets = append(sets, known[id])
	}
	return v, sets
}

func (v values) appendTo(b []byte) []byte { return appendSets(appendTexts(b, v.texts), v.sets) }

func appendSets(b []byte, sets [][]int) []byte {
	b = appendInt(b, len(sets))
	for _, set := range sets {
		b = appendInt(b, len(set))
		for _, n := range set {
			b = appendInt(b, n)
		}
	}
	return b
}

// tabulate numbers everything that documents are counted by.
func tabulate(cards []card) (names, []facet) {
	orgs, classes, sources := map[organisation]int{}, map[string]int{}, map[string]int{}
	for _, c := range cards {
		orgs[organisation{c.organisation, c.slug}] = 0
		sources[c.source] = 0
		for _, class := range c.classes {
			classes[class] = 0
		}
	}
	n := names{classes: slices.Sorted(maps.Keys(classes)), sources: slices.Sorted(maps.Keys(sources))}
	n.organisations = slices.SortedFunc(maps.Keys(orgs), func(a, b organisation) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.slug, b.slug))
	})
	for i, o := range n.organisations {
		orgs[o] = i
	}
	for i, c := range n.classes {
		classes[c] = i
	}
	for i, s := range n.sources {
		sources[s] = i
	}
	sets := map[string]int{}
	for _, c := range cards {
		sets[strings.Join(c.classes, "\x00")] = 0
	}
	for i, key := range slices.Sorted(maps.Keys(sets)) {
		sets[key] = i
		var set []int
		for _, class := range strings.FieldsFunc(key, func(r rune) bool { return r == 0 }) {
			set = append(set, classes[class])
		}
		n.sets = append(n.sets, set)
	}
	rows := make([]facet, len(cards))
	for i, c := range cards {
		org, set := orgs[organisation{c.organisation, c.slug}], sets[strings.Join(c.classes, "\x00")]
		rows[i] = facet{organisation: org, set: set, year: c.year(), source: sources[c.source]}
	}
	return n, rows
}

func (n names) appendTo(b []byte) []byte {
	b = appendInt(b, len(n.organisations))
	for _, o := range n.organisations {
		b = appendText(appendText(b, o.name), o.slug)
	}
	b = appendTexts(b, n.classes)
	return appendTexts(appendSets(b, n.sets), n.sources)
}

func appendTexts(b []byte, texts []string) []byte {
	b = appendInt(b, len(texts))
	for _, s := range texts {
		b = appendText(b, s)
	}
	return b
}
