// Package markdown knows what a line of Markdown is: a fence, a heading, an item
// of a list, a row of a table, a quote, a rule, a definition, the border of
// front matter; and what of a text is code. Whoever reads or writes Markdown
// line by line asks here, so that all see the same text.
//
// It follows CommonMark, but for what people write that CommonMark takes for
// something else; the comments say where. It imports only the standard library.
package markdown

import (
	"regexp"
	"strings"
)

// Rule says that a line parts what is above it from what is below: "---",
// "* * *".
func Rule(line string) bool {
	marks := strings.TrimLeft(strings.TrimRight(line, "\r\n"), " ")
	if len(line)-len(strings.TrimLeft(line, " ")) > 3 || marks == "" || strings.IndexByte("*-_", marks[0]) < 0 {
		return false
	}
	return strings.Count(marks, marks[:1]) > 2 && strings.Trim(marks, marks[:1]+" \t") == ""
}

// startsWith says that one of some signs stands first in a line, behind blanks.
// Most lines begin with a letter, and no expression need be asked about them.
func startsWith(line, signs string) bool {
	bare := strings.TrimLeft(line, " \t")
	return bare != "" && strings.IndexByte(signs, bare[0]) >= 0
}

// Quote reads a line of a quote and returns it without its first mark.
func Quote(line string) (text string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimLeft(line, " \t"), ">")
	if !ok {
		return line, false
	}
	if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t") {
		text = text[1:]
	}
	return text, true
}

var definitionRE = regexp.MustCompile(`^( {0,3}\[(\^?)[^\]]+\]:[ \t]*)(.*)`)

// Definition cuts "[name]: https://…" into what names the link and what
// defines it, and the "[^name]: text" of a footnote likewise; a footnote's
// text may begin on the next line.
func Definition(line string) (name, text string, ok bool) {
	if !startsWith(line, "[") {
		return "", "", false
	}
	m := definitionRE.FindStringSubmatch(line)
	if m == nil || m[3] == "" && m[2] == "" {
		return "", "", false
	}
	return m[1], m[3], true
}

// Squeeze removes blanks at the ends of lines, but for the two that break a
// line, and all empty lines but one between two others. Code stays as it is.
func Squeeze(md string) string {
	var out strings.Builder
	var code Code
	empty := true
	for line := range strings.Lines(md) {
		line = strings.TrimRight(line, "\n")
		inside := code.Takes(line)
		if !inside {
			if line = trimEnd(line); line == "" && empty {
				continue
			}
		}
		empty = line == "" && !inside
		out.WriteString(line)
		out.WriteByte('\n')
	}
	return strings.Trim(out.String(), "\n")
}

func trimEnd(line string) string {
	bare := strings.TrimRight(line, " \t")
	if bare != "" && strings.HasSuffix(line, "  ") {
		bare += "  "
	}
	return bare
}

// Indent is how many columns a line is indented; a tab goes to the next
// multiple of four.
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

// OpensParagraph says that a line begins a paragraph, not a block of another
// kind.
func OpensParagraph(line string) bool {
	_, _, heading := Heading(line)
	_, fence := ReadFence(line)
	_, _, item := Item(line)
	_, quote := Quote(line)
	return !heading && !fence && !item && !quote && !TableRow(line) && !Rule(line)
}

// ImageMark begins the words that stand for an image of which the address is
// not known: "(image: a graph of the latency)".
const ImageMark = "(image: "
