package when

import (
	"strings"
	"time"

	"hindsight"
)

// maxLen is the longest string that Parse looks at: the longest date in the
// feed suites has 60 bytes.
const maxLen = 160

// Parse reads a whole string as one date: RFC 822, 850, 2822 and 3339, asctime,
// W3CDTF and ISO 8601 with its short, ordinal and week forms, what status
// pages and blogs write, month and day names in a dozen languages, Unix
// seconds and milliseconds. It is false when s is no date or no valid one;
// nothing is clamped and no part is made up, except that a time without a
// zone is read as UTC, as feeds mean it.
//
//	"Thu, 09 Jul 2020 23:18:40 +0000"   2020-07-09T23:18:40Z
//	"Oct 12, 2017 - 14:18 UTC"          2017-10-12T14:18:00Z
//	"18 February 2019"                  2019-02-18
//	"2019-02"                           2019-02
func Parse(s string) (hindsight.Moment, bool) {
	s = strings.Trim(strings.TrimSpace(s), `"'`)
	if s == "" || len(s) > maxLen {
		return hindsight.Moment{}, false
	}
	if st, isDigits, ok := compact(s); isDigits {
		if !ok {
			return hindsight.Moment{}, false
		}
		return st.Moment(UTC)
	}
	r := &reader{s: s, toks: tokenise(s)}
	st, ok := r.whole()
	if !ok {
		return hindsight.Moment{}, false
	}
	return st.Moment(UTC)
}

// fillers are words that stand in a date and say nothing.
var fillers = words("at on of the de del um uhr le à alle kl o h t posted published updated created modified date and")

// whole reads all tokens as the parts of one stamp, in any order.
func (r *reader) whole() (Stamp, bool) {
	var s Stamp
	for i := 0; i < len(r.toks); {
		next := r.part(&s, i)
		if next == i {
			next = r.skip(i, s)
		}
		if next == i {
			return s, false
		}
		i = next
	}
	return s, s.Year != 0 && s.date().valid()
}

// part reads one part of a date at token i into s.
func (r *reader) part(s *Stamp, i int) int {
	if !s.Clock {
		if c, next := r.clock(i); next > i && (s.Month != 0 || r.at(i+1) == ':') {
			s.setClock(c)
			z, after := r.zone(next)
			if after == next || r.goesOn(next, after, i) {
				return next
			}
			s.Zone = z
			return after
		}
	}
	if s.Day == 0 && s.Month == 0 {
		if d, next := r.date(i); next > i {
			if s.Year != 0 && d.year == 0 {
				d.year = s.Year
			}
			s.setDate(d)
			return next
		}
	}
	if r.weekday(i) != 0 && s.Weekday == 0 {
		s.Weekday = r.weekday(i)
		return i + 1
	}
	if y := r.year(i); y != 0 && s.Year == 0 {
		s.Year = y
		return i + 1
	}
	directly := r.at(i) == '-' && r.at(i-2) == ':' // behind a clock, which did not take it for its zone
	if z, next := r.zone(i); next > i && s.Clock && s.Zone.IsZero() && !(directly && next == i+4) {
		s.Zone = z
		return next
	}
	return i
}

// goesOn says that what reads as an offset, from token i to next, is the end
// of a range that begins with the clock, the hour of which is the token before:
// "11:05–12:50 UTC". A dash before hour and minute stands in a range. A hyphen
// stands before an offset behind seconds or a T; else in running text where four
// digits follow ("14:18 -0800"), and in a date alone where there is such a zone
// and no other is named.
func (r *reader) goesOn(i, next, clock int) bool {
	if r.at(i) != '-' {
		return false
	}
	colon := next == i+4
	if colon {
		if mark := r.text(i); mark == "–" || mark == "—" || mark == "→" || r.clockFollows(next-1) {
			return true
		}
	}
	switch _, w := r.number(i + 1); {
	case r.word(clock-1) == "t" || i-clock >= 5:
		return false
	case r.strict:
		return w != 4
	}
	return colon && (!behindGreenwich[r.s[r.toks[i+1].start:r.toks[i+3].end]] || r.namedZone(next))
}

