package dump

import (
	"regexp"
	"strings"
)

var (
	adocBlock = regexp.MustCompile(`^\[([^\[\]\n]{1,200})\]$`)
	adocNote  = regexp.MustCompile(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION): +(.*)$`)
	adocFence = regexp.MustCompile(`^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\+{4,}|/{4,}|--|` + "`{3,}" + `)[ \t]*$`)
	adocList  = regexp.MustCompile(`^[ \t]*(\*{1,5}|\.{1,5}|-)[ \t]+(\S.*)$`)
	adocTerm  = regexp.MustCompile(`^[ \t]*(\S.{0,100}?)(?:::|;;)(?:[ \t]+(.*))?$`)
	adocTitle = regexp.MustCompile(`^\.([\pL\d][^\n]{0,150})$`)
	adocImage = regexp.MustCompile(`image::?[^\s\[\]]+\[([^\[\],\n"]*|"[^"\n]*")[^\[\]\n]*\]`)
	adocCell  = regexp.MustCompile(`(?:^|[ \t])(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|`)
)

// blocks reads lines; prefix stands before each that is written, "> " in
// notes.
func (a *adoc) blocks(lines []string, prefix string, depth int) {
	style := ""
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch m := adocBlock.FindStringSubmatch(line); {
		case m != nil:
			style = m[1]
			continue
		case strings.HasPrefix(line, "|===") || line == ",===":
			end := closing(lines, i, line)
			a.put(prefix, a.table(lines[i+1:end])...)
			i = end
		case adocFence.MatchString(line) && depth < maxNesting:
			end := closing(lines, i, line)
			a.fence(lines[i+1:min(end, len(lines))], line, style, prefix, depth)
			i = end
		case strings.HasPrefix(line, "//"):
			continue
		default:
			a.line(line, style, prefix)
			if line == "" {
				continue // a style may stand above a blank line
			}
		}
		style = ""
	}
}

// closing finds the line that ends a block; the end of the text when none does.
func closing(lines []string, from int, mark string) int {
	for i := from + 1; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " \t") == mark {
			return i
		}
	}
	return len(lines)
}

func (a *adoc) fence(inner []string, mark, style, prefix string, depth int) {
	kind, rest, _ := strings.Cut(style, ",")
	switch {
	case mark[0] == '/':
	case mark[0] == '-' && len(mark) > 2, mark[0] == '.', mark[0] == '`', kind == "source" || kind == "listing":
		lang, _, _ := strings.Cut(strings.TrimSpace(rest), ",")
		a.put(prefix, a.code.block(strings.TrimSpace(lang), strings.Join(inner, "\n")))
	case mark[0] == '+':
		a.put(prefix, inner...)
	case mark[0] == '_', adocNote.MatchString(kind + ": x"), strings.HasPrefix(kind, "quote"):
		a.put(prefix, "")
		if adocNote.MatchString(kind + ": x") {
			a.put(prefix, "> **"+title(kind)+"**", ">")
		}
		a.blocks(inner, prefix+"> ", depth+1)
		if who := strings.Trim(rest, ` "`); mark[0] == '_' && who != "" {
			a.put(prefix, ">", "> "+who)
		}
		a.put(prefix, "")
	default:
		a.put(prefix, "")
		a.blocks(inner, prefix, depth+1)
		a.put(prefix, "")
	}
}

func title(s string) string { return s[:1] + strings.ToLower(s[1:]) }

var adocSkip = regexp.MustCompile(`^(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::`)

func (a *adoc) line(line, style, prefix string) {
	switch m := adocNote.FindStringSubmatch(line); {
	case m != nil:
		a.put(prefix, "", "> **"+title(m[1])+"** "+m[2])
	case adocSkip.MatchString(line), a.attr(line), line == "<<<":
	case line == "'''":
		a.put(prefix, "", "---", "")
	case line == "+":
		a.inRow = true
		a.put(prefix, "")
	case adocHeading.MatchString(line):
		m := adocHeading.FindStringSubmatch(line)
		a.put(prefix, "", strings.Repeat("#", len(m[1]))+" "+m[2], "")
	case adocList.MatchString(line):
		m := adocList.FindStringSubmatch(line)
		sign := "- "
		if m[1][0] == '.' {
			sign = "1. "
		}
		a.inRow = false
		a.put(prefix, strings.Repeat("   ", len(m[1])-1)+sign+m[2])
	case adocTitle.MatchString(line):
		a.put(prefix, "", "*"+strings.TrimSpace(line[1:])+"*", "")
	case adocTerm.MatchString(line) && !strings.Contains(line, "://"):
		m := adocTerm.FindStringSubmatch(line)
		a.put(prefix, strings.TrimRight("- **"+m[1]+"**: "+m[2], " "))
	case adocImage.MatchString(line) && strings.HasPrefix(line, "image::"):
		a.put(prefix, "", line, "")
	case a.inRow && line != "":
		a.put(prefix, "   "+line)
	default:
		if line == "" {
			a.inRow = false
		}
		if kind, _, _ := strings.Cut(style, ","); kind != "" && adocNote.MatchString(kind+": x") {
			line = "> **" + title(kind) + "** " + line
		}
		a.put(prefix, strings.TrimSuffix(line, " +"))
	}
}

// table reads cells: those of a row on one line, or one on each line and rows
// parted by blank lines; as many to a row as the first has.
func (a *adoc) table(lines []string) []string {
	var rows [][]string
	var cells []string
	cols := 0
	for _, line := range append(lines, "") {
		at := adocCell.FindAllStringIndex(line, -1)
		switch {
		case strings.TrimSpace(line) == "":
			if cols == 0 {
				cols = len(cells)
			}
			continue
		case len(at) == 0 || at[0][0] > 0 && len(cells) > 0:
			if n := len(cells); n > 0 {
				end := len(line)
				if len(at) > 0 {
					end = at[0][0]
				}
				cells[n-1] += " " + strings.TrimSpace(line[:end])
			}
		}
		for i, m := range at {
			end := len(line)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			cells = append(cells, a.inline(strings.TrimSpace(line[m[1]:end])))
		}
		if cols == 0 && len(at) > 1 {
			cols = len(cells)
		}
		if len(cells) > maxCells {
			break
		}
	}
	for cols = max(1, cols); len(cells) > 0; cells = cells[min(cols, len(cells)):] {
		rows = append(rows, cells[:min(cols, len(cells))])
	}
	return table(rows)
}
