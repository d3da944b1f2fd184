package when

import "unicode/utf8"

// A Span is a date, a time, or a range of them in a text.
type Span struct {
	Start, End int // byte offsets: text[Start:End]
	From       Stamp
	To         Stamp // end of a range; zero when it is none, or open
	Range      bool  // "from … to …"; with a zero To the end is open ("onward")
	About      bool  // "~07:00", "around 3pm"
}

// Find returns the dates, times and ranges in text, in order, not
// overlapping. It takes time linear in the length of text.
//
// In a range each end lends the other what it lacks: the zone ("11:00 - 15:00
// UTC"), am or pm ("2-3pm"), the date ("2020-06-12 02:21 - 04:50", "between
// 13:22 and 16:10 UTC on 7 December"), with a Carry where the range passes midnight.
func Find(text string) []Span {
	r := &reader{s: text, toks: tokenise(text), strict: true}
	var spans []Span
	for i := 0; i < len(r.toks); {
		span, next := r.span(i)
		if next > i && r.cleanEnd(next) {
			spans = append(spans, span)
		}
		i = max(next, i+1)
	}
	return spans
}

// phrase is what stamp has read besides the stamp itself.
type phrase struct {
	about, between bool
	from, to       byte // am or pm, as stated for each end
}

// span reads a span at token i and returns the token after it; next == i when there is none.
func (r *reader) span(i int) (Span, int) {
	if !r.cleanStart(i) {
		return Span{}, i
	}
	var p phrase
	p.between = betweens[r.word(i-1)] || betweens[r.word(i-2)]
	from, next := r.stamp(i, &p)
	switch {
	case next == i:
		from, next = r.bareStart(i, p)
		if next == i {
			return Span{}, i
		}
	case !from.Clock && !from.Dated(), r.loneWeekday(i, next, from):
		return Span{}, i
	}
	s := Span{Start: r.toks[i].start, From: from, About: p.about}
	next = r.rangeEnd(&s, next, p)
	s.End = r.toks[next-1].end
	return s, next
}

var betweens = words("between zwischen entre tussen tra fra")

// loneWeekday says that the stamp is only "Sun" or "Wed", which may be anything.
func (r *reader) loneWeekday(i, next int, s Stamp) bool {
	return s.Weekday != 0 && s.Day == 0 && !s.Clock && next == i+1 && len(r.text(i)) < 6
}

// cleanStart says that token i may begin a date: it stands free of letters,
// digits and the signs that make it part of a path, address or number.
func (r *reader) cleanStart(i int) bool {
	switch r.at(i) {
	case '~':
		return true
	case 'a':
		if i == 0 || !r.near(i, glued) {
			return true
		}
	case '0':
		if i == 0 || !r.near(i, glued) {
			return true
		}
	default:
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(r.text(i - 1)); last >= 0x2E80 && r.at(i-1) == 'a' { // no blanks between words
		return true
	}
	switch r.at(i - 1) {
	case 'a', '0', '.', ':', '/', '$', '#', '+', '=', '%', '&', '@', '\'':
		return false
	case '-':
		return !r.near(i-1, glued) || r.at(i-2) == '-'
	}
	return true
}

// cleanEnd says the same of the token after a date.
func (r *reader) cleanEnd(i int) bool {
	if !r.near(i, glued) || i >= len(r.toks) {
		return true
	}
	follows := r.near(i+1, glued) && (r.at(i+1) == 'a' || r.at(i+1) == '0')
	switch r.at(i) {
	case '0', '%', '°':
		return false
	case 'a':
		w := r.word(i)
		if first, _ := utf8.DecodeRuneInString(r.text(i)); first >= 0x2E80 {
			return true
		}
		return r.at(i-1) == '0' && (w == "ish" || w == "h" || w == "hrs" || w == "hours")
	case '/', '.', '@', '=', '&':
		return !follows || r.at(i-1) == 'a'
	case ':':
		return !r.near(i+1, glued) || r.at(i+1) != '0'
	case '-':
		return !follows || r.at(i+1) == '0' && r.at(i-1) == 'a'
	}
	return true
}
