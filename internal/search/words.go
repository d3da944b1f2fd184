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
	kind       wordKind
}

// A wordKind says which spelling of a text a word belongs to. plain and part
// are the words of the text one after the other; the others stand beside them
// for those who spell it otherwise.
type wordKind int

const (
	plain   wordKind = iota
	part             // letters, or the number, of a glued word
	glued            // letters and a number written as one: http3
	shorter          // a part without the v of a version: tls of TLSv1
	joined           // two words with nothing but a hyphen between them, without it: failover of fail-over
	phrased          // a phrase of the synonyms of which stop words would leave one word: out of memory
)

// inText says that the words of this kind make up the text.
func (k wordKind) inText() bool { return k <= part }

// tells says that likeness looks at words of this kind: each place of a text once.
func (k wordKind) tells() bool { return k == plain || k == glued }

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
//
// What people spell in two ways has the words of both. Letters and a number
// are two words however they are written, so that http3, HTTP/3 and "HTTP 3"
// find each other; a number after a point keeps its point, so that 1.2 is
// found in 1.2.3 but not in 5.1.2.
func words(text string, yield func(word)) {
	c := cutter{text: text, yield: yield}
	for i := 0; i < len(text); {
		r, n := decode(text[i:])
		switch kind(r) {
		case letter:
			if unicode.IsMark(r) { // a mark without a letter
				i += n
				continue
			}
			end := withSigns(text, i, runEnd(text, i+n))
			c.run(i, end)
			i = end
		case pair:
			i = c.pairs(i)
		default:
			i += n
		}
	}
}

// A cutter remembers the run of letters and numbers before the present one.
type cutter struct {
	text       string
	yield      func(word)
	pos        int
	start, end int  // of the run before
	letters    bool // it is of letters alone
}

// run yields the words of a run of letters and numbers.
func (c *cutter) run(start, end int) {
	c.pos++
	s := c.text[start:end]
	if tooLong(s) {
		c.start, c.end, c.letters = 0, 0, false
		return
	}
	head, letters, border := start, !strings.ContainsFunc(s, unicode.IsNumber), 0
	if !letters {
		border = divided(s)
	}
	if c.afterPoint(start, end, border) {
		head--
	}
	if border == 0 {
		c.emit(plain, head, end)
	} else {
		c.glued(head, start, start+border, end)
	}
	if letters && c.letters && isHyphen(c.text[c.end:start]) && !tooLong(c.text[c.start:end]) {
		c.yield(word{fold(c.text[c.start:c.end]) + fold(s), c.start, end, c.pos, joined})
	}
	c.start, c.end, c.letters = start, end, letters
}

// glued yields the words of letters and a number written as one.
func (c *cutter) glued(head, start, border, end int) {
	c.emit(part, head, border)
	if last := c.text[border-1]; border-start > 1 && (last == 'v' || last == 'V') {
		c.emit(shorter, head, border-1)
	}
	c.pos++
	c.emit(part, border, end)
	c.emit(glued, start, end)
}

func (c *cutter) emit(kind wordKind, start, end int) {
	c.yield(word{fold(c.text[start:end]), start, end, c.pos, kind})
}

// afterPoint says that a run goes on with the number that the run before ended
// with: 4 in 12.4. Numbers of more than three digits stand for themselves
// everywhere: years, builds.
func (c *cutter) afterPoint(start, end, border int) bool {
	if c.end == 0 || c.end+1 != start || c.text[c.end] != '.' || !isDigit(c.text[c.end-1]) {
		return false
	}
	if border > 0 {
		end = start + border
	}
	for i := start; i < end; i++ {
		if !isDigit(c.text[i]) {
			return false
		}
	}
	return end-start <= 3
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" || s == "\u00ad" }

// divided returns where letters meet a number in a run, when they do so once;
// else 0: k8s and hashes are one word. A letter that is a stop word stays with
// its number, else A100 would be 100.
func divided(s string) (border int) {
	before, first := false, true
	for i, r := range s {
		is := unicode.IsNumber(r)
		switch {
		case isApostrophe(r):
			return 0
		case !first && is != before && (border > 0 || unicode.IsMark(r)):
			return 0
		case !first && is != before:
			border = i
		}
		before, first = is, false
	}
	if border > 0 && (stopWords[fold(s[:border])] || stopWords[fold(s[border:])]) {
		return 0
	}
	return border
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
func (c *cutter) pairs(i int) int {
	_, n := decode(c.text[i:])
	prev, cur, count := i, i+n, 0
	for cur < len(c.text) {
		r, n := decode(c.text[cur:])
		if kind(r) != pair {
			break
		}
		c.pos++
		count++
		c.emit(plain, prev, cur+n)
		prev, cur = cur, cur+n
	}
	if count == 0 {
		c.pos++
		c.emit(plain, i, cur)
	}
	return cur
}

func tooLong(s string) bool { return len(s) > maxWord && utf8.RuneCountInString(s) > maxWord }

// fold brings a word to the form in which it is compared.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(foldRune, norm.NFKC.String(unaccented(norm.NFKD.String(s))))
		}
	}
	return strings.ToLower(s)
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
