// Package tidy brings text that people wrote, Markdown of any dialect or plain
// text with the shapes of headings, lists and timelines, into one form of
// Markdown: what a Postmortem's Body holds.
//
// It is a library that importers share.
package tidy

import (
	"regexp"
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

// normalise brings Markdown into one form: ATX headings from level 2, wrapped lines
// joined, lines of a timeline as list items, run-in headings on lines of
// their own, links absolute, no raw HTML. Code, tables and the nesting of
// lists stay as they are. plain says that the text was no Markdown before, so
// that its "<" and links are text.
func normalise(text, url string, plain bool) string {
	t := tidier{url: url, plain: plain}
	lines := strings.Split(text, "\n")
	t.labels = hasLabels(ParagraphTexts(text))
	for i, line := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		t.line(strings.TrimRight(line, " \t")+hardBreak(line), next)
	}
	t.flush()
	return strings.TrimSpace(shiftHeadings(t.out)) + "\n"
}

// hardBreak keeps the two blanks that break a line in Markdown.
func hardBreak(line string) string {
	if strings.HasSuffix(line, "  ") && strings.TrimSpace(line) != "" {
		return "  "
	}
	return ""
}

type tidier struct {
	url    string
	plain  bool
	labels bool
	out    []string // finished lines
	cur    []string // lines of the paragraph or item being read
	kind   lineKind // of cur
	fence  string   // the mark that ends the code being read
	inList bool     // a list item came before, and nothing that ends a list
	dedent int      // how far that list is indented as a whole
}

type lineKind int

const (
	none lineKind = iota
	para
	item
	quote
	eventItem
	raw
	definition
)

