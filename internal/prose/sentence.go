package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/when"
)

// maxSentence bounds a sentence in bytes: what is longer is no sentence
// (a pasted log, base64) and is cut at a space.
const maxSentence = 2000

// abbreviations whose full stop does not end a sentence, without the stop.
var abbreviations = set("e.g i.e eg ie vs cf mr mrs ms dr st inc ltd co corp no fig approx aka a.k.a u.s u.k resp jr sr prof dept est min max sec ver incl")

// sentences cuts a block into sentences and calls add for each.
// text is masked; the spans are in order and do not overlap.
func sentences(text []byte, blk block, add func(start, end int)) {
	c := cutter{text: text, add: add, start: -1}
	for i, sp := range blk.spans {
		if c.start < 0 {
			c.start = sp.start
		}
		c.line(sp)
		last := i == len(blk.spans)-1
		if last || blk.kind == row || c.breaksAfter(sp, blk.spans[i+1]) {
			c.cut(sp.end)
		}
	}
}

// A cutter finds the ends of sentences in one block.
type cutter struct {
	text  []byte
	add   func(start, end int)
	start int // of the sentence that is open, -1 for none
}

func (c *cutter) cut(end int) {
	if c.start >= 0 {
		if b, e := c.unbroken(c.start, end); b < e {
			c.add(b, e)
		}
	}
	c.start = -1
}

// unbroken narrows [b,e) to exclude white space and the backslashes of hard
// line breaks at both ends.
func (c *cutter) unbroken(b, e int) (int, int) {
	for {
		if b, e = trim(c.text, b, e); b == e {
			return b, e
		}
		switch {
		case c.text[e-1] == '\\':
			e--
		case c.text[b] == '\\' && (b+1 == e || isSpace(c.text[b+1]) || c.text[b+1] == '\\'):
			b++
		default:
			return b, e
		}
	}
}

// line looks for ends of sentences within one line.
func (c *cutter) line(sp span) {
	for i := sp.start; i < sp.end; i++ {
		if c.start < 0 {
			c.start = i
		}
		switch ch := c.text[i]; {
		case ch == 0:
			c.cut(i)
		case ch == '.' || ch == '!' || ch == '?':
			if end, ok := c.stop(i, sp); ok {
				c.cut(end)
				i = end - 1
			}
		case i-c.start >= maxSentence && (isSpace(ch) || utf8.RuneStart(ch) && i-c.start >= 2*maxSentence):
			c.cut(i)
			if !isSpace(ch) {
				c.start = i
			}
		}
	}
}

// maxMarks is how many marks may stand behind each other at the end of a sentence.
// In a longer row one of the last of them ends it; each would look through all.
const maxMarks = 64

// stop says whether the mark at i ends the sentence, and where behind closing
// quotes, brackets and emphasis it ends.
func (c *cutter) stop(i int, sp span) (end int, ok bool) {
	end = i + 1
	last := min(sp.end, end+maxMarks)
	for end < last && strings.IndexByte(`.!?"')]*_`+"`", c.text[end]) >= 0 {
		end++
	}
	if rest := c.text[end:sp.end]; len(rest) >= 3 && (string(rest[:3]) == "”" || string(rest[:3]) == "’") {
		end += 3
	}
	if end >= sp.end {
		return end, c.text[i] != '.' || !c.abbreviated(i)
	}
	if !isSpace(c.text[end]) {
		return 0, false
	}
	next, _ := trim(c.text, end, min(sp.end, end+8))
	if next >= sp.end || !startsSentence(c.text[next:sp.end]) {
		return 0, false
	}
	return end, c.text[i] != '.' || !c.abbreviated(i) && !(c.isHalfDay(i) && startsWithZone(c.text[next:sp.end])) &&
		!c.isOrdinal(i, c.text[next:sp.end])
}

// isOrdinal says that the stop at i is that of a day: "Am 3. März". The English
// names that German has not are no sign of it: "It took 3. March was better."
func (c *cutter) isOrdinal(i int, next []byte) bool {
	b := i
	for b > c.start && i-b < 3 && '0' <= c.text[b-1] && c.text[b-1] <= '9' {
		b--
	}
	if b == i || i-b > 2 || b > c.start && !isSpace(c.text[b-1]) && strings.IndexByte("(*_[", c.text[b-1]) < 0 {
		return false
	}
	end := bytes.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(next)
	}
	word := strings.ToLower(string(next[:min(end, 24)]))
	return when.IsMonth(word) && word != "march" && word != "may"
}

