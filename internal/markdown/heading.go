package markdown

import (
	"regexp"
	"strings"
)

// atxRE is "## text ##", with the attributes that Kramdown and Pandoc allow
// behind it: "## text {#name}". Where there are none, atx reads the same in a
// tenth of the time: an import asks some thirty times about each line.
var atxRE = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?(?:\s*\{[#.:][^{}]*\})?$`)

// Heading reads a heading of one line, "## text". Text is "" where nothing
// follows the marks.
func Heading(line string) (level int, text string, ok bool) {
	if !strings.HasPrefix(strings.TrimLeft(line, " "), "#") {
		return 0, "", false
	}
	line = strings.TrimRight(line, " \t\r\n")
	if !strings.ContainsAny(line, "{\n") {
		return atx(line)
	}
	m := atxRE.FindStringSubmatch(line)
	if m == nil {
		return 0, "", false
	}
	return len(m[1]), strings.TrimSpace(m[2]), true
}

// atx is what atxRE finds in a line that has no attributes and no blanks at its
// end.
func atx(line string) (level int, text string, ok bool) {
	marks := strings.TrimLeft(line, " ")
	if len(line)-len(marks) > 3 {
		return 0, "", false
	}
	rest := strings.TrimLeft(marks, "#")
	if level = len(marks) - len(rest); level == 0 || level > 6 {
		return 0, "", false
	}
	if rest == "" {
		return level, "", true
	}
	text = strings.TrimLeft(rest, " \t")
	if text == rest {
		return 0, "", false
	}
	if bare := strings.TrimRight(text, "#"); bare != text {
		if cut := strings.TrimRight(bare, " \t"); cut != bare { // marks at the end as well
			text = cut
		}
	}
	return level, strings.TrimSpace(text), true
}

// headingLine writes a heading. Levels end at 6.
func headingLine(level int, text string) string {
	return strings.Repeat("#", min(level, 6)) + " " + text
}

// Underline reads the second line of a heading: level 1 of "====", 2 of
// "----", 0 of other lines. Whether a heading stands above it, the line itself
// does not tell.
func Underline(line string) (level int) {
	marks := strings.TrimLeft(line, " ")
	indent := len(line) - len(marks)
	marks = strings.TrimRight(strings.TrimRight(marks, "\r\n"), " \t")
	switch {
	case indent > 3 || len(marks) < 2:
		return 0
	case strings.Trim(marks, "=") == "":
		return 1
	case strings.Trim(marks, "-") == "":
		return 2
	}
	return 0
}

// Headings returns the texts of the headings down to a level, in their order.
func Headings(text string, level int) []string {
	var all []string
	before := ""
	OutsideCode(text, func(s string) string {
		for line := range strings.Lines(s) {
			if n, heading, ok := Heading(line); ok && n <= level && heading != "" {
				all = append(all, heading)
			}
			if n := Underline(line); n > 0 && n <= level && before != "" {
				all = append(all, before)
			}
			before = strings.TrimSpace(line)
		}
		return ""
	})
	return all
}

// Relevel moves the headings of a text so that the highest is at level 2; one
// that stands alone above all others is what is left of a title, and counts
// for no level. Code that nobody closed is closed, and of blank lines in a row
// one is kept.
func Relevel(md string) string {
	lines := strings.Split(md, "\n")
	var code Code
	at := atMargin(lines, &code)
	top, first, tops := 7, 0, map[int]int{}
	for _, i := range at {
		level, _, _ := Heading(lines[i])
		if tops[level]++; first == 0 {
			first = level
		}
		top = min(top, level)
	}
	if tops[top] == 1 && first == top && len(tops) > 1 {
		for top++; tops[top] == 0; top++ {
		}
	}
	for _, i := range at {
		level, text, _ := Heading(lines[i])
		lines[i] = headingLine(max(2, level-top+2), text)
	}
	if code.Inside() {
		lines = append(lines, code.End())
	}
	return dropBlank(lines)
}

// Raise moves all headings up together so that the highest is at level 2.
func Raise(md string) string {
	lines := strings.Split(md, "\n")
	var code Code
	at, top := atMargin(lines, &code), 7
	for _, i := range at {
		level, _, _ := Heading(lines[i])
		top = min(top, max(2, level))
	}
	for _, i := range at {
		lines[i] = strings.TrimPrefix(lines[i], strings.Repeat("#", top-2))
	}
	return strings.Join(lines, "\n")
}

// atMargin lists the headings that stand outside of code and are not indented:
// others belong to an item of a list.
func atMargin(lines []string, code *Code) []int {
	var at []int
	for i, l := range lines {
		if code.Takes(l) || strings.HasPrefix(l, " ") {
			continue
		}
		if _, _, ok := Heading(l); ok {
			at = append(at, i)
		}
	}
	return at
}

func dropBlank(lines []string) string {
	var b strings.Builder
	var code Code
	blank := true
	for _, l := range lines {
		if !code.Takes(l) && l == "" && blank {
			continue
		}
		blank = l == ""
		b.WriteString(l + "\n")
	}
	return b.String()
}
