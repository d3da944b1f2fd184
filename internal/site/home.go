package site

import (
	"cmp"
	"slices"
	"strconv"

	"hindsight"
	"hindsight/internal/chart"
	"hindsight/internal/numbers"
)

const (
	homeOrganisations = 7
	worthReading      = 20   // of the longest texts, one is shown to read
	noteSize          = 1000 // bytes of a text's HTML; less is a note
)

// homePage is the front page: the archive as dots, and what it counts.
func homePage(title string, pages []*page, tax hindsight.Taxonomy) term {
	var dots []chart.Dot
	var classes, organisations []string
	names := map[string]string{}
	for _, p := range pages {
		classes = append(classes, p.Classes...)
		for _, o := range p.Organisations {
			organisations, names[o] = append(organisations, o), p.Params.Organisation
		}
		if when := p.entry.When(); !when.IsZero() {
			d := chart.Dot{Day: when.Time(), Lasted: numbers.Unknown, Title: p.Params.When.Short + ": " + p.Params.Heading, Link: p.URL}
			if length, ok := p.entry.Incident.Lasted(); ok {
				d.Lasted, d.Title = length, d.Title+", "+p.Params.Lasted
			}
			dots = append(dots, d)
		}
	}
	failed, whose := numbers.Counts(classes), numbers.Counts(organisations)
	params := map[string]any{
		"wide": chart.Dots(dots, chart.Wide, 140), "narrow": chart.Dots(dots, chart.Narrow, 120), "dots": len(dots), "owners": len(whose),
		"failed": countBars(failed, len(failed), "classes", func(id string) string { c, _ := tax.Class(id); return c.Brief() }),
		"whose":  countBars(whose, homeOrganisations, "organisations", func(o string) string { return names[o] }),
		"read":   oneToRead(pages),
	}
	if from, to := years(dots); from != 0 {
		params["from"], params["to"] = strconv.Itoa(from), strconv.Itoa(to)
	}
	return term{Title: title, Params: params}
}

func years(dots []chart.Dot) (from, to int) {
	for i, d := range dots {
		if y := d.Day.Year(); i == 0 || y < from {
			from = y
		}
		to = max(to, d.Day.Year())
	}
	return from, to
}

// oneToRead is one of the longest texts that are shown whole and have a
// summary. Which one depends on how many postmortems there are: it is another
// one with each that comes, and the same in every build until then.
func oneToRead(pages []*page) *link {
	long := slices.DeleteFunc(slices.Clone(pages), func(p *page) bool {
		return p.Params.Publish != hindsight.PublishFull || p.Params.Summary == "" || p.reading.Size < noteSize
	})
	if len(long) == 0 {
		return nil
	}
	slices.SortStableFunc(long, func(a, b *page) int { return cmp.Or(b.reading.Size-a.reading.Size, cmp.Compare(a.URL, b.URL)) })
	l := long[len(pages)%min(len(long), worthReading)].link()
	return &l
}
