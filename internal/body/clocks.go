package body

import (
	"regexp"
	"strings"

	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// Some timelines part time and text by blanks alone:
//
//	22:58  deploy 411 finishes
//	23:10  the pager goes
//
// A line is an entry of one when two blanks or more follow its time, or when
// it is one of two or more such lines at the start of a paragraph; prose may
// be wrapped before a time as well.
var (
	clockLineRE = regexp.MustCompile(`^(\[?~?(?:` + when.DatePattern + `[T ,]\s?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm]\b)?` +
		when.ZonePattern + `\]?)([ \t]+)([^\s|:*–—>=-].*)$`)
	clockHeadRE = regexp.MustCompile(`^\[?~?(?:` + when.DatePattern + `[T ,]\s?)?\d{1,2}:\d{2}\b`)
)

// markClocks puts the colon behind the times of such lines.
func markClocks(text string) string {
	lines := strings.Split(text, "\n")
	last, start := false, true
	var code markdown.Code
	for i, l := range lines {
		inside := code.Takes(l)
		timed := when.StartsLikeTime(l) && clockHeadRE.MatchString(l)
		next := i+1 < len(lines) && clockHeadRE.MatchString(lines[i+1])
		if timed && !inside {
			if m := clockLineRE.FindStringSubmatch(l); m != nil && !when.IsEvent(l) && startsEntry(m[3]) && (len(m[2]) > 1 || start && (next || last)) {
				lines[i] = m[1] + ": " + m[3]
			}
		}
		last = timed
		start = next && (start && timed || opensBlock(l)) // asked of a line with a time alone
	}
	return strings.Join(lines, "\n")
}

// opensBlock says that the line after l begins a paragraph.
func opensBlock(l string) bool {
	l = strings.TrimSpace(l)
	return l == "" || strings.HasSuffix(l, ":") || strings.HasPrefix(l, "#") || isUnderline(l) || RoleLine(l)
}

// startsEntry says that what follows a time is no second time or its end
// ("to 11:30", "and 12:00"): those belong to the time.
func startsEntry(text string) bool {
	word, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(word) {
	case "to", "until", "till", "and", "or", "/", "&":
		return !when.StartsLikeTime(rest)
	}
	return !clockHeadRE.MatchString(text)
}