var (
	atx        = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?(?:\s*\{[#.:][^{}]*\})?$`)
	listItem   = regexp.MustCompile(`^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\] )?)(\S.*)?$`)
	rule       = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	fenceMark  = regexp.MustCompile("^[ \t]*(?:> ?)*(`{3,}|~{3,})")
	tableRow   = regexp.MustCompile(`^[ \t]*\|.*|^[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)+$`)
	tableRule  = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$`)
	linkDef    = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:[ \t]*\S`)
	footnote   = regexp.MustCompile(`^ {0,3}\[\^[^\]]+\]:`)
	quoteMark  = regexp.MustCompile(`^[ \t]*>[ \t]?`)
	boldLine   = regexp.MustCompile(`^(?:\*\*|__)([^*_].{0,80}?)(?:\*\*|__):?$`)
	fieldLine  = regexp.MustCompile(`^(?:\*\*|__)?([A-Z][\w /()-]{1,30}?)(?:\*\*|__)?:(?:\*\*|__)?\s+(\S.*)$`)
	setextMark = regexp.MustCompile(`^ {0,3}(={2,}|-{2,})[ \t]*$`)
)

func (t *tidier) line(line, next string) {
	bare := strings.TrimSpace(line)
	switch {
	case t.fence != "":
		t.out = append(t.out, strings.TrimRight(line, " "))
		if strings.HasPrefix(strings.TrimLeft(bare, "> "), t.fence) && strings.Trim(bare, "`~> ") == "" {
			t.fence = ""
		}
		return
	case bare == "":
		t.blank()
		return
	}
	if m := fenceMark.FindStringSubmatch(line); m != nil && !strings.Contains(strings.TrimLeft(bare, "`"), "`") {
		t.flush()
		t.fence = m[1]
		t.out = append(t.out, bareFence(line))
		return
	}
	if m := setextMark.FindStringSubmatch(line); m != nil && t.kind == para && len(t.cur) == 1 {
		level := "# "
		if m[1][0] == '-' {
			level = "## "
		}
		title := t.cur[0]
		t.cur, t.kind = nil, none
		t.heading(level + strings.TrimSpace(title))
		return
	}
	t.content(line, bare, next)
}

func (t *tidier) content(line, bare, next string) {
	indent := Indent(line)
	if !t.inList {
		t.dedent = 0
		if indent >= 4 && t.kind == none && listItem.MatchString(line) && readsLikeProse(bare) {
			t.dedent = indent // a list that a converter indented, not code
		}
	}
	if t.dedent > 0 && indent >= t.dedent {
		line = strings.Repeat(" ", indent-t.dedent) + bare
		indent -= t.dedent
	}
	switch m := listItem.FindStringSubmatch(line); {
	case rule.MatchString(line):
		t.flush()
		t.separate()
		t.out = append(t.out, "---", "")
		t.inList = false
	case atx.MatchString(line) && !t.plain || t.plain && strings.HasPrefix(line, "## "):
		t.flush()
		t.heading(line)
	case !t.plain && tableRow.MatchString(line) || !t.plain && strings.Contains(line, "|") && tableRule.MatchString(next):
		t.flush()
		if len(t.out) > 0 && t.kind != raw {
			t.separate()
		}
		t.out = append(t.out, t.inline(strings.TrimRight(line, " ")))
		t.kind = raw
	case !t.plain && t.kind == raw && strings.Contains(line, "|"):
		t.out = append(t.out, t.inline(strings.TrimRight(line, " ")))
	case linkDef.MatchString(line) || footnote.MatchString(line):
		t.start(definition, line)
	case m != nil && (indent < 4 || t.inList) && !t.continues(m):
		t.start(item, line)
		t.inList = true
	case !t.plain && indent >= 4 && !t.inList && t.kind == none && !strings.HasPrefix(line, "\t|"):
		t.out = append(t.out, strings.TrimRight(line, " "))
	case quoteMark.MatchString(line):
		t.quoted(line)
	case t.startsEvent(bare, next):
		t.start(eventItem, bare)
		t.inList = true
	case t.kind == none && indent == 0:
		t.start(para, line)
		t.inList = false
	case t.kind == none || t.kind == raw:
		t.start(para, line)
	default:
		t.cur = append(t.cur, line)
	}
}

// continues says that what looks like a list item is the rest of a wrapped
// paragraph: "… from 6:49" and "- 7:42." on the next line, or "… in" and
// "2019. The …".
func (t *tidier) continues(m []string) bool {
	if t.kind != para {
		return false
	}
	if c := m[1][0]; c >= '0' && c <= '9' {
		return !strings.HasPrefix(m[1], "1")
	}
	last := strings.TrimRight(t.cur[len(t.cur)-1], " ")
	return len(last) > 40 && isAlnum(last[len(last)-1]) && m[2] != "" && m[2][0] >= '0' && m[2][0] <= '9'
}

// readsLikeProse says that letters and blanks are most of a line.
func readsLikeProse(line string) bool {
	n := 0
	for i := range len(line) {
		if isAlnum(line[i]) || line[i] == ' ' || line[i] >= 0x80 {
			n++
		}
	}
	return 10*n > 8*len(line) && strings.Count(line, " ") > 2
}

// startsEvent says that a line is an entry of a timeline: it stands at the
// start of a paragraph, or after another entry or a short line, or the next
// line is one too.
func (t *tidier) startsEvent(bare, next string) bool {
	if t.inList && t.kind == item || !IsEvent(bare) {
		return false
	}
	return t.kind != para || IsEvent(strings.TrimSpace(next)) || len(t.cur[len(t.cur)-1]) < 60
}

func (t *tidier) quoted(line string) {
	if text := quoteMark.ReplaceAllString(line, ""); t.kind == quote && text != "" && !listItem.MatchString(text) && !quoteMark.MatchString(text) && strings.TrimSpace(quoteMark.ReplaceAllString(t.cur[len(t.cur)-1], "")) != "" {
		t.cur = append(t.cur, text)
		return
	}
	t.start(quote, line)
}

func (t *tidier) start(k lineKind, line string) {
	if k == para && t.kind == raw {
		t.separate()
	}
	t.flush()
	t.cur, t.kind = []string{line}, k
}

// blank ends what is being read. Between entries of a timeline no blank line
// is kept.
func (t *tidier) blank() {
	t.flush()
	t.kind = none
	t.separate()
}

func (t *tidier) separate() {
	if n := len(t.out); n > 0 && t.out[n-1] != "" {
		t.out = append(t.out, "")
	}
}

func (t *tidier) heading(line string) {
	m := atx.FindStringSubmatch(line)
	t.kind, t.inList = none, false
	if m == nil || strings.TrimSpace(m[2]) == "" {
		return
	}
	t.separate()
	text := strings.TrimSpace(m[2])
	if b := boldLine.FindStringSubmatch(text); b != nil {
		text = b[1]
	}
	t.out = append(t.out, m[1]+" "+t.inline(text), "")
}

// flush writes the paragraph or item that has been read.
func (t *tidier) flush() {
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
		at, rest, ok := event(text)
		if !ok {
			at, rest, _ = event(joinLines(lines))
		}
		if n := len(t.out); n > 1 && t.out[n-1] == "" && strings.HasPrefix(t.out[n-2], "- **") {
			t.out = t.out[:n-1]
		} else if n > 0 && t.out[n-1] != "" && !strings.HasPrefix(t.out[n-1], "- **") {
			t.separate()
		}
		t.out = append(t.out, "- **"+at+"**: "+rest)
	case para:
		t.paragraph(strings.TrimRight(text, " "))
	case item:
		if n := len(t.out); n > 0 && t.out[n-1] != "" && !listItem.MatchString(t.out[n-1]) && Indent(t.out[n-1]) == 0 {
			t.separate()
		}
		t.out = append(t.out, text)
	default:
		t.out = append(t.out, text)
	}
}

func (t *tidier) paragraph(text string) {
	if m := boldLine.FindStringSubmatch(text); m != nil && !strings.ContainsAny(m[1], "*") && RoleLine(m[1]) {
		t.separate()
		t.out = append(t.out, "## "+strings.TrimRight(m[1], ": "), "")
		return
	}
	parts := []string{text}
	if t.labels && Indent(text) == 0 {
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

// fields writes lines such as "Status: complete" as a list, since joining
// them would run them together.
func (t *tidier) fields(lines []string) bool {
	if len(lines) < 2 || t.labels {
		return false
	}
	for _, l := range lines {
		if !fieldLine.MatchString(strings.TrimSpace(l)) {
			return false
		}
	}
	t.separate()
	for _, l := range lines {
		m := fieldLine.FindStringSubmatch(strings.TrimSpace(l))
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

func (t *tidier) inline(text string) string {
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
		line = strings.TrimRight(line[:i], " ")
	}
	return line
}

func Indent(line string) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// ParagraphTexts joins the lines between blank ones, for a first look.
func ParagraphTexts(text string) []string {
	var all []string
	for _, b := range Paragraphs(text) {
		all = append(all, strings.TrimSpace(strings.Join(b, " ")))
	}
	return all
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
