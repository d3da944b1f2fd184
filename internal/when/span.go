package when

// bareStart reads a range whose first end is only a number: "8-9 PM",
// "11-15 November 2025", "from 9 to 11am".
func (r *reader) bareStart(i int, p phrase) (Stamp, int) {
	n := i
	if r.at(n) == '~' {
		n++
	}
	v := r.small(n)
	mark := r.rangeMark(n+1, p.between)
	if v < 1 || mark < 0 || r.small(mark) < 0 {
		return Stamp{}, i
	}
	if c, next := r.clock(mark); next > mark && c.half != 0 && v <= 12 {
		return Stamp{Clock: true, Hour: v}, n + 1
	}
	announced := r.at(n+1) == '-' || p.between || r.word(i-1) == "from"
	if d, next := r.date(mark); next > mark && announced && d.month != 0 && d.day > v && r.at(mark+1) != r.at(n+1) {
		return Stamp{Day: v}, n + 1
	}
	return Stamp{}, i
}

// rangeEnd reads the second end of a range behind s.From, at token i, into s
// and returns the token after it; i when there is none.
func (r *reader) rangeEnd(s *Span, i int, p phrase) int {
	mark := r.rangeMark(r.remark(i), p.between)
	if mark < 0 {
		return i
	}
	switch r.word(mark) {
	case "onward", "onwards", "present", "ongoing", "now":
		s.Range = true
		return mark + 1
	}
	k, about := r.approximately(mark)
	if w := r.word(k); w == "the" || w == "at" || w == "on" || w == "las" {
		k, about = r.approximately(k + 1)
	}
	q := phrase{to: p.to}
	if p.to == 0 {
		q.to = p.from
	}
	first := q.to
	to, next := r.stamp(k, &q)
	if next == k {
		to, next = r.bareDay(s.From, k)
	}
	if next == k || !r.cleanEnd(next) || !pairs(s.From, to) {
		return i
	}
	q.from = first
	if !to.Clock || !s.From.Clock {
		q = phrase{}
	}
	s.To, s.Range, s.About = to, true, s.About || about || q.about
	complete(&s.From, &s.To, q.from, q.to)
	return next
}

// maxRemark is how many tokens a remark within a range has at most.
const maxRemark = 12

// remark skips what a text remarks on the first end of a range before it goes
// on to the second: "from 11:00 (perhaps earlier) to 16:40", "11:00, maybe
// earlier, to 16:40", "11:00 or so until 16:40". A remark with a number in it
// is not skipped: it is a time itself.
func (r *reader) remark(i int) int {
	if !r.near(i, line) {
		return i
	}
	open, end := r.at(i), rune(0)
	switch {
	case open == 'a' && r.word(i) == "or" && (r.word(i+1) == "so" || r.word(i+1) == "earlier" || r.word(i+1) == "later"):
		return i + 2
	case open == 'a' && r.word(i) == "ish":
		return i + 1
	case open == 'a' && hedges[r.word(i)]: // "12:00 maybe earlier – 17:55", as "12:00 [maybe earlier]" reads without its brackets
		for j := i + 1; j < min(len(r.toks), i+1+maxHedge) && r.near(j, line); j++ {
			if r.rangeMark(j, false) >= 0 {
				return j
			}
			if r.at(j) != 'a' {
				break
			}
		}
		return i
	case open == 'a' && afterthoughts[r.word(i)]: // "12h00 environ (peut-être plus tôt)"
		return r.remark(i + 1)
	case open == '(':
		end = ')'
	case open == '[':
		end = ']'
	case open == ',' || open == '-':
		end = open
		for open == '-' && r.at(i+1) == '-' && r.near(i+1, glued) { // "--"
			i++
		}
	default:
		return i
	}
	for j := i + 1; j < min(len(r.toks), i+1+maxRemark) && r.near(j, line); j++ {
		switch k := r.at(j); {
		case k == end && j > i+1:
			return j + 1
		case k == '0' && (open == '(' || open == '[') && minuteMarks[r.word(j+1)]: // "(give or take 5 minutes)"
		case k != 'a' && k != '±' && k != '+' && k != '/' && k != ',' && k != '~' && k != '\'' && k != '?' && k != '!' && k != '-' && !(k == ';' && end != ','):
			return i
		case (open == ',' || open == '-') && r.rangeMark(j, false) >= 0 && k == 'a':
			return i // the range goes on, or is none
		}
	}
	return i
}

// hedges begin a remark that a first end is not sure, and maxHedge is how many words more it has.
var hedges = words("maybe perhaps possibly probably or vielleicht vermutlich peut quizás talvez")

const maxHedge = 5

// afterthoughts say behind a time that it is not exact.
var afterthoughts = words("approximately approx roughly environ circa ungefähr aproximadamente ongeveer")

