package facts

import (
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// maxEvents is how many lines of a timeline are kept; the longest one seen has 120.
const maxEvents = 2000

// bodyEvents reads the timeline of a body, in the order of the text.
func bodyEvents(blocks []block, cal calendar) []hindsight.Event {
	t := timeline{cal: cal, day: cal.base}
	for i := 0; i < len(blocks) && len(t.lines) < maxEvents; i++ {
		switch b := blocks[i]; b.kind {
		case header, row:
			i = t.table(blocks, i, past(b.role))
		case heading:
			t.heading(blocks, i)
		default:
			if past(b.role) {
				t.block(blocks, i)
			}
		}
	}
	return t.events()
}

// past says that times in a section of the role are of the past: those of
// follow-ups are when things are due.
func past(r prose.Role) bool {
	return r != prose.RoleFollowUp && r != prose.RoleLessons && r != prose.RoleComments
}

// A timeline collects the dated lines of a body.
type timeline struct {
	cal   calendar
	zone  when.Zone // stated in the section that is being read
	level int       // of the heading that stated it
	day   time.Time // that a line without a date is on, as far as the text says
	fixed bool      // day is that of all lines that do not say otherwise
	group int       // counts up where a new list begins
	lines []dated
}

// dated is a line with what its place in the text says of its day.
type dated struct {
	span  when.Span
	text  string
	full  string
	zone  when.Zone
	day   time.Time
	fixed bool
	group int
}

func (t *timeline) add(l line) {
	if strings.TrimSpace(l.text) != "" {
		t.lines = append(t.lines, dated{l.span, l.text, l.full, t.zone, t.day, t.fixed, t.group})
	}
}

// heading opens a section: it may state a zone, a day, or be an event itself.
func (t *timeline) heading(blocks []block, i int) {
	b := blocks[i]
	if b.level <= t.level {
		t.zone, t.level = when.Zone{}, 0
	}
	if z, ok := statedZone(b.flat); ok {
		t.zone, t.level = z, b.level
	}
	l, ok := timed(b)
	if !ok {
		t.group++
		t.newDay(b.flat)
		return
	}
	if !l.span.From.Clock || b.role != prose.RoleTimeline && l.text != "" {
		t.group++
		t.setDay(l.span)
		return
	}
	if l.text == "" {
		l.text = below(blocks, i)
	}
	t.add(l)
}

func (t *timeline) block(blocks []block, i int) {
	b := blocks[i]
	l, ok := timed(b)
	switch {
	case !ok:
		if b.kind == paragraph {
			text := head(b.flat, 2000)
			t.newDay(text)
			t.fixed = allOn.MatchString(text)
		}
		if z, ok := statedZone(b.flat); ok && t.zone.IsZero() {
			t.zone, t.level = z, 1
		}
		return
	case l.text == "" && !l.span.From.Clock:
		t.setDay(l.span)
		return
	case l.text == "":
		l.text = below(blocks, i)
	}
	t.add(l)
}

// newDay takes the last day that running text or a heading names.
func (t *timeline) newDay(text string) {
	for _, s := range when.Find(text) {
		t.setDay(s)
	}
}

func (t *timeline) setDay(s when.Span) {
	if s.From.Day == 0 && s.From.Weekday == 0 {
		return
	}
	if full, ok := t.cal.date(s.From, t.day); ok {
		t.day, t.fixed = full.Date(), false
		t.group++
	}
}

// below is the text of an event that is only a time: the next paragraph, or
// the items under it.
func below(blocks []block, i int) string {
	var parts []string
	for _, b := range blocks[i+1 : min(len(blocks), i+8)] {
		if b.kind > paragraph || b.kind == heading || blocks[i].kind == item && (b.kind != item || b.level <= blocks[i].level) {
			break
		}
		if _, ok := timed(b); ok {
			break
		}
		parts = append(parts, b.flat)
		if b.kind == paragraph {
			break
		}
	}
	return strings.Join(parts, "; ")
}

// events dates the lines. Lines without a date are on the day of the line
// before them, or on the next one where the clock goes back by more than
// backStep. A list that runs backwards is read from its end.
func (t *timeline) events() []hindsight.Event {
	var events []hindsight.Event
	t.lendZones()
	for i := 0; i < len(t.lines); {
		end := i + 1
		for end < len(t.lines) && t.lines[end].group == t.lines[i].group {
			end++
		}
		events = append(events, t.dateGroup(t.lines[i:end])...)
		i = end
	}
	return events
}

// lendZones gives a line that names no zone, where nothing states one, that
// of the line before it.
func (t *timeline) lendZones() {
	var last when.Zone
	for i := range t.lines {
		l := &t.lines[i]
		switch {
		case !l.span.From.Zone.IsZero():
			last = l.span.From.Zone
		case l.span.From.Clock && l.zone.IsZero() && t.cal.zone.IsZero():
			l.zone = last
		}
	}
}

// backStep is the largest step back in time that is still an entry out of
// order, and not the next day. Lists in the corpus have steps back of up to
// an hour within a day, and nights of at least five hours.
const backStep = 3 * time.Hour

func (t *timeline) dateGroup(lines []dated) []hindsight.Event {
	events := make([]hindsight.Event, len(lines))
	d := dater{cal: t.cal, day: lines[0].day}
	if runsBackwards(lines) {
		for i := len(lines) - 1; i >= 0; i-- {
			events[i] = d.event(lines[i])
		}
		return events
	}
	for i, l := range lines {
		events[i] = d.event(l)
	}
	return events
}

// A dater follows the day through a list, in order of time.
type dater struct {
	cal   calendar
	day   time.Time // of the line before
	last  time.Time // instant of the line before; zero for none
	dated bool      // that line stated its date
}

func (d *dater) event(l dated) hindsight.Event {
	e := hindsight.Event{Text: l.text, Kind: hindsight.KindEvent}
	from := l.span.From
	if l.fixed && d.dated && !from.Dated() {
		d.day, d.last = l.day, time.Time{}
	}
	d.dated = from.Dated()
	at, ok := d.cal.moment(from, d.day, l.zone)
	if ok && !from.Dated() && !d.last.IsZero() && at.Time().Sub(d.last) < -backStep {
		d.day = d.day.AddDate(0, 0, 1)
		at, ok = d.cal.moment(from, d.day, l.zone)
	}
	if !ok {
		e.Text = l.full
		return e
	}
	if full, ok := d.cal.date(from, d.day); ok && full.Full() {
		d.day = full.Date()
	}
	if at.Precision() == hindsight.Instant {
		d.last = at.Time()
	}
	e.At = at
	if l.span.Range && !l.span.To.IsZero() {
		if until, ok := d.cal.moment(l.span.To, d.day, l.zone); ok && at.Compare(until) < 0 {
			e.Until = until
		}
	}
	return e
}

// runsBackwards says that most steps between the times of a list go back.
func runsBackwards(lines []dated) bool {
	up, down := 0, 0
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1].span.From, lines[i].span.From
		switch {
		case !a.Clock || !b.Clock:
		case a.Hour*60+a.Minute < b.Hour*60+b.Minute:
			up++
		case a.Hour*60+a.Minute > b.Hour*60+b.Minute:
			down++
		}
	}
	return down > up && down > 1
}

