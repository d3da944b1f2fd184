package list

import (
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/weburl"
)

// A column is what the header of a table says that its cells hold.
type column int

const (
	unknownColumn column = iota
	dayColumn
	companyColumn
	whoColumn // of a company or a person
	titleColumn
	linkColumn
	copyColumn
)

// columnNames are what curators write above the columns.
var columnNames = map[string]column{
	"date": dayColumn, "day": dayColumn, "when": dayColumn, "year": dayColumn, "published": dayColumn, "publication date": dayColumn,
	"company": companyColumn, "organisation": companyColumn, "organization": companyColumn, "org": companyColumn, "vendor": companyColumn,
	"provider": companyColumn, "company name": companyColumn, "who": whoColumn, "name": whoColumn, "site": whoColumn, "service": whoColumn,
	"what": titleColumn, "what happened": titleColumn, "title": titleColumn, "incident": titleColumn, "outage": titleColumn, "event": titleColumn,
	"failure": titleColumn, "story": titleColumn, "postmortem": titleColumn, "post-mortem": titleColumn, "headline": titleColumn,
	"link": linkColumn, "links": linkColumn, "url": linkColumn, "read": linkColumn, "read it": linkColumn, "report": linkColumn, "source": linkColumn,
	"write-up": linkColumn, "writeup": linkColumn, "original": linkColumn,
	"archive": copyColumn, "archived": copyColumn, "copy": copyColumn, "mirror": copyColumn, "snapshot": copyColumn, "wayback": copyColumn,
}

// columnsOf reads the header of a table; nil when it names no column that is known.
func columnsOf(header string) []column {
	var all []column
	known := false
	for _, c := range markdown.Cells(header) {
		is := columnNames[strings.ToLower(strings.Trim(body.Paragraph(header[c.Start:c.End]), " :?"))]
		known = known || is != unknownColumn
		all = append(all, is)
	}
	if !known {
		return nil
	}
	return all
}

// emptyCellRE is a cell that says that there is nothing to say.
var emptyCellRE = regexp.MustCompile(`(?i)^\W*(?:n/?a|none|unknown|tbd)?\W*$`)

// headOfRow reads the row of a table whose columns are known.
func headOfRow(line string, columns []column) (head, bool) {
	cells := make(map[column]string)
	linked, others := unknownColumn, []string(nil)
	for n, c := range markdown.Cells(line) {
		cell, is := line[c.Start:c.End], unknownColumn
		if n < len(columns) {
			is = columns[n]
		}
		_, taken := cells[is]
		switch {
		case emptyCellRE.MatchString(cell):
		case taken || is == unknownColumn && (linked == titleColumn || linked == linkColumn || !strings.Contains(cell, "://")):
			others = append(others, cell)
		default:
			cells[is] = cell
			if strings.Contains(cell, "://") && (linked < titleColumn || linked == copyColumn) && (is != copyColumn || linked == unknownColumn) {
				linked = is
			}
		}
	}
	h, ok := headOf(cells[linked])
	if !ok {
		return h, false
	}
	h.marked, h.indent, h.columns = true, 0, true
	h.day, h.owner = body.Paragraph(cells[dayColumn]), body.Paragraph(cells[companyColumn])
	if who := body.Paragraph(cells[whoColumn]); h.owner == "" && isName(who) && calls(who, h.url) {
		h.owner = who
	} else if who != "" && linked != whoColumn {
		others = append([]string{who}, others...)
	}
	h.named = linked == companyColumn
	if title := cells[titleColumn]; title != "" && linked != titleColumn {
		if emptyRE.MatchString(h.label) || h.named {
			h.label = body.Paragraph(title)
		} else {
			others = append([]string{title}, others...)
		}
	}
	if m := linkAt(cells[copyColumn]); m != nil && linked != copyColumn {
		if c, ok := headOf(cells[copyColumn]); ok {
			original, archive := weburl.Unwrap(c.url)
			h.archive = weburl.Clean(or(archive, original))
		}
	}
	if len(others) > 0 {
		h.rest += " | " + strings.Join(others, " | ")
	}
	return h, true
}

// listed says that the columns are those of a list of reports: who or when, and what.
func listed(columns []column) bool {
	whose, what := false, false
	for _, c := range columns {
		whose = whose || c == dayColumn || c == companyColumn
		what = what || c == titleColumn
	}
	return whose && what
}
