package dump

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
	"hindsight/internal/markdown"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// minApart is how far apart the dates of two reports are at least. The days of
// one long incident follow each other.
const minApart = 4 * 24 * time.Hour

// datedSections finds the headings of a collection of reports: two or more on
// the highest level that has several, each with a title and a date, in it or
// in the lines below it. Where the whole is called a collection, a date alone
// is enough of a heading.
//
//	# Login outage               ## 2019-04-04: Login outage
//	Date: 4 April 2019
//
// Headings that each name an incident may be of days that follow each other.
func datedSections(lines []string) []int {
	top, title := highest(heads(lines))
	if len(top) > 200 {
		return nil
	}
	for len(top) > 2 && headingDayRE.FindString(top[len(top)-1].text) == "" && prose.RoleOf(top[len(top)-1].text) != prose.RoleNone {
		top = top[:len(top)-1] // "What we learn", of all of them
	}
	if len(top) > 0 && title == "" {
		title = lineOver(lines[:top[0].line])
	}
	collected := collectedRE.MatchString(title)
	eachNamed := collected && alike(lines, top) || !slices.ContainsFunc(top, func(h head) bool {
		return !incidentNounRE.MatchString(h.text) && !(collected && incidentalRE.MatchString(h.text))
	})
	var dates []time.Time
	var at []int
	for _, h := range top {
		date := sectionDate(lines, h, collected)
		if date.IsZero() {
			return nil
		}
		for _, d := range dates {
			if gap := date.Time().Sub(d).Abs(); gap < minApart && (!eachNamed || gap == 0) {
				return nil
			}
		}
		dates, at = append(dates, date.Time()), append(at, h.line)
	}
	return at
}

// alike says that each section is an account of its own: that all have two fields
// in common, "Impact" and "Cause" say, or one with the day on which it started.
func alike(lines []string, top []head) bool {
	var first map[string]bool
	for i, h := range top {
		end := len(lines)
		if i+1 < len(top) {
			end = top[i+1].line
		}
		if !startBelow(lines[h.line+1 : end]).IsZero() {
			continue
		}
		names, _ := account(lines[h.line+1 : end])
		if first == nil {
			first = names
		}
		if inBoth(first, names) < 2 {
			return false
		}
	}
	return true
}

var (
	headingDayRE = regexp.MustCompile(`\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}` +
		`|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}` +
		`|\d{1,2}(?:er)?\.? (?:de )?\pL{3,10} (?:de )?(?:19|20)\d{2}`)
	incidentNounRE = regexp.MustCompile(`(?i)\b(?:outage|incident|downtime|post-?\s?mortem|disruption|interruption|` +
		`ausfall|störung|vorfall|panne|incidente|interrupción|interrupção|falha|storing|disservizio)(?:\PL|$)`)
	headWordRE = regexp.MustCompile(`\pL{3,}`)
)

// hasDays says that headingDayRE finds so many days in a text. Each has the four
// digits of a year, and none goes over the end of a line.
func hasDays(text string, least int) bool {
	n := 0
	for line := range strings.Lines(text) {
		if !hasYear(line) {
			continue
		}
		if n += len(headingDayRE.FindAllString(line, least-n)); n >= least {
			return true
		}
	}
	return false
}

// hasYear says that four digits or more stand in a row, as those of a day do: behind
// a blank, a dot or a slash, or before a hyphen or a slash.
func hasYear(line string) bool {
	run := 0
	for i := 0; i <= len(line); i++ {
		if i < len(line) && '0' <= line[i] && line[i] <= '9' {
			run++
			continue
		}
		if run >= 4 {
			begin := i - run
			if begin > 0 && strings.IndexByte(" ./", line[begin-1]) >= 0 || i < len(line) && (line[i] == '-' || line[i] == '/') {
				return true
			}
		}
		run = 0
	}
	return false
}

// sectionDate reads the date of a heading that has a title as well, or may do
// without.
func sectionDate(lines []string, h head, bare bool) hindsight.Moment {
	title := headingDayRE.ReplaceAllString(h.text, "")
	if !bare && len(headWordRE.FindAllString(title, 2)) < 1 || body.RoleLine(h.text) || body.RoleLine(strings.Trim(title, " :,-–—()")) {
		return hindsight.Moment{}
	}
	if day := headingDayRE.FindString(h.text); day != "" {
		date, _ := when.Parse(ordinalRE.ReplaceAllString(day, "$1"))
		return date
	}
	below := strings.Join(lines[h.line+1:min(len(lines), h.line+8)], "")
	if date, _ := headDate("x\n" + firstLines(below, 3)); !date.IsZero() {
		return date
	}
	if b, _ := byline.Cut(below, nil); !b.Date.IsZero() {
		return b.Date
	}
	at := startBelow(lines[h.line+1:])
	if !bare { // the parts of one incident each have a start, on one day
		at = hindsight.At(at.Time(), min(at.Precision(), hindsight.Day))
	}
	return at
}

// lineOver is the first line of what stands above the headings, where it may be
// the title of the whole; "" else.
func lineOver(lines []string) string {
	first, _, _ := strings.Cut(firstLines(strings.Join(lines[:min(len(lines), headLines)], ""), 1), "\n")
	if len(strings.Fields(first)) > maxHeadline || strings.HasSuffix(first, ".") {
		return ""
	}
	return first
}

