package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"hindsight"
	"hindsight/internal/figure"
	"hindsight/internal/wording"
)

// A step is a line of the timeline, or an update as it was posted.
type step struct {
	ID    string `json:"id"`
	Date  string `json:"date"`
	Time  string `json:"time"`
	ISO   string `json:"iso"`
	Since string `json:"since"` // time since the incident began: "+1 h 45 min"
	Until string `json:"until"`
	Text  string `json:"text"`
	Kind  string `json:"kind"`  // "" for a plain event
	Word  string `json:"word"`  // for the kind
	Times string `json:"times"` // "three times" where the next ones say the same
}

// A day is what happened on it; Day is "" where that is not stated.
type day struct {
	Day   string `json:"day"`
	Steps []step `json:"steps"`
}

// A run is a row of updates; Folded where they change nothing.
type run struct {
	Folded bool   `json:"folded"`
	Steps  []step `json:"steps"`
}

// posted are the states that a status page posts.
var posted = []string{hindsight.KindInvestigating, hindsight.KindIdentified, hindsight.KindMonitoring, hindsight.KindUpdate, hindsight.KindResolved}

// most updates that are all shown; of more, the first, the last and those that
// bring a new state are.
const mostUpdates = 5

// steps are the lines of events. Neighbours that say the same at the same time are one.
func steps(events []hindsight.Event, began hindsight.Moment, say wording.Texts) []step {
	var out []step
	times := 1
	for n, e := range events {
		s := newStep(e, began, say)
		if last := len(out) - 1; n > 0 && s == withoutID(out[last]) {
			times++
			out[last].Times = say.Known(fmt.Sprintf("times-%d", times), say.Say("times-more", "N", strconv.Itoa(times)))
			continue
		}
		s.ID, times = fmt.Sprintf("t%d", n+1), 1
		out = append(out, s)
	}
	return out
}

func withoutID(s step) step {
	s.ID, s.Times = "", ""
	return s
}

func newStep(e hindsight.Event, began hindsight.Moment, say wording.Texts) step {
	s := step{ISO: e.At.String(), Text: oneLine(e.Text, 2000), Until: until(e, say)}
	if e.Kind != hindsight.KindEvent {
		s.Kind = oneLine(e.Kind, 40)
		s.Word = say.Known("kind-"+s.Kind, s.Kind)
	}
	if e.At.IsZero() {
		return s
	}
	s.Date = say.Date(days[min(e.At.Precision(), hindsight.Day)], e.At.Time())
	if e.At.Precision() == hindsight.Instant {
		s.Time = e.At.Time().Format("15:04")
		s.Since = since(began, e.At, say)
	}
	return s
}

// days are the texts that show how the day of a step is written, by its precision.
var days = [...]string{hindsight.Year: "date-year", hindsight.Month: "date-month", hindsight.Day: "date-short-day"}

// since is how long after the begin of the incident something happened; "" at
// the begin itself, or when it is not known, or further away than a day before.
func since(began, at hindsight.Moment, say wording.Texts) string {
	if began.Precision() != hindsight.Instant {
		return ""
	}
	switch d := at.Time().Sub(began.Time()); {
	case d > 0:
		return "+" + say.Length(d)
	case d < 0:
		return "−" + say.Length(-d)
	}
	return ""
}

// until is the end of a span: the time when it is the same day, else the date too.
func until(e hindsight.Event, say wording.Texts) string {
	switch {
	case e.Until.IsZero():
		return ""
	case e.Until.Precision() == hindsight.Instant && e.Until.Time().Format("2006-01-02") == e.At.Time().Format("2006-01-02"):
		return e.Until.Time().Format("15:04")
	case e.Until.Precision() == hindsight.Instant:
		return say.Date("date-until", e.Until.Time())
	}
	return say.Date(written[e.Until.Precision()], e.Until.Time())
}

// divide parts what happened from what was posted about it.
func divide(all []step) (timeline []day, reported []run) {
	var updates []step
	for _, s := range all {
		switch last := len(timeline) - 1; {
		case slices.Contains(posted, s.Kind):
			updates = append(updates, s)
		case last >= 0 && (s.Date == "" || s.Date == timeline[last].Day):
			timeline[last].Steps = append(timeline[last].Steps, s)
		default:
			timeline = append(timeline, day{s.Date, []step{s}})
		}
	}
	for n, s := range updates {
		fold := len(updates) > mostUpdates && n > 0 && n < len(updates)-1 && (s.Kind == updates[n-1].Kind || s.Kind == hindsight.KindUpdate)
		if last := len(reported) - 1; last < 0 || reported[last].Folded != fold {
			reported = append(reported, run{Folded: fold})
		}
		last := len(reported) - 1
		reported[last].Steps = append(reported[last].Steps, s)
	}
	return timeline, reported
}

// drawing is the incident to scale; each dot leads to a step.
func drawing(i hindsight.Incident, events []hindsight.Event, all []step, say wording.Texts) figure.Drawing {
	var marks []figure.Mark
	at := map[string]int{}
	for n := range events {
		at[fmt.Sprintf("t%d", n+1)] = n
	}
	for _, s := range all {
		if e := events[at[s.ID]]; e.At.Precision() == hindsight.Instant {
			marks = append(marks, figure.Mark{ID: s.ID, At: e.At.Time(), Text: s.Text})
		}
	}
	return figure.Incident(i, marks, say)
}

// figureHTML are both drawings, of which a style shows one.
func figureHTML(d figure.Drawing) string {
	return d.Wide + "\n" + d.Narrow
}

// shownEvents are the events that a page lists beside the text. Where the whole
// text is shown and none of its events has a day, the text tells them all the
// same, and a list under "Times in UTC" would give their clocks a zone that
// nobody named.
func shownEvents(e hindsight.Entry) []hindsight.Event {
	dated := func(ev hindsight.Event) bool { return !ev.At.IsZero() || !ev.Until.IsZero() }
	if cmp.Or(e.Publish, hindsight.PublishFull) == hindsight.PublishFull && e.Body != "" && !slices.ContainsFunc(e.Timeline, dated) {
		return nil
	}
	return e.Timeline[:min(len(e.Timeline), maxTimeline)]
}
