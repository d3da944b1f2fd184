// Package record holds what a postmortem is as data: the fields of a record, the
// columns of the table that they make, what each means, and how to cite one.
// `hindsight export` and the site write the same records.
package record

import (
	"encoding/json"
	"io"
	"iter"
	"time"

	"hindsight"
)

// A Record is a content file as data. Fields that the text does not give are
// empty or null. The tags `about` are for people; Fields reads them.
type Record struct {
	ID           string           `json:"id" about:"Stable name, <organisation>/<file name>; it never changes."`
	Page         string           `json:"page" about:"Address of its page, relative to the root of the site."`
	Title        string           `json:"title" about:"Title of the report."`
	Date         hindsight.Moment `json:"date" about:"When the report was published, UTC, as precisely as its text says."`
	When         hindsight.Moment `json:"when" about:"The day by which readers find it: of the incident, else of the publication; UTC, as precisely as known."`
	Organisation string           `json:"organisation" about:"Who ran what failed, as they write their name."`
	Summary      string           `json:"summary" about:"One to three sentences of the text."`
	Lang         string           `json:"lang" about:"Language of the text (ISO 639-1) where it is not English; empty for English."`
	Classes      []string         `json:"classes" about:"Ids of its failure classes; the first is the main cause. Empty: unclassified."`
	Agreed       []string         `json:"agreed" about:"Those of the classes that a second reader gave as well; empty: not all were read twice."`
	Evidence     []Quote          `json:"evidence" about:"The sentences that earned the classes, verbatim, with the heading above each."`
	Incident     Incident         `json:"incident" about:"When it started, was detected, mitigated and resolved, UTC, as precisely as stated."`
	Lengths      Lengths          `json:"lengths" about:"Minutes from the start to end, detection, mitigation; null where either moment is not exact."`
	Timeline     []Event          `json:"timeline" about:"What happened when; kind is event or the state of a status page."`
	Extra        hindsight.Extra  `json:"extra" about:"What else the head of the text says, by the keys that it uses itself."`
	Source       Source           `json:"source" about:"Where the text is from, and its licence."`
	Publish      string           `json:"publish" about:"How much of the text is here: full, excerpt (at most a third) or link (none)."`
	SameAs       []string         `json:"same_as" about:"Ids of other records that tell of the same incident, as people have said."`
	Curated      []string         `json:"curated" about:"Fields that a person has fixed."`
	Review       []string         `json:"review" about:"What a person should still look at."`
	Body         string           `json:"body,omitempty" about:"The text, or its excerpt, in Markdown."`
}

// A Quote is a passage that earned a class.
type Quote struct {
	Class   string `json:"class"`
	Section string `json:"section"`
	Quote   string `json:"quote"`
}

// Incident holds the four moments that a report may state.
type Incident struct {
	Started   hindsight.Moment `json:"started"`
	Detected  hindsight.Moment `json:"detected"`
	Mitigated hindsight.Moment `json:"mitigated"`
	Resolved  hindsight.Moment `json:"resolved"`
}

// Lengths are in whole minutes from the start; nil where they are not known.
type Lengths struct {
	Lasted    *int `json:"lasted_minutes"`
	Noticed   *int `json:"noticed_minutes"`
	Mitigated *int `json:"mitigated_minutes"`
}

func lengths(i hindsight.Incident) Lengths {
	return Lengths{minutes(i.Lasted()), minutes(i.NoticedAfter()), minutes(i.MitigatedAfter())}
}

func minutes(d time.Duration, known bool) *int {
	if !known {
		return nil
	}
	n := int(d.Round(time.Minute) / time.Minute)
	return &n
}

// An Event is one line of a timeline.
type Event struct {
	At    hindsight.Moment `json:"at"`
	Until hindsight.Moment `json:"until,omitzero"`
	Text  string           `json:"text"`
	Kind  string           `json:"kind"`
}

// Source says where a text was found.
type Source struct {
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

// Of is the record of an entry as others may see it: what `publish` keeps back
// is not in it.
func Of(e hindsight.Entry) Record { return whole(e.Published()) }

// Whole is the record of an entry with what `publish` keeps back, for use
// inside the house.
func Whole(e hindsight.Entry) Record { return whole(e) }

func whole(e hindsight.Entry) Record {
	r := Record{
		ID: e.ID(), Page: e.URL(), Title: e.Title, Date: e.Date, When: e.When(), Organisation: e.Organisation, Summary: e.Summary, Lang: e.Lang,
		Classes: list(e.Classes), Agreed: list(e.Agreed), Evidence: []Quote{},
		Incident: Incident(e.Incident), Lengths: lengths(e.Incident), Timeline: []Event{}, Extra: e.Extra,
		Source:  Source(e.Source),
		Publish: e.Publish, SameAs: list(e.SameAs), Curated: list(e.Curated), Review: list(e.Review), Body: e.Body,
	}
	for _, v := range e.Evidence {
		r.Evidence = append(r.Evidence, Quote{v.Class, v.Section, v.Quote})
	}
	for _, v := range e.Timeline {
		r.Timeline = append(r.Timeline, Event(v))
	}
	return r
}

// list is never nil: a JSON list without elements is [], not null.
func list(s []string) []string { return append([]string{}, s...) }

// primary is the main class, "" for none.
func (r Record) primary() string {
	if len(r.Classes) == 0 {
		return ""
	}
	return r.Classes[0]
}

// WriteLines writes records as JSON, one a line.
func WriteLines(w io.Writer, each iter.Seq2[Record, error]) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for r, err := range each {
		if err != nil {
			return err
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
