// Package numbers counts what postmortems say of themselves: how many a year,
// how long, how soon noticed, which classes together.
//
// It knows medians and quartiles and no means: lengths of incidents have tails
// of weeks, and a few of those make a mean of hours that no incident had.
package numbers

import (
	"cmp"
	"slices"
	"time"
)

// Unknown is a length that a text does not state.
const Unknown time.Duration = -1

// Few is how many lengths have no median: of fewer than five, each is shown
// and nothing is said of them together.
const Few = 5

// A Case is what one postmortem says, as plain values.
type Case struct {
	Year            int // of the incident; 0 where no date is known
	Organisation    string
	Classes         []string // the main one first
	Lasted, Noticed time.Duration
	Says            Stated
}

// Stated is which facts a text gives, at any precision.
type Stated struct {
	Date, Start, Notice, End, Cause, Zone bool
}

// A Spread is how lengths lie: the middle half from Low to High, around the Median.
type Spread struct {
	All               []time.Duration // in order
	Low, Median, High time.Duration   // 0 of fewer than Few
}

// Enough says that there are lengths enough for a median.
func (s Spread) Enough() bool { return len(s.All) >= Few }

// SpreadOf leaves out what is Unknown. Quartiles lie between two values where
// none is at their place, in proportion, as R and NumPy have them by default.
func SpreadOf(lengths []time.Duration) Spread {
	var s Spread
	for _, d := range lengths {
		if d != Unknown {
			s.All = append(s.All, d)
		}
	}
	slices.Sort(s.All)
	if s.Enough() {
		s.Low, s.Median, s.High = s.quartile(1), s.quartile(2), s.quartile(3)
	}
	return s
}

func (s Spread) quartile(q int) time.Duration {
	at := q * (len(s.All) - 1) // in quarters of a place
	i, rest := at/4, time.Duration(at%4)
	if rest == 0 {
		return s.All[i]
	}
	return s.All[i] + (s.All[i+1]-s.All[i])*rest/4
}

// Lasted and Noticed are the lengths of cases, Unknown ones among them.
func Lasted(cases []Case) []time.Duration {
	return lengths(cases, func(c Case) time.Duration { return c.Lasted })
}

// Noticed: see Lasted.
func Noticed(cases []Case) []time.Duration {
	return lengths(cases, func(c Case) time.Duration { return c.Noticed })
}

func lengths(cases []Case, of func(Case) time.Duration) []time.Duration {
	out := make([]time.Duration, len(cases))
	for i, c := range cases {
		out[i] = of(c)
	}
	return out
}

// Of are the cases of a class.
func Of(cases []Case, class string) []Case {
	var out []Case
	for _, c := range cases {
		if slices.Contains(c.Classes, class) {
			out = append(out, c)
		}
	}
	return out
}

// A Year is a column of a chart. Years without cases between two with some are
// there too, with an N of 0; a gap of more than maxGap is one year that Skips.
type Year struct {
	Year, N int
	Skips   int // so many years from Year on, all without cases; else 0
}

const (
	maxGap   = 12
	maxYears = 120 // columns; the newest stay
)

// Years counts cases by year, from the first to the last.
func Years(cases []Case) []Year {
	n := map[int]int{}
	for _, c := range cases {
		if c.Year != 0 {
			n[c.Year]++
		}
	}
	var out []Year
	for y := range n {
		out = append(out, Year{Year: y, N: n[y]})
	}
	slices.SortFunc(out, func(a, b Year) int { return a.Year - b.Year })
	out = filled(out)
	return out[max(0, len(out)-maxYears):]
}

// filled puts the empty years between the others.
func filled(years []Year) []Year {
	var out []Year
	for i, y := range years {
		if i > 0 {
			from, gap := years[i-1].Year+1, y.Year-years[i-1].Year-1
			if gap > maxGap {
				out = append(out, Year{Year: from, Skips: gap})
			} else {
				for e := range gap {
					out = append(out, Year{Year: from + e})
				}
			}
		}
		out = append(out, y)
	}
	return out
}

// A Count is how many have a name.
type Count struct {
	Name string
	N    int
}

// Counts counts names, the most frequent first, of equals the first in order;
// "" is no name.
func Counts(names []string) []Count {
	n := map[string]int{}
	for _, name := range names {
		if name != "" {
			n[name]++
		}
	}
	var out []Count
	for name, k := range n {
		out = append(out, Count{name, k})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Name, b.Name)) })
	return out
}

// A Pair is two classes and how many cases have both.
type Pair struct {
	A, B string
	N    int
}

// Pairs counts the classes that cases have together, the most frequent first,
// of equals in the order of classes. A comes before B in that order.
func Pairs(cases []Case, classes []string) []Pair {
	place := map[string]int{}
	for i, c := range classes {
		place[c] = i
	}
	n := map[[2]int]int{}
	for _, c := range cases {
		for i, a := range c.Classes {
			for _, b := range c.Classes[i+1:] {
				x, ok := place[a]
				y, also := place[b]
				if ok && also && x != y {
					n[[2]int{min(x, y), max(x, y)}]++
				}
			}
		}
	}
	var out []Pair
	for p, k := range n {
		out = append(out, Pair{classes[p[0]], classes[p[1]], k})
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(b.N-a.N, place[a.A]-place[b.A], place[a.B]-place[b.B])
	})
	return out
}

// A Step is a range of lengths, from From to less than To; 0 is no end.
type Step struct {
	From, To time.Duration
	N        int
}

// NoticeSteps are the ranges by which it is told how soon an incident was
// noticed. The first is what a text with clock times calls the same minute.
var NoticeSteps = []Step{
	{To: time.Minute}, {From: time.Minute, To: 5 * time.Minute}, {From: 5 * time.Minute, To: 15 * time.Minute},
	{From: 15 * time.Minute, To: time.Hour}, {From: time.Hour, To: 6 * time.Hour}, {From: 6 * time.Hour, To: 24 * time.Hour},
	{From: 24 * time.Hour},
}

// Steps counts lengths by range; what is Unknown is in none.
func Steps(lengths []time.Duration, steps []Step) []Step {
	out := slices.Clone(steps)
	for _, d := range lengths {
		for i, s := range out {
			if d != Unknown && d >= s.From && (s.To == 0 || d < s.To) {
				out[i].N++
			}
		}
	}
	return out
}
