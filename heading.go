package hindsight

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What a title says of the report and not of the incident. Each pattern takes
// away one such piece.
var headingNoise = []*regexp.Regexp{
	// "(Tracking ID CTH0-HZ8)", "[Resolved]"
	regexp.MustCompile(`(?i)\s*[(\[](?:tracking id:? [a-z0-9_-]+|resolved|mitigated)[)\]]$`),
	regexp.MustCompile(`(?i)\s+[-–—]\s+(?:mitigated|resolved)$`),
	// "Post-mortem: …", "[RCA] …", "Incident report – …"
	regexp.MustCompile(`(?i)^\[` + reportWords + `\]:?\s+`),
	regexp.MustCompile(`(?i)^` + reportWords + `(?::|\s+[-–—|])\s*`),
	// "Summary of the …", "Post-mortem of the …"
	regexp.MustCompile(`(?i)^(?:summary|` + reportWords + `)\s+(?:of|for|on)\s+(?:the\s+|our\s+)?`),
	// "… Post-mortem", "… | Incident report"
	regexp.MustCompile(`(?i)\s*(?:[:,|]|\s[-–—])\s+` + reportWords + `$`),
	regexp.MustCompile(`(?i)\s+(?:post[ -]?mortem|rca)$`),
}

// reportWords are what people call such a report.
const reportWords = `(?:(?:incident |outage |public )?post[ -]?mortem(?: report| analysis)?|(?:preliminary )?rca|root cause analysis|` +
	`(?:security |vulnerability )?(?:incident|disclosure|outage) report|incident review|post[- ]incident (?:review|report)|` +
	`pir|rfo|reason for outage)`

// A day at the begin or the end of a title, with what joins it to the rest.
var headingDays = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(?:incident (?:on|of) )?(` + writtenDay + `)\s*(?:[,:|]|[-–—])?\s+`),
	regexp.MustCompile(`(?i)(?:,|:|\s[-–—]|\s\|)?\s+(?:on |of |for |from )?\(?(` + writtenDay + `)\)?$`),
}

const (
	writtenMonth = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	writtenDay   = `\d{4}[-/]\d\d[-/]\d\d|` + writtenMonth + `\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? ` + writtenMonth + `\.?,? \d{4}`
)

// Heading is the title as pages show it where the day stands beside it: without
// words for the report itself ("Post-mortem: …"), numbers of trackers, and the
// days that stand there anyway. What would leave less than two words stays.
func (e Entry) Heading() string {
	days := []Moment{e.When(), e.Date}
	return heading(e.Title, func(day time.Time) bool {
		for _, m := range days {
			if m.Precision() >= Day && m.Time().Format(time.DateOnly) == day.Format(time.DateOnly) {
				return true
			}
		}
		return false
	})
}

func heading(title string, beside func(time.Time) bool) string {
	h := strings.TrimSpace(title)
	for before := ""; before != h; { // a title may have several such pieces
		before = h
		for _, re := range headingNoise {
			h = without(h, re.FindStringIndex(h))
		}
		for _, re := range headingDays {
			if m := re.FindStringSubmatchIndex(h); m != nil && isDay(h[m[2]:m[3]], beside) {
				h = without(h, m[:2])
			}
		}
	}
	return h
}

// without cuts a piece out of a title, if two words are left. A word that so
// comes to stand first begins with a capital, unless it is a name in small
// letters such as "esm.sh".
func without(title string, at []int) string {
	if at == nil {
		return title
	}
	left := strings.TrimSpace(title[:at[0]] + title[at[1]:])
	words := strings.Fields(left)
	if len(words) < 2 || at[1] == len(title) && slices.Contains(noEnd, strings.ToLower(words[len(words)-1])) {
		return title
	}
	if at[0] > 0 || strings.ContainsFunc(words[0], func(r rune) bool { return !unicode.IsLower(r) }) {
		return left
	}
	r, size := utf8.DecodeRuneInString(left)
	return string(unicode.ToUpper(r)) + left[size:]
}

// noEnd are words that no title ends with.
var noEnd = []string{"on", "of", "for", "from", "in", "at", "and", "the", "a", "to", "by", "with", "since", "before", "after", "until"}

var ordinalRE = regexp.MustCompile(`(\d)(?:st|nd|rd|th)`)

// isDay says that a day as it is written in a title is one of those beside it.
func isDay(written string, beside func(time.Time) bool) bool {
	s := strings.NewReplacer("/", "-", ",", "", ".", "").Replace(ordinalRE.ReplaceAllString(strings.ToLower(written), "$1"))
	for _, layout := range []string{"2006-01-02", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return beside(t)
		}
	}
	return false
}
