package when

import "strings"

// A clock is the time of day of a stamp.
type clock struct {
	hour, minute, second int
	half                 byte // 'a' or 'p' when am or pm is stated, 0 when not
	stated               bool
}

// clock reads a time of day at token i and returns the token after it.
// next == i when there is none. The zone is not part of it.
func (r *reader) clock(i int) (clock, int) {
	if half := r.half(i); half != 0 && r.at(i+1) == '0' && !r.strict { // "오후 11:23"
		if c, next := r.digits(i + 1); next > i+1 && c.half == 0 {
			return c.on(half), next
		}
		return clock{}, i
	}
	switch r.word(i) {
	case "noon":
		return clock{hour: 12, stated: true}, i + 1
	case "midnight":
		return clock{stated: true}, i + 1
	}
	return r.digits(i)
}

// digits reads 15:54, 15:54:07.123, 3pm, 3:15 p.m., 1554 (with a zone),
// 155407, 14h30, 14.30 Uhr, 14 Uhr and 14時30分.
func (r *reader) digits(i int) (clock, int) {
	v, width := r.number(i)
	c := clock{hour: v, stated: true}
	next := i + 1
	switch {
	case width == 0 || width > 6 || width == 3 || width == 5:
		return clock{}, i
	case width == 4:
		c.hour, c.minute = v/100, v%100
	case width == 6:
		c.hour, c.minute, c.second = v/10000, v/100%100, v%100
	default:
		next = r.minutes(&c, next)
		if next == i+1 {
			next = r.wordMinutes(&c, next)
		} else if r.word(next) == "uhr" && r.near(next, space) {
			next++
		}
	}
	half, after := r.halfAfter(next)
	if half == 0 && width <= 2 {
		half, after = r.spokenHalf(i, next, c.hour)
	}
	switch {
	case half != 0 && width <= 2:
		c, next = c.on(half), after
	case width == 4 && r.strict && !r.namedZone(next):
		return clock{}, i
	case width == 6 && r.strict, next == i+1 && width <= 2:
		return clock{}, i
	}
	if !c.valid() {
		return clock{}, i
	}
	return c, next
}

// namedZone says that a zone's name, not a bare offset, stands at i.
func (r *reader) namedZone(i int) bool {
	_, next := r.zone(i)
	return next > i && r.at(i) == 'a'
}

// minutes reads ":54", ":54:07" and ":54:07.123" into c; also "15.30" where
// an am or pm follows.
func (r *reader) minutes(c *clock, i int) int {
	m, w := r.number(i + 1)
	if !r.near(i, glued) || !r.near(i+1, glued) || w != 2 {
		return i
	}
	half, _ := r.halfAfter(i + 2)
	if half == 0 {
		half, _ = r.partOfDay(i+2, c.hour)
	}
	switch {
	case r.at(i) == ':':
	case r.at(i) == '.' && (half != 0 || r.word(i+2) == "uhr"):
	default:
		return i
	}
	c.minute = m
	next := i + 2
	if s, w := r.number(next + 1); r.at(next) == ':' && w == 2 && r.near(next, glued) && r.near(next+1, glued) {
		c.second = s
		next += 2
		if k := r.at(next); (k == '.' || k == ',') && r.at(next+1) == '0' && r.near(next, glued) && r.near(next+1, glued) {
			next += 2
		}
	}
	return next
}

