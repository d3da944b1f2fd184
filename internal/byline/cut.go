package byline

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// Bounds on what is searched for a byline: the lines of a head, and those of
// one paragraph in it.
const (
	maxHead      = 14
	maxHeadBlock = 6
)

// Cut takes the lines that say who wrote a text, and when, from between
// its title and its first paragraph. Headings before the text and, if drop
// says so, other lines (menus, buttons) do not end the search, nor do pictures.
//
//	By Jane Doe, 4 April 2019            Jane Doe · Mar 3, 2020 · 5 min read
//	Posted on May 3, 2021 by Jane        Author: Jane Doe
//	Acme Billing, 4 April 2019           Published: 3 March 2020
//
// "Date: 4 April 2019" stays where lines follow that give a time of day alone
// ("Start: 11:05"): it is their day, too.
func Cut(text string, drop func(line string) bool) (Byline, string) {
	var b Byline
	var kept []string
	day, dayAt := "", 0 // the line "Date: …", and its place among those kept
	lines := strings.SplitAfter(text, "\n")
	i, looked := 0, 0
	for i < len(lines) && looked < maxHead {
		bare := strings.TrimSpace(lines[i])
		n := 0
		switch {
		case bare == "":
			kept = append(kept, lines[i])
			i++
			continue
		case drop != nil && drop(bare):
			n = 1
		default:
			n = b.block(lines[i:])
		}
		if n > 0 {
			for _, l := range lines[i : i+n] {
				if day == "" && isDayLine(l) {
					day, dayAt = l, len(kept)
				}
			}
			i, looked = i+n, looked+n
			continue
		}
		if n = headingLen(lines[i:]); n == 0 && isPicture(bare) {
			n = 1
		}
		if n == 0 {
			break
		}
		kept = append(kept, lines[i:i+n]...)
		i, looked = i+n, looked+1
	}
	rest := strings.Join(lines[i:], "")
	if strings.TrimSpace(rest) == "" { // there must be a text
		return Byline{}, text
	}
	if day != "" && clocksFollow(lines[i:]) {
		kept = slices.Insert(kept, dayAt, day)
	}
	return b, strings.Join(kept, "") + rest
}

// field takes a line of a head apart: "**Start:** 11:05 UTC".
func field(line string) (label, value string, ok bool) {
	label, value, ok = strings.Cut(strings.Trim(line, "#>-* _\t\r\n"), ":")
	return strings.Trim(label, "*_ "), strings.Trim(value, "*_ \\"), ok
}

func isDayLine(line string) bool {
	label, _, ok := field(line)
	return ok && strings.EqualFold(label, "date")
}

// clocksFollow says that of the fields that lines begin with one gives a time of day alone.
func clocksFollow(lines []string) bool {
	looked := 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		label, value, ok := field(l)
		if looked++; looked > maxHead || !ok || len(l) > maxByline || strings.ContainsAny(label, "0123456789.") || len(label) > 30 {
			return false
		}
		if spans := when.Find(value); len(spans) > 0 && spans[0].Start <= len("from ") && spans[0].From.Clock && !spans[0].From.Dated() {
			return true
		}
	}
	return false
}

// pictureRE is a line of pictures, badges with links among them, and tags.
var pictureRE = regexp.MustCompile(`^(?:\[?!\[[^\[\]]{0,100}\]\([^()\s]{1,300}\)(?:\]\([^()\s]{1,300}\))?\s*` +
	`|</?(?i:p|div|center|a|img|picture|source|br|span|h1)\b[^<>]{0,300}>\s*)+$`)

// isPicture says that a line shows pictures and no text.
func isPicture(line string) bool {
	return strings.IndexByte("[!<", line[0]) >= 0 && len(line) < 2000 && pictureRE.MatchString(line)
}

// Read reads lines of which somebody else knows that they are a byline.
func Read(lines string) Byline {
	var b Byline
	for l := range strings.Lines(lines) {
		b.line(l)
	}
	return b
}

// headingLen is how many lines the heading takes that the first line begins.
func headingLen(lines []string) int {
	if _, _, ok := markdown.Heading(lines[0]); ok {
		return 1
	}
	if len(lines) > 1 && markdown.Underline(lines[1]) > 0 {
		return 2
	}
	return 0
}

// block returns how many of the first lines are a byline: the whole
// paragraph, or of its lines those that are surely one.
func (b *Byline) block(lines []string) int {
	end := 0
	for end < len(lines) && strings.TrimSpace(lines[end]) != "" {
		end++
	}
	if level, _, ok := markdown.Heading(lines[0]); ok && end > 1 || ok && level < 3 {
		end = 1
	}
	if end > 1 && headingLen(lines) == 2 {
		return 0
	}
	trial, best, n := *b, not, 0
	for n < end && n < maxHeadBlock {
		one := trial
		w := one.line(lines[n])
		if w == not {
			break
		}
		best, trial, n = max(best, w), one, n+1
	}
	if level, _, ok := markdown.Heading(lines[0]); ok && (best < sure || level < 3 && trial.Author == b.Author) {
		return 0
	}
	if n < end { // the text goes on behind it: only what cannot be text goes
		trial, best, n = *b, not, 0
		for one := trial; n < end; one = trial {
			w := one.line(lines[n])
			if w < date {
				break
			}
			best, trial, n = max(best, w), one, n+1
		}
	}
	if best < date && (b.Date.IsZero() && b.Author == "" || best == not) || best < sure && goesOn(lines[n:]) {
		return 0
	}
	*b = trial
	return n
}

// goesOn says that what looked like a byline belongs to the text behind it: a
// sentence goes on, or a timeline begins whose day it is.
func goesOn(lines []string) bool {
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			r, _ := utf8.DecodeRuneInString(l)
			return unicode.IsLower(r) || when.IsEvent(l)
		}
	}
	return false
}
