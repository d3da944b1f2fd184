package site

import (
	"bytes"
	"fmt"
	"strings"
)

// Limits on one text, measured with goldmark 1.8.5: what passes renders in
// under half a second. The longest of 257 real postmortems has 57 KB.
const (
	maxBody     = 512 << 10
	maxLine     = 64 << 10
	maxNesting  = 100         // block quotes and list markers that open one line
	maxIndent   = 400         // columns before a line, which nest lists as well
	maxHeadings = 2000        // 20,000 cost Hugo's own table of contents 5 s
	maxColumns  = 200         // of a table
	maxCells    = 50_000      // of all tables; every row is filled up to the width of the first
	maxEmphasis = 200_000_000 // sum over blocks of marks²: "*a_ " × 64 K took 37 s, and is 1.7e10
)

// tooCostly says why a text is not worth rendering, or "". It looks at lines
// only, and does not know code from prose: rare harmless texts are refused,
// and are then shown plain.
func tooCostly(md string) string {
	if len(md) > maxBody {
		return fmt.Sprintf("text of %d KB, more than %d", len(md)>>10, maxBody>>10)
	}
	var marks, emphasis, headings, columns, cells int
	for line := range strings.Lines(md) {
		prefix, text := containers(line)
		switch {
		case len(line) > maxLine:
			return fmt.Sprintf("a line of %d KB, more than %d", len(line)>>10, maxLine>>10)
		case prefix > maxNesting || len(line)-len(text) > maxIndent:
			return fmt.Sprintf("nested more than %d deep", maxNesting)
		}
		if text == "" {
			emphasis, marks, columns = emphasis+marks*marks, 0, 0
		}
		if text != "" && (text[0] == '#' || strings.Trim(text, "=- ") == "") {
			headings++
		}
		columns = max(columns, strings.Count(text, "|"))
		cells += columns
		marks += countMarks(text)
		switch {
		case headings > maxHeadings:
			return fmt.Sprintf("more than %d headings", maxHeadings)
		case columns > maxColumns:
			return fmt.Sprintf("a table of more than %d columns", maxColumns)
		case cells > maxCells:
			return fmt.Sprintf("tables of more than %d cells", maxCells)
		case emphasis+marks*marks > maxEmphasis:
			return "too many emphasis and link marks in one paragraph"
		}
	}
	return ""
}

// containers counts the quotes and list items that a line opens, and returns
// what follows them.
func containers(line string) (int, string) {
	n, rest := 0, strings.TrimLeft(line, " \t")
	for rest != "" {
		end := 1
		switch c := rest[0]; {
		case c == '>':
		case (c == '-' || c == '*' || c == '+') && len(rest) > 1 && (rest[1] == ' ' || rest[1] == '\t'):
		case c >= '0' && c <= '9':
			end = len(rest) - len(strings.TrimLeft(rest, "0123456789"))
			if end+1 >= len(rest) || (rest[end] != '.' && rest[end] != ')') || rest[end+1] != ' ' {
				return n, strings.TrimRight(rest, " \t\r\n")
			}
			end++
		default:
			return n, strings.TrimRight(rest, " \t\r\n")
		}
		n++
		rest = strings.TrimLeft(rest[end:], " \t")
	}
	return n, ""
}

// countMarks counts what can start or end emphasis, links and raw HTML.
func countMarks(s string) (n int) {
	for {
		i := strings.IndexAny(s, "*_~[]<")
		if i < 0 {
			return n
		}
		n++
		s = s[i+1:]
	}
}

// printable drops what no text needs and a page should not carry: control and
// bidirectional characters, and bytes that are no UTF-8.
func printable(s string) string {
	clean := func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20, r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029:
			return ' '
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff:
			return -1
		}
		return r
	}
	s = string(bytes.ToValidUTF8([]byte(strings.ReplaceAll(s, "\r\n", "\n")), []byte("\uFFFD")))
	return strings.Map(clean, s)
}
