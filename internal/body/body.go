// Package body brings text that people wrote, Markdown of any dialect or plain
// text with the shapes of headings, lists and timelines, into one form of
// Markdown: what a Postmortem's Body holds.
//
// It is a library that importers share.
package body

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// normalise brings Markdown into one form: ATX headings from level 2, wrapped lines
// joined, lines of a timeline as list items, run-in headings on lines of
// their own, links absolute, no raw HTML. Code, tables and the nesting of
// lists stay as they are. plain says that the text was no Markdown before, so
// that its "<" and links are text.
func normalise(text, url string, plain bool) string {
	t := normaliser{url: url, plain: plain}
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
	return strings.TrimSpace(markdown.Relevel(strings.Join(t.out, "\n"))) + "\n"
}

// hardBreak keeps the two blanks that break a line in Markdown.
func hardBreak(line string) string {
	if strings.HasSuffix(line, "  ") && strings.TrimSpace(line) != "" {
		return "  "
	}
	return ""
}

type normaliser struct {
	url    string
	plain  bool
	labels bool
	out    []string // finished lines
	cur    []string // lines of the paragraph or item being read
	kind   lineKind // of cur
	code   markdown.Code
	chunk  bool // the code being read is run when the text is made
	inList bool // a list item came before, and nothing that ends a list
	dedent int  // how far that list is indented as a whole
}

type lineKind int

const (
	none lineKind = iota
	para
	item
	quote
	eventItem
	termItem // "- **term**: definition"
	raw
	definition
)

var (
	boldLineRE  = regexp.MustCompile(`^(?:\*\*|__)([^*_].{0,80}?)(?:\*\*|__):?$`)
	fieldLineRE = regexp.MustCompile(`^(?:\*\*|__)?([A-Z][\w /()-]{1,30}?)(?:\*\*|__)?:(?:\*\*|__)?\s+(\S.*)$`)
)

func (t *normaliser) line(line, next string) {
	bare := strings.TrimSpace(line)
	if t.code.Inside() && t.chunk && strings.HasPrefix(bare, "#| ") { // an option of a chunk that is run
		return
	}
	inside := t.code.Inside()
	switch code := t.code.Takes(line); {
	case code && inside:
		t.out = append(t.out, strings.TrimRight(line, " "))
		return
	case code:
		t.flush()
		t.chunk = strings.Contains(line, "{")
		t.out = append(t.out, bareFence(line))
		return
	case bare == "":
		t.blank()
		return
	}
	if level := markdown.Underline(line); level > 0 && len(t.cur) == 1 && (t.kind == para || t.kind == item && numbered(t.cur[0], line)) {
		title := t.cur[0]
		t.cur, t.kind = nil, none
		t.heading(level, strings.TrimSpace(title))
		return
	}
	t.content(line, bare, next)
}

// numbered says that "1. Summary" over a line of its own length is a heading
// with its number, not an item of a list over a rule.
func numbered(title, underline string) bool {
	over := len([]rune(title)) - len(strings.TrimSpace(underline))
	return title[0] >= '1' && title[0] <= '9' && over >= -2 && over <= 2
}

