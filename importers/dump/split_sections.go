package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/markdown"
	"hindsight/internal/prose"
)

// A head is a heading of a Markdown text.
type head struct {
	line  int
	level int
	text  string
}

// periodRE is the heading over the reports of a year or a month.
var periodRE = regexp.MustCompile(`^(?:(?:19|20)\d{2}|(?:Q[1-4]|H[12]|January|February|March|April|May|June|July|August|September|October|November` +
	`|December),? (?:19|20)\d{2})$`)

// heads lists the headings outside of code and front matter, underlined ones
// as well; those of a year or a month are left out.
func heads(lines []string) []head {
	var all []head
	var code markdown.Code
	start := 0
	text := strings.Join(lines, "")
	if fm, ok := markdown.CutFrontMatter(text); ok {
		start = strings.Count(text[:len(text)-len(fm.Body)], "\n")
	}
	for i, l := range lines {
		if i < start {
			continue
		}
		if code.Takes(l) {
			continue
		}
		if level, text, ok := markdown.Heading(l); ok {
			if periodRE.MatchString(text) {
				continue
			}
			all = append(all, head{i, level, text})
			continue
		}
		level := markdown.Underline(l)
		if level == 0 || i <= start || i > 1 && strings.TrimSpace(lines[i-2]) != "" {
			continue
		}
		if text := strings.TrimSpace(lines[i-1]); text != "" && !body.IsBullet(text) && !strings.HasPrefix(text, "|") {
			all = append(all, head{i - 1, level, text})
		}
	}
	return all
}

// deep is the level from which on headings are parts of a section, unless
// nothing stands above them but one title.
const deep = 4

// highest returns the headings of the highest level that has several, and
// what stands above them: the title of the whole, "" when it has none.
func highest(all []head) (top []head, title string) {
	for level := 1; level <= 6; level++ {
		top = top[:0:0]
		for _, h := range all {
			if h.level == level {
				top = append(top, h)
			}
			if h.level < level {
				title = h.text
				if level >= deep && len(top) > 0 {
					return nil, ""
				}
			}
		}
		if len(top) > 1 {
			return top, title
		}
	}
	return nil, ""
}

var (
	// collectedRE is a title of what holds several reports.
	collectedRE = regexp.MustCompile(`(?i)\b(?:incidents|post-?\s?mortems|outages|incident reports|rcas|root cause analyses|retrospectives|failures` +
		`|(?:incident|outage|downtime|failure) (?:diary|journal|register)|ausfälle|störungen|vorfälle|pannes|incidentes|interrupciones|falhas|storingen` +
		`|(?:incident|outage|downtime|status) (?:history|archive|log|reports?|list))(?:\PL|$)`)
	// incidentalRE is what the title of one incident says.
	incidentalRE = regexp.MustCompile(`(?i)\b(?:outages?|incidents?|down(?:time)?|fail(?:s|ed|ure|ures|over)?|errors?|degrad\w+|unavailab\w+|unreachable` +
		`|disruptions?|interruption|slow(?:ness|down)?|latency|delay(?:s|ed)?|los[st]|expir\w+|crash\w*|stuck|broken?|breach|leak\w*|full|exhaust\w+` +
		`|timeouts?|stopped|refus\w+|reject\w+|missing|corrupt\w*|overload\w*|deleted|50[0234]s?|[A-Z]{2,10}-\d+|SEV-?\d|p[0-4])\b`)
	labelledRE = regexp.MustCompile(`^[\s*_>|•-]*(\pL[\pL ’'/-]{3,40}?)[*_]*\s*[:|][*_]*(?:\s|$)`)
)

// titledSections finds headings that are each the title of an incident, with
// an account of its own below: two sections at least, or fields, that come
// again under the other headings. Above them stands at most the title of a
// collection: "Outages of 2021".
func titledSections(lines []string) []int {
	top, title := highest(heads(lines))
	if len(top) < 2 || len(top) > 500 || title != "" && !collectedRE.MatchString(title) {
		return nil
	}
	var at []int
	var first map[string]bool
	for i, h := range top {
		end := len(lines)
		if i+1 < len(top) {
			end = top[i+1].line
		}
		if body.RoleLine(h.text) || !incidentalRE.MatchString(h.text) && headingDayRE.FindString(h.text) == "" {
			return nil
		}
		names, roles := account(lines[h.line+1 : end])
		if first == nil {
			first = names
		}
		if inBoth(first, names) < 2 || !told(roles) {
			return nil
		}
		at = append(at, h.line)
	}
	return at
}

// told says that a section says why or how it failed, not only when.
func told(roles map[prose.Role]bool) bool {
	return roles[prose.RoleRootCause] || roles[prose.RoleWhatHappened] || roles[prose.RoleContributing]
}

// account collects what the headings and fields of a section are for, and, as
// names, that or what they are called.
func account(lines []string) (names map[string]bool, roles map[prose.Role]bool) {
	names, roles = map[string]bool{}, map[prose.Role]bool{}
	see := func(name string) {
		role := prose.RoleOf(name)
		roles[role] = true
		if role == prose.RoleNone {
			names[squash(name)] = true
		} else {
			names["as "+string(role)] = true
		}
	}
	for _, h := range heads(lines) {
		see(h.text)
	}
	for _, l := range lines {
		if m := labelledRE.FindStringSubmatch(l[:min(len(l), 80)]); m != nil && len(strings.Fields(m[1])) < 5 {
			see(m[1])
		}
	}
	delete(names, "as "+string(prose.RoleComments))
	return names, roles
}
