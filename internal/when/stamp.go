package when

// stamp reads the parts of one date and time that stand together at token i.
func (r *reader) stamp(i int, p *phrase) (s Stamp, next int) {
	next = i
	for j, n := i, 0; n < 5; n++ {
		k, about := r.approximately(j)
		after := r.strictPart(&s, k, k == i, p)
		if after == k {
			break
		}
		p.about = p.about || about
		next = after
		j = r.join(r.aside(after, s), s, p)
	}
	if s.Weekday == 0 && s.Month == 0 && s.Day == 0 && !s.Clock {
		return Stamp{}, i
	}
	return s, next
}

// aside skips a remark between a time and its date: "22:30 UTC (give or take
// five minutes) on 14 September".
func (r *reader) aside(i int, s Stamp) int {
	if open := r.at(i); open != '(' && open != '[' || !s.Clock || s.Dated() {
		return i
	}
	if k := r.remark(i); k > i && r.word(k) == "on" && r.near(k, line) {
		return k
	}
	return i
}

// approximately skips "~", "around", "about" and the like.
func (r *reader) approximately(i int) (next int, about bool) {
	switch r.word(i) {
	case "around", "about", "approximately", "approx", "roughly", "circa", "ca", "near", "nearly", "shortly",
		"gegen", "etwa", "vers", "environ", "hacia", "ongeveer", "rond", "omstreeks", "verso":
		if r.at(i+1) == '.' {
			i++
		}
		return i + 1, true
	}
	if r.at(i) == '~' {
		return i + 1, true
	}
	return i, false
}

// strictPart reads the next part into s: a weekday, a date, a time with its
// zone, or a bare day of the month where a weekday or "the" announces it.
func (r *reader) strictPart(s *Stamp, i int, first bool, p *phrase) int {
	if !first && !r.near(i, line) {
		return i
	}
	if s.Weekday == 0 && r.weekday(i) != 0 && (s.Day == 0 || s.Clock || r.at(i-1) == ',' || r.at(i-1) == '(') {
		s.Weekday = r.weekday(i)
		if r.at(i+1) == '.' && r.near(i+1, glued) && len(r.text(i)) < 5 {
			return i + 2
		}
		return i + 1
	}
	if s.Day == 0 && s.Month == 0 {
		if d, next := r.date(i); next > i {
			s.setDate(d)
			s.Order = r.order(i, next)
			return next
		}
		if next := r.dayAlone(s, i); next > i {
			return next
		}
	}
	if !s.Clock {
		return r.clockPart(s, i, p)
	}
	return i
}

// order is how the numeric date from token i to next was read.
func (r *reader) order(i, next int) Order {
	a, b := r.small(i), r.small(i+2)
	if next != i+5 || a < 1 || b < 1 || a > 12 || b > 12 || a == b {
		return 0
	}
	switch r.at(i + 1) {
	case '/':
		return MonthFirst
	case '-':
		return DayFirst
	}
	return 0
}

// dayAlone reads the 18 of "Monday 18" and of "on the 18th".
func (r *reader) dayAlone(s *Stamp, i int) int {
	d := r.small(i)
	if d < 1 || d > 31 || r.clockFollows(i) || s.Year != 0 {
		return i
	}
	if _, after := r.clock(i); after > i {
		return i
	}
	next := r.ordinalEnd(i + 1)
	if r.near(next, glued) && (r.at(next) == 'a' || r.at(next) == '0' || r.at(next) == '%' || r.at(next) == '-' || r.at(next) == '/') {
		return i
	}
	hasThe := next > i+1 && r.word(i-1) == "the" && r.announced(i-2) && r.dayEnds(next)
	if hasThe || s.Weekday != 0 && !s.Clock && r.near(i, space) && (r.word(i-1) == "the" || r.weekday(i-1) != 0 || r.at(i-1) == ',') {
		s.Day = d
		return next
	}
	return i
}

