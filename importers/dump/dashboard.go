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
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// A dashboard's incident, saved as text, has menus and the day of the crawl at
// its head and then
//
//	# Example Storage Incident #17002              title
//	Errors in one region                           subtitle
//	Incident began at **2017-07-06 12:05** and ended at … (all times are **US/Pacific** ).
//	| Jul 14, 2017 | 10:31 |                       a row for each update, newest first;
//	…                                              the report is one of them
//	|                                              the same text once more, for telephones
//	…
var (
	beganRE      = regexp.MustCompile(`(?m)^Incident began at\s+\**(\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?)`)
	timesAreRE   = regexp.MustCompile(`all\s+times\s+are\s+\**([A-Za-z/_]{2,30})`)
	updateRowRE  = regexp.MustCompile(`^\|\s*([A-Z][a-z]{2} \d{1,2}, \d{4})\s*\|\s*(\d{1,2}:\d{2})\s*\|\s*$`)
	pastedRowRE  = regexp.MustCompile(`^(\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{1,2}, \d{4})\s+(\d{1,2}:\d{2}(?: [A-Z]{2,5})?)\s*$`)
	dashboardHRE = regexp.MustCompile(`(?m)^#+ \[?([A-Z][^\[\]\n]{1,60}?) Status(?: Dashboard| Page)?(?:\]|\s*$)`)
	tableHeadRE  = regexp.MustCompile(`^\|\s*Date\s*\|\s*Time\s*\||^[-|\s]+$`)
)

func isDashboard(text string) bool {
	return beganRE.MatchString(text) && timesAreRE.MatchString(text)
}

func readDashboard(s source) draft {
	var d draft
	saved := s
	if !strings.Contains(s.body, "|") {
		s.body = unpaste(s.body)
	}
	at := beganRE.FindStringSubmatchIndex(s.body)
	if at == nil {
		return readMarkdown(saved)
	}
	head, rest := s.body[:at[0]], s.body[at[0]:]
	d.date, _ = when.Parse(strings.TrimSpace(s.body[at[2]:at[3]])[:len("2006-01-02")])
	d.titles = lastHeading(head)
	if m := dashboardHRE.FindStringSubmatch(head); m != nil {
		d.organisation = clean.Title(m[1])
	}
	zone := "UTC"
	if m := timesAreRE.FindStringSubmatch(rest); m != nil {
		zone = m[1]
	}
	updates := dashboardUpdates(rest, zone)
	if len(updates) == 0 {
		return readMarkdown(saved) // all of it would be lost but the statement
	}
	report := mainReport(updates)
	var posts []incidentpage.Update
	for i, u := range updates {
		if i != report {
			posts = append(posts, u)
		}
	}
	slices.Reverse(posts)
	for i := range posts {
		posts[i].Kind = stateOf(posts[i].Text, i == len(posts)-1)
		posts[i].Text = body.From(posts[i].Text, s.url)
	}
	d.timeline = incidentpage.Events(posts)
	told := ""
	if report >= 0 {
		told = body.FromMarkdown(updates[report].Text, s.url)
	}
	d.body = body.Join(body.FromMarkdown(subtitle(head), s.url), body.FromMarkdown(firstParagraph(rest), s.url), told, incidentpage.Section(posts))
	return d
}

var pastedHeadRE = regexp.MustCompile(`(?i)^date\s+time\s+description$|^(?:mini )?incident report$|^previously affected location`)

