package content

import (
	"time"

	"hindsight"
)

// A contradiction is a moment that cannot be true beside another one.
type contradiction struct {
	earlier, later     string // what happened to the incident, a participle
	earlierAt, laterAt hindsight.Moment
	at                 *hindsight.Moment // the later one
}

// contradictions are the moments of an incident that come before what they
// follow: what nobody had yet noticed cannot be over. Moments that may be one, a
// day and an hour of it, do not contradict each other.
func contradictions(i *hindsight.Incident) (all []contradiction) {
	for _, c := range []contradiction{
		{"started", "detected", i.Started, i.Detected, &i.Detected},
		{"started", "mitigated", i.Started, i.Mitigated, &i.Mitigated},
		{"started", "resolved", i.Started, i.Resolved, &i.Resolved},
		{"mitigated", "resolved", i.Mitigated, i.Resolved, &i.Resolved},
	} {
		if !c.earlierAt.IsZero() && !c.laterAt.IsZero() && last(c.laterAt).Before(c.earlierAt.Time()) {
			all = append(all, c)
		}
	}
	return all
}

// last is the last second that a moment can mean.
func last(m hindsight.Moment) time.Time {
	t := m.Time()
	switch m.Precision() {
	case hindsight.Year:
		t = t.AddDate(1, 0, 0)
	case hindsight.Month:
		t = t.AddDate(0, 1, 0)
	case hindsight.Day:
		t = t.AddDate(0, 0, 1)
	default:
		return t
	}
	return t.Add(-time.Second)
}

// longBefore says that a postmortem would have been published more than a month
// before its incident: one of the two dates is another's.
func longBefore(date hindsight.Moment, i hindsight.Incident) bool {
	const month = 31 * 24 * time.Hour
	return date.Precision() >= hindsight.Day && i.Started.Precision() >= hindsight.Day && i.Started.Time().Sub(date.Time()) > month
}
