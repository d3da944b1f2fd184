package body

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/markdown"
)

// numberedRE is a line that begins with a number, as an item or a heading may.
var numberedRE = regexp.MustCompile(`^(\d{1,2})[.)] +(\S.{0,100})$`)

// headNumbered makes headings of lines such as "2. ROOT CAUSE", each alone between
// blank lines with a paragraph below: they count from 1 through the text, and
// most say what a section is for. An item of a list would have its text beside it.
func headNumbered(text, mark string) string {
	if !strings.Contains(text, "1. ") && !strings.Contains(text, "1) ") {
		return text
	}
	lines := markdown.Lines(text)
	blank := func(i int) bool { return i < 0 || i >= len(lines) || strings.TrimSpace(lines[i].Text) == "" }
	var found []int
	known := 0
	for i, l := range lines {
		if l.Code || l.Text == "" || l.Text[0] < '0' || l.Text[0] > '9' || !blank(i-1) || !blank(i+1) || i+2 >= len(lines) {
			continue
		}
		number, name, ok := numberedName(l.Text)
		if !ok || number != strconv.Itoa(len(found)+1) || !beginsParagraph(lines[i+2].Text) {
			continue
		}
		found = append(found, i)
		if RoleLine(name) || name == strings.ToUpper(name) {
			known++
		}
	}
	if len(found) < 2 || 2*known <= len(found) {
		return text
	}
	var b strings.Builder
	for i, l := range lines {
		if len(found) == 0 || i != found[0] {
			b.WriteString(l.Text)
			continue
		}
		found = found[1:]
		_, name, _ := numberedName(l.Text)
		b.WriteString(mark + name + "\n")
	}
	return b.String()
}

// numberedName reads the number and the text of a line that may be such a heading.
func numberedName(line string) (number, name string, ok bool) {
	m := numberedRE.FindStringSubmatch(strings.TrimRight(line, " \t\r\n"))
	if m == nil || len(strings.Fields(m[2])) > 9 {
		return "", "", false
	}
	first, _ := utf8.DecodeRuneInString(m[2])
	return m[1], m[2], unicode.IsUpper(first) && !strings.ContainsAny(m[2][len(m[2])-1:], ".,;:")
}

// beginsParagraph says that a line is at the margin, and no item.
func beginsParagraph(line string) bool {
	bare := strings.TrimSpace(line)
	return bare != "" && markdown.Indent(line) == 0 && !numberedRE.MatchString(bare)
}
