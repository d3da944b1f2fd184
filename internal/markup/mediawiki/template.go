package mediawiki

import (
	"regexp"
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
	for {
		i := strings.Index(text, "{{")
		if i < 0 {
			return b.String() + text
		}
		b.WriteString(text[:i])
		n := templateLen(text[i:])
		if n == 0 {
			b.WriteString(text[i : i+2])
			text = text[i+2:]
			continue
		}
		b.WriteString(said(text[i+2 : i+n-2]))
		text = text[i+n:]
	}
}

// maxTemplate is the longest template in bytes; the boxes of reports have 2 KB.
const maxTemplate = 20_000

func templateLen(s string) int {
	depth := 0
	for i := 0; i+1 < len(s) && i < maxTemplate; i++ {
		switch s[i : i+2] {
		case "{{":
			depth++
			i++
		case "}}":
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

var (
	templateName = regexp.MustCompile(`(?i)^\s*(?:displaytitle:|nav|toc\b|defaultsort|reflist|cite\b|anchor|#)`)
	innerBraces  = regexp.MustCompile(`\{\{[^{}]*\}\}`)
)

// said is what the parameters of a template say, "" when that is nothing.
func said(inner string) string {
	name, rest, ok := strings.Cut(inner, "|")
	if !ok || templateName.MatchString(name) {
		return ""
	}
	box := strings.Contains(strings.TrimSpace(inner), "\n")
	rest = innerBraces.ReplaceAllStringFunc(rest, func(t string) string { // {{Resolved|yes}} in a box
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

var cellAttr = regexp.MustCompile(`^(?:\s*[\w-]+\s*=\s*(?:"[^"|]*"|[^\s"|]+))+\s*\|`)

// readTable reads a table from line i on, and returns its last line. One that
// nobody closed ends with the text's next heading.
func readTable(lines []string, i int) ([]string, int) {
	var rows [][]string
	var out []string
	fresh := true
	cell := func(s string) {
		s = strings.TrimSpace(cellAttr.ReplaceAllString(s, ""))
		s = italicRE.ReplaceAllString(boldRE.ReplaceAllString(s, "**$1**"), "*$1*")
		if fresh {
			rows, fresh = append(rows, nil), false
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], s)
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
			for _, c := range strings.Split(l[1:], "||") {
				cell(c)
			}
		case strings.HasPrefix(l, "!"):
			for _, c := range strings.Split(strings.ReplaceAll(l[1:], "!!", "||"), "||") {
				cell(c)
			}
		case len(rows) > 0 && l != "":
			last := rows[len(rows)-1]
			last[len(last)-1] += " " + strings.TrimLeft(l, "*#: ")
		}
	}
	return append(out, write.Table(rows)...), min(i, len(lines)-1)
}
