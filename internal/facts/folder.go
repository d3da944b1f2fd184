package facts

import (
	"regexp"
	"strings"

	"hindsight/internal/prose"
)

// maxShort is how many letters an abbreviation has at most that is nobody's name unless it is known.
const maxShort = 3

// FromFolder names the organisation by the folder that a dump was kept in,
// the last and least of the witnesses: a folder is somebody's filing and no
// part of the text. It counts only where the text confirms it, by writing that
// name with a capital and never as a common word ("network"); at least twice,
// unless it is a known organisation's. "" when it does not.
func FromFolder(folder string, doc *prose.Document) string {
	label := letters(folder)
	if len(label) < 3 {
		return ""
	}
	text := doc.Title + "\n" + doc.Plain()
	if mentions(text, "://", "@", "www.", "`") {
		text = addressRE.ReplaceAllString(text, " ")
	}
	name := asWritten(label, text)
	if name == "" || notNames[strings.ToLower(name)] {
		return ""
	}
	common := regexp.MustCompile(`(?:^|[\s(])` + regexp.QuoteMeta(strings.ToLower(name)) + `(?:[\s,;:)]|$)`)
	if common.MatchString(text) {
		return ""
	}
	if known := knownName(name); known != "" {
		return known
	}
	if strings.Count(text, name) < 2 || len(label) <= maxShort && name == strings.ToUpper(name[:1])+name[1:len(name)-1]+strings.ToUpper(name[len(name)-1:]) {
		return "" // "OBS", "MoJ": short for a name, which the text may not give
	}
	return name
}

// addressRE is an address or code, written in lower case whatever it names.
var addressRE = regexp.MustCompile("\\S*(?:://|@|www\\.)\\S*|`[^`\n]*`")
