package facts

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// prose reads the sentences that tell what happened, and returns the end of
// the first range of impact in the opening ones, or else in the others.
func (c *candidates) prose(ctx context.Context, doc *prose.Document, cal calendar) (impactEnd hindsight.Moment) {
	r := sentenceReader{c: c, cal: cal, on: cal.base}
	if titledIncident.in(doc.Title) && !cal.titled.IsZero() {
		c.first(started, fromTitle, hindsight.At(cal.titled, hindsight.Day))
	}
	section := -1
	for i, s := range doc.Sentences {
		if ctx.Err() != nil {
			break
		}
		role := doc.Sections[s.Section].Role
		if !tells(role) && role != prose.RoleFollowUp || s.Block == prose.Table || s.Block == prose.Quote || isEvent(doc, s, role) {
			continue
		}
		if s.Section != section {
			section, r.on, r.hour = s.Section, cal.base, 0
		}
		source := fromProse
		first := i < 8 && s.Block == prose.Paragraph && role != prose.RoleTimeline
		if role == prose.RoleSummary || role == prose.RoleImpact || first {
			source = fromSummary
		}
		r.opening = role == prose.RoleSummary || first
		r.finding = role == prose.RoleDetection
		r.next = head(doc.Text[s.End:min(len(doc.Text), s.End+400)], 400)
		text := lineOf(doc, s, 3000)
		if aboutReportRE.MatchString(text) && !toldBroken.in(text) {
			continue
		}
		if role == prose.RoleFollowUp { // what is to be done, but some tell there how they noticed
			if toldAlert.in(text) {
				r.read(text, fromProse)
			}
			continue
		}
		r.read(text, source)
	}
	if r.early.IsZero() {
		return r.late
	}
	return r.early
}

var (
	titledIncident = wordingOf("titles an incident") // its date is that of the incident
	toldAlert      = wordingOf("tells of an alert")
)

// lineOf is the beginning of a sentence as a reader sees it, on one line.
func lineOf(doc *prose.Document, s prose.Sentence, most int) string {
	return doc.Line(s.Start, s.Start+len(head(doc.Text[s.Start:s.End], most)))
}

// isEvent says that a sentence is a line of a timeline, which bodyEvents reads.
func isEvent(doc *prose.Document, s prose.Sentence, role prose.Role) bool {
	b := block{kind: paragraph, flat: lineOf(doc, s, 300), role: role}
	if s.Block == prose.Item {
		b.kind = item
	}
	l, ok := timed(b)
	if s.Block == prose.Item {
		return ok || role == prose.RoleTimeline
	}
	return ok && l.text != l.full && l.text != "" && strings.HasSuffix(l.full, l.text)
}

// A sentenceReader reads sentences one after the other.
type sentenceReader struct {
	c           *candidates
	cal         calendar
	on          time.Time        // the day that the text speaks of
	hour        int              // of the time of day that it gave last
	about       bool             // a time of the text so far is not exact
	begun       bool             // a time has been read in the body
	opening     bool             // the sentence is one of those that a report begins with
	finding     bool             // it stands in the section on how it was noticed
	next        string           // the text after it
	early, late hindsight.Moment // end of the first range of impact: of the opening, of the rest
}

// statementRE is a sentence that dashboards begin with.
var statementRE = regexp.MustCompile(`(?i)^(?:the )?(?:incident|outage|issue) (?:began|started) (?:at|on)\b`)

// A sentence is what read knows of the one that it reads.
type sentence struct {
	text    string
	spans   []when.Span
	source  int
	impact  bool // it tells of something broken
	more    bool // and of a further time of impact
	hearsay bool // its times are those that others gave
}

// read reads the times of one sentence; each by the words beside it. What
// breaks at the first time of a report may stand in the sentence after it.
func (r *sentenceReader) read(text string, source int) {
	spans := when.Find(text)
	if len(spans) == 0 {
		r.days(text, source)
		r.took(text, source)
		return
	}
	if own := ofThisOne(text); own != text {
		text, spans = own, when.Find(own)
	}
	if len(spans) == 0 {
		return
	}
	told := said(text)
	if toldPlan.among(told) {
		return
	}
	if statementRE.MatchString(text) {
		source = fromLabel
	}
	if source <= fromSummary && toldRecurrence.among(told) {
		source = fromProse
		defer func(opening bool) { r.opening = opening }(r.opening)
		r.opening = false
	}
	st := sentence{text, spans, source, toldBroken.among(told) || r.cal.foreign && r.opening, toldFurtherTime.among(told), mentions(text, "reportedly")}
	for i := range spans {
		r.time(&st, i)
	}
	if st.impact && source <= fromSummary {
		r.lasted(text, spans)
	}
}

