package facts

import (
	"time"

	"hindsight"
	"hindsight/internal/when"
)

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
