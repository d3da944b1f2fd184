package when

import "time"

// A date is the calendar part of a stamp; 0 stands for a part not stated.
type date struct{ year, month, day int }

func (d date) complete() bool { return d.year != 0 && d.month != 0 && d.day != 0 }

// valid says that the parts that are stated can stand together.
func (d date) valid() bool {
	if d.month < 0 || d.month > 12 || d.day < 0 {
		return false
	}
	return d.day <= daysIn(d.year, d.month)
}

// daysIn is 29 for a February of an unknown year, 31 for an unknown month.
func daysIn(year, month int) int {
	switch {
	case month == 0:
		return 31
	case year == 0:
		year = 2000
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// fullYear is the year that two digits mean: none here is older than 1990.
func fullYear(yy int) int {
	if yy < 90 {
		return 2000 + yy
	}
	return 1900 + yy
}

// date reads a date at token i and returns the token after it.
// next == i when there is none.
func (r *reader) date(i int) (d date, next int) {
	switch r.at(i) {
	case '0':
		switch _, width := r.number(i); {
		case width == 4 && r.year(i) != 0:
			d, next = r.yearFirst(i)
		case width <= 2 && width > 0:
			d, next = r.dayFirst(i)
		case width == 8:
			d, next = r.eightDigits(i)
		}
	case 'a':
		d, next = r.monthFirst(i)
	}
	if next <= i || !d.valid() {
		return date{}, i
	}
	return d, next
}

// eightDigits reads 20190218, in running text only when a time follows.
func (r *reader) eightDigits(i int) (date, int) {
	v, _ := r.number(i)
	d := date{v / 10000, v / 100 % 100, v % 100}
	if d.year < 1900 || d.year > 2199 || d.month == 0 || d.day == 0 || r.strict && r.word(i+1) != "t" {
		return date{}, i
	}
	return d, i + 1
}

// yearFirst reads 2019-02-18, 2019/2/18, 2019-Feb-18, 2019 Feb 18, 2019年2月18日
// and, in whole strings, 2019-02, 2019-049 (day of the year), 2019-W08-1 and 2019.
func (r *reader) yearFirst(i int) (date, int) {
	y := r.year(i)
	if w := r.word(i + 1); w == "년" || w == "年" {
		return r.eastAsian(y, i+2)
	}
	sep := r.at(i + 1)
	if (sep == '-' || sep == '/' || sep == '.') && r.near(i+1, glued) && r.near(i+2, glued) {
		if d, next := r.afterYear(y, sep, i+2); next > 0 {
			return d, next
		}
		return date{}, i
	}
	if m := r.month(i + 1); m != 0 && r.near(i+1, space) {
		if d := r.small(i + 2); d > 0 && r.near(i+2, space) {
			return date{y, m, d}, i + 3
		}
	}
	if r.strict {
		return date{}, i
	}
	return date{year: y}, i + 1
}

// afterYear reads what follows "2019-" at token i; next is 0 when nothing fits.
func (r *reader) afterYear(y int, sep rune, i int) (date, int) {
	m, monthEnd := r.small(i), i+1
	if m < 0 {
		m = r.month(i)
	}
	if m > 0 && r.at(i+1) == sep && r.near(i+1, glued) && r.near(i+2, glued) {
		if d := r.small(i + 2); d > 0 {
			return date{y, m, d}, i + 3
		}
	}
	if r.strict {
		return date{}, 0
	}
	if v, w := r.number(i); w == 3 && sep == '-' {
		return ordinal(y, v), i + 1
	}
	if r.word(i) == "w" && r.near(i+1, glued) {
		return r.weekDate(y, i+1)
	}
	if m > 0 && m <= 12 && sep != '.' {
		return date{year: y, month: m}, monthEnd
	}
	return date{}, 0
}

// ordinal is day n of a year; it is not valid when the year has no such day.
func ordinal(year, n int) date {
	t := time.Date(year, 1, n, 0, 0, 0, 0, time.UTC)
	if n < 1 || t.Year() != year {
		return date{month: 13}
	}
	return date{year, int(t.Month()), t.Day()}
}

// weekDate reads "08-1" of "2019-W08-1". A week alone is no date that a Moment can hold.
func (r *reader) weekDate(y, i int) (date, int) {
	week, day := r.small(i), r.small(i+2)
	if week < 1 || week > 53 || day < 1 || day > 7 || r.at(i+1) != '-' {
		return date{}, 0
	}
	jan4 := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
	t := jan4.AddDate(0, 0, (week-1)*7+day-1-(int(jan4.Weekday())+6)%7)
	return date{t.Year(), int(t.Month()), t.Day()}, i + 3
}

// eastAsian reads "05월 28일" after "2004년".
func (r *reader) eastAsian(y, i int) (date, int) {
	m, d := r.small(i), r.small(i+2)
	mw, dw := r.word(i+1), r.word(i+3)
	if m < 1 || d < 1 || mw != "월" && mw != "月" || dw != "일" && dw != "日" {
		return date{}, 0
	}
	return date{y, m, d}, i + 4
}

// dayFirst reads 18 February 2019, 18th of Feb, 18-Feb-19, 18/Feb/2019,
// 18.02.2019, 02/18/2019.
func (r *reader) dayFirst(i int) (date, int) {
	sep := r.at(i + 1)
	if (sep == '-' || sep == '/' || sep == '.') && r.near(i+1, glued) && r.near(i+2, glued) {
		if d, next := r.numeric(i, sep); next > i {
			return d, next
		}
	}
	d, j := r.small(i), r.ordinalEnd(i+1)
	if w := r.word(j); (w == "of" || w == "de") && r.near(j, line) {
		j++
	}
	m := r.monthBehind(j)
	if d < 1 || m == 0 || !r.near(j, line) {
		return date{}, i
	}
	y, next := r.yearAfter(j + 1)
	return date{y, m, d}, next
}

// ordinalEnd skips "st", "nd", "rd", "th" glued to a number, or the dot of "18. Februar".
func (r *reader) ordinalEnd(i int) int {
	switch r.word(i) {
	case "st", "nd", "rd", "th":
		if r.near(i, glued) {
			return i + 1
		}
	case "er": // "1er mars"
		if r.near(i, glued) && r.monthBehind(i+1) != 0 {
			return i + 1
		}
	case "":
		if r.at(i) == '.' && r.near(i, glued) && r.monthBehind(i+1) != 0 {
			return i + 1
		}
	}
	return i
}

// numeric reads three numbers, or 18-Feb-2019. Which of two small numbers is
// the month: with slashes the first (American), with dots and dashes the
// second (European); the other way round where that gives no date.
func (r *reader) numeric(i int, sep rune) (date, int) {
	if r.at(i+3) != sep || !r.near(i+3, glued) || !r.near(i+4, glued) {
		return date{}, i
	}
	a, b := r.small(i), r.small(i+2)
	if d, next := r.isoShort(i, sep); next > i {
		return d, next
	}
	y := r.year(i + 4)
	if yy := r.small(i + 4); y == 0 && yy >= 0 && (sep == '/' || !r.strict || r.at(i+2) == 'a') {
		y = fullYear(yy)
	}
	if _, w := r.number(i + 4); y == 0 && sep == '.' && w == 2 && datesNext[r.word(i-1)] {
		y = fullYear(r.small(i + 4)) // "am 28.05.21": else it is a version
	}
	if m := r.month(i + 2); m != 0 {
		a, b = m, a
	} else if sep != '/' {
		a, b = b, a
	}
	if y == 0 || a < 1 || b < 1 {
		return date{}, i
	}
	if a > 12 && b <= 12 {
		a, b = b, a
	}
	if d := (date{y, a, b}); d.valid() {
		return d, i + 5
	}
	return date{}, i
}

// datesNext are words before a date in languages that write it with dots.
var datesNext = words("am vom dem seit bis zum den le du el del op van sinds il dal")

// isoShort reads 03-12-31, the ISO 8601 date with a year of two digits, in
// whole strings only.
func (r *reader) isoShort(i int, sep rune) (date, int) {
	d := date{fullYear(r.small(i)), r.small(i + 2), r.small(i + 4)}
	if r.strict || sep != '-' || d.month < 1 || d.month > 12 || d.day < 1 || !d.valid() {
		return date{}, i
	}
	return d, i + 5
}

// monthFirst reads February 18, 2019 · Feb 18th · Feb. 18 2019 · February 2019.
func (r *reader) monthFirst(i int) (date, int) {
	m := r.month(i)
	if m == 0 {
		return date{}, i
	}
	j := i + 1
	if r.at(j) == '.' && r.near(j, glued) {
		j++
	}
	if r.at(j) == ',' && r.near(j, glued) && r.year(j+1) != 0 {
		j++
	}
	if r.at(j) == '-' && !r.strict {
		j++
	}
	if y := r.year(j); y != 0 && r.near(j, line) && !r.clockFollows(j) {
		return date{year: y, month: m}, j + 1
	}
	if w := r.word(j); w == "the" {
		j++
	}
	d := r.small(j)
	if d < 1 || !r.near(j, line) || r.clockFollows(j) {
		return date{}, i
	}
	y, next := r.yearAfter(r.ordinalEnd(j + 1))
	return date{y, m, d}, next
}

// clockFollows says that the number at i is the hour of a time.
func (r *reader) clockFollows(i int) bool {
	return r.at(i+1) == ':' && r.near(i+1, glued) && r.at(i+2) == '0' && r.near(i+2, glued)
}

// yearAfter reads the year that ends a date, with its comma; 0 and i when there is none.
// oldest is the first year that a date written out may be of.
const oldest = 1500

func (r *reader) yearAfter(i int) (year, next int) {
	j := i
	if k := r.at(j); k == ',' || k == '-' && !r.strict || k == '.' && !r.strict {
		j++
	}
	if w := r.word(j); w == "of" || w == "de" {
		j++
	}
	if y := r.year(j); y != 0 && r.near(j, line) && !r.clockFollows(j) {
		return y, j + 1
	}
	if v, w := r.number(j); w == 4 && v >= oldest && v < 1900 && r.at(i) == ',' && r.near(j, line) {
		return v, j + 1 // "10 August, 1628": else its day would be one of our century
	}
	if r.at(j) == '\'' && r.near(j+1, glued) {
		if yy, w := r.number(j + 1); w == 2 {
			return fullYear(yy), j + 2
		}
	}
	if yy, w := r.number(j); !r.strict && w == 2 && j <= i+1 && !r.clockFollows(j) {
		return fullYear(yy), j + 1
	}
	return 0, i
}
