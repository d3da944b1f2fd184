package dump

import (
	"regexp"
	"slices"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/clean"
	"hindsight/internal/incidentpage"
	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// A pasted incident page reads
//
//	Missing metrics                          title
//	Incident Report for Example              organisation
//	Postmortem                               the report …
//	…
//	Posted Oct 12, 2017 - 14:18 UTC          … and its date
//	Resolved                                 updates, newest first
//	All is well.
//	Posted Oct 10, 2017 - 16:05 UTC
//
// A history page has "Resolved - All is well." and "Oct 10, 16:05 UTC" under
// a heading with the year. Who copies from a mail or types it up has the year in
// the stamp, and the state in bold type: "**Resolved** - All is well.".
var (
	reportForRE = regexp.MustCompile(`(?im)^[ \t]*Incident Report for[ \t]+(\S.{0,100}?)[ \t]*$`)
	postedRE    = regexp.MustCompile(`(?i)^posted\s+(?:.{1,40}?\bago[.,]?\s+)?(?:on\s+|at\s+)?(\S.{3,60})$`)
	affectedRE  = regexp.MustCompile(`(?i)^this (incident|scheduled maintenance) affect(ed|s):?\s`)
	stateDashRE = regexp.MustCompile(`^([A-Z][a-z]+(?: [a-z]+)??) ?[-–—] ?(\S.*)$`)
	shortDateRE = regexp.MustCompile(`^[A-Z][a-z]{2} \d{1,2}, \d{1,2}:\d{2}(?: ?[AP]M)?(?: [A-Z]{2,5})?$`)
	longDateRE  = regexp.MustCompile(`^[A-Z][a-z]{2,8} \d{1,2}, (\d{4})$`)
)

// stateBefore reads "Resolved - All is well.": the state, and what follows it.
func stateBefore(line string) (state, text string) {
	if bold, rest, ok := strings.Cut(strings.TrimPrefix(line, "**"), "**"); ok && strings.HasPrefix(line, "**") {
		line = bold + rest
	}
	m := stateDashRE.FindStringSubmatch(line)
	if m == nil || incidentpage.State(m[1]) == "" {
		return "", ""
	}
	return incidentpage.State(m[1]), m[2]
}

// isStatuspage wants the header and a state, or two updates with their dates.
func isStatuspage(text string) bool {
	head, dates := reportForRE.MatchString(firstLines(text, 12)), 0
	for _, p := range posts(text) {
		if !p.at.IsZero() {
			dates++
		}
	}
	return head && dates > 0 || dates > 1
}

// A post is one update: its state and text, and when it was posted.
type post struct {
	state string
	lines []string
	at    hindsight.Moment
}

// posts reads the updates of a page, in the order of the page.
func posts(text string) []post {
	var all []post
	cur, open, year := post{}, false, ""
	full, begun := true, false // stamps with a year are looked for; the first state was seen
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\n")
		bare := strings.TrimSpace(line)
		if m := longDateRE.FindStringSubmatch(bare); m != nil && !open {
			year = m[1]
		}
		said := incidentpage.State(bare)
		dashed, after := stateBefore(bare)
		at, end := postedAt(bare, year, open && cur.state != incidentpage.Report)
		if !end && full {
			if at, end = stampAt(bare); end && !begun {
				full = false // it stands above its update, as do the others
			}
			end = end && open && cur.state != incidentpage.Report
		}
		begun = begun || said != "" || dashed != ""
		switch {
		case !open && said != "":
			cur, open = post{state: said}, true
		case dashed != "" && (!open || year != ""):
			cur, open = post{state: dashed, lines: []string{after}}, true
		case open && end:
			cur.at, open = at, false
			all = append(all, cur)
		case open:
			cur.lines = append(cur.lines, line)
		}
	}
	return all
}

// postedAt reads the line that ends an update.
func postedAt(line, year string, bareDate bool) (hindsight.Moment, bool) {
	if m := postedRE.FindStringSubmatch(line); m != nil {
		return when.Parse(m[1])
	}
	if bareDate && year != "" && shortDateRE.MatchString(line) {
		day, clock, _ := strings.Cut(line, ", ")
		return when.Parse(day + ", " + year + " - " + clock)
	}
	return hindsight.Moment{}, false
}

// maxStamp is how long a line is at most that is a day and a time and nothing else.
const maxStamp = 48

// stampAt reads such a line.
func stampAt(line string) (hindsight.Moment, bool) {
	if len(line) > maxStamp || !strings.Contains(line, ":") || !hasYear(" "+line) {
		return hindsight.Moment{}, false
	}
	at, ok := when.Parse(line)
	return at, ok && at.Precision() == hindsight.Instant
}

func readStatuspage(s source) draft {
	all := posts(s.body)
	if len(all) == 0 {
		return readArticle(s)
	}
	var d draft
	d.titles, d.organisation = statuspageHead(s.body)
	var report string
	var updates []incidentpage.Update
	for _, p := range all {
		text := strings.Join(p.lines, "\n")
		if p.state == incidentpage.Report && report == "" {
			report, d.date = text, p.at
			continue
		}
		updates = append(updates, incidentpage.Update{At: p.at, Kind: p.state, Text: body.From(text, s.url)})
	}
	slices.Reverse(updates)
	if d.date.IsZero() && len(updates) > 0 {
		d.date = updates[len(updates)-1].At
	}
	hit, said := []string{report}, map[string]bool{}
	for line := range strings.Lines(report) {
		said[strings.TrimSpace(line)] = true
	}
	for line := range strings.Lines(s.body) {
		line = strings.TrimSpace(line)
		if affectedRE.MatchString(line) && !said[line] {
			hit, said[line] = append(hit, line), true
		}
	}
	report = strings.Join(hit, "\n\n")
	d.timeline = incidentpage.Events(updates)
	d.body = body.Join(body.From(report, s.url), incidentpage.Section(updates))
	return d
}

// statuspageHead finds the title, the line before "Incident Report for", or
// else the first line before the first state.
func statuspageHead(text string) (titles []string, organisation string) {
	if m := reportForRE.FindStringSubmatch(text); m != nil {
		organisation = clean.Title(m[1])
	}
	last, first := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if _, heading, ok := markdown.Heading(line); ok {
			line = heading
		}
		if reportForRE.MatchString(line) && last != "" {
			return []string{last}, organisation
		}
		if dashed, _ := stateBefore(line); dashed != "" || incidentpage.State(line) != "" {
			break
		}
		if line != "" && !isChrome(line) && !longDateRE.MatchString(line) && !reportForRE.MatchString(line) {
			last = line
			if first == "" {
				first = line
			}
		}
	}
	return []string{first}, organisation
}
