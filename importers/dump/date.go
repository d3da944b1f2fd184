package dump

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/byline"
	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// date finds when the report was published: in the front matter, in an
// address with the date in it, in the lines at its head, in the file's name.
func (s source) date() hindsight.Moment {
	at, from := s.dateAsRead()
	return s.reordered(at, from)
}

// reordered is a date as the other dates of the text say to read what it was read from.
func (s source) reordered(at hindsight.Moment, from string) hindsight.Moment {
	return inOrder(at, from, s.body)
}

func inOrder(at hindsight.Moment, from, text string) hindsight.Moment {
	if at.Precision() < hindsight.Day || !numericDateRE.MatchString(from) {
		return at
	}
	order := when.OrderIn(strings.Lines(text), nil)
	return hindsight.At(when.Reordered(at.Time(), from, order), at.Precision())
}

// numericDateRE is a date in numbers, day and month in either order.
var numericDateRE = regexp.MustCompile(`\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b`)

// dateAsRead is the date of publication, and the text that it was read from.
func (s source) dateAsRead() (at hindsight.Moment, from string) {
	for _, key := range []string{"date", "pubdate", "publishdate", "published", "publish_date", "published_at", "date_published", "datepublished",
		"source_published_at", "revdate", "created", "created_at", "seo.date"} {
		if at, ok := when.Parse(s.meta[key]); ok {
			return at, s.meta[key]
		}
	}
	for _, key := range []string{"path", "permalink", "slug", "url", "aliases", "canonical_url"} {
		if m := pathDateRE.FindStringSubmatch(s.meta[key]); m != nil {
			if at, ok := when.Parse(m[1] + "-" + m[2] + "-" + m[3]); ok {
				return at, ""
			}
		}
	}
	if at, from := headDate(leadCommentsRE.ReplaceAllString(s.body, "")); !at.IsZero() {
		return at, from
	}
	if m := fileDateRE.FindStringSubmatch(s.file); m != nil {
		at, _ := when.Parse(m[1] + "-" + m[2] + "-" + m[3])
		return at, ""
	}
	return hindsight.Moment{}, ""
}

var (
	pathDateRE  = regexp.MustCompile(`(?:^|/)((?:19|20)\d{2})/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/`)
	dateFieldRE = regexp.MustCompile(`(?i)^[\s*_#>|:.-]*(date (?:published|of (?:report|publication)|de publication)|date` +
		`|publish(?:ed|ing)? date|published|posted|post` +
		`|report date|written|created` +
		`|datum|veröffentlicht|geschrieben|publié|écrit|fecha|publicado|data|pubblicato|gepubliceerd|publicerad|opublikowano` +
		`)(?: (?:on|at|am|le|el|em|il|op|den))?[\s*_|:-]+(\S.*)$`)
)

// leadCommentsRE are what templates tell those who fill them in.
var leadCommentsRE = regexp.MustCompile(`(?s)^\s*(?:<!--.*?-->\s*)+`)

// headLines is how many lines are searched for a date of publication.
const headLines = 14

// ofItselfRE are names of fields that name the day of anything, once the text has begun.
var ofItselfRE = regexp.MustCompile(`(?i)^(?:date|datum|fecha|data)$`)

// headDate finds a line that is a date, or a field such as "Date: …", before
// the text begins; "Published: …" also in its first lines.
func headDate(text string) (at hindsight.Moment, from string) {
	begun := false
	n := 0
	for line := range strings.Lines(firstLines(text, headLines)) {
		if markdown.Aside(line) {
			continue
		}
		n++
		line = strings.TrimSpace(line)
		for _, field := range fieldsApart(line) {
			if m := dateFieldRE.FindStringSubmatch(field); m != nil && (!begun || !ofItselfRE.MatchString(m[1])) {
				if at := byline.Day(strings.TrimRight(m[2], " |*")); !at.IsZero() {
					return at, m[2]
				}
			}
		}
		if begun = begun || n > 1 && isHeading(line) || len(line) > 90; begun {
			continue
		}
		if at := byline.Day(line); !at.IsZero() {
			return at, line
		}
	}
	return hindsight.Moment{}, ""
}

func isHeading(line string) bool { _, _, ok := markdown.Heading(line); return ok }

// firstLines returns the first n lines that are not blank.
func firstLines(text string, n int) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if n--; n < 0 {
			break
		}
		b.WriteString(line)
	}
	return b.String()
}
