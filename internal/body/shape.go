package body

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight/internal/prose"
	"hindsight/internal/when"
)

// heads says that block i is a heading. Three in a row are rather a list of
// short lines: then only known headings count.
func (p *plain) heads(blocks [][]string, i int) bool {
	if !headingShape(blocks, i) {
		return false
	}
	if i > 0 && signatureRE.MatchString(strings.TrimSpace(blocks[i-1][0])) {
		return false // a signature
	}
	first, last := i, i
	for last-first < 3 && headingShape(blocks, first-1) {
		first--
	}
	for last-first < 3 && headingShape(blocks, last+1) {
		last++
	}
	return last-first < 2 || RoleLine(blocks[i][0])
}

var signatureRE = regexp.MustCompile(`(?i)^(?:(?:yours |kind |best |warm )?(?:sincerely|regards|wishes|truly)|cheers|thanks|thank you|best|yours),?$`)

var notHeadingRE = regexp.MustCompile(`(?i)^(sincerely|regards|best|cheers|thanks|thank you|yours|kind regards|hi|hello|dear|hey|signed|` +
	`posted|by|written by|from|to|cc)\b[^?]{0,40}$|^https?://|^\W*$|@`)

func headingShape(blocks [][]string, i int) bool {
	if i < 0 || i+1 >= len(blocks) || len(blocks[i]) != 1 {
		return false
	}
	line := strings.TrimSpace(blocks[i][0])
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, `"'“‘`))
	last, _ := utf8.DecodeLastRuneInString(line)
	if most := headingWords(last); len(line) > 7*most || len(strings.Fields(line)) > most || !(unicode.IsUpper(first) || unicode.IsDigit(first)) {
		return false
	}
	if _, _, ok := bullet(line); ok || when.IsEvent(line) || notHeadingRE.MatchString(line) || isDate(line) || IsField(line) {
		return false
	}
	if last == ':' {
		return RoleLine(line) || line == strings.ToUpper(line)
	}
	return !strings.ContainsRune(".,;…|", last)
}

// headingWords is how long a heading may be. A question alone on its line is
// one even when it is long.
func headingWords(last rune) int {
	if last == '?' {
		return 22
	}
	return 13
}

func isDate(line string) bool {
	_, ok := when.Parse(line)
	return ok
}

// RoleLine says that a line is one of the usual headings of a postmortem.
func RoleLine(line string) bool {
	line = strings.TrimRight(line, ": ")
	if line == "" || len(strings.Fields(line)) > 6 || strings.ContainsAny(line, ".,;:") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsUpper(r) && prose.RoleOf(line) != prose.RoleNone
}