// startFieldRE is the field with which an account of an incident begins.
var startFieldRE = regexp.MustCompile(`(?i)^[\s*_>|•-]*(?:(?:incident |outage |failure )?(?:start(?:ed|s)?|beg(?:a|i)n|beginning|from|down|since)` +
	`(?: (?:time|at|on|date))?|beginn|von|début|inicio|desde)[*_\s]*[:|][*_\s]*(\S.{3,60})`)

// startBelow is the moment that the first lines below a heading say that it
// started: a field with its day.
func startBelow(lines []string) hindsight.Moment {
	for line := range strings.Lines(firstLines(strings.Join(lines[:min(len(lines), 8)], ""), 4)) {
		if m := startFieldRE.FindStringSubmatch(line[:min(len(line), 120)]); m != nil {
			for _, s := range when.Find(m[1]) {
				if at, ok := s.From.Moment(when.UTC); ok && at.Precision() >= hindsight.Day {
					return at
				}
			}
			return hindsight.Moment{}
		}
	}
	return hindsight.Moment{}
}

// maxHeadline is how many words a line has at most that heads a report.
const maxHeadline = 12

// promoted makes headings of the lines that head the reports of a collection
// and are none: each alone between blank lines, in bold type or all plain, with
// a day and a word of what failed, or right above the field with the day of its
// start.
func promoted(lines []string) []string {
	out := slices.Clone(lines)
	n := 0
	var code markdown.Code
	for i, l := range lines {
		bare := strings.TrimSpace(l)
		if code.Takes(l) || bare == "" || !blankAt(lines, i-1) || i+1 >= len(lines) {
			continue
		}
		headed := headsStart(bare, lines[i+1:])
		if !headed && !blankAt(lines, i+1) && i > 0 && !afterRule(lines, i) {
			continue
		}
		if level, _, ok := markdown.Heading(l); ok {
			if level > 1 || n > 0 {
				return lines // its headings are marked
			}
			continue // the title of the whole
		}
		text := strings.Trim(bare, "*_ ")
		bold := text != bare && strings.HasPrefix(bare, "**") && strings.HasSuffix(strings.TrimRight(bare, ":"), "**")
		if words := len(strings.Fields(text)); words > maxHeadline || strings.HasSuffix(text, ".") || !headed && headingDayRE.FindString(text) == "" {
			continue
		}
		if headed || incidentNounRE.MatchString(text) || bold && incidentalRE.MatchString(text) {
			out[i] = "## " + text + "\n"
			n++
		}
	}
	if n < 2 {
		return lines
	}
	return out
}

// endFieldRE is the field that follows such a one.
var endFieldRE = regexp.MustCompile(`(?i)^(?:(?:incident |outage |failure )?(?:end(?:ed|s)?|to|until|up|resolved)(?: (?:time|at|on|date))?)\s*:\s*\S`)

// fieldsListed makes a list of the fields that stand between the title of a part
// and its text, on lines that follow each other, so that none runs into the next.
func fieldsListed(part string) string {
	lines := strings.SplitAfter(part, "\n")
	from := 1
	for from < len(lines) && strings.TrimSpace(lines[from]) == "" {
		from++
	}
	to := from
	for to < len(lines) && (startFieldRE.MatchString(lines[to]) && isLetterAt(lines[to]) || to > from && endFieldRE.MatchString(lines[to])) {
		to++
	}
	if to-from < 2 || blankAt(lines, to) {
		return part
	}
	return strings.Join(lines[:from], "") + "- " + strings.Join(lines[from:to], "- ") + "\n" + strings.Join(lines[to:], "")
}

func isLetterAt(line string) bool { r, _ := utf8.DecodeRuneInString(line); return unicode.IsLetter(r) }

// headsStart says that a line stands right above the field with the day on which
// an incident started, and is no field itself but for its number: "Outage 2: Mail".
func headsStart(line string, below []string) bool {
	for len(below) > 0 && strings.TrimSpace(below[0]) == "" {
		below = below[1:]
	}
	if len(below) == 0 || !startFieldRE.MatchString(below[0][:min(len(below[0]), 120)]) || body.IsBullet(line) || labelledRE.MatchString(line) {
		return false
	}
	return !startBelow(below[:1]).IsZero()
}

var ruleRE = regexp.MustCompile(`^ {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|(?:= ?){3,})$`)

// afterRule says that what stands above a line, behind blank ones, is a rule.
func afterRule(lines []string, i int) bool {
	for i--; i > 0 && strings.TrimSpace(lines[i]) == ""; i-- {
	}
	return i > 0 && ruleRE.MatchString(strings.TrimRight(lines[i], " \r\n")) && blankAt(lines, i-1)
}

func blankAt(lines []string, i int) bool {
	return i < 0 || i >= len(lines) || strings.TrimSpace(lines[i]) == ""
}

// inOrderOf writes the day in the heading of a part, where only the other parts
// say which of its numbers is the month, with the year first.
func inOrderOf(part string, order when.Order) string {
	first, rest, _ := strings.Cut(part, "\n")
	day := headingDayRE.FindString(first)
	if day == "" || order == 0 || when.OrderIn(strings.Lines(part), nil) != 0 {
		return part
	}
	for _, s := range when.Find(day) {
		if s.From.Order == order {
			return strings.Replace(first, day, s.From.Date().Format(time.DateOnly), 1) + "\n" + rest
		} else if s.From.Order != 0 {
			return strings.Replace(first, day, s.From.Swapped().Date().Format(time.DateOnly), 1) + "\n" + rest
		}
	}
	return part
}
