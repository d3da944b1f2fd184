// Twin: assets/ts/search/unknown.ts

package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// nearest is the number of values offered in the place of one that nothing has.
const nearest = 3

// Unknown is a value of a filter that no document has, and what may be meant.
type Unknown struct {
	Text  string   `json:"text"` // the filter as typed, without a minus sign
	Key   string   `json:"key"`  // class, org, year, source, lasted, noticed, mitigated, or a key of front matter
	Value string   `json:"value"`
	Near  []string `json:"near"` // values that documents have, the nearest first
}

// unknownValues returns the values of a query's filters that no row has.
func (r *Reader) unknownValues(filters []filter, rows []facet) (list []Unknown) {
	for _, f := range filters {
		known := valuesOf(f.key, slices.Index(r.extraKeys, f.key), rows)
		for i, value := range f.values {
			if s, ok := readSpan(f.key, value); ok && f.numeric() {
				if !slices.ContainsFunc(rows, func(row facet) bool { n, known := row.number(f.key); return known && s.has(n) }) {
					list = append(list, Unknown{f.typed[i], f.key, value, near(f.key, value, known)})
				}
			} else if !slices.ContainsFunc(known, func(k named) bool { return slices.Contains(k.also, value) }) {
				list = append(list, Unknown{f.typed[i], f.key, value, near(f.key, value, known)})
			}
		}
	}
	return list
}

// named is a value under all names that a filter accepts, folded.
type named struct {
	value string
	also  []string
}

// valuesOf returns the different values that rows have, in order.
func valuesOf(key string, extra int, rows []facet) (list []named) {
	var last *names
	years := map[int]bool{}
	for _, row := range rows {
		if key == "year" && row.year > 0 && !years[row.year] {
			years[row.year] = true
			list = append(list, named{strconv.Itoa(row.year), []string{strconv.Itoa(row.year)}})
		}
		if row.names == last {
			continue
		}
		last = row.names
		switch key {
		case "class":
			for _, c := range last.classes {
				list = append(list, named{c, []string{fold(c)}})
			}
		case "org":
			for _, o := range last.organisations {
				list = append(list, named{o.name, []string{fold(o.name), fold(o.slug)}})
			}
		case "source":
			for _, s := range last.sources {
				list = append(list, named{s, []string{fold(s)}})
			}
		default:
			if extra < 0 {
				continue
			}
			for _, s := range last.extra[extra].texts {
				list = append(list, named{s, []string{fold(s)}})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b named) int { return strings.Compare(a.value, b.value) })
	return list
}

// near returns the values that are most like one that does not exist: of
// years the closest; else those that begin with it or hold it, then those
// with a word that differs as little as a mistyped one does.
func near(key, value string, known []named) []string {
	type ranked struct {
		value string
		rank  int
	}
	var list []ranked
	for _, k := range known {
		rank := -1
		if key == "year" {
			rank = yearsApart(value, k.value)
		} else {
			for _, name := range k.also {
				if r := likeness(spaced(value), spaced(name)); r >= 0 && (rank < 0 || r < rank) {
					rank = r
				}
			}
		}
		if rank >= 0 && k.value != "" && !slices.ContainsFunc(list, func(r ranked) bool { return r.value == k.value }) {
			list = append(list, ranked{k.value, rank})
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	out := []string{}
	for _, r := range list[:min(nearest, len(list))] {
		out = append(out, r.value)
	}
	return out
}

// likeness says how unlike a name is: 0 begins so, 1 holds it, 1 + edits; -1 is too unlike.
func likeness(value, name string) int {
	switch {
	case utf8.RuneCountInString(value) > 1 && strings.HasPrefix(name, value):
		return 0
	case utf8.RuneCountInString(value) > 1 && strings.Contains(name, value):
		return 1
	}
	letters := []rune(value)
	limit := forgiven(len(letters))
	best := limit + 1
	for _, word := range append(strings.Split(name, " "), name) {
		best = min(best, edits(letters, []rune(word), limit))
	}
	if best > limit {
		return -1
	}
	return 1 + best
}

// spaced makes the words of a slug words.
func spaced(s string) string { return strings.NewReplacer("-", " ", "_", " ").Replace(s) }

// yearsApart understands 21 as 2021.
func yearsApart(value, year string) int {
	v, err := strconv.Atoi(value)
	y, _ := strconv.Atoi(year)
	if err != nil || len(value) > 4 || value[0] < '0' {
		return -1
	}
	if v < 100 {
		v += 2000
	}
	return max(v-y, y-v)
}