// time reads the i-th time of a sentence.
func (r *sentenceReader) time(st *sentence, i int) {
	s := st.spans[i]
	lead := st.text[:s.Start]
	if !s.From.Clock && ofAnother(lead) || madeOver(lead, s) || s.From.Dated() && (takenThen(lead) || ofReport(lead)) {
		return
	}
	if full, ok := r.cal.date(s.From, r.on); ok && s.From.Dated() && full.Full() {
		if r.cal.background(st.text, s, full.Date(), r.on) {
			return
		}
		r.on = full.Date()
	}
	first := !r.begun && i == 0
	r.begun = true
	r.about = r.about || s.About
	s.From, s.To = r.relative(st.text, s)
	r.midnight(s.From)
	if i == 0 && !s.Range {
		s.From = withClock(st, s)
	}
	from, ok := r.moment(s.From)
	if !ok || s.Range && r.lapse(st, i, s, from) {
		return
	}
	before, behind := around(st.text, st.spans, i)
	field, ok := cueField(before, behind)
	if ok && field == detected && isUnseen(before+" "+behind) {
		ok = false
	}
	switch {
	case mentions(lead, "until") && latentRE.MatchString(lead):
		r.c.first(started, fromLabel, from)
	case ok && field == resolved:
		r.c.latest(field, st.source, from)
	case st.hearsay:
		r.c.first(detected, fromOpening, from)
	case !ok && r.finding && s.From.Clock && !s.Range && len(st.spans) == 1 && detectsIn(st.text):
		r.c.first(detected, fromProse, from)
	case r.opening && first && s.Start < 24 && s.From.Clock && st.impact && !(ok && field == detected):
		r.c.first(started, fromSummary, from)
	case ok && (field != started || st.impact || st.source == fromSummary):
		r.c.first(field, st.source, from)
	case !r.opening || i > 0 || toldOver.in(lead):
	case !ok && !st.impact && s.From.Clock && toldDiscovery.in(st.text[s.End:]):
		r.c.first(detected, fromOpening, from)
	case st.impact || toldBroken.in(r.next) && !endsIn(lead, "by"):
		r.c.first(started, fromOpening, from)
	}
}

// isUnseen says that a clause tells of an alert that nobody got: "the alert was still muted".
func isUnseen(clause string) bool {
	return mentions(clause, "alert", "alarm", "page", "monitor") && toldNoFinding.in(clause) && !detects(clause)
}

// latentRE is how a text says when a fault that had been there for long began to be felt.
var latentRE = regexp.MustCompile(`(?i)\b(?:no (?:harm|effect|impact|trouble)|dormant|latent|harmless|slept|sleeping)\b[^.;]{0,60}\buntil\b[^.;]{0,60}$`)

// midnight goes on to the next day where a text that has come to the evening
// gives a time of the night and no date: "At 23:40 … At 00:25 it was back."
func (r *sentenceReader) midnight(s when.Stamp) {
	switch {
	case !s.Clock:
		return
	case !s.Dated() && r.hour >= evening && s.Hour < morning && !r.on.IsZero():
		r.on = r.on.AddDate(0, 0, 1)
	}
	r.hour = s.Hour
}

const evening, morning = 20, 6 // hours of the day

// withClock is the day that a sentence begins with, at the time of day that it
// gives further on, when it gives one alone: "On July 30th we filled the server
// again at 4:00PM PDT."
func withClock(st *sentence, s when.Span) when.Stamp {
	if s.From.Clock || s.From.Day == 0 || s.Start > 24 || len(st.spans) != 2 {
		return s.From
	}
	at := st.spans[1]
	if !at.From.Clock || at.From.Dated() || at.Range {
		return s.From
	}
	if field, ok := cueField(around(st.text, st.spans, 1)); ok && field != started {
		return s.From
	}
	from := at.From
	from.Year, from.Month, from.Day, from.Weekday, from.Order = s.From.Year, s.From.Month, s.From.Day, s.From.Weekday, s.From.Order
	return from
}

// toldRecurrence is how a text goes on to a further time, which is no start.
var toldRecurrence = wordingOf("tells of a recurrence")

// lapse reads a range of time; false when nothing broke in it.
func (r *sentenceReader) lapse(st *sentence, i int, s when.Span, from hindsight.Moment) bool {
	if st.impact && beganWithinRE.MatchString(st.text[:s.Start]) {
		r.c.first(started, st.source, from)
		return true
	}
	if s.From.Clock && i == 0 && r.opening && !st.impact { // the sentence was torn
		st.impact = toldBroken.in(r.next)
	}
	switch {
	case !st.impact:
		return false
	case onlyHarm(st.text):
		r.c.first(started, st.source, from)
	default:
		st.more = r.impact(from, s.To, st.source, st.more) || st.more
	}
	return true
}

