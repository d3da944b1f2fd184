package figure

import (
	"strconv"
	"time"

	"hindsight/internal/wording"
)

const day = 24 * time.Hour

// A step is what lies between two ticks of an axis: a time, or months.
type step struct {
	length time.Duration
	months int
	name   string // the text that shows how its ticks are written
}

var steps = []step{
	{time.Second, 0, "axis-second"}, {5 * time.Second, 0, "axis-second"}, {15 * time.Second, 0, "axis-second"},
	{time.Minute, 0, "axis-time"}, {5 * time.Minute, 0, "axis-time"}, {15 * time.Minute, 0, "axis-time"}, {30 * time.Minute, 0, "axis-time"},
	{time.Hour, 0, "axis-time"}, {2 * time.Hour, 0, "axis-time"},
	{3 * time.Hour, 0, "axis-time"}, {6 * time.Hour, 0, "axis-time"}, {12 * time.Hour, 0, "axis-time"},
	{day, 0, "axis-day"}, {2 * day, 0, "axis-day"}, {7 * day, 0, "axis-day"}, {14 * day, 0, "axis-day"}, {28 * day, 0, "axis-day"},
	{0, 3, "date-short-month"}, {0, 6, "date-short-month"}, {0, 12, "date-year"}, {0, 60, "date-year"},
}

// A tick is a moment that an axis names. Date is set where the day is new.
type tick struct {
	at         time.Time
	name, date string
}

// axis names the round moments between two, at most so many of them.
func axis(from, to time.Time, most int, say wording.Texts) []tick {
	var out []tick
	for _, s := range steps {
		if s.length > 0 && to.Sub(from)/s.length > time.Duration(most) {
			continue
		}
		if out = s.ticks(from, to, most, say); len(out) <= most {
			break
		}
	}
	return out[:min(len(out), most)]
}

// ticks are those of one step, at most one more than wanted.
func (s step) ticks(from, to time.Time, most int, say wording.Texts) []tick {
	var out []tick
	date := ""
	for at := s.first(from); !at.After(to) && len(out) <= most; at = s.next(at) {
		t := tick{at: at, name: say.Date(s.name, at)}
		if d := say.Date("axis-date", at); s.length > 0 && s.length < day && d != date {
			t.date, date = d, d
		}
		out = append(out, t)
	}
	return out
}

// first is the first round moment that does not lie before one.
func (s step) first(from time.Time) time.Time {
	if s.months > 0 {
		n := (from.Year()*12 + int(from.Month()) - 1) / s.months * s.months
		for at := month(n); ; at = s.next(at) {
			if !at.Before(from) {
				return at
			}
		}
	}
	at := from.Truncate(s.length)
	if at.Before(from) {
		at = at.Add(s.length)
	}
	return at
}

func (s step) next(at time.Time) time.Time {
	if s.months > 0 {
		return at.AddDate(0, s.months, 0)
	}
	return at.Add(s.length)
}

func month(n int) time.Time { return time.Date(n/12, time.Month(n%12+1), 1, 0, 0, 0, 0, time.UTC) }

// grid draws a thin line for each tick, behind all else.
func (s *sheet) grid(ticks []tick) {
	d := ""
	for _, t := range ticks {
		d += "M" + number(s.x(t.at)) + " " + number(s.top) + "V" + number(s.low+laneGap/2)
	}
	if d != "" {
		empty(&s.b, "path", "class", "grid", "d", d)
	}
	if len(s.phases) == 0 && s.open.IsZero() {
		empty(&s.b, "path", "class", "axis", "d", "M"+number(s.left)+" "+number(s.bottom)+"H"+number(s.right))
	}
}

// axis writes the names of the ticks and, below, the days, and returns the
// height of it all.
func (s *sheet) axis(ticks []tick) float64 {
	y := s.low + 20
	height, free := y+5, s.width*2
	for n := len(ticks) - 1; n >= 0; n-- { // a later day has the room before the first one
		t := ticks[n]
		x := s.x(t.at)
		s.write(t.name, x, y)
		if w := float64(len(t.date)) * s.letter; t.date != "" && x+w/2+6 <= free {
			free = s.write(t.date, x, y+dateRoom)
			height = y + dateRoom + 5
		}
	}
	return height
}

// write centres words below a tick as far as the sheet has room, and returns
// where they begin.
func (s *sheet) write(words string, x, y float64) (left float64) {
	w := float64(len(words)) * s.letter
	anchor, left := "middle", x-w/2
	if left < 0 {
		anchor, x, left = "start", 0, 0
	} else if x+w/2 > s.width {
		anchor, x, left = "end", s.width, s.width-w
	}
	text(&s.b, words, "text", "x", number(x), "y", number(y), "text-anchor", anchor)
	return left
}

// breaks draws the signs between scale and gutters, and says how far away the
// farthest entry is.
func (s *sheet) breaks() {
	sign := func(x float64) {
		y := s.top + barRoom/2
		if len(s.phases) == 0 {
			y = s.bottom
		}
		d := ""
		for _, dx := range []float64{-3, 3} {
			d += "M" + number(x+dx-4) + " " + number(y+8) + "l8 -16"
		}
		empty(&s.b, "path", "class", "break", "d", d)
	}
	y := s.low + 20
	if n := len(s.before); n > 0 {
		sign(s.left - 2*edge)
		text(&s.b, s.far(s.from.Sub(s.before[0].At), "figure-before"), "text", "x", "0", "y", number(y))
	}
	if n := len(s.after); n > 0 {
		sign(s.right + 2*edge)
		text(&s.b, s.far(s.after[n-1].At.Sub(s.to), "figure-after"), "text", "x", number(s.width), "y", number(y), "text-anchor", "end")
	}
}

// far says roughly how far away something is; side is the text for it.
func (s *sheet) far(d time.Duration, side string) string {
	n, unit, short := int(d/(365*day)), "length-years", "length-y"
	switch {
	case d < time.Hour:
		n, unit, short = int(d/time.Minute), "length-min", "length-min"
	case d < 2*day:
		n, unit, short = int(d/time.Hour), "length-h", "length-h"
	case d < 730*day:
		n, unit, short = int(d/day), "length-days", "length-d"
	}
	if !s.words {
		unit = short
	}
	return s.say.Say(side, "Length", strconv.Itoa(n)+" "+s.say.Say(unit))
}
