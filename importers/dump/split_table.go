package dump

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"hindsight/internal/markdown"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// What the columns of a table with an incident on each row are called.
var (
	timeColumnRE = regexp.MustCompile(`(?i)^(?:(?:incident |outage )?(?:date|day|start(?:ed)?|beg(?:an|in|inning)|from|down|when|since|time)` +
		`(?: (?:time|at|\([^()]{1,12}\)))?|datum|fecha)$`)
	dayColumnRE    = regexp.MustCompile(`(?i)^(?:date|day|when|datum|fecha)\b`)
	lengthColumnRE = regexp.MustCompile(`(?i)^(?:(?:incident |outage )?(?:duration|length|end(?:ed)?|to|until|up|resolved|recovered|downtime` +
		`|lasted|how long)(?: (?:time|at|\([^()]{1,12}\)))?)$`)
	causeColumnRE = regexp.MustCompile(`(?i)^(?:(?:root |probable |likely )?causes?|reason|why(?: it failed)?|caused by|ursache|causa|oorzaak)$`)
	titleColumnRE = regexp.MustCompile(`(?i)^(?:incident|outage|title|failure|event|issue|problem|what(?: failed| broke| happened)?|symptoms?` +
		`|summary|description|vorfall|störung|ausfall)$`)
)

// maxRows bounds the incidents of one table.
const maxRows = 500

// tableRows makes a report of each row of the tables that hold an incident on
// each row: its day, what failed and why. A timeline has no column for the
// cause, and a report with sections or prose of its own is no collection. Where
// none is named, a row must have room to say how long it lasted: a timeline may
// give reasons as well.
func tableRows(lines []string) []string {
	collected := collectedRE.MatchString(lineOver(lines))
	var parts []string
	var code markdown.Code
	other, days := 0, map[string]bool{}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if code.Takes(l) || !markdown.TableRow(l) || i+1 >= len(lines) || !markdown.TableRule(strings.TrimSpace(lines[i+1])) {
			if _, heading, ok := markdown.Heading(l); ok && prose.RoleOf(heading) != prose.RoleNone {
				return nil
			}
			if other += len(strings.Fields(l)); other > maxPreface {
				return nil
			}
			continue
		}
		names := cellsOf(l)
		c, ok := incidentColumns(names)
		if !ok || !collected && !slices.ContainsFunc(names, func(n string) bool { return lengthColumnRE.MatchString(strings.Trim(n, " *_:")) }) {
			return nil
		}
		for i += 2; i < len(lines) && markdown.TableRow(lines[i]); i++ {
			part, day := c.report(names, cellsOf(lines[i]))
			if part == "" || len(parts) == maxRows {
				return nil
			}
			parts, days[day] = append(parts, part), true
		}
		i--
	}
	if len(days) < 2 {
		return nil
	}
	return parts
}

func cellsOf(row string) []string {
	row = strings.TrimRight(row, "\r\n")
	var cells []string
	for _, c := range markdown.Cells(row) {
		cells = append(cells, row[c.Start:c.End])
	}
	return cells
}

// columns are where a row has the day, the title and the cause of its incident; -1 for none.
type columns struct{ day, title, cause int }

func incidentColumns(names []string) (columns, bool) {
	c := columns{-1, -1, -1}
	for i, name := range names {
		switch name = strings.Trim(name, " *_:?"); {
		case c.day < 0 && timeColumnRE.MatchString(name):
			c.day = i
		case c.cause < 0 && causeColumnRE.MatchString(name):
			c.cause = i
		case c.title < 0 && titleColumnRE.MatchString(name):
			c.title = i
		}
	}
	return c, c.day >= 0 && c.cause >= 0 && len(names) > 2
}

// report writes one row as a report of its own, and its day; "" for a row that
// does not say on which day what failed, or why.
func (c columns) report(names, cells []string) (report, day string) {
	if len(cells) > len(names) || c.day >= len(cells) {
		return "", ""
	}
	for _, s := range when.Find(cells[c.day]) {
		if s.From.Full() {
			day = s.From.Date().Format(time.DateOnly)
			break
		}
	}
	title, cause := c.cell(c.title, cells), c.cell(c.cause, cells)
	if day == "" || title == "" && cause == "" {
		return "", ""
	}
	if title == "" {
		title = "Incident of " + day
	}
	var b strings.Builder
	b.WriteString("# " + title + "\n\n")
	for i, cell := range cells {
		if i != c.title && i != c.cause && strings.Trim(cell, "-–— ") != "" {
			name := strings.Trim(names[i], " *_:")
			if i == c.day && dayColumnRE.MatchString(name) {
				name = "Incident date" // not that of publication
			}
			b.WriteString("- " + name + ": " + cell + "\n")
		}
	}
	if cause != "" {
		b.WriteString("\n## " + strings.Trim(names[c.cause], " *_:?") + "\n\n" + cause + "\n")
	}
	return b.String(), day
}

// cell is the text of a cell with words in it.
func (c columns) cell(at int, cells []string) string {
	if at < 0 || at >= len(cells) || !headWordRE.MatchString(cells[at]) {
		return ""
	}
	return cells[at]
}
