// Package when reads dates and times as people and programs write them.
//
// Parse reads a whole string, as feeds, status pages and front matter have
// them. Find looks for dates, times and ranges in running text and says
// exactly which parts were stated (Stamp); the caller fills in the rest from
// the dates around them (Stamp.Near, Stamp.On) and gets a hindsight.Moment.
//
// Both go over the text once, token by token (token.go). date.go, clock.go
// and zone.go each read one part; parse.go and find.go say in which order
// parts may stand. Nothing depends on the clock, the locale or the zone
// database of the machine.
package when

import (
	"time"

	"hindsight"
)

// A Stamp is a date and time as far as a text states it. Year, Month, Day
// and Weekday (Monday 1 to Sunday 7) are 0 where not stated; Hour, Minute and
// Second mean something only when Clock is set.
type Stamp struct {
	Year, Month, Day int
	Weekday          int
	Clock            bool
	Hour             int
	Minute, Second   int
	Zone             Zone
	Order            Order // how two small numbers were read that may be the other way round
	Carry            int   // days to add to the date: the end of "22:00 to 02:00" is on the next day
}

// Order says which of the two numbers of "03/04/2021" was taken for the month;
// 0 where nothing had to be chosen.
type Order int8

// Orders.
const (
	MonthFirst Order = iota + 1 // as Americans write, and as dates with slashes are read
	DayFirst                    // as nearly all others do, and as dates with dashes are read
)

// IsZero says that the stamp states neither date nor time.
func (s Stamp) IsZero() bool { return !s.Clock && !s.Dated() }

// Dated says that something of a calendar day is stated.
func (s Stamp) Dated() bool { return s.Year != 0 || s.Month != 0 || s.Day != 0 || s.Weekday != 0 }

// Full says that year, month and day are stated.
func (s Stamp) Full() bool { return s.Year != 0 && s.Month != 0 && s.Day != 0 }

// Swapped returns s with the two numbers of "03/04/2021" taken the other way
// round; a date that can be read in one way only stays as it is.
func (s Stamp) Swapped() Stamp {
	switch s.Order {
	case MonthFirst:
		s.Month, s.Day, s.Order = s.Day, s.Month, DayFirst
	case DayFirst:
		s.Month, s.Day, s.Order = s.Day, s.Month, MonthFirst
	}
	return s
}

// Date returns midnight UTC of a full stamp's calendar day, Carry included.
func (s Stamp) Date() time.Time {
	return time.Date(s.Year, time.Month(s.Month), s.Day+s.Carry, 0, 0, 0, 0, time.UTC)
}

// On returns s on the calendar day of t. A Carry stays, to be added by Moment.
func (s Stamp) On(t time.Time) Stamp {
	y, m, d := t.Date()
	s.Year, s.Month, s.Day, s.Order = y, int(m), d, 0
	return s
}

// Moment returns the instant or the day, month or year that s states; a time
// without a zone is read in the given one, UTC if that is not known either.
// It is false when the stated parts make no Moment, such as a day without year.
func (s Stamp) Moment(zone Zone) (hindsight.Moment, bool) {
	switch {
	case s.Year == 0, s.Month == 0 && (s.Day != 0 || s.Clock), s.Day == 0 && s.Clock:
		return hindsight.Moment{}, false
	case s.Clock:
		if s.Zone.IsZero() {
			s.Zone = zone
		}
		t := time.Date(s.Year, time.Month(s.Month), s.Day+s.Carry, s.Hour, s.Minute, s.Second, 0, s.Zone.Location())
		return hindsight.At(t, hindsight.Instant), true
	case s.Day != 0:
		return hindsight.At(s.Date(), hindsight.Day), true
	case s.Month != 0:
		return hindsight.At(time.Date(s.Year, time.Month(s.Month), 1, 0, 0, 0, 0, time.UTC), hindsight.Month), true
	}
	return hindsight.At(time.Date(s.Year, 1, 1, 0, 0, 0, 0, time.UTC), hindsight.Year), true
}

// Near fills in what the date of s lacks so that it falls near the known
// day: the weekday of "Monday", the month of "Monday 18", the year of "18
// February". With past set the result is not after the day that follows
// known (a report may be a day ahead in its own zone); otherwise it is the
// nearest. It is false when nothing fits: within a week for a weekday, two
// months for a day of the month, half a year (a year, with past) for a date.
func (s Stamp) Near(known time.Time, past bool) (Stamp, bool) {
	known = time.Date(known.Year(), known.Month(), known.Day(), 0, 0, 0, 0, time.UTC)
	switch {
	case s.Full():
		return s, true
	case s.Year != 0 || !s.Dated():
		return s, false
	case s.Month != 0 && s.Day == 0:
		return s, false
	}
	reach := 6
	switch {
	case s.Month != 0:
		reach = 183
		if past {
			reach = 364
		}
	case s.Day != 0:
		reach = 62
	}
	if past && s.fits(known.AddDate(0, 0, 1)) && s.Month != 0 {
		return s.On(known.AddDate(0, 0, 1)), true
	}
	for n := 0; n <= reach; n++ {
		if t := known.AddDate(0, 0, -n); s.fits(t) {
			return s.On(t), true
		}
		if t := known.AddDate(0, 0, n); !past && s.fits(t) {
			return s.On(t), true
		}
	}
	return s, false
}

// fits says that day t has what s states. A weekday that contradicts a month
// and day is an error of the text, and the day counts.
func (s Stamp) fits(t time.Time) bool {
	return (s.Month == 0 || s.Month == int(t.Month())) && (s.Day == 0 || s.Day == t.Day()) &&
		(s.Weekday == 0 || s.Month != 0 || s.Weekday%7 == int(t.Weekday()))
}

func (s *Stamp) setDate(d date) { s.Year, s.Month, s.Day = d.year, d.month, d.day }
func (s Stamp) date() date      { return date{s.Year, s.Month, s.Day} }
func (s *Stamp) setClock(c clock) {
	s.Clock, s.Hour, s.Minute, s.Second = true, c.hour, c.minute, c.second
}
func (s Stamp) seconds() int { return s.Hour*3600 + s.Minute*60 + s.Second }
