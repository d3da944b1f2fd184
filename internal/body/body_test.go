package body

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const base = "https://finch.example/blog/"

// Markdown in, Markdown in the one form out.
var markdownCases = []struct{ name, in, want string }{
	// headings
	{"top level", "# A\n\nx\n\n# B\n\ny", "## A\n\nx\n\n## B\n\ny"},
	{"underlined", "A\n===\nx\n\nB\n---\ny", "## A\n\nx\n\n## B\n\ny"},
	{"closing marks and attributes", "## A ##\n## B {#b}\n## **C**\nx", "## A\n\n## B\n\n## C\n\nx"},
	{"a lone title above others", "# T\n\nx\n\n## A\n\ny", "## T\n\nx\n\n## A\n\ny"},
	{"levels below stay apart", "### A\n#### B\n### C\nx", "## A\n\n### B\n\n## C\n\nx"},
	{"numbered lines", "1. SUMMARY\n\nIt failed.\n\n2) ROOT CAUSE\n\nA disk.", "## SUMMARY\n\nIt failed.\n\n## ROOT CAUSE\n\nA disk."},
	{"numbered items", "1. Summary\n\n   It failed.\n\n2. Impact\n\n   All.", "1. Summary\n\n   It failed.\n\n2. Impact\n\n   All."},
	{"numbered steps", "1. We stopped it\n\nIt failed.\n\n2. We started it\n\nIt ran.", "1. We stopped it\n\nIt failed.\n\n2. We started it\n\nIt ran."},
	{"bold line with a role", "**Root cause**\n\nx\n\n**Very important**\n\ny", "## Root cause\n\nx\n\n**Very important**\n\ny"},
	{"no heading in code", "```\n# a\n```\n\n## A\n\nx", "```\n# a\n```\n\n## A\n\nx"},
	// paragraphs
	{"wrapped", "a\nb\nc", "a b c"},
	{"hard breaks", "a  \nb\\\nc", "a  \nb\\\nc"},
	{"broken at a hyphen", "in us-\nwest1 and post-\nmortems", "in us-west1 and post-mortems"},
	{"fields", "Status: done\nAuthors: Ina, Ole", "- **Status**: done\n- **Authors**: Ina, Ole"},
	// lists
	{"wrapped items", "- a\n  b\n- c\n\n  d\n  e", "- a b\n- c\n\n  d e"},
	{"nesting stays", "1. a\n   - b\n     c\n2. d", "1. a\n   - b c\n2. d"},
	{"list after a paragraph", "a:\n- b", "a:\n\n- b"},
	{"no list", "the errors were seen in all the regions from 6:49\n- 7:42.", "the errors were seen in all the regions from 6:49 - 7:42."},
	{"indented by a converter", "a:\n\n    - the first of two things\n    - the second of two things", "a:\n\n- the first of two things\n- the second of two things"},
	{"bullets in a line", "such as: • one • two", "such as:\n\n- one\n- two"},
	// code, tables, quotes, notes
	{"code as it is", "x\n```go {linenos=1}\na\n\n\nb\n```\ny", "x\n```go\na\n\n\nb\n```\n\ny"},
	{"code in a quote", "> a\n> ```\n> b\n> c\n> ```\n> d\n> e", "> a\n> ```\n> b\n> c\n> ```\n> d e"},
	{"a language closes no code", "```\na\n```go\n# b\n```\n\n## C\n\nx", "```\na\n```go\n# b\n```\n\n## C\n\nx"},
	{"code nobody closed", "```\na", "```\na\n```"},
	{"indented code", "x\n\n    a()\n    b()", "x\n\n    a()\n    b()"},
	{"table", "| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"},
	{"table without edges", "a | b\n---|---\nc | d\n\nx", "a | b\n---|---\nc | d\n\nx"},
	{"quote", "> a\n> b\n>\n> c", "> a b\n>\n> c"},
	{"quote with hard breaks", "> a  \n> b", "> a  \n> b"},
	{"footnote", "a[^1]\n\n[^1]: b\n    c", "a[^1]\n\n[^1]: b c"},
	// timelines
	{"entries", "15:54 UTC: a\n16:00 UTC - b\nc", "- **15:54 UTC**: a\n- **16:00 UTC**: b c"},
	{"entries apart", "15:54 UTC: a\n\n16:00 UTC: b", "- **15:54 UTC**: a\n- **16:00 UTC**: b"},
	{"no entry", "It began at\n15:54 and was long over before anybody had noticed it at all, since the alert was muted\n16:00 or so.", "It began at 15:54 and was long over before anybody had noticed it at all, since the alert was muted 16:00 or so."},
	// run-in headings
	{"labels", "Impact: all of it. Root cause: a disk. Next steps: buy one.", "## Impact\n\nall of it.\n\n## Root cause\n\na disk.\n\n## Next steps\n\nbuy one."},
	{"bold labels", "**Impact:** all of it.\n\n**Root cause:** a disk.", "## Impact\n\nall of it.\n\n## Root cause\n\na disk."},
	{"capitals", "ISSUE SUMMARY On Tuesday it failed.\n\nROOT CAUSE GCE hosts were full.", "## ISSUE SUMMARY\n\nOn Tuesday it failed.\n\n## ROOT CAUSE\n\nGCE hosts were full."},
	{"one label is text", "Impact: all of it.", "Impact: all of it."},
	// templates
	{"remarks in definitions", "[//]: # (b)\n\na\n\n```\n[//]: # (c)\n```", "a\n\n```\n[//]: # (c)\n```"},
	{"comments", "a <!-- b\nc --> d `<!-- e -->`", "a  d `<!-- e -->`"},
	{"site generators", "{% raw %}a{% endraw %} {{ site.url }}<% b %>\n{{< note >}}c{{< /note >}} {{ value }}", "a c {{ value }}"},
	{"mdx", "import X from \"x\";\n\na\n\n<X data={y} />\n\n<Note kind=\"b\">\nc\n</Note>", "a\n\nc"},
	{"mdx script", "import { A,\n  B } from 'x'\nexport const m = {\n  a: [1],\n}\n\na {/* b */}c\n\n{new Date()}\n\nimport jobs and export of data stood still", "a c\n\nimport jobs and export of data stood still"},
	{"mdx components", "<Note title=\"Mind\">\n    b `<Leader />`\n</Note>\n\n<Pic src={x} alt=\"Load\" />\n\n<A><B>c</B><B>d</B></A>", "**Mind**\n\nb `<Leader />`\n\nLoad\n\nc d"},
	{"mdx events", "<T>\n  <E time=\"09:00\">one</E>\n  <E time=\"10:00\">two</E>\n</T>", "- 09:00: one\n- 10:00: two"},
	{"quarto and mkdocs", "::: {.note}\na\n:::\n\n!!! note \"N\"\n    b\n\nc", "a\n\n> **N**\n>\n> b\n>\n\nc"},
	// links and tags
	{"links", "[a](/x) [b](#y) [c](https://z.example) [d](../w.md)", "[a](https://finch.example/x) b [c](https://z.example) [d](https://finch.example/w.md)"},
	{"images", "![Load](l.png) ![img.png](https://z.example/i.png)", "[Load](https://finch.example/blog/l.png) [image](https://z.example/i.png)"},
	{"scripts in links", "[a](javascript:alert(1)) [b](data:text/html,x)", "a b"},
	{"tags", "a<br>b <b>c</b> <a href='/x'>d</a> <user> <https://e.example>", "a b **c** [d](https://finch.example/x) \\<user> <https://e.example>"},
	{"tags in code", "`<br>` and ``<b>``", "`<br>` and ``<b>``"},
	{"details", "<details><summary>More</summary>\n\n- a\n\n</details>", "**More**\n\n- a"},
	{"script", "a\n\n<script>\nalert(1)\n</script>\n\nb", "a\n\nb"},
	{"definition list", "<dl><dt>15:54</dt><dd>a</dd></dl>", "- **15:54**: a"},
}

