// Twin: assets/ts/search/words.ts

package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the length in characters above which a word is not indexed: a
// SHA-256 in hexadecimal (64) still is, a pasted base64 blob is not.
const maxWord = 64

// A word is a piece of text that can be looked up, as both sides see it
// before stop words and stems.
type word struct {
	term       string // lower case, compatibility-composed (NFKC), without accents
	start, end int    // bytes in the text
	pos        int    // counted from 1
}

// kinds of characters
const (
	gap    = iota // between words
	letter        // a word is a run of these: letters, marks, numbers
	pair          // scripts without spaces: every two neighbours make a word
)

// pairScripts are written without spaces between words, or (Hangul) with
// endings glued to them; overlapping pairs find both.
var pairScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana,
	unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// words calls yield for each word of the text, in order.
//
// The rules are simpler than UAX #29, which bleve's own tokenizer follows, so
// that two languages can have exactly the same ones: "crates.io",
// "us-east-1" and "max_conn" are several words each, and a query for one of
// them is a phrase. C++ and C# are words: without their signs they would be C.
func words(text string, yield func(word)) {
	pos := 0
	for i := 0; i < len(text); {
		r, n := decode(text[i:])
		switch kind(r) {
		case letter:
			if unicode.IsMark(r) { // a mark without a letter
				i += n
				continue
			}
			end := withSigns(text, i, runEnd(text, i+n))
			pos++
			emit(text, i, end, pos, yield)
			i = end
		case pair:
			i, pos = pairs(text, i, pos, yield)
		default:
			i += n
		}
	}
}

// runEnd returns where the word that goes on at i ends. An apostrophe between
// letters belongs to the word.
func runEnd(text string, i int) int {
	for i < len(text) {
		r, n := decode(text[i:])
		if isApostrophe(r) && i+n < len(text) {
			if next, _ := decode(text[i+n:]); kind(next) != letter || unicode.IsMark(next) {
				return i
			}
		} else if kind(r) != letter {
			return i
		}
		i += n
	}
	return i
}

// withSigns adds the signs of C++ and C# to a word of one letter.
func withSigns(text string, start, end int) int {
	rest := text[end:]
	switch {
	case end-start != 1 || '0' <= text[start] && text[start] <= '9': // one byte is ASCII
	case strings.HasPrefix(rest, "++"):
		return end + 2
	case rest == "#" || strings.HasPrefix(rest, "#") && startsWithGap(rest[1:]):
		return end + 1
	}
	return end
}

func startsWithGap(s string) bool {
	r, _ := decode(s)
	return kind(r) == gap
}

// pairs yields the overlapping pairs of the run that starts at i; a run of one
// character is a word by itself.
func pairs(text string, i, pos int, yield func(word)) (int, int) {
	_, n := decode(text[i:])
	prev, cur, count := i, i+n, 0
	for cur < len(text) {
		r, n := decode(text[cur:])
		if kind(r) != pair {
			break
		}
		pos++
		count++
		emit(text, prev, cur+n, pos, yield)
		prev, cur = cur, cur+n
	}
	if count == 0 {
		pos++
		emit(text, i, cur, pos, yield)
	}
	return cur, pos
}

func emit(text string, start, end, pos int, yield func(word)) {
	s := text[start:end]
	if len(s) > maxWord && utf8.RuneCountInString(s) > maxWord {
		return
	}
	yield(word{fold(s), start, end, pos})
}

// fold brings a word to the form in which it is compared.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.Map(foldRune, norm.NFKC.String(unaccented(norm.NFKD.String(s))))
		}
	}
	return s
}

// unaccented takes the accents from decomposed Latin and Greek letters, which
// people leave out: "cafe" is "café". In other scripts marks make other letters.
func unaccented(s string) string {
	after := false // a letter that loses its accents
	return strings.Map(func(r rune) rune {
		if 0x300 <= r && r < 0x370 {
			if after {
				return -1
			}
			return r
		}
		after = unicode.In(r, unicode.Latin, unicode.Greek)
		return r
	}, s)
}

func foldRune(r rune) rune {
	switch {
	case isApostrophe(r):
		return '\''
	case r == 'ς':
		return 'σ'
	}
	if l := unicode.ToLower(r); l != 'ς' {
		return l
	}
	return 'σ'
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '＇' }

func kind(r rune) int {
	if r < utf8.RuneSelf {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' {
			return letter
		}
		return gap
	}
	switch {
	case !unicode.In(r, unicode.L, unicode.M, unicode.N):
		return gap
	case r == 'ー' || r == 'ｰ' || unicode.In(r, pairScripts...):
		return pair
	}
	return letter
}

func decode(s string) (rune, int) {
	if c := s[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s)
}
