package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/markdown"
)

// lineEnd returns the end of the line that starts at i, and where the next starts.
func lineEnd(text []byte, i int) (end, next int) {
	j := bytes.IndexByte(text[i:], '\n')
	if j < 0 {
		return len(text), len(text)
	}
	return i + j, i + j + 1
}

// isSpace holds for ASCII white space and the NUL of a masked comment.
func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

// trim narrows [b,e) to exclude white space of any script at both ends.
func trim(text []byte, b, e int) (int, int) {
	for b < e {
		n := 1
		if !isSpace(text[b]) {
			var r rune
			if r, n = utf8.DecodeRune(text[b:e]); r < 0x80 || !unicode.IsSpace(r) {
				break
			}
		}
		b += n
	}
	for e > b {
		n := 1
		if !isSpace(text[e-1]) {
			var r rune
			if r, n = utf8.DecodeLastRune(text[b:e]); r < 0x80 || !unicode.IsSpace(r) {
				break
			}
		}
		e -= n
	}
	return b, e
}

// frontMatter returns where the text starts after its front matter, 0 when
// there is none.
func frontMatter(text string) int {
	fm, ok := markdown.CutFrontMatter(text)
	if !ok {
		return 0
	}
	return len(text) - len(fm.Body)
}

// maskComments returns the text as bytes with every closed HTML comment
// replaced by NULs (line breaks kept). NUL ends a sentence and counts as
// space, so nothing in a comment is ever read. An unclosed comment is text.
func maskComments(text string) []byte {
	out := []byte(text)
	for at := 0; ; {
		i := strings.Index(text[at:], "<!--")
		if i < 0 {
			return out
		}
		j := strings.Index(text[at+i+4:], "-->")
		if j < 0 {
			return out
		}
		end := at + i + 4 + j + 3
		for k := at + i; k < end; k++ {
			if out[k] != '\n' {
				out[k] = 0
			}
		}
		at = end
	}
}
