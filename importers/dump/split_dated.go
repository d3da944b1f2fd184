package dump

import (
	"regexp"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

// minApart is how far apart the dates of two reports are at least. The days of
// one long incident follow each other.
const minApart = 4 * 24 * time.Hour

// datedSections finds the headings of a collection of reports: two or more on
// the highest level that has several, each with a title and a date, in it or
// in the lines below it.
//
//	# Login outage               ## 2019-04-04: Login outage
//	Date: 4 April 2019
func datedSections(lines []string) []int {
	at := map[int][]int{} // lines of the headings of each level
	fence := ""
	for i, l := range lines {
		if mark := tidy.Fence(l); mark != "" && fence == "" {
			fence = mark
		} else if mark != "" && strings.HasPrefix(mark, fence) {
			fence = ""
		}
		if level, _, ok := tidy.Heading(l); ok && fence == "" {
			at[level] = append(at[level], i)
		}
	}
	level := 1
	for level < 4 && len(at[level]) < 2 {
		level++
	}
	var dates []time.Time
	for _, i := range at[level] {
		date := sectionDate(lines, i)
		if date.IsZero() {
			return nil
		}
		for _, d := range dates {
			if gap := date.Time().Sub(d).Abs(); gap < minApart {
				return nil
			}
		}
		if dates = append(dates, date.Time()); len(dates) > 200 {
			return nil
		}
	}
	return at[level]
}

var (
	headingDay = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}`)
	headWord   = regexp.MustCompile(`\pL{3,}`)
)

// sectionDate reads the date of a heading that has a title as well.
func sectionDate(lines []string, i int) hindsight.Moment {
	_, heading, _ := tidy.Heading(lines[i])
	title := headingDay.ReplaceAllString(heading, "")
	if len(headWord.FindAllString(title, 2)) < 1 || tidy.RoleLine(heading) || tidy.RoleLine(strings.Trim(title, " :,-–—()")) {
		return hindsight.Moment{}
	}
	if day := headingDay.FindString(heading); day != "" {
		date, _ := when.Parse(ordinal.ReplaceAllString(day, "$1"))
		return date
	}
	below := strings.Join(lines[i+1:min(len(lines), i+8)], "")
	if date := headDate("x\n" + firstLines(below, 3)); !date.IsZero() {
		return date
	}
	b, _ := tidy.CutByline(below, nil)
	return b.Date
}
