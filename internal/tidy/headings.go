package tidy

import (
	"strings"
)

// Relevel moves the headings of a Markdown text so that the highest is at
// level 2.
func Relevel(md string) string { return shiftHeadings(strings.Split(md, "\n")) }

// Heading reads an ATX heading ("## text").
func Heading(line string) (level int, text string, ok bool) {
	m := atx.FindStringSubmatch(strings.TrimRight(line, " \t\n"))
	if m == nil {
		return 0, "", false
	}
	return len(m[1]), m[2], true
}

// Fence returns the mark of a line that opens or closes code, "" of others.
func Fence(line string) string {
	if m := fenceMark.FindStringSubmatch(line); m != nil {
		return m[1]
	}
	return ""
}

// shiftHeadings moves the headings so that the highest is at level 2, closes
// code that nobody closed and drops repeated blank lines.
func shiftHeadings(lines []string) string {
	top, inCode := 7, false
	each := func(f func(i int, m []string)) {
		fence := ""
		for i, l := range lines {
			switch m := fenceMark.FindStringSubmatch(l); {
			case fence != "" && m != nil && strings.HasPrefix(m[1], fence):
				fence = ""
			case fence == "" && m != nil:
				fence = m[1]
			case fence == "":
				if h := atx.FindStringSubmatch(l); h != nil && !strings.HasPrefix(l, " ") {
					f(i, h)
				}
			}
		}
		inCode = fence != ""
	}
	first, tops := 0, map[int]int{}
	each(func(_ int, m []string) {
		if tops[len(m[1])]++; first == 0 {
			first = len(m[1])
		}
		top = min(top, len(m[1]))
	})
	if tops[top] == 1 && first == top && len(tops) > 1 {
		// One heading above all others is what is left of a title.
		for top++; tops[top] == 0; top++ {
		}
	}
	each(func(i int, m []string) {
		lines[i] = strings.Repeat("#", max(2, min(6, len(m[1])-top+2))) + " " + m[2]
	})
	if inCode {
		lines = append(lines, "```")
	}
	var b strings.Builder
	blank, fence := true, ""
	for _, l := range lines {
		if l == "" && blank && fence == "" {
			continue
		}
		if m := fenceMark.FindStringSubmatch(l); m != nil && fence == "" {
			fence = m[1]
		} else if m != nil && strings.HasPrefix(m[1], fence) {
			fence = ""
		}
		blank = l == ""
		b.WriteString(l + "\n")
	}
	return b.String()
}
