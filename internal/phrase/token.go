package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a sentence as most phrases mean it: lower case, without
// apostrophes, ligatures and soft hyphens resolved.
type Token struct {
	Text       string
	Start, End int // in the sentence
}

// MaxTokens bounds a sentence; what is longer is a pasted log.
const MaxTokens = 400

// Tokens cuts a sentence into words. Addresses and the targets of links
// hold none.
func Tokens(s string) []Token {
	out := make([]Token, 0, min(len(s)/6, MaxTokens)+1)
	for i := 0; i < len(s) && len(out) < MaxTokens; {
		if n := skip(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		end, plain := wordEnd(s, i)
		text := s[i:end]
		if !plain {
			text = fold(text)
		}
		if text != "" {
			out = append(out, Token{text, i, end})
		}
		i = end
	}
	return out
}

// skip returns the length of what is no prose at the start of s: an address,
// the target of a link, a tag.
func skip(s string) int {
	switch s[0] {
	case 'h', 'H':
		if len(s) > 8 && (strings.EqualFold(s[:7], "http://") || strings.EqualFold(s[:8], "https://")) {
			return untilSpace(s)
		}
	case ']':
		if len(s) > 1 && s[1] == '(' {
			if end := strings.IndexByte(s[:min(len(s), 1000)], ')'); end > 0 {
				return end + 1
			}
		}
	case '<':
		if len(s) > 2 && (s[1] == '/' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z') {
			if end := strings.IndexByte(s[:min(len(s), 300)], '>'); end > 0 {
				return end + 1
			}
		}
	}
	return 0
}

func untilSpace(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] == ')' || s[i] == '>' || s[i] == '"' {
			return i
		}
	}
	return len(s)
}

// wordEnd finds the end of the word at i; plain says that it is lower-case
// ASCII already.
func wordEnd(s string, i int) (end int, plain bool) {
	plain = true
	for end = i; end < len(s); {
		c := s[end]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			end++
		case c >= 'A' && c <= 'Z':
			plain = false
			end++
		case c == '\'' && end+1 < len(s) && s[end+1]|0x20 >= 'a' && s[end+1]|0x20 <= 'z':
			plain = false
			end++
		case c < 0x80:
			return end, plain
		default:
			r, n := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '\u00ad' {
				return end, plain
			}
			plain = false
			end += n
		}
	}
	return end, plain
}

// fold lowers a word and drops apostrophes and soft hyphens.
var folder = strings.NewReplacer("'", "", "’", "", "\u00ad", "", "ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

func fold(s string) string { return strings.ToLower(folder.Replace(s)) }

// Words appends the texts of tokens to words, for a Finder or a Matcher.
func Words(words []string, tokens []Token) []string {
	for _, t := range tokens {
		words = append(words, t.Text)
	}
	return words
}
