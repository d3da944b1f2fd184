package asciidoc

import (
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/markup/write"
)

var (
	blockRE = regexp.MustCompile(`^\[([^\[\]\n]{1,200})\]$`)
	noteRE  = regexp.MustCompile(`^(NOTE|TIP|IMPORTANT|WARNING|CAUTION): +(.*)$`)
	fenceRE = regexp.MustCompile(`^(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\+{4,}|/{4,}|--|` + "`{3,}" + `)[ \t]*$`)
	listRE  = regexp.MustCompile(`^[ \t]*(\*{1,5}|\.{1,5}|-)[ \t]+(\S.*)$`)
	termRE  = regexp.MustCompile(`^[ \t]*(\S.{0,100}?)(?:::|;;)(?:[ \t]+(.*))?$`)
	titleRE = regexp.MustCompile(`^\.([\pL\d][^\n]{0,150})$`)
	imageRE = regexp.MustCompile(`image::?([^\s\[\]]+)\[([^\[\],\n"]*|"[^"\n]*")[^\[\]\n]*\]`)
	cellRE  = regexp.MustCompile(`(?:^|[ \t])(?:\d*(?:\.\d+)?[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|`)
)

// blocks reads lines; prefix stands before each that is written, "> " in
// notes.
func (r *reader) blocks(lines []string, prefix string, depth int) {
	style := ""
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		switch {
		case blockRE.MatchString(line):
			style = line[1 : len(line)-1]
			continue
		case strings.HasPrefix(line, "|===") || line == ",===":
			end := closing(lines, i, line)
			r.put(prefix, r.table(lines[i+1:end])...)
			i = end
		case fenceRE.MatchString(line) && depth < maxNesting:
			end := closing(lines, i, line)
			r.fence(lines[i+1:min(end, len(lines))], line, style, prefix, depth)
			i = end
		case strings.HasPrefix(line, "//"):
			continue
		default:
			r.line(line, style, prefix)
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

func (r *reader) fence(inner []string, mark, style, prefix string, depth int) {
	kind, rest, _ := strings.Cut(style, ",")
	switch {
	case mark[0] == '/':
	case mark[0] == '-' && len(mark) > 2, mark[0] == '.', mark[0] == '`', kind == "source" || kind == "listing":
		lang, _, _ := strings.Cut(strings.TrimSpace(rest), ",")
		r.put(prefix, r.code.Block(strings.TrimSpace(lang), strings.Join(inner, "\n")))
	case mark[0] == '+':
		r.put(prefix, inner...)
	case mark[0] == '_', noteRE.MatchString(kind + ": x"), strings.HasPrefix(kind, "quote"):
		r.put(prefix, "")
		if noteRE.MatchString(kind + ": x") {
			r.put(prefix, "> **"+title(kind)+"**", ">")
		}
		r.blocks(inner, prefix+"> ", depth+1)
		if who := strings.Trim(rest, ` "`); mark[0] == '_' && who != "" {
			r.put(prefix, ">", "> "+who)
		}
		r.put(prefix, "")
	default:
		r.put(prefix, "")
		r.blocks(inner, prefix, depth+1)
		r.put(prefix, "")
	}
}

func title(s string) string { return s[:1] + strings.ToLower(s[1:]) }

var skipRE = regexp.MustCompile(`^(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::`)

func (r *reader) line(line, style, prefix string) {
	switch m := noteRE.FindStringSubmatch(line); {
	case m != nil:
		r.put(prefix, "", "> **"+title(m[1])+"** "+m[2])
	case skipRE.MatchString(line), r.attr(line), line == "<<<":
	case line == "'''":
		r.put(prefix, "", "---", "")
	case line == "+":
		r.inRow = true
		r.put(prefix, "")
	case strings.HasPrefix(line, "=") && headingRE.MatchString(line):
		m := headingRE.FindStringSubmatch(line)
		r.put(prefix, "", strings.Repeat("#", len(m[1]))+" "+m[2], "")
	case listRE.MatchString(line):
		m := listRE.FindStringSubmatch(line)
		sign := "- "
		if m[1][0] == '.' {
			sign = "1. "
		}
		r.inRow = false
		r.put(prefix, strings.Repeat("   ", len(m[1])-1)+sign+m[2])
	case titleRE.MatchString(line):
		r.put(prefix, "", "*"+strings.TrimSpace(line[1:])+"*", "")
	case hasTerm(line) && termRE.MatchString(line) && !strings.Contains(line, "://"):
		m := termRE.FindStringSubmatch(line)
		r.put(prefix, strings.TrimRight("- **"+m[1]+"**: "+m[2], " "))
	case strings.HasPrefix(line, "image::") && imageRE.MatchString(line):
		r.put(prefix, "", line, "")
	case r.inRow && line != "":
		r.put(prefix, "   "+line)
	default:
		if line == "" {
			r.inRow = false
		}
		if kind, _, _ := strings.Cut(style, ","); kind != "" && noteRE.MatchString(kind+": x") {
			line = "> **" + title(kind) + "** " + line
		}
		r.put(prefix, strings.TrimSuffix(line, " +"))
	}
}

// hasTerm says that a line has what stands behind a term.
func hasTerm(line string) bool { return strings.Contains(line, "::") || strings.Contains(line, ";;") }

// table reads cells: those of a row on one line, or one on each line and rows
// parted by blank lines; as many to a row as the first has.
func (r *reader) table(lines []string) []string {
	var cells [][]string // the lines of each
	columns := 0
	for _, line := range lines {
		at := cellRE.FindAllStringIndex(line, -1)
		if strings.TrimSpace(line) == "" {
			if columns == 0 {
				columns = len(cells)
			}
			continue
		}
		if n := len(cells); n > 0 && (len(at) == 0 || at[0][0] > 0) {
			end := len(line)
			if len(at) > 0 {
				end = at[0][0]
			}
			cells[n-1] = append(cells[n-1], strings.TrimSpace(line[:end]))
		}
		for i, m := range at {
			end := len(line)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			cells = append(cells, []string{r.inline(strings.TrimSpace(line[m[1]:end]))})
		}
		if columns == 0 && len(at) > 1 {
			columns = len(cells)
		}
		if len(cells) > write.MaxCells {
			break
		}
	}
	if columns == 0 {
		columns = max(1, len(cells))
	}
	var table write.Table
	for row := range slices.Chunk(cells, columns) {
		table.Row()
		for _, lines := range row {
			table.Cell(strings.Join(lines, " "))
		}
	}
	return table.Markdown()
}
