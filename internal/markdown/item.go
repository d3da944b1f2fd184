package markdown

import "regexp"

// itemRE is "- text", "12. text", "* [x] text". A number of more digits is a
// year at the start of a wrapped line.
var itemRE = regexp.MustCompile(`^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\] )?)(\S.*)?$`)

// Item cuts an item of a list into its mark, with the blanks around it and the
// box of a task, and its text.
func Item(line string) (mark, text string, ok bool) { return itemOf(itemRE, line) }

// bulletRE has the signs as well that plain text has for items.
var bulletRE = regexp.MustCompile(`^([ \t]*(?:[-*+•◦‣–]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\] )?)(\S.*)?$`)

// Bullet reads an item as Item does, and "• text" and its like: Markdown takes
// that for a paragraph, and who wrote it for an item.
func Bullet(line string) (mark, text string, ok bool) { return itemOf(bulletRE, line) }

func itemOf(re *regexp.Regexp, line string) (mark, text string, ok bool) {
	m := re.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}
