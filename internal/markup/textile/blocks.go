package textile

import (
	"regexp"
	"strconv"
	"strings"

	"hindsight/internal/markup/write"
)

var (
	headingRE = regexp.MustCompile(`(?m)^[ \t]*h([1-6])\.[ \t]+(\S.*?)[ \t]*$`)
	listRE    = regexp.MustCompile(`^((?:> ?)?)[ \t]{0,3}([*#-]{1,8})[ \t]+(\S.*)$`)
	quoteRE   = regexp.MustCompile(`^[ \t]*bq\.[ \t]+(.*)$`)
	paraRE    = regexp.MustCompile(`^p(?:\([^()\n]{1,40}\)|[<>=]{1,2}|\{[^{}\n]{1,60}\})*\.[ \t]+`)
	noteRE    = regexp.MustCompile(`^fn(\d{1,3})\.[ \t]+(.*)$`)
	rowRE     = regexp.MustCompile(`^[ \t]*\|.*\|[ \t]*$`)
	cellRE    = regexp.MustCompile(`^(_)?(?:[\\/]\d+|[<>=^~_-]|\{[^{}]*\}|\([^()]*\))*\.[ \t]+`)
	labelRE   = regexp.MustCompile(`^(?:> )?[ \t]*\*[^*\n]{2,40}(?::\*|\*[ \t]*:)`)
)

// Headings counts the headings of a text, "h2. Cause", up to three.
func Headings(text string) int {
	for n := range 6 {
		if strings.Contains(text, "h"+strconv.Itoa(n+1)+".") {
			return len(headingRE.FindAllStringIndex(text, 3))
		}
	}
	return 0
}

// Blocks turns the lines that Jira and Textile have in common into Markdown:
// headings, lists, quotes, tables, notes.
func Blocks(text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch {
		case strings.HasPrefix(strings.TrimLeft(line, " \t"), "h") && headingRE.MatchString(line):
			m := headingRE.FindStringSubmatch(line)
			out = append(out, "", strings.Repeat("#", int(m[1][0]-'0'))+" "+strings.Trim(write.Emphasis(m[2]), "* "), "")
		case rowRE.MatchString(line):
			var table write.Table
			for ; i < len(lines) && rowRE.MatchString(lines[i]) && table.Rows() < write.MaxCells; i++ {
				table.Row(readCells(lines[i])...)
			}
			i--
			out = append(out, table.Markdown()...)
		case quoteRE.MatchString(line):
			out = append(out, "", "> "+write.Emphasis(quoteRE.FindStringSubmatch(line)[1]), "")
		case noteRE.MatchString(line):
			m := noteRE.FindStringSubmatch(line)
			out = append(out, "", "[^"+m[1]+"]: "+write.Emphasis(m[2]), "")
		case strings.Trim(line, "-") == "" && len(line) > 3:
			out = append(out, "", "---", "")
		default:
			if m := listRE.FindStringSubmatch(line); m != nil && (m[2][0] != '-' || len(m[2]) == 1) {
				out = append(out, m[1]+listMark(m[2])+write.Emphasis(m[3]))
				continue
			}
			text := write.Emphasis(paraRE.ReplaceAllString(line, ""))
			if i+1 < len(lines) && labelRE.MatchString(lines[i+1]) && strings.Trim(line, "> ") != "" {
				text += "  " // lines end where they end
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

// listMark is the Markdown of a list's marks: one sign for each level.
func listMark(marks string) string {
	sign := "- "
	if marks[len(marks)-1] == '#' {
		sign = "1. "
	}
	return strings.Repeat("   ", min(len(marks)-1, 6)) + sign
}

// readCells cuts a row; a head's cells stand between "||" or begin with "_.".
func readCells(line string) []string {
	line = strings.Trim(strings.ReplaceAll(strings.TrimSpace(line), "||", "|"), "|")
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = write.Emphasis(strings.TrimSpace(cellRE.ReplaceAllString(c, "")))
	}
	return cells
}
