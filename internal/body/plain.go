package body

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// FromPlain turns plain text into Markdown: headings, lists and timelines are
// recognised by their shape, lines that a mailer or a converter wrapped are
// joined. Where nothing is wrapped, every line is a paragraph.
func FromPlain(text, url string) string {
	text = headNumbered(joinHyphens(markClocks(text)), "")
	p := plain{wrapped: isWrapped(text), narrow: isNarrow(text), listAt: -1}
	blocks := Paragraphs(text)
	for i, b := range blocks {
		p.block(b, p.heads(blocks, i))
	}
	p.flush()
	return normalise(strings.Join(p.out, "\n"), url, true)
}

type plain struct {
	wrapped bool
	narrow  bool // no line is longer than a page is wide
	out     []string
	cur     []string // lines of the paragraph or item being joined
	listAt  int      // indentation of the list's bullets; -1 outside lists
	marker  string   // the list's bullet
	depth   int      // 1 when the current item belongs to a list inside the item before
}

// Paragraphs cuts a text at its blank lines. Tabs count as four blanks.
func Paragraphs(text string) [][]string {
	var all [][]string
	var cur []string
	for line := range strings.Lines(text + "\n\n") {
		line = strings.TrimRight(strings.ReplaceAll(line, "\t", "    "), " \n")
		switch {
		case line != "":
			cur = append(cur, line)
		case cur != nil:
			all = append(all, cur)
			cur = nil
		}
	}
	return all
}

// Widths, in characters, at which lines may be wrapped. Up to maxColumns a line
// is too short to be a paragraph; above, only text whose lines break off in the
// middle of sentences is believed to be wrapped. Below usualColumns lines may be
// short by nature: most must break off so.
const (
	minColumns   = 24
	usualColumns = 40
	maxColumns   = 110
	maxWide      = 240
	minWideEnds  = 2
	minSlimEnds  = 4
)

// isWrapped says that most line ends are there because the next word did not
// fit: it would make a line longer than the longest.
func isWrapped(text string) bool {
	var lens []int
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 0 {
			lens = append(lens, n)
		}
	}
	if len(lens) < 2 {
		return false
	}
	slices.Sort(lens)
	width := lens[len(lens)*97/100]
	if width > maxWide || width < minColumns {
		return false
	}
	forced, free, broken := 0, 0, 0
	wide := width > maxColumns
	for _, b := range Paragraphs(text) {
		for i, line := range b[:len(b)-1] {
			next := strings.TrimSpace(b[i+1])
			if _, _, ok := bullet(next); ok || when.IsEvent(next) {
				continue
			}
			if isHead(line) || wide && endsSentence(line) {
				continue
			}
			word, _, _ := strings.Cut(next, " ")
			if utf8.RuneCountInString(strings.TrimSpace(line))+1+utf8.RuneCountInString(word) > width-6 {
				forced++
				if r, _ := utf8.DecodeRuneInString(next); !unicode.IsUpper(r) && !endsSentence(line) {
					broken++
				}
			} else {
				free++
			}
		}
	}
	if width < usualColumns {
		return broken >= minSlimEnds && 3*broken > 2*forced && forced > 2*free
	}
	return forced > 2*free && (!wide || forced >= minWideEnds)
}

// isHead says that a line ends where its author ended it: a field, a heading.
func isHead(line string) bool {
	line = strings.TrimSpace(line)
	return fieldLineRE.MatchString(line) || RoleLine(line) || strings.ToUpper(line) == line
}

func endsSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line))
	return strings.ContainsRune(".!?:;…", last)
}

var bulletLineRE = regexp.MustCompile(`^([•·▪◦‣●○*+–—-]|\d{1,2}[.)]|\([a-z0-9]\))\s+(\S.*)$`)

