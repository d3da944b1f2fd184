package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse finds the sections and sentences of Markdown or plain text. Title is
// only kept; it is no part of the text. Code, HTML comments, front matter,
// footnotes, images with their alternative texts, and names of what was hit
// ("Affected: Web, API.") hold no sentences. Parse never fails, and its time
// is linear in the text.
//
// A section starts at an ATX or Setext heading, at a line that is nothing but
// bold, at a plain line that is a known heading ("Root cause", "What
// happened?"), and inside running text at a known heading with a colon
// ("Root cause: …"). A section whose heading says nothing about its role has
// that of the section it is part of.
func Parse(title, markdown string) *Document {
	p := parser{doc: Document{Title: title, Text: markdown}, text: maskImages(maskComments(markdown))}
	for l := range p.roles {
		p.roles[l] = RoleNone
	}
	scan(markdown, func(b block) { p.block(b) })
	p.endSection(len(markdown))
	return &p.doc
}

// A parser collects sections and sentences from the blocks of a scan.
type parser struct {
	doc   Document
	text  []byte  // Text with comments and images blanked out
	note  bool    // the block before was a footnote
	field bool    // an item of the list before opened a section
	above Section // the section in which that list stands
	level int     // of the last real heading
	roles [8]Role // of the sections around, by level
}

func (p *parser) block(b block) {
	switch b.kind {
	case code:
		return
	case heading:
		p.heading(b)
		p.field = false
		return
	}
	p.endFields(b)
	if p.note = p.isNote(b); p.note {
		return
	}
	if h, ok := p.lineHeading(b); ok {
		p.section(b.start, min(p.level+1, 6), h)
		return
	}
	sentences(p.text, b, func(start, end int) { p.sentence(start, end, b.kind) })
}

// endFields ends the section of a field, "- **Severity**: 2", with its list: the
// text below goes on with what the list stands in.
func (p *parser) endFields(b block) {
	if !p.field || b.kind == item {
		return
	}
	p.field = false
	p.endSection(b.start)
	p.above.Start, p.above.Level = b.start, 0 // no heading stands here
	p.doc.Sections = append(p.doc.Sections, p.above)
}

// heading opens a section of a real heading, which ends all deeper ones.
func (p *parser) heading(b block) {
	h := inlineText(p.doc.Text[b.spans[0].start:b.spans[0].end])
	p.level = b.level
	role := p.section(b.start, b.level, h)
	if role == RoleTitle {
		role = RoleNone // what stands below a title is not title
	}
	for l := b.level; l < len(p.roles); l++ {
		p.roles[l] = role
	}
}

// section opens a section and returns its role.
func (p *parser) section(start, level int, heading string) Role {
	role := RoleOf(heading)
	switch {
	case role != RoleNone:
	case level == 1 && len(p.doc.Sections) == 0:
		role = RoleTitle
	case level > 1:
		role = p.roles[level-1]
	}
	p.endSection(start)
	p.doc.Sections = append(p.doc.Sections, Section{Heading: heading, Level: level, Role: role, Start: start})
	return role
}

func (p *parser) endSection(at int) {
	if n := len(p.doc.Sections); n > 0 {
		p.doc.Sections[n-1].End = at
	}
}

// sentence takes in one sentence; a known heading with a colon at its start
// opens a section first.
func (p *parser) sentence(start, end int, k kind) {
	h, n, ok := label(p.text[start:end])
	if ok && RoleOf(h) == RoleComments { // "Authors: …" is a field, and no section of readers' comments
		ok = false
	}
	if !ok && k == paragraph {
		h, n, ok = p.wholeLine(start, end)
	}
	if ok {
		if k == item && !p.field {
			p.field, p.above = true, Section{Role: RoleNone}
			if n := len(p.doc.Sections); n > 0 {
				p.above = p.doc.Sections[n-1]
			}
		}
		p.section(start, min(p.level+1, 6), h)
		start, end = trim(p.text, start+n, end)
	}
	if !hasWord(p.text[start:end]) || p.namesParts(start, end) {
		return
	}
	if len(p.doc.Sections) == 0 {
		p.doc.Sections = append(p.doc.Sections, Section{Role: RoleNone, Start: 0})
	}
	p.doc.Sentences = append(p.doc.Sentences, Sentence{Start: start, End: end, Section: len(p.doc.Sections) - 1, Block: blockOf[k]})
}