// wordMinutes reads what other languages put between hour and minute: "h30",
// "Uhr", "Uhr 30", "時30分". "14h30m" and "2h" are durations.
func (r *reader) wordMinutes(c *clock, i int) int {
	m, w := r.number(i + 1)
	switch mark := r.word(i); {
	case mark == "h" && r.near(i, space) && w == 2 && r.near(i+1, space) && !(r.near(i+2, space) && minuteMarks[r.word(i+2)]):
		c.minute = m
		return i + 2
	case mark == "h" && r.near(i, glued) && announcesHour[r.word(i-2)]:
		return i + 1
	case mark == "uhr" && r.near(i, space):
		if w == 2 && r.near(i+1, space) && m < 60 && r.at(i+2) != '.' && r.at(i+2) != ':' {
			c.minute = m
			return i + 2
		}
		return i + 1
	case mark == "時" && r.near(i, glued):
		if w == 0 || r.at(i+2) != 'a' || !strings.HasPrefix(r.text(i+2), "分") {
			return i + 1
		}
		c.minute = m
		if r.text(i+2) == "分" {
			return i + 3
		}
		return i + 2 // "分頃に…": no blank parts the words
	}
	return i
}

var (
	minuteMarks   = words("m min mins minute minutes minuten minutos")
	announcesHour = words("à vers dès jusqu'à entre et de")
)

// half reads am or pm at i: 'a', 'p' or 0.
func (r *reader) half(i int) byte {
	switch r.word(i) {
	case "am", "오전", "上午", "午前":
		return 'a'
	case "pm", "오후", "下午", "午後":
		return 'p'
	}
	return 0
}

// halfAfter reads am, pm, a.m., p.m. or a bare a or p behind a time and returns the token after it.
func (r *reader) halfAfter(i int) (byte, int) {
	if !r.near(i, line) {
		return 0, i
	}
	if h := r.half(i); h != 0 {
		return h, i + 1
	}
	if w := r.word(i); (w == "a" || w == "p") && r.near(i, glued) && r.at(i-2) == ':' && r.at(i+1) != '.' { // "9:06a"
		return w[0], i + 1
	}
	if w := r.word(i); (w == "a" || w == "p") && r.at(i+1) == '.' && r.word(i+2) == "m" && r.near(i+2, glued) {
		if r.at(i+3) == '.' && r.near(i+3, glued) {
			return w[0], i + 4
		}
		return w[0], i + 3
	}
	return 0, i
}

// spokenHalf reads what stands for am or pm behind the hour at token i, of
// which next is the token after: "in the evening", "at night", "o'clock in the
// afternoon". A number alone must be announced: "at 11 at night" is a time,
// and "the other 11 at night" are not.
func (r *reader) spokenHalf(i, next, hour int) (byte, int) {
	alone := next == i+1
	if alone && r.word(next) == "o" && r.at(next+1) == '\'' && r.word(next+2) == "clock" {
		alone, next = false, next+3
	}
	if alone && (!r.announcesWordTime(i-1) || r.word(i-1) == "of") && r.at(i-1) != '-' {
		return 0, next
	}
	return r.partOfDay(next, hour)
}

// partOfDay reads "in the morning" and "at night" at token i; half is 0 where there is none.
func (r *reader) partOfDay(i, hour int) (half byte, next int) {
	if !r.near(i, line) || hour > 12 {
		return 0, i
	}
	next = i + 2
	if r.word(i) == "in" && r.word(i+1) == "the" {
		next++
	} else if r.word(i) != "at" || r.word(i+1) != "night" {
		return 0, i
	}
	switch r.word(next - 1) {
	case "morning":
		half = 'a'
	case "afternoon", "evening":
		half = 'p'
	case "night":
		half = 'p'
		if hour < 6 || hour == 12 {
			half = 'a'
		}
	default:
		return 0, i
	}
	return half, next
}

// on applies am or pm. "13:52 PM" is what it says without the PM.
func (c clock) on(half byte) clock {
	switch {
	case c.hour > 12:
		return c
	case half == 'p' && c.hour < 12:
		c.hour += 12
	case half == 'a' && c.hour == 12:
		c.hour = 0
	}
	c.half = half
	return c
}

// valid allows 24:00, the end of a day, and the leap second.
func (c clock) valid() bool {
	return c.minute < 60 && c.second <= 60 && (c.hour < 24 || c.hour == 24 && c.minute == 0 && c.second == 0)
}
