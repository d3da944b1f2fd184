package hindsight

import "time"

// For how long after its start a failure can go unnoticed, and before its
// publication an entry of a timeline can lie, and still say when it happened:
// of 320 public reports the publication lags the start by 184 days at most,
// while a leaked token or a latent defect can be years older than the incident.
const farFromIncident = 90 * 24 * time.Hour

// When is the day by which readers find a postmortem: when the incident
// started, else was detected, mitigated or resolved, else the earliest exact
// entry of its timeline (none from more than 90 days before the publication,
// where that is known), else the publication. An incident that began more than
// 90 days before anybody noticed is found by the day on which it was noticed.
// It is as precise as the text is, and zero when no date is known at all.
func (p Postmortem) When() Moment {
	i := p.Incident
	if !i.Started.IsZero() && i.Detected.Time().Sub(i.Started.end()) > farFromIncident {
		return i.Detected
	}
	for _, m := range []Moment{i.Started, i.Detected, i.Mitigated, i.Resolved, p.firstEvent(), p.Date} {
		if !m.IsZero() {
			return m
		}
	}
	return Moment{}
}

// When is that of the whole entry, also where Published has cut it: the day is
// a fact, and no words of the text.
func (e Entry) When() Moment {
	if !e.when.IsZero() {
		return e.when
	}
	return e.Postmortem.When()
}

// firstEvent is the earliest exact moment of the timeline that can belong to
// the incident.
func (p Postmortem) firstEvent() (first Moment) {
	for _, v := range p.Timeline {
		switch {
		case v.At.Precision() != Instant,
			!p.Date.IsZero() && p.Date.Time().Sub(v.At.Time()) > farFromIncident,
			!first.IsZero() && first.Compare(v.At) <= 0:
		default:
			first = v.At
		}
	}
	return first
}

// end is the last instant that the moment can mean.
func (m Moment) end() time.Time {
	switch m.p {
	case Year:
		return m.t.AddDate(1, 0, 0)
	case Month:
		return m.t.AddDate(0, 1, 0)
	case Day:
		return m.t.AddDate(0, 0, 1)
	}
	return m.t
}

// longest is what an incident is believed to have lasted at most; beyond it
// one of the two moments is more likely to be another incident's.
const longest = 400 * 24 * time.Hour

// Lasted is how long the failure was felt: from its start until it was
// resolved, else mitigated. It is known, as the other two lengths are, only
// between moments that are exact and in order.
func (i Incident) Lasted() (time.Duration, bool) {
	end := i.Resolved
	if end.Precision() != Instant {
		end = i.Mitigated
	}
	d, ok := between(i.Started, end)
	return d, ok && d > 0
}

// NoticedAfter is how long it took from the start until somebody or something
// noticed; 0 is "at once".
func (i Incident) NoticedAfter() (time.Duration, bool) { return between(i.Started, i.Detected) }

// MitigatedAfter is how long it took from the start until users no longer felt it.
func (i Incident) MitigatedAfter() (time.Duration, bool) { return between(i.Started, i.Mitigated) }

func between(from, to Moment) (time.Duration, bool) {
	if from.Precision() != Instant || to.Precision() != Instant {
		return 0, false
	}
	d := to.Time().Sub(from.Time())
	return d, 0 <= d && d <= longest
}
