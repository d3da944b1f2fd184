package write

import "strings"

// MaxCells bounds a table, in cells; the widest seen in a report has 8 columns.
const MaxCells = 4000

// maxColumns is how wide a table is that is still written as one.
const maxColumns = 100

// A Table collects cells, row by row, and writes them as Markdown. Its first
// row is its head. A cell keeps the lines that it is given until it is written:
// one of 100,000 lines is not copied 100,000 times.
type Table struct{ rows [][]cell }

type cell []string

// Row begins a row with these cells.
func (t *Table) Row(cells ...string) {
	row := make([]cell, len(cells))
	for i, c := range cells {
		row[i] = cell{c}
	}
	t.rows = append(t.rows, row)
}

// Rows is how many rows there are.
func (t *Table) Rows() int { return len(t.rows) }

// Cell adds a cell to the last row.
func (t *Table) Cell(text string) {
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], cell{text})
}

// Columns is how many cells the last row has.
func (t *Table) Columns() int { return len(t.rows[len(t.rows)-1]) }

// More adds a line to a cell of the last row; one that is not there takes none.
func (t *Table) More(column int, text string) {
	if row := t.rows[len(t.rows)-1]; column >= 0 && column < len(row) {
		row[column] = append(row[column], text)
	}
}

// Markdown returns the lines of the table, nil when it has no cells or too many
// in a row.
func (t *Table) Markdown() []string {
	columns, cells := 0, 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
	}
	if columns == 0 || columns > maxColumns {
		return nil
	}
	out := []string{""}
	for i, row := range t.rows {
		if cells += columns; cells > MaxCells {
			break
		}
		var b strings.Builder
		b.WriteByte('|')
		for c := range columns {
			text := ""
			if c < len(row) {
				text = row[c].text()
			}
			b.WriteString(" " + text + " |")
		}
		if out = append(out, b.String()); i == 0 {
			out = append(out, "|"+strings.Repeat("---|", columns))
		}
	}
	return append(out, "")
}

// text is a cell on one line, without the bars that would end it.
func (c cell) text() string {
	return strings.ReplaceAll(strings.Join(strings.Fields(strings.Join(c, " ")), " "), "|", `\|`)
}
