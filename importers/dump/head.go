package dump

import (
	"regexp"
	"strings"

	"hindsight/internal/byline"
	"hindsight/internal/markdown"
)

// What a report says of itself in fields at its head: "Title: …", "**Author:** …",
// a row of a table, several in a line.

// leaderRE is the name of a field with dots up to its colon: "Date ......: 4 May".
var leaderRE = regexp.MustCompile(`(?m)^([A-Z][\w /()-]{1,30}?) ?\.{2,60} ?:`)

// withoutLeaders is a text in which such fields are like others.
func withoutLeaders(text string) string {
	if !strings.Contains(text, "..:") && !strings.Contains(text, ".. :") {
		return text
	}
	return markdown.OutsideCode(text, func(s string) string { return leaderRE.ReplaceAllString(s, "$1:") })
}

// fieldsApart cuts a line of several fields, "Status: final · Date: 4 May 2021",
// into them. A row of a table stays whole.
func fieldsApart(line string) []string {
	if strings.HasPrefix(line, "|") || !strings.ContainsAny(line, "·•|") {
		return []string{line}
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == '·' || r == '•' || r == '|' })
	for _, p := range parts {
		if !strings.Contains(p, ":") {
			return []string{line}
		}
	}
	return parts
}

// headTitleRE is the field that names the title.
var headTitleRE = regexp.MustCompile(`(?i)^[\s*_|>•-]*(?:(?:incident|report|document) )?title[*_]*\s*[:|][*_\s]*([^\s|][^|]{2,200}?)[\s*_|]*$`)

// headTitle reads the title from a field in the lines at the head.
func headTitle(text string) string {
	for line := range strings.Lines(firstLines(text, headLines)) {
		if m := headTitleRE.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			return m[1]
		}
	}
	return ""
}

// authorFieldRE is a field that names who wrote the report.
var authorFieldRE = regexp.MustCompile(`(?i)^[\s*_>•-]*(?:(?:report |document )?authors?|author\(s\)|` +
	`(?:report )?(?:written|prepared|compiled|drafted) by)[*_]*\s*:[*_\s]*(\S.{0,150}?)[\s*_]*$`)

// headAuthor reads the author from a field in the lines at the head.
func headAuthor(text string) string {
	for line := range strings.Lines(firstLines(text, headLines)) {
		line = strings.TrimSpace(line)
		if m := authorRowRE.FindStringSubmatch(line); m != nil {
			return strings.ReplaceAll(m[1], "@", "")
		}
		for _, field := range fieldsApart(line) {
			if m := authorFieldRE.FindStringSubmatch(field); m != nil {
				if named := byline.Read("Author: " + m[1]).Author; named != "" {
					return named
				}
			}
		}
	}
	return ""
}

// authorRowRE is the row of a table at the head of a report that names its author.
var authorRowRE = regexp.MustCompile(`(?i)^\|[\s*_]*(?:authors?|written by|prepared by)[\s*_:]*\|[\s*_]*([^|<>\[\]]{3,80}?)[\s*_]*\|$`)

var organisationFieldRE = regexp.MustCompile(`(?i)^[\s*_|>•-]*(?:organi[sz]ation|company)(?: name)?[*_]*\s*[:|][*_\s]*([\pL\pN][^|*_]{1,60}?)[\s*_|]*$`)

// headOrganisation reads the field "Organisation: …" in the lines at the head.
func headOrganisation(text string) string {
	for line := range strings.Lines(firstLines(text, 2*headLines)) {
		for _, field := range fieldsApart(strings.TrimSpace(line)) {
			if m := organisationFieldRE.FindStringSubmatch(field); m != nil {
				return m[1]
			}
		}
	}
	return ""
}
