package dump

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/byline"
	"hindsight/internal/clean"
	"hindsight/internal/markdown"
	"hindsight/internal/when"
)

// bestTitle takes the first candidate that says more than "postmortem", of the
// front matter and of the reader; else what the author calls it all the same;
// else what the file's name says; "" when none does.
func bestTitle(found []string, organisation string, s source) string {
	var all []string
	for _, key := range []string{"title", "seo.title", "headline", "linktitle"} {
		all = append(all, s.meta[key])
	}
	stated := len(all)
	all = append(append(all, found[:min(len(found), 20)]...), headTitle(s.body))
	for _, t := range all {
		if t = cleanTitle(t); t != "" && !isGeneric(t, organisation) {
			return t
		}
	}
	for i, t := range all {
		if t = generalTitle(t, i < stated); t != "" {
			return t
		}
	}
	if t := cleanTitle(fileTitle(s.file)); t != "" && !isGeneric(t, organisation) {
		return t
	}
	return ""
}

var (
	titleLinkRE  = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*\)`)
	titleMarksRE = regexp.MustCompile("\\*\\*|`|\\\\([\\\\*_\\[\\]<>#~|])")
	titleTailRE  = regexp.MustCompile(`(?i)\s*(?:\s[–—|·-])\s*\(?(?:incident |public |the )?(?:post[ -]?mortem|retrospective|incident report|rca` +
		`|root cause analysis)(?: report| analysis)?\)?$`)
	titleFieldRE  = regexp.MustCompile(`(?i)^title\s*:\s+`)
	siteTailRE    = regexp.MustCompile(`\s+[|·»]\s+[^|·»]{2,40}$`)
	genericOnlyRE = regexp.MustCompile(`(?i)^[\s\[(<{]*(?:(?:the|our|an?|public|internal|incident|issue|event|outage|service|post|mortem|postmortem` +
		`|report|summary|review|analysis|root|cause|rca|title|name|here|your|untitled|document|template|scope|introduction|overview|background` +
		`|description|details|blog|home|homepage|news|status|page|index|readme|article|timeline|update|updates|abstract|contents|table|of|tl|dr|tldr` +
		`|what|happened|on|for|from|dashboard|part|number|no)\b[\s.,:#?/_()\[\]<>-]*|\d{1,4}\b[\s.,:#/-]*)*$`)
	siteNameRE = regexp.MustCompile(`(?i)^(?:welcome to )?(?:the )?\S+(?: \S+){0,2} (?:status|status page|blog|engineering blog|tech blog` +
		`|status dashboard|help center|support|community|forums?)$`)
)

func cleanTitle(s string) string {
	s = titleLinkRE.ReplaceAllString(s, "$1")
	s = titleMarksRE.ReplaceAllString(s, "$1")
	s = titleFieldRE.ReplaceAllString(clean.Title(s), "")
	s = siteTailRE.ReplaceAllString(s, "")
	if t := titleTailRE.ReplaceAllString(s, ""); len(strings.Fields(t)) > 1 {
		s = t
	}
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.Is(unicode.So, r) || r == 0xfe0f }) // 🛑 and its like
	return strings.Trim(s, " :#*\t")
}

var (
	eventWordRE = regexp.MustCompile(`(?i)\b(?:outages?|downtime|disruptions?|degradation|failures?|crash(?:es)?|maintenance|` +
		`störung(?:en)?|ausfall|ausfälle|panne|interruption|incidente|interrupción|falha|storing|disservizio)(?:\PL|$)`)
	paperWordRE = regexp.MustCompile(`(?i)\b(?:incidents?|issues?|events?|post[ -]?mortems?|retrospectives?|rca|root cause)\b`)
	// placeholderRE is what a template leaves to fill in, or a site calls a page.
	placeholderRE = regexp.MustCompile(`(?i)\b(?:untitled|template|your|name|title|here|index|readme|home|homepage|blog|page|scope|contents)\b|[\[\]<>{}]`)
)

