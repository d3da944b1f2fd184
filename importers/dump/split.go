package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/body"
	"hindsight/internal/frontmatter"
	"hindsight/internal/markdown"
	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// split cuts a text that holds several reports into one text for each. It
// looks, in this order, for repeated page heads ("Incident Report for X"),
// repeated front matter, lines that only separate, repeated "Summary of
// impact" texts, repeated top headings with the same sections below, tables
// with an incident on each row, top headings each with a date of its own, and
// top headings that are each the title of an incident told below.
// A text with one report comes back whole, and so does a thread, whose lines
// part posts and signatures.
func split(text string) []string {
	if isForum(text[:min(len(text), enough)]) {
		return []string{text}
	}
	lines := strings.SplitAfter(text, "\n")
	for _, f := range []func([]string) []int{pageHeads, metaHeads, separators, impactHeads, repeatedSections} {
		if parts := cutAt(lines, f(lines), minReport); len(parts) > 1 {
			return parts
		}
	}
	if parts := tableRows(lines); parts != nil {
		return parts
	}
	lines = promoted(lines)
	for _, f := range []func([]string) []int{datedSections, titledSections} {
		at := f(lines)
		if len(at) > 0 && isPreface(lines[:at[0]]) {
			lines, at = lines[at[0]:], shifted(at)
		}
		if parts := cutAt(lines, at, minTitled); len(parts) > 1 {
			order := when.OrderIn(strings.Lines(text), nil)
			for i := range parts {
				parts[i] = fieldsListed(inOrderOf(parts[i], order))
			}
			return parts
		}
	}
	return []string{text}
}

// maxPreface is how many words stand above a collection that are not a report
// themselves.
const maxPreface = 80

func isPreface(lines []string) bool {
	_, _, body := frontmatter.Read(strings.Join(lines, ""))
	return len(strings.Fields(body)) < maxPreface
}

// shifted counts lines from the first one of them.
func shifted(at []int) []int {
	out := make([]int, len(at))
	for i, n := range at {
		out[i] = n - at[0]
	}
	return out
}

// The least number of words of a report in a file of several, and of one that
// has a title of its own: "Down: 07:12, up: 07:31, cause: the disk was full".
const (
	minReport = 20
	minTitled = 8
)

// cutAt cuts before the given lines. Parts too short to be a report go to the
// part before them.
func cutAt(lines []string, at []int, least int) []string {
	var from []int // first line of each part
	start := 0
	for _, end := range append(at, len(lines)) {
		if hasWords(lines[start:end], least) {
			from = append(from, start)
		}
		start = end
	}
	if len(from) < 2 {
		return nil
	}
	var parts []string
	for i, first := range from {
		end := len(lines)
		if i+1 < len(from) {
			end = from[i+1]
		}
		parts = append(parts, trimSeparator(strings.Join(lines[first:end], "")))
	}
	return parts
}

// hasWords says that lines have so many words at least.
func hasWords(lines []string, least int) bool {
	words := 0
	for _, l := range lines {
		for range strings.FieldsSeq(l) {
			if words++; words == least {
				return true
			}
		}
	}
	return least <= 0
}

var separatorRE = regexp.MustCompile(`^(?:={10,}|-{20,}|#{10,}|\*{10,}|_{10,}|~{10,})\s*$`)

// trimSeparator drops what parted a report from its neighbours, and gives its
// first heading the level of a title.
func trimSeparator(part string) string {
	part = strings.TrimLeft(part, "\n ")
	if first, rest, _ := strings.Cut(part, "\n"); separatorRE.MatchString(first) {
		part = strings.TrimLeft(rest, "\n ")
	}
	if body, ok := strings.CutSuffix(strings.TrimRight(part, "\n "), "\n---"); ok && !strings.HasPrefix(part, "---") {
		part = body + "\n"
	}
	if at := strings.LastIndex(strings.TrimRight(part, "\n "), "\n#"); at >= 0 {
		if _, text, ok := markdown.Heading(strings.TrimSpace(part[at:])); ok && periodRE.MatchString(text) {
			part = part[:at+1]
		}
	}
	first, rest, _ := strings.Cut(part, "\n")
	level, text, ok := markdown.Heading(first)
	if day := headingDayRE.FindString(text); ok && day != "" && strings.Trim(text, " :.") == day {
		return "# Incident of " + day + "\n" + rest // a day is no title
	}
	if ok && level > 1 && !body.RoleLine(text) {
		return "# " + text + "\n" + rest
	}
	return part
}

