package rst

import (
	"encoding/csv"
	"regexp"
	"strings"

	"hindsight/internal/markup/write"
)

// explicit reads what begins with "..": a directive, a link target, a note, a
// substitution or a comment. It returns the line behind it.
func (r *reader) explicit(lines []string, i, depth int) int {
	end := i + 1
	if head := strings.TrimSpace(lines[i]); head != ".." || end < len(lines) && strings.TrimSpace(lines[end]) != "" {
		end = max(end, blockEnd(lines, end))
	}
	line := strings.TrimRight(lines[i], " \t")
	if m := targetRE.FindStringSubmatch(line); m != nil {
		r.put("", "["+strings.Trim(m[1], "`")+"]: "+m[2], "")
		return end
	}
	if m := noteRE.FindStringSubmatch(line); m != nil {
		r.put("", "[^"+m[1]+"]: "+strings.Join(append([]string{m[2]}, strings.Fields(strings.Join(lines[i+1:end], " "))...), " "), "")
		return end
	}
	if m := substRE.FindStringSubmatch(line); m != nil {
		r.words.Set(m[1], m[2])
		return end
	}
	name, arg, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "..")), "::")
	if !ok || strings.ContainsAny(name, " |[") {
		return end // a comment, or a picture for a substitution
	}
	options := map[string]string{}
	body := lines[i+1 : end]
	for len(body) > 0 {
		m := fieldRE.FindStringSubmatch(strings.TrimRight(body[0], " \t"))
		if m == nil {
			break
		}
		options[strings.ToLower(m[1])] = m[2]
		body = body[1:]
	}
	if len(body) > 0 && len(options) == 0 && strings.TrimSpace(body[0]) != "" && arg != "" {
		arg, body = arg+" "+strings.TrimSpace(body[0]), body[1:] // an argument that is wrapped
	}
	r.directive(strings.TrimSpace(name), strings.TrimSpace(arg), options, body, depth)
	return end
}

// directive writes what a directive says; what is for machines is left out.
func (r *reader) directive(name, arg string, options map[string]string, body []string, depth int) {
	switch name {
	case "post":
		r.meta["post"] = arg
		for _, k := range []string{"author", "authors", "title"} {
			if options[k] != "" {
				r.meta[k] = options[k]
			}
		}
	case "code", "code-block", "sourcecode", "literalinclude", "parsed-literal", "highlight", "prompt", "console":
		if name != "highlight" && len(trimBlank(body)) > 0 {
			language, _, _ := strings.Cut(arg, " ")
			r.code(language, body)
		}
	case "image":
		r.put("", write.Image(options["alt"], arg), "")
	case "figure":
		r.put("", write.Image(options["alt"], arg), "")
		r.put(r.sub(dedent(body), depth+1)...)
		r.put("")
	case "list-table":
		r.caption(arg)
		r.put(listTable(dedent(body)).Markdown()...)
	case "csv-table":
		r.caption(arg)
		text := strings.Join(trimBlank(dedent(body)), "\n")
		if options["header"] != "" {
			text = options["header"] + "\n" + text
		}
		c := csv.NewReader(strings.NewReader(text))
		c.FieldsPerRecord, c.LazyQuotes, c.TrimLeadingSpace = -1, true, true
		rows, _ := c.ReadAll() // what can be read of it
		var table write.Table
		for _, row := range rows {
			table.Row(row...)
		}
		r.put(table.Markdown()...)
	case "contents", "toctree", "meta", "tags", "raw", "include", "index", "role", "default-role", "highlights", "sectnum", "title", "only",
		"ifconfig", "feed-entry", "author", "categories":
	case "epigraph", "pull-quote", "compound":
		r.put("")
		r.put(prefix(r.sub(append([]string{arg, ""}, dedent(body)...), depth+1), "> ")...)
		r.put("")
	case "admonition", "topic", "sidebar", "rubric", "table", "versionchanged":
		r.caption(arg)
		r.put(r.sub(dedent(body), depth+1)...)
		r.put("")
	default: // note, warning …: their text counts
		r.begun = true
		r.put("", arg)
		if arg != "" && len(body) > 0 && strings.TrimSpace(body[0]) == "" {
			r.put("")
		}
		r.put(r.sub(dedent(body), depth+1)...)
		r.put("")
	}
}

func (r *reader) caption(s string) {
	if s != "" {
		r.put("", "**"+s+"**", "")
	}
}

var listRowRE = regexp.MustCompile(`^(\* )?- ?(.*)$`)

// listTable reads the rows of a list of lists.
func listTable(lines []string) *write.Table {
	var table write.Table
	for _, l := range lines {
		m := listRowRE.FindStringSubmatch(strings.TrimSpace(l))
		switch {
		case m != nil && m[1] != "":
			table.Row(m[2])
		case table.Rows() == 0:
		case m != nil:
			table.Cell(m[2])
		case strings.TrimSpace(l) != "":
			table.More(table.Columns()-1, strings.TrimSpace(l))
		}
	}
	return &table
}

var (
	gridRuleRE   = regexp.MustCompile(`^\s*\+(?:[-=]+\+)+$`)
	simpleRuleRE = regexp.MustCompile(`^={2,}(?: +={2,})+$`)
)

// table reads a grid table, or a simple one between rules of "====".
func (r *reader) table(lines []string, i int) int {
	end := i + 1
	if gridRuleRE.MatchString(strings.TrimRight(lines[i], " \t")) {
		for end < len(lines) && strings.IndexAny(strings.TrimLeft(lines[end], " \t"), "+|") == 0 {
			end++
		}
		r.put(gridTable(lines[i:end]).Markdown()...)
		return end
	}
	rules := 0
	for end = i; end < len(lines); {
		bare := strings.TrimRight(lines[end], " \t")
		if simpleRuleRE.MatchString(bare) {
			rules++
		}
		end++
		if simpleRuleRE.MatchString(bare) && rules > 1 && (end == len(lines) || strings.TrimSpace(lines[end]) == "") {
			break
		}
	}
	if rules < 2 {
		r.put(lines[i])
		return i + 1
	}
	r.put(simpleTable(lines[i:end]).Markdown()...)
	return end
}

// gridTable reads the lines of a grid table; a row goes on up to a rule.
func gridTable(lines []string) *write.Table {
	var table write.Table
	fresh := true
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "+") {
			fresh = true
			continue
		}
		cells := strings.Split(strings.Trim(l, "|"), "|")
		if fresh {
			table.Row(cells...)
			fresh = false
			continue
		}
		for c, text := range cells {
			table.More(c, text)
		}
	}
	return &table
}

// simpleTable cuts lines at the columns of the rule that stands first. A row
// whose first cell is empty goes on with the one before.
func simpleTable(lines []string) *write.Table {
	var starts []int
	for c, ch := range lines[0] {
		if ch == '=' && (c == 0 || lines[0][c-1] == ' ') {
			starts = append(starts, c)
		}
	}
	var table write.Table
	for _, l := range lines[1:] {
		if l = strings.TrimRight(l, " \t"); l == "" || simpleRuleRE.MatchString(l) {
			continue
		}
		row := make([]string, len(starts))
		for c, from := range starts {
			to := len(l)
			if c+1 < len(starts) {
				to = min(to, starts[c+1])
			}
			if from < to {
				row[c] = strings.TrimSpace(strings.ToValidUTF8(l[from:to], ""))
			}
		}
		if row[0] != "" || table.Rows() == 0 {
			table.Row(row...)
			continue
		}
		for c := range row {
			table.More(c, row[c])
		}
	}
	return &table
}
