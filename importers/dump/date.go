package dump

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/tidy"
	"hindsight/internal/when"
)

// date finds when the report was published: in the front matter, in an
// address with the date in it, in the lines at its head, in the file's name.
func (s source) date() hindsight.Moment {
	for _, key := range []string{"date", "pubdate", "publishdate", "published", "publish_date", "published_at", "date_published", "datepublished", "created", "created_at", "seo.date"} {
		if at, ok := when.Parse(s.meta[key]); ok {
			return at
		}
	}
	for _, key := range []string{"path", "permalink", "slug", "url", "aliases", "canonical_url"} {
		if m := pathDate.FindStringSubmatch(s.meta[key]); m != nil {
			if at, ok := when.Parse(m[1] + "-" + m[2] + "-" + m[3]); ok {
				return at
			}
		}
	}
	if at := headDate(s.body); !at.IsZero() {
		return at
	}
	if m := fileDate.FindStringSubmatch(s.file); m != nil {
		at, _ := when.Parse(m[1] + "-" + m[2] + "-" + m[3])
		return at
	}
	return hindsight.Moment{}
}

var (
	pathDate  = regexp.MustCompile(`(?:^|/)((?:19|20)\d{2})/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/`)
	dateField = regexp.MustCompile(`(?i)^[\s*_#>|:.-]*(date|published|posted|post|publish(?:ed|ing)? date|date published|date of (?:report|publication)|report date|written|created)(?: (?:on|at))?[\s*_|:-]+(\S.*)$`)
	dateTail  = regexp.MustCompile(`(?i)\s*(?:\*\*|[|·•]| by | in |\s{3,}).*$`)
	bylineRE  = regexp.MustCompile(`(?i)^(?:written |posted |published |created |authored )?by:? ?\[?([\p{L}][\p{L}.'’ -]{2,50}?)\]?(?:\([^()\s]*\))?(?:\s*(?:,|\||·|•|—|–|-| on )\s*(.{6,40}))?$`)
	bylineDot = regexp.MustCompile(`^([\p{L}][\p{L}.'’ -]{2,40}?)\s*[|·•—–]\s*(.{6,30}?)(?:\s*[|·•—–]\s*\d+ min(?:ute)?s? read)?$`)
)

// headLines is how many lines are searched for a date of publication.
const headLines = 14

// headDate finds a line that is a date, or a field such as "Date: …", before
// the text begins; "Published: …" also in its first lines.
func headDate(text string) hindsight.Moment {
	begun := false
	n := 0
	for line := range strings.Lines(firstLines(text, headLines)) {
		n++
		line = strings.TrimSpace(line)
		if m := dateField.FindStringSubmatch(line); m != nil && (!begun || !strings.EqualFold(m[1], "date")) {
			if at := parseDay(m[2]); !at.IsZero() {
				return at
			}
		}
		if begun = begun || n > 1 && isHeading(line) || len(line) > 90; begun {
			continue
		}
		if at := parseDay(line); !at.IsZero() {
			return at
		}
	}
	return hindsight.Moment{}
}

// parseDay reads a date with its year, and nothing else but what may follow
// one in a byline.
func parseDay(s string) hindsight.Moment {
	if len(s) > 80 || len(s) < 6 {
		return hindsight.Moment{}
	}
	s = strings.Trim(s, "*_ #[]()")
	for _, try := range []string{s, dateTail.ReplaceAllString(s, "")} {
		if !dateWords.MatchString(try) {
			continue
		}
		if at, ok := when.Parse(ordinal.ReplaceAllString(strings.Replace(try, ", ", " ", 1), "$1")); ok && at.Precision() >= hindsight.Day {
			return at
		}
		if at, ok := when.Parse(try); ok && at.Precision() >= hindsight.Day {
			return at
		}
	}
	return hindsight.Moment{}
}

// dateWords is a date with nothing around it: numbers, names of months and
// days, zones.
var dateWords = regexp.MustCompile(`^(?:(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|[0-9][0-9:.,/T+Zz-]*(?i:st|nd|rd|th|am|pm)?|(?i:at|of|the|am|pm)|[A-Z]{1,5}|[A-Z][a-z]+/[A-Z][A-Za-z_]+|[–—,+:()-]|[\s,()])+$`)

func isDateLine(line string) bool { return !parseDay(line).IsZero() }

// cutByline takes author and date off the lines before the text begins.
func cutByline(text, author string) (hindsight.Moment, string, string) {
	var at hindsight.Moment
	var out []string
	rest, looked := text, 0
	for looked < 8 && rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		bare := strings.TrimSpace(line)
		name, date := readByline(bare)
		switch {
		case bare == "" || isHeading(line):
			out = append(out, line)
		case isChrome(bare):
		case isDateLine(bare):
			at = parseDay(bare)
		case name != "":
			if author == "" {
				author = name
			}
			if at.IsZero() {
				at = parseDay(date)
			}
		default:
			return at, author, joinRest(out, rest)
		}
		rest = after
		looked++
	}
	return at, author, joinRest(out, rest)
}

func joinRest(head []string, rest string) string {
	if len(head) == 0 {
		return rest
	}
	return strings.Join(head, "\n") + "\n" + rest
}

// readByline reads "By Jane Doe, July 9, 2020" and "Jane Doe · Jul 9, 2020".
func readByline(line string) (author, date string) {
	if m := bylineRE.FindStringSubmatch(strings.Trim(line, "*_")); m != nil && len(strings.Fields(m[1])) < 6 {
		return m[1], m[2]
	}
	if m := bylineDot.FindStringSubmatch(line); m != nil && !parseDay(m[2]).IsZero() {
		return m[1], m[2]
	}
	return "", ""
}

func isHeading(line string) bool { _, _, ok := tidy.Heading(line); return ok }

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
