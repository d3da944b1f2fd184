package feed

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

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
	updateStart = regexp.MustCompile(`(?is)(?:<p[^>]*>\s*)?<small>(.{4,200}?)</small>\s*(?:<br\s*/?>\s*)?<strong>([^<>]{3,40})</strong>\s*(?:[-–—:]\s*)?`)
	yearless    = regexp.MustCompile(`^([A-Z][a-z]{2,8})\s+(\d{1,2}),?\s+(\d{1,2}:\d\d.*)$`)
	anyTag      = regexp.MustCompile(`<[^<>]*>`)
)

// parseStatus reads an item's content; published says in which year it is.
func parseStatus(content, base string, published hindsight.Moment) (status, bool) {
	marks := updateStart.FindAllStringSubmatchIndex(content, -1)
	if len(marks) == 0 || strings.TrimSpace(anyTag.ReplaceAllString(content[:marks[0][0]], "")) != "" {
		return status{}, false
	}
	s := status{date: published}
	year := published
	for i, m := range marks {
		end := len(content)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		at := updateTime(clean.Title(content[m[2]:m[3]]), year)
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

// updateTime reads "Jan  1, 09:09 PST", in the year of near or the one before.
func updateTime(s string, near hindsight.Moment) hindsight.Moment {
	if m, ok := when.Parse(s); ok && m.Precision() == hindsight.Instant {
		return m
	}
	m := yearless.FindStringSubmatch(s)
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
	lineBreak = regexp.MustCompile(`(?i)<br\s*/?>`)
	blockTag  = regexp.MustCompile(`(?i)<(?:p|h[1-6]|ul|ol|div|table)[\s>]`)
	anchor    = regexp.MustCompile(`(?is)<a\s[^<>]*?href="([^"<>\s]{1,1000})"[^<>]*>([^<>]{1,500})</a>`)
)

// report converts the postmortem. Older status pages put its Markdown into
// their feeds as it is, with <br> for the line ends.
func (s status) report(base string) string {
	text := strings.TrimSuffix(strings.TrimSpace(s.postmortem), "</p>")
	if blockTag.MatchString(text) || !strings.Contains(text, "#") && !strings.Contains(text, "*") {
		md, _ := clean.Markdown(text, base) // fails for an empty text only
		return md
	}
	text = lineBreak.ReplaceAllString(text, "\n")
	text = anchor.ReplaceAllString(text, "[$2]($1)")
	return body.FromMarkdown(html.UnescapeString(anyTag.ReplaceAllString(text, "")), base)
}
