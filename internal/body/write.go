package body

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// flush writes the paragraph or item that has been read.
func (t *normaliser) flush() {
	lines, k := t.cur, t.kind
	if lines == nil {
		return
	}
	t.cur, t.kind = nil, none
	if k == para && t.fields(lines) {
		return
	}
	text := t.inline(joinLines(lines))
	if k == quote {
		text = strings.ReplaceAll(text, "\n", "\n> ") // after hard breaks
	}
	switch k {
	case eventItem:
		at, rest, ok := when.Event(text)
		if !ok {
			at, rest, _ = when.Event(joinLines(lines))
		}
		if n := len(t.out); n > 1 && t.out[n-1] == "" && strings.HasPrefix(t.out[n-2], "- **") {
			t.out = t.out[:n-1]
		} else if n > 0 && t.out[n-1] != "" && !strings.HasPrefix(t.out[n-1], "- **") {
			t.separate()
		}
		t.out = append(t.out, "- **"+at+"**: "+rest)
	case para:
		t.paragraph(strings.TrimRight(text, " "))
	case termItem:
		if n := len(t.out); n > 1 && t.out[n-1] == "" && strings.HasPrefix(t.out[n-2], "- **") {
			t.out = t.out[:n-1]
		}
		t.out = append(t.out, text)
	case item:
		if n := len(t.out); n > 0 && t.out[n-1] != "" && !isItem(t.out[n-1]) && markdown.Indent(t.out[n-1]) == 0 {
			t.separate()
		}
		t.out = append(t.out, text)
	default:
		t.out = append(t.out, text)
	}
}

func isItem(line string) bool { _, _, ok := markdown.Item(line); return ok }

func (t *normaliser) paragraph(text string) {
	if m := boldLineRE.FindStringSubmatch(text); m != nil && !strings.ContainsAny(m[1], "*") && RoleLine(m[1]) {
		t.separate()
		t.out = append(t.out, "## "+strings.TrimRight(m[1], ": "), "")
		return
	}
	parts := []string{text}
	if t.labels && markdown.Indent(text) == 0 {
		parts = splitLabels(text)
	}
	for _, part := range parts {
		for i, p := range splitBullets(part) {
			if i < 2 {
				t.separate()
			}
			t.out = append(t.out, p)
		}
	}
}

// splitBullets makes a list of a paragraph that holds one: "… such as: • this
// • that".
func splitBullets(text string) []string {
	parts := strings.Split(text, "• ")
	if len(parts) < 3 {
		return []string{text}
	}
	var out []string
	for i, p := range parts {
		switch p = strings.TrimSpace(p); {
		case i == 0:
			out = append(out, p)
		case p != "":
			out = append(out, "- "+p)
		}
	}
	return out
}

// sentenceStartRE begins what is no field's name but a sentence: "One question remains: why …".
var sentenceStartRE = regexp.MustCompile(`^(?:One|Our|My|The|This|That|These|Those|An?|Its|Their|Another|For|So|And|But|Or|In (?:short|other words)|To)\s`)

// fields writes lines such as "Status: complete" as a list, since joining
// them would run them together.
func (t *normaliser) fields(lines []string) bool {
	if len(lines) < 2 || t.labels {
		return false
	}
	for _, l := range lines {
		if m := fieldLineRE.FindStringSubmatch(strings.TrimSpace(l)); m == nil || sentenceStartRE.MatchString(m[1]) && prose.RoleOf(m[1]) == prose.RoleNone {
			return false
		}
	}
	t.separate()
	for _, l := range lines {
		m := fieldLineRE.FindStringSubmatch(strings.TrimSpace(l))
		t.out = append(t.out, "- **"+m[1]+"**: "+t.inline(m[2]))
	}
	return true
}

// joinLines joins the lines of a paragraph; hard breaks stay.
func joinLines(lines []string) string {
	var b strings.Builder
	last := strings.TrimRight(lines[0], " ")
	b.WriteString(last)
	for i, l := range lines[1:] {
		l = strings.TrimSpace(l)
		switch prev := lines[i]; {
		case strings.HasSuffix(prev, "  "):
			b.WriteString("  \n" + l)
		case strings.HasSuffix(prev, `\`):
			b.WriteString("\n" + l)
		default:
			b.WriteString(glue(last, l) + l)
		}
		last = l
	}
	return b.String()
}

func (t *normaliser) inline(text string) string {
	if t.plain {
		return text
	}
	return inlineMarkup(text, t.url)
}

// bareFence keeps a code fence's language and drops what some renderers want
// behind it.
func bareFence(line string) string {
	line = strings.TrimRight(line, " ")
	if i := strings.IndexAny(line, "{"); i > 0 {
		lang := ""
		if m := chunkLangRE.FindStringSubmatch(line[i:]); m != nil && strings.Trim(line[:i], "`~> \t") == "" {
			lang = m[1]
		}
		line = strings.TrimRight(line[:i], " ") + lang
	}
	return line
}

// chunkLangRE is the language in "{r, echo=FALSE}" or "{.go .numberLines}".
var chunkLangRE = regexp.MustCompile(`^\{\.?(\w{1,20})(?:[\s,}]|$)`)

// ParagraphTexts joins the lines between blank ones, for a first look.
func ParagraphTexts(text string) []string {
	var all []string
	for _, b := range Paragraphs(text) {
		all = append(all, strings.TrimSpace(strings.Join(b, " ")))
	}
	return all
}

// Paragraph is the plain text of a Markdown text, on one line.
func Paragraph(md string) string {
	lines := strings.Split(md, "\n")
	for i, l := range lines {
		if _, text, ok := markdown.Heading(l); ok {
			l = text + ":"
		}
		if _, text, ok := bullet(strings.TrimSpace(l)); ok && strings.ContainsRune("-*+", rune(strings.TrimSpace(l)[0])) {
			l = text
		}
		lines[i] = strings.TrimRight(l, " \\")
	}
	return strings.Join(strings.Fields(prose.Plain(inlineMarkup(joinLines(lines), ""))), " ")
}

// Join puts blank lines between the parts that are not empty.
func Join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
