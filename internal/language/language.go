// Package language knows in which language a text is, as far as that matters:
// what is not English is neither tagged nor judged by rules made for English.
package language

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

const (
	most    = 20_000 // bytes of a text that are looked at
	least   = 80     // letters that are enough to tell
	english = 0.08   // share of the words below in an English text; the least of 650 postmortems is .11
)

// common are the words that no English text does without, and hardly another
// has: "in" and "was" are German, too.
var common = map[string]bool{"the": true, "of": true, "and": true, "to": true, "a": true, "is": true, "for": true, "that": true, "we": true, "this": true,
	"with": true, "were": true, "are": true, "from": true, "our": true, "be": true, "by": true, "not": true, "it": true, "at": true}

var noProseRE = regexp.MustCompile("(?s)```.*?(?:```|$)|~~~.*?(?:~~~|$)|`[^`\n]*`|\\S*(?:://|@|www\\.)\\S*|\\]\\([^()\\s]*\\)")

// proseOf is a text without code and addresses. But for blocks of code they end
// with their line, and few lines have any.
func proseOf(text string) string {
	if strings.Contains(text, "```") || strings.Contains(text, "~~~") {
		return noProseRE.ReplaceAllString(text, " ")
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.ContainsAny(line, "`@") || strings.Contains(line, "://") || strings.Contains(line, "www.") || strings.Contains(line, "](") {
			line = noProseRE.ReplaceAllString(line, " ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// written are the languages that are told apart: fewer, more surely.
var written = whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Deu: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Por: true, whatlanggo.Ita: true,
	whatlanggo.Nld: true, whatlanggo.Swe: true, whatlanggo.Dan: true, whatlanggo.Nob: true, whatlanggo.Fin: true, whatlanggo.Pol: true,
	whatlanggo.Ces: true, whatlanggo.Hun: true, whatlanggo.Ron: true, whatlanggo.Tur: true, whatlanggo.Rus: true, whatlanggo.Ukr: true,
	whatlanggo.Ell: true, whatlanggo.Heb: true, whatlanggo.Arb: true, whatlanggo.Pes: true, whatlanggo.Hin: true, whatlanggo.Vie: true,
	whatlanggo.Ind: true, whatlanggo.Jpn: true, whatlanggo.Cmn: true, whatlanggo.Kor: true,
}}

// Of is the language of a Markdown text as its ISO 639-1 code where it is
// surely none but English: "de". It is "" for English, and where nobody knows.
func Of(text string) string {
	text = proseOf(text[:min(len(text), most)])
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if r >= 0x2E80 { // a character of Chinese, Japanese or Korean is half a word
			letters += 2
		}
	}
	if letters < least || shareOfEnglish(text) >= english {
		return ""
	}
	if info := whatlanggo.DetectWithOptions(text, written); info.IsReliable() && info.Lang != whatlanggo.Eng {
		return info.Lang.Iso6391()
	}
	return ""
}

func shareOfEnglish(text string) float64 {
	words, seen := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if words++; common[w] {
			seen++
		}
	}
	return float64(seen) / float64(max(words, 1))
}