// generalTitle is what an author calls an incident where nothing says more:
// "Outage", "Service outage". "Postmortem" names no incident: it is a title only
// where the front matter says so (stated).
func generalTitle(t string, stated bool) string {
	t = cleanTitle(t)
	if len(strings.Fields(t)) < 8 && !placeholderRE.MatchString(t) && (eventWordRE.MatchString(t) || stated && paperWordRE.MatchString(t)) {
		return t
	}
	return ""
}

// paperRE is what an author calls the paper itself.
var paperRE = regexp.MustCompile(`(?i)^(?:[\pL-]{2,20} ){0,3}(?:post[ -]?mortem|retrospective|` +
	`(?:incident|outage|event|problem|downtime|disruption) (?:report|review))$`)

// paperTitle is the first of the titles that calls the paper something: better
// than none, where neither its subject nor whose it is, and when, is known.
func paperTitle(found []string) string {
	for _, t := range found[:min(len(found), 20)] {
		if t = cleanTitle(t); paperRE.MatchString(t) && !placeholderRE.MatchString(t) {
			return t
		}
	}
	return ""
}

// isGeneric says that a title would fit any postmortem, or names a site.
func isGeneric(t, organisation string) bool {
	if m, ok := when.Parse(t); ok && !m.IsZero() {
		return true
	}
	if hasNumberRE.MatchString(t) {
		return false
	}
	if hasDateRE.MatchString(t) && strings.Contains(strings.ToLower(t), "incident") {
		return false
	}
	return genericOnlyRE.MatchString(t) || body.RoleLine(t) && len(strings.Fields(t)) < 3 || siteNameRE.MatchString(t) || strings.EqualFold(t, organisation)
}