// fresh are the events of the body that the status updates do not tell
// already: importers append the updates to the body, to the minute.
func fresh(events, updates []hindsight.Event) []hindsight.Event {
	told := map[time.Time][]string{}
	minute := func(e hindsight.Event) time.Time { return e.At.Time().Truncate(time.Minute) }
	for _, u := range updates {
		told[minute(u)] = append(told[minute(u)], squash(u.Text))
	}
	var left []hindsight.Event
	for _, e := range events {
		text := squash(e.Text)
		same := func(s string) bool { return strings.HasPrefix(s, text) || strings.HasPrefix(text, s) }
		if !slices.ContainsFunc(told[minute(e)], same) {
			told[minute(e)] = append(told[minute(e)], text)
			left = append(left, e)
		}
	}
	return left
}

// merge joins the status updates that the importer gave with the events of
// the body, in order of time. An event without a time stays behind the one
// that it follows.
func merge(updates, events []hindsight.Event) []hindsight.Event {
	var runs [][]hindsight.Event
	for _, e := range slices.Concat(updates, events) {
		if n := len(runs); e.At.IsZero() && n > 0 {
			runs[n-1] = append(runs[n-1], e)
			continue
		}
		runs = append(runs, []hindsight.Event{e})
	}
	slices.SortStableFunc(runs, func(a, b []hindsight.Event) int { return a[0].At.Compare(b[0].At) })
	return slices.Concat(runs...)
}

// squash makes two texts equal that differ in marks and blanks only.
func squash(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return strings.ContainsRune(" \t\n.,:;!?*_`\"'“”‘’\\()[]", r)
	}), " ")
}
