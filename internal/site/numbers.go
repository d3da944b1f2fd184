package site

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/chart"
	"hindsight/internal/numbers"
	"hindsight/internal/wording"
)

// A plot is a chart of numbers.html, with its numbers as a table and a file.
type plot struct {
	ID     string `json:"id"`     // of the section; texts begin with "numbers-" and it
	Of     int    `json:"of"`     // so many postmortems say it
	Wide   string `json:"wide"`   // the drawing for desks; "" where Rows are the chart
	Narrow string `json:"narrow"` // and for phones
	Rows   []bar  `json:"rows"`
	Table  table  `json:"table"`

	csv [][]string
}

// A bar is a row of a chart that needs no drawing but its bar.
type bar struct {
	Name  string  `json:"name"` // a text's key where it begins with "numbers-"
	Link  string  `json:"link"`
	N     int     `json:"n"`
	Share float64 `json:"share"` // of 100: how long the bar is
}

// A table is the same numbers for those who do not see the chart.
type table struct {
	Head []string `json:"head"` // keys of texts
	Rows [][]cell `json:"rows"`
}

type cell struct {
	Text string `json:"text"`
	Link string `json:"link"`
}

// plots makes all charts of the archive, in the order of the page.
func plots(pages []*page, tax hindsight.Taxonomy, say wording.Texts) []plot {
	cases := casesOf(pages)
	return []plot{yearsFigure(cases, say), lastedFigure(cases, tax, say), noticedFigure(cases), togetherFigure(cases, tax, say), saidFigure(cases)}
}

func numbersPage(plots []plot, postmortems int, say wording.Texts) fixed {
	return fixed{Title: say.Say("numbers"), Layout: "numbers", URL: "/numbers.html", Params: map[string]any{"figures": plots, "postmortems": postmortems}}
}

// casesOf are the pages as plain values.
func casesOf(pages []*page) []numbers.Case {
	out := make([]numbers.Case, len(pages))
	for i, p := range pages {
		out[i] = p.toCase()
	}
	return out
}

func (p *page) toCase() numbers.Case {
	e := p.entry
	known := func(d time.Duration, ok bool) time.Duration {
		if ok {
			return d
		}
		return numbers.Unknown
	}
	c := numbers.Case{Organisation: strings.Join(p.Organisations, ""), Classes: p.Classes,
		Lasted: known(e.Incident.Lasted()), Noticed: known(e.Incident.NoticedAfter()),
		Says: numbers.Stated{Date: !e.When().IsZero(), Start: !e.Incident.Started.IsZero(), Notice: !e.Incident.Detected.IsZero(),
			End:  !e.Incident.Mitigated.IsZero() || !e.Incident.Resolved.IsZero(),
			Zone: clocked(e.Incident) && !slices.Contains(e.Review, hindsight.ReviewNoZone), Cause: len(e.Classes) > 0}}
	if m := e.When(); !m.IsZero() {
		c.Year = m.Time().Year()
	}
	return c
}

// clocked says that a time of day is known.
func clocked(i hindsight.Incident) bool {
	return slices.ContainsFunc([]hindsight.Moment{i.Started, i.Detected, i.Mitigated, i.Resolved},
		func(m hindsight.Moment) bool { return m.Precision() == hindsight.Instant })
}

// yearColumns are the years of a chart; link makes the address of one.
func yearColumns(cases []numbers.Case, say wording.Texts, link func(year string) string) []chart.Column {
	var out []chart.Column
	for _, y := range numbers.Years(cases) {
		name := fmt.Sprintf("%04d", y.Year)
		c := chart.Column{Name: name, N: y.N, Title: name + ": " + say.Count("count-postmortem", y.N), Gap: y.Skips > 0}
		if y.N > 0 {
			c.Link = link(name)
		}
		out = append(out, c)
	}
	return out
}

func yearsFigure(cases []numbers.Case, say wording.Texts) plot {
	columns := yearColumns(cases, say, func(y string) string { return "/years/" + y + ".html" })
	label := say.Say("numbers-years-label")
	f := plot{ID: "years", Wide: chart.Columns(columns, chart.Wide, 150, label), Narrow: chart.Columns(columns, chart.Narrow, 130, label),
		Table: table{Head: []string{"numbers-year", "numbers-postmortems"}}, csv: [][]string{{"year", "postmortems"}}}
	for _, c := range columns {
		f.Of += c.N
		if !c.Gap {
			f.Table.Rows = append(f.Table.Rows, []cell{{c.Name, c.Link}, {Text: strconv.Itoa(c.N)}})
			f.csv = append(f.csv, []string{c.Name, strconv.Itoa(c.N)})
		}
	}
	return f
}

