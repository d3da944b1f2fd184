package markdown

import "strings"

// TableRow says that a line is the row of a table by itself: it begins with a
// bar, or is the rule of a table without edges. Other rows without edges are
// known by the line below or above them.
func TableRow(line string) bool {
	return startsWith(line, "|") || TableRule(line) && strings.Contains(line, "|")
}

// TableRule says that a line may be the one between a table's header and its
// rows: "|---|:-:|". Without a bar it may as well be a rule.
func TableRule(line string) bool {
	if !startsWith(line, "|:-") {
		return false
	}
	rest := strings.TrimPrefix(strings.Trim(line, " \t"), "|")
	for {
		rest = strings.TrimPrefix(strings.TrimLeft(rest, " \t"), ":")
		bare := strings.TrimLeft(rest, "-")
		if len(rest)-len(bare) < 2 {
			return false
		}
		bare = strings.TrimLeft(strings.TrimPrefix(bare, ":"), " \t")
		if bare == "" || bare == "|" {
			return true
		}
		if bare[0] != '|' {
			return false
		}
		rest = bare[1:]
	}
}

// A Cell is a cell of a row, line[Start:End] without the blanks around it.
type Cell struct{ Start, End int }

// Cells cuts a row at its bars; "\|" is no bar. The bars at the edges of a row
// part nothing.
func Cells(line string) []Cell {
	var cells []Cell
	b, e := 0, len(line)
	trim := func(b, e int) Cell {
		for b < e && (line[b] == ' ' || line[b] == '\t') {
			b++
		}
		for e > b && (line[e-1] == ' ' || line[e-1] == '\t') {
			e--
		}
		return Cell{b, e}
	}
	row := trim(b, e)
	if b, e = row.Start, row.End; b < e && line[b] == '|' {
		b++
	}
	if e > b && line[e-1] == '|' && !strings.HasSuffix(line[b:e], `\|`) {
		e--
	}
	for at := b; ; {
		end := at
		for end < e && (line[end] != '|' || end > b && line[end-1] == '\\') {
			end++
		}
		cells = append(cells, trim(at, end))
		if end >= e {
			return cells
		}
		at = end + 1
	}
}