// unpaste gives a dashboard that was copied from a browser, and so has no
// marks, those that a saved one has: the first line names the dashboard, the
// line before the dates is the title, and each line is a paragraph.
func unpaste(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var out []string
	for i, l := range lines {
		l = strings.TrimSpace(l)
		m := pastedRowRE.FindStringSubmatch(l)
		switch {
		case l == "" || pastedHeadRE.MatchString(l):
			continue
		case m != nil:
			day, _ := when.Parse(m[1])
			clock, _, _ := strings.Cut(m[2], " ") // its zone is that of the statement
			l = "| " + day.Time().Format("Jan 2, 2006") + " | " + clock + " |"
		case beganRE.MatchString(l):
		case i == 0, i+1 < len(lines) && beganRE.MatchString(lines[i+1]):
			l = "# " + l
		case body.RoleLine(l):
			l = "## " + l
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n\n")
}

// lastHeading returns the heading nearest before the dates.
func lastHeading(head string) []string {
	if all := markdown.Headings(head, 6); len(all) > 0 {
		return []string{all[len(all)-1]}
	}
	return nil
}

// subtitle is what stands between the title and the dates.
func subtitle(head string) string {
	i := strings.LastIndex(head, "\n#")
	_, after, _ := strings.Cut(head[i+1:], "\n")
	return strings.TrimSpace(after)
}

func firstParagraph(text string) string {
	p, _, _ := strings.Cut(text, "\n\n")
	return p
}

// dashboardUpdates reads the rows of the table.
func dashboardUpdates(text, zone string) []incidentpage.Update {
	var all []incidentpage.Update
	var first, second []string
	twice, open := false, false
	end := func() {
		a, b := strings.TrimSpace(strings.Join(first, "\n")), strings.TrimSpace(strings.Join(second, "\n"))
		if open {
			if squash(b) != squash(a) {
				a = strings.TrimSpace(a + "\n\n" + b)
			}
			all[len(all)-1].Text = a
		}
		first, second, twice = nil, nil, false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		m := updateRowRE.FindStringSubmatch(line)
		switch {
		case m != nil:
			end()
			at, _ := when.Parse(m[1] + " " + m[2] + " " + zone)
			all = append(all, incidentpage.Update{At: at})
			open = true
		case strings.TrimSpace(line) == "|":
			twice = true
		case isPageEnd(line):
		case twice:
			second = append(second, line)
		case open && !tableHeadRE.MatchString(line):
			first = append(first, line)
		}
	}
	end()
	return all
}

var pageEndRE = regexp.MustCompile(`^\s*\*(?:\s*$|\s+All times are |\s+\[[^\]]*\]\([^)]*\)\s*$)`)

func isPageEnd(line string) bool { return pageEndRE.MatchString(line) }

// mainReport chooses the update that is the report: the longest of those with
// headings, -1 when none has any and the page is a list of updates.
func mainReport(updates []incidentpage.Update) int {
	best, size := -1, 0
	for i, u := range updates {
		roles := 0
		for _, p := range body.ParagraphTexts(u.Text) {
			if body.HasLabel(p) || body.RoleLine(strings.Trim(p, "# :*")) {
				roles++
			}
		}
		if words := len(u.Text); (roles > 1 || words > 1500) && words > size {
			best, size = i, words
		}
	}
	return best
}

var (
	saysResolvedRE   = regexp.MustCompile(`(?i)\b(?:has been|is|was|been fully|now|were) (?:fully )?(?:resolved|fixed|mitigated)\b|\bresolved (?:as of|for)\b`)
	saysIdentifiedRE = regexp.MustCompile(`(?i)\b(?:identified|root cause (?:is|was|has))\b`)
	saysLookingRE    = regexp.MustCompile(`(?i)\binvestigating\b`)
	saysWatchingRE   = regexp.MustCompile(`(?i)\bmonitor(?:ing)?\b`)
)

// stateOf tells an update's state by its words; only the last one resolves.
func stateOf(text string, last bool) string {
	text = prose.Plain(text)
	switch {
	case last && saysResolvedRE.MatchString(text):
		return hindsight.KindResolved
	case saysIdentifiedRE.MatchString(text):
		return hindsight.KindIdentified
	case saysLookingRE.MatchString(text):
		return hindsight.KindInvestigating
	case saysWatchingRE.MatchString(text):
		return hindsight.KindMonitoring
	}
	return hindsight.KindUpdate
}
