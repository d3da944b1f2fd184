package facts

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// What stands between a time and the text of its event.
const (
	none   = iota // nothing: the time is all there is
	weak          // only a blank, or letters: running text
	strong        // a colon, a dash, a bracket, a bar
)

// A line is a block that may be an event: its time, and the rest of it.
type line struct {
	block
	span when.Span
	text string // plain; without the time, unless the time is part of its sentence
	full string // plain, with the time
}

// leads are words that may stand before the time at the start of a line.
var leads = map[string]bool{"": true, "at": true, "on": true, "around": true, "about": true, "from": true, "between": true, "by": true,
	"approximately": true, "approx.": true, "approx": true, "roughly": true, "circa": true, "date:": true, "time:": true, "at around": true,
	"at about": true, "at approximately": true, "by around": true, "then at": true, "starting at": true, "until": true}

// timed looks for a time at the start of a block, as lines of timelines have
// it, or at the end, as "Resolved 2020-02-25 17:07" has it.
func timed(b block) (line, bool) {
	full := b.flat
	spans := when.Find(head(full, 200))
	if len(spans) == 0 {
		return line{}, false
	}
	s := spans[0]
	lead := strings.ToLower(strings.Trim(full[:s.Start], " [(~*_\"'<"))
	if leads[lead] {
		return leading(b, s, lead, full)
	}
	return trailing(b, spans, full)
}

func leading(b block, s when.Span, lead, full string) (line, bool) {
	rest := full[s.End:]
	sep := separator(rest)
	l := line{block: b, span: s, full: full, text: trimSeparator(rest)}
	inTimeline := b.role == prose.RoleTimeline
	switch {
	case b.kind == heading:
		return l, true
	case lead != "" || sep == weak && startsLower(l.text):
		l.text = full
		return l, s.From.Clock && (inTimeline || b.kind == item && lead == "")
	case s.From.Clock && b.kind == item, sep == none:
		return l, true
	case b.kind == item:
		return l, sep == strong && s.From.Day != 0 || inTimeline
	}
	return l, sep == strong && s.From.Clock || inTimeline && (s.From.Clock || sep == strong)
}

// trailing takes "Fault occurs 2020-02-25 07:32": a label of a few words and a full date and time.
func trailing(b block, spans []when.Span, full string) (line, bool) {
	s := spans[0]
	label := strings.TrimRight(full[:s.Start], " :-–—(*_~")
	if b.kind == heading || len(spans) > 1 || len(label) > 60 || len(strings.Fields(label)) > 8 || separator(full[s.End:]) != none {
		return line{}, false
	}
	if !s.From.Clock || s.From.Day == 0 || leadsToTimeRE.MatchString(label) {
		return line{}, false
	}
	return line{block: b, span: s, full: full, text: label}, true
}

// leadsToTimeRE is how a sentence goes on to its time, and a label does not.
var leadsToTimeRE = regexp.MustCompile(`(?i)\b(?:were|was|is|are) .*\b(?:at|on|by|around|until|from)$`)

// separator tells what follows a time.
func separator(rest string) int {
	t := strings.TrimLeft(rest, "*_)]~ ")
	if t == "" || strings.Trim(t, ".:;,-–—") == "" {
		return none
	}
	r, n := utf8.DecodeRuneInString(t)
	switch r {
	case ':', '–', '—', '|', '→':
		return strong
	case '-', '=':
		if n == len(t) || t[n] == ' ' || t[n] == '>' || t[n] == '-' || rest[0] == ' ' {
			return strong
		}
	}
	if strings.HasPrefix(strings.TrimLeft(rest, "*_~"), "]") {
		return strong
	}
	return weak
}

func trimSeparator(rest string) string {
	return strings.TrimSpace(strings.TrimLeftFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*_)]~:–—-|→=>,.", r)
	}))
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// head is the start of s, at most n bytes, cut at a blank.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		return s[:i]
	}
	return strings.ToValidUTF8(s[:n], "")
}
