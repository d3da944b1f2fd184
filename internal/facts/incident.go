package facts

import (
	"context"
	"time"

	"hindsight"
	"hindsight/internal/prose"
)

// The four moments of an incident.
const (
	started = iota
	detected
	mitigated
	resolved
	fields
)

// Where a moment was read, most trusted first.
const (
	fromLabel    = iota // "Start: …", "Resolved 2020-02-25 17:07"
	fromSummary         // a sentence of the title, summary or opening
	fromProse           // any other sentence that tells what happened
	fromTimeline        // an event that says so
	fromDuration        // a start and how long it took
	fromOpening         // the first time in the opening, where things break
	fromFallback        // first event, first status update
	fromTitle           // the day in the title
	sources
)

// A choice is a moment of a field and where it was read.
type choice struct {
	hindsight.Moment
	source int
}

// stated is the source of what the importer gave.
const stated = -1

// incident reads when the failure started, was noticed, stopped being felt
// and was over. A "resolved" update of the status page is what the operator
// declared, so it counts more than the end of a stated range of impact, which
// then is when the users no longer felt it.
func incident(ctx context.Context, p hindsight.Postmortem, doc *prose.Document, blocks []block, events []hindsight.Event, cal calendar) hindsight.Incident {
	var c candidates
	c.labels(blocks, cal)
	impactEnd := c.prose(ctx, doc, cal)
	c.events(events, cal.base)
	declared := c.updates(p.Timeline, cal)

	in := chosen{{p.Incident.Started, stated}, {p.Incident.Detected, stated}, {p.Incident.Mitigated, stated}, {p.Incident.Resolved, stated}}
	in.take(resolved, c.best[resolved][fromLabel], fromLabel)
	in.take(resolved, declared, fromLabel)
	in.fill(&c, started)
	in[started].Moment = firstOf(events, in[started].Moment)
	in.fill(&c, detected)
	in.fill(&c, mitigated)
	if in[started].Compare(impactEnd) < 0 {
		in.take(resolved, laterOf(impactEnd, c.best[resolved][fromSummary]), fromSummary)
		c.offer(resolved, fromSummary, impactEnd)
	}
	in.fill(&c, resolved)
	if before(impactEnd, in[resolved].Moment) {
		in.take(mitigated, impactEnd, fromSummary)
	}
	in.settle(&c, p.Date)
	return hindsight.Incident{Started: in[started].Moment, Detected: in[detected].Moment, Mitigated: in[mitigated].Moment, Resolved: in[resolved].Moment}
}

// firstOf refines a day to the first event of that day.
func firstOf(events []hindsight.Event, day hindsight.Moment) hindsight.Moment {
	first := day
	for _, e := range events {
		if finer(e.At, day) && hindsight.At(e.At.Time(), hindsight.Day) == day && (first == day || e.At.Compare(first) < 0) {
			first = e.At
		}
	}
	return first
}

// slack is how far the calendar days of the world's zones reach beyond the
// day in UTC: a Moment of a day does not say whose day it is.
const slack = 14 * time.Hour

// finer says that a is an instant of the day b.
func finer(a, b hindsight.Moment) bool {
	if b.Precision() != hindsight.Day || a.Precision() != hindsight.Instant {
		return false
	}
	since := a.Time().Sub(b.Time())
	return since >= -slack && since < 24*time.Hour+slack
}

func laterOf(a, b hindsight.Moment) hindsight.Moment {
	if a.Compare(b) < 0 {
		return b
	}
	return a
}

// before says that a is known to be before b. A day is not before an instant of that day.
func before(a, b hindsight.Moment) bool {
	switch {
	case a.IsZero(), b.IsZero(), finer(a, b), finer(b, a):
		return false
	}
	if p := min(a.Precision(), b.Precision()); p < hindsight.Instant {
		a, b = hindsight.At(a.Time(), p), hindsight.At(b.Time(), p)
	}
	return a.Compare(b) < 0
}
