package mediawiki

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"hindsight/internal/markup/write"
)

// minSaid is how many words a template's parameter has when it says something:
// "status=final" does not, "summary=Cache servers refused connections" does.
const minSaid = 3

// dropTemplates removes {{templates}}, but for what their parameters say:
// sentences, and in boxes with a line for each also dates and names. A
// template that nobody closed is text.
func dropTemplates(text string) string {
	var b strings.Builder
	at := 0
	for _, t := range templates(text) {
		if t.start >= at { // else it stands in one that is dropped
			b.WriteString(text[at:t.start])
			b.WriteString(said(text[t.start+2 : t.end-2]))
			at = t.end
		}
	}
	return b.String() + text[at:]
}

// maxTemplate is the longest template in bytes; the boxes of reports have 2 KB.
const maxTemplate = 20_000

// A template stands in text[start:end], its braces included.
type template struct{ start, end int }

// templates finds the templates of a text in the order of their beginnings, in
// one pass: half a megabyte of "{{" is read once, not once for each of them.
func templates(text string) []template {
	var all []template
	var open []int
	for i := 0; i+1 < len(text); i++ {
		switch text[i : i+2] {
		case "{{":
			open = append(open, i)
			i++
		case "}}":
			if n := len(open); n > 0 {
				if start := open[n-1]; i-start < maxTemplate {
					all = append(all, template{start, i + 2})
				}
				open = open[:n-1]
			}
			i++
		}
	}
	slices.SortFunc(all, func(a, b template) int { return cmp.Compare(a.start, b.start) })
	return all
}

var (
	templateNameRE = regexp.MustCompile(`(?i)^\s*(?:displaytitle:|nav|toc\b|defaultsort|reflist|cite\b|anchor|#)`)
	innerBracesRE  = regexp.MustCompile(`\{\{[^{}]*\}\}`)
)

// said is what the parameters of a template say, "" when that is nothing.
func said(inner string) string {
	name, rest, ok := strings.Cut(inner, "|")
	if !ok || templateNameRE.MatchString(name) {
		return ""
	}
	box := strings.Contains(strings.TrimSpace(inner), "\n")
	rest = innerBracesRE.ReplaceAllStringFunc(rest, func(t string) string { // {{Resolved|yes}} in a box
		parts := strings.Split(strings.Trim(t, "{}"), "|")
		return strings.TrimSpace(parts[len(parts)-1])
	})
	var items, texts []string
	for _, p := range splitParameters(rest) {
		key, value, named := strings.Cut(p, "=")
		if !named {
			value = key
		}
		value = strings.Join(strings.Fields(value), " ")
		switch {
		case value == "" || strings.ContainsAny(value, "{}"):
		case named && (box || len(strings.Fields(value)) >= minSaid):
			items = append(items, "* '''"+strings.TrimSpace(key)+"''': "+value)
		case !named && len(strings.Fields(value)) >= minSaid:
			texts = append(texts, value)
		}
	}
	if len(items) == 0 {
		return strings.Join(texts, " ")
	}
	return strings.Join(texts, " ") + "\n" + strings.Join(items, "\n") + "\n"
}

// splitParameters cuts at bars that stand in no link.
func splitParameters(s string) []string {
	var parts []string
	start, depth := 0, 0
	for i := range len(s) {
		switch {
		case strings.HasPrefix(s[i:], "[["):
			depth++
		case strings.HasPrefix(s[i:], "]]"):
			depth--
		case s[i] == '|' && depth <= 0:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

var cellAttrRE = regexp.MustCompile(`^(?:\s*[\w-]+\s*=\s*(?:"[^"|]*"|[^\s"|]+))+\s*\|`)

// readTable reads a table from line i on, and returns its last line. One that
// nobody closed ends with the text's next heading.
func readTable(lines []string, i int) ([]string, int) {
	var table write.Table
	var out []string
	fresh := true
	cells := func(line string) {
		for _, c := range strings.Split(line, "||") {
			if fresh {
				table.Row()
				fresh = false
			}
			table.Cell(readCell(c))
		}
	}
	for i++; i < len(lines); i++ {
		l := strings.TrimSpace(lines[i])
		if strings.HasPrefix(l, "|}") {
			break
		}
		if headingRE.MatchString(lines[i]) {
			i--
			break
		}
		switch {
		case strings.HasPrefix(l, "|+"):
			out = append(out, "", strings.TrimSpace(l[2:]), "")
		case strings.HasPrefix(l, "|-"):
			fresh = true
		case strings.HasPrefix(l, "|"):
			cells(l[1:])
		case strings.HasPrefix(l, "!"):
			cells(strings.ReplaceAll(l[1:], "!!", "||"))
		case table.Rows() > 0 && l != "":
			table.More(table.Columns()-1, strings.TrimLeft(l, "*#: "))
		}
	}
	return append(out, table.Markdown()...), min(i, len(lines)-1)
}

func readCell(s string) string {
	s = strings.TrimSpace(cellAttrRE.ReplaceAllString(s, ""))
	return italicRE.ReplaceAllString(boldRE.ReplaceAllString(s, "**$1**"), "*$1*")
}
