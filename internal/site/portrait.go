package site

import (
	"time"

	"hindsight"
	"hindsight/internal/chart"
	"hindsight/internal/numbers"
	"hindsight/internal/remedy"
	"hindsight/internal/wording"
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

const (
	fewest   = 4 // postmortems
	mostRows = 6
)

func middleOf(lengths []time.Duration, say wording.Texts) middle {
	s := numbers.SpreadOf(lengths)
	m := middle{N: len(s.All)}
	if s.Enough() {
		m.Median, m.Low, m.High = inWords(s.Median, say), inWords(s.Low, say), inWords(s.High, say)
	}
	return m
}

// portraitOf is that of pages, newest first, out of all; class is "" for those
// of an organisation.
func portraitOf(pages []*page, all int, class string, tax hindsight.Taxonomy, topics *remedy.Topics, say wording.Texts) *portrait {
	if len(pages) < fewest {
		return nil
	}
	cases := casesOf(pages)
	p := &portrait{N: len(pages), Percent: (100*len(pages) + all/2) / all,
		Lasted: middleOf(numbers.Lasted(cases), say), Noticed: middleOf(numbers.Noticed(cases), say)}
	columns := yearColumns(cases, say, func(string) string { return "" })
	label := say.Say("numbers-years-label")
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
		p.Said = saidBy(pages, class, topics)
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
