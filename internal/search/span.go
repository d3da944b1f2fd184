// Twin: assets/ts/search/span.ts, assets/ts/search/facets.ts

package search

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// A span is a range of years, or of minutes that something took.
type span struct {
	low, high         float64
	lowOpen, highOpen bool // the end itself is not in it
}

func (s span) has(n int) bool {
	v := float64(n)
	return (v > s.low || v == s.low && !s.lowOpen) && (v < s.high || v == s.high && !s.highOpen)
}

// lengthKeys are the filters of what took so long, in the order of the columns.
var lengthKeys = []string{"lasted", "noticed", "mitigated"}

var (
	boundRE = regexp.MustCompile(`^(>=|<=|>|<)(.+)$`)
	yearRE  = regexp.MustCompile(`^[1-9][0-9]{0,3}$`)
	timesRE = regexp.MustCompile(`^(?:[0-9]{1,6}(?:\.[0-9]{1,3})?(?:` + units + `))+$`)
	timeRE  = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)(` + units + `)`)
)

const units = `minutes|minute|mins|min|hours|hour|hrs|hr|days|day|weeks|week|m|h|d|w`

var minutesOf = map[byte]float64{'m': 1, 'h': 60, 'd': 24 * 60, 'w': 7 * 24 * 60} // by the first letter of the unit

// readSpan reads the value of a filter of years or lengths: 2019, 2017..2019,
// 2019.., >1d, 1h..6h. A length alone is as exact as its last unit: 1h is from
// one hour to less than two.
func readSpan(key, value string) (s span, ok bool) {
	value = strings.ReplaceAll(value, " ", "")
	if m := boundRE.FindStringSubmatch(value); m != nil {
		n, _, ok := readBound(key, m[2])
		s = span{low: math.Inf(-1), high: math.Inf(1)}
		if m[1][0] == '>' {
			s.low, s.lowOpen = n, m[1] == ">"
		} else {
			s.high, s.highOpen = n, m[1] == "<"
		}
		return s, ok
	}
	if from, to, is := strings.Cut(value, ".."); is {
		s = span{low: math.Inf(-1), high: math.Inf(1)}
		if ok = from != "" || to != ""; from != "" && ok {
			s.low, _, ok = readBound(key, from)
		}
		if to != "" && ok {
			s.high, _, ok = readBound(key, to)
		}
		return s, ok
	}
	n, unit, ok := readBound(key, value)
	return span{low: n, high: n + unit, highOpen: true}, ok
}

// readBound reads a year or a length, and how exact it is.
func readBound(key, s string) (n, unit float64, ok bool) {
	if key == "year" {
		n, _ = strconv.ParseFloat(s, 64)
		return n, 1, yearRE.MatchString(s)
	}
	if !timesRE.MatchString(s) {
		return 0, 0, false
	}
	for _, m := range timeRE.FindAllStringSubmatch(s, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		unit = minutesOf[m[2][0]]
		n += x * unit
	}
	return n, unit, true
}

// Steps of lengths by which a result is counted, as filters write them.
var (
	lastedSteps  = []string{"<15m", "15m..1h", "1h..6h", "6h..1d", "1d..7d", ">7d"}
	noticedSteps = []string{"<5m", "5m..15m", "15m..1h", "1h..6h", "6h..1d", ">1d"}
)

// spansOf reads steps, once.
func spansOf(steps []string) (spans []span) {
	for _, s := range steps {
		x, _ := readSpan("lasted", s)
		spans = append(spans, x)
	}
	return spans
}

var lastedSpans, noticedSpans = spansOf(lastedSteps), spansOf(noticedSteps)
