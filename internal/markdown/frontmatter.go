package markdown

import (
	"encoding/json"
	"regexp"
	"strings"
)

// FrontMatter is what a text says about itself in front: between the first
// line, a border, and the next one like it, or in lines "key: value" alone.
type FrontMatter struct {
	Border string // "---" or "+++"; "" where none stands around the block
	Format string // "yaml", "toml" or "json"
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

var fenceRE = regexp.MustCompile(`(?i)^(-{3,20}|\+\+\+|;;;) ?(ya?ml|toml|json|js)?\s*$`)

// opens reads the line that begins front matter, which may name the format:
// "---json". The border that ends it is "" where there is none.
func opens(line string) (border, format string) {
	m := fenceRE.FindStringSubmatch(line)
	if m == nil {
		return "", ""
	}
	format = strings.ToLower(m[2])
	switch {
	case format == "js": // an object, its keys perhaps without quotes
		format = "json"
	case format == "yml" || format == "" && m[1][0] == '-':
		format = "yaml"
	case format == "" && m[1] == "+++":
		format = "toml"
	case format == "":
		format = "json"
	}
	return m[1], format
}

// ReadFrontMatter cuts front matter off a text, without looking what is in
// it. It must end within max bytes. open says that it begins and does not end.
func ReadFrontMatter(text string, max int) (fm FrontMatter, open, ok bool) {
	text = strings.TrimPrefix(text, "\ufeff")
	first, after, found := strings.Cut(text, "\n")
	border, format := opens(first)
	if !found || border == "" {
		return FrontMatter{}, false, false
	}
	size := 0
	for line := range strings.Lines(after) {
		if end := strings.TrimRight(line, " \t\r\n"); end == border || border == "---" && end == "..." {
			return FrontMatter{border[:len("---")], format, after[:size], after[size+len(line):]}, false, true
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
// value at least, so that a text between two rules is not taken for it. That
// without a border before it is known by its keys, or is a JSON object. What
// tells an editor or a linter something may stand above.
func CutFrontMatter(text string) (FrontMatter, bool) {
	if fm, ok := cutFrontMatter(text); ok {
		return fm, true
	}
	if below := BelowAsides(text); len(below) < len(text) && below != "" {
		return cutFrontMatter(below)
	}
	return FrontMatter{}, false
}

func cutFrontMatter(text string) (FrontMatter, bool) {
	fm, open, ok := ReadFrontMatter(text, maxFrontMatter)
	switch {
	case ok:
		if len(fm.Fields()) == 0 {
			return FrontMatter{}, false
		}
		return fm, true
	case open: // its last border is missing
		_, below, _ := strings.Cut(text, "\n")
		return cutKeys(below)
	}
	for _, cut := range []func(string) (FrontMatter, bool){cutObject, cutPercents, cutFenced, cutKeys} {
		if fm, ok = cut(text); ok {
			return fm, true
		}
	}
	return FrontMatter{}, false
}

// percentsRE is the head of a text for Pandoc: title, authors and date, each
// behind a percent sign, title and authors perhaps on several lines.
var percentsRE = regexp.MustCompile(`^(?:% ?(\S[^\n]*(?:\n[ \t]+\S[^\n]*){0,4})\n)` +
	`(?:%(?: ?(\S[^\n]*(?:\n[ \t]+\S[^\n]*){0,20}))?\n(?:%(?: ?(\S[^\n]*))?\n)?)?\s*\n`)

// cutPercents cuts such a head off.
func cutPercents(text string) (FrontMatter, bool) {
	if !strings.HasPrefix(text, "%") {
		return FrontMatter{}, false
	}
	m := percentsRE.FindStringSubmatch(text)
	if m == nil || strings.TrimSpace(text[len(m[0]):]) == "" {
		return FrontMatter{}, false
	}
	authors := strings.Join(strings.FieldsFunc(m[2], func(r rune) bool { return r == ';' || r == '\n' }), ",")
	block, err := json.Marshal(map[string]string{
		"title": strings.Join(strings.Fields(m[1]), " "), "author": strings.Join(strings.Fields(authors), " "), "date": strings.TrimSpace(m[3]),
	})
	return FrontMatter{Format: "json", Block: string(block), Body: text[len(m[0]):]}, err == nil
}

// cutFenced cuts off code that a text begins with when it names a title and
// something else that generators of sites are told: its author knows front matter
// and not its borders.
func cutFenced(text string) (FrontMatter, bool) {
	first, below, found := strings.Cut(text, "\n")
	language, fenced := strings.CutPrefix(strings.TrimRight(first, " \t\r"), "```")
	_, format := opens("---" + language)
	if !found || !fenced || language == "" || format == "" {
		return FrontMatter{}, false
	}
	size := strings.Index(below[:min(len(below), maxFrontMatter)], "\n```\n")
	if size < 0 {
		return FrontMatter{}, false
	}
	block, body := below[:size], below[size+len("\n```\n"):]
	fm := FrontMatter{Format: format, Block: block + "\n", Body: body}
	about := false
	fields := fm.Fields()
	for key := range fields {
		about = about || aboutKeyRE.MatchString(EnglishKey(key))
	}
	return fm, fields["title"] != "" && about && strings.TrimSpace(body) != ""
}

// cutObject cuts off a JSON object with a title that a text begins with.
func cutObject(text string) (FrontMatter, bool) {
	if !strings.HasPrefix(text, "{") {
		return FrontMatter{}, false
	}
	var object struct{ Title string }
	in := json.NewDecoder(strings.NewReader(text[:min(len(text), maxFrontMatter)]))
	if err := in.Decode(&object); err != nil || object.Title == "" {
		return FrontMatter{}, false
	}
	at := int(in.InputOffset())
	body := strings.TrimLeft(text[at:], " \t\r")
	if !strings.HasPrefix(body, "\n") || strings.TrimSpace(body) == "" {
		return FrontMatter{}, false
	}
	return FrontMatter{Format: "json", Block: text[:at], Body: body[1:]}, true
}

var fieldRE = regexp.MustCompile(`^(:?\pL[\pL\d_-]{0,40}:?)\s*[:=]\s*(.*)$`)

// jsonFieldRE is a string in an object of JSON, or of JavaScript.
var jsonFieldRE = regexp.MustCompile(`"?([A-Za-z][\w-]{0,40})"?\s*:\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)')`)

// Fields reads "key: value" and "key = value" line by line, keys in lower case,
// values without quotes; ":key:" is AsciiDoc's. It is no YAML: what spans
// lines, or is nested, is not read.
func (fm FrontMatter) Fields() map[string]string {
	fields := map[string]string{}
	if fm.Format == "json" {
		for _, m := range jsonFieldRE.FindAllStringSubmatch(fm.Block, 500) {
			fields[strings.ToLower(m[1])] = m[2] + m[3]
		}
		return fields
	}
	for line := range strings.Lines(fm.Block) {
		if m := fieldRE.FindStringSubmatch(strings.TrimRight(line, " \t\r\n")); m != nil {
			fields[strings.ToLower(strings.Trim(m[1], ":"))] = strings.Trim(m[2], `"' `)
		}
	}
	return fields
}
