package facts

import (
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

// incident reads when the failure started, was noticed, stopped being felt
// and was over. A "resolved" update of the status page is what the operator
// declared, so it counts more than the end of a stated range of impact, which
// then is when the users no longer felt it.
func incident(p hindsight.Postmortem, doc prose.Document, blocks []block, events []hindsight.Event, cal calendar) hindsight.Incident {
	var c candidates
	var impactEnd hindsight.Moment
	c.labels(blocks, cal)
	impactEnd = c.prose(doc, cal)
	c.events(events, cal.base)
	declared := c.updates(p.Timeline, cal)

	in := p.Incident
	fill := func(to *hindsight.Moment, field int) {
		for s := 0; s < sources; s++ {
			if m := c[field][s]; to.IsZero() || finer(m, *to) {
				*to = m
			}
		}
	}
	if in.Resolved.IsZero() {
		in.Resolved = c[resolved][fromLabel]
	}
	if in.Resolved.IsZero() {
		in.Resolved = declared
	}
	fill(&in.Started, started)
	in.Started = firstOf(events, in.Started)
	fill(&in.Detected, detected)
	fill(&in.Mitigated, mitigated)
	if in.Resolved.IsZero() && !impactEnd.IsZero() && in.Started.Compare(impactEnd) < 0 {
		in.Resolved = laterOf(impactEnd, c[resolved][fromSummary])
	}
	fill(&in.Resolved, resolved)
	if in.Mitigated.IsZero() && impactEnd.Compare(in.Resolved) < 0 {
		in.Mitigated = impactEnd
	}
	return inOrder(in, publicationLimit(p.Date))
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

// publicationLimit is the last instant that a report can tell of: a day after
// it was published, for the zones. A date without a time is no limit: often
// it is that of the incident, from the title or the name of a file.
func publicationLimit(published hindsight.Moment) time.Time {
	if published.Precision() < hindsight.Instant {
		return time.Time{}
	}
	return published.Time().AddDate(0, 0, 1)
}

// inOrder drops what cannot be: a moment after publication, or one before the
// start (before noticing, for the end).
func inOrder(in hindsight.Incident, limit time.Time) hindsight.Incident {
	for _, m := range []*hindsight.Moment{&in.Started, &in.Detected, &in.Mitigated, &in.Resolved} {
		if !limit.IsZero() && m.Time().After(limit) {
			*m = hindsight.Moment{}
		}
	}
	if before(in.Resolved, in.Started) {
		in.Resolved = hindsight.Moment{}
	}
	if before(in.Mitigated, in.Started) || before(in.Resolved, in.Mitigated) {
		in.Mitigated = hindsight.Moment{}
	}
	if before(in.Detected, in.Started) || before(in.Resolved, in.Detected) {
		in.Detected = hindsight.Moment{}
	}
	return in
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
