package facts

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"hindsight"
)

const (
	countPart = `(?:\d{1,3}(?:\.\d)?|an?|(?:twenty|thirty|forty|fifty)-(?:one|two|three|four|five|six|seven|eight|nine)|` +
		`thirteen|fourteen|sixteen|seventeen|eighteen|nineteen|sixty|ninety|` +
		`one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)`
	// what stands between, and takes the precision away
	qualifierPart = ` (?:(?:` +
		`about|approximately|approx\.?|around|roughly|circa|some|an estimated|close to|an average of|` +
		`nearly|almost|less than|just under|under|up to|` +
		`over|more than|just over|at least|` +
		`the next|the first|another` +
		`) )?|\s?[~≈<>]\s?`
	unitPart    = `(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|h|m)`
	lengthPart  = countPart + `[- ]?` + unitPart + `\b`
	lengthsPart = lengthPart + `(?:(?:,? and |, | )?` + lengthPart + `){0,2}`
)

var (
	// lasting is how a sentence says how long the whole of an incident took.
	lasting = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\b(?:` +
			`last(?:ed|ing|s)(?: for)?|` +
			`for (?:a (?:total |combined )?(?:duration|period|time) of|a total of)|` +
			`(?:total )?duration (?:of|was)|` +
			`(?:` +
			`down|unavailable|not available|offline|unreachable|inaccessible|out|fail(?:ed|ing)|` +
			`degraded|slow|affected|impacted|disrupted|interrupted|broken|` +
			`crashed|errors|timeouts|rejected|refused|stopped|stuck|hung|` +
			`(?:could not|couldn[’']t|unable to)(?: \w+){1,4}` +
			`),? for` +
			`)(` + qualifierPart + `)(` + lengthsPart + `)`),
		regexp.MustCompile(`(?i)\b(?:an?|the|its|this)(` + qualifierPart + `)(` + lengthsPart + `)(?:[- ]long)?(?: [a-z]+){0,2}? ` +
			`(?:outage|downtime|incident|disruption|interruption|degradation|failure|period|window)\b`),
	}
	durationLabelRE = regexp.MustCompile(`(?i)^(?:total |overall |incident |outage )?` +
		`(?:duration|downtime|length)(?: of (?:the )?(?:incident|outage|impact|event))?$`)
	onlyLengthsRE = regexp.MustCompile(`(?i)^(` + lengthsPart + `)\W*(?:\(.*)?$`)
	oneLengthRE   = regexp.MustCompile(`(?i)\b(` + countPart + `)[- ]?(` + unitPart + `)\b`)
)

var counts = map[string]float64{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}

// count is the number that a word or digits mean; word is false for digits.
func count(s string) (n float64, word bool) {
	tens, ones, _ := strings.Cut(s, "-")
	if n, word = counts[tens]; word {
		return n + counts[ones], true
	}
	n, _ = strconv.ParseFloat(s, 64)
	return n, false
}

var units = map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}

// A length of time, as far as it is stated.
type length struct {
	time.Duration
	exact bool // neither rounded nor qualified: "about", "more than", "5.5 hours", "several"
}

// spelled are lengths that people write without a number before the unit; they
// are rounded ones.
var spelled = strings.NewReplacer(
	"three quarters of an hour", "about 45 minutes", "three-quarters of an hour", "about 45 minutes", "a quarter of an hour", "about 15 minutes",
	"half an hour", "about 30 minutes", "half a minute", "about 30 seconds", "half a day", "about 12 hours",
	"an hour and a half", "about 90 minutes", "one and a half hours", "about 90 minutes", "a day and a half", "about 36 hours",
	"two hours and a half", "about 150 minutes", "two and a half hours", "about 150 minutes", "three and a half hours", "about 210 minutes",
	"a couple of hours", "about 2 hours", "a couple of minutes", "about 2 minutes",
)

// lengthIn reads for how long the sentence says that the incident lasted.
func lengthIn(sentence string) (length, bool) {
	sentence = spelled.Replace(sentence)
	for _, re := range lasting {
		if m := re.FindStringSubmatch(sentence); m != nil {
			l := parseLength(m[2])
			l.exact = l.exact && strings.TrimSpace(m[1]) == ""
			return l, l.Duration > 0
		}
	}
	return length{}, false
}

// parseLength adds "2 hours and 6 minutes" up. Whole hours by word, "an hour"
// and "two hours", are rounded more often than not.
func parseLength(s string) length {
	l := length{exact: true}
	words := true
	for _, m := range oneLengthRE.FindAllStringSubmatch(strings.ToLower(s), 3) {
		n, ok := count(m[1])
		words = words && ok
		unit := units[m[2][0]]
		l.exact = l.exact && !strings.Contains(m[1], ".")
		l.Duration += time.Duration(n * float64(unit))
	}
	if l.Duration%time.Hour == 0 && words || l.Duration >= 24*time.Hour {
		l.exact = false
	}
	return l
}

// endFrom is when something ended that began at a moment and took so long: to
// the minute when both are exact, else the day, if it is the same for
// anything a quarter shorter or longer; zero when nothing can be said.
func (l length) endFrom(start hindsight.Moment, about bool) hindsight.Moment {
	if start.Precision() != hindsight.Instant || l.Duration <= 0 {
		return hindsight.Moment{}
	}
	end := start.Time().Add(l.Duration)
	if l.exact && !about {
		return hindsight.At(end, hindsight.Instant)
	}
	early := hindsight.At(end.Add(-l.Duration/4), hindsight.Day)
	if late := hindsight.At(end.Add(l.Duration/4), hindsight.Day); early == late {
		return early
	}
	return hindsight.Moment{}
}
