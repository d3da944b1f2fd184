package write

import "strings"

// MaxCells bounds a table, in cells; the widest seen in a report has 8 columns.
const MaxCells = 4000

// Table writes rows as a Markdown table; the first is its head.
func Table(rows [][]string) []string {
	cols, cells := 0, 0
	for _, r := range rows {
		cols = max(cols, len(r))
	}
	if cols == 0 || cols > 100 {
		return nil
	}
	var out []string
	for i, r := range rows {
		if cells += cols; cells > MaxCells {
			break
		}
		var b strings.Builder
		b.WriteByte('|')
		for c := range cols {
			cell := ""
			if c < len(r) {
				cell = strings.ReplaceAll(strings.Join(strings.Fields(r[c]), " "), "|", `\|`)
			}
			b.WriteString(" " + cell + " |")
		}
		out = append(out, b.String())
		if i == 0 {
			out = append(out, "|"+strings.Repeat("---|", cols))
		}
	}
	return append(append([]string{""}, out...), "")
}
