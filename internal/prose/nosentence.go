package prose

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"hindsight/internal/markdown"
)

// What stands in a text as sentences do and is none: footnotes, images, marks
// alone, and names of what was hit.

// isNote says that a block is a footnote, "[^1]: see there", or an indented
// one that goes on with it.
func (p *parser) isNote(b block) bool {
	if b.kind == row {
		return false
	}
	line := p.doc.Text[b.spans[0].start:b.spans[0].end]
	if n := footnote(line, 0); n > 0 && line[n-1] == ':' {
		return true
	}
	return p.note && b.start > 0 && (p.text[b.start-1] == ' ' || p.text[b.start-1] == '\t')
}

// hasWord says that there is a letter or a digit in s: pandoc writes a line of
// "\\" where there was a blank one.
func hasWord(s []byte) bool {
	return bytes.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// partHeadings are headings of lists of names. They stand here as headingWords
// writes them, without the words that may stand before.
var partHeadings = map[string]bool{"affected": true, "affected components": true, "affected component": true, "affected services": true,
	"affected service": true, "affected systems": true, "affected system": true, "affected products": true, "affected regions": true,
	"affected parts": true, "components affected": true, "services affected": true, "systems affected": true, "components": true, "severity": true}

// telling are words of which a sentence about what was hit has one, and a name
// has none.
var telling = set("was were is are be been had has have did do does could can cannot couldn couldnt didn wasn weren may might " +
	"would will should saw see got experienced failed unable because due during when while which who that")

// placeholder begins what Statuspage says where no name is.
const placeholder = "no components were affected"

// namesParts says that a sentence below such a heading is only names: "Web
// Application - Account Settings & Billing", "a.example.org, b.example.org".
func (p *parser) namesParts(start, end int) bool {
	if bytes.EqualFold(p.text[start:min(end, start+len(placeholder))], []byte(placeholder)) {
		return true
	}
	if len(p.doc.Sections) == 0 || !isPartHeading(p.doc.Sections[len(p.doc.Sections)-1].Heading) {
		return false
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(string(p.text[start:end])), func(r rune) bool {
		return !unicode.IsLetter(r)
	}) {
		if telling[w] {
			return false
		}
	}
	return true
}

func isPartHeading(heading string) bool {
	words := headingWords(heading)
	for len(words) > 1 && headings.before[words[0]] {
		words = words[1:]
	}
	return partHeadings[strings.Join(words, " ")]
}

// maxImage bounds the alternative text of an image, and its address.
const maxImage = 600

// maskImages replaces images by blanks, of the same length; line breaks stay.
// They are "![alternative text](address)", "![…][name]" and, as a badge has it,
// "[![…](…)](…)"; what an archive has in their place, links to pictures that
// have a line of their own; and "(image: alternative text)" where there is no
// address.
func maskImages(text []byte) []byte {
	for at := 0; ; {
		i := bytes.IndexAny(text[at:], "[(")
		if i < 0 {
			return text
		}
		start, end := image(text, at+i)
		if at += i + 1; end == 0 {
			continue
		}
		if start > 0 && text[start-1] == '[' && end < len(text) && text[end] == ']' {
			if outer := imageEnd(text, start-1); outer > end {
				start, end = start-1, outer
			}
		}
		for k := start; k < end; k++ {
			if text[k] != '\n' {
				text[k] = ' '
			}
		}
		at = end
	}
}

// image returns where an image whose first bracket is at i begins and ends; end
// is 0 if there is none.
func image(text []byte, i int) (start, end int) {
	switch {
	case text[i] == '(':
		if bytes.HasPrefix(text[i:], []byte(markdown.ImageMark)) {
			end = closing(text, i, '(', ')')
		}
		return i, end
	case i > 0 && text[i-1] == '!':
		return i - 1, imageEnd(text, i)
	}
	end = imageEnd(text, i)
	if end == 0 || !pictureRE.Match(text[i:end]) || !alone(text, i, end) {
		return i, 0
	}
	return i, end
}

// pictureRE is the end of a link to a picture.
var pictureRE = regexp.MustCompile(`(?i)\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#][^()]*)?(?: "[^"]*")?\)$`)

// alone says that nothing but marks and other images stands on the lines of
// text[start:end].
func alone(text []byte, start, end int) bool {
	before := text[bytes.LastIndexByte(text[:start], '\n')+1 : start]
	if len(bytes.Trim(before, " \t>-*+|_")) > 0 {
		return false
	}
	after, _, _ := bytes.Cut(text[end:min(len(text), end+maxImage)], []byte("\n"))
	after = bytes.TrimLeft(after, " \t\r*_|")
	return len(after) == 0 || after[0] == '[' || after[0] == '!'
}

// imageEnd returns where "[…](…)" or "[…][…]" at i ends, 0 if there is none.
func imageEnd(text []byte, i int) int {
	end := closing(text, i, '[', ']')
	if end == 0 || end == len(text) {
		return 0
	}
	switch text[end] {
	case '(':
		return closing(text, end, '(', ')')
	case '[':
		return closing(text, end, '[', ']')
	}
	return 0
}

// closing returns what is behind the bracket that closes the one at i, in the
// same paragraph; 0 if there is none.
func closing(text []byte, i int, open, shut byte) int {
	depth := 0
	for j := i; j < len(text) && j < i+maxImage; j++ {
		switch text[j] {
		case '\\':
			j++
		case '\n':
			if j+1 < len(text) && text[j+1] == '\n' {
				return 0
			}
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return 0
}
