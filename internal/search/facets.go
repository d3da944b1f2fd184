// Twin: assets/ts/search/columns.ts, assets/ts/search/facets.ts

package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// names are what the numbers in a shard of facets stand for, in order.
type names struct {
	organisations []organisation
	classes       []string
	sets          [][]int // each a document's classes, primary first
	sources       []string
}

type organisation struct{ name, slug string }

// A facet is one document's row.
type facet struct {
	organisation, set, year, source int
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
		for _, get := range []func(facet) int{
			func(f facet) int { return f.organisation }, func(f facet) int { return f.set },
			func(f facet) int { return f.year }, func(f facet) int { return f.source }} {
			for _, row := range rows {
				b = appendInt(b, get(row))
			}
		}
		return b
	})
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
		rows[i] = facet{orgs[organisation{c.organisation, c.slug}], sets[strings.Join(c.classes, "\x00")], c.year(), sources[c.source], nil}
	}
	return n, rows
}

func (n names) appendTo(b []byte) []byte {
	b = appendInt(b, len(n.organisations))
	for _, o := range n.organisations {
		b = appendText(appendText(b, o.name), o.slug)
	}
	b = appendTexts(b, n.classes)
	b = appendInt(b, len(n.sets))
	for _, set := range n.sets {
		b = appendInt(b, len(set))
		for _, class := range set {
			b = appendInt(b, class)
		}
	}
	return appendTexts(b, n.sources)
}

func appendTexts(b []byte, texts []string) []byte {
	b = appendInt(b, len(texts))
	for _, s := range texts {
		b = appendText(b, s)
	}
	return b
}
