package feed

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/when"
)

// A status is an item of a status page's history: its updates, newest first,
// each "<p><small>Jan  1, 09:09 PST</small><br><strong>Resolved</strong> - text</p>".
// The last may be the postmortem, which is all that the body then is.
type status struct {
	updates    []incidentpage.Update // oldest first
	date       hindsight.Moment      // of the newest update
	postmortem string                // HTML
}

var (
	updateStartRE = regexp.MustCompile(`(?is)(?:<p[^>]*>\s*)?<small>(.{4,200}?)</small>\s*(?:<br\s*/?>\s*)?<strong>([^<>]{3,40})</strong>\s*(?:[-–—:]\s*)?`)
	yearlessRE    = regexp.MustCompile(`^([A-Z][a-z]{2,8})\s+(\d{1,2}),?\s+(\d{1,2}:\d\d.*)$`)
	anyTagRE      = regexp.MustCompile(`<[^<>]*>`)
)

// parseStatus reads an item's content; published says in which year it is, and
// updated, zero when the item does not say, is when it was last written.
func parseStatus(content, base string, published, updated hindsight.Moment) (status, bool) {
	marks := updateStartRE.FindAllStringSubmatchIndex(content, -1)
	if len(marks) == 0 || strings.TrimSpace(anyTagRE.ReplaceAllString(content[:marks[0][0]], "")) != "" {
		return status{}, false
	}
	s := status{date: published}
	year := published
	zoned := asStated
	if seasonWrong(stampsOf(content, marks), published, updated) {
		zoned = inSeason
	}
	for i, m := range marks {
		end := len(content)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		at := updateTime(zoned(clean.Title(content[m[2]:m[3]])), year)
		text, name := content[m[1]:end], clean.Title(content[m[4]:m[5]])
		if !at.IsZero() {
			year = at // updates go back in time
		}
		kind := incidentpage.State(name)
		if kind == incidentpage.Report {
			s.postmortem = text
			if !at.IsZero() {
				s.date = at
			}
			continue
		}
		md, _ := clean.Markdown(text, base) // fails for an empty text only
		s.updates = append(s.updates, incidentpage.Update{At: at, Text: md, Kind: kind})
	}
	slices.Reverse(s.updates)
	return s, true
}

// standardZoneRE is an American zone by the name that it has in one half of the year.
var standardZoneRE = regexp.MustCompile(`\b([PMCE])[SD]T\b`)

func asStated(s string) string { return s }

// inSeason names the zone alone, so that its clocks are those of the day.
func inSeason(s string) string { return standardZoneRE.ReplaceAllString(s, "${1}T") }

// stampsOf are the times above the updates.
func stampsOf(content string, marks [][]int) []string {
	var all []string
	for _, m := range marks {
		all = append(all, clean.Title(content[m[2]:m[3]]))
	}
	return all
}

// seasonWrong says that the times of an item name standard time in summer (or
// summer time in winter) and mean the clocks of the season: one of them is an
// hour beside a time that the item itself gives with its offset, and would be
// that time by those clocks. Pages that write "PST" all the year do so.
func seasonWrong(stamps []string, given ...hindsight.Moment) bool {
	wrong := false
	for _, g := range given {
		if g.Precision() != hindsight.Instant {
			continue
		}
		for _, s := range stamps {
			if !standardZoneRE.MatchString(s) {
				continue
			}
			if same(updateTime(s, g), g) {
				return false
			}
			wrong = wrong || same(updateTime(inSeason(s), g), g)
		}
	}
	return wrong
}

// same says that a time to the minute is that of one to the second, give or take the minute of its publication.
func same(a, b hindsight.Moment) bool {
	return a.Precision() == hindsight.Instant && a.Time().Sub(b.Time()).Abs() <= 2*time.Minute
}

// updateTime reads "Jan  1, 09:09 PST", in the year of near or the one before.
func updateTime(s string, near hindsight.Moment) hindsight.Moment {
	if m, ok := when.Parse(s); ok && m.Precision() == hindsight.Instant {
		return m
	}
	m := yearlessRE.FindStringSubmatch(s)
	if m == nil || near.IsZero() {
		return hindsight.Moment{}
	}
	for back := range 2 {
		at, ok := when.Parse(fmt.Sprintf("%s %s, %d - %s", m[1], m[2], near.Time().Year()+1-back, m[3]))
		if ok && at.Time().Sub(near.Time()).Hours() < 24*183 {
			return at
		}
	}
	at, _ := when.Parse(fmt.Sprintf("%s %s, %d - %s", m[1], m[2], near.Time().Year()-1, m[3]))
	return at
}

// body is the postmortem, and then the updates.
func (s status) body(base string) string {
	return body.Join(s.report(base), incidentpage.Section(s.updates))
}

var (
	lineBreakRE = regexp.MustCompile(`(?i)<br\s*/?>`)
	blockTagRE  = regexp.MustCompile(`(?i)<(?:p|h[1-6]|ul|ol|div|table)[\s>]`)
	anchorRE    = regexp.MustCompile(`(?is)<a\s[^<>]*?href="([^"<>\s]{1,1000})"[^<>]*>([^<>]{1,500})</a>`)
)

// report converts the postmortem. Older status pages put its Markdown into
// their feeds as it is, with <br> for the line ends.
func (s status) report(base string) string {
	text := strings.TrimSuffix(strings.TrimSpace(s.postmortem), "</p>")
	if blockTagRE.MatchString(text) || !strings.Contains(text, "#") && !strings.Contains(text, "*") {
		md, _ := clean.Markdown(text, base) // fails for an empty text only
		return md
	}
	text = lineBreakRE.ReplaceAllString(text, "\n")
	text = anchorRE.ReplaceAllString(text, "[$2]($1)")
	return body.FromMarkdown(html.UnescapeString(anyTagRE.ReplaceAllString(text, "")), base)
}