func (r *reader) announced(i int) bool {
	switch r.word(i) {
	case "on", "of", "until", "till", "by", "from", "since", "through", "to", "between", "and", "for":
		return true
	}
	return false
}

// dayEnds says that no noun follows: "on the 18th node" is no date.
func (r *reader) dayEnds(i int) bool {
	switch r.word(i) {
	case "", "at", "and", "to", "until", "from", "around", "when", "we", "with", "in", "by", "through", "between", "where", "after":
		return true
	}
	return false
}

// clockPart reads a time, its zone, the same time in another zone in
// brackets, and the year that asctime puts last.
func (r *reader) clockPart(s *Stamp, i int, p *phrase) int {
	c, next := r.clock(i)
	if next == i || r.at(i) == 'a' && !r.announcesWordTime(i-1) {
		return i
	}
	if z, after := r.zone(next); after > next && !r.goesOn(next, after, i) {
		s.Zone, next = z, after
		if half, after := r.partOfDay(next, c.hour); half != 0 && c.half == 0 { // "6:20 UTC in the evening"
			c, next = c.on(half), after
		}
	}
	s.setClock(c)
	p.from, p.to = p.to, c.half
	if y := r.year(next); y != 0 && s.Year == 0 && s.Month != 0 && r.near(next, space) && !r.clockFollows(next) {
		s.Year, next = y, next+1
	}
	return r.otherZone(s, next)
}

// announcesWordTime says that "noon" or "midnight" is meant as a time.
func (r *reader) announcesWordTime(i int) bool {
	switch r.word(i) {
	case "at", "until", "till", "around", "by", "from", "to", "between", "and", "about", "before", "after", "approximately", "of", "since":
		return true
	}
	return false
}

// otherZone skips "(14:22 UTC)" behind a time, and takes it when the time had no zone.
func (r *reader) otherZone(s *Stamp, i int) int {
	open := r.at(i)
	if open != '(' && open != '/' || !r.near(i, line) {
		return i
	}
	c, next := r.clock(i + 1)
	if next == i+1 || r.at(i+1) != '0' {
		return i
	}
	z, after := r.zone(next)
	if after == next {
		return i
	}
	if open == '(' {
		if r.at(after) != ')' {
			return i
		}
		after++
	}
	if s.Zone.IsZero() && z == UTC {
		s.setClock(c)
		s.Zone = z
	}
	return after
}

// join skips what may stand between two parts of a stamp, after token i-1.
func (r *reader) join(i int, s Stamp, p *phrase) int {
	for n := 0; n < 4; n++ {
		switch k := r.at(i); {
		case !r.near(i, line):
			return i
		case k == ',' || k == '(' || k == '@':
		case k == ':' && s.Dated() && !s.Clock:
		case k == '-' && s.Full() && !s.Clock && r.near(i, space) && r.near(i+1, space):
		case k == 'a' && r.joins(i, s, p):
		default:
			return i
		}
		i++
	}
	return i
}

func (r *reader) joins(i int, s Stamp, p *phrase) bool {
	switch r.word(i) {
	case "t":
		return r.near(i, glued) && r.near(i+1, glued)
	case "on", "the", "of", "morning", "afternoon", "evening", "night", "early", "late", "in":
		return true
	case "between", "zwischen", "entre":
		p.between = p.between || !s.Clock
		return !s.Clock
	case "den":
		return s.Weekday != 0
	case "um", "gegen", "ab", "von", "à", "vers", "dès", "las", "los", "om", "van", "das", "dalle", "alle", "desde":
		// "am 3. März um 14:30 Uhr", "le 3 mars à 14h30"
		return s.Dated() && !s.Clock
	case "a", "de": // "el 3 de marzo a las 14:30", "le 3 mars de 14h00 à 15h30"
		return s.Dated() && !s.Clock && (r.word(i+1) == "las" || r.at(i+1) == '0')
	case "at", "from", "starting", "beginning", "and":
		return !s.Clock && r.word(i) != "and"
	}
	return false
}
