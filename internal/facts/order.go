package facts

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"hindsight/internal/when"
)

var slashedDateRE = regexp.MustCompile(`\b(\d{1,2})[/-](\d{1,2})[/-](?:20)?\d\d\b`)

// dateOrder settles which number of "03/04/2021" is the month in a document,
// by the first of these that can: a date such as "18/02/2021", which can be
// read in one way only; a day that the title, the text, the status updates or
// the publication give (days), which only one reading is near to; the part of the world whose zone the text uses.
// 0 when none does, and then such a date is none.
func dateOrder(blocks []block, days []time.Time, zone when.Zone) when.Order {
	var slashed []when.Stamp
	known := slices.Clone(days)
	for _, b := range blocks {
		for _, m := range slashedDateRE.FindAllStringSubmatch(b.flat, 50) {
			first, _ := strconv.Atoi(m[1])
			second, _ := strconv.Atoi(m[2])
			switch {
			case first > 12 && second <= 12:
				return when.DayFirst
			case second > 12 && first <= 12:
				return when.MonthFirst
			}
		}
		for _, s := range when.Find(b.flat) {
			switch {
			case s.From.Order != 0 && len(slashed) < 50:
				slashed = append(slashed, s.From)
			case s.From.Full() && s.From.Order == 0 && len(known) < 50:
				known = append(known, s.From.Date())
			}
		}
	}
	if len(slashed) == 0 {
		return 0
	}
	if order := nearest(slashed, known); order != 0 {
		return order
	}
	return orderOf(zone)
}

// nearest is the order in which more of the dates are within a month of a
// known day; within a few days counts more, for 04/03 and 03/04 are a month apart.
func nearest(slashed []when.Stamp, known []time.Time) when.Order {
	asAmericans, asOthers := 0, 0
	for _, s := range slashed {
		if s.Order == when.DayFirst {
			s = s.Swapped()
		}
		for _, k := range known {
			asAmericans += closeness(s.Date(), k)
			asOthers += closeness(s.Swapped().Date(), k)
		}
	}
	switch {
	case asAmericans > asOthers:
		return when.MonthFirst
	case asOthers > asAmericans:
		return when.DayFirst
	}
	return 0
}

func closeness(a, known time.Time) int {
	const month, few = 31 * 24 * time.Hour, 4 * 24 * time.Hour
	switch d := a.Sub(known).Abs(); {
	case known.IsZero() || d >= month:
		return 0
	case d < few:
		return 3
	}
	return 1
}

// orderOf is how dates are written where a zone's clocks are; Greenwich's are everywhere.
func orderOf(zone when.Zone) when.Order {
	if zone.IsZero() {
		return 0
	}
	_, east := time.Date(2020, 1, 1, 0, 0, 0, 0, zone.Location()).Zone()
	switch hours := east / 3600; {
	case hours >= -10 && hours <= -4:
		return when.MonthFirst
	case hours == 0:
		return 0
	}
	return when.DayFirst
}
