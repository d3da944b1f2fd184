package facts

import (
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// candidates holds for each field and source what was read there first (or
// last, or earliest), and everything that was offered, for when that does not
// go together with the other fields.
type candidates struct {
	best [fields]bySource
	all  [fields][]choice // in the order of the text
}

// bySource holds a moment for each source.
type bySource [sources]hindsight.Moment

// maxChoices is how many moments of a field are remembered.
const maxChoices = 64

func (c *candidates) offer(field, source int, m hindsight.Moment) {
	if !m.IsZero() && len(c.all[field]) < maxChoices {
		c.all[field] = append(c.all[field], choice{m, source})
	}
}

func (c *candidates) first(field, source int, m hindsight.Moment) {
	c.offer(field, source, m)
	if m.IsZero() {
		return
	}
	if old := c.best[field][source]; old.IsZero() || finer(m, old) {
		c.best[field][source] = m
	}
}

func (c *candidates) earliest(field, source int, m hindsight.Moment) {
	c.offer(field, source, m)
	if old := c.best[field][source]; old.IsZero() || m.Compare(old) < 0 {
		c.best[field][source] = m
	}
}

func (c *candidates) latest(field, source int, m hindsight.Moment) {
	c.offer(field, source, m)
	if c.best[field][source].Compare(m) < 0 {
		c.best[field][source] = m
	}
}

// withdraw takes back what a source said of a field.
func (c *candidates) withdraw(field, source int) {
	c.best[field][source] = hindsight.Moment{}
	c.all[field] = slices.DeleteFunc(c.all[field], func(o choice) bool { return o.source == source })
}

// labelNames read the label of a line such as "Incident began at".
var labelNames = []struct {
	field int
	name  wording
}{
	{detected, wordingOf("labels the finding")},
	{mitigated, wordingOf("labels the mitigation")},
	{resolved, wordingOf("labels the end")},
	{started, wordingOf("labels the start")},
}

// labelsWhole is the label of a range of time.
var labelsWhole = wordingOf("labels the whole")

// wholeLabels mean something where they are the whole label alone.
var wholeLabels = map[string]int{"down": started, "offline": started, "up": resolved, "online": resolved, "recovery": resolved}

func labelField(label string) (field int, ok bool) {
	if len(label) > 48 || len(strings.Fields(label)) > 6 {
		return 0, false
	}
	if field, ok := wholeLabels[strings.ToLower(strings.Trim(label, " *_"))]; ok {
		return field, true
	}
	for _, l := range labelNames {
		if l.name.in(label) {
			return l.field, true
		}
	}
	return 0, false
}

// labelled takes what stands under a label: of several ends the last.
func (c *candidates) labelled(field, source int, m hindsight.Moment) {
	if field == mitigated || field == resolved {
		c.latest(field, source, m)
	} else {
		c.first(field, source, m)
	}
}

// labels reads lines that are a label and a time.
func (c *candidates) labels(blocks []block, cal calendar) {
	for i, b := range blocks {
		if !tells(b.role) || aboutReportRE.MatchString(b.labelled()) {
			continue
		}
		label, value := splitLabel(b)
		if label == "" && i > 0 {
			label, value = underHeading(blocks[i-1 : min(len(blocks), i+2)])
		}
		if m := onlyLengthsRE.FindStringSubmatch(value); m != nil && durationLabelRE.MatchString(label) {
			c.first(resolved, fromDuration, parseLength(m[1]).endFrom(c.best[started][fromLabel], false))
		}
		field, ok := labelField(label)
		whole := !ok && label != "" && len(strings.Fields(label)) < 4 && (labelsWhole.in(label) || dayLabelRE.MatchString(label))
		if !ok && !whole {
			continue
		}
		spans := when.Find(value)
		if whole { // "When: 12:00 to 17:55 CEST" gives both ends, and a time alone neither
			if len(spans) == 0 || !spans[0].Range || !spans[0].From.Clock || !spans[0].To.Clock {
				continue
			}
			field = started
		}
		told := field == detected && len(spans) == 1 && spans[0].From.Clock && detectsIn(value) // "Detection: a customer called us at 14:31"
		if len(spans) == 0 || spans[0].Start > 12 && !told {
			continue
		}
		m, ok := cal.moment(spans[0].From, cal.base, when.Zone{})
		if !ok {
			continue
		}
		to, isRange := cal.moment(spans[0].To, cal.base, when.Zone{})
		isRange = isRange && spans[0].Range
		if isRange && (field == mitigated || field == resolved) {
			m = to
		}
		c.labelled(field, fromLabel, m)
		if isRange && field == started {
			c.latest(resolved, fromLabel, to)
		}
	}
}

// underHeading takes a heading and the paragraph under it for a label and its
// time, where that begins with one: texts that have each label on a line of its
// own are read as sections. The block after it must be no further time, for
// then they are a timeline.
func underHeading(blocks []block) (label, value string) {
	b := blocks[1]
	if blocks[0].kind != heading || b.kind != paragraph || b.role == prose.RoleTimeline || len(b.flat) > 300 {
		return "", ""
	}
	for _, next := range blocks[2:] {
		if next.kind != heading && startsWithTime(next.flat) {
			return "", ""
		}
	}
	if !startsWithTime(b.flat) {
		return "", ""
	}
	return blocks[0].flat, head(b.flat, 160)
}

func startsWithTime(text string) bool {
	spans := when.Find(head(text, 80))
	return len(spans) > 0 && spans[0].Start == 0 && spans[0].From.Clock
}

// splitLabel takes "**Started**: 10:30", "Resolved 2020-02-25 17:07" and the
// row "| Start | 10:30 |" apart.
func splitLabel(b block) (label, value string) {
	switch {
	case b.kind == heading:
		return "", ""
	case len(b.cells) == 2 && (b.kind == row || b.kind == header && isStamp(b.cells[1])):
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

// What status updates tell.
var (
	toldRelief    = wordingOf("tells of relief") // an update that goes back to investigating takes it back
	toldMitigated = wordingOf("tells that it is mitigated")
	toldPartial   = wordingOf("tells of a partial mitigation")
	toldRelapse   = wordingOf("tells of a relapse")
)

// maxUpdates is how much of the text of status updates is read for times, in bytes;
// the most that an incident of ../shared/corpus has are 2.4 KB.
const maxUpdates = 1 << 20

// updates reads the status updates: when the last one said resolved, the
// times that their texts state, and, for want of anything better, the first
// one for the start.
func (c *candidates) updates(updates []hindsight.Event, cal calendar) (declared hindsight.Moment) {
	r := sentenceReader{c: c, cal: cal}
	var first hindsight.Event
	watched := false // the update before said that the end was being watched
	left := maxUpdates
	for _, u := range updates {
		if u.At.IsZero() || u.Kind == hindsight.KindEvent {
			continue
		}
		r.on = day(u.At.Time())
		if text := head(u.Text, 3000); len(text) <= left {
			r.read(text, fromTimeline)
			left -= len(text)
		}
		if u.Kind == hindsight.KindResolved {
			declared = laterOf(declared, u.At)
			continue
		}
		c.earliest(started, fromFallback, u.At)
		if first.At.IsZero() || u.At.Compare(first.At) < 0 {
			first = u
		}
		text := head(u.Text, 1000)
		switch {
		case toldMitigated.in(text) && !toldPartial.in(text):
			c.first(mitigated, fromFallback, u.At)
		case (u.Kind == hindsight.KindInvestigating || u.Kind == hindsight.KindIdentified) && (watched || toldRelapse.in(text)):
			c.withdraw(mitigated, fromFallback)
		case u.Kind == hindsight.KindMonitoring && toldRelief.in(u.Text):
			c.first(mitigated, fromFallback, u.At)
		}
		watched = u.Kind == hindsight.KindMonitoring
	}
	if c.best[mitigated][fromFallback] == first.At { // nobody knows when it began
		c.withdraw(mitigated, fromFallback)
	}
	told := first.Kind == hindsight.KindMonitoring // it was over when somebody wrote
	if start := c.best[started].trusted(); !told && (start.IsZero() || first.At.Time().Sub(start.Time()) <= noticed) || detects(head(first.Text, 400)) {
		c.first(detected, fromFallback, first.At)
	}
	return declared
}

// noticed is how long after the start a first status update still says, by
// itself, when it was noticed: later ones are written long after that.
const noticed = 30 * time.Minute

// trusted is what the most trusted source before the fallback gives.
func (s *bySource) trusted() hindsight.Moment {
	for _, m := range s[:fromFallback] {
		if !m.IsZero() {
			return m
		}
	}
	return hindsight.Moment{}
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
		if label, _, ok := strings.Cut(text, ": "); ok {
			if field, ok := labelField(label); ok {
				if field == mitigated || field == resolved {
					c.labelled(field, fromTimeline, end)
				} else {
					c.labelled(field, fromTimeline, e.At)
				}
				if field == started && detects(text) {
					c.first(detected, fromTimeline, e.At)
				}
				continue
			}
		}
		if toldStopped.in(text) {
			continue
		}
		if toldStart.in(text) {
			c.first(started, fromTimeline, e.At)
		}
		if detects(text) {
			c.first(detected, fromTimeline, e.At)
		}
		if toldMitigation.in(text) && !toldNoSuccess.in(text) {
			c.latest(mitigated, fromTimeline, end)
		}
		if ends(text) {
			c.latest(resolved, fromTimeline, end)
		}
	}
	if dated >= minTimeline {
		c.ends(events, day)
	}
}

// ends takes the first event of a timeline for the start and the last one for
// the end, for want of anything better. What was disclosed had begun long
// before somebody reported it; and of a timeline that falls silent for days
// nobody knows which of its events was the end.
func (c *candidates) ends(events []hindsight.Event, day time.Time) {
	var begin, last hindsight.Event
	told, silent := 0, false
	for _, e := range events {
		if e.At.Precision() < hindsight.Instant {
			continue
		}
		if toldStopped.in(e.Text) {
			continue
		}
		quiet := toldNothing.in(e.Text) && !toldBroken.beside(toldNothing, e.Text)
		if in := day.IsZero() || e.At.Time().After(day.AddDate(0, 0, -prelude)); in && !quiet && (begin.At.IsZero() || e.At.Compare(begin.At) < 0) {
			begin = e
		}
		silent = silent || told >= settled && e.At.Time().Sub(last.At.Time()) > silence
		if told++; !toldAftermath.in(e.Text) && laterOf(last.At, last.Until).Compare(laterOf(e.At, e.Until)) < 0 {
			last = e
		}
	}
	if next := after(events, begin.At); !toldBroken.in(begin.Text) && !ends(next.Text) && next.At.Time().Sub(begin.At.Time()) > 24*time.Hour {
		begin = next // nothing broke before the next day: it was prepared then
	}
	if !(toldDisclosure.in(begin.Text) && detects(begin.Text)) {
		c.earliest(started, fromFallback, begin.At)
	}
	if !silent {
		c.latest(resolved, fromFallback, laterOf(last.At, last.Until))
	}
}

// after is the first event after a moment.
func after(events []hindsight.Event, m hindsight.Moment) (next hindsight.Event) {
	for _, e := range events {
		if e.At.Precision() == hindsight.Instant && m.Compare(e.At) < 0 && (next.At.IsZero() || e.At.Compare(next.At) < 0) {
			next = e
		}
	}
	return next
}

// toldDisclosure is how a timeline begins with the report of a weakness.
var toldDisclosure = wordingOf("tells of a disclosure")

// A gap of silence after settled events or more parts an incident from its aftermath.
const (
	silence = 5 * 24 * time.Hour
	settled = 3
)

// prelude is how many days before the day of the incident a first event may
// be its start: timelines also tell of the change of half a year ago, and of
// dates with last year's number.
const prelude = 14

// minTimeline is how many dated events make a timeline whose first and last
// one are taken for start and end.
const minTimeline = 2
