package dump

import (
	"regexp"
	"strings"
)

var (
	hList   = regexp.MustCompile(`^((?:> ?)?)[ \t]{0,3}([*#-]{1,8})[ \t]+(\S.*)$`)
	hQuote  = regexp.MustCompile(`^[ \t]*bq\.[ \t]+(.*)$`)
	hPara   = regexp.MustCompile(`^p(?:\([^()\n]{1,40}\)|[<>=]{1,2}|\{[^{}\n]{1,60}\})*\.[ \t]+`)
	hNote   = regexp.MustCompile(`^fn(\d{1,3})\.[ \t]+(.*)$`)
	hRow    = regexp.MustCompile(`^[ \t]*\|.*\|[ \t]*$`)
	hCell   = regexp.MustCompile(`^(_)?(?:[\\/]\d+|[<>=^~_-]|\{[^{}]*\}|\([^()]*\))*\.[ \t]+`)
	hStrong = regexp.MustCompile(`(^|[\s(\[{"'|>])\*([^\s*](?:[^*\n]{0,400}[^\s*])?)\*($|[\s)\]}.,;:!?"'|<-])`)
	hEm     = regexp.MustCompile(`(^|[\s(\[{"'|>*])_([^\s_](?:[^_\n]{0,400}[^\s_])?)_($|[\s)\]}.,;:!?"'|<*-])`)
	hStrike = regexp.MustCompile(`(^|[\s(])-([\pL][^-\n]{0,200}[\pL.])-($|[\s).,;:!?])`)
	hLabel  = regexp.MustCompile(`^(?:> )?[ \t]*\*[^*\n]{2,40}(?::\*|\*[ \t]*:)`)
	hInsert = regexp.MustCompile(`(^|[\s(])\+([\pL][^+\n]{0,200}[\pL.])\+($|[\s).,;:!?])`)
)

// hBlocks turns the lines that Jira and Textile have in common into Markdown:
// headings, lists, quotes, tables, notes.
func hBlocks(text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch {
		case hHeading.MatchString(line):
			m := hHeading.FindStringSubmatch(line)
			out = append(out, "", strings.Repeat("#", int(m[1][0]-'0'))+" "+strings.Trim(hInline(m[2]), "* "), "")
		case hRow.MatchString(line):
			var rows [][]string
			for ; i < len(lines) && hRow.MatchString(lines[i]) && len(rows) < maxCells; i++ {
				rows = append(rows, hCells(lines[i]))
			}
			i--
			out = append(out, table(rows)...)
		case hQuote.MatchString(line):
			out = append(out, "", "> "+hInline(hQuote.FindStringSubmatch(line)[1]), "")
		case hNote.MatchString(line):
			m := hNote.FindStringSubmatch(line)
			out = append(out, "", "[^"+m[1]+"]: "+hInline(m[2]), "")
		case strings.Trim(line, "-") == "" && len(line) > 3:
			out = append(out, "", "---", "")
		default:
			if m := hList.FindStringSubmatch(line); m != nil && (m[2][0] != '-' || len(m[2]) == 1) {
				out = append(out, m[1]+hItem(m[2])+hInline(m[3]))
				continue
			}
			text := hInline(hPara.ReplaceAllString(line, ""))
			if i+1 < len(lines) && hLabel.MatchString(lines[i+1]) && strings.Trim(line, "> ") != "" {
				text += "  " // lines end where they end
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

// hItem is the Markdown of a list's marks: one sign for each level.
func hItem(marks string) string {
	sign := "- "
	if marks[len(marks)-1] == '#' {
		sign = "1. "
	}
	return strings.Repeat("   ", min(len(marks)-1, 6)) + sign
}

// hCells cuts a row; a head's cells stand between "||" or begin with "_.".
func hCells(line string) []string {
	line = strings.Trim(strings.ReplaceAll(strings.TrimSpace(line), "||", "|"), "|")
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = hInline(strings.TrimSpace(hCell.ReplaceAllString(c, "")))
	}
	return cells
}

func hInline(s string) string {
	s = hEm.ReplaceAllString(s, "$1\x01$2\x01$3")
	s = hStrong.ReplaceAllString(s, "$1**$2**$3")
	s = hStrike.ReplaceAllString(s, "$1~~$2~~$3")
	s = hInsert.ReplaceAllString(s, "$1$2$3")
	return strings.ReplaceAll(s, "\x01", "*")
}
