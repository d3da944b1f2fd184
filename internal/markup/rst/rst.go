// Package rst reads reStructuredText.
package rst

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hindsight/internal/markdown"
	"hindsight/internal/markup/write"
)

var (
	directiveRE  = regexp.MustCompile(`(?m)^\.\. (?:[\w-]+::|_[^:\n]+:)`)
	underlinedRE = regexp.MustCompile("(?m)^(\\S[^\n]{2,100})\n([=\\-~^\"'#*+`:.]{3,})[ \t]*$")
	overlinedRE  = regexp.MustCompile("(?m)^([=\\-~^\"'#*+]{3,})\n ?(\\S[^\n]{1,100})\n([=\\-~^\"'#*+]{3,})[ \t]*$")
	ruleRE       = regexp.MustCompile("^([=\\-~^\"'#*+`:._]{3,})$")
	fieldRE      = regexp.MustCompile(`^\s*:([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$`)
	linkRE       = regexp.MustCompile("`([^`<>]+?)\\s*<([^<>`]+)>`__?")
	roleRE       = regexp.MustCompile(":[a-z:-]+:`([^`<>]+?)(?:\\s*<[^<>`]*>)?`")
	literalRE    = regexp.MustCompile("``([^`\n]+)``")
	namedRE      = regexp.MustCompile("`([^`\n]+)`__?")
	targetRE     = regexp.MustCompile(`^\.\. _([^:]+):\s+(\S+)$`)
	noteRE       = regexp.MustCompile(`^\.\. \[#?([\w-]+)\]\s+(.*)$`)
	noteMarkRE   = regexp.MustCompile(`\[#([\w-]+)\]_`)
	substRE      = regexp.MustCompile(`^\.\. \|([^|\n]{1,60})\| replace::\s*(.*)$`)
	listRE       = regexp.MustCompile(`^\s*(?:[-*+•]|\(?(?:\d{1,3}|#|[a-zA-Z])[.)])\s`)
)

// Is wants an underlined heading and a directive, a link or a field of its
// kind; or a heading with a line above it, too.
func Is(text string) bool {
	head := text[:min(len(text), 64<<10)]
	if !hasRule(head) {
		return false
	}
	if m := overlinedRE.FindStringSubmatch(head); m != nil && m[1][0] == m[3][0] {
		return true
	}
	return underlinedRE.MatchString(head) && (directiveRE.MatchString(head) || linkRE.MatchString(head) || roleRE.MatchString(head) ||
		fieldsRE.MatchString(head))
}

// hasRule says that a line of a text begins as the rule under a heading does.
func hasRule(text string) bool {
	const marks = "=-~^\"'#*+`:."
	for line := range strings.Lines(text) {
		if len(line) > 2 && strings.IndexByte(marks, line[0]) >= 0 && strings.IndexByte(marks, line[1]) >= 0 && strings.IndexByte(marks, line[2]) >= 0 {
			return true
		}
	}
	return false
}

var fieldsRE = regexp.MustCompile(`(?m)^:[A-Za-z][\w -]{0,40}: +\S[^\n]*\n:[A-Za-z][\w -]{0,40}: `)

// Read turns reStructuredText into Markdown: headings, directives, fields,
// tables, literal blocks, definitions, links, notes. The rest is the same.
// Meta holds the fields at the head, and of the directive "post".
func Read(text string) (md string, meta map[string]string) {
	r := reader{meta: map[string]string{}}
	r.blocks(strings.Split(text, "\n"), 0)
	return markdown.OutsideCode(strings.Join(r.out, "\n")+"\n", r.inline), r.meta
}

// A reader is what is known while a text is read.
type reader struct {
	out    []string
	meta   map[string]string // fields at the head, and of directives about the text
	words  write.Words       // substitutions
	levels []string          // the styles of headings, in the order of their first use
	begun  bool              // a paragraph has been read
}

// maxNesting bounds blocks within blocks.
const maxNesting = 20