var (
	hasNumberRE = regexp.MustCompile(`\b[A-Z]{2,12}[-#_]\d{2,}\b`) // of a tracker: INC-2291
	hasDateRE   = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b|\b[A-Z][a-z]{2,8} \d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\b`)
	fileDateRE  = regexp.MustCompile(`(?:^|[^0-9A-Za-z])((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:[^0-9A-Za-z]|$)`)
	fileNoiseRE = regexp.MustCompile(`(?i)\b(?:index|readme|[0-9a-f]{12,}|\d{6,})\b|^\s*\d+\b`)
	titleFromRE = regexp.MustCompile(`(?i)^\W*(?:incident(?: report)?[ :,-]*(?:on|of|for|from)?\s*)?(?:the\s+)?(\d{4}-\d{2}-\d{2}` +
		`|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4})`)
)

// fileStem returns the last part of a path or address, without its endings.
func fileStem(name string) string {
	name, _, _ = strings.Cut(strings.ReplaceAll(name, `\`, "/"), "?")
	stem := path.Base(name)
	for range 3 {
		ext := path.Ext(stem)
		if len(ext) < 2 || len(ext) > 9 || strings.Trim(ext, ".0123456789") == "" {
			break
		}
		stem = strings.TrimSuffix(stem, ext)
	}
	return stem
}

// fileTitle reads a title from a file's name: words between "-" or "_".
func fileTitle(stem string) string {
	stem = fileDateRE.ReplaceAllString(stem, " ")
	words := strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	t := strings.TrimSpace(fileNoiseRE.ReplaceAllString(strings.Join(words, " "), ""))
	t = strings.Join(strings.Fields(t), " ")
	if len(strings.Fields(t)) < 2 {
		return ""
	}
	r, n := utf8.DecodeRuneInString(t)
	return string(unicode.ToUpper(r)) + t[n:]
}

// maxBefore is how many words may stand before a heading that is the title.
const maxBefore = 40

// topHeadings are the headings of level 1 at the beginning of a Markdown text:
// one after the text has begun is a section.
func topHeadings(md string) []string {
	words, end := 0, 0
	for line := range strings.Lines(md) {
		if _, _, ok := markdown.Heading(line); !ok {
			words += len(strings.Fields(line))
		}
		if end += len(line); words > maxBefore {
			break
		}
	}
	if top := markdown.Headings(md[:end], 1); len(top) > 0 {
		return top
	}
	return loneHeading(md)
}

// loneHeading is a first heading with nothing before it, above all others.
func loneHeading(md string) []string {
	all := heads(strings.SplitAfter(md, "\n"))
	if len(all) < 2 || strings.TrimSpace(strings.Join(strings.SplitAfter(md, "\n")[:all[0].line], "")) != "" || body.RoleLine(all[0].text) {
		return nil
	}
	for _, h := range all[1:] {
		if h.level <= all[0].level {
			return nil
		}
	}
	return []string{all[0].text}
}

// titleDate reads the date of a log-like title: "2017-09-27, Hub 403".
func titleDate(title string) hindsight.Moment {
	m := titleFromRE.FindStringSubmatch(title)
	if m == nil {
		return hindsight.Moment{}
	}
	at, _ := when.Parse(ordinalRE.ReplaceAllString(m[1], "$1"))
	return at
}

var ordinalRE = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)

// cutTitle takes the first line as the title when it is short and no
// sentence, and returns the rest.
func cutTitle(text string) (title, rest string) {
	rest = text
	for range 12 {
		line, after, ok := strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if line == "" || isChrome(line) {
			if !ok {
				return "", text
			}
			rest = after
			continue
		}
		if isTitleLine(line) {
			return wrappedTitle(line, after)
		}
		break
	}
	return "", text
}

// wrappedTitle joins a title that goes on, in lower case, on the next line.
func wrappedTitle(title, after string) (string, string) {
	line, rest, _ := strings.Cut(after, "\n")
	next, _, _ := strings.Cut(rest, "\n")
	line = strings.TrimSpace(line)
	r, _ := utf8.DecodeRuneInString(line)
	if len(title) < 25 || !unicode.IsLower(r) || !isTitleLine(line) || strings.TrimSpace(next) != "" {
		return title, after
	}
	return title + " " + line, rest
}

func isTitleLine(line string) bool {
	if _, fence := markdown.ReadFence(line); fence {
		return false
	}
	if utf8.RuneCountInString(line) > 200 || strings.HasPrefix(line, "> ") || body.IsBullet(line) || body.IsField(line) ||
		when.IsEvent(line) || !byline.Day(line).IsZero() {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.ContainsRune(".,;:", last) || len(strings.Fields(line)) < 9 && last == '.'
}

// tailLetters is more than titleTailRE has letters.
const tailLetters = 60

// mayRepeat says that a line has so few letters and digits more than a title that it
// can be the same: a text of one line is not read to its end for that.
func mayRepeat(line, title string) bool {
	left := len(title) + tailLetters
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if left--; left < 0 {
				return false
			}
		}
	}
	return true
}

// dropTitle removes the body's first line when it repeats the title: the same
// letters, or a heading with most of its words. A heading with the same letters
// goes too where a few words stand before it: a badge, a box, what a template
// says. Their section would be the whole text.
func dropTitle(body, title string) string {
	if title == "" {
		return body
	}
	body = strings.TrimLeft(body, "\n")
	var code markdown.Code
	words, at := 0, 0
	for line := range strings.Lines(body) {
		_, text, heading := markdown.Heading(line)
		bare, field := strings.TrimLeft(line, "# "), false
		if m := headTitleRE.FindStringSubmatch(strings.TrimSpace(line)); m != nil && line[0] != '|' {
			bare, field = m[1], true
		}
		inCode := code.Takes(line)
		switch repeats := mayRepeat(bare, title) && squash(bare) == squash(title); {
		case inCode:
		case at == 0 && (repeats || heading && similar(text, title)), repeats && (heading || field):
			return body[:at] + strings.TrimLeft(body[at+len(line):], "\n")
		case heading && !paperRE.MatchString(text): // "Incident report" may head a field with the title
			return body
		}
		if words += len(strings.Fields(line)); words > maxBefore {
			break
		}
		at += len(line)
	}
	return body
}

// similar says that of two titles the shorter one's words are mostly in the
// longer one.
func similar(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 || len(y) >= 50 {
		return false
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return 3*n >= 2*len(x)
}

// squash keeps letters and digits alone, to compare titles.
func squash(s string) string {
	s = titleTailRE.ReplaceAllString(titleMarksRE.ReplaceAllString(s, "$1"), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
