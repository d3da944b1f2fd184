package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hindsight"
	"hindsight/internal/chart"
	"hindsight/internal/numbers"
	"hindsight/internal/wording"
)

// An indexRow is a class or an organisation as the index of them shows it.
type indexRow struct {
	Name    string `json:"name"`
	Link    string `json:"link"`
	About   string `json:"about"` // what a class means
	N       int    `json:"n"`
	Percent string `json:"percent"` // of all postmortems
	Median  string `json:"median"`  // of how long it lasted; "" of too few
	From    string `json:"from"`    // years, "" where no date is known
	To      string `json:"to"`
	Spark   string `json:"spark"` // its years, drawn on the axis of all
}

const (
	mostOwners   = 300  // organisations on the index; all stand on the pages by name
	ownersByName = 1500 // names on one of those
	sparkYears   = 24   // the last ones; older ones are few
)

// A yearAxis is the years that all sparklines of an index have in common.
type yearAxis struct{ from, to int }

func axisOf(pages []*page) (a yearAxis) {
	for _, p := range pages {
		if y := p.year(); y != 0 {
			if a.to == 0 || y < a.from {
				a.from = y
			}
			a.to = max(a.to, y)
		}
	}
	a.from = max(a.from, a.to-sparkYears+1)
	return a
}

// year is that of the incident, 0 where no date is known.
func (p *page) year() int {
	if when := p.entry.When(); !when.IsZero() {
		return when.Time().Year()
	}
	return 0
}

func (a yearAxis) row(pages []*page, all int, say wording.Texts) indexRow {
	r := indexRow{N: len(pages), Percent: percent(len(pages), all), Median: middleOf(numbers.Lasted(casesOf(pages)), say).Median}
	if len(pages) == 0 || a.to == 0 {
		return r
	}
	columns := make([]chart.Column, a.to-a.from+1)
	from, to := 0, 0
	for _, p := range pages {
		y := p.year()
		if y == 0 {
			continue
		}
		if from == 0 || y < from {
			from = y
		}
		to = max(to, y)
		if y >= a.from {
			columns[y-a.from].N++
		}
	}
	if from != 0 {
		r.From, r.To, r.Spark = strconv.Itoa(from), strconv.Itoa(to), chart.Spark(columns)
	}
	return r
}

// percent is a share in whole percent, "<1" for less than one.
func percent(n, of int) string {
	if p := (100*n + of/2) / max(1, of); p > 0 || n == 0 {
		return strconv.Itoa(p)
	}
	return "<1"
}

// classRows are the classes in the order of the taxonomy.
func classRows(pages []*page, tax hindsight.Taxonomy, say wording.Texts) []indexRow {
	axis, by := axisOf(pages), grouped(pages, func(p *page) []string { return p.Classes })
	var out []indexRow
	for _, c := range tax {
		r := axis.row(by[c.ID], len(pages), say)
		r.Name, r.Link, r.About = c.Title, "/classes/"+c.ID+".html", c.Definition
		out = append(out, r)
	}
	return out
}

// An owned is an organisation, its name as most of its pages write it.
type owned struct {
	name, slug string
	pages      []*page
}

// owners are the organisations, those with the most postmortems first.
func owners(pages []*page) []owned {
	var out []owned
	for slug, of := range grouped(pages, func(p *page) []string { return p.Organisations }) {
		spelled := map[string]int{}
		for _, p := range of {
			spelled[p.Params.Organisation]++
		}
		out = append(out, owned{mostFrequent(spelled), slug, of})
	}
	slices.SortFunc(out, func(a, b owned) int {
		return cmp.Or(len(b.pages)-len(a.pages), strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.slug, b.slug))
	})
	return out
}

// ownerRows are the organisations with the most postmortems.
func ownerRows(pages []*page, say wording.Texts) []indexRow {
	all := owners(pages)
	axis := axisOf(pages)
	var out []indexRow
	for _, o := range all[:min(len(all), mostOwners)] {
		r := axis.row(o.pages, len(pages), say)
		r.Name, r.Link = o.name, "/organisations/"+o.slug+".html"
		out = append(out, r)
	}
	return out
}

// An ownerName is an organisation in the order of names, under a letter.
type ownerName struct {
	Letter string `json:"letter"` // "" for that of the one before
	Name   string `json:"name"`
	Link   string `json:"link"`
	N      int    `json:"n"`
}

// ownerPages are the pages of all organisations by name, by the name of the
// file that they are staged in.
func ownerPages(pages []*page, say wording.Texts) map[string]fixed {
	all := owners(pages)
	slices.SortStableFunc(all, func(a, b owned) int {
		return cmp.Or(cmp.Compare(letterOf(a.name), letterOf(b.name)), strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)))
	})
	var chunks [][]ownerName
	var jumps, turns []jump
	letter := ""
	for i, o := range all {
		n := ownerName{Name: o.name, Link: "/organisations/" + o.slug + ".html", N: len(o.pages)}
		if i%ownersByName == 0 {
			chunks, letter = append(chunks, nil), ""
			turns = append(turns, jump{strconv.Itoa(len(chunks)), listAddress(byNameRoot, len(chunks)), len(chunks)})
		}
		if l := letterOf(o.name); l != letter {
			n.Letter, letter = l, l
			if len(jumps) == 0 || jumps[len(jumps)-1].Name != l {
				jumps = append(jumps, jump{Name: l, Link: listAddress(byNameRoot, len(chunks)) + "#" + anchorOf(l)})
			}
		}
		jumps[len(jumps)-1].N++
		chunks[len(chunks)-1] = append(chunks[len(chunks)-1], n)
	}
	out := map[string]fixed{}
	for i, names := range chunks {
		out[fmt.Sprintf("organisations-by-name-%04d.md", i+1)] = fixed{Title: say.Say("owners"), Layout: "owners", URL: listAddress(byNameRoot, i+1),
			Params: map[string]any{"names": names, "jumps": jumps, "turns": turns, "at": i + 1, "owners": len(all)}}
	}
	return out
}

const byNameRoot = "/organisations-by-name"

// letterOf is what a name stands under: a letter of the English alphabet, or
// "#" for all others, which come first.
func letterOf(name string) string {
	if name == "" {
		return "#"
	}
	if c := name[0] | 0x20; c >= 'a' && c <= 'z' {
		return strings.ToUpper(string(rune(c)))
	}
	return "#"
}

func anchorOf(letter string) string {
	if letter == "#" {
		return "others"
	}
	return "l-" + letter
}
