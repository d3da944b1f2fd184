package facts

import (
	"regexp"
	"strings"

	"hindsight/internal/when"
)

var timeHeaderRE = regexp.MustCompile(`(?i)^\W*(?:date|time|timestamp|when|day|weekday|clock|at|start|began|from|end|until|to|utc|hour)s?\b`)

// table reads the rows of the table that begins at block i and returns the
// index of its last row. The columns whose header or cells are times make the
// time of an event; the others are its text. In a table without such a column
// a row of two cells is a label and its time. A table that is not of the past is skipped.
func (t *timeline) table(blocks []block, i int, past bool) int {
	end := i
	for end+1 < len(blocks) && blocks[end+1].kind == row {
		end++
	}
	if !past {
		return end
	}
	rows := blocks[i : end+1]
	isTime := timeColumns(rows)
	if rows[0].kind == header {
		if z, ok := statedZone(strings.Join(rows[0].cells, " \n ")); ok {
			defer func(old when.Zone) { t.zone = old }(t.zone)
			t.zone = z
		}
		rows = rows[1:]
	}
	for _, r := range rows {
		if l, ok := rowLine(r, isTime); ok {
			if l.text == "" && !l.span.From.Clock {
				t.setDay(l.span)
				continue
			}
			t.add(l)
		}
	}
	return end
}

// maxColumns is how many columns of a table are looked at.
const maxColumns = 32

// timeColumns says for each column whether it holds times: most of its cells
// that hold anything do, and its header does not speak against it.
func timeColumns(rows []block) []bool {
	isTime := make([]bool, maxColumns)
	for c := range isTime {
		times, others := 0, 0
		for _, r := range rows[:min(len(rows), 50)] {
			if r.kind == header || c >= len(r.cells) || r.cells[c] == "" {
				continue
			}
			if isStamp(r.cells[c]) {
				times++
			} else {
				others++
			}
		}
		hinted := rows[0].kind == header && c < len(rows[0].cells) && timeHeaderRE.MatchString(rows[0].cells[c])
		isTime[c] = times > others || hinted && times > 0
	}
	return isTime
}

var weekdayCellRE = regexp.MustCompile(`(?i)^(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:[a-z]*day)?\.?$`)

// isStamp says that a cell holds a time and nothing else.
func isStamp(cell string) bool {
	if weekdayCellRE.MatchString(cell) {
		return true
	}
	spans := when.Find(head(cell, 100))
	if len(spans) == 0 {
		return false
	}
	rest := cell[:spans[0].Start] + cell[spans[len(spans)-1].End:]
	return len(strings.Trim(rest, " *_~()[].,-–")) <= 4
}

func rowLine(r block, isTime []bool) (line, bool) {
	var stamp, text []string
	for c, cell := range r.cells {
		if cell == "" {
			continue
		}
		plain := flat(cell)
		if c < maxColumns && isTime[c] {
			stamp = append(stamp, plain)
		} else {
			text = append(text, plain)
		}
	}
	l := line{block: r, text: strings.Join(text, ": "), full: strings.Join(append(stamp, text...), ": ")}
	spans := when.Find(strings.Join(stamp, " "))
	switch {
	case len(spans) == 2 && spans[0].From.Clock && spans[1].From.Clock && !spans[0].Range: // start and end columns
		l.span = when.Span{From: spans[0].From, To: spans[1].From, Range: true}
		if !l.span.To.Dated() {
			l.span.To = onDayOf(l.span.To, l.span.From)
		}
	case len(spans) > 0:
		l.span = spans[0]
	default:
		return l, false
	}
	return l, l.text != "" || !l.span.From.Clock
}

// onDayOf gives s the date of from.
func onDayOf(s, from when.Stamp) when.Stamp {
	s.Year, s.Month, s.Day, s.Weekday = from.Year, from.Month, from.Day, from.Weekday
	return s
}