// blocks reads lines that stand at one indentation.
func (r *reader) blocks(lines []string, depth int) {
	for i := 0; i < len(lines); {
		line := strings.TrimRight(lines[i], " \t")
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimRight(lines[i+1], " \t")
		}
		style, title, n := heading(lines, i)
		switch {
		case line == "":
			r.put("")
			i++
		case n > 0:
			r.put("", strings.Repeat("#", r.level(style))+" "+title, "")
			i += n
		case depth < maxNesting && strings.HasPrefix(line, "..") && (line == ".." || line[2] == ' '):
			i = r.explicit(lines, i, depth)
		case fieldRE.MatchString(line) && markdown.Indent(line) == 0:
			i = r.fields(lines, i)
		case gridRuleRE.MatchString(line) || simpleRuleRE.MatchString(line) && next != "":
			i = r.table(lines, i)
		case strings.HasPrefix(line, "| ") || line == "|":
			r.put(strings.TrimPrefix(strings.TrimPrefix(line, "|"), " ") + "  ")
			i++
		case markdown.Indent(line) > 0 && depth < maxNesting && (i == 0 || strings.TrimSpace(lines[i-1]) == "") && !r.inList(lines, i):
			end := blockEnd(lines, i)
			inner := r.sub(dedent(lines[i:end]), depth+1)
			r.put("")
			r.put(prefix(inner, "> ")...)
			r.put("")
			i = end
		default:
			i = r.paragraph(lines, i)
		}
	}
}

func (r *reader) put(lines ...string) { r.out = append(r.out, lines...) }

// sub reads lines on their own.
func (r *reader) sub(lines []string, depth int) []string {
	before := r.out
	r.out = nil
	r.blocks(lines, depth)
	inner := r.out
	r.out = before
	return strings.Split(strings.Trim(strings.Join(inner, "\n"), "\n"), "\n")
}

func prefix(lines []string, mark string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimRight(mark+l, " ")
	}
	return out
}

// inList says that line i belongs to a list item above it.
func (r *reader) inList(lines []string, i int) bool {
	for j := i - 1; j >= 0 && i-j < 200; j-- {
		if strings.TrimSpace(lines[j]) != "" && markdown.Indent(lines[j]) < markdown.Indent(lines[i]) {
			return listRE.MatchString(lines[j])
		}
	}
	return listRE.MatchString(lines[i])
}

// heading reads the heading at line i: its style, its text, and how many lines
// it takes, 0 when there is none.
func heading(lines []string, i int) (style, text string, n int) {
	text, under, n := lines[i], "", 2
	if ruleRE.MatchString(strings.TrimRight(text, " \t")) && i+2 < len(lines) {
		style, text, under, n = "over ", lines[i+1], lines[i+2], 3
		if under == "" || lines[i][0] != under[0] {
			return "", "", 0
		}
	} else if i+1 < len(lines) {
		under = lines[i+1]
	}
	text, under = strings.TrimSpace(text), strings.TrimRight(under, " \t")
	if text == "" || !ruleRE.MatchString(under) || strings.Trim(under, under[:1]) != "" || markdown.Indent(lines[i]) > 0 ||
		utf8.RuneCountInString(text) > len(under)+3 || ruleRE.MatchString(text) {
		return "", "", 0
	}
	return style + under[:1], text, n
}

// level is that of a style of headings: styles go deeper in the order of their
// first use.
func (r *reader) level(style string) int {
	at := slices.Index(r.levels, style)
	if at < 0 {
		at = len(r.levels)
		r.levels = append(r.levels, style)
	}
	return min(6, at+1)
}

// fields reads a list of fields. Those at the head tell about the text; others
// are a list.
func (r *reader) fields(lines []string, i int) int {
	for i < len(lines) {
		m := fieldRE.FindStringSubmatch(strings.TrimRight(lines[i], " \t"))
		if m == nil {
			break
		}
		end := i + 1
		said := []string{m[2]}
		for end < len(lines) && markdown.Indent(lines[end]) > 0 && strings.TrimSpace(lines[end]) != "" {
			said = append(said, strings.TrimSpace(lines[end]))
			end++
		}
		value := strings.Join(said, " ")
		key := strings.ToLower(m[1])
		if !r.begun && aboutText[key] {
			r.meta[key] = strings.TrimSpace(value)
		} else if value != "" {
			r.put("- **" + m[1] + "**: " + strings.TrimSpace(value))
		}
		i = end
	}
	return i
}

