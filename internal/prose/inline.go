package prose

import (
	"html"
	"strings"
	"unicode/utf8"
)

// inlineText removes the marks inside a line: emphasis, code ticks, links,
// images, tags, comments, escapes and entities, and with their words what is
// struck out and the marks of footnotes; what stands between code ticks
// stays as it is. Time is linear: each mark is looked at once, and links,
// code and what is struck out must close within maxLink bytes.
func inlineText(s string) string {
	if !strings.ContainsAny(s, "*_`[]<&\\!~") {
		return strings.Join(strings.Fields(s), " ")
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		n, text := inlineMark(s, i)
		b.WriteString(text)
		i += n
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}

const maxLink = 1000 // bytes of an address, of a tag that is skipped, of code, or of what is struck out

// inlineMark returns how many bytes at i make up one step and what they read as.
func inlineMark(s string, i int) (n int, text string) {
	switch c := s[i]; {
	case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!<>|~", s[i+1]) >= 0:
		return 2, s[i+1 : i+2]
	case c == '`':
		return inlineCode(s, i)
	case c == '*':
		return 1, ""
	case c == '~' && i+1 < len(s) && s[i+1] == '~':
		return struck(s, i), ""
	case c == '_' && (wordEdge(s, i-1) || wordEdge(s, i+1)):
		return 1, ""
	case c == '!' && i+1 < len(s) && s[i+1] == '[':
		return 1, ""
	case c == '[':
		return max(1, footnote(s, i)), ""
	case c == ']':
		return linkEnd(s, i), ""
	case c == '<':
		return tag(s, i)
	}
	_, n = utf8.DecodeRuneInString(s[i:])
	return n, s[i : i+n]
}

// inlineCode returns the code between the ticks at i and as many further on,
// so that of "`<b>`" the tag stays; of ticks without an end, nothing.
func inlineCode(s string, i int) (n int, text string) {
	open := 0
	for i+open < len(s) && s[i+open] == '`' {
		open++
	}
	for j := i + open; j < len(s) && j < i+maxLink; {
		end := j
		for end < len(s) && s[end] == '`' {
			end++
		}
		if end-j == open {
			return end - i, s[i+open : j]
		}
		j = max(end, j+1)
	}
	return open, ""
}

// struck returns the length of "~~words~~" at i: the author has taken them
// back. Without an end within the block, the marks alone go.
func struck(s string, i int) int {
	const mark = "~~"
	in := s[i+len(mark) : min(len(s), i+maxLink)]
	end := strings.Index(in, mark)
	if end <= 0 || in[0] == ' ' || in[end-1] == ' ' {
		return len(mark)
	}
	return len(mark) + end + len(mark)
}

const maxNote = 60 // bytes of a footnote's name

// footnote returns the length of "[^name]" at i, and with its colon of the
// "[^name]:" that a footnote starts with; 0 if there is none.
func footnote(s string, i int) int {
	if !strings.HasPrefix(s[i:], "[^") {
		return 0
	}
	end := strings.IndexAny(s[i:min(len(s), i+maxNote)], "] ")
	if end < len("[^x") || s[i+end] != ']' {
		return 0
	}
	end++
	if (i == 0 || s[i-1] == ' ') && strings.HasPrefix(s[i+end:], ":") {
		end++
	}
	return end
}

// wordEdge says that the byte at i is no letter or digit: an underscore
// beside it is emphasis, others are part of a name.
func wordEdge(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return true
	}
	c := s[i]
	return !(c >= 0x80 || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_')
}

// linkEnd returns the length of "]", "](address)" or "][name]" at i.
func linkEnd(s string, i int) int {
	if i+1 >= len(s) || s[i+1] != '(' && s[i+1] != '[' {
		return 1
	}
	closing := byte(')')
	if s[i+1] == '[' {
		closing = ']'
	}
	depth := 0
	for j := i + 1; j < len(s) && j < i+maxLink; j++ {
		switch s[j] {
		case s[i+1]:
			depth++
		case closing:
			if depth--; depth == 0 {
				return j - i + 1
			}
		}
	}
	return 1
}

// tag skips "<b>", "</b>", "<!-- -->"; of "<https://…>" the address stays.
func tag(s string, i int) (int, string) {
	end := strings.IndexByte(s[i:min(len(s), i+maxLink)], '>')
	if end < 2 {
		return 1, "<"
	}
	c := s[i+1]
	if c != '/' && c != '!' && !(c|0x20 >= 'a' && c|0x20 <= 'z') {
		return 1, "<"
	}
	if in := s[i+1 : i+end]; strings.HasPrefix(in, "http") || strings.IndexByte(in, '@') > 0 && strings.IndexByte(in, ' ') < 0 {
		return end + 1, in
	}
	return end + 1, " "
}