// rangeMark returns the token after "-", "to", "until", …, or "and" after a
// "between"; -1 when no range goes on at token i.
func (r *reader) rangeMark(i int, between bool) int {
	if !r.near(i, line) {
		return -1
	}
	switch r.word(i) {
	case "to", "until", "till", "til", "through", "thru", "bis", "à", "hasta", "até", "às", "tot", "alle", "から":
		return i + 1
	case "a": // "de 14:00 a 15:30"
		switch {
		case r.word(i+1) == "las":
			return i + 2
		case r.at(i+1) == '0':
			return i + 1
		}
	case "up":
		if w := r.word(i + 1); w == "to" || w == "until" {
			return i + 2
		}
	case "and", "und", "et", "y", "e", "en":
		if between {
			return i + 1
		}
	case "onward", "onwards":
		return i
	}
	if r.at(i) == ',' && between && r.word(i+1) == "and" {
		return i + 2
	}
	if r.at(i) != '-' {
		return -1
	}
	next := i + 1
	if r.at(next) == '>' && r.near(next, glued) || r.at(next) == '-' && r.near(next, glued) {
		next++
	}
	if !r.near(i, space) || !r.near(next, space) || r.near(i, glued) != r.near(next, glued) {
		return -1
	}
	return next
}

// bareDay reads the 17 of "March 15-17, 2023".
func (r *reader) bareDay(from Stamp, i int) (Stamp, int) {
	d := r.small(i)
	if from.Clock || from.Day == 0 || from.Month == 0 || d <= from.Day || d > 31 || r.clockFollows(i) {
		return Stamp{}, i
	}
	y, next := r.yearAfter(r.ordinalEnd(i + 1))
	if !r.cleanEnd(next) || from.Year != 0 && y != 0 {
		return Stamp{}, i
	}
	return Stamp{Year: max(y, from.Year), Month: from.Month, Day: d}, next
}

// pairs says that two stamps can be the ends of one range.
func pairs(from, to Stamp) bool {
	switch {
	case from.Clock && to.Clock:
		return true
	case from.Clock:
		return to.Day != 0 || to.Weekday != 0
	}
	return to.Dated() && (!to.Clock || from.Day != 0 || from.Weekday != 0)
}

// complete lends each end of a range what only the other states.
func complete(from, to *Stamp, fromHalf, toHalf byte) {
	if from.Zone.IsZero() {
		from.Zone = to.Zone
	}
	if to.Zone.IsZero() {
		to.Zone = from.Zone
	}
	if from.Clock && to.Clock {
		lendHalf(from, to, fromHalf, toHalf)
	}
	back := from.Clock && to.Clock && to.seconds() < from.seconds() && from.Zone == to.Zone
	switch {
	case from.Dated() && !to.Dated():
		to.Year, to.Month, to.Day, to.Weekday, to.Order = from.Year, from.Month, from.Day, from.Weekday, from.Order
		if back {
			to.Carry = 1
		}
	case to.Dated() && !from.Dated():
		from.Year, from.Month, from.Day, from.Weekday, from.Order = to.Year, to.Month, to.Day, to.Weekday, to.Order
		if back {
			from.Carry = -1
		}
	case !from.Dated() && back:
		to.Carry = 1
	default:
		lendDate(from, to)
	}
}

// lendHalf makes "2-3pm" two in the afternoon, "11:30 - 1:15 PM" half past
// eleven in the morning, and "1:46pm - 5:30" half past five in the afternoon.
func lendHalf(from, to *Stamp, fromHalf, toHalf byte) {
	switch {
	case toHalf != 0 && fromHalf == 0 && from.Hour <= 12:
		c := clock{hour: from.Hour}.on(toHalf)
		if c.hour*3600+from.Minute*60 <= to.seconds() {
			from.Hour = c.hour
		}
	case fromHalf == 'p' && toHalf == 0 && to.Hour < 12 && to.seconds()+12*3600 >= from.seconds():
		to.Hour += 12
	}
}

// lendDate moves year and month between two dated ends.
func lendDate(from, to *Stamp) {
	if from.Month == 0 && from.Day != 0 && to.Month != 0 && from.Day <= to.Day {
		from.Month = to.Month
	}
	if to.Month == 0 && to.Day != 0 && from.Month != 0 && from.Day <= to.Day {
		to.Month = from.Month
	}
	switch {
	case from.Month == 0 || to.Month == 0:
	case from.Year == 0 && to.Year != 0:
		from.Year = to.Year
		if from.Month > to.Month {
			from.Year--
		}
	case to.Year == 0 && from.Year != 0:
		to.Year = from.Year
		if from.Month > to.Month {
			to.Year++
		}
	}
}