// aboutText are fields of a document that say nothing of what happened.
var aboutText = map[string]bool{
	"title": true, "author": true, "authors": true, "date": true, "published": true, "modified": true, "updated": true, "category": true, "categories": true,
	"tags": true, "slug": true, "orphan": true, "lang": true, "template": true, "status": true, "summary": true, "version": true, "copyright": true,
	"contact": true, "organization": true, "organisation": true, "company": true,
	"tocdepth": true, "nosearch": true, "image": true, "keywords": true, "excerpt": true, "location": true, "language": true,
}

// paragraph reads lines up to a blank one; "::" at its end begins a literal
// block, an indented line under a single one defines it. It always reads the
// first, whatever that is: below maxNesting a directive is text.
func (r *reader) paragraph(lines []string, i int) int {
	r.begun = true
	line := strings.TrimRight(lines[i], " \t")
	if i+1 < len(lines) && markdown.Indent(line) == 0 && markdown.Indent(lines[i+1]) > 0 && strings.TrimSpace(lines[i+1]) != "" &&
		!listRE.MatchString(line+" ") {
		end := i + 1
		for end < len(lines) && markdown.Indent(lines[end]) > 0 && strings.TrimSpace(lines[end]) != "" {
			end++
		}
		var def []string
		for _, l := range lines[i+1 : end] {
			def = append(def, strings.TrimSpace(l))
		}
		if !strings.HasSuffix(line, "::") {
			r.put("- **" + strings.TrimRight(line, ":") + "**: " + strings.Join(def, " "))
			return end
		}
	}
	for first := i; i < len(lines) && (i == first || strings.TrimSpace(lines[i]) != ""); {
		line = strings.TrimRight(lines[i], " \t")
		if _, _, n := heading(lines, i); i > first && (n > 0 || strings.HasPrefix(line, ".. ")) {
			break
		}
		if t := strings.TrimSpace(line); strings.HasPrefix(t, "#. ") {
			line = strings.Replace(line, "#. ", "1. ", 1)
		}
		i++
		if strings.HasSuffix(line, "::") {
			if line = strings.TrimSuffix(line, ":"); strings.TrimSpace(line) != ":" {
				r.put(line)
			}
			return r.literal(lines, i, markdown.Indent(line))
		}
		r.put(line)
	}
	return i
}

// literal writes the indented block behind a "::" as code.
func (r *reader) literal(lines []string, i, indent int) int {
	start := i
	for start < len(lines) && strings.TrimSpace(lines[start]) == "" {
		start++
	}
	if start == len(lines) || markdown.Indent(lines[start]) <= indent {
		return i
	}
	end := start
	for end < len(lines) && (strings.TrimSpace(lines[end]) == "" || markdown.Indent(lines[end]) > indent) {
		end++
	}
	r.code("", lines[start:end])
	return end
}

func (r *reader) code(language string, lines []string) {
	r.put("", "```"+language)
	for _, l := range trimBlank(dedent(lines)) {
		r.put(strings.ReplaceAll(l, "```", "'''"))
	}
	r.put("```", "")
}

func trimBlank(lines []string) []string {
	for n := len(lines); n > 0 && strings.TrimSpace(lines[n-1]) == ""; n = len(lines) {
		lines = lines[:n-1]
	}
	return lines
}

// blockEnd is the first line behind i that is not indented.
func blockEnd(lines []string, i int) int {
	end := i
	for j := i; j < len(lines) && (strings.TrimSpace(lines[j]) == "" || markdown.Indent(lines[j]) > 0); j++ {
		if strings.TrimSpace(lines[j]) != "" {
			end = j + 1
		}
	}
	return end
}

func dedent(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	least := 80
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			least = min(least, markdown.Indent(l))
		}
	}
	var out []string
	for _, l := range lines {
		out = append(out, l[min(len(l)-len(strings.TrimLeft(l, " \t")), least):])
	}
	return out
}

func (r *reader) inline(s string) string {
	s = linkRE.ReplaceAllString(s, "[$1]($2)")
	s = roleRE.ReplaceAllString(s, "`$1`")
	s = literalRE.ReplaceAllString(s, "`$1`")
	s = noteMarkRE.ReplaceAllString(s, "[^$1]")
	s = r.words.Replace(s, "|")
	return namedRE.ReplaceAllStringFunc(s, func(m string) string {
		if strings.HasSuffix(m, "_") {
			return "[" + strings.Trim(m, "`_") + "]"
		}
		return m
	})
}