// behindGreenwich are the offsets of the zones in the west, as they are written.
var behindGreenwich = words("00:00 01:00 02:00 02:30 03:00 03:30 04:00 04:30 05:00 06:00 07:00 08:00 09:00 09:30 10:00 11:00 12:00 " +
	"1:00 2:00 2:30 3:00 3:30 4:00 4:30 5:00 6:00 7:00 8:00 9:00 9:30")

// skip passes over what a date may hold besides its parts: fillers,
// punctuation, a comment in brackets, a second naming of the zone.
func (r *reader) skip(i int, s Stamp) int {
	switch k := r.at(i); k {
	case ',', '-', '.', '·', '|', '@', ':', ';', '\'', '/', 'º', '°':
		return i + 1
	case '(':
		for j := i + 1; j < len(r.toks); j++ {
			if r.at(j) == ')' {
				return j + 1
			}
		}
	case 'a':
		w := r.word(i)
		if fillers[w] {
			return i + 1
		}
		if w == "coordinated" && r.word(i+1) == "universal" && r.word(i+2) == "time" {
			return i + 3
		}
		if _, next := r.zone(i); next > i && s.Clock {
			return next
		}
		if s.Clock && len(w) == 1 { // RFC 5322: an obsolete military zone means UTC
			return i + 1
		}
		if s.Month == 0 && (w == "th" || w == "st" || w == "nd" || w == "rd") {
			return i + 1
		}
	}
	return i
}

// compact reads strings of digits: 2019, 20190218, 201902181554, 20190218155407,
// 2019049, 190218, 19049, Unix seconds (10 digits) and milliseconds (13), and
// 20190218T155407Z. isDigits is false when s is something else.
func compact(s string) (st Stamp, isDigits, ok bool) {
	day, rest, hasT := strings.Cut(s, "T")
	if day == "" || strings.Trim(day, "0123456789") != "" {
		return st, false, false
	}
	var layouts []string
	switch len(day) {
	case 4:
		layouts = []string{"2006"}
	case 5:
		return ordinalStamp(fullYear(atoi(day[:2])), atoi(day[2:]), !hasT)
	case 6:
		layouts = []string{"060102", "200601"}
	case 7:
		return ordinalStamp(atoi(day[:4]), atoi(day[4:]), !hasT)
	case 8:
		layouts = []string{"20060102"}
	case 10, 13:
		return unixStamp(day, !hasT)
	case 12:
		layouts = []string{"200601021504"}
	case 14:
		layouts = []string{"20060102150405"}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, day)
		if err != nil || t.Year() < 1900 || t.Year() > 2199 {
			continue
		}
		st = stampOf(t, layout)
		if hasT {
			return st.withClock(rest, len(day) == 8)
		}
		return st, true, true
	}
	return st, true, false
}

func atoi(digits string) (n int) {
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n
}

func ordinalStamp(year, n int, alone bool) (s Stamp, isDigits, ok bool) {
	d := ordinal(year, n)
	s.setDate(d)
	return s, true, alone && d.complete() && year >= 1900 && year < 2200
}

// unixStamp takes what lies between 1990 and 2100: other numbers are something else.
func unixStamp(digits string, alone bool) (Stamp, bool, bool) {
	seconds := int64(atoi(digits[:10]))
	t := time.Unix(seconds, 0).UTC()
	return stampOf(t, "20060102150405"), true, alone && t.Year() >= 1990 && t.Year() < 2100
}

// stampOf takes from t the parts that layout holds.
func stampOf(t time.Time, layout string) Stamp {
	s := Stamp{Year: t.Year()}
	if len(layout) >= 6 {
		s.Month = int(t.Month())
	}
	if len(layout) >= 8 || layout == "060102" {
		s.Day = t.Day()
	}
	if len(layout) >= 12 {
		s.Clock, s.Hour, s.Minute, s.Second = true, t.Hour(), t.Minute(), t.Second()
	}
	if layout == "060102" {
		s.Year = fullYear(t.Year() % 100)
	}
	return s
}

// withClock adds the time of "20190218T155407Z", dayKnown being false for "2019T…".
func (s Stamp) withClock(text string, dayKnown bool) (Stamp, bool, bool) {
	r := &reader{s: text, toks: tokenise(text)}
	c, next := r.digits(0)
	if next == 0 || !dayKnown {
		return s, true, false
	}
	s.setClock(c)
	if z, after := r.zone(next); after > next {
		s.Zone, next = z, after
	}
	return s, true, next == len(r.toks)
}
