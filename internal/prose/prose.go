// Package prose reads Markdown as a person does: sections with a role,
// blocks, and sentences with their place in the text.
//
// It is a library that importers, facts, triage and classify share; it
// imports only internal/markdown, internal/phrase, the root package and the
// standard library.
package prose

import "hindsight/internal/markdown"

// A Role says what a section is for, and so what its sentences are worth.
type Role string

// Roles. RoleNone is text before the first heading or under a heading that
// says nothing about its role.
const (
	RoleNone         Role = "none"
	RoleTitle        Role = "title"
	RoleSummary      Role = "summary"
	RoleRootCause    Role = "root-cause"
	RoleContributing Role = "contributing-factors"
	RoleWhatHappened Role = "what-happened"
	RoleImpact       Role = "impact"
	RoleBackground   Role = "background"
	RoleDetection    Role = "detection"
	RoleTimeline     Role = "timeline"
	RoleMitigation   Role = "mitigation"
	RoleLessons      Role = "lessons"
	RoleFollowUp     Role = "follow-up"
	RoleComments     Role = "comments"
)

// A Section runs from its heading to the next one.
type Section struct {
	Heading    string // as written, without marks; "" for text before the first heading
	Level      int    // 1 to 6; 0 where it does not begin with a heading: at first, below a list of fields
	Role       Role
	Start, End int // byte offsets in Document.Text; Start is that of the heading line
}

// A Block says what kind of text a sentence stands in.
type Block string

// Blocks. Code is not cut into sentences.
const (
	Paragraph Block = "paragraph"
	Item      Block = "item"
	Quote     Block = "quote"
	Table     Block = "table"
)

// A Sentence is a piece of prose; Text[Start:End] of the Document, verbatim.
type Sentence struct {
	Start, End int
	Section    int // index into Document.Sections
	Block      Block
}

// A Document is a parsed text. It is made once and handed to all who read the
// text; one goroutine has it at a time.
type Document struct {
	Title     string
	Text      string // the Markdown that was given to Parse
	Sections  []Section
	Sentences []Sentence

	plain *string
	lines map[[2]int]string
	rows  []markdown.Line
}

// Lines is markdown.Lines of the whole text, which is cut once.
func (d *Document) Lines() []markdown.Line {
	if d.rows == nil {
		d.rows = markdown.Lines(d.Text)
	}
	return d.rows
}

// Plain is the function Plain of the whole text, which is written once.
func (d *Document) Plain() string {
	if d.plain == nil {
		s := Plain(d.Text)
		d.plain = &s
	}
	return *d.plain
}

// Line is the function Line of Text[start:end]; several ask for the same
// sentence.
func (d *Document) Line(start, end int) string {
	at := [2]int{start, end}
	line, ok := d.lines[at]
	if !ok {
		if d.lines == nil {
			d.lines = map[[2]int]string{}
		}
		line = Line(d.Text[start:end])
		d.lines[at] = line
	}
	return line
}