// A spreadOf is a row of lengths: of all, or of a class.
type spreadOf struct {
	id, name, link string
	numbers.Spread
}

// spreads are those of all, under a name, and of each class, the longest median first, then
// those without one.
func spreads(cases []numbers.Case, tax hindsight.Taxonomy, all string, of func([]numbers.Case) []time.Duration) []spreadOf {
	var out []spreadOf
	for _, c := range tax {
		s := numbers.SpreadOf(of(numbers.Of(cases, c.ID)))
		if len(s.All) > 0 {
			out = append(out, spreadOf{c.ID, c.Brief(), "/classes/" + c.ID + ".html", s})
		}
	}
	slices.SortStableFunc(out, func(a, b spreadOf) int {
		if a.Enough() != b.Enough() {
			return len(b.All) - len(a.All)
		}
		return cmp.Or(cmp.Compare(b.Median, a.Median), len(b.All)-len(a.All))
	})
	return slices.Insert(out, 0, spreadOf{"", all, "", numbers.SpreadOf(of(cases))})
}

func lastedFigure(cases []numbers.Case, tax hindsight.Taxonomy, say wording.Texts) plot {
	f := plot{ID: "lasted", Table: table{Head: []string{"numbers-class", "numbers-say", "numbers-low", "numbers-median", "numbers-high"}},
		csv: [][]string{{"class", "postmortems", "low_minutes", "median_minutes", "high_minutes"}}}
	all := spreads(cases, tax, say.Say("numbers-all"), numbers.Lasted)
	f.Of = len(all[0].All)
	var rows []chart.Strip
	for _, s := range all {
		strip := chart.Strip{Name: s.name, Link: s.link, Sorted: s.All, Middle: s.Enough(), Low: s.Low, Median: s.Median, High: s.High}
		cells := []cell{{s.name, s.link}, {Text: strconv.Itoa(len(s.All))}, {}, {}, {}}
		line := []string{s.id, strconv.Itoa(len(s.All)), "", "", ""}
		if s.Enough() {
			strip.Value = say.Length(s.Median)
			for i, d := range []time.Duration{s.Low, s.Median, s.High} {
				cells[i+2].Text, line[i+2] = say.Length(d), inMinutes(d)
			}
		}
		strip.Title = s.name + ": " + strconv.Itoa(len(s.All))
		if s.Enough() {
			strip.Title = say.Say("numbers-strip", "Class", s.name, "N", strconv.Itoa(len(s.All)), "Median", strip.Value)
		}
		rows, f.Table.Rows, f.csv = append(rows, strip), append(f.Table.Rows, cells), append(f.csv, line)
	}
	label := say.Say("numbers-lasted-label")
	f.Wide, f.Narrow = chart.Strips(rows, chart.Wide, label, say), chart.Strips(rows, chart.Narrow, label, say)
	return f
}

func inMinutes(d time.Duration) string { return strconv.FormatFloat(d.Minutes(), 'f', -1, 64) }

// noticeSearches are the searches for the steps of numbers.NoticeSteps, whose
// minutes are whole: "5m..14m" is from five to less than fifteen.
var noticeSearches = []string{"0m", "1m..4m", "5m..14m", "15m..59m", "1h..359m", "6h..1439m", ">=1d"}

func noticedFigure(cases []numbers.Case) plot {
	f := plot{ID: "noticed", Table: table{Head: []string{"numbers-noticed-after", "numbers-postmortems"}},
		csv: [][]string{{"from_minutes", "to_minutes", "postmortems"}}}
	most := 1
	for i, s := range numbers.Steps(numbers.Noticed(cases), numbers.NoticeSteps) {
		f.Of += s.N
		most = max(most, s.N)
		link := searchFor("noticed:" + noticeSearches[i])
		f.Rows = append(f.Rows, bar{Name: "numbers-step-" + strconv.Itoa(i), Link: link, N: s.N})
		to := ""
		if s.To > 0 {
			to = inMinutes(s.To)
		}
		f.csv = append(f.csv, []string{inMinutes(s.From), to, strconv.Itoa(s.N)})
		f.Table.Rows = append(f.Table.Rows, []cell{{"numbers-step-" + strconv.Itoa(i), link}, {Text: strconv.Itoa(s.N)}})
	}
	for i := range f.Rows {
		f.Rows[i].Share = 100 * float64(f.Rows[i].N) / float64(most)
	}
	return f
}

