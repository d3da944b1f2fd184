package facts

import (
	"regexp"

	"hindsight/internal/when"
)

// zoneStatementRE is where a text says what zone its times are in.
var zoneStatementRE = regexp.MustCompile(`(?i)\b(?:all|the|following|these|above|below|listed)?\s*` +
	`(?:times?|timestamps?|timings|hours|dates?|time ?zone|tz|timeline)\b[^.;\n0-9]{0,60}`)

// documentZone is what "all times are in …" states, else the zone of the
// times that name one, when they all name the same.
func documentZone(blocks []block) when.Zone {
	var only when.Zone
	several := false
	for _, b := range blocks {
		if z, ok := statedZone(b.flat); ok {
			return z
		}
		for _, s := range when.Find(b.flat) {
			if z := s.From.Zone; s.From.Clock && !z.IsZero() {
				several = several || !only.IsZero() && z != only
				only = z
			}
		}
	}
	switch {
	case several:
		return when.Zone{}
	case only.IsZero():
		return regionNamed(blocks)
	}
	return only
}

var regionTimeRE = regexp.MustCompile(`(?i)\b(Pacific|Eastern|Mountain|Central)(?: U\.?S\.?| standard| daylight)? time\b`)

// regionNamed is the one American zone that a text names apart from its times
// ("last night, eastern US time, until 10:45am").
func regionNamed(blocks []block) (only when.Zone) {
	for _, b := range blocks {
		if !mentions(b.flat, " time") {
			continue
		}
		for _, m := range regionTimeRE.FindAllStringSubmatch(b.flat, 8) {
			z, ok := when.ZoneIn(m[1] + " Time")
			if ok && !only.IsZero() && z != only {
				return when.Zone{}
			}
			only = z
		}
	}
	return only
}

// regionOnlyRE reads "all times are Pacific", also behind a slash and a slip of
// the pen ("UC/Pacific").
var regionOnlyRE = regexp.MustCompile(`(?i)\btimes?\b.{0,30}?\b(Pacific|Eastern|Mountain|Central)\W*$`)

// statedZone reads "all times are in UTC", "Timeline (UTC)", "Time (PST)".
func statedZone(text string) (when.Zone, bool) {
	if !mentions(text, "tim", "hours", "date", "tz") {
		return when.Zone{}, false
	}
	for _, m := range zoneStatementRE.FindAllString(text, 8) {
		if z, ok := when.ZoneIn(m); ok {
			return z, true
		}
		if r := regionOnlyRE.FindStringSubmatch(m); r != nil {
			return when.ZoneIn(r[1] + " Time")
		}
	}
	return when.Zone{}, false
}