// bullet reads "• text" and its like; the mark is "-" or a number.
func bullet(line string) (mark, text string, ok bool) {
	m := bulletLineRE.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// IsBullet says that a line starts like a list item.
func IsBullet(line string) bool { _, _, ok := bullet(line); return ok }

func mdMark(mark string) string {
	if d := strings.Trim(mark, "()."); d != "" && d[0] >= '0' && d[0] <= '9' {
		return d + "."
	}
	return "-"
}

func (p *plain) flush() {
	if p.cur != nil {
		p.out = append(p.out, joinLines(p.cur))
		p.cur = nil
	}
}

func (p *plain) blank() {
	p.flush()
	if n := len(p.out); n > 0 && p.out[n-1] != "" {
		p.out = append(p.out, "")
	}
}

func (p *plain) block(lines []string, heading bool) {
	if len(lines) == 2 && isUnderline(lines[1]) || fencedBlock(lines) || areFields(lines) {
		p.blank()
		p.out = append(p.out, lines...)
		p.listAt = -1
		return
	}
	if len(lines) == 1 && dividerLineRE.MatchString(lines[0]) {
		p.blank()
		p.out = append(p.out, "---", "")
		p.listAt = -1
		return
	}
	p.flush()
	asList := p.listFrom(lines)
	for i, line := range lines {
		text := strings.TrimSpace(line)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		mark, item, isItem := bullet(text)
		switch {
		case i == 0 && heading || i == 0 && len(lines) > 1 && RoleLine(text):
			p.blank()
			p.out = append(p.out, "## "+EscapeHTML(strings.TrimRight(text, ": ")), "")
			p.listAt = -1
		case when.IsEvent(text) && !(i > 0 && p.wrapped && p.cur != nil && leadsTo(lines[i-1], text)):
			p.flush()
			if i == 0 {
				p.blank()
			}
			p.cur, p.listAt = []string{EscapeHTML(text)}, -1
		case isItem && numberedHead(mark, item, lines[i+1:]):
			p.blank()
			p.out = append(p.out, "## "+EscapeHTML(item), "")
			p.listAt = -1
		case isItem:
			p.item(mark, item, indent)
		case i >= asList:
			p.item("-", text, 0)
		case p.listAt >= 0 && indent > p.listAt && i == 0:
			p.blank()
			p.cur = []string{strings.Repeat("  ", p.depth+1) + EscapeHTML(text)}
		case p.cur != nil && i > 0 && p.narrow && brokenOff(lines[i-1], text, p.listAt >= 0):
			p.cur = append(p.cur, EscapeHTML(text))
		case p.cur != nil && (p.wrapped || p.listAt >= 0 && indent > p.listAt):
			p.cur = append(p.cur, EscapeHTML(text))
		default:
			p.blank()
			p.cur, p.listAt = []string{escapeStart(EscapeHTML(text))}, -1
		}
	}
}

// leadsTo says that the time or day with which a line begins belongs to the
// sentence of the line above: "… on 20" and "July 2023 from 15:10 UTC …".
func leadsTo(above, line string) bool {
	above = strings.TrimRight(above, " ")
	word := above[strings.LastIndexByte(above, ' ')+1:]
	r, _ := utf8.DecodeRuneInString(line)
	return prose.LeadsToTime([]byte(above)) || unicode.IsLetter(r) && len(word) < 3 && strings.Trim(word, "0123456789") == ""
}

// isNarrow says that no line is as long as a paragraph on one line would be.
func isNarrow(text string) bool {
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(line) > 110 {
			return false
		}
	}
	return true
}

// numberedHead says that "2. Root cause" is a heading: one of the usual ones,
// with text and not the next number below.
func numberedHead(mark, item string, below []string) bool {
	if mdMark(mark) == "-" || !RoleLine(item) || len(below) == 0 {
		return false
	}
	next, _, ok := bullet(strings.TrimSpace(below[0]))
	return !ok || mdMark(next) == "-"
}

// minBroken is how long a line is at least that was broken for its length, in
// bytes; the narrowest columns seen have 50.
const minBroken = 45

// brokenOff says that a line was broken in the middle of a sentence: it is long,
// ends without a stop, and the next begins with a small letter. In a list half
// of that is long.
func brokenOff(line, next string, inList bool) bool {
	least := minBroken
	if inList {
		least /= 2
	}
	line = strings.TrimRight(line, " ")
	r, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(line)
	return len(line) >= least && len(line) < 120 && unicode.IsLower(r) && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ',' || last == '-')
}