func (t *normaliser) content(line, bare, next string) {
	indent := markdown.Indent(line)
	if !t.inList {
		t.dedent = 0
		if _, _, item := markdown.Item(line); item && indent >= 4 && t.kind == none && readsLikeProse(bare) {
			t.dedent = indent // a list that a converter indented, not code
		}
	}
	if t.dedent > 0 && indent >= t.dedent {
		line = strings.Repeat(" ", indent-t.dedent) + bare
		indent -= t.dedent
	}
	level, heading, isHeading := markdown.Heading(line)
	mark, text, isItem := markdown.Item(line)
	_, _, isDefinition := markdown.Definition(line)
	said, isQuote := markdown.Quote(line)
	switch {
	case markdown.Rule(line):
		t.flush()
		t.separate()
		t.out = append(t.out, "---", "")
		t.inList = false
	case isHeading && (!t.plain || strings.HasPrefix(line, "## ")):
		t.flush()
		t.heading(level, heading)
	case !t.plain && (markdown.TableRow(line) || strings.Contains(line, "|") && markdown.TableRule(next)):
		t.flush()
		if len(t.out) > 0 && t.kind != raw {
			t.separate()
		}
		t.out = append(t.out, t.inline(strings.TrimRight(line, " ")))
		t.kind = raw
	case !t.plain && t.kind == raw && strings.Contains(line, "|"):
		t.out = append(t.out, t.inline(strings.TrimRight(line, " ")))
	case isDefinition:
		t.start(definition, line)
	case isItem && (indent < 4 || t.inList) && !t.continues(mark, text):
		t.start(item, line)
		t.inList = true
	case !t.plain && indent >= 4 && !t.inList && t.kind == none && !strings.HasPrefix(line, "\t|"):
		t.out = append(t.out, strings.TrimRight(line, " "))
	case isQuote:
		t.quoted(line, said)
	case t.defines(bare):
		t.define(strings.TrimSpace(bare[1:]))
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
func (t *normaliser) continues(mark, text string) bool {
	if t.kind != para {
		return false
	}
	if c := mark[0]; c >= '0' && c <= '9' {
		return !strings.HasPrefix(mark, "1")
	}
	last := strings.TrimRight(t.cur[len(t.cur)-1], " ")
	return len(last) > 40 && isAlnum(last[len(last)-1]) && text != "" && text[0] >= '0' && text[0] <= '9'
}

// defines says that a line is a definition: ": text" below a term, which is a
// line of a few words and no sentence.
func (t *normaliser) defines(bare string) bool {
	if t.plain || len(bare) < 3 || bare[0] != ':' || bare[1] != ' ' && bare[1] != '\t' || len(t.cur) == 0 {
		return false
	}
	if t.kind == termItem {
		return true
	}
	term := strings.TrimSpace(t.cur[0])
	return t.kind == para && len(t.cur) == 1 && len(strings.Fields(term)) < 9 && !strings.ContainsAny(term[len(term)-1:], ".,;:!?")
}

func (t *normaliser) define(text string) {
	if t.kind == termItem {
		last := len(t.cur) - 1
		t.cur[last] = strings.TrimRight(t.cur[last], " .;") + ";"
		t.cur = append(t.cur, text)
		return
	}
	t.cur[0] = "- **" + strings.Trim(t.cur[0], "* ") + "**: " + text
	t.kind, t.inList = termItem, true
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
func (t *normaliser) startsEvent(bare, next string) bool {
	if t.inList && t.kind == item || !when.IsEvent(bare) {
		return false
	}
	return t.kind != para || when.IsEvent(strings.TrimSpace(next)) || len(t.cur[len(t.cur)-1]) < 60
}

// alertRE is how GitHub and others mark the kind of a quote.
var alertRE = regexp.MustCompile(`^\[!(\pL{3,20})\][+-]?[ \t]*(.*)$`)

func (t *normaliser) quoted(line, text string) {
	if m := alertRE.FindStringSubmatch(text); m != nil {
		t.flush()
		t.out = append(t.out, strings.TrimRight("> **"+m[1][:1]+strings.ToLower(m[1][1:])+"** "+m[2], " "), ">")
		return
	}
	if t.kind == quote && text != "" && goesOnIn(t.cur[len(t.cur)-1], text) {
		t.cur = append(t.cur, text)
		return
	}
	t.start(quote, line)
}

// goesOnIn says that text goes on with the paragraph of a quote whose last
// line is above it.
func goesOnIn(above, text string) bool {
	if said, ok := markdown.Quote(above); ok {
		above = said
	}
	_, _, item := markdown.Item(text)
	_, deeper := markdown.Quote(text)
	return !item && !deeper && strings.TrimSpace(above) != ""
}

func (t *normaliser) start(k lineKind, line string) {
	if k == para && t.kind == raw {
		t.separate()
	}
	t.flush()
	t.cur, t.kind = []string{line}, k
}

// blank ends what is being read. Between entries of a timeline no blank line
// is kept.
func (t *normaliser) blank() {
	t.flush()
	t.kind = none
	t.separate()
}

func (t *normaliser) separate() {
	if n := len(t.out); n > 0 && t.out[n-1] != "" {
		t.out = append(t.out, "")
	}
}

func (t *normaliser) heading(level int, text string) {
	t.kind, t.inList = none, false
	if text == "" {
		return
	}
	t.separate()
	if b := boldLineRE.FindStringSubmatch(text); b != nil {
		text = b[1]
	}
	t.out = append(t.out, strings.Repeat("#", level)+" "+t.inline(text), "")
}
