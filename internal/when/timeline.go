package when

import "regexp"

// A line of a timeline starts with a time of day, with or without date, span
// and zone, and then a separator: "15:54 UTC: …", "2020-06-08 07:00 - 08:30 …",
// "[10:25 AM PDT] …", "10/20/2022 - 15:38 CST - …".
const (
	// ZonePattern is a zone behind a time of day, or nothing.
	ZonePattern = `(?:\s?\(?(?:UTC|GMT|[A-Z]{1,4}T|Z|[+-]\d{2}:?\d{2}|US/[A-Z][a-z]+|[Ll]ocal(?: time)?)(?:[+-]\d{1,2}(?::\d{2})?)?\)?)?`

	// DatePattern is a day in front of it.
	DatePattern = `(?:\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|` +
		`th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)`

	eventClock = `~?\d{1,2}(?:[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?|\s?[AaPp][Mm]\b)`
	eventDay   = `(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?:at )?)?`
	eventStamp = eventDay + `(?:` + DatePattern + `(?:[T,@]| at| -| –)?\s*)?` + eventClock + ZonePattern
)

var eventLineRE = regexp.MustCompile(`^[\[(*~_]*(` + eventStamp + `(?:\s?(?:-|–|—|to|until)\s?` + eventStamp + `)?)[\])*_]*` +
	`(?:\s*(?::|\||–|—|=>|->|→)\s*|\s+-+\s*|\s?-\s+|\]\s*|\s*\*\*\s*)[*_]*\s*(\S.*)$`)

// Event splits a line of a timeline into time and text.
func Event(line string) (at, text string, ok bool) {
	if line == "" || len(line) > 20_000 || !StartsLikeTime(line) {
		return "", "", false
	}
	m := eventLineRE.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// IsEvent says that a line is one of a timeline.
func IsEvent(line string) bool { _, _, ok := Event(line); return ok }

// StartsLikeTime says that a line has a figure near its start: it saves the
// expressions above for lines that may match them.
func StartsLikeTime(line string) bool {
	for i := 0; i < len(line) && i < 24; i++ {
		if c := line[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}
