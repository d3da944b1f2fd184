package facts

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hindsight/internal/when"
)

// American zones by the name of their standard time, by what else a text calls
// them by the clock of the season, and as the clocks there go.
var seasonal = []struct {
	standard, hours, place string
	season                 *regexp.Regexp
}{
	{"PST", "8", "Pacific Time", regexp.MustCompile(`\b(?:PDT|PT|US/Pacific|America/Los_Angeles|Pacific (?:daylight )?[Tt]ime)\b`)},
	{"MST", "7", "Mountain Time", regexp.MustCompile(`\b(?:MDT|US/Mountain|America/Denver|Mountain (?:daylight )?[Tt]ime)\b`)},
	{"CST", "6", "Central Time", regexp.MustCompile(`\b(?:CDT|US/Central|America/Chicago|Central (?:daylight )?[Tt]ime)\b`)},
	{"EST", "5", "Eastern Time", regexp.MustCompile(`\b(?:EDT|ET|US/Eastern|America/New_York|Eastern (?:daylight )?[Tt]ime)\b`)},
}

// bothClocksRE is one time by two clocks: "15:04 PST (22:04 UTC)".
var bothClocksRE = regexp.MustCompile(`\b(\d{1,2}):(\d\d)(?::\d\d)? ?([AaPp]\.?[Mm]\.?)? ?(PST|MST|CST|EST)` +
	`,? ?[(/=\[] ?(\d{1,2}):(\d\d)(?::\d\d)? ?(?:UTC|GMT|Z)\b`)

// seasonZones are the zones that a text calls by their standard time and means
// by the clock of the season, each with that clock: it gives a time in UTC as
// well, which says so, or names the zone of the season elsewhere. Else a name is
// taken at its word, also in the wrong season.
func seasonZones(blocks []block) map[when.Zone]when.Zone {
	var zones map[when.Zone]when.Zone
	for _, z := range seasonal {
		if !slices.ContainsFunc(blocks, func(b block) bool { return strings.Contains(b.flat, z.standard) }) {
			continue
		}
		season, byWord := false, false
		for _, b := range blocks {
			if strings.Contains(b.flat, z.standard) {
				for _, m := range bothClocksRE.FindAllStringSubmatch(b.flat, 8) {
					switch {
					case m[4] != z.standard:
					case hoursBetween(m) == z.hours:
						byWord = true
					default:
						season = true
					}
				}
			}
			season = season || z.season.MatchString(b.flat)
		}
		standard, ok := when.ZoneIn("in " + z.standard)
		if place, found := when.ZoneIn(z.place); ok && found && season && !byWord {
			if zones == nil {
				zones = map[when.Zone]when.Zone{}
			}
			zones[standard] = place
		}
	}
	return zones
}

// hoursBetween is how many hours the second clock of a match is ahead.
func hoursBetween(m []string) string {
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[5])
	if m[3] != "" {
		if first %= 12; m[3][0]|0x20 == 'p' {
			first += 12
		}
	}
	return strconv.Itoa((second - first + 24) % 24)
}

// zoneStatementRE is where a text says what zone its times are in.
var zoneStatementRE = regexp.MustCompile(`(?i)\b(?:all|the|following|these|above|below|listed)?\s*` +
	`(?:times?|timestamps?|timings|hours|dates?|time ?zone|tz|timeline)\b[^.;\n0-9]{0,60}(?:\d{1,2}(?::?[0-5]\d)?\b)?`)

// zoneAsideRE is a zone in brackets behind a heading that names a day: "Timeline, 9 August 2021 (America/New_York)".
var zoneAsideRE = regexp.MustCompile(`\(([^()]{2,40})\)\s*$`)

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
	if m := zoneAsideRE.FindStringSubmatch(text); m != nil && len(text) < 80 && !strings.ContainsAny(m[1], "0123456789") {
		return when.ZoneIn("in " + m[1])
	}
	return when.Zone{}, false
}
