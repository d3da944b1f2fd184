package prose

import (
	"bytes"
	"strings"

	"hindsight/internal/markdown"
)

// A kind of block that scan reports, finer than Block.
type kind int8

const (
	paragraph kind = iota
	heading
	item
	quote
	row // one line of a table
	code
)

// A block is a run of lines that belong together. Its spans are the lines'
// contents without list, quote and heading marks, so that the text between
// two spans is a line break and marks only.
type block struct {
	kind  kind
	level int // of a heading: 1 to 6
	start int // of the first line, marks included
	spans []span
}

type span struct{ start, end int }

// A scanner cuts Markdown, or plain text, into blocks. It reads every line
// once; front matter and HTML comments never reach visit.
type scanner struct {
	text    []byte // with comments blanked out by NUL, so that offsets stay
	at      int
	visit   func(block)
	open    block        // the block that the next line may continue
	depth   int          // of quote marks in the open block
	inList  bool         // since a list item, nothing has come that ends the list
	inTable bool         // the line before was a table's
	blank   bool         // the line before was blank
	noFence map[byte]int // fences of so many marks or more have no end from here on
}

func scan(text string, visit func(block)) {
	s := scanner{text: maskComments(text), at: frontMatter(text), visit: visit, blank: true,
		noFence: map[byte]int{'`': maxFence + 1, '~': maxFence + 1}}
	for s.at < len(s.text) {
		s.line()
	}
	s.close()
}

func (s *scanner) close() {
	if len(s.open.spans) > 0 {
		s.visit(s.open)
	}
	s.open = block{}
}

// emit closes what is open and passes b on.
func (s *scanner) emit(b block) bool {
	s.close()
	s.visit(b)
	return true
}

// line takes the next line in.
func (s *scanner) line() {
	start := s.at
	end, next := lineEnd(s.text, start)
	s.at = next
	b, e := trim(s.text, start, end)
	if b == e {
		s.close()
		s.blank, s.inTable = true, false
		return
	}
	if b-start == 0 && s.blank && listMark(s.text[b:e]) == 0 {
		s.inList = false
	}
	switch {
	case s.fence(b, e), s.atx(b, e), s.underline(b, e), s.rule(b, e), s.reference(b, e), s.table(b, e), s.indented(start, b, e):
	default:
		s.prose(start, b, e)
	}
	s.blank = false
}

// maxFence bounds how many marks of a code fence are counted, and with it how
// often the rest of a text is searched for a fence's end.
const maxFence = 16

// fence takes in a whole fenced code block. A fence without end is text:
// a stray ``` must not hide the rest of a report.
func (s *scanner) fence(b, e int) bool {
	mark := s.text[b]
	if mark != '`' && mark != '~' {
		return false
	}
	open, ok := markdown.ReadFence(string(s.text[b:e]))
	n := min(len(open.Marks), maxFence)
	if !ok || n >= s.noFence[mark] {
		return false
	}
	blk := block{kind: code, start: b}
	for at := s.at; at < len(s.text); {
		end, next := lineEnd(s.text, at)
		x, y := trim(s.text, at, end)
		if x < y && s.text[x] == mark {
			if f, ok := markdown.ReadFence(string(s.text[x:y])); ok && f.Closes(open) {
				s.at = next
				return s.emit(blk)
			}
		}
		blk.spans = append(blk.spans, span{at, end})
		at = next
	}
	s.noFence[mark] = n
	return false
}

// atx takes in "## Heading ##".
func (s *scanner) atx(b, e int) bool {
	if s.text[b] != '#' {
		return false
	}
	level, text, ok := markdown.Heading(string(s.text[b:e]))
	if !ok {
		return false
	}
	x, _ := trim(s.text, b+level, e)
	return text == "" || s.emit(block{kind: heading, level: level, start: b, spans: []span{{x, x + len(text)}}})
}