var blockOf = [...]Block{paragraph: Paragraph, item: Item, quote: Quote, row: Table}

// lineHeading says that a block is a heading in all but marks: one line, all
// bold, or the whole of a known heading.
func (p *parser) lineHeading(b block) (string, bool) {
	sp := b.spans[0]
	if len(b.spans) != 1 || b.kind != paragraph || sp.end-sp.start > 100 {
		return "", false
	}
	line := p.doc.Text[sp.start:sp.end]
	if bold, rest := boldStart(line); bold != "" && strings.Trim(rest, ":* ") == "" {
		return strings.TrimRight(inlineText(bold), ": "), !strings.HasSuffix(bold, ".")
	}
	if strings.ContainsAny(line, ".,;") || !startsSentence([]byte(line)) {
		return "", false
	}
	h := strings.TrimRight(line, ": ")
	if strings.HasSuffix(h, "?") {
		return h, RoleOf(h) != RoleNone // "Why was the cache empty?"
	}
	return h, exactRole(headingWords(h)) != RoleNone
}

// wholeLine says that a sentence is a line of its own and a known heading,
// with the text following on the next line.
func (p *parser) wholeLine(start, end int) (heading string, n int, ok bool) {
	if end-start > 60 || end >= len(p.text) || p.text[end] != '\n' && p.text[end] != '\r' || start > 0 && p.text[start-1] != '\n' {
		return "", 0, false
	}
	h := p.doc.Text[start:end]
	if strings.ContainsAny(h, ".,;!:") {
		return "", 0, false
	}
	return h, end - start, exactRole(headingWords(h)) != RoleNone
}

// boldStart splits "**bold** rest"; bold is empty when the text starts otherwise.
func boldStart(s string) (bold, rest string) {
	for _, mark := range [...]string{"**", "__"} {
		if !strings.HasPrefix(s, mark) {
			continue
		}
		if i := strings.Index(s[2:], mark); i > 0 {
			return s[2 : 2+i], s[2+i+2:]
		}
	}
	return "", ""
}

var determiners = set("the our a an this that these those my its their another")

// RunsOn says that what stands before a colon is part of the sentence, not
// a label: it begins with an article or its like, and the text behind the colon
// goes on in lower case. "The problem: the host sets …"
func RunsOn(before, behind string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(before), " ")
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(behind, " \t\n\"'`“‘("))
	return determiners[first] && rest != "" && unicode.IsLower(next)
}

// label finds a known heading with a colon at the start of a sentence and
// returns it and the length of it with its marks: "Root cause: …",
// "**Impact:** …", "**Summary of the impact**: …".
func label(s []byte) (heading string, n int, ok bool) {
	head := string(s[:min(len(s), 64)])
	if bold, rest := boldStart(head); bold != "" {
		n = len(head) - len(rest)
		h := strings.TrimRight(bold, ": ")
		colon := len(h) < len(bold)
		if !colon && strings.HasPrefix(rest, ":") {
			colon, n = true, n+1
		}
		return inlineText(h), n, colon && RoleOf(h) != RoleNone
	}
	i := strings.IndexByte(head, ':')
	if i < 3 || head[0] < 'A' || head[0] > 'Z' || strings.ContainsAny(head[:i], ".,;!?\n") {
		return "", 0, false
	}
	if i+1 < len(head) && !isSpace(head[i+1]) {
		return "", 0, false // a URL, a time, a namespace
	}
	if RunsOn(head[:i], string(s[i+1:min(len(s), i+100)])) {
		return "", 0, false
	}
	return head[:i], i + 1, exactRole(headingWords(head[:i])) != RoleNone
}
