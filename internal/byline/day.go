package byline

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/when"
)

var (
	// dateWordsRE is a date with nothing around it: numbers, names of months and
	// days, zones.
	dateWordsRE = regexp.MustCompile(`^(?:(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|` +
		`[0-9][0-9:.,/T+Zz-]*(?i:st|nd|rd|th|am|pm)?|(?i:at|of|the|am|pm)|[A-Z]{1,5}|` +
		`[A-Z][a-z]+/[A-Z][A-Za-z_]+|[–—,+:()-]|[\s,()])+$`)
	dateTailRE  = regexp.MustCompile(`(?i)\s*(?:\*\*|[|·•]| by | in |\s{3,}).*$`)
	ordinalRE   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)
	monthOnlyRE = regexp.MustCompile(`^([A-Z][a-z]{2,8})\.?,? (?:((?:19|20)\d{2})|['’](\d{2}))$`)
)

// Day reads a date with its year, and nothing else but what may follow one in
// a byline; the zero Moment for anything else.
func Day(s string) hindsight.Moment {
	if at := bareDay(s); !at.IsZero() || len(s) > 80 {
		return at
	}
	s = strings.Trim(s, "*_ #[]()")
	if at := dayOfRange(s); !at.IsZero() {
		return at
	}
	return bareDay(dateTailRE.ReplaceAllString(s, ""))
}

// dayOfRange is the day of "12 February 2024, 11:05–12:50 UTC". A line with
// such a value is no byline, for it says when something happened.
func dayOfRange(s string) hindsight.Moment {
	spans := when.Find(s)
	if len(spans) != 1 || spans[0].Start != 0 || spans[0].End != len(s) {
		return hindsight.Moment{}
	}
	if from := spans[0].From; spans[0].Range && from.Full() && from.Order == 0 && from.Clock {
		return hindsight.At(from.Date(), hindsight.Day)
	}
	return hindsight.Moment{}
}

// foreignRE is a word that may be a name of a month or a day in another language.
var foreignRE = regexp.MustCompile(`\pL{2,}`)

// inEnglish is s with an English name for each name of a month or a day, and
// without the words that stand between them: "le 4 octobre 2023".
func inEnglish(s string) string {
	return foreignRE.ReplaceAllStringFunc(s, func(word string) string {
		switch w := strings.ToLower(word); {
		case when.IsName(w):
			return "May"
		case w == "de", w == "del", w == "le", w == "den", w == "el", w == "am", w == "di":
			return ""
		}
		return word
	})
}

// bareDay reads a date with its year, and nothing else.
func bareDay(s string) hindsight.Moment {
	s = strings.Trim(s, "*_ #[]()")
	if strings.Contains(s, "(") && !strings.Contains(s, ")") {
		s += ")"
	}
	if len(s) > 60 || len(s) < 6 || !strings.ContainsAny(s, "0123456789") || !dateWordsRE.MatchString(s) && !dateWordsRE.MatchString(inEnglish(s)) {
		return hindsight.Moment{}
	}
	for _, try := range []string{ordinalRE.ReplaceAllString(strings.Replace(s, ", ", " ", 1), "$1"), s} {
		if at, ok := when.Parse(try); ok && at.Precision() >= hindsight.Day {
			return at
		}
	}
	return hindsight.Moment{}
}

// Month reads a month with its year, "May 2021" or "May '21", as forums write
// the dates of posts that are no longer new.
func Month(s string) hindsight.Moment {
	m := monthOnlyRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return hindsight.Moment{}
	}
	year := m[2]
	if year == "" {
		year = "20" + m[3]
	}
	at, ok := when.Parse(m[1] + " " + year)
	if !ok || at.Precision() != hindsight.Month {
		return hindsight.Moment{}
	}
	return at
}
