package facts

import (
	"slices"
	"time"

	"hindsight"
)

// chosen holds the moment of each field that the text gives most surely.
type chosen [fields]choice

// take sets a field that has nothing yet.
func (in *chosen) take(field int, m hindsight.Moment, source int) {
	if in[field].IsZero() {
		in[field] = choice{m, source}
	}
}

// fill takes for a field what the most trusted source gives; a less trusted
// one may say the minute of the day.
func (in *chosen) fill(c *candidates, field int) {
	for source, m := range c.best[field] {
		if in[field].IsZero() {
			in[field] = choice{m, source}
		} else if finer(m, in[field].Moment) {
			in[field].Moment = m
		}
	}
}

// settle makes the fields agree with each other and with the publication. They
// are settled in the order of trust; one that cannot be beside those settled
// before it gives way to the next moment offered for it that can, else to
// none. So of two that contradict each other the less certain one goes.
func (in *chosen) settle(c *candidates, published hindsight.Moment) {
	in.earlierStart(c, published)
	in.startOfDay(c, published)
	order := []int{started, resolved, detected, mitigated}
	slices.SortStableFunc(order, func(a, b int) int { return in[a].source - in[b].source })
	var done chosen
	for _, field := range order {
		options := slices.Clone(c.all[field])
		slices.SortStableFunc(options, func(a, b choice) int { return a.source - b.source })
		for _, o := range append([]choice{in[field]}, options...) {
			if !o.IsZero() && o.possible(published) && done.agrees(field, o) {
				done[field] = o
				break
			}
		}
	}
	*in = done
}

// startOfDay gives up a day for the start, without a time, where the text has a
// time for one on the day of the end: the other, a week before or more, is a
// day of the background.
const week = 7 * 24 * time.Hour

func (in *chosen) startOfDay(c *candidates, published hindsight.Moment) {
	start, end := in[started], in[resolved].Moment
	if start.source <= fromLabel || start.Precision() != hindsight.Day || end.Precision() != hindsight.Instant || end.Time().Sub(start.Time()) < week {
		return
	}
	for _, o := range c.all[started] {
		if o.source < fromFallback && o.Precision() == hindsight.Instant && !before(end, o.Moment) && o.possible(published) &&
			end.Time().Sub(o.Time()) < 24*time.Hour && o.Compare(start.Moment) > 0 {
			in[started] = o
			return
		}
	}
}

// earlierStart looks, where something is said to have been noticed before it
// began, for a start that goes before it: texts tell of several.
func (in *chosen) earlierStart(c *candidates, published hindsight.Moment) {
	start, seen := in[started], in[detected]
	if start.source == stated || !before(seen.Moment, start.Moment) || !seen.possible(published) {
		return
	}
	for _, o := range c.all[started] {
		if o.source < fromFallback && o.Precision() >= start.Precision() && o.possible(published) &&
			!before(seen.Moment, o.Moment) && !far(o.Moment, seen.Moment) {
			in[started] = o
			return
		}
	}
	if start.source > seen.source && start.source >= fromDuration {
		in[started] = choice{}
	}
}

// agrees says that a moment can be beside those that are settled.
func (in *chosen) agrees(field int, o choice) bool {
	for other, settled := range in {
		switch {
		case settled.IsZero() || other == field:
		case other < field && before(o.Moment, settled.Moment), other > field && before(settled.Moment, o.Moment):
			return false
		case o.weak() && far(settled.Moment, o.Moment):
			return false
		case field == mitigated && other == started && o.source != stated && o.Moment == settled.Moment && o.Precision() == hindsight.Instant:
			return false // nothing is mended as it breaks
		}
	}
	return true
}

// Limits of what an incident can be. Failures of more than long are seldom,
// and told of explicitly; late is how long after it a report may still come.
const (
	long = 60 * 24 * time.Hour
	late = 400 * 24 * time.Hour
)

func far(a, b hindsight.Moment) bool { return b.Time().Sub(a.Time()).Abs() > long }

// weak says that the text does not say outright what the moment is.
func (o choice) weak() bool { return o.source >= fromDuration }

// possible says that a report published then can tell of the moment: not of
// one that is more than a day later, for the zones; and seldom of one that is
// much earlier. A publication without a time of day is no upper limit: often
// it is the day of the incident, from the title or the name of a file.
func (o choice) possible(published hindsight.Moment) bool {
	if o.source == stated || published.IsZero() {
		return true
	}
	if published.Precision() == hindsight.Instant && o.Time().After(published.Time().AddDate(0, 0, 1)) {
		return false
	}
	return !o.weak() || published.Time().Sub(o.Time()) < late
}
