package tidy

import "regexp"

// A line of a timeline starts with a time of day, with or without date, span
// and zone, and then a separator: "15:54 UTC: …", "2020-06-08 07:00 - 08:30 …",
// "[10:25 AM PDT] …", "10/20/2022 - 15:38 CST - …".
const (
	clockRE = `~?\d{1,2}(?:[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?|\s?[AaPp][Mm]\b)`
	zoneRE  = `(?:\s?\(?(?:UTC|GMT|[A-Z]{1,4}T|Z|[+-]\d{2}:?\d{2}|US/[A-Z][a-z]+|[Ll]ocal(?: time)?)(?:[+-]\d{1,2}(?::\d{2})?)?\)?)?`
	dateRE  = `(?:\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)`
	dayRE   = `(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?:at )?)?`
	stampRE = dayRE + `(?:` + dateRE + `(?:[T,@]| at| -| –)?\s*)?` + clockRE + zoneRE
)

var eventLine = regexp.MustCompile(`^[\[(*~_]*(` + stampRE + `(?:\s?(?:-|–|—|to|until)\s?` + stampRE + `)?)[\])*_]*(?:\s*(?::|\||–|—|=>|->|→)\s*|\s+-+\s*|\s?-\s+|\]\s*|\s*\*\*\s*)[*_]*\s*(\S.*)$`)

// event splits a line of a timeline into time and text.
func event(line string) (at, text string, ok bool) {
	if line == "" || len(line) > 20_000 || !startsLikeTime(line) {
		return "", "", false
	}
	m := eventLine.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

func IsEvent(line string) bool { _, _, ok := event(line); return ok }

// startsLikeTime saves the expression above for lines that may match it.
func startsLikeTime(line string) bool {
	for i := 0; i < len(line) && i < 24; i++ {
		if c := line[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}