var brokenRE = regexp.MustCompile(`(\pL{2,})-\n\s*(\p{Ll}{2,})([.,;:)]*)[ \t]*`)

// joinHyphens puts words together that were broken at the end of a line, when
// the text has them whole elsewhere: "gate-" and "way" where "gateway" stands.
func joinHyphens(text string) string {
	if !strings.Contains(text, "-\n") || !brokenRE.MatchString(text) {
		return text
	}
	whole := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		whole[w] = true
	}
	return brokenRE.ReplaceAllStringFunc(text, func(b string) string {
		m := brokenRE.FindStringSubmatch(b)
		if word := strings.ToLower(m[1] + m[2]); !whole[word] && !whole[word+"s"] && !whole[word+"ed"] || whole[strings.ToLower(m[1]+"-"+m[2])] {
			return b
		}
		return m[1] + m[2] + m[3] + "\n"
	})
}

// listFrom returns the first of the lines that are a list without marks: the
// two lines or more, each a paragraph, that follow a line ending in a colon.
func (p *plain) listFrom(lines []string) int {
	if p.wrapped {
		return len(lines)
	}
	for i := len(lines) - 1; i >= 0; i-- {
		text := strings.TrimSpace(lines[i])
		if strings.HasSuffix(text, ":") && len(lines)-i > 2 && !RoleLine(text) {
			return i + 1
		}
		if _, _, ok := bullet(text); ok || when.IsEvent(text) || len(text) > 400 || len(labels(text)) > 0 {
			break
		}
	}
	return len(lines)
}

// item starts a list item. Another bullet, or more indentation, straight
// after an item that ends with ":" starts a list inside that item.
func (p *plain) item(mark, text string, indent int) {
	colon := p.cur != nil && strings.HasSuffix(p.cur[len(p.cur)-1], ":")
	p.flush()
	switch {
	case p.listAt < 0:
		p.blank()
		p.listAt, p.marker, p.depth = indent, mark, 0
	case len(p.out) > 0 && strings.HasPrefix(p.out[len(p.out)-1], "  ") && p.depth == 0:
		p.blank() // after a paragraph of the item before
	case indent > p.listAt+1, mdMark(mark) == "-" && mark != p.marker && (p.depth > 0 || colon):
		p.depth = 1
	default:
		p.depth = 0
	}
	p.cur = []string{strings.Repeat("  ", p.depth) + mdMark(mark) + " " + EscapeHTML(text)}
}

// glue is what stands between two joined lines: a blank, or nothing after a
// hyphen at which a converter broke a word ("us-\nwest1").
func glue(a, b string) string {
	if n := len(a); n > 1 && a[n-1] == '-' && isAlnum(a[n-2]) && b != "" && isAlnum(b[0]) {
		return ""
	}
	return " "
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

var dividerLineRE = regexp.MustCompile(`^\s*(?:={4,}|-{3,}|_{3,}|\*{3,}|#{4,}|~{4,}|(?:[*-] ){2,}[*-])\s*$`)

// areFields says that all lines are like "Status: complete".
func areFields(lines []string) bool {
	for _, l := range lines {
		if !fieldLineRE.MatchString(strings.TrimSpace(l)) || HasLabel(l) {
			return false
		}
	}
	return len(lines) > 1
}

func fencedBlock(lines []string) bool {
	return strings.HasPrefix(strings.TrimSpace(lines[0]), "```")
}

func isUnderline(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 2 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

var tagStartRE = regexp.MustCompile(`<([A-Za-z/!?])`)

// EscapeHTML keeps "<name>" in a text from being read as a tag.
func EscapeHTML(s string) string { return tagStartRE.ReplaceAllString(s, `\<$1`) }

var markStartRE = regexp.MustCompile(`^(#{1,6} |\+ |~~~|={3,}$)`)

func escapeStart(s string) string {
	if markStartRE.MatchString(s) {
		return `\` + s
	}
	return s
}
