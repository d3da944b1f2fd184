package facts

import (
	"regexp"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
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
	fromOpening         // the first time in the opening, where things break
	fromFallback        // first event, first status update
	fromTitle           // the day in the title
	sources
)

// candidates holds for each field and source what was read there first.
type candidates [fields][sources]hindsight.Moment

func (c *candidates) first(field, source int, m hindsight.Moment) {
	if old := c[field][source]; old.IsZero() || finer(m, old) {
		c[field][source] = m
	}
}

func (c *candidates) earliest(field, source int, m hindsight.Moment) {
	if old := c[field][source]; old.IsZero() || m.Compare(old) < 0 {
		c[field][source] = m
	}
}

func (c *candidates) latest(field, source int, m hindsight.Moment) {
	if c[field][source].Compare(m) < 0 {
		c[field][source] = m
	}
}

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

// labelNames read the label of a line such as "Incident began at".
var labelNames = []struct {
	field int
	re    *regexp.Regexp
}{
	{detected, regexp.MustCompile(`(?i)\b(?:detected|detection|aware|noticed|alerted|discovered|first (?:noticed|reported|alert)|time to detect|identified)\b`)},
	{mitigated, regexp.MustCompile(`(?i)\b(?:mitigated|mitigation|repaired|recovered|service restored)\b`)},
	{resolved, regexp.MustCompile(`(?i)\b(?:resolved|resolution|end(?:ed|s)?(?: time| date| at| of incident)?|finish(?:ed)?|closed|incident over|fixed|restored)\b`)},
	{started, regexp.MustCompile(`(?i)\b(?:start(?:ed|s)?|began|begin|begins|beginning|fault occur(?:s|red)|occurred|onset|incident time|date of incident|incident date)\b`)},
}

func labelField(label string) (field int, ok bool) {
	if len(label) > 48 || len(strings.Fields(label)) > 6 {
		return 0, false
	}
	for _, l := range labelNames {
		if l.re.MatchString(label) {
			return l.field, true
		}
	}
	return 0, false
}

// labels reads lines that are a label and a time.
func (c *candidates) labels(blocks []block, cal calendar) {
	for _, b := range blocks {
		if !tells(b.role) {
			continue
		}
		label, value := splitLabel(b)
		field, ok := labelField(label)
		if !ok {
			continue
		}
		spans := when.Find(value)
		if len(spans) == 0 || spans[0].Start > 12 {
			continue
		}
		m, ok := cal.moment(spans[0].From, cal.base, when.Zone{})
		if !ok {
			continue
		}
		if field == resolved {
			c.latest(field, fromLabel, m)
		} else {
			c.first(field, fromLabel, m)
		}
		if to, ok := cal.moment(spans[0].To, cal.base, when.Zone{}); ok && field == started && spans[0].Range {
			c.latest(resolved, fromLabel, to)
		}
	}
}

// splitLabel takes "**Started**: 10:30", "Resolved 2020-02-25 17:07" and the
// row "| Start | 10:30 |" apart.
func splitLabel(b block) (label, value string) {
	switch {
	case b.kind == heading:
		return "", ""
	case b.kind == row && len(b.cells) == 2:
		return flat(b.cells[0]), head(flat(b.cells[1]), 160)
	case b.kind > paragraph:
		return "", ""
	}
	text := head(b.flat, 160)
	if label, value, ok := strings.Cut(text, ": "); ok && len(label) <= 48 && !strings.ContainsAny(label, "0123456789") {
		return label, value
	}
	if l, ok := timed(b); ok && b.kind == item && strings.HasPrefix(l.full, l.text) && l.text != l.full {
		return l.text, l.full[len(l.text):]
	}
	return "", ""
}

// updates reads the status updates: when the last one said resolved, the
// times that their texts state, and, for want of anything better, the first
// one for the start.
func (c *candidates) updates(updates []hindsight.Event, cal calendar) (declared hindsight.Moment) {
	r := sentenceReader{c: c, cal: cal}
	for _, u := range updates {
		if u.At.IsZero() || u.Kind == hindsight.KindEvent {
			continue
		}
		r.on = day(u.At.Time())
		r.read(head(u.Text, 3000), fromTimeline)
		if u.Kind == hindsight.KindResolved {
			declared = laterOf(declared, u.At)
			continue
		}
		c.earliest(started, fromFallback, u.At)
		c.earliest(detected, fromFallback, u.At)
	}
	return declared
}

// events reads the timeline of the body: the first event is the start, an
// event that tells of an alert the detection, the last one that tells of
// recovery the end.
func (c *candidates) events(events []hindsight.Event, day time.Time) {
	dated := 0
	for _, e := range events {
		if e.At.Precision() < hindsight.Day {
			continue
		}
		if e.At.Precision() == hindsight.Instant {
			dated++
		}
		text := head(e.Text, 400)
		end := e.At
		if !e.Until.IsZero() {
			end = e.Until
		}
		if startCue.MatchString(text) {
			c.first(started, fromTimeline, e.At)
		}
		if detectCue.MatchString(text) {
			c.first(detected, fromTimeline, e.At)
		}
		if mitigateCue.MatchString(text) {
			c.latest(mitigated, fromTimeline, end)
		}
		if resolveCue.MatchString(text) {
			c.latest(resolved, fromTimeline, end)
		}
	}
	if dated < minTimeline {
		return
	}
	for _, e := range events {
		if e.At.Precision() < hindsight.Instant {
			continue
		}
		if day.IsZero() || e.At.Time().After(day.AddDate(0, 0, -prelude)) {
			c.earliest(started, fromFallback, e.At)
		}
		if !aftermath.MatchString(e.Text) {
			c.latest(resolved, fromFallback, laterOf(e.At, e.Until))
		}
	}
}

// prelude is how many days before the day of the incident a first event may
// be its start: timelines also tell of the change of half a year ago, and of
// dates with last year's number.
const prelude = 14

// minTimeline is how many dated events make a timeline whose first and last
// one are taken for start and end.
const minTimeline = 2
