package list

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/weburl"
)

// A list of links has entries in one of these forms, under headings:
//
//	[Company](https://…). What happened.
//	* [Title - Company - blog post 2019](https://…)
//	    * impact: …
//	- [Title](https://…) - what happened
var (
	linkStartRE = regexp.MustCompile(`^(\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+)?\*{0,2}\[((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]` +
		`\(\s*<?(https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+"[^"\n]*")?\s*\)\*{0,2}`)
	subItemRE   = regexp.MustCompile(`^\s{2,}(?:[-*+]|\d{1,3}[.)])\s+(\S.*)$`)
	yearTailRE  = regexp.MustCompile(`\b((?:19|20)\d{2})(?:-(\d{2}))?$`)
	leadMarksRE = regexp.MustCompile(`^[\s.:,;–—|-]+`)
	// othersRE are the sections of a list that hold no reports.
	othersRE = regexp.MustCompile(`(?i)\b(?:contents|other lists|lists of|contribut|thanks|acknowledg|licen[cs]e|` +
		`related|resources|see also|further reading|analysis|tools|books|papers|about|why|how to)`)
)

// minEntries and minShare separate a list from a text with links: entries,
// and their share of the paragraphs and items of the first level.
const (
	minEntries = 5
	minShare   = 0.4
)

// linkEntries reads the entries of a list of links, nil when the text is none.
func linkEntries(text string) []entry {
	var entries []entry
	blocks, links, skip := 0, 0, false
	var code markdown.Code
	fresh := true // a paragraph may start here
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t")
		if code.Takes(line) {
			fresh = true
			continue
		}
		_, heading, isHeading := markdown.Heading(line)
		m := linkStartRE.FindStringSubmatch(line)
		switch {
		case isHeading:
			skip, fresh = othersRE.MatchString(heading), true
		case line == "":
			fresh = true
		case subItemRE.MatchString(line) && m == nil:
			if len(entries) > 0 && !skip {
				e := &entries[len(entries)-1]
				e.more = append(e.more, "\n- "+subItemRE.FindStringSubmatch(line)[1])
			}
		case m != nil && (fresh || m[1] != ""):
			blocks, links, fresh = blocks+1, links+1, false
			if !skip {
				entries = append(entries, newEntry(n+1, m, line))
			}
		case fresh || body.IsBullet(line):
			blocks, fresh = blocks+1, false
			if skip {
				blocks-- // lists of contributors do not count against a list
			}
		case !skip && len(entries) > 0:
			e := &entries[len(entries)-1]
			e.more = append(e.more, " "+strings.TrimSpace(line))
		}
	}
	if links < minEntries || len(entries) < minEntries || float64(links) < minShare*float64(blocks) {
		return nil
	}
	for i := range entries {
		entries[i].finish()
	}
	return entries
}

func newEntry(n int, m []string, line string) entry {
	rest := line[len(m[0]):]
	if strings.HasPrefix(m[0][len(m[1]):], "**") {
		rest = strings.Replace(rest, "**", "", 1)
	}
	e := entry{line: n, title: m[2], sep: firstMark(rest), text: leadMarksRE.ReplaceAllString(rest, "")}
	original, archive := weburl.Unwrap(m[3])
	e.url, e.archive = weburl.Clean(original), archive
	return e
}

// finish reads the label: "Title - Company - blog post 2019", a company
// before a sentence about it, or a title.
func (e *entry) finish() {
	e.text += strings.Join(e.more, "")
	label := body.Paragraph(e.title)
	parts := strings.Split(label, " - ")
	prose := e.text != "" && !strings.HasPrefix(e.text, "\n")
	switch last := parts[len(parts)-1]; {
	case len(parts) > 1 && yearTailRE.MatchString(last):
		if m := yearTailRE.FindStringSubmatch(last); m != nil {
			e.date, _ = hindsight.ParseMoment(m[1])
		}
		if len(parts) > 2 {
			e.organisation = strings.TrimPrefix(parts[len(parts)-2], "anonymous ")
			parts = parts[:len(parts)-1]
		} else if t := strings.TrimSpace(yearTailRE.ReplaceAllString(last, "")); !genreRE.MatchString(t) {
			e.organisation = t
		}
		e.title = strings.Join(parts[:len(parts)-1], " - ")
	case isCompany(label, e.sep) && (prose || e.text == ""):
		e.organisation, e.title = label, ""
	default:
		e.title = label
	}
	e.text = strings.TrimSpace(e.text)
	if e.text == "" {
		e.text = e.title // "" when only the company is named
	}
	if prose {
		e.summary = sentences(e.text, 3)
	}
}

// firstMark is the punctuation between a link and the text about it.
func firstMark(rest string) string {
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return ""
	}
	return rest[:1]
}

// isCompany says that a label names a company, not a report: a word or two
// with capitals, or up to three before a full stop.
func isCompany(label, sep string) bool {
	words := strings.Fields(label)
	if sep == "." && len(words) < 4 {
		return true
	}
	for _, w := range words {
		if c := w[0]; c >= 'a' && c <= 'z' && !strings.Contains(w, ".") {
			return false
		}
	}
	return len(words) < 3 && !strings.ContainsAny(label, ",:")
}

// genreRE is what a label may say of the kind of text, and no company.
var genreRE = regexp.MustCompile(`(?i)^$|\b(?:post|postmortem|post-mortem|report|talk|slides|blog|video|article|conf|con|meetup|podcast|thread)\b`)

// sentences returns the first n sentences of the first line, roughly: up to
// the n-th full stop before a capital, abbreviations left out.
func sentences(text string, n int) string {
	text, _, _ = strings.Cut(text, "\n")
	for _, m := range sentenceEndRE.FindAllStringIndex(text, -1) {
		word := text[strings.LastIndexByte(text[:m[0]], ' ')+1 : m[0]]
		if abbreviationRE.MatchString(word) {
			continue
		}
		if n--; n == 0 {
			return text[:m[0]+1]
		}
	}
	return text
}

var (
	sentenceEndRE  = regexp.MustCompile(`[.!?] +[A-Z"“]`)
	abbreviationRE = regexp.MustCompile(`(?i)^\(?(?:vs|etc|e\.g|i\.e|inc|corp|ltd|approx|dr|mr|ms|st|no|[a-z])$`)
)