// relative puts a time of day beside "this morning" or "yesterday" on the day
// that these mean when the report was published, where that is near to the day
// that the text has come to.
func (r *sentenceReader) relative(text string, s when.Span) (from, to when.Stamp) {
	const near = 3 * 24 * time.Hour
	published := day(r.cal.published)
	if s.From.Dated() || r.cal.published.IsZero() || !r.on.IsZero() && published.Sub(r.on).Abs() > near {
		return s.From, s.To
	}
	m := relativeAfterRE.FindStringSubmatch(text[s.End:])
	if before := text[max(0, s.Start-40):s.Start]; m == nil && mentions(before, relativeWords...) {
		m = relativeBeforeRE.FindStringSubmatch(before)
	}
	switch {
	case m == nil:
		return s.From, s.To
	case m[1] != "":
		published = published.AddDate(0, 0, -1)
	}
	if s.To.Clock && !s.To.Dated() {
		s.To = s.To.On(published)
	}
	return s.From.On(published), s.To
}

var (
	relativeAfterRE  = regexp.MustCompile(`(?i)^(?: [A-Z]{2,4})?,? ` + relativePart + `\b`)
	relativeBeforeRE = regexp.MustCompile(`(?i)\b` + relativePart + `,?(?: at| around| about| approximately| from| until| since| by)* $`)
)

// relativeWords are parts of what each match of relativePart has one of.
var relativeWords = []string{"day", "night", "morning", "noon", "evening"}

// days reads an opening sentence without any date or time that says "today" or
// "yesterday", on the day of publication.
func (r *sentenceReader) days(text string, source int) {
	if !r.opening || r.begun || r.cal.published.IsZero() {
		return
	}
	m := relativeRE.FindStringSubmatchIndex(text)
	if m == nil || ofThisOne(text) == "" || ongoingRE.MatchString(text) {
		return
	}
	on := day(r.cal.published)
	if m[2] >= 0 {
		on = on.AddDate(0, 0, -1)
	}
	at := hindsight.At(on, hindsight.Day)
	switch field, ok := cueField(text[:m[0]], text[m[1]:]); {
	case ok && field == detected, toldDiscovery.in(text):
		r.c.first(detected, source, at)
	case toldBroken.in(text):
		r.c.first(started, fromOpening, at)
	}
}

// toldDiscovery is how a report begins with the finding.
var toldDiscovery = wordingOf("tells of the finding")

// ongoingRE is how a sentence speaks of what is done about it today.
var ongoingRE = regexp.MustCompile(`(?i)\b(?:` +
	`today,? (?:we|i) (?:are|want|would|will|am|have)|` +
	`(?:we|i)[’']?(?:re| are|'m| am| want| would like| will)\b[^.]{0,40}\btoday|` +
	`still|until today|as of today|until now|continues?|to this day` +
	`)\b`)

// lasted takes the end of an incident whose start and length one of the
// opening sentences gives, and no other time of day.
func (r *sentenceReader) lasted(text string, spans []when.Span) {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s when.Span) bool { return !s.From.Clock })
	if len(spans) != 1 || spans[0].Range {
		return
	}
	if l, ok := lengthIn(text); ok {
		if from, ok := r.moment(spans[0].From); ok {
			r.c.first(resolved, fromDuration, l.endFrom(from, spans[0].About))
		}
	}
}

// took takes the end from a sentence that gives the length alone, as in "It was
// down for 41 minutes", where the text has said exactly when it began.
func (r *sentenceReader) took(text string, source int) {
	start := r.c.best[started].trusted()
	if source > fromSummary || start.IsZero() || r.about || !toldBroken.in(text) || ofThisOne(text) != text {
		return
	}
	if l, ok := lengthIn(text); ok {
		r.c.first(resolved, fromDuration, l.endFrom(start, false))
	}
}

// moment is what a stamp means where the text has come to. "Monday" alone is
// too vague to be a fact of the incident.
func (r *sentenceReader) moment(s when.Stamp) (hindsight.Moment, bool) {
	if !s.Clock && s.Day == 0 {
		return hindsight.Moment{}, false
	}
	m, ok := r.cal.moment(s, r.on, when.Zone{})
	return m, ok && m.Precision() >= hindsight.Day
}

// impact takes a range of time in which something was broken. One more range,
// of the same sentence or of one that says so, moves the end; it is true when
// this one did.
func (r *sentenceReader) impact(from hindsight.Moment, to when.Stamp, source int, more bool) bool {
	r.c.first(started, source, from)
	last := &r.late
	if source <= fromSummary {
		last = &r.early
	}
	end, ok := r.moment(to)
	if ok = ok && (last.IsZero() || more); ok {
		*last = laterOf(*last, end)
	}
	return ok
}

// toldHarm is what is done in a span of time and felt long after it.
var toldHarm = wordingOf("tells of lasting harm")

// onlyHarm says that a sentence tells of nothing else, so that the end of its
// span is no end of the incident.
func onlyHarm(text string) bool { return toldHarm.in(text) && !toldBroken.beside(toldHarm, text) }
