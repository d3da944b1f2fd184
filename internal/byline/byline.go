// Package byline reads who wrote a text, and when, from the lines between its
// title and its first paragraph, and the days that stand in such lines.
//
// It is a library that importers share.
package byline

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/clean"
	"hindsight/internal/prose"
)

// A Byline is what the lines between title and text say of the text.
type Byline struct {
	Author       string
	Date         hindsight.Moment // of publication
	Organisation string           // only where a line says so: "Jane Doe, Acme Inc."
}

// weight says how surely a line is a byline, or a part of one.
type weight int

const (
	not    weight = iota
	weak          // a name, a number of comments: only beside one of the others
	date          // a day
	likely        // a name with a day
	sure          // "By Jane Doe", "Posted on …", "Jane Doe · 4 April 2019"
)

var (
	byPartsRE = regexp.MustCompile(`\s+(?:[|·•∙/]|[-–—]{1,2})\s+|\s{4,}`)
	byNoiseRE = regexp.MustCompile(`(?i)^(?:\(?(?:about |~)?\d{1,3}[ -]?min(?:ute)?s?(?: (?:to )?read(?:ing)?(?: time)?)?\)?|` +
		`(?:estimated )?read(?:ing)?[ -]time:? .{1,24}|(?:[\d.,]+k?|no) (?:comments?|responses?|replies|` +
		`likes?|shares?|views?|claps?|reactions?|points?)|leave a comment|comments?|share|follow|` +
		`(?:last )?(?:updated|modified|edited|revised)\b.{4,40}|(?:share|tweet)(?: this)?(?: post|` +
		` article)?(?: (?:on|via|to) \w+)?)$`)
	byFiledRE = regexp.MustCompile(`(?i)^(?:(?:filed|posted) (?:under|in)|tags?:|tagged(?: with)?:?|topics?:|categor(?:y|ies):|labels?:|` +
		`keywords:)\s*\S.{0,120}$`)
	byWhoRE     = regexp.MustCompile(`(?i)^(?:(?:written|prepared|compiled|drafted|posted|published|created|authored|submitted|reported) )?by:?\s+(.+)$`)
	byForeignRE = regexp.MustCompile(`^(?:Von|von|Par|par|Por|por|Door|door|Di) (\p{Lu}\S* \p{Lu}.*)$`)
	byAuthorRE  = regexp.MustCompile(`(?i)^(?:authors?|written by|posted by|author\(s\))[*_]*\s*:[*_]*\s*(.+)$`)
	byWhenRE    = regexp.MustCompile(`(?i)^(?:(?:(?:first |originally )?(?:posted|published|written|created|released)(?: on|` +
		` at)?[*_]*:?[*_]*|publish(?:ed|ing|cation)? date[*_]*:[*_]*)\s*)(.+)$`)
	byRevisedRE = regexp.MustCompile(`(?i)^\(?(?:last |most recently )?(?:updated|modified|edited|revised|changed)(?: on| at)?[*_]*:?[*_]*\s+(.{6,60})$`)

	byDateRE = regexp.MustCompile(`(?i)^(?:date[*_]*\s*:[*_]*|on)\s+(.+)$`)
	byTailRE = regexp.MustCompile(`(?i)\s+(?:in|under|to|for|via) [^,]{2,40}$`)
	byLinkRE = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*\)`)

	personRE = regexp.MustCompile(`^(?:\p{Lu}[\p{L}.'’-]*|[A-Z]\.)(?: (?:\p{Lu}[\p{L}0-9.'’&-]*|of|the|and|von|van|der|den|de|da|di|du|` +
		`la|le|del|bin|al|y)){1,5}$`)
	singleRE = regexp.MustCompile(`^@?[\p{L}\d][\p{L}\d._-]{0,30}$`)
	atWorkRE = regexp.MustCompile(`(?i)\b(?:engineer(?:ing)?|sre|c[teio]o|founders?|developers?|programmer|managers?|lead|directors?|` +
		`architect|head of \w+|vp|president|officer|admin(?:istrator)?|devops|operations|support|staff|` +
		`scientist|analyst|writer)\b`)
	worksRE = regexp.MustCompile(`(?i)(?: at | @ ?|, )(\p{Lu}[\p{L}\d.& -]{1,40})$`)
	firmRE  = regexp.MustCompile(`^\p{Lu}[\p{L}\d.&' -]{1,40},? (?:Inc|Ltd|LLC|GmbH|AG|SE|Corp|Corporation|Limited|B\.?V|S\.?A|Oy|AB|` +
		`AS|Foundation|University)\.?$`)
	noNameRE = regexp.MustCompile(`(?i)\b(?:incidents?|reports?|outages?|post-?mortems?|issues?|errors?|failures?|summary|status|` +
		`updates?|service|timeline|impact|causes?|version|severity|downtime|degradation|analysis|reviews?|` +
		`disruption|maintenance|problems?|root|executive|dear|hello|hi|what|why|how|when|the end|january|` +
		`february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|` +
		`thursday|friday|saturday|sunday)\b`)
)