// underline takes in the line of = or - below a heading of one line.
func (s *scanner) underline(b, e int) bool {
	if s.open.kind != paragraph || len(s.open.spans) != 1 || s.open.spans[0].end-s.open.spans[0].start > 200 {
		return false
	}
	h := s.open
	h.kind, h.level = heading, markdown.Underline(string(s.text[b:e]))
	if h.level == 0 {
		return false
	}
	s.open = block{}
	return s.emit(h)
}

// rule takes in a thematic break, or a line that is drawn with marks.
func (s *scanner) rule(b, e int) bool {
	if e-b < 3 || strings.Trim(string(s.text[b:e]), "-_*=~+ ") != "" {
		return false
	}
	s.close()
	return true
}

// reference takes in a link's definition, "[name]: address".
func (s *scanner) reference(b, e int) bool {
	i := bytes.Index(s.text[b:min(e, b+200)], []byte("]: "))
	return s.text[b] == '[' && i > 0 && bytes.IndexByte(s.text[b+i+3:e], ' ') < 0
}

// table takes in one row: a line that starts with a bar, or has bars and
// stands below one that does.
func (s *scanner) table(b, e int) bool {
	line := s.text[b:e]
	if line[0] != '|' && !(s.inTable && strings.IndexByte(string(line), '|') > 0) {
		s.inTable = false
		return false
	}
	s.inTable = true
	if strings.Trim(string(line), "|-: \t") == "" {
		return true
	}
	blk := block{kind: row, start: b}
	for _, c := range markdown.Cells(string(line)) {
		if c.Start < c.End {
			blk.spans = append(blk.spans, span{b + c.Start, b + c.End})
		}
	}
	return len(blk.spans) == 0 || s.emit(blk)
}

// indented takes in a line of indented code: four columns, after a blank line
// or more code, outside a list, and not looking like prose (whole reports are
// pasted with an indent).
func (s *scanner) indented(start, b, e int) bool {
	if s.inList || !s.blank && s.open.kind != code {
		return false
	}
	if s.text[start] != '\t' && b-start < 4 || readsLikeProse(s.text[b:e]) {
		return false
	}
	if s.open.kind != code {
		s.close()
		s.open = block{kind: code, start: b}
	}
	s.open.spans = append(s.open.spans, span{b, e})
	return true
}

func readsLikeProse(line []byte) bool {
	letters, words := 0, 1
	for _, c := range line {
		switch {
		case c == ' ':
			words++
			letters++
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			letters++
		}
	}
	return words >= 4 && letters*100 >= len(line)*85
}

// prose takes in a line of a paragraph, a list item or a quotation.
func (s *scanner) prose(start, b, e int) {
	if s.open.kind == code {
		s.close()
	}
	x, quotes, marked := s.marks(b, e)
	if x == e {
		s.close()
		return
	}
	k := paragraph
	switch {
	case quotes > 0:
		k = quote
	case marked:
		k = item
	case s.inList && s.blank && b > start:
		k = item // a further paragraph of the item
	}
	s.inList = s.inList || marked
	continues := len(s.open.spans) > 0 && !marked && (quotes == s.depth || quotes == 0)
	if !continues {
		s.close()
		s.open, s.depth = block{kind: k, start: b}, quotes
	}
	s.open.spans = append(s.open.spans, span{x, e})
}

// marks skips quote marks, bullets, numbers and task boxes at a line's start.
func (s *scanner) marks(b, e int) (at, quotes int, marked bool) {
	at = b
	for range 16 {
		n := 0
		if at < e && s.text[at] == '>' {
			n = 1
			quotes++
		} else if n = listMark(s.text[at:e]); n > 0 {
			marked = true
		}
		if n == 0 {
			break
		}
		at, _ = trim(s.text, at+n, e)
	}
	return at, quotes, marked
}

// maxMark is how many bytes of a line are looked at for its mark.
const maxMark = 24

// listMark is the length of the bullet or number that a line starts with, and
// of the box of a task behind it; 0 without one.
func listMark(line []byte) int {
	if len(line) < 2 || line[0]|0x20 >= 'a' && line[0]|0x20 <= 'z' { // most lines
		return 0
	}
	mark, _, _ := markdown.Bullet(string(line[:min(len(line), maxMark)]))
	return len(mark)
}
