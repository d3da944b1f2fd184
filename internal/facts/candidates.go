package facts

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
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
	re    *regexp.Regexp
}{
	{detected, regexp.MustCompile(`(?i)\b(?:detected|detection|discovery|aware|noticed|alerted|discovered|first (?:noticed|reported|alert)|time to detect|identified)\b`)},
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
	for _, b := range blocks {
		if !tells(b.role) {
			continue
		}
		label, value := splitLabel(b)
		if m := onlyLengths.FindStringSubmatch(value); m != nil && durationLabel.MatchString(label) {
			c.first(resolved, fromDuration, parseLength(m[1]).after(c.best[started][fromLabel], false))
		}
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

// eased is how a "monitoring" update says that the worst is over. An update
// that goes back to investigating takes it back.
var eased = regexp.MustCompile(`(?i)\b(?:fix\w*|mitigat\w*|recover\w*|restor\w*|resolv\w*|implemented|normal\w*|workaround|rolled back|revert\w*|stabili[sz]\w*|improv\w*)\b`)

var (
	// mitigatedNow is how an update of any kind says that users no longer feel it.
	mitigatedNow = regexp.MustCompile(`(?i)\b(?:(?:have|has|has been|have been|been|was|were|is|are now|is now) (?:fully |successfully |now )?(?:mitigated|rolled back|reverted|recovered)|mitigations? (?:has been|have been|was|is|are) (?:fully |successfully |now )?(?:applied|deployed|complete[d]?|in place|rolled out)|fix (?:has been|was|is) (?:fully |successfully |now )?(?:implemented|deployed|applied|rolled out|in place)|(?:applied|deployed|implemented|rolled out) (?:a|the) (?:fix|mitigation|workaround)|back to normal|fully recovered)\b`)
	// partial takes that back.
	partial = regexp.MustCompile(`(?i)\b(?:potential\w*|partial\w*|some|most|starting|start to|beginning|begin to|early|not|n['’]t|expect\w*|if|once (?:the|it|we|they)|other (?:services|regions|systems)|the (?:remaining|rest)|until|when|before|should|will|attempt\w*|testing|working (?:on|to)|in progress|still)\b`)
	// relapse is how a later update says that it goes on.
	relapse = regexp.MustCompile(`(?i)\b(?:are back|recurr\w*|re-?occurr\w*|return(?:ed|ing)|continu\w+ (?:to )?(?:see|experience|investigat\w*)|still|not (?:been )?(?:resolved|mitigated|fixed)|investigating|identified)\b`)
)

// updates reads the status updates: when the last one said resolved, the
// times that their texts state, and, for want of anything better, the first
// one for the start.
func (c *candidates) updates(updates []hindsight.Event, cal calendar) (declared hindsight.Moment) {
	r := sentenceReader{c: c, cal: cal}
	var first hindsight.Event
	watched := false // the update before said that the end was being watched
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
		if first.At.IsZero() || u.At.Compare(first.At) < 0 {
			first = u
		}
		text := head(u.Text, 1000)
		switch {
		case mitigatedNow.MatchString(text) && !partial.MatchString(text):
			c.first(mitigated, fromFallback, u.At)
		case (u.Kind == hindsight.KindInvestigating || u.Kind == hindsight.KindIdentified) && (watched || relapse.MatchString(text)):
			c.withdraw(mitigated, fromFallback)
		case u.Kind == hindsight.KindMonitoring && eased.MatchString(u.Text):
			c.first(mitigated, fromFallback, u.At)
		}
		watched = u.Kind == hindsight.KindMonitoring
	}
	if c.best[mitigated][fromFallback] == first.At { // nobody knows when it began
		c.withdraw(mitigated, fromFallback)
	}
	if start := c.best[started].trusted(); start.IsZero() || first.At.Time().Sub(start.Time()) <= noticed || detects(head(first.Text, 400)) {
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
				continue
			}
		}
		if startCue.MatchString(text) {
			c.first(started, fromTimeline, e.At)
		}
		if detects(text) {
			c.first(detected, fromTimeline, e.At)
		}
		if mitigateCue.MatchString(text) && !noHelp.MatchString(text) {
			c.latest(mitigated, fromTimeline, end)
		}
		if resolveCue.MatchString(text) && !noHelp.MatchString(text) {
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
		if in := day.IsZero() || e.At.Time().After(day.AddDate(0, 0, -prelude)); in && (begin.At.IsZero() || e.At.Compare(begin.At) < 0) {
			begin = e
		}
		silent = silent || told >= settled && e.At.Time().Sub(last.At.Time()) > silence
		if told++; !aftermath.MatchString(e.Text) && laterOf(last.At, last.Until).Compare(laterOf(e.At, e.Until)) < 0 {
			last = e
		}
	}
	if !(disclosure.MatchString(begin.Text) && detects(begin.Text)) {
		c.earliest(started, fromFallback, begin.At)
	}
	if !silent {
		c.latest(resolved, fromFallback, laterOf(last.At, last.Until))
	}
}

// disclosure is how a timeline begins with the report of a weakness.
var disclosure = regexp.MustCompile(`(?i)\b(?:security policy|vulnerab\w*|disclos\w*|bounty|bugcrowd|hackerone|researchers?|CVE)\b`)

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
