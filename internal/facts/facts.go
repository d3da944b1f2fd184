// Package facts fills in what an importer could not say of a postmortem: the
// facts that stand in its text.
//
//	blocks.go    Markdown cut into headings, items, paragraphs, table rows
//	calendar.go  which day a time in the text means
//	zone.go      and in which zone
//	event.go     a block that is a line of a timeline
//	table.go     rows of a table that are
//	timeline.go  all of them, with what their place says of day and zone
//	dater.go     which puts them on their days
//	merge.go     and joins them with the status updates
//	sentence.go  the times of sentences
//	cues.go      what a time in a sentence is the time of
//	wording.go, phrases.txt   the phrases that say so
//	others.go    dates of other incidents, versions, copyrights
//	candidates.go, incident.go, settle.go   started, detected, mitigated, resolved, and what they allow each other
//	organisation.go, hosts.go, ownhosts.go, titled.go, onlynamed.go, product.go, repositories.go   who wrote it
//	names.go, speaker.go   what the archive's curator and a text itself say of that
//	tables.go    names for that: known organisations, platforms, vendors, words that are no name
//	summary.go
//	literal.go   words looked for before a costly pattern is
//
// It is one room because each of these reads the same blocks, and what one finds
// settles what the next may say: the zone moves the day, the day dates the
// events, and the events decide between the times of the sentences.
//
// Nothing is invented. A time whose day the text does not give stays in the
// event's text; a time without any zone is read as UTC.
package facts

import (
	"context"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// MaxBody is how much of a body is read for facts. The longest postmortem
// seen has 60 KB.
const MaxBody = 256 << 10

// Complete returns p with the facts of its text filled in: Timeline, Incident,
// Organisation, Summary and the Review flags undated, untitled,
// no-organisation and no-time-zone. What p states already is kept; Date is
// never guessed, for it says when the report was published, not when things
// broke. doc is prose.Parse of p's title and body. The error is that of ctx,
// which is looked at sentence by sentence.
func Complete(ctx context.Context, p hindsight.Postmortem, doc *prose.Document) (hindsight.Postmortem, error) {
	doc = beginning(doc)
	blocks := readBlocks(doc.Lines())
	cal := newCalendar(p, blocks)
	events := fresh(bodyEvents(ctx, blocks, cal), p.Timeline)
	p.Incident = incident(ctx, p, doc, blocks, events, cal)
	p.Timeline = merge(p.Timeline, events)
	if err := ctx.Err(); err != nil {
		return p, err
	}
	if p.Organisation == "" {
		p.Organisation = organisation(p, doc)
	}
	if p.Summary == "" {
		p.Summary = summary(doc, p.Timeline)
	}
	p.Review = review(p, cal, *cal.zoneless && hasInstant(p) || undatedClocks(events, cal))
	return p, ctx.Err()
}

// beginning is as much of a text as is read for facts.
func beginning(doc *prose.Document) *prose.Document {
	if len(doc.Text) <= MaxBody {
		return doc
	}
	return prose.Parse(doc.Title, doc.Text[:MaxBody])
}

// undatedClocks says that a timeline gives times of day alone, in a zone that nobody names.
func undatedClocks(events []hindsight.Event, cal calendar) bool {
	clocks := 0
	for _, e := range events {
		if !e.At.IsZero() {
			return false
		}
		spans := when.Find(head(e.Text, 40))
		if len(spans) == 0 || !spans[0].From.Clock {
			continue
		}
		if clocks++; !spans[0].From.Zone.IsZero() || !cal.zone.IsZero() {
			return false
		}
	}
	return clocks >= minTimeline
}

// hasInstant says that an instant is given for something that happened.
func hasInstant(p hindsight.Postmortem) bool {
	for _, m := range []hindsight.Moment{p.Incident.Started, p.Incident.Detected, p.Incident.Mitigated, p.Incident.Resolved} {
		if m.Precision() == hindsight.Instant {
			return true
		}
	}
	return slices.ContainsFunc(p.Timeline, func(e hindsight.Event) bool { return e.At.Precision() == hindsight.Instant })
}

// month is how far a report may seem to be older than its incident: the two
// readings of "03/04" are a month apart, and no slip of a zone is as much.
const month = 31 * 24 * time.Hour

// publishedEarly says that the report is dated more than a month before what it tells of.
func publishedEarly(p hindsight.Postmortem, cal calendar) bool {
	if p.Date.Precision() < hindsight.Day {
		return false
	}
	began := cal.base
	for _, m := range []hindsight.Moment{p.Incident.Started, p.Incident.Detected, p.Incident.Resolved} {
		if m.Precision() >= hindsight.Day {
			began = m.Time()
			break
		}
	}
	return !began.IsZero() && began.Sub(p.Date.Time()) > month
}

// review adds the flags of what is still missing.
func review(p hindsight.Postmortem, cal calendar, zoneless bool) []string {
	flags := slices.Clone(p.Review)
	for _, f := range []struct {
		missing bool
		flag    string
	}{
		{p.Date.IsZero(), hindsight.ReviewUndated},
		{p.Organisation == "", hindsight.ReviewNoOrganisation},
		{strings.TrimSpace(p.Title) == "", hindsight.ReviewNoTitle},
		{zoneless, hindsight.ReviewNoZone},
		{publishedEarly(p, cal), hindsight.ReviewEarlyDate},
	} {
		if f.missing && !slices.Contains(flags, f.flag) {
			flags = append(flags, f.flag)
		}
	}
	return flags
}