func searchFor(query string) string {
	return "/search.html?q=" + strings.ReplaceAll(url.QueryEscape(query), "%3A", ":")
}

// commonest is how many pairs of classes a phone shows.
const commonest = 12

func togetherFigure(cases []numbers.Case, tax hindsight.Taxonomy, say wording.Texts) plot {
	var names []string
	for _, c := range cases {
		names = append(names, c.Classes...)
	}
	var ids, titles []string
	for _, n := range numbers.Counts(names) {
		c, _ := tax.Class(n.Name)
		ids, titles = append(ids, n.Name), append(titles, c.Brief())
	}
	title := func(id string) string { return titles[slices.Index(ids, id)] }
	pairs := numbers.Pairs(cases, ids)
	f := plot{ID: "together", Table: table{Head: []string{"numbers-classes", "numbers-postmortems"}}, csv: [][]string{{"class", "other_class", "postmortems"}}}
	cells := map[[2]string]chart.Cell{}
	for _, p := range pairs {
		name, link := say.Say("numbers-pair", "A", title(p.A), "B", title(p.B)), "/classes/"+p.B+".html"
		cells[[2]string{p.B, p.A}] = chart.Cell{N: p.N, Title: name + ": " + say.Count("count-postmortem", p.N), Link: link}
		f.Table.Rows = append(f.Table.Rows, []cell{{name, link}, {Text: strconv.Itoa(p.N)}})
		f.csv = append(f.csv, []string{p.A, p.B, strconv.Itoa(p.N)})
		if len(f.Rows) < commonest {
			f.Rows = append(f.Rows, bar{Name: name, Link: link, N: p.N, Share: 100 * float64(p.N) / float64(pairs[0].N)})
		}
	}
	for _, c := range cases {
		if len(c.Classes) > 1 {
			f.Of++
		}
	}
	if len(pairs) > 0 {
		f.Wide = chart.Matrix(titles, say.Say("numbers-together-label"), func(i, j int) chart.Cell { return cells[[2]string{ids[i], ids[j]}] })
	}
	return f
}

// saidFigure counts which facts the texts give.
func saidFigure(cases []numbers.Case) plot {
	f := plot{ID: "said", Of: len(cases), Table: table{Head: []string{"numbers-fact", "numbers-say"}}, csv: [][]string{{"fact", "postmortems", "of"}}}
	for _, fact := range []struct {
		name string
		says func(numbers.Case) bool
	}{
		{"date", func(c numbers.Case) bool { return c.Says.Date }},
		{"start", func(c numbers.Case) bool { return c.Says.Start }},
		{"notice", func(c numbers.Case) bool { return c.Says.Notice }},
		{"end", func(c numbers.Case) bool { return c.Says.End }},
		{"lasted", func(c numbers.Case) bool { return c.Lasted != numbers.Unknown }},
		{"noticed", func(c numbers.Case) bool { return c.Noticed != numbers.Unknown }},
		{"cause", func(c numbers.Case) bool { return c.Says.Cause }},
		{"zone", func(c numbers.Case) bool { return c.Says.Zone }},
		{"organisation", func(c numbers.Case) bool { return c.Organisation != "" }},
	} {
		n := 0
		for _, c := range cases {
			if fact.says(c) {
				n++
			}
		}
		key := "numbers-fact-" + fact.name
		f.Rows = append(f.Rows, bar{Name: key, N: n, Share: 100 * float64(n) / float64(max(1, len(cases)))})
		f.Table.Rows = append(f.Table.Rows, []cell{{Text: key}, {Text: strconv.Itoa(n)}})
		f.csv = append(f.csv, []string{fact.name, strconv.Itoa(n), strconv.Itoa(len(cases))})
	}
	return f
}

// writePlots writes the numbers of each chart as a file, numbers/years.csv.
func writePlots(out *output, plots []plot) error {
	for _, f := range plots {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(f.csv); err != nil {
			return err
		}
		if err := out.put("numbers/"+f.ID+".csv", b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
