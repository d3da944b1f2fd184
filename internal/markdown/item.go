package markdown

import (
	"strings"
	"unicode/utf8"
)

// Item cuts an item of a list, "- text", "12. text", "* [x] text", into its mark,
// with the blanks around it and the box of a task, and its text. A number of more
// than three digits is a year at the start of a wrapped line.
func Item(line string) (mark, text string, ok bool) { return itemOf("-*+", line) }

// Bullet reads an item as Item does, and "• text" and its like: Markdown takes
// that for a paragraph, and who wrote it for an item.
func Bullet(line string) (mark, text string, ok bool) { return itemOf("-*+•◦‣–", line) }

func itemOf(signs, line string) (mark, text string, ok bool) {
	bare := strings.TrimLeft(line, " \t")
	n := markLen(signs, bare)
	if n == 0 || strings.IndexByte(line, '\n') >= 0 {
		return "", "", false
	}
	text = strings.TrimLeft(bare[n:], " \t")
	if text == bare[n:] {
		return "", "", false
	}
	if len(text) > 3 && text[0] == '[' && strings.IndexByte(" xX", text[1]) >= 0 && text[2:4] == "] " && !startsBlank(text[4:]) {
		text = text[4:]
	} else if startsBlank(text) {
		return "", "", false
	}
	return line[:len(line)-len(text)], text, true
}

// markLen is how long the sign or the number is that an item begins with.
func markLen(signs, s string) int {
	if s == "" {
		return 0
	}
	if s[0] < '0' || s[0] > '9' {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError || !strings.ContainsRune(signs, r) {
			return 0
		}
		return n
	}
	n := 1
	for n < len(s) && n < 3 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == len(s) || s[n] != '.' && s[n] != ')' {
		return 0
	}
	return n + 1
}

// startsBlank says that a blank of any kind stands first.
func startsBlank(s string) bool { return s != "" && strings.IndexByte(" \t\f\r\n", s[0]) >= 0 }
