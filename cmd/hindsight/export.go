package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/content"

	"github.com/spf13/cobra"
)

// exported is a line of `export --format jsonl`: a content file as data.
type exported struct {
	ID           string           `json:"id"` // stable: "<organisation>/<file name>"
	Title        string           `json:"title"`
	Date         hindsight.Moment `json:"date"`
	Organisation string           `json:"organisation"`
	Summary      string           `json:"summary"`
	Classes      []string         `json:"classes"`
	Evidence     []exportedQuote  `json:"evidence"`
	Incident     incidentJSON     `json:"incident"`
	Timeline     []eventJSON      `json:"timeline"`
	Extra        hindsight.Extra  `json:"extra"`
	Source       exportedSource   `json:"source"`
	Publish      string           `json:"publish"`
	Curated      []string         `json:"curated"`
	Review       []string         `json:"review"`
	Body         string           `json:"body,omitempty"`
}

type exportedQuote struct {
	Class   string `json:"class"`
	Section string `json:"section"`
	Quote   string `json:"quote"`
}

type exportedSource struct {
	Name       string                 `json:"name"`
	Importer   hindsight.ImporterName `json:"importer"`
	URL        string                 `json:"url"`
	ArchiveURL string                 `json:"archive_url"`
	ID         string                 `json:"id"`
	Author     string                 `json:"author"`
	Fetched    hindsight.Moment       `json:"fetched"`
	SHA256     string                 `json:"sha256"`
	Licence    string                 `json:"licence"`
}

func (a *app) exportVerb() *cobra.Command {
	var format string
	var everything bool
	c := &cobra.Command{
		Use:   "export --format jsonl|csv",
		Short: "Write the data set",
		Long: `Write the archive as data, one postmortem a line: JSON with all fields, or CSV
(RFC 4180) with the columns that fit a table.

Of each postmortem only that is written which the site shows too: "publish" says
whether this is the full text, an excerpt, or title, dates, classes and the link.
--everything writes what is kept back as well, for use inside the house.`,
		Example: "  hindsight export --format csv > postmortems.csv",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			write, ok := exporters[format]
			if !ok {
				return usageError{fmt.Errorf("--format %s: no such format", format), "formats are jsonl and csv"}
			}
			tighten := a.tightened()
			return write(a, func(f func(hindsight.Entry) error) error {
				return a.entries(func(e hindsight.Entry) error {
					if e = tighten(e); !everything {
						e = e.Published()
					}
					return f(e)
				})
			})
		},
	}
	c.Flags().StringVar(&format, "format", "jsonl", "jsonl or csv")
	c.Flags().BoolVar(&everything, "everything", false, "also what publish: excerpt and publish: link keep back")
	return c
}

// eachEntry calls a function with every entry that is to be exported.
type eachEntry func(func(hindsight.Entry) error) error

var exporters = map[string]func(*app, eachEntry) error{"jsonl": (*app).exportJSONL, "csv": (*app).exportCSV}

// entries calls f for each readable content file; others are named.
func (a *app) entries(f func(hindsight.Entry) error) error {
	folder, err := archive.Open(a.archive)
	if err != nil {
		return hinted{fmt.Errorf("no archive at %s", a.archive), "hindsight init DIR makes a new one"}
	}
	defer folder.Close()
	for e, err := range content.Read(folder) {
		if err != nil {
			a.leftOut("%v", err)
			continue
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) exportJSONL(each eachEntry) error {
	enc := lineEncoder(a.out)
	return each(func(e hindsight.Entry) error { return enc.Encode(export(e)) })
}

func export(e hindsight.Entry) exported {
	out := exported{
		ID: e.ID(), Title: e.Title, Date: e.Date, Organisation: e.Organisation, Summary: e.Summary,
		Classes: append([]string{}, e.Classes...), Evidence: []exportedQuote{}, Incident: incidentJSON(e.Incident), Timeline: []eventJSON{}, Extra: e.Extra,
		Source: exportedSource(e.Source), Publish: e.Publish, Body: e.Body, Curated: append([]string{}, e.Curated...), Review: append([]string{}, e.Review...),
	}
	for _, v := range e.Evidence {
		out.Evidence = append(out.Evidence, exportedQuote{v.Class, v.Section, v.Quote})
	}
	for _, v := range e.Timeline {
		out.Timeline = append(out.Timeline, eventJSON(v))
	}
	return out
}

var csvColumns = []string{"id", "title", "date", "organisation", "primary", "classes", "started", "detected", "mitigated", "resolved", "summary",
	"url", "archive_url", "author", "licence", "sha256", "review", "publish", "extra"}

func (a *app) exportCSV(each eachEntry) error {
	w := csv.NewWriter(a.out)
	if err := w.Write(csvColumns); err != nil {
		return err
	}
	err := each(func(e hindsight.Entry) error {
		i := e.Incident
		return w.Write(cells(e.ID(), e.Title, e.Date.String(), e.Organisation, e.Primary(), strings.Join(e.Classes, " "),
			i.Started.String(), i.Detected.String(), i.Mitigated.String(), i.Resolved.String(), e.Summary,
			e.Source.URL, e.Source.ArchiveURL, e.Source.Author, e.Source.Licence, e.Source.SHA256, strings.Join(e.Review, " "), e.Publish, extraCell(e.Extra)))
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	if err == io.ErrClosedPipe {
		return nil
	}
	return err
}

// extraCell is JSON, because the keys differ from one postmortem to the next.
func extraCell(x hindsight.Extra) string {
	if len(x) == 0 {
		return ""
	}
	b, _ := x.MarshalJSON() // to memory: no error
	return string(b)
}

// cells keeps spreadsheets from running what stands in a cell as a formula
// (OWASP, CSV injection): one that begins with a sign of a formula gets a quote
// before it. Where semicolons part the cells, as in half of Europe, quotes
// within a line mean nothing: what stands after a semicolon or a line break
// begins a cell there.
func cells(values ...string) []string {
	for i, v := range values {
		v = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' {
				return ' '
			}
			return r
		}, v)
		var b strings.Builder
		for line := range strings.Lines(v) {
			for cell := range strings.SplitAfterSeq(line, ";") {
				if formula(cell) {
					b.WriteByte('\'')
				}
				b.WriteString(cell)
			}
		}
		values[i] = b.String()
	}
	return values
}

// formula says that a spreadsheet may take a cell for a formula. Signs of full
// width count in East Asian ones; blanks and quotes before a sign are dropped by
// some.
func formula(cell string) bool {
	cell = strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"' })
	r, _ := utf8.DecodeRuneInString(cell)
	return strings.ContainsRune("=+-@＝＋－＠", r) && cell != ""
}
