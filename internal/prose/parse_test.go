package prose

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Each case: a text, and what Parse makes of it, one line a sentence:
// "role|heading|block|sentence".
var parseTests = []struct{ name, in, want string }{
	{"atx", "Lead text.\n\n## Root cause\nThe cert had expired. Nobody saw it.\n\n### The load balancer\n- one thing\n- two\n\n## What we will do\nMore.", `
none||paragraph|Lead text.
root-cause|Root cause|paragraph|The cert had expired.
root-cause|Root cause|paragraph|Nobody saw it.
root-cause|The load balancer|item|one thing
root-cause|The load balancer|item|two
follow-up|What we will do|paragraph|More.`},
	{"title", "# Outage of 3 May\n\nIt broke.\n\n## Stuff\nOdd.", `
title|Outage of 3 May|paragraph|It broke.
none|Stuff|paragraph|Odd.`},
	{"setext", "Timeline\n--------\nA.\n\nImpact\n===\nB.", `
timeline|Timeline|paragraph|A.
impact|Impact|paragraph|B.`},
	{"bold line", "**What went wrong?**\n\nWe ran dry.\n\n**Just loud.**", `
contributing-factors|What went wrong?|paragraph|We ran dry.
contributing-factors|What went wrong?|paragraph|**Just loud.**`},
	{"plain headings", "Background\n\nWe use tunnels.\n\nWhat happened?\nThey fell.\n\nNot a heading here\n\nfoo", `
background|Background|paragraph|We use tunnels.
what-happened|What happened?|paragraph|They fell.
what-happened|What happened?|paragraph|Not a heading here
what-happened|What happened?|paragraph|foo`},
	{"inline headings", "Summary of impact: Some users waited. Preliminary root cause: A queue grew. Mitigation: We drained it.\n**Next steps:** Watch it.", `
impact|Summary of impact|paragraph|Some users waited.
root-cause|Preliminary root cause|paragraph|A queue grew.
mitigation|Mitigation|paragraph|We drained it.
follow-up|Next steps|paragraph|Watch it.`},
	{"no inline headings", "The problem: the host sets the routes. Our fix: we removed it.\n\nThe impact: Nobody slept. Root cause: a typo", `
none||paragraph|The problem: the host sets the routes.
none||paragraph|Our fix: we removed it.
impact|The impact|paragraph|Nobody slept.
root-cause|Root cause|paragraph|a typo`},
	{"key lines", "title: x\nslug: x\n\nBody.", `
none||paragraph|Body.`},
	{"item labels", "- **Root cause**: a typo\n- **Impact**: none\n- **15:54 UTC**: it went down", `
root-cause|Root cause|item|a typo
impact|Impact|item|none
impact|Impact|item|**15:54 UTC**: it went down`},
	{"a field ends with its list", "- **Status**: done\n- **Detection**: by hand\n\nIt went down.\n\n" +
		"## Cause\n\n- Impact: all\n- Trigger: a typo\n\nThe disk was full.", `
none||item|**Status**: done
detection|Detection|item|by hand
none||paragraph|It went down.
impact|Impact|item|all
root-cause|Trigger|item|a typo
root-cause|Cause|paragraph|The disk was full.`},
	{"who wrote it is no section", "- **Authors**: Ina, Ole\n- **Seen on**: 3 May\n\nIt went down.\n\nContact: Ina.\n\n## Comments\n\nNice.", `
none||item|**Authors**: Ina, Ole
none||item|**Seen on**: 3 May
none||paragraph|It went down.
none||paragraph|Contact: Ina.
comments|Comments|paragraph|Nice.`},
	{"half days", "It was down from 1:40 p.m. UTC to 2:48 p.m. (PDT). We noticed at 3 p.m. Nobody else did.", `
none||paragraph|It was down from 1:40 p.m. UTC to 2:48 p.m. (PDT).
none||paragraph|We noticed at 3 p.m.
none||paragraph|Nobody else did.`},
	{"wrapped", "The first line is wrapped at a usual width of about\nseventy columns, e.g. like this. " +
		"The second\nsentence has 1.5 numbers, v2.3 and U.S. words.", `
none||paragraph|The first line is wrapped at a usual width of about⏎seventy columns, e.g. like this.
none||paragraph|The second⏎sentence has 1.5 numbers, v2.3 and U.S. words.`},
	{"log lines", "15:54 UTC we saw it\n16:01 UTC we fixed it", `
none||paragraph|15:54 UTC we saw it
none||paragraph|16:01 UTC we fixed it`},
	{"wrapped before a time", "A customer told us of it on Thursday 12 October\n14:59 UTC. We were slow to answer and it took until\n16:10 UTC to mend it.", `
none||paragraph|A customer told us of it on Thursday 12 October⏎14:59 UTC.
none||paragraph|We were slow to answer and it took until⏎16:10 UTC to mend it.`},
	{"front matter", "---\ntitle: x\ntags: [a]\n---\nBody.", `
none||paragraph|Body.`},
	{"toml front matter", "+++\ntitle = \"x\"\n+++\nBody.", `
none||paragraph|Body.`},
	{"rules are no front matter", "---\n\nA text.\n\n---\n\nB.", `
none||paragraph|A text.
none||paragraph|B.`},
	{"comment", "One <!-- Two. \nThree --> four. <!-- open", `
none||paragraph|One
none||paragraph|four.
none||paragraph|<!-- open`},
	{"code", "A.\n```sh\nrm. Rf.\n```\nB.\n\n    indented(code); x=1\n\nC.\n~~~\nD. not closed", `
none||paragraph|A.
none||paragraph|B.
none||paragraph|C.
none||paragraph|D. not closed`},
	{"quote and nesting", "> quoted line\n> goes on. New.\n\n- a\n  goes on\n\n  second paragraph\n1. b\n   > c\n- [x] done", `
none||quote|quoted line⏎> goes on.
none||quote|New.
none||item|a⏎  goes on
none||item|second paragraph
none||item|b
none||quote|c
none||item|done`},
	{"table", "| When | What |\n|---|---|\n| 10:00 | It broke. Badly. |", `
none||table|When
none||table|What
none||table|10:00
none||table|It broke.
none||table|Badly.`},
	{"references", "See [here][x].\n\n[x]: https://example.org/y", `
none||paragraph|See [here][x].`},
	{"names of what was hit", "Affected: Web Application - Account Settings & Billing. Impact: minor.\n\n**Affected components**: a.example.org, St. Louis.\n\n" +
		"This incident affected: Git Operations and Web Hooks.\n\n## Affected services\n\n- Deployments\n- Nobody could log in.", `
impact|Impact|paragraph|minor.
impact|Affected services|item|Nobody could log in.`},
	{"a sentence about what was hit", "Affected: all customers whose cache had expired. Affected: No components were affected by this update..", `
impact|Affected|paragraph|all customers whose cache had expired.`},
	{"footnotes", "It fell[^1].\n\n[^1]: The disk was full. See there.\n    And the log.\n\n    More of it.\n\n[^b]: x\n\nWe mended it.", `
none||paragraph|It fell[^1].
none||paragraph|We mended it.`},
	{"alternative texts", "![The database was overloaded. Badly.](a.png)\n\n[![Build failed](b.svg)](https://e.org) It ran dry.\n\n" +
		"- ![lock wait][1]\n- See ![this](c.png) here. No ![not closed", `
none||paragraph|It ran dry.
none||item|See ![this](c.png) here.
none||item|No ![not closed`},
	{"marks alone", "A.\n\n\\\\\n\n\\\n\nB.\\\\\nC.\\\n\n…", `
none||paragraph|A.
none||paragraph|B.
none||paragraph|C.`},
	{"empty", " \n\n", ""},
}

