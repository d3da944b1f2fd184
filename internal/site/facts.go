package site

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/wording"
)

// A moment is a date for people and for machines; the zero moment is unstated.
type moment struct {
	ISO  string `json:"iso"`
	Text string `json:"text"`
	Day  string `json:"day"` // Text without the time of day

	Short string `json:"short"` // Day for a row of a list: "30 Mar 2026"
}

// written and brief are the texts that show how a moment is written, by its precision.
var (
	written = [...]string{hindsight.Year: "date-year", hindsight.Month: "date-month", hindsight.Day: "date-day", hindsight.Instant: "date-instant"}
	brief   = [...]string{hindsight.Year: "date-year", hindsight.Month: "date-short-month", hindsight.Day: "date-short-day"}
)

func newMoment(m hindsight.Moment, say wording.Texts) moment {
	if m.IsZero() {
		return moment{}
	}
	day := min(m.Precision(), hindsight.Day)
	return moment{m.String(), say.Date(written[m.Precision()], m.Time()), say.Date(written[day], m.Time()), say.Date(brief[day], m.Time())}
}

// A fact is a line of the table beside the text.
type fact struct {
	Name string `json:"name"`
	moment
}

// moments lists what is known of the incident, in the order of the words.
func moments(i hindsight.Incident, say wording.Texts) []fact {
	var out []fact
	for _, f := range []struct {
		name string
		m    hindsight.Moment
	}{{"fact-started", i.Started}, {"fact-detected", i.Detected}, {"fact-mitigated", i.Mitigated}, {"fact-resolved", i.Resolved}} {
		if !f.m.IsZero() {
			out = append(out, fact{say.Say(f.name), newMoment(f.m, say)})
		}
	}
	return out
}

// spans tells how long things took, when both ends are known to the minute.
func spans(i hindsight.Incident, say wording.Texts) []fact {
	var out []fact
	if d, ok := i.Lasted(); ok {
		out = append(out, fact{say.Say("fact-lasted"), moment{ISO: isoDuration(d), Text: say.Length(d)}})
	}
	if d, ok := i.NoticedAfter(); ok && d > 0 {
		out = append(out, fact{say.Say("fact-noticed"), moment{ISO: isoDuration(d), Text: say.Length(d)}})
	}
	return out
}

// lasted is how long the incident was felt, in words.
func lasted(i hindsight.Incident, say wording.Texts) string {
	d, ok := i.Lasted()
	if !ok {
		return ""
	}
	return say.Length(d)
}

// noticed is how long it took until somebody noticed, in words.
func noticed(i hindsight.Incident, say wording.Texts) string {
	d, ok := i.NoticedAfter()
	if !ok {
		return ""
	}
	return inWords(d, say)
}

// inWords is a length that may be none.
func inWords(d time.Duration, say wording.Texts) string {
	if d == 0 {
		return say.Say("noticed-at-once")
	}
	return say.Length(d)
}

// isoDuration writes a duration for the datetime attribute of <time>.
func isoDuration(d time.Duration) string {
	return fmt.Sprintf("PT%dH%dM%dS", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
}

var langRE = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)

// langTag is a text's language as an attribute of HTML, "" where it is English
// or no language.
func langTag(lang string) string {
	if !langRE.MatchString(lang) || strings.HasPrefix(strings.ToLower(lang)+"-", "en-") {
		return ""
	}
	return lang
}

// An extraFact is a field of `extra:` as the page shows it.
type extraFact struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// extraFacts write the keys as names are: "incident_id" becomes "Incident id".
func extraFacts(x hindsight.Extra) []extraFact {
	var all []extraFact
	for _, f := range x {
		name := strings.Join(strings.FieldsFunc(oneLine(f.Key, 80), func(r rune) bool { return strings.ContainsRune("-_.", r) }), " ")
		first, size := utf8.DecodeRuneInString(name)
		all = append(all, extraFact{string(unicode.ToUpper(first)) + name[size:], oneLine(strings.Join(f.Values, ", "), 400)})
	}
	return all
}