func TestMarkdown(t *testing.T) {
	for _, c := range markdownCases {
		if got := strings.TrimSpace(FromMarkdown(c.in, base)); got != c.want {
			t.Errorf("%s: %q\ngot  %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
}

// Plain text in.
var plains = []struct{ name, in, want string }{
	{"headings", "What happened?\n\nIt failed.\n\nTimeline:\n\nIt was long.", "## What happened?\n\nIt failed.\n\n## Timeline\n\nIt was long."},
	{"no headings", "It failed.\n\nSincerely,\n\nThe team\n\nhttps://x.example", "It failed.\n\nSincerely,\n\nThe team\n\nhttps://x.example"},
	{"a list of short lines", "Affected\n\nWeb\n\nMail\n\nChat\n\nAll are back.", "## Affected\n\nWeb\n\nMail\n\nChat\n\nAll are back."},
	{"lines are paragraphs", strings.Repeat("Long. ", 30) + "\nShort line.", strings.TrimSpace(strings.Repeat("Long. ", 30)) + "\n\nShort line."},
	{"bullets", "• a\n• b\n  c\n\n  d\n\n• e", "- a\n- b c\n\n  d\n\n- e"},
	{"numbers", "1) a\n2) b", "1. a\n2. b"},
	{"a list in a list", "* a:\n- b\n- c\n* d", "- a:\n  - b\n  - c\n- d"},
	{"timeline", "15:54 UTC: a\n\n16:00 UTC: b", "- **15:54 UTC**: a\n- **16:00 UTC**: b"},
	{"fields", "Status: done\nAuthors: Ina, Ole\n\nIt failed.", "- **Status**: done\n- **Authors**: Ina, Ole\n\nIt failed."},
	{"a field alone", "It failed.\n\nIncident date: 3 June 2024\n\nStaff met.\n\nIncident data lost\n\nIt was so.",
		"It failed.\n\nIncident date: 3 June 2024\n\nStaff met.\n\n## Incident data lost\n\nIt was so."},
	{"numbered headings", "1. SUMMARY\n\nIt failed.\n\n2. ROOT CAUSE\n\nA disk.\n\n3. Who was told\n\nAll.",
		"## SUMMARY\n\nIt failed.\n\n## ROOT CAUSE\n\nA disk.\n\n## Who was told\n\nAll."},
	{"a loose list", "1. Restart it\n\n2. Impact\n\n3. Look at it", "1. Restart it\n2. Impact\n3. Look at it"},
	{"tags are text", "A <project> & a <b>.", "A \\<project> & a \\<b>."},
	{"dividers", "It failed.\n\n=====\n\nIt came back.", "It failed.\n\n---\n\nIt came back."},
	{"stars are text", "# not a heading", "\\# not a heading"},
}

func TestPlain(t *testing.T) {
	for _, c := range plains {
		if got := strings.TrimSpace(FromPlain(c.in, "")); got != c.want {
			t.Errorf("%s: %q\ngot  %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
}

// What FromMarkdown gives, it leaves as it is when it gets it again, and the words
// of a text without tags are all kept: counted the dumb way.
func FuzzMarkdown(f *testing.F) {
	for _, c := range markdownCases {
		f.Add(c.in)
	}
	for _, c := range plains {
		f.Add(c.in)
	}
	files, _ := filepath.Glob("../../importers/dump/testdata/*.md")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		md := FromMarkdown(text, base)
		if md != FromMarkdown(text, base) {
			t.Error("two runs differ")
		}
		From(text, base)
		Paragraph(text)
		if body := FromPlain(text, base); words(body) < words(text) && !strings.ContainsAny(text, "#<>[]*`~|-=+•:") {
			t.Errorf("%q has %d words, %q %d", text, words(text), body, words(body))
		}
	})
}

func words(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}))
}
