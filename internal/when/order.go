package when

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// numericDateRE is a date in numbers alone, whatever its separator; with dots
// its year has four digits, for "10.12.21" may be a version or an address.
var numericDateRE = regexp.MustCompile(`\b(\d{1,2})(?:[/-](\d{1,2})[/-](?:20)?\d\d|\.(\d{1,2})\.20\d\d)\b`)

// Most dates that OrderIn looks at, of each kind.
const maxNumeric = 50

// OrderIn settles which number of "03/04/2021" is the month in a document, by
// the first of these that can: a date such as "18-02-2021", which can be read
// in one way only; a weekday beside a date; days that are known from outside
// or written with the month's name or the year first, which only one reading
// is near to; the part of the world whose zone stands beside its times. It is
// 0 when none does.
func OrderIn(texts iter.Seq[string], known []time.Time) Order {
	numbers := false // some date is in numbers alone
	var all []string
	for text := range texts {
		all = append(all, text)
		if order := sureOrder(text); order != 0 {
			return order
		}
		numbers = numbers || mayBeNumeric(text) && slices.ContainsFunc(Find(text), func(s Span) bool { return s.From.Order != 0 })
	}
	if !numbers { // as in most texts: nothing else need be known of it
		return 0
	}
	var numeric []Stamp
	var zone Zone
	var yearless []Stamp
	days := append([]time.Time(nil), known...)
	several := false
	for _, text := range all {
		for _, s := range Find(text) {
			if z := s.From.Zone; s.From.Clock && !z.IsZero() {
				several = several || !zone.IsZero() && orderOf(z) != orderOf(zone)
				zone = z
			}
			switch from := s.From; {
			case from.Order != 0 && len(numeric) < maxNumeric:
				numeric = append(numeric, from)
			case from.Order != 0 || len(days) >= maxNumeric:
			case from.Full():
				days = append(days, from.Date())
			case from.Month != 0 && from.Day != 0 && len(yearless) < maxNumeric:
				yearless = append(yearless, from)
			}
		}
	}
	for _, s := range yearless {
		s.Year = numeric[0].Year
		days = append(days, s.Date())
	}
	if order := byWeekday(numeric); order != 0 {
		return order
	}
	if order := nearest(numeric, days); order != 0 || several {
		return order
	}
	return orderOf(zone)
}

// mayBeNumeric says that a separator of dates stands behind a digit, but for what
// the tokens of a text leave out between them.
func mayBeNumeric(text string) bool {
	digit := false
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			digit = true
		case c == '/', c == '-', c == '.', c == 0xe2: // the first byte of all other dashes
			if digit {
				return true
			}
		case c >= utf8.RuneSelf, strings.IndexByte("*_`\\ \t\r\n\f\v", c) >= 0:
		default:
			digit = false
		}
	}
	return false
}

// sureOrder is that of the first date in the text that can be read in one way only.
func sureOrder(text string) Order {
	if !mayBeNumeric(text) {
		return 0
	}
	for _, m := range numericDateRE.FindAllStringSubmatch(text, maxNumeric) {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2] + m[3])
		switch {
		case first > 12 && first <= 31 && 0 < second && second <= 12:
			return DayFirst
		case second > 12 && second <= 31 && 0 < first && first <= 12:
			return MonthFirst
		}
	}
	return 0
}

// byWeekday is the order in which a date falls on the weekday beside it, and
// in the other order does not.
func byWeekday(numeric []Stamp) Order {
	for _, s := range numeric {
		if s.Weekday == 0 {
			continue
		}
		fits := func(s Stamp) bool { return int(s.Date().Weekday()) == s.Weekday%7 }
		switch swapped := s.Swapped(); {
		case fits(s) && !fits(swapped):
			return s.Order
		case fits(swapped) && !fits(s):
			return swapped.Order
		}
	}
	return 0
}

// nearest is the order in which more of the dates are within a month of a
// known day; within a few days counts more, for 04/03 and 03/04 are a month apart.
func nearest(numeric []Stamp, known []time.Time) Order {
	asAmericans, asOthers := 0, 0
	for _, s := range numeric {
		if s.Order == DayFirst {
			s = s.Swapped()
		}
		for _, k := range known {
			asAmericans += closeness(s.Date(), k)
			asOthers += closeness(s.Swapped().Date(), k)
		}
	}
	switch {
	case asAmericans > asOthers:
		return MonthFirst
	case asOthers > asAmericans:
		return DayFirst
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

// Order is how dates are written where a zone's clocks are; 0 for Greenwich's, which are everywhere.
func (z Zone) Order() Order { return orderOf(z) }

func orderOf(zone Zone) Order {
	if zone.IsZero() {
		return 0
	}
	_, east := time.Date(2020, 1, 1, 0, 0, 0, 0, zone.Location()).Zone()
	switch hours := east / 3600; {
	case hours >= -10 && hours <= -4:
		return MonthFirst
	case hours == 0:
		return 0
	}
	return DayFirst
}

// Reordered is a day that was read from s, as the order says to read it: what
// "03/10/2023" means in a text whose other dates have the day first.
func Reordered(read time.Time, s string, order Order) time.Time {
	if order == 0 {
		return read
	}
	for _, span := range Find(s) {
		from := span.From
		if from.Order == 0 || from.Order == order || from.Month != int(read.Month()) || from.Day != read.Day() {
			continue
		}
		return read.AddDate(0, 0, int(from.Swapped().Date().Sub(from.Date()).Hours()/24))
	}
	return read
}