// isHalfDay says that the stop at i is that of "a.m." or "p.m.".
func (c *cutter) isHalfDay(i int) bool {
	if i < 3 {
		return false
	}
	w := strings.ToLower(string(c.text[i-3 : i]))
	return w == "a.m" || w == "p.m"
}

// startsWithZone says that what follows "p.m." is a time zone, "UTC" or "PDT",
// or a year or a day: "3 p.m. UTC", "3 p.m. 5 May".
func startsWithZone(s []byte) bool {
	word, _, _ := bytes.Cut(s[:min(len(s), 12)], []byte(" "))
	word = bytes.TrimRight(bytes.TrimLeft(word, "("), ",.;:)")
	zone := len(word) > 1 && len(word) < 6 && len(bytes.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == 0
	date := len(word) > 0 && len(word) < 5 && len(bytes.Trim(word, "0123456789")) == 0
	return zone || date
}

// startsSentence holds for a capital, a digit, an opening mark, a bullet.
func startsSentence(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"'“‘([*_`<•", r) ||
		r > 0x2E80 && unicode.IsLetter(r)
}

// abbreviated says that the stop at i belongs to an abbreviation, an initial
// or a number at the sentence's start.
func (c *cutter) abbreviated(i int) bool {
	b := i
	for b > c.start && i-b < 12 && !isSpace(c.text[b-1]) {
		b--
	}
	word := strings.ToLower(strings.TrimLeft(string(c.text[b:i]), `("'*_[`))
	if abbreviations[word] {
		return true
	}
	if len(word) == 1 {
		return word[0] >= 'a' && word[0] <= 'z' && word != "i" && b == c.start || word[0] >= '0' && word[0] <= '9' && b == c.start
	}
	return b == c.start && len(word) < 3 && word != "" && strings.Trim(word, "0123456789") == ""
}

// breaksAfter says that the line break between two lines of one block was
// meant: a hard break, a line far too short to have been wrapped, or a next
// line that starts like an entry of its own.
func (c *cutter) breaksAfter(sp, next span) bool {
	if bytes.IndexByte(c.text[sp.end:next.start], 0) >= 0 {
		return true // a comment stood between them
	}
	if sp.end+1 < len(c.text) && c.text[sp.end] == ' ' && c.text[sp.end+1] == ' ' || c.text[sp.end-1] == '\\' {
		return true
	}
	line := c.text[next.start:next.end]
	if !startsSentence(line) {
		return false
	}
	if startsWithTime(line) {
		return !LeadsToTime(c.text[sp.start:sp.end])
	}
	if _, _, ok := label(line); ok {
		return true
	}
	word := strings.IndexAny(string(line[:min(len(line), 40)]), " \t")
	if word < 0 {
		word = len(line)
	}
	return sp.end-sp.start+1+word < 50 && c.text[sp.end-1] != ','
}

// beforeTimes are words at the end of a line that a time on the next one belongs to.
var beforeTimes = set("at on from to until till between and by around about approximately roughly since of before after " +
	"january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
	"monday tuesday wednesday thursday friday saturday sunday")

// LeadsToTime says that a time at the beginning of the next line belongs to the
// sentence of this one.
func LeadsToTime(line []byte) bool {
	word := line[bytes.LastIndexByte(line, ' ')+1:]
	return len(word) < 12 && beforeTimes[strings.ToLower(string(word))]
}

// startsWithTime holds for lines of a log: "15:54 UTC …", "[15:54] …", "2019-02-18 …".
func startsWithTime(s []byte) bool {
	s = s[:min(len(s), 24)]
	for len(s) > 0 && strings.IndexByte("[(*_`", s[0]) >= 0 {
		s = s[1:]
	}
	digits, marks := 0, 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == ':' || c == '-' || c == '/':
			marks++
		default:
			return digits >= 3 && marks >= 1
		}
	}
	return digits >= 3 && marks >= 1
}
