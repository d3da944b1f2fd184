package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// neutral is foreign text that can stand in a commit message, in the log and in
// the summary of a workflow: one line of at most so many characters that does
// nothing there. No issue is closed, nobody is called, no run is skipped, no
// command is given to the runner, nothing is set as Markdown or HTML.
func neutral(s string, limit int) string {
	s = withinNames(harmlessMarks.Replace(cut(oneLine(s), limit)))
	for _, apart := range writtenApart {
		for next := apart.ReplaceAllString(s, "$1 $2"); next != s; next = apart.ReplaceAllString(s, "$1 $2") {
			s = next
		}
	}
	return cut(s, limit)
}

// harmlessMarks puts marks in the place of those that Markdown, HTML and "[skip
// ci]" are made of.
var harmlessMarks = strings.NewReplacer("[", "(", "]", ")", "<", "‹", ">", "›", "`", "'", "*", "·", "|", "¦", "~", "-")

// withinNames keeps low lines within names; at the border of a word they set it
// in italics.
func withinNames(s string) string {
	all := []rune(s)
	in := func(i int) bool {
		return i >= 0 && i < len(all) && (unicode.IsLetter(all[i]) || unicode.IsDigit(all[i]))
	}
	out := slices.Clone(all)
	for i, r := range all {
		if r == '_' && !(in(i-1) && in(i+1)) {
			out[i] = '-'
		}
	}
	return string(out)
}

// writtenApart is what means something as long as it stands together.
var writtenApart = []*regexp.Regexp{
	// #1, GH-1 and the addresses of issues close them: "closes #1"
	regexp.MustCompile(`(?i)(#|\bGH-|/(?:issues|pull|pulls|discussions|commit)/)([0-9a-f])`),
	// @name
	regexp.MustCompile(`(@)([\pL\pN_-])`),
	// ::error:: and ##[error] are commands to GitHub's runner
	regexp.MustCompile(`(:|#)(:|#)`),
	// &#64; is an @ once it is read as Markdown
	regexp.MustCompile(`(&)(#?[[:alnum:]]+;)`),
}