// pageHeads finds the title line before each "Incident Report for X".
func pageHeads(lines []string) []int {
	var at []int
	last := -1
	for i, l := range lines {
		if last >= 0 && saysReportFor(l) {
			at = append(at, last)
		}
		if strings.TrimSpace(l) != "" {
			last = i
		}
	}
	return tail(at)
}

// saysReportFor says that a line is "Incident Report for X".
func saysReportFor(line string) bool {
	const word = "Incident"
	bare := strings.TrimLeft(line, " \t")
	return len(bare) > len(word) && strings.EqualFold(bare[:len(word)], word) && reportForRE.MatchString(line)
}

// metaHeads finds front matter that names a title.
func metaHeads(lines []string) []int {
	var at []int
	for i := 0; i < len(lines); i++ {
		if markdown.Border(lines[i]) != "---" || i > 0 && strings.TrimSpace(lines[i-1]) != "" {
			continue
		}
		for j := i + 1; j < len(lines) && j < i+60; j++ {
			l := strings.TrimSpace(lines[j])
			if markdown.Border(l) == "---" {
				if j > i+1 && strings.Contains(strings.ToLower(strings.Join(lines[i:j], "")), "\ntitle:") {
					at = append(at, i)
				}
				i = j
				break
			}
			if l == "" {
				break
			}
		}
	}
	return tail(at)
}

// separators finds lines of "=====" and their like after blank lines, when a
// title follows each of them.
func separators(lines []string) []int {
	var at []int
	for i, l := range lines {
		if i == 0 || !separatorRE.MatchString(l) || strings.TrimSpace(lines[i-1]) != "" {
			continue
		}
		if !startsReport(lines[i+1:]) {
			return nil
		}
		at = append(at, i)
	}
	return at
}

// startsReport says that what follows a separator begins with a title, not
// with a section of the same report.
func startsReport(lines []string) bool {
	for i, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			title := strings.TrimLeft(l, "# ")
			return isTitleLine(title) && !body.RoleLine(title) && i+1 < len(lines)
		}
	}
	return true
}

var impactHeadRE = regexp.MustCompile(`(?i)^\s*\**summary of (?:the )?impact\**:`)

// impactHeads finds the title line before each "Summary of impact:".
func impactHeads(lines []string) []int {
	var at []int
	last := -1
	for i, l := range lines {
		if impactHeadRE.MatchString(l) && last >= 0 {
			at = append(at, last)
		}
		if strings.TrimSpace(l) != "" {
			last = i
		}
	}
	return tail(at)
}

// repeatedSections finds top headings, each with at least two sections whose
// names come again under every other one: the template of a report.
func repeatedSections(lines []string) []int {
	var at []int
	var names []map[string]bool
	var code markdown.Code
	for i, l := range lines {
		inside := code.Takes(l)
		level, heading, ok := markdown.Heading(l)
		if !ok || inside {
			continue
		}
		if level == 1 {
			at, names = append(at, i), append(names, map[string]bool{})
		} else if level == 2 && len(names) > 0 && prose.RoleOf(heading) != prose.RoleNone {
			names[len(names)-1][squash(heading)] = true
		}
	}
	for i := 1; i < len(names); i++ {
		if inBoth(names[0], names[i]) < 2 {
			return nil
		}
	}
	return tail(at)
}

func inBoth(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// tail drops the first head: nothing is cut before it.
func tail(at []int) []int {
	if len(at) < 2 {
		return nil
	}
	return at[1:]
}
