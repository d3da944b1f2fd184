package markdown

import (
	"regexp"
	"strings"
)

// FrontMatter is what stands between the first line of a text, a border, and
// the next one like it.
type FrontMatter struct {
	Border string // "---" around YAML, "+++" around TOML
	Block  string // the lines between
	Body   string // the text below
}

// Border says that a line may begin front matter, and what: "---" or "+++";
// "" for other lines.
func Border(line string) string {
	switch line = strings.TrimRight(line, " \t\r\n"); line {
	case "---", "+++":
		return line
	}
	return ""
}

// ReadFrontMatter cuts front matter off a text, without looking what is in
// it. It must end within max bytes. open says that it begins and does not end.
func ReadFrontMatter(text string, max int) (fm FrontMatter, open, ok bool) {
	text = strings.TrimPrefix(text, "\ufeff")
	first, after, found := strings.Cut(text, "\n")
	border := Border(first)
	if !found || border == "" {
		return FrontMatter{}, false, false
	}
	size := 0
	for line := range strings.Lines(after) {
		if end := Border(line); end == border || border == "---" && strings.TrimRight(line, " \t\r\n") == "..." {
			return FrontMatter{border, after[:size], after[size+len(line):]}, false, true
		}
		if size += len(line); size > max {
			break
		}
	}
	return FrontMatter{}, true, false
}

// maxFrontMatter is how long front matter may be, in bytes. Real one stays
// below 4 KB.
const maxFrontMatter = 32 << 10

// CutFrontMatter cuts front matter off a text: one that holds a key with its
// value at least, so that a text between two rules is not taken for it.
func CutFrontMatter(text string) (FrontMatter, bool) {
	fm, _, ok := ReadFrontMatter(text, maxFrontMatter)
	if !ok || len(fm.Fields()) == 0 {
		return FrontMatter{}, false
	}
	return fm, true
}

var field = regexp.MustCompile(`^([A-Za-z][\w-]{0,40})\s*[:=]\s*(.*)$`)

// Fields reads "key: value" and "key = value" line by line, keys in lower case,
// values without quotes. It is no YAML: what spans lines, or is nested, is not
// read.
func (fm FrontMatter) Fields() map[string]string {
	fields := map[string]string{}
	for line := range strings.Lines(fm.Block) {
		if m := field.FindStringSubmatch(strings.TrimRight(line, " \t\r\n")); m != nil {
			fields[strings.ToLower(m[1])] = strings.Trim(m[2], `"' `)
		}
	}
	return fields
}
