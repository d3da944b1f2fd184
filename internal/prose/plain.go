package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain returns readable text without Markdown marks: one block a line,
// links and images as their text, code as it is. A heading with text below it
// ends with a colon if with no other mark, because readers put the lines
// behind each other: "Root cause: The disk was full." Words struck out and the
// marks of footnotes are no text.
func Plain(markdown string) string {
	var b strings.Builder
	p := parser{doc: Document{Text: markdown}}
	end := ""
	scan(markdown, func(blk block) {
		line := plainBlock(markdown, blk)
		if line == "" {
			return
		}
		b.WriteString(end)
		b.WriteString(line)
		end = "\n"
		if _, ok := p.lineHeading(blk); (ok || blk.kind == heading) && isOpen(line) {
			end = ":\n"
		}
	})
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// Line is Plain of a piece of a text, on one line.
func Line(markdown string) string {
	if !isParagraph(markdown) {
		return strings.Join(strings.Fields(Plain(markdown)), " ")
	}
	lines := strings.Split(markdown, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return inlineText(strings.Join(lines, " "))
}

// isParagraph says at once, of most pieces, that they are one paragraph: each of
// their lines begins with a letter, and no comment is in them.
func isParagraph(markdown string) bool {
	begins := true
	for i := range len(markdown) {
		switch c := markdown[i]; {
		case begins && !(c|0x20 >= 'a' && c|0x20 <= 'z'), c == 0, c == '<':
			return false
		default:
			begins = c == '\n'
		}
	}
	return !begins
}

func plainBlock(markdown string, blk block) string {
	parts := make([]string, 0, len(blk.spans))
	for _, sp := range blk.spans {
		parts = append(parts, strings.ReplaceAll(markdown[sp.start:sp.end], "\x00", ""))
	}
	if blk.kind == code {
		return strings.TrimSpace(strings.Join(parts, "\n"))
	}
	return inlineText(strings.Join(parts, " "))
}

// isOpen says that a line ends with no punctuation that would part it from the next.
func isOpen(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(`)]"'’”%`, last)
}
