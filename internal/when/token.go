package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Gaps between a token and the one before it.
const (
	glued = iota // nothing between them
	space        // blanks
	line         // one line end: wrapped text reads on
	block        // an empty line: nothing reads on across it
)

// A token is a run of digits, a run of letters, or one other character.
type token struct {
	start, end int
	kind       rune // '0' for digits, 'a' for letters, else the character itself
	gap        uint8
}

// tokenise cuts s in one pass. Emphasis marks of Markdown (* _ `) and
// backslashes before punctuation are dropped, as a reader drops them: the
// tokens on both sides keep the gap that the rest of the text gives them.
func tokenise(s string) []token {
	toks := make([]token, 0, len(s)/4+4)
	gap := uint8(space)
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == '\n':
			gap = max(line, gap+1)
			if gap > block {
				gap = block
			}
			i += n
			continue
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			gap = max(gap, space)
			i += n
			continue
		case r == '*' || r == '_' || r == '`' || r == '\\':
			i += n
			continue
		}
		t := token{start: i, end: i + n, kind: r, gap: gap}
		switch {
		case '0' <= r && r <= '9':
			t.kind, t.end = '0', runEnd(s, i, func(r rune) bool { return '0' <= r && r <= '9' })
		case unicode.IsLetter(r):
			t.kind, t.end = 'a', runEnd(s, i, isWordRune)
		case r == '–' || r == '—' || r == '−' || r == '‐' || r == '‑' || r == '→':
			t.kind = '-'
		case r == '’':
			t.kind = '\''
		case r == '≈' || r == '∼':
			t.kind = '~'
		}
		toks = append(toks, t)
		i, gap = t.end, glued
	}
	return toks
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

func runEnd(s string, i int, in func(rune) bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !in(r) {
			break
		}
		i += n
	}
	return i
}

// A reader walks over the tokens of one text. In strict mode (Find) names of
// months and days need their capital, because "may" and "sun" are words.
type reader struct {
	s      string
	toks   []token
	strict bool
}

// at returns the kind of token i, 0 past the end.
func (r *reader) at(i int) rune {
	if i < 0 || i >= len(r.toks) {
		return 0
	}
	return r.toks[i].kind
}

func (r *reader) text(i int) string { return r.s[r.toks[i].start:r.toks[i].end] }

// near is true when token i exists and follows its predecessor with no more than gap.
func (r *reader) near(i int, gap uint8) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].gap <= gap
}

// word returns token i in lower case when it is a word of at most 24 bytes, else "".
func (r *reader) word(i int) string {
	if r.at(i) != 'a' || r.toks[i].end-r.toks[i].start > 24 {
		return ""
	}
	return strings.ToLower(r.text(i))
}

// number returns the value and width of token i; width 0 when it is no
// number of at most nine digits.
func (r *reader) number(i int) (value, width int) {
	if r.at(i) != '0' {
		return 0, 0
	}
	digits := r.text(i)
	if len(digits) > 9 {
		return 0, 0
	}
	for _, c := range []byte(digits) {
		value = value*10 + int(c-'0')
	}
	return value, len(digits)
}

// small returns the value of a number of one or two digits at i, else -1.
func (r *reader) small(i int) int {
	if v, w := r.number(i); w == 1 || w == 2 {
		return v
	}
	return -1
}

// year returns the value of a number of four digits that can be a year, else 0.
func (r *reader) year(i int) int {
	v, w := r.number(i)
	if w != 4 || v < 1900 || v > 2199 {
		return 0
	}
	return v
}