// maxByline is the longest line that is looked at, in bytes.
const maxByline = 160

// line reads one line of a byline into b.
func (b *Byline) line(s string) weight {
	if s = strings.TrimSpace(s); strings.Contains(s, "](") {
		s = byLinkRE.ReplaceAllString(s, "$1")
	}
	s = strings.TrimSpace(strings.TrimLeft(s, "#>- "))
	if s = strings.Trim(strings.TrimSuffix(s, `\`), "*_ "); s == "" || len(s) > maxByline {
		return not
	}
	if w := b.sited(s); w != not {
		return w
	}
	return b.parts(s)
}

// parts reads a line whose parts stand between bars, dots or dashes.
func (b *Byline) parts(s string) weight {
	parts := byPartsRE.Split(s, 6)
	if len(parts) < 2 {
		return b.part(s)
	}
	trial, best, dated := *b, not, false
	for _, p := range parts {
		w := trial.part(strings.Trim(p, "*_ "))
		if w == not {
			return not
		}
		best, dated = max(best, w), dated || w == date || !trial.Date.IsZero()
	}
	if best == weak && !dated {
		return not
	}
	*b = trial
	if dated {
		return sure
	}
	return best
}

// part reads what stands between two separators.
func (b *Byline) part(s string) weight {
	if m := byRevisedRE.FindStringSubmatch(s); m != nil && !bareDay(m[1]).IsZero() {
		return date // of a revision, which may be years later: no day of publication
	}
	if byNoiseRE.MatchString(s) || byFiledRE.MatchString(s) {
		return weak
	}
	if m := byAuthorRE.FindStringSubmatch(s); m != nil {
		return b.namesAndDay(m[1], true)
	}
	if m := byWhoRE.FindStringSubmatch(s); m != nil {
		return b.namesAndDay(byTailRE.ReplaceAllString(m[1], ""), true)
	}
	if m := byForeignRE.FindStringSubmatch(s); m != nil {
		return b.namesAndDay(m[1], false)
	}
	if m := byWhenRE.FindStringSubmatch(s); m != nil {
		return b.dayAndNames(m[1])
	}
	if m := byDateRE.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if at := bareDay(s); !at.IsZero() {
		b.setDate(at)
		return date
	}
	if i := strings.Index(s, " by "); i > 0 && !bareDay(strings.Trim(s[:i], ", ")).IsZero() {
		return b.dayAndNames(s)
	}
	if day := dayBeforeRE.FindString(s); day != "" && personRE.MatchString(s[len(day):]) {
		if at := bareDay(strings.TrimSuffix(day, ", ")); !at.IsZero() && b.namesAndDay(s[len(day):], false) != not {
			b.setDate(at)
			return likely
		}
	}
	return b.namesAndDay(s, false)
}

// dayBeforeRE is a day that a name may follow: "2021-05-14, Jane Doe".
var dayBeforeRE = regexp.MustCompile(`^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}\.? \pL{3,10} \d{4}|\pL{3,10}\.? \d{1,2}, \d{4}), `)

// dayAndNames reads "May 3, 2021 by Jane in Engineering", what follows
// "Posted on".
func (b *Byline) dayAndNames(s string) weight {
	day, names, found := strings.Cut(s, " by ")
	at := bareDay(byTailRE.ReplaceAllString(strings.Trim(day, ",;| "), ""))
	if at.IsZero() {
		at = Month(day)
	}
	if at.IsZero() || found && b.namesAndDay(byTailRE.ReplaceAllString(names, ""), true) == not {
		return not
	}
	b.setDate(at)
	return sure
}

// namesAndDay reads names and perhaps, behind a comma or "on", a day. told
// says that the line calls them authors, so that a single word will do.
func (b *Byline) namesAndDay(s string, told bool) weight {
	for i := range len(s) {
		skip := 0
		switch {
		case strings.HasPrefix(s[i:], ", "):
			skip = 2
		case told && strings.HasPrefix(s[i:], " on "):
			skip = 4
		}
		if skip == 0 {
			continue
		}
		if at := bareDay(s[i+skip:]); !at.IsZero() {
			if b.names(strings.TrimRight(s[:i], ", "), told) == not {
				return not
			}
			b.setDate(at)
			if told {
				return sure
			}
			return likely
		}
	}
	if b.names(strings.Trim(s, ", "), told) == not {
		return not
	}
	if told {
		return sure
	}
	return weak
}

// names reads "Jane Doe", "Jane Doe and John Smith", "Jane Doe, Acme Inc." and
// "Staff Engineer at Acme".
func (b *Byline) names(s string, told bool) weight {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "the "), "The ")
	if noNameRE.MatchString(s) && !atWorkRE.MatchString(s) || strings.ContainsAny(s, "?!:;") || len(s) > 100 || prose.RoleOf(s) != prose.RoleNone {
		return not
	}
	if firmRE.MatchString(s) {
		b.Organisation = cmp.Or(b.Organisation, s)
		return weak
	}
	if first, _, _ := strings.Cut(s, ","); atWorkRE.MatchString(first) && (b.Author != "" || !personRE.MatchString(first)) {
		return b.office(s)
	}
	var found []string
	fields := strings.FieldsFunc(strings.ReplaceAll(s, " and ", ","), func(r rune) bool { return r == ',' || r == '&' })
	for i, name := range fields {
		name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(name), "the "), "The ")
		rest := strings.TrimSpace(strings.Join(fields[i:], ","))
		switch {
		case i > 0 && firmRE.MatchString(rest):
			b.Organisation = cmp.Or(b.Organisation, rest)
			b.setAuthor(found)
			return weak
		case i > 0 && atWorkRE.MatchString(name):
			b.setAuthor(found)
			return b.office(rest)
		case personRE.MatchString(name) || told && singleRE.MatchString(name) || strings.HasPrefix(name, "@") && singleRE.MatchString(name):
			found = append(found, strings.TrimPrefix(name, "@"))
		default:
			return not
		}
	}
	if len(found) == 0 {
		return not
	}
	b.setAuthor(found)
	return weak
}

// office reads what somebody does, and where: "Staff Engineer at Acme".
func (b *Byline) office(s string) weight {
	if len(strings.Fields(s)) > 8 || strings.HasSuffix(s, ".") && !firmRE.MatchString(s) {
		return not
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) {
		return not
	}
	if m := worksRE.FindStringSubmatch(s); m != nil && !atWorkRE.MatchString(m[1]) {
		b.Organisation = cmp.Or(b.Organisation, m[1])
	}
	return weak
}

func (b *Byline) setDate(at hindsight.Moment) {
	if b.Date.IsZero() {
		b.Date = at
	}
}

func (b *Byline) setAuthor(names []string) {
	if b.Author == "" {
		b.Author = clean.Title(strings.Join(names, ", "))
	}
}
