package list

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"hindsight/internal/body"
)

// dayPart is a day, a month or a year as curators write it beside a link.
const dayPart = `((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?|(?:19|20)\d\d[/.]\d\d?[/.]\d\d?|\d{1,2}\.? \p{Lu}\pL{2,8}\.? (?:19|20)\d\d|` +
	`\p{Lu}\pL{2,8}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d)`

var (
	dayFirstRE = regexp.MustCompile(`^` + dayPart + `(?:$|\s*[)\]|:;,(]|\.(?:\s|$)|\s+[-–—]|—)`)
	dayAloneRE = regexp.MustCompile(`^` + dayPart + `$`)
	dayLastRE  = regexp.MustCompile(`(?:\s*[(\[]|,\s+|\s[-–—]+\s+)` + dayPart + `[)\]]?$`)
	// gapRE is what parts the columns of a plain text.
	gapRE = regexp.MustCompile(`([^\s.!?:;,])[ \t]{2,}(\S)`)
	// pieceEndRE is what parts a name or a day beside a link from what follows it.
	pieceEndRE = regexp.MustCompile(`\s+[-–—]+(?:\s+|$)|\s*\|\s*|:{1,2}(?:\s+|$)|[;,]\s+|\s+[(\[]`)
)

// isBeside says that words before an item's link make it no sentence: a name with
// a mark behind it, or a day.
func isBeside(before string) bool {
	return besideRE.MatchString(before) || dayAloneRE.MatchString(bare(before))
}

// bare is words without the marks around them.
func bare(words string) string {
	return strings.TrimFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// maxFacts is how many facts stand beside a link: a day, a name, and each once more.
const maxFacts = 4

// factsBefore takes the facts out of the words before the link.
func (e *entry) factsBefore() string {
	var left []string
	for _, words := range strings.Split(body.Paragraph(gapRE.ReplaceAllString(e.before, "$1 | $2")), " | ") {
		words = strings.TrimSpace(words)
		if day := bare(words); dayAloneRE.MatchString(day) && e.dated(day) {
			continue
		}
		if m := dayLastRE.FindStringSubmatchIndex(words); m != nil && e.dated(words[m[2]:m[3]]) {
			words = words[:m[0]]
		}
		if words = e.facts(words, true); words != "" {
			left = append(left, words)
		}
	}
	return strings.Join(left, " | ")
}

// facts takes off the front of words beside the link what a curator says there in
// short: the day, and whose page it is, "(Acme, 2018)" or "Acme, 14 Feb 2020 – ". Apart
// says that the words are none of a sentence.
func (e *entry) facts(words string, apart bool) string {
	for n := 0; n < maxFacts && words != ""; n++ {
		if open := strings.IndexByte("([", words[0]); open >= 0 {
			inner, rest, ok := strings.Cut(words[1:], ")]"[open:open+1])
			if !ok || strings.HasPrefix(rest, "(") || strings.ContainsAny(inner, "([") {
				if left, ok := e.day(words[1:], true); ok { // "(Feb 2020, [talk](…))"
					return words[:1] + left
				}
				return words
			}
			if left := e.facts(strings.TrimSpace(inner), true); left != "" {
				return words[:1] + left + ")]"[open:open+1] + rest
			}
			words = leadMarksRE.ReplaceAllString(rest, "")
			continue
		}
		if rest, ok := e.day(words, apart); ok {
			words = rest
			continue
		}
		name, rest, mark := strings.TrimPrefix(words, "by "), "", ""
		if at := pieceEndRE.FindStringIndex(name); at != nil {
			name, mark, rest = name[:at[0]], strings.TrimSpace(name[at[0]:at[1]]), name[at[0]:]
		}
		name = strings.Trim(name, `*_ "“”`)
		tail := leadMarksRE.ReplaceAllString(rest, "")
		if !isName(name) {
			return words
		}
		followed, dated := e.day(strings.TrimLeft(tail, "("), false)
		followed = strings.TrimLeft(followed, ") ")
		switch known := e.organisation == "" && calls(name, e.url) || strings.EqualFold(name, e.organisation); {
		case known && (dated || apart || mark != ","):
			if e.organisation == "" {
				e.organisation = name
			}
			if words = tail; dated {
				words = leadMarksRE.ReplaceAllString(followed, "")
			}
		case dated:
			if followed = leadMarksRE.ReplaceAllString(followed, ""); followed == "" {
				return name
			}
			return name + ": " + followed
		default:
			return words
		}
	}
	return words
}

// day takes a day off the front of words; within a sentence none that goes on
// after a comma.
func (e *entry) day(words string, apart bool) (rest string, ok bool) {
	m := dayFirstRE.FindStringSubmatchIndex(words)
	if m == nil || !apart && words[m[1]-1] == ',' || !e.dated(words[m[2]:m[3]]) {
		return words, false
	}
	return leadMarksRE.ReplaceAllString(words[m[3]:], ""), true
}

// dated takes a day as that of the entry, if it has none.
func (e *entry) dated(day string) bool {
	at := moment(day)
	if at.IsZero() || !e.date.IsZero() && e.date != at {
		return false
	}
	e.date = at
	return true
}

// A host says who a name is from minHost letters on.
const minHost = 3

// calls says that an address is on a host that may be called by a name which a
// curator gives: "Reed & Daughters" has reed.example, "Mossworks" moss.example.
func calls(name, address string) bool {
	if owns(name, address) {
		return true
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	parts := strings.Split(strings.ToLower(u.Hostname()), ".")
	if parts = parts[:len(parts)-1]; len(parts) > 1 && len(parts[len(parts)-1]) <= minHost { // acme.co.uk
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		return false
	}
	host := letters(parts[len(parts)-1])
	words := strings.Fields(strings.TrimPrefix(strings.ToLower(name), "the "))
	if len(words) == 0 || len(host) < minHost {
		return false
	}
	return letters(words[0]) == host || len(host) > minHost && strings.HasPrefix(letters(strings.Join(words, "")), host)
}

// isHome says that an address is that of a site and no page of it.
func isHome(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}
