package markdown

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Texts, and which of their lines are code: "#" stands for one that is.
var codes = []struct{ name, text, want string }{
	{"a block", "a\n```go\nb\n```\nc", ".###."},
	{"tildes", "~~~\n```\n~~~\nc", "###."},
	{"a longer fence holds a shorter", "````\n```\nb\n```\n````\nc", "#####."},
	{"a longer fence closes", "```\nb\n`````\nc", "###."},
	{"a language closes nothing", "```\n```go\n```\nc", "###."},
	{"code within a line opens nothing", "``` a ``` b\nc", ".."},
	{"tildes with a word of ticks", "~~~ `a`\nb\n~~~\nc", "###."},
	{"two marks", "``\na", ".."},
	{"in a list", "- a\n\n  ```\n  b\n  ```\n- c", "..###."},
	{"in a quote", "> ```\n> b\n> ```\n> c", "###."},
	{"a quote ends its code", "> ```\n> b\nc", "##."},
	{"a quote in code", "```\n> ```\nb\n```\nc", "####."},
	{"nobody closed it", "a\n```\nb", ".##"},
}

func TestCode(t *testing.T) {
	for _, c := range codes {
		if got := marked(c.text); got != c.want {
			t.Errorf("%s: %q: got %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

func marked(text string) string {
	var b strings.Builder
	var code Code
	for line := range strings.Lines(text) {
		if code.Takes(line) {
			b.WriteByte('#')
		} else {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// What a line is: the kind, and what it says.
var lines = []struct{ line, kind, says string }{
	{"# a", "heading", "a"},
	{"### a b ###", "heading", "a b"},
	{"## C#", "heading", "C#"},
	{"## a {#b .c}", "heading", "a"},
	{"   ## a\r\n", "heading", "a"},
	{"##", "heading", ""},
	{"#123 is closed", "text", ""},
	{"####### a", "text", ""},
	{"    # a", "text", ""},
	{"- a", "item", "a"},
	{"  12. a", "item", "a"},
	{"* [x] a", "item", "a"},
	{"-a", "text", ""},
	{"2019. The year", "text", ""},
	{"• a", "text", ""},
	{"| a | b |", "row", ""},
	{"a | b", "text", ""},
	{"--- | ---", "row", ""},
	{"> a", "quote", "a"},
	{"---", "rule", ""},
	{"* * *", "rule", ""},
	{"--", "text", ""},
	{"```go", "fence", "go"},
	{"> ~~~~", "fence", ""},
	{"a", "text", ""},
}

func TestLines(t *testing.T) {
	for _, c := range lines {
		kind, says := read(c.line)
		if kind != c.kind || says != c.says {
			t.Errorf("%q: got %s %q, want %s %q", c.line, kind, says, c.kind, c.says)
		}
		if (kind == "text") != OpensParagraph(c.line) {
			t.Errorf("%q: OpensParagraph says %v", c.line, OpensParagraph(c.line))
		}
	}
}

func read(line string) (kind, says string) {
	if f, ok := ReadFence(line); ok {
		return "fence", f.Info
	}
	if _, text, ok := Heading(line); ok {
		return "heading", text
	}
	if Rule(line) {
		return "rule", ""
	}
	if _, text, ok := Item(line); ok {
		return "item", text
	}
	if TableRow(line) {
		return "row", ""
	}
	if text, ok := Quote(line); ok {
		return "quote", text
	}
	return "text", ""
}

func TestUnderline(t *testing.T) {
	for line, want := range map[string]int{"===": 1, "--": 2, "  ----  ": 2, "=": 0, "-": 0, "-=-": 0, "    ---": 0, "": 0} {
		if got := Underline(line); got != want {
			t.Errorf("%q: got %d, want %d", line, got, want)
		}
	}
}

func TestCells(t *testing.T) {
	for line, want := range map[string]string{
		"| a | b |":    "a,b",
		"a | b":        "a,b",
		"|| a |":       ",a",
		"| | a |":      ",a",
		`| a \| b | c`: `a \| b,c`,
		"|":            "",
		"":             "",
	} {
		var cells []string
		for _, c := range Cells(line) {
			cells = append(cells, line[c.Start:c.End])
		}
		if got := strings.Join(cells, ","); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

func TestRelevel(t *testing.T) {
	for _, c := range []struct{ name, text, level, raised string }{
		{"one level", "# A\nx\n# B", "## A\nx\n## B\n", "# A\nx\n# B"},
		{"too deep", "### A\n#### B\n### C", "## A\n### B\n## C\n", "## A\n### B\n## C"},
		{"a lone title", "## T\n### A\n### B", "## T\n## A\n## B\n", "## T\n### A\n### B"},
		{"code is no heading", "```\n# a\n```\n### A", "```\n# a\n```\n## A\n", "```\n# a\n```\n## A"},
		{"a language within code closes nothing", "```\n```go\n### a\n```\n### A", "```\n```go\n### a\n```\n## A\n", "```\n```go\n### a\n```\n## A"},
		{"nobody closed it", "````\na\n```", "````\na\n```\n````\n", "````\na\n```"},
		{"an item's heading", "### A\n- a\n\n  ### b", "## A\n- a\n\n  ### b\n", "## A\n- a\n\n  ### b"},
		{"blank lines", "a\n\n\n\nb\n```\n\n\n```", "a\n\nb\n```\n\n\n```\n", "a\n\n\n\nb\n```\n\n\n```"},
	} {
		if got := Relevel(c.text); got != c.level {
			t.Errorf("%s: got %q, want %q", c.name, got, c.level)
		}
		if got := Raise(c.text); got != c.raised {
			t.Errorf("%s: raised: got %q, want %q", c.name, got, c.raised)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ name, text, title, body string }{
		{"yaml", "---\ntitle: \"a\"\n---\nb", "a", "b"},
		{"yaml with dots", "---\ntitle: a\n...\nb", "a", "b"},
		{"toml", "+++\ntitle = 'a'\n+++\nb", "a", "b"},
		{"blanks, returns and a mark", "\ufeff--- \r\nTitle: a\r\n---\r\nb", "a", "b"},
		{"json between dashes", "---json\n{ \"title\": \"a\" }\n---\nb", "a", "b"},
		{"json between semicolons", ";;;\n{\"title\": \"a\"}\n;;;\nb", "a", "b"},
		{"toml between dashes", "---toml\ntitle = \"a\"\n---\nb", "a", "b"},
		{"json alone", "{\n  \"title\": \"a\",\n  \"n\": 1\n}\nb", "a", "b"},
		{"json that is all", "{\"title\": \"a\"}\n", "", ""},
		{"keys of AsciiDoc", "---\n:title: \"a\"\n---\nb", "a", "b"},
		{"attributes of AsciiDoc", ":title: a\n:author: Jane\n\nb", "a", "b"},
		{"no first border", "title: \"a\"\ndate: 2020-03-03\ntags:\n  - x\n---\nb", "a", "b"},
		{"no first border, toml", "title = \"a\"\ndate = 2020-03-03\n+++\nb", "a", "b"},
		{"no border", "title: a\nslug: a-b\npublished: Tue, 3 Mar 2020\n\nb", "a", "b"},
		{"no first border, a blank line", "title: a\nslug: a-b\n\n---\nb", "a", "b"},
		{"pelican", "Date: 2020-03-03\nTitle: a\nTags: x, y\nMood: bad\n\nb", "a", "b"},
		{"nikola", "<!--\n.. title: a\n.. slug: a\n\n.. type: text\n-->\nb", "a", "b"},
		{"nikola, plain", ".. title: a\n.. slug: a\n\nb", "a", "b"},
		{"multimarkdown", "Title:    a\nAuthor:   Ole\n          Mia\nBase Header Level: 2\n\nb", "a", "b"},
		{"keys of two words", "Title: a\nDate: 2020-03-03\nReading time: 4 minutes\nPage layout: wide\n\nb", "a", "b"},
		{"a report's fields of two words", "Title: a\nDate: 2020-03-03\nIncident date: 2020-03-02\n\nb", "", ""},
		{"a comment that opens with a key", "<!-- Title: a\n     Author: Jane\n     Date: 2020-03-03 -->\n\nb", "a", "\nb"},
		{"a comment for each key", "<!-- title: a -->\n<!-- a remark -->\n<!-- date: 2020-03-03 -->\n\nb", "a", "b"},
		{"a comment that is none", "<!-- Title: a\nwhat to do here -->\n\nb", "", ""},
		{"comments without a title", "<!-- date: 2020-03-03 -->\n<!-- a remark -->\n\nb", "", ""},
		{"below a mode line", "<!-- -*- mode: markdown -*- -->\n---\ntitle: a\n---\nb", "a", "b"},
		{"below a remark", "[//]: # (draft)\n\n---\ntitle: a\n---\nb", "a", "b"},
		{"yaml in a fence", "```yaml\ntitle: a\ndate: 2020-03-03\n```\nb", "a", "b"},
		{"a fence without a title", "```yaml\nreplicas: 3\ndate: 2020-03-03\n```\nb", "", ""},
		{"a fence with a title alone", "```yaml\ntitle: a\nreplicas: 3\n```\nb", "", ""},
		{"a fence of a script", "```sh\ntitle=a\ndate=b\n```\nb", "", ""},
		{"below text", "A draft.\n\n---\ntitle: a\n---\nb", "", ""},
		{"a report's fields", "Title: a\nDate: 2020-03-03\nImpact: all users\nRoot-cause: a disk\n\nb", "", ""},
		{"a report's sentence", "Title: a\nDate: 2020-03-03\nStory: The disk of the desk was full.\n\nb", "", ""},
		{"a title alone", "Title: a\n\nb", "", ""},
		{"fields without a title", "Date: 2020-03-03\nAuthor: Jane\n\nb", "", ""},
		{"a mail's head", "From: Jane\nSubject: a\nTitle: a\nDate: 3 Mar 2020\n\nb", "", ""},
		{"keys and no text", "title: a\nslug: b\n\n", "", ""},
		{"no end", "---\ntitle: a\n", "", ""},
		{"a text between two rules", "---\nIt failed.\n---\nb", "", ""},
		{"not at the start", "a\n---\ntitle: b\n---\n", "", ""},
		{"too long", "---\ntitle: a\n" + strings.Repeat("# remark\n", 5000) + "---\nb", "", ""},
		{"keys without end", "title: a\n" + strings.Repeat("slug: b\n", 5000) + "\nb", "", ""},
	} {
		fm, ok := CutFrontMatter(c.text)
		if ok != (c.title != "") || fm.Fields()["title"] != c.title || fm.Body != c.body {
			t.Errorf("%s: got %v, title %q, body %q", c.name, ok, fm.Fields()["title"], fm.Body)
		}
	}
}

func TestAside(t *testing.T) {
	for line, want := range map[string]bool{
		"[//]: # (Draft, do not publish)":     true,
		"[comment]: <> (Draft)":               true,
		`[//]: # "Draft"`:                     true,
		"-*- mode: markdown -*-":              true,
		"<!-- markdownlint-disable MD013 -->": true,
		"[docs]: #anchor (Where it is)":       false,
		"[docs]: https://a.example \"Docs\"":  false,
		"<!-- a --> text <!-- b -->":          false,
		"- item -*-":                          false,
		"# -*-":                               false,
		"":                                    false,
	} {
		if Aside(line) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
	if got, want := DropAsides("a\n[//]: # (b)\nc -*- d\n<!-- e -->\n"), "a\nc -*- d\n<!-- e -->\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is written as code is code, and all of it comes back; of a text made of
// fences and words alone, the words in code are those that goldmark finds there.
func FuzzCode(f *testing.F) {
	for _, c := range codes {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 5000 {
			return
		}
		same := OutsideCode(text, func(s string) string { return s })
		if same != text {
			t.Errorf("%q: of what is in and outside of code %q is put together", text, same)
		}
		if block := CodeBlock("go", text); strings.Contains(marked(block), ".") {
			t.Errorf("%q: written as code it is %s", text, marked(block))
		}
		Headings(text, 6)
		Squeeze(text)
		Relevel(text)
		plain := simple(text)
		if got, want := wordsInCode(plain), wordsByGoldmark(plain); got != want {
			t.Errorf("%q: code holds %s, goldmark says %s", plain, got, want)
		}
	})
}

// simple makes a text of each byte of s: a fence or a word of its own a line.
func simple(s string) string {
	palette := []string{"```", "````", "~~~", "~~~~~", "```go", "w", "", "``", "``` a`", "~~~ `"}
	var b strings.Builder
	for i, c := range []byte(s) {
		line := palette[int(c)%len(palette)]
		if line == "w" {
			line = fmt.Sprintf("w%d", i)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func wordsInCode(s string) string {
	var words strings.Builder
	var code Code
	for line := range strings.Lines(s) {
		if code.Takes(line) && line[0] == 'w' {
			words.WriteString(line)
		}
	}
	return words.String()
}

// wordsByGoldmark asks a parser of whole texts.
func wordsByGoldmark(s string) string {
	var words strings.Builder
	source := []byte(s)
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindFencedCodeBlock && entering {
			for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
				if l := line.Value(source); l[0] == 'w' {
					words.Write(l)
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return words.String()
}

// What the lines are that are read without an expression, as expressions have it.
var (
	slowAtxRE    = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?(?:\s*\{[#.:][^{}]*\})?$`)
	slowItemRE   = regexp.MustCompile(`^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\] )?)(\S.*)?$`)
	slowBulletRE = regexp.MustCompile(`^([ \t]*(?:[-*+•◦‣–]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\] )?)(\S.*)?$`)
	slowRuleRE   = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	slowTableRE  = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$`)
	slowUnderRE  = regexp.MustCompile(`^ {0,3}(={2,}|-{2,})[ \t]*$`)
	slowQuoteRE  = regexp.MustCompile(`^[ \t]*>[ \t]?`)
)

// FuzzLine holds the dumber way, an expression for each kind of line, against the
// readers that look at bytes.
func FuzzLine(f *testing.F) {
	for _, l := range lines {
		f.Add(l.line)
	}
	for _, l := range []string{"## a # b ##", "# # #", "##\t#", "## {", "- [x]  a", "- [x] ", "1) \fa", "•\ta", "1234. a", "-\n", "- a\n", ">\t>a", "\xff a", "--|:-", "* * *"} {
		f.Add(l)
	}
	f.Fuzz(func(t *testing.T, line string) {
		level, text, ok := Heading(line)
		m := slowAtxRE.FindStringSubmatch(strings.TrimRight(line, " \t\r\n"))
		if ok != (m != nil) || ok && (level != len(m[1]) || text != strings.TrimSpace(m[2])) {
			t.Errorf("%q: Heading gives %d %q %v, want %q", line, level, text, ok, m)
		}
		mark, text, ok := Item(line)
		if m = slowItemRE.FindStringSubmatch(line); ok != (m != nil) || ok && (mark != m[1] || text != m[2]) {
			t.Errorf("%q: Item gives %q %q %v, want %q", line, mark, text, ok, m)
		}
		mark, text, ok = Bullet(line)
		if m = slowBulletRE.FindStringSubmatch(line); ok != (m != nil) || ok && (mark != m[1] || text != m[2]) {
			t.Errorf("%q: Bullet gives %q %q %v, want %q", line, mark, text, ok, m)
		}
		quote := slowQuoteRE.FindString(line)
		if text, ok := Quote(line); ok != (quote != "") || text != line[len(quote):] {
			t.Errorf("%q: Quote gives %q %v", line, text, ok)
		}
		if got, want := Rule(line), slowRuleRE.MatchString(strings.TrimRight(line, "\r\n")); got != want {
			t.Errorf("%q: Rule %v, want %v", line, got, want)
		}
		if got, want := TableRule(line), slowTableRE.MatchString(line); got != want {
			t.Errorf("%q: TableRule %v, want %v", line, got, want)
		}
		if got, want := Underline(line) > 0, slowUnderRE.MatchString(strings.TrimRight(line, "\r\n")); got != want {
			t.Errorf("%q: Underline %v, want %v", line, got, want)
		}
		if _, _, got := Definition(line); got && !definitionRE.MatchString(line) || !got && definesSlowly(line) {
			t.Errorf("%q: Definition %v", line, got)
		}
	})
}

func definesSlowly(line string) bool {
	m := definitionRE.FindStringSubmatch(line)
	return m != nil && (m[3] != "" || m[2] != "")
}
