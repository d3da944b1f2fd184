package facts

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// Kinds of blocks.
const (
	heading = iota
	item
	paragraph
	row    // of a table, cells in block.cells
	header // the first row of a table
)

// A block is a piece of the body that can be one line of a timeline.
type block struct {
	kind  int
	level int    // of a heading: 1 to 6; of an item: its indent in columns
	flat  string // its text as a reader sees it, on one line, without marks
	cells []string
	role  prose.Role // of the section that it stands in, or opens
}

// aboutReportRE are lines about the report: who wrote it and when. Their date is
// no day of the incident, and they are no summary.
var aboutReportRE = regexp.MustCompile(`(?i)^(?:` +
	`(?:` +
	`authors?|written by|prepared by|` +
	`published(?: on| at)?|publication date|publish date|date published|posted(?: on| at| by)?|` +
	`last (?:updated|modified|reviewed)|updated on|report date|date of (?:report|publication)|` +
	`(?:reviewed|approved|presented)(?: on| at| by)?|(?:review|meeting|post-?mortem)(?: date| meeting| held)?|due(?: date)?` +
	`)\s*[:|–—-]|` +
	`status:\s*(?:final|draft|completed?|done|closed|approved|reviewed|published|(?:in|under) review)\b|` +
	`(?:(?:final|draft|completed?|closed|done),? (?:and )?)?` +
	`(?:published|posted|written|reviewed|approved|revised|last updated|last modified) (?:on|by|at) .{3,60}$|` +
	`last (?:reviewed|revised|edited|updated|modified) (?:on )?\d.{3,60}$|` +
	`[^:]{1,80}[·•|–—]\s*\d{1,3} min(?:ute)?s? read$)`)

// labelled is the block's text; the label of a row of two cells ends in a colon.
func (b block) labelled() string {
	if b.kind <= paragraph || len(b.cells) != 2 {
		return b.flat
	}
	return flat(b.cells[0]) + ": " + flat(b.cells[1])
}

// readBlocks makes blocks of the lines of Markdown, in one pass. Fenced
// code is left out: the times in a log are not those of a timeline.
func readBlocks(lines []markdown.Line) []block {
	r := blockReader{role: prose.RoleNone}
	for _, l := range lines {
		if l.Code {
			r.flush()
			continue
		}
		r.line(strings.TrimRight(l.Text, " \t\r\n"))
	}
	r.flush()
	return r.blocks
}

func (r *blockReader) add(b block, markdown string) {
	b.flat, b.role = flat(markdown), r.role
	r.blocks = append(r.blocks, b)
}

func (r *blockReader) addRow(text string) {
	cells := cells(text)
	r.add(block{kind: row, cells: cells}, strings.Join(cells, " "))
}

// flat is Markdown as a reader sees it, on one line.
func flat(markdown string) string {
	return prose.Line(markdown)
}

type blockReader struct {
	blocks []block
	open   block    // item or paragraph that is being read
	lines  []string // of open; none when nothing is
	role   prose.Role
	roles  [7]prose.Role // of the headings around, by level
	table  bool
}

func (r *blockReader) line(line string) {
	text := strings.TrimLeft(line, " \t>")
	level, title, isHeading := markdown.Heading(text)
	switch {
	case text == "":
		r.flush()
		r.table = false
	case isHeading:
		r.heading(level, title)
	case markdown.Underline(text) > 0 && len(r.lines) == 1 && r.open.kind == paragraph:
		title := r.lines[0]
		r.lines = nil
		r.heading(markdown.Underline(text), title)
	case strings.Count(text, "|") > 0 && (text[0] == '|' || r.table) || isRuler(text):
		r.row(text)
	default:
		r.text(line, text)
	}
}

// heading opens a section. Its role is its own, else that of the one around it.
func (r *blockReader) heading(level int, title string) {
	r.flush()
	r.table = false
	role := prose.RoleOf(title)
	if role == prose.RoleNone {
		for l := level - 1; l > 0 && role == prose.RoleNone; l-- {
			if r.roles[l] != "" {
				role = r.roles[l]
			}
		}
	}
	r.roles[level] = role
	for l := level + 1; l < len(r.roles); l++ {
		r.roles[l] = ""
	}
	r.role = role
	r.add(block{kind: heading, level: level}, title)
}

func isRuler(text string) bool {
	return strings.Contains(text, "|") && strings.Contains(text, "--") && strings.Trim(text, "|-: \t") == ""
}

// row adds the row of a table; the ruler makes the row before it the header.
func (r *blockReader) row(text string) {
	if isRuler(text) {
		if len(r.lines) == 1 && r.open.kind == paragraph && strings.Contains(r.lines[0], "|") {
			r.addRow(r.lines[0])
			r.lines = nil
		}
		r.flush()
		if n := len(r.blocks); n > 0 && r.blocks[n-1].kind == row {
			r.blocks[n-1].kind = header
		}
		r.table = true
		return
	}
	r.flush()
	r.table = true
	r.addRow(text)
}

func cells(text string) []string {
	var cells []string
	for _, c := range markdown.Cells(text) {
		cells = append(cells, text[c.Start:c.End])
	}
	return cells
}

// text starts an item or a paragraph, or goes on with the open one.
func (r *blockReader) text(line, text string) {
	if _, said, ok := markdown.Bullet(text); ok {
		r.flush()
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		r.open, r.lines = block{kind: item, level: indent}, []string{strings.TrimSpace(said)}
		return
	}
	if len(r.lines) == 0 || startsWithClock(text) || startsWithLabel(text) {
		r.flush()
		r.open = block{kind: paragraph}
	}
	r.lines = append(r.lines, text)
}

func (r *blockReader) flush() {
	if len(r.lines) > 0 {
		r.add(r.open, strings.Join(r.lines, "\n"))
	}
	r.lines = nil
}

// startsWithLabel says that a line of a paragraph is a field of its own:
// "**Resolved:** 10:30".
func startsWithLabel(text string) bool {
	label, _, ok := strings.Cut(text, ":")
	if !ok || len(label) > 40 {
		return false
	}
	label = strings.Trim(label, "*_ ")
	if durationLabelRE.MatchString(label) {
		return true
	}
	_, isField := labelField(label)
	if !isField && !dayLabelRE.MatchString(label) {
		spans := when.Find(head(text[strings.IndexByte(text, ':')+1:], 60))
		isField = len(spans) > 0 && spans[0].Start < 6 && spans[0].From.Clock && labelsWhole.in(label)
	}
	return isField && startsUpper(label) && len(strings.Fields(label)) < 5
}

// startsWithClock says that a line of a paragraph is a line of a timeline of
// its own: "15:54 UTC: …".
func startsWithClock(text string) bool {
	t := strings.TrimLeft(text, "*_[(~")
	if t == "" || t[0] < '0' || t[0] > '9' {
		return false
	}
	head := t[:min(len(t), 80)]
	spans := when.Find(head)
	return len(spans) > 0 && spans[0].Start == 0 && spans[0].From.Clock && separator(head[spans[0].End:]) == strong
}
