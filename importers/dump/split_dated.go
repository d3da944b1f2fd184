package dump

import (
	"regexp"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
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
func datedSections(lines []string) []int {
	top, title := highest(heads(lines))
	if len(top) > 200 {
		return nil
	}
	var dates []time.Time
	var at []int
	for _, h := range top {
		date := sectionDate(lines, h, collectedRE.MatchString(title))
		if date.IsZero() {
			return nil
		}
		for _, d := range dates {
			if gap := date.Time().Sub(d).Abs(); gap < minApart {
				return nil
			}
		}
		dates, at = append(dates, date.Time()), append(at, h.line)
	}
	return at
}

var (
	headingDayRE = regexp.MustCompile(`\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}` +
		`|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}`)
	headWordRE = regexp.MustCompile(`\pL{3,}`)
)

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
	b, _ := byline.Cut(below, nil)
	return b.Date
}
