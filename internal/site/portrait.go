package site

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"hindsight"
	"hindsight/internal/chart"
	"hindsight/internal/figure"
	"hindsight/internal/numbers"
)

// A portrait is what the postmortems of a class, or of an organisation, say
// together. Of fewer than fewest there is none.
type portrait struct {
	N             int    `json:"n"`
	Percent       int    `json:"percent"` // of all postmortems
	Main          int    `json:"main"`    // with the class as the main one
	Organisations int    `json:"organisations"`
	Lasted        middle `json:"lasted"`
	Noticed       middle `json:"noticed"`
	Wide          string `json:"wide"` // columns by year
	Narrow        string `json:"narrow"`
	With          []bar  `json:"with"` // the classes that come with it, or that an organisation has
	At            []bar  `json:"at"`
	Said          []said `json:"said"`
}

// A middle is a spread in words; without a Median there are too few.
type middle struct {
	N      int    `json:"n"`
	Median string `json:"median"`
	Low    string `json:"low"`
	High   string `json:"high"`
}

// A said is a sentence that earned the class, and who wrote it.
type said struct {
	Text string `json:"text"`
	link
}

const (
	fewest    = 4 // postmortems
	mostRows  = 6
	mostSaid  = 8
	shortSaid = 50 // bytes: what is shorter says little on its own
	longSaid  = 240
)

func middleOf(lengths []time.Duration) middle {
	s := numbers.SpreadOf(lengths)
	m := middle{N: len(s.All)}
	if s.Enough() {
		m.Median, m.Low, m.High = figure.Duration(s.Median), figure.Duration(s.Low), figure.Duration(s.High)
	}
	return m
}

// portraitOf is that of pages, newest first, out of all; class is "" for those
// of an organisation.
func portraitOf(pages []*page, all int, class string, tax hindsight.Taxonomy) *portrait {
	if len(pages) < fewest {
		return nil
	}
	cases := casesOf(pages)
	p := &portrait{N: len(pages), Percent: (100*len(pages) + all/2) / all, Lasted: middleOf(numbers.Lasted(cases)), Noticed: middleOf(numbers.Noticed(cases))}
	columns := yearColumns(cases, func(string) string { return "" })
	label := "Postmortems by the year of the incident"
	p.Wide, p.Narrow = chart.Columns(columns, 700, 120, label), chart.Columns(columns, chart.Narrow, 120, label)
	var classes, organisations []string
	names := map[string]string{}
	for _, q := range pages {
		if q.entry.Primary() == class {
			p.Main++
		}
		for _, id := range q.Classes {
			if id != class {
				classes = append(classes, id)
			}
		}
		for _, o := range q.Organisations {
			organisations, names[o] = append(organisations, o), q.Params.Organisation
		}
	}
	at := numbers.Counts(organisations)
	p.Organisations = len(at)
	p.With = countBars(numbers.Counts(classes), mostRows, "classes", func(id string) string { c, _ := tax.Class(id); return c.Brief() })
	if class != "" {
		p.At = countBars(at, mostRows, "organisations", func(o string) string { return names[o] })
		p.Said = saidBy(pages, class)
	}
	return p
}

// countBars are the first counts, at most so many, as bars that lead to their pages.
func countBars(counts []numbers.Count, most int, folder string, name func(string) string) []bar {
	var out []bar
	for _, c := range counts[:min(len(counts), most)] {
		out = append(out, bar{Name: name(c.Name), Link: "/" + folder + "/" + c.Name + ".html", N: c.N, Share: 100 * float64(c.N) / float64(counts[0].N)})
	}
	return out
}

// saidBy are the sentences by which authors say it: one an organisation, those
// of the main class first, the shortest of those that stand alone first.
func saidBy(pages []*page, class string) []said {
	type candidate struct {
		said
		main bool
	}
	var all []candidate
	for _, p := range pages {
		for _, l := range p.Params.Labels {
			for _, q := range l.Quotes {
				if l.ID == class && standsAlone(q.Text) {
					all = append(all, candidate{said{q.Text, p.link()}, p.entry.Primary() == class})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.main != b.main {
			if a.main {
				return -1
			}
			return 1
		}
		return cmp.Or(len(a.Text)-len(b.Text), strings.Compare(a.URL, b.URL))
	})
	var out []said
	seen := map[string]bool{}
	for _, c := range all {
		who := cmp.Or(c.Organisation, c.URL)
		if !seen[who] && len(out) < mostSaid {
			seen[who] = true
			c.Bar, c.Lasted = "", ""
			out = append(out, c.said)
		}
	}
	return out
}

// leaning are words that a sentence begins with when it leans on the one before.
var leaning = strings.Fields("this these that those it its they their he she such however also then there as so but and or because while " +
	"additionally furthermore therefore thus consequently unfortunately instead similarly which who both here another " +
	"update updates investigating identified monitoring resolved status")

// standsAlone says that a sentence is understood without the one before it: a
// whole one, neither long nor a fragment, that points at nothing outside itself.
func standsAlone(s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	first = strings.TrimFunc(first, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(s) >= shortSaid && len(s) <= longSaid && strings.HasSuffix(s, ".") && unicode.IsUpper([]rune(s)[0]) &&
		!slices.Contains(leaning, first) && !strings.Contains(s, "aforementioned") && !strings.ContainsAny(s, "|`") && !strings.Contains(s, "://")
}

// grouped are pages by what name gives them, each group in the order of pages.
func grouped(pages []*page, names func(*page) []string) map[string][]*page {
	out := map[string][]*page{}
	for _, p := range pages {
		for _, n := range names(p) {
			out[n] = append(out[n], p)
		}
	}
	return out
}
