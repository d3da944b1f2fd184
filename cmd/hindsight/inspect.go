package main

import (
	"context"
	"errors"
	"math"
	"strings"

	"hindsight"
	"hindsight/internal/intake"
	"hindsight/internal/prose"
	"hindsight/internal/record"

	"github.com/spf13/cobra"
)

// inspected is one line of `inspect`: what an importer makes of one input.
type inspected struct {
	Input     string              `json:"input"`
	Documents []inspectedDocument `json:"documents"`
	Notes     []string            `json:"notes,omitempty"`
	Errors    []string            `json:"errors,omitempty"`
}

type inspectedDocument struct {
	Title        string             `json:"title"`
	Date         hindsight.Moment   `json:"date"`
	Organisation string             `json:"organisation"`
	Author       string             `json:"author"`
	URL          string             `json:"url"`
	ArchiveURL   string             `json:"archive_url"`
	ID           string             `json:"id"`
	Importer     string             `json:"importer"`
	Summary      string             `json:"summary"`
	Primary      string             `json:"primary"`
	Classes      []classJSON        `json:"classes"`
	Incident     record.Incident    `json:"incident"`
	Timeline     []record.Event     `json:"timeline"`
	Lang         string             `json:"lang,omitempty"`
	Extra        hindsight.Extra    `json:"extra,omitempty"`
	Sections     []inspectedSection `json:"sections"`
	Postmortem   verdictJSON        `json:"postmortem"`
	Review       []string           `json:"review"`
	Body         string             `json:"body"`
}

type inspectedSection struct {
	Heading string     `json:"heading"`
	Role    prose.Role `json:"role"`
}

type classJSON struct {
	Class    string         `json:"class"`
	Score    float64        `json:"score"`
	Evidence []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Quote   string `json:"quote"`
	Section string `json:"section,omitempty"`
}

type verdictJSON struct {
	Is      bool     `json:"is"`
	Score   float64  `json:"score"`
	Reasons []string `json:"reasons,omitempty"`
}

func (a *app) inspectVerb() *cobra.Command {
	var flags importFlags
	c := &cobra.Command{
		Use:     "inspect PATH...|-",
		Short:   "Show what an importer makes of each input, writing nothing",
		Long:    "Show what an importer makes of each input: one JSON value a line and input. Nothing is written.",
		Example: "  hindsight inspect incident.txt | jq '.documents[0].timeline'",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("nothing to read"), "name files or folders, or - for standard input"}
			}
			say := &reporter{app: a, results: a.out, dry: true}
			in, _, err := flags.intake(a, true, say.hear)
			if err != nil {
				return err
			}
			jobs, err := in.Jobs(c.Context(), args)
			if err != nil {
				return advised(err)
			}
			enc := lineEncoder(a.out)
			for _, j := range jobs {
				if err := enc.Encode(a.inspect(c.Context(), in, j)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	flags.add(c)
	return c
}

// inspect is the line of one input.
func (a *app) inspect(ctx context.Context, in *intake.Intake, j intake.Job) inspected {
	line := inspected{Input: j.Name(), Documents: []inspectedDocument{}}
	for d, err := range in.Documents(ctx, j) {
		notice := hindsight.Notice("")
		switch {
		case errors.As(err, &notice):
			line.Notes = append(line.Notes, err.Error())
			a.progress("note      %v", err)
		case err != nil:
			line.Errors = append(line.Errors, err.Error())
			a.leftOut("%v", err)
		default:
			line.Documents = append(line.Documents, inspectDocument(d))
		}
	}
	return line
}

func inspectDocument(d intake.Document) inspectedDocument {
	e := d.Entry
	out := inspectedDocument{
		Title: e.Title, Date: e.Date, Organisation: e.Organisation, Summary: e.Summary, Body: e.Body,
		Author: e.Source.Author, URL: e.Source.URL, ArchiveURL: e.Source.ArchiveURL, ID: e.Source.ID, Importer: string(e.Source.Importer),
		Primary: primary(e.Classes), Classes: classesJSON(d.Findings), Incident: record.Incident(e.Incident),
		Postmortem: verdictJSON{d.Verdict.Is, score(d.Verdict.Score), d.Verdict.Sentences()},
		Lang:       e.Lang, Extra: e.Extra, Timeline: []record.Event{}, Sections: []inspectedSection{}, Review: append([]string{}, e.Review...),
	}
	for _, v := range e.Timeline {
		out.Timeline = append(out.Timeline, record.Event(v))
	}
	for _, s := range d.Sections {
		if s.Level > 0 {
			out.Sections = append(out.Sections, inspectedSection{strings.TrimSpace(s.Heading), s.Role})
		}
	}
	return out
}

// classesJSON writes findings as inspect and classify show them.
func classesJSON(findings []hindsight.Finding) []classJSON {
	out := []classJSON{}
	for _, f := range findings {
		c := classJSON{Class: f.Class, Score: score(f.Score), Evidence: []evidenceJSON{}}
		for _, v := range f.Evidence {
			c.Evidence = append(c.Evidence, evidenceJSON{v.Quote, v.Section})
		}
		out = append(out, c)
	}
	return out
}

// score rounds a probability to what it is worth: four places.
func score(p float64) float64 { return math.Round(p*1e4) / 1e4 }

// primary is the first class, or "other".
func primary(classes []string) string {
	if len(classes) == 0 {
		return "other"
	}
	return classes[0]
}
