package prose

import (
	"strings"
	"unicode"
)

// RoleOf tells what a section is for by its heading: first by the whole
// heading, then by a phrase in it. Marks, numbering, case, accents and
// punctuation do not matter; whole headings may be German, French, Spanish,
// Portuguese or Japanese. RoleNone means that the heading says nothing about it.
func RoleOf(heading string) Role {
	words := headingWords(heading)
	if r := exactRole(words); r != RoleNone {
		return r
	}
	for i, n := range headingPhrases.finder.Count(words) {
		if n > 0 {
			return headingPhrases.roles[i]
		}
	}
	return RoleNone
}

// exactRole knows the whole headings of headings.txt, give or take words such
// as "preliminary" before and "analysis" after them.
func exactRole(words []string) Role {
	for len(words) > 1 && headings.before[words[0]] {
		words = words[1:]
	}
	for len(words) > 0 {
		if r, ok := headings.roles[strings.Join(words, " ")]; ok {
			return r
		}
		if len(words) == 1 || !headings.behind[words[len(words)-1]] {
			break
		}
		words = words[:len(words)-1]
	}
	return RoleNone
}

// headingWords cuts a heading into lower-case words, without leading numbers.
// Headings are short; of a longer text only the first 200 bytes are read.
func headingWords(s string) []string {
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case unaccented[r] != "":
			b.WriteString(unaccented[r])
		case r > 0x7f && unicode.IsLetter(r), r == 'ー':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && words[0][0] >= '0' && words[0][0] <= '9' && len(words[0]) < 3 && words[1] != "whys" {
		words = words[1:]
	}
	return words
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