func TestParse(t *testing.T) {
	for _, tt := range parseTests {
		doc := Parse("", tt.in)
		check(t, doc)
		var b strings.Builder
		for _, s := range doc.Sentences {
			sec := doc.Sections[s.Section]
			b.WriteString("\n" + string(sec.Role) + "|" + sec.Heading + "|" + string(s.Block) + "|" +
				strings.ReplaceAll(doc.Text[s.Start:s.End], "\n", "⏎"))
		}
		if got := b.String(); got != tt.want {
			t.Errorf("%s\n in %q\n got%s\nwant%s", tt.name, tt.in, got, tt.want)
		}
	}
}

// check holds for every document: offsets lie in order, on rune boundaries,
// inside their section, and no sentence is blank.
func check(t *testing.T, doc *Document) {
	t.Helper()
	at := 0
	for _, s := range doc.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > len(doc.Text) || s.Section < 0 || s.Section >= len(doc.Sections) {
			t.Fatalf("sentence %+v out of order in %.200q", s, doc.Text)
		}
		at = s.End
		sec := doc.Sections[s.Section]
		if s.Start < sec.Start || s.End > sec.End {
			t.Fatalf("sentence %+v outside of its section %+v in %.200q", s, sec, doc.Text)
		}
		quote := doc.Text[s.Start:s.End]
		if strings.TrimSpace(quote) == "" || utf8.ValidString(doc.Text) && !utf8.ValidString(quote) {
			t.Fatalf("sentence %q in %.200q", quote, doc.Text)
		}
	}
	for i, sec := range doc.Sections {
		if sec.End < sec.Start || sec.End > len(doc.Text) || i > 0 && sec.Start < doc.Sections[i-1].End || sec.Role == "" {
			t.Fatalf("section %+v in %.200q", sec, doc.Text)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range parseTests {
		f.Add(tt.in)
	}
	f.Add("a\x00b. \xff\xfe C. \n> > > - - * x\n|||\n|a\\|b|\n")
	f.Fuzz(func(t *testing.T, text string) {
		check(t, Parse("t", text))
		if p := Plain(text); len(p) > 4*len(text)+8 {
			t.Errorf("Plain of %d bytes has %d", len(text), len(p))
		}
	})
}

// Hostile shapes of 200 kB each: linear time means that the whole test ends
// at once, quadratic time that it does not end.
func TestParseHostile(t *testing.T) {
	for _, unit := range []string{"> ", "- ", "~~", "~~ a", "[^", "[^a", "`", "```\n", "~~~~~\n", "**", "](", "[", "<", "<!--", "|",
		"a|b\n", ". A", "# ", "a\n---\n", "\x00", "\xff", "1. ", "    x\n", "**a", ": ", "x", "é", "![", "![a](", "[![", "![a]", "[^a]: x\n", "\\", "Affected: a. ", ".", "?\"", "!)"} {
		text := strings.Repeat(unit, 200_000/len(unit))
		check(t, Parse("", text))
		check(t, Parse("", text+"x")) // what follows a row of marks decides what they are
		Plain(text)
	}
}

func TestPlain(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"## A *b* `c_d`\n\nSee [the **post**](https://x.y/z_(a)) and ![img](i.png).\nNext.", "A b c_d:\nSee the post and img. Next.\n"},
		{"- a\n- b &amp; c <br> d\n\n> q\n> r", "a\nb & c d\nq r\n"},
		{"| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2\n"},
		{"```go\nx := *p\n\ny\n```\n<https://e.org>", "x := *p\n\ny\nhttps://e.org\n"},
		{"snake_case and _emphasis_ and \\*star\\* ~~gone~~ a < b", "snake_case and emphasis and *star* a < b\n"},
		{"## What broke?\n## The disk (again)\n### **10 %** of it\n# 。\n**What it cost**\n\nRoot cause\n\nx",
			"What broke?\nThe disk (again):\n10 % of it:\n。\nWhat it cost:\nRoot cause:\nx\n"},
		{"the `<noscript>` tag, ``a`*b*``, `x\\y`, `left open and *more*", "the <noscript> tag, a`*b*, x\\y, left open and more\n"},
		{"For ~~two~~ three hours.~~ No ~~ end ~~~~ ~~here", "For three hours. No end here\n"},
		{"Two nodes[^1] died[^why-so].\n\n[^1]: Both `a[^x]`.\n[^2]: See [^ x] and [^1]: there", "Two nodes died.\nBoth a[^x]. See ^ x and there\n"},
		{"---\nt: 1\n---\nx <!-- y --> z", "x z\n"},
	} {
		if got := Plain(tt.in); got != tt.want {
			t.Errorf("Plain(%q)\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}
